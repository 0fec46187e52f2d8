"""What a pass costs where nothing is new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jobs.demo.site_server import serve_folder
from tests.jobs.pages import RESPOND, build_page

pytestmark = pytest.mark.usefixtures("stored")

PASS = """
import sys
from jobs.cli import build_app
try:
    build_app()(["run", "--porcelain", "--config", sys.argv[1]])
except SystemExit as ended:
    code = ended.code
print(code, *sorted(name for name in sys.argv[2:] if name in sys.modules))
"""
READING = (
    "lxml",
    "trafilatura",
    "scipy",
    "numpy",
    "deepdiff",
    "rapidfuzz",
    "jinja2",
    "feedparser",
    "sqlmodel",
)


def test_a_pass_that_finds_nothing_new_loads_nothing_that_reads(tmp_path: Path) -> None:
    """What reads, compares and renders is loaded by the first pass and not by the next: a watch every few minutes is cheap."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "one.html").write_bytes(build_page(RESPOND, "4 March 2024").body)
    with serve_folder(site) as base:
        config = tmp_path / "config.toml"
        config.write_text(
            '[store]\nurl = "sqlite:///desk.db"\n[fetch]\ndelay_seconds = 0\nallow_hosts = ["127.0.0.1"]\n'
            f'[[sources]]\nid = "norvale"\nkind = "pages"\nissuer = "Norvale"\nurls = ["{base}/one.html"]\n'
        )
        command = [sys.executable, "-c", PASS, str(config), *READING]
        said = [
            subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
            for _ in range(2)
        ]
    assert said[0].startswith(f"NEW: {base}/one.html\n0 ")
    assert "lxml" in said[0]
    assert said[1] == "0\n"
