from __future__ import annotations

import numpy as np
import pytest

from tracker.domain import Kind
from tracker.segment.network.borders import mended
from tracker.segment.network.evidence import Around, ordered_weights
from tracker.segment.network.heads import WIDTHS, Heads
from tracker.segment.network.spans import Calibration, Span, joined, spans_of
from tracker.segment.network.windows import Piece

PLAIN = Calibration(ordered_weights({"log_odds": 1.0}), dict.fromkeys("UDSE", 0.5), ((0.0, 0.0),))

EVEN = Around(0.5, dict.fromkeys("UDSE", 0.25))


def borders(text: str, quote: str) -> str:
    """Return what becomes of *quote* as the network cut it out of the sentence *text*."""
    start = text.index(quote)
    first, last = mended(text, start, start + len(quote), 0, len(text))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (
            "Norvale will not recognize any annexation.",
            "recognize any annexation",
            "will not recognize any annexation",
        ),
        ("They vowed never to accept it by force.", "to accept it", "never to accept it"),
        ("Norvale does not support the claim.", "support the claim", "does not support the claim"),
        (
            "Norvale can no longer accept the closure.",
            "accept the closure",
            "can no longer accept the closure",
        ),
        ("The ministers didn’t support the claim.", "support the claim", "didn’t support the claim"),
        (
            "Norvale does not believe that the blockade of the straits should be lifted.",
            "should be lifted",
            "does not believe that the blockade of the straits should be lifted",
        ),
        (
            "No exporting state may use more than a third of the quota.",
            "may use more than a third of the quota",
            "No exporting state may use more than a third of the quota",
        ),
        (
            "Neither side will accept a return to the old tariff.",
            "will accept a return to the old tariff",
            "Neither side will accept a return to the old tariff",
        ),
        ("There is no doubt that we will accept it.", "will accept it", "will accept it"),
    ],
)
def test_a_quote_never_starts_after_its_negation(text: str, cut: str, whole: str) -> None:
    """ "Not to recognize" quoted as "recognize" would say the opposite of what was said."""
    assert borders(text, cut) == whole


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (
            "They agreed to consult the U.S. on tariffs.",
            "agreed to consult the U.S",
            "agreed to consult the U.S.",
        ),
        (
            "They thanked Minister Oren Hale for the talks.",
            "thanked Minister Oren",
            "thanked Minister Oren Hale",
        ),
        (
            "They praised the Republic of Estmark today.",
            "praised the Republic",
            "praised the Republic of Estmark",
        ),
        (
            "They praised the Norvale-Estmark Compact again.",
            "praised the Norvale",
            "praised the Norvale-Estmark Compact",
        ),
        (
            "They joined the EU-U.S. Trade Council today.",
            "joined the EU-U.S",
            "joined the EU-U.S. Trade Council",
        ),
        (
            "Travellers should visit harbour.norvale.example now.",
            "should visit harbour",
            "should visit harbour.norvale.example",
        ),
        ("Norvale will strengthen patrols.", "will strength", "will strengthen patrols"[:15]),
    ],
)
def test_a_quote_never_ends_inside_a_name_a_word_or_an_abbreviation(text: str, cut: str, whole: str) -> None:
    """A name cut in two names somebody else: "the Republic" is not "the Republic of Estmark"."""
    assert borders(text, cut) == whole


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (", agreed to meet and", "agreed to meet"),
        ("“agreed to meet”", "agreed to meet"),
        ("agreed to meet.", "agreed to meet"),
        ("agreed to meet, just as", "agreed to meet"),
        ("agreed to meet, including", "agreed to meet"),
    ],
)
def test_punctuation_and_joining_words_at_the_ends_belong_to_no_unit(cut: str, whole: str) -> None:
    """A quote is cited as it stands: without the comma or "and" that parts it from the next one."""
    text = f"The ministers {cut} went home"
    start = text.index(cut)
    first, last = mended(text, start, start + len(cut), 0, len(text))
    assert text[first:last] == whole


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("They asked the Fund (FND) to lend", "asked the Fund (FND", "asked the Fund (FND)"),
        ("They met in order to lend", "order to lend", "in order to lend"),
        ("He recalled the U.S. pledge to lend.", "recalled the U.S.", "recalled the U.S. pledge to lend"),
        ("He recalled the U.S. to lend.", "recalled the U.S.", "recalled the U.S."),
        ("They gave CAD $1.2 billion to ports", "2 billion to ports", "$1.2 billion to ports"),
    ],
)
def test_a_quote_holds_both_brackets_all_of_in_order_to_and_what_is_whose(
    text: str, cut: str, whole: str
) -> None:
    """A quote that opens a bracket closes it; none begins inside "in order to", or ends between whose and what."""
    start = text.index(cut)
    first, last = mended(text, start, start + len(cut), 0, len(text))
    assert text[first:last] == whole


def read(text: str, tags: str) -> list[str]:
    """Return the quotes in *text* where the network says of each word O, B or I."""
    pieces, scores, at = [], [], 0
    for word, tag in zip(text.split(), tags, strict=True):
        start = text.index(word, at)
        at = start + len(word)
        pieces.append(Piece(0, start, at))
        row = np.zeros(sum(WIDTHS.values()), dtype=np.float32)
        row["OBI".index(tag)] = 8.0
        scores.append(row)
    return [
        text[span.start : span.end]
        for span in spans_of(
            text, pieces, Heads.of(np.array(scores, dtype=np.float32)), 0, len(text), PLAIN, EVEN
        )
    ]


def test_two_beginnings_in_a_row_are_two_units() -> None:
    """ "To lift the ban and release the crews" is two demands where the reader sees two beginnings."""
    assert read("They must lift the ban and release the crews", "OBIIIOBII") == [
        "must lift the ban",
        "release the crews",
    ]


def test_a_frame_is_no_unit_beside_what_it_introduces() -> None:
    """ "Confirmed that they | will consider talks" is one statement: the frame alone says nothing."""
    assert read("They confirmed that they will consider talks", "OBIIBII") == [
        "confirmed that they will consider talks"
    ]


def test_no_unit_ends_before_its_verb() -> None:
    """ "Reaffirmed that they will firmly | respond" is one statement: no promise ends on "will firmly"."""
    said = "They reaffirmed again that they will firmly respond to it"
    assert read(said, "OBIIIIIBII") == ["reaffirmed again that they will firmly respond to it"]


@pytest.mark.parametrize(
    ("said", "tags", "whole"),
    [
        (
            "They agreed to open the port , to feed the region",
            "OBIIIIOBIII",
            "agreed to open the port , to feed the region",
        ),
        (
            "They will build a port in order to feed many",
            "OBIIIOBIII",
            "will build a port in order to feed many",
        ),
        (
            "They will lift bans , including those on salt",
            "OBIIOOBII",
            "will lift bans , including those on salt",
        ),
    ],
)
def test_an_aim_a_manner_and_an_example_are_no_units_of_their_own(said: str, tags: str, whole: str) -> None:
    """ "To feed the region" says what the port is for: it is undertaken with the port or not at all (coding guide, section 6)."""
    assert read(said, tags) == [whole]


@pytest.mark.parametrize(
    ("said", "units"),
    [
        (
            "They condemned the raids and committed to new talks",
            ["condemned the raids", "committed to new talks"],
        ),
        ("Norvale urges a truce and calls on Veskia to leave", ["urges a truce", "calls on Veskia to leave"]),
        (
            "They welcome and encourage the talks of the ports",
            ["welcome and encourage the talks of the ports"],
        ),
        (
            "They agree to meet often and welcome the new envoy",
            ["agree to meet often and welcome the new envoy"],
        ),
    ],
)
def test_two_finite_lead_verbs_are_two_units(said: str, units: list[str]) -> None:
    """ "Condemned the raids and committed to talks" judges and undertakes (coding guide, section 6, rule 1)."""
    opening = "OB" + "I" * (len(said.split()) - 2)
    assert read(said, opening) == units


def test_a_second_infinitive_is_a_unit_of_its_own() -> None:
    """ "To open the port and to release the crews" are two undertakings: an "and" begins something new."""
    assert read("They agreed to open the port and to release the crews", "OBIIIIOBIII") == [
        "agreed to open the port",
        "to release the crews",
    ]


def test_what_is_told_of_the_last_noun_is_no_unit() -> None:
    """ "A port, which will serve millions" undertakes a port; whom it serves is told of the port, not promised."""
    assert read("They agreed to open a port , which will serve many millions", "OBIIIIOOOBII") == [
        "agreed to open a port"
    ]


def test_adverbs_stay_with_their_verb() -> None:
    """ "To immediately, completely | and unconditionally withdraw" is one demand: half of it names no act."""
    said = "They urge Veskia to immediately , completely and unconditionally withdraw its forces"
    assert read(said, "OBIIIIIOBIII") == [
        "urge Veskia to immediately , completely and unconditionally withdraw its forces"
    ]


def test_talk_that_breaks_off_is_no_unit() -> None:
    """ "We will – if we have – if —" was interrupted before anything was said."""
    assert read("We will if we have —", "BIIIIO") == []


def test_no_unit_begins_with_the_word_that_joins_it_to_the_one_before() -> None:
    """ "And call on Veskia": the quote is the call."""
    assert read("They met and call on Veskia to leave", "OOBIIIII") == ["call on Veskia to leave"]


def test_an_inside_without_a_beginning_opens_no_unit() -> None:
    """A unit has a first word; one word that looks like a middle is no statement."""
    assert read("The harbour was calm that day", "OOOIOO") == []


def test_a_single_word_is_no_unit() -> None:
    """A quote of one word says neither what is to be done nor what is thought."""
    assert read("They agreed today", "OBO") == []


@pytest.mark.parametrize(("said", "units"), [("규탄하고,", 2), ("규탄해", 1)])
def test_two_clauses_of_korean_with_lead_verbs_of_their_own_are_two_units(said: str, units: int) -> None:
    """ "… 규탄하고, … 촉구하였다" condemns and demands; a verb that only leads to the next makes no unit of its own."""
    text = f"부두 봉쇄를 {said} 철수를 거듭 촉구하였다"
    starts = [0, *(at for at, letter in enumerate(text) if letter == " ")]
    pieces = [Piece(0, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    scores = np.zeros((len(pieces), sum(WIDTHS.values())), dtype=np.float32)
    scores[:, 1:3] = 2.0, 4.0
    scores[0, 1] = 6.0
    assert len(list(spans_of(text, pieces, Heads.of(scores), 0, len(text), PLAIN, EVEN))) == units


@pytest.mark.parametrize(
    ("subject", "behind", "units"),
    [
        ("loans to households", "will be limited", 1),
        ("the sovereignty of all states", "must serve as a basis", 1),
        ("reaffirmed the political", "will to end the war", 2),
        ("pledged three ferries", "welcomed the talks", 2),
    ],
)
def test_a_subject_and_its_verb_are_one_statement(subject, behind, units):
    """What "will be limited" cannot be said without what it is said of; two verbs are two statements."""
    text = f"{subject} {behind}"
    cut = len(subject)
    spans = [
        Span(start, end, Kind.U_OWN, 4, 0, False, share, 1.0, 1.0)
        for start, end, share in ((0, cut, 0.5), (cut + 1, len(text), 0.7))
    ]
    found = list(joined(spans, text))
    assert len(found) == units
    assert (found[0].start, found[-1].end, found[-1].probability) == (0, len(text), 0.7)
