from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import Read
from tracker.domain import Unit

AGREED = "agreed to open the strait, subject to the consent of the harbour masters"


def only(units: tuple[Unit, ...]) -> Unit:
    assert len(units) == 1, [unit.quote for unit in units]
    return units[0]


@pytest.mark.parametrize(
    ("text", "quote", "slot", "words"),
    [
        (f"They {AGREED}.", AGREED, "condition", "subject to the consent of the harbour masters"),
        ("If Veskia attacks again, the two sides will respond with sanctions.", "will respond with sanctions",
         "condition", "If Veskia attacks again"),
        ("The two sides will open the strait by the end of 2026.", "will open the strait by the end of 2026",
         "deadline", "by the end of 2026"),
        ("Norvale will provide $40 million to the islands.", "will provide $40 million to the islands", "amount", "$40 million"),
        ("The bank will keep its rate at −0.25 percent.", "will keep its rate at −0.25 percent", "amount", "−0.25 percent"),
        ("They agreed to deter attacks by leveraging their fleets.", "agreed to deter attacks by leveraging their fleets",
         "instrument", "by leveraging their fleets"),
        ("They agreed to deepen ties to improve the lives of families.", "agreed to deepen ties to improve the lives of families",
         "goal", "to improve the lives of families"),
        ("They will send 25 million COVID-19 vaccines.", "will send 25 million COVID-19 vaccines", "amount", "25 million"),
        ("They will pay EUR 150 million in grants.", "will pay EUR 150 million in grants", "amount", "EUR 150 million"),
    ],
)  # fmt: skip
def test_adjuncts_are_verbatim_slots(read_as: Read, text: str, quote: str, slot: str, words: str) -> None:
    """Condition, deadline, amount, instrument and goal are the words of the text, with their offsets."""
    unit = only(read_as(text, (quote, "U.joint")))
    found = next(entry for entry in unit.slots if entry.name == slot)
    assert text[found.start : found.end] == found.text == words == getattr(unit.facets, slot)


def test_the_items_of_a_list_are_whole_names(read_as: Read) -> None:
    """A full stop inside "the U.S." ends no item: "between the U" would be no place."""
    text = "They agreed to continue exchanges, including those with the U.S. and Lurania."
    unit = only(read_as(text, (text[5:-1], "U.joint")))
    assert unit.facets.scope_items == {"those with the U.S.", "Lurania"}


def test_suspending_efforts_stops_what_engaging_would_maintain(read_as: Read) -> None:
    """ "Suspend efforts to engage" is about engaging, and turns it round."""
    text = "The two sides agreed to suspend efforts to engage Veskia."
    unit = only(read_as(text, ("agreed to suspend efforts to engage Veskia", "U.joint")))
    assert (unit.facets.act, unit.facets.direction, unit.facets.target) == ("engage", "stop", "Veskia")


def test_the_noun_behind_a_lead_verb_carries_the_undertaking(read_as: Read) -> None:
    """ "Reaffirmed its commitment to the defense of Estmark" is about the defense, not about reaffirming."""
    text = "Minister Hale reaffirmed Norvale’s commitment to the defense of Estmark."
    unit = only(read_as(text, ("reaffirmed Norvale’s commitment to the defense of Estmark", "U.own")))
    assert unit.facets.action == "the defense of estmark"


def test_who_is_asked_is_the_addressee_and_not_the_speaker(read_as: Read) -> None:
    """ "Called on Veskia to release the crews" is asked of Veskia by those who met."""
    text = "The two sides called on Veskia to release the crews."
    unit = only(read_as(text, ("called on Veskia to release the crews", "D.call")))
    assert (unit.facets.addressees, unit.facets.speakers) == ({"Veskia"}, {"Norvale", "Estmark"})


def test_the_subject_of_a_demand_is_its_addressee(read_as: Read) -> None:
    """ "Veskia must release the crews" is said by the issuer: the state that is told to act never speaks."""
    unit = only(read_as("Veskia must release the crews.", ("Veskia must release the crews", "D.demand")))
    assert unit.facets.addressees == {"Veskia"}
    assert "Veskia" not in unit.facets.speakers


def test_such_incidents_are_resolved_from_the_text_before(read_as: Read) -> None:
    """ "Such seizures" points back at the seizure named before; the slot says that it was inherited and whence."""
    text = "The two sides condemned the seizure of boats. They committed to making efforts to prevent such seizures."
    unit = read_as(text, ("committed to making efforts to prevent such seizures", "U.joint"))[-1]
    slot = next(slot for slot in unit.slots if slot.name == "target")
    assert (slot.text, slot.inherited, text[slot.start : slot.end]) == ("seizure", True, "seizure")
    assert unit.facets.target == "seizure"


def test_the_date_of_what_has_happened_is_no_deadline(read_as: Read) -> None:
    """ "The March 24 launch" dates the launch, not what is undertaken or judged."""

    def deadline(text: str, kind: str) -> str:
        return only(read_as(text, (text.split(" ", 3)[3][:-1], kind))).facets.deadline

    assert deadline("The two sides condemned the launch of March 24.", "E.condemn") == ""
    assert deadline("The two sides agreed to respond to the March 24 launch.", "U.joint") == ""
    assert deadline("The two sides agreed to respond by March 24.", "U.joint") == "by March 24"


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ("will pay for the docks in 2030", "in 2030"),
        ("will pay for the docks in 2026-30", ""),
        ("will pay for the docks in 2026/27", ""),
        ("will keep what it built in 2019", ""),
    ],
)
def test_nothing_is_due_in_a_term_of_years_or_in_one_that_is_over(
    read_as: Read, said: str, deadline: str
) -> None:
    """ "2026-30" names a budget, not its first or last year, and a text of 2025 leaves nothing to be done in 2019."""
    assert only(read_as(f"Norvale {said}.", (said, "U.own"))).facets.deadline == deadline


def test_every_decision_leaves_its_reason(read_as: Read) -> None:
    """A kind, a level or a speaker without a reason could not be disputed."""
    unit = only(
        read_as(
            "The two sides agreed to consider joint patrols.", ("agreed to consider joint patrols", "U.joint")
        )
    )
    assert unit.cue == "agreed"
    assert [rule.split(":")[0] for rule in unit.rules] == [
        "kind U.joint",
        "level 1",
        "speakers Estmark, Norvale",
    ]
    assert "[commit] agree = 4" in unit.rules[1]


def test_confidence_is_the_probability_of_the_span(read_as: Read) -> None:
    """What a page, an export and the review queue show as confidence is what the reader was calibrated to say."""
    assert only(read_as("They agreed to meet.", ("agreed to meet", "U.joint"))).confidence == 0.9


def test_a_demand_without_to_has_its_addressee_too(read_as: Read) -> None:
    """ "Demands that Veskia release the crews" is asked of Veskia as much as "calls on Veskia to release" is."""
    unit = only(
        read_as(
            "Norvale demands that Veskia release the crews.",
            ("demands that Veskia release the crews", "D.demand"),
        )
    )
    assert (unit.facets.addressees, unit.facets.act) == ({"Veskia"}, "release")


def test_whose_conduct_is_judged_is_among_the_addressees(read_as: Read) -> None:
    """Veskia is judged by "Veskia’s seizure of Luranian boats" and by "the seizure of boats by Veskia"; Lurania is not."""
    for quote in (
        "condemned Veskia’s seizure of Luranian boats",
        "condemned the seizure of Luranian boats by Veskia",
    ):
        unit = only(read_as(f"The two sides {quote}.", (quote, "E.condemn")))
        assert unit.facets.addressees == {"Veskia"}


def test_links_keep_the_words_behind_the_verb(read_as: Read) -> None:
    """What a statement is told to go to is a name; what lines are judged by is what it was when their weights were fitted."""
    quote = "urged Veskia to release the crews without delay"
    unit = only(read_as(f"The two sides {quote}.", (quote, "D.call")))
    assert (unit.facets.target, unit.facets.object) == ("Veskia", "crews without delay")


def test_a_target_is_words_of_the_text(read_as: Read) -> None:
    """A target stands in the quote as it is, but for an article in front and breaks of lines."""
    quote = "will protect the ferries of Estmark\nand the harbours of Norvale"
    unit = only(read_as(f"The two sides {quote}.", (quote, "U.joint")))
    assert unit.facets.target == "ferries of Estmark and the harbours of Norvale"
