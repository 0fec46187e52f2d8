"""Which mentions of a sentence are subjects: joined by "and", followed by a verb, governed by no preposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from tracker.segment.grammar import ADVERBS, AUXILIARY, MODALS, SUBORDINATORS, word_set
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.mentions import GOVERNING, PartyMention
from tracker.segment.tokens import Tokens

JOINING = word_set(", and as well with along together plus & the both or")
CONJUNCTIONS = word_set("and as along together plus & or")
PAST = word_set(
    """
    met spoke held said told took made gave led saw began set put sent left underwent undertook found came paid drew laid
    stood chose wrote brought sought thought felt kept ran became understood
    """
)
LISTING = word_set("include includes included")
DASHES = ("–", "—")
PARTING = (",", *DASHES)  # open and close an apposition: "Norvale – home of the Fund – will lend"
APPOSITION = 18  # words between a name and its verb
BETWEEN_DASHES = 30  # words between two dashes and a verb behind them


@dataclass(frozen=True, slots=True)
class ClauseSubject:
    """Mentions joined by "and", and the verb that follows them."""

    begin: int
    end: int
    members: tuple[PartyMention, ...]
    verb: int  # where its verb is
    inside: bool  # opens a clause that another one reports
    aside: bool  # opens a clause that asserts nothing by itself


def subjects(
    tokens: Tokens, found: Sequence[PartyMention], own: Set[str], lexicon: Lexicon
) -> Iterator[ClauseSubject]:
    """Yield the groups of the mentions *found* that have a verb of their own; *own* are the parties of the text."""
    lower = tokens.lower
    group: list[PartyMention] = []
    for number, one in enumerate(found):
        linked = lower[group[-1].end : one.begin] if group else ()
        if group and (group[-1].owner or not JOINING.issuperset(linked)):
            group, linked = [], ()
        group.append(one)
        if one.pronoun in ("our", "ours", "us"):
            group = []
            continue
        after = found[number + 1] if number + 1 < len(found) else None
        if one.owner or (
            after and after.begin > one.end and JOINING.issuperset(lower[one.end : after.begin])
        ):
            continue
        plural = len(group) > 1 or one.many or one.pronoun in ("we", "they", "i")
        verb = _verb(tokens, one.end, plural, lexicon)
        members = _joined(tokens, group, linked, own) if verb >= 0 else ()
        if not members:
            continue
        begin = members[0].begin
        before = lower[begin - 1] if begin else ""
        if before.isdigit() and one.codes and not one.names and lower[begin] != "the":
            continue  # "the January 6 Norvale-Estmark committee"
        inside = before == "that" or before in lexicon.leads
        aside = before in SUBORDINATORS or before in ("as", "while")
        yield ClauseSubject(begin, one.end, members, verb, inside, aside)


def _joined(
    tokens: Tokens, group: Sequence[PartyMention], linked: Sequence[str], own: Set[str]
) -> tuple[PartyMention, ...]:
    """Return the mentions of *group* that are the subject; none where a preposition governs them."""
    one = group[-1]
    before = tokens.lower[group[0].begin - 1] if group[0].begin else ""
    if before in LISTING:
        return ()  # "the missions – this includes Norvale and Estmark – call": no list of all who call
    if len(group) > 1 and (
        CONJUNCTIONS.isdisjoint(linked) or one.pronoun in ("it", "he", "she", "they", "we")
    ):
        return (one,)  # "Following talks with Veskia, Norvale announces": no list
    if before not in GOVERNING:
        return tuple(group)
    if len(group) == 1 or linked[-1] != "and":
        return ()
    strangers = [
        at for at, each in enumerate(group) if each.bare or (each.codes and each.codes.isdisjoint(own))
    ]
    return tuple(group[strangers[-1] + 1 :]) if strangers and strangers[-1] < len(group) - 1 else (one,)


def _verb(tokens: Tokens, index: int, plural: bool, lexicon: Lexicon) -> int:
    """Return where the verb is that the words before *index* are the subject of, or -1."""
    lower = tokens.lower
    limit = min(len(lower), index + APPOSITION)
    skipped = False
    while index < limit:
        word = lower[index]
        if word in ADVERBS or (word.endswith("ly") and len(word) > 4):
            index += 1
        elif word == "(":
            index = next((at for at in range(index, limit) if lower[at] == ")"), limit) + 1
        elif word in PARTING and not skipped:
            skipped = True
            if index + 1 < limit and _finite(lower[index + 1], plural, lexicon):
                return index + 1
            closing: tuple[str, ...] = (",",)
            if word in DASHES:
                closing, limit = DASHES, min(len(lower), index + BETWEEN_DASHES)
            index = next((at for at in range(index + 1, limit) if lower[at] in closing), limit) + 1
        else:
            return index if _finite(word, plural, lexicon) else -1
    return -1


def _finite(word: str, plural: bool, lexicon: Lexicon) -> bool:
    """Tell whether *word* can be the verb of a subject before it."""
    if word in MODALS or word in AUXILIARY or word in PAST or (word.endswith("ed") and len(word) > 4):
        return True
    if any(
        lead.form in ("past", "s") or (lead.form == "base" and plural) for lead in lexicon.leads.get(word, ())
    ):
        return True
    verbs = lexicon.verbs
    return (plural and word in verbs) or (word.endswith("s") and (word[:-1] in verbs or word[:-2] in verbs))
