"""Which parties, topics and sources may be asked for: those of the lexicon and those that a store holds. One way for all commands."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.errors import ConfigError, did_you_mean
from tracker.search.query import suggest_nearest
from tracker.stamp import lexicon_texts
from tracker.text.content_words import BLOCS, party_code, party_codes
from tracker.text.countries import look_up_country

NOBODY = "none"  # the code of what looks like the name of a party in the lexicon, and is of none


@dataclass(frozen=True, slots=True)
class KnownNames:
    """*parties* leads from what a party is called, case folded, to its code or name, *names* are all of them as written.

    *topics* are codes, in full.
    """

    parties: Mapping[str, str]
    names: frozenset[str]
    topics: frozenset[str]

    def party(self, name: str) -> str | None:
        """Return the code or name of the party *name* means; None where nobody is known by it."""
        folded = " ".join(name.split()).casefold()
        if folded in self.parties:
            return self.parties[folded]
        code = party_code(name)
        if code in self.parties:
            return self.parties[code]
        if party_codes(name) == {code} or code in BLOCS:
            return code.upper()
        try:  # names that are more often a person or a town: "Chad" is a state where a party is asked for
            return look_up_country(name)
        except LookupError:
            return None

    def require_party(self, name: str, where: str) -> str:
        """Return as :meth:`party`.

        Raises:
            ConfigError: Nobody is known by *name*; offers a near name.
        """
        found = self.party(name)
        if found is None:
            raise ConfigError(f'{where}: nobody is called "{name}"', remedy=self.nearest_party(name))
        return found

    def nearest_party(self, name: str) -> str:
        """Return a question with the name nearest to *name*."""
        return suggest_nearest(name, sorted(self.names))

    def require_topic(self, name: str, where: str) -> str:
        """Return the topic *name* means: its code, what codes begin with, or how one code ends ("nuclear" of "cbrn.nuclear").

        Raises:
            ConfigError: No topic is called so, which offers near ones, or several end so, which asks which.
        """
        written = "_".join(name.casefold().replace("-", " ").split())
        codes = self.topics | {
            code[:at] for code in self.topics for at, sign in enumerate(code) if sign == "."
        }
        if written in codes:
            return written
        ends = sorted(code for code in codes if code.endswith(f".{written}"))
        if len(ends) == 1:
            return ends[0]
        if ends:
            raise ConfigError(
                f'{where}: several topics are called "{name}"', remedy=f"which: {', '.join(ends)}?"
            )
        raise ConfigError(f'{where}: there is no topic "{name}"', remedy=suggest_nearest(name, sorted(codes)))


def known_names(
    parties: Iterable[str] = (), topics: Collection[str] = (), lexicon: Sequence[str] = ()
) -> KnownNames:
    """Return the names of the shipped lexicon and of its extensions *lexicon*, with *parties* and *topics* that are held.

    Raises:
        ConfigError: A file of the lexicon cannot be read.
    """
    named, codes = _of_lexicon(tuple(map(str, lexicon)))
    called = {name.casefold(): code for name, code in named.items()}
    held = list(parties)
    for name in held:
        for key in (name.casefold(), party_code(name)):
            called.setdefault(key, name)
    return KnownNames(called, frozenset((*named, *held)), codes | frozenset(topics))


def require_source(name: str | None, held: Collection[str]) -> None:
    """Say so where a source called *name* is asked for and nothing of it is *held*; None or "" asks for all.

    Raises:
        ConfigError: It is not among them; offers the one it is a part of, or a near one, and names all.
    """
    if not name or name in held:
        return
    known = sorted(held)
    part_of = [one for one in sorted(known, key=len) if name.casefold() in one.casefold()]
    near = f'did you mean "{part_of[0]}"?' if part_of else did_you_mean(name, known)
    names = ", ".join(known) or "nothing"
    raise ConfigError(
        f'--source: nothing is held of "{name}"',
        remedy=f"{near} There is: {names}" if near else f"there is: {names}",
    )


@cache
def people_names() -> Mapping[str, str]:
    """Return for whom office holders speak, by their surnames in the shipped lexicon: codes of parties."""
    tables = (tomllib.loads(text) for _, text in lexicon_texts(()) if "[people]" in text)
    return {name: code for table in tables for code, names in table["people"].items() for name in names}


def lexicon_names() -> Mapping[str, str]:
    """Return what the parties of the shipped lexicon are called, with their codes."""
    return _of_lexicon(())[0]


@lru_cache(maxsize=4)
def _of_lexicon(files: tuple[str, ...]) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return what its parties are called, with their codes, and its topics."""
    called: dict[str, str] = {}
    topics = {"other"}
    for name, text in lexicon_texts(files):
        if "[parties]" not in text and "[topics]" not in text:
            continue
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"not TOML: {error}", where=name) from error
        topics |= tables.get("topics", {}).keys()
        for code, names in tables.get("parties", {}).items():
            for one in (code, *names):
                called.setdefault(one, code)
    return called, frozenset(topics)
