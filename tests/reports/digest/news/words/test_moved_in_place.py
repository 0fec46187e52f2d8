"""What moved at one place of a sentence of which more is told otherwise."""

from __future__ import annotations

import pytest

from reports.digest.news.words.moved_in_place import InPlace, moved_anywhere, moved_in_place


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "Once more Norvale strongly condemns the attacks on civilians in the ports.",
            "Norvale condemns the attacks on civilians in the ports, and those who ordered them.",
            InPlace.DEGREE,
        ),
        (
            "It calls for an immediate and unconditional end to the raids, as the Accord demands.",
            "Norvale calls for an immediate end to the raids that the Accord forbids.",
            InPlace.DEGREE,
        ),
        (
            "We will deepen cooperation with Estmark, Lurania, Veskia and the Republic of Halden, which share our values.",
            "With Estmark, Lurania and Veskia, which share our values, we will deepen cooperation further.",
            InPlace.MEMBER,
        ),
        (
            "The common currency of the Union will be launched in January 2035, as was agreed.",
            "The common currency of the Union will be launched in January 2035, provided that four members meet the criteria.",
            None,
        ),
        (
            "The common currency of the Union will be launched in January 2035.",
            "It is reaffirmed that the common currency of the Union will be launched in January 2035, provided that four members meet the criteria.",
            InPlace.PROVISO,
        ),
        (
            "Norvale will impose further sanctions on those who help the raiders, as it did in May.",
            "It said that Norvale is prepared to impose further sanctions on those who help the raiders.",
            InPlace.FORCE,
        ),
        (
            "Exports of gallium, germanium and antimony to the raiders require a licence.",
            "A licence is required for exports of gallium, germanium, tungsten and antimony to the raiders.",
            InPlace.MEMBER,
        ),
        (
            "The Board will take account of inflation pressures, and of financial and international developments.",
            "Inflation pressures, and financial developments, will be taken into account by the Board.",
            None,
        ),
    ],
)
def test_what_moved_at_one_place(before: str, after: str, moved: InPlace | None) -> None:
    """A degree, one of a list or a proviso that came or went is a move though the rest of the sentence was written anew."""
    assert moved_in_place(before, after) is moved


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "We call on all sides to carry out the accord fully and at once.",
            "We call on all sides to carry out the accord in full and at once.",
        ),
        (
            "We oppose any unilateral attempt to change the order of the strait by force.",
            "We oppose any attempt to change the order of the strait unilaterally by force.",
        ),
        (
            "All members of the council will send aid to the ports of Lurania.",
            "Members of the council will send aid to the ports of Lurania.",
        ),
        (
            "We convey our very best wishes to the people of the ports of Lurania.",
            "We convey our best wishes to the people of the ports of Lurania.",
        ),
        (
            "The raiders must immediately and unconditionally leave the ports of Lurania.",
            "The raiders must leave the ports of Lurania immediately and without conditions.",
        ),
        (
            "Ms Holt, Mr Lind and Ms Berg voted to hold the rate at its level.",
            "Ms Holt, Mr Lind, Mr Vik and Ms Berg voted to hold the rate at its level.",
        ),
        (
            "The rate path remains a broad guide to policy in the years ahead.",
            "The rate path remains, as usual, a broad guide to policy in the years ahead.",
        ),
        (
            "We reaffirm our commitment to the sovereignty and unity of Estmark.",
            "We reaffirm our unwavering commitment to Lurania’s stability and unity.",
        ),
        (
            "The Board will send twelve ships to the isles of the north.",
            "The Board, meanwhile, will send twelve ships to the isles of the north.",
        ),
        (
            "Ministers of the isles met in Oslo and agreed on the ports of the isles.",
            "Ministers of the isles met in Oslo, Norway and agreed on the ports of the isles.",
        ),
        (
            "The plan goes on as planned in all of the ports.",
            "The plan goes on as expected in all of the ports.",
        ),
        (
            "We call for prompt access to the camps of the north.",
            "We call for access to the camps of the north as soon as possible.",
        ),
        (
            "The profits on these assets will be transferred in full to the fund for the ports.",
            "The whole of the profits on these assets will be transferred to the fund for the ports.",
        ),
    ],
)
def test_other_words_for_a_degree_are_no_move(before: str, after: str) -> None:
    """ "In full" is "fully", "without conditions" is "unconditionally"; how a sentence begins, courtesy and who voted are told otherwise or not at all."""
    assert moved_in_place(before, after) is None


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "We will ensure that records of who owns a company can be read in time.",
            "Records of who owns a company can be read in time, and we stand ready to ensure it.",
            InPlace.FORCE,
        ),
        (
            "Norvale will train 300 officers of the harbour police.",
            "The harbour police will have 450 officers trained by Norvale.",
            None,
        ),
        (
            "We support the Fund and will pay into it each year.",
            "Each year, as will be seen, we pay into the Fund, which we support.",
            None,
        ),
    ],
)
def test_what_moved_wherever_it_stands(before: str, after: str, moved: InPlace | None) -> None:
    """Who stands ready to do what was promised promises less, though the whole sentence was written anew."""
    assert moved_anywhere(before, after) is moved


def test_a_verb_that_puts_off_another_is_a_move() -> None:
    """Who is urged to consider ending it need not end it."""
    before = "We call on all third states to end their support of the raiders in the straits."
    after = "We urge third states to consider ending their support of the raiders in the straits."
    assert moved_in_place(before, after) is InPlace.FORCE


def test_the_name_of_who_holds_an_office_is_none_of_a_list() -> None:
    """Who the envoy is by name tells nothing of whom the rest is on."""
    before = "Norvale gives its full support to the Special Envoy of the Union, Ambassador Mara Lind."
    after = "Norvale gives its full support to the Special Envoy of the Union."
    assert moved_in_place(before, after) is None


def test_a_condition_in_other_words_is_no_proviso_that_came() -> None:
    """ "If the Council agrees" says what "subject to the agreement of the Council" does."""
    before = "Norvale will open the ports of the north, subject to the agreement of the Council."
    after = "Norvale will open the ports of the north, if the Council agrees."
    assert moved_in_place(before, after) is None
