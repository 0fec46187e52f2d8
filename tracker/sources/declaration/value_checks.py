"""What can be wrong with one value of a declared source: a pattern, a selector, a format, a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from tracker.config_checks import ConfigFault, web_url_fault
from tracker.sources.url_templates import placeholder_names, unknown_day_parts, unknown_modifiers
from tracker.text.quote_links import split_url

_WEB = re.compile(r"https?://[^/\s{}]")
_NO_PATTERN = (re.error, OverflowError, RecursionError)
# element, class and id names with white space between: CSS for certain, and no parser has to be imported for them
_SIMPLE_CSS = re.compile(
    r"(?:[a-zA-Z][\w-]*)?(?:[.#][a-zA-Z][\w-]*)*(?: [a-zA-Z.#][\w-]*(?:[.#][a-zA-Z][\w-]*)*)*"
)


def pattern_groups(pattern: str) -> frozenset[str]:
    """Return the numbers of the groups of a regular expression, as places name them; none if it is not one."""
    try:
        groups = re.compile(pattern).groups
    except _NO_PATTERN:
        return frozenset()
    return frozenset(str(number) for number in range(1, groups + 1))


def pattern_faults(key: str, pattern: str, *, grouped: bool = False) -> Iterator[ConfigFault]:
    """Yield what is wrong with a regular expression; one that is *grouped* says by its first group what is wanted."""
    try:
        groups = re.compile(pattern).groups
    except _NO_PATTERN as error:
        yield (key,), f"not a regular expression: {error}"
        return
    if pattern and grouped and not groups:
        yield (key,), "has no group; put brackets around the part that is wanted"


def css_faults(key: str, selectors: Sequence[str]) -> Iterator[ConfigFault]:
    """Yield the *selectors* that are not CSS."""
    hard = [css for css in selectors if css and not _SIMPLE_CSS.fullmatch(css)]
    if not hard:
        return
    from cssselect import HTMLTranslator, SelectorError  # costs some 20 ms

    for css in hard:
        try:
            HTMLTranslator().css_to_xpath(css)
        except (SelectorError, RecursionError) as error:
            yield (key,), f'"{css}" is not a CSS selector: {error}'


def format_faults(key: str, formats: Iterable[str]) -> Iterator[ConfigFault]:
    """Yield the *formats* (strptime) that do not name a day."""
    for one in formats:
        if one and not roundtrips_days(one):
            yield (key,), f'does not give a year, a month and a day: "{one}"; see strptime'


def roundtrips_days(date_format: str) -> bool:
    """Return whether a day that is written in *date_format* can be read from it again."""
    day = datetime(2023, 10, 17, tzinfo=UTC)
    try:
        return datetime.strptime(day.strftime(date_format), date_format).date() == day.date()  # noqa: DTZ007
    except (ValueError, re.error):
        return False


def url_faults(key: str, url: str) -> Iterator[ConfigFault]:
    """Yield why *url*, which may have places to fill, is none that can be asked."""
    keys, parts = tuple(key.split(".")), split_url(url)
    if not _WEB.match(url):
        yield keys, f'"{url}" is not an http:// or https:// URL'
    elif re.search(r"\s", url):
        yield keys, f'"{url}" has a blank in it; one address a string'
    elif parts is None:
        yield keys, f'"{url}" is not a URL that can be asked; look at its host and port'
    elif "@" in parts.netloc:
        what = "a URL with a user name in it is not asked; give what it needs by manners.headers"
        yield keys, what
    elif wrong := web_url_fault(url):
        yield keys, wrong


def placeholder_faults(key: str, template: str, known: frozenset[str]) -> Iterator[ConfigFault]:
    """Yield the places of *template* that nothing fills; *known* are those that something does, beside days."""
    keys = tuple(key.split("."))
    for part in unknown_day_parts(template):
        yield keys, f'"{part}" is no part of a day; see strftime'
    for name in sorted(placeholder_names(template) - known):
        usable = ", ".join(f"{{{one}}}" for one in sorted(known | {"since", "until"}))
        yield keys, f"{{{name}}} is not known here; known are {usable}"
    yield from modifier_faults(keys, template)


def modifier_faults(keys: tuple[str, ...], template: str) -> Iterator[ConfigFault]:
    """Yield what *template* asks to be done to a value and cannot be."""
    for turn in unknown_modifiers(template):
        yield keys, f'":{turn}" is not known; known are :upper, :lower, :quoted and :joined'


def prefix_faults(keys: tuple[str, ...], faults: Iterable[ConfigFault]) -> Iterator[ConfigFault]:
    """Return *faults* with the *keys* that lead to them put before their own."""
    return ((keys + inner, what) for inner, what in faults)
