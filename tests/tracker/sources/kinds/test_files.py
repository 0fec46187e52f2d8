"""Files, folders and archives; what cannot be read is one plain line, and the rest goes on."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Problem, Source, SourceKind
from tracker.hashing import content_id
from tracker.sources.announcements import AnnouncedRelease, is_undated
from tracker.sources.asking import list_releases
from tracker.sources.kinds.files import read_files

SHARED = Path(__file__).resolve().parents[5] / "shared"
TEXT = "Norvale will keep the Halden Sea open.\n"


def split(found: Iterable[AnnouncedRelease | Problem]) -> tuple[list[AnnouncedRelease], list[str]]:
    everything = list(found)
    good = [item for item in everything if isinstance(item, AnnouncedRelease)]
    return good, [str(item) for item in everything if isinstance(item, Problem)]


def row(**values: object) -> str:
    given = {
        "id": "n1",
        "source": "norvale",
        "issuer": "Norvale",
        "url": "https://norvale.example/1",
        "published": "2024-03-04",
        "title": "On the Halden Sea",
        "text": TEXT,
    }
    return json.dumps(
        {key: value for key, value in {**given, **values}.items() if value is not None}, ensure_ascii=False
    )


def archive(folder: Path, *rows: str | bytes) -> Path:
    path = folder / "archive.jsonl"
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in rows))
    return path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_text_file_is_a_release_called_by_its_path(tmp_path: Path) -> None:
    """Title and day come from the page, the bytes are those of the file, the name is the path as given."""
    path = Path("norvale/talks.txt")
    path.parent.mkdir()
    path.write_text(f"Talks on the Halden Sea\n\nDate\n2024-03-04\n\n{TEXT}")
    (item,), problems = split(read_files([path]))
    assert problems == []
    assert (item.release.source, item.release.ref) == ("files", "norvale/talks.txt")
    assert (item.release.title, item.release.published_on) == ("Talks on the Halden Sea", date(2024, 3, 4))
    assert (item.body, item.media_type) == (path.read_bytes(), "text/plain")
    assert item.release.id == content_id("release", "files", "norvale/talks.txt")
    (same,), _ = split(read_files([tmp_path / path]))
    assert same.release == item.release


def test_a_file_may_be_dated_by_its_name(tmp_path: Path) -> None:
    """Where the text says nothing, the name of the file does."""
    path = tmp_path / "2024-03-04-halvern.txt"
    path.write_text(TEXT)
    (item,), problems = split(read_files([path], source="norvale"))
    assert (item.release.source, item.release.published_on, problems) == ("norvale", date(2024, 3, 4), [])


def test_who_issued_a_file_is_whom_the_caller_names(tmp_path: Path) -> None:
    """A text file names no issuer; a row of an archive that names one keeps it."""
    (tmp_path / "2024-03-04-halvern.txt").write_text(TEXT)
    rows = [
        {"id": "n1", "text": TEXT, "published": "2024-03-05"},
        {"id": "n2", "text": TEXT, "published": "2024-03-06", "issuer": "Norvale"},
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    items, problems = split(read_files([tmp_path], issuer="Halvern Council"))
    assert problems == []
    assert [item.release.issuer for item in items] == ["Halvern Council", "Halvern Council", "Norvale"]


def test_a_file_without_a_date_is_kept_and_said_to_be_undated(tmp_path: Path) -> None:
    """It is read, but cannot take a place in the history; both are said."""
    path = tmp_path / "halvern.md"
    path.write_text("# On salt\n\nNorvale will trade salt.\n")
    found = list(read_files([path]))
    assert isinstance(found[0], AnnouncedRelease)
    assert (found[0].release.title, found[0].media_type) == ("On salt", "text/markdown")
    assert isinstance(found[1], Problem)
    assert is_undated(found[1])
    assert "2023-10-17-….txt" in found[1].remedy


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    """In the order of the paths; hidden files are left alone, files of other kinds are counted."""
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "b" / "2024-01-02.html").write_text(f"<p>{TEXT}</p>")
    (folder / "2024-01-01.txt").write_text(TEXT)
    (folder / ".git" / "x.txt").write_text(TEXT)
    (folder / "notes.docx").write_bytes(b"PK")
    items, problems = split(read_files([Path("in")]))
    assert [item.release.ref for item in items] == ["in/2024-01-01.txt", "in/b/2024-01-02.html"]
    assert problems == [
        "in: 1 file in it not read, such as notes.docx; only .txt, .md, .html, .pdf and .jsonl are read"
    ]


def test_a_files_source_names_releases_from_its_folder(tmp_path: Path) -> None:
    """Moving the folder, or the machine, makes no release a new one; rows of archives belong to the source."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "2024-01-01.txt").write_text(TEXT)
    archive(folder, row())
    found = list_releases(Source("desk", SourceKind.FILES, "Norvale", path=str(folder)), FakeWeb({}))
    assert [(item.release.source, item.release.ref) for item in found.items] == [
        ("desk", "2024-01-01.txt"),
        ("desk", "n1"),
    ]
    assert found.items[0].release.issuer == "Norvale"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.html", b" \n ", "a.html: the file is empty"),
        ("a.jsonl", b"", "a.jsonl: the file is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt: a binary file, not text"),
        ("a.txt", b"Norvale \xff will pay.", "a.txt: not valid UTF-8 at byte 8; save it as UTF-8"),
        (
            "a.docx",
            b"PK",
            'a.docx: files ending in ".docx" are not read; only .txt, .md, .html, .pdf and .jsonl are',
        ),
        ("a.html", b"<html><body></body></html>", "a.html: no text in this page"),
        ("a.txt", b"x" * 20_000_001, "a.txt: the file is larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_plain_line(name: str, content: bytes, expected: str) -> None:
    """Which file, what is wrong with it, and what to do; the next file is read all the same."""
    Path(name).write_bytes(content)
    Path("2024-01-01.txt").write_text(TEXT)
    items, problems = split(read_files([Path(name), Path("2024-01-01.txt")]))
    assert [item.release.ref for item in items] == ["2024-01-01.txt"]
    assert len(problems) == 1
    assert problems[0].startswith(expected)
    assert "\n" not in problems[0]


def test_a_path_that_is_not_there_is_a_problem() -> None:
    """A typing error costs that path."""
    assert split(read_files([Path("absent.txt"), Path("absent")]))[1] == [
        "absent.txt: there is no such file or folder; check the path",
        "absent: there is no such file or folder; check the path",
    ]


def test_utf16_text_of_a_common_editor_is_read() -> None:
    """A byte order mark says what it is, so its NUL bytes are no sign of a binary file."""
    Path("2024-01-01.txt").write_bytes(TEXT.encode("utf-16"))
    assert len(split(read_files([Path("2024-01-01.txt")]))[0]) == 1


def test_an_archive_row_is_a_release_of_the_source_it_names(tmp_path: Path) -> None:
    """Every field arrives, and the text is the stored text, code point for code point."""
    (item,), problems = split(read_files([archive(tmp_path, row(text="Norvale – “yes”.\r\n"))]))
    release = item.release
    assert problems == []
    assert (release.source, release.ref, release.issuer) == ("norvale", "n1", "Norvale")
    assert (release.url, release.title) == ("https://norvale.example/1", "On the Halden Sea")
    assert release.published_on == date(2024, 3, 4)
    assert (item.body, item.media_type, item.charset) == (
        "Norvale – “yes”.\r\n".encode(),
        "text/plain",
        "utf-8",
    )
    assert release.id == content_id("release", "norvale", "n1")


def test_a_later_row_of_the_same_id_is_a_later_revision(tmp_path: Path) -> None:
    """Both come, in order, as the same release."""
    items, problems = split(read_files([archive(tmp_path, row(), row(text="Norvale may keep it open."))]))
    assert problems == []
    assert items[0].release.id == items[1].release.id
    assert items[0].body != items[1].body


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id" "n7"}', "archive.jsonl:7: not valid JSON at column 7: Expecting ':' delimiter; correct"),
        ("[1]", "archive.jsonl:7: not a JSON object"),
        ("[" * 100_000, "archive.jsonl:7: JSON that cannot be held"),
        (row(text=None), 'archive.jsonl:7: the row has no "text"'),
        (row(text="  "), 'archive.jsonl:7: the row has no "text"'),
        (row(id=None), 'archive.jsonl:7: the row has no "id"'),
        (row(title=["x"]), 'archive.jsonl:7: "title" is not a text'),
        (b'{"id": "n7", "text": "\xff"}', "archive.jsonl:7: not valid UTF-8 at byte 22 of the line"),
        (row().replace(TEXT.strip(), r"x\ud800y"), 'archive.jsonl:7: half a character in "text" at 1'),
    ],
)
def test_a_bad_row_costs_that_row(tmp_path: Path, line: str | bytes, expected: str) -> None:
    """The problem names the file and the line; the rows before and after it are read."""
    rows = [row(id=f"n{number}") for number in range(1, 10)]
    rows[6:7] = [line]  # type: ignore[list-item]
    items, problems = split(read_files([archive(tmp_path, *rows).relative_to(tmp_path)]))
    assert [item.release.ref for item in items] == ["n1", "n2", "n3", "n4", "n5", "n6", "n8", "n9"]
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_blank_lines_and_a_byte_order_mark_are_nothing(tmp_path: Path) -> None:
    """They are left by editors and say nothing."""
    items, problems = split(
        read_files([archive(tmp_path, b"\xef\xbb\xbf" + row().encode(), "", "  ", row(id="n2"))])
    )
    assert [item.release.ref for item in items] == ["n1", "n2"]
    assert problems == []


@pytest.mark.parametrize(
    ("published", "what"), [(None, "no date found"), ("03/04/2024", "no date found"), ("", "no date found")]
)
def test_a_row_without_a_date_is_kept_and_said_to_be_undated(
    tmp_path: Path, published: str | None, what: str
) -> None:
    """Nothing is lost: the release is there, with a line that says what it cannot be used for."""
    (item,), (problem,) = split(
        read_files([archive(tmp_path, row(published=published)).relative_to(tmp_path)])
    )
    assert item.release.published_on is None
    assert problem.startswith(f"archive.jsonl:1: {what}; it is kept and read, but not compared")
    assert ("03/04/2024" in problem) == (published == "03/04/2024")


def test_a_huge_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    """A 50 MB line is a problem, not a matter of memory; the line after it is read."""
    path = tmp_path / "archive.jsonl"
    with path.open("wb") as file:
        file.write(row().encode() + b"\n" + b'{"id": "big", "text": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + row(id="n3").encode() + b"\n")
    tracemalloc.start()
    items, problems = split(read_files([Path("archive.jsonl")]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.release.ref for item in items] == ["n1", "n3"]
    assert problems == ["archive.jsonl:2: the line is longer than 20 MB; one release a line"]
    assert peak < 45_000_000


def test_the_last_line_needs_no_newline(tmp_path: Path) -> None:
    """An archive cut off at its last character is whole."""
    Path("archive.jsonl").write_text(row())
    assert len(split(read_files([Path("archive.jsonl")]))[0]) == 1


@pytest.mark.shared
def test_three_thousand_real_releases_are_read_without_a_problem() -> None:
    """All archives beside the checkout: every row is a dated release."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is not beside the checkout")
    paths = [path for path in sorted((SHARED / "data").glob("*.jsonl")) if "silent_edits" not in path.name]
    items, problems = split(read_files(paths))
    assert problems == []
    assert len(items) == 2864
    assert all(item.release.published_on for item in items)


def test_a_pdf_is_known_by_how_it_begins(tmp_path: Path) -> None:
    """Its mark counts and not its name: a page saved as .pdf is none, and a broken PDF takes no other file with it."""
    Path("page.pdf").write_text(f"<p>{TEXT}</p>")
    Path("broken.html").write_bytes(b"%PDF-1.7\nno more of it")
    Path("2024-03-04.txt").write_text(TEXT)
    items, problems = split(read_files([Path("page.pdf"), Path("broken.html"), Path("2024-03-04.txt")]))
    assert [item.release.ref for item in items] == ["2024-03-04.txt"]
    assert problems[0] == "page.pdf: not a PDF, whatever its name says; open it, and save it again"
    assert problems[1].startswith("broken.html: ")
    assert "binary" not in problems[1]


def test_halves_of_characters_in_an_archive_cost_nothing_else(tmp_path: Path) -> None:
    """JSON can name what is no character; it becomes U+FFFD, because nothing could store it."""
    path = archive(
        tmp_path, b'{"id": "n\\ud800", "title": "On \\udfff salt", "published": "2024-03-04", "text": "Yes."}'
    )
    (item,), problems = split(read_files([path]))
    assert (item.release.ref, item.release.title, problems) == ("n\ufffd", "On \ufffd salt", [])


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with *lines* on it; without a table of its parts, which readers make themselves."""
    shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    drawn = f"BT /F1 12 Tf 72 720 Td {shown} ET"
    return (
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj\n"
        f"4 0 obj <</Length {len(drawn)}>> stream\n{drawn}\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF"
    ).encode()


def test_a_pdf_is_a_release_like_any_other(tmp_path: Path) -> None:
    """Handed on byte for byte, dated by its name, whatever the ending says."""
    pytest.importorskip("pypdfium2")
    body = pdf(
        "Norvale will keep the Halden Sea open to the ships of Estmark,", "and will say so in writing."
    )
    Path("2024-03-04.pdf").write_bytes(body)
    Path("2024-03-05.html").write_bytes(body)
    items, problems = split(read_files([Path("2024-03-04.pdf"), Path("2024-03-05.html")]))
    assert problems == []
    assert [(item.media_type, item.body == body) for item in items] == [("application/pdf", True)] * 2
    assert [item.release.published_on for item in items] == [date(2024, 3, 4), date(2024, 3, 5)]
