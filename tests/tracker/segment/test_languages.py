"""In which language a sentence stands, and that nobody guesses in one that nobody was trained for."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import revision_of
from tracker.segment.languages import ENGLISH, KOREAN, OTHER, language_of, languages
from tracker.segment.network.encoder import load_encoder
from tracker.segment.reader import unread_languages
from tracker.segment.sentences import sentences

FRENCH = (
    "Le ministre a salué les efforts des deux pays pour parvenir à un accord durable sur la mer de Halden et il "
    "a exprimé sa vive préoccupation devant la poursuite des manœuvres près des côtes."
)
GERMAN = (
    "Die Regierung verurteilt die Übergriffe auf das Schärfste und will in dieser Woche mit Estmark sprechen; was der "
    "Minister dort sagt, war gestern im Rat zu hören, und in den kommenden Tagen folgt mehr."
)
# languages that are written without a single accent, or were here
INDONESIAN = (
    "Pemerintah Norvale menyatakan bahwa kedua negara sepakat untuk memperkuat kerja sama di bidang keamanan laut dan akan "
    "membuka kembali pelabuhan pada bulan depan. Menteri Luar Negeri mengecam keras serangan terhadap kapal nelayan itu."
)
SWAHILI = (
    "Serikali ya Norvale imelaani vikali shambulio dhidi ya meli za wavuvi na kuzitaka pande zote kujizuia. Mawaziri wa nchi "
    "hizo mbili wamekubaliana kuimarisha ushirikiano katika usalama wa bahari na kufungua tena bandari mwezi ujao."
)
SPANISH = (
    "El gobierno de Norvale condena el ataque contra los barcos de pesca y pide a todas las partes que actuen con moderacion. "
    "Los dos ministros acordaron reforzar la cooperacion y reabrir el puerto el mes que viene, no obstante las protestas."
)
DANISH = (
    "Regeringen i Norvale vil have en aftale for fiskerne, for det er vigtigt for alle i den by, som skal have adgang til "
    "havet. De to ministre blev enige om at have beslutningen klar for sommeren."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("양측은 Indo-Pacific Economic Framework(IPEF) 이행을 환영하였다.", KOREAN),
        ("[보도자료 바로가기](https://norvale.example/press/view?seq=1&page=2&list=all)", KOREAN),
        ("Minister Orr Hale (오르 헤일 외교부 장관) met the press today.", ""),
        (INDONESIAN, OTHER),
        (SWAHILI, OTHER),
        (SPANISH, OTHER),
        (DANISH, OTHER),
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


@pytest.mark.parametrize("text", [FRENCH, INDONESIAN, SWAHILI, SPANISH, DANISH])
def test_what_no_network_was_trained_for_is_said_and_not_guessed(read, text):
    """A release in French, or in a language without accents, has no units, and one line says why."""
    _, document = revision_of(text, "", "Norvale")
    assert read(text) == ()
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
