"""Which lines of a list are meant, and in which order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.errors import ConfigError
from tracker.search.known_names import known_names
from tracker.text.content_words import party_code, party_codes

if TYPE_CHECKING:  # the store is heavy, and only its records are meant
    from tracker.store.records import LineSummary


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What is asked of a line. Empty asks for nothing in particular."""

    least: int = 1  # mentions
    topic: str = ""
    party: str = ""  # a code or a name
    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, *, least: int, topic: str, party: str, pattern: str) -> LineFilter:
        """Return the filter a user typed.

        Raises:
            ConfigError: *pattern* is no regular expression.
        """
        try:
            compiled = re.compile(pattern, re.IGNORECASE) if pattern else None
        except re.error as error:
            raise ConfigError(
                f"--grep: {pattern!r} is no regular expression: {error}", remedy=r"write \( for a bracket"
            ) from error
        return cls(least, topic, party, compiled)

    def choose(self, lines: Iterable[LineSummary], order: str, moves: Mapping[str, int]) -> list[LineSummary]:
        """Return those of *lines* that are meant, by "name", "moves", "mentions" or "last".

        Raises:
            ConfigError: There is no such topic or party; names near ones.
        """
        every = list(lines)
        found = [one for one in every if one.mentions >= self.least and self._text(one)]
        if self.topic or self.party:
            known = known_names(
                (name for one in every for name in one.parties),
                {topic for one in every for topic in one.topics},
            )
            if self.topic:
                wanted = known.require_topic(self.topic, "--topic")
                found = [one for one in found if any(_under(topic, wanted) for topic in one.topics)]
            if self.party:
                party = party_code(known.require_party(self.party, "--party"))
                found = [one for one in found if _names(one, party)]
        keys = {
            "moves": lambda one: (-moves.get(one.line.id, 0), -one.mentions),
            "mentions": lambda one: (-one.mentions, -one.last_on.toordinal()),
            "last": lambda one: (-one.last_on.toordinal(), -one.mentions),
        }
        return sorted(found, key=keys[order]) if order in keys else found

    def _text(self, one: LineSummary) -> bool:
        return self.pattern is None or bool(
            self.pattern.search(one.line.name) or self.pattern.search(one.quote)
        )


def _under(topic: str, wanted: str) -> bool:
    return topic == wanted or topic.startswith(f"{wanted}.")


def _names(one: LineSummary, party: str) -> bool:
    return party in {party_code(name) for name in one.parties} or party in party_codes(one.quote)
