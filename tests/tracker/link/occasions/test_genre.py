"""Sorts of text, and which are comparable."""

import pytest

from tracker.link.occasions.genre import AGREED_WORDS, Genre, are_comparable, genre_of, is_agreed


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Joint Statement of Norvale and Estmark", Genre.AGREED),
        ("Communiqué of the Harbour Compact", Genre.AGREED),
        ("G7 Foreign Ministers’ Statement on the Storms", Genre.AGREED),
        ("Deputy Minister Holt’s Meeting with Ambassador Lind", Genre.READOUT),
        ("Minister Lind’s Call with Minister Holt", Genre.READOUT),
        ("Minister Lind speaks with Minister of Foreign Affairs of Estmark", Genre.READOUT),
        ("Telephone conversation with President Ada Holt", Genre.READOUT),
        ("The Presidents of Norvale and Estmark discuss trade by telephone", Genre.READOUT),
        ("Telephone Interview with Halden News", Genre.TALK),
        ("Press Statement on the Halvern Talks", Genre.STATEMENT),
        ("Communiqué No. 332 of the Monetary Policy Committee Meeting", Genre.DECISION),
        ("Joint Communiqué on the Monetary Policy Committee Meeting", Genre.AGREED),
        ("Rate statement, 3 May 2031", Genre.DECISION),
        ("Rate decision, May 2031", Genre.DECISION),
        ("Press release on the Monetary Council meeting of 3 May 2031", Genre.DECISION),
        ("Calendar of Monetary Policy meetings in 2032", Genre.STATEMENT),
        ("Meeting of the Minister with the Monetary Policy Committee", Genre.READOUT),
        ("Notice on the Emergency with Respect to Veskia", Genre.DECISION),
        ("Statement by the Minister on the Storm", Genre.STATEMENT),
        ("On the Elections in Lurania", Genre.STATEMENT),
        ("Address to the General Debate", Genre.SPEECH),
        ("Department Press Briefing", Genre.TALK),
        ("Senior Official on the Talks", Genre.TALK),
        ("Foreign Ministry Spokesperson Lin Holt's Remarks on the Strait", Genre.STATEMENT),
        ("Secretary Holt’s Remarks on the Strait", Genre.TALK),
        ("Department Spokesperson Ada Holt's Remarks to Reporters", Genre.TALK),
        ("Spokesperson Holt’s Remarks on the Strait at the Press Conference", Genre.TALK),
        ("Official Cash Rate remains at 4.00 percent", Genre.DECISION),
        ("Official Rate maintained at 4.25% - Monetary Policy Summary", Genre.STATEMENT),
        ("NB-Rate Held at 6.50%: Strengthening Stability", Genre.DECISION),
        ("Bank of Norvale leaves its policy rate unchanged", Genre.DECISION),
        ("Summary of the Policy Committee's deliberations: meeting of 3 and 4 May 2031", Genre.DECISION),
        ("Statement of the Bank Board and summary of the debate", Genre.DECISION),
        ("Statement of the Financial Stability Committee, 3 May 2031", Genre.DECISION),
        ("Statement of the Foreign Affairs Committee on the Storm", Genre.STATEMENT),
        ("Vaccination rates increased", Genre.STATEMENT),
        ("President Holt raises concern over birth rates", Genre.STATEMENT),
        ("Minister Holt’s Call with Minister Lind: Five Minutes That Matter", Genre.READOUT),
        ("Minister Lind speaks with reporters", Genre.TALK),
        ("Nova Bank maintains the Selva rate at 14.50% p.a.", Genre.DECISION),
        ("Interview with Halden News", Genre.TALK),
        ("노르베일-에스트마르 정상 공동성명", Genre.AGREED),
        ("노르베일-에스트마르 외교장관회담 결과", Genre.READOUT),
        ("통화정책방향 의결문", Genre.DECISION),
        ("외교장관 제헌절 축사", Genre.SPEECH),
        ("대변인 정례브리핑", Genre.TALK),
        ("해협 봉쇄에 대한 대변인 성명", Genre.STATEMENT),
    ],
)
def test_the_title_says_what_sort_of_text_it_is(title, genre):
    """Agreed texts, decisions, statements, read-outs, speeches and talk, the most binding first."""
    assert genre_of(title) is genre


def test_a_read_out_leaves_nothing_out_of_an_agreed_text():
    """Only like is silent against like, and speeches and talk never are."""
    agreed, read_out = "Joint Statement of Norvale and Estmark", "Minister Holt’s Call with Minister Lind"
    assert are_comparable(agreed, agreed)
    assert not are_comparable(agreed, read_out)
    assert not are_comparable("Department Press Briefing", "Department Press Briefing")
    assert not are_comparable("Speech of the Minister", "Speech of the Minister")


@pytest.mark.parametrize(
    "title",
    [
        "COMMUNIQUÉ of the Halden Forum",
        "Halden Declaration",
        "The Halden Accords",
        "Treaty of Norhavn",
        "Protocol on Nets",
        "Memorandum of Understanding",
        "Halden Compact",
        "Joint Vision of Norvale and Estmark",
        "Leaders’ Statement",
        "Foreign Ministers Statement",
        "Summit Statement",
        "Chairs’ Statement",
        "Statement of the G20 on Grain",
        "Quad Statement",
        "Agreed Minutes",
        "Outcome Document",
        "공동선언",
        "합의문",
        "양해각서",
        "의장성명",
    ],
)
def test_an_agreed_text_is_found_by_the_words_of_its_title(title):
    """A store hands out the texts whose titles have one of these words, and no agreed text is left out by that."""
    assert is_agreed(title)
    assert any(word in title.casefold() for word in AGREED_WORDS)
