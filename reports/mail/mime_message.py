"""Digest → one frozen mail. The same digest gives the same bytes, on every attempt and every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from typing import Literal

from reports.charts.chart import sentence_list
from reports.charts.line_marks import MarkedLine
from reports.charts.small_multiples import MailChart, line_charts
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.digest import Digest
from reports.digest.filters import MAILED_CAUSES
from reports.digest.layout.footer import Footer, InlineImage
from reports.mail.body import MailBodies, render_mail
from reports.mail.headers import MessageIds, cut_subject, sender_domain, start_message
from reports.mail.leave import WaysToLeave, ways_to_leave
from reports.render import Format, render
from tracker.secrets import NO_SECRET

SUBJECT_LENGTH = 200
ATTACHED_BYTES = 280_000  # in base64 380 KB, so that a mail stays under 500 KB

DigestKind = Literal["digest", "immediate", "heartbeat"]


@dataclass(frozen=True, slots=True)
class SubscriberDigest:
    """One digest for one reader and one window, before it is written as mail."""

    digest: Digest
    subscriber: Subscriber
    kind: DigestKind
    window_start: datetime | None  # exclusive; None = everything so far
    window_end: datetime  # inclusive
    lines: tuple[MarkedLine, ...] = ()  # to be drawn
    held_back: tuple[str, ...] = ()  # what window and filters keep out, of a preview of some days


def build_message(subscriber_digest: SubscriberDigest, *, settings: MailSettings, key: str) -> EmailMessage:
    """Return *subscriber_digest* as mail: text, and HTML beside it unless text alone was asked for.

    Where something had to be left out, the full report is attached, or linked if
    [mail] report_url says where it stands. *key* names the digest; Message-ID and
    MIME boundaries follow from it, the Date from the end of the window. Nothing
    else goes in, so nothing else can differ. The HTML shows the levels
    of the lines that moved as a picture, a part of the mail, unless [mail] pictures
    is false.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """
    digest, subscriber = subscriber_digest.digest, subscriber_digest.subscriber
    assert all(change.cause in MAILED_CAUSES for change in digest.changes), (
        "a recomputed change is never mailed"
    )
    drawn = (
        line_charts(subscriber_digest.lines) if settings.pictures and subscriber.format == "html" else None
    )
    inset = _inset(drawn, f"{key}@{sender_domain(settings)}") if drawn else None
    leave = ways_to_leave(settings, subscriber.id, subscriber.to, key)
    parts, report = _written(subscriber_digest, settings, leave, key, inset)
    ids = MessageIds(f"{key}.{subscriber.id}", f"subscription.{subscriber.id}", subscriber.id)
    sent = subscriber_digest.window_end.astimezone(subscriber.timezone)
    subject = cut_subject(parts.subject, SUBJECT_LENGTH)
    made = start_message(settings, subscriber.to, subject, sent, ids=ids, leave=leave)
    made.set_content(parts.text, charset="utf-8", cte="quoted-printable")
    if subscriber.format == "html":
        made.add_alternative(parts.html, subtype="html", charset="utf-8", cte="quoted-printable")
        if drawn and inset:
            _relate(made, drawn, inset, key)
        made.set_boundary(f"=_{key}")
    if report:
        suffix, subtype = ("html", "html") if subscriber.format == "html" else ("txt", "plain")
        name = f"{subscriber.id}-{_day(subscriber_digest)}.{suffix}"
        made.add_attachment(report, subtype=subtype, charset="utf-8", cte="base64", filename=name)
        made.set_boundary(f"=_full.{key}")
    return made


def build_test_message(
    subscriber_digest: SubscriberDigest, to: str, *, settings: MailSettings, key: str
) -> EmailMessage:
    """Return the mail of *subscriber_digest* addressed to *to*, and marked as a test: in its subject and by its id.

    No ledger knows of it, so no link of it could take anybody off.
    """
    made = build_message(subscriber_digest, settings=replace(settings, link_key=NO_SECRET), key=key)
    made.replace_header("To", to)
    made.replace_header("Subject", cut_subject(f"[test] {made['Subject']}", SUBJECT_LENGTH))
    made.replace_header("Message-ID", str(made["Message-ID"]).replace("<", "<test.", 1))
    return made


def _inset(drawn: MailChart, place: str) -> InlineImage:
    caption = "How firm the lines are that moved most gravely, and where a rate stood, in percent; each on its own axis of days."
    if drawn.undrawn_names:
        caption += f" {sentence_list(drawn.undrawn_names)}."
    return InlineImage(
        f"cid:levels.{place}",
        f"cid:levels-dark.{place}",
        drawn.width,
        drawn.height,
        f"Levels over time. {drawn.description}",
        caption,
    )


def _relate(made: EmailMessage, drawn: MailChart, inset: InlineImage, key: str) -> None:
    """Put the picture, for light and for dark mode, beside the HTML that shows it, as RFC 2387 says."""
    *_, html = made.iter_parts()
    assert isinstance(html, EmailMessage)
    for png, src, name in (
        (drawn.png, inset.src, "levels.png"),
        (drawn.dark_png, inset.dark_src, "levels-dark.png"),
    ):
        html.add_related(
            png, "image", "png", cid=f"<{src.removeprefix('cid:')}>", filename=name, disposition="inline"
        )
    html.set_param("type", "text/html")
    html.set_boundary(f"=_levels.{key}")


def _written(
    subscriber_digest: SubscriberDigest,
    settings: MailSettings,
    leave: WaysToLeave,
    key: str,
    picture: InlineImage | None,
) -> tuple[MailBodies, str]:
    """Return the parts of the mail, and the full report where it goes along."""
    subscriber = subscriber_digest.subscriber

    def written(full: str, full_href: str = "") -> MailBodies:
        imprint = Footer(
            kind=subscriber_digest.kind,
            subscription=subscriber.id,
            until=subscriber.dates.instant(subscriber_digest.window_end),
            leave=leave.address,
            leave_href=leave.mailto,
            leave_link=leave.link,
            full=full,
            full_href=full_href,
        )
        return render_mail(
            subscriber_digest.digest,
            imprint=imprint,
            picture=picture,
            dates=subscriber.dates,
            templates=settings.templates,
        )

    if settings.report_url:
        url = settings.report_url
        for name, value in (("subscriber", subscriber.id), ("date", _day(subscriber_digest)), ("key", key)):
            url = url.replace(f"{{{name}}}", value)
        return written("The full report has everything.", url), ""
    parts = written("The report attached has everything.")
    if not parts.cut:
        return parts, ""
    report = render(subscriber_digest.digest, Format.HTML if subscriber.format == "html" else Format.TEXT)
    if len(report.encode()) <= ATTACHED_BYTES:
        return parts, report
    since = f" --since {subscriber_digest.digest.since}" if subscriber_digest.digest.since else ""
    return written(f"All of it is too much to attach: `policy-tracker report --all{since}` has it."), ""


def _day(subscriber_digest: SubscriberDigest) -> str:
    return subscriber_digest.subscriber.dates.local(subscriber_digest.window_end).isoformat()
