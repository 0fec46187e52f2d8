"""A digest as one frozen mail."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from reports import mail
from reports.config import MailSettings, Subscriber
from reports.digest import compose
from tests.fakes import build_change, build_line, build_release
from tracker.domain import Cause, Label

SETTINGS = MailSettings(sender="Policy desk <digest@example.org>")
READER = Subscriber(
    id="halden-desk", to=("desk@example.org", "Ana Ström <ana@example.org>"), when="0 7 * * mon-fri"
)
END = datetime(2031, 3, 5, 7, 0, tzinfo=UTC)


def built(digest=None, **overrides):
    digest = digest or compose([build_change(Label.REVERSED)], title="Norvale – “Halden”")
    given = {"subscriber": READER, "settings": SETTINGS, "key": "0123456789abcdef01234567", "window_end": END}
    return mail.message(digest, **(given | overrides))


def headers(raw):
    return raw.partition(b"\r\n\r\n")[0].decode("ascii")


def test_the_same_digest_gives_the_same_bytes():
    """Every attempt to send is the same letter, to the last boundary."""
    assert built().as_bytes() == built().as_bytes()


def test_a_mail_has_a_text_part_and_an_html_part():
    """The last alternative is the one a mail program prefers: HTML."""
    parsed = message_from_bytes(built().as_bytes(), policy=policy.default)
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    text = parsed.get_body(("plain",)).get_content()
    assert "REVERSED" in text
    assert "Norvale – “Halden”" in text


def test_who_asks_for_text_gets_text_alone():
    """A reader may want no HTML at all."""
    parsed = message_from_bytes(
        built(subscriber=replace(READER, format="text")).as_bytes(), policy=policy.default
    )
    assert parsed.get_content_type() == "text/plain"


def test_the_subject_says_what_moved():
    """The mailbox is told the news, not "your digest"."""
    parsed = message_from_bytes(built().as_bytes(), policy=policy.default)
    assert parsed["Subject"] == "1 commitment reversed: Norvale – “Halden”"


def test_id_and_date_follow_from_the_digest():
    """A copy sent again carries the same Message-ID, so that mail programs merge it; its date is the window's end."""
    said = headers(built().as_bytes())
    assert "Message-ID: <0123456789abcdef01234567.halden-desk@example.org>\r\n" in said
    assert "Date: Wed, 05 Mar 2031 07:00:00 +0000\r\n" in said


def test_a_list_says_that_it_is_one_and_how_to_leave_it():
    """No out-of-office answers, and one click to unsubscribe."""
    said = headers(built().as_bytes())
    assert "Auto-Submitted: auto-generated\r\n" in said
    assert "List-Id: <halden-desk.policy-tracker.example.org>\r\n" in said
    assert "List-Unsubscribe: <mailto:digest@example.org?subject=unsubscribe%20halden-desk>\r\n" in said


@pytest.mark.parametrize("length", [5, 60])
def test_the_address_to_unsubscribe_is_never_encoded(length):
    """A mail program does not decode it, however long: RFC 2047 section 5."""
    settings = MailSettings(sender=f"digest@{'a' * length}.{'b' * length}.example.org")
    said = headers(built(settings=settings, subscriber=replace(READER, id="x" * 60)).as_bytes())
    line = next(line for line in said.split("\r\n") if line.startswith("List-Unsubscribe:"))
    assert "=?" not in line
    assert line.endswith(f"subject=unsubscribe%20{'x' * 60}>")


def test_no_line_is_too_long_and_every_line_ends_as_mail_does():
    """RFC 5322: 998 octets, CR LF; and no encoded words without a blank between them."""
    digest = compose(
        [build_change(Label.NEW, line=build_line("ü" * 3000))],
        title="Überprüfung der Häfen und Küsten – “Zürs” " * 9,
    )
    raw = built(digest).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"?==?" not in raw


def test_a_title_cannot_write_a_header():
    """A line break in a title of the web ends no header."""
    digest = compose([build_change(Label.NEW)], title="Norvale\r\nBcc: all@example.org\r\n\r\n<script>")
    parsed = message_from_bytes(built(digest).as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert "Norvale Bcc: all@example.org <script>" in parsed["Subject"]


def test_a_recomputed_change_cannot_be_mailed():
    """That a new engine labels a line differently is no news; a caller who forgets this is stopped."""
    digest = compose([build_change(Label.REVERSED, cause=Cause.RECOMPUTED)])
    with pytest.raises(AssertionError, match="never mailed"):
        built(digest)


def test_a_very_long_subject_is_shortened():
    """A title without end does not make a subject without end."""
    release = build_release(issuer="The Extraordinary Commission " * 20)
    parsed = message_from_bytes(
        built(compose([build_change(Label.NEW, release=release)])).as_bytes(), policy=policy.default
    )
    assert len(parsed["Subject"]) <= 200
    assert parsed["Subject"].endswith("…")
