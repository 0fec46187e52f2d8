"""Content words: what is left of a phrase when grammar and spelling are taken away.

Used to find and to compare lines, never to display. ``North Korea``, ``the DPRK``
and ``North Korean`` come out as one word, as do ``launch`` and ``launches``; words of
Korean come out as the English ones that releases have for them.
Names of states come from pycountry (ISO 3166); the short tables below add what
releases call states and bodies besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from tracker.text.countries import countries
from tracker.text.korean import BY_LETTER, HANGUL, korean_words

STOPWORDS = frozenset(
    """a an the this that these those it its their our his her your my they we he she i you us them him who whom
    whose which what there here and or nor but of in on at to for from by with within without into onto upon
    over under about against between among amid during through throughout across after before since until as
    than then thus so such both all any each every other others another own same also too very more most
    further again still not no never is are was were be been being am do does did has have had having will
    would shall should can could may might must if when while where how why toward towards including include
    includes included such per via out up down off well""".split()
)

NAMED = 256  # texts, the quote and the slots of a few statements: each is asked for by all that look at one
CACHE_SIZE = 16_384  # phrases whose words are kept: a target is looked at with every later mention

# What releases call states and bodies besides the names in ISO 3166.
PARTY_NAMES: dict[str, tuple[str, ...]] = {
    "usa": (
        "united states of america",
        "united states",
        "U.S.",
        "U.S.A.",
        "US",
        "usa",
        "america",
        "american",
    ),
    "prk": ("democratic people's republic of korea", "north korea", "north korean", "dprk"),
    "kor": ("republic of korea", "south korea", "south korean", "rok", "R.O.K."),
    "chn": ("people's republic of china", "china", "chinese", "prc"),
    "gbr": ("united kingdom", "great britain", "britain", "british", "U.K.", "uk", "northern ireland"),
    "rus": ("russian federation", "russia", "russian"),
    "jpn": ("japan", "japanese"),
    "ukr": ("ukraine", "ukrainian"),
    "irn": ("iran", "iranian"),
    "isr": ("israel", "israeli"),
    "ind": ("india", "indian"),
    "deu": ("germany", "german"),
    "fra": ("france", "french"),
    "ita": ("italy", "italian"),
    "can": ("canada", "canadian"),
    "aus": ("australia", "australian"),
    "mex": ("mexico", "mexican"),
    "tur": ("turkey", "türkiye", "turkish"),
    "pol": ("poland", "polish"),
    "syr": ("syria", "syrian"),
    "vnm": ("vietnam", "vietnamese", "viet nam"),
    "mmr": ("myanmar", "burma", "burmese"),
    "twn": ("taiwan",),
    "eth": ("ethiopia", "ethiopian"),
    "unsc": ("united nations security council", "un security council", "U.N. Security Council", "unsc"),
    "un": ("united nations", "U.N.", "un"),
    "eu": ("european union", "eu", "E.U."),
    "nato": ("north atlantic treaty organization", "nato"),
    "iaea": ("international atomic energy agency", "iaea"),
    "imf": ("international monetary fund", "imf"),
}

BODIES = frozenset(("unsc", "un", "eu", "nato", "iaea", "imf"))  # of the codes above, those of no states

# Bodies whose members speak with them: "the G7" and "the G7 and Japan" are one party.
BLOCS = frozenset("g7 g20 eu quad nato un unsc asean au osce oecd brics aukus gcc ecowas caricom oas".split())

# Who speaks when a bloc of few does.
MEMBERS = {
    "g7": frozenset("can fra deu ita jpn gbr usa g7".split()), "quad": frozenset("aus ind jpn usa quad".split()),
    "aukus": frozenset("aus gbr usa aukus".split()),
}  # fmt: skip

# Names that are more often a person, a town or an everyday word.
_NOT_STATES = frozenset({"jersey", "guernsey", "georgia", "chad", "jordan", "niger", "mali", "cuba"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+\d*(?:['’][^\W\d_]+)*|\d+(?:[.,/]\d+)*")


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return, by first word, the names of states and bodies with their code, longest first."""
    named = {tuple(split_words(name)): code for code, names in PARTY_NAMES.items() for name in names}
    for country in countries():
        for attribute in ("name", "common_name", "official_name"):
            words = tuple(split_words(getattr(country, attribute, "")))
            if words and (len(words) > 1 or words[0] not in _NOT_STATES):
                named.setdefault(words, country.alpha_3.lower())
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, code in sorted(named.items(), key=lambda item: (-len(item[0]), item[0])):
        table.setdefault(words[0], []).append((words, code))
    return {first: tuple(entries) for first, entries in table.items()}


def split_words(text: str) -> list[str]:
    """Return the words and numbers of *text*, lower case, without possessives."""
    words = []
    if not text.isascii() and HANGUL.search(text):
        text = BY_LETTER.sub(r"\1\2", text)
    for raw in _WORD.findall(text.replace("’", "'")):
        word = raw.lower()
        if "." in word:
            word = word.rstrip(".")
        if "'" in word:
            word = word[:-2] if word.endswith("'s") else word.rstrip("'")
        elif word == "us" and raw != "US":
            word = "ourselves"
        words.append(word)
    return words


def replace_party_names(words: Sequence[str]) -> list[str]:
    """Return *words* with every name of a state or body replaced by its code.

    >>> replace_party_names(["the", "republic", "of", "korea", "and", "dprk"])
    ['the', '=kor', 'and', '=prk']
    """
    if not (joined := " ".join(words)).isascii() and HANGUL.search(joined):
        words = [each for word in words for each in (korean_words(word) if HANGUL.match(word) else (word,))]
        if ("=un", "=unsc") in pairwise(words):
            words = [one for one in words if one != "=un"]  # "유엔 안보리" is one name
    table, named, at = _phrases(), [], 0
    if table.keys().isdisjoint(words):
        return list(words)
    while at < len(words):
        word, taken = words[at], 1
        if word in table:
            for phrase, code in table[word]:
                if tuple(words[at : at + len(phrase)]) == phrase:
                    word, taken = f"={code}", len(phrase)
                    break
        named.append(word)
        at += taken
    return named


@lru_cache(maxsize=NAMED)
def named_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of *text*, as :func:`split_words` has them, and the same with every name of a state or body as its code."""
    words = split_words(text)
    return tuple(words), tuple(replace_party_names(words))


_ENDINGS = (
    *("ization isation izational isational ational ation ement ment ingly edly ively".split()),
    *("ance ence ity ion ing ive ally ied er ed ly al e y".split()),
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a crude root of *word*: enough to see that two forms are one word.

    >>> {stem(word) for word in ("launch", "launches", "launched", "launching")}
    {'launch'}
    """
    if word.startswith("=") or len(word) < 4 or not word.isalpha():
        return word
    root = _singular(word)
    for ending in _ENDINGS:
        short = root[: -len(ending)]
        if root.endswith(ending) and len(short) >= 3 and any(letter in "aeiouy" for letter in short):
            root = short
            break
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiouls":
        root = root[:-1]
    return root


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=CACHE_SIZE)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of *text*, in order, states and bodies as codes.

    >>> content_stems("the launches by North Korea")
    ('launch', '=prk')
    """
    return stems(named_words(text)[1])


def stems(named: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the content words among *named*, the words of a text with its parties named."""
    return tuple(stem(word) for word in named if word not in STOPWORDS)


def party_codes(text: str) -> frozenset[str]:
    """Return the codes of the states and bodies *text* names.

    >>> sorted(party_codes("Call with Republic of Korea Foreign Minister"))
    ['kor']
    """
    return frozenset(word[1:] for word in replace_party_names(split_words(text)) if word.startswith("="))


@lru_cache(maxsize=CACHE_SIZE)
def party_code(name: str) -> str:
    """Return one form for *name*, an ISO-3 code or a short name of a speaker.

    >>> party_code("USA") == party_code("US") == party_code("United States")
    True
    """
    words = replace_party_names(split_words(name))
    return " ".join(words).lstrip("=") if words else name.lower()


def initials_of(words: Iterable[str]) -> str:
    """Return the letters that *words* with a capital begin with: what a body of that name is called for short.

    >>> initials_of("Bank of the Halden Sea".split())
    'BHS'
    """
    return "".join(word[0] for word in words if word[:1].isupper())


def is_state(code: str) -> bool:
    """Return whether *code* is that of a state or a territory, not of a body.

    >>> is_state("JPN"), is_state("IMF"), is_state("G7")
    (True, False, False)
    """
    return code.lower() in _state_codes()


@cache
def _state_codes() -> frozenset[str]:
    return frozenset({code for entries in _phrases().values() for _, code in entries} | {"kos"}) - BODIES


@cache
def long_party_name(name: str) -> str:
    """Return how a text most often names the party *name*, a code or a name, in lower case; *name* where it is not known.

    >>> long_party_name("JPN"), long_party_name("TWN"), long_party_name("Norvale")
    ('japan', 'taiwan', 'norvale')
    """
    code = party_code(name)
    named = [" ".join(words) for entries in _phrases().values() for words, known in entries if known == code]
    written = [one for one in named if len(one) > 3]  # "us" stands in "must"
    return min(written, key=lambda one: (len(one), one), default=name.casefold())
