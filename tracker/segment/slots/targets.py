"""Towards whom or what a unit goes, as words of its sentence.

    "urged | Veskia | to release the crews"                     of a demand who is asked
    "called for | the release of all crews"                     else what is to happen
    "condemned | the seizure of a ferry by Veskia"              of a judgment whose conduct, or what conduct
    "thanked | the harbour pilots | for their patience"
    "will make every effort to restore | the ferry service"     of the rest what is acted upon, past nouns that only say "do"
    "| such tolls | should be abolished"                        of a passive its subject

Where grammar leaves it open there is none: an empty target is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.segment.grammar import AUXILIARY, MODALS, NEGATIONS, SUBORDINATORS, word_set
from tracker.segment.lexicon.lexicon import PARTICLES, Lexicon
from tracker.segment.slots.noun_phrases import (
    ARTICLES,
    DASHES,
    DETERMINERS,
    ENDS,
    FINITE,
    HOW_OR_WHEN,
    LONGEST,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    is_adverb,
    is_gerund,
    is_infinitive,
    is_verb,
    noun_phrase,
)
from tracker.segment.slots.triggers import DEMANDING, Opening, Trigger
from tracker.segment.speakers.mentions import ROLES, parties_in
from tracker.segment.tokens import Tokens, tokenize

# verbs that are said to somebody: who stands behind them is asked, whatever follows
ASKING = word_set(
    "call calls called calling urge urges urged urging invite invites invited implore implored instruct instructs instructed appeal"
)
ACTORS = ROLES | word_set(
    """
    authorities authority parties party actors actor community companies institutions organizations organisations
    stakeholders citizens people peoples junta military regime allies ally donors forces nation lenders creditors
    agencies bodies firms banks businesses individuals entities neighbours neighbors sector societies groups
    leadership economies armies militias fighters officers humanity everyone workers states alliance international
    """
)
# nouns that only say that something is done: what is acted upon stands behind "to" and the verb
LIGHT = word_set(
    """
    effort efforts action actions step steps measure measures work attempt attempts need opportunity opportunities way
    ways means decision ability right willingness readiness determination commitment commitments resolve intention
    chance capacity plan plans role responsibility desire everything priority urgency progress importance necessity reason obligation
    obligations call calls time agreement initiative initiatives approach tools mechanism mechanisms contribution
    contributions response discussions talks negotiations pressure
    """
)
# nouns of what is said about something: it stands behind the preposition
SAYING = word_set(
    """
    importance need necessity urgency value centrality significance inadmissibility justification alternative doubt
    reason time concern concerns matter issue issues fact idea possibility prospect
    """
)
COPULAS = word_set(
    "am is are was were be been being remain remains remained become becomes became stay stays lies seems appears"
)
LARGE = word_set("million billion trillion thousand percent dollars euros usd least additional another more")
OPENING = SUBORDINATORS | word_set(
    "that and but or so also furthermore moreover however indeed meanwhile therefore"
)
FEELINGS = word_set(
    "satisfaction concern regret appreciation interest alarm pleasure gratitude dismay sadness pride grave deep great"
)
REFLEXIVE = word_set("ourselves themselves itself himself herself yourselves")
BOUND = word_set("committed dedicated commitment commitments commit")
HOLDING = word_set(
    "belief view position understanding confidence hope opinion conviction fact recognition assessment principle expectation demand call request"
)  # nouns that a clause follows: "our belief that the ferries"
OTHER_PARTICLES = word_set(
    "hard side back forward down even more better ahead home long proactively toward towards"
)
NOBODY = word_set("no none nobody nothing neither nowhere")
NOUN_OR_VERB = word_set(
    "state states order orders work plan plans aim aims request requests demand demands call calls support value values view views "
    "hope hopes show shows note notes share launch lift see back consider respect sign signs"
)
THANKED = word_set("for")
WHAT_FOR = word_set("to")
WITH_WHOM = word_set("on to in towards")
JUDGING = word_set("condemn concern praise concern_adjective praise_adjective stance frame direct")
NOTHING = (0, 0)
NO_TARGETS = (
    ENDS
    | DETERMINERS
    | PRONOUNS
    | FINITE
    | word_set(
        "why later foremost much more further better home doing part something someone many two three others extent early late"
    )
)
NO_NOUNS = ("able", "ible", "ous", "ed", "ful")  # endings of words that are no nouns by themselves
CLAUSAL = (
    AUXILIARY
    | MODALS
    | SUBORDINATORS
    | FINITE - word_set("need needs")
    | word_set("that stressed said commends commended condemn condemned")
)
FAR = 10  # words in which "to" and a verb follow "it is important"


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words of a sentence in which a target is looked for."""

    tokens: Tokens
    last: int
    lexicon: Lexicon

    def phrase(self, at: int, ends: frozenset[str] = frozenset(), last: int = 0) -> tuple[int, int]:
        """Return the noun phrase at word *at*, without one that is a pronoun or an adjunct."""
        return noun_phrase(self.tokens, at, last or self.last, self.lexicon, ends)

    def verb(self, at: int) -> bool:
        return is_verb(self.tokens, at, self.last, self.lexicon)

    def infinitive(self, at: int) -> bool:
        return is_infinitive(self.tokens, at, self.last, self.lexicon)

    def word(self, at: int) -> str:
        return self.tokens.lower[at] if at < self.last else "."


def find_target(
    tokens: Tokens,
    first: int,
    last: int,
    trigger: Trigger,
    family: str,
    speakers: frozenset[str],
    lexicon: Lexicon,
) -> tuple[int, int]:
    """Return the first word of the target of the unit first..last and the one past its last; equal where it has none."""
    clause = _Clause(tokens, last, lexicon)
    if _is_noun(clause, first, trigger.opening.at):
        trigger = replace(
            trigger, opening=Opening(first), content=first, aim=first, verb=None, addressed=(first, first)
        )
    found = NOTHING
    for one in _candidates(clause, first, trigger, family, speakers):
        begin, end = _trimmed(clause, *one)
        if begin < end:
            found = begin, end
            break
    return found


def is_phrase(text: str) -> bool:
    """Tell whether *text* has no finite verb in it, so that it may be what "such incidents" stands for."""
    return CLAUSAL.isdisjoint(tokenize(text, 0, len(text)).lower)


def _is_noun(clause: _Clause, first: int, at: int) -> bool:
    """Tell whether the word that is taken for the verb of the unit is a noun: "all | states |", "| state |-owned"."""
    if at <= first:
        return False
    before = clause.word(at - 1)
    named = (
        before in DETERMINERS
        or before in PREPOSITIONS
        or before in ("by", "through", "via")
        or clause.word(at + 1) in DASHES
    )
    word = clause.word(at)
    if word in MODALS or word in DEMANDING:
        return before == "that" and at - 1 > first  # "a charter that will"
    return named and (word in NOUN_OR_VERB or word.endswith("ed"))


def _candidates(
    clause: _Clause, first: int, trigger: Trigger, family: str, speakers: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield what may be the target, the best first."""
    opening = trigger.opening
    at, after = opening.at, opening.after or first
    if family == "D":
        yield _asked(clause, first, trigger)
    if family == "E":
        yield from _judged(clause, first, trigger)
        return
    begin, verbal = trigger.aim, trigger.verb is not None
    if opening.table in ("stance", "act", "direct"):
        begin, verbal = after, False
    elif opening.table == "modal":
        begin, verbal = after, True
    elif opening.table in ("commit", "commit_adjective") and family == "U":
        begin, verbal = after, _needs_verb(clause, after)
    modal = opening.table == "modal" or clause.word(at) in DEMANDING
    if opening.table.startswith("head.") and _ends_here(clause, after):
        modal = True  # "such cooperation is vital": the noun is the subject
    begins = first if modal or not opening.after else _past_that(clause, after)
    if modal:  # "said that the tolls will"
        begins = next(
            (place + 1 for place in range(at - 1, first, -1) if clause.word(place) == "that"), first
        )
    if not opening.after:  # "pointed out that the tolls"
        near = range(first + 1, min(first + 4, clause.last))
        begins = next((place + 1 for place in near if clause.word(place) == "that"), first)
    clausal = modal or not opening.after or begins > after or clause.word(trigger.content - 1) == "that"
    if not modal and clausal and opening.after and begins == after:
        begins = trigger.content
    if family == "U" and not modal and not opening.table.startswith("frame") and begins == after:
        clausal = False
    if clausal:
        subject, behind = _subject(clause, begins)
        passive = _is_predicative(clause, behind)
        if subject != NOTHING and (passive or family in "SD") and not _is_speaker(clause, subject, speakers):
            yield subject
        if passive:
            yield _infinitive(clause, behind)
            if clause.word(behind - 1) == "there":
                yield _object(clause, behind, False)
            return
        if family == "U" and modal:
            yield _object(clause, behind if behind > first else begin, True)
        elif behind > begins or clause.word(behind + 1) in DETERMINERS:
            yield _object(clause, behind, True)
    yield _object(clause, begin, verbal or (begin > first and _needs_verb(clause, begin)))


def _needs_verb(clause: _Clause, at: int) -> bool:
    """Tell whether a verb must stand at *at*, known or not: behind a modal and "agreed to", but not "committed to"."""
    before = clause.word(at - 1)
    return before in MODALS or (before == "to" and clause.word(at - 2) not in BOUND)


def _past_that(clause: _Clause, at: int) -> int:
    """Return the word past "that", where it stands at *at* or behind adverbs."""
    place = at
    while place < clause.last and (
        is_adverb(clause.word(place)) or clause.word(place) in ("view", "the", "opinion")
    ):
        place += 1
    return place + 1 if clause.word(place) == "that" else at


def _asked(clause: _Clause, first: int, trigger: Trigger) -> tuple[int, int]:
    """Return who is asked: behind the verb of a demand and before "to"; before the unit where it begins with its verb."""
    opening = trigger.opening
    asking = next(
        (at for at in range(first, min(first + 7, clause.last)) if clause.word(at) in ASKING), first - 1
    )
    if asking < first and (
        not opening.after or (opening.at == first and opening.table == "act" and clause.verb(first))
    ):
        return _asked_before(clause, first)
    begin = trigger.addressed[0] if trigger.addressed[0] != trigger.addressed[1] else trigger.content
    if clause.word(opening.at) in DEMANDING | MODALS:
        return NOTHING
    if opening.table == "direct":
        begin = opening.after
    elif asking >= first and (not opening.after or opening.at > asking):
        begin = asking + 1
    while clause.word(begin) in ("on", "upon", "for", "that") or is_adverb(clause.word(begin)):
        begin += 1
    called = clause.tokens.lower[max(first, begin - 3) : begin]
    direct = (not ASKING.isdisjoint(called) and "for" not in called) or "on" in called or "upon" in called
    found = clause.phrase(begin, WHAT_FOR if direct else frozenset())
    behind = clause.word(found[1])
    follows = behind in ("to", "being") or behind in MODALS or _doing(clause, found[1])
    if found[1] > begin and (direct or (follows and _acts(clause, found))):
        return found
    return NOTHING


def _asked_before(clause: _Clause, first: int) -> tuple[int, int]:
    """Return who is asked in the words before the unit, which begins with what is asked: "urges Veskia to | release"."""
    lower = clause.tokens.lower
    for index in range(first - 1, -1, -1):
        if lower[index] in ASKING:
            begin = index + 1
            while begin < first and lower[begin] in ("on", "upon", "for"):
                begin += 1
            found = noun_phrase(clause.tokens, begin, first, clause.lexicon, WHAT_FOR)
            return found if lower[found[1] : found[1] + 1] in (("to",), (":",)) else NOTHING
    return NOTHING


def _doing(clause: _Clause, at: int) -> bool:
    return at < clause.last and is_gerund(clause.tokens, at, clause.last, clause.lexicon)


def _acts(clause: _Clause, found: tuple[int, int]) -> bool:
    """Tell whether the phrase names somebody who can act."""
    words = clause.tokens.lower[found[0] : found[1]]
    return not ACTORS.isdisjoint(words) or any(
        True for _ in parties_in(clause.tokens, clause.lexicon, found[0], found[1])
    )


def _judged(clause: _Clause, first: int, trigger: Trigger) -> Iterator[tuple[int, int]]:
    """Yield whose conduct is judged, or what conduct: the object of the judging verb, or who does it."""
    opening = trigger.opening
    known = opening.table in JUDGING or opening.table.startswith("head.")
    if not opening.after or not known:
        subject, behind = _subject(clause, first)
        yield subject
        yield _object(clause, behind, True)
        return
    begin = _past_that(clause, opening.after)
    if begin > opening.after:
        subject, behind = _subject(clause, begin)
        yield subject
        yield _object(clause, behind, True)
        return
    voiced = any(
        head.family == "E"
        for place in range(opening.after, trigger.content)
        for head in clause.lexicon.heads.get(clause.word(place), ())
    )  # "expressed its concern about"
    begin = trigger.content if voiced or opening.table.startswith("head.") else opening.after
    begin = _past_how(clause, begin)
    if clause.word(begin) == "that":
        yield _subject(clause, begin + 1)[0]
    yield _with_agent(clause, clause.phrase(begin, THANKED))


def _with_agent(clause: _Clause, found: tuple[int, int]) -> tuple[int, int]:
    """Return the phrase with who does it, where "by" and somebody who can act follow: "the seizure of a ferry by Veskia"."""
    begin, end = found
    if begin < end and clause.word(end) == "by" and not _doing(clause, end + 1):
        agent = clause.phrase(end + 1)
        if agent[0] < agent[1] and agent[1] - begin <= LONGEST and _acts(clause, agent):
            return begin, agent[1]
    return found


def _past_how(clause: _Clause, at: int) -> int:
    """Return the word past adverbs, prepositions and "in the strongest terms"."""
    while at < clause.last:
        word = clause.word(at)
        if word in PREPOSITIONS:
            place = at + 1
            while place < min(at + 6, clause.last) and clause.word(place) not in HOW_OR_WHEN:
                if clause.word(place) in PREPOSITIONS or clause.tokens.raw[place] != clause.word(place):
                    place = clause.last
                place += 1
            how = word in ("in", "at") and place < min(at + 6, clause.last)
            while how and clause.word(place + 1) in HOW_OR_WHEN:  # "in the strongest possible terms"
                place += 1
            at = place + 1 if how else _past_feeling(clause, at)
        elif (
            word in ("and", ",", "by", "as", "well")
            or word in NEGATIONS
            or (is_adverb(word) and clause.word(at + 1) not in POSSESSIVES)
        ):
            at += 1
        elif (
            clause.word(at - 1) == "and"
            and word in clause.lexicon.leads
            and clause.word(at + 1) in DETERMINERS
        ):
            at += 1  # "supports and acknowledges the steps"
        else:
            return at
    return at


def _past_feeling(clause: _Clause, at: int) -> int:
    """Return the word past the preposition at *at*, with the feeling that it names: "noted with great concern"."""
    behind = at + 1
    while clause.word(at) == "with" and clause.word(behind) in FEELINGS:
        behind += 1
    return behind


def _subject(clause: _Clause, at: int) -> tuple[tuple[int, int], int]:
    """Return the subject of the clause that begins at *at*, and where its verb stands; no subject where it is a pronoun."""
    while at < clause.last and (
        clause.word(at) in OPENING or is_adverb(clause.word(at)) or clause.word(at) == ","
    ):
        at += 1
    word = clause.word(at)
    if word in PREPOSITIONS or word in (
        "as",
        "given",
        "by",
        "without",
        "amid",
        "like",
        "following",
        "despite",
    ):
        comma = next(
            (place for place in range(at, min(at + 24, clause.last)) if clause.word(place) == ","), -1
        )
        if comma < 0:
            return NOTHING, at
        return _subject(clause, comma + 1)
    if word in NOBODY:
        return NOTHING, at + 1
    if _doing(clause, at):
        found = _object(clause, at, True)
        return found, _verb_behind(clause, max(found[1], at + 1))
    if word in PRONOUNS and (word != "this" or _ends_here(clause, at + 1)):
        return NOTHING, at + 1
    bare = (
        clause.tokens.raw[at : at + 1] == (word,)
        and clause.word(at + 1) in DETERMINERS
        and word not in DETERMINERS
    )
    if clause.verb(at) or bare or word in MODALS or word in AUXILIARY:
        return NOTHING, at
    begin, end = _with_agent(clause, clause.phrase(at))
    return ((begin, end) if begin < end else NOTHING), _verb_behind(clause, end)


def _verb_behind(clause: _Clause, end: int) -> int:
    """Return where the finite verb stands behind a subject that ends at *end*: past "who is" and "alongside its support for"."""
    near = range(end, min(end + 14, clause.last))
    return next((place for place in near if _is_finite(clause, place)), end)


def _ends_here(clause: _Clause, at: int) -> bool:
    return clause.word(at) in MODALS | AUXILIARY | FINITE or is_adverb(clause.word(at))


def _is_finite(clause: _Clause, at: int) -> bool:
    word = clause.word(at)
    return word in MODALS or word in AUXILIARY or word in FINITE


def _is_predicative(clause: _Clause, at: int) -> bool:
    """Tell whether a form of "be" stands at *at*, behind modals and adverbs: what follows is said of the subject."""
    for index in range(at, min(at + 6, clause.last)):
        word = clause.word(index)
        if word in COPULAS:
            return True
        if not (
            word in MODALS
            or word in NEGATIONS
            or is_adverb(word)
            or word in AUXILIARY
            or word in ("continue", "continues", "to", "also")
        ):
            return False
    return False


def _infinitive(clause: _Clause, at: int) -> tuple[int, int]:
    """Return the object of "it is important to protect …", or of "there is no justification for …"."""
    for index in range(at, min(at + FAR, clause.last)):
        if clause.word(index) in SAYING | LIGHT:
            return _object(clause, index, False)
        if clause.word(index) == "to" and clause.infinitive(index):
            return _object(clause, index + 1, True)
        if clause.word(index) in ("that", ",", "which", "as"):
            break
    return NOTHING


def _object(clause: _Clause, at: int, verbal: bool) -> tuple[int, int]:
    """Return what is acted upon: the noun phrase behind the verbs at *at*, *verbal* where one must stand there."""
    for _ in range(4):  # "make efforts to take steps to protect the ferries"
        begin, ends = _past_verbs(clause, at, verbal)
        if clause.word(begin) == "that":  # "ensure that the ferries are safe"
            return _in_clause(clause, begin + 1)
        if clause.word(begin) == "how":  # "how vital it is to protect the ferries"
            return _infinitive(clause, begin)
        begin, end = _with_agent(clause, clause.phrase(begin, ends))
        if begin == end:
            return NOTHING
        behind = clause.word(end)
        core = next((place for place in range(begin, end) if clause.word(place) in PREPOSITIONS), end)
        noun = clause.word(core - 1)
        if behind == "that" and noun in HOLDING:
            return _in_clause(clause, end + 1)
        if core < end and (noun in SAYING or _is_sum(clause, begin, core)):
            at, verbal = core + 1, False
        elif behind == "to" and noun in LIGHT and (clause.infinitive(end)):
            inner = _object(clause, end + 1, True)
            return inner if inner != NOTHING else (begin, end)
        elif (
            behind in PREPOSITIONS
            and end + 1 < clause.last
            and (noun in SAYING or _is_sum(clause, begin, core))
        ):
            at, verbal = end + 1, is_gerund(clause.tokens, end + 1, clause.last, clause.lexicon)
        else:
            return begin, end
    return NOTHING


def _in_clause(clause: _Clause, at: int) -> tuple[int, int]:
    """Return the subject of the clause at *at*; where that is a pronoun, what its verb acts upon."""
    subject, behind = _subject(clause, at)
    if subject != NOTHING:
        return subject
    return _infinitive(clause, behind) if _is_predicative(clause, behind) else _object(clause, behind, True)


def _is_sum(clause: _Clause, begin: int, end: int) -> bool:
    """Tell whether the words are an amount alone: "$2 billion"."""
    return begin < end and all(
        not clause.word(place)[0].isalpha() or clause.word(place) in LARGE | DETERMINERS
        for place in range(begin, end)
    )


def _past_verbs(clause: _Clause, at: int, verbal: bool) -> tuple[int, frozenset[str]]:
    """Return where the object begins behind the verbs and particles at *at*, and the words that end it."""
    last, tokens = clause.last, clause.tokens
    due = verbal  # the next word is a verb, known or not
    ends: frozenset[str] = frozenset()
    while at < last:
        word = clause.word(at)
        known = clause.verb(at) or is_gerund(tokens, at, last, clause.lexicon)
        if (
            is_adverb(word)
            or word in MODALS
            or word in AUXILIARY
            or word in NEGATIONS
            or word in REFLEXIVE
            or word in ("’", "'", "t")
        ):
            at += 1
        elif word == "," and clause.word(at + 1) in (
            "as",
            "where",
            "if",
            "when",
            "in",
            "through",
            "by",
            "including",
            "together",
            "along",
            "alongside",
            "with",
            "jointly",
        ):
            comma = next(
                (place for place in range(at + 1, min(at + 14, last)) if clause.word(place) == ","), -1
            )
            if comma < 0:
                break
            at = comma + 1
        elif (
            (
                due
                and word not in DETERMINERS
                and tokens.raw[at] == word
                and word[0].isalpha()
                and word not in PREPOSITIONS
            )
            or known
            or (
                word in (",", "and", "or")
                and at + 1 < last
                and (
                    clause.verb(at + 1)
                    or is_gerund(tokens, at + 1, last, clause.lexicon)
                    or (word == "," and clause.word(at + 1) in ("and", "or"))
                )
            )
        ):
            at, due = at + 1, False
        elif word in PREPOSITIONS or word in PARTICLES or word in OTHER_PARTICLES:
            aside = _past_aside(clause, at)
            if aside > at:
                at = aside
                continue
            ends = WITH_WHOM if word == "with" else frozenset()
            due = word == "to" and clause.infinitive(at)
            at = _past_feeling(clause, at)
        else:
            break
    return at, ends


def _past_aside(clause: _Clause, at: int) -> int:
    """Return the word past a preposition and the word of how or when behind it, or *at*: "in particular", "in the coming days"."""
    for place in range(at + 1, min(at + 4, clause.last)):
        if clause.word(place) in HOW_OR_WHEN:
            while clause.word(place + 1) in HOW_OR_WHEN:
                place += 1
            return place + 1
        if clause.word(place) not in DETERMINERS:
            break
    return at


def _is_speaker(clause: _Clause, found: tuple[int, int], speakers: frozenset[str]) -> bool:
    """Tell whether the phrase names the speakers themselves and nothing of theirs."""
    codes = [(end, code) for _, end, code in parties_in(clause.tokens, clause.lexicon, *found)]
    return bool(codes) and codes[-1][0] == found[1] and {code for _, code in codes} <= speakers


def _trimmed(clause: _Clause, begin: int, end: int) -> tuple[int, int]:
    """Return the phrase without an article in front, or nothing where only a pronoun or adverb is left."""
    lower = clause.tokens.lower
    while begin < end and (
        (lower[begin] in ARTICLES and lower[begin + 1] not in ("excellency", "majesty"))
        or lower[begin] in ("any", "all")
        or is_adverb(lower[begin])
    ):
        begin += 1
    if end - begin == 1 and clause.tokens.raw[begin] == lower[begin]:
        word = lower[begin]
        if word in NO_TARGETS or word[0].isdigit() or word.endswith(NO_NOUNS):
            return NOTHING
    return begin, end
