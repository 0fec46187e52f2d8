"""What answers a question above the hits."""

from __future__ import annotations

from datetime import date
from functools import partial

from tests.tracker.store.statement_writer import Desk
from tracker.answering.meaning import as_meant, as_named
from tracker.answering.rows.answer_parts import as_words
from tracker.answering.rows.answers import answer_rows
from tracker.domain import Label, Mention
from tracker.search.query import parse_query

LEVY = "Norvale will lower the herring levy."


def told(desk: Desk, typed: str) -> str:
    """Return the rows that answer what is *typed*, a line each."""
    ask = partial(desk.store.search_page, limit=20)
    wanted, found = as_named(desk.store, parse_query(typed), desk.store.sources(), ask)
    meant = as_meant(desk.store, wanted, found, ask)
    rows = answer_rows(desk.store, meant, wanted.text)
    return "\n".join(f"{row.which}: {as_words(row, lambda text: str(text.published_on))}" for row in rows)


def texts(desk: Desk, *said: str, issuer: str = "Norvale") -> None:
    """Put texts into the store, a month each from January 2031."""
    for at, text in enumerate(said, start=1):
        desk.read_plain(f"{issuer}-{at}", text, published_on=date(2031, at, 1), issuer=issuer)


def test_whether_it_is_still_said_is_told_by_the_last_text_and_how_many_have_it(desk: Desk) -> None:
    """The reader sees the words with their day, in how many texts they stand and that later ones lack them; yes or no is the reader's."""
    texts(desk, LEVY, "We met.", LEVY, "We met again.")
    rows = told(desk, "does Norvale still promise to lower the herring levy?")
    assert "2031-03-01 · Norvale: “Norvale will lower the herring levy.”" in rows
    assert "in 2 of 4 texts held of Norvale; not in the 1 later text, the latest of 2031-04-01" in rows
    assert rows.splitlines()[-1].startswith("First said: 2031-01-01")


def test_the_latest_text_is_told_to_have_it(desk: Desk) -> None:
    """Where nothing came after it, nothing is said of later texts."""
    texts(desk, "We met.", LEVY)
    assert "in 1 of 2 texts held of Norvale; the latest is one of them" in told(
        desk, "is Norvale still lowering the herring levy"
    )


def test_what_nobody_says_is_told_with_how_many_texts_were_searched(desk: Desk) -> None:
    """Nothing is invented: no text has all of it, so many were looked at, and the words that are left out are named."""
    texts(desk, "Norvale will lower the herring levy in all harbours.", "We met.")
    rows = told(desk, "has Norvale ever abolished the herring levy in harbours")
    assert rows.startswith(
        "Not in these words: no sentence of the 2 texts held of Norvale, 2031-01-01 to 2031-02-01"
    )
    assert "Last said, without “abolished”: 2031-01-01" in rows


def test_a_name_is_never_left_out(desk: Desk) -> None:
    """What is said of another harbour answers nothing on this one."""
    texts(desk, "Norvale will close the harbour of Kesh to herring boats.", "We met.")
    rows = told(desk, "did Norvale close the harbour of Halden to herring boats")
    assert "Last said" not in rows


def test_who_is_not_named_is_told_by_whom_it_was_said(desk: Desk) -> None:
    """Who asks whether anyone called for something is told who did, each by its last text."""
    texts(desk, "We call for a herring truce.", issuer="Norvale")
    texts(desk, "We met.", "We call for a herring truce.", issuer="Estmark")
    rows = told(desk, "did anyone call for a herring truce")
    assert "Said by: Estmark in 1 text, last 2031-02-01; Norvale in 1 text, last 2031-01-01" in rows


def test_what_who_voted_against_says_was_not_said(desk: Desk) -> None:
    """A member who prefers to say something else is not the board."""
    texts(
        desk,
        "The board will keep the levy for a considerable time.",
        "The board met. Voting against the action was Ada Holt, who preferred to keep the levy for a considerable time.",
        issuer="Board of Halden",
    )
    rows = told(desk, 'does the Board of Halden still say "considerable time"')
    assert "Last said: 2031-01-01" in rows


def test_a_bound_shows_the_sums_within_it(desk: Desk) -> None:
    """Who asks for purchases above a sum wants none below it, and the figure itself need not stand there."""
    texts(desk, "Norvale will buy timber for $70 million.", "Norvale will buy timber for $2 billion.")
    rows = told(desk, "timber above $80 million")
    assert "Above $80 million: 2031-02-01 · Norvale: “Norvale will buy timber for $2 billion.”" in rows
    assert "$70 million" not in rows


def test_what_changed_is_told_by_the_lines_that_moved(desk: Desk) -> None:
    """No text says that it changed; moves that wait for review are none, and what moved in the first of two texts is no news between them."""
    before = desk.say("NV-1", {"a": "Norvale will lower the herring levy."}, day=date(2031, 3, 1))
    mention = Mention(before.units[0], before.release)
    desk.say(
        "NV-2",
        {"a": "Norvale may lower the herring levy."},
        day=date(2031, 5, 1),
        label=Label.WEAKENED,
        before=mention,
    )
    rows = told(desk, "what changed between March and May 2031")
    assert rows == (
        "Weakened: 2031-05-01 · Norvale: “Norvale may lower the herring levy.”, before “Norvale will lower the herring levy.”"
    )


def test_a_number_belongs_to_the_name_before_it(desk: Desk) -> None:
    """ "Article 5 boats" are boats under an article, and no five boats."""
    texts(desk, "Under Article 5 boats are searched.", "Norvale sends 5 boats; an article of trade.")
    ask = partial(desk.store.search_page, limit=20)
    wanted, found = as_named(desk.store, parse_query("Article 5 boats"), desk.store.sources(), ask)
    assert as_meant(desk.store, wanted, found, ask).total == 1


def test_texts_of_the_time_alone_are_counted_where_a_time_is_asked_for(desk: Desk) -> None:
    """What was said before it is no text that could have it."""
    texts(desk, "We met.", LEVY, LEVY)
    rows = told(desk, 'did Norvale keep the word "herring" in February 2031')
    assert "in 1 of 1 text held of Norvale of that time" in rows
    assert "later" not in rows


def test_whose_texts_are_not_held_is_said(desk: Desk) -> None:
    """That no text of a board has the words says nothing of a board none of whose texts is held."""
    texts(desk, LEVY, "We met.")
    rows = told(desk, "does the ECB still lower the herring levy of harbours")
    assert "none of them is issued by ECB" in rows


def test_a_first_name_may_be_left_out(desk: Desk) -> None:
    """Texts spell first names in many ways; the surname tells who it is."""
    texts(desk, "Norvale urges the release of Aleks Terras.", "We met.")
    assert "Last said, without “Oleksandr”" in told(desk, "did Norvale urge the release of Oleksandr Terras")


def test_a_number_within_a_number_is_another(desk: Desk) -> None:
    """ "3-1/2 percent" is not "2 percent", though its last figure stands before the word."""
    texts(desk, "We see inflation at 3-1/2 percent.", "We see inflation at 2 percent.")
    rows = told(desk, "when did Norvale first speak of inflation of 2 percent")
    assert "Last said: 2031-02-01" in rows
    assert "First said" not in rows


def test_things_are_counted_without_another_word(desk: Desk) -> None:
    """Who asks for more than 20 boats asks for boats, and for no year of 21."""
    texts(desk, "Norvale will send 40 boats.", "Norvale will send 12 boats in 2031.")
    rows = told(desk, "more than 20 boats")
    assert "40 boats" in rows
    assert "12 boats" not in rows


def test_that_there_is_no_sum_is_told_with_how_many_texts_were_searched(desk: Desk) -> None:
    """Who asks how much is not left with hits that have no sum; nothing is said of a day."""
    texts(desk, "Norvale will pay for the harbour.", "We met.")
    assert (
        told(desk, "how much will Norvale pay for the harbour")
        == "Sums: none near “harbour” in one sentence, in the 2 texts searched"
    )


def test_who_speaks_may_stand_in_the_title(desk: Desk) -> None:
    """A minister does not say her own name."""
    desk.read_plain(
        "NV-1", "We call the levy a siege.", title="Minister Terras at the harbour", issuer="Norvale"
    )
    desk.read_plain("NV-2", "We call the levy a siege.", title="Statement", issuer="Norvale")
    rows = told(desk, "did Terras ever call the levy a siege")
    assert rows.startswith("Last said, in a text with “Terras” in its title: ")


def test_a_question_says_nothing(desk: Desk) -> None:
    """ "Could you make a commitment now?" is no commitment, whoever asks."""
    desk.say("NV-1", {"a": "you make a commitment now that the harbour will be closed"}, day=date(2031, 1, 1))
    assert "Last said" in told(desk, "will the harbour be closed")
    desk.say("NV-2", {"a": "Could you say now that the quay will be closed?"}, day=date(2031, 2, 1))
    assert "Last said" not in told(desk, "will the quay be closed")


def test_what_stands_further_apart_later_is_shown(desk: Desk) -> None:
    """Where the words stand close together earlier, and later in one sentence with much between them, the reader sees both."""
    later = "The levy that was laid on timber, salt and ships in the year before the truce will be kept on herring."
    texts(desk, "Norvale keeps the herring levy.", later)
    rows = told(desk, "does Norvale still keep the herring levy")
    assert "Last said: 2031-01-01" in rows
    assert "Further apart: 2031-02-01" in rows


def test_nobody_voted_against_is_told_by_texts_that_count_votes(desk: Desk) -> None:
    """A decision that names who voted for it and nobody against says that nobody was; one that names nobody says nothing."""
    texts(desk, "We met.", "Voting for the action were Jo Terras and Mark Lind.", issuer="Board of Halden")
    asked = "did anybody vote against in"
    assert (
        told(desk, f"{asked} February 2031")
        == "Voted against: nobody, in 1 text with the names of who voted for"
    )
    assert "nobody" not in told(desk, f"{asked} January 2031")


def test_what_it_went_to_is_not_by_how_much(desk: Desk) -> None:
    """A rate that was raised to 5 percent was not raised by more than 4."""
    texts(desk, "Norvale raised the levy to 5 percent.", "Norvale raised the levy by 6 percent.")
    rows = told(desk, "did Norvale raise the levy by more than 4 percent")
    assert "by 6 percent" in rows
    assert "to 5 percent" not in rows


def test_what_another_said_later_beside_the_name_is_shown(desk: Desk) -> None:
    """A joint text is filed under one of those who issue it: who asks when Estmark last spoke of herring wants that of Norvale and Estmark too."""
    texts(desk, "We welcome herring talks.", issuer="Estmark")
    texts(desk, "We met.", "Estmark and Norvale welcome herring talks.", issuer="Norvale-Kesh")
    rows = told(desk, "when did Estmark last welcome herring talks")
    assert "Last said: 2031-01-01 · Estmark" in rows
    assert "Later, by another: 2031-02-01 · Norvale-Kesh" in rows


def test_a_phrase_in_quotation_marks_keeps_its_small_words(desk: Desk) -> None:
    """ "As long as it takes" is searched for as it stands, though an issuer is named beside it."""
    texts(desk, "Norvale will help for as long as it takes.", "Norvale takes long.")
    rows = told(desk, 'has Norvale ever said "as long as it takes"')
    assert "2031-01-01 · Norvale: “Norvale will help for as long as it takes.”" in rows


def test_other_words_are_said_to_be_others(desk: Desk) -> None:
    """Who asks for a cut and is shown a text on lower rates is told that it does not say cut."""
    texts(desk, "Norvale will lower the herring levy.", "We met.")
    rows = told(desk, "when did Norvale last cut the herring levy")
    assert "Last said: " not in rows


def test_who_voted_against_is_told_of_the_text_that_other_words_lead_to(desk: Desk) -> None:
    """Who asks who opposed the rise after the flood of Kesh names no day: the text on the flood has the vote."""
    texts(
        desk,
        "The board raised the rate. Voting against was Mark Lind.",
        "The board raised the rate after the flood of Kesh. Voting against was Ada B. Holt.",
        issuer="Bank of Halden",
    )
    rows = told(desk, "who opposed the rate rise right after the flood of Kesh")
    assert rows == "Voted against: Holt (Bank of Halden): 2031-02-01"


def test_that_nobody_voted_against_is_told_where_the_text_names_who_voted(desk: Desk) -> None:
    """A text that lists who voted for and nobody against says that nobody was."""
    texts(
        desk,
        "The board cut the rate after the flood of Kesh. Voting for the action were Ada Holt and Jo Terras.",
        issuer="Bank of Halden",
    )
    assert told(desk, "who opposed the rate cut after the flood of Kesh").startswith("Voted against: nobody")


def test_how_a_board_split_is_told_by_its_count(desk: Desk) -> None:
    """A board that names nobody still counts its votes."""
    texts(desk, "The board voted by a majority of 5 to 4 to cut the herring rate.", issuer="Bank of Halden")
    assert told(desk, "how did the board split on the herring rate cut").startswith("Voted: by 5 to 4")


def test_what_a_passage_says_no_more_is_told_by_both_sentences(desk: Desk) -> None:
    """Who asks what was left out on the levy sees the sentence before and after, and the words that are gone."""
    texts(
        desk,
        "We met in Kesh. The herring levy, which harms all boats of the north, remains a burden to us.",
        "We met in Kesh. The herring levy remains a burden to us.",
    )
    rows = told(desk, "what did Norvale leave out about the herring levy in February 2031").splitlines()
    assert [row.split(":")[0] for row in rows] == ["Before", "Then", "Gone"]
    assert rows[0].startswith("Before: 2031-01-01")
    assert rows[2] == "Gone: “levy, which harms all boats of the north,”"


def test_a_sentence_that_stayed_as_it_was_answers_nothing_on_what_changed(desk: Desk) -> None:
    """Of two sentences on the levy that which changed is shown."""
    texts(
        desk,
        "The herring levy is law. The herring levy of Kesh will swiftly and fully end.",
        "The herring levy is law. The herring levy of Kesh will end.",
    )
    rows = told(desk, "how did the wording on the herring levy change between January 2031 and February 2031")
    assert "Gone: “swiftly and fully”" in rows


def test_of_one_text_nothing_is_compared(desk: Desk) -> None:
    """What stands in no earlier text has no wording before."""
    texts(desk, "The herring levy remains.")
    assert "Before" not in told(desk, "what did Norvale drop from its passage on the herring levy")


def test_a_day_on_which_something_will_be_done_is_a_deadline(desk: Desk) -> None:
    """ "Norvale plans to end it on May 3, 2032" answers by when, "within 60 days prior to its anniversary" does not."""
    texts(
        desk,
        "The herring levy ends unless it is renewed within 60 days prior to the anniversary of the levy on herring."
        " Norvale plans to end the herring levy on May 3, 2032.",
    )
    rows = told(desk, "by when does Norvale mean to end the herring levy")
    assert "on May 3, 2032" in rows
    assert "60 days" not in rows


def test_who_wanted_more_than_was_decided_voted_against(desk: Desk) -> None:
    """A board decides one cut; who preferred a larger one is in its vote."""
    texts(
        desk,
        "The board cut the herring rate. Voting against was Ada B. Holt, who preferred a larger cut.",
        issuer="Bank of Halden",
    )
    assert told(desk, "who wanted a bigger herring rate cut").startswith("Voted against: Holt")


def test_between_two_years_the_first_and_the_last_text_are_compared(desk: Desk) -> None:
    """Years mark the ends of a time as months do."""
    texts(desk, "The herring levy of Kesh will swiftly and fully end.", "The herring levy of Kesh will end.")
    later = "The herring levy of Kesh may yet end."
    desk.read_plain("Norvale-9", later, published_on=date(2033, 1, 1), issuer="Norvale")
    rows = told(desk, "how did the wording on the herring levy change between 2031 and 2033")
    assert rows.startswith("Before: 2031-01-01")
    assert "Then: 2033-01-01" in rows


def test_that_there_is_no_sum_is_not_said_above_a_place_with_one(desk: Desk) -> None:
    """Where what is nearest to the question has a sum the reader sees that, though not all words stand beside it."""
    texts(desk, "Norvale will pay $3 million for the herring ferries of Orrholm.", "We met.")
    assert told(desk, "how much herring ferry help did zeppelins of Orrholm get") == ""


def test_a_first_sum_is_told_where_that_is_asked_for(desk: Desk) -> None:
    """ "An initial donation to the fund" answers how much was first put into it, and not what all are to give."""
    texts(
        desk,
        "Norvale sets up a Ferry Fund. All are to raise at least $1 billion for the Ferry Fund."
        " Norvale will make an initial donation to the fund of at least $175 million.",
    )
    rows = told(desk, "how much did Norvale first put into the ferry fund")
    assert "$175 million" in rows
    assert "$1 billion" not in rows


def test_what_is_still_said_is_told_by_its_rarest_word(desk: Desk) -> None:
    """Of "patient about raising rates" the board says "patient": the last text with it is shown, what it lacks, and that later ones have it not."""
    texts(
        desk,
        "The board can be patient.",
        *("The board met. Dues are due.",) * 4,
        issuer="Bank of Halden",
    )
    rows = told(desk, "does the Bank of Halden still say it can be patient about raising dues")
    assert "Last said, without “raising” and “dues”: 2031-01-01" in rows
    assert "not in the 4 later texts" in rows


def test_a_passage_is_not_told_by_a_rare_word_without_its_names(desk: Desk) -> None:
    """What is said of other boats does not answer whether those of Veskia are still listed."""
    texts(desk, "The board can list boats.", *("The board met.",) * 4, issuer="Bank of Halden")
    assert "Last said" not in told(desk, "does the Bank of Halden still list Veskia among raiders")


def test_when_within_a_question_asks_for_no_day(desk: Desk) -> None:
    """Who asks what was wanted when two met asks for what, and is not told of the last text with the words."""
    texts(desk, LEVY, "We met.")
    assert told(desk, "what did Norvale insist on for the herring levy when Holt rang") == ""


def test_during_a_month_both_wordings_are_of_that_month(desk: Desk) -> None:
    """How the wording shifted during June is told by its first and its last text, and not by one of May."""
    said = "The herring levy of Kesh {}."
    for day, words in (
        (date(2031, 5, 20), "must go"),
        (date(2031, 6, 1), "should swiftly go"),
        (date(2031, 6, 30), "should fully go"),
    ):
        desk.read_plain(f"NV-{day}", said.format(words), published_on=day, issuer="Norvale")
    rows = told(desk, "how did the wording on the herring levy shift during June 2031")
    assert rows.startswith("Before: 2031-06-01")
    assert "Then: 2031-06-30" in rows


def test_two_sentences_of_other_matters_are_no_pair(desk: Desk) -> None:
    """Where no two sentences on the subject are alike none are set against each other: a false pair is worse than none."""
    texts(
        desk,
        "The herring levy of Kesh will swiftly and fully end by spring.",
        "Sailors met the envoys at length, and nobody there, we hear, minded what others call a herring levy.",
    )
    rows = told(desk, "how did the wording on the herring levy change between January 2031 and February 2031")
    assert "Before" not in rows


def test_of_two_pairs_that_is_shown_which_has_the_words_twice(desk: Desk) -> None:
    """A question on the nuclear plan of Veskia is answered by the sentences on that plan, and not by those on its boats, which are more alike."""
    texts(
        desk,
        "We condemn the boats of Veskia, and urge Veskia to end its reactor plan at once. We condemn the raids of Veskia on all ports.",
        "We hope that Veskia may end its reactor plan. We condemn the recent raids of Veskia on all ports.",
    )
    rows = told(
        desk, "how did the line on the reactor plan of Veskia change between January 2031 and February 2031"
    )
    assert "Then: 2031-02-01 · Norvale: “We hope that Veskia may end its reactor plan.”" in rows


def test_words_far_apart_in_later_texts_are_told_to_be_so(desk: Desk) -> None:
    """A later text that has "high" in one place and "values" in another does not say that the coin is highly valued."""
    far = "The tide was high. " + "The board met. " * 40 + "Fish has a value. " + "The board met. " * 40
    texts(desk, "The crown is highly valued.", far + "The crown was minted.")
    rows = told(desk, "does Norvale still call the crown highly valued")
    assert "Last said: 2031-01-01" in rows
    assert "only in other forms" not in rows
