"""The zone a configuration is begun with."""

from __future__ import annotations

import pytest

from tracker.config.local_zone import local_zone


@pytest.mark.parametrize(
    ("named", "linked", "zone"),
    [
        ("Europe/Oslo", "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Oslo"),
        (":Europe/Oslo", None, "Europe/Oslo"),
        ("", "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", "../usr/share/zoneinfo/Etc/UTC", "UTC"),
        ("CET-1CEST", "/usr/share/zoneinfo/nowhere", "UTC"),
        ("", None, "UTC"),
    ],
)
def test_who_names_a_zone_is_heard_before_the_machine(tmp_path, named, linked, zone):
    """TZ goes before the link of the machine; a zone that is in no database, or none, is UTC."""
    link = tmp_path / "localtime"
    if linked:
        link.symlink_to(linked)
    assert local_zone({"TZ": named}, link) == zone
