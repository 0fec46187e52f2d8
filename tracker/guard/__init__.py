"""Whether an answer is what its source says, or a wall, an error page, a torn text. Pure.

    page ──► charset ──► length ──► redirect ──► words and markup ──► what was held before ──► believed
                └───────────┴───────────┴───────────────┴─────────────────────┴─► held back, with rule and evidence

What is held back is kept apart and told to the operator, who may accept it. The
rules and the figures behind them are in docs/decisions/0014-extraction-guard.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import UnreadableRevision
from tracker.guard.encoding_damage import charset_break, script_change
from tracker.guard.interstitials import find_interstitial
from tracker.guard.plain_sentences import has_sentence, share_kept
from tracker.guard.redirects import misleading_redirect
from tracker.health_states import Failure

__all__ = ["ReleaseHistory", "CandidatePage", "judge_page", "unreadable_failure"]
# Why these figures: docs/decisions/0014-extraction-guard.md
EMPTY_LETTERS = 5  # fewer letters say nothing, in any script
EMPTY_SHARE = 0.2  # of the shortest text its source ever had, where no sentence is left
KNOWN_LENGTHS = 10  # as many texts of a source show how short it can be
SHRUNK, SHRUNK_FAR = 0.4, 0.2  # of the text held
SHORT_RANK = 0.05  # of the lengths of its source: what is shorter is short for it
KEPT = 0.8  # of a text that was only cut
SHORT_TWIN = 500  # characters: up to here a text that several addresses show may be a wall
TWINS = 2  # other addresses


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """What answered for one release."""

    statement: str  # what was extracted as said
    title: str
    body: bytes  # as received
    charset: str  # as declared
    requested_url: str  # URL
    final_url: str  # URL, after redirects
    min_characters: int = 0  # source.min_characters
    announced_title: str = ""  # title, as its feed or index gives it
    source: str = ""  # id; with *ref* for the command that accepts it
    ref: str = ""  # of the release


@dataclass(frozen=True, slots=True)
class ReleaseHistory:
    """What is known of the release and of its source."""

    characters: int = 0  # of the statement held; 0 = the release is not held
    statement: str = ""  # held
    title: str = ""  # held
    lengths: tuple[int, ...] = ()  # characters of the statements of the source, latest first
    same_text_elsewhere: int = 0  # other releases of the source that show the same text now


def unreadable_failure(error: UnreadableRevision) -> Failure:
    """Return what it means that no text could be got from an answer."""
    return Failure(error.message, error.remedy, lasting=True)


def judge_page(page: CandidatePage, history: ReleaseHistory) -> Failure | None:
    """Return why *page* is not believed, with the rule and its evidence; None where it is."""
    what = next(_reasons(page, history), None)
    return None if what is None else Failure(what, _mend(page), lasting=True)


def _reasons(page: CandidatePage, history: ReleaseHistory) -> Iterator[str]:
    if broken := charset_break(page.statement, history.statement):
        yield broken
    yield from _too_short(page, history)
    if away := misleading_redirect(page.requested_url, page.final_url):
        yield f"redirected {away}"
    if wall := find_interstitial(
        page.statement, page.title, page.body, history.statement, page.announced_title
    ):
        yield wall
    if history.characters:
        yield from _against_held(page, history)
    elif history.same_text_elsewhere >= TWINS and len(page.statement) < SHORT_TWIN:
        yield f"the same short text as {history.same_text_elsewhere} other addresses show, “{_start(page.statement)}”"


def _too_short(page: CandidatePage, history: ReleaseHistory) -> Iterator[str]:
    """Say where next to nothing is left: by the text alone, by its source's limit, by its source's lengths."""
    characters = len(page.statement)
    if sum(map(str.isalpha, page.statement[:1000])) < EMPTY_LETTERS:
        yield f"next to no text, “{_start(page.statement)}”"
    if characters < page.min_characters:
        yield f"{characters:,} characters, fewer than min_characters = {page.min_characters} of its source"
    if len(history.lengths) >= KNOWN_LENGTHS:
        shortest = min(history.lengths)
        if characters < EMPTY_SHARE * shortest and not has_sentence(page.statement):
            yield (
                f"no sentence in {characters:,} characters, “{_start(page.statement)}”; "
                f"its source never had fewer than {shortest:,}"
            )


def _against_held(page: CandidatePage, history: ReleaseHistory) -> Iterator[str]:
    """Say what makes a text no likely edit of the one held."""
    if change := script_change(page.statement, history.statement):
        yield change
    if history.same_text_elsewhere and " ".join(page.statement.split()) != " ".join(
        history.statement.split()
    ):
        yield f"another text than before, and the same as another address of its source shows, “{_start(page.statement)}”"
    characters, ratio = len(page.statement), len(page.statement) / history.characters
    shrank = f"the text shrank from {history.characters:,} to {characters:,} characters"
    if ratio < SHRUNK_FAR:
        yield f"{shrank}, below {SHRUNK_FAR:.0%} of what it was"
    elif ratio < SHRUNK:
        lengths = sorted(history.lengths)
        short = (
            lengths[int(SHORT_RANK * len(lengths))] if len(lengths) >= KNOWN_LENGTHS else history.characters
        )
        if characters < short:
            yield f"{shrank}, below {SHRUNK:.0%} of what it was and shorter than its source's texts are"
        elif share_kept(page.statement, history.statement) < KEPT:
            yield f"{shrank}, below {SHRUNK:.0%} of what it was, and says something else"


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


def _mend(page: CandidatePage) -> str:
    command = f"policy-tracker accept {page.source or 'SOURCE'} {page.ref or 'ADDRESS'}"
    return f"look at the page; if it is real, `{command}` (`policy-tracker sources refused` lists what is held back)"
