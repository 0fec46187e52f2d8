"""Which words of a line went or came, and how long it had stood without them or with them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby, takewhile

from reports.view.redline import readable_redline
from tracker.compare.redline import RedlineRun
from tracker.store.records import DatedQuote
from tracker.text.content_words import content_stems, party_codes, split_words, stem

# An earlier mention is of the same formula where it holds this share of what both texts of a change share.
SAME_FORMULA = 0.8
# Small words that carry the force of a sentence, and are no content words elsewhere.
FORCE = frozenset("not never no will shall must should may might could would can cannot".split())
# Words by which a text reports what it holds to. Who writes the second read-out of a week takes the next of them; the
# ladder of levels sees steps there, a desk sees none.
REPORTING = frozenset(
    stem(word)
    for word in """reaffirm reiterate emphasize stress underscore underline express affirm restate note highlight confirm
    recognize welcome hail discuss view share shared commit committed commitment support importance steadfast unwavering firm
    strong strongly resolute enduring full continue continued remain maintain acknowledge say state stated believe""".split()
)
# Words that say how firmly something is meant, whatever reports it: where none of them moved, a step on a ladder of levels
# is a matter of reading and not of the text.
FORCES = FORCE | frozenset(
    stem(word)
    for word in """intend intends intention plan consider explore seek aim hope expect agree agreed decide decided concur pledge
    promise undertake encourage urge call demand insist invite condemn regret deplore concern concerned reject oppose
    strive effort try goal champion require ensure guarantee request ask warn""".split()
)
# Words by which a text turns to what it said before, or to its own day.
CONNECTING = frozenset(
    stem(word)
    for word in """once again also further both furthermore moreover including respective today currently now however therefore
    accordingly thus meanwhile instead overall""".split()
)
# How something is done, said in passing: "monitor carefully" for "continue to monitor" moves nothing.
MANNER = frozenset(
    stem(word)
    for word in """wholeheartedly carefully generally closely actively broadly largely greatly deeply sincerely warmly constructively
    sustainably effectively efficiently particularly especially""".split()
)
# Verbs that say no more than the noun behind them: "to submit a report" is "to report".
LIGHT = frozenset(stem(word) for word in "submit lend give take make provide carry conduct undertake".split())
IDLE = REPORTING | FORCES | CONNECTING | MANNER  # words that move without what is meant
# of the content words of both texts, the least that stays where something was put in or taken out
STAYED = 0.65
FEWEST_PUT_IN, MOST_PUT_IN = 2, 10  # content words: fewer are a slip of the pen, more another sentence
STRAY = 0.25  # of the words that came, the most that an earlier mention of the formula may have
STEADY = 3  # mentions in a row that make a wording steady
FEW_WORDS = 8  # content words that went and came: more is another sentence, not another word
ONE_SIDED = 16  # the same where words only came or only went
WHOLE = 0.8  # of the shorter text that stands in the longer one: words were put to it, or taken from it
_FULLY = frozenset(("full", "ful"))  # "in full" and "fully", by their stems
FAMILY = 5  # letters that two stems of one family begin with, at least
_ENDINGS = frozenset(
    ("", "ut", "v", "ant", "anc", "at", "ion", "iv")
)  # "resolut" and "resolv", "import" and "important"
SHORTEST = 3  # content words of a text that can be found whole in another
LONGEST_NAME = 3  # content words
_OFFICE = re.compile(
    r"\b(?:Ministers?|Presidents?|Secretar(?:y|ies)|Chancellors?|Premiers?|Ambassadors?|Governors?|Mr|Ms)\b",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"[\s\u2010-\u2015'’\"“”-]+")
FORMULA_SHARE = 0.5  # of the content words of both texts, the least that must have stayed


@dataclass(frozen=True, slots=True)
class WordingChange:
    """How the words of two mentions differ. *run* counts the mentions in a row that stood as the earlier one, it included."""

    runs: tuple[RedlineRun, ...]
    lost: tuple[str, ...]  # stretches of words
    added: tuple[str, ...]
    shared: float  # of the content words of both, or of the shorter text where it stands whole in the other, 0 to 1
    run: int
    since: date | None  # when that run began
    gone: frozenset[str] = frozenset()  # stems of the words that went
    come: frozenset[str] = frozenset()
    matter: float = 1.0  # as ``shared``, of the words that neither report nor say how firmly
    # the earlier and the later text, each with what is not in the other, where clauses changed places; ``runs`` is empty then
    sides: tuple[tuple[RedlineRun, ...], tuple[RedlineRun, ...]] | None = None

    @property
    def moved(self) -> frozenset[str]:
        """The stems of the words that went or came."""
        return self.gone | self.come

    @property
    def stayed(self) -> str:
        """The words of the later text that stand in the earlier one too."""
        runs = self.sides[1] if self.sides else self.runs
        return " ".join(run.text for run in runs if run.op == "equal")

    @property
    def only_reported(self) -> bool:
        """Whether all that moved are words by which anything is reported, or how it is done: "reiterated" for "stressed"."""
        return bool(self.moved) and self.moved <= REPORTING | MANNER | LIGHT

    @property
    def joins_clauses(self) -> bool:
        """Whether what came or went at an end of the statement is another clause of its list: "to end the raids; and | to hold elections"."""
        first, last = self.runs[:1], self.runs[-1:]
        return any(run.op != "equal" and ";" in run.text for run in first) or any(
            run.op != "equal" and ";" in run.text.rstrip(" ;.") for run in last
        )

    @property
    def only_introduced(self) -> bool:
        """Whether all that moved is who says it and that it is said, before the words that stayed: "Norvale confirmed that"."""
        begun = False
        if self.sides:
            return False
        for run in self.runs:
            if run.op == "equal":
                begun = begun or bool(telling_stems(run.text))
                continue
            unnamed = " ".join(word for word in run.text.split() if not word[:1].isupper())
            if (begun and telling_stems(run.text)) or telling_stems(unnamed) - IDLE:
                return False
        return bool(self.moved)

    @property
    def moved_force(self) -> bool:
        """Whether a word went or came that says how firmly: "will", "intends", "urges"."""
        return bool(self.moved & FORCES)

    @property
    def adds_or_drops(self) -> bool:
        """Whether one stretch of words with a meaning of its own came, or went, in a text that stayed otherwise.

        Not where it names a day or a year: that tells which meeting or paper is meant.
        """
        told = [words for words in (*self.lost, *self.added) if set(content_stems(words)) - IDLE]
        if len(told) != 1 or self.shared < STAYED or re.search(r"\d", told[0]):
            return False
        stayed = next(
            (at for at, run in enumerate(self.runs) if run.op == "equal" and telling_stems(run.text)), 0
        )
        if any(told[0] == " ".join(run.text.split()) for run in self.runs[:stayed]):
            return False  # how a sentence begins is how it is introduced
        few = (
            len(set(content_stems(told[0])) & self.moved - IDLE) < FEWEST_PUT_IN
        )  # the rest stands elsewhere in it
        return not few and len(set(content_stems(told[0])) - IDLE) <= MOST_PUT_IN

    @property
    def renames(self) -> bool:
        """Whether one name stands for another that is no person's: "of Veskia" where it said "of the Halden Peninsula"."""
        if len(self.lost) != 1 or len(self.added) != 1 or self.shared < FORMULA_SHARE:
            return False
        if _is_short_for(self.lost[0], self.added[0]):
            return False
        old, new = party_codes(self.lost[0]), party_codes(self.added[0])
        short = max(len(content_stems(words)) for words in (*self.lost, *self.added)) <= LONGEST_NAME
        return old != new and short and not _OFFICE.search(" ".join((*self.lost, *self.added)))

    @property
    def is_formula(self) -> bool:
        """Whether a few words moved in a formula that had stood steady, and not one name for another."""
        if self.run < STEADY or self.shared < FORMULA_SHARE or self.only_reported or self.only_introduced:
            return False
        if len(self.lost) == len(self.added) == 1:
            slip = len(self.moved) <= 2 and _is_slip(self.lost[0], self.added[0])
            if slip or _is_short_for(self.lost[0], self.added[0]):
                return False
        words = " ".join((*self.lost, *self.added))
        # of two ministers one is thanked in the place of the other
        exchanged = bool(self.lost and self.added)
        named = exchanged and not any(word[:1].islower() and content_stems(word) for word in words.split())
        return bool(words) and (not named or self.renames)


def _without_joints(runs: Sequence[RedlineRun]) -> tuple[RedlineRun, ...]:
    """Return *runs* with "basis point" for "basis-point" as what stayed: a page breaks its lines and sets its quotation marks where it likes."""
    found: list[RedlineRun] = []
    said = 0  # where the last words stand in it
    for run in runs:
        struck = found[said] if found else run
        if run.op == "insert" and struck.op == "delete" and _letters(struck.text) == _letters(run.text):
            del found[said:]
            run = RedlineRun("equal", run.text)
        said = len(found) if run.text.strip() else said
        found.append(run)
    joined = ((op, "".join(one.text for one in group)) for op, group in groupby(found, lambda one: one.op))
    return tuple(RedlineRun(op, text) for op, text in joined)


def _letters(words: str) -> str:
    return _JOINTS.sub("", words)


def wording_change(before: str, after: str, earlier: Sequence[DatedQuote]) -> WordingChange:
    """Return how *after* differs from *before* in words.

    *earlier* are the quotes of the line up to and with *before*, oldest first.
    """
    runs = _without_joints(readable_redline(before, after))
    old, new = telling_stems(before), telling_stems(after)
    gone, come = _apart(old - new, new - old)
    shared = _share(old, new)
    shorter = min(len(old), len(new))
    if shorter >= SHORTEST and len(old & new) >= WHOLE * shorter:
        shared = max(shared, len(old & new) / shorter * WHOLE)
        if not any(run.op == "equal" and run.text.strip() for run in runs):
            runs = readable_redline(before, after, 0.0)  # a few words in a long text are still the same words
    lost, added = _stretches(runs, "delete"), _stretches(runs, "insert")
    few = len(gone) + len(come) <= (FEW_WORDS if gone and come else ONE_SIDED)
    few = few or (min(len(gone), len(come)) <= 1 and len(gone) + len(come) <= ONE_SIDED)
    run, since = _steady_run(old & new, gone, come, earlier) if (gone or come) and few else (0, None)
    return WordingChange(
        runs,
        lost if gone else (),
        added if come else (),
        shared,
        run,
        since,
        gone,
        come,
        max(shared, _share(old - IDLE, new - IDLE)),
    )


def _apart(gone: frozenset[str], come: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that went and came; none where each is of one family with one of the others: "the peaceful resolution", then "to be resolved peacefully"."""
    alone, added = without_kin(gone, come)
    return (gone, come) if alone or added else (alone, added)


def without_kin(gone: frozenset[str], come: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that went and came and are of one family with none of the others: "determined" says what "determination" does."""
    kin = [(old, new) for old in gone for new in come if _of_one_family(old, new)]
    return gone - {old for old, _ in kin}, come - {new for _, new in kin}


def _of_one_family(one: str, other: str) -> bool:
    if {one, other} == _FULLY:
        return True
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same >= FAMILY and one.isalpha() and {one[same:], other[same:]} <= _ENDINGS


def _is_slip(lost: str, added: str) -> bool:
    """Return whether one word stands for another that begins with it, or the other way round: "et", then "etseq"."""
    old, new = lost.casefold(), added.casefold()
    return (
        " " not in old + new
        and old.isalpha()
        and new.isalpha()
        and (old.startswith(new) or new.startswith(old))
    )


def _is_short_for(lost: str, added: str) -> bool:
    """Return whether one is the other in capitals: "UNSC" for "Security Council", "UN Security Council" for "UNSC"."""
    if party_codes(lost) and party_codes(added) and party_codes(lost) != party_codes(added):
        return False  # "DPRK" is not "Republic of Korea" for its last two letters
    shorter, longer = sorted((lost, added), key=len)
    letters = "".join(word if word.isupper() else word[0] for word in longer.split() if word[:1].isupper())
    return shorter.isupper() and shorter.isalpha() and len(letters) > 1 and shorter.endswith(letters)


def _share(old: frozenset[str], new: frozenset[str]) -> float:
    return len(old & new) / len(old | new) if old | new else 1.0


def _steady_run(
    core: frozenset[str], gone: frozenset[str], come: frozenset[str], earlier: Sequence[DatedQuote]
) -> tuple[int, date | None]:
    """Return how many of the latest of *earlier* said *core* with all of *gone* and hardly any of *come*, and since when."""
    run, since = 0, None
    for said in reversed(earlier):
        stems = telling_stems(said.quote)
        if (
            len(core & stems) < SAME_FORMULA * len(core)
            or not gone <= stems
            or len(come & stems) > STRAY * len(come)
        ):
            break
        run, since = run + 1, said.on
    return run, since


def _stretches(runs: Sequence[RedlineRun], op: str) -> tuple[str, ...]:
    return tuple(" ".join(run.text.split()) for run in runs if run.op == op and telling_stems(run.text))


@lru_cache(maxsize=20_000)
def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of *text*, and the small words that carry its force."""
    return frozenset(content_stems(text)) | (FORCE & frozenset(split_words(text)))
