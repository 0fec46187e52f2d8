"""Others on this: what is held on the subject of a line, by issuer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reports.site.pages.lines.dossier_page import lay_out
from reports.site.pages.lines.line_dossier import dossier_issuers
from reports.view.vocabulary import LABEL_WORDS
from tests.fakes import DAY, build_line, build_mention, build_release
from tests.reports.site.small_indexes import Told
from tracker.domain import Label
from tracker.link.dossiers import DossierLine, dossier_of


def line(name: str, issuer: str, days: int = 0, times: int = 1) -> DossierLine:
    release = build_release(name, published_on=DAY + timedelta(days=days))
    latest = build_mention(f"{issuer} will guard {name}.", release=release)
    return DossierLine(build_line(name, source=issuer), issuer, times, DAY, latest, 0.8)


def test_each_issuer_has_its_last_words_and_the_rest_is_counted():
    """Two lines of an issuer are quoted, the last said first; that there are more is said."""
    held = [
        line("mine", "Norvale"),
        *(line(f"sea {day}", "Estmark", day) for day in range(4)),
        line("bay", "Veskia", times=3),
    ]
    estmark, veskia = dossier_issuers(dossier_of(held[0].line, held), {})
    assert (estmark.issuer, estmark.more) == ("Estmark", "2 more")
    assert [one.quote for one in estmark.statements] == [
        "Estmark will guard sea 3.",
        "Estmark will guard sea 2.",
    ]
    assert veskia.statements[0].times == "said 3 times since 4\N{NO-BREAK SPACE}Mar\N{NO-BREAK SPACE}2031"
    assert estmark.statements[0].times == ""


def test_a_line_that_is_alone_has_no_such_section():
    """Where nothing else is held on the subject, nothing is said."""
    assert dossier_issuers(None, {}) == ()


def test_a_dossier_has_one_row_an_issuer_with_its_words_and_how_they_last_moved():
    """Who says what now, on one axis; what another says otherwise is a row of its own and no change."""
    told = (
        Told().say("mine", 90).say("mine", 5, Label.WEAKENED).say("bay", 40, source="veskia", issuer="Veskia")
    )
    atlas = told.atlas()
    entries = {one.line.name: one for one in atlas.lines.values()}
    held = [
        replace(line(name, issuer), line=entries[name].line)
        for name, issuer in (("mine", "Norvale"), ("bay", "Veskia"))
    ]
    page = lay_out(atlas, entries["mine"], dossier_of(held[0].line, held))
    assert [(row.issuer, row.now.quote) for row in page.rows] == [
        ("Norvale", "Norvale will guard mine."),
        ("Veskia", "Veskia will guard bay."),
    ]
    verdicts = [row.verdict.words.word if row.verdict else "" for row in page.rows]
    assert verdicts == [LABEL_WORDS[Label.WEAKENED].word, ""]
    assert [row[:3] for row in page.picture.rows] == [("Norvale", "2", "1"), ("Veskia", "1", "0")]
