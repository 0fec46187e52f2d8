"""The rules that make a label: each looks at one thing that can differ, and says so in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.facets.content_moves import ContentMove, weight_of
from tracker.compare.facets.facet_diff import Difference, show_value
from tracker.compare.facets.force import DEMAND, FORMULA, JUDGMENT
from tracker.compare.facets.quote_evidence import (
    is_level,
    is_term,
    names_a_text,
    same_conduct,
    says_the_same,
)
from tracker.compare.facets.scope import WIDER, ScopeMove
from tracker.compare.facets.value_parsing import (
    Amount,
    is_money,
    parse_amount,
    parse_amounts,
    parse_deadline,
)
from tracker.domain import Facets, Kind, Label, Unit
from tracker.level_names import FAMILY_NAMES, INTENSITY_NAMES, level_name
from tracker.text.content_words import content_stems
from tracker.text.rates import rate_decision, speaks_of_a_rate


@dataclass(frozen=True, slots=True)
class MentionPair:
    """Two mentions of one line, and what DeepDiff says of them, by aspect."""

    before: Unit
    after: Unit
    differences: Mapping[str, Difference]

    @property
    def old(self) -> Facets:
        """The facets before."""
        return self.before.facets

    @property
    def new(self) -> Facets:
        """The facets after."""
        return self.after.facets

    @property
    def are_read(self) -> bool:
        """Whether a network judged kind and level of both; what people coded has no confidence, and counts as it is."""
        return self.before.confidence is not None and self.after.confidence is not None

    @property
    def decides_on_a_rate(self) -> bool:
        """Whether both are decisions on one rate: then its direction and step are what counts, and nothing else."""
        old, new = rate_decision(self.before.quote), rate_decision(self.after.quote)
        return bool(old and new and old.what == new.what)

    @property
    def content(self) -> ContentMove | None:
        """What was put in and taken out; None where both are the same words."""
        difference = self.differences.get("content")
        return difference.more if difference else None

    def verdict(self, aspect: str) -> str:
        """Return how *aspect* differs, or "" where it does not."""
        difference = self.differences.get(aspect)
        return difference.verdict if difference else ""


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that fired: its label and one sentence on what it fired."""

    label: Label
    rule: str
    minor: bool = False


CONDEMNS = 4  # the rung of a judgment from which its words alone decide
# Content words by weight, 1.0 a rare one, that a level must gain or lose to move both ways: two telling words and more,
OPPOSED = 1.8
OPPOSED_SHARE = 0.25  # and a quarter of what stands in both

# Who calls for what was supported asks somebody for it; who looks forward to it, encourages it or says what should come of it may not.
_ASKS = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:on|upon|for)|urg(?:e|es|ed|ing)|appeal(?:s|ed|ing)?|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?"
    r"|(?<!an )(?<!the )ask(?:s|ed|ing)?|request(?:s|ed|ing)?)\b|촉구|요구|요청|당부",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\b(?:including|such as|notably|for example)\b", re.IGNORECASE)
_EXAMPLES = re.compile(rf"{_EXAMPLE.pattern}.*?(?=;|, and |$)", re.IGNORECASE | re.DOTALL)
# "facilitate the provision of": an act that is named as what others do, or what comes about.
_NAMED_ACT = re.compile(
    r"(?:to )?(?:facilitat|support|help|assist|encourag|promot|enabl|advanc)\w* (?:with |in )?(?:the |its |their |our )?(\w{5})\w* of\b",
    re.IGNORECASE,
)

# "It is cut by": a decision on a rate that was named before.
_OF_IT = re.compile(
    r"\bit (?:is|was|be|has been) (?:cut|lowered|reduced|raised|increased|hiked)\b", re.IGNORECASE
)

Rule = Callable[[MentionPair], FiredRule | None]
# In the clause before an amount: "no state may use more than", "will not exceed", "is capped at".
_DENIES = re.compile(r"\b(?:not|no|never|neither|cannot)\b(?! (?:more|less|fewer))", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:exceed\w*|more than|above|over|beyond)\W*$", re.IGNORECASE)
_ABOVE_AMOUNT = re.compile(r"(?:more than|above|over)\b", re.IGNORECASE)
_CAPPED = re.compile(
    r"\b(?:(?:kept|keeps?|remains?|stays?|at or) below|capped at|limited to)\W*$", re.IGNORECASE
)
LONG_CLAUSE = 160  # characters of a clause, before an amount
# "The limit is set at", "a ceiling of": whether less of it is more depends on what it limits.
_CEILING = re.compile(
    r"\b(?:the|an?|its|this|that) (?:[\w-]+ ){0,2}(?:limit|cap|ceiling|threshold|allowance|quota)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# What is let off "until 31 December": longer is no more of a sanction or a duty.
_LETS_OFF = re.compile(
    r"\b(?:exempt\w*|derogat\w+|waiv\w+|general licen[cs]e|grace period|transitional period)\b", re.IGNORECASE
)
_MAY = re.compile(r"\b(?<!we )may\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:up to|at most|no more than|not more than)\b", re.IGNORECASE)
_TRIGGERS = re.compile(
    r"\b(?:if|when|once|should)\b[^.;]*\b(?:beyond|exceed\w*|above|over|below|under|reach\w*|more than|less than)\W*$",
    re.IGNORECASE,
)
_CLAUSE_BEFORE = re.compile(
    r"[,;:]|\b(?:and|but|or) (?=(?:\w+ )?(?:will|shall|must|may|can|would|to)\b)|\b(?:which|who|that)\b"
)


def rate_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where a decision on a rate turned, or took a larger or smaller step; the same step again is the same line."""
    difference = pair.differences.get("rate")
    labels = {"opposite": Label.REVERSED, "raised": Label.STRENGTHENED, "lowered": Label.WEAKENED}
    if difference is None or difference.verdict not in labels:
        return None
    return FiredRule(labels[difference.verdict], difference.more)


def turned(pair: MentionPair) -> FiredRule | None:
    """Fire where the later says the opposite: polarity, direction on the same object, or an explicit withdrawal."""
    difference = pair.differences.get("turn")
    return FiredRule(Label.REVERSED, difference.more) if difference else None


def strength_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the level moved on one ladder, or an undertaking became a position or the other way round.

    What a network judged moves only with the words of force. "Commitment to" and
    "support for" one object are one formula. Judgments are compared against the
    same conduct alone, and praise never.
    """
    if pair.verdict("turn"):
        return None  # how strongly the opposite is held is no more or less of the same
    judged = {pair.old.family, pair.new.family} & {"E"}
    if judged and (
        Kind.E_PRAISE in (pair.before.kind, pair.after.kind)
        or not same_conduct(pair.before.quote, pair.after.quote)
    ):
        return None
    return _by_words(pair) if pair.are_read else _as_coded(pair)


def _by_words(pair: MentionPair) -> FiredRule | None:
    difference = pair.differences.get("force")
    if difference is None:
        return None
    before, after = difference.before, difference.after
    asked = {before.family: pair.before.quote, after.family: pair.after.quote}
    if {FORMULA, DEMAND} <= asked.keys() and not _ASKS.search(asked[DEMAND]):
        return None
    condemns = before.family == after.family == JUDGMENT and min(before.rung, after.rung) >= CONDEMNS
    # "in the strongest terms" is a formula of its own
    if not (condemns or _read_alike(pair, difference.verdict)):
        return None
    if before.family == after.family:
        told = f"{before} to {str(after).removeprefix(f'{after.family}, ')}".replace(", ", ": ", 1)
    else:
        told = f"{before} to {after}"
    return _up_or_down(difference.verdict == "raised", told)


def _read_alike(pair: MentionPair, verdict: str) -> bool:
    """Return whether the reader does not contradict the words: another kind, or a level that moved their way."""
    return pair.old.family != pair.new.family or pair.verdict("level") == verdict


def _as_coded(pair: MentionPair) -> FiredRule | None:
    if pair.old.family == pair.new.family:
        if not pair.verdict("level"):
            return None
        old, new = (level_name(pair.new.family, facets.level) for facets in (pair.old, pair.new))
        return _up_or_down(
            pair.new.level > pair.old.level, f"{FAMILY_NAMES[pair.new.family]}: {old} to {new}"
        )
    kinds = (pair.before.kind, pair.after.kind)
    if Kind.S_SUPPORT in kinds and "D" in (pair.old.family, pair.new.family):
        backed, called = "a stance of support", "a demand"
        old, new = (backed, called) if kinds[0] is Kind.S_SUPPORT else (called, backed)
        return _up_or_down(kinds[0] is Kind.S_SUPPORT, f"{old} became {new}")
    if "U" not in (pair.old.family, pair.new.family) or _is_one_formula(pair):
        return None
    if pair.old.family == "U":
        return FiredRule(Label.WEAKENED, f"an undertaking became a {FAMILY_NAMES[pair.new.family]}")
    return FiredRule(Label.STRENGTHENED, f"a {FAMILY_NAMES[pair.old.family]} became an undertaking")


def _is_one_formula(pair: MentionPair) -> bool:
    """Return whether one is "support for" and the other "commitment to", or support, of the same object."""
    return Kind.S_SUPPORT in (pair.before.kind, pair.after.kind) and says_the_same(
        pair.before.quote, pair.after.quote
    )


def term_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where a date or a term was gained, lost or moved; a term that lasts longer is the stronger, but for one that lets somebody off."""
    difference = pair.differences.get("term")
    if difference is None or pair.decides_on_a_rate:
        return None
    if difference.verdict in ("set", "cleared"):
        said = difference.after.text or difference.before.text
        return _gained("deadline" if parse_deadline(said) else "term", difference)
    terms = any(is_term(said.quote, said.text) for said in (difference.before, difference.after))
    if terms and all(_LETS_OFF.search(one.quote) for one in (pair.before, pair.after)):
        return None
    return _up_or_down((difference.verdict == "earlier") != terms, _from_to("deadline", difference))


def until_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where what must come about before an undertaking, demand or stance ends became more or less."""
    difference = pair.differences.get("until")
    if difference is None or pair.decides_on_a_rate:
        return None
    return _up_or_down(difference.verdict == "raised", f"until: {difference.before}, now {difference.after}")


def amount_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where an amount was gained, lost or moved; of what is cut, and of what nothing may exceed, to less is more.

    The step of a rate is none: "it is cut by 0.25 percentage points" is no less of a cut by 0.5 that was made before.
    """
    difference = pair.differences.get("quantity")
    if difference is None or pair.decides_on_a_rate:
        return None
    if _is_step_of_rate(pair, parse_amount(difference.after.text or difference.before.text)):
        return None
    if difference.verdict in ("set", "cleared"):
        return _gained("amount", difference)
    less = {pair.old.direction, pair.new.direction} <= {"decrease", "stop"} and any(
        is_level(said.quote, said.text) for said in (difference.before, difference.after)
    )
    sides = [(said.quote, said.text) for said in (difference.before, difference.after)]
    if all(_is_trigger(*side) for side in sides):
        return None  # at which share somebody acts is neither more nor less of the act
    less = less or all(_is_limit(*side) or _is_permitted(*side) for side in sides)
    if not less and all(_CEILING.search(_clause_before(*side)[-LONG_CLAUSE:]) for side in sides):
        return None
    return _up_or_down((difference.verdict == "raised") != less, _from_to("amount", difference))


def _is_limit(quote: str, amount: str) -> bool:
    """Say whether *quote* says that nothing may be above *amount*: "no state may use more than 30 percent"; below which nothing may fall is a floor."""
    before = _before(quote, amount)
    if not before:
        return False
    above = _ABOVE_AMOUNT.match(amount)
    clause = _CLAUSE_BEFORE.split(f"{before}{above[0] if above else ''}")[-1]
    denied = _DENIES.search(clause) is not None
    return bool(_ABOVE.search(clause)) if denied else bool(_CAPPED.search(clause))


def _is_permitted(quote: str, amount: str) -> bool:
    """Say whether *quote* lets others go up to *amount*: "Lenders may exempt up to 10 per cent"; who may give up to a sum promises it."""
    clause = _clause_before(quote, amount)
    return bool(_MAY.search(clause) and _UP_TO.search(f"{clause}{amount}")) and not is_money(
        next((one.unit for one in parse_amounts(amount)), "")
    )


def _is_trigger(quote: str, amount: str) -> bool:
    """Say whether *amount* is what somebody waits for: "will act if the share goes beyond 25 per cent"."""
    return bool(_TRIGGERS.search(_before(quote, amount)))


def _clause_before(quote: str, amount: str) -> str:
    """Return the clause of *quote* that leads to *amount*."""
    return _CLAUSE_BEFORE.split(_before(quote, amount))[-1]


def _before(quote: str, amount: str) -> str:
    """Return what stands before *amount* in *quote*; "" where it is not in it as it is written."""
    at = quote.find(amount)
    return quote[:at] if at > 0 else ""


def _is_step_of_rate(pair: MentionPair, amount: Amount | None) -> bool:
    if amount is None or amount.unit not in ("basis point", "percentage point"):
        return False
    quotes = (pair.before.quote, pair.after.quote)
    return amount.unit == "basis point" or any(speaks_of_a_rate(one) or _OF_IT.search(one) for one in quotes)


def means_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where a named instrument was gained or lost; one of several, "including through the compact", is an example (section 8)."""
    difference = pair.differences.get("means")
    if difference is None or (
        pair.are_read and _EXAMPLE.match(difference.after.text or difference.before.text)
    ):
        return None
    return _gained("instrument", difference)


def condition_removed(pair: MentionPair) -> FiredRule | None:
    """Fire where a condition or escape clause is gone."""
    return _condition(pair, "cleared", Label.STRENGTHENED, "condition removed")


def condition_gained(pair: MentionPair) -> FiredRule | None:
    """Fire where a condition or escape clause is new; inside a warning it is normal."""
    return _condition(pair, "set", Label.QUALIFIED, "condition gained")


def _condition(pair: MentionPair, verdict: str, label: Label, told: str) -> FiredRule | None:
    difference = pair.differences.get("qualifier")
    if (
        difference is None
        or difference.verdict != verdict
        or Kind.U_WARN in (pair.before.kind, pair.after.kind)
    ):
        return None
    if pair.verdict("means") == verdict and _within(difference, pair.differences["means"]):
        return None  # it came or went with the means it stands in
    return FiredRule(label, f"{told}: {difference.after.text or difference.before.text}")


def _within(inner: Difference, outer: Difference) -> bool:
    return (inner.after.text or inner.before.text) in (outer.after.text or outer.before.text)


def addressees_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where those who are asked became a proper subset or superset; of a judgment, those who are judged."""
    difference = pair.differences.get("addressees")
    if difference is None or not {pair.old.family, pair.new.family} <= {"D", "E"}:
        return None
    if pair.are_read and names_a_text(pair.before.quote) != names_a_text(pair.after.quote):
        return None  # whose resolution it rests on, not who is asked
    return _wide_or_narrow(difference.verdict, "addressees", difference)


def counterparts_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where those an undertaking or stance is to be kept with became fewer or more."""
    difference = pair.differences.get("counterparts")
    if difference is None or not {pair.old.family, pair.new.family} <= {"U", "S"}:
        return None
    told = [
        ", ".join([*sorted(name.upper() for name in names), *(["others"] if more else [])])
        for names, more in (difference.before, difference.after)
    ]
    label = Label.BROADENED if difference.verdict == "wider" else Label.NARROWED
    return FiredRule(label, f"counterparts {difference.verdict}: {told[0]} to {told[1]}")


def scope_moved(pair: MentionPair) -> FiredRule | None:
    """Fire where the list of what is covered lost or gained items; a list of examples never fires."""
    difference = pair.differences.get("scope")
    if difference is None:
        return None
    move = difference.more
    if pair.are_read and not _came_or_went(move, pair.content):
        return None
    label = Label.BROADENED if move.verdict == "wider" else Label.NARROWED
    return FiredRule(label, f"scope {move.verdict} by {_show(move.extra)}: {move.before} to {move.after}")


def content_opposed(pair: MentionPair) -> FiredRule | None:
    """Fire where a level rose and content went, or fell and content came: then nobody can say which weighs more.

    What stands behind "including" is a list of examples (section 8), and no content.
    """
    level, content = strength_moved(pair), pair.content
    if level is None or content is None or not pair.are_read:
        return None
    up = level.label is Label.STRENGTHENED
    runs, quote = (content.taken_out, pair.before.quote) if up else (content.put_in, pair.after.quote)
    bound = frozenset(content_stems(_EXAMPLES.sub(" ", quote)))
    runs = tuple(kept for run in runs if (kept := tuple(word for word in run if word in bound)))
    if weight_of(runs) < max(OPPOSED, OPPOSED_SHARE * content.kept):
        return None
    told = "; ".join(_as_said(run, quote) for run in runs)
    return FiredRule(Label.NARROWED if up else Label.BROADENED, f"{'taken out' if up else 'put in'}: {told}")


def directness_opposed(pair: MentionPair) -> FiredRule | None:
    """Fire where a level fell and an act became direct, or rose and it became indirect: "commit to facilitate the supply of", then "stand ready to supply".

    A noun and its verb are told by their first five letters: "provision", "provide".
    """
    level = strength_moved(pair)
    if level is None or not pair.are_read or pair.old.family != pair.new.family:
        return None
    up = level.label is Label.STRENGTHENED
    indirect, direct = (pair.new, pair.old) if up else (pair.old, pair.new)
    named = _NAMED_ACT.match(indirect.action)
    if named is None or not direct.action.casefold().startswith(named[1].casefold()):
        return None
    return _up_or_down(not up, f"the act: {pair.old.action}, now {pair.new.action}")


def _as_said(run: Sequence[str], quote: str) -> str:
    """Return the content words *run*, which are compared as stems and in English, as *quote* has them."""
    wanted = frozenset(run)
    said = (word.strip(",;:.()") for word in quote.split() if not wanted.isdisjoint(content_stems(word)))
    return " ".join(dict.fromkeys(said)) or " ".join(run)


def _came_or_went(move: ScopeMove, content: ContentMove | None) -> bool:
    """Return whether an item of the list is news: not said by another statement of the same release."""
    if content is None:
        return False
    runs = content.put_in if move.verdict == WIDER else content.taken_out
    told = {word for run in runs for word in run}
    return any(told.intersection(content_stems(item)) for item in move.extra)


def intensity_moved(pair: MentionPair) -> FiredRule | None:
    """Fire, as minor, where only a booster or hedge moved; a condition that came or went is told by its own rule.

    Which boosters a network sees varies with the words around, and boosters change
    hands daily: of statements that were read nothing fires.
    """
    if pair.are_read or pair.old.family != pair.new.family or pair.verdict("level"):
        return None
    if not pair.verdict("intensity") or pair.verdict("condition") in ("set", "cleared"):
        return None
    fired = _up_or_down(
        pair.new.intensity > pair.old.intensity,
        f"emphasis {INTENSITY_NAMES[pair.old.intensity]} to {INTENSITY_NAMES[pair.new.intensity]}, same level",
    )
    return FiredRule(fired.label, fired.rule, minor=True)


def _up_or_down(up: bool, why: str) -> FiredRule:
    return FiredRule(Label.STRENGTHENED if up else Label.WEAKENED, why)


def _gained(what: str, difference: Difference) -> FiredRule:
    if difference.verdict == "set":
        return FiredRule(Label.STRENGTHENED, f"{what} gained: {difference.after.text}")
    return FiredRule(Label.WEAKENED, f"{what} lost: {difference.before.text}")


def _wide_or_narrow(verdict: str, what: str, difference: Difference) -> FiredRule | None:
    if verdict not in ("wider", "narrower"):
        return None
    label = Label.BROADENED if verdict == "wider" else Label.NARROWED
    return FiredRule(
        label, f"{what} {verdict}: {show_value(difference.before)} to {show_value(difference.after)}"
    )


def _from_to(what: str, difference: Difference) -> str:
    texts = (said.text.replace("; ", " and ") for said in (difference.before, difference.after))
    return f"{what} {difference.verdict}: {' to '.join(texts)}"


def _show(words: Sequence[str]) -> str:
    return ", ".join(word.lstrip("=").upper() if word.startswith("=") else word for word in words)
