"""Two accounts of one event: neither is earlier, so nothing is weakened or dropped."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

import jobs
from jobs.cli import build_app
from reports.comparison.account_comparison import (
    Account,
    AccountComparison,
    PointDifference,
    SharedCounts,
    SharedStatement,
    count_shared,
)
from reports.comparison.accounts import compare_accounts, differences
from reports.render import Format, render_accounts
from tests.commands import caller
from tests.fakes import build_facets, build_release, build_revision, build_unit
from tracker import pipeline
from tracker.domain import Document, Kind
from tracker.engine import default_engine
from tracker.reading import Reading

LEXICON = Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml"  # the invented states
OURS = """The two sides agreed to respond firmly to further incursions into the Halden Sea.

The two sides agreed to share radar data on fishing boats and ferries by the end of 2032.

Norvale will contribute 40 million crowns to the Rescue Fund.

The two sides condemned the seizure of the boats."""
THEIRS = """The two sides agreed to consider responding to further incursions into the Halden Sea, as appropriate.

The two sides agreed to share radar data on fishing boats by mid-2033.

Norvale will contribute 30 million crowns to the Rescue Fund.

The two sides agreed to open a consulate in Lantern City."""
TITLE = "Norvale-Estmark consultations"


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(LEXICON)])


def build_account(engine, name, text, **release):
    """Return the account *name* as it is read."""
    issued = build_release(name, title=TITLE, **release)
    return Account(name, issued, pipeline.read(build_revision(issued, text), engine))


@pytest.fixture(scope="module")
def sides(engine):
    """The read-outs of both sides."""
    return build_account(engine, "ours", OURS), build_account(engine, "theirs", THEIRS, issuer="Estmark")


@pytest.fixture(scope="module")
def accounts(sides):
    """Both side by side."""
    return compare_accounts(*sides)


def test_what_both_say_is_paired_and_the_rest_is_said_by_one(accounts):
    """Three things in common, one of each alone."""
    assert len(accounts.shared) == 3
    assert [unit.quote for unit in accounts.only_first] == ["condemned the seizure of the boats"]
    assert [unit.quote for unit in accounts.only_second] == ["agreed to open a consulate in Lantern City"]


def test_where_they_differ_is_said_for_both(accounts):
    """Level, condition, scope, amount and deadline: what each says, without a word on which is more."""
    found = [point for shared in accounts.shared for point in shared.differences]
    assert PointDifference("level", "definite (4)", "exploratory (1)") in found
    assert PointDifference("condition", "", "as appropriate") in found
    assert PointDifference("deadline", "by the end of 2032", "by mid-2033") in found
    assert PointDifference("amount", "40 million crowns", "30 million crowns") in found
    assert PointDifference("scope", "ferries", "") in found


def test_praise_and_blame_do_not_differ_by_a_level():
    """One condemns what the other praises: they differ in kind; of two that praise each level is one of praise."""

    def judged(kind, level):
        return build_unit(kind=kind, facets=build_facets(family="E", level=level))

    blame, praise = judged(Kind.E_CONDEMN, 4), judged(Kind.E_PRAISE, 2)
    assert list(differences(blame, praise)) == [PointDifference("kind", "judgment", "praise")]
    assert list(differences(judged(Kind.E_PRAISE, 4), praise)) == [
        PointDifference("level", "praise (4)", "praise (2)")
    ]


def test_the_other_way_round_is_the_same_with_sides_exchanged(sides, accounts):
    """A against B and B against A are one comparison."""
    ours, theirs = sides
    other = compare_accounts(theirs, ours)
    assert (other.only_first, other.only_second) == (accounts.only_second, accounts.only_first)
    mirrored = {
        (
            shared.second,
            shared.first,
            frozenset((one.point, one.second, one.first) for one in shared.differences),
        )
        for shared in other.shared
    }
    assert mirrored == {
        (
            shared.first,
            shared.second,
            frozenset((one.point, one.first, one.second) for one in shared.differences),
        )
        for shared in accounts.shared
    }


def test_dates_and_sources_do_not_matter(sides, accounts):
    """One side publishes a day later, in a source of its own, or without a date: the comparison is the same."""
    ours, theirs = sides
    for published_on, source in product((None, ours.release.published_on), ("estmark", "norvale-mfa")):
        moved = replace(theirs, release=replace(theirs.release, published_on=published_on, source=source))
        assert compare_accounts(ours, moved).shared == accounts.shared


def test_an_account_agrees_with_itself(sides, engine):
    """The same text on both sides: all in common, no difference."""
    ours, _ = sides
    other = build_account(engine, "copy", OURS)
    found = compare_accounts(ours, other)
    assert (found.only_first, found.only_second) == ((), ())
    assert [shared.differences for shared in found.shared] == [()] * len(ours.reading.units)
    assert len(compare_accounts(ours, ours).shared) == len(ours.reading.units)


PAGES = [Format.TEXT, Format.MD, Format.HTML]


@pytest.mark.parametrize("form", PAGES)
def test_commitments_and_positions_are_counted_apart(accounts, form):
    """What binds and what does not are never one number: not in the headline, not for a side, not for a part."""
    shown = " ".join(re.sub(r"<[^>]+>|[*|]", " ", render_accounts(accounts, form)).split())
    for words in (
        "3 commitments in both, none in A alone, 1 in B alone",
        "No positions in both, 1 in A alone, none in B alone",
        "(ours): 3 commitments, 1 position",
        "(theirs): 4 commitments",
    ):
        assert words in shown, words
    assert "commitments and positions" not in shown.lower()
    assert not re.search(r"\bboth say \d", shown, re.IGNORECASE)


def test_json_counts_apart_too(accounts):
    """A program that wants one number has to add them up itself."""
    values = json.loads(render_accounts(accounts, Format.JSON))
    assert values["counts"]["both"] == {
        "commitments": 3,
        "positions": 0,
        "first_commits": 0,
        "second_commits": 0,
    }
    assert values["counts"]["only_first"] == {"commitments": 0, "positions": 1}
    assert [(side["commitments"], side["positions"]) for side in values["accounts"]] == [(3, 1), (4, 0)]
    assert not any("units" in side for side in values["accounts"])


@pytest.mark.parametrize("form", PAGES)
def test_what_binds_one_side_alone_is_counted_with_neither(sides, form):
    """A says it will, B says it should be: one thing, yet no commitment both make."""
    ours, theirs = sides
    will = build_unit(kind=Kind.U_OWN)
    should = build_unit(
        "ships must keep clear", kind=Kind.D_PRINCIPLE, facets=build_facets(family="D", level=3)
    )
    point = PointDifference("kind", "undertaking", "demand")
    crossed = AccountComparison(
        ours, theirs, (SharedStatement(will, should, (point,), doubtful=False),), (), ()
    )
    assert count_shared(crossed.shared) == SharedCounts(first_commits=1)
    shown = " ".join(re.sub(r"<[^>]+>|[*|]", " ", render_accounts(crossed, form)).split())
    assert "No commitments in both" in shown
    assert "Also in both: 1 a commitment in A and a position in B." in shown


@pytest.mark.parametrize("form", PAGES)
def test_no_form_speaks_of_a_change(accounts, form):
    """Both quotes, what differs and who says what; none of the words for a change."""
    shown = render_accounts(accounts, form)
    for words in ("consider responding", "definite (4)", "exploratory (1)", "does not say", "Lantern City"):
        assert words in " ".join(shown.replace("</mark>", "").replace("<mark>", "").split())
    for word in ("weakened", "strengthened", "dropped", "earlier text", "later"):
        assert word not in shown.lower()


def test_html_escapes_what_accounts_say(engine):
    """A text is shown, never run."""
    wild = "The two sides agreed to respond to <script>alert(1)</script> incursions."
    other = "The two sides agreed to respond to incursions."
    accounts = compare_accounts(build_account(engine, "a", wild), build_account(engine, "b", other))
    assert "<script>" not in render_accounts(accounts, Format.HTML)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command in a folder with both accounts as files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.txt").write_text(f"{TITLE}\n\nDate 2031-03-04\n\n{OURS}")
    (tmp_path / "theirs.txt").write_text(f"{TITLE}\n\nDate 2031-03-04\n\n{THEIRS}")
    return caller(build_app())


def test_files_need_no_store_and_make_none(call, tmp_path):
    """Two files are compared in an empty folder, which stays as it was but for the output."""
    code, output, _ = call("compare", "ours.txt", "theirs.txt", "--json")
    found = json.loads(output)
    assert code == 0
    assert [side["name"] for side in found["accounts"]] == ["ours.txt", "theirs.txt"]
    assert {point["point"] for both in found["both"] for point in both["differences"]} >= {
        "level",
        "condition",
    }
    assert call("compare", "ours.txt", "theirs.txt", "-o", "page.html")[0] == 0
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")
    assert not list(tmp_path.glob("*.db"))


def test_a_release_of_the_store_is_named_by_its_ref_or_id(call):
    """What is held is compared as it was read, with a file or with another release."""
    assert call("ingest", "ours.txt", "theirs.txt")[0] == 0
    Path("ours.txt").rename("away.txt")
    code, output, _ = call("compare", "ours.txt", "theirs.txt", "--json")
    assert (code, json.loads(output)["accounts"][0]["name"]) == (0, "ours.txt")
    code, _, errors = call("compare", "zebra", "theirs.txt")
    assert (code, len(errors)) == (1, 1)
    assert errors[0].startswith("zebra: there is no such file, and no release is called 'zebra'")


def test_a_page_is_fetched(call, httpserver: HTTPServer):
    """A URL is an account too."""
    paragraphs = "".join(f"<p>{text}</p>" for text in THEIRS.split("\n\n"))
    page = f"<html><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{paragraphs}</main></body></html>"
    httpserver.expect_request("/theirs").respond_with_data(page, content_type="text/html")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    Path("config.toml").write_text('[fetch]\nallow_hosts = ["localhost"]\ndelay_seconds = 0\n')
    code, output, errors = call("compare", "ours.txt", httpserver.url_for("/theirs"), "--json")
    assert (code, errors) == (0, [])
    assert len(json.loads(output)["both"]) >= 1


def test_a_name_of_nothing_is_told(call):
    """Neither a file nor anything in a store: one line, and no store is made by looking."""
    code, _, errors = call("compare", "zebra", "ours.txt")
    assert (code, errors) == (1, ["zebra: there is no such file, and no store to look in; check the name"])
    assert not Path("commitments.db").exists()


@pytest.mark.parametrize("form", PAGES)
def test_a_hostile_account_is_text(engine, form):
    """What a quote, a title or the name of a file brings along moves no cursor and turns no line round."""
    evil = "\x1b[2J\u202e"
    ours = build_account(engine, "ours", OURS)
    unit = replace(ours.reading.units[0], quote=f"agreed {evil} to respond")
    reading = replace(ours.reading, units=(unit, *ours.reading.units[1:]))
    named = replace(
        ours, name=f"ours{evil}", release=replace(ours.release, title=f"{evil}Talks"), reading=reading
    )
    shown = render_accounts(compare_accounts(named, build_account(engine, "theirs", THEIRS)), form)
    assert "Talks" in shown
    assert not set(evil) & set(shown) - set("[2J")


def test_accounts_in_two_languages_show_what_each_leaves_out():
    """A Korean release beside the English one: pairs across languages, which is stronger, and what only one says."""
    english = ("agreed to expand maritime cooperation", "urged an end of the blockade")
    korean = (
        "해양 협력 확대를 검토하기로 하였다",
        "봉쇄의 종식을 촉구하였다",
        "독도 조사선을 파견할 예정이다",
    )
    kinds = (Kind.U_JOINT, Kind.D_CALL, Kind.U_OWN)

    def account(name: str, quotes: tuple[str, ...], level: int) -> Account:
        text = ". ".join(quotes)
        units = tuple(
            build_unit(
                quote,
                start=text.index(quote),
                kind=kind,
                facets=build_facets(
                    family=kind.family, level=level, action=quote, target="", topics=frozenset({"other"})
                ),
            )
            for quote, kind in zip(quotes, kinds, strict=False)
        )
        return Account(name, build_release(name), Reading(name, "", Document(text, ()), units))

    found = compare_accounts(account("ko", korean, 1), account("en", english, 4))
    assert found.languages == ("Korean", "English")
    assert [(both.first.quote, both.second.quote) for both in found.shared] == list(
        zip(korean, english, strict=False)
    )
    assert {point.point for both in found.shared for point in both.differences} == {"level"}
    text = render_accounts(found, Format.TEXT, whole=True)
    assert re.search(r"THE ENGLISH LEAVES OUT: 1 commitment\n+  “독도 조사선", text)
    assert "THE KOREAN LEAVES OUT" in text
