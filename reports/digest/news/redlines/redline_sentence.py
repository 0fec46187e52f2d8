"""A text beside the one before it in its series, in one sentence, and each of its sentences as a redline. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.digest.news.news_sentence import HEAD, PIECE, QUOTE, speakers_in_words
from reports.digest.news.redlines.compared_text import ComparedText, Fate, SentenceMove
from reports.digest.news.redlines.decided_rates import decided_in_words
from reports.digest.news.redlines.redline_choice import RedlineItem, rate_decided
from reports.digest.news.redlines.worth.guidance import DECIDES, is_outvoted, place_in_decision
from reports.digest.news.redlines.worth.outsiders import only_knows
from reports.digest.news.redlines.worth.sentence_model import likely_moved
from reports.digest.news.statements.quotation import WHOLE
from reports.digest.news.words.clause_order import side_by_side
from reports.digest.news.words.degrees import says_degree_of
from reports.digest.news.words.moved_in_place import place_moved
from reports.digest.news.words.moved_words import ALIKE, is_marked_within
from reports.digest.news.words.moves_in_words import moved_in_words
from reports.digest.news.words.negations import NEGATION, begin_with_negation
from reports.digest.news.words.wording import IDLE, WordingChange, telling_stems
from reports.view.dates import ISO, DateStyle
from reports.view.display_names import release_title
from tracker.compare.redline import RedlineRun
from tracker.link.lines.phrase_end import tidy_end
from tracker.link.occasions.genre import Genre, is_minutes
from tracker.link.occasions.series import same_series, title_key
from tracker.text.numbers import figures_in
from tracker.text.points_back import points_back
from tracker.text.rates import HELD, rate_decision
from tracker.text.sanitize import without_controls
from tracker.text.shorten import excerpt
from tracker.text.votes import NAMED_VOTERS, OF_MEMBERS, UNANIMOUS, dissenters, vote_of

POINTING = 0.7  # of its weight, where it says "this" of what is not shown
OF_OTHERS = 0.3  # of a sentence of any text but a decision that states nothing of those who speak: "Kalven has advised its citizens …"
ONLY_KNOWS = 0.6  # of a sentence in which those who speak only heard of something
DATA = 0.5  # of a sentence of a decision in which surely nothing moved in substance, by the network
SURELY_NOT = 0.25  # the chance that something moved in a sentence, under which surely nothing did
FIGURES = 0.7  # the least such chance where its figures are other ones
STANDS_BEFORE = (
    0.5  # of its weight, where the words before it say as much: that a rate was held, who voted against
)
LEAD = 240  # characters of a sentence that is gone or new, as the first that is told
BEFORE = 40  # characters of a sentence that stand before the new words in it
CLAUSE = 90  # before these, in which a clause may begin that they belong to
NAMES = 8  # words of a name, at most
FEW = 3  # telling words of what went, at least, to be told by itself
_SUBJECT = re.compile(
    r"(?:the|we|our|its|[A-Z][\w.]*)\b[^,;]*\S"
)  # who decides stands between the comma and the verb
_VOTED_FOR = re.compile(r"\b[Vv]ot(?:ing|ed) for\b([^\n]*)")
_AHEAD = re.compile(r"\b(?:anticipat|expect|until\b|as long as\b|warrant|appropriate\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:] (?!\d)")  # "May 15, 2019" is one date
_NAMED = re.compile(r"(?<!\S)[A-Z][\w.’'-]* (?:(?:of|and) (?:the )?)?$")  # a word of a name, at the end
_WORDED = re.compile(r"[^\W\d_]{3}")  # a number alone says nothing
FATES = {Fate.REWORDED: "in other words", Fate.GONE: "gone", Fate.NEW: "new"}


def redline_sentence(item: RedlineItem, dates: DateStyle = ISO) -> str:
    """Return *item* in one sentence, its days as *dates* writes them: who, when, what became of a rate, and the weightiest of its sentences."""
    text = item.text
    # a read-out is one side's account, whoever speaks in it
    speakers = frozenset[str]() if text.genre is Genre.READOUT else text.speakers
    who = speakers_in_words(speakers, text.release)
    told = [decision_in_words(item), *(_does(one, text.genre) for one in told_first(item)[:1])]
    lead = f"{who}, {dates.day(text.release.published_on)}"
    return f"{lead}: {'; '.join((*filter(None, told), f'beside {_text_before(text, dates)}'))}."


def told_first(item: RedlineItem) -> Sequence[SentenceMove]:
    """Return the sentences of *item*, the one that its headline tells first."""
    return sorted(
        item.sentences, key=lambda one: -_weight_first(one, item.text) * place_in_decision(one, item.text)
    )


def _text_before(text: ComparedText, dates: DateStyle) -> str:
    """Return what *text* is laid beside: by its day, and by its title where the titles are not of one series."""
    day = dates.day(text.before.published_on)
    if same_series(title_key(text.before), title_key(text.release)):
        return f"the text of {day}"
    return f"“{excerpt(release_title(text.before), HEAD)}” of {day}"


def _weight_first(one: SentenceMove, text: ComparedText) -> float:
    """Return what a sentence weighs as the first that is told: less where it begins by pointing at the one before it, a minority says it, nothing in it is of those who speak in the text, or less surely something moved in it."""
    said = one.quote or one.quote_before
    pointing = POINTING if points_back(said) else 1.0
    known = ONLY_KNOWS if only_knows(said) else 1.0
    of_members = text.genre is Genre.DECISION and bool(OF_MEMBERS.search(said) or NAMED_VOTERS.search(said))
    told = STANDS_BEFORE if of_members or is_outvoted(one, text) or _only_holds(one) else 1.0
    own = text.genre is Genre.DECISION or text.states_own(one.pair)
    return pointing * known * told * one.weight * _moved(one, text) * (1.0 if own else OF_OTHERS)


def _moved(one: SentenceMove, text: ComparedText) -> float:
    """Return how surely something moved in a sentence.

    Of a decision what the board does comes first, and only what surely says the same stands back: read blind, its headlines were worse by the chance itself.
    """
    likely = likely_moved(one.pair)
    if figures_in(one.quote) != figures_in(one.quote_before) and one.wording:
        likely = max(likely, FIGURES)
    if text.genre is Genre.DECISION:
        return DATA if likely < SURELY_NOT else 1.0
    return likely


def _only_holds(one: SentenceMove) -> bool:
    """Say whether a sentence decides to hold a rate, and nothing on how long."""
    decision = rate_decision(one.quote)
    return decision is not None and decision.direction == HELD and not _AHEAD.search(one.quote)


def decision_in_words(item: RedlineItem) -> str:
    """Return what a decision did to a rate, and who was against what it decided, or is so no longer; "" for any other text.

    "federal funds rate held at 2 percent, against: Fisher". Minutes tell of a meeting weeks before their day. A rate that an item of its own tells of is only named where it was held.
    """
    text = item.text
    if text.genre is not Genre.DECISION or is_minutes(text.release.title):
        return ""
    decided = rate_decided(item)
    rates = [decided_in_words(decided.decision, text.decided[0])] if decided else []
    against_before, against = map(dissenters, text.whole)
    # who is not named among those for it has left, or does not vote this year
    no_longer = [name for name in against_before if name not in against and _is_for(name, text.whole[1])]
    votes = (("against", against), ("no longer against", no_longer))
    if counted := "" if against else _vote_in_words(text):
        rates.append(counted if rates else f"decided {counted}")
    return ", ".join((*rates, *(f"{words}: {', '.join(names)}" for words, names in votes if names)))


def _vote_in_words(text: ComparedText) -> str:
    """Return how a board voted, and how before where that was otherwise: "by 6 to 1 (unanimously before)"; "" where its text counts no votes.

    That all are of one mind is told where they were not.
    """
    before, now = map(vote_of, text.whole)
    if now is None or (now == UNANIMOUS and before in (None, UNANIMOUS)):
        return ""
    return str(now) if before in (None, now) else f"{now} ({before} before)"


def _is_for(name: str, text: str) -> bool:
    """Say whether *text* names somebody of that surname among those who voted for what it decides."""
    return any(
        re.search(rf"\b{re.escape(name)}\b", found[1].partition("oting against")[0])
        for found in _VOTED_FOR.finditer(text)
    )


def _does(one: SentenceMove, genre: Genre) -> str:
    """Return what a text of *genre* does with a sentence.

    It adds or drops one where the other text surely says nothing of it. A board says in part in other words what it said before, in four
    of ten sentences that were judged: of its decisions the words alone are said to be new, or gone.
    """
    in_other_words = one.nearest is not None or genre is Genre.DECISION
    if one.fate is Fate.GONE:
        said = f"“{excerpt(one.quote_before, LEAD)}”"
        return f"no longer says {said} in these words" if in_other_words else f"drops {said}"
    if one.wording is None:
        return f"{'now says' if in_other_words else 'adds'} “{_from_who_decides(one.quote)}”"
    if one.wording.sides:
        return _lost_at_place(one) or _moved_between(one)
    if not _is_brief(one):  # the redline says what moved
        if lost := _lost_at_place(one):
            return lost
        if dropped := _dropped_alone(one.wording, one.quote):
            return f"“{excerpt(one.quote, HEAD)}” no longer says “{excerpt(dropped, PIECE)}”"
        return f"now “{around_new(one.quote, one.wording.added)}”"
    told = moved_in_words(one.wording.runs, one.wording.lost, one.wording.added)
    return told or f"now “{around_new(one.quote, one.wording.added)}”"


def _lost_at_place(one: SentenceMove) -> str:
    """Return in words that a sentence lost what says how far, of whom or on what condition; "" where it lost nothing of the kind."""
    place = place_moved(one.quote_before, one.quote)
    if place is None or place.come or not place.lost or says_degree_of(place.lost, one.quote):
        return ""
    return (
        f"“{around_new(one.quote, (place.at,))}” no longer says “{excerpt(place.lost.strip(' ,;.'), PIECE)}”"
    )


def _moved_between(one: SentenceMove) -> str:
    """Return what came or went in a sentence whose clauses changed places."""
    if one.wording is None or not (one.wording.lost or one.wording.added):
        return f"now “{excerpt(one.quote, QUOTE)}”"
    lost, added = one.wording.lost, one.wording.added
    if not added and len(lost) == 1:
        return f"“{excerpt(one.quote, HEAD)}” no longer says “{excerpt(lost[0].strip(' ,;.'), PIECE)}”"
    now = f"now “{around_new(one.quote, added)}”"
    return f"{now} where it said “{around_new(one.quote_before, lost)}”" if lost and added else now


def _dropped_alone(wording: WordingChange, now: str) -> str:
    """Return the longest stretch that went and in whose place nothing stands, where what came tells nothing of a matter; "" where it does.

    What the sentence says *now* in another place did not go.
    """
    if not wording.runs or any(map(_matter, wording.added)):
        return ""
    runs = [run for run in wording.runs if run.text.strip()]
    alone = (
        " ".join(run.text.split())
        for run, behind in zip(runs, (*runs[1:], None), strict=True)
        if run.op == "delete" and not (behind and behind.op == "insert" and telling_stems(behind.text))
    )
    said = telling_stems(now)
    told = (words for words in alone if len(_matter(words)) >= FEW and not _matter(words) <= said)
    return tidy_end(max(told, key=len, default="").strip(" ,;.").split()).strip(" ,;")


def _from_who_decides(quote: str) -> str:
    """Return *quote* from who decides on, where its beginning has no room for what was decided."""
    begun, decides = excerpt(quote, LEAD), DECIDES.search(quote)
    if decides is None or len(quote) <= LEAD or decides.end() + BEFORE < len(begun):
        return begun
    first = max(quote.rfind(mark, 0, decides.start()) for mark in (", ", "; ")) + 2
    whole = (
        first > 1
        and not NEGATION.search(quote, 0, decides.start())
        and _SUBJECT.match(quote[first : decides.start()])
    )
    return f"… {excerpt(quote[first:], LEAD)}" if whole else begun


def around_new(quote: str, added: Sequence[str]) -> str:
    """Return the words of *quote* around those *added* that tell most, a number before a word; its first words where none were."""
    telling = max(added, key=lambda words: (len(_matter(words)), bool(re.search(r"\d", words))), default="")
    at = max(quote.find(telling), 0) if telling else 0
    latest = min(at - BEFORE, len(quote) - QUOTE)
    if latest <= 0 or at + len(telling) <= QUOTE:
        return excerpt(quote, QUOTE)
    clauses = [found.start() for found in _CLAUSE.finditer(quote, max(0, latest - CLAUSE), latest)]
    clause = max(clauses, default=-1)
    begun = clause + 2 if clause > 0 else quote.rfind(" ", 0, latest) + 1
    first = begin_with_negation(quote, begun)
    if clause <= 0 or first < begun:
        first = _begin_of_name(quote, first)
    room = QUOTE + latest - first
    if clause <= 0 and first <= HEAD:
        return excerpt(quote, first + room)  # who says it, and that it is said, stands there
    return ("… " if first else "") + excerpt(quote[first:], room)


def _begin_of_name(quote: str, first: int) -> int:
    """Return where the name begins of which a word begins at *first*: "Large" of "Large Scale Asset Purchase bonds"; else *first*."""
    for _ in range(NAMES):
        before = (
            _NAMED.search(quote, max(0, first - CLAUSE), first)
            if quote[first : first + 1].isupper()
            else None
        )
        if before is None:
            break
        first = before.start()
    return first


def _is_brief(one: SentenceMove) -> bool:
    """Say whether what moved in a sentence can be said in one: at one place, like for like, or all of it."""
    wording = one.wording
    if wording is None:
        return True
    if max(len(wording.lost), len(wording.added)) > 1:
        return False
    if not (wording.lost and wording.added):
        return all(_WORDED.search(words) for words in (*wording.lost, *wording.added))
    (lost,), (added,) = wording.lost, wording.added
    worded = all(_WORDED.search(words) for words in (lost, added))
    return worded and max(len(lost), len(added)) <= HEAD and bool(_matter(lost)) == bool(_matter(added))


def _matter(words: str) -> frozenset[str]:
    """Return the telling words that neither report nor name who speaks."""
    return frozenset(one for one in telling_stems(words) - IDLE if not one.startswith("="))


def sentence_runs(one: SentenceMove, *, whole: bool = False) -> tuple[RedlineRun, ...]:
    """Return the redline of a sentence, or both sentences where one stands for the other as a whole.

    What is gone or new stands beside the sentence nearest to it, where one is likely its counterpart, and unmarked where the other text
    may say a part of it. It, or what stands for another, is cut to its first words, unless it is asked for *whole*.
    """
    if one.wording and one.wording.sides:
        runs = side_by_side(*one.wording.sides)
        return tuple(RedlineRun(run.op, without_controls(run.text)) for run in runs)
    if one.wording and not _is_marked(one.wording):
        most = 10**6 if whole else WHOLE
        before, after = (_cut(quote, most) for quote in (one.quote_before, one.quote))
        return (RedlineRun("equal", f"before: “{before}”; now: “{after}”"),)
    if one.wording:
        return tuple(RedlineRun(run.op, without_controls(run.text)) for run in one.wording.runs)
    said, most = (one.quote or one.quote_before, 10**6 if whole else WHOLE)
    if one.nearest is not None:
        here, there = ("now", "before") if one.quote else ("before", "now")
        said, near = (_cut(words, most) for words in (said, one.nearest))
        beside = f"; nearest {there}: “{near}”" if near else ""
        return (RedlineRun("equal", f"{here}: “{said}”{beside}"),)
    return (RedlineRun("insert" if one.quote else "delete", _cut(said, most)),)


def _is_marked(wording: WordingChange) -> bool:
    """Say whether two sentences are shown word against word: not where little stayed, and that in one place, as it may in two that are on two matters."""
    stayed = sum(run.op == "equal" and bool(telling_stems(run.text)) for run in wording.runs)
    return is_marked_within(wording) and (wording.shared >= ALIKE or stayed > 1)


def _cut(said: str, most: int) -> str:
    """Return *said* in at most *most* characters, of a list with semicolons whole parts where these fill half of them."""
    part = said.rfind("; ", 0, most - len(" …")) if len(said) > most else -1
    return f"{excerpt(said[:part], most)} …" if part > most / 2 else excerpt(said, most)
