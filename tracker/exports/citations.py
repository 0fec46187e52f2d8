"""Releases as entries of a bibliography: BibTeX (and biblatex), RIS. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain import Release
from tracker.exports.text import flat, page

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
    """A release as it can be cited. *accessed* is the day its page last answered."""

    release: Release
    accessed: date
    number: int  # of the revision cited, its last
    sha256: str  # of the bytes of that revision

    @property
    def note(self) -> str:
        """What tells the text that is meant from a later one at the same address."""
        return f"revision {self.number}, SHA-256 {self.sha256}"


def bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield each of *citations* as an entry ``@misc``, which BibTeX and biblatex both know."""
    for citation in citations:
        release, day = citation.release, citation.release.published_on
        fields = {
            "author": f"{{{latex(release.issuer or release.source)}}}",  # braces: an office has no first name
            "title": f"{{{latex(release.title)}}}",  # braces: capitals stay
            "year": str(day.year) if day else "",
            "date": day.isoformat() if day else "",
            "url": page(release.url),
            "urldate": citation.accessed.isoformat(),
            "note": latex(citation.note),
        }
        body = "".join(
            f"  {name} = {{{value}}},\n" for name, value in fields.items() if value not in ("", "{}")
        )
        yield f"@misc{{{key(release)},\n{body}}}\n\n"


def ris(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield each of *citations* as a record of type ELEC, a page on the web; lines end in CR LF."""
    for citation in citations:
        release, day = citation.release, citation.release.published_on
        fields = (
            ("TY", "ELEC"),
            ("ID", key(release)),
            ("AU", flat(release.issuer or release.source)),
            ("TI", flat(release.title)),
            ("PY", str(day.year) if day else ""),
            ("DA", f"{day:%Y/%m/%d}" if day else ""),
            ("UR", page(release.url)),
            ("Y2", f"{citation.accessed:%Y/%m/%d}"),
            ("N1", citation.note),
        )
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n\r\n"


def key(release: Release) -> str:
    """Return what an entry is cited by, the same in every export: source, year and the start of the id."""
    source = re.sub(r"[^A-Za-z0-9]+", "-", release.source).strip("-")
    year = str(release.published_on.year) if release.published_on else "undated"
    return "-".join(part for part in (source, year, release.id[:12]) if part)


def latex(text: str) -> str:
    r"""Return *text* on one line, with what LaTeX and BibTeX would obey as plain characters.

    >>> latex("50% of {A&B}")
    '50\\% of \\textbraceleft{}A\\&B\\textbraceright{}'
    """
    return flat(text).translate(_LATEX)
