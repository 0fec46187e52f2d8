"""One release, from the page of a ministry to the mailbox of a reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from jobs.context import open_context, run_step
from jobs.demo.site_server import serve_folder
from jobs.step_result import STEPS
from tracker.config import load_config

pytestmark = pytest.mark.usefixtures("stored")

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)

CONFIG = """
[store]
url = "sqlite:///desk.db"

[fetch]
delay_seconds = 0
allow_hosts = ["127.0.0.1"]

[engine]
lexicon = ["lexicon.toml"]

[[sources]]
id = "norvale-mfa"
kind = "listing"
issuer = "Norvale"
url = "{base}/index.html"
selectors = {{ item = "li", item_date = "time", body = ".text" }}

[mail]
from = "digest@desk.example"
folder = "outbox"

[[subscribers]]
id = "halden-desk"
to = ["halden-desk@desk.example"]
when = "0 7 * * mon-fri"
"""

LEXICON = """
[parties]
Norvale = ["Norvale"]
Veskia = ["Veskia", "Veskian"]
"""

INDEX = """<html><body><nav><a href="/about.html">About</a></nav><ul>
<li><time>2031-03-04</time> <a href="sea.html">Statement on the Halden Sea</a></li></ul></body></html>"""

PAGE = """<html><body><header>Ministry of Foreign Affairs</header><h1>Statement on the Halden Sea</h1>
<div class="text"><p>1. The minister met the press in Port Halden.</p>
<p>2. Norvale will contribute 60 million crowns to the Halden Sea Rescue Fund by the end of 2032. Norvale calls on Veskia to withdraw its vessels.</p>
</div><footer>Subscribe</footer></body></html>"""


def test_one_release_becomes_one_mail(tmp_path):
    """A release on a ministry's site is fetched, read, related, composed and delivered; run again, nothing more."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(INDEX)
    (site / "sea.html").write_text(PAGE)
    (tmp_path / "lexicon.toml").write_text(LEXICON)
    with serve_folder(site) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base))
        for now in (NOW, NOW + timedelta(hours=1)):
            with open_context(load_config(tmp_path / "config.toml")) as context:
                results = [run_step(context, name, now) for name in STEPS]
                assert [result.problems for result in results] == [()] * 5
                counts = context.store.counts()
                assert (counts["releases"], counts["revisions"], counts["units"]) == (1, 1, 2)
    (mail,) = (tmp_path / "outbox").glob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"] == "halden-desk@desk.example"
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for body in (text, html):
        said = " ".join(body.split())
        assert "will contribute 60 million crowns to the Halden Sea Rescue Fund" in said
        assert "met the press" not in said
    assert f"{base}/sea.html" in html
