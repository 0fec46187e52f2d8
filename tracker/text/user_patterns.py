"""Regular expressions that users write, on texts that anyone writes: with a time limit.

``(a|aa)+$`` takes twice as long for every two letters "a" more, in ``re`` as in most libraries;
nothing stops it there. The library ``regex`` takes the same patterns, lets other threads run
meanwhile, and heeds a limit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from tracker.errors import SlowPatternError

SECONDS = 1.0  # of the processor; an honest pattern takes microseconds
_SHOWN = 60  # characters of a text, in errors
MEND = "write it so that no part of it can be found in two ways: no repeat inside of a repeat"


class PatternMatch(Protocol):
    """What was found, as ``re`` gives it."""

    def __getitem__(self, group: int) -> Any: ...

    def groups(self) -> tuple[Any, ...]:
        """Return what each group matched; None for one that took no part."""


def search_pattern(
    pattern: str, text: str, *, key: str, where: str, any_case: bool = False
) -> PatternMatch | None:
    """Return the first place in *text* that *pattern* matches.

    *key* names the pattern in config.toml and *where* whose it is: a source, a series.

    Raises:
        SlowPatternError: It takes longer than a second, or is no regular expression.
    """
    return _timed("search", pattern, text, key, where, any_case)


def match_pattern(pattern: str, text: str, *, key: str, where: str) -> PatternMatch | None:
    """Return whether *text* begins with what *pattern* matches: see :func:`search_pattern`.

    Raises:
        SlowPatternError: As there.
    """
    return _timed("match", pattern, text, key, where, False)


def _timed(method: str, pattern: str, text: str, key: str, where: str, any_case: bool) -> PatternMatch | None:
    compiled = _compiled(pattern, any_case)
    if isinstance(compiled, str):
        raise SlowPatternError(f'{key} = "{pattern}" is no regular expression: {compiled}', where=where)
    try:
        found: PatternMatch | None = getattr(compiled, method)(text, timeout=SECONDS)
    except TimeoutError as error:
        shown = " ".join(text[:_SHOWN].split())
        what = f'{key} = "{pattern}" takes more than {SECONDS:g} s on "{shown}"'
        raise SlowPatternError(what, where=where, remedy=MEND) from error
    return found


@lru_cache(maxsize=512)
def _compiled(pattern: str, any_case: bool) -> Any:
    """Return the compiled pattern, or what is wrong with it."""
    import regex  # takes 40 ms, and a pass that finds nothing new needs no pattern

    try:
        return regex.compile(pattern, regex.VERSION0 | (regex.IGNORECASE if any_case else 0))
    except (regex.error, OverflowError, RecursionError) as error:
        return str(error)
