"""The rung of a unit and its family where its words say them: the coding guide's ladder, not the network's guess."""

import pytest

from tests.tracker.segment.conftest import Read
from tracker.domain import Unit


def read_one(
    read_as: Read, quote: str, kind: str, issuer: str = "Ministry of Foreign Affairs of Norvale"
) -> Unit:
    """Return the unit that *quote* is in a sentence of its own; the network guesses *kind* and level 4."""
    (unit,) = read_as(f"The two sides {quote}.", (quote, kind), issuer=issuer)
    return unit


@pytest.mark.parametrize(
    ("quote", "kind", "level"),
    [
        ("decided to raise the policy rate by 25 basis points to 2.00 percent", "U.own", 5),
        ("decided to invest $2 billion in the docks", "U.own", 5),
        ("decided to open the docks", "U.own", 4),
        ("reaffirmed their readiness to open the docks", "U.joint", 2),
        ("stressed their determination to open the docks", "U.joint", 4),
        ("look forward to working with Veskia", "U.joint", 2),
        ("look forward to the next summit", "D.call", 1),
        ("continue to anticipate a lower policy rate", "U.own", 2),
        ("and their new programme will open the docks", "U.joint", 3),
        ("will open the docks", "U.joint", 4),
        ("need to open the docks", "D.principle", 3),
        ("confirm the necessity of a treaty", "D.principle", 2),
        ("note that Veskia must open the docks", "D.demand", 4),
        ("strongly oppose any change of the border", "S.principle", 4),
        ("reiterated their strong opposition to any change of the border", "S.principle", 4),
        ("reaffirmed the importance of the strait", "S.principle", 2),
        ("reaffirmed the Compact as the anchor of peace", "S.principle", 3),
        ("thanked Veskia for its help", "E.praise", 1),
        ("expressed their deep gratitude to Veskia", "E.praise", 1),
        ("commended Veskia for its help", "E.praise", 2),
        ("expressed concern about the raids", "E.concern", 1),
        ("expressed grave concern about the raids", "E.concern", 2),
        ("are deeply concerned about the raids", "E.concern", 2),
        ("broke into raids, a clear violation of the armistice", "E.condemn", 5),
    ],
)  # fmt: skip
def test_the_same_words_have_the_same_rung_in_every_text(
    read_as: Read, quote: str, kind: str, level: int
) -> None:
    """Word for word, "strongly oppose" stood at 4 in one text and at 2 in the next: a false move where none was made."""
    assert read_one(read_as, quote, kind).facets.level == level


@pytest.mark.parametrize(
    ("quote", "guessed", "kind"),
    [
        ("reaffirmed their strong support for Estmark", "U.joint", "S.support"),
        ("are deeply concerned about the raids", "S.principle", "E.concern"),
        ("stress that the world will never accept raids on Estmark", "D.demand", "S.principle"),
        ("do not and will never recognise the annexation", "U.joint", "S.principle"),
        ("know that the annexation will never be recognised by them", "D.principle", "S.principle"),
        ("called on states that cannot accept the border to talk", "D.call", "D.call"),
        ("will help all ports that do not recognise the annexation", "U.joint", "U.joint"),
        ("are encouraged by the talks", "S.support", "E.praise"),
        ("will continue to call for a ceasefire", "U.joint", "D.call"),
        ("look forward to working with Veskia", "S.support", "U.joint"),
        ("look forward to the next summit in Estmark", "U.joint", "D.call"),
        ("encourage the peaceful settlement of the strait", "S.principle", "D.call"),
        ("were encouraged that Veskia withdrew", "D.call", "E.praise"),
        ("will continue to call their ministers", "U.joint", "U.joint"),
        ("reaffirmed their commitment to support Estmark", "U.joint", "U.joint"),
        ("anticipates that it will be right to raise the policy rate", "S.principle", "S.principle"),
    ],
)
def test_a_frame_that_leaves_no_doubt_goes_before_the_network(
    read_as: Read, quote: str, guessed: str, kind: str
) -> None:
    """Support that is reaffirmed is a stance, concern a judgment, and who goes on calling for a thing demands it."""
    assert read_one(read_as, quote, guessed).kind == kind


def test_what_a_bank_anticipates_of_its_policy_is_an_intention(read_as: Read) -> None:
    """ "Anticipates that it will be right to raise the rate" is guidance where a central bank says it, and a view elsewhere."""
    said = "anticipates that it will be right to raise the policy rate"
    unit = read_one(read_as, said, "S.principle", issuer="Central Bank of Norvale")
    assert (unit.kind, unit.facets.level) == ("U.own", 2)
