"""Who takes part in a Korean release, and who speaks each unit. Never a reason to drop a unit.

    title and opening ─► participants, persons ─► subject before or in the unit ─► speakers

A Korean read-out names its people in the order name, state, office ("오렌 헤일 노르베일
외교장관"); later they are a name with an office ("헤일 장관"), a party with 측 ("노측"),
or together ("양측", "3국 수석대표").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain import Document, Release
from tracker.segment.lexicon.korean_lexicon import KoreanLexicon
from tracker.segment.sentences import Sentence
from tracker.segment.speakers.participants import UNRESOLVED
from tracker.text.content_words import BODIES, party_codes, replace_party_names, split_words

OPENING = 2  # sentences in which people are introduced
WORD = re.compile(r"[^\s,、‘’“”「」『』]+")
IN_BRACKETS = re.compile(r"\([^)]*\)|[「」『』“”‘’\"']")
# at the head of a word: what an office is for, not of
ABOUT = re.compile(r"대북|북핵|탈북|대미|대중|대일|대러")
NAMES = 4  # words before a state in which the name of its envoy stands
SURNAME = re.compile(r"^[가-힣]$")  # "강 장관": Koreans are called by their surname
LOOK_BACK = 1_500  # characters before "양측" in which those are looked for who were last named together
THREE = re.compile(r"3|삼국|세$")
MANY = frozenset({"양", "두", "세", "각", "한미일"})
TOPIC = re.compile(r"(?:은|는)$")
WITH = re.compile(r"(?:과|와)$")
SUBJECT = re.compile(r"(?:은|는|이|가|께서|에서는)$")


@dataclass(frozen=True, slots=True)
class KoreanParticipants:
    """Who takes part."""

    issuer: frozenset[str]
    all: frozenset[str]  # the issuer included
    persons: Mapping[str, str]  # each word of a name, but a single letter → party
    # first letter of a name and end of an office → party: "류 대표" is 류샤오밍
    surnames: Mapping[tuple[str, str], str]


def draw_participants(
    document: Document, release: Release, sentences: Sequence[Sentence], lexicon: KoreanLexicon
) -> KoreanParticipants:
    """Return who takes part in *document*."""
    issuer = _states(release.issuer) or frozenset(
        {"KOR" if "한국" in release.issuer else release.issuer} - {""}
    )
    title = release.title or document.title
    found: set[str] = set(issuer)
    persons: dict[str, str] = {}
    surnames: dict[tuple[str, str], str] = {}
    opening = [document.text[one.start : one.end] for one in sentences[:OPENING]]
    for text in (title, *opening):
        for code, names, office in _envoys(text, lexicon):
            found.add(code)
            if code not in issuer:
                persons |= {name: code for name in names if len(name) > 1}
                surnames |= {(name[0], office[-2:]): code for name in names}
    if not found - issuer:
        found |= _together(title) or frozenset().union(*map(_together, opening[:1]))
    return KoreanParticipants(issuer, frozenset(found), persons, surnames)


def who_speaks(
    text: str,
    sentence: Sentence,
    start: int,
    end: int,
    family: str,
    who: KoreanParticipants,
    before: frozenset[str],
    lexicon: KoreanLexicon,
) -> tuple[frozenset[str], tuple[int, int], str]:
    """Return who speaks the unit text[start:end], the words that say so ((0, 0): none), and the rule that decided.

    *before* is who spoke the unit before, in this sentence or the one before it.
    """
    told = [
        (speakers, place)
        for place, speakers in _subjects(text, sentence.start, end, who, lexicon)
        if speakers
    ]
    ahead = [one for one in told if one[1][0] < start] or told[:1]
    topics = [one for one in ahead if TOPIC.search(text[slice(*one[1])])]
    if ahead:
        # "조 장관은 양국이 … 평가하고": who is spoken of within is no subject
        speakers, place = (topics or ahead)[-1]
        return speakers, place, "The subject of the sentence."
    if before:
        return before, (0, 0), "Nobody is named: the speaker is that of the unit before."
    if (
        family == "U"
        and len(who.all) > 1
        and re.search(r"기로\s*(?:하|했|합의)|나가자", text[start : end + 8])
    ):
        return who.all, (0, 0), "Nobody is named, and the unit is agreed."
    return who.issuer or UNRESOLVED, (0, 0), "Nobody is named: the issuer."


def _subjects(
    text: str, start: int, end: int, who: KoreanParticipants, lexicon: KoreanLexicon
) -> Iterator[tuple[tuple[int, int], frozenset[str]]]:
    """Yield the subjects of text[start:end] that stand for somebody who takes part, each with its place."""
    words = list(WORD.finditer(text, start, end))
    for number, word in enumerate(words):
        written = word.group()
        if not SUBJECT.search(IN_BRACKETS.sub("", written)):
            continue
        before = [one.group() for one in words[max(0, number - NAMES) : number]]
        together = _together(" ".join((*before[-1:], written)))
        place = word.span()
        if lexicon.all.search(" ".join((*before[-1:], written))):
            named = " ".join((*before[-1:], written))
            yield (
                place,
                together & who.all if len(together) > 1 else _so_many(named, text[: word.start()], who),
            )
        elif lexicon.office.search(written):
            speakers = _officer(written, before, who) or _so_many(
                " ".join(before[-1:]), text[: word.start()], who
            )
            for at, one in enumerate(before):  # "강 장관과 헤일 장관은"
                if WITH.search(one) and lexicon.office.search(one):
                    speakers |= _officer(one, before[:at], who)
            yield place, speakers
        elif lexicon.own.search(written):
            own = before[-1:] == ["우리"]  # "our government": that of the issuer, whoever it is
            beside = (
                _states(" ".join(before[-2:])) if re.match("정부[는가]", written) and not own else frozenset()
            )
            yield place, beside or who.issuer
        elif lexicon.own.search(" ".join((*before[-1:], written))):
            yield place, who.issuer
        elif re.search(r"측(?:은|이|에서는)$", written):
            yield place, (_states(written) or _states(" ".join(before[-1:]))) & who.all
        elif len(together) > 1 and _together(written):
            yield place, together & who.all


def _so_many(said: str, before: str, who: KoreanParticipants) -> frozenset[str]:
    """Return whom "양측" (two) or "3국" (three) are, where more take part: those last named together *before* it.

    Where the other side is no state that is known, nobody can say who they are.
    """
    if len(who.all) < 2:
        return UNRESOLVED
    number = 3 if THREE.search(said) else 2
    if len(who.all) <= number:
        return who.all
    for word in reversed(WORD.findall(before[-LOOK_BACK:])):
        together = _together(word)
        if len(together) == number and together <= who.all:
            return together
    return who.all


def _officer(written: str, before: Sequence[str], who: KoreanParticipants) -> frozenset[str]:
    """Return for whom the holder of the office *written* speaks, called by the words *before* it; nobody for "양", "두" and "세"."""
    words = WORD.findall(IN_BRACKETS.sub(" ", " ".join(before)))
    own = words[-1] if words else ""
    if own in MANY:
        return frozenset()
    together = _together(" ".join((own, written)))
    if len(together) > 1:
        return together & who.all
    if SURNAME.match(own):
        alike = {code for (first, office), code in who.surnames.items() if first == own and office in written}
        return frozenset(alike) if len(alike) == 1 else who.issuer
    for name in reversed(words[-3:]):
        if name in who.persons:
            return frozenset({who.persons[name]})
    named = _states(" ".join(words[-2:])) & who.all
    if named:
        return named
    if "수석대표" in written or "들" in written:
        return who.all
    return who.issuer if len(who.all) < 3 else frozenset()


def _envoys(text: str, lexicon: KoreanLexicon) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each state whose officer *text* introduces, with the words of the name before it and the office."""
    words = WORD.findall(IN_BRACKETS.sub(" ", text))
    last = 0
    for number, word in enumerate(words):
        office = lexicon.office.search(word + " ")
        if not office:
            continue
        for at in range(number, max(last - 1, number - NAMES - 1), -1):
            states = frozenset() if ABOUT.match(words[at]) else _states(words[at])
            if states and not words[at].endswith(("에서", "을", "를")):
                names = tuple(each for each in words[max(last, at - NAMES) : at] if not SUBJECT.search(each))
                yield from (
                    (code, names if len(states) == 1 else (), office.group()) for code in sorted(states)
                )
                break
        last = number + 1


def _states(text: str) -> frozenset[str]:
    """Return the states that *text* names, as codes."""
    return frozenset(code.upper() for code in party_codes(text) if code not in BODIES)


def _together(text: str) -> frozenset[str]:
    """Return the states of the words that name several at once: 한미일, 한·중."""
    found: set[str] = set()
    for word in WORD.findall(text):
        codes = [one[1:].upper() for one in replace_party_names(split_words(word)) if one.startswith("=")]
        if len(codes) > 1 and not {"PRK"} & set(codes):
            found.update(codes)
    return frozenset(found)
