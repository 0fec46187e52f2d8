"""Sentences that stand word for word but for what qualifies them, or was put in: "all" gone, "strongly" in, 3 for 2 billion. Pure.

A formula of policy is kept for years, and what its authors move in it is one word: how firmly, of all or of some, on what
condition, at what sum. Such a word is news however little of the sentence it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from reports.digest.news.words.clause_order import JOINING, WORD, words_in_order
from reports.digest.news.words.wording import IDLE, LIGHT, without_kin
from tracker.compare.facets.slot_values import STANDS_AT
from tracker.text.content_words import STOPWORDS, content_stems, initials_of, stem
from tracker.text.dates import MONTHS

PAIRS = 4096  # of sentences that are remembered
ALIKE = 0.8  # of the words of both, in order, that stay
ALIKE_PUT_IN = 0.75  # the same where something was put in, or taken out: a clause is much of a short sentence
FEWEST_STAYED = 5  # words of a sentence that a condition was put to, at least
STRETCHES = 3  # at most, that differ
ALONE = 2  # stretches at most, that came or went with nothing in their place
QUALIFIERS = frozenset(
    stem(word)
    for word in """strong strongly firm firmly full fully complete completely unconditional unconditionally immediate immediately
    urgent urgently all any every both only solely least likely possibly appropriate necessary needed must should will may
    might could would demand demands call calls urge urges condemn condemns deplore deplores regret regrets concern concerned concerns peaceful irreversible
    irreversibly binding legally never not without until unless prolonged durable actively resolute resolutely deeply grave
    gravely seriously unwavering ironclad steadfast verifiable sustained ready intends intend determined aims aim committed
    considering consider subject conditional unilateral unilaterally indispensable essential immediate strict strictly
    reject rejects oppose opposes endeavour endeavor endeavours serious""".split()
)
# Verbs beside which another word says how firmly: "express concern", then "condemn".
_SMALL = STOPWORDS | frozenset("express expresses expressed expressing".split())
_SO_FAR = re.compile(
    rf"{STANDS_AT.pattern}|\b(?:has|have|had) (?:been |now |already )?(?:\w+ly )?(?:disbursed|spent|paid|delivered|provided|used|trained|built)\b|\b(?:so far|to date|by now)\b|\b(?:reached|totall?ed)\b",
    re.IGNORECASE,
)
# "Assets held in Norvale ($769 million) will remain frozen": what they are worth on a day.
_VALUED = re.compile(
    r"(\b(?:assets|holdings|reserves|stock)\b[^().;]*) \([^()]*\d[^()]*\)(?= (?:will|shall|would|must|should|is|are|remains?)\b)",
    re.IGNORECASE,
)
# How many fare so, and what is feared: figures of the day.
_OF_THE_DAY = re.compile(
    r"\b(?:concerned|alarmed|number of|according to|estimate[sd]?|in need of|live in|(?<!\bto )(?<!\bmust )(?<!\bwill )(?<!\bshall )reports?)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset("people persons civilians children families households refugees deaths cases".split())
_MONTHS = frozenset(month.casefold() for month in MONTHS)
_INCLUDING = re.compile(
    r"(?:including|such as|in particular|notably|namely)\b"
)  # a treaty that has its year in its name
_CLAUSES = re.compile(r"[,;](?=\s)")
_PRONOUNS = frozenset("it they we he she this these".split())
_DUE = re.compile(r"\b(?:by|before|until|within|no later than|not later than|for)\b", re.IGNORECASE)
_CONDITIONS = frozenset("provided subject if unless depending pending conditional contingent".split())
NUMBER = re.compile(r"[$€£¥₹]?\d")
_YEAR = re.compile(r"(?:19|20|21)\d\d[.,]?$")
# What a number counts in a policy: money, shares, things. "Order 12170", "12 July" count nothing.
_COUNTS = re.compile(
    r"^[$€£¥₹]|%$|^(?:billion|million|trillion|bn|percent|per|basis|percentage|crore|lakh|troops|visas|places|barrels|tonnes|tons)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=PAIRS)  # its weight and its worth both ask
def only_qualified(before: str, after: str) -> bool:
    """Say whether two sentences say the same in the same words but for some that qualify it.

    >>> only_qualified("We will resist all forms of tolls.", "We will resist tolls.")
    False
    >>> only_qualified("We remain strongly committed to free passage.", "We remain committed to free passage.")
    True
    >>> only_qualified("We will lend up to $2 billion to the ports.", "We will lend up to $3 billion to the ports.")
    True
    >>> only_qualified("The order of 2 May 2031 stands as it stood.", "The order of 2 May 2032 stands as it stood.")
    False
    """
    before, after = map(without_valuation, (before, after))
    old, new = words_in_order(before, after)
    if _only_conditioned(old, new):
        return True
    moved = _moved(old, new)
    if not moved:
        return False
    alone = {code: old[code[1] : code[2]] + new[code[3] : code[4]] for code in moved if code[0] != "replace"}
    conditioned = any(map(_is_condition, alone.values()))
    # one more of those it is on, beside another word, is no other sentence
    moved = [
        code
        for code in moved
        if not (code in alone and (_is_named(alone[code]) or _is_condition(alone[code])))
    ]
    if not moved:
        return conditioned
    lost = [at for _, start, end, _, _ in moved for at in range(start, end)]
    come = [at for _, _, _, start, end in moved for at in range(start, end)]
    by_now = frozenset(WORD.findall(" ".join(one for one in _CLAUSES.split(after) if _SO_FAR.search(one))))
    if (
        by_now
        and all(NUMBER.match(old[at]) for at in lost)
        and all(NUMBER.match(new[at]) and new[at] in by_now for at in come)
    ):
        return False  # how much was paid by now is no promise
    lost, come = _apart(old, new, lost, come)
    words = [*_qualities(old, lost), *_qualities(new, come)]
    if Counter(old[at].casefold() for at in lost) == Counter(new[at].casefold() for at in come):
        return False  # another order
    return None not in words and (conditioned or any(words))


def without_valuation(said: str) -> str:
    """Return *said* without what assets in it are worth on its day."""
    return _VALUED.sub(r"\1", said)


def tells_of_the_day(said: str) -> bool:
    """Say whether a sentence tells in figures how things stand by now, or how many fare so: no number of it is promised."""
    return bool(_SO_FAR.search(said) or _OF_THE_DAY.search(said))


@lru_cache(maxsize=PAIRS)
def only_put_in(before: str, after: str) -> bool:
    """Say whether two sentences say the same in the same words but for one or two stretches that came, or went, and tell something.

    What is told otherwise stands in the place of what was told; what has nothing in its place was put in, or taken out: a party of a list, an
    area, a part of a formula. Of 53 such statements of texts that strangers wrote, decisions aside, 41 were planted as changes and
    none as a paraphrase.

    >>> only_put_in(
    ...     "We call on the raiders and the guards to withdraw from all of the ports they hold.",
    ...     "We call on the raiders to withdraw from all of the ports they hold.",
    ... )
    True
    >>> only_put_in("We support the envoy in her work for peace.", "The envoy in her work for peace has our support.")
    False
    """
    old, new = words_in_order(before, after)
    codes = _moved(old, new, ALIKE_PUT_IN)
    if codes and _is_taken_up(old[: codes[0][2]], new[: codes[0][4]], codes[0]):
        codes = codes[1:]
    moved = [(old[start:end], new[first:last]) for _, start, end, first, last in codes]
    telling = [(lost, come) for lost, come in moved if _told(lost) or _told(come)]
    if telling and telling[0] == moved[0] and not codes[0][1] + codes[0][3]:
        return False  # how a sentence begins is how it is introduced
    sides = {bool(_told(lost)) for lost, _ in telling}
    if not telling or len(telling) > ALONE or len(sides) > 1:
        return False
    return not any(
        _stand_in_its_place(*side) or any(map(_is_of_a_day, side)) for side in telling
    ) and not any(_is_short_for(words, old) for side in telling for words in side)


def stands_whole(before: str, after: str) -> bool:
    """Say whether one of two sentences stands word for word in the other, which begins as it does and has more words between its own or behind them."""
    shorter, longer = sorted(
        ([word.casefold() for word in WORD.findall(said)] for said in (before, after)), key=len
    )
    words = iter(longer)
    return shorter[:2] == longer[:2] and all(word in words for word in shorter)


def _moved(old: list[str], new: list[str], least: float = ALIKE) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the stretches that differ between the words of two sentences, as difflib has them; none where less than the *least* share is alike, or they differ at more places."""
    matcher = _matcher(old, new)
    if matcher.real_quick_ratio() < least or matcher.ratio() < least:
        return []
    moved = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return moved if len(moved) <= STRETCHES else []


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    """Return what compares two sentences word by word, whatever is written with a capital."""
    folded, folded_new = ([word.casefold() for word in words] for words in (old, new))
    return SequenceMatcher(None, folded, folded_new, autojunk=False)


def _only_conditioned(old: list[str], new: list[str]) -> bool:
    """Say whether one of two sentences is the other with a condition put to it, however long: "provided that the Council agrees"."""
    shorter, longer = sorted((old, new), key=len)
    if not any(word.casefold() in _CONDITIONS for word in longer[1:]):
        return False  # nearly all pairs: their words need not be compared
    codes = _matcher(shorter, longer).get_opcodes()
    if codes and _is_taken_up(shorter[: codes[0][2]], longer[: codes[0][4]], codes[0]):
        codes = codes[1:]
    moved = [code for code in codes if code[0] != "equal"]
    stayed = sum(code[2] - code[1] for code in codes if code[0] == "equal")
    put_to = [longer[code[3] : code[4]] for code in moved if code[0] == "insert"]
    return len(put_to) == len(moved) == 1 and _is_condition(put_to[0]) and stayed >= FEWEST_STAYED


def _is_taken_up(lost: list[str], come: list[str], code: tuple[str, int, int, int, int]) -> bool:
    """Say whether sentences begin with a name and with the word that stands for it: "The Fund", then "It"."""
    begins = not code[1] + code[3]
    return begins and any(len(side) == 1 and side[0].casefold() in _PRONOUNS for side in (lost, come))


def _stand_in_its_place(lost: list[str], come: list[str]) -> bool:
    """Say whether words stand where others stood, small ones that join aside."""
    return all(any(word.casefold() not in JOINING for word in side) for side in (lost, come))


def _is_of_a_day(words: list[str]) -> bool:
    """Say whether *words* name a year, a day or a number that is no deadline: of which meeting, and how many by now."""
    said = " ".join(words)
    named = _INCLUDING.match(said) and any(
        word[0].isupper() and word.casefold() not in _MONTHS for word in words[1:]
    )
    return bool(re.search(r"\d", said)) and not _DUE.search(said) and not named


def _is_short_for(words: list[str], said: list[str]) -> bool:
    """Say whether *words* are the short form of a name that is *said* beside them, or the name in full: "UNCLOS"."""
    if len(words) == 1:
        named = "".join(word[0] for word in said if word[:1].isupper() and not word.isupper())
        return words[0].isupper() and len(words[0]) > 1 and words[0][:3] in named
    initials = initials_of(words)
    return len(initials) > 1 and any(one.isupper() and one.startswith(initials[-3:]) for one in said)


def _told(words: list[str]) -> frozenset[str]:
    """Return the stems of those of *words* that tell something: not of one that only connects or reports."""
    said = re.sub(r"\bin order\b", "", " ".join(words), flags=re.IGNORECASE)
    return frozenset(content_stems(said)) - IDLE - LIGHT


def _is_condition(words: list[str]) -> bool:
    """Say whether *words* are a clause of condition that was put in, or taken out."""
    told = [word.casefold() for word in words if word.casefold() not in ("and", "but", "then", "only")]
    return bool(told) and told[0] in _CONDITIONS


def _is_named(words: list[str]) -> bool:
    """Say whether *words* are names, of which no year or number is one."""
    told = [word for word in words if word.casefold() not in STOPWORDS]
    return bool(told) and all(word[0].isupper() for word in told)


def _apart(old: list[str], new: list[str], lost: list[int], come: list[int]) -> tuple[list[int], list[int]]:
    """Return the places of the words that were *lost* and that have *come*, but for those of one family: "determination" and "determined"."""
    stems, stems_new = (
        [stem(words[at].casefold()) for at in places] for words, places in ((old, lost), (new, come))
    )
    gone, added = without_kin(
        frozenset(stems) - frozenset(stems_new), frozenset(stems_new) - frozenset(stems)
    )
    return (
        [at for at, one in zip(lost, stems, strict=True) if one in gone],
        [at for at, one in zip(come, stems_new, strict=True) if one in added],
    )


def _qualities(words: list[str], places: list[int]) -> list[bool | None]:
    """Return of each word at *places* True where it qualifies, False where it is a small word, None where it is any other."""
    return [_quality(words, at) for at in places]


def _quality(words: list[str], at: int) -> bool | None:
    word = words[at]
    if NUMBER.match(word):
        of_day = _OF_THE_DAY.search(" ".join(words)) and not _PEOPLE.isdisjoint(words[at : at + 4])
        counted = not of_day and any(map(_COUNTS.search, words[at : at + 3]))
        return True if counted and not _YEAR.match(word) else None
    if stem(word.casefold()) in QUALIFIERS:
        return True
    return False if word.casefold() in _SMALL or _COUNTS.search(word) else None
