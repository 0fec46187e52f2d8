"""The time zone of this machine by its name, which a configuration is begun with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

LOCALTIME = Path("/etc/localtime")  # on Linux and macOS a link into the database of zones
DATABASE = "zoneinfo/"
UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})


def local_zone(environment: Mapping[str, str] = os.environ, link: Path = LOCALTIME) -> str:
    """Return the zone that *environment* names in TZ, else the one *link* leads to, else "UTC"."""
    try:
        linked = str(link.readlink()) if link.is_symlink() else ""
    except OSError:
        linked = ""
    known = available_timezones()
    for name in (environment.get("TZ", "").lstrip(":"), linked.rpartition(DATABASE)[2]):
        if name in known:
            return "UTC" if name in UTC_NAMES else name
    return "UTC"
