"""How the news of a window is laid out."""

from dataclasses import replace

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.layout.footer import NO_FOOTER
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.news.news_item import Standing
from reports.render import fill
from reports.view.redline import plain_redline
from tests.reports.digest.news.test_ranking import moved, plain
from tracker.compare.redline import RedlineRun
from tracker.domain import Cause, Delta, Label


def test_an_edit_without_a_new_release_is_not_told_as_a_quiet_day():
    """A mail that tells of an edited page must not open with "nothing was published"."""
    edited = compose([plain("harbour", cause=Cause.EDIT)], releases_read=0)
    assert lay_out_news(edited).read == "No new release: published texts were changed."
    assert lay_out_news(compose([], releases_read=0)).read.startswith("Nothing was published")


def test_a_day_with_releases_says_how_many_were_read():
    """A reader sees what the news was chosen from."""
    assert lay_out_news(compose([plain("harbour")], releases_read=2)).read == "Read: 2 releases."


def test_no_sum_is_put_beside_another_thing():
    """What was said of the second of two purchases is not shown right behind the first: the words between name their sums."""
    said = "The Board {} grain at a pace of 40 million marks a month, and will buy timber from the harbours of the north at a pace of {}."
    before, after = said.format("will buy", "45 million marks."), said.format("now buys", "50 million marks.")
    change = moved("grain", before, after, Label.STRENGTHENED)
    runs = lay_out_news(compose([change])).rows[0].redlines[0]
    assert "40 million marks a month, and will buy timber" in "".join(run.text for run in runs)


def test_words_that_only_one_of_two_quotes_ends_with_are_not_marked_as_moved():
    """“Thus continuing to normalize its stance” stands behind both figures, though only one quote goes on to it: nothing moved there."""
    told = "The Board raised its rate for loans to harbours and to railways to {} crowns"
    behind = ", thus continuing to normalize its stance on loans"
    change = moved("loans", f"{told.format(6)}{behind}", told.format(7), Label.STRENGTHENED)
    texts = {
        change.before.unit.revision: f"{told.format(6)}{behind}.",
        change.after.unit.revision: f"{told.format(7)}{behind}.",
    }
    standing = Standing(text_of=lambda revision: texts[revision])
    runs = lay_out_news(compose([change], news=NewsSettings(standing))).rows[0].redlines[0]
    assert [run.op for run in runs if run.op != "equal"] == ["delete", "insert"]


def test_what_moved_is_marked_in_both_sentences():
    """Of “this drawdown, combined with another, will bring” one text quotes less: its beginning is not marked as put in, and what went from it is struck."""
    told = "bring aid for the Halden Sea to {} crowns since the raids began"
    before, after = f"will {told.format('8 million')}", f"This loan will {told.format('9 million')}"
    amounts = (Delta("amount", "8 million crowns", "9 million crowns", "raised"),)
    change = moved("aid", before, after, Label.STRENGTHENED, deltas=amounts)
    texts = {
        change.before.unit.revision: f"This loan, with another of today, {before}.",
        change.after.unit.revision: f"{after}.",
    }
    units = (
        replace(one.unit, start=texts[one.unit.revision].index(one.unit.quote))
        for one in (change.before, change.after)
    )
    old, new = (replace(unit, end=unit.start + len(unit.quote)) for unit in units)
    change = replace(change, before=replace(change.before, unit=old), after=replace(change.after, unit=new))
    standing = Standing(text_of=lambda revision: texts[revision])
    runs = lay_out_news(compose([change], news=NewsSettings(standing))).rows[0].redlines[0]
    marked = {op: "".join(run.text for run in runs if run.op == op) for op in ("delete", "insert")}
    assert "another of today" in marked["delete"]
    assert "This loan" not in marked["insert"]


@pytest.mark.parametrize("second", [Label.WEAKENED, Label.STRENGTHENED])
def test_two_sums_that_moved_in_one_sentence_are_one_item(second):
    """The redline of the sentence shows both: a reader calls the second item a double, unless its sum went the other way."""
    parts = "grain for {} crowns a month since spring", "timber for {} crowns a month since autumn"
    said = "The Board will buy {} and will buy {}"
    sums = {"old": ("5 million", "7 million"), "new": ("4 million", "6 million")}
    texts = {
        side: said.format(*(part.format(sum_) for part, sum_ in zip(parts, both, strict=True)))
        for side, both in sums.items()
    }
    changes = []
    for at, part in enumerate(parts):
        before, after = (f"will buy {part.format(sums[side][at])}" for side in ("old", "new"))
        amounts = (Delta("amount", f"{sums['old'][at]} crowns", f"{sums['new'][at]} crowns", "lowered"),)
        label = second if at else Label.WEAKENED
        change = moved(part[:6], before, after, label, deltas=amounts, ref="NV-1")
        sides = (
            replace(one.unit, revision=side, start=texts[side].index(one.unit.quote))
            for one, side in ((change.before, "old"), (change.after, "new"))
        )
        old, new = (replace(unit, end=unit.start + len(unit.quote)) for unit in sides)
        changes.append(
            replace(change, before=replace(change.before, unit=old), after=replace(change.after, unit=new))
        )
    standing = Standing(text_of=lambda revision: texts[revision])
    rows = lay_out_news(compose(changes, news=NewsSettings(standing))).rows
    told = ["".join(run.text for run in row.redlines[0]) for row in rows]
    assert len(told) == (1 if second is Label.WEAKENED else 2)
    assert "spring" in told[0]
    assert "autumn" in told[0]
    # who is told of the other sum too sees the words around it, not the whole sentence again
    assert not told[1:] or "spring" not in told[1]


def test_the_text_part_shows_a_sentence_of_each_of_several_redlines():
    """A mail as text is a screen: of a text beside the one before it six sentences stand there where little else does, of several fewer each."""
    row = lay_out_news(
        compose([moved("grain", "The Board will buy grain.", "The Board buys grain.", Label.WEAKENED)])
    ).rows[0]
    page = lay_out_news(compose([]))
    redline = replace(row, redlines=row.redlines * 9)
    assert replace(page, rows=(row, redline)).redlines_in_text == 8
    assert replace(page, rows=(redline, redline)).redlines_in_text == 4
    assert replace(page, rows=(redline, redline, row, row)).redlines_in_text == 1


def test_a_sentence_quoted_unmarked_is_explained():
    """A reader who meets “now: …” without a mark is told what it claims: that only that text says it in these words."""
    row = lay_out_news(
        compose([moved("grain", "The Board will buy grain.", "The Board buys grain.", Label.WEAKENED)])
    ).rows[0]
    page = lay_out_news(compose([]))
    quoted = replace(row, redlines=((RedlineRun("equal", "now: “It will buy grain.”"),),), weights=(0.5,))
    assert not replace(page, rows=(row,)).quoted
    assert replace(page, rows=(row, quoted)).quoted
    assert "only that text says this" in fill_text(replace(page, rows=(quoted,)))
    assert "only that text says this" not in fill_text(replace(page, rows=(row,)))


def fill_text(page):
    """Return the text part of a mail that tells *page*."""
    return fill("digest/body.txt.j2", page=page, imprint=NO_FOOTER, width=72, more=False)


def test_a_redline_cuts_no_negation_off_the_words_it_shows():
    """ "… raise the levy by a {+fifth+}" of "will not raise" says the opposite."""
    long = "and in view of what was said by all who took part in the long debate on grain and timber of this winter"
    before, after = (
        f"Norvale, {long}, will not raise the levy on the ferries of the northern harbours by a {part} in June"
        for part in ("tenth", "fifth")
    )
    change = moved("a", before, after, deltas=(Delta("x", "", "", ""),))
    (row,) = lay_out_news(compose([change])).rows
    assert "not raise the levy" in plain_redline(row.redlines[0])
