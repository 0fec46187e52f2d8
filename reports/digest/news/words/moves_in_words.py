"""The words that moved, each with enough of its text around it to be understood: now "…" where it said "…". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from reports.digest.news.words.negations import begin_with_negation
from tracker.compare.redline import RedlineRun
from tracker.link.lines.phrase_end import AUXILIARIES, PREPOSITIONS, cut_phrase, tidy_end
from tracker.text.content_words import STOPWORDS, content_stems
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

LEFT, LEFT_ALONE = 4, 9  # words before what moved, and where nothing that tells the matter stands behind it
RIGHT, RIGHT_BEFORE = 70, 40  # characters behind it, of the later and of the earlier text
FEW = 3  # content words that tell the matter
LONG_STRETCH = 4  # content words that alone came or went within a text, which are told by themselves
HEAD, PIECE = 60, 120  # characters of the words that name the matter, and of those that came or went
FEWEST = 2  # content words that name a matter
BETWEEN = 8  # words between two moves that are told together
LONGEST = 120  # characters of one side
_OPENING = (PREPOSITIONS | STOPWORDS | frozenset(("and", "or", "but", "that", "which", "who"))) - AUXILIARIES
_WITHOUT_VERB = frozenset(
    "be been to continue continues".split()
)  # "will continue to be": a verb begins before them
_CLAUSE_END = re.compile(r"[,;:.)”]$")
_OPENED = re.compile(r"^(?:(?:and|or|of|to|the|a|in|for|,|;)\s+)+")
_STOP = re.compile(r"(?<=[^\W_]{2})\.$")  # of a sentence, and not of initials
_STRAY = re.compile(r"\s+([,;:.])")


def moved_in_words(
    runs: Sequence[RedlineRun], lost: Sequence[str], added: Sequence[str], *, first: bool = False
) -> str:
    """Return in words what became of the stretches *lost* and *added*, as :func:`both_around` has them; "" where it has none.

    A long one that alone came or went stands behind the words it came to, or went from.

    >>> moved_in_words([RedlineRun("equal", "keep watch on all harbours "), RedlineRun("insert", "and on the straits")],
    ...                (), ("and on the straits",))
    '“keep watch on all harbours” now also says “and on the straits”'
    """
    if head := _head(runs, lost, added):
        told = excerpt((*lost, *added)[0].strip(" ,;."), PIECE)
        return f"“{head}” {'now also says' if added else 'no longer says'} “{told}”"
    now, before = both_around(runs, lost, added, first=first)
    return f"now “{now}” where it said “{before}”" if now else ""


def _head(runs: Sequence[RedlineRun], lost: Sequence[str], added: Sequence[str]) -> str:
    """Return the words right before the only stretch that came or went, where it ends the text or is long; else ""."""
    if len(lost) + len(added) != 1:
        return ""
    (told,) = (*lost, *added)
    at = next((at for at, run in enumerate(runs) if run.op != "equal" and told in _line(run.text)), 0)
    is_last = not any(content_stems(run.text) for run in runs[at + 1 :])
    if at == 0 or runs[at - 1].op != "equal" or (not is_last and len(content_stems(told)) < LONG_STRETCH):
        return ""
    kept = _OPENED.sub("", _line(runs[at - 1].text))
    return excerpt(tidy_end(kept.split()), HEAD) if len(content_stems(kept)) >= FEWEST else ""


def both_around(
    runs: Sequence[RedlineRun], lost: Collection[str], added: Collection[str], *, first: bool = False
) -> tuple[str, str]:
    """Return the later and the earlier words where the stretches *lost* and *added* moved, with what stands around them.

    *runs* lead from the earlier text to the later one. Where the stretches stand far apart those that tell most are shown,
    or with *first* those that come first. ("", "") where none is found, where words only moved between them, and where one
    side tells no matter.

    >>> from tracker.compare.redline import redline
    >>> both_around(redline("call for the urgent use of the Halden Accord", "call for full use of the Halden Accord"),
    ...              ("the urgent",), ("full",))
    ('call for full use of the Halden Accord', 'call for the urgent use of the Halden Accord')
    """
    told = {"delete": [_line(words) for words in lost], "insert": [_line(words) for words in added]}
    places = [
        at for at, run in enumerate(runs) if any(words in _line(run.text) for words in told.get(run.op, ()))
    ]
    together = _together(runs, places)
    if not together:
        return "", ""
    shown = together[0] if first else max(together, key=lambda one: _tells([runs[at] for at in one]))
    start, end = shown[0], shown[-1] + 1
    if any(run.op == "moved" for run in runs[max(0, start - 1) : end + 1]):
        return "", ""  # of which text they are nobody can tell from the runs
    now, before = _side(runs, start, end, "insert", RIGHT), _side(runs, start, end, "delete", RIGHT_BEFORE)
    if not (now and before):
        return "", ""
    return (now, before) if min(len(content_stems(one)) for one in (now, before)) >= FEW else ("", "")


def _together(runs: Sequence[RedlineRun], places: Sequence[int]) -> list[list[int]]:
    """Return *places* in groups between which more words stay than are shown."""
    groups = [[at] for at in places[:1]]
    for before, at in pairwise(places):
        kept = " ".join(run.text for run in runs[before + 1 : at] if run.op == "equal")
        if len(kept.split()) > BETWEEN:
            groups.append([])
        groups[-1].append(at)
    return groups


def _tells(runs: Sequence[RedlineRun]) -> int:
    return len({word for run in runs for word in content_stems(run.text)})


def _side(runs: Sequence[RedlineRun], start: int, end: int, op: str, most: int) -> str:
    """Return the words of one text in *runs* from *start* to *end*, those that only it has being of the sort *op*; *most* characters behind them."""
    before, moved, behind = (
        "".join(run.text for run in part if run.op in ("equal", op))
        for part in (runs[:start], runs[start:end], runs[end:])
    )
    following = _line(behind).split("; ")[0]
    alone = not moved.strip() or len(content_stems(following)) < FEW
    left = _left(_line(before), LEFT_ALONE if alone else LEFT)
    if len(left) > LONGEST // 2:
        return ""  # what denies it stands too far before
    said = _line(f"{left} {moved}")
    room = min(most, LONGEST - len(said))
    if len(following) > room:
        following = f"{cut_phrase(following, room)} …" if room > 0 else "…"
    return excerpt(_STOP.sub("", _line(f"{said} {following}").strip(" ,;:")), LONGEST + 2)


def _left(text: str, most: int) -> str:
    """Return the last words before what moved, with what denies them: the clause of *text* that they end, where it is short, else *most* of them from where a phrase begins."""
    before = text.split()
    clause = _clause(before)
    is_short = len(clause) <= LEFT_ALONE and len(" ".join(clause)) <= LONGEST // 2
    words = clause if is_short else before[-most:]
    while words and len(words) < len(before) and words[0].casefold().strip(",;:") in _OPENING:
        words.pop(0)
    while words and words[0].casefold() in _WITHOUT_VERB and len(words) < len(before):
        words = before[len(before) - len(words) - 1 :]
    kept = " ".join(words)
    return text[begin_with_negation(text, len(text) - len(kept)) :]


def _clause(words: list[str]) -> list[str]:
    """Return the last clause of *words*, from the last word of its subject on where a remark stands before its verb: "prices, over time, are"."""
    begins = [at for at in range(len(words)) if at == 0 or _CLAUSE_END.search(words[at - 1])]
    if not begins:
        return words
    behind_remark = len(begins) > 1 and words[begins[-1]].casefold() in AUXILIARIES
    return words[max(0, begins[-2] - 1) if behind_remark else begins[-1] :]


def _line(text: str) -> str:
    """Return *text*, which may come from the web, on one line, no blank before a comma."""
    return _STRAY.sub(r"\1", " ".join(clean(text).split()))
