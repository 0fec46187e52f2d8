"""Ask one source for what it has, follow its newest release, ask twice, and say what came of it. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import lxml.html

from tracker import guard, pipeline
from tracker.domain import Document, Manners, Problem, Release, Revision, Selectors, Source
from tracker.engine import Engine
from tracker.errors import FetchError, TrackerError
from tracker.extract import statement_text
from tracker.fetch import DEFAULT_MANNERS, Fetched, HostNote, NotModified, Web
from tracker.hashing import content_id
from tracker.sandbox import BodyTooCostly, run_bounded
from tracker.source_health.probe_result import AddressCheck, ProbeResult
from tracker.sources.announcements import AnnouncedRelease
from tracker.sources.asking import detail_body, list_releases
from tracker.sources.detail import ReleaseDocument
from tracker.text.quote_links import split_url

_PAGE_SELECTORS = ("title", "date", "body", "attachments")


@dataclass(slots=True)
class RecordingWeb:
    """A web that remembers how each address answered first."""

    web: Web
    answers: dict[str, AddressCheck] = field(default_factory=dict)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = DEFAULT_MANNERS,
    ) -> Fetched | NotModified:
        """Return what the web returns.

        Raises:
            FetchError: As the web does.
        """
        try:
            answer = self.web.get(url, etag=etag, last_modified=last_modified, manners=manners)
        except FetchError as error:
            self.answers.setdefault(url, AddressCheck(url, error.status))
            raise
        if isinstance(answer, Fetched):
            found = AddressCheck(url, 200, answer.media_type, answer.etag, answer.last_modified)
            self.answers.setdefault(url, found)
        return answer


def probe_source(
    source: Source, web: Web, engine: Engine, *, notes: Callable[[], Iterable[HostNote]] = tuple
) -> ProbeResult:
    """Return what *source* gives now; *notes* are what *web* learnt of hosts. What goes wrong is among the problems."""
    heard = RecordingWeb(web)
    probed = _listed(source, heard, engine)
    index = tuple(_with_again(asked, web, source.manners) for asked in probed.index)
    asked = (split_url(url) for url in (*heard.answers, source.manners.mirror))
    hosts = {parts.netloc for parts in asked if parts}
    robots = {note.host: _verdict(note) for note in notes() if note.host in hosts}
    return replace(probed, index=index, robots=robots)


def _listed(source: Source, heard: RecordingWeb, engine: Engine) -> ProbeResult:
    try:
        announcements = list_releases(source, heard)
    except TrackerError as error:
        # the address of the index stands in a line of its own
        where = source.id if error.where == source.url else error.where
        problem = Problem(where or source.id, error.message, error.remedy)
        return ProbeResult(source, index=tuple(heard.answers.values()), problems=(problem,))
    items = announcements.items
    newest_on = max((day for item in items if (day := item.release.published_on)), default=None)
    probed = ProbeResult(
        source, len(items), newest_on, index=tuple(heard.answers.values()), problems=announcements.problems
    )
    if not items:
        mend = "check its url, and its selectors if it is a listing"
        nothing = (Problem(source.id, "nothing is announced", mend),)
        return probed if probed.problems or source.may_be_empty else replace(probed, problems=nothing)
    newest = next(item for item in items if item.release.published_on == newest_on or newest_on is None)
    try:
        return probe_release(probed, newest, heard, engine)
    except TrackerError as error:
        where = error.where or newest.release.url
        page = heard.answers.get(newest.fetch_url or newest.release.url)
        failed = Problem(where, error.message, error.remedy)
        return replace(probed, release=newest.release, page=page, problems=(*probed.problems, failed))


def probe_release(
    probed: ProbeResult, announced: AnnouncedRelease, web: RecordingWeb, engine: Engine
) -> ProbeResult:
    """Fetch and read one announced release; fetch it twice, where it has a page of its own.

    Raises:
        FetchError: Its page did not come.
        UnreadableRevision: There is no text on it.
    """
    source, release = probed.source, announced.release
    url = announced.fetch_url or release.url
    page, steady, failure, answered = None, None, None, url
    if announced.body is not None:
        found = ReleaseDocument(release, announced.body, announced.media_type, announced.charset)
    else:
        found, answered = _fetched(source, announced, web, url)
        page = _with_again(web.answers[url], web.web, source.manners)
    document, revision = _read(found, engine)
    said = statement_text(document)
    if announced.body is None:
        steady = statement_text(_read(_fetched(source, announced, web, url)[0], engine)[0]) == said
        seen = guard.CandidatePage(
            said,
            document.title,
            found.body,
            found.charset,
            url,
            answered,
            source.min_characters,
            announced_title=release.title,
        )
        failure = guard.judge_page(seen, guard.ReleaseHistory())
    release = replace(
        found.release,
        title=found.release.title or document.title,
        published_on=found.release.published_on or document.published_on,
    )
    hits = _bounded_hits(source.selectors, found.body) if found.media_type == "text/html" else {}
    doubts = [Problem(url, failure.message, failure.remedy)] if failure else []
    return replace(
        probed,
        release=release,
        page=page,
        characters=len(said),
        units=pipeline.read(replace(revision, release=release), engine).units,
        hits=hits,
        steady=steady,
        problems=(*probed.problems, *doubts, *_doubts(source, release, hits, steady)),
    )


def _fetched(
    source: Source, announced: AnnouncedRelease, web: RecordingWeb, url: str
) -> tuple[ReleaseDocument, str]:
    """Return what is at *url*, and where its redirects ended."""
    answer = web.get(url, manners=source.manners)
    assert isinstance(answer, Fetched), "no validators were sent"
    return detail_body(source, answer, announced.release), answer.url


def _read(found: ReleaseDocument, engine: Engine) -> tuple[Document, Revision]:
    identity = content_id("revision", found.release.id, found.body)
    now = datetime.now(UTC)
    revision = Revision(identity, found.release, 1, found.body, found.media_type, found.charset, now)
    return pipeline.extract_document(revision, engine), revision


def _doubts(
    source: Source, release: Release, hits: Mapping[str, int], steady: bool | None
) -> Iterator[Problem]:
    """Yield what is wrong with a release although there is text in it."""
    where = release.url or release.ref
    for what, found in (("title", release.title), ("date", release.published_on)):
        if not found:
            yield Problem(where, f"no {what} found", f"set selectors.{what} of {source.id}")
        elif hits.get(what) == 0:
            mend = "look at the page: its design may have changed"
            yield Problem(where, f"selectors.{what} of {source.id} finds nothing", mend)
    if steady is False:
        mend = f"add what changes from visit to visit to selectors.remove of {source.id}"
        yield Problem(where, "gave another text when fetched again at once", mend)


def _bounded_hits(selectors: Selectors, body: bytes) -> dict[str, int]:
    try:
        return run_bounded(selector_hits, selectors, body)
    except BodyTooCostly:  # whoever reads the page has said so already
        return {}


def selector_hits(selectors: Selectors, body: bytes) -> dict[str, int]:
    """Return how many elements each selector that is set finds."""
    named = {name: css for name in _PAGE_SELECTORS if (css := getattr(selectors, name))}
    removed = ", ".join(selectors.remove)
    if removed:
        named["remove"] = removed
    if not named:
        return {}

    tree = lxml.html.document_fromstring(body)
    return {name: len(tree.cssselect(css)) for name, css in named.items()}


def _with_again(asked: AddressCheck, web: Web, manners: Manners) -> AddressCheck:
    """Ask once more with the validators that *asked* was given."""
    if not (asked.etag or asked.last_modified):
        return asked
    try:
        answer = web.get(asked.url, etag=asked.etag, last_modified=asked.last_modified, manners=manners)
    except FetchError as error:
        return replace(asked, again=error.message)
    return replace(asked, again="304" if isinstance(answer, NotModified) else "200, so they are no use")


def _verdict(note: HostNote) -> str:
    if note.robots is None:
        return "could not be read"
    return "is there and was kept to" if note.robots.strip() else "there is none"
