"""Where a page is, relative to the root of the site. The same for files and for a server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from tracker.hashing import content_id

OVERVIEW = "index.html"
CHANGES = "changes.html"
SOURCES = "sources.html"
TOPICS = "topics.html"
PARTIES = "parties.html"
FORMULAS = "formulas.html"
DEADLINES = "deadlines.html"
SEARCH = "search.html"
COMPARE = "compare.html"
ABOUT = "about.html"
REVIEW = "review.html"  # of a server where an analyst may decide; never a file
UNSUBSCRIBE = "unsubscribe/"  # of a server: where the links of mails lead


def changes(label: str = "", page: int = 1) -> str:
    """Return the page of changes, of one *label* where given, as "weakened".

    >>> changes(), changes("not_repeated", 2)
    ('changes.html', 'changes-not_repeated-2.html')
    """
    return f"changes{f'-{label}' if label else ''}{_numbered(page)}.html"


def source(source_id: str, page: int = 1) -> str:
    """Return the page of a source."""
    return f"sources/{slug(source_id)}{_numbered(page)}.html"


def topic(name: str, page: int = 1) -> str:
    """Return the page of a topic."""
    return f"topics/{slug(name)}{_numbered(page)}.html"


def party(code: str, page: int = 1) -> str:
    """Return the page of a party."""
    return f"parties/{slug(code)}{_numbered(page)}.html"


def formula(title: str) -> str:
    """Return the page of a formula that is followed."""
    return f"formulas/{slug(title)}.html"


REDLINE = "#sentences"  # on the page of a release: how it differs from the text before it
SUBJECTS = "#subjects"  # on the page of a release: what came and went in it


def release(release_id: str, unit: str = "") -> str:
    """Return the page of a release, at *unit* where given."""
    return f"releases/{release_id}.html{f'#u-{unit}' if unit else ''}"


def line(line_id: str, change: str = "") -> str:
    """Return the page of a line, at *change* where given."""
    return f"lines/{line_id}.html{f'#c-{change}' if change else ''}"


def dossier(line_id: str) -> str:
    """Return the page of all that is said on the subject of a line, by issuer; of a server alone."""
    return f"dossiers/{line_id}.html"


def compare(first: str, second: str = "") -> str:
    """Return the page that compares two statements or accounts (ids); with one, where the other is asked for."""
    return f"{COMPARE}?a={first}{f'&b={second}' if second else ''}"


def redline(first: str, second: str) -> str:
    """Return the page that shows the text of one release (id) as a redline of that of another."""
    return f"{compare(first, second)}&as=redline"


def on_words(later: str, words: str, earlier: str = "") -> str:
    """Return the page of what a release (id) says on *words*, beside the *earlier* one, else beside the one before it in its series."""
    return f"{COMPARE}?{urlencode(({'a': earlier} if earlier else {}) | {'b': later, 'of': words})}"


def data_address(page: str, form: str) -> str:
    """Return where the data of *page* is in one *form*.

    >>> data_address("lines/0a.html", "csv")
    'lines/0a.csv'
    """
    return f"{page.removesuffix('.html')}.{form}"


def slug(name: str) -> str:
    """Return *name* as part of a file name that no other name has, on any file system.

    >>> slug("military.alliance"), slug("us_state")
    ('military.alliance', 'us_state')
    >>> slug("DPRK") == slug("dprk"), slug("../x").startswith("x-")
    (False, True)
    """
    if re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", name) and len(name) <= 60:
        return name
    plain = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")[:40]
    return f"{plain or 'x'}-{content_id(name)[:8]}"


def name_for_slug(wanted: str, names: Iterable[str]) -> str | None:
    """Return which of *names* has the slug *wanted*; None where none has.

    >>> name_for_slug("dprk", ["DPRK", "dprk"])
    'dprk'
    """
    return next((name for name in names if slug(name) == wanted), None)


def root_of(address: str) -> str:
    """Return the way from the page at *address* back to the root.

    >>> root_of("lines/a.html"), root_of("index.html")
    ('../', '')
    """
    return "../" * address.split("#")[0].count("/")


def _numbered(page: int) -> str:
    return f"-{page}" if page > 1 else ""
