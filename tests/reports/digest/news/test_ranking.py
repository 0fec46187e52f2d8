"""What of a window is worth telling, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.digest.layout.news_rows import item_words
from reports.digest.news import ranking
from reports.digest.news.evidence import shown_label, value_moved
from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.ranking import OF_ONE_RELEASE, choose_news
from reports.digest.news.watch import ITEMS, watch_of
from reports.digest.news.words.wording import wording_change
from tests.fakes import DAY, build_change, build_facets, build_line, build_mention, build_release
from tracker.compare.facets.rate_moves import NOT_HELD
from tracker.domain import Cause, Delta, Kind, Label, Slot
from tracker.doubts import IN_TALK
from tracker.link.occasions.genre import Genre
from tracker.store import DatedQuote

STEADY = "Norvale remains committed to peace and stability in the Halden Sea"
WIDER = f"{STEADY} and to the Six Principles"
LOWERED = (Delta("amount", "5 million crowns", "3 million crowns", "lowered"),)
BY_NAME = (Slot("speakers", 0, 7, "Norvale"),)  # the words of a sentence that name who speaks


def moved(name, before, after, label=Label.WEAKENED, *, ref="", title="Statement", **overrides):
    """Return a change of a line of its own, in a release of its own."""
    release = build_release(ref or f"NV-{name}", title=title)
    return build_change(
        label,
        line=build_line(name),
        release=release,
        before=build_mention(before, release=build_release("NV-0", published_on=DAY - timedelta(days=90))),
        after=build_mention(after, release=release, facets=overrides.pop("facets", build_facets())),
        **overrides,
    )


def plain(name, **overrides):
    """Return a move of one amount."""
    return moved(
        name,
        f"Norvale will spend 5 million crowns on inspecting the {name}",
        f"Norvale will spend 3 million crowns on inspecting the {name}",
        deltas=overrides.pop("deltas", LOWERED),
        **overrides,
    )


def said(*quotes, last):
    """Return the quotes of a line, a month apart, the last one that of *last*."""
    start = DAY - timedelta(days=90 + 30 * len(quotes))
    ids = [*(f"u{number}" for number in range(len(quotes) - 1)), last.before.unit.id]
    return [
        DatedQuote(unit, start + timedelta(days=30 * number), quote, 4)
        for number, (unit, quote) in enumerate(zip(ids, quotes, strict=True))
    ]


def names(news):
    return [item.change.line.name for item in news.items]


def test_a_word_added_to_a_long_steady_formula_comes_first():
    """Four times in the same words, then with six more: that is what a desk reads for, whatever its label."""
    formula = moved("formula", STEADY, WIDER, Label.REAFFIRMED)
    standing = Standing({formula.line.id: said(*[STEADY] * 4, last=formula)})
    news = choose_news([plain("harbour"), plain("bridge"), formula], standing)
    assert names(news)[0] == "formula"
    wording = news.items[0].wording
    assert (wording.run, wording.since, wording.added) == (
        4,
        date(2030, 8, 6),
        ("and to the Six Principles",),
    )
    once = Standing({formula.line.id: said(STEADY, last=formula)})
    assert "formula" not in names(choose_news([formula], once))  # said once, it is no formula


@pytest.mark.parametrize(
    ("now", "items"),
    [
        ("Norvale stands behind the road of Estmark to membership of the league", 0),
        ("Norvale stands behind part of the road of Estmark to membership of the league", 1),
        ("Norvale stands behind the road of Estmark to membership of the league once it has paid", 1),
    ],
)
def test_a_formula_that_only_reads_otherwise_is_said_again(now, items):
    """In other words a formula is the one it was; of a part, or on a condition, it is another."""
    before = "Norvale supports the road of Estmark to league membership"
    change = moved("league", before, now, Label.REAFFIRMED)
    standing = Standing({change.line.id: said(*[before] * 4, last=change)})
    assert len(choose_news([change], standing).items) == items


def test_a_mention_that_shares_half_of_a_formula_is_not_counted_as_saying_it():
    """“Said so in the four mentions before” is checked by a reader: the first was of ports alone, in a sentence of its own."""
    loose = "Norvale remains committed to peace in its ports"
    formula = moved("formula", STEADY, WIDER, Label.REAFFIRMED)
    standing = Standing({formula.line.id: said(loose, *[STEADY] * 3, last=formula)})
    assert choose_news([formula], standing).items[0].wording.run == 3


@pytest.mark.parametrize(("base", "items"), [("the elections", 0), ("the war on the coast began", 1)])
def test_two_totals_that_count_from_two_days_are_not_compared(base, items):
    """8 billion since the elections is no more than 7 billion since the war began: nobody can say which rose."""
    old = "This will bring the grain aid of Norvale to 7 billion crowns since the war on the coast began"
    new = f"This will bring the grain aid of Norvale to 8 billion crowns since {base}"
    deltas = (Delta("amount", "7 billion crowns", "8 billion crowns", "raised"),)
    assert len(choose_news([moved("aid", old, new, Label.REAFFIRMED, deltas=deltas)]).items) == items


@pytest.mark.parametrize(
    ("title", "items"),
    [("Minister Lind’s Call with Estmark", 0), ("Joint Readout of a Call with Estmark", 1)],
)
def test_what_one_side_reported_of_a_talk_is_not_moved_by_what_both_agree_on(title, items):
    """“Beside its words of 14 July” names a read-out of one side alone: the other never said so."""
    before = "affirmed the importance of pilots in the grain ports of the Halden Sea"
    after = "will send pilots to the grain ports of the Halden Sea together"
    change = moved(
        "pilots",
        before,
        after,
        Label.STRENGTHENED,
        rule="importance to undertaking, definite (4)",
        title="Joint Statement of Norvale and Estmark",
    )
    earlier = replace(change.before, release=replace(change.before.release, title=title))
    assert len(choose_news([replace(change, before=earlier)]).items) == items


def test_how_something_is_done_in_passing_is_no_news():
    """“Monitor carefully” where a board had said “continue to monitor” moves nothing, however long its words had stood."""
    old, new = (
        "Norvale continues to watch the grain ports of the Halden Sea",
        "Norvale watches carefully the grain ports of the Halden Sea",
    )
    formula = moved("formula", old, new, Label.REAFFIRMED)
    standing = Standing({formula.line.id: said(*[old] * 4, last=formula)})
    assert names(choose_news([formula], standing)) == []


def test_a_doubtful_link_is_never_an_item():
    """A digest is not filled up with what may be two matters: it is one count."""
    news = choose_news([plain("harbour", review=True), plain("bridge")])
    assert (names(news), news.doubtful) == (["bridge"], 1)


def test_what_is_watched_weighs_more_and_nothing_is_left_out_for_it():
    """Who watches Estmark sees Estmark first, and still learns what else moved."""
    other = plain("harbour", facets=build_facets(addressees=frozenset({"Estmark"})))
    changes = [plain("bridge"), other]
    assert set(names(choose_news(changes))) == {"bridge", "harbour"}
    assert names(choose_news(changes, watch=watch_of(["Estmark"]))) == ["harbour", "bridge"]
    assert names(choose_news(changes, watch=watch_of(["inspecting the bridge"]))) == ["bridge", "harbour"]


def test_talk_is_left_out_unless_it_is_of_what_is_watched():
    """What a spokesman says depends on what is asked; a desk that watches a matter wants it all the same."""
    change = plain(
        "harbour", title="Department Press Briefing", facets=build_facets(topics=frozenset({"aid"}))
    )
    assert (names(choose_news([change])), choose_news([change]).spoken) == ([], 1)
    assert names(choose_news([change], talk=True)) == ["harbour"]
    assert names(choose_news([change], watch=watch_of(["aid"]))) == ["harbour"]


def test_who_reads_a_source_of_nothing_but_talk_asked_for_talk():
    """A ministry that publishes its press conferences alone would be told of never."""
    talk = plain("harbour", title="Regular Press Conference")
    assert names(choose_news([talk], Standing(only_talk=frozenset({talk.release.source})))) == ["harbour"]


def test_one_document_gives_three_items_at_most_and_a_digest_seven():
    """A communiqué of a hundred pages does not push everything else off the page."""
    one = [plain(f"harbour {row}", ref="NV-1", title="Joint Statement") for row in range(9)]
    many = [plain(f"bridge {row}") for row in range(9)]
    news = choose_news([*one, *many])
    assert len(news.items) == ITEMS
    assert sum(item.change.release.ref == "NV-1" for item in news.items) == OF_ONE_RELEASE
    assert news.further == 18 - ITEMS


def test_who_asks_for_every_move_is_told_every_move():
    """A report of what is sure holds back nothing it has room for: of whatever text, and a step of a verb as well, last."""
    one = [plain(f"harbour {row}", ref="NV-1", title="Joint Statement") for row in range(5)]
    verb = moved(
        "verb",
        "Norvale affirms the harbour code of the Halden Sea",
        "Norvale recalls the harbour code of the Halden Sea",
        minor=True,
    )
    assert "verb" not in names(choose_news([*one, verb], most=20))
    told = choose_news([*one, verb], most=20, every_move=True)
    assert (len(told.items), names(told)[-1], told.further, told.slight) == (6, "verb", 0, 0)
    assert choose_news([*one, verb], most=4, every_move=True).further == 2


def test_the_same_words_in_two_texts_are_one_item():
    """One statement published twice is told once, and said to stand in both."""
    before, after = "Norvale will pay 5 million crowns", "Norvale will pay 3 million crowns"
    first, second = (moved(ref, before, after, ref=ref) for ref in ("NV-1", "NV-2"))
    (item,) = choose_news([first, second]).items
    assert len(item.copies) == 1


@pytest.mark.parametrize(
    ("facets", "kind", "told"),
    [
        ({"deadline": "by 2032"}, Kind.U_OWN, True),
        ({"amount": "300 million euros"}, Kind.U_OWN, True),
        ({"amount": "3 million euros"}, Kind.U_OWN, False),
        ({"deadline": "by 2030"}, Kind.U_OWN, False),
        ({}, Kind.U_OWN, False),
        ({"deadline": "by 2032"}, Kind.D_CALL, False),
    ],
)
def test_what_is_new_is_told_where_it_binds_the_speaker_to_something(facets, kind, told):
    """A day ahead, an amount that weighs, a body: these can be held against who promised; the rest is a count."""
    quote = f"Norvale will pay {' '.join(facets.values())}"
    after = build_mention(quote, kind=kind, facets=build_facets(family=kind.family, **facets))
    news = choose_news([build_change(Label.NEW, after=after)])
    assert (len(news.items), news.new) == ((1, 0) if told else (0, 1))


@pytest.mark.parametrize(
    ("quote", "facets"),
    [
        ("has provided 300 million euros since 2030", {"amount": "300 million euros"}),
        ("will host the next dialogue by 2032", {"deadline": "by 2032"}),
        ("support the Master Plan 2032", {"deadline": "2032"}),
        ("the budget request includes 2 billion euros for the strait", {"amount": "2 billion euros"}),
        ("will assess progress towards 2 percent inflation", {"amount": "2 percent"}),
        ("announce a song for Harbour Week, celebrated from 6 April 2031", {"deadline": "from 6 April 2031"}),
        ("look forward to 300 million euros", {"amount": "300 million euros"}),
        ("which costs 300 million euros", {"amount": "300 million euros"}),
        ("decided to continue buying bonds for 3 billion euros", {"amount": "3 billion euros"}),
        ("will continue to pay 3 billion euros", {"amount": "3 billion euros"}),
        ("reaffirmed its goal by 2032", {"deadline": "by 2032", "reaffirm_claimed": True}),
        (
            "reaffirm the aim to pay 600 billion euros",
            {"amount": "600 billion euros", "reaffirm_claimed": True},
        ),
    ],
)
def test_a_number_makes_no_promise(quote, facets):
    """What was given so far, when one meets, the year in a name, what is awaited, and what is only said again."""
    after = build_mention(quote, kind=Kind.U_OWN, facets=build_facets(**facets))
    assert choose_news([build_change(Label.NEW, after=after)]).new == 1


@pytest.mark.parametrize(
    ("title", "told"), [("Decision of the Board", 1), ("Minutes of the Board, meeting of 5 March 2031", 0)]
)
def test_minutes_make_no_new_commitment(title, told):
    """What a board decided was decided on the day it met: minutes of a fortnight later do not make it anew."""
    facets = build_facets(family="U", amount="300 million euros")
    after = build_mention("Norvale will pay 300 million euros", kind=Kind.U_OWN, facets=facets)
    change = build_change(Label.NEW, after=after, release=build_release(title=title))
    assert len(choose_news([change]).items) == told


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("announce the establishment of the Halden Secretariat", True),
        ("will use the Halden Rescue Network established under the Skerry Agreement", False),
        ("will train pilots through the newly established Halden Harbour Group", False),
        ("in order to establish the Halden Sea Fund", False),
    ],
)
def test_a_body_is_founded_by_who_founds_it(quote, told):
    """“Established under” tells which body is meant, and “in order to” what is hoped: neither founds one."""
    after = build_mention(quote, kind=Kind.U_JOINT, facets=build_facets())
    change = build_change(Label.NEW, after=after, release=build_release(title="Joint Statement"))
    assert len(choose_news([change]).items) == told


def test_a_party_no_text_named_before_adds_weight_to_a_promise():
    """That a state is named says little; a body founded with one that was never named says more, and is said."""
    facets = build_facets(addressees=frozenset({"Estmark"}))
    quote = "We will establish the Halden Harbour Council with Estmark."
    after = build_mention(quote, facets=facets, kind=Kind.U_JOINT)
    change = build_change(Label.NEW, after=after)
    told = [
        choose_news([change], Standing(unnamed=frozenset(names))).items[0] for names in ((), ("Estmark",))
    ]
    assert [item.first for item in told] == [(), ("Estmark",)]
    assert told[0].value < told[1].value


def test_a_step_of_a_verb_is_told_of_texts_that_were_negotiated():
    """Who writes a statement or a read-out takes the next verb; in an agreed text each verb was fought over."""
    quotes = ("intends to support the crews of Estmark", "will support the crews of Estmark")
    step = {
        "label": Label.STRENGTHENED,
        "deltas": (Delta("level", "2", "4", "raised"),),
        "rule": "undertaking: intended (2) to definite (4)",
    }
    agreed, own = (
        moved(title, *quotes, title=title, **step) for title in ("Joint Statement", "On the Crews")
    )
    news = choose_news([agreed, own])
    assert (names(news), news.slight) == (["Joint Statement"], 1)


def test_three_rungs_are_told_whoever_wrote_them():
    """From considering to doing is no choice of a verb, although the verbs that report it share no word."""
    quotes = (
        "confirmed that they will consider sending crews to Estmark",
        "decided to send crews to Estmark",
    )
    step = {
        "deltas": (Delta("level", "1", "4", "raised"),),
        "rule": "undertaking: exploratory (1) to definite (4)",
    }
    own = moved("On the Crews", *quotes, Label.STRENGTHENED, title="On the Crews", **step)
    assert names(choose_news([own])) == ["On the Crews"]


def test_who_says_it_and_that_it_is_said_is_no_formula():
    """A formula that lost only "reaffirmed that Norvale" lost nothing of what it promises."""
    said = "reaffirmed that Norvale will keep the lanes of the strait open"
    mention = DatedQuote("u", DAY, said, 4)
    change = wording_change(said, "will keep the lanes of the strait open", [mention] * 4)
    assert change.only_introduced
    assert not change.is_formula
    dropped = "reaffirmed that Norvale will keep the lanes open"
    assert not wording_change(said, dropped, [mention] * 4).only_introduced


def test_two_texts_with_little_in_common_are_not_told_as_one_that_moved():
    """Another sum for another matter is no sum that was lowered."""
    other = moved(
        "a", "will pay 5 million crowns to the ports", "has promised Estmark 3 million crowns", deltas=LOWERED
    )
    assert choose_news([other]).slight == 1


def test_words_put_into_what_the_same_parties_agreed_on_are_told():
    """Said again, and more: a joint statement is laid against the last one word by word. Preambles and hanging clauses are not."""
    before, after = "condemn the use of fire ships", "condemn the use of fire ships for cross-border raids"
    titles = {"title": "Joint Statement"}

    def agreed(name, words):
        change = moved(name, words[0], words[1], Label.REAFFIRMED, **titles)
        release = build_release("NV-0", title="Joint Statement", published_on=DAY - timedelta(days=90))
        return replace(change, before=replace(change.before, release=release))

    told = choose_news(
        [
            agreed("ships", (before, after)),
            agreed("preamble", (before, f"recalling they {after}")),
            agreed("clause", (before, f"where they {after}")),
        ]
    )
    assert names(told) == ["ships"]
    assert choose_news([moved("own", before, after, Label.REAFFIRMED)]).items == ()


def test_importance_for_commitment_is_news_of_an_agreed_text_and_none_of_a_read_out():
    """What two parties negotiated moved word by word; who writes the next read-out takes the next of these words."""
    before = "affirmed their commitment to uphold the Halden Treaty on the free passage of ferries"
    after = "affirmed the importance to uphold the Halden Treaty on the free passage of ferries"
    rule = "undertaking, definite (4) to importance"
    agreed = moved("agreed", before, after, title="Joint Statement of Norvale and Estmark", rule=rule)
    readout = moved("readout", before, after, title="Minister Lind’s Call with Minister Holt", rule=rule)
    news = choose_news([agreed, readout])
    assert [item.change for item in news.items] == [agreed]
    assert shown_label(news.items[0]) is Label.WEAKENED
    assert news.slight == 1


def test_another_sum_of_the_same_thing_is_news_whatever_its_label():
    """Arms for $50 million, then for $400 million: nothing was strengthened, each is an act; but it is not "said again"."""
    before, after = (
        f"authorized a drawdown of arms for Norvale of {amount}" for amount in ("$50 million", "$400 million")
    )
    delta = Delta("amount", "$50 million", "$400 million", "raised")
    change = moved("arms", before, after, Label.REAFFIRMED, deltas=(delta,))
    news = choose_news([change])
    assert [item.change for item in news.items] == [change]
    assert news.repeated == 0


def speaking(change, before, after):
    """Return *change* with who speaks on both sides."""
    old, new = (
        replace(side, unit=replace(side.unit, facets=replace(side.unit.facets, speakers=frozenset(names))))
        for side, names in ((change.before, before), (change.after, after))
    )
    return replace(change, before=old, after=new)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("USA",), ("CAN", "MEX", "USA"), 0),
        (("JPN", "USA"), ("JPN", "USA"), 1),
        (("G7",), ("EU", "G7"), 1),
        (("QUAD",), ("AUS", "IND", "JPN", "USA"), 1),
    ],
)
def test_what_others_say_together_moves_nothing_that_one_of_them_had_said(before, after, told):
    """Three who "commit to bold action" did not stress its importance a year ago; a group is its members, whoever joins it."""
    move = speaking(plain("harbour"), before, after)
    assert len(choose_news([move]).items) == told


def test_what_a_noun_is_said_to_do_is_nobodys_undertaking():
    """“A facility in Veskia, which aims to deliver 200 million crowns by 2032”: who signs promised nothing."""
    text = "We are pleased with the plant in Veskia, which will deliver 200 million crowns by the end of 2032"
    quote = text.partition("which ")[2]
    facets = build_facets(amount="200 million crowns", deadline="by the end of 2032")
    after = build_mention(quote, start=text.index(quote), facets=facets)
    change = build_change(Label.NEW, after=after)
    assert choose_news([change]).items
    news = choose_news([change], Standing(text_of=lambda _: text))
    assert (news.items, news.new) == ((), 1)


@pytest.mark.parametrize(
    ("recital", "items"),
    [
        ("In January, at the Summit of Halvern", 0),
        ("Last year", 0),
        ("In March, at the Summit of Halvern", 1),
        ("At the Summit of Halvern", 1),
    ],
)
def test_what_a_recital_tells_of_was_given_before(recital, items):
    """“In January Norvale announced 200 million crowns”, of a text of March: nobody gives them today."""
    quote = "announced 200 million crowns for pilots of the Halden Sea by the end of 2032"
    text = f"They met in U.S. waters.\n\n{recital}, Norvale {quote};"
    after = build_mention(
        quote,
        start=text.index(quote),
        facets=build_facets(amount="200 million crowns", deadline="by the end of 2032", level=5),
        slots=BY_NAME,
        confidence=0.95,
    )
    news = choose_news([build_change(Label.NEW, after=after)], Standing(text_of=lambda _: text))
    assert (len(news.items), news.new) == (items, 1 - items)


@pytest.mark.parametrize(
    ("after", "items"),
    [
        (f"to end the raids on Norvalian boats; and to {STEADY}", 0),
        (f"{STEADY}; to end the raids on Norvalian boats.", 0),
        (f"{STEADY} and to end the raids on Norvalian boats", 1),
    ],
)
def test_another_clause_of_a_list_was_not_put_into_a_formula(after, items):
    """Of “to end the raids; and to hold elections” the call for elections did not change: a semicolon parts two demands."""
    change = moved("formula", STEADY, after, Label.REAFFIRMED, title="Joint Statement")
    standing = Standing({change.line.id: said(*[STEADY] * 4, last=change)})
    assert len(choose_news([change], standing).items) == items


@pytest.mark.parametrize(
    ("before", "after", "items"),
    [
        ("Halden Council", "HC", 0),
        ("NHC", "Norvale Halden Council", 0),
        ("Halden Council", "Council of Peru", 1),
        ("DPRK", "Republic of Korea", 1),
    ],
)
def test_a_name_and_its_capitals_are_one(before, after, items):
    """“A seat in the UNSC” where it said “in the Security Council” renames nobody; two states are two, however their capitals end."""
    seat = "The leaders reiterated their support for a permanent seat of Norvale in the reformed"
    speakers = build_facets(speakers=frozenset({"Norvale", "Lurania"}))
    change = moved(
        "seat",
        f"{seat} {before}",
        f"{seat} {after}",
        Label.REAFFIRMED,
        title="Joint Statement",
        facets=speakers,
    )
    before_said = build_mention(
        change.before.unit.quote, release=build_release("NV-0", title="Joint Statement"), facets=speakers
    )
    change = replace(change, before=before_said)
    standing = Standing({change.line.id: said(*[f"{seat} {before}"] * 4, last=change)})
    assert len(choose_news([change], standing).items) == items


@pytest.mark.parametrize(("title", "items"), [("Decision on the policy rate", 0), ("Statement on loans", 1)])
def test_what_a_board_charges_besides_follows_its_rate(title, items):
    """“Overnight deposits: 4.50 percent”, after 4.00, is the same half a percent that the decision was about; elsewhere a percentage is a term of its own."""
    amounts = (Delta("amount", "4.00 percent", "4.50 percent", "raised"),)
    before, after = (
        f"Norvale will pay {rate} percent on overnight deposits of the Halden Bank"
        for rate in ("4.00", "4.50")
    )
    change = moved("deposits", before, after, Label.REAFFIRMED, title=title, deltas=amounts)
    assert len(choose_news([change]).items) == items


def test_half_of_a_sentence_is_told_once():
    """A plan in one sentence with two sums is one new commitment, not two that hang in the air."""
    parts = "will train pilots for 200 million euros", "will buy tugs for 300 million euros"
    text = f"Norvale {parts[0]} and {parts[1]}. It {parts[1]} next year."
    news = []
    for second in (text.index(parts[1]), text.rindex(parts[1])):
        said = [
            build_mention(
                quote,
                start=at,
                revision="one",
                facets=build_facets(amount=quote.partition(" for ")[2]),
                slots=BY_NAME,
                confidence=0.95,
            )
            for quote, at in ((parts[0], text.index(parts[0])), (parts[1], second))
        ]
        changes = [build_change(Label.NEW, line=build_line(one.unit.id), after=one) for one in said]
        news.append(len(choose_news(changes, Standing(text_of=lambda _: text)).items))
    assert news == [1, 2]


def test_words_put_into_a_long_formula_are_news_though_the_text_said_them_elsewhere():
    """What stood beside a formula for years, and stands in it now, was put into it; the redline does not mark it as moved."""
    change = moved("formula", STEADY, f"that {WIDER}", Label.BROADENED, title="Statement")
    standing = Standing(
        {change.line.id: said(STEADY, STEADY, STEADY, last=change)},
        text_of=lambda _: f"We hold to the Six Principles and to peace. {STEADY} and to the Six Principles.",
    )
    (item,) = choose_news([change], standing).items
    assert any("Six Principles" in words for words in item.wording.added)


def test_a_rate_that_stands_as_it_stood_is_no_new_commitment():
    """The first decision that is held of a bank may hold its rate: that is no promise made that day."""
    for verb, items in (("keep", 0), ("set", 0), ("raise", 1)):
        quote = f"decided to {verb} its policy rate {'to' if verb == 'raise' else 'at'} 3 percent"
        after = build_mention(quote, facets=build_facets(amount="3 percent"))
        assert len(choose_news([build_change(Label.NEW, after=after)]).items) == items


def test_what_is_only_told_of_is_no_undertaking():
    """Who conveys details on an act that was passed promises nothing by it."""
    facets = build_facets(amount="$40.1 billion")
    told = build_mention("conveyed details on the $40.1 billion act that was passed on 21 May", facets=facets)
    assert choose_news([build_change(Label.NEW, after=told)]).items == ()


def test_what_is_said_again_is_a_count_and_never_an_item():
    """Said again is one line: how many, how many word for word, and which most often."""
    again = [build_change(Label.REAFFIRMED, release=build_release(f"NV-{row}")) for row in range(3)]
    news = choose_news([*again, build_change(Label.NOT_REPEATED, line=build_line("b"))])
    assert (news.items, news.repeated, news.unchanged, news.silent) == ((), 3, 3, 1)
    assert [times for _, times in news.most_repeated] == [3]


def test_the_same_words_have_not_moved_whatever_was_read_into_them():
    """Two equal quotes under another label are a matter of reading, not news; nor are parties named alone."""
    same = build_change(Label.WEAKENED)
    parties = moved(
        "crews",
        "We will pay the crews",
        "Norvale will pay the crews of ships",
        Label.BROADENED,
        deltas=(Delta("speakers", "", "Norvale", "wider"),),
    )
    news = choose_news([same, parties])
    assert (news.items, news.slight) == ((), 2)


def test_an_edit_is_told_whatever_sort_of_text_it_is_in():
    """A transcript that is changed after publication is news of the page, not talk."""
    change = plain("harbour", title="Department Press Briefing", cause=Cause.EDIT)
    assert names(choose_news([change])) == ["harbour"]


@pytest.mark.parametrize(
    ("before", "after", "label", "facets", "shown"),
    [
        (
            "reaffirmed its support for Estmark",
            "stressed its commitment to Estmark",
            Label.WEAKENED,
            "level",
            None,
        ),
        (
            "intends to support Estmark",
            "will support Estmark",
            Label.STRENGTHENED,
            "level",
            Label.STRENGTHENED,
        ),
        ("will pay Estmark 3 crowns", "will pay Estmark 2 crowns", Label.WEAKENED, "amount", Label.WEAKENED),
        ("will pay Estmark", "will now pay old Estmark", Label.BROADENED, "speakers", None),
    ],
)
def test_a_label_is_shown_where_the_words_bear_it_out(before, after, label, facets, shown):
    """ "Stressed" for "reaffirmed" is the pen of another reporter: the words are shown, and no step is claimed."""
    change = moved(
        "a",
        before,
        after,
        label,
        deltas=(Delta(facets, "4", "3", "lowered"), Delta("target", "a", "b", "reworded")),
    )
    wording = wording_change(before, after, ())
    assert shown_label(NewsItem(change, Genre.STATEMENT, wording)) is (shown or Label.REAFFIRMED)


def test_names_alone_make_no_news_of_a_formula():
    """Another minister is thanked in the same words: the formula stands."""
    change = moved(
        "f",
        "thanked Minister Lind for Estmark’s vocal support",
        "thanked Minister Holt for Estmark’s vocal support",
    )
    steady = said(*["thanked Minister Lind for Estmark’s vocal support"] * 4, last=change)
    assert not wording_change(change.before.unit.quote, change.after.unit.quote, steady).is_formula


def test_a_rate_cut_again_is_news_and_one_that_is_held_is_not():
    """The same step again is the same line, and a changed rate all the same; a hold is not."""
    quotes = (
        "Norvale decided to lower its key rate to 2 percent",
        "Norvale decided to lower its key rate to 1 percent",
    )
    for told, expected in (("key rate lowered to 1 percent", ["rate"]), ("key rate held at 1 percent", [])):
        again = (Delta("rate", "key rate lowered to 2 percent", told, "again"),)
        assert names(choose_news([moved("rate", *quotes, Label.REAFFIRMED, deltas=again)])) == expected


def test_a_rate_that_moves_again_comes_before_the_words_around_it():
    """A board met for its rate: that it cut once more is read before a formula that it reworded."""
    again = (Delta("rate", "key rate lowered to 2 percent", "key rate lowered to 1 percent", "again"),)
    rate = moved(
        "rate",
        "Norvale decided to lower its key rate to 2 percent",
        "Norvale decided to lower its key rate to 1 percent",
        Label.REAFFIRMED,
        title="Decision on the key rate",
        deltas=again,
    )
    formula = moved("formula", STEADY, WIDER, Label.BROADENED, title="Decision on the key rate")
    standing = Standing({formula.line.id: said(STEADY, STEADY, STEADY, last=formula)})
    assert names(choose_news([formula, rate], standing)) == ["rate", "formula"]


def test_a_sum_that_a_board_decides_on_comes_before_the_words_around_it():
    """A purchase of 600 billion that nobody had announced is what a board met for."""
    release = build_release("NV-Q", title="Decision on purchases")
    bought = build_mention(
        "Norvale will purchase bonds for 600 billion euros",
        release=release,
        facets=build_facets(amount="600 billion euros"),
    )
    new = build_change(Label.NEW, line=build_line("bought"), release=release, before=None, after=bought)
    words = moved("words", STEADY, WIDER, Label.BROADENED, ref="NV-Q", title="Decision on purchases")
    standing = Standing({words.line.id: said(STEADY, STEADY, last=words)})
    assert names(choose_news([words, new], standing)) == ["bought", "words"]


def test_what_was_decided_on_a_rate_is_told_in_whatever_words():
    """ "Establish a range of" after "lower by" says hardly a word of before, and is the decision of the year: it comes first."""
    cut = moved(
        "rate",
        "decided to lower its key rate by 50 basis points to 1 percent",
        "decided to establish a range for the key rate of 0 to 1/4 percent",
        Label.STRENGTHENED,
        title="Monetary policy decision",
        deltas=(
            Delta("rate", "key rate lowered to 1 percent", "key rate lowered to 0 to 1/4 percent", "raised"),
        ),
    )
    formula = moved("formula", STEADY, WIDER, Label.REAFFIRMED)
    standing = Standing({formula.line.id: said(*[STEADY] * 4, last=formula)})
    assert names(choose_news([formula, cut], standing)) == ["rate", "formula"]
    assert shown_label(choose_news([cut]).items[0]) is Label.STRENGTHENED


def test_a_rate_that_was_raised_is_told_though_the_decision_before_it_is_not_held():
    """That a bank raised its rate its text says itself; whether that was a turn, nobody can say. A hold after a gap is no news."""

    def told(act, rate):
        delta = Delta("rate", "key rate held at 1 percent", rate, "opposite")
        change = moved(
            "rate", "decided to keep its key rate at 1 percent", act, Label.REVERSED, deltas=(delta,)
        )
        rule = f"{rate}; held on 2031-01-04; compared with the last mention; not mailed: {NOT_HELD}"
        return choose_news([replace(change, review=True, rule=rule)])

    raised = told(
        "decided to raise its key rate by 25 basis points to 3 percent",
        "key rate raised by 25 basis points to 3 percent",
    )
    assert names(raised) == ["rate"]
    assert told("decided to keep its key rate at 3 percent", "key rate held at 3 percent").doubtful == 1


def test_words_that_one_quote_leaves_out_did_not_come():
    """Both texts say "When the board sells, it will act with care": one quote begins with "it", and nothing is new."""
    sentence = "When the board decides to sell the bonds, it will act with great care for the harbour"
    formula = moved("formula", sentence[42:], sentence, Label.REAFFIRMED)
    before = replace(formula.before, unit=replace(formula.before.unit, start=42, end=len(sentence)))
    after = replace(formula.after, unit=replace(formula.after.unit, start=0, end=len(sentence)))
    formula = replace(formula, before=before, after=after)
    quotes = {formula.line.id: said(*[sentence[42:]] * 4, last=formula)}
    assert names(choose_news([formula], Standing(quotes, text_of=lambda _: sentence))) == []
    assert names(choose_news([formula], Standing(quotes, text_of=lambda _: sentence[42:]))) == ["formula"]


def test_a_full_name_that_stands_elsewhere_in_the_text_was_not_taken_out():
    """The treaty is named whole once and shortened after it: nobody took words out of a formula."""
    whole = "reaffirmed the unwavering commitment to defend Estmark under Article V of the Treaty of Mutual Defence and Trade"
    short = whole.removesuffix(" of Mutual Defence and Trade")
    formula = moved("formula", whole, short, Label.REAFFIRMED)
    quotes = {formula.line.id: said(*[whole] * 4, last=formula)}
    named = "They recalled the Treaty of Mutual Defence and Trade. " + "x " * 400 + short
    after = replace(formula.after, unit=replace(formula.after.unit, start=named.index(short), end=len(named)))
    formula = replace(formula, after=after)
    assert names(choose_news([formula], Standing(quotes, text_of=lambda _: named))) == []
    assert names(choose_news([formula], Standing(quotes, text_of=lambda _: short))) == ["formula"]


def test_a_full_name_that_the_earlier_text_gives_elsewhere_did_not_come():
    """“Article V” and “Article V of the Treaty of the Halden Sea” are one where the text before names that treaty."""
    change = moved(
        "article",
        "Norvale reaffirmed that Article V applies to the Skerry Islands",
        "Norvale reaffirmed that Article V of the Treaty of Halden and Skerry applies to the Skerry Islands",
        Label.REAFFIRMED,
        title="Joint Statement of Norvale and Estmark",
    )
    quotes = {change.line.id: said(*[change.before.unit.quote] * 4, last=change)}
    assert names(choose_news([change], Standing(quotes))) == ["article"]
    text = "They met under the Treaty of Halden and Skerry." + " And so on." * 60
    assert names(choose_news([change], Standing(quotes, text_of=lambda _: text))) == []


def test_another_state_in_an_agreed_formula_is_news_and_another_minister_is_not():
    """ "Of Japan" where it said "of the Halden Peninsula" was negotiated; thanks to another minister were not."""
    pair = (
        "reaffirm our commitment to the complete disarmament of the Halden Peninsula",
        "reaffirm our commitment to the complete disarmament of Japan",
    )
    assert wording_change(*pair, ()).renames
    assert not wording_change(
        "thanked Minister Lind of Japan for his support", "thanked Minister Holt of Italy for his support", ()
    ).renames


@pytest.mark.parametrize(
    ("before", "after", "titles"),
    [
        (STEADY, WIDER, ("Notice on the harbours", "Letter to the Speaker on the harbours")),
        (STEADY, WIDER, ("Notice on the harbours", "Notice on the Six Principles")),
        (
            "declared an emergency (50 U.S.C. 1701 etseq",
            "declared an emergency (50 U.S.C. 1701 et",
            ("Notice", "Notice"),
        ),
    ],
)
def test_a_form_letter_is_no_formula_that_moved(before, after, titles):
    """Another paper says it in its own words, another matter stands in the title too, and a slip of the pen says nothing."""
    change = moved("form", before, after, Label.REAFFIRMED)
    sides = [
        replace(side, release=replace(side.release, title=title))
        for side, title in zip((change.before, change.after), titles, strict=True)
    ]
    change = replace(change, before=sides[0], after=sides[1])
    standing = Standing({change.line.id: said(*[before] * 4, last=change)})
    assert names(choose_news([change], standing)) == []


def test_what_was_said_ten_times_in_the_same_words_is_news_when_it_moves_aloud():
    """The formula of the week is not missed because a spokesman said it: ten times in one wording is chosen wording."""
    spoken = moved("formula", STEADY, WIDER, Label.BROADENED, title="Department Press Briefing")
    for times, told in ((9, []), (10, ["formula"])):
        standing = Standing({spoken.line.id: said(*[STEADY] * times, last=spoken)})
        assert names(choose_news([spoken], standing)) == told


def test_what_moved_in_talk_is_an_item_for_who_asks_for_it():
    """Kept for review because it was said in a briefing: with "talk" it counts like any text."""
    spoken = plain("boats", title="Department Press Briefing", review=True, rule=f"amount lowered; {IN_TALK}")
    assert names(choose_news([spoken])) == []
    assert choose_news([spoken]).spoken == 1
    assert names(choose_news([spoken], talk=True)) == ["boats"]


def test_the_rate_of_minutes_is_no_news_of_their_day():
    """The report on the discussions of May tells in June what was decided in May, and told then."""
    change = moved(
        "rate",
        "decided to keep its key rate at 2 percent",
        "decided to lower its key rate to 1 percent",
        Label.REVERSED,
        rule="key rate lowered to 1 percent (last at 2 percent); before: held",
        deltas=(Delta("rate", "key rate held at 2 percent", "key rate lowered to 1 percent", "opposite"),),
    )
    assert choose_news([change]).items
    report = replace(change, release=replace(change.release, title="Report on the interest-rate discussions"))
    assert choose_news([report]).items == ()


def test_what_a_board_did_to_a_rate_is_told_once_of_a_text():
    """A decision says what was decided at its head and again at its end."""
    step = (Delta("rate", "key rate held", "key rate lowered by 25 basis points", "lowered"),)
    head, end = (
        moved(
            name,
            "Norvale decided to hold its key rate",
            f"{who} decided to lower its key rate by 25 basis points",
            ref="NV-Q",
            title="Decision on the key rate",
            deltas=step,
        )
        for name, who in (("head", "Norvale"), ("end", "The board of Norvale"))
    )
    assert len(choose_news([head, end]).items) == 1


def test_another_host_who_is_thanked_is_no_news():
    """Each summit thanks the state in which it met."""
    before, after = (
        f"thank {host} for the generous hospitality extended to us in {host}"
        for host in ("Estmark", "Lurania")
    )
    thanked = moved("thanks", before, after, Label.REAFFIRMED, title="Summit declaration")
    standing = Standing({thanked.line.id: said(*[before] * 4, last=thanked)})
    assert names(choose_news([thanked], standing)) == []


def test_the_next_years_sum_is_not_told_as_a_later_day():
    """What is pledged for each year moved in its force here, and the year is that of the text."""
    change = moved(
        "aid",
        "will provide $30 billion in aid in 2030",
        "intends to provide $30 billion in aid in 2031",
        deltas=(Delta("deadline", "in 2030", "in 2031", "later"), Delta("level", "4", "2", "lowered")),
    )
    before, after = (
        replace(side, unit=replace(side.unit, facets=replace(side.unit.facets, deadline=due)))
        for side, due in ((change.before, "in 2030"), (change.after, "in 2031"))
    )
    assert value_moved(replace(change, before=before, after=after)) is None


def test_what_stands_elsewhere_in_a_text_is_not_counted_as_gone_or_come():
    """ "Now without in 2031" is false of a text that begins its sentence with "In 2031"."""
    change = moved(
        "aid",
        "Norvale will devote $65 million to relief in 2031",
        "Norvale will devote $65 million to relief",
        Label.REAFFIRMED,
        deltas=(Delta("deadline", "in 2031", "", "cleared"),),
    )
    told, silent = (
        choose_news([change], Standing(text_of=lambda _, text=text: text)).differing
        for text in (
            "Norvale will devote $65 million to relief.",
            "In 2031, Norvale will devote $65 million to relief.",
        )
    )
    assert (len(told), len(silent)) == (1, 0)


ASKED = "Asked about drills of last week in three eastern harbours, and whether the envoy had been summoned, the Minister declined and restated that "
ABROAD = "Norvale will keep peace in the strait of Halden open to all ships"


@pytest.mark.parametrize(
    ("text", "told"), [("", "reworded"), ("It is our Six Principles policy we keep.", "said again")]
)
def test_what_a_desk_watches_is_told_where_words_were_put_in_that_no_mention_had(text, told):
    """A position said in several words is no formula; who watches it hears what it names now, and that it is no news where the last text had it elsewhere."""
    now = f"{STEADY}, and our Six Principles policy we keep".replace("remains", "continues")
    change = moved("strait", STEADY, now, Label.REAFFIRMED)
    quotes = (ABROAD, "Norvale wants peace in the Halden Sea", ABROAD, STEADY)
    change = replace(
        change,
        before=replace(change.before, unit=replace(change.before.unit, revision="old")),
        after=replace(
            change.after,
            unit=replace(change.after.unit, revision="new", start=len(ASKED), end=len(ASKED + now)),
        ),
    )
    texts = {"old": f"{STEADY}. {text}", "new": f"{ASKED}{now}."}
    standing = Standing(
        {change.line.id: said(*quotes, last=change)},
        text_of=texts.__getitem__,
    )
    assert choose_news([change], standing).items == ()
    (item,) = choose_news([change], standing, watch_of(["Norvale"])).items
    assert item_words(item).word == told


def test_the_same_words_in_another_voice_are_no_news():
    """ "The peaceful resolution of issues" is "issues to be resolved peacefully", however long the one had stood."""
    before = "encouraged the peaceful resolution of all issues of the Halden Sea"
    change = moved(
        "issues",
        before,
        "encouraged all issues of the Halden Sea to be resolved peacefully",
        Label.REAFFIRMED,
    )
    standing = Standing({change.line.id: said(*[before] * 4, last=change)})
    assert choose_news([change], standing).items == ()
    other = moved("issues", before, before.replace("resolution", "investigation"), Label.REAFFIRMED)
    assert choose_news([other], Standing({other.line.id: said(*[before] * 4, last=other)})).items


def test_how_much_there_is_by_now_is_no_promise():
    """Pledges that stood at 96 million and stand at 171 are a figure of the year; a sum that will be paid is one that was moved."""
    deltas = (Delta("amount", "96 million crowns", "171 million crowns", "raised"),)
    for said_, items in (
        ("Pledges to the fund of the harbours stood at {} crowns", 0),
        ("Norvale will pay {} crowns to the fund of the harbours", 1),
    ):
        change = moved(
            "fund", said_.format("96 million"), said_.format("171 million"), Label.REAFFIRMED, deltas=deltas
        )
        assert len(choose_news([change]).items) == items


@pytest.mark.parametrize(
    ("act", "items"),
    [
        ("leave the cash rate target unchanged at 4.60 per cent", 0),
        ("open three new offices of the Bank by June", 1),
    ],
)
def test_a_rate_that_stays_is_no_new_commitment(monkeypatch, act, items):
    """A board that holds its rate and sets another beside it has undertaken nothing new by the first."""
    monkeypatch.setattr(ranking, "own_act", lambda *_: 1.0)
    monkeypatch.setattr(ranking, "item_value", lambda *_: 1.0)
    said_ = f"decided to {act} and to set the rate on balances at 4.55 per cent"
    change = build_change(Label.NEW, release=build_release("NV-1"), after=build_mention(said_))
    news = choose_news([change])
    assert (len(news.items), news.new) == (items, 1 - items)
