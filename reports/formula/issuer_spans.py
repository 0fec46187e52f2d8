"""When each issuer said a formula first and last, and what its next text of the series, else of the same parties, has in its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tracker.answering.next_text import said_next
from tracker.compare.silences.agreed_series import parties_of
from tracker.domain import Release
from tracker.formula.history import FormulaHistory
from tracker.formula.uses import Use
from tracker.store import Store

ISSUERS = 5  # those that say it most
LATER = 400  # texts after the last use among which the next of the series is looked for


@dataclass(frozen=True, slots=True)
class IssuerSpan:
    """The *first* and the *last* of so many *times*, and the next text of the series with what it has *instead*; "" = nothing near, None = there is none."""

    issuer: str
    times: int
    first: Use
    last: Use
    following: Release | None
    instead: str


def issuer_spans(store: Store, history: FormulaHistory) -> tuple[IssuerSpan, ...]:
    """Return when the issuers that say the formula of *history* most did so, the most frequent first: word for word, where they do."""
    exact = history.variants[0] if history.variants else None
    uses = exact.uses if exact and not exact.edits else history.uses
    said = defaultdict[str, list[Use]](list)
    for use in uses:
        if use.release.published_on:
            said[use.release.issuer].append(use)
    often = sorted(said.items(), key=lambda one: (-len(one[1]), one[0]))[:ISSUERS]
    return tuple(_span(store, issuer, found) for issuer, found in often)


def _span(store: Store, issuer: str, uses: list[Use]) -> IssuerSpan:
    last = uses[-1]
    following, instead = None, ""
    if last.release.published_on:
        number, later = store.texts_after(last.release.published_on, [issuer], LATER)
        if number <= LATER:
            after, parties = last.release.published_on, parties_of(last.release)
            # texts of the Quad have another title each time; who publishes what it agrees on with many has no one next text
            agreed = [one for one in later if parties and parties_of(one) == parties]
            found = (
                one
                for texts, of_series in ((later, True), (agreed, False))
                for one in said_next(store, texts, last.release, last.quote, after, of_series=of_series)
            )
            following, instead = next(found, (None, ""))
    return IssuerSpan(issuer, len(uses), uses[0], last, following, instead)
