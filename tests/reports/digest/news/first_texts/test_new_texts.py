"""Agreed texts of which next to nothing was said before."""

from dataclasses import replace

import pytest

from reports.digest.compose import compose
from reports.digest.digest import NewsSettings
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.news.first_texts.new_texts import FEWEST, QUOTES
from reports.digest.news.news_item import NOTHING_STANDS, Standing
from reports.digest.news.told_changes import told_among, told_new_text
from tests.fakes import build_change, build_facets, build_line, build_mention, build_release
from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.compare.silences.subjects import How, SubjectMove
from tracker.domain import Kind, Label, Slot

TITLE = "Joint Statement of Norvale and Estmark"
BOTH = frozenset({"Norvale", "Estmark"})
BY_NAME = (Slot("speakers", 0, 7, "Norvale"),)  # the words of a sentence that name who speaks
SAID = (
    "will review when and how the Halden mission would end and hand over to the coast guard",
    "agreed to inspect every cargo ship in the northern strait together from spring on",
    "decided to open their railways to each other's grain and timber",
    "will train four hundred harbour pilots of either side at one school",
    "recognised the long friendship of their peoples and of their crews",
)


def text(*quotes, title=TITLE, label=Label.NEW, kind=Kind.U_JOINT, ref="NV-1", issuer="Norvale", **facets):
    """Return the changes of a release that makes a statement of each of *quotes*, each on a line of its own."""
    release = build_release(ref, title=title, issuer=issuer)
    said = build_facets(**({"speakers": BOTH} | facets))
    mentions = [
        build_mention(
            quote,
            release=release,
            facets=said,
            kind=kind,
            confidence=0.9,
            start=200 * at,
            slots=(Slot("speakers", 200 * at, 200 * at + 2, "we"),),
        )
        for at, quote in enumerate(quotes)
    ]
    return [
        build_change(label, line=build_line(one.unit.quote), release=release, before=None, after=one)
        for one in mentions
    ]


def stood_before(quotes):
    """Return the settings of a digest where an earlier text says *quotes*."""
    return NewsSettings(Standing(said_earlier=lambda quote, _day: quote in quotes))


def rows(changes):
    return [row for row in lay_out_news(compose(changes)).rows if row.word == "agreed text"]


def test_a_first_agreed_text_is_told_by_its_firmest_statements():
    """Leaders who agree on something for the first time are news, though no earlier words moved; their words are quoted as they stand."""
    (row,) = rows(text(*SAID))
    assert row.sentence == (
        "Estmark and Norvale, 2031-03-04: “agreed to inspect every cargo ship in the northern strait together from spring on”; "
        "the text makes 5 statements."
    )
    quoted = ["".join(run.text for run in runs) for runs in row.redlines]
    assert quoted == [f"“{SAID[at]}”" for at in (0, 2, 3)]


def test_beside_other_news_a_first_text_is_told_by_three_statements():
    """A morning with one agreed text has room for six of its statements; where other things are told a mail stays three minutes long."""
    other = text(
        *(f"{said} off Port Halden" for said in SAID), ref="NV-2", title=TITLE.replace("Halden", "Estmark")
    )
    told = rows([*text(*SAID), *other])
    assert [len(row.redlines) + 1 for row in told] == [QUOTES, QUOTES]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (text(*SAID, title="Statement on the Halden Sea"), "one side's own words"),
        (text(*SAID[: FEWEST - 1]), "too short to be a text of its own"),
        (text(*SAID, level=1), "nothing firm"),
        (text(*SAID, reaffirm_claimed=True), "it says itself that it repeats"),
        (text(*(f"to {quote}" for quote in SAID)), "clauses that hang on others"),
        (text(*(f"demands that they {quote}" for quote in SAID)), "a resolution demands, not they"),
        ([*text(*SAID[:2]), *text(*SAID[2:], label=Label.RESUMED)], "half of it was said before"),
    ],
)
def test_what_is_no_new_text(changes, why):
    """A text is new where several agreed on it, most of it was said in no earlier text, and something in it is firm."""
    assert rows(changes) == [], why


def test_thanks_and_good_will_alone_are_no_news():
    """Soft positions on a friendship day would fill a digest up."""
    friendly = (
        "value the long friendship between the peoples of both countries",
        "support closer cooperation between their universities and their museums",
        "appreciate the warm welcome that the people of the harbour gave",
        "share the hope for continued exchanges between young people",
    )
    assert rows(text(*friendly, kind=Kind.S_SUPPORT, family="S", level=2)) == []


def test_one_or_two_new_commitments_stand_in_what_is_told_of_their_text():
    """A sum is told with the text it stands in, before what is only firm; the rest of a summit is no "not shown" beside it."""
    told = [
        *text(*SAID[:4]),
        *text("will give the school of pilots 2 billion dollars", ref="NV-1", amount="2 billion dollars"),
    ]
    (row,) = lay_out_news(compose(told)).rows
    assert (row.word, "2 billion dollars" in row.sentence) == ("agreed text", True)


def test_sums_of_a_text_without_predecessor_are_quoted_by_what_they_are_worth():
    """Three sums of a communiqué are no three items: a desk reads what it says of the strait beside them."""
    sums = [f"{quote} for {at + 2} billion dollars" for at, quote in enumerate(SAID[:3])]
    told = [
        *text(*SAID[3:], "will keep the northern light burning"),
        *text(*sums, amount="2 billion dollars"),
    ]
    assert [row.word for row in lay_out_news(compose(told)).rows] == ["agreed text"]


def test_what_a_group_of_states_says_was_agreed_on():
    """The seven speak under one name: their statement is no text of one party."""
    told = text(*SAID[:4], title="G7 Leaders’ Statement", speakers=frozenset({"G7"}))
    assert [row.word for row in rows(told)] == ["agreed text"]


def test_what_is_asked_and_what_is_held_stand_beside_what_is_promised():
    """Of a text that promises much the sharpest demand is told as well: a desk reads for both."""
    asked = text(
        "call on Veskia to withdraw its troops from the Halden islands and demand that it let the inspectors of the Compact in",
        kind=Kind.D_CALL,
        family="D",
        level=3,
    )
    (row,) = rows([*text(*SAID[:4]), *asked])
    assert "call on Veskia to withdraw" in row.sentence + str(row.redlines)


def test_who_is_quoted_did_not_agree_on_it():
    """In a joint statement a minister's own words stand in quotation marks: they are his."""
    said = "We " + SAID[0]
    body = "\n".join((f"Minister Holt said: “{said}, and more.”", *SAID[1:]))
    changes = [
        build_change(
            Label.NEW,
            line=build_line(quote),
            release=build_release("NV-1", title=TITLE),
            before=None,
            after=build_mention(
                quote,
                release=build_release("NV-1", title=TITLE),
                facets=build_facets(speakers=BOTH),
                kind=Kind.U_JOINT,
                confidence=0.9,
                start=body.index(quote),
                slots=BY_NAME,
            ),
        )
        for quote in (said, *SAID[1:4])
    ]
    (row,) = lay_out_news(compose(changes, news=NewsSettings(Standing(text_of=lambda _: body)))).rows
    assert said not in row.sentence + str(row.redlines)


def test_a_form_that_is_signed_with_one_partner_after_the_other_is_no_new_text():
    """The same words with the twelfth partner are no news, whoever is the partner; one sentence of them leaves room for the next."""

    def page(stood):
        return lay_out_news(compose(text(*SAID), news=stood_before(stood)))

    assert page(SAID).rows == ()
    (row,) = page(SAID[:1]).rows
    assert SAID[0] not in row.sentence + str(row.redlines)


def test_a_sum_that_stood_in_an_earlier_text_is_no_new_commitment():
    """“2 billion dollars for the mission” told word for word in a later text was promised before."""
    (told,) = text(f"{SAID[0]} for 2 billion dollars", title="Statement", amount="2 billion dollars")
    for stood, items in ((), 1), ((told.after.unit.quote,), 0):
        assert len(lay_out_news(compose([told], news=stood_before(stood))).rows) == items


def test_statements_shown_are_not_counted_as_left_out():
    """A reader adds up: what is quoted is not among "not shown"."""
    page = lay_out_news(compose(text(*SAID)))
    assert "1 statement not met before" in " ".join(page.closing)


def test_a_quiet_day_names_the_texts_that_were_read():
    """ "1 release read" does not say whether it was the one a reader waited for."""
    page = lay_out_news(compose(text(*SAID[:2], title="Statement on the Halden Sea")))
    assert "Texts read: “Statement on the Halden Sea” (2 statements)." in page.closing


def test_a_joint_read_out_was_agreed_on():
    """Two sides that publish one read-out agreed on its words."""
    told = text(*SAID, title="Joint Readout of the First Norvale-Estmark Consultations")
    assert [row.word for row in lay_out_news(compose(told)).rows] == ["agreed text"]
    alone = [
        replace(one, release=replace(one.release, title="Readout of the Minister’s Call with Estmark"))
        for one in told
    ]
    assert rows(alone) == []


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("As the two leaders announced shortly after taking office, we ", "have launched a school of pilots"),
        ("At the third summit of the Compact on February 2, 2031, we ", "established a school of pilots"),
        ("The three leaders ", "will train four hundred pilots at one school"),
        ("On the basis of the above-mentioned plan both ", "will train four hundred pilots at one school"),
        ("The Director-General of the Compact ", "urged all to train four hundred pilots at one school"),
    ],
)
def test_what_was_announced_before_or_is_said_of_others_stands_for_no_text(before, said):
    """What leaders recall of another day is no news of this one, what three agreed on is none of the two who agreed, and nobody knows which plan was mentioned."""
    body = "\n".join((f"{before}{said} for the harbours of both countries.", *SAID[1:]))
    quotes = (f"{said} for the harbours of both countries", *SAID[1:])
    changes = [
        replace(change, after=replace(change.after, unit=replace(change.after.unit, start=body.index(quote))))
        for change, quote in zip(text(*quotes), quotes, strict=True)
    ]
    page = compose(changes, news=NewsSettings(Standing(text_of=lambda _: body)))
    (row,) = [row for row in lay_out_news(page).rows if row.word == "agreed text"]
    assert said not in row.sentence + "".join(run.text for runs in row.redlines for run in runs)


def test_what_one_of_two_did_is_not_told_of_both():
    """The minister of Norvale who alone called on somebody did not do so for Estmark."""
    (alone,) = text(
        "called on every harbour to train its pilots in Halvern from May on", speakers=frozenset({"Norvale"})
    )
    unnamed = replace(alone.after, unit=replace(alone.after.unit, slots=()))
    (row,) = rows([*text(*SAID), replace(alone, after=unnamed)])
    assert "called on every harbour" not in row.sentence + str(row.redlines)


def test_what_one_of_two_promises_is_told_by_its_sentence_which_names_it():
    """“Norvale will send Estmark twelve ships”, of a text of both: the sentence says whose promise it is."""
    promised = "will lend Estmark 300 million crowns for twelve patrol ships in the northern strait"
    body = "\n".join((f"Norvale {promised}.", *SAID))
    changes = []
    for change in (
        *text(promised, speakers=frozenset({"Norvale"}), amount="300 million crowns"),
        *text(*SAID),
    ):
        said = change.after.unit
        start = body.index(said.quote)
        unit = replace(said, start=start, end=start + len(said.quote), slots=BY_NAME)
        changes.append(replace(change, after=replace(change.after, unit=unit)))
    page = compose(changes, news=NewsSettings(Standing(text_of=lambda _: body)))
    (row,) = [row for row in lay_out_news(page).rows if row.word == "agreed text"]
    assert f"“Norvale {promised}”" in row.sentence + str(row.redlines)


def test_two_ministers_of_one_state_agree_with_nobody():
    """Two ministers of France who praise Japan speak for France: that is no text that several agreed on, whatever its title says."""
    alone = text(
        *SAID,
        title="Joint Statement by Ministers Holt and Lind Commending Japan",
        speakers=frozenset({"France"}),
    )
    assert rows(alone) == []


@pytest.mark.parametrize(
    ("issuer", "who"),
    [
        ("Foreign Ministry of France", "France, Japan and Peru"),
        ("France and others (joint)", "Japan and Peru"),
    ],
)
def test_who_publishes_an_agreed_text_and_speaks_in_it_agreed_on_it(issuer, who):
    """“Signing with Japan and Peru”, published by France that signed; of texts that several publish the title knows best who is who."""
    signed = text(
        *SAID,
        title="Joint Statement of Japan and Peru",
        issuer=issuer,
        speakers=frozenset({"FRA", "JPN", "PER"}),
    )
    (row,) = rows(signed)
    assert row.sentence.startswith(f"{who}, 2031-03-04: ")


def test_where_nobody_is_named_the_title_says_who_agreed():
    """“Joint Communiqué by the Ministers of the Halden Coalition”: its members are in no list, and who publishes it is not who said it."""
    title = "Joint Communiqué by the Ministers of the Halden Coalition"
    (row,) = rows(text(*SAID, title=title, speakers=frozenset({"unresolved"})))
    assert row.sentence.startswith(f"{title}, 2031-03-04: “")


def test_a_text_that_is_held_twice_is_told_once():
    """Two sites of one government publish the same declaration on one day."""
    assert len(rows([*text(*SAID, ref="NV-1"), *text(*SAID, ref="NV-2")])) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (text(*SAID), True),
        (text(*SAID, title="Statement on the Halden Sea"), False),
        (text(*SAID, level=1), False),
        ([*text(*SAID[:2]), *text(*SAID[2:], label=Label.RESUMED)], False),
    ],
)
def test_the_page_of_a_text_tells_it_where_a_mail_does(changes, told):
    """What a reader of mails is told of a first text stands on its page, the same statements in the same order."""
    quoted = [runs[0].text.strip("“”") for row in rows(changes) for runs in row.redlines]
    item = told_new_text(changes, told_among(changes, NOTHING_STANDS), None, (), NOTHING_STANDS)
    assert bool(item) == bool(rows(changes)) == told
    shown = [one.words for one in item.quotes if one is not item.first] if item else []
    assert shown == quoted


def test_what_came_or_went_is_told_and_no_first_text_beside_it():
    """On a page as in a mail: where a subject came or went the statements are not told besides."""
    changes = text(*SAID)
    after = changes[0].after
    move = SubjectMove(
        after.release, NamedSubject(SubjectSort.TOPIC, "military.alliance"), How.FIRST, (after,), 3, None
    )
    assert told_new_text(changes, told_among(changes, NOTHING_STANDS), None, (move,), NOTHING_STANDS) is None


NOTE = (
    "will enable both sides to send four hundred pilots abroad every year",
    "shows that Norvale leads all others in matters of ice and harbours",
    "will be read out in every harbour of the northern islands in spring",
)


@pytest.mark.parametrize(
    ("ends", "statements"), [("End text.", 5), ("End text messaging fraud.", 8), ("***", 8)]
)
def test_what_a_ministry_says_behind_the_text_is_not_agreed_on(ends, statements):
    """“The statement will enable both sides to …” stands behind “End text”: it is the ministry's note, not what both signed, and not counted either."""
    changes = text(*SAID, *NOTE)
    said = "".join(f"{quote}.".ljust(200) for quote in SAID) + "".join(
        f"{quote}.".ljust(200) for quote in NOTE
    )
    end = 200 * len(SAID)
    said = f"{said[: end - len(ends) - 2]}\n{ends}\n{said[end:]}"
    (item,) = compose(changes, news=NewsSettings(Standing(text_of=lambda _: said))).news.new_texts
    assert item.statements == statements
    assert {one.unit.quote for one in item.quotes} <= {*SAID, *(NOTE if statements > len(SAID) else ())}


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Joint Statement of the European Commission, Japan and Canada", "Canada, EU and Japan"),
        ("Joint Statement of Japan and Canada", "Canada and Japan"),
        ("Joint Statement of Japan and Canada on the European Commission’s Proposal", "Canada and Japan"),
        (
            "Joint Statement of Japan and Canada at the European Council on Foreign Relations",
            "Canada and Japan",
        ),
    ],
)
def test_the_commission_speaks_for_the_union(title, who):
    """Who is named first in a title has agreed on the text too."""
    (row,) = rows(text(*SAID, title=title, speakers=frozenset({"JPN", "CAN", "EU"})))
    assert row.sentence.startswith(f"{who}, ")


def test_whom_a_title_commends_has_not_agreed():
    """Two secretaries of one state commend the sanctions of another: “we” are the two, whatever was read."""
    title = "Joint Statement by the Secretary and the Treasurer Commending Canada’s Sanctions"
    assert rows(text(*SAID, title=title, speakers=frozenset({"JPN", "CAN"}))) == []
    assert rows(text(*SAID, title=title.replace("Canada", "the EU"), speakers=frozenset({"USA", "EU"}))) == []
    assert (
        rows(text(*SAID, title=title.replace("Commending", "with"), speakers=frozenset({"JPN", "CAN"}))) != []
    )


def test_a_copy_that_differs_in_what_is_not_shown_is_one_text():
    """A declaration on two sites, one with a slip in its fourth statement, takes one of the places of a mail, not two."""
    other = [said.replace("one school", "a school") for said in SAID]
    assert len(rows([*text(*SAID, ref="NV-1"), *text(*other, ref="NV-2")])) == 1


def test_what_a_chair_says_is_not_said_of_the_group():
    """The co-chairs of a side event speak for themselves: their statement is told under its own title."""
    title = "G7 Harbour Partnership Side Event Co-Chair Statement"
    (row,) = rows(text(*SAID, title=title, speakers=frozenset({"G7"})))
    assert row.sentence.startswith("G7 Harbour Partnership Side Event")


@pytest.mark.parametrize(
    ("announced", "first"),
    [
        ("announced the creation of the Harbour Pilots School at Port Halden", True),
        ("on 3 February 2031 announced the creation of the Harbour Pilots School", False),
    ],
)
def test_what_the_title_is_on_is_told_first_where_the_text_announces_it(announced, first):
    """A text on the founding of a school is read for the sentence that founds it, however that is worded; what was founded earlier is no news of the day."""
    title = f"{TITLE} on the Harbour Pilots School"
    said = [*text(*SAID, title=title), *text(announced, title=title, kind=Kind.U_OWN, level=5)]
    (row,) = rows(said)
    assert ("Harbour Pilots School" in row.sentence) is first
