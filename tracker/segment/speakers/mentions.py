"""Find who is named in a sentence: parties, offices, persons, bodies, and the pronouns that stand for them.

A mention is the longest run of such words: "the Norvalian Deputy Foreign
Minister Oren Hale". An envoy is not of the state that he is sent for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.segment.grammar import BODY, PLURAL, SINGULAR, word_set
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.tokens import Tokens

NO_PARTY = "none"  # what parties.toml calls names that only look like a party's: "Gulf of Mexico"
PRONOUNS = word_set("we i they he she it our us ours")
ONE = SINGULAR | word_set("deputy secretary-general spokeswoman spokesman negotiator pm taoiseach head")
MANY = PLURAL | word_set("chairs kings delegates spokespersons colleagues interlocutors")
BODIES = BODY | word_set(
    "congress parliament senate agency authority executive mpc treasury army navy side guard force corps command"
)
ROLES = ONE | MANY | BODIES
RANKS = word_set(
    "foreign prime deputy vice co defence defense special senior interim acting permanent high level finance trade"
)
NUMBERS = word_set("both two three")
# stand before a mention and belong to it
ARTICLES = word_set("the a two three four both all other our their its his her these this respective")
PARTICLES = word_set("von der van den de del della di da dos la le bin al el")  # of a surname
LINKS = word_set("of for - . & jr sr") | PARTICLES
POSSESSIVES = word_set("’s ’ '")
GOVERNING = word_set(
    """
    of for to in on by with at from about over between among against toward towards including than under through via
    into onto upon behind within without across during after before since until like
    """
)
# begin with a capital at the head of a sentence and name nobody
FUNCTION = GOVERNING | word_set(
    """
    the a an its their our his her my your as while when where if because although though whether that this these those
    today yesterday tomorrow however moreover furthermore therefore thus addition also and but or so yet no not every each
    such there here now then again finally first second third
    together further additionally meanwhile instead all any some many most more much how what who which why is are
    """
)
# parts of an office or a date, not of a person's name
IMPERSONAL = word_set(
    """
    state affairs foreign defense defence security peace bureau finance trade energy commerce treasury cooperation
    homeland health interior justice labor labour agriculture education environment transport culture development
    economy economic industry relations european international external internal home policy planning climate national
    political general republic africa office elect cardinal archbishop meeting meetings travel visit call calls
    statement remarks summit dialogue declaration council committee conference mr mrs ms dr shri smt h.e jr sr
    excellency honorable honourable senator congressman congresswoman mayor rep sen
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    """
)
OFFICIAL = ROLES | RANKS
STARTS = PRONOUNS | ROLES | RANKS | NUMBERS


@dataclass(frozen=True, slots=True)
class PartyMention:
    """Words begin..end of a sentence that name somebody who may speak, or stand for them."""

    begin: int
    end: int
    codes: frozenset[str] = frozenset()  # the parties named in it
    office: str = ""  # "foreign minister"
    names: tuple[str, ...] = ()  # of a person, or of a thing
    many: bool = False  # "ministers", "both sides"
    body: bool = False  # "committee", "government"
    owner: bool = False  # "Norvale’s"
    pronoun: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is a name without party and office."""
        return not (self.codes or self.office or self.many or self.body or self.pronoun)


def parties_in(
    tokens: Tokens, lexicon: Lexicon, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, word after, code) of every party named among the words first..last."""
    stop = len(tokens) if last is None else min(last, len(tokens))
    index = first
    while index < stop:
        after, code = _party(tokens, lexicon, index, stop)
        if code and code != NO_PARTY:
            yield index, after, code
        index = after


def mentions(tokens: Tokens, lexicon: Lexicon, last: int | None = None, first: int = 0) -> list[PartyMention]:
    """Return who is named among the words from *first* to before *last*, in order and without overlap."""
    raw, lower, parties = tokens.raw, tokens.lower, lexicon.parties
    stop = len(tokens) if last is None else min(last, len(tokens))
    found: list[PartyMention] = []
    index = free = first
    while index < stop:
        word = lower[index]
        if word in STARTS or (
            raw[index] != word and word not in FUNCTION and ("." not in word or raw[index] in parties)
        ):
            one = _at(tokens, lexicon, index, stop, free)
            if one is not None:
                found.append(one)
                index = free = one.end
                continue
        index += 1
    return found


def _party(tokens: Tokens, lexicon: Lexicon, index: int, stop: int) -> tuple[int, str]:
    """Return the word after the party that is named at *index*, and its code; (index + 1, "") where none is."""
    for rest, code in lexicon.parties.get(tokens.raw[index], ()):
        after = index + 1 + len(rest)
        if after <= stop and tokens.raw[index + 1 : after] == rest:
            return after, code
    return index + 1, ""


def _at(tokens: Tokens, lexicon: Lexicon, index: int, stop: int, free: int) -> PartyMention | None:
    """Return the mention that begins at word *index*, or None."""
    lower = tokens.lower
    word = lower[index]
    following = lower[index + 1 : min(index + 3, stop)]
    if word in PRONOUNS and tokens.raw[index] != "US":
        if word == "our" and not MANY.isdisjoint(following):  # "our two governments"
            return None
        return PartyMention(index, index + 1, pronoun=word)
    if word in NUMBERS and not _alone(tokens, index, stop) and MANY.isdisjoint(following):
        return None
    if word in RANKS and tokens.raw[index] == word and ROLES.isdisjoint(following):
        return None
    one = _run(tokens, lexicon, index, stop, free)
    return one if one.end > index and not (one.bare and not one.names) else None


def _alone(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether "both" or "the two" stands for those who speak: "The two agreed"."""
    after = tokens.lower[index + 1] if index + 1 < stop else ""
    if tokens.lower[index] == "both":
        return after not in ("the", "a") and not after.endswith("s")
    return (
        index > 0
        and tokens.lower[index - 1] == "the"
        and (after.endswith(("ed", "ly")) or after in ("also", "then"))
    )


def _run(tokens: Tokens, lexicon: Lexicon, index: int, stop: int, free: int) -> PartyMention:
    """Return the longest run of names, offices and parties that begins at word *index*."""
    raw, lower = tokens.raw, tokens.lower
    begin = end = index
    codes: set[str] = set()
    names: list[str] = []
    kept = 0  # names that stood before the last "of"
    office, many, body, owner = "", lower[index] in NUMBERS, False, False
    sent = False  # after "for": "Special Representative for Veskia"
    while index < stop:
        word = lower[index]
        after, code = _party(tokens, lexicon, index, stop)
        if code:
            if sent:
                after = _past_abbreviation(tokens, lexicon, after, stop, code)
            elif code != NO_PARTY and "friends" not in lower[max(begin, index - 3) : index]:
                codes.add(code)
            sent = False
            # "Prime Minister of the Republic of Norvale": nobody's name yet
            del names[kept if office else 0 :]
            index = end = after
            continue
        if word in ROLES:
            many = many or word in MANY
            body = word in BODIES
            if word in ONE:
                office = f"{lower[index - 1]} {word}" if index > begin and lower[index - 1] in RANKS else word
                office += " general" if lower[index + 1 : index + 2] == ("general",) else ""
            names.clear()
        elif word in RANKS and not ROLES.isdisjoint(lower[index + 1 : index + 3]):
            pass
        elif (
            raw[index] != word
            and "." not in word
            and (
                word not in FUNCTION
                or (index > begin and not OFFICIAL.isdisjoint(lower[index + 1 : index + 2]))
            )
        ):  # "Norvalian First Deputy Minister": within a run even "First" belongs to the office
            if word not in IMPERSONAL and len(word) > 1:
                names.append(raw[index])
        elif word in POSSESSIVES:
            if ROLES.isdisjoint(lower[index + 1 : index + 3]):
                owner = True
                break
        elif index > begin and word in LINKS and _goes_on(tokens, index, stop):
            if word in ("of", "for"):
                sent = word == "for"
                kept = len(names)
        elif not (
            (word == "the" and index > begin and lower[index - 1] in ("of", "for"))
            or (
                word == "and"
                and "affairs" in lower[index + 1 : index + 4]
                and raw[index + 1] != lower[index + 1]
            )
            or word in NUMBERS
            or (word == "state" and index > begin and lower[index - 1] == "of")
        ):
            break
        index += 1
        if word not in LINKS:
            end = index
    while begin > free and lower[begin - 1] in ARTICLES:
        begin -= 1
    if names and not (office or many or body):
        codes.clear()  # "NATO Summit Communiqué": a thing that bears a party's name
    return PartyMention(begin, end, frozenset(codes), office, tuple(names), many, body, owner)


def _past_abbreviation(tokens: Tokens, lexicon: Lexicon, index: int, stop: int, code: str) -> int:
    """Return the word after "(DPRK)", where it stands at *index* and abbreviates the party *code*; else *index*."""
    if tokens.lower[index : index + 1] != ("(",):
        return index
    after, same = _party(tokens, lexicon, index + 1, stop)
    return after + 1 if same == code and tokens.lower[after : after + 1] == (")",) else index


def _goes_on(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether the run goes on after "of", "for", a dash or the full stop of an initial at *index*."""
    at = index + 2 if tokens.lower[index + 1 : index + 2] == ("the",) else index + 1
    if at >= stop:
        return False
    if tokens.lower[index] == "." and len(tokens.raw[index - 1]) < 3:
        return True
    word = tokens.lower[at]
    return tokens.raw[at] != word or word in ROLES or word in PARTICLES or word == "state"
