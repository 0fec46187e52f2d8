"""The parties, and one of them: with whom it undertakes, whom it addresses, and every line, last said first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.charts import Chart, party_matrices
from reports.site import pagination
from reports.site.entries import LineEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import LineListRow, day_or_blank, line_list_row, list_legend, with_words
from reports.site.page_context import PageContext, Pager, QueryParams, held_by_slug
from reports.view import addresses as at
from reports.view.counts import Count, count_in_words
from reports.view.display_names import party_name
from reports.view.legend import Legend
from tracker.text.sanitize import clean

PARTNERS = 20  # named on the page of a party
NOBODY = Count()


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party at a glance. Lines of commitments and of positions stand apart."""

    name: str
    code: str  # "" where it is the name
    href: str
    speaks: Count  # lines
    addressed: Count  # lines
    last: str  # day of the latest text with it


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """All parties."""

    title: str
    rows: tuple[PartyRow, ...]
    held: bool  # any release is
    picture: Chart


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """What two parties say together, and to each other."""

    name: str
    href: str
    together: int  # joint undertakings
    to_it: Count  # said by the party whose page it is
    by_it: Count  # said to the party whose page it is


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One party. What comes before the list stands on its first page only."""

    title: str
    code: str  # "" where it is the name
    facts: tuple[str, ...]
    partners: tuple[PartnerRow, ...]
    lines: tuple[LineListRow, ...]
    pager: Pager
    changes: str  # all that moved on its lines, where a server answers
    legend: Legend


def gather_all(view: PageContext, names: Mapping[str, str], query: QueryParams) -> PartiesPage:  # noqa: ARG001 - as every page
    """Return the page of all parties."""
    return lay_out_all(view.atlas)


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> PartyPage:
    """Return the page of one party."""
    party = held_by_slug(names, view.atlas.parties, "party")
    page = lay_out(view.atlas, party, pagination.requested_page(names, query))
    lines = with_words(view.store, page.lines)
    return replace(page, lines=lines, legend=list_legend(lines))


def lay_out_all(atlas: SiteIndex) -> PartiesPage:
    """Lay all parties out: by name."""
    rows = tuple(_row(atlas, party) for party in atlas.parties)
    return PartiesPage(
        "Parties",
        rows,
        bool(atlas.releases),
        party_matrices(atlas.joint_counts, atlas.addressee_counts, party_name),
    )


def lay_out(atlas: SiteIndex, party: str, number: int) -> PartyPage:
    """Lay page *number* of one party out."""
    lines = atlas.parties[party]
    shown, pager = pagination.paginate(lines, number, lambda other: at.party(party, other))
    entries = [atlas.lines[line] for line in shown]
    rows = tuple(line_list_row(atlas, entry, issuer=True, role=_role(entry, party)) for entry in entries)
    first = number == 1
    return PartyPage(
        title=party_name(party),
        code=_code(party),
        facts=_facts(*atlas.party_lines[party]) if first else (),
        partners=_partners(atlas, party) if first else (),
        lines=rows,
        pager=pager,
        changes=pagination.query_address(at.CHANGES, {"party": party})(1),
        legend=list_legend(rows),
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of parties that a folder of files has."""
    yield at.PARTIES
    for party, lines in atlas.parties.items():
        for number in pagination.page_numbers(len(lines)):
            yield at.party(party, number)


def _row(atlas: SiteIndex, party: str) -> PartyRow:
    speaks, addressed = atlas.party_lines[party]
    return PartyRow(
        name=party_name(party),
        code=_code(party),
        href=at.party(party),
        speaks=speaks,
        addressed=addressed,
        last=day_or_blank(atlas.party_days.get(party)),
    )


def _code(party: str) -> str:
    code = clean(party)
    return "" if party_name(party) == code else code


def _role(entry: LineEntry, party: str) -> str:
    roles = (("speaks", entry.speakers), ("is addressed", entry.addressees))
    return " and ".join(role for role, parties in roles if party in parties)


def _facts(speaks: Count, addressed: Count) -> tuple[str, ...]:
    return (
        f"Lines it speaks on: {count_in_words(speaks)}.",
        f"Lines that address it: {count_in_words(addressed)}.",
    )


def _partners(atlas: SiteIndex, party: str) -> tuple[PartnerRow, ...]:
    together = Counter(
        {(set(pair) - {party}).pop(): times for pair, times in atlas.joint_counts.items() if party in pair}
    )
    to_it = {other: count for (one, other), count in atlas.addressee_counts.items() if one == party != other}
    by_it = {one: count for (one, other), count in atlas.addressee_counts.items() if other == party != one}
    others = sorted(
        {*together, *to_it, *by_it},
        key=lambda other: (
            -together[other],
            -_weight(to_it, other) - _weight(by_it, other),
            party_name(other),
        ),
    )
    return tuple(
        PartnerRow(
            party_name(other),
            at.party(other) if other in atlas.parties else "",
            together[other],
            to_it.get(other, NOBODY),
            by_it.get(other, NOBODY),
        )
        for other in others[:PARTNERS]
    )


def _weight(said: Mapping[str, Count], other: str) -> int:
    count = said.get(other, NOBODY)  # to sort by, never shown
    return count.commitments + count.positions
