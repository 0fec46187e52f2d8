"""Queries that ask for a little less than one that found little, or for what it means: other forms of its words, other words, fractions. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from tracker.search.analyzer import QUERY_TOKEN, Term, fold_words, has_term, parse_terms
from tracker.search.desk_words import IN_CAPITALS, LONGEST, is_named, other_words
from tracker.search.seats import towns
from tracker.search.verb_forms import forms_of_verb
from tracker.text.content_words import STOPWORDS
from tracker.text.dates import MONTHS
from tracker.text.numbers import SPELT
from tracker.text.spelling import root

FORMS_FROM = 5  # letters of a word that has forms
ROOT_FROM = 3  # letters of what they share, which begin too many other words
_DECIMAL = re.compile(r"(?<![\d.\"])(\d+)\.(5|25|75)(?![\d.])")
_FRACTIONS = {"5": "1/2", "25": "1/4", "75": "3/4"}
_ENDINGS = ("", "s", "e", "es", "ed", "ing")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")  # "permitt" of "permitted"
_LOST_E = re.compile(r"[cvzu]$|[^s]s$|dg$|[^aeioul]l$")  # "announc" of "announced"
_WHOLE = re.compile(r"[^aeiou][^aeioucgv]$")  # "condemn" of "condemned"
_AGENT = re.compile(r"ers?$")
_ENDING = re.compile(r"(?:es|s|ed|ing|e|y)$")
_ANOTHER_WORD = frozenset(
    "arm arms custom customs good goods mean means minute minutes new news odd odds securities security".split()
)  # with and without an s two words, not one in two numbers
_BEGINS_OTHERS = frozenset({"extra", "inter", "under"})  # other words begin so
ASKING = frozenset(
    "about did does earliest ever first last latest many mention mentioned mentions newest news often recent said say says"
    " since statement statements still when".split()
)  # no text says them
_SEATS = towns() | {
    "america",
    "kremlin",
}  # where a government sits and a continent: of a state, and more often a place
_MONTHS = frozenset(month.casefold() for month in MONTHS)
NAME_FROM = 5  # letters of a name that may be spelled otherwise: shorter words are like too many
Token = tuple[str, str, str]  # of a query: a phrase and its star, or what is no phrase


def bare_words(text: str) -> list[str]:
    """Return the words of *text* that are neither in a phrase nor the beginning of one, folded.

    >>> bare_words('Lacker "voted against" infl*')
    ['lacker']
    """
    bare = (word for _, _, word in QUERY_TOKEN.findall(text) if word and not word.endswith("*"))
    return [folded[0] for word in bare if len(folded := fold_words(word)) == 1]


def capitalized_words(text: str) -> list[str]:
    """Return the bare words of *text* that may be the name of a person or a place, folded: by their capital, of five letters or more.

    >>> capitalized_words("Lukashenko visa NATO Iran")
    ['lukashenko']
    """
    bare = (word for _, _, word in QUERY_TOKEN.findall(text) if word[:1].isupper() and word[1:].islower())
    known = words_in_names(text)
    return [
        word
        for word in bare_words(" ".join(bare))
        if len(word) >= NAME_FROM and word not in known | _MONTHS and not other_words((word,))
    ]


def words_in_names(text: str) -> frozenset[str]:
    """Return the words of *text*, folded, that stand in the name of a state or body of several words.

    >>> sorted(words_in_names("the levy of Saudi Arabia"))
    ['arabia', 'saudi']
    """
    words = fold_words(text)
    runs = (
        tuple(words[at : at + number])
        for number in range(2, LONGEST + 1)
        for at in range(len(words) - number + 1)
    )
    return frozenset(word for run in runs if is_named(run) for word in run)


def is_respelled(name: str, other: str) -> bool:
    """Return whether two words differ by one letter, at the end or between equal ends.

    >>> is_respelled("lukashenko", "lukashenka"), is_respelled("odesa", "odessa"), is_respelled("holt", "hold it")
    (True, True, False)
    """
    if abs(len(name) - len(other)) > 1 or name == other:
        return False
    begin = len(shared_beginning(name, other))
    longer, shorter = sorted((name, other), key=len, reverse=True)
    same_length = len(name) == len(other)
    return shorter[begin + same_length :] == longer[begin + 1 :]


def with_other_forms(text: str) -> str:
    """Return *text* with each of its words in any form.

    >>> with_other_forms('Holt voted against "the levy"')
    'holt|holts voted|vote|votes|voting against* "the levy"'
    """

    return _changed(text, _any_form)


def _any_form(word: str) -> str:
    """Return what the forms of *word* begin with, and a star; "" where it has none.

    Three letters begin too much ("min" of "mines" also ministers): there each form is asked for; a word of four
    that is no name of a state and no desk's word has its plural. A verb has the forms it does not share a beginning with.
    """
    if word in _ANOTHER_WORD | _BEGINS_OTHERS:
        return ""
    if verb := forms_of_verb(word):
        return "|".join(verb)
    stem = root(word)
    if len(word) == FORMS_FROM - 1 and word.isalpha() and word not in STOPWORDS and not other_words((word,)):
        return f"{word}|{other_number(word)}"
    if len(word) < FORMS_FROM or not stem.isalpha():
        return ""
    if _AGENT.search(word) and len(stem) < FORMS_FROM:  # a tanker is no tank
        return f"{word}|{other_number(word)}"
    if len(stem) <= ROOT_FROM:
        stem = max(stem, _ENDING.sub("", word), key=len)
    if len(stem) > ROOT_FROM:
        return f"{stem}*"
    return "|".join(dict.fromkeys((word, *(f"{stem}{ending}" for ending in _ENDINGS))))


def with_close_forms(text: str) -> str:
    """Return *text* with each of its bare words in its inflections, spelled out: plural, past and -ing. A word in -ing has its plural alone, since "housing" is no house; a word with a capital is a name.

    >>> with_close_forms("condemned raid policy")
    'condemned|condemn|condemns|condemning raid policy|policies'
    >>> with_close_forms("housing string Times released")
    'housing|housings string|strings Times released|release|releases|releasing'
    """
    bare = (word for _, _, word in QUERY_TOKEN.findall(text))
    named = words_in_names(text).union(*(fold_words(word) for word in bare if word[:1].isupper()))
    return _changed(text, lambda word: "" if word in named else _in_close_forms(word))


def _in_close_forms(word: str) -> str:
    if len(word) == FORMS_FROM - 1 and (verb := forms_of_verb(word)):  # "urge", "vote"
        return "|".join(verb)
    if len(word) < FORMS_FROM or not (word.isascii() and word.isalpha()) or word in STOPWORDS:
        return ""
    if (
        word in _ANOTHER_WORD | _BEGINS_OTHERS | ASKING
        or is_named((word,))
        or word.endswith(("ss", "us", "is"))
    ):
        return ""
    if word.endswith(("y", "ies", "ing")):
        return f"{word}|{other_number(word)}"
    if verb := forms_of_verb(word):
        return "|".join(verb)
    forms = (form for verb in _uninflected(word) if len(verb) >= FORMS_FROM for form in _inflected(verb))
    kept = (form for form in forms if form not in STOPWORDS and not form.endswith("housing"))
    return "|".join(dict.fromkeys((word, *kept)))


def _uninflected(word: str) -> tuple[str, ...]:
    """Return what *word* may be a form of: two verbs where its stem may have lost an "e" or not; none where a letter was doubled."""
    if word.endswith("ied"):
        return (f"{word.removesuffix('ied')}y",)
    if word.endswith("ed"):
        stem = word.removesuffix("ed")
        if _DOUBLED.search(stem):
            return ()
        if _LOST_E.search(stem):
            return (f"{stem}e",)
        return (stem,) if _WHOLE.search(stem) else (f"{stem}e", stem)
    if word.endswith(("ches", "shes", "sses", "xes")):
        return (word.removesuffix("es"),)
    return (word.removesuffix("s"),)


def _inflected(verb: str) -> tuple[str, ...]:
    if verb.endswith("y"):
        return (verb, other_number(verb), f"{verb[:-1]}ied", f"{verb}ing")
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    stem = verb.removesuffix("e")
    return (verb, f"{verb}{ending}", f"{stem}ed", f"{stem}ing")


def with_both_numbers(text: str) -> str:
    """Return *text* with each of its bare words in singular and plural.

    >>> with_both_numbers('Halden rubles "the levy" countries')
    'halden|haldens rubles|ruble "the levy" countries|country'
    """
    named = words_in_names(text)  # there are no two North Koreas
    return _changed(text, lambda word: "" if word in named else _in_both_numbers(word))


def _in_both_numbers(word: str) -> str:
    if (
        len(word) < FORMS_FROM - 1
        or not (word.isascii() and word.isalpha())
        or word in STOPWORDS | _ANOTHER_WORD
        or is_named((word,))
    ):
        return ""
    return f"{word}|{other_number(word)}"


def other_number(word: str) -> str:
    """Return the singular of a plural and the plural of a singular, as English forms most; the word itself where that is another word.

    >>> other_number("rubles"), other_number("levy"), other_number("goods")
    ('ruble', 'levies', 'goods')
    """
    if word in _ANOTHER_WORD:
        return word
    if word.endswith("ies"):
        return f"{word.removesuffix('ies')}y"
    if word.endswith("s"):
        return word.removesuffix("s")
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def with_other_words(text: str) -> str:
    """Return *text* without its small words, each other word in any form or as texts call it, states by any of their names.

    >>> with_other_words("sale of chips to South Korea")
    'sale|sell*|acqui*|provid* chip*|semiconductor* south-korea|republic-of-korea|south-korean|rok|r-o-k|kor|seoul|south-koreans'
    """
    return " ".join(asked for _, asked in in_other_words_each(text))


def in_full(text: str) -> str:
    """Return *text* with the full name of each body in it whose short one is a small word too.

    >>> in_full("WHO levy"), in_full("who said levy"), in_full('"WHO levy"')
    ('world-health-organization|the-who levy', 'who said levy', '"WHO levy"')
    """
    if '"' in text or IN_CAPITALS.keys().isdisjoint(text.split()):
        return text
    return " ".join(
        "|".join(other_words(IN_CAPITALS[word])) if word in IN_CAPITALS else word for word in text.split()
    )


def with_state_names(text: str) -> str:
    """Return *text* with each state or body in it by all of its names. Where a government sits is a place as well: it is none of the names, and stays a word.

    >>> with_state_names("coup in Myanmar"), with_state_names("talks in Tokyo")
    ('coup in myanmar|burma|burmese|mmr', 'talks in Tokyo')
    """
    made = list[str]()
    for run, words in _in_runs(text, _is_state):
        phrase, star, bare = run[0]
        if is_named(words) and "-".join(words) not in _SEATS:
            others = (name for name in other_words(words) if name not in _SEATS)
            made.append("|".join(dict.fromkeys(("-".join(words), *others))))
        else:
            made.append(f'"{phrase}"{star}' if phrase else bare)
    return " ".join(made)


def in_other_words_each(text: str) -> list[tuple[str, str]]:
    """Return the words of :func:`with_other_words`, each after what was typed for it.

    >>> in_other_words_each("the sale to South Korea")[1][0]
    'South Korea'
    """
    made = list[tuple[str, str]]()
    for run, words in _in_runs(text, _has_other_words):
        phrase, star, bare = run[0]
        meant = other_words(words) if words else ()
        typed = " ".join(said for _, _, said in run) if bare else phrase
        if not words or bare.endswith("*") or "|" in bare:
            made.append((typed, f'"{phrase}"{star}' if phrase else bare))
        elif meant or len(words) > 1:
            said = "-".join(words)
            form = (len(words) == 1 and _any_form(said)) or said
            begin = form.removesuffix("*") if form.endswith("*") else "\0"
            others = (one for one in meant if not one.startswith(begin))
            made.append((typed, "|".join(dict.fromkeys((form, *others)))))
        elif SPELT.get(words[0], 1) > 1:  # "one" is no number most of the time
            made.append((typed, f"{words[0]}|{SPELT[words[0]]}"))
        elif bare == "US":  # a state in capitals, else a small word
            made.append((typed, "united-states|u-s|american*"))
        elif words[0] not in STOPWORDS and words[0] not in ASKING:
            made.append((typed, _any_form(words[0]) or words[0]))
    return made


def _in_runs(
    text: str, is_known: Callable[[Sequence[Token]], bool]
) -> Iterator[tuple[Sequence[Token], tuple[str, ...]]]:
    """Yield the tokens of *text* in runs, each the longest that *is_known*, else one token, and with it its words, folded."""
    tokens: list[Token] = QUERY_TOKEN.findall(text)
    at = 0
    while at < len(tokens):
        runs = (tokens[at : at + number] for number in range(min(LONGEST, len(tokens) - at), 0, -1))
        run = next(filter(is_known, runs), tokens[at : at + 1])
        yield run, _folded(run)
        at += len(run)


def _is_state(run: Sequence[Token]) -> bool:
    return all(bare for _, _, bare in run) and is_named(_folded(run))


def _has_other_words(run: Sequence[Token]) -> bool:
    return all(fold_words(bare) for _, _, bare in run) and bool(other_words(_folded(run)))


def _folded(run: Sequence[Token]) -> tuple[str, ...]:
    return tuple(word for _, _, bare in run for word in IN_CAPITALS.get(bare) or fold_words(bare))


def with_fractions(text: str) -> str:
    """Return *text* with halves and quarters as central banks write them.

    >>> with_fractions("unemployment 6.5 percent")
    'unemployment "6 1/2" percent'
    """
    return _DECIMAL.sub(lambda found: f'"{found[1]} {_FRACTIONS[found[2]]}"', text)


def shared_beginning(word: str, other: str) -> str:
    """Return what two words begin with.

    >>> shared_beginning("haldenska", "haldenzka")
    'halden'
    """
    apart = (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two)
    return word[: next(apart, min(len(word), len(other)))]


def spelled_otherwise(text: str, spelled: Mapping[str, str]) -> str:
    """Return *text* with words as *spelled* has them.

    >>> spelled_otherwise("Halden penisula", {"penisula": "peninsula"})
    'Halden peninsula'
    """
    return _changed(text, lambda word: spelled.get(word, ""))


@lru_cache(maxsize=1024)  # a hit is looked at for its order, its excerpt and what stands near it
def stand_together(text: str, said: str) -> bool:
    """Return whether *said*, a few lines of a text, has all of the query *text*, small words aside.

    >>> stand_together("levy on the ferry", "the ferry levy"), stand_together("levy ferry", "the levy")
    (True, False)
    """
    wanted = [term for term in parse_terms(text) if not _is_small(term)]
    return all(has_term(said, term) for term in wanted)


def _is_small(term: Term) -> bool:
    return len(term.words) == 1 and not term.prefix and term.words[0] in STOPWORDS


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return *text* with each bare word as *change* has it; where that is empty as it was."""
    made = []
    for token in QUERY_TOKEN.finditer(text):
        folded = fold_words(token[3] or "")
        bare = len(folded) == 1 and not (token[3] or "").endswith("*")
        made.append((bare and change(folded[0])) or token[0])
    return " ".join(made)
