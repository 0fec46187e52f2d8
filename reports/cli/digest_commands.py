"""Commands that show a digest before it is mailed, send it as a test, or take a reader off and put it back.

``digest preview`` and ``digest send`` do not touch the ledger: what is shown or tried counts as told to nobody.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from reports.cli.terminal_output import write_output
from reports.config.mail_settings import MailSettings, mail_settings, smtp_password
from reports.config.subscriber_settings import subscribers
from reports.config.value_checks import check_address
from reports.digest.filters import require_choice
from reports.mail.alert_config import configured_alerts
from reports.mail.delivery import render_delivery, render_test_delivery
from reports.mail.leave import who_stays, with_link_key
from reports.mail.mime_message import SubscriberDigest
from reports.mail.subscriber_digest import digest_for_subscriber
from reports.mail.transports.build_transport import build_transport
from reports.mail.transports.transport import SendStatus
from tracker.cli.console import EXIT_PROBLEMS, print_error, report_errors
from tracker.cli.options import (
    ConfigOption,
    OutputOption,
    StoreOption,
    effective_config,
    form_by_name,
    option,
)
from tracker.cli.options import parse_date_range as days
from tracker.errors import ConfigError
from tracker.exports.output_target import write_or_print
from tracker.store import Store, open_store
from tracker.store.database import require_store

Called = TypeVar("Called")


class PreviewFormat(StrEnum):
    """What a preview can show."""

    TEXT = "text"
    HTML = "html"
    EML = "eml"


NameArgument = Annotated[str, typer.Argument(help="The id of the subscriber.", metavar="NAME")]
SubscriptionArgument = Annotated[
    str, typer.Argument(help="The id of the subscriber, or alert+ID of an alert.", metavar="NAME")
]
AddressArgument = Annotated[str, typer.Argument(help="The address.", metavar="ADDRESS")]
SinceOption = Annotated[
    str,
    option(
        help="As if the last digest had ended then: 2031-03-04, 2031-03 or 2031. [default: what is untold]",
        metavar="DATE",
    ),
]
UntilOption = Annotated[str, option(help="As if it were the end of that day. [default: now]", metavar="DATE")]
AsOfOption = Annotated[
    str,
    option(
        "--as-of",
        help="Tell an archive as it would have been at the end of that day, whenever it was taken in.",
        metavar="DATE",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the group ``digest`` to *app*."""
    group = typer.Typer(
        help="What a subscriber is mailed: look at it, or send it to yourself.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command(epilog="Example: policy-tracker digest preview korea-desk --since 2031-02 -o digest.html")(
        preview
    )
    group.command(epilog="Example: policy-tracker digest send korea-desk --to me@example.org")(send)
    group.command(epilog="Example: policy-tracker digest unsubscribe korea-desk ana@example.org")(unsubscribe)
    group.command(epilog="Example: policy-tracker digest resubscribe korea-desk ana@example.org")(resubscribe)
    app.add_typer(group, name="digest")


def preview(
    name: NameArgument,
    since: SinceOption = "",
    until: UntilOption = "",
    as_of: AsOfOption = "",
    form: Annotated[
        PreviewFormat | None,
        option(
            "--format",
            help="text and html are the parts, eml is the mail. [default: by the name of FILE, else text]",
        ),
    ] = None,
    output: OutputOption = None,
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Show what would be mailed to a subscriber, exactly as it would be. Mails nothing."""
    with (
        report_errors(),
        _asked(name, since, until, config, store, as_of=as_of, even_empty=bool(as_of), held=True) as asked,
    ):
        if asked is None:
            print_error(f"there is nothing to tell {name}: no mail would be sent")
            return
        edition, settings = asked
        shown = form or form_by_name(output, PreviewFormat.TEXT)
        delivery = render_delivery(edition, settings, _now())
        if shown is PreviewFormat.EML:
            write_or_print([delivery.message], output, private=True)
        else:
            write_output(_part(delivery.message, shown, name), output)


def send(
    name: NameArgument,
    to: Annotated[str, typer.Option(help="The address to send it to.", metavar="ADDRESS")],
    since: SinceOption = "",
    until: UntilOption = "",
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Send a digest as a test, marked as one, the way [mail] says. The subscriber's own digest is still to come."""
    with report_errors():
        check_address(to, "digest send", "--to")
        with _asked(name, since, until, config, store, even_empty=True) as asked:
            assert asked is not None, "with even_empty there is always an edition"
            edition, settings = asked
            delivery = render_test_delivery(edition, settings, _now(), to)
            with closing(build_transport(settings, smtp_password())) as mailer:
                answers = mailer.send(delivery, delivery.recipients)
        for address, answer in answers.items():
            if answer.status is not SendStatus.SENT:
                print_error(f"{address}: {answer.status.value}: {answer.message}")
                raise typer.Exit(EXIT_PROBLEMS)
            typer.echo(f"sent to {address}: {delivery.subject}", err=settings.sink == "stdout")


def unsubscribe(
    name: SubscriptionArgument, address: AddressArgument, config: ConfigOption = None, store: StoreOption = ""
) -> None:
    """Take a reader off who wrote that it wants no more mail; `status` shows who is off, config.toml stays as it is."""
    with report_errors(), _subscription(name, config, store) as (opened, to):
        known = {parseaddr(one)[1].casefold(): parseaddr(one)[1] for one in to}
        chosen = known[require_choice(address.casefold(), sorted(known), "config.toml", "address")]
        fresh = opened.unsubscribe(name, chosen, "operator", _now())
        typer.echo(f"{chosen} {'is off' if fresh else 'was off already:'} {name}")


def resubscribe(
    name: SubscriptionArgument, address: AddressArgument, config: ConfigOption = None, store: StoreOption = ""
) -> None:
    """Put a reader back who left: the next mail goes there again, and the links of earlier ones are spent."""
    with report_errors(), _subscription(name, config, store) as (opened, _):
        left = sorted(opened.addresses_left(name))
        if not left:
            raise ConfigError(f"nobody has left {name}", remedy="`policy-tracker status` shows who left what")
        chosen = require_choice(address.casefold(), left, name, "address that left")
        opened.resubscribe(name, chosen, _now())
        typer.echo(f"{chosen} is sent {name} again")


@contextmanager
def _subscription(name: str, config: Path | None, store: str) -> Iterator[tuple[Store, tuple[str, ...]]]:
    """Yield the store, and the addresses that config.toml names for a subscriber or an alert."""
    loaded = effective_config(config, store)
    readers = {reader.id: reader.to for reader in subscribers(loaded)}
    to = _known(name, readers | {alert.name: alert.to for alert in configured_alerts(loaded)})
    with open_store(loaded.store_url) as opened:
        yield opened, to


@contextmanager
def _asked(
    name: str,
    since: str,
    until: str,
    config: Path | None,
    store: str,
    *,
    even_empty: bool,
    as_of: str = "",
    held: bool = False,
) -> Iterator[tuple[SubscriberDigest, MailSettings] | None]:
    """Yield what would be told to the subscriber called *name*, and how it would be sent; *held*: the store has to be there."""
    loaded = effective_config(config, store)
    settings, readers = mail_settings(loaded), subscribers(loaded)
    subscriber = _known(name, {reader.id: reader for reader in readers})
    assert settings is not None, "subscribers without [mail] are refused"
    if as_of and until:
        raise ConfigError("--as-of and --until are both given", remedy="keep --as-of: it ends the window too")
    first, last = days(since, as_of or until)
    now = _now()
    zone = subscriber.timezone
    start = datetime.combine(first, time(), zone).astimezone(UTC) if first else None
    end = now
    if last:
        midnight = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
        end = min(midnight - timedelta(seconds=1), now)
    travelled = last if as_of else None
    if as_of and start is None:
        start = end - timedelta(days=subscriber.max_age_days)
    if start and start >= end:
        raise ConfigError(f"--since {first} has not come yet", remedy="name an earlier day")
    with open_store(require_store(loaded.store_url) if held else loaded.store_url) as opened:
        to = who_stays(opened, subscriber.id, subscriber.to)
        if not to:
            print_error(f"everyone has left {name}: no mail is sent")
        settings = with_link_key(settings, opened, now)
        found = digest_for_subscriber(
            opened,
            replace(subscriber, to=to or subscriber.to),
            end,
            now,
            since=start,
            allow_empty=even_empty,
            configured=[source.id for source in loaded.sources],
            site=settings.site or None,
            as_of=travelled,
        )
        for said in found.held_back if found else ():
            print_error(said)
        yield (found, settings) if found else None


def _known(name: str, known: Mapping[str, Called]) -> Called:
    """Return what is called *name*."""
    if not known:
        raise ConfigError(
            "there is no subscriber", where="config.toml", remedy="add [[subscribers]] with id and to"
        )
    return known[require_choice(name, sorted(known), "config.toml", "subscriber")]


def _part(message: bytes, shown: PreviewFormat, name: str) -> str:

    parsed = message_from_bytes(message, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    body = parsed.get_body(("html",) if shown is PreviewFormat.HTML else ("plain",))
    if body is None:
        raise ConfigError(f"{name} is sent text alone", remedy='use --format text, or set format = "html"')
    content = str(body.get_content()).replace("\r\n", "\n")
    if shown is PreviewFormat.HTML:
        return _with_pictures(content, parsed)
    return f"To: {parsed['To']}\nSubject: {parsed['Subject']}\n\n{content}"


def _with_pictures(html: str, message: EmailMessage) -> str:
    """Return *html* with the pictures that go along put into it: a file has no parts beside it."""
    for part in message.walk():
        if part.get_content_maintype() == "image":
            cid, body = str(part["Content-ID"]).strip("<>"), part.get_payload(decode=True)
            assert isinstance(body, bytes)
            address = f"data:{part.get_content_type()};base64,{b64encode(body).decode('ascii')}"
            html = html.replace(f"cid:{cid}", address)
    return html


def _now() -> datetime:
    return datetime.now(UTC)
