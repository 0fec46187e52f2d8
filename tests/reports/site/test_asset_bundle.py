"""What pages load besides themselves."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from reports.site.asset_bundle import assets

HERE = Path(__file__).parents[3] / "reports"


def test_one_style_sheet_holds_what_pages_and_reports_share_first() -> None:
    """What a page of the site says of its own look goes after what it shares with reports, so that it holds."""
    sheet = assets()["assets/site.css"].body.decode()
    parts = [
        HERE / "templates/_base/page.css",
        *(
            HERE / "site/assets" / f"{name}.css"
            for name in ("layout", "release", "lists", "pictures", "search")
        ),
    ]
    places = [sheet.index(part.read_text("utf-8").strip()) for part in parts]
    assert places == sorted(places)


def test_every_sheet_that_is_there_is_served() -> None:
    """A sheet somebody adds is not forgotten."""
    sheet = assets()["assets/site.css"].body.decode()
    for part in (HERE / "site/assets").glob("*.css"):
        assert part.read_text("utf-8").strip() in sheet, part.name


def test_assets_load_nothing_from_elsewhere() -> None:
    """No font, picture or script of a third party, and none hidden in an address."""
    for asset in assets().values():
        said = asset.body.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?://|@import|data:|url\(\s*['\"]?//", said), asset.address


def test_six_sizes_of_type_are_all_there_are() -> None:
    """A size says how much a thing matters; eighteen of them say nothing. Words in pictures are drawn to scale."""
    sheet = re.sub(r"\.pic\{[^}]*\}", "", assets()["assets/site.css"].body.decode())
    sheet = sheet.replace("html{font-size:9.5pt}", "")  # of paper: all six with it
    sizes = re.findall(r"[{;]font(?:-size)?:((?:\d+ )?[^;}/]+)", sheet)
    assert set(re.findall(r"--s\d(?=:)", sheet)) == {f"--s{number}" for number in range(1, 7)}
    for size in sizes:
        assert re.fullmatch(r"(?:\d+ )?(?:var\(--s[1-6]\)|inherit|1em)", size), size


def test_an_asset_is_known_by_what_it_holds() -> None:
    """A browser asks again with the digest, and it is another one as soon as a byte is."""
    for address, asset in assets().items():
        assert asset.address == address
        assert hashlib.sha256(asset.body).hexdigest().startswith(asset.digest)
        assert len(asset.digest) == 16
    assert len({asset.digest for asset in assets().values()}) == len(assets())


def test_scripts_pages_name_are_there() -> None:
    """A template that loads a script or a style sheet names one of ours."""
    for template in (HERE / "templates/site").glob("*.j2"):
        for name in re.findall(r"\}\}(assets/[a-z0-9_.-]+)", template.read_text("utf-8")):
            assert name in assets(), f"{template.name} names {name}"
