"""Finding where something was said: the query as typed, the command as a user calls it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from tests.commands import PAGED, caller, shown_at_terminal
from tests.fakes import DAY, STAMP, build_document, build_facets, build_release
from tests.stores import postgres, store_url
from tests.tracker.store.statement_writer import Desk
from tracker.cli.commands import register
from tracker.cli.rendering.hit_rendering import render_hits
from tracker.domain import Label, Mention
from tracker.errors import ConfigError
from tracker.reading import Reading
from tracker.search.query import Query, parse_query, split_at_spans
from tracker.store import open_store
from tracker.text.sanitize import escape_invisible

pytestmark = pytest.mark.usefixtures("stored")

WEEK = timedelta(days=7)
HOSTILE = "\x1b]0;owned\x07\x9b31mBudget\u202e of \u2066Estmark\u2069\x7f\u200b <script>{{7*7}}"

Call = Callable[..., tuple[int, str, list[str]]]

app = typer.Typer(pretty_exceptions_enable=False)
register(app)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at the store of the config.toml beside it."""
    (tmp_path / "config.toml").write_text('[store]\nurl = "sqlite:///desk.db"\n')
    with open_store(store_url(tmp_path)) as store:
        yield Desk(store)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call ``search`` in the folder of the store; gives exit code, standard output, lines of standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "66")
    for name in ("POLICY_TRACKER_CONFIG", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    if not postgres():
        monkeypatch.delenv("POLICY_TRACKER_STORE_URL", raising=False)
    return caller(app, "search")


def found(call: Call, *arguments: object) -> list[str]:
    """Return the refs that a search gives, in order."""
    code, output, errors = call(*arguments, "--json")
    assert (code, errors) == (0, [])
    return [json.loads(line)["release"] for line in output.splitlines()]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("halden sea", Query("halden sea")),
        ('"halden sea"* issuer:Norvale', Query('"halden sea"*', issuer="Norvale")),
        ('issuer:"Harbour Compact" pay', Query("pay", issuer="Harbour Compact")),
        ("“halden sea” issuer:“Harbour Compact”", Query('"halden sea"', issuer="Harbour Compact")),
        ("pay ISSUER：Norvale", Query("pay", issuer="Norvale")),
        ("pay source:norvale_mfa topic:aid", Query("pay", source="norvale_mfa", topic="aid")),
        ("pay label:not-repeated", Query("pay", label=Label.NOT_REPEATED)),
        ('pay label:"Not repeated"', Query("pay", label=Label.NOT_REPEATED)),
        ('"issuer:Norvale" pay', Query('"issuer:Norvale" pay')),
        ("Statement: at 10:30 G-7 – pay", Query("Statement: at 10:30 G-7 – pay")),
        ("성명:제재", Query("성명:제재")),
        ("pay since:2031", Query("pay", since=date(2031, 1, 1))),
        ("pay until:2031", Query("pay", until=date(2031, 12, 31))),
        ("pay since:2032-02 until:2032-02", Query("pay", since=date(2032, 2, 1), until=date(2032, 2, 29))),
        ("pay since:2031-03-04", Query("pay", since=date(2031, 3, 4))),
        ("party:JPN level:3+", Query("", party="JPN", level=(3, 5))),
        ("pay kind:commitments speaker:Norvale", Query("pay", speaker="Norvale", kind="U")),
        ("pay kind:u.own level:4", Query("pay", kind="U.own", level=(4, 4))),
    ],
)
def test_filters_stand_among_words(asked: str, wanted: Query) -> None:
    """Filters may stand anywhere, in any case and any sort of quotes; what is in quotes is words; a month is all its days."""
    assert parse_query(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("pay isuer:Norvale", 'there is no filter "isuer:"; did you mean "issuer:"?'),
        (
            "pay zzz:1",
            'there is no filter "zzz:"; there are issuer:, source:, party:, speaker:, topic:, kind:, level:, label:,',
        ),
        ("https://norvale.example", 'in quotes, "https://norvale.example", it is searched for as words'),
        ("pay label:weaken", '"weaken" is no label; did you mean "WEAKENED"?'),
        ("pay since:2031-02-30", 'since: "2031-02-30" is no date; write 2031-03-04, 2031-03 or 2031'),
        ("pay until:yesterday", 'until: "yesterday" is no date'),
        ("pay since:2031-13", 'since: "2031-13" is no date'),
        ("pay since:0000", 'since: "0000" is no date'),
        ("pay since:2032 until:2031", "since:2032 is after until:2031; swap them"),
        ("pay issuer: Norvale", "issuer: has no value; write issuer:VALUE without a blank"),
        ('pay issuer:""', "issuer: has no value"),
        ('pay issuer:"Harbour Compact', "the quotes after issuer: are not closed"),
        ("pay topic:aid topic:trade", "topic: is given twice"),
        ("pay -veskia", "-veskia: words cannot be left out"),
        ("pay level:6", 'level: "6" is no level; write level:4, level:3-5 or level:3+'),
        ("pay level:4-2", "level:4-2 is the wrong way round"),
        ("pay kind:U.owm", 'kind: "U.owm" is no kind; did you mean "u.own"?'),
        ("– issuer:Norvale", "there are no words in it"),
        ("* – …", "there are no words in it"),
        ("", "there are no words in it"),
    ],
)
def test_what_cannot_be_searched_is_said(asked: str, said: str) -> None:
    """A filter that would be silently ignored, or turned round, gives hits that mislead: it is an error that says how to mend it."""
    with pytest.raises(ConfigError) as error:
        parse_query(asked)
    assert str(error.value).startswith("query: ")
    assert said in str(error.value)


@given(st.text(alphabet='abc제-:："“” *\n\x1b\u202e', max_size=30))
def test_whatever_is_typed_is_a_query_or_one_line(asked: str) -> None:
    """Nobody can type something that crashes, or an error that a terminal obeys."""
    said = ""
    try:
        wanted = parse_query(asked)
        assert any(map(str.isalnum, wanted.text)) or any(wanted.filters.values())
    except ConfigError as error:
        said = str(error)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf") for letter in said)


@given(st.data())
def test_parts_of_a_snippet_are_all_of_it_and_harmless(data: st.DataObject) -> None:
    """Cleaning neither moves a mark to other words nor loses a letter."""
    text = data.draw(st.text(alphabet="ab제 \n\t\x1b\x9b\u202e\u2066\u200b", max_size=30))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    parts = split_at_spans(text, spans)
    letters = lambda said: [letter for letter in said if letter.isalnum()]  # noqa: E731
    assert letters("".join(part for part, _ in parts)) == letters(text)
    assert letters("".join(part for part, marked in parts if marked)) == [
        letter for a, b in spans for letter in letters(text[a:b])
    ]
    assert all(letter.isalnum() or letter == " " for part, _ in parts for letter in part)


@given(st.text())
def test_json_is_escaped_without_loss(text: str) -> None:
    """A program reads what the publisher wrote, letter for letter; a terminal sees nothing it obeys."""
    said = escape_invisible(json.dumps({"title": text + "\ud800\U000e0041\u2028"}, ensure_ascii=False))
    assert json.loads(said) == {"title": text + "\ud800\U000e0041\u2028"}
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in said)


def test_a_hit_is_shown_with_what_a_reader_needs_to_judge_it(desk: Desk, call: Call) -> None:
    """Day, issuer, title, the words marked, what sort of statement on which line, no wider than asked; source and link below."""
    said = desk.say("NV-1", {"respond": "Norvale will respond to any further incursion into the Halden Sea."})
    code, output, errors = call("RESPOND", '"halden sea"')
    assert (code, errors) == (0, [])
    assert output.splitlines() == [
        "1  2031-03-04  Norvale · Statement on the Halden Sea",
        "   Norvale will «respond» to any further incursion into the",
        f"   «Halden Sea».  U.own 4 · line {said.change.line.id[:8]}",
        "",
        "1  norvale-mfa  https://mfa.norvale.example/releases/NV-1",
        "",
        "1 hit",
    ]


def test_what_follows_of_one_release_has_its_title_above(desk: Desk, call: Call) -> None:
    """Two statements of one release are two hits under one title and one link."""
    desk.say("NV-1", {"a": "Norvale will respond.", "b": "Norvale will respond in kind."})
    _, out, _ = call("respond")
    assert out.count("https://") == 1
    assert out.count("«respond»") == 2


def test_a_terminal_shows_the_words_in_bold(desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is bold, no signs are put into a statement; where a terminal has none, there are."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    hits = desk.store.search("respond")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert "Norvale will \x1b[1mrespond\x1b[0m.\x1b[2m  U.own 4" in render_hits(hits, ["1"])
    monkeypatch.setenv("TERM", "dumb")
    assert "Norvale will «respond».  U.own 4" in render_hits(hits, ["1"])


def test_a_title_is_marked_where_it_is_the_hit(desk: Desk, call: Call) -> None:
    """What only a title says is shown once, in the title; without an address the ref says which release it is."""
    desk.read_plain("NV-1", "Nothing new.", title="Joint communiqué", url="", published_on=None)
    assert call("communique")[1].splitlines() == [
        "1  undated  Norvale · Joint «communiqué»",
        "",
        "1  norvale-mfa  NV-1",
        "",
        "1 hit",
    ]


def test_a_row_has_the_quote_and_where_the_words_stand(desk: Desk, call: Call) -> None:
    """A row can be cited without asking again: release, quote, kind, level, line; outside of units there is none."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    desk.read_plain("NV-2", "They respond, Norvale says.", published_on=DAY - WEEK)
    code, output, errors = call("norvale respond", "--json")
    rows = {row["release"]: row for row in map(json.loads, output.splitlines())}
    assert (code, errors, len(rows)) == (0, [], 2)
    (unit,) = said.units
    assert rows["NV-1"] == {
        "release": "NV-1",
        "source": "norvale-mfa",
        "title": "Statement on the Halden Sea",
        "issuer": "Norvale",
        "published": "2031-03-04",
        "url": "https://mfa.norvale.example/releases/NV-1",
        "snippet": "Norvale will respond.",
        "spans": [[0, 7], [13, 20]],
        "unit": {
            "id": unit.id,
            "start": 0,
            "end": 21,
            "quote": "Norvale will respond.",
            "kind": "U.own",
            "level": 4,
            "line": said.change.line.id,
            "line_name": "respond",
        },
    }
    assert rows["NV-2"]["unit"] is None


def test_a_query_narrows(desk: Desk, call: Call) -> None:
    """Each filter does what it says, and a name in another letter case is the same name."""
    aid = build_facets(topics=frozenset({"aid"}))
    first = desk.say("NV-1", {"a": "Norvale will pay."}, day=DAY - WEEK, facets=aid)
    desk.say(
        "NV-2", {"a": "Norvale may pay."}, label=Label.WEAKENED, before=Mention(first.units[0], first.release)
    )
    desk.read_plain(
        "EM-1", "Estmark will pay.", source="estmark-mfa", issuer="Estmark MFA", published_on=DAY + WEEK
    )
    assert set(found(call, "pay")) == {"NV-1", "NV-2", "EM-1"}
    assert set(found(call, "pay issuer:norvale")) == {"NV-1", "NV-2"}
    assert found(call, 'pay issuer:"estmark mfa"') == ["EM-1"]
    assert found(call, "pay", "source:ESTMARK-MFA") == ["EM-1"]
    assert found(call, "pay", "source:Estmark") == ["EM-1"]
    assert found(call, "pay topic:AID") == ["NV-1"]
    assert found(call, "pay label:weakened") == ["NV-2"]
    assert found(call, f"pay until:{DAY - WEEK}") == ["NV-1"]
    assert found(call, f"pay since:{DAY + WEEK}") == ["EM-1"]
    assert found(call, f"pay issuer:Veskia since:{DAY}") == []


def test_a_source_that_is_not_there_is_an_error(desk: Desk, call: Call) -> None:
    """A source is known or a slip of the pen: exit 2 and the nearest."""
    desk.say("NV-1", {"a": "Norvale will pay."})
    code, output, errors = call("pay source:norvale-mfe")
    assert (code, output) == (2, "")
    assert errors == ['query: there is no source "norvale-mfe"; did you mean "norvale-mfa"?']
    assert call("pay isuer:x")[0] == 2


def test_pages_go_on_where_the_last_one_ended(desk: Desk, call: Call) -> None:
    """Whoever pages sees every hit once, its number, how many there are, and how to see more."""
    for number in range(5):
        desk.say(f"NV-{number}", {"a": "Norvale will pay."}, day=DAY + number * WEEK)
    pages = [call("pay", "--limit", 2, "--page", page)[1].splitlines() for page in (1, 2, 3, 4)]
    assert [page[-1] for page in pages] == [
        "2 of 5 hits; --page 2 shows more",
        "hits 3 to 4 of 5; --page 3 shows more",
        "hits 5 to 5 of 5",
        "5 hits; the last page is --page 3",
    ]
    numbered = [line.split()[0] for page in pages for line in page if "Statement on" in line]
    assert numbered == ["1", "2", "3", "4", "5"]
    refs = [found(call, "pay", "--limit", 2, "--page", page) for page in (1, 2, 3, 4)]
    assert refs == [["NV-4", "NV-3"], ["NV-2", "NV-1"], ["NV-0"], []]


def test_where_nothing_is_found_one_line_says_what_to_try(desk: Desk, call: Call) -> None:
    """An analyst who finds nothing learns whether the words, the filters or the store are to blame."""
    assert call("pay")[1] == (
        "nothing found; the store is empty: `policy-tracker run` or `policy-tracker ingest` fills it\n"
    )
    desk.say("NV-1", {"a": "Norvale will pay."})
    assert call("sailed")[1] == (
        f"nothing found; no text has “sailed” (1 searched, {DAY} to {DAY}); "
        "try another name of it, or the beginning of a word with a star (respond*) for its other forms\n"
    )
    assert "OR is a word like any other here; try fewer words" in call("pay OR respond")[1]
    assert call("pay issuer:Veskia topic:cyber")[1] == (
        "nothing found; without issuer:, topic: there would be 1; issuers: Norvale; topics: security\n"
    )
    assert call("payed", "--json")[:2] == (0, "")  # a program gets what it asks for
    desk.say("NV-2", {"b": "Norvale will respond."})
    assert "pay alone: 1, respond alone: 1" in call("pay respond")[1]
    assert call("label:reversed kind:U")[1] == "nothing found; without label: there would be 2\n"
    assert call("since:2040")[1] == f"nothing found; the latest text held is of {DAY}\n"
    assert call("issuer:Veskia")[1] == f"nothing found; the latest text held is of {DAY}; issuers: Norvale\n"
    assert call("pay veskia since:2040")[1] == (
        f"nothing found; whatever the words, nothing held is left by since:; the latest text held is of {DAY}\n"
    )


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("voted against", "voted|vote|votes|voting against*"),
        ("Halden penisula", "Halden peninsula"),
        ("Zaraport harbour", "zarapor* harbour"),
        ("levy of 6.5 percent", '"6 1/2"'),
        ("orr peninsula herring", "orr peninsula"),
        ("Zaraporsk dues", "zaraporsk|zaraporsko dues"),
    ],
)
def test_what_nothing_says_as_it_is_written_is_found_as_it_is_meant(
    desk: Desk, call: Call, asked: str, meant: str
) -> None:
    """Another form, a slip of the pen, a name of several spellings, a fraction, or one word too many: what is said is found, and how it was asked for is told."""
    desk.say("NV-1", {"a": "Voting against the peninsula plan of Halden was Minister Orr."})
    desk.say("NV-2", {"b": "Norvale will keep the harbour of Zaraporzh."})
    desk.say("NV-3", {"c": "Norvale will keep the harbour of Zaraporsk."})
    desk.say("NV-4", {"d": "The levy of 6-1/2 percent will stay."})
    desk.say("NV-5", {"e": "Norvale will lower the dues of Zaraporsko."})
    code, output, errors = call(asked)
    assert (code, errors) == (0, [])
    assert re.match(r"nothing says it as it is written; (without “herring” )?this is what says: ", output)
    assert meant in output.splitlines()[0]


def test_a_name_is_not_the_word_left_out(desk: Desk, call: Call) -> None:
    """Who asks for Zaraport's herring levy is not told of another harbour's, though more texts have the other two words."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy of Maren."})
    desk.say("NV-2", {"b": "Norvale will lower the herring levy of Estmark."})
    desk.say("NV-3", {"c": "Norvale will lower the levy of Zaraport."})
    output = call("herring levy Zaraport")[1]
    assert output.splitlines()[0].endswith("this is what says: levy|levies zaraport*")
    assert "NV-3" in output


def test_a_word_that_no_text_has_is_named(desk: Desk, call: Call) -> None:
    """Who asks for a minister of whom nothing is held learns that, and does not take other hits for an answer."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy."})
    assert call("herring levy Quistad")[1].splitlines()[0].endswith("; no text has “quistad”")


def test_what_texts_call_otherwise_is_found_by_the_word_of_a_desk(desk: Desk, call: Call) -> None:
    """A newsroom asks for a rate hike of 2031, and the text of that year raises a rate; the one of 2029 is no answer."""
    desk.say("NV-1", {"a": "Norvale will raise the ferry rate."}, day=DAY)
    desk.say("NV-2", {"b": "Norvale will increase the ferry rate."}, day=DAY.replace(year=2029))
    output = call("ferry rate hike 2031")[1]
    assert output.startswith('published in 2031; in quotes, "2031", it is a word\n\nnothing says it')
    assert "NV-1" in output
    assert "NV-2" not in output


def test_words_that_stand_together_come_before_those_that_stand_apart(desk: Desk, call: Call) -> None:
    """Of a long text that has all words somewhere an analyst learns little: the places that have most of them stand first, that with the rarest before the others, and nothing is lost."""
    apart = (
        "Herring is dear this year.",
        *["Nothing else was said of it."] * 40,
        "The levy stays in Zaraport.",
    )
    revision = desk.record(replace(build_release("NV-1"), title="Long"), "\n".join(apart))
    assert revision is not None
    desk.store.record_readings([Reading(revision.id, STAMP, build_document("\n".join(apart)), ())])
    desk.say("NV-2", {"b": "Norvale will lower the herring levy."}, title="Short")
    output = call("herring levy zaraport")[1]
    assert output.startswith("its words stand apart; most of them stand here:\n")
    nearest, short = output.index("The «levy» stays in «Zaraport»"), output.index("Short")
    assert nearest < short < output.index("all of it, further apart:")
    assert "together" not in call("herring levy zaraport", "--sort", "date")[1]


def test_where_a_sentence_has_all_words_it_stands_first(desk: Desk, call: Call) -> None:
    """Who asks how Orr voted wants the text that says so, not one whose next sentence says how Holt voted; an initial ends no sentence."""
    desk.read_plain("NV-1", "Present: Ada B. Orr. Voting against was Jan Holt. Orr, Orr.", title="Of Holt")
    desk.read_plain(
        "NV-2",
        "Voting against was Ada B. Orr, who asked for crews.",
        title="Of Orr",
        published_on=DAY - WEEK,
    )
    output = call("Orr", "voting against")[1]
    assert output.index("Of Orr") < output.index("Of Holt")


def test_a_long_list_of_hits_begins_at_its_first(desk: Desk, tmp_path: Path) -> None:
    """At a terminal what is longer than the screen goes through the pager, so that the best hits are not scrolled away."""
    for number in range(9):
        desk.say(f"NV-{number}", {"a": "Norvale will pay."}, day=DAY + number * WEEK)
    call = ["-m", "jobs", "search", "pay", "--store", store_url(tmp_path)]
    paged, whole = (shown_at_terminal(call + more, "", {"PAGER": PAGED}) for more in ([], ["--no-pager"]))
    assert paged.startswith(
        "paged:9 hits in 9 texts of Norvale, 2031-03-04 to 2031-04-29\npaged:\npaged:1  2031-04-29  Statement"
    )
    assert "paged:" not in whole
    assert "\x1b[1mpay" in whole


def test_a_year_among_the_words_is_when_it_was_published(desk: Desk, call: Call) -> None:
    """ "Crews 2031" asks what was said of crews in that year; in quotes it is a word."""
    desk.say("NV-1", {"a": "Norvale will pay the crews."}, day=DAY)
    desk.say("NV-2", {"b": "Norvale will pay the crews by 2031."}, day=DAY.replace(year=2029))
    output = call("crews 2031")[1]
    assert output.startswith('published in 2031; in quotes, "2031", it is a word\n')
    assert "NV-1" in output
    assert "NV-2" not in output
    assert "NV-2" in call('crews "2031"')[1]


def test_a_body_among_the_words_is_who_issued_the_text(desk: Desk, call: Call) -> None:
    """Who asks what the HC said of crews means its texts, which do not name it; in quotes it is a word."""
    desk.read_plain("HC-1", "We will pay the crews.", issuer="HC")
    desk.read_plain("EM-1", "The crews are paid.", issuer="Estmark")
    output = call("crews HC")[1]
    assert output.startswith("issued by HC; in quotes the name is words\n")
    assert "HC-1" in output
    assert "EM-1" not in output
    assert call('crews "HC"')[1].startswith("nothing found")


def test_korean_is_found_and_marked(desk: Desk, call: Call) -> None:
    """A noun is found before its particle and inside a longer word, and lines are as wide as they look."""
    desk.say(
        "NV-1",
        {"a": "노르베일은 할덴해의 안전을 위하여 대북제재를 계속 유지할 것임을 다시 한번 분명히 밝힌다."},
    )
    code, output, _ = call("제재 할덴해 issuer:Norvale")
    assert code == 0
    assert "«할덴해»의" in output
    assert "대북«제재»를" in output
    wide = [
        sum(1 + (unicodedata.east_asian_width(letter) == "W") for letter in line)
        for line in output.splitlines()
    ]
    assert max(width for line, width in zip(output.splitlines(), wide, strict=True) if "제" in line) <= 66
    assert found(call, "제재", "유지") == ["NV-1"]


def test_what_the_web_says_is_text_on_a_terminal(desk: Desk, call: Call) -> None:
    """Escape sequences, controls and marks of direction in a title, an issuer, a link or a statement are not obeyed."""
    desk.read_plain(
        "NV-1",
        f"Norvale will pay. {HOSTILE}",
        title=HOSTILE,
        issuer=HOSTILE,
        url=f"https://x.example/{HOSTILE}",
    )
    desk.read_plain("NV-2", f"Long pay {'x' * 10_000}", published_on=None)
    output = call("pay")[1]
    assert output.count("]0;owned31mBudget of Estmark <script>{{7*7}}") >= 2
    assert not {letter for letter in output if unicodedata.category(letter) in ("Cc", "Cf")} - {"\n"}
    rows = [json.loads(line) for line in call("pay", "--json")[1].splitlines()]
    assert HOSTILE in [row["title"] for row in rows]
    assert not {
        letter for letter in call("pay", "--json")[1] if unicodedata.category(letter) in ("Cc", "Cf")
    } - {"\n"}
    assert "; issuers: Norvale, ]0;owned31mBudget of Estmark <script>{{7*7}}" in call("pay issuer:Veskia")[1]


def test_the_text_that_a_hit_shows_is_not_taken_for_markup(desk: Desk, call: Call) -> None:
    """Brackets and colons of a statement are printed, not read as colours or pictures."""
    desk.say("NV-1", {"a": "Norvale will pay [bold]40 million[/bold] :smile: crowns."})
    assert "[bold]40 million[/bold] :smile:" in " ".join(call("pay")[1].split())


def test_a_phrase_comes_before_its_words_apart(desk: Desk, call: Call) -> None:
    """Who types two words that are a set phrase wants the texts that say it, also where others have the words more often or later."""
    desk.say("NV-1", {"a": "Norvale will pay the harbour dues."}, day=DAY - WEEK)
    desk.say("NV-2", {"b": "Norvale will pay dues for each harbour."})
    desk.say("NV-3", {"c": "Norvale will pay dues on the outer harbour."})
    assert "«harbour» «dues»" in call("harbour dues", "--limit", 1)[1]


def test_a_screen_shows_many_texts(desk: Desk, call: Call) -> None:
    """Of a text with ten statements on the matter some come before the other texts; what repeats an earlier text word for word comes after what does not."""
    many = {f"a{number}": f"Norvale will pay crew {number}." for number in range(10)}
    desk.say("NV-1", many, title="Long")
    desk.say(
        "NV-2",
        {"a1": "Norvale will pay crew 1.", "b": "Norvale will not pay twice."},
        title="Short",
        day=DAY - WEEK,
    )
    output = call("pay")[1]
    assert output.startswith(f"12 hits in 2 texts of Norvale, {DAY - WEEK} to {DAY}\n")
    assert output.index("Short") < output.rindex("Long")
    assert output.index("not «pay» twice") < output.rindex("«pay» crew 1.")


def test_what_was_typed_comes_before_other_words(desk: Desk, call: Call) -> None:
    """ "Contis reward" is a name: what only begins so ("continue") is told apart from what says it."""
    desk.say("NV-1", {"a": "Norvale offers a reward for the Contis."}, day=DAY - WEEK)
    for number in range(3):
        desk.say(f"EM-{number}", {"b": "Norvale will continue to reward the crews and contisants."})
    output = call("contis reward")[1]
    assert output.index("«reward» for the «Contis»") < output.index("in other words:") < output.index("crews")


def test_beside_a_single_hit_stands_what_says_nearly_so(desk: Desk, call: Call) -> None:
    """Half a screen is empty where one text has all three words: those with two of them are shown, and marked as near."""
    desk.say("NV-1", {"a": "Norvale will lower the herring levy in Zaraport."})
    desk.say("NV-2", {"b": "Norvale will lower the herring levy."})
    output = call("lower herring zaraport")[1]
    assert output.index("Zaraport") < output.index("nearly so:") < output.index("NV-2")
    assert "\na  " in output


def test_what_is_only_nearly_so_is_not_counted(desk: Desk, call: Call) -> None:
    """The line above two hits counts these, and says that it does not count what is shown below as near."""
    for number in (1, 2):
        desk.say(
            f"NV-{number}", {f"a {number}": f"Norvale will lower the herring levy in Zaraport {number}."}
        )
    desk.say("NV-3", {"b": "Norvale will lower the herring levy."})
    output = call("lower herring zaraport")[1]
    assert "2 hits in 2 texts" in output
    assert "; 1 nearly so not counted" in " ".join(output.split())


def test_a_question_of_the_press_is_no_statement_of_the_issuer(desk: Desk, call: Call) -> None:
    """What a reporter asks is marked as a question and comes after what was answered."""
    rain = "It rained. " * 40
    desk.read_plain(
        "NV-1",
        f"MR. LIND: It rained.\n\nQUESTION: {rain}Will you pay the ferry crews? Are ferry crews paid?",
    )
    desk.read_plain(
        "NV-2", f"QUESTION: And now?\n\nMR. LIND: {rain}The ferry crews wait.", published_on=DAY - WEEK
    )
    output = " ".join(call("ferry crews")[1].split())
    assert (
        output.index("MR. LIND: … ") < output.index("The «ferry» «crews» wait") < output.index("QUESTION: … ")
    )


def test_words_are_shown_from_the_beginning_of_their_sentence(desk: Desk, call: Call) -> None:
    """A cutting that begins behind a "not" says the opposite of the text."""
    said = "We do not, as all of you who have followed us know well, hold talks with or support the Halden League."
    desk.read_plain("NV-1", f"{'It rained. ' * 40}{said} {'It rained again. ' * 40}")
    assert "We do not, as all of you" in call("halden league")[1]


def test_an_issuer_is_found_by_a_part_of_its_name(desk: Desk, call: Call) -> None:
    """Nobody types "Compact leaders" who means the Compact, and a state is called by its name where the store has its code; a program finds what a terminal does."""
    desk.read_plain("HC-1", "We will pay the crews.", issuer="Compact leaders")
    desk.read_plain("EM-1", "The crews are paid.", issuer="FIN (Assembly)")
    assert "HC-1" in call("crews issuer:compact")[1]
    assert "EM-1" in call("crews issuer:Finland")[1]
    assert found(call, "crews issuer:compact") == ["HC-1"]
    assert call("Finland crews")[1].startswith("issued by FIN (Assembly); in quotes the name is words\n")


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("Norvale levy issuer:Compact", "nothing found; without issuer: there would be 1; issuers: Norvale"),
        ("rain zebra issuer:Compact", "nothing found; try fewer words"),
        (
            "zebra hyena issuer:Compact topic:aid",
            "nothing found; whatever the words, nothing held is left by issuer:, topic:",
        ),
        ("The levy", "2 say it as it is written; this is what says: levy|levies"),
    ],
)
def test_who_is_asked_for_stays_so(desk: Desk, call: Call, asked: str, begins: str) -> None:
    """An issuer that is typed, by a part of its name, is not changed for one among the words, is known to whoever is told why nothing is found, and is no small word."""
    desk.say("NV-1", {"a": "Norvale will pay the levy."}, facets=build_facets(topics=frozenset({"aid"})))
    desk.read_plain("HC-1", "The levy stays.", issuer="Compact leaders")
    desk.read_plain("MS-1", "Levy on rain.", issuer="Ministry of the Sea")
    shown = call(asked)[1]
    assert shown.startswith(begins)


def test_pages_of_hits_have_each_hit_once(desk: Desk, call: Call) -> None:
    """Who reads page after page sees every statement that was found, and none twice, though what answers stands first on each."""
    for text in range(7):
        said = {
            f"{text}{at}": f"Norvale will lower levy number {text}{at} by {at} million crowns."
            for at in range(10)
        }
        desk.say(f"NV-{text}", said)
    shown: list[str] = []
    for page in range(1, 5):
        shown += re.findall(r"number (\d\d) by", call("levy", "--page", str(page))[1])
    assert sorted(shown) == sorted(f"{text}{at}" for text in range(7) for at in range(10))


def test_all_pages_of_a_terminal_are_of_one_query(desk: Desk, call: Call) -> None:
    """The last hit of a list is its last, not the first of what an issuer among the words said."""
    for number in range(13):
        desk.say(
            f"NV-{number}", {f"line {number}": f"The Compact wants the levy lowered by {number} crowns."}
        )
    for number in range(4):
        desk.read_plain(f"HC-{number}", f"We will lower the levy by {number}.", issuer="Harbour Compact")
    _, output, _ = call("Compact levy", "--sort", "date", "--limit", "12", "--page", "2")
    assert "hits 13 to 13 of 13" in output
    assert "issued by" not in output


def test_what_was_typed_stands_first_and_no_hit_twice_over_pages(desk: Desk, call: Call) -> None:
    """The pages together have each hit once, as many as the last row of each says."""
    for number in range(60):
        desk.say(f"NV-{number}", {f"line {number}": f"Norvale responds to herring, as of item {number}."})
    desk.say(
        "NV-99",
        {"typed": "Norvale, after long and wide talks on all ports, responded on herring, as of item 99."},
    )
    shown: list[str] = []
    for page in range(1, 5):
        output = call("responded herring", "--page", str(page))[1]
        assert "of 61" in output
        shown += re.findall(r"item\s+(\d+)", output)
    assert shown[0] == "99"
    assert sorted(shown, key=int) == [*map(str, range(60)), "99"]


def test_what_answers_a_question_stands_above_the_hits(desk: Desk, call: Call) -> None:
    """Who asks a terminal how often somebody dissented reads the number and the days, as on the page."""
    for month in (1, 2):
        text = (
            "Voting for the action: Jo Terras. Voting against the action was Ada Holt, who preferred to wait."
        )
        desk.read_plain(f"BK-{month}", text, published_on=date(2031, month, 1), issuer="Bank of Halden")
    _, out, _ = call("how often did Holt dissent")
    rows = " ".join(out.split())
    assert rows.index("Voted against: Holt (Bank of Halden) 2 times: 2031-01-01, 2031-02-01") < rows.index(
        "1 2031-"
    )
