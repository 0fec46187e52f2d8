"""Who speaks: invented Norvale, Estmark, Lurania and Ostmere talk, Veskia is talked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain import Release
from tracker.extract import extract
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.sentences import sentences
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.speakers.participants import find_participants
from tracker.segment.speakers.speaker_rules import Speaking, who_leads, who_speaks
from tracker.segment.speakers.subject_resolution import Earlier
from tracker.segment.speakers.third_parties import TOLD_OF
from tracker.segment.tokens import tokenize

PARTIES = """
[parties]
Norvale = ["Norvale", "Norvalian"]
Estmark = ["Estmark", "Estmarker"]
Lurania = ["Lurania", "Luranian"]
Ostmere = ["Ostmere", "Ostmerian"]
Veskia = ["Veskia", "Veskian"]
"""
MINISTRY = "Ministry of Foreign Affairs of Norvale"
CALL = "Foreign Minister Hale’s Call with Estmarker Foreign Minister Orr"
SPOKE = "Norvalian Foreign Minister Oren Hale spoke today with Estmarker Foreign Minister Ada Orr."
JOINT = "Joint Statement of the Governments of Norvale and Estmark"
NORVALE = frozenset({"Norvale"})
ESTMARK = frozenset({"Estmark"})
BOTH = NORVALE | ESTMARK
Speak = Callable[..., Speaking]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("lexicon") / "invented.toml"
    path.write_text(PARTIES, "utf-8")
    return load_lexicon([path])


@pytest.fixture(scope="module")
def speak(lexicon: Lexicon) -> Speak:
    """Return who speaks the unit that stands in brackets in the last sentence of a text."""

    def speak(
        text: str,
        *,
        family: str = "U",
        title: str = "",
        issuer: str = MINISTRY,
        earlier: Earlier | None = None,
    ) -> Speaking:
        begin, end = text.index("["), text.index("]") - 1
        plain = text.replace("[", "").replace("]", "")
        document = extract(plain.encode(), "text/plain", charset="utf-8")
        begin, end = (document.text.index(plain[begin:end]) + offset for offset in (0, end - begin))
        release = Release("r", "s", "r", issuer, "", title, None)
        known = lexicon.knowing(issuer, title)
        found = list(sentences(document))
        participants = find_participants(document, release, found, known)
        sentence = next(one for one in found if one.start <= begin < one.end)
        tokens = tokenize(document.text, sentence.start, sentence.end)
        first = next(index for index, start in enumerate(tokens.starts) if start >= begin)
        last = max(index + 1 for index, start in enumerate(tokens.starts) if start < end)
        return who_speaks(tokens, first, last, family, participants, known, earlier or Earlier())

    return speak


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("U", "Norvale [will patrol the Halden Sea]."),
        ("U", "The Government [will patrol the Halden Sea]."),
        ("U", "We [will patrol the Halden Sea together with Estmark]."),
        ("U", "[Joint patrols will be held in spring]."),
        ("D", "[Veskia must withdraw from Cape Veska]."),
        ("D", "We urge Veskia to withdraw and [to release the crews]."),
        ("S", "[The annexation of Cape Veska is void]."),
        ("E", "[Veskia has violated the Halden Treaty]."),
        ("E", "We thank Estmark and [condemn the seizure of its boats by Veskia]."),
    ],
)
def test_a_text_of_one_issuer_is_spoken_by_it(speak: Speak, family: str, text: str) -> None:
    """Whoever is named in it, a statement of one ministry speaks for its state, never for one it talks about."""
    assert speak(text, family=family, title="Statement on Cape Veska").speakers == NORVALE


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Minister Hale [reaffirmed support for the patrols].", NORVALE),
        ("The Foreign Minister of Norvale [reaffirmed support for the patrols].", NORVALE),
        ("Minister Orr [pledged ten ships].", ESTMARK),
        ("The Estmarker side [pledged ten ships].", ESTMARK),
        ("Minister Hale and Minister Orr [agreed to hold patrols].", BOTH),
        ("Ministers Hale and Orr [agreed to hold patrols].", BOTH),
        ("They [agreed to hold patrols].", BOTH),
        (
            "They open a fund, alongside Lurania, Ostmere, and Veskia, and we [look forward to others joining].",
            NORVALE,
        ),
        ("The two [agreed to hold patrols].", BOTH),
        ("Both sides [agreed to hold patrols].", BOTH),
        (
            "Minister Hale and her counterpart discussed ice, and the ministers [agreed to hold patrols].",
            BOTH,
        ),
        ("It was agreed [to hold patrols].", BOTH),
        (
            "Minister Hale thanked Minister Orr for the ships and [reaffirmed support for the patrols].",
            NORVALE,
        ),
        ("Minister Hale met Minister Orr and the Luranian envoy, and [pledged ten ships].", NORVALE),
    ],
)
def test_a_read_out_tells_the_host_from_both_sides(speak: Speak, text: str, speakers: frozenset[str]) -> None:
    """In one side's read-out the host alone speaks for the issuer; the two by name, "they" and "both sides" for both."""
    assert speak(f"{SPOKE} {text}", title=CALL).speakers == speakers


@pytest.mark.parametrize(
    ("family", "text", "speakers"),
    [
        ("U", "Estmark and Lurania [will build ten lighthouses by 2033].", ESTMARK | {"Lurania"}),
        ("U", "Estmark [committed to publish its accounts].", ESTMARK),
        ("U", "Lurania [is drafting a plan for the fisheries].", frozenset({"Lurania"})),
        ("U", "We know that [Estmark has decided to close the port].", ESTMARK),
        ("S", "Estmark [supports the treaty].", ESTMARK),
        ("D", "Estmark also [called on Veskia to withdraw].", ESTMARK),
        ("U", "If it goes on, Veskia [will face severe consequences].", NORVALE),
        ("U", "[Veskia will be held to account].", NORVALE),
        ("U", "Hale was in Port Orr, Estmark, and [announced ten new ships].", NORVALE),
        ("D", "[Veskia should withdraw from Cape Veska].", NORVALE),
        ("E", "Veskia [rejected every offer of talks].", NORVALE),
    ],
)
def test_what_is_told_of_another_state_is_that_state_s(
    speak: Speak, family: str, text: str, speakers: frozenset[str]
) -> None:
    """A pledge that a release reports of others binds them, not who reports it; what befalls or is asked of them is the issuer's."""
    assert speak(text, family=family, title="Press release on the Halden Sea").speakers == speakers


def test_he_in_a_text_of_many_leaders_is_none_of_them(speak: Speak) -> None:
    """The seven were joined by a guest, and "he" undertook: it is no undertaking of the seven."""
    text = "We, the Leaders of the G7, were joined by President Orr. He [will sign the treaty]."
    assert speak(text, issuer="G7", title="G7 Leaders’ Statement").speakers == {"unresolved"}
    assert speak(
        "We met. We [will sign the treaty].", issuer="G7", title="G7 Leaders’ Statement"
    ).speakers == {"G7"}


def test_we_of_a_read_out_is_its_issuer(speak: Speak) -> None:
    """A read-out is the text of one side: its "we" is the issuer, though two have talked."""
    assert speak(f"{SPOKE} We [look forward to the patrols].", title=CALL).speakers == NORVALE


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The Secretary and the Crown Prince [welcomed the bridge].", BOTH),
        ("The Secretary [welcomed the bridge].", NORVALE),
    ],
)
def test_two_offices_without_names_are_both_sides(speak: Speak, text: str, speakers: frozenset[str]) -> None:
    """Beside the issuer's own office another one belongs to whom it met, even where the text never introduces it."""
    opening = "Secretary Hale of Norvale met Estmarker Prime Minister Ada Orr."
    assert speak(f"{opening} {text}", title="Secretary Hale’s Meeting in Port Estmark").speakers == speakers


def test_an_envoy_does_not_speak_for_the_state_he_is_sent_for(speak: Speak) -> None:
    """A special representative for Veskia is Norvale's: Veskia has said nothing."""
    title = "Special Representative for Veskia Sol’s Meeting with Estmarker Special Representative Orr"
    opening = "Special Representative for Veskia Ivo Sol met with Estmarker Special Representative Ada Orr."
    alone = speak(f"{opening} Special Representative Sol [condemned the launch].", family="E", title=title)
    together = speak(
        f"{opening} The Special Representatives [condemned the launch].", family="E", title=title
    )
    assert (alone.speakers, together.speakers) == (NORVALE, BOTH)


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Joint Statement of Norvale, Estmark and Lurania on Cape Veska", ""),
        (
            "Joint Statement on Cape Veska",
            "The text of the following statement was released by the Governments of Norvale, Estmark, and Lurania.",
        ),
        (
            "Joint Statement on Cape Veska",
            "We, the Foreign Ministers of Norvale, Estmark and Lurania, met today.",
        ),
        (
            "Statement on Cape Veska",
            "Norvale, Estmark and the Republic of Lurania are alarmed by the events.",
        ),
        ("Ministerial Statement of Norvale, Estmark and Lurania on Cape Veska", ""),
        (
            "Trilateral Partners’ Joint Statement",
            "As leaders of Norvale, Estmark, and Lurania, we remember the flood.",
        ),
    ],
)
def test_a_joint_text_is_spoken_by_all_it_lists(speak: Speak, title: str, opening: str) -> None:
    """The authors of a joint text are those its title or its first sentences list; the state it is about is not."""
    three = BOTH | {"Lurania"}
    assert speak(f"{opening} We [will support the islanders].", title=title).speakers == three
    assert speak(f"{opening} [Veskia must withdraw].", family="D", title=title).speakers == three


def test_in_whose_margins_somebody_met_does_not_speak(speak: Speak) -> None:
    """Finance ministers who met in the margins of "the Norvale and Estmark Annual Meetings" are not these two."""
    opening = "We met today. Our ministers met in the margins of the Norvale and Estmark Annual Meetings."
    said = speak(f"{opening} We [will support the islanders].", title="Joint Statement of the Third Summit")
    assert said.speakers != BOTH


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Estmark [will build the ships].", ESTMARK),
        ("Norvale and Estmark [will build the ships].", BOTH),
        ("The Norvalian President [announced ten ships].", NORVALE),
        ("[Our two governments will build the ships].", BOTH),
        ("The Harbour Framework [will ensure safe passage].", BOTH),
        ("The two sides noted that Estmark [will build the ships].", ESTMARK),
        ("The two sides noted that Estmark would build ships and [train their crews].", ESTMARK),
        ("The two sides noted that Estmark would build ships, and [agreed to train the crews].", BOTH),
        ("Following talks with Lurania, Estmark [will build the ships].", ESTMARK),
        ("Estmark – home of the Harbour Agency and host of its congress – [will build the ships].", ESTMARK),
        ("Estmark, through its fund and [our pledges, is building ten ships].", ESTMARK),
        ("With Estmark’s announcement to [build ten ships], the two sides met.", ESTMARK),
        ("They noted the [commitment from the Government of Estmark to build ships].", ESTMARK),
        ("They noted the missions there – this includes Norvale and Estmark – [will build ships].", BOTH),
        ("Veskia Airlines [has agreed to buy ten ships].", frozenset({"unresolved"})),
        ("Veskia [has extended its ban].", frozenset({"Veskia"})),
    ],
)
def test_in_a_joint_text_one_author_may_speak_alone(
    speak: Speak, text: str, speakers: frozenset[str]
) -> None:
    """What one author undertakes is its own; a plan, "our governments" and a verb joined to "the two sides" are of all."""
    assert speak(text, title=JOINT).speakers == speakers


def test_the_leaders_of_all_members_are_the_group(speak: Speak) -> None:
    """ "We – the leaders of" its four members – is the group that speaks under its name, not four others."""
    text = "We – the Leaders of Australia, India, Japan and the United States – [will build ships]."
    assert speak(text, title="Quad Leaders’ Statement", issuer="Quad leaders").speakers == {"QUAD"}


def test_a_text_of_two_filed_under_a_group_is_of_the_two(speak: Speak) -> None:
    """A "Norvale-Estmark Partnership" that a source keeps among the texts of NATO is said by these two, as it says itself."""
    title = "The Cape Declaration: A Norvale-Estmark Partnership"
    opening = "Today Norvale and Estmark are announcing the Cape Declaration."
    assert speak(f"{opening} We [will build ships].", title=title, issuer="NATO").speakers == BOTH
    other = "NATO Allies met Norvale and Estmark. We [will build ships]."
    assert speak(other, title="NATO Statement on Norvale-Estmark talks", issuer="NATO").speakers == {"NATO"}


def test_a_leader_whom_a_joint_text_does_not_introduce_is_of_the_other_author(speak: Speak) -> None:
    """Where one of two presidents is introduced, the one who is not can only be the other state's."""
    text = "Norvalian President Ona Reed received her guest. President Oduya [pledged ten ships]."
    assert speak(text, title=JOINT).speakers == ESTMARK


@pytest.mark.parametrize(
    "text",
    [
        "Minister Hale and Minister Orr [reaffirmed the Norvalian commitment to defend the islands].",
        "Both sides [reaffirmed the commitment of Norvale to defend the islands].",
        "Minister Orr [welcomed Norvale’s firm commitment to defend the islands].",
    ],
)
def test_a_commitment_is_of_its_owner_not_of_who_recalls_it(speak: Speak, text: str) -> None:
    """Who recalls another's commitment binds nobody anew: it stays the undertaking of the state that it names."""
    assert speak(f"{SPOKE} {text}", title=CALL).speakers == NORVALE


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("[Estmark’s fleet must leave the bay].", NORVALE),
        ("[Both parties to the dispute should return to the table].", NORVALE),
        ("Minister Hale stressed that Estmark [should return to the table].", NORVALE),
        ("[They must return to the table].", NORVALE),
    ],
)
def test_who_is_asked_to_act_is_not_who_asks(speak: Speak, text: str, speakers: frozenset[str]) -> None:
    """In a demand the subject of "must" and "should" is whom it is addressed to, also where it took part in the talks."""
    assert speak(f"{SPOKE} {text}", family="D", title=CALL).speakers == speakers


def test_without_a_subject_the_speaker_of_the_sentence_goes_on(speak: Speak) -> None:
    """An item that names nobody is said by whoever spoke the unit before it in the sentence."""
    speaking = speak("- [to train the crews];", title=JOINT, earlier=Earlier(sentence=ESTMARK))
    assert (speaking.speakers, speaking.inherited, speaking.words) == (ESTMARK, True, (0, 0))


def test_he_is_who_spoke_last(speak: Speak, lexicon: Lexicon) -> None:
    """A pronoun of one person points to the single speaker of the sentence before."""
    he = "He [pledged ten ships]."
    assert speak(f"{SPOKE} {he}", title=CALL, earlier=Earlier(before=ESTMARK)).speakers == ESTMARK
    assert speak(f"{SPOKE} {he}", title=CALL, earlier=Earlier(before=BOTH)).speakers == NORVALE


@pytest.mark.parametrize(
    ("issuer", "speakers"),
    [
        ("NOR (General Debate 2031)", "NOR"),
        ("Dana van der Orr (L-ES), Diet of Estmark", "Dana van der Orr"),
        ("Central Bank of Norvale", "Central Bank of Norvale"),
        ("Bank of Estmark (English)", "Bank of Estmark"),
        ("Ministry of Foreign Affairs of Tarn Island", "Tarn Island"),
        ("Estmark: Ministry of Fisheries", "Estmark"),
    ],
)
def test_an_issuer_is_a_state_a_bank_or_a_person(speak: Speak, issuer: str, speakers: str) -> None:
    """A code, a legislator and a bank are parties by themselves; of a ministry the state is, known before or not."""
    assert speak("We [will publish the accounts].", issuer=issuer).speakers == {speakers}


@pytest.mark.parametrize(
    "subject", ["The Committee", "The MPC", "The Board", "The Central Bank of Norvale", "It"]
)
def test_a_bank_is_its_committee_not_its_state(speak: Speak, subject: str) -> None:
    """What the committee of a central bank decides is the bank's word; its state has not spoken."""
    speaking = speak(f"{subject} [will keep its rate at 3 per cent].", issuer="Central Bank of Norvale")
    assert speaking.speakers == {"Central Bank of Norvale"}


def test_a_board_of_governors_is_of_the_body_that_has_it(lexicon: Lexicon) -> None:
    """A board of governors is no party by itself: the agency's is the agency, and no central bank speaks."""
    tokens = tokenize("the IAEA Board of Governors and a Board of Governors", 0, 52)
    assert [code for _, _, code in parties_in(tokens, lexicon)] == ["IAEA"]


def test_a_sea_is_not_the_state_it_is_named_after(lexicon: Lexicon) -> None:
    """A sea, a gulf or a continent that bears a state's name names no party."""
    text = "patrols in the South China Sea, the Gulf of Mexico and three North American ports"
    assert not list(parties_in(tokenize(text, 0, len(text)), lexicon))


def test_in_a_transcript_everyone_speaks_for_himself(speak: Speak) -> None:
    """In a press conference the guest's words are the guest's state's, although the host publishes them."""
    title = "Foreign Minister Hale and Estmarker Foreign Minister Orr at a Press Conference"
    opening = "FOREIGN MINISTER HALE: Thank you all for coming to Port Halden.\n\n"
    guest = speak(f"{opening}FOREIGN MINISTER ORR: Thank you. We [will send ten ships].", title=title)
    host = speak(f"{opening}FOREIGN MINISTER HALE: We [will send ten ships].", title=title)
    assert (guest.speakers, host.speakers) == (ESTMARK, NORVALE)


def test_an_unknown_guest_is_unresolved_rather_than_the_host(speak: Speak) -> None:
    """Nobody knows for whom a minister talks whom neither title nor text introduces; not for the host, surely."""
    text = "FOREIGN MINISTER HALE: Welcome.\n\nPRIME MINISTER QUILL: We [will send ten ships]."
    assert speak(text, title="Foreign Minister Hale and Guests at a Press Conference").speakers == {
        "unresolved"
    }


def test_quoted_words_are_of_who_is_quoted(speak: Speak) -> None:
    """In a joint text the words in quotation marks bind the state of the minister who said them, not all authors."""
    text = "“We [will send ten ships] to the islands by spring,” said Estmarker Minister Ada Orr."
    assert speak(text, title=JOINT).speakers == ESTMARK


def test_who_delivers_a_statement_for_a_group_does_not_speak_for_himself(speak: Speak) -> None:
    """A minister who speaks on behalf of a union gives the union's view, not that of his state."""
    text = "It is an honour to speak today on behalf of the European Union. We [will support the islanders]."
    assert speak(text, title="Statement at the Harbour Conference").speakers == {"EU"}
    aligned = (
        "Norvale aligns itself with the statement on behalf of the European Union. We [will support them]."
    )
    assert speak(aligned, title="Statement at the Harbour Conference").speakers == NORVALE


def test_partners_who_are_not_named_do_not_become_speakers(speak: Speak) -> None:
    """Of "Norvale and its partners" only Norvale is on record: who the partners are the text does not say."""
    text = f"{SPOKE} Norvale and its partners [will respond to any seizure]."
    assert speak(text, title=CALL).speakers == NORVALE


def test_where_nobody_is_known_nobody_is_named(speak: Speak) -> None:
    """A text without issuer, title and names has an unresolved speaker; its unit is kept all the same."""
    speaking = speak("[Patrols will be held in spring].", issuer="", title="")
    assert (speaking.speakers, speaking.inherited) == ({"unresolved"}, True)


def test_the_words_that_name_the_speaker_are_given(speak: Speak, lexicon: Lexicon) -> None:
    """A reader can check the speaker: the words that name it are pointed at, and the rule is said in a sentence."""
    speaking = speak(f"{SPOKE} Minister Hale and Minister Orr [agreed to hold patrols].", title=CALL)
    assert (speaking.words, speaking.inherited) == ((0, 5), False)
    assert speaking.rule.endswith(".")


def test_who_leads_a_sentence_without_a_unit(lexicon: Lexicon) -> None:
    """A sentence that holds no unit can still say who "he" is in the next one."""
    text = f"{SPOKE} Minister Orr left at noon."
    document = extract(text.encode(), "text/plain", charset="utf-8")
    release = Release("r", "s", "r", MINISTRY, "", CALL, None)
    found = list(sentences(document))
    participants = find_participants(document, release, found, lexicon)
    tokens = tokenize(document.text, found[1].start, found[1].end)
    assert who_leads(tokens, participants, lexicon, Earlier()) == ESTMARK


WORDS = "Norvale Estmark Veskia the Minister Hale and , we they that it will agreed to of 's ( ) “ ” both two our".split()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.data())
def test_every_unit_has_a_speaker(lexicon: Lexicon, words: list[str], data: st.DataObject) -> None:
    """However a sentence runs, its unit is spoken by a participant, or told of another party; it is never dropped."""
    text = " ".join(words)
    document = extract(SPOKE.encode(), "text/plain", charset="utf-8")
    release = Release("r", "s", "r", MINISTRY, "", CALL, None)
    participants = find_participants(document, release, list(sentences(document)), lexicon)
    tokens = tokenize(text, 0, len(text))
    first = data.draw(st.integers(0, len(tokens) - 1))
    family = data.draw(st.sampled_from("UDSE"))
    speaking = who_speaks(tokens, first, len(tokens), family, participants, lexicon, Earlier())
    assert speaking.speakers
    assert speaking.speakers.isdisjoint(BOTH) is (speaking.rule == TOLD_OF)
    begin, end = speaking.words
    assert 0 <= begin <= end <= len(tokens)


@pytest.mark.parametrize(
    "issuer",
    ["Peace Council of the Community of Halden States", "Organization of Grain Exporting States (OGES)"],
)
def test_a_body_that_states_formed_speaks_by_its_whole_name(speak: Speak, issuer: str) -> None:
    """Behind "Community of" and "Organization of" stands no state; who made statements at its meeting agreed on nothing."""
    opening = "Adopted at its 418th meeting, with statements by the representatives of Norvale and Estmark."
    name = issuer.partition(" (")[0]
    for title in ("Communiqué of the 418th meeting", "34th Ministerial Meeting concludes"):
        assert speak(f"{opening} [Decides to suspend Veskia].", title=title, issuer=issuer).speakers == {name}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The representative of Estmark pledged [that her Government would reopen the port].", ESTMARK),
        (
            "The representative of Estmark, speaking first, pledged [that her Government would reopen the port].",
            ESTMARK,
        ),
        (
            "The representative of Bassara pledged [that his Government would reopen the port].",
            frozenset({"unresolved"}),
        ),
    ],
)
def test_what_a_delegate_pledges_at_a_meeting_is_no_pledge_of_the_meeting(
    speak: Speak, text: str, speakers: frozenset[str]
) -> None:
    """A delegate speaks for who sent him, whom the reader may not know: never for the body whose minutes tell it."""
    assert speak(text, issuer="Security Council of the Concord of Nations").speakers == speakers
