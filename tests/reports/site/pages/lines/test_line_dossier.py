"""Others on this: what is held on the subject of a line, by issuer."""

from __future__ import annotations

from datetime import timedelta

from reports.site.pages.lines.line_dossier import dossier_issuers
from tests.fakes import DAY, build_line, build_mention, build_release
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
