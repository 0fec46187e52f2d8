"""Walls and error pages, told by what they say: bot check, consent, login, maintenance, soft 404, denial, withdrawal.

A word is no evidence; ministries write of cookies, logins and inspectors who were
denied access. What counts is how much of a short text consists of sentences
that only such a page says.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from tracker.guard.plain_sentences import known_sentences, normalise_text, plain_sentences
from tracker.guard.wordings import Wordings, load_wordings

SHORT = 1500  # characters: a wall is no longer, but for a soft 404 that lists news (its title says so)
TOLD = 0.25  # share of the text that only walls say; the rest of what they say may stand elsewhere, too
MOST, SOME = 0.5, 0.25  # share of the text: alone, and with a title, a form or a text held that say the same
REST = 150  # characters of other text beside a consent banner: there is a statement, too
SEEN = 100_000  # bytes of markup that are looked at

NAMES = {
    "challenge": "a bot check",
    "consent": "a consent wall",
    "login": "a login page",
    "maintenance": "a maintenance or error page",
    "missing": "a soft 404",
    "denied": "a denial of access",
    "withdrawn": "a notice of withdrawal in place of a statement",
}
UNKNOWN = "a page of its site that has no word of the title announced"
_STATUS = re.compile(  # a title that is an HTTP status
    r"\W*(?:https?\W*)?(?:error|erreur|fehler|erro|ошибка|エラー|خطأ|오류|错误)?\W*"
    r"(40[0-9]|410|429|451|50[0-4])\W*(?:error|エラー|오류)?\W*"
)
_SEGMENTS = re.compile(r"\s+[-–—|·•»«]\s+|\s*\|\s*")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_QUOTED = re.compile(r"“[^”\n]*”|«[^»\n]*»|„[^“\n]*“|「[^」\n]*」|『[^』\n]*』|\"[^\"\n]*\"")
_ENDS = re.compile(r"[.!?。！？؟…:]$")
_WORDS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_PASSWORD = re.compile(rb"<input[^>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordingShares:
    """How much of a text is said by walls only, by characters."""

    by_kind: Counter[str]  # in sentences that only such a page says
    beside: int  # in sentences that go along with them
    rest: int
    sample: str  # the first sentence that tells

    @property
    def wall_characters(self) -> int:
        """What walls say, in characters."""
        return sum(self.by_kind.values()) + self.beside

    @property
    def telling_share(self) -> float:
        """What only walls say, of all that is said."""
        return sum(self.by_kind.values()) / max(1, self.wall_characters + self.rest)

    @property
    def share(self) -> float:
        """What walls say, of all that is said."""
        return self.wall_characters / max(1, self.wall_characters + self.rest)

    @property
    def kind(self) -> str:
        """The kind of page most of it is said by; empty if nothing in it is said by walls only."""
        return next((kind for kind, _ in self.by_kind.most_common(1)), "")


def find_interstitial(statement: str, title: str, body: bytes, held: str, announced: str) -> str:
    """Return the evidence that a page is a wall or an error page; empty if it is none.

    *held* is the statement that its release had before: what stands there, too, is no wall, such as a banner
    that an extractor takes along. *announced* is the title a feed or index gave it: a page that bears no word
    of it needs less evidence.
    """
    words = load_wordings()
    by_title, alone = _in_title(title, words)
    if alone and by_title == "missing" and len(statement) < 4 * SHORT:
        return f"{NAMES[by_title]}, by its title “{title}”"
    if len(statement) >= SHORT:
        return ""
    if alone and by_title:
        return f"{NAMES[by_title]}, by its title “{title}”"
    head = body[:SEEN].lower()
    if (mark := next((mark for mark in words.markup if mark in head), None)) is not None:
        return f"{NAMES['challenge']}, by “{mark.decode()}” in its markup"
    other = _is_unannounced(announced, statement, title, head)
    weighed = _weigh(statement, words, held, in_doubt=other)
    kind = weighed.kind
    if not kind:
        if other and weighed.share >= MOST:
            return f"{UNKNOWN}, by {weighed.share:.0%} of what it says: “{weighed.sample}”"
        return ""
    if kind == "consent" and weighed.rest >= REST:
        return ""
    backed = other or bool(by_title) or (bool(held) and _is_other(statement, held))
    backed = backed or (kind == "login" and _PASSWORD.search(head) is not None)
    if weighed.share < (SOME if backed else MOST) or (weighed.telling_share < TOLD and not backed):
        return ""
    return f"{NAMES[kind]}, by {weighed.share:.0%} of what it says: “{weighed.sample}”"


def _in_title(title: str, words: Wordings) -> tuple[str, bool]:
    """Return the kind of page that a title names, and whether that is enough."""
    text = _unquoted(title[:300])
    if not text:
        return "", False
    if status := _STATUS.fullmatch(text):
        return (
            "missing" if status[1] in ("404", "410") else "denied" if status[1] < "500" else "maintenance"
        ), True
    whole = _EDGES.sub("", text)
    kind = words.lines.get(whole, "")
    if kind and (" " in whole or (not whole.isascii() and len(whole) >= 5)):
        return kind, True
    if said := words.said_in(text):
        return said[0].kind, True
    parts = (words.lines.get(_EDGES.sub("", part), "") for part in _SEGMENTS.split(text))
    return kind or next((found for found in parts if found), ""), False


def _weigh(statement: str, words: Wordings, held: str, *, in_doubt: bool = False) -> WordingShares:
    """Weigh a short text; what goes along with walls counts where something else tells, or the page is *in_doubt*."""
    text = _unquoted(statement)
    known = known_sentences(held)
    parts = [part for part in plain_sentences(text) if part not in known]
    says = words.said_in(text)
    by_kind: Counter[str] = Counter()
    others, sample = [], ""
    for part in parts:
        kind = words.lines.get(_EDGES.sub("", part)) or next(
            (wording.kind for wording in says if wording.stands_in(part)), ""
        )
        if kind:
            by_kind[kind] += len(part)
            sample = sample or part[:80]
        else:
            others.append(part)
    asked = words.beside if by_kind or in_doubt else ()
    along = [wording for wording in asked if wording.stands_in(text)]
    beside, rest = 0, sum(map(len, known.intersection(plain_sentences(text))))
    for part in others:
        if any(wording.stands_in(part) for wording in along):
            beside += len(part)
            sample = sample or part[:80]
        elif not _is_furniture(part):
            rest += len(part)
    return WordingShares(by_kind, beside, rest, sample)


def _unquoted(text: str) -> str:
    """Return a plain text without what it quotes: a warning of false pages quotes them."""
    return _QUOTED.sub(lambda quoted: "·" * len(quoted[0]), normalise_text(text))


def _is_furniture(part: str) -> bool:
    """Return whether a line says nothing: an address, a number, a word or two of a menu."""
    if _ENDS.search(part):
        return False
    tokens = part.split()
    if part.isascii() or len(tokens) > 1:
        return len(tokens) <= 3 and len(part) <= 40
    return len(part) <= 8


def _is_other(statement: str, held: str) -> bool:
    known = known_sentences(held)
    return not any(part in known for part in plain_sentences(normalise_text(statement)))


def _is_unannounced(announced: str, statement: str, title: str, markup: bytes) -> bool:
    """Return whether a page bears no word of the title that was announced for it, of several it might bear."""
    words = {word for word in _WORDS.findall(normalise_text(announced)) if len(word) >= 4}
    words |= {
        pair for run in _UNSPACED.findall(normalise_text(announced)) for pair in map("".join, pairwise(run))
    }
    if len(words) < 3:
        return False
    text = normalise_text(f"{title}\n{statement}") + markup.decode("utf-8", "ignore").lower()
    return not any(word in text for word in words)
