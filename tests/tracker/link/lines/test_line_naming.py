"""Names of lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.link.samples import unit
from tracker.domain import Kind
from tracker.link.lines.line_naming import LONGEST, line_name
from tracker.link.value_stripping import without_values


@pytest.mark.parametrize(
    ("quote", "slots", "name"),
    [
        (
            "will contribute 40 million crowns to relief in Veskia by 30 June 2031",
            {
                "amount": "40 million crowns",
                "action": "contribute 40 million crowns to relief in Veskia by 30 June 2031",
            },
            "contribute to relief in Veskia",
        ),
        ("will continue to support Lurania", {"action": "continue to support Lurania"}, "support Lurania"),
        (
            "emphasized close cooperation with Estmark on storms",
            {"action": "with Estmark on storms"},
            "emphasized close cooperation with Estmark on storms",
        ),
        (
            "however, if the talks fail, then exports will be cut",
            {"action": "however, if the talks fail, then exports will be cut"},
            "exports will be cut",
        ),
        (
            "strengthen the harbours, including the piers of Skerry",
            {"action": "strengthen the harbours, including the piers of Skerry"},
            "strengthen the harbours",
        ),
        (
            "agreed to continue efforts to engage Lurania",
            {"action": "continue efforts to engage lurania"},
            "engage Lurania",
        ),
        (
            "stressed that the crews should never be forcibly sent back to Veskia",
            {"action": "sent back to veskia"},
            "stressed that the crews should never be forcibly sent back to Veskia",
        ),
        (
            "underscored cooperation with Estmark towards a quiet Halden Sea",
            {"action": "estmark towards a quiet halden sea"},
            "underscored cooperation with Estmark towards a quiet Halden Sea",
        ),
        (
            "Norvale will not hesitate to use all its means",
            {"action": "not hesitate to use all its means"},
            "not hesitate to use all its means",
        ),
        (
            "Norvale is continuing for 1 year the emergency declared on 3 May 2031",
            {"action": "the emergency declared on 3 may 2031"},
            "Norvale is continuing for 1 year the emergency declared on 3 May 2031",
        ),
    ],
)
def test_a_name_holds_what_stays(quote, slots, name):
    """No amount, date, condition or claimed course; and it starts with the verb or the noun."""
    assert line_name(unit(quote, **slots)) == name


def test_a_finite_verb_says_the_act():
    """“We stand with” is the act already: no verb of support is put before it."""
    quote = "We stand with the people of Estmark, they are not alone"
    assert line_name(unit(quote, kind=Kind.S_SUPPORT, action=quote[3:])) == "stand with the people of Estmark"


def test_an_act_is_found_where_its_words_are_broken_over_two_lines():
    """How a page breaks its lines says nothing of what is done."""
    quote = "will  strengthen\n the harbour watch by the end of 2032"
    assert line_name(unit(quote, action="strengthen the harbour watch")) == "strengthen the harbour watch"


def test_a_name_is_never_that_of_a_dissent():
    """What a member voted against is not what the committee does: it is named as dissent."""
    quote = "Voting against was Ada Holt, who preferred to raise the harbour rate at this meeting"
    assert (
        line_name(unit(quote, action="raise the harbour rate"))
        == "dissent: raise the harbour rate at this meeting"
    )


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        (
            "strengthen cooperation between Norvale and Estmark to improve the lot of the crews at sea and at home",
            "strengthen cooperation between Norvale and Estmark to improve the lot…",
        ),
        (
            "deter the naval and missile threats of the Veskian fleet in and around the Skerry Islands and beyond",
            "deter the naval and missile threats of the Veskian fleet…",
        ),
        (
            "take all necessary measures to ensure the lasting security of the Norvalian homeland and coast",
            "take all necessary measures to ensure the lasting security of the Norvalian…",
        ),
    ],
)
def test_a_name_ends_where_a_phrase_can(phrase, kept):
    """A name is never cut within a name, between an adjective and its noun, or after a small word."""
    assert line_name(unit(f"will {phrase}", action=phrase)) == kept


@pytest.mark.parametrize(
    ("kind", "quote", "action"),
    [
        (Kind.E_CONDEMN, "Veskia continues to host the raiders", "host the raiders"),
        (Kind.S_LINKAGE, "believes that the harbour will serve both coasts", "serve both coasts"),
        (Kind.D_CALL, "calls on Veskia to release the crews", "release the crews"),
        (Kind.D_PRINCIPLE, "the crews should never be sent back by force", "never be sent back by force"),
        (Kind.E_PRAISE, "acknowledged the work of the harbour board", "the work of the harbour board"),
    ],
)
def test_what_others_do_is_named_as_it_is_said(kind, quote, action):
    """A name that begins with the act would make another's conduct, a forecast or a request the speaker's promise; no verb is put into its mouth."""
    assert line_name(unit(quote, kind=kind, action=action)) == quote


def test_a_name_that_is_cut_inside_its_clause_says_so():
    """Without its verb "that the range of goods" would be the whole of it."""
    quote = "expects that the list of goods which the harbour board may let pass will be longer than that of the year before"
    name = line_name(unit(quote, kind=Kind.S_PRINCIPLE))
    assert name.endswith("…")
    assert quote.startswith(name[:-1])


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("provide an additional $225 million in relief", "provide relief"),
        ("reduce the tariff by at least 10 percent", "reduce the tariff"),
        ("send 20 ships to Skerry by mid-2031", "send ships to Skerry"),
        ("hold talks by the end of this year", "hold talks"),
        ("implement Resolution 12 of 2029", "implement Resolution 12"),
        ("build 5G masts against COVID-19", "build 5G masts against COVID-19"),
    ],
)
def test_amounts_and_dates_go_and_names_with_numbers_stay(phrase, left):
    """A number after a name is the name."""
    assert " ".join(without_values(phrase, "").split()) == left


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        (
            "buy a further $600 billion of harbour bonds by the end of the second quarter of 2031, a pace of about $75 billion per month",
            "buy harbour bonds",
        ),
        ("raise the toll from 2 percent, effective at noon", "raise the toll, effective at noon"),
        ("keep the tariff lower than 15 percent, a combined rate", "keep the tariff, a combined rate"),
        ("mobilise at least $40 million per year for the reefs", "mobilise for the reefs"),
        ("finish the quay ($3 million) in Port Halden", "finish the quay in Port Halden"),
        ("complete the survey over the course of 2032", "complete the survey"),
        ("set the rate at 2-1/4 percent at the meeting", "set the rate at the meeting"),
        (
            "hold the emergency declared in Order 11 of 3 May 2031, with respect to Veskia",
            "hold the emergency declared in Order 11, with respect to Veskia",
        ),
        ("owe USD 40 million, or about $20 each month, to the crews", "owe, to the crews"),
        ("agree on the post-2030 framework", "agree on the post-2030 framework"),
        ("continue what Order 13170 of 28 May 2031 began", "continue what Order 13170 began"),
        (
            "welcome the talks in Port Halden, Estmark on 3 May 2031, on storms",
            "welcome the talks in Port Halden, Estmark, on storms",
        ),
        ("see the end of the blockade of 2031 as a start", "see the end of the blockade as a start"),
    ],
)
def test_what_held_a_value_in_its_place_goes_with_it(phrase, left):
    """ "By the end", "from", "per month" and brackets say nothing once the day or the sum is out; no comma stands alone."""
    assert " ".join(without_values(phrase, "").split()) == left


@given(st.text(max_size=120))
def test_every_line_has_a_name(text):
    """Whatever a unit says, its name is not empty and fits a row."""
    assert 0 < len(line_name(unit(text, action=text.lower(), target=text))) <= LONGEST


@pytest.mark.parametrize(
    ("quote", "slots", "name"),
    [
        ("어업협정 협상을 마무리하기로 하였다", {}, "어업협정 협상을 마무리하기로"),
        (
            "2032년 6월까지 등대 복구를 위해 50만 달러 규모의 지원을 제공할 예정이다",
            {"deadline": "2032년 6월까지", "amount": "50만 달러"},
            "등대 복구를 위해 지원을 제공할 예정이다",
        ),
        ("어선 나포에 대해 우려를 표명하고", {"kind": Kind.E_CONCERN}, "어선 나포에 대해 우려를 표명하고"),
    ],
)
def test_a_korean_line_is_named_in_korean(quote, slots, name):
    """Its own words without date, amount and "decided to"; no English verb before it."""
    assert line_name(unit(quote, **slots)) == name


def test_what_is_done_to_a_thing_is_named_with_the_thing():
    """ "Redeemed" alone does not tell what."""
    quote = "The bonds will be redeemed by the harbour board"
    assert line_name(unit(quote, action="redeemed by the harbour board")) == quote


def test_a_name_of_one_word_says_nothing_where_the_quote_says_more():
    """ "Needs" could be any line of a source; the words of the statement tell which."""
    need = unit("our work responds to the needs", action="needs")
    assert line_name(need) == "our work responds to the needs"


@pytest.mark.parametrize(
    "quote",
    [
        "decided to leave its target for the policy rate unchanged",
        "decided to leave its target for the policy rate unchanged at 2 percent",
        "decided to raise its target for the policy rate by 25 basis points to 2-1/4 percent",
    ],
)
def test_a_decision_on_a_rate_is_named_by_the_rate(quote):
    """A line that was named "leave its target unchanged" stood above the meeting that raised it."""
    assert line_name(unit(quote, action=quote.removeprefix("decided to "))) == "policy rate"


def test_a_dissent_from_a_decision_on_a_rate_is_named_as_dissent():
    """Who voted against raising the rate and who raised it are two lines of one source, by two names."""
    quote = "voted against raising the policy rate by 25 basis points to 3 percent"
    assert line_name(unit(quote, action="raising the policy rate")).startswith(
        "dissent: raising the policy rate"
    )
