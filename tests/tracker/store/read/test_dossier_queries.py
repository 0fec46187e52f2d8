"""Dossiers as the store answers for them: across sources, as analysts decided, and after all was computed again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.relating.source_decisions import apply_line_decisions
from tests.fakes import NOW
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Mention
from tracker.errors import InputError
from tracker.link.dossiers import subject_of
from tracker.link.pairs.pair_model import load_model
from tracker.review.line_decisions import Decider, HeldLine, alias_line, join_in_dossier, merge_lines
from tracker.store import Store

ANA = Decider("ana", NOW)


def say(desk: Desk, source: str, quote: str) -> Said:
    """Put a statement on a line of its own into the store, with what it is about."""
    said = desk.say(f"{source}-1", {f"{source}: {quote}": quote}, source=source)
    words = load_model().words
    subjects = {
        link.line.id: subject_of(Mention(unit, said.release), words)
        for link, unit in zip(said.relation.links, said.units, strict=True)
    }
    desk.store.record_relations([replace(said.relation, subjects=subjects)], NOW)
    return said


def held(store: Store, said: Said) -> HeldLine:
    line = said.relation.links[0].line
    return HeldLine(line, store.history(line.id)[0])


@pytest.fixture
def three(desk: Desk) -> list[Said]:
    """Return what three sources said: two of them on one matter."""
    quotes = {
        "norvale-mfa": "Norvale will deter the missile threats of Peru in the northern harbours.",
        "estmark-mfa": "Estmark condemned the missile threats of Peru against the northern harbours.",
        "lurania-mfa": "Lurania will lower tariffs on timber.",
    }
    return [say(desk, source, quote) for source, quote in quotes.items()]


def sources_in(store: Store, said: Said) -> list[str]:
    found = store.dossier(said.relation.links[0].line.id)
    return sorted(one.line.source for one in found.lines) if found else []


def test_a_new_source_finds_what_others_said(store: Store, three: list[Said]) -> None:
    """Lines of two issuers on one matter are in each other's dossier; a third on another matter is in none."""
    assert [sources_in(store, said) for said in three] == [["estmark-mfa", "norvale-mfa"]] * 2 + [[]]


def test_analysts_join_lines_and_keep_them_apart(store: Store, three: list[Said]) -> None:
    """What an analyst said of two lines holds for both, and undone it holds no more."""
    norvale, estmark, lurania = three
    one, two, three_ = (held(store, said) for said in three)
    kept = store.decide([join_in_dossier(one, three_, ANA), join_in_dossier(two, one, ANA, joined=False)])
    apply_line_decisions(store)
    assert sources_in(store, norvale) == ["lurania-mfa", "norvale-mfa"]
    assert sources_in(store, lurania) == ["lurania-mfa", "norvale-mfa"]
    assert sources_in(store, estmark) == []
    for decision in kept:
        store.undo(decision.id, "ana", NOW)
    apply_line_decisions(store)
    assert sources_in(store, norvale) == ["estmark-mfa", "norvale-mfa"]


def test_a_line_is_found_by_its_aliases(store: Store, three: list[Said]) -> None:
    """An alias finds its line as the name does, in any case; undone it finds nothing."""
    one = held(store, three[0])
    (kept,) = store.decide([alias_line(one, "the harbour shield", ANA)])
    apply_line_decisions(store)
    assert store.find_line("The Harbour Shield") == one.line
    assert store.aliases(one.line.id) == ("the harbour shield",)
    store.undo(kept.id, "ana", NOW)
    apply_line_decisions(store)
    assert store.aliases(one.line.id) == ()


def test_lines_of_two_issuers_are_never_one(store: Store, three: list[Said]) -> None:
    """A line is one principal's: another's is joined to its dossier, not merged into it."""
    with pytest.raises(InputError, match="lines stay per source"):
        merge_lines(held(store, three[0]), held(store, three[1]), ANA)
