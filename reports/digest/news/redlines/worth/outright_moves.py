"""What moved between two sentences of a text though neither need hold a statement: how a danger is assessed, a verdict, a step of travel advice. Pure."""

from __future__ import annotations

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth.outlook import assessment_moved
from reports.digest.news.redlines.worth.outsiders import is_of_outsider
from reports.digest.news.redlines.worth.sentence_weights import is_of_another_bank
from reports.digest.news.redlines.worth.travel_advice import advises_otherwise
from reports.digest.news.redlines.worth.verdicts import risk_rated_otherwise, verdict_turned
from tracker.link.occasions.genre import Genre
from tracker.text.words_of_others import is_quotation

ADVISES = frozenset({Genre.STATEMENT, Genre.TALK})  # texts in which a ministry advises travellers


def moved_outright(before: str, after: str, text: ComparedText) -> bool:
    """Say whether two sentences of *text* assess a danger otherwise, come to another verdict, or advise travellers otherwise."""
    if text.genre is not Genre.AGREED and assessment_moved(before, after):
        return True
    if text.genre in ADVISES and advises_otherwise(before, after):
        return True
    turned = verdict_turned(before, after) or risk_rated_otherwise(before, after)
    return turned and not any(_is_of_others(said, text) for said in (before, after))


def _is_of_others(said: str, text: ComparedText) -> bool:
    """Say whether a sentence of *text* tells what somebody outside it says, or what another central bank did."""
    issuer = text.release.issuer
    return (
        is_of_outsider(said, issuer, text.speakers)
        or is_quotation(said)
        or is_of_another_bank(said, issuer, named=False)
    )
