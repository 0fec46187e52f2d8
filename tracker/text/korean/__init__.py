"""Korean words as English ones, for finding and comparing: never for display. Pure.

    "대북제재를" ─► =prk sanctions        "강화해" ─► strengthen        "한미일" ─► =kor =usa =jpn

Korean puts particles and endings behind a word and writes compounds as one. So a
written word is cut into the longest known beginnings (``terms.toml``), and
what is left of particles and endings is dropped. A word that is not known stays,
without its particles and the endings of its light verb: 나포하였으며 and 나포를 are one word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from tracker.text.countries import countries, state_name_translations

HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Of a page: its words are of no language. Looked for from the beginning of a word alone, so that a word of any length takes
# time in step with it.
ADDRESS = re.compile(r"(?<!\S)\S*?(?://|=)\S*")
LETTERS = 3  # of Latin script that say as much as one syllable of Hangul
TERMS = resources.files("tracker") / "text" / "korean" / "terms.toml"
# "한-일", "한·미": two parties by one letter each, as 한일 and 한미 are
BY_LETTER = re.compile(r"(?<![가-힣])([한미일중러북])[-–·‧․∙]([한미일중러북])(?![가-힣]{2})")
# What stands behind a noun: particles, and the light verbs with all of their endings. These patterns are compiled when a
# text in Korean is read, which most commands do not: 8 ms of each.
_PARTICLE = (
    r"(?:으로부터|로부터|에게서|에서의|에서는|으로서의|으로서|로서|으로써|로써|이라는|라는|이라고|라고|에서|에게|까지|부터|으로|로|이나"
    r"|이며|이다|임을|임|에는|에도|에의|와의|과의|은|는|이|가|을|를|의|에|와|과|도|만|들이|들을|들의|들은|들|간의|간에|간|측은|측이|측의|측|시)$"
)
_ENDING = (
    r"(?:하|해|했|할|한|함|되|돼|됐|된|될|됨|시키|시켜|시킨|시킬|임|인|일|이다|이었|적|성|화|력|자|국)"
    r"(?:[가-힣]*)$"
)
# a noun that a light verb or "-적" makes a verb or an adjective of: 감행한, 감행하며, 감행되었다 are 감행
_MADE = r"([가-힣]{2,}?)(?:하|했|한|할|함|해(?=[가-힣])|되|됐|된|될|됨|돼|시키|시킨|시킬|시켜|적인|적$|스러운|스럽)[가-힣]*$"
_PURPOSE = re.compile(r"(?:위해서?|위하여|위한|도록)(?=[\s,，]+\S)")
# words that only hold a sentence together: "is", "is not", "such", "how", "in spite of", endings that stand alone
_FUNCTION = (
    r"(?:[있없않][가-힣]*|것[가-힣]*|이러[가-힣]+|그러[가-힣]+|어떠[가-힣]+|불구하[가-힣]+|이와|이에|이후|이날|하기|하는|하며|하고|하여|으며|수|바탕|가운데|한편"
    r"|가운|따라|따른|의한|인한|라는|라고|된다|한다|모두|각각|다시|또|중|후|년|월|일|말|초|말까지|월까지|상반기|하반기|내|자|주|뿐|뿐만|아니라|할|한|될|된)$"
)


def is_korean(text: str) -> bool:
    """Tell whether *text* is Korean rather than a text in Latin script with a name in Hangul; addresses of pages do not count.

    >>> is_korean("양측은 Hale 장관의 제안을 환영하였다."), is_korean("Minister Hale (헤일) met the press today.")
    (True, False)
    """
    if not HANGUL.search(text):
        return False
    said = ADDRESS.sub(" ", text)
    return len(HANGUL.findall(said)) * LETTERS >= len(LATIN.findall(said))


def split_purpose(text: str) -> tuple[str, str]:
    """Return what *text* says is to be reached, up to the last "in order to", and what is done for it.

    >>> split_purpose("항로의 안전을 위해 공조를 강화해 나가기로 하였다")
    ('항로의 안전을 위해', '공조를 강화해 나가기로 하였다')
    """
    found = [match.end() for match in _PURPOSE.finditer(text)]
    at = found[-1] if found else 0
    return text[:at], text[at:].lstrip(" ,，")


def language_name(text: str) -> str:
    """Return "Korean" of a text in Korean; "" of one in English, which needs no mention."""
    return "Korean" if is_korean(text) else ""


@cache
def _terms() -> Mapping[str, tuple[str, ...]]:
    """Return Korean beginnings of words with what they are in English; parties as codes."""
    tables = tomllib.loads(TERMS.read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    names = state_name_translations("ko")
    for country in countries():
        name = names.gettext(country.name)
        if len(name) > 1 and HANGUL.match(name):
            found[name] = (f"={country.alpha_3.lower()}",)
    for code, spoken in tables["parties"].items():
        found |= dict.fromkeys(spoken, (f"={code}",))
    found |= {name: tuple(f"={code}" for code in codes) for name, codes in tables["together"].items()}
    found |= {word: tuple(english.split()) for word, english in tables["terms"].items() if word not in found}
    return found


@cache
def _longest() -> int:
    return max(map(len, _terms()))


@lru_cache(maxsize=65536)
def korean_words(written: str) -> tuple[str, ...]:
    """Return a written word of Korean as English words and codes of parties; what is not known as it is, without its particle.

    >>> korean_words("대북제재를"), korean_words("안보협력"), korean_words("강화해나가기로"), korean_words("나포하였으며")
    (('=prk', 'sanctions'), ('security', 'cooperation'), ('strengthen',), ('나포',))
    """
    terms, found, at = _terms(), [], 0
    while at < len(written):
        length = next(
            (size for size in range(min(_longest(), len(written) - at), 0, -1) if _stands(written, at, size)),
            0,
        )
        if not length:
            break
        found.append(terms[written[at : at + length]])
        at += length
    rest = _without_particles(written[at:], 2 if not at else 0)
    if rest and not (found and (len(rest) == 1 or re.match(_ENDING, rest))) and not re.match(_FUNCTION, rest):
        made = re.match(_MADE, rest)
        found.append((made[1] if made else rest,))
    return tuple(word for words in found for word in words)


def _without_particles(written: str, least: int) -> str:
    """Return *written* without the particles behind it, of which several may stand; *least* letters stay: 항만 is a port."""
    while True:
        short = re.sub(_PARTICLE, "", written)
        if short == written or len(short) < least:
            return written
        written = short


def _stands(written: str, at: int, size: int) -> bool:
    """Tell whether a known word of *size* letters stands at *at*; one letter counts only where a known word or a particle follows."""
    if written[at : at + size] not in _terms():
        return False
    rest = written[at + size :]
    if size > 1 or not re.sub(_PARTICLE, "", rest):
        return True
    return any(rest[:longer] in _terms() for longer in range(2, min(_longest(), len(rest)) + 1))
