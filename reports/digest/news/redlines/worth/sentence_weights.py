"""What a sentence that differs from the text before weighs for a reader of policy: docs/change-labels.md has the figures. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth.outsiders import is_of_outsider, only_knows
from reports.digest.news.redlines.worth.told_before import (
    is_confirmed,
    is_preamble,
    is_running_total,
    recalls,
    tells_for_the_record,
    without_its_day,
)
from reports.digest.news.words.moved_in_place import moved_beside
from reports.digest.news.words.moved_words import is_cut_otherwise, is_marked_within, sentence_wording
from reports.digest.news.words.qualifiers import only_qualified
from reports.digest.news.words.wording import CONNECTING, FORCES, REPORTING, WordingChange
from tracker.compare.facets.slot_values import STANDS_AT
from tracker.domain import Unit
from tracker.edits.passages import Passage
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre
from tracker.text.content_words import (
    STOPWORDS,
    content_stems,
    initials_of,
    is_state,
    party_code,
    party_codes,
    stem,
)
from tracker.text.rates import HELD, rate_decision
from tracker.text.votes import OF_MEMBERS, dissenters
from tracker.text.words_of_others import is_quotation, words_of_a_member, words_of_others

# What a sentence weighs: one that commits, one that holds any other statement, one that only looks ahead, who dissents;
# in a decision the state of things too, since a board gives it as its reason.
COMMITS, STATES, LOOKS_AHEAD, DISSENTS, REASONS = 1.0, 0.8, 0.6, 0.8, 0.4
# Of its weight where one telling word moved, and the number of words from which all of it counts.
LEAST_MOVED, ALL_MOVED = 0.5, 3
CUT_UP = 0.6  # of its weight, where two sentences have hardly a word in common: their redline is hard to read
FORCE_MOVED = 1.2  # a word that says how firmly is worth more than another
NAMED = 0.4  # where only a name stands for another, or a year, and no state's
ACT_MOVED = 1.3  # a sentence that condemned and now demands, or was firm and now only notes
POLICY = 1.2  # in a decision, a statement on the policy itself
OTHERS = 1.4  # a sentence of an agreed text that names a state which did not agree on it
FOR_THE_RECORD = 0.5  # where a sentence tells what was decided, or how much of it was done
COURTEOUS = 0.4  # of its weight, where a sentence thanks, congratulates or looks forward
ONLY_KNOWN = 0.5  # of its weight, where a sentence that is gone or new only notes what others did
HEADING = 12  # words
FEW_CUT = 5  # content words that are no clause of their own
MOST_CUT = 0.7  # of them in one sentence, from which that says them
ROLL = 0.9  # share of the words of a list of names that are written with a capital
SOFT_ALONE = (
    0.5  # of its weight, where a sentence of an agreed text is new or gone and neither binds nor asks firmly
)
FIRM, DEFINITE = 3, 4  # levels from which a statement is firm, and from which it is definite
_MATTER = CONNECTING | REPORTING - FORCES
# Of a rate one of these for another is no move, nor is one of _STANDING by itself.
_STAYING = frozenset(
    map(
        stem,
        """remain stay hold held keep kept leave left maintain retain unchanged current present level decided will accordingly consequently
        hence order""".split(),
    )
)
_OF_RATE = re.compile(
    r"\brates?\b[^.;]*(?:\d ?(?:%|per ?cent)|\bunchanged\b|\blevels?\b)|\d ?(?:%|per ?cent)", re.IGNORECASE
)
_STANDING = frozenset(map(stem, ("unchanged", "order", "accordingly", "consequently", "hence")))
_AHEAD = re.compile(
    r"\b(?:expect|anticipat|project|forecast|foresee|intend|plan|prepar)\w*|\b(?:likely|outlook|prospects?|risks?|uncertain\w*|appropriate"
    r"|will|would|should|must|shall)\b",
    re.IGNORECASE,
)
# What somebody may do, or has to: a rule of the issuer's, whoever is its subject.
_RULES = re.compile(
    r"\b(?:may|must|shall|requires?|required|entitled|eligible|exempt(?:ed)?|excluded|included|covered|comprises?|(?:is|are) (?:not )?(?:allowed|permitted|subject|suspended|banned|prohibited))\b"
)
_LIMB = re.compile(r"\W*and\b")
_CLAUSE = re.compile(r"\W*(?:which|who|whose|where|as)\b")  # a remark, which may stand elsewhere
# What was measured of the months behind is no statement of policy.
_MEASURED = re.compile(
    r"\b(?:increased|decreased|rose|fell|declined|grew|dropped|recovered|picked up|eased|slowed|averaged|stood at)\b",
    re.IGNORECASE,
)
# When a board meets or publishes is in every calendar.
_CALENDAR = re.compile(
    r"\b(?:minutes|decision|report|summary|press (?:release|conference))\b[^.;]*\b(?:published|released|held|available)\b"
    r"|\bnext\b[^.;]*\b(?:meetings?|sessions?|mpr)\b[^.;]*\b(?:take place|held|scheduled|released|on)\b"
    r"|\bnext (?:[\w-]+ ){0,5}(?:assessment|decision|announcement|statement)s?\b[^.;]{0,40}\b(?:scheduled|published|announced|due)\b|\bnext scheduled\b|\bapply as from\b|\bapproved (?:the )?requests?\b|\bPostal address\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|rates?|purchas\w+|balance sheet|stance|guidance|tighten\w*|eas(?:e|ing)|accommodat\w+|restrictive)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:have|has|had|are|is) (?:\w+ )?\w+(?:ed|ing)\b")
_AS_BEFORE = re.compile(
    r"\b(?:continu\w+|re(?:affirm|iterat|stat)\w*|renew(?:s|ed|ing)?|remain\w*|sustain\w*|long-?standing)\b",
    re.IGNORECASE,
)
# What any two say to each other at the end of a call.
_COURTESY = re.compile(
    r"\blook(?:s|ed|ing)? forward to\b|\b(?:stay|remain|keep)(?:ing|ed|s)? (?:in )?(?:close(?:ly)? )?(?:touch|contact|coordinat\w+|aligned)\b"
    r"|\b(?:congratulat|thank)\w*\b|\bexpress\w* (?:\w+ ){0,2}(?:appreciation|gratitude|condolences)\b",
    re.IGNORECASE,
)
# What was done at one meeting, or on the day of a text.
_DONE_THEN = re.compile(r"\b(?:related action|today|decided|approved|opted)\b", re.IGNORECASE)
_OF_ITS_DAY = re.compile(
    r"^\W*(?:earlier )?(?:today|tonight|yesterday|this (?:morning|week))\b|\btoday[’']s\b"
    r"|\b(?:announc|met|spoke|sign|authoriz|held|releas|approv|issu|discuss|join|conven|designat|impos)\w*\b[^.;]{0,60}\b(?:today|tonight|yesterday|this (?:morning|week))\b",
    re.IGNORECASE,
)
# Who voted for it, and who in whose place.
_VOTE = re.compile(
    r"\b(?:vot(?:ing|ed) (?:for|in favou?r)|voted as (?:an |the )?alternate|invited (?:the )?\w+ to vote)\b",
    re.IGNORECASE,
)
# Who was outvoted says nothing that the board decided.
_MINORITY = re.compile(
    r"\b(?:prefer(?:red|ring|s)?|vot(?:ing|ed) against|dissent\w*|entered (?:a )?reservations?|advocated)\b|\b(?:one|two|three|four|\d) (?:other )?members?\b(?! states?\b)",
    re.IGNORECASE,
)
# "In this member’s view", "For these members": why some voted as they did, whichever side won.
_IN_THEIR_VIEW = re.compile(
    r"\W*(?:(?:In|For|To) (?:this|these|those|the other) (?:\w+ )?members?\b(?! (?:of|states?|countr))|In (?:their|his|her) (?:view|assessment|opinion|judge?ment)\b|(?:This|These|Those|The other) (?:\w+ )?members? (?!of\b|states?\b|countr)"
    r"|In (?:the )?(?:view|opinion|assessment|judge?ment) of (?:this|these|those|the other|one|some|two|three|four) (?:\w+ )?members?\b)"
)
_THEY = re.compile(r"\W*(?:They|She|He|Those members|These members)\b")
_DISSENT = re.compile(r"\b(?:vot(?:ing|ed) against|dissent\w*)\b", re.IGNORECASE)

# Who met, where and when, and on whose behalf a text speaks is no statement, whoever else is named in the sentence.
_MET = re.compile(
    r"^(?:\W*\w+\W+){0,12}?(?:Presidents?|(?:Prime )?Ministers?|Chancellors?|Secretar(?:y|ies)|Leaders|leaders|ministers)\b[^.;]*"
    r"\b(?:meet|met|convened?|gather(?:ed)?|host(?:ed)?|welcomed(?! (?:the |further )?(?:progress|efforts?|steps?)\b)|held|spoke|celebrated?|commemorated?)\b(?! (?:accountable|responsible|communit|countr|nation))"
    r"|^\W*We, the (?:\w+ ){0,3}(?:[Mm]inisters|[Ll]eaders|[Hh]eads)\b"
)
# "The Federal Reserve left its rate unchanged", "In May the Bank of Estmark raised": another central bank.
_OTHER_BANK = re.compile(
    r"\W*(?:(?:[Ii]n|[Oo]n|[Ll]ast|[Ee]arlier) [^,]{2,30},? )?(?:[Tt]he )?(?:US |U\.S\. )?(Federal Reserve|Fed|ECB|European Central Bank|People’s Bank of China"
    r"|Bank of [A-Z]\w+|(?:National|Central|Reserve) Bank of [A-Z]\w+|(?:[A-Z]\w+[’']s )?Riksbank|Norges Bank|Swiss National Bank)\b(?! staff)[^.;]{0,60}"
    r"\b(?:left|kept|held|cut|lowered|raised|increased|reduced|decided|maintained|paused|signalled|announced|eased|tightened|said)\b"
)
# "… while the Federal Reserve reiterated", "expectations of rate cuts by the ECB", where the issuer states nothing: how the world fares.
_ANY_BANK = re.compile(
    r"\b(Federal Reserve|ECB|European Central Bank|(?:some|several|major|many|other) central banks)\b",
    re.IGNORECASE,
)
_OWN_BOARD = re.compile(
    r"\b(?:[Tt]he|[Oo]ur) (?:\w+ )?(?:Board|Committee|Council|MPC)\b|\b(?:Bank Rate|OCR|(?:cash|policy|base|repo) rate)\b|\b(?:[Ww]e|[Oo]ur|it will)\b"
)
_OF_ANY_BANK = frozenset("the of and central national reserve bank".split())
# What they do about it in the same sentence is one: "welcomed the talks and agreed to meet each year".
_ACTS = re.compile(
    r"\W*(?:\w+ ){0,2}?(?:re)?(?:decided|agreed|committed|pledged|resolved|undertook|set (?:a|the|its|their) (?:target|goal))\b",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\([^()]*\b(?:U\.S\.C\.|Stat\.|OJ [LC])[^()]*\)")
# "… the plan, which is funded at 40 percent": how things stand on the day, told of what is asked.
_AS_OF_NOW = re.compile(
    rf",? (?:of )?(?:which|whose)\b[^,;.]{{0,80}}?(?:{STANDS_AT.pattern})(?:[^,;.]|[,.](?=\d))*",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(r"\b(?:must|should|will|shall|may|to)\b", re.IGNORECASE)
_AS_PROMISED = re.compile(
    r",? as (?:(?:it|they|he|she|both|all) (?:has|have|had) (?:\w+ ){0,2})?(?:undertaken|agreed|promised|pledged|announced|decided|planned)(?: to do)?(?=[,.;])"
)
_INITIAL = re.compile(r"\b(?:[A-Z]|Jr)\.")  # no sentence ends behind it


def sentence_weight(pair: SentencePair, text: ComparedText) -> float:
    """Return what a sentence of *text* weighs for a reader; 0 where it tells nothing."""
    if text.is_asked(pair) or (text.genre is Genre.DECISION and is_of_members(pair, text)):
        return 0.0
    units = text.units_in(pair)
    weight = _weight_of(units, text, *pair.quotes)
    if pair.before and pair.after:
        weight *= _weight_of_words(pair.before, pair.after, text)
    elif text.genre is Genre.AGREED:
        weight *= _weight_alone(units)
    if text.genre is Genre.AGREED and _others_named(pair, text):
        weight *= OTHERS
    return weight


def is_of_members(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a sentence is on some members: "In their view …", or "they" of whom the sentence before says so."""
    said = pair.after or pair.before
    if said is None:
        return False
    if _IN_THEIR_VIEW.match(said.said):
        return True
    before = text.sentence_before(pair) if _THEY.match(said.said) else None
    return before is not None and bool(OF_MEMBERS.search(before.said) or _IN_THEIR_VIEW.match(before.said))


def _weight_alone(units: Sequence[Unit]) -> float:
    """Return what is left of the weight of a sentence that is new in an agreed text, or gone: all where it binds or asks firmly."""
    firm = any(unit.facets.level >= DEFINITE and unit.facets.family in "UD" for unit in units)
    idle = all(_DONE.search(unit.quote) or _AS_BEFORE.search(unit.quote) for unit in units)
    return SOFT_ALONE if idle or not firm else 1.0


def _others_named(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a sentence names a state that is none of those who speak."""
    speakers = {party_code(name) for name in text.speakers}
    return any(
        set(filter(is_state, party_codes(one.said))) - speakers for one in (pair.before, pair.after) if one
    )


def _weight_of_words(before: Passage, after: Passage, text: ComparedText) -> float:
    """Return what is left of the weight of a sentence that stands in other words; 0 where none of them tells anything."""
    if bool(_MINORITY.search(before.said)) != bool(_MINORITY.search(after.said)) or _is_heading(
        before, after
    ):
        return 0.0
    units, units_now = text.units_before_in(before), text.units_after_in(after)
    asked, asked_now = _asked(units), _asked(units_now)
    if asked and asked_now and not asked & asked_now:
        return 0.0  # a call on Veskia is not worded otherwise where Norvale is called on to press Veskia
    own = any(text.is_own(unit) for unit in units_now)
    said = before.said, after.said
    if is_confirmed(*said):
        return 0.0
    if own and (only_qualified(*said) or moved_beside(*said)):
        return FORCE_MOVED
    if _CITATION.sub("", before.said) == _CITATION.sub("", after.said):
        return 0.0  # "1701-1706" or "1701 et seq.": the same law
    if len({_AS_PROMISED.sub("", one.said).replace(",", "") for one in (before, after)}) == 1:
        return 0.0  # what is called for stays the same where it was promised meanwhile
    days = text.before.published_on, text.release.published_on
    dated = zip((before.said, after.said), days, strict=True)
    if len({without_its_day(_without_state(said), day) for said, day in dated}) == 1:
        return 0.0
    wording = sentence_wording(before.said, after.said, text.whole)
    telling = wording.moved - _MATTER
    # a verb for another is news though both texts have both verbs
    gone, come = wording.gone - _MATTER, wording.come - _MATTER
    of_rate = all(_OF_RATE.search(one.said) for one in (before, after))
    if of_rate and gone | come <= _STAYING and ((gone and come) or gone | come <= _STANDING):
        return 0.0  # "the rate accordingly stays at 4 percent", and "the rate thus remains at 4 percent"
    one_sided = not (wording.lost and wording.added)
    if not telling:
        return 0.0
    if one_sided and not _is_cut_within(wording, text) and is_cut_otherwise(wording, said, text.whole):
        return 0.0
    if not is_marked_within(wording) and any(
        _MET.search(_INITIAL.sub("", one.said)) for one in (before, after)
    ):
        return 0.0  # who hosted whom is worded otherwise by no sentence that names the two
    weight = CUT_UP + (1 - CUT_UP) * wording.shared
    weight *= min(1.0, LEAST_MOVED + (1 - LEAST_MOVED) * (len(telling) - 1) / (ALL_MOVED - 1))
    weight *= FORCE_MOVED if wording.moved_force else 1.0
    weight *= NAMED if not one_sided and not wording.renames and is_of_names(wording) else 1.0
    weight *= ACT_MOVED if _acts(units) != _acts(units_now) else 1.0
    told = tells_for_the_record(before.said, after.said) or (units and not units_now)
    return weight * (FOR_THE_RECORD if told else 1.0)


def _is_cut_within(wording: WordingChange, text: ComparedText) -> bool:
    """Say whether a few words came or went in the midst of a sentence, or at its end, and no sentence that is new, or gone, has them.

    They were taken out of a formula, or put in, whatever other sentences say: "the midpoint of", "wage growth" of a list.
    """
    runs = wording.runs
    if not runs or runs[0].op != "equal":
        return False
    moved = [run.text for run in runs if run.op != "equal"]
    ends = next((run for run in reversed(runs) if content_stems(run.text)), runs[0])
    limb = ends.op != "equal" and _LIMB.match(ends.text)
    return not limb and all(
        len(set(content_stems(words))) <= FEW_CUT
        and not _CLAUSE.match(words)
        and not any(_has_most(one.said, words) for one in text.unpaired)
        for words in moved
    )


def _has_most(said: str, words: str) -> bool:
    """Say whether a sentence has most of the telling *words*."""
    told = frozenset(content_stems(words))
    return len(told & frozenset(content_stems(said))) >= MOST_CUT * len(told)


def _without_state(said: str) -> str:
    """Return *said* without the clauses that tell in figures how things stand on the day, and ask for nothing."""
    return _AS_OF_NOW.sub(
        lambda found: "" if re.search(r"\d", found[0]) and not _ASKED_FOR.search(found[0]) else found[0], said
    )


def _weight_of(units: Sequence[Unit], text: ComparedText, before: str, said: str) -> float:
    """Return what a sentence weighs by what it says; 0 where it is none that a reader of policy looks for."""
    either = said or before
    own = [unit for unit in units if text.is_own(unit)]
    acts = any(unit.kind.is_commitment and _ACTS.match(unit.quote) for unit in own)
    if any(idle.search(either) for idle in (_VOTE, _CALENDAR)) or _is_roll(either):
        return 0.0
    if _MET.search(either) and not acts:
        return 0.0
    if text.genre is Genre.DECISION and _is_of_another_bank(either, text.release.issuer, named=bool(own)):
        return 0.0  # what another board did is no reason that can be held against this one
    if (
        _is_of_others(either, text.release.issuer)
        or is_of_outsider(either, text.release.issuer, text.speakers)
        or is_quotation(either)
        or (text.of_several and words_of_a_member(either))
    ):
        return 0.0  # what a union or one member wants is not what the text says
    if is_preamble(either) or is_running_total(either) or (not (before and said) and recalls(either)):
        return 0.0
    then = _DONE_THEN if text.genre is Genre.DECISION else _OF_ITS_DAY
    if not said and then.search(before):
        return 0.0  # it is not given up by the next text
    if not (before and said) and (decision := rate_decision(either)) and decision.direction == HELD:
        return 0.0  # what was held is said of the text, in whatever sentence it stands
    if is_asked(either):
        return 0.0  # what a journalist asks is no word of who answers, whatever the text is called
    known = ONLY_KNOWN if not (before and said) and only_knows(either) else 1.0
    if own:
        weight = known * (COMMITS if any(unit.kind.is_commitment for unit in own) else STATES)
        if _COURTESY.search(either):
            firm = any(unit.kind.is_commitment and unit.facets.level >= FIRM for unit in own)
            weight *= COURTEOUS if firm or (before and said) else 0.0
        return weight * (POLICY if text.genre is Genre.DECISION and _POLICY.search(either) else 1.0)
    if text.genre is Genre.DECISION and _DISSENT.search(either):
        # who voted against both times has another reason now, at most
        others = dissenters(text.whole[0 if said else 1])
        return 0.0 if not (before and said) and set(dissenters(either)) & set(others) else DISSENTS
    reason = REASONS if text.genre is Genre.DECISION else 0.0
    ahead = any(_AHEAD.search(one) and not _MEASURED.search(one) for one in (said, before) if one)
    return LOOKS_AHEAD if ahead or sets_rule(before, said) else reason


def sets_rule(before: str, said: str) -> bool:
    """Say whether two sentences, one behind the other, both say what somebody may do, or has to."""
    return bool(before and said and _RULES.search(before) and _RULES.search(said))


def _is_of_others(said: str, issuer: str) -> bool:
    """Say whether a sentence tells what somebody outside said, who is not the *issuer* itself: "the Forum called for" in the Forum's own text."""
    who = frozenset(content_stems(said[: words_of_others(said)]))
    return bool(who) and not frozenset(content_stems(issuer)) <= who


def _is_of_another_bank(said: str, issuer: str, *, named: bool) -> bool:
    """Say whether a sentence tells what another central bank did than its *issuer*; *named*: the reader found statements of the issuer in it."""
    of_world = not named and "bank" in issuer.casefold() and not _OWN_BOARD.search(said)
    elsewhere = _ANY_BANK.search(said) if of_world else None
    found = _OTHER_BANK.match(said) or elsewhere
    if found is None or party_codes(found[1]) & party_codes(issuer):
        return False
    called, issuing = (set(re.findall(r"\w+", name.casefold())) - _OF_ANY_BANK for name in (found[1], issuer))
    if found[1] == initials_of(issuer.split()):
        return False  # "the ECB", of the European Central Bank
    # the FOMC is the Federal Reserve by another name
    return not called & issuing and (not named or "bank" in issuer.casefold())


def is_asked(said: str) -> bool:
    """Say whether a sentence is a question."""
    return said.rstrip(" ”\"'’)").endswith("?")


def tells_of_another_bank(said: str) -> bool:
    """Say whether a sentence begins with what a central bank did, by its name."""
    return bool(_OTHER_BANK.match(said))


def is_courteous(said: str) -> bool:
    """Say whether a sentence thanks, congratulates or looks forward."""
    return bool(_COURTESY.search(said))


def of_minority(said: str) -> bool:
    """Say whether a sentence tells what a part of a board would rather have."""
    return bool(_MINORITY.search(said))


def _is_roll(said: str) -> bool:
    """Say whether a sentence is a list of names: the rest of who voted."""
    words = [word for word in said.split() if word[:1].isalpha() and word.casefold() not in STOPWORDS]
    return bool(words) and sum(word[0].isupper() for word in words) >= ROLL * len(words)


def _is_heading(before: Passage, after: Passage) -> bool:
    """Say whether one of two sentences is a heading that the page does not mark: short, and without a stop."""
    bare = [one for one in (before, after) if one.said[-1:] not in '.;:!?”"’)']
    return len(bare) == 1 and len(bare[0].words) <= HEADING


def is_of_names(wording: WordingChange) -> bool:
    """Say whether all words that went or came are names and years: another person thanked, another year of one notice."""
    stretches = (*wording.lost, *wording.added)
    words = [word for words in stretches for word in words.split() if content_stems(word)]
    return bool(words) and all(re.match(r"[A-Z]|(?:19|20)\d\d\b", word) for word in words)


def _asked(units: Iterable[Unit]) -> frozenset[str]:
    """Return of whom the statements in a sentence ask something."""
    return frozenset(name for unit in units if unit.facets.family == "D" for name in unit.facets.addressees)


def _acts(units: Iterable[Unit]) -> frozenset[str]:
    """Return what the statements in a sentence do, each by its family and by whether it is firm."""
    return frozenset(f"{unit.facets.family}{unit.facets.level >= FIRM}" for unit in units)
