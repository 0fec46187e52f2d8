"""Bibliographies, read by small readers of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import build_release
from tracker.exports.citations import Citation, bibtex, footnote, latex, ris

SHA = "ab" * 32


def cited(**overrides) -> Citation:
    """Return a citation of a release of Norvale whose page last answered on 5 April 2031."""
    return Citation(build_release(**overrides), date(2031, 4, 5), 2, SHA)


def quoted(quote: str = "Norvale will respond.", **overrides) -> Citation:
    """Return a citation of one statement in the first text of a release of Norvale."""
    return Citation(build_release(**overrides), date(2031, 3, 5), 1, SHA, quote, "f" * 24)


def fields(entry: str) -> dict[str, str]:
    """Return the fields of one BibTeX entry; braces that do not match, counted as BibTeX counts, are an error."""
    head = re.match(r"@misc\{([A-Za-z0-9-]+),\n", entry)
    assert head, entry
    rest, found = entry[head.end() :], {"": head[1]}
    while match := re.match(r"  ([a-z]+) = \{", rest):
        depth, at = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            at += 1
        assert rest[at : at + 2] == ",\n"
        found[match[1]] = rest[match.end() : at - 1]
        rest = rest[at + 2 :]
    assert rest == "}\n\n"
    return found


def records(text: str) -> list[list[tuple[str, str]]]:
    """Return the records of *text* in RIS: tag, two blanks, hyphen, blank, value; TY first, ER last."""
    found = []
    for record in text.split("\r\n\r\n")[:-1]:
        lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line) for line in record.split("\r\n")]
        assert all(lines), record
        pairs = [(line[1], line[2]) for line in lines]
        assert (pairs[0][0], pairs[-1]) == ("TY", ("ER", ""))
        found.append(pairs)
    return found


def test_a_bibtex_entry_names_issuer_title_days_page_and_revision():
    """Who reads it finds the page, the day it was looked at, and by its hash the text that was meant."""
    assert fields("".join(bibtex([cited()]))) == {
        "": cited().key,
        "author": "{Norvale}",
        "title": "{Statement on the Halden Sea}",
        "year": "2031",
        "date": "2031-03-04",
        "url": "https://mfa.norvale.example/releases/NV-2031-001",
        "urldate": "2031-04-05",
        "note": f"revision 2, SHA-256 {SHA}",
    }


def test_a_ris_record_says_the_same():
    """Dates are written as RIS does, by year, month and day."""
    assert records("".join(ris([cited()]))) == [
        [
            ("TY", "ELEC"),
            ("ID", cited().key),
            ("AU", "Norvale"),
            ("TI", "Statement on the Halden Sea"),
            ("PY", "2031"),
            ("DA", "2031/03/04"),
            ("UR", "https://mfa.norvale.example/releases/NV-2031-001"),
            ("Y2", "2031/04/05"),
            ("N1", f"revision 2, SHA-256 {SHA}"),
            ("ER", ""),
        ]
    ]


def test_what_is_not_known_is_left_out():
    """No date, no title, no web address: no field, rather than an empty one."""
    bare = cited(published_on=None, title="", url="file.txt")
    assert fields("".join(bibtex([bare]))).keys() == {"", "author", "urldate", "note"}
    assert [tag for tag, _ in records("".join(ris([bare])))[0]] == ["TY", "ID", "AU", "Y2", "N1", "ER"]


def test_an_entry_is_cited_by_the_same_key_whatever_its_title_becomes():
    """A paper that cites it compiles after the next export; two releases of one day have two keys."""
    assert cited(title="a").key == cited(title="b").key
    assert cited(id="a" * 24).key != cited(id="b" * 24).key
    assert cited(source="norvale {mfa}").key.startswith("norvale-mfa-2031-")


def test_a_statement_is_cited_with_its_words_and_jumps_to_them():
    """The words, the address that opens the page at them, the day that text was first seen, and which text it is."""
    entry = fields("".join(bibtex([quoted()])))
    address = "https://mfa.norvale.example/releases/NV-2031-001#:~:text=Norvale%20will%20respond."
    assert entry["annote"] == "“Norvale will respond.”"
    assert (entry["url"], entry["urldate"]) == (address, "2031-03-05")
    assert entry["note"] == f"revision 1, SHA-256 {SHA}"
    (record,) = records("".join(ris([quoted()])))
    assert ("N1", f"“Norvale will respond.” revision 1, SHA-256 {SHA}") in record
    assert ("UR", address) in record
    assert footnote(quoted()) == (
        f"“Norvale will respond.” Norvale, “Statement on the Halden Sea”, 2031-03-04, {address}, "
        f"as seen 2031-03-05 (revision 1, SHA-256 {SHA})."
    )


def test_two_statements_of_one_release_have_two_keys():
    """And neither is that of the release."""
    other = replace(quoted(), unit="0" * 24)
    assert len({quoted().key, other.key, cited().key}) == 3
    assert quoted().key.startswith(cited().key)


def test_a_footnote_leaves_out_what_is_not_known():
    """No title: what the publisher calls it; no address: none; no date: undated."""
    said = footnote(quoted(title="", url="17.txt", published_on=None))
    assert said.startswith("“Norvale will respond.” Norvale, NV-2031-001, undated, as seen 2031-03-05 (")


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("50% & $3 #1 a_b", r"50\% \& \$3 \#1 a\_b"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("“Norvale” – 노르베일", "“Norvale” – 노르베일"),
    ],
)
def test_what_latex_would_obey_is_written_out(plain, written):
    """The ten special characters of LaTeX are characters again; letters of any script stay."""
    assert latex(plain) == written


@given(st.text())
def test_any_title_is_one_entry(text):
    """Whatever a site writes: one entry, its fields and no more, its braces matched; the title reads back."""
    hostile = f"}}, {text}}} @misc{{x,\r\nER  - \nTY  - {text}\\"
    entry = fields("".join(bibtex([cited(title=hostile, issuer=hostile, url=f"https://a.example/{text}")])))
    assert entry.keys() - {"url"} == {"", "author", "title", "year", "date", "urldate", "note"}
    plain = re.sub(r"\\([&%$#_])", r"\1", entry["title"][1:-1])
    for name, character in {
        "braceleft": "{",
        "braceright": "}",
        "asciitilde": "~",
        "asciicircum": "^",
        "backslash": "\\",
    }.items():
        plain = plain.replace(f"\\text{name}{{}}", character)
    letters = [character for character in hostile if character.isalnum() or character in "{}\\%&_@"]
    assert [character for character in plain if character.isalnum() or character in "{}\\%&_@"] == letters
    (record,) = records("".join(ris([cited(title=hostile, issuer=hostile)])))
    assert [tag for tag, _ in record] == ["TY", "ID", "AU", "TI", "PY", "DA", "UR", "Y2", "N1", "ER"]
    assert len(footnote(quoted(hostile, title=hostile, issuer=hostile)).splitlines()) == 1
    assert fields("".join(bibtex([quoted(hostile)]))).keys() == {*entry, "url", "annote"}
