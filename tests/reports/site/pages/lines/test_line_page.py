"""The page of a line: every statement quoted, every change and silence in its place."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.render import fill
from reports.site.entries import LineEntry, LineMention
from reports.site.index_builder import build_index
from reports.site.page_context import PageFrame, PageNotFoundError
from reports.site.pages.lines.line_page import addresses, lay_out
from reports.view import addresses as at
from reports.view.change_card import NAMES_ITS_BASIS
from tests.fakes import DAY, NOW, build_change, build_facets, build_line, build_mention, build_release
from tests.reports.site.page_reader import HOSTILE, Page, page_of
from tests.reports.site.small_indexes import Told
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Label, Mention
from tracker.store import RevisionInfo, open_store

LINE = build_line("engage Veskia")
QUOTES = (
    "Norvale will engage Veskia.",
    "Norvale will engage Veskia on fisheries.",
    "Norvale may engage Veskia on fisheries.",
    "Norvale may engage Veskia on fisheries and trade.",
)


@pytest.fixture
def desk(tmp_path):
    with open_store(store_url(tmp_path)) as store:
        yield Desk(store)


def build_mentions(*quotes):
    """Return *quotes* as said one month after the other."""
    return [
        build_mention(
            quote, release=build_release(f"NV-{number}", published_on=DAY + timedelta(days=30 * number))
        )
        for number, quote in enumerate(quotes)
    ]


def build_history(mentions, *labels):
    """Return the changes between *mentions*: NEW, then each of *labels*."""
    first = build_change(Label.NEW, line=LINE, release=mentions[0].release, after=mentions[0])
    rest = [
        build_change(label, line=LINE, release=later.release, before=earlier, after=later)
        for earlier, later, label in zip(mentions, mentions[1:], labels, strict=False)
    ]
    return [first, *rest]


def build_silence(before, label=Label.NOT_REPEATED, day=400):
    release = build_release(
        f"SILENT-{label.value}", title="A silent text", published_on=DAY + timedelta(days=day)
    )
    return build_change(label, line=LINE, release=release, before=before)


def laid_out(mentions, changes, *, live=False, **overrides):
    said = tuple(
        LineMention(
            one.unit.id, one.release.id, one.release.published_on, one.unit.kind, one.unit.facets.level
        )
        for one in mentions
    )
    values = {
        "topics": frozenset({"military"}),
        "speakers": frozenset({"Norvale"}),
        "addressees": frozenset(),
    }
    kept = overrides.pop("kept", {})
    entry = LineEntry(overrides.pop("line", LINE), said, (), **(values | overrides))
    atlas = Told().say("another", topics=("military",), speakers=("Estmark",)).atlas()
    return lay_out(atlas, entry, mentions, changes, kept, live=live)


def rendered(page, *, live=False):
    """Return the finished *page* as its template prints it."""
    return Page(
        fill(
            "site/line.html.j2",
            page=page,
            frame=PageFrame("Norvale watch", page.title, "changes", "../", live, ""),
        )
    )


def steps(page):
    return [step for chapter in page.chapters for step in chapter.steps]


def test_every_statement_is_quoted_with_its_day_and_both_ways_to_it():
    """To our text with the marks, and to the source at the quote; the newest first."""
    mentions = build_mentions(*QUOTES[:2])
    page = laid_out(mentions, build_history(mentions, Label.REAFFIRMED))
    assert [(step.on, step.quote) for step in steps(page)] == [
        ("2031-04-03", QUOTES[1]),
        ("2031-03-04", QUOTES[0]),
    ]
    latest, unit = steps(page)[0], mentions[1].unit
    assert latest.href == at.release(mentions[1].release.id, unit.id)
    assert latest.original.endswith("NV-1#:~:text=Norvale%20will%20engage%20Veskia%20on%20fisheries.")
    assert latest.kind == "undertaking, definite\xa0●●●●○"
    assert f"m-{unit.id}" in rendered(page).ids


def test_what_moved_is_a_card_and_what_continues_a_line():
    """The eye finds the turns; what was only put otherwise is folded beside."""
    mentions = build_mentions(*QUOTES[:3])
    page = laid_out(mentions, build_history(mentions, Label.REAFFIRMED, Label.WEAKENED))
    moved, again, first = steps(page)
    assert [card.word for card in moved.cards] == ["weakened"]
    assert moved.briefs == ()
    assert [brief.words.word for brief in again.briefs] == ["continues"]
    assert [run.text for run in again.briefs[0].runs if run.op == "insert"] == ["on fisheries"]
    assert [brief.words.word for brief in first.briefs] == ["new"]
    shown = rendered(page)
    assert {
        f"c-{change.id}" for change in build_history(mentions, Label.REAFFIRMED, Label.WEAKENED)
    } <= shown.ids
    for quote in QUOTES[:3]:
        assert quote in re.sub(" +", " ", shown.words)


def test_silences_stand_where_they_fell():
    """Not repeated once, then dropped: two documents between and after what was said."""
    mentions = build_mentions(*QUOTES[:2])
    changes = [
        *build_history(mentions, Label.REAFFIRMED),
        build_silence(mentions[0], day=15),
        build_silence(mentions[1], Label.DROPPED, day=50),
    ]
    dropped, latest, missing, first = steps(laid_out(mentions, changes))
    assert (dropped.unit, dropped.quote, dropped.title) == ("", "", "A silent text")
    assert [card.word for card in dropped.cards] == ["dropped"]
    assert dropped.cards[0].before.quote == QUOTES[1]
    assert [brief.words.word for brief in missing.briefs] == ["not repeated"]
    assert (latest.unit, first.unit) == (mentions[1].unit.id, mentions[0].unit.id)


def test_a_change_found_in_an_earlier_text_stands_with_its_release():
    """A page edited later is one statement; what moved when it came out is told there."""
    mentions = build_mentions(*QUOTES[:2])
    before_the_edit = build_mention("Norvale will engage Veskia on trade.", release=mentions[1].release)
    changes = [
        *build_history(mentions),
        build_change(
            Label.WEAKENED, line=LINE, release=mentions[1].release, before=mentions[0], after=before_the_edit
        ),
    ]
    found = steps(laid_out(mentions, changes))
    assert [(step.quote, [card.word for card in step.cards]) for step in found] == [
        (QUOTES[1], ["weakened"]),
        (QUOTES[0], []),
    ]


def test_a_label_found_on_other_words_is_not_put_under_these():
    """Said anew in January and put otherwise by an edit in May: "new" are the words of January, and they are quoted."""
    (edited,) = build_mentions(QUOTES[1])
    first = build_mention(QUOTES[0], release=edited.release)
    changes = [
        build_change(Label.NEW, line=LINE, release=first.release, after=first),
        build_change(
            Label.REAFFIRMED, line=LINE, cause=Cause.EDIT, release=first.release, before=first, after=edited
        ),
    ]
    kept = {first.unit.revision: RevisionInfo(1, NOW, "a" * 64)}
    (step,) = steps(laid_out([edited], changes, kept=kept))
    new, again = step.briefs
    assert (new.words.word, new.text, new.quote) == ("new", "our copy, 5\xa0Mar\xa02031", QUOTES[0])
    assert (again.words.word, again.text, again.quote) == ("continues", "", "")
    assert (
        f"Found on our copy, 5 Mar 2031: “{QUOTES[0]}”"
        in rendered(laid_out([edited], changes, kept=kept)).words
    )
    same = build_mention(QUOTES[1], release=edited.release)
    (step,) = steps(laid_out([edited], [replace(changes[0], after=same)], kept=kept))
    assert [brief.quote for brief in step.briefs] == [""]


def test_the_words_a_release_shows_now_are_quoted_beside_what_was_found_before():
    """A card quotes the text it was found in; if that was edited since, the statement of today stands there as well."""
    mentions = build_mentions(*QUOTES[:2])
    before_the_edit = build_mention("Norvale will engage Veskia on trade.", release=mentions[1].release)
    change = build_change(
        Label.WEAKENED, line=LINE, release=mentions[1].release, before=mentions[0], after=before_the_edit
    )
    latest = rendered(laid_out(mentions, [change])).within(f"m-{mentions[1].unit.id}")
    assert QUOTES[1] in latest
    assert before_the_edit.unit.quote in latest


@pytest.mark.parametrize(
    ("silences", "noted"),
    [
        ([(Label.DROPPED, 50)], [True]),
        ([(Label.NOT_REPEATED, 15), (Label.DROPPED, 50)], [False, True]),  # said again in between
        ([(Label.NOT_REPEATED, 40), (Label.DROPPED, 50)], [False, False]),
    ],
)
def test_dropped_without_a_first_silence_says_that_there_were_two(silences, noted):
    """Dropped means missing twice in a row; where the first is not the step before, the reader is sent to the rule for both."""
    mentions = build_mentions(*QUOTES[:2])
    changes = [
        *build_history(mentions, Label.REAFFIRMED),
        *(build_silence(mentions[0 if day < 30 else 1], label, day) for label, day in silences),
    ]
    page = laid_out(mentions, changes)
    silent = [step for step in steps(page) if not step.unit][::-1]
    assert [bool(step.note) for step in silent] == noted
    assert ("the rule names both documents" in rendered(page).words) is any(noted)


def test_what_an_edit_dropped_had_no_silence_before():
    """Taken out of one page: no second document, whether a new engine recorded it or not."""
    (said,) = build_mentions(QUOTES[0])
    for cause in (Cause.EDIT, Cause.RECOMPUTED):
        gone = build_change(Label.DROPPED, line=LINE, cause=cause, release=said.release, before=said)
        assert [step.note for step in steps(laid_out([said], [gone]))] == ["", ""]


def test_the_picture_says_what_is_to_be_checked():
    """The label of a mark carries the tags its card has: too close to call here as there."""
    mentions = build_mentions(*QUOTES[:3])
    changes = build_history(mentions, Label.BROADENED, Label.WEAKENED)
    changes[-1] = replace(changes[-1], review=True)
    assert "weakened (check)" in " ".join(map(str, laid_out(mentions, changes).picture.rows))


def test_a_statement_that_an_edit_took_away_is_still_told():
    """What a release said once belongs to the history, with the word that it does so no longer."""
    mentions = build_mentions(QUOTES[0])
    gone = build_mention(QUOTES[1], release=build_release("EDITED", published_on=DAY + timedelta(days=90)))
    changes = [
        *build_history(mentions),
        build_change(Label.REAFFIRMED, line=LINE, release=gone.release, before=mentions[0], after=gone),
        build_change(Label.DROPPED, line=LINE, release=gone.release, before=gone, cause=Cause.EDIT),
    ]
    silent, said, _ = steps(laid_out(mentions, changes))
    assert (said.quote, said.gone) == (QUOTES[1], True)
    assert (silent.unit, silent.cards[0].word) == ("", "dropped")
    assert "taken out since" in rendered(laid_out(mentions, changes)).words


def test_a_long_history_is_folded_in_the_middle():
    """Three hundred statements: the latest and the first in full, all between one press away, each still linked to."""
    mentions = build_mentions(*(f"Norvale will engage Veskia, round {number}." for number in range(300)))
    changes = build_history(mentions, *[Label.WEAKENED, Label.REAFFIRMED] * 150)
    page = laid_out(mentions, changes)
    shown = rendered(page)
    assert [chapter.folded for chapter in page.chapters] == [
        "",
        "285 in between, 2\xa0Jun\xa02031 to 29\xa0Sep\xa02054",
        "",
    ]
    assert sum(len(step.cards) for step in steps(page)) < 20
    assert {f"c-{change.id}" for change in changes} <= shown.ids
    assert {f"m-{mention.unit.id}" for mention in mentions} <= shown.ids


def test_a_folded_statement_names_what_it_is_compared_with_only_where_that_is_not_the_one_below():
    """A hundred times "compared with the last mention" before the day of the next row is no news; another day is."""
    mentions = build_mentions(*(f"Norvale will engage Veskia, round {number}." for number in range(40)))
    changes = build_history(mentions, *[Label.REAFFIRMED] * 39)
    said = [
        replace(one, rule=f"same; {NAMES_ITS_BASIS}, {one.before.release.published_on}")
        for one in changes
        if one.before
    ]
    skipped = replace(said[20], before=mentions[3], rule=f"same; {NAMES_ITS_BASIS}, {DAY}")
    page = laid_out(mentions, [changes[0], *said[:20], skipped, *said[21:]])
    latest, folded, _ = page.chapters
    assert all(NAMES_ITS_BASIS in brief.why for step in latest.steps for brief in step.briefs)
    assert [b.why for step in folded.steps for b in step.briefs if b.why != "same"] == [skipped.rule]
    assert "Each is compared with the one below it" in rendered(page).words


def test_a_step_names_its_day_once():
    """Of a title that ends with its own day that is left out, since the day stands beside it; another day stays."""
    titles = ("Halden Board statement, 2031-03-04", "Statement of 2031-01-01")
    mentions = [
        build_mention(
            "Norvale will act.", release=build_release(f"NV-{title}", title=title, published_on=DAY)
        )
        for title in titles
    ]
    page = laid_out(mentions, build_history(mentions, Label.REAFFIRMED))
    assert [step.title for step in steps(page)] == [titles[1], "Halden Board statement"]


def test_a_history_of_a_few_is_not_folded():
    """Nobody opens a fold to read three more."""
    mentions = build_mentions(*(f"Norvale will engage Veskia, round {number}." for number in range(20)))
    page = laid_out(mentions, build_history(mentions, *[Label.REAFFIRMED] * 19))
    assert [chapter.folded for chapter in page.chapters] == [""]


def test_from_three_statements_on_there_is_a_picture():
    """Two points are no course; the marks lead to the statements, and silences are among them."""
    mentions = build_mentions(*QUOTES)
    changes = build_history(mentions, Label.BROADENED, Label.WEAKENED, Label.BROADENED)
    silence = build_silence(mentions[-1])
    picture = laid_out(mentions, [*changes, silence]).picture
    assert len(picture.rows) == 5
    assert f"#m-{mentions[0].unit.id}" in picture.svg
    assert f"#c-{silence.id}" in picture.svg
    assert laid_out(mentions[:2], changes[:2]).picture is None


def test_a_page_edited_since_keeps_its_label_in_the_picture():
    """The gravest of what moved there, when it came out or by the edit; a statement taken out is not drawn."""
    mentions = build_mentions(*QUOTES[:3])
    earlier_text = build_mention(QUOTES[3], release=mentions[1].release)
    gone = build_mention(
        "Norvale engages.", release=build_release("GONE", published_on=DAY + timedelta(days=90))
    )
    changes = [
        *build_history(mentions),
        build_change(
            Label.WEAKENED, line=LINE, release=earlier_text.release, before=mentions[0], after=earlier_text
        ),
        build_change(
            Label.REAFFIRMED, line=LINE, cause=Cause.EDIT, release=earlier_text.release, after=mentions[1]
        ),
        build_change(Label.REAFFIRMED, line=LINE, release=gone.release, before=mentions[2], after=gone),
    ]
    assert [row[2] for row in laid_out(mentions, changes).picture.rows] == ["+ new", "↓ weakened", "said"]


def test_the_first_stands_against_the_latest():
    """After years of small steps the whole way is shown; not where one step is all of it, or none."""
    mentions = build_mentions(*QUOTES)
    across = laid_out(mentions, []).across
    assert (across.first, across.last) == ("2031-03-04", "2031-06-02")
    assert [run.text for run in across.runs if run.op != "equal"] == ["will", "may", "on fisheries and trade"]
    assert laid_out(mentions[:2], []).across is None
    assert laid_out(build_mentions(*[QUOTES[0]] * 3), []).across is None


def test_names_lead_to_their_pages_where_they_have_one():
    """Topics and parties in words, not in codes."""
    mentions = build_mentions(QUOTES[0])
    page = laid_out(mentions, [], speakers=frozenset({"JPN", "unresolved"}), addressees=frozenset({"Veskia"}))
    assert [(one.heading, one.names) for one in page.named] == [
        ("Topics", (("Military", at.topic("military")),)),
        ("Speakers", (("Japan", ""), ("not named", ""))),
        ("Addressed to", (("Veskia", ""),)),
    ]


def test_a_line_is_headed_by_the_words_said_last():
    """The largest words on the page are the issuer's own, verbatim, not a name that a program made."""
    page = laid_out(build_mentions(*QUOTES[:2]), [])
    assert page.heading == f"“{QUOTES[1]}”"
    nothing = laid_out([], [build_silence(build_mentions(*QUOTES[:2])[0])])
    assert nothing.heading == nothing.title


def test_the_head_says_what_it_is_and_how_often_it_was_said():
    """In words, as last said."""
    mentions = build_mentions(*QUOTES[:2])
    mentions[1] = replace(mentions[1], unit=replace(mentions[1].unit, facets=build_facets(level=1)))
    page = laid_out(mentions, [])
    assert (page.family, page.kind) == ("commitment", "undertaking, exploratory\xa0●○○○○")
    assert page.times == "Said 2 times, first 4\xa0Mar\xa02031, last 3\xa0Apr\xa02031."
    nothing = laid_out([], [build_silence(mentions[0])])
    assert (nothing.kind, nothing.times) == ("", "No text held says it any longer.")


def test_only_a_server_offers_to_compare():
    """Each statement with another, and the first with the latest."""
    mentions = build_mentions(*QUOTES[:2])
    page = laid_out(mentions, [], live=True)
    assert page.compare == at.compare(mentions[0].unit.id, mentions[1].unit.id)
    assert at.COMPARE not in rendered(laid_out(mentions, [])).html


def test_hostile_texts_are_text():
    """Quotes, titles, names and rules from outside: all to be read, none obeyed."""
    release = build_release("<b>", title=HOSTILE, issuer=HOSTILE, url="javascript:alert(1)")
    evil = build_mention(HOSTILE, release=release)
    mentions = [*build_mentions(*QUOTES[:2]), evil]
    changes = build_history(mentions, Label.REAFFIRMED, Label.WEAKENED)
    changes = [replace(change, rule=HOSTILE, note=HOSTILE) for change in changes]
    named = frozenset({HOSTILE})
    page = laid_out(mentions, changes, live=True, line=build_line(HOSTILE), topics=named, speakers=named)
    shown = rendered(replace(page, picture=None), live=True)
    shown.assert_harmless()
    assert "{{7*7}}" in shown.html


def test_a_line_of_the_store(desk):
    """Through the store: the quotes are linked to the texts we kept."""
    first = desk.say("NV-1", {"talks": QUOTES[0]})
    second = desk.say(
        "NV-2", {"talks": QUOTES[2]}, day=date(2031, 4, 5), label=Label.WEAKENED,
        before=Mention(first.units[0], first.release), now=NOW + timedelta(days=31),
    )  # fmt: skip
    page = page_of(desk.store, at.line(build_line("talks").id))
    assert "our copy, 5 Mar 2031" in page.words
    assert f"../{at.release(second.release.id, second.units[0].id)}" in page.hrefs
    with pytest.raises(PageNotFoundError, match="No line with the id"):
        page_of(desk.store, at.line("0" * 24))


def test_lines_said_once_have_no_page_among_files(desk):
    """Twenty thousand of them would say what their releases say."""
    first = desk.say("NV-1", {"talks": QUOTES[0], "patrols": "Norvale will patrol."})
    desk.say(
        "NV-2", {"talks": QUOTES[0]}, day=date(2031, 4, 5), label=Label.REAFFIRMED,
        before=Mention(first.units[0], first.release),
    )  # fmt: skip
    assert list(addresses(build_index(desk.store))) == [at.line(build_line("talks").id)]
