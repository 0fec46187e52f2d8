"""The words of a hit that a few rows of a terminal have room for: from the beginning of their sentence where that fits. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.search.analyzer import Term, find_spans, fold, fold_words
from tracker.text.sentence_bounds import sentence_bounds

Span = tuple[int, int]

CLOSELY, NEARLY = (
    (8, 12),
    (3, 4),
)  # words before and behind those asked for by which two wordings are told apart
SHORT = 110  # characters of an excerpt that the next sentence follows
SPLIT = 100  # characters in which there is room for the beginning of a sentence beside the words
_INITIAL = re.compile(  # the stop first: a pattern that looks back everywhere takes twenty times as long
    r"\.(?:(?<=\b[A-Z].)|(?<=\bM[rs].)|(?<=\b(?:Dr|Rs|No|St).)|(?<=\b(?:Mrs|Gen|Sen|Gov|Rep|Amb|Nos|Art|Sec).))"
)  # of a name, before a figure: it ends no sentence


def without_initials(text: str) -> str:
    """Return *text*, as long as it was, without the stops of initials, of "Mr." and of "Rs.": they end no sentence."""
    return _INITIAL.sub(" ", text)


def words_with(text: str, spans: Sequence[Span], room: int) -> tuple[str, tuple[Span, ...]]:
    """Return about *room* characters of *text* with most of the different words at *spans*, and where these stand in it.

    >>> words_with("It rained. Norvale will pay the crews and mend the quay.", [(24, 27)], 30)
    ('… Norvale will pay the crews …', ((15, 18),))
    """
    if len(text) <= room:
        return text, tuple(spans)
    first, last = _fullest(text, spans, room)
    begun = sentence_bounds(without_initials(text), first, first)[0]
    spare = room - (last - first)
    start = begun if last - begun <= room else max(0, first - spare // 3)
    if start not in (0, begun):
        start = text.find(" ", start, first) + 1 or first
    end = min(len(text), start + room)
    if end == len(text) and start > begun:  # what stands last leaves room before it
        start = max(begun, end - room)
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space > 0 else max(last, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shown = text[start:end].lstrip("… ") if start else text[:end]
    shift = len(before) - (end - len(shown))
    inside = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= end)
    return f"{before}{shown}{after}", inside


def both_ends(text: str, spans: Sequence[Span], room: int) -> str:
    """Return about *room* characters of *text* with the words at *spans*: as :func:`words_with`, but of a long sentence its beginning too, where who does what stands.

    >>> text = "Norvale will resist any attempt of Veskia, whatever its reason is and whoever may stand behind it in the end, to close the strait."
    >>> both_ends(text, [(121, 127)], 100)
    'Norvale will resist any attempt of Veskia … may stand behind it in the end, to close the strait.'
    """
    cut, inside = words_with(text, spans, room)
    begun = sentence_bounds(without_initials(text), spans[0][0], spans[0][0])[0] if spans else 0
    if len(text) <= room or not inside or room < SPLIT or not cut.startswith("… "):
        return cut
    head = text[begun : text.find(" ", begun + room * 2 // 5)].rstrip(" ,;:")
    tail, placed = words_with(text, spans, room - len(head) - 3)
    kept = tail.removeprefix("… ")
    if not placed or text.find(kept.removesuffix(" …")) < begun + len(head):
        return cut
    return f"{head} … {kept}"


def to_sentence_end(text: str, spans: Sequence[Span]) -> str:
    """Return *text*, a cutting, without the sentences behind the last of *spans*, unless it is short.

    >>> to_sentence_end("Norvale will pay the levy on every ferry that lands in its harbours, and on the crews it hires there in the summer of the year. They met. It rai …", [(17, 25)])
    'Norvale will pay the levy on every ferry that lands in its harbours, and on the crews it hires there in the summer of the year.'
    """
    if not spans:
        return text
    place = min(max(spans[-1][1], SHORT), len(text))
    end = sentence_bounds(without_initials(text), place, place)[1]
    return text[:end].rstrip() if end < len(text) else text


def _fullest(text: str, spans: Sequence[Span], room: int) -> Span:
    """Return the first stretch of *text* of *room* characters that has most of the different words at *spans*."""
    best, most = (0, 0), 0
    for at, (start, _) in enumerate(spans):
        inside = [span for span in spans[at:] if span[1] - start <= room]
        if inside and (number := len({fold(text[a:b]) for a, b in inside})) > most:
            best, most = (start, inside[-1][1]), number
    return best


def nearest_together(text: str, wanted: Sequence[Term]) -> int | None:
    """Return how many words of *text* stand between the first and the last of *wanted* where they are closest; None where not all stand in it.

    >>> from tracker.search.analyzer import parse_terms
    >>> nearest_together("the levy on the ferry, not the levy", parse_terms("ferry levy"))
    2
    """
    places = sorted(
        (span, number) for number, term in enumerate(wanted) for span in find_spans(text, (term,))
    )
    seen: dict[int, Span] = {}
    closest: int | None = None
    for span, number in places:
        seen[number] = span
        if len(seen) == len(wanted):
            first = min(seen.values())
            between = len(fold_words(text[first[1] : max(first[1], span[0])]))
            closest = between if closest is None else min(closest, between)
    return closest


def stand_close(text: str, spans: Sequence[Span], wanted: Sequence[Term], apart: int) -> bool:
    """Return whether all of *wanted*, which stands at *spans*, stands in one sentence of *text*, with *apart* words between two of them at most."""
    plain = without_initials(text)
    sentences = dict.fromkeys(sentence_bounds(plain, *span) for span in spans)
    between = (nearest_together(plain[first:last], wanted) for first, last in sentences)
    return any(one is not None and one <= apart * (len(wanted) - 1) for one in between)


def in_one_sentence(text: str, wanted: Sequence[Term]) -> bool:
    """Return whether *wanted*, a phrase, stands in *text* without the end of a sentence in it.

    >>> from tracker.search.analyzer import parse_terms
    >>> in_one_sentence("They met Orr. Voting began.", parse_terms('"Orr voting"'))
    False
    """
    plain = without_initials(text)
    return any(sentence_bounds(plain, a, a)[1] >= b for a, b in find_spans(text, wanted))


def words_beside(text: str, spans: Sequence[Span], beside: tuple[int, int]) -> tuple[str, ...]:
    """Return how what stands first at *spans* is worded: its words with so many *beside*, before and behind, in the sentence, folded.

    >>> words_beside("It rained. The crews of Norvale will pay the levy.", [(15, 20)], NEARLY)
    ('the', 'crews', 'of', 'norvale', 'will', 'pay')
    """
    if not spans:
        return tuple(fold_words(text))
    first, last = spans[0]
    begun, ended = sentence_bounds(without_initials(text), first, last)
    before = fold_words(text[begun:first])[-beside[0] :]
    after = fold_words(text[last:ended])[: beside[1]]
    return (*before, *fold_words(text[first:last]), *after)
