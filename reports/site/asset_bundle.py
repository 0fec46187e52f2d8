"""What pages load besides themselves: one style sheet, an icon, scripts. Nothing from elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

# after page.css, which reports share; in this order
SHEETS = ("layout", "release", "lists", "pictures", "search", "formula")
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load."""

    address: str  # relative to the root
    body: bytes
    media_type: str
    digest: str  # of the body: as long as it is the same, what a browser holds is


@cache
def assets() -> Mapping[str, Asset]:
    """Return every asset by its address: ``assets/site.css``, ``assets/icon.svg`` and each script."""
    folder = files("reports.site") / "assets"
    bodies = {"site.css": _style_sheet(folder), "icon.svg": (folder / "icon.svg").read_bytes()}
    for found in sorted(folder.iterdir(), key=lambda one: one.name):
        if found.name.endswith(".js"):
            bodies[found.name] = found.read_bytes()
    made = [_asset(f"assets/{name}", body) for name, body in bodies.items()]
    return MappingProxyType({asset.address: asset for asset in made})


def _style_sheet(folder: Traversable) -> bytes:
    shared = files("reports") / "templates" / "_base" / "page.css"
    parts = [shared, *(folder / f"{name}.css" for name in SHEETS)]
    return b"\n".join(part.read_bytes().strip() for part in parts) + b"\n"


def _asset(address: str, body: bytes) -> Asset:
    suffix = address[address.rindex(".") :]
    return Asset(address, body, MEDIA_TYPES[suffix], hashlib.sha256(body).hexdigest()[:16])
