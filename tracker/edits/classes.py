"""What sort of difference a stretch is: words that say something else, or what no reader needs to be told.

Each run that differs gets a class of its own; the stretch is what its weightiest run is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from tracker.domain import Role
from tracker.edits.alignment import Run, Stretch
from tracker.edits.passages import Passage, Word, words_in
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import STOPWORDS, stem
from tracker.text_edit import EditClass


@dataclass(frozen=True, slots=True)
class ClassedRun:
    """A run that differs, with its class."""

    run: Run
    edit_class: EditClass


_KEPT_GRAMMAR = frozenset(  # words of grammar that change what is said
    """no not never nor neither none cannot without until unless if before after since within between against
    will would shall should can could may might must all any each every both other another only further more most
    again still again under up least over about down including include includes included such than through throughout during""".split()
)
_LINK_WORDS = frozenset(
    "here click link page website visit view download see read full report pdf https http www com gov org".split()
)
_PLAIN = re.compile(r"[\W_]+")
_DOCUMENT_NUMBER = re.compile(
    r"(?:executive order|proclamation|presidential determination|public law|no|number|document|release)\W*[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S+\s?(?:download|\.pdf|\.docx?|\.xlsx?)\W*(?:\(.{0,40}\))?", re.IGNORECASE)
_CRUMB = re.compile(
    r"(?:\d{1,2}\.\s+)?(?:home|news|briefings? & statements?|fact sheets?|presidential actions)",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"[\W_]*(?:end|ends|##+|read more|share|print|view the .{0,60} here\.?)?[\W_»]*", re.IGNORECASE
)
_OVER_LINKS = re.compile(  # what stands over a list of other pages and files
    r"(?:related|latest|recent|more|other|further)(?: (?:news|links?|articles?|press|releases?|stories|content|items|posts|documents|files|pages|topics)){1,2}:?"
    r"|related:?|(?:see|read) also:?|most (?:read|viewed|popular):?|attachments?:?|attached files?:?|downloads?:?",
    re.IGNORECASE,
)
_GUIDES = re.compile(  # where to read or whom to call
    r"\bto learn more\b|\b(?:more|further|additional) information\b|\b(?:can|may) be (?:found|accessed|viewed|downloaded|read)\b"
    r"|\w@[\w-]{1,60}\.\w|\b\d{3}[ )–-]{1,2}\d{3}[ –-]\d{4}\b",
    re.IGNORECASE,
)
MOST_LINKS = 12  # lines under it
_NUMBER = re.compile(r"[$€£¥₩]?\d")
_ORDINAL = re.compile(r"\d{1,3}\.?|[ivx]{1,5}|[a-z]")
_TYPO_SHARE = 0.34  # of the letters of the shorter word that may differ in a misspelling
_LONG_ENOUGH = 4  # letters: below that two words alike are two words


def classify_stretch(
    stretch: Stretch, texts: tuple[str, str], title: str = ""
) -> tuple[EditClass, tuple[ClassedRun, ...]]:
    """Return the class of *stretch* and of each of its runs that differ.

    *texts* are those of both documents, *title* is that of the release: on a page it is furniture, wherever it stands.
    """
    page = _page_class(stretch, texts, title)
    runs = tuple(
        ClassedRun(run, page or _run_class(run, stretch, texts)) for run in stretch.runs if run.op != "equal"
    )
    runs = runs if page else _reordered(runs, stretch)
    order = tuple(EditClass)
    if page:
        return page, runs
    if runs:
        weightiest = min((one.edit_class for one in runs), key=order.index)
        if stretch.moved and order.index(weightiest) > order.index(EditClass.MOVED):
            weightiest = EditClass.MOVED
        return weightiest, runs
    if stretch.moved:
        return EditClass.MOVED, ()
    if len(stretch.before) != len(stretch.after):
        return EditClass.EXTRACTION, ()
    set_alike = [one.said for one in stretch.before] == [one.said for one in stretch.after]
    return EditClass.NUMBERING if set_alike else EditClass.TYPOGRAPHY, ()


def _reordered(runs: tuple[ClassedRun, ...], stretch: Stretch) -> tuple[ClassedRun, ...]:
    """Return *runs*, those of words as ORDER where together they put in what they struck."""
    words = [one for one in runs if one.edit_class is EditClass.WORDS]
    gone = [word.form for one in words for word in stretch.old[one.run.first : one.run.last]]
    come = [word.form for one in words for word in stretch.new[one.run.into : one.run.upto]]
    if len(words) < 2 or sorted(_telling(gone)) != sorted(_telling(come)):
        return runs
    return tuple(ClassedRun(one.run, EditClass.ORDER) if one in words else one for one in runs)


def _page_class(stretch: Stretch, texts: tuple[str, str], title: str) -> EditClass | None:
    """Return the class that a stretch has by where it stands and what it is, whatever its words are."""
    sides = [(passage, texts[0]) for passage in stretch.before] + [
        (passage, texts[1]) for passage in stretch.after
    ]
    named = tuple(word.form for word in words_in(title, 0, len(title)))
    if all(passage.forms == named or _is_furniture(passage, text) for passage, text in sides):
        return EditClass.FURNITURE
    if all(_is_link(passage, text) or _in_links(passage, text) for passage, text in sides):
        return EditClass.LINK
    if all(passage.role in (Role.HEADING, Role.TITLE) for passage, _ in sides):
        return EditClass.HEADING
    return None


def _is_furniture(passage: Passage, text: str) -> bool:
    if passage.role in (Role.FURNITURE, Role.META):
        return True
    said = text[passage.start : passage.end].strip()
    patterns = (_DOCUMENT_NUMBER, _CRUMB, _END_MARK)
    return any(pattern.fullmatch(said) for pattern in patterns)


def _is_link(passage: Passage, text: str) -> bool:
    said = text[passage.start : passage.end].strip()
    forms = passage.forms
    return bool(_FILE.fullmatch(said) or _GUIDES.search(said)) or _mostly_links(forms)


def _in_links(passage: Passage, text: str) -> bool:
    """Tell whether a passage stands in a list of other pages: lines that are no sentences, under "Related news"."""
    lines = text[max(0, passage.end - 2_000) : passage.end].split("\n")
    for line in [line.strip() for line in lines[::-1] if line.strip()][:MOST_LINKS]:
        if _OVER_LINKS.fullmatch(line):
            return True
        if line.endswith((".", ";", "!", "?")):
            return False
    return False


def _mostly_links(forms: Sequence[str]) -> bool:
    telling = [form for form in forms if form not in STOPWORDS]
    return bool(telling) and all(form in _LINK_WORDS or _is_address(form) for form in telling)


def _is_address(form: str) -> bool:
    return (
        "://" in form
        or form.startswith("www.")
        or bool(re.search(r"\w\.(?:gov|com|org|net|int|pdf)\b", form))
    )


def _run_class(run: Run, stretch: Stretch, texts: tuple[str, str]) -> EditClass:
    gone, come = stretch.old[run.first : run.last], stretch.new[run.into : run.upto]
    old, new = [word.form for word in gone], [word.form for word in come]
    letters = _PLAIN.sub("", "".join(old)), _PLAIN.sub("", "".join(new))
    if letters[0] == letters[1]:
        return EditClass.EXTRACTION
    if _glued(run, stretch):
        return EditClass.EXTRACTION
    both = [*old, *new]
    if any(_is_address(form) for form in both) and all(
        _is_address(form)
        or form in _LINK_WORDS
        or form in STOPWORDS
        or (form.isalpha() and form.islower() and len(both) <= 12)
        for form in both
    ):
        return EditClass.LINK
    if _mostly_links(both) or (
        old and all(_is_address(form) or form in STOPWORDS for form in old) and any(map(_is_address, old))
    ):
        return EditClass.LINK  # an address, or a name put over one
    if (
        _is_name_part(gone, stretch.old, run.first, run.last, texts[0])
        or _is_name_part(come, stretch.new, run.into, run.upto, texts[1])
    ) and not (gone and come):
        return EditClass.NAME
    if _is_numbering(gone, come, texts):
        return EditClass.NUMBERING
    if _repeated(run, stretch, old, new):
        return EditClass.TYPO
    if len(old) == len(new) and all(map(_misspelt, old, new)):
        return EditClass.TYPO
    if sorted(_telling(old)) == sorted(_telling(new)):
        return EditClass.GRAMMAR
    return EditClass.WORDS


def _is_name_part(words: Sequence[Word], every: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Tell whether *words* are capitalised and stand, with nothing but a blank between, before or behind a name that stays."""
    if not 0 < len(words) <= 3 or not all(text[word.start].isupper() or word.form == "and" for word in words):
        return False
    before = every[first - 1] if first else None
    after = every[last] if last < len(every) else None
    for one, other in ((words[-1], after), (before, words[0])):
        if one and other and text[one.end : other.start].strip(".") == " ":
            kept = other if one is words[-1] else one
            if text[kept.start].isupper() and kept.form not in STOPWORDS:
                return True
    return False


def _telling(forms: Sequence[str]) -> Iterator[str]:
    """Yield what says something of *forms*: stems without words of grammar."""
    for form in forms:
        if form in _KEPT_GRAMMAR or form not in STOPWORDS:
            yield stem(form.removesuffix("'s"))


def _glued(run: Run, stretch: Stretch) -> bool:
    """Tell whether the run differs by a blank that is missing: its letters stand in its neighbours, put together."""
    old, new = stretch.old, stretch.new
    for before in (0, 1):
        for after in (0, 1):
            left = _letters(old[max(run.first - before, 0) : run.last + after])
            right = _letters(new[max(run.into - before, 0) : run.upto + after])
            if left and left == right:
                return True
    return False


def _letters(words: Sequence[Word]) -> str:
    return _PLAIN.sub("", "".join(word.form for word in words))


def _is_numbering(gone: Sequence[Word], come: Sequence[Word], texts: tuple[str, str]) -> bool:
    """Tell whether only the marks of paragraphs and points differ: "3." at the head of a passage, "Sec. 4."."""
    for words, text in ((gone, texts[0]), (come, texts[1])):
        for word in words:
            if not _ORDINAL.fullmatch(word.form):
                return False
            begins = not text[max(0, word.start - 3) : word.start].strip(" \t([-–—•·*")[-1:].strip()
            lined = "\n" in text[max(0, word.start - 4) : word.start] or word.start < 4
            closed = text[word.end : word.end + 1] in (".", ")", "")
            bracketed = text[word.end : word.end + 1] == ")" and text[word.start - 1 : word.start] in (
                " ",
                "(",
            )
            if not (closed and (lined or begins)) and not bracketed:
                return False
    return bool(gone or come)


def _repeated(run: Run, stretch: Stretch, old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether words went or came that stand right beside: written twice by mistake."""
    words, forms, at, upto = (
        (stretch.old, old, run.first, run.last) if old and not new else (stretch.new, new, run.into, run.upto)
    )
    if bool(old) == bool(new):
        return False
    every = [word.form for word in words]
    size = upto - at
    return every[max(at - size, 0) : at] == list(forms) or every[upto : upto + size] == list(forms)


def _misspelt(one: str, other: str) -> bool:
    """Tell whether one of two words is the other, misspelt or in another spelling."""
    if one == other:
        return True
    if _NUMBER.search(one) or _NUMBER.search(other) or min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    distance = OSA.distance(one, other)
    if distance > 2 or distance > _TYPO_SHARE * min(len(one), len(other)):
        return False
    if one.replace("s", "z") == other.replace("s", "z") or one.replace("our", "or") == other.replace(
        "our", "or"
    ):
        return True
    return not (_is_known(one) and _is_known(other))


def _is_known(word: str) -> bool:
    """Tell whether official sentences hold the word, by the table that ships with the model of links."""
    return _known().get(stem(word.removesuffix("'s")), 0) > 0 or word in STOPWORDS


@cache
def _known() -> Mapping[str, int]:
    return load_model().words.counts
