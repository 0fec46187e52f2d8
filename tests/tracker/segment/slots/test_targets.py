"""Towards whom or what a unit goes: the noun phrase that an analyst would name, in words of the text."""

import pytest

from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.slots.targets.targets import find_target, is_clauseless
from tracker.segment.slots.triggers import find_trigger
from tracker.segment.tokens import tokenize


def target_of(text: str, family: str, speakers: frozenset[str] = frozenset(), *, after: str = "") -> str:
    """Return the target of the unit *text* of *family*; *after* stands before it in its sentence."""
    said = f"{after} {text}" if after else text
    lexicon, tokens = load_lexicon(), tokenize(said, 0, len(said))
    first = len(tokenize(after, 0, len(after))) if after else 0
    trigger = find_trigger(tokens, first, len(tokens), family, lexicon)
    begin, end = find_target(tokens, first, len(tokens), trigger, family, speakers, lexicon)
    return said[tokens.starts[begin] : tokens.ends[end - 1]] if begin < end else ""


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("urged the Halden authorities to conduct a thorough inquiry", "Halden authorities"),
        ("reiterates its urgent call on Norvale to abandon its mines", "Norvale"),
        ("called for the Lurania government to live up to its word", "Lurania government"),
        ("demands that the harbour council release the crews", "harbour council"),
        ("agreed on the need for the junta to hear its people", "junta"),
        ("instructed officials to ensure that ferries run", "officials"),
        ("encouraged Norvale to deepen its cooperation with Halden", "Norvale"),
        ("All parties must live up to their duties", "parties"),
        ("reiterate our demand that Halden end the blockade", "Halden"),
    ],
)
def test_the_target_of_a_demand_is_who_is_asked(text: str, target: str) -> None:
    """Whoever is to act is the target of a demand, wherever the clause puts them: behind "on", "for", "that", before "must"."""
    assert target_of(text, "D") == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("call for the immediate release of all crews", "immediate release of all crews"),
        ("encourage the peaceful settlement of border disputes", "peaceful settlement of border disputes"),
        ("We must reform the harbour council", "harbour council"),
        ("demand its immediate withdrawal", "immediate withdrawal"),
    ],
)
def test_where_nobody_is_asked_it_is_what_is_to_happen(text: str, target: str) -> None:
    """A demand that names no one has as its target what is demanded; "we" and "all of us" are no one in particular."""
    assert target_of(text, "D") == target


def test_who_is_asked_may_stand_before_a_unit_that_begins_with_its_verb() -> None:
    """Of "urges Halden to open the port and release the crews" the second demand goes to Halden, too."""
    assert target_of("release all crews", "D", after="urges Halden to open the port and") == "Halden"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("condemned in the strongest possible terms the seizure of a ferry by Norvale", "seizure of a ferry by Norvale"),
        ("noted with great concern the build-up of troops", "build-up of troops"),
        ("thanked the harbour pilots for their patience", "harbour pilots"),
        ("expressed gratitude to the Halden side for its constant support", "Halden side"),
        ("expressed deep concern about the situation in the straits", "situation in the straits"),
        ("Norvale has violated the charter", "Norvale"),
        ("regrets that the council has failed to adopt the text", "council"),
        ("condemn today’s Norvale missile launches", "today’s Norvale missile launches"),
    ],
)  # fmt: skip
def test_the_target_of_a_judgment_is_whose_conduct_or_what_conduct(text: str, target: str) -> None:
    """A judgment goes to the conduct it names, with who did it behind "by"; thanks go to whom is thanked, not to what for."""
    assert target_of(text, "E") == target


@pytest.mark.parametrize(
    ("text", "family", "target"),
    [
        ("stressed that such tolls should be abolished today", "S", "such tolls"),
        ("Bank Rate is likely to continue on a downward path", "U", "Bank Rate"),
        ("A gradual approach to restraint remains appropriate", "S", "gradual approach to restraint"),
        ("reiterated that additional steps would be taken", "U", "additional steps"),
    ],
)
def test_the_target_of_a_passive_is_its_subject(text: str, family: str, target: str) -> None:
    """What is to be abolished, or remains appropriate, is the target; "today" and "appropriate" are none."""
    assert target_of(text, family) == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("will make every effort to restore the ferry service", "ferry service"),
        ("agreed to step up efforts to take action to protect the straits", "straits"),
        ("will continue to work closely with Halden on safer shipping", "Halden"),
        ("plan to commit up to $2 billion in the coming year to its Harbour Fund", "Harbour Fund"),
        ("will ensure that the ferries are safe", "ferries"),
        ("will not hesitate to use sanctions", "sanctions"),
        ("pledge to develop, use, and advance technologies in line with our values", "technologies"),
        ("plans to deploy a US ferry to Halden", "US ferry to Halden"),
        ("remains committed to a unified, prosperous, and sovereign Halden", "unified, prosperous, and sovereign Halden"),
    ],
)  # fmt: skip
def test_nouns_that_only_say_that_something_is_done_are_passed_over(text: str, target: str) -> None:
    """ "Efforts to restore the ferry service" act upon the ferry service; a sum is not what it is given to."""
    assert target_of(text, "U") == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("stressed the importance of restoring trust", "trust"),
        ("it is necessary to maintain a free and open strait based on law", "free and open strait"),
        ("There is no justification for the taking of hostages", "taking of hostages"),
        ("reaffirmed our belief that the treaty must be kept", "treaty"),
        ("recognise the crises affecting the islands", "crises"),
        ("welcomes the processes founded by this council", "processes"),
        ("War poses a grave threat to shipping", "War"),
    ],
)
def test_a_target_ends_before_what_is_said_of_it(text: str, target: str) -> None:
    """No verb, participle or clause is part of a target, and "importance of" and "there is no" are not what a stance is on."""
    assert target_of(text, "S") == target


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("we will meet regularly", "U"),
        ("It must be built", "D"),
        ("They need to be held accountable", "D"),
        ("will continue in this manner", "U"),
    ],
)
def test_where_only_a_pronoun_or_adverb_is_left_there_is_no_target(text: str, family: str) -> None:
    """An empty target is better than "regularly", "it" or "accountable"."""
    assert target_of(text, family) == ""


def test_the_speakers_are_not_what_their_stance_is_on() -> None:
    """Of "the United States shares the values of the charter" the values are the target, since the United States speaks."""
    text = "the United States should uphold the charter"
    assert target_of(text, "S", frozenset({"USA"})) == "charter"
    assert target_of(text, "S") == "United States"


def test_a_long_list_is_cut_between_its_items() -> None:
    """A target that would run on ends before an "and" or a preposition, never within a name."""
    text = "will protect the harbours of Northern Norvale, the ferries of Halden Bay, the mines of Lurania and the Great Eastern Canal Zone"
    found = target_of(text, "U")
    assert len(found.split()) <= 18
    assert not found.endswith(("and", "of", "the", "Great", "Eastern"))


def test_what_an_anaphor_stands_for_is_no_clause() -> None:
    """ "Such decisions" may stand for a name of decisions, not for "the group commends the decision"."""
    assert is_clauseless("decisions on tolls")
    assert not is_clauseless("the group commends the decision")


def test_a_hostile_text_is_read_in_bounded_steps() -> None:
    """Clauses within clauses without end bring down nothing."""
    assert target_of("ensure that we " * 5_000, "U") == ""
