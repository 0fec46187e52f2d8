"""Parts of a page that are no statement, wherever they stand and whatever their words are: furniture, links, headings.

Extraction parts from the text what lies before and behind it. Here is what it cannot know by place: what
a site says of itself between paragraphs, headlines of other releases, where to read on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.domain import Role
from tracker.edits.page_topic import Place, is_off_topic, line_form
from tracker.edits.passage_alignment import Stretch
from tracker.edits.passages import Passage, paragraph_of, words_in
from tracker.edits.signals import CALENDAR
from tracker.extract.blocks.boilerplate import BREADCRUMB, NAVIGATION
from tracker.extract.blocks.line_shapes import is_contact, is_copyright, is_notice
from tracker.reading import EditClass
from tracker.text.content_words import STOPWORDS

LINK_WORDS = frozenset(
    "here click link page website visit view download see read full report pdf https http www com gov org".split()
)
MOST_LINKS = 12  # lines under what leads on to a list of them
PROSE = 8  # words of a line that is no label
LEAST_SHARED = 0.15  # of the prose that both texts have: a part of a page with less is none of the text
NEAR = 400  # characters in which the next line is looked for
_ADDRESSING = frozenset("you your yours please".split())
MOST_SAID = 40  # words of a sentence in which a site speaks of itself
_NOTED = frozenset(
    "updated modified edited reviewed changed posted published created uploaded printed".split()
)
_BESIDE_DAY = frozenset(
    "last first page content on at by date ago day days hour hours minute minutes week weeks am pm a an the this was".split()
)
_DOCUMENT_NUMBER = re.compile(
    r"(?:executive order|proclamation|presidential determination|public law|no|number|document|(?:press )?release|ref)\W*(?:no\W*)?[\w-]*\d[\w/-]*",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:file|annex|attachment)s?\b.{0,12}:.{0,120}"
    r"|\S+\s?download\W*(?:\(.{0,40}\))?|download:.{0,120}|.{0,120}?[.(](?:pdf|docx?|xlsx?|hwpx?|zip|jpe?g|png)\b[^.!?]{0,40}",
    re.IGNORECASE,
)
_CRUMB = re.compile(
    r"(?:\d{1,2}\.\s+)?(?:home|news|briefings? & statements?|fact sheets?|presidential actions)"
    r"|you are here:.{0,120}",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"[\W_]*(?:end|ends|##+|read more|share|print|view the .{0,60} here\.?)?[\W_»]*", re.IGNORECASE
)
_OF_OTHERS = r"(?:news|links?|articles?|press|media|releases?|statements?|stories|content|items|posts|documents|files|pages|topics)"
_OVER_LINKS = re.compile(  # what stands over a list of other pages and files
    rf"(?:(?:related|latest|recent|more|other|further|previous|next) ){{0,2}}{_OF_OTHERS}(?: {_OF_OTHERS})?:?"
    r"|(?:more|news|latest) (?:from|on|about) .{1,60}|related:?|(?:see|read) (?:also|more):?|most (?:read|viewed|popular):?"
    r"|you (?:may|might) also (?:like|want|be interested)\b.{0,30}|attachments?:?|attached files?:?|downloads?:?",
    re.IGNORECASE,
)
_OTHER_PAGE = re.compile(
    rf"(?:(?:previous|next|related|see also|read (?:also|more))(?: {_OF_OTHERS})?\s*[:»›>|].*)|.*[»›]",
    re.IGNORECASE,
)
_GUIDES = re.compile(  # where to read or whom to call
    r"\bto learn more\b|\b(?:more|further|additional) information\b|\b(?:can|may) be (?:found|accessed|viewed|downloaded|read)\b"
    r"|\w@[\w-]{1,60}\.\w|\b\d{3}[ )–-]{1,2}\d{3}[ –-]\d{4}\b|\+\d{1,3}[ (]{1,2}\d[\d ()/-]{4,14}\d\b"
    r"|\b(?:press|media) (?:enquiries|inquiries)\b|\bin an emergency\b|\bin case of emergency\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"[$€£¥₩]\s?\d|\b\d[\d.,]* (?:m|b|tr)illion\b")  # no site speaks of sums for itself
_OF_THE_SITE = re.compile(  # what a site says of itself and of the text, to whoever reads it
    r"\bcookies\b|\bjavascript\b|\bthis web ?(?:site|page)\b|\bthis page\b|\b(?:external|outside|third[- ]party) (?:web ?)?(?:links|sites)\b"
    r"|\bnewsletters?\b|\b(?:sign up|subscribe) (?:for|to) (?:our|the|e-?mail|news|alerts|updates)\b|\bfollow us\b"
    r"|\bchange your (?:settings|preferences)\b|\bshare your (?:personal )?data\b|\ball rights reserved\b|\bterms of use\b|\bprivacy policy\b"
    r"|\bunofficial (?:translation|version)\b|\b(?:text|version|original) (?:must|shall|will|should) prevail\b|\bcheck against delivery\b"
    r"|\bas (?:prepared for )?delivered\b|\b(?:designed|developed|maintained) and hosted\b|\bcontent (?:is )?(?:owned|managed|provided) by\b"
    r"|\byou (?:may|might) also (?:like|want|be interested)\b|\bback to top\b|\bskip to\b",
    re.IGNORECASE,
)
# of paragraphs and notes
_NUMBERS = re.compile(r"^\s*\(?(?:\d{1,3}|[a-z]|[ivxIVX]{1,5})[.)]?\s+|\[\d{1,3}\]")
SEVERAL = 3  # sentences of a paragraph between others: a site says less of itself there
_STOP = re.compile(r"[.!?][)”\"’']?(?=\s|$)")
_STOPS = (".", "!", "?", ":", ";", ",", "…", "—", "–", "-", ")", "]", "”", '"', "’", "。")


def page_class(
    stretch: Stretch, texts: tuple[str, str], title: str, site: frozenset[str] = frozenset()
) -> EditClass | None:
    """Return the class that a stretch has by where it stands and what it is, whatever its words are; None for a statement.

    *site* are the lines of other pages of its site, from :func:`lines_of_site`.
    """
    named = tuple(word.form for word in words_in(title, 0, len(title)))
    alone = not stretch.before or not stretch.after
    found = {
        _class_of(passage, text, named)
        or (EditClass.FURNITURE if _is_of_site(passage, text, other, site, alone=alone) else None)
        or (_frame_class(passage, text, other) if alone else None)
        for side, text, other in ((stretch.before, *texts), (stretch.after, *texts[::-1]))
        for passage in side
    }
    if None in found:
        return None
    return min((one for one in found if one), key=tuple(EditClass).index)


def _is_of_site(passage: Passage, text: str, other: str, site: frozenset[str], *, alone: bool) -> bool:
    """Tell whether a passage stands in a short paragraph that speaks of nothing that the text speaks of; *alone*, it came or went."""
    paragraph = paragraph_of(passage, text)
    if len(paragraph.split()) > MOST_SAID or _SUM.search(paragraph):
        return False
    first, last = _shared(text, other)
    place = Place.INSIDE
    if passage.start > first and line_form(paragraph) in site:
        place = Place.REPEATED
    elif alone and passage.start >= last:
        place = Place.BELOW
    elif alone and passage.end <= first:
        place = Place.ABOVE
    if place is Place.INSIDE and len(_STOP.findall(paragraph)) >= SEVERAL:
        return False
    return is_off_topic(paragraph, _prose(text, other), place)


@lru_cache(maxsize=8)
def _prose(text: str, other: str) -> tuple[str, ...]:
    """Return the lines of *text* that *other* has too, from its first line of prose to its last."""
    first, last = _shared(text, other)
    held = {_NUMBERS.sub("", line).strip() for line in other.split("\n")}
    lines = (_NUMBERS.sub("", line).strip() for line in text[first:last].split("\n"))
    return tuple(line for line in lines if line in held)


def _frame_class(passage: Passage, text: str, other: str) -> EditClass | None:
    """Return the class of what came or went above or below the words that both texts share; None where it may be more of them.

    There a line without a stop among others is the headline of another page, a short sentence to "you" is to
    whoever reads the page, and behind a line of the frame there is only more of it.
    """
    first, last = _shared(text, other)
    if last <= first or first < passage.end <= last:
        return None
    said = text[passage.start : passage.end].strip()
    above, below = _beside(text, passage)
    if passage.role is Role.PARAGRAPH and not _stops(said) and not (_stops(above) and _stops(below)):
        return EditClass.LINK
    addresses = not _ADDRESSING.isdisjoint(passage.forms) and _ADDRESSING.isdisjoint(
        text[first:last].lower().split()
    )
    between = text[last : passage.start] if passage.start >= last else text[passage.end : first]
    framed = any(_frames(line.strip()) for line in between.split("\n"))
    return EditClass.FURNITURE if framed or (addresses and len(passage.words) <= MOST_SAID) else None


@lru_cache(maxsize=8)
def _shared(text: str, other: str) -> tuple[int, int]:
    """Return where in *text* the first line of prose that *other* has too begins, and where the last ends; (0, 0) without any.

    Lines of the page part the text. A part with hardly any of that prose is what stands on every page of the site.
    """
    held = {_NUMBERS.sub("", line).strip() for line in other.split("\n")}
    parts: list[list[tuple[int, int, int]]] = [[]]  # lines: begin, end, words
    at = 0
    for line in text.split("\n"):
        if _frames(line.strip()):
            parts.append([])
        elif (
            len(line.split()) >= PROSE
            and _NUMBERS.sub("", line).strip() in held
            and not _OF_THE_SITE.search(line)
        ):
            parts[-1].append((at, at + len(line), len(line.split())))
        at += len(line) + 1
    every = sum(words for part in parts for *_, words in part)
    of_text = [part for part in parts if part and sum(words for *_, words in part) >= LEAST_SHARED * every]
    return (of_text[0][0][0], of_text[-1][-1][1]) if of_text else (0, 0)


def _beside(text: str, passage: Passage) -> tuple[str, str]:
    """Return the line above and the line below a passage, "." where there is none."""
    above = text[max(0, passage.start - NEAR) : passage.start].rstrip().rpartition("\n")[2]
    below = text[passage.end : passage.end + NEAR].lstrip().partition("\n")[0]
    return above.strip() or ".", below.strip() or "."


def _stops(line: str) -> bool:
    return line.endswith(_STOPS)


def _frames(line: str) -> bool:
    """Tell whether a line is one of the page and none of the text."""
    patterns = (_DOCUMENT_NUMBER, _CRUMB, NAVIGATION, BREADCRUMB, _FILE, _OTHER_PAGE, _OVER_LINKS)
    return bool(line) and (
        any(pattern.fullmatch(line) for pattern in patterns)
        or is_copyright(line)
        or is_notice(line)
        or is_contact(line)
    )


def _class_of(passage: Passage, text: str, title: tuple[str, ...]) -> EditClass | None:
    if passage.forms == title or _is_furniture(passage, text):
        return EditClass.FURNITURE
    if _is_link(passage, text) or _in_links(passage, text):
        return EditClass.LINK
    return EditClass.HEADING if passage.role in (Role.HEADING, Role.TITLE) else None


def _is_furniture(passage: Passage, text: str) -> bool:
    if passage.role in (Role.FURNITURE, Role.META):
        return True
    said = text[passage.start : passage.end].strip()
    patterns = (_DOCUMENT_NUMBER, _CRUMB, _END_MARK, NAVIGATION, BREADCRUMB)
    if any(pattern.fullmatch(said) for pattern in patterns) or is_copyright(said) or is_notice(said):
        return True
    return _is_stamp(passage) or (len(passage.words) <= MOST_SAID and _OF_THE_SITE.search(said) is not None)


def _is_stamp(passage: Passage) -> bool:
    """Tell whether a line says when the page was made or changed, and nothing else: "Last updated on 14 March 2031 by the Press Office"."""
    if _NOTED.isdisjoint(passage.forms[:4]):
        return False
    return all(
        word.is_name or word.form[0].isdigit() or word.form in _NOTED | _BESIDE_DAY | CALENDAR
        for word in passage.words
    )


def _is_link(passage: Passage, text: str) -> bool:
    said = text[passage.start : passage.end].strip()
    if _FILE.fullmatch(said) or _OTHER_PAGE.fullmatch(said) or is_contact(said):
        return True
    return bool(_GUIDES.search(said)) or mostly_links(passage.forms)


def _in_links(passage: Passage, text: str) -> bool:
    """Tell whether a passage stands in a list of other pages: lines that are no sentences, under "Related news"."""
    lines = text[max(0, passage.end - 2_000) : passage.end].split("\n")
    for line in [line.strip() for line in lines[::-1] if line.strip()][:MOST_LINKS]:
        if _OVER_LINKS.fullmatch(line):
            return True
        if line.endswith((".", ";", "!", "?")):
            return False
    return False


def mostly_links(forms: Sequence[str]) -> bool:
    """Tell whether words are addresses and what is said beside them, "click here"."""
    telling = [form for form in forms if form not in STOPWORDS]
    return bool(telling) and all(form in LINK_WORDS or is_address(form) for form in telling)


def is_address(form: str) -> bool:
    """Tell whether a word is an address on the web."""
    return (
        "://" in form
        or form.startswith("www.")
        or bool(re.search(r"\w\.(?:gov|com|org|net|int|pdf)\b", form))
    )
