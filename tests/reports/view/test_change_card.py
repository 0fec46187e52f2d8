"""A change as a reader sees it."""

from dataclasses import replace
from datetime import date

from reports.view.change_card import change_card
from reports.view.dates import DateStyle
from reports.view.rate_words import label_words_of
from tests.fakes import NOW, build_change, build_facets, build_mention, build_release
from tracker.domain import Cause, Delta, Kind, Label
from tracker.store import RevisionInfo
from tracker.text.sanitize import clean

EARLIER = build_release("NV-2030-001", published_on=date(2030, 11, 3), title="Fourth consultations")


def weakened(**overrides):
    return build_change(
        Label.WEAKENED,
        before=build_mention("They decided to respond firmly.", release=EARLIER),
        after=build_mention("They will consider responding.", facets=build_facets(level=1)),
        **overrides,
    )


def test_a_decision_on_a_rate_is_called_by_what_was_done():
    """By the guide a rise after a hold is REVERSED; who reads pages reads that the rate was raised, as in the mail."""
    for after, word, mark in (
        ("raised to 3 percent", "rate raised", "↑"),
        ("held at 2 percent", "rate held", "="),
    ):
        delta = Delta("rate", "key rate held at 2 percent", f"key rate {after}", "opposite")
        shown = change_card(weakened(deltas=(delta,), rule=f"key rate {after}; as the test says"))
        assert (shown.word, shown.mark) == (word, mark)
    assert change_card(weakened()).word == "weakened"
    held = label_words_of(Label.REVERSED, "decided to keep its policy rate at 3 percent")
    assert (held.word, held.tone) == ("rate held", "calm")
    assert label_words_of(Label.REVERSED, "will end its patrols").word == "reversed"


def test_both_quotes_stand_verbatim_with_their_dates_and_titles():
    """A reader can cite either side from the card."""
    shown = change_card(weakened())
    assert shown.before
    assert shown.after
    assert (shown.before.quote, shown.before.on, shown.before.title) == (
        "They decided to respond firmly.",
        "2030-11-03",
        "Fourth consultations",
    )
    assert (shown.after.quote, shown.after.on) == ("They will consider responding.", "2031-03-04")
    assert shown.after.href.endswith("NV-2031-001#:~:text=They%20will%20consider%20responding.")


def test_kind_and_level_are_in_words():
    """Nobody needs the guide to know what "U.own 4" means."""
    assert change_card(build_change(Label.REVERSED)).kind == "undertaking, definite\xa0●●●●○"
    concern = build_mention(kind=Kind.E_CONCERN, facets=build_facets(family="E", level=2))
    assert change_card(build_change(Label.NEW, after=concern)).kind == "judgment, deep concern\xa0●●○○○"
    praise = build_mention(kind=Kind.E_PRAISE, facets=build_facets(family="E", level=2))
    assert change_card(build_change(Label.NEW, after=praise)).kind == "praise\xa0●●○○○"


def test_what_moved_is_listed_field_by_field():
    """The heaviest first; a level is named on the ladder of its family, and an empty field is "none"."""
    deltas = (
        Delta("level", "4", "1", "lowered"),
        Delta("deadline", "2026", "2027", "lowered"),
        Delta("condition", "", "as appropriate", "set"),
        Delta("polarity", "+", "-", "opposite"),
    )
    lines = [f"{f.name}: {f.before} → {f.after}" for f in change_card(weakened(deltas=deltas)).fields]
    assert lines == [
        "Level: definite (4) → exploratory (1)",
        "Sense: to happen → not to happen",
        "Condition: none → as appropriate",
        "Deadline: 2026 → 2027",
    ]


def test_a_move_between_families_shows_no_move_of_the_level():
    """From "will deter" to "supports deterrence": levels of two ladders are not compared."""
    after = build_mention(
        "Norvale supports patrols.", kind=Kind.S_SUPPORT, facets=build_facets(family="S", level=2)
    )
    change = build_change(
        Label.WEAKENED,
        after=after,
        deltas=(Delta("family", "U", "S", "reworded"), Delta("level", "4", "2", "lowered")),
    )
    assert [(f.name, f.before, f.after) for f in change_card(change).fields] == [
        ("Kind", "undertaking", "stance")
    ]


def test_praise_is_never_called_by_a_word_for_blame():
    """Condemned, then praised: the kind moved, and no level; praised more: the levels are those of praise."""

    def judged(kind, level):
        return build_mention(kind=kind, facets=build_facets(family="E", level=level))

    deltas = (Delta("level", "4", "2", "lowered"),)
    praise = judged(Kind.E_PRAISE, 2)
    turned = build_change(Label.REVERSED, before=judged(Kind.E_CONDEMN, 4), after=praise, deltas=deltas)
    assert [(f.name, f.before, f.after) for f in change_card(turned).fields] == [
        ("Kind", "judgment", "praise")
    ]
    cooled = build_change(Label.WEAKENED, before=judged(Kind.E_PRAISE, 4), after=praise, deltas=deltas)
    assert [(f.name, f.before, f.after) for f in change_card(cooled).fields] == [
        ("Level", "praise (4)", "praise (2)")
    ]


def test_an_edit_is_told_as_an_edit_whoever_recorded_it():
    """A new engine records what an edit moved as recomputed; it is still no later statement."""
    release = build_release()
    first = build_mention("They decided to respond.", release=release)
    edited = change_card(build_change(Label.WEAKENED, before=first, release=release, cause=Cause.RECOMPUTED))
    assert edited.tags == ("edited text", "recomputed")
    assert edited.compared + edited.compared_on == "Compared with the text this page showed before"
    gone = change_card(build_change(Label.DROPPED, before=first, release=release, cause=Cause.RECOMPUTED))
    assert gone.tags == ("edited text", "recomputed")
    assert gone.compared + gone.compared_on == "Compared with the text this page showed before"
    assert change_card(weakened(cause=Cause.RECOMPUTED)).tags == ("recomputed",)


def test_parties_are_called_by_their_names():
    """Whose word it is must not take a table of codes to read; a body keeps its own name."""
    deltas = (
        Delta("speakers", "JPN, USA", "USA", "narrower"),
        Delta("addressees", "unresolved", "Veskia", "set"),
    )
    assert [(f.name, f.before, f.after) for f in change_card(weakened(deltas=deltas)).fields] == [
        ("Speakers", "Japan, United States", "United States"),
        ("Addressed to", "not named", "Veskia"),
    ]


def test_mere_rewording_is_left_to_the_redline():
    """A field that was only put in other words has not moved."""
    assert (
        change_card(weakened(deltas=(Delta("target", "any incursion", "incursions", "reworded"),))).fields
        == ()
    )


def test_fields_that_move_no_label_are_left_out():
    """Topics and word classes are bookkeeping of ours; an export has them."""
    deltas = (Delta("topics", "cyber", "cyber, economic", "wider"), Delta("act", "respond", "", "cleared"))
    assert change_card(weakened(deltas=deltas)).fields == ()


def test_a_card_says_what_it_was_compared_with():
    """A label means nothing without the text it was measured against."""
    shown = change_card(weakened())
    assert shown.compared + shown.compared_on == "Compared with the last mention, 2030-11-03"
    assert (
        change_card(weakened(cause=Cause.EDIT)).compared == "Compared with the text this page showed before"
    )
    undated = build_mention(release=build_release("NV-0", published_on=None))
    assert (
        change_card(build_change(Label.WEAKENED, before=undated)).compared == "Compared with the last mention"
    )
    gone = change_card(build_change(Label.DROPPED))
    assert gone.compared + gone.compared_on == "Last said 2030-03-04"
    assert change_card(build_change(Label.NEW)).compared == ""


def test_a_silence_names_the_document_that_is_silent():
    """What is dropped is dropped somewhere; a page is linked, without a quote to jump to."""
    shown = change_card(build_change(Label.DROPPED))
    assert shown.silent is not None
    assert shown.silent.href == "https://mfa.norvale.example/releases/NV-2031-001"
    assert (shown.after, shown.runs) == (None, ())


def test_a_release_without_an_address_or_a_date_is_shown_by_its_reference():
    """A file has no link; it is named all the same."""
    release = build_release("a.txt", url="", title="", published_on=None)
    shown = change_card(build_change(Label.NEW, release=release, after=build_mention(release=release)))
    assert shown.after
    assert (shown.after.href, shown.after.title, shown.after.on) == ("", "a.txt", "undated")


def test_doubt_edits_and_recomputing_are_marked_in_words():
    """Whoever reads a card sees why to take it with care."""
    assert change_card(weakened(review=True, minor=True)).tags == ("check", "emphasis only")
    assert change_card(weakened(cause=Cause.RECOMPUTED)).tags == ("recomputed",)
    assert change_card(weakened(cause=Cause.EDIT)).tags == ("edited text",)


def test_the_issuer_is_named_where_there_are_several():
    """A digest of one ministry need not repeat its name on every card."""
    assert change_card(weakened()).issuer == ""
    assert change_card(weakened(), show_issuer=True).issuer == "Norvale"


def test_what_a_terminal_would_obey_is_taken_out():
    """A title may not move the cursor, ring the bell, or turn the direction of the text."""
    assert clean("Sea\x1b[2J\x07 talks\r\nBcc: x\u202edrow") == "Sea [2J  talks \nBcc: x drow"


def test_what_a_rule_says_is_not_said_twice():
    """Where the rule names what it was compared with, as where partners differ, the card does not say it again."""
    rule = "level fell; compared with the last mention with other partners, 2030-03-04"
    shown = change_card(build_change(Label.WEAKENED, rule=rule))
    assert (shown.compared, shown.compared_on) == ("", "")
    assert (
        change_card(build_change(Label.WEAKENED, rule="level fell")).compared
        == "Compared with the last mention, "
    )


def kept_of(mention):
    return {mention.unit.revision: RevisionInfo(2, NOW, "0" * 64)}


def test_a_quote_says_which_text_it_stands_in_and_when_that_was_seen():
    """A page may say something else tomorrow: the card names the text that was read, in the reader's own dates."""
    change = weakened()
    shown = change_card(change, kept=kept_of(change.after))
    assert shown.after
    assert shown.before
    assert shown.after.archived == "our copy of text 2, 5\xa0Mar\xa02031"
    assert shown.before.archived == ""  # not held
    german = change_card(change, kept=kept_of(change.after), dates=DateStyle("de")).after
    assert german
    assert german.archived == "our copy of text 2, 5. März 2031"


def test_where_there_is_a_site_a_card_links_the_line_and_the_texts_kept():
    """The source may be gone; the text we hold is a click away, at the words."""
    change = weakened()
    shown = change_card(change, site="https://desk.example/")
    assert shown.line_href == f"https://desk.example/lines/{change.line.id}.html#c-{change.id}"
    assert shown.before
    assert change.before
    assert shown.before.archived_href == (
        f"https://desk.example/releases/{EARLIER.id}.html#u-{change.before.unit.id}"
    )
    silent = change_card(build_change(Label.DROPPED), site="../").silent
    assert silent
    assert silent.archived_href == f"../releases/{build_release().id}.html"
    assert change_card(change).line_href == ""


def test_what_was_said_once_links_to_where_it_was_said():
    """A line with one mention has no page of its own."""
    change = build_change(Label.NEW)
    assert change.after
    shown = change_card(change, site="")
    assert shown.line_href == f"releases/{change.release.id}.html#u-{change.after.unit.id}"


def test_how_sure_it_is_stands_on_the_card_in_words():
    """A link that is too close to call is said to be so, and a reading that is known to err says how often it is right."""
    assert change_card(weakened()).confidence == "The link between the two is clear."
    assert change_card(weakened(review=True)).confidence.startswith("Too close to call")
    change = weakened()
    assert change.after
    weighed = replace(change.after, unit=replace(change.after.unit, confidence=0.75))
    assert change_card(replace(change, after=weighed)).confidence == (
        "The link between the two is clear. Of units read as these were, about 75 in 100 are right."
    )
    assert change_card(build_change(Label.NEW)).confidence == ""
