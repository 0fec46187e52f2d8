"""Degrees and exceptions, in whatever words and order they are said."""

from __future__ import annotations

import pytest

from reports.digest.news.words.degrees import all_became_some, became_conditional, moved_degrees


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "We call on the army to free all prisoners at once and without conditions.",
            "The army must free all prisoners immediately, we call on it once more.",
            {"unconditional"},
        ),
        (
            "Norvale will make 1,500 places a year available to nationals of Estmark.",
            "Up to 1,500 places a year will be made available by Norvale to nationals of Estmark.",
            {"at most"},
        ),
        (
            "No direct aid will be given to the authorities of Lurania until these steps are taken.",
            "Until these steps are taken, the authorities of Lurania will be given no direct aid, other than seed.",
            {"but for some"},
        ),
        (
            "The Board is determined to keep such tight monetary policy as is needed to reach the target.",
            "The Board is determined to keep such monetary policy as is needed to reach the target.",
            {"tight"},
        ),
        (
            "We firmly oppose all tolls.",
            "We oppose tolls.",
            {"strong"},
        ),
        (
            "The raiders must leave the ports immediately, and the army must leave the coast without delay.",
            "The raiders must leave the ports immediately, and the army must leave the coast.",
            {"at once"},
        ),
        (
            "No guarantees will be granted to the harbours of the coast.",
            "No guarantees will be granted to the harbours of the coast without the prior consent of the assembly and its committees.",
            {"with consent"},
        ),
        (
            "Norvale will end the imports of timber by 2033.",
            "Norvale will make every effort to end the imports of timber by 2033.",
            {"only tried"},
        ),
        (
            "At least 30 per cent of its lending will be given to members in need.",
            "We will strive to give 30 per cent of its lending to members in need.",
            {"only tried"},
        ),
    ],
)
def test_a_degree_that_only_one_sentence_has_moved(before, after, moved):
    """A demand that no longer says "without conditions", and a promise that says "up to", were softened however the sentence was turned round."""
    assert moved_degrees(before, after) == moved
    assert moved_degrees(after, before) == moved


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "They must withdraw from the northern ports immediately and unconditionally.",
            "They must withdraw at once and without conditions from the northern ports.",
        ),
        (
            "The Union keeps its sanctions on trade with Lurania, except in food and medicines.",
            "The Union keeps its sanctions on trade with Lurania, apart from food and medicines.",
        ),
        (
            "They must leave all ports of the coast immediately and without delay.",
            "They must leave all ports of the coast right away.",
        ),
        (
            "We will live up to our commitments to the harbours of the coast.",
            "We will honour our commitments to the harbours of the coast.",
        ),
        (
            "We had an in-depth discussion of the raids on the coast of Halden.",
            "We had a discussion of the raids on the coast of Halden.",
        ),
        (
            "The embassy will reopen as soon as security conditions allow, the Government said.",
            "The Government said that the embassy will reopen as soon as the security situation permits.",
        ),
        (
            "We firmly oppose the tolls, and remain committed to free trade with the ports of Lurania.",
            "We remain committed to free trade with the ports of Lurania.",
        ),
    ],
)
def test_other_words_for_a_degree_and_a_clause_with_its_own_are_no_move(before, after):
    """ "Without conditions" says what "unconditionally" does, and "firmly" goes with the clause that it belongs to."""
    assert moved_degrees(before, after) == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "It considers that banks can bear the losses of the ports.",
            "It considers that most banks can bear the losses of the ports.",
            True,
        ),
        (
            "They carry out all recommendations of the harbour board.",
            "They carry out all recommendations of the harbour board.",
            False,
        ),
        (
            "They carry out most of the work on the harbour.",
            "Most of the work on the harbour is carried out by them.",
            False,
        ),
        (
            "Some harbours of the coast were closed to all ships.",
            "The harbours of the coast were closed to ships.",
            False,
        ),
    ],
)
def test_most_or_the_main_ones_are_not_all(before, after, moved):
    """Who carries out "the main recommendations" leaves some of "all recommendations" undone; "some" that was never "all" lost nothing."""
    assert all_became_some(before, after) is moved


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "At the level of deputies it is ready, without preconditions, to resume the talks on the strait.",
            "It is ready to resume the talks on the strait at the level of deputies as soon as the ships have left.",
            True,
        ),
        (
            "It is ready at any time for talks on the strait.",
            "It is ready for talks on the strait at any time.",
            False,
        ),
        (
            "It is ready for talks on the strait once the ships left.",
            "When the ships left, it is ready for talks on the strait.",
            False,
        ),
        (
            "They will free all captives unconditionally.",
            "The ports will be open once the ice has gone.",
            False,
        ),
    ],
)
def test_what_hung_on_nothing_and_hangs_on_something_moved(before, after, moved):
    """Talks that were offered without preconditions are offered on one, in whatever order it is said."""
    assert became_conditional(before, after) is moved
    assert became_conditional(after, before) is moved
