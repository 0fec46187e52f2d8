"""Releases and lines in the links of served pages by the first half of their id, which no other that is held begins with.

An address with a whole id is answered as ever, and so is one that was copied from such a page, as long as nothing that
came since begins alike: then the server says that there is no such page, and shows neither of the two.
"""

from __future__ import annotations

import re
from functools import cache

from reports.site.index import SiteIndex

DIGITS = 12
_LINKED = re.compile(rf"/[0-9a-f]{{{2 * DIGITS}}}(?=\.(?:html|csv|json)\b)")
_COMPARED = re.compile(r"compare\.html\?a=([0-9a-f]{24})(?:&amp;b=([0-9a-f]{24}))?")
_ADDRESS = re.compile(rf"((?:releases|lines|dossiers)/)([0-9a-f]{{{DIGITS}}})(\.[a-z]+)")


def with_short_ids(html: str, atlas: SiteIndex) -> str:
    """Return a page whose links name a release or a line by the beginning of its id, where that is enough."""
    tables = (atlas.lines.ids, atlas.releases.ids)

    @cache  # a page links most more than once
    def linked(link: str) -> str:
        start = link[1 : DIGITS + 1]
        return f"/{start}" if any(link.endswith(table.whole(start) or "-") for table in tables) else link

    def release(identity: str) -> str:  # a statement that is chosen is none
        start = identity[:DIGITS]
        return start if atlas.releases.ids.whole(start) == identity else identity

    def compared(found: re.Match[str]) -> str:
        return f"compare.html?a={'&amp;b='.join(map(release, filter(None, found.groups())))}"

    return _COMPARED.sub(compared, _LINKED.sub(lambda found: linked(found[0]), html))


def whole_address(address: str, atlas: SiteIndex) -> str:
    """Return *address* with the whole id of the release or line it names by the beginning; as it is where none or several begin so."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    table = atlas.releases if found[1] == "releases/" else atlas.lines
    return f"{found[1]}{table.ids.whole(found[2]) or found[2]}{found[3]}"
