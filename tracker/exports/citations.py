"""Releases, and single statements in them, as entries of a bibliography: BibTeX (and biblatex), RIS, a footnote. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain import Release
from tracker.text.quote_links import quote_link, to_ascii_uri
from tracker.text.sanitize import single_line

# A brace counts in BibTeX even after a backslash, so it has to go by its name.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A release as it can be cited, or with *quote* one statement in it."""

    release: Release
    accessed: date  # the day its page last answered; of a statement, the day its text was first seen
    number: int  # of the revision cited
    sha256: str  # of the bytes of that revision
    quote: str = ""
    unit: str = ""  # id of the statement

    @property
    def note(self) -> str:
        """What tells the text that is meant from a later one at the same address."""
        return f"revision {self.number}, SHA-256 {self.sha256}"

    @property
    def quoted(self) -> str:
        """The words cited, in quotation marks on one line; "" where it is the release as a whole."""
        return f"“{single_line(self.quote)}”" if self.quote else ""

    @property
    def address(self) -> str:
        """The page, at the words where there are some; "" where the release has no web address."""
        return to_ascii_uri(quote_link(self.release.url, self.quote))

    @property
    def key(self) -> str:
        """What the entry is cited by, the same in every export: source, year and the start of the id."""
        release = self.release
        source = re.sub(r"[^A-Za-z0-9]+", "-", release.source).strip("-")
        year = str(release.published_on.year) if release.published_on else "undated"
        return "-".join(part for part in (source, year, release.id[:12], self.unit[:12]) if part)


def bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield each of *citations* as an entry ``@misc``, which BibTeX and biblatex both know."""
    for citation in citations:
        release, day = citation.release, citation.release.published_on
        fields = {
            "author": f"{{{latex(release.issuer or release.source)}}}",  # braces: an office has no first name
            "title": f"{{{latex(release.title)}}}",  # braces: capitals stay
            "year": str(day.year) if day else "",
            "date": day.isoformat() if day else "",
            "url": citation.address,
            "urldate": citation.accessed.isoformat(),
            "note": latex(citation.note),
            "annote": latex(citation.quoted),
        }
        body = "".join(
            f"  {name} = {{{value}}},\n" for name, value in fields.items() if value not in ("", "{}")
        )
        yield f"@misc{{{citation.key},\n{body}}}\n\n"


def ris(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield each of *citations* as a record of type ELEC, a page on the web; lines end in CR LF."""
    for citation in citations:
        release, day = citation.release, citation.release.published_on
        fields = (
            ("TY", "ELEC"),
            ("ID", citation.key),
            ("AU", single_line(release.issuer or release.source)),
            ("TI", single_line(release.title)),
            ("PY", str(day.year) if day else ""),
            ("DA", f"{day:%Y/%m/%d}" if day else ""),
            ("UR", citation.address),
            ("Y2", f"{citation.accessed:%Y/%m/%d}"),
            ("N1", f"{citation.quoted} {citation.note}".strip()),
        )
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n\r\n"


def footnote(citation: Citation) -> str:
    """Return *citation* as a footnote: the words, who, where and when, the address, and which text was seen when."""
    release = citation.release
    parts = (
        single_line(release.issuer or release.source),
        f"“{single_line(release.title)}”" if single_line(release.title) else single_line(release.ref),
        release.published_on.isoformat() if release.published_on else "undated",
        citation.address,
        f"as seen {citation.accessed.isoformat()} ({citation.note})",
    )
    return f"{citation.quoted} {', '.join(part for part in parts if part)}.".strip()


def latex(text: str) -> str:
    r"""Return *text* on one line, with what LaTeX and BibTeX would obey as plain characters.

    >>> latex("50% of {A&B}")
    '50\\% of \\textbraceleft{}A\\&B\\textbraceright{}'
    """
    return single_line(text).translate(_LATEX)
