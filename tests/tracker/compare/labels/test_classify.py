"""From differences to labels: the rules of the coding guide."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.link.samples import ENGAGE, unit
from tracker.compare.labels.classify import classify
from tracker.domain import Kind, Label

OLD = "agreed to strengthen coordination on the Halden Sea"


def moved(before, after, **options):
    """Return label, other labels and whether it is minor."""
    verdict = classify(before, after, **options)
    return verdict.label, verdict.also, verdict.minor


def pair(facet, before, after, *, kind=Kind.U_JOINT, quotes=(OLD, OLD)):
    """Return two units of one line that differ in one facet."""
    return (
        unit(quotes[0], kind=kind, **{facet: before}),
        unit(quotes[1], kind=kind, revision="r2", **{facet: after}),
    )


def test_the_same_sentence_is_reaffirmed():
    """Nothing fires: the line is reaffirmed, whatever the text claims about its own trajectory."""
    before = unit(OLD)
    after = unit(OLD, revision="r2", reaffirm_claimed=True)
    assert moved(before, after) == (Label.REAFFIRMED, (), False)


@pytest.mark.parametrize(
    ("facet", "before", "after", "label", "why"),
    [
        ("level", 4, 1, Label.WEAKENED, "undertaking: definite (4) to exploratory (1)"),
        ("level", 2, 4, Label.STRENGTHENED, "undertaking: intended (2) to definite (4)"),
        ("deadline", "", "by 30 June 2031", Label.STRENGTHENED, "deadline gained"),
        ("deadline", "by 30 June 2031", "", Label.WEAKENED, "deadline lost"),
        ("deadline", "by the end of 2030", "by mid-2031", Label.WEAKENED, "deadline later"),
        ("deadline", "until 2030", "until 2031", Label.STRENGTHENED, "deadline later"),
        ("amount", "$500 million", "", Label.WEAKENED, "amount lost"),
        ("amount", "$500 million", "$1 billion", Label.STRENGTHENED, "amount raised"),
        ("instrument", "", "through the Harbour Compact", Label.STRENGTHENED, "instrument gained"),
        ("condition", "", "where possible", Label.QUALIFIED, "condition gained"),
        ("condition", "where possible", "", Label.STRENGTHENED, "condition removed"),
        ("scope_items", frozenset({"radar"}), frozenset({"radar", "sonar"}), Label.BROADENED, "scope wider"),
        ("target", "peace", "peace and stability", Label.BROADENED, "scope wider by stability"),
        ("target", "Norvale and Estmark", "Estmark", Label.NARROWED, "scope narrower by norvale"),
    ],
)
def test_one_rule_fires(facet, before, after, label, why):
    """One difference gives one label and a sentence that says on what it fired."""
    verdict = classify(*pair(facet, before, after))
    assert (verdict.label, verdict.also, verdict.minor) == (label, (), False)
    assert why in verdict.rule


@pytest.mark.parametrize(
    ("facet", "before", "after"),
    [
        ("target", "missile launches", "recent missile launches"),
        ("target", "the launch of a missile", "missile launches by Veskia"),
        ("instrument", "by close work", ""),
        ("goal", "to keep the peace", ""),
        ("topics", frozenset({"cyber"}), frozenset({"cyber", "military"})),
        ("deadline", "for some time", "for a while"),
        ("direction", "maintain", "increase"),
        ("act", "engage", "cooperate"),
        ("speakers", frozenset({"Norvale"}), frozenset({"Estmark"})),
        ("speakers", frozenset({"Norvale", "Estmark"}), frozenset({"Norvale"})),
        ("speakers", frozenset({"Norvale"}), frozenset({"Norvale", "Estmark"})),
    ],
)
def test_a_rewording_moves_nothing(facet, before, after):
    """A description, a means without a name, an occasion, a claimed pace or other speakers alone: nothing fires."""
    assert moved(*pair(facet, before, after))[0] is Label.REAFFIRMED


def test_more_addressees_broaden_a_demand_only():
    """What is asked of two is asked more widely than of one; an undertaking asks nobody."""
    sets = frozenset({"Veskia"}), frozenset({"Veskia", "Lurania"})
    verdict = classify(*pair("addressees", *sets, kind=Kind.D_CALL))
    assert (verdict.label, "addressees wider" in verdict.rule) == (Label.BROADENED, True)
    assert moved(*pair("addressees", *sets))[0] is Label.REAFFIRMED


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("work with Japan", "work with Japan and France", Label.BROADENED),
        ("work with Japan and France", "work with France on storms", Label.NARROWED),
        ("work with Japan", "work with France and other partners", Label.BROADENED),
        ("work with Japan and other partners", "work with Japan and France", Label.NARROWED),
        ("work with Japan", "work with France", Label.REAFFIRMED),
        ("work with Japan", "work on storms", Label.REAFFIRMED),
    ],
)
def test_counterparts_are_compared_as_sets(before, after, label):
    """With whom is a set, and "other partners" is more than any list of names; a stranger in place is neither."""
    assert moved(unit(f"will {before}"), unit(f"will {after}", revision="r2"))[0] is label


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("by 10 percent", "by 20 percent", Label.STRENGTHENED),
        ("by at least 20 percent", "by at least 10 percent", Label.WEAKENED),
        ("to 10 percent", "to 5 percent", Label.STRENGTHENED),
        ("to no more than 5 percent", "to no more than 10 percent", Label.WEAKENED),
        ("below 10 percent", "below 5 percent", Label.STRENGTHENED),
    ],
)
def test_a_cut_is_measured_by_its_size_or_by_the_level_it_reaches(before, after, label):
    """Cutting by more is stronger, and so is cutting to less."""
    units = [
        unit(f"will reduce its tariff {said}", direction="decrease", amount=f"{number} percent")
        for said, number in ((text, next(w for w in text.split() if w.isdigit())) for text in (before, after))
    ]
    assert moved(*units)[0] is label


def test_how_strongly_the_opposite_is_held_is_no_level():
    """From support to opposition the stance is reversed, not strengthened."""
    before = unit("supports the border commission", kind=Kind.S_SUPPORT, level=2)
    after = unit("opposes the border commission", kind=Kind.S_PRINCIPLE, revision="r2", level=4, polarity="-")
    assert moved(before, after) == (Label.REVERSED, (), False)


def test_a_list_is_compared_item_by_item():
    """What an action joins with commas and "and" is a list: an item lost narrows, another order is wording."""
    whole = unit(
        "will patrol the straits, the sound and the bay", action="patrol the straits, the sound and the bay"
    )
    less = unit("will patrol the straits and the bay", revision="r2", action="patrol the straits and the bay")
    turned = unit(
        "will patrol the straits, the bay and the sound",
        revision="r2",
        action="patrol the straits, the bay and the sound",
    )
    assert moved(whole, less)[0] is Label.NARROWED
    assert moved(less, whole)[0] is Label.BROADENED
    assert moved(whole, turned)[0] is Label.REAFFIRMED


def test_a_slot_the_reader_missed_is_not_lost():
    """ "By 30 June" still stands in the quote, so the deadline was not dropped, only not cut out."""
    before = unit("will report by 30 June 2031", deadline="by 30 June 2031")
    after = unit("will report by 30 June 2031 at the latest", revision="r2")
    assert moved(before, after)[0] is Label.REAFFIRMED


def test_intensity_alone_is_minor():
    """ "Decided to firmly respond" to "decided to respond": the same label, and minor."""
    before = unit("decided to firmly respond to incursions", intensity=1)
    after = unit("decided to respond to incursions", revision="r2")
    assert moved(before, after) == (Label.WEAKENED, (), True)


def test_intensity_does_not_count_beside_a_level():
    """Where the rung moved, the booster says nothing more."""
    before, after = unit(OLD, level=2, intensity=1), unit(OLD, revision="r2", level=4, intensity=0)
    assert moved(before, after) == (Label.STRENGTHENED, (), False)


@pytest.mark.parametrize(
    ("to", "label"), [(Kind.S_PRINCIPLE, Label.WEAKENED), (Kind.D_PRINCIPLE, Label.WEAKENED)]
)
def test_an_undertaking_that_becomes_a_position_is_weaker(to, label):
    """From "will" to "stresses" or "should" the line changes kind; levels of two ladders are not compared."""
    before, after = unit(OLD, level=3), unit(OLD, revision="r2", kind=to, level=4)
    assert moved(before, after)[0] is label
    assert moved(after, before)[0] is Label.STRENGTHENED


def test_levels_of_two_positions_are_not_compared():
    """A demand and a stance are on two ladders, and neither is the stronger."""
    before = unit(OLD, kind=Kind.D_CALL, level=3)
    after = unit(OLD, revision="r2", kind=Kind.S_PRINCIPLE, level=2)
    assert moved(before, after)[0] is Label.REAFFIRMED


def test_a_condition_in_a_warning_is_normal():
    """ "If crossed" belongs to a warning and qualifies nothing."""
    before, after = pair("condition", "", "if the line is crossed", kind=Kind.U_WARN)
    assert moved(before, after)[0] is Label.REAFFIRMED


def test_examples_after_including_never_narrow():
    """A list of examples that changes limits nothing."""
    before = unit(OLD, scope_items=frozenset({"radar", "sonar"}), scope_examples=True)
    after = unit(OLD, revision="r2", scope_items=frozenset({"radar"}), scope_examples=True)
    assert moved(before, after)[0] is Label.REAFFIRMED


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        (
            {"level": 2, "target": "peace and stability"},
            (Label.WEAKENED, Label.BROADENED),
        ),
        ({"level": 5, "condition": "where possible"}, (Label.STRENGTHENED, Label.QUALIFIED)),
        ({"level": 5, "target": "peace"}, (Label.STRENGTHENED, Label.NARROWED)),
        ({"level": 2, "deadline": "by 2031"}, (Label.WEAKENED, Label.STRENGTHENED)),
    ],
)
def test_opposed_signals_are_mixed(changes, labels):
    """Signals that pull apart are shown as such and never netted."""
    before = {"target": "peace" if changes.get("target") == "peace and stability" else "peace and stability"}
    after = unit(OLD, revision="r2", **(before | changes))
    assert moved(unit(OLD, **before), after) == (Label.MIXED, labels, False)


def test_signals_that_agree_keep_the_first():
    """Weaker and narrower is WEAKENED, with NARROWED kept."""
    after = unit(OLD, revision="r2", level=2, target="peace")
    assert moved(unit(OLD, target="peace and order"), after) == (Label.WEAKENED, (Label.NARROWED,), False)


def test_opposite_polarity_reverses():
    """ "Will recognise" to "will not recognise"; the wording must bear the sign out."""
    before = unit("will recognise the Skerry charter")
    after = unit("will not recognise the Skerry charter", revision="r2", polarity="-")
    assert moved(before, after)[0] is Label.REVERSED
    misread = unit("will recognise the Skerry charter", revision="r2", polarity="-")
    assert moved(before, misread)[0] is Label.REAFFIRMED


def test_no_member_shall_is_as_much_a_no_as_members_shall_not():
    """A negation in the subject denies what one beside the verb denies."""
    before = unit("no member of the junta shall be eligible to stand in the elections")
    after = unit(
        "members of the junta shall not be eligible to stand in the elections", revision="r2", polarity="-"
    )
    assert moved(before, after)[0] is not Label.REVERSED
    idiom = unit("will support the Skerry charter no matter how long it will take")
    denied = unit(
        "will not support the Skerry charter no matter how long it will take", revision="r2", polarity="-"
    )
    assert moved(idiom, denied)[0] is Label.REVERSED


def test_an_undertaking_suspended_is_reversed():
    """ "Continue efforts to engage" to "suspend" is a reversal, before it is anything else."""
    before = unit(ENGAGE, act="engage", direction="maintain", target="Lurania")
    after = unit(
        "agreed to suspend exchanges with Lurania",
        revision="r2",
        act="cease",
        direction="stop",
        target="Lurania",
        level=3,
    )
    verdict = classify(before, after)
    assert verdict.label is Label.REVERSED
    assert "explicit withdrawal" in verdict.rule


def test_a_demand_to_stop_does_not_reverse_a_demand_to_talk():
    """The direction of what others are to do is not the direction of the line."""
    before = unit("called on Veskia to return to talks", kind=Kind.D_CALL, act="engage", direction="maintain")
    after = unit(
        "called on Veskia to cease attacks", kind=Kind.D_CALL, revision="r2", act="cease", direction="stop"
    )
    assert moved(before, after)[0] is Label.REAFFIRMED


def test_a_line_that_returns_is_resumed():
    """After it was dropped a line that is said again is RESUMED, with what else fired."""
    after = unit(OLD, revision="r2", level=2)
    assert moved(unit(OLD), after, dropped=True) == (Label.RESUMED, (Label.WEAKENED,), False)


texts = st.sampled_from(["", "by 2030", "by mid-2031", "soon"])


@pytest.mark.parametrize(
    "said",
    [
        "No exporting state may use more than {} of a quota",
        "The deficit will not exceed {} of output",
        "Oil may be carried only where it is bought at or below {} of its price",
        "Lenders may exempt up to {} of new loans from the limits",
    ],
)
def test_of_what_nothing_may_exceed_less_is_more(said):
    """A limit that fell from 40 to 30 percent is the stricter one."""
    before, after = (
        unit(said.format(f"{number} percent"), amount=f"{number} percent", polarity="-")
        for number in (40, 30)
    )
    assert classify(before, after).label is Label.STRENGTHENED


@pytest.mark.parametrize(
    "said",
    [
        "The limit for loans to one house is set at {} million crowns",
        "will keep a ceiling of {} million crowns on what pilots are paid",
    ],
)
def test_of_a_limit_that_is_named_neither_more_nor_less_is_known(said):
    """A lower limit is stricter on who borrows and meaner to who is paid: the figures are told, and no direction."""
    before, after = (
        unit(said.format(number), amount=f"{number} million crowns", polarity="+") for number in (40, 30)
    )
    assert classify(before, after).label is Label.REAFFIRMED


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("The Council exempts deliveries of grain from the sanctions until {}", Label.REAFFIRMED),
        ("The Council will keep the sanctions until {}", Label.STRENGTHENED),
        ("The Council suspends all flights to Veskia until {}", Label.STRENGTHENED),
    ],
)
def test_an_exemption_that_runs_longer_is_no_firmer_sanction(said, label):
    """Who is let off for another year is dealt with more mildly, who is held to it for another year more firmly."""
    before, after = (unit(said.format(year), deadline=f"until {year}") for year in (2033, 2034))
    assert classify(before, after).label is label


@pytest.mark.parametrize(
    "said",
    [
        "Reserves of any bank may not fall below {} of deposits",
        "will not relent and will pay more than {} of the cost",
        "Aid is not limited to {} of the cost",
    ],
)
def test_of_a_floor_and_of_a_promise_beside_a_denial_more_is_more(said):
    """What reserves may not fall below, and what is paid by who will not relent, grew from 2 to 3 percent."""
    before, after = (unit(said.format(f"{number} percent"), amount=f"{number} percent") for number in (2, 3))
    assert classify(before, after).label is Label.STRENGTHENED


amounts = st.sampled_from(["", "$5 million", "$7 million", "many ships"])
parties = st.sets(st.sampled_from(["Norvale", "Estmark", "Veskia"]), min_size=1).map(frozenset)
facets = st.fixed_dictionaries(
    {
        "level": st.integers(1, 5),
        "intensity": st.integers(-1, 1),
        "deadline": texts,
        "amount": amounts,
        "condition": st.sampled_from(["", "where possible", "subject to a vote"]),
        "instrument": st.sampled_from(["", "through the Harbour Compact", "by close work"]),
        "speakers": parties,
        "addressees": parties,
        "scope_items": st.sets(st.sampled_from(["radar", "sonar", "pilots"])).map(frozenset),
        "scope_examples": st.booleans(),
        "target": st.sampled_from(["peace", "peace and stability", "stability", "lasting peace"]),
        "kind": st.sampled_from([Kind.U_JOINT, Kind.S_SUPPORT, Kind.D_CALL, Kind.U_WARN]),
    }
)
SWAPPED = {
    Label.STRENGTHENED: {Label.WEAKENED, Label.QUALIFIED},
    Label.WEAKENED: {Label.STRENGTHENED},
    Label.QUALIFIED: {Label.STRENGTHENED},
    Label.BROADENED: {Label.NARROWED},
    Label.NARROWED: {Label.BROADENED},
    Label.REAFFIRMED: {Label.REAFFIRMED},
    Label.MIXED: {Label.MIXED},
}


@settings(deadline=None)  # the first example loads how much words tell
@given(facets, facets)
def test_swapping_before_and_after_swaps_the_label(one, other):
    """Stronger one way is weaker the other, broader is narrower, and a condition gained is a condition removed."""
    before, after = unit(OLD, **one), unit(OLD, revision="r2", **other)
    there, back = classify(before, after), classify(after, before)
    fired = lambda verdict: {verdict.label, *verdict.also} - {Label.MIXED}  # noqa: E731
    for label in fired(there):
        assert fired(back) & SWAPPED[label]
    assert (there.label is Label.MIXED) == (back.label is Label.MIXED)


@settings(deadline=None)
@given(facets)
def test_a_unit_does_not_differ_from_itself(one):
    """A sentence compared with itself is REAFFIRMED and has no deltas."""
    verdict = classify(unit(OLD, **one), replace(unit(OLD, **one), id="other"))
    assert (verdict.label, verdict.deltas) == (Label.REAFFIRMED, ())


def test_a_level_judged_by_the_reader_moves_only_with_a_word_of_force():
    """Read at 4 here and at 3 there, in the same words: that is the reader's doubt, not the ministry's."""
    before = replace(unit("Norvale will protect the crews", kind=Kind.U_OWN, level=4), confidence=0.9)
    after = replace(unit("will protect the crews", kind=Kind.U_OWN, level=3, revision="r2"), confidence=0.8)
    softer = replace(unit("may protect the crews", kind=Kind.U_OWN, level=1, revision="r2"), confidence=0.8)
    assert moved(before, after)[0] is Label.REAFFIRMED
    assert moved(before, softer)[0] is Label.WEAKENED


def test_a_decision_on_a_rate_is_told_by_its_values_also_after_a_silence():
    """The first rise after years in which no rate was named is a rise, not a line that returns."""
    held = unit("decided to keep its target for the key rate at 2 percent")
    raised = unit("decided to raise its target for the key rate to 2-1/4 percent", revision="r2")
    assert moved(held, raised, dropped=True)[0] is Label.REVERSED


def read(quote, **facets):
    """Return a unit that a network read, whose action is what stands behind its first two words."""
    facets.setdefault("action", " ".join(quote.split()[2:]))
    return replace(unit(quote, **facets), confidence=0.95)


def test_an_example_of_the_means_is_no_means_gained():
    """ "Including through the compact" names one way of several: by the guide a list of examples that changes is no move."""
    plain, example, only = (
        f"will continue to support the ports of Lurania{words}"
        for words in ("", ", including through the Harbour Compact", " through the Harbour Compact")
    )
    for said, label in ((example, Label.REAFFIRMED), (only, Label.STRENGTHENED)):
        means = said.removeprefix(plain).strip(" ,")
        after = read(said, revision="r2", instrument=means)
        assert classify(read(plain), after).label is label


@pytest.mark.parametrize(
    ("behind", "label"),
    [
        (". It expects that these purchases will be completed by the end of March 2032.", Label.REAFFIRMED),
        (" and expects to complete them by the end of March 2032.", Label.REAFFIRMED),
        (" for $4.5 billion by the end of March 2032.", Label.REAFFIRMED),
        (". The ports will open again by the end of March 2032.", Label.WEAKENED),
        (". The ministry said it will open a harbour office by the end of 2040.", Label.WEAKENED),
        ("; Estmark will lift its tolls by 30 June 2032.", Label.WEAKENED),
        (".\n\nThese ports will close by 30 June 2032.", Label.WEAKENED),
        (". Estmark did so before 2019, and this is over.", Label.WEAKENED),
        (". It will say more in due course.", Label.WEAKENED),
    ],
)
def test_a_term_that_the_next_sentence_sets_anew_was_not_lost(behind, label):
    """A bank that says in its next sentence when its purchases end has dropped no term, though its first sentence names none."""
    term = "by the end of 2031"
    before = read(f"will purchase up to 40 million crowns of harbour bonds {term}", deadline=term)
    after = read("will purchase up to 40 million crowns of harbour bonds", revision="r2")
    texts = f"The Bank {before.quote}.", f"The Bank {after.quote}{behind}"
    assert classify(before, after, texts=lambda: texts).label is label


def test_less_firm_of_an_act_made_direct_is_mixed():
    """Who was committed to facilitate the supply of grain and stands ready to supply it promises less of more: nobody can say which weighs more."""
    firm = read(
        "are committed to facilitate the supply of grain to Lurania",
        action="facilitate the supply of grain to Lurania",
        level=4,
    )
    ready = read(
        "stand ready to supply grain to Lurania", revision="r2", action="supply grain to Lurania", level=2
    )
    assert classify(firm, ready).label is Label.MIXED
    plain = replace(firm, quote="are committed to supply grain to Lurania", facets=ready.facets)
    assert classify(replace(plain, facets=replace(plain.facets, level=4)), ready).label is Label.WEAKENED


@pytest.mark.parametrize(
    ("after", "label"),
    [
        ("call for the opening of the border crossings", Label.STRENGTHENED),
        ("ask Veskia for the opening of the border crossings", Label.STRENGTHENED),
        ("look forward to the urgent opening of the border crossings", Label.REAFFIRMED),
        ("look forward to the opening of the border crossings", Label.REAFFIRMED),
        ("this should allow the opening of the border crossings", Label.REAFFIRMED),
    ],
)
def test_to_call_for_what_was_supported_is_more_and_to_look_forward_to_it_is_not(after, label):
    """Support becomes a demand where somebody is asked for it: who looks forward to a thing, or says what should follow, asks nobody."""
    before = read("support the opening of the border crossings", kind=Kind.S_SUPPORT, level=2)
    later = read(after, kind=Kind.D_CALL, revision="r2", level=3)
    assert classify(before, later).label is label


@pytest.mark.parametrize(
    ("said", "step", "label"),
    [
        ("means that it is cut by", "percentage points", Label.REAFFIRMED),
        ("means that it is cut by", "basis points", Label.REAFFIRMED),
        ("will cut its tariff on grain by", "percentage points", Label.WEAKENED),
    ],
)
def test_the_step_of_a_rate_is_no_amount(said, step, label):
    """ "It is cut by 25 basis points" after another cut by 50 is the next decision, and no weaker one; a smaller cut of a tariff is."""
    before, after = (
        read(
            f"{said} {size} {step}",
            revision=f"r{size}",
            amount=f"{size} {step}",
            direction="decrease",
            level=5,
        )
        for size in (50, 25)
    )
    assert classify(before, after).label is label


def test_examples_that_go_do_not_make_a_firmer_promise_mixed():
    """What stood behind "including" is a list of examples: a level that rose while they went has risen."""
    free = "a free and open Halden Sea that protects shared principles"
    listed = f"{free}, including grain quotas, harbour pilots, coastal lights and ferry tolls"
    firm = read(f"will protect {free}", revision="r2", level=4)
    for said, label in ((listed, Label.STRENGTHENED), (listed.replace(", including", " and"), Label.MIXED)):
        assert classify(read(f"intend to protect {said}", level=2), firm).label is label


def test_at_which_share_somebody_acts_is_no_strength():
    """A board that acts beyond 22 percent, where it was to act beyond 25, promises no other act."""
    said = "It will take further action if the share of such loans goes beyond {}"
    before, after = (
        unit(said.format(f"{number} percent"), amount=f"{number} percent") for number in (25, 22)
    )
    assert classify(before, after).label not in (Label.WEAKENED, Label.STRENGTHENED)
