"""Whether a redirect led away from a release: to a front page, an error page, a login, the section it was in."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote

from tracker.text.quote_links import split_url

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|eng|english|kor|fra|deu|spa|rus|ara|por|jpn|chn")
_FRONT = frozenset("index default home main start homepage welcome inicio accueil startseite portal".split())
_GATES = frozenset(
    "error errors error404 error403 error500 404 403 500 503 not-found notfound not_found pagenotfound page-not-found "
    "page_not_found login signin sign-in sign_in logon sso saml cas captcha challenge blocked access-denied "
    "accessdenied access_denied unavailable maintenance consent geoblock".split()
)
_GATE_HOSTS = frozenset("login sso auth idp accounts consent signin adfs captcha validate".split())
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|do|cfm|shtml)$")
_NAMED = re.compile(r"\d|(?:[^-]+-){2}")  # the last part of a path that names one release


def misleading_redirect(asked: str, answered: str) -> str:
    """Return where a redirect led instead of the release, as "to the front page …"; empty if it is likely the release.

    A path is compared, not a host: a site moves to https or another name with its releases. Nothing is
    said of an address that was asked for as a front page, and nothing of one release's address that became another.
    """
    if asked == answered or not answered:
        return ""
    first, last = split_url(asked), split_url(answered)
    if first is None or last is None:  # no URL has been asked, so none led away
        return ""
    before, after = _parts(first), _parts(last)
    if before == after and first.query == last.query:
        return ""
    if not (before or _names_by_query(first)):
        return ""
    if not after and not (last.query and _names_by_query(last)):
        return f"to the front page {answered}"
    gate = len(after) <= 2 and after[:1] and after[0] in _GATES and after[0] not in before
    host = last.hostname or ""
    if gate or (host != first.hostname and host.partition(".")[0] in _GATE_HOSTS):
        return f"to a page for errors or logins, {answered}"
    if _is_section(before, after) and not last.query:
        return f"to the section it stood in, {answered}"
    return ""


def _parts(url: SplitResult) -> list[str]:
    """Return what a path names, without language and without a file that stands for its folder."""
    parts = [_SUFFIX.sub("", part) for part in unquote(url.path).lower().split("/") if part]
    while parts and parts[-1] in _FRONT:
        parts.pop()
    return parts[1:] if parts and _LANGUAGE.fullmatch(parts[0]) else parts


def _names_by_query(url: SplitResult) -> bool:
    return any(part.isdigit() for part in re.split(r"[=&]", url.query))


def _is_section(before: list[str], after: list[str]) -> bool:
    """Return whether *after* is a folder of *before* that names no release, though *before* does."""
    return (
        0 < len(after) < len(before)
        and before[: len(after)] == after
        and not any(_NAMED.search(part) for part in after)
        and any(_NAMED.search(part) for part in before[len(after) :])
    )
