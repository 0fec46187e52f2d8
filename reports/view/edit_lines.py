"""How an edit of a published text is told in words: what differs, counted by class, and a line that can be cited."""

from __future__ import annotations

from reports.view.dates import ISO
from reports.view.redline import plain_redline, readable_redline
from tracker.domain import Release
from tracker.reading import EditClass, Return, TextEdit, WordsChange
from tracker.store import RevisionInfo, StoredEdit
from tracker.text.sanitize import clean

CLASS_WORDS = {  # one, and several
    EditClass.WORDS: ("change of words", "changes of words"),
    EditClass.NAME: ("name written otherwise", "names written otherwise"),
    EditClass.ORDER: ("sentence in another order", "sentences in another order"),
    EditClass.GRAMMAR: ("article or form of a word", "articles or forms of words"),
    EditClass.TYPO: ("misspelling", "misspellings"),
    EditClass.MOVED: ("sentence moved", "sentences moved"),
    EditClass.HEADING: ("heading", "headings"),
    EditClass.LINK: ("link", "links"),
    EditClass.FURNITURE: ("line around the statement", "lines around the statement"),
    EditClass.NUMBERING: ("mark of a point", "marks of points"),
    EditClass.EXTRACTION: ("sentence parted otherwise", "sentences parted otherwise"),
    EditClass.TYPOGRAPHY: ("sentence with other signs", "sentences with other signs"),
}
RETURN_WORDS = {
    Return.NO: "",
    Return.CAME_BACK: "The text is again as it was before.",
    Return.FLIPS: "The page goes back and forth between two texts; this is told once.",
}


def edit_summary(edit: TextEdit) -> str:
    """Return what differs, counted, the weightiest first: "2 changes of words, 1 misspelling"."""
    counted = ", ".join(
        f"{number:,} {CLASS_WORDS[edit_class][number != 1]}" for edit_class, number in edit.counts.items()
    )
    return " ".join(filter(None, (f"{counted}." if counted else "", RETURN_WORDS[edit.returns])))


def words_line(words: WordsChange) -> str:
    """Return a change of words outside of units as one line, the struck and added words marked."""
    told = plain_redline(readable_redline(clean(words.before), clean(words.after)))
    return f"{', '.join(words.signals)}: {told}"


def cite_texts(release: Release, before: RevisionInfo, after: RevisionInfo) -> str:
    """Return a line that can be cited: what was published where, and both texts with number, time and SHA-256."""
    texts = " → ".join(
        f"text {info.number:,} (fetched {ISO.instant(info.seen_at)}, SHA-256 {info.sha256})"
        for info in (before, after)
    )
    where = ", ".join(
        filter(
            None, (clean(release.issuer or release.source), f"“{clean(release.title)}”", clean(release.url))
        )
    )
    return f"{where}, published {ISO.day(release.published_on)}: {texts}"


def edit_lines(held: StoredEdit) -> tuple[str, ...]:
    """Return an edit as a digest tells it beside its items: where it was, then each change of words."""
    release = held.release
    where = f"{clean(release.title)} ({ISO.day(release.published_on)}), texts {held.before.number:,} → {held.after.number:,}"
    return (f"{where}: {edit_summary(held.edit)}", *(f"· {words_line(words)}" for words in held.edit.words))
