"""In which language a sentence stands, and that nobody guesses in one that nobody was trained for."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import revision_of
from tracker.segment import load_encoder, unread_languages
from tracker.segment.languages import ENGLISH, KOREAN, OTHER, language_of, languages
from tracker.segment.sentences import sentences

FRENCH = (
    "Le ministre a salué les efforts des deux pays pour parvenir à un accord durable sur la mer de Halden et il "
    "a exprimé sa vive préoccupation devant la poursuite des manœuvres près des côtes."
)
GERMAN = (
    "Die Regierung verurteilt die Übergriffe auf das Schärfste und will in dieser Woche mit Estmark sprechen; was der "
    "Minister dort sagt, war gestern im Rat zu hören, und in den kommenden Tagen folgt mehr."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("양측은 Orr(헤일) 장관의 Halden 해역 제안을 환영하였다.", KOREAN),
        ("노르베일(諾爾)은 결의를 이행해 나가기로 하였다.", KOREAN),
        ("ノルヴェールは決議を履行する。", "Japanese"),
        ("Норвалия осуждает нападение.", "Cyrillic script"),
        (FRENCH, OTHER),
        (GERMAN, OTHER),
        (
            "The two sides agreed to open the strait and to share the maps that they have of its harbours "
            * 3,
            ENGLISH,
        ),
        ("Joint statement", ""),
    ],
)
def test_script_and_little_words_tell_the_language(text, language):
    """Hangul is Korean whatever names stand in it; Latin script is English where English little words are."""
    assert language_of(text) == language


def test_a_text_of_two_languages_is_read_by_paragraph():
    """Each paragraph goes to the network of its language, also where one stands under the other."""
    said = "Norvale will open the strait.\n\n양측은 협력을 강화해 나가기로 하였다.\n\nEstmark agreed."
    _, document = revision_of(said, "", "Norvale")
    told = [(language, numbers) for language, numbers in languages(said, tuple(sentences(document)))]
    assert told == [(ENGLISH, [0]), (KOREAN, [1]), (ENGLISH, [2])]


def test_what_no_network_was_trained_for_is_said_and_not_guessed(read):
    """A French release has no units, and one line says why."""
    _, document = revision_of(FRENCH, "", "Norvale")
    assert read(FRENCH) == ()
    (problem,) = unread_languages("norvale", document, load_encoder())
    assert problem.message == f"not read: {OTHER}; no network was trained for it"


def test_korean_without_its_network_says_what_to_install():
    """The English reader alone does not guess in Korean."""
    said = "양측은 협력을 강화해 나가기로 하였다."
    _, document = revision_of(said, "", "Norvale")
    encoder = load_encoder()
    alone = type(encoder)(encoder.folder, encoder.settings)
    (problem,) = unread_languages("norvale", document, alone)
    assert problem.remedy.startswith("install the whole wheel")
    assert list(alone.parts(said, tuple(sentences(document)))) == []
