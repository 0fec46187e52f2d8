"""A digest as one frozen mail."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from html.parser import HTMLParser
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from PIL import Image

from reports.charts.line_marks import LineMark, MarkedLine
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.compose import compose
from reports.mail import mime_message
from tests.fakes import build_change, build_line, build_mention, build_release
from tracker.domain import Cause, Label
from tracker.errors import ConfigError
from tracker.secrets import Secret

SETTINGS = MailSettings(sender="Policy desk <digest@example.org>")
READER = Subscriber(
    id="halden-desk", to=("desk@example.org", "Ana Ström <ana@example.org>"), when="0 7 * * mon-fri"
)
END = datetime(2031, 3, 5, 7, 0, tzinfo=UTC)


REVERSAL = build_change(
    Label.REVERSED,
    after=build_mention("Norvale will not respond to any further incursion into the Halden Sea."),
)
KEY = "0123456789abcdef01234567"


def build_edition(digest=None, subscriber=READER, kind="digest"):
    """Return one digest for one reader at the end of one window."""
    digest = digest or compose([REVERSAL], title="Norvale – “Halden”")
    return mime_message.SubscriberDigest(digest, subscriber, kind, None, END)


def built(digest=None, *, subscriber=READER, settings=SETTINGS, key=KEY, kind="digest"):
    return mime_message.build_message(build_edition(digest, subscriber, kind), settings=settings, key=key)


def many(number, words=""):
    """Return so many changes that no mail holds them all."""
    return [
        build_change(
            Label.WEAKENED,
            line=build_line(f"{row} {words}"),
            after=build_mention(f"Norvale may respond to any further incursion into the Halden Sea, {row}."),
            rule=f"Level fell, {row}.",
        )
        for row in range(number)
    ]


def parsed_of(message):
    return message_from_bytes(message.as_bytes(), policy=policy.default)


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


def build_drawn(digest=None, lines=None, **options):
    """Return the mail of a digest with a line said three times, at last weakened."""
    labels = (Label.NEW, Label.REAFFIRMED, Label.WEAKENED)
    marks = [LineMark(date(2030, 3 + n, 4), 4 - n // 2, "", label, "") for n, label in enumerate(labels)]
    lines = lines or (MarkedLine("engage Veskia", "U", tuple(marks)),)
    edition = build_edition(digest, options.pop("subscriber", READER))
    return mime_message.build_message(
        replace(edition, lines=lines), settings=replace(SETTINGS, **options), key=options.pop("key", KEY)
    )


def related_of(message):
    """Return the HTML of a mail and the pictures beside it: for light and for dark mode."""
    _, related = parsed_of(message).iter_parts()
    assert related.get_content_type() == "multipart/related"
    return tuple(related.iter_parts())


def test_the_picture_of_a_mail_is_a_part_of_it():
    """It is shown without asking any server, and by programs that know RFC 2387 and RFC 2392."""
    html, picture, dark = related_of(build_drawn())
    assert parsed_of(build_drawn()).get_content_type() == "multipart/alternative"
    assert (html.get_content_type(), picture.get_content_type()) == ("text/html", "image/png")
    assert picture.get_content_disposition() == "inline"
    cids = [part["Content-ID"].strip("<>") for part in (picture, dark)]
    assert re.findall(r'src="([^"]*)"', html.get_content()) == [f"cid:{cid}" for cid in cids]
    assert cids == [f"levels.{KEY}@example.org", f"levels-dark.{KEY}@example.org"]
    assert picture.get_content().startswith(b"\x89PNG")


def test_the_picture_of_a_mail_is_dark_where_the_mail_is():
    """No white block at night: the same picture in other inks takes its place, where a program knows the mode."""
    html, *pictures = related_of(build_drawn())
    light, dark = (Image.open(BytesIO(part.get_content())).convert("RGB") for part in pictures)
    assert light.size == dark.size
    assert [one.getpixel((0, 0)) for one in (light, dark)] == [(0xFC, 0xFB, 0xF8), (0x14, 0x16, 0x1A)]
    assert ".day{display:none!important}.night{display:block!important" in html.get_content()
    assert re.search(r'class="night"[^>]*display: ?none', html.get_content())


def test_the_picture_of_a_mail_is_told_in_words():
    """Programs that block images, and readers who do not see them, get the same; the text alone needs no picture."""
    made = build_drawn()
    html = related_of(made)[0].get_content()
    assert 'width="600"' in html
    assert (
        'alt="Levels over time. 1. engage Veskia: Said 3 times, 2030-03-04 to 2030-05-04: first definite (4), '
        'last best efforts (3). Moved once: weakened 2030-05-04."'
    ) in html
    text = parsed_of(made).get_body(("plain",)).get_content()
    assert text == parsed_of(built()).get_body(("plain",)).get_content()


def test_a_mail_with_a_picture_is_frozen_like_any_other():
    """Same bytes at every attempt, lines of 76, and a cut mail still carries its report."""
    assert build_drawn().as_bytes() == build_drawn().as_bytes()
    raw = build_drawn(compose(many(40))).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert max(map(len, raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
    parsed = message_from_bytes(raw, policy=policy.default)
    assert len(parsed.get_body(("html",)).get_content().encode()) < 95_000
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "image/png", "text/html",
    ]  # fmt: skip


def test_no_picture_where_none_is_wanted_or_there_is_none_to_draw():
    """[mail] pictures = false, a reader of text alone, and lines said twice."""
    assert "image/png" not in {
        part.get_content_type() for part in parsed_of(build_drawn(pictures=False)).walk()
    }
    text = build_drawn(subscriber=replace(READER, format="text"))
    assert parsed_of(text).get_content_type() == "text/plain"
    twice = MarkedLine("engage Veskia", "U", (LineMark(date(2030, 3, 4), 4, "", None, ""),) * 2)
    assert build_drawn(lines=(twice,)).as_bytes() == built().as_bytes()


def test_the_name_of_a_line_is_no_markup_in_a_picture_either():
    """Quotes and tags in an alternative text end nothing; what the picture cannot write is written below it."""
    mark = LineMark(date(2030, 3, 4), 4, "", None, "")
    names = ('"><script>alert(1)</script>', "한국의 약속")
    html = related_of(build_drawn(lines=tuple(MarkedLine(name, "U", (mark,) * 3) for name in names)))[0]
    seen = Tags(html.get_content())
    assert "script" not in seen.names
    assert "own axis of days. 2. 한국의 약속." in html.get_content()


def test_who_asks_for_text_gets_text_alone():
    """A reader may want no HTML at all."""
    parsed = message_from_bytes(
        built(subscriber=replace(READER, format="text")).as_bytes(), policy=policy.default
    )
    assert parsed.get_content_type() == "text/plain"


def test_the_subject_says_what_moved():
    """The mailbox is told the news, not "your digest"."""
    parsed = message_from_bytes(built().as_bytes(), policy=policy.default)
    assert parsed["Subject"] == (
        "Norvale: now “Norvale will not respond to any further incursion into the Halden Sea” where it said “Norvale will respond to any further incursion …”"
    )


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


def test_a_list_that_no_server_answers_for_names_the_operator():
    """Only what works is offered: without a signed link no one-click, and the mail goes to whoever looks after readers."""
    said = headers(built(settings=replace(SETTINGS, contact="Ops <ops@example.org>")).as_bytes())
    assert "List-Unsubscribe: <mailto:ops@example.org?subject=unsubscribe%20halden-desk>\r\n" in said
    assert "List-Unsubscribe-Post" not in said


def test_a_signed_link_stands_before_the_address_of_the_operator():
    """RFC 2369: the way that is preferred comes first; both parts of the mail have the link, a test mail none."""
    linked = replace(SETTINGS, site="https://desk.example.org/", link_key=Secret("ab" * 32))
    alone = replace(READER, to=("desk@example.org",))
    said = headers(built(settings=linked, subscriber=alone).as_bytes())
    ways = next(line for line in said.split("\r\n") if line.startswith("List-Unsubscribe:"))
    link = ways.removeprefix("List-Unsubscribe: <").partition(">")[0]
    assert link.startswith(f"https://desk.example.org/unsubscribe/{KEY}/")
    assert ways.endswith(", <mailto:digest@example.org?subject=unsubscribe%20halden-desk>")
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in said
    parts = [
        part.get_content()
        for part in parsed_of(built(settings=linked)).walk()
        if part.get_content_maintype() == "text"
    ]
    assert len([part for part in parts if link in part]) == 2
    tried = mime_message.build_test_message(build_edition(), "me@example.org", settings=linked, key=KEY)
    assert "unsubscribe/" not in tried.as_string()


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
    assert "\n" not in parsed["Subject"]


def test_a_recomputed_change_cannot_be_mailed():
    """That a new engine labels a line differently is no news; a caller who forgets this is stopped."""
    digest = compose([build_change(Label.REVERSED, cause=Cause.RECOMPUTED)])
    with pytest.raises(AssertionError, match="never mailed"):
        built(digest)


def test_a_very_long_subject_is_shortened():
    """A title without end does not make a subject without end."""
    parsed = message_from_bytes(
        built(compose([], title="The Extraordinary Commission " * 20)).as_bytes(), policy=policy.default
    )
    assert len(parsed["Subject"]) <= 200
    assert parsed["Subject"].endswith("…")


def test_a_subject_begins_on_the_line_of_its_name():
    """A mail program that does not undo folding shows "Subject:" and nothing where the words begin on the next line."""
    raw = built(compose([], title="The Harbour Board of Norvale and of the northern islands of Estmark"))
    assert re.search(r"^Subject: No sure change: The Harbour Board", headers(raw.as_bytes()), re.MULTILINE)


def test_a_subject_in_korean_keeps_its_blanks():
    """A long subject that is no ASCII is one text again in a mail program, wherever its lines were broken."""
    title = "노르베일, 등대 복구를 위해 50만 달러 규모의 인도적 지원을 제공할 예정이다, before 100만 달러"
    raw = built(compose([], title=title)).as_bytes()
    assert title in message_from_bytes(raw, policy=policy.default)["Subject"]
    subject = re.search(r"^Subject: .*(?:\r\n .*)*", headers(raw), re.MULTILINE)
    assert max(map(len, subject[0].splitlines())) <= 76


def test_the_dates_of_a_mail_are_the_readers():
    """A desk in Seoul reads Korean dates and its own hour; the day of publication stays the publisher's."""
    seoul = replace(READER, timezone=ZoneInfo("Asia/Seoul"), language="ko")
    made = built(subscriber=seoul)
    assert "Date: Wed, 05 Mar 2031 16:00:00 +0900\r\n" in headers(made.as_bytes())
    text = parsed_of(made).get_body(("plain",)).get_content()
    assert "Norvale, 2031년 3월 4일:" in " ".join(text.split())
    assert "up to 2031년 3월 5일 16:00 KST" in " ".join(text.split())


def test_the_mails_of_a_subscription_are_one_thread_and_no_other_s():
    """All refer to one id, which follows from the subscription and never changes."""
    first, later = built(), built(compose([build_change(Label.NEW)]), key="f" * 24)
    other = built(subscriber=replace(READER, id="second-desk"))
    assert first["References"] == first["In-Reply-To"] == later["References"] == later["In-Reply-To"]
    assert first["References"] != other["References"]
    assert len({first["Message-ID"], later["Message-ID"], other["Message-ID"]}) == 3


@pytest.mark.parametrize("form", ["html", "text"])
def test_what_a_mail_leaves_out_is_attached(form):
    """Every change that had to be left out is in the report that goes along; a mail that holds all has none."""
    reader = replace(READER, format=form)
    whole, cut = parsed_of(built(subscriber=reader)), parsed_of(built(compose(many(40)), subscriber=reader))
    assert list(whole.iter_attachments() if whole.is_multipart() else []) == []
    (attached,) = cut.iter_attachments()
    assert attached.get_filename() == f"halden-desk-2031-03-05.{'html' if form == 'html' else 'txt'}"
    report, text = attached.get_content(), " ".join(cut.get_body(("plain",)).get_content().split())
    assert "Not shown: 37 further moves. The report attached has everything." in text
    assert "Level fell, 39." not in text
    assert all(f"Level fell, {row}." in report for row in range(40))


def test_what_a_mail_leaves_out_is_linked_where_the_operator_publishes_reports():
    """[mail] report_url says where: nothing is attached then."""
    settings = replace(SETTINGS, report_url="https://desk.example.org/{subscriber}/{date}.html")
    cut = parsed_of(built(compose(many(40)), settings=settings))
    assert cut.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        assert "https://desk.example.org/halden-desk/2031-03-05.html" in cut.get_body((kind,)).get_content()


def test_a_report_too_large_for_any_server_is_not_attached(monkeypatch):
    """A mail stays under 500 KB: the reader is told how to get the rest instead."""
    monkeypatch.setattr(mime_message, "ATTACHED_BYTES", 5_000)
    digest = compose(many(40), since=END.date())
    cut = parsed_of(built(digest))
    assert list(cut.iter_attachments()) == []
    assert "`policy-tracker report --all --since 2031-03-05` has it." in " ".join(
        cut.get_body(("plain",)).get_content().split()
    )


def test_templates_of_the_user_go_before_ours_one_by_one(tmp_path):
    """Who overrides the subject keeps our bodies; everything the web sent is still escaped."""
    (tmp_path / "subject.txt.j2").write_text("{{ page.rows|length }} news\n for {{ imprint.subscription }}\n")
    settings = replace(SETTINGS, templates=tmp_path)
    made = parsed_of(built(settings=settings))
    assert made["Subject"] == "1 news for halden-desk"
    assert "REVERSED" in made.get_body(("plain",)).get_content()
    looks = tmp_path / "looks"
    looks.mkdir()
    (looks / "body.html.j2").write_text("<style>p{color:#111111}</style><p>{{ page.title }}</p>")
    html = (
        parsed_of(built(compose([], title="<script>x"), settings=replace(SETTINGS, templates=looks)))
        .get_body(("html",))
        .get_content()
    )
    assert '<p style="color:#111111">&lt;script&gt;x</p>' in html


@pytest.mark.parametrize("wrong", ["{{ page.titel }}", "{% if %}", "{{ page.title|no_such_filter }}"])
def test_a_template_that_cannot_be_filled_is_one_line_that_names_it(tmp_path, wrong):
    """The user learns which file of theirs to mend; nothing half-written is mailed."""
    (tmp_path / "body.txt.j2").write_text(wrong)
    with pytest.raises(ConfigError, match=r"body\.txt\.j2.*cannot be filled") as raised:
        built(settings=replace(SETTINGS, templates=tmp_path))
    assert "\n" not in str(raised.value)


def test_a_test_is_marked_and_has_an_id_of_its_own():
    """Nobody takes it for the digest, and no mail program merges the two."""
    tried = mime_message.build_test_message(
        build_edition(), "Me <me@example.org>", settings=SETTINGS, key=KEY
    )
    assert str(tried["Subject"]).startswith("[test] Norvale: now “Norvale will not")
    assert tried["To"] == "Me <me@example.org>"
    assert tried["Message-ID"] == f"<test.{KEY}.halden-desk@example.org>"


def test_news_that_did_not_wait_says_so():
    """In a mailbox an alert is told from the digest of the morning."""
    assert built(kind="immediate")["Subject"].startswith("At once: Norvale: ")


def test_a_mail_without_news_says_that_it_was_looked_for():
    """Both parts; so that silence is not taken for a broken daemon."""
    made = parsed_of(built(compose([], title="Norvale"), kind="heartbeat"))
    assert made["Subject"] == "No sure change: Norvale"
    for kind in ("plain", "html"):
        body = " ".join(made.get_body((kind,)).get_content().split())
        assert "No sure change: 0 releases read. This is the weekly sign" in body


# Whatever a page, a feed or a config file may hold: header injection, terminal escapes, bidirectional overrides.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\x00\x1b\x07\x7f\x85\u2028\u202e\u2066\u200f=?<>&\"'%{}.|-"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=120,
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@settings_of(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=HOSTILE, words=HOSTILE, name=HOSTILE)
def test_no_text_of_the_web_breaks_a_mail(title, words, name):
    """Raw bytes: CR LF, 998 octets a line and 76 in a body, no header that was not ours, none encoded that must not be."""
    release = build_release(title=title, issuer=words, url=f"https://norvale.example/{name}")
    change = build_change(
        Label.WEAKENED,
        release=release,
        line=build_line(words),
        before=build_mention(title, release=build_release(title=words)),
        after=build_mention(words, release=release),
        rule=title,
        note=words,
    )
    made = built(compose([change, build_change(Label.NEW, release=release)], title=title))
    raw = made.as_bytes()
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"?==?" not in raw
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    names = re.findall(rb"(?m)^([\w-]+):", head)
    assert names == [
        b"From", b"To", b"Subject", b"Date", b"Message-ID", b"In-Reply-To", b"References", b"List-Id",
        b"List-Unsubscribe", b"Auto-Submitted", b"MIME-Version", b"Content-Type",
    ]  # fmt: skip
    for line in re.findall(rb"(?m)^(?:List-|Message-ID|References|In-Reply-To).*$", head):
        assert b"=?" not in line
    parsed = message_from_bytes(raw, policy=policy.default)
    text, html = (parsed.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for said in (text.replace("\r\n", "\n"), html.replace("\r\n", "\n"), parsed["Subject"]):
        assert not CONTROL.search(said)
    seen = Tags(html)
    assert not {"script", "img", "iframe", "svg"} & seen.names
    assert {value.split(":")[0] for value in seen.links} <= {"https", "mailto"}


class Tags(HTMLParser):
    """The names of the elements of a page and where its links lead."""

    def __init__(self, html):
        super().__init__()
        self.names, self.links = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]
