"""Known cases, from text to label, with invented wording of the shapes real statements have."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tracker import pipeline
from tracker.domain import Cause, Change, Label, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory

PARTIES = """[parties]
Norvale = ["Norvale"]
Estmark = ["Estmark"]
Lurania = ["Lurania"]
Ostmere = ["Ostmere"]
Veskia = ["Veskia"]
"""
STATES = ("Norvale", "Estmark", "Lurania")
SHARE = "Norvale will share radar data with Estmark."
RELEASE = "Norvale calls on Veskia to release the crews."
ACCEPT = "Norvale will never accept the annexation of the Skerry Islands."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine that is shipped, told of the invented states."""
    lexicon = tmp_path_factory.mktemp("lexicon") / "states.toml"
    lexicon.write_text(PARTIES)
    return default_engine(lexicon_files=[str(lexicon)])


def history(
    engine: Engine, *texts: str, title: str = "Statement of the Harbour Compact"
) -> list[tuple[Change, ...]]:
    """Relate one text a month under titles of one series and return the changes of each."""
    standing, found = LineHistory(), []
    for month, text in enumerate(texts):
        named = ", ".join(state for state in STATES if state in text.split(" agreed ", 1)[0]) or "the Compact"
        day = date(2031 + month // 12, month % 12 + 1, 10)
        release = Release(
            content_id(str(day)), "norvale", str(day), "Norvale", "", title.format(parties=named), day
        )
        body = text.encode()
        seen = datetime(2035, 1, 1, tzinfo=UTC)
        revision = Revision(content_id(str(day), body), release, 1, body, "text/plain", "utf-8", seen)
        reading = pipeline.read(revision, engine)
        relation = pipeline.relate(reading, release, standing.as_of(day), engine, Cause.RELEASE)
        lines = {link.unit: link.line for link in relation.links}
        standing.add(release, [(unit, lines[unit.id]) for unit in reading.units], relation.dropped)
        found.append(relation.changes)
    return found


def last(
    engine: Engine, *texts: str, title: str = "Statement of the Harbour Compact"
) -> list[tuple[Label, str]]:
    """Return label and rule of every change of the last text."""
    return [(change.label, change.rule) for change in history(engine, *texts, title=title)[-1]]


def test_a_considerable_time_that_becomes_patience_is_weaker(engine):
    """The horizon is gone before anything is done: that is the first sign of a turn."""
    ((label, rule),) = last(
        engine,
        "Norvale believes that its low rate can be maintained for a considerable time.",
        "Norvale believes that its low rate can be maintained with patience.",
    )
    assert label is Label.WEAKENED
    assert rule.startswith("term lost: for a considerable time")


@pytest.mark.xfail(strict=False, reason="a paraphrase with hardly a word in common is not linked (0023)")
def test_a_paraphrase_of_the_horizon_is_the_same_line(engine):
    """As a central bank words it: maintained for a considerable time, then patient in raising."""
    ((label, _),) = last(
        engine,
        "Norvale believes that its low rate can be maintained for a considerable time.",
        "Norvale believes that it can be patient in raising its low rate.",
    )
    assert label is Label.WEAKENED


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("40 million crowns", "55 million crowns", Label.STRENGTHENED),
        ("8.5 million crowns", "4.5 million crowns", Label.WEAKENED),
    ],
)
def test_an_amount_is_compared_as_a_number(engine, before, after, label):
    """More money is a stronger promise, and less a weaker one."""
    texts = [f"Norvale will contribute {amount} to relief in Veskia." for amount in (before, after)]
    ((found, rule),) = last(engine, *texts)
    assert found is label
    assert before in rule
    assert after in rule


def test_as_appropriate_qualifies(engine):
    """Two words make a promise one that may be kept or not."""
    ((label, rule),) = last(engine, SHARE, SHARE.replace(".", ", as appropriate."))
    assert label is Label.QUALIFIED
    assert rule.startswith("condition gained: as appropriate")


def test_a_deleted_sentence_is_not_repeated(engine):
    """The sentence stood in the statement before; this one says the rest."""
    changes = last(engine, f"{SHARE} {RELEASE}", SHARE)
    assert [label for label, _ in changes] == [Label.REAFFIRMED, Label.NOT_REPEATED]


def test_a_sentence_not_asked_about_is_not_missed(engine):
    """At a briefing it depends on the questions what is said."""
    changes = last(engine, f"{SHARE} {RELEASE}", SHARE, title="Press Briefing")
    assert [label for label, _ in changes] == [Label.REAFFIRMED]


def test_a_party_that_leaves_a_joint_statement_moves_nothing(engine):
    """Who speaks is a comparison with others, and said so; what was agreed is what it was."""
    ((label, rule),) = last(
        engine,
        "Norvale, Estmark and Lurania agreed to protect the ferries.",
        "Norvale and Estmark agreed to protect the ferries.",
        title="Joint statement of {parties}",
    )
    assert label is Label.REAFFIRMED
    assert "other speakers" in rule


@pytest.mark.parametrize(
    ("before", "after", "label", "told"),
    [
        ("keep the key rate at 2 percent", "lower the key rate by 25 basis points to 1-3/4 percent", Label.REVERSED, "lowered"),
        ("lower the key rate by 25 basis points to 2 percent", "keep the key rate at 2 percent", Label.REVERSED, "held at 2 percent"),
        ("raise the key rate by 25 basis points to 2 percent", "raise the key rate by 50 basis points to 2-1/2 percent", Label.STRENGTHENED, "a larger step"),
        ("lower the key rate by 50 basis points to 2 percent", "lower the key rate by 25 basis points to 1-3/4 percent", Label.WEAKENED, "a smaller step"),
        ("lower the key rate by 25 basis points to 2 percent", "lower the key rate by 25 basis points to 1-3/4 percent", Label.REAFFIRMED, "lowered by 25 basis points to 1-3/4 percent (last at 2 percent), again"),
        ("keep the key rate at 2 percent", "keep the key rate at 2 percent", Label.REAFFIRMED, "nothing that counts differs"),
    ],
)  # fmt: skip
def test_a_decision_on_a_rate_is_told_with_direction_step_and_level(engine, before, after, label, told):
    """A hold that becomes a cut is a reversal, a larger step is stronger, and the same step again is the same line."""
    texts = [f"The Bank of Norvale decided to {act}." for act in (before, after)]
    ((found, rule),) = last(engine, *texts, title="Rate statement")
    assert (found, told in rule) == (label, True)


def test_the_same_text_a_month_later_is_reaffirmed(engine):
    """Nothing moved, and nothing is silent."""
    text = f"{SHARE} {RELEASE} {ACCEPT}"
    assert [label for label, _ in last(engine, text, text)] == [Label.REAFFIRMED] * 3


def test_a_promise_that_returns_after_a_year_is_resumed(engine):
    """It stood for three months, was dropped, and is back after twelve statements without it."""
    whole = f"{SHARE} {RELEASE} {ACCEPT}"
    without = f"{RELEASE} {ACCEPT}"
    months = history(engine, *[whole] * 3, *[without] * 12, whole)
    silences = [[change.label for change in month if change.after is None] for month in months]
    assert silences[3:6] == [[Label.NOT_REPEATED], [Label.DROPPED], []]
    assert months[-1][0].label is Label.RESUMED
    assert months[-1][0].rule.startswith("the line returns after it was dropped")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Norvale supports the border commission.", "Norvale opposes the border commission."),
        ("Norvale will maintain the arms embargo.", "Norvale will no longer maintain the arms embargo."),
    ],
)
def test_a_turn_is_reversed(engine, before, after):
    """From yes to no is no matter of strength."""
    ((label, _),) = last(engine, before, after)
    assert label is Label.REVERSED
