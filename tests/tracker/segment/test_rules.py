from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.segment.conftest import Read
from tracker.domain import Unit

BOTH = frozenset({"Norvale", "Estmark"})
SHARED = Path(__file__).parents[4] / "shared"


def only(units: tuple[Unit, ...]) -> Unit:
    assert len(units) == 1, [unit.quote for unit in units]
    return units[0]


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("The two sides agreed to strengthen joint patrols in the Halden Sea.", "U.joint", 4),
        ("The two sides decided to consider joint patrols in the Halden Sea.", "U.joint", 1),
        ("The two sides committed to making efforts to prevent such incidents.", "U.joint", 3),
        ("Minister Hale stands ready to meet the Veskian envoy.", "U.own", 2),
        ("Norvale may join the search for the ferry.", "U.own", 1),
        ("The two sides agreed in principle to join the patrols.", "U.joint", 4),
        ("Minister Hale signed an agreement to share radar data with Estmark.", "U.own", 5),
        ("Norvale is exploring additional aid for the islands.", "U.own", 1),
        ("They reaffirmed that there would be clear consequences for the seizure of ships.", "U.warn", 3),
        ("Norvale will provide 40 million crowns for the harbour by the end of 2026.", "U.own", 5),
        ("The two sides called on Veskia to release the crews.", "D.call", 3),
        ("They stressed that Veskia must release the crews.", "D.call", 4),
        ("The two sides encouraged Veskia to return to the talks.", "D.call", 2),
        ("They emphasized that disputes at sea should never be settled by force.", "D.principle", 3),
        ("They emphasized that the world will never accept the annexation of Cape Veska.", "S.principle", 4),
        ("The two sides welcomed the opening of the Harbour Bridge.", "S.support", 2),
        ("They expressed strong opposition to any attempt to change the border by force.", "S.principle", 4),
        ("The two sides condemned the seizure of the boats.", "E.condemn", 4),
        ("The two sides condemned the seizure in the strongest terms.", "E.condemn", 5),
        ("Minister Hale expressed deep concern about the build-up on Cape Veska.", "E.concern", 2),
        ("Minister Hale expressed concern about the build-up on Cape Veska.", "E.concern", 1),
        ("Minister Hale thanked Minister Orr for hosting the talks.", "E.praise", 2),
    ],
)
def test_kind_and_level_follow_the_ladders(read: Read, text: str, kind: str, level: int) -> None:
    """Each family has a ladder of its own; what the action weighs counts where it weighs less than the verb."""
    unit = only(read(text))
    assert (unit.kind.value, unit.facets.level) == (kind, level)


@pytest.mark.parametrize(
    "text",
    [
        "The two sides exchanged views on the situation in the Halden Sea.",
        "Minister Hale met Minister Orr in Port Halden on Tuesday.",
        "Veskia announced that it will expand its fleet.",
        "Veskia agreed to open its harbours to all ships.",
        "The meeting was held in the morning and lasted two hours.",
        "The harbour master said that the agreed framework works well.",
    ],
)
def test_meetings_assessments_and_the_words_of_others_are_not_units(read: Read, text: str) -> None:
    """A meeting held, views exchanged and what a third state says or decides bind nobody in the cast."""
    assert read(text) == ()


def test_a_verb_after_and_takes_the_subject_of_the_main_clause(read: Read) -> None:
    """In "stressed that Veskia should not …, and agreed to …" it is the two sides who agreed, not Veskia."""
    first, second = read(
        "The two sides stressed that Veskia should not seize ships, and agreed to enhance patrols."
    )
    assert (first.kind.value, first.facets.polarity, first.facets.addressees) == ("D.call", "-", {"Veskia"})
    assert (second.kind.value, second.facets.speakers) == ("U.joint", BOTH)


def test_actions_with_objects_of_their_own_are_cut_and_shared_objects_are_not(read: Read) -> None:
    """ "Release the crews and return to the talks" is two demands; "engage and communicate with Veskia" is one act."""
    assert [
        unit.quote for unit in read("They called on Veskia to release the crews and return to the talks.")
    ] == [
        "called on Veskia to release the crews",
        "return to the talks",
    ]
    assert only(read("They agreed to engage and communicate with Veskia.")).facets.target == "Veskia"


def test_a_purpose_is_a_slot_not_a_unit(read: Read) -> None:
    """ "To improve …" says what an undertaking is for; it is not undertaken itself."""
    unit = only(read("The two sides agreed to deepen cooperation to improve the lives of fishing families."))
    assert unit.facets.goal == "to improve the lives of fishing families"


def test_one_frame_can_carry_two_undertakings(read: Read) -> None:
    """ "Underscored its commitment to … and readiness to …" binds twice, at two levels."""
    first, second = read(
        "Minister Hale underscored Norvale’s commitment to the defense of Estmark and readiness to meet Veskia."
    )
    assert (first.facets.level, second.facets.level) == (4, 2)


def test_the_two_sides_are_resolved_from_title_and_issuer(read: Read) -> None:
    """ "The two sides" and "they" stand for the parties that meet; an office stands for its own state."""
    assert only(read("The two sides agreed to hold talks.")).facets.speakers == BOTH
    assert only(read("Minister Hale reaffirmed Norvale’s commitment to peace.")).facets.speakers == {
        "Norvale"
    }


def test_who_meets_is_read_from_a_hyphenated_pair_when_the_head_names_one_side_only(read: Read) -> None:
    """A ministry's own page seldom names its own state in the head; "Norvale-Estmark coordination" does."""
    text = "The two sides agreed to enhance Norvale-Estmark coordination on fisheries."
    unit = only(read(text, title="Ambassador Reed’s Meeting with the Estmark Envoy", issuer=""))
    assert unit.facets.speakers == BOTH


def test_a_refusal_keeps_its_not(read: Read) -> None:
    """ "Does not support" must never be quoted or coded as support."""
    unit = only(read("Norvale does not support the annexation of Cape Veska."))
    assert unit.facets.polarity == "-"
    assert "not" in unit.quote


@pytest.mark.parametrize(
    ("text", "slot", "words"),
    [
        ("They agreed to open the strait, subject to the consent of the harbour masters.", "condition",
         "subject to the consent of the harbour masters"),
        ("If Veskia attacks again, the two sides will respond with sanctions.", "condition", "If Veskia attacks again"),
        ("The two sides will open the strait by the end of 2026.", "deadline", "by the end of 2026"),
        ("Norvale will provide $40 million to the islands.", "amount", "$40 million"),
        ("They agreed to deter attacks by leveraging their fleets.", "instrument", "by leveraging their fleets"),
    ],
)  # fmt: skip
def test_adjuncts_are_verbatim_slots(read: Read, text: str, slot: str, words: str) -> None:
    """Condition, deadline, amount and instrument are the words of the text, with their offsets."""
    unit = only(read(text))
    found = next(entry for entry in unit.slots if entry.name == slot)
    assert text[found.start : found.end] == found.text == words == getattr(unit.facets, slot)


def test_a_condition_lowers_intensity_but_not_the_level(read: Read) -> None:
    """An escape clause is recorded as condition; the ladder step stays (adjustment 4)."""
    plain = only(read("The two sides agreed to open the strait."))
    hedged = only(read("The two sides agreed to open the strait, as appropriate."))
    assert (plain.facets.level, plain.facets.intensity) == (4, 0)
    assert (hedged.facets.level, hedged.facets.intensity) == (4, -1)


def test_every_decision_leaves_its_reason(read: Read) -> None:
    """A level without a rule could not be disputed."""
    unit = only(read("The two sides agreed to consider joint patrols."))
    assert unit.rules == (
        "U 4: agreed",
        "content rule: consider weighs 1",
        "speakers Estmark, Norvale: “The two sides”, inherited",
    )


def test_reporters_questions_are_not_the_issuers_words(read: Read) -> None:
    """In a transcript only the issuer's turns are statement."""
    text = "QUESTION: We call on you to resign.\n\nMINISTER HALE: We will continue to support Estmark."
    assert [unit.quote for unit in read(text)] == ["will continue to support Estmark"]


PARAGRAPHS = (
    "The two sides agreed to strengthen joint patrols in the Halden Sea by the end of 2026.",
    "Minister Hale called on Veskia to release the crews and return to the talks.",
    "Norvale condemned the seizure of the boats in the strongest terms.",
    "The ministers exchanged views on fisheries over lunch.",
    "Norvale will provide $40 million to the islands, subject to the approval of its parliament.",
    "Minister Orr reaffirmed Estmark’s commitment to the Harbour Compact.",
)


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(PARAGRAPHS))
def test_paragraphs_apart_read_as_they_do_together(read: Read, order: list[str]) -> None:
    """Where no anaphor crosses, a paragraph means what it means alone, wherever it stands."""
    together = [(unit.quote, unit.kind, unit.facets) for unit in read("\n\n".join(order))]
    apart = [(unit.quote, unit.kind, unit.facets) for text in order for unit in read(text)]
    assert together == apart


WORDS = st.lists(
    st.sampled_from(
        "We will agreed to that , and the two sides Norvale Veskia not call on urge should must release condemn commitment "
        "to efforts by the end of 2026 $5 million if provided that U.S. Amb. 3. ; “ ” — including such as 조약 , which".split()
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(words=WORDS)
def test_quotes_are_the_text_in_order_and_apart(read: Read, words: list[str]) -> None:
    """Whatever the text: each quote is text[start:end], units are ordered and do not overlap, reading twice is equal."""
    text = " ".join(words)
    units = read(text)
    assert all(text[unit.start : unit.end] == unit.quote for unit in units)
    assert all(a.end <= b.start for a, b in pairwise(units))
    assert all(text[slot.start : slot.end] == slot.text for unit in units for slot in unit.slots)
    assert units == read(text)


@pytest.mark.shared
def test_the_users_own_sample_is_read(read: Read) -> None:
    """seed.txt must always work: its commitments are those of ROK and US, and nothing is found in the navigation."""
    path = SHARED / "data" / "seed.txt"
    if not path.exists():
        pytest.skip("../shared/data/seed.txt is not beside this checkout")
    text = path.read_text("utf-8")
    units = read(text, title="", issuer="")
    wanted = (
        "decided to firmly respond to additional provocations",
        "continue efforts to engage and communicate with China",
        "committed to making efforts to prevent such incidents",
    )
    for words in wanted:
        unit = next(unit for unit in units if words in unit.quote)
        assert (unit.kind.is_commitment, unit.facets.speakers) == (True, {"KOR", "USA"})
    assert min(unit.start for unit in units) > text.index("\n2. ")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["us_state_2021_2022", "joint_statements_2021_2026", "fomc_1994_2018"])
def test_real_releases_read_without_an_error(read: Callable[..., tuple[Unit, ...]], name: str) -> None:
    """Any official text can be read; a sample of each archive stands for the rest (all are read by the ingest check)."""
    path = SHARED / "data" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"../shared/data/{name}.jsonl is not beside this checkout")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][::40]
    units = [unit for row in rows for unit in read(row["text"], title=row["title"], issuer=row["issuer"])]
    assert len(units) > len(rows)


def test_a_text_without_title_or_issuer_speaks_for_whose_commitments_it_names(read: Read) -> None:
    """ "Norvale’s commitment" in a bare text file is the speaker's own, not another's: never a stance on it."""
    text = "The envoy reaffirmed Norvale’s commitment to the defense of Estmark. He underscored our readiness to meet."
    first, second = read(text, title="", issuer="")
    assert (first.kind.value, first.facets.speakers) == ("U.own", {"Norvale"})
    assert second.kind.value == "U.own"


def test_an_issuer_needs_no_entry_in_the_lexicon(read: Read) -> None:
    """A ministry whose state the lexicon does not know is read all the same."""
    unit = only(
        read(
            "Ostmere will open its harbours.",
            title="Statement",
            issuer="Ministry of Foreign Affairs of Ostmere",
        )
    )
    assert unit.facets.speakers == {"Ostmere"}


def test_suspending_efforts_stops_what_engaging_would_maintain(read: Read) -> None:
    """ "Suspend efforts to engage" is a definite step that turns the action round; it is not best efforts."""
    unit = only(read("The two sides agreed to suspend efforts to engage Veskia."))
    assert (unit.facets.direction, unit.facets.level, unit.facets.act) == ("stop", 4, "engage")


@pytest.mark.parametrize(
    "text",
    [
        "Norvale opposes the plan of Veskia.",
        "Minister Hale expressed strong opposition to the plan of Veskia.",
        "Norvale will no longer maintain its fleet in the strait.",
    ],
)
def test_what_is_opposed_or_given_up_is_not_to_happen(read: Read, text: str) -> None:
    """Opposing, rejecting and "no longer" turn the action round; they are not firmer support."""
    assert only(read(text)).facets.polarity == "-"


def test_a_state_the_head_does_not_name_speaks_beside_one_that_it_does(read: Read) -> None:
    """ "Norvale and Lurania agreed" under a head that names Norvale alone is said by both."""
    unit = only(read("Norvale and Lurania agreed to open the strait.", title="Statement on the strait"))
    assert unit.facets.speakers == {"Norvale", "Lurania"}


@pytest.mark.parametrize(
    "text",
    [
        "If Veskia attacks again, the two sides will respond with sanctions.",
        "The two sides will respond with sanctions if Veskia attacks again.",
    ],
)
def test_a_cost_under_a_condition_is_a_warning_wherever_the_condition_stands(read: Read, text: str) -> None:
    """ "If they attack, we will respond" and "we will respond if they attack" are one warning."""
    assert only(read(text)).kind.value == "U.warn"


def test_such_incidents_are_resolved_from_the_text_before(read: Read) -> None:
    """ "Such seizures" points back at the seizure named before; the slot says that it was inherited and whence."""
    text = "The two sides condemned the seizure of fishing boats. They committed to making efforts to prevent such seizures."
    unit = read(text)[-1]
    slot = next(slot for slot in unit.slots if slot.name == "target")
    assert (slot.text, slot.inherited, text[slot.start : slot.end]) == ("seizure", True, "seizure")
    assert unit.facets.target == "seizure"


def test_a_unit_says_whether_its_speakers_were_named_there(read: Read) -> None:
    """ "Minister Hale reaffirmed … and urged": the second verb has its speaker from the first."""
    first, second = read(
        "Minister Hale reaffirmed Norvale’s commitment to peace and urged Veskia to release the crews."
    )
    spoken = [next(slot for slot in unit.slots if slot.name == "speakers") for unit in (first, second)]
    assert [(slot.text, slot.inherited) for slot in spoken] == [
        ("Minister Hale", False),
        ("Minister Hale", True),
    ]


def test_the_date_of_what_has_happened_is_no_deadline(read: Read) -> None:
    """ "The March 24 launch" dates the launch, not what is undertaken or judged."""
    assert only(read("The two sides condemned the launch of March 24.")).facets.deadline == ""
    assert only(read("They agreed to respond to the March 24 launch.")).facets.deadline == ""
    assert only(read("They agreed to respond by March 24.")).facets.deadline == "by March 24"


def test_an_undertaking_without_agent_loses_a_level(read: Read) -> None:
    """ "Joint patrols will be held" binds those who speak, but they do not say so: 4 becomes 3 (agent rule)."""
    unit = read("The two sides agreed to meet. Joint patrols will be held twice a year.")[-1]
    assert (unit.kind.value, unit.facets.level, unit.facets.speakers) == ("U.joint", 3, BOTH)
    assert unit.quote == "Joint patrols will be held twice a year"


@pytest.mark.parametrize(
    "text",
    [
        "Norvale may be late.",
        "Veskian patrols will be held twice a year.",
        "Sanctions will be imposed by Veskia.",
        "Minister Hale signed the guest book.",
    ],
)
def test_a_forecast_or_the_act_of_another_is_not_undertaken(read: Read, text: str) -> None:
    """What may be, what others will do and what was merely done binds nobody in the cast."""
    assert read(text) == ()


def test_what_is_renounced_is_undertaken_not_to_be_done(read: Read) -> None:
    """ "Has no intention of leaving" binds the speaker to stay."""
    unit = only(read("Norvale has no intention of leaving the Harbour Compact."))
    assert (unit.kind.value, unit.facets.speakers, unit.facets.polarity) == ("U.own", {"Norvale"}, "-")


@pytest.mark.parametrize(
    "text",
    [
        "Norvale will not hesitate to impose costs.",
        "Norvale will not only strengthen its patrols but also extend them.",
    ],
)
def test_not_hesitating_and_not_only_are_no_refusals(read: Read, text: str) -> None:
    """ "Will not hesitate to" and "will not only" promise the action; reading them as refusals would report reversals."""
    assert read(text)[0].facets.polarity == "+"


def test_a_refusal_holds_for_everything_joined_by_or(read: Read) -> None:
    """ "Does not support or recognize" must never yield a unit "recognize …"."""
    unit = only(read("We do not support or recognize any government imposed by force."))
    assert (unit.facets.polarity, unit.quote.startswith("do not")) == ("-", True)
