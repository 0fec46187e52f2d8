"""Who is meant by what an analyst calls an issuer: "Quad" of "Quad leaders", "State Department" of "US Department of State". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from tracker.search.analyzer import fold_words
from tracker.search.known_names import NOBODY, lexicon_names, people_names
from tracker.search.seats import banks, called_so, seats
from tracker.text.content_words import STOPWORDS
from tracker.text.countries import look_up_country

PART_FROM = 4  # letters of a part of a name: "us" is a part of "Russia"
FEW = 2  # issuers that one name among other words may mean
OF_A_STATE = 8  # issuers that the name of a state may mean
OF_SMALL_NAME = 60  # issuers that "US" may mean
LONGEST_NAME, MOST_WORDS = 12, 60  # words of a name, and those of a question among which one is looked for
CODE = 3  # letters of the code of a state
_ON_WHOM = frozenset("on by against for with to from about towards over".split())
_OFFICES = frozenset(
    "bank banker bankers banks central foreign government leader leaders minister ministry officials president prime".split()
)
# Of a rate a bank decides: "Norvale's cut to 1.75 percent".
_OF_A_BANK = re.compile(
    r"\b(?:central bank(?:er)?s?|bank\b(?=[’']s\b)|monetary|basis points|quantitative)\b"
    r"|\b(?:policy|interest|key|base|bank|cash|repo|lending|deposit) rates?\b|\brates? (?:cuts?|rises?|hikes?|decisions?|increases?|holds?|rises?)\b"
    r"|\b(?:cut|raise|hold|held|keep|kept|lower|lowered|raised|hike|hiked|left) (?:its |the )?rates?\b|^rates?\b"
    r"|^(?:cut|cuts|rise|hike|hikes|hold|holds|increase|raise|reduction)\s+(?:(?:to|of|at|by)\s+)?\d",
    re.IGNORECASE,
)
_DESK_NAMES = {"fed": "FOMC"}  # as no text names it


def issuers_called(name: str, issuers: Collection[str]) -> list[str]:
    """Return those of *issuers* that *name* means: by the whole name, else by all its words or ends of words of four letters, else as a state or a body by any of its names.

    >>> held = ["Quad leaders", "US Department of State", "US-Japan", "TZA (Assembly)"]
    >>> issuers_called("quad", held), issuers_called("State Department", held), issuers_called("Tanzania", held)
    (['Quad leaders'], ['US Department of State'], ['TZA (Assembly)'])
    >>> issuers_called("Niger", ["Niger (MFA)", "Nigeria (MFA)"]), issuers_called("bank", ["Bank of Halden", "Riksbank"])
    (['Niger (MFA)'], ['Bank of Halden', 'Riksbank'])
    >>> issuers_called("Swiss", ["Bank of Halden", "Bank of Switzerland"]), issuers_called("Fed", ["FOMC", "Halden"])
    (['Bank of Switzerland'], ['FOMC'])
    """
    name = called_so().get(tuple(fold_words(name)), name)
    words = [word for word in fold_words(name) if word not in STOPWORDS]
    if not words and name.isupper():  # "US" is one, folded
        words = fold_words(name)
    folded = {issuer: fold_words(issuer) for issuer in issuers}
    whole = [issuer for issuer, said in folded.items() if said == fold_words(name)]
    found = whole or [issuer for issuer, said in folded.items() if words and set(words) <= set(said)]
    if (
        found and not whole and all(len(word) >= PART_FROM for word in words)
    ):  # "bank" ends "Riksbank"; "Niger" is another state than "Nigeria"
        parts = (
            issuer
            for issuer, said in folded.items()
            if all(any(one.endswith(word) for one in said) for word in words)
        )
        found += [issuer for issuer in parts if issuer not in found]
    if found or not words:
        return found
    code = _code_of(name)
    return [issuer for issuer in issuers if code in _codes_in(issuer)] if code else []


def is_nickname(words: Collection[str]) -> bool:
    """Return whether *words*, folded, have one by which desks alone call a body.

    >>> is_nickname({"fed"}), is_nickname({"halden"})
    (True, False)
    """
    return not _DESK_NAMES.keys().isdisjoint(words) or any(set(words).issuperset(one) for one in called_so())


def _code_of(name: str) -> str:
    """Return the code of the state or body called *name*; "" = nobody is."""
    called = tuple(fold_words(name))
    if code := _DESK_NAMES.get(" ".join(called)) or _names().get(called):
        return code
    try:
        return look_up_country(name.strip())
    except LookupError:
        return ""


@lru_cache(maxsize=1024)
def _codes_in(issuer: str) -> frozenset[str]:
    """Return the codes of the states and bodies that the name of *issuer* has in it."""
    words, names = fold_words(issuer), _names()
    longest = max(map(len, names))
    runs = (
        tuple(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + longest) + 1)
    )
    return frozenset(names[run] for run in runs if run in names)


@cache
def _names() -> Mapping[tuple[str, ...], str]:
    """Return the codes of states and bodies by their names, and by those who speak for them, folded."""
    sitting = {town: code for code, some in seats().items() for town in some}
    held = {**sitting, **people_names(), **lexicon_names()}
    named = ((tuple(fold_words(name)), code) for name, code in held.items())
    return {words: code for words, code in named if words and code != NOBODY}


def issuer_among(words: Sequence[str], issuers: Collection[str]) -> tuple[str, str, list[str]] | None:
    """Return the longest name among *words* of one or two of *issuers*, of a state of some more, the other words, and these issuers; None = there is none.

    A name begins and ends with a capital, or it is whole and of several words. "Sanctions on Norvale" is on whom, not by whom.

    >>> issuer_among("Quad harbour dues".split(), ["Quad leaders", "Norvale"])
    ('Quad', 'harbour dues', ['Quad leaders'])
    >>> issuer_among("dues bank of halden".split(), ["Bank of Halden", "Norvale"])
    ('bank of halden', 'dues', ['Bank of Halden'])
    >>> issuer_among("Tanzania central bank dues".split(), ["TZA (Bank)", "Norvale"])
    ('Tanzania', 'dues', ['TZA (Bank)'])
    >>> issuer_among("dues on Norvale timber".split(), ["Quad leaders", "Norvale"]) is None
    True
    """
    runs = [
        (at, at + number)
        for number in range(min(len(words) - 1, LONGEST_NAME), 0, -1)
        for at in range(min(len(words), MOST_WORDS) - number + 1)
    ]
    whole = {tuple(fold_words(issuer)) for issuer in issuers}
    subject = _leading_state(words)
    for first, last in runs:
        name = words[first:last]
        if first and words[first - 1].casefold() in _ON_WHOM:
            continue
        capital = name[0][:1].isupper() and name[-1][:1].isupper()
        folded = tuple(fold_words(" ".join(name)))
        if (
            capital
            or (len(folded) > 1 and (folded in whole or folded in _names()))
            or " ".join(folded) in _DESK_NAMES
        ):
            if subject and first and _is_another(subject, " ".join(name), issuers):
                continue
            found = issuers_called(" ".join(name), issuers)
            found = _its_bank(found, " ".join(name), issuers, words[last:])
            if 0 < len(found) <= _most(folded):
                kept = _without_office(words[last:], " ".join(name))
                office = words[last : len(words) - len(kept)]
                others, found = _beside((*words[:first], *kept), _of_office(found, office), " ".join(name))
                return " ".join(name), " ".join(others), found
    return None


def _beside(words: Sequence[str], issuers: list[str], name: str) -> tuple[Sequence[str], list[str]]:
    """Return *words* without the states that with *name* issue a joint text, and those of *issuers* that these are, none other among them where there is such a one: "Tokyo and Washington"."""
    codes = {word: _code_of(word) for word in words if word[:1].isupper()}
    joint = {
        word: code
        for word, code in codes.items()
        if any({code, _code_of(name)} <= _codes_in(one) for one in issuers)
    }
    joint = {word: code for word, code in joint.items() if len(code) == CODE and code != _code_of(name)}
    if not joint or len(joint) == len(words):
        return words, issuers
    named = {_code_of(name), *joint.values()}
    of_all = [one for one in issuers if named <= _codes_in(one)]
    alone = [one for one in of_all if named == _codes_in(one)]
    return [word for word in words if word not in joint], alone or of_all or issuers


def _leading_state(words: Sequence[str]) -> str:
    """Return the code of the state whose name *words* begin with, of whom they ask; "" = they begin with none."""
    names = (" ".join(words[:number]) for number in range(min(len(words), LONGEST_NAME), 0, -1))
    codes = (_code_of(name) for name in names if name[:1].isupper())
    return next((code for code in codes if len(code) == CODE), "")


def _is_another(subject: str, name: str, issuers: Collection[str]) -> bool:
    """Return whether *name* is that of another state than the *subject*, with which it issues nothing: "Berlin" gives to "Ukraine"."""
    code = _code_of(name)
    return (
        len(code) == CODE
        and code != subject
        and not any({code, subject} <= _codes_in(one) for one in issuers)
    )


def _its_bank(found: list[str], name: str, issuers: Collection[str], following: Sequence[str]) -> list[str]:
    """Return the banks of the state called *name* where the words *following* are of a bank or a rate, and any is held; else those *found*."""
    code, words = _code_of(name), " ".join(following)
    if len(code) != CODE or not _OF_A_BANK.search(words):
        return found
    called = [fold_words(one) for one in banks().get(code, ())]
    by_name = (one for one in issuers if any(_has_run(fold_words(one), some) for some in called))
    return list(dict.fromkeys((*by_name, *_banks_among(found)))) or found


def _has_run(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(list(words[at : at + len(run)]) == list(run) for at in range(len(words)))


def _of_office(issuers: list[str], office: Sequence[str]) -> list[str]:
    """Return those of *issuers*, of one state, that hold the *office*: its banks where a central bank is asked for; all where none does."""
    if "bank" not in map(str.casefold, office):
        return issuers
    return _banks_among(issuers) or issuers


def _banks_among(issuers: Collection[str]) -> list[str]:
    return [one for one in issuers if any(word.endswith("bank") for word in fold_words(one))]


def _most(name: tuple[str, ...]) -> int:
    """Return how many issuers *name*, folded, may mean: most of a state that no text is asked for by, since its short name is a small word too."""
    if STOPWORDS.issuperset(name):
        return OF_SMALL_NAME
    return OF_A_STATE if len(_names().get(name, "")) == CODE else FEW


def _without_office(words: Sequence[str], name: str) -> Sequence[str]:
    """Return *words*, which follow the *name* of a state, without who speaks for it at their beginning: "central bank" of "Norvale's central bank"."""
    if len(_code_of(name)) != CODE:
        return words
    kept = next((at for at, word in enumerate(words) if word.casefold() not in _OFFICES), len(words))
    return words[kept:]
