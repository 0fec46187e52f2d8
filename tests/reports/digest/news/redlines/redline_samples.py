"""What a board of the invented Norvale says in March and in May, and both texts beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import moves_of
from tests.fakes import build_facets, build_release, build_unit
from tests.tracker.edits.samples import document
from tracker.domain import Kind
from tracker.edits.sentence_pairs import SentencePair, TextSentences, pair_sentences

MARCH, MAY = date(2031, 3, 19), date(2031, 5, 7)
GUIDANCE = "The Board expects that low rates will be warranted for some time."
LONGER = "The Board expects that low rates will be warranted for an extended period."
PATIENT = "The Board can be patient before it raises its policy rate."
STANDS = "The Board will watch the price of grain and of timber closely."
GRAIN = "Grain prices rose by 3 percent in April while timber was cheap."
PICKED_UP = "Pressures on the price of grain have picked up in recent months."
ELEVATED = "Pressures on the price of grain have stayed elevated, and will for a while."
ESCORT = "The Board will send Estmark twelve ships that escort grain and timber through the northern strait until the end of May."


def units_of(text, release, kind=Kind.U_OWN, speaker="NVB"):
    """Return each sentence of *text* on the Board as a statement of its speaker."""
    return tuple(
        build_unit(
            sentence,
            start=text.index(sentence),
            revision=release.id,
            kind=kind,
            facets=build_facets(speakers=frozenset({speaker}), addressees=frozenset()),
        )
        for sentence in text.split("\n\n")
        if "The Board" in sentence or "We " in sentence
    )


def compared(before, after, title="Rate statement", speaker="NVB", kind=Kind.U_OWN, *, whole=False):
    """Return a text of May beside that of March; *whole* with all that both say."""
    earlier = build_release("R-3", title=f"{title}, 19 March 2031", published_on=MARCH, issuer="Norvale Bank")
    later = build_release("R-5", title=f"{title}, 7 May 2031", published_on=MAY, issuer="Norvale Bank")
    old, new = ("\n\n".join(sentences) for sentences in (before, after))
    found = pair_sentences(TextSentences(document(*before)), TextSentences(document(*after)))
    text = ComparedText(
        later,
        earlier,
        found.differing,
        units_of(new, later, kind, speaker),
        units_of(old, earlier, kind, speaker),
    )
    return replace(text, whole=(old, new), sentences=found.sentences) if whole else text


def told(text):
    return [(one.fate, one.quote or one.quote_before) for one in moves_of(text)]


def parted(text):
    """Return *text* with each sentence that the other side does not have word for word as gone, or new."""
    old, new = text.sentences
    gone = (SentencePair(one, None) for one in old if one.said not in {other.said for other in new})
    come = (SentencePair(None, one) for one in new if one.said not in {other.said for other in old})
    return replace(text, pairs=(*gone, *come))
