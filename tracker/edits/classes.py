"""What sort of difference a stretch is: words that say something else, or what no reader needs to be told.

Each run that differs gets a class of its own; the stretch is what its weightiest run is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from tracker.edits.page_parts import LINK_WORDS, is_address, mostly_links, page_class
from tracker.edits.passage_alignment import FEWEST_MOVED, Run, Stretch
from tracker.edits.passages import Word, paragraph_of
from tracker.edits.signals import is_known
from tracker.reading import EditClass
from tracker.text.content_words import STOPWORDS, stem


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
_PLAIN = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[$€£¥₩]?\d")
_BEFORE_SENTENCE = re.compile(r"\s+[A-Z“\"]")  # behind a number at the head of a line
_ORDINAL = re.compile(r"\d{1,3}\.?|\d{1,2}(?:\.\d{1,2}){1,3}|[ivx]{1,5}|[a-z]")
_NOTED_WORD = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}$")
_NEAR = 120  # characters in which the ends of a line are looked for
_TYPO_SHARE = 0.34  # of the letters of the shorter word that may differ in a misspelling
_LONG_ENOUGH = 4  # letters: below that two words alike are two words


def classify_stretch(
    stretch: Stretch, texts: tuple[str, str], title: str = "", site: frozenset[str] = frozenset()
) -> tuple[EditClass, tuple[ClassedRun, ...]]:
    """Return the class of *stretch* and of each of its runs that differ.

    *texts* are those of both documents, *title* is that of the release: on a page it is furniture, wherever it stands.
    *site* are lines of other pages of the site.
    """
    page = page_class(stretch, texts, title, site)
    runs = tuple(
        ClassedRun(run, page or _run_class(run, stretch, texts)) for run in stretch.runs if run.op != "equal"
    )
    runs = runs if page else _reordered(runs, stretch)
    order = tuple(EditClass)
    if page:
        return page, runs
    if _stands_elsewhere(stretch, texts):
        return EditClass.MOVED, tuple(ClassedRun(one.run, EditClass.MOVED) for one in runs)
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


def _stands_elsewhere(stretch: Stretch, texts: tuple[str, str]) -> bool:
    """Tell whether what went is of a paragraph that the later text has still: a page that showed one twice."""
    if stretch.after:
        return False
    (passage,) = stretch.before
    return len(passage.words) >= FEWEST_MOVED and paragraph_of(passage, texts[0]) in _lines(texts[1])


@lru_cache(maxsize=4)
def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.split("\n"))


def _reordered(runs: tuple[ClassedRun, ...], stretch: Stretch) -> tuple[ClassedRun, ...]:
    """Return *runs*, those of words as ORDER where together they put in what they struck."""
    words = [one for one in runs if one.edit_class is EditClass.WORDS]
    gone = [word.form for one in words for word in stretch.old[one.run.first : one.run.last]]
    come = [word.form for one in words for word in stretch.new[one.run.into : one.run.upto]]
    if len(words) < 2 or sorted(_telling(gone)) != sorted(_telling(come)):
        return runs
    return tuple(ClassedRun(one.run, EditClass.ORDER) if one in words else one for one in runs)


def _run_class(run: Run, stretch: Stretch, texts: tuple[str, str]) -> EditClass:
    gone, come = stretch.old[run.first : run.last], stretch.new[run.into : run.upto]
    old, new = [word.form for word in gone], [word.form for word in come]
    letters = _PLAIN.sub("", "".join(old)), _PLAIN.sub("", "".join(new))
    if letters[0] == letters[1]:
        return EditClass.EXTRACTION
    if _glued(run, stretch):
        return EditClass.EXTRACTION
    both = [*old, *new]
    if any(is_address(form) for form in both) and all(
        is_address(form)
        or form in LINK_WORDS
        or form in STOPWORDS
        or (form.isalpha() and form.islower() and len(both) <= 12)
        for form in both
    ):
        return EditClass.LINK
    if mostly_links(both) or (
        old and all(is_address(form) or form in STOPWORDS for form in old) and any(map(is_address, old))
    ):
        return EditClass.LINK  # an address, or a name put over one
    if (
        _is_name_part(gone, stretch.old, run.first, run.last, texts[0])
        or _is_name_part(come, stretch.new, run.into, run.upto, texts[1])
    ) and not (gone and come):
        return EditClass.NAME
    if _is_numbering(gone, come, texts) or (len(old) == len(new) and all(map(_noted, old, new))):
        return EditClass.NUMBERING
    if not (gone and come) and (_is_line(gone, texts[0]) or _is_line(come, texts[1])):
        return EditClass.FURNITURE
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
    if words[0].form == "and" and before and not _is_of_longer_name(every[: first - 1], text):
        return False  # the second of two: "with Estmark and Lurania"
    if words[-1].form == "and" and not _is_of_longer_name(every[:first], text):
        return False  # the first of two: "with Lurania and Estmark"
    for one, other in ((words[-1], after), (before, words[0])):
        if one and other and text[one.end : other.start].strip(".") == " ":
            kept = other if one is words[-1] else one
            if text[kept.start].isupper() and kept.form not in STOPWORDS:
                return True
    return False


def _is_of_longer_name(ahead: Sequence[Word], text: str) -> bool:
    """Tell whether the name behind the words *ahead* goes on with them: "Department of Health", "Royal Navy"."""
    if ahead and ahead[-1].form in ("of", "for") and len(ahead) > 1:
        ahead = ahead[:-1]
    return bool(ahead) and text[ahead[-1].start].isupper() and ahead[-1].form not in STOPWORDS


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
            bare = lined and bool(_BEFORE_SENTENCE.match(text, word.end))
            if not (closed and (lined or begins)) and not (bracketed or bare or _is_note(word, text)):
                return False
    return bool(gone or come)


def _is_note(word: Word, text: str) -> bool:
    """Tell whether a number is the mark of a footnote: in square brackets, or glued to the end of a sentence."""
    before, behind = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    glued = text[max(0, word.start - 2) : word.start]
    return word.form.isdigit() and (
        (before == "[" and behind == "]")
        or (len(glued) == 2 and glued[0].isalpha() and glued[1] in ".,;:" and not behind.isalnum())
    )


def _noted(one: str, other: str) -> bool:
    """Tell whether two words are one with and without the mark of a footnote glued to it: "region3"."""
    return one == other or _NOTED_WORD.sub("", one) == _NOTED_WORD.sub("", other)


def _is_line(words: Sequence[Word], text: str) -> bool:
    """Tell whether words fill a line in the midst of a sentence, which goes on below: the head or foot of a printed page."""
    if not words:
        return False
    above, _, before = text[max(0, words[0].start - _NEAR) : words[0].start].rpartition("\n")
    behind, _, below = text[words[-1].end : words[-1].end + _NEAR].partition("\n")
    opened = above.rstrip()[-1:].isalnum() and below.lstrip()[:1].islower()
    return opened and not any(map(str.isalnum, before + behind))


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
    return not (is_known(one) and is_known(other))
