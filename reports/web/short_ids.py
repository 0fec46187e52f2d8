"""Releases and lines in the links of served pages by the first half of their id, which no other that is held begins with.

An address with a whole id is answered as ever, and so is one that was copied from such a page, as long as nothing that
came since begins alike: then the server says that there is no such page, and shows neither of the two.
"""

from __future__ import annotations

import re

from reports.site.index import SiteIndex

DIGITS = 12
_ID = rf"([0-9a-f]{{{DIGITS}}})[0-9a-f]{{12}}"
_LINKED = re.compile(
    rf'((?:releases|lines|dossiers)/){_ID}(?=\.(?:html|csv|json)\b)|([?;][ab]=){_ID}(?=["&])'
)
_ADDRESS = re.compile(rf"((?:releases|lines|dossiers)/)([0-9a-f]{{{DIGITS}}})(\.[a-z]+)")


def with_short_ids(html: str, atlas: SiteIndex) -> str:
    """Return a page whose links name a release or a line by the beginning of its id, where that is enough."""

    def shorter(found: re.Match[str]) -> str:
        folder, start, choice, chosen = found.groups()
        table = atlas.lines if folder in ("lines/", "dossiers/") else atlas.releases
        whole = table.ids.whole(start or chosen)  # "" of a statement that is chosen, too
        return (folder or choice) + (start or chosen) if whole and found[0].endswith(whole) else found[0]

    return _LINKED.sub(shorter, html)


def whole_address(address: str, atlas: SiteIndex) -> str:
    """Return *address* with the whole id of the release or line it names by the beginning; as it is where none or several begin so."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    table = atlas.releases if found[1] == "releases/" else atlas.lines
    return f"{found[1]}{table.ids.whole(found[2]) or found[2]}{found[3]}"
