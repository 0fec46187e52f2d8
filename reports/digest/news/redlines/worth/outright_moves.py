"""What moved between two sentences of a text though neither need hold a statement: how a danger is assessed, what a board forecasts, where risks lie, a verdict, a step of travel advice. Pure."""

from __future__ import annotations

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth.outlook import assessment_moved, forecast_moved, outlook_moved
from reports.digest.news.redlines.worth.outsiders import is_of_outsider
from reports.digest.news.redlines.worth.sentence_weights import is_asked, is_of_members, of_minority
from reports.digest.news.redlines.worth.travel_advice import advises_otherwise
from reports.digest.news.redlines.worth.verdicts import risk_rated_otherwise, verdict_turned
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre
from tracker.text.words_of_others import is_quotation

ADVISES = frozenset({Genre.STATEMENT, Genre.TALK})  # texts in which a ministry advises travellers


def moved_outright(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether the two sentences of *pair* assess a danger or the side of risks otherwise, forecast other figures, come to another verdict, or advise travellers otherwise."""
    if text.is_asked(pair):
        return False
    before, after = pair.quotes
    if text.genre is not Genre.AGREED and assessment_moved(before, after):
        return True
    if text.genre in ADVISES and advises_otherwise(before, after):
        return True
    decides = text.genre is Genre.DECISION
    turned = (
        verdict_turned(before, after)
        or risk_rated_otherwise(before, after)
        or ((decides or text.states_own(pair)) and outlook_moved(before, after))
        or (decides and forecast_moved(before, after))
    )
    return (
        turned
        and not is_of_members(pair, text)
        and not any(_is_of_others(said, text) for said in (before, after))
    )


def _is_of_others(said: str, text: ComparedText) -> bool:
    """Say whether a sentence of *text* tells what somebody outside it says or asks, or what a part of a board holds."""
    issuer = text.release.issuer
    return (
        is_of_outsider(said, issuer, text.speakers)
        or is_quotation(said)
        or is_asked(said)
        or of_minority(said)
    )
