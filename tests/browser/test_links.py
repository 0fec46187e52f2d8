"""No link of a site leads nowhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.browser.looks import nothing


@pytest.mark.parametrize("made", ["demo_site", "desk_site"])
def test_every_link_within_a_site_leads_to_a_file_and_a_place_in_it(
    made: str, request: pytest.FixtureRequest
) -> None:
    """Sheets, scripts, icons, pages and the anchors in them are all there; no page refers to another place but to follow."""
    site: Path = request.getfixturevalue(made)
    places: dict[Path, set[str]] = {}
    asked: list[tuple[Path, Path, str]] = []
    wrong = []
    for path in site.rglob("*.html"):
        page = html.parse(str(path), html.HTMLParser(encoding="utf-8"))
        places[path] = {str(one) for one in page.xpath("//@id")}
        for element, attribute, link, _ in page.getroot().iterlinks():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if (element.tag, attribute) != ("a", "href") or parts.scheme not in ("http", "https"):
                    wrong.append(f"{path.relative_to(site)}: <{element.tag} {attribute}> of {link}")
                continue
            asked.append(
                (path, (path.parent / unquote(parts.path)).resolve() if parts.path else path, parts.fragment)
            )
    for path, goal, fragment in asked:
        if not goal.is_file():
            wrong.append(f"{path.relative_to(site)}: there is no {goal}")
        elif fragment and goal in places and fragment not in places[goal]:
            wrong.append(f"{path.relative_to(site)}: there is no #{fragment} on {goal.relative_to(site)}")
    assert asked
    nothing(sorted(set(wrong)))
