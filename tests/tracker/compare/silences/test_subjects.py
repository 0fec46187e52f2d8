"""Which subjects agreed texts fall silent on, first speak of, and take a position on."""

from datetime import date

import pytest

from tests.tracker.link.samples import release, unit
from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.compare.silences.subject_names import names
from tracker.compare.silences.subjects import Act, How, SpokenText, subject_moves
from tracker.domain import Kind
from tracker.segment.lexicon.lexicon import load_lexicon

VESKIA = NamedSubject(SubjectSort.PARTY, "VESKIA")
PLAIN = [
    f"will work together on {matter}"
    for matter in (
        "harbours",
        "schools",
        "fisheries",
        "the rescue fund",
        "radar",
        "ferries",
        "customs",
        "railways",
        "forests",
        "light towers",
        "hospitals",
        "post offices",
        "libraries",
        "canals",
        "bridges",
        "markets",
        "mines",
        "orchards",
        "quarries",
        "theatres",
    )
]
ON_VESKIA = (
    "call on Veskia to release the crews",
    "condemn the Veskian drills in the strait",
    "stand by the fishermen whom Veskia detained",
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    """Return the lexicon with two invented states."""
    file = tmp_path_factory.mktemp("lexicon") / "invented.toml"
    file.write_text('[parties]\nVESKIA = ["Veskia", "Veskian", "Kesh"]\nLURANIA = ["Lurania", "Luranian"]\n')
    return load_lexicon([file])


def text(day, *quotes, more="", kinds=(), title="Norvale-Estmark joint statement", **facets):
    """Return an agreed text of Norvale and Estmark that says *quotes*, and *more* that was not read."""
    document = release(str(day), day, title)
    said = [*PLAIN, *quotes]
    kind_of = dict(zip(quotes, kinds, strict=False))
    units = tuple(
        unit(
            quote,
            at=300 * at,
            revision=str(day),
            kind=kind_of.get(quote, Kind.U_JOINT),
            **{"topics": frozenset({SORTS[at % len(SORTS)]}), **(facets if quote in quotes else {})},
        )
        for at, quote in enumerate(said)
    )
    return SpokenText(document, ". ".join([*said, more]), units)


def moves(now, *earlier, lexicon, beside=()):
    return [(one.how, one.subject.name) for one in subject_moves(now, earlier, beside, lexicon)]


SORTS = ("security", "economic", "environment", "other")  # what a text on all there is speaks of in turn
JAN, MAY, SEP = date(2031, 1, 3), date(2031, 5, 3), date(2031, 9, 3)


def test_a_subject_of_three_statements_that_is_named_nowhere_is_told(lexicon):
    """Three statements on Veskia in May, others before: in September the text says nothing on Veskia."""
    earlier = text(MAY, *ON_VESKIA), text(JAN, ON_VESKIA[0])
    (move,) = subject_moves(text(SEP), earlier, (), lexicon)
    assert (move.how, move.subject, move.texts, move.since) == (How.SILENT, VESKIA, 2, JAN)
    assert [one.unit.quote for one in move.mentions] == list(ON_VESKIA)
    assert {one.release.published_on for one in move.mentions} == {MAY}


@pytest.mark.parametrize("more", ["They spoke of Veskia", "a Veskian boat", "Kesh was informed"])
def test_a_subject_that_the_text_names_anywhere_is_not_gone(more, lexicon):
    """What was not read as a statement is said all the same, by whatever name: adjective or capital."""
    assert moves(text(SEP, more=more), text(MAY, *ON_VESKIA), text(JAN, *ON_VESKIA), lexicon=lexicon) == []


def test_what_stands_in_another_text_of_the_meeting_is_said(lexicon):
    """A declaration of the same day takes a chapter over: the statement leaves nothing out by that."""
    beside = [text(SEP, "regret the drills of Veskia", title="Norvale-Estmark Declaration on the Strait")]
    earlier = text(MAY, *ON_VESKIA), text(JAN, *ON_VESKIA)
    assert moves(text(SEP), *earlier, lexicon=lexicon, beside=beside) == []


def test_what_one_text_alone_spoke_of_takes_five_statements(lexicon):
    """What was the news of one summit is not missed at the next, unless it was a chapter."""
    one_off = text(MAY, *ON_VESKIA), text(JAN)
    assert moves(text(SEP), *one_off, lexicon=lexicon) == []
    chapter = text(MAY, *ON_VESKIA, "warn Veskia", "urge Veskia to leave"), text(JAN)
    assert moves(text(SEP), *chapter, lexicon=lexicon) == [(How.SILENT, "VESKIA")]


def test_a_text_on_one_party_is_silent_on_nothing_else(lexicon):
    """A statement on the war of one neighbour is no statement on all they do."""
    on_lurania = [f"demand that Lurania end attack {number}" for number in range(8)]
    earlier = text(MAY, *ON_VESKIA), text(JAN, *ON_VESKIA)
    assert moves(text(SEP, *on_lurania), *earlier, lexicon=lexicon) == []


def test_a_framework_for_trade_is_silent_on_nothing_else(lexicon):
    """A text of two states on tariffs alone does not drop what their leaders said of a neighbour, whatever its title."""
    tariffs = [f"will cut the tariff on {ware}" for ware in PLAIN]
    earlier = text(MAY, *ON_VESKIA), text(JAN, *ON_VESKIA)
    assert moves(text(SEP, *tariffs), *earlier, lexicon=lexicon) == [(How.SILENT, "VESKIA")]
    on_trade = text(SEP, *tariffs, topics=frozenset({"economic.trade"}))
    assert moves(on_trade, *earlier, lexicon=lexicon) == []


def test_a_short_text_after_a_long_one_and_one_years_later_are_silent_on_nothing(lexicon):
    """Eight statements after a hundred leave out whatever they leave out; so does a text three years on."""
    long = text(MAY, *ON_VESKIA, *[f"will build harbour {number}" for number in range(150)])
    assert moves(text(SEP), long, text(JAN, *ON_VESKIA), lexicon=lexicon) == []
    later = text(date(2034, 9, 3))
    assert moves(later, text(MAY, *ON_VESKIA), text(JAN, *ON_VESKIA), lexicon=lexicon) == []


def test_a_party_that_two_statements_speak_of_and_no_text_named_is_told_as_the_first(lexicon):
    """Two earlier texts at least, and none names it: spoken of for the first time. Once is in passing."""
    earlier = text(MAY), text(JAN)
    assert moves(text(SEP, *ON_VESKIA[:2]), *earlier, lexicon=lexicon) == [(How.FIRST, "VESKIA")]
    assert moves(text(SEP, ON_VESKIA[0]), *earlier, lexicon=lexicon) == []
    assert moves(text(SEP, *ON_VESKIA[:2]), earlier[0], lexicon=lexicon) == []
    named = text(JAN, more="A boat of Veskia was seen")
    assert moves(text(SEP, *ON_VESKIA[:2]), earlier[0], named, lexicon=lexicon) == []


def test_a_state_in_a_list_of_guests_is_not_spoken_of(lexicon):
    """Who was there is no subject."""
    guests = ["welcome Veskia, Lurania, Japan and Canada", "thank Veskia, Lurania, Japan and Canada"]
    assert moves(text(SEP, *guests), text(MAY), text(JAN), lexicon=lexicon) == []


def test_a_topic_is_gone_where_none_of_its_words_stands(lexicon):
    """Five statements on climate, then no word of climate, emissions or net zero."""
    climate = [
        f"will cut emissions of {what}" for what in ("ferries", "harbours", "trains", "mines", "mills")
    ]
    topics = {"topics": frozenset({"environment.climate"})}
    earlier = text(MAY, *climate, **topics), text(JAN)
    assert moves(text(SEP), *earlier, lexicon=lexicon) == [(How.SILENT, "environment.climate")]
    assert moves(text(SEP, more="The climate is mild"), *earlier, lexicon=lexicon) == []


def test_a_position_no_text_took_on_a_state_is_told():
    """Japan was named before, and nobody had asked anything of it: a first demand is a new position."""
    asked = "call on Japan to open its ports"
    named = [text(day, "recognise the harbours of Japan", kinds=(Kind.S_PRINCIPLE,)) for day in (MAY, JAN)]
    lexicon = load_lexicon()
    now = text(SEP, asked, kinds=(Kind.D_CALL,), addressees=frozenset({"JPN"}))
    (move,) = subject_moves(now, named, (), lexicon)
    assert (move.how, move.act, move.subject.name) == (How.POSITION, Act.DEMAND, "JPN")
    before = text(MAY, "urge Japan to lower tariffs", kinds=(Kind.D_CALL,), addressees=frozenset({"JPN"}))
    assert moves(now, before, named[1], lexicon=lexicon) == []
    again = text(SEP, f"reiterate our {asked}", kinds=(Kind.D_CALL,), addressees=frozenset({"JPN"}))
    assert moves(again, *named, lexicon=lexicon) == []


def test_two_seas_in_one_name_are_both_named(lexicon):
    """“The East and South Halden Seas” names the South Halden Sea."""
    place = NamedSubject(SubjectSort.PLACE, "South Halden Sea")
    assert names("peace in the East and South Halden Seas", place, lexicon)
    assert not names("peace in the Halden Sea", place, lexicon)


def test_what_another_text_of_the_same_parties_said_is_not_said_for_the_first_time(lexicon):
    """The ministers of the same states named it, or took the position: a reader who finds that text takes "first" for false."""
    earlier = text(MAY), text(JAN)
    now = text(SEP, *ON_VESKIA[:2])
    ministers = text(JAN, more="A boat of Veskia was seen", title="Statement of the Foreign Ministers")
    assert [one.how for one in subject_moves(now, earlier, (), lexicon, lambda: ())] == [How.FIRST]
    assert subject_moves(now, earlier, (), lexicon, lambda: [ministers]) == ()
    asked = "call on Japan to open its ports"
    named = [text(day, "recognise the harbours of Japan", kinds=(Kind.S_PRINCIPLE,)) for day in (MAY, JAN)]
    now = text(SEP, asked, kinds=(Kind.D_CALL,), addressees=frozenset({"JPN"}))
    took = text(JAN, "urge Japan to lower tariffs", kinds=(Kind.D_CALL,), addressees=frozenset({"JPN"}))
    assert [one.how for one in subject_moves(now, named, (), load_lexicon())] == [How.POSITION]
    assert subject_moves(now, named, (), load_lexicon(), lambda: [took]) == ()
