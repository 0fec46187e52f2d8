from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.segment.conftest import PARTIES, Read
from tracker.domain import Unit
from tracker.errors import InstallError
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.encoder import Encoder, load_encoder
from tracker.text.rates import rate_decision

SHARED = Path(__file__).parents[4] / "shared"


def only(units: tuple[Unit, ...]) -> Unit:
    assert len(units) == 1, [unit.quote for unit in units]
    return units[0]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("The two sides agreed to strengthen joint patrols in the Halden Sea.", "U"),
        ("President Hale reiterated the Norvalian commitment to the defense of Estmark.", "U"),
        ("The two sides called on Veskia to release the crews.", "D"),
        ("The two sides condemned the seizure of the boats.", "E"),
        ("Minister Hale expressed support for the territorial integrity of Estmark.", "S"),
    ],
)
def test_each_family_is_found_with_whoever_as_subject(read: Read, text: str, family: str) -> None:
    """A promise, a demand, a judgment and a stance are units, whether or not the lexicon knows who speaks."""
    assert only(read(text)).facets.family == family


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was held in the morning and lasted two hours.",
        "The harbour master is forty years old.",
    ],
)
def test_what_merely_happened_is_no_unit(read: Read, text: str) -> None:
    """A meeting held and a fact told bind nobody and ask nothing."""
    assert read(text) == ()


def test_reporters_questions_are_not_the_issuers_words(read: Read) -> None:
    """In a transcript only the issuer's turns are statement."""
    text = "QUESTION: We call on you to resign.\n\nMINISTER HALE: We will continue to support Estmark."
    assert [unit.start > text.index("HALE") for unit in read(text)] == [True]


def test_a_phrase_of_the_desk_is_a_unit_wherever_it_stands(read: Read, tmp_path: Path) -> None:
    """A desk that watches a formula must see it even where the reader sees no statement in it."""
    terms = tmp_path / "desk.toml"
    terms.write_text(PARTIES + '[units]\nalways = ["the light of the harbour"]\n', "utf-8")
    text = "The captain slept. He dreamt of the light of the harbour at noon."
    assert read(text) == ()
    unit = only(read(text, terms=load_lexicon([terms])))
    assert unit.quote == "the light of the harbour at noon"


def test_a_phrase_of_the_desk_can_be_kept_from_being_a_unit(read: Read, tmp_path: Path) -> None:
    """A closing formula that a desk is tired of is never a unit again."""
    terms = tmp_path / "desk.toml"
    terms.write_text(PARTIES + '[units]\nnever = ["joint patrols"]\n', "utf-8")
    text = "The two sides agreed to strengthen joint patrols in the Halden Sea."
    assert len(read(text)) == 1
    assert read(text, terms=load_lexicon([terms])) == ()


def test_what_a_board_did_to_its_rate_today_is_a_unit_however_it_is_told(read: Read) -> None:
    """“Lowered its two-week repo rate to 4.25%” is told like any fact among others, and is what the board met for; two members’ votes are not."""
    said = (
        "NBN lowers interest rates\n\nAt its monetary policy meeting today, the Bank Board of the National Bank of Norvale lowered the "
        "two-week repo rate (2W repo rate) by 25 basis points to 4.25%. Inflation was 2.1% in January."
    )
    assert (
        str(rate_decision(only(read(said)).quote)) == "repo rate lowered by 25 basis points to 4.25 percent"
    )
    left = "At its meeting today, the Bank Board of the National Bank of Norvale (NBN) left the two-week repo rate (2W repo rate) at 4.25%."
    assert str(rate_decision(only(read(left)).quote)) == "repo rate held at 4.25 percent"
    for others in (
        "Two members voted to leave the policy rate unchanged at 3.85 per cent today.",
        "Markets expected today that the Committee would have lowered the policy rate to 4%.",
        "The Governor said today that the Bank had raised its policy rate to 4% in March.",
    ):
        assert not any(rate_decision(unit.quote) for unit in read(others))


WORDS = st.lists(
    st.sampled_from(
        "We will agreed to that , and the two sides Norvale Veskia not call on urge should must release condemn commitment "
        "to efforts by the end of 2026 $5 million if provided that U.S. Amb. 3. ; “ ” — including such as 조약 , which".split()
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=80, deadline=None)
@given(words=WORDS)
def test_quotes_are_the_text_in_order_and_apart(read: Read, words: list[str]) -> None:
    """Whatever the text: each quote is text[start:end], units are ordered and do not overlap, reading twice is equal."""
    text = " ".join(words)
    units = read(text)
    assert all(text[unit.start : unit.end] == unit.quote for unit in units)
    assert all(a.end <= b.start for a, b in pairwise(units))
    assert all(text[slot.start : slot.end] == slot.text for unit in units for slot in unit.slots)
    assert units == read(text)


def copied(folder: Path) -> Encoder:
    """Return the shipped encoder with its files in *folder*, to be damaged there."""
    shipped = load_encoder()
    for name in ("reader.onnx", "tokenizer.json"):
        (folder / name).write_bytes(shipped.folder.joinpath(name).read_bytes())
    return Encoder(folder, shipped.settings)


def test_a_missing_network_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    """An installation that lost a file is mended by installing again, not by reading a traceback."""
    encoder = copied(tmp_path)
    (tmp_path / "reader.onnx").unlink()
    with pytest.raises(InstallError, match="missing") as caught:
        _ = encoder.session
    assert "install the package again" in str(caught.value)


def test_a_damaged_network_is_never_read_with(tmp_path: Path) -> None:
    """One wrong byte could move every figure: a network that is not the one of its hash is refused."""
    encoder = copied(tmp_path)
    body = bytearray((tmp_path / "reader.onnx").read_bytes())
    body[len(body) // 2] ^= 1
    (tmp_path / "reader.onnx").write_bytes(body)
    with pytest.raises(InstallError, match="not the one of this version"):
        _ = encoder.session


def test_a_damaged_tokenizer_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    """The same holds for the file that cuts words into pieces."""
    encoder = copied(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(InstallError, match="tokenizer"):
        _ = encoder.tokenizer


@pytest.mark.shared
def test_the_users_own_sample_is_read(read: Read) -> None:
    """seed.txt must always work: its commitments are those of ROK and US, and nothing is found in the navigation."""
    path = SHARED / "data" / "seed.txt"
    if not path.exists():
        pytest.skip("../shared/data/seed.txt is not beside this checkout")
    text = path.read_text("utf-8")
    units = read(text, title="", issuer="")
    wanted = (
        "decided to firmly respond to additional provocations",
        "continue efforts to engage and communicate with China",
        "committed to making efforts to prevent such incidents",
    )
    for words in wanted:
        unit = next(unit for unit in units if words in unit.quote)
        assert (unit.kind.is_commitment, unit.facets.speakers) == (True, {"KOR", "USA"})
    assert min(unit.start for unit in units) > text.index("\n2. ")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["us_state_2021_2022", "joint_statements_2021_2026", "fomc_1994_2018"])
def test_real_releases_read_without_an_error(read: Read, name: str) -> None:
    """Any official text can be read; a sample of each archive stands for the rest (all are read by the ingest check)."""
    path = SHARED / "data" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"../shared/data/{name}.jsonl is not beside this checkout")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][::80]
    units = [unit for row in rows for unit in read(row["text"], title=row["title"], issuer=row["issuer"])]
    assert len(units) > len(rows)
