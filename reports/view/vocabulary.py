"""What labels, kinds, levels and facets are called on screen.

The words are those of the coding guide, put for a reader who has not read it.
Every label also has a mark, so that meaning never hangs on colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain import Kind, Label
from tracker.level_names import FAMILY_NAMES, INTENSITY_NAMES, LEVEL_NAMES, level_name

MOVED_LABELS = (
    Label.REVERSED,
    Label.WEAKENED,
    Label.STRENGTHENED,
    Label.QUALIFIED,
    Label.NARROWED,
    Label.BROADENED,
    Label.MIXED,
    Label.RESUMED,
    Label.DROPPED,
)
LABEL_ORDER = (*MOVED_LABELS, Label.NEW, Label.NOT_REPEATED, Label.REAFFIRMED)

PRAISE = "praise"  # a ladder without words: those of judgments are of blame
TOP = 5  # level
LADDERS = ("U", "D", "S", "E", PRAISE)  # from the top


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A label as a reader meets it. *tone* groups labels for colour: hard, soft, firm, mixed, calm; what was decided on a rate is of its own, rate, which alarms nobody."""

    word: str
    mark: str
    tone: str
    meaning: str


LABEL_WORDS: dict[Label, LabelWords] = {
    Label.REVERSED: LabelWords(
        "reversed", "⇄", "hard", "Says the opposite of what was said before, or withdraws it outright."
    ),
    Label.WEAKENED: LabelWords(
        "weakened",
        "↓",
        "soft",
        "Binds less than before: a softer verb, or a date, an amount or a named instrument lost.",
    ),
    Label.STRENGTHENED: LabelWords(
        "strengthened",
        "↑",
        "firm",
        "Binds more than before: a firmer verb, a date, an amount or a named instrument gained, or a "
        "condition taken out.",
    ),
    Label.QUALIFIED: LabelWords(
        "qualified", "*", "soft", "A condition or a way out was added; the verb is as strong as before."
    ),
    Label.NARROWED: LabelWords(
        "narrowed", "›‹", "soft", "Covers fewer targets, parties or subjects than before."
    ),
    Label.BROADENED: LabelWords(
        "broadened", "‹›", "firm", "Covers more targets, parties or subjects than before."
    ),
    Label.MIXED: LabelWords(
        "mixed", "±", "mixed", "Moves two ways at once, say broader and weaker. Shown as it is, never netted."
    ),
    Label.RESUMED: LabelWords("resumed", "↻", "firm", "Said again after it had been dropped."),
    Label.DROPPED: LabelWords(
        "dropped", "×", "hard", "Missing from two comparable documents in a row that used to carry it."
    ),
    Label.REAFFIRMED: LabelWords("continues", "=", "calm", "Said again; no rule says that it moved."),
    Label.NEW: LabelWords("new", "+", "calm", "No earlier statement on this line in the texts held."),
    Label.NOT_REPEATED: LabelWords(
        "not repeated",
        "–",
        "calm",
        "Missing from one comparable document. Silence once is not a change; a second time is “dropped”.",
    ),
}

# of what is told for its words, which no label says
REWORDED = LabelWords("reworded", "≈", "calm", "Said again in other words, and these are what is told.")
WORD_MOVED = LabelWords(
    "word moved",
    "≠",
    "calm",
    "Said again, but for words that say how far, how firmly, of whom or what, how many or on what condition.",
)
SAID_AGAIN = LabelWords(
    "said again",
    "=",
    "calm",
    "Said again, of what you watch, in words that the earlier text has in another sentence.",
)
REDLINE = LabelWords(
    "redline", "≠", "calm", "A text beside the one before it in its series, by the sentences that tell most."
)
NEW_TEXT = LabelWords(
    "agreed text",
    "+",
    "calm",
    "An agreed text by some of its statements: most of what it says no earlier text held says.",
)

KINDS: dict[Kind, str] = {
    Kind.U_OWN: "undertaking",
    Kind.U_JOINT: "joint undertaking",
    Kind.U_WARN: "warning",
    Kind.D_DEMAND: "demand",
    Kind.D_CALL: "call on others",
    Kind.D_PRINCIPLE: "principle for others",
    Kind.S_PRINCIPLE: "stance",
    Kind.S_LINKAGE: "stance on a linkage",
    Kind.S_SUPPORT: "support for another’s plan",
    Kind.E_CONDEMN: "judgment",
    Kind.E_CONCERN: "judgment",
    Kind.E_PRAISE: "praise",
}

KIND_MEANINGS: dict[Kind, str] = {
    Kind.U_OWN: "The speaker alone will act, or refrain.",
    Kind.U_JOINT: "Two or more speakers will act together.",
    Kind.U_WARN: "The speaker will impose costs if something happens.",
    Kind.D_DEMAND: "Others are told to do something.",
    Kind.D_CALL: "Others, by name, are asked to do something.",
    Kind.D_PRINCIPLE: "Something should or must be done, and nobody is named who should.",
    Kind.S_PRINCIPLE: "A view that is meant to govern policy.",
    Kind.S_LINKAGE: "One thing is said to hang on another.",
    Kind.S_SUPPORT: "The plan or the role of another is backed.",
    Kind.E_CONDEMN: "Conduct is condemned, regretted or worried about.",
    Kind.E_CONCERN: "Conduct is condemned, regretted or worried about.",
    Kind.E_PRAISE: "Conduct is praised.",
}

# One way to say each level, of those in docs/glossary.md.
LEVEL_EXAMPLES: dict[str, tuple[str, str, str, str, str]] = {
    "U": ("will consider", "plans to", "is working to", "will, agreed to", "shall; or a date and an amount"),
    "D": ("invites", "encourages", "calls on, urges", "demands, must", "insists that … must"),
    "S": ("notes that", "supports", "affirms that", "rejects, opposes", "as in a treaty or a law"),
    "E": (
        "is concerned",
        "is deeply concerned",
        "regrets, deplores",
        "condemns",
        "condemns in the strongest terms",
    ),
}

ALSO = "also …"  # before a further label
EMPHASIS_ONLY = "emphasis only"
MOVED_SINCE = "moved since"
TAG_MEANINGS: dict[str, str] = {
    "check": "Too close to call that both texts are one line. Read both before you quote it.",
    "not mailed": "Shown here and in no mail: its label was not right often enough in cases left out, or it was said in talk.",
    EMPHASIS_ONLY: "Nothing moved but a word such as “firmly” or “in principle”.",
    "edited text": "The page was changed after it was first published; the two texts are of one release.",
    "recomputed": "Recorded by a new engine or a late arrival, not by a new release.",
    MOVED_SINCE: "Last said at another level than in the words shown here.",
    ALSO: "A further way in which the same words moved.",
}

FACETS: dict[str, str] = {  # those that can move a label, in the order of their weight
    "family": "Kind",
    "level": "Level",
    "polarity": "Sense",
    "direction": "Direction",
    "condition": "Condition",
    "deadline": "Deadline",
    "amount": "Amount",
    "instrument": "Instrument",
    "target": "Target",
    "scope_items": "Scope",
    "speakers": "Speakers",
    "addressees": "Addressed to",
    "goal": "Goal",
    "intensity": "Emphasis",
}

FACET_MEANINGS: dict[str, str] = {
    "family": "whether it is an undertaking, a demand, a stance or a judgment",
    "level": "how firmly it is said, 1 to 5 on the ladder of its kind",
    "polarity": "whether the action is to happen, or is not to happen",
    "direction": "whether the action starts, increases, maintains, decreases or stops something",
    "condition": "what has to hold first",
    "deadline": "by when",
    "amount": "how much",
    "instrument": "by what means, where they are named",
    "target": "towards whom or what it goes",
    "scope_items": "what is covered, where it is listed",
    "speakers": "whose word it is",
    "addressees": "who is asked or judged",
    "goal": "what for",
    "intensity": "hedged, plain or emphatic; never moves the level",
}

_VALUES: dict[str, dict[str, str]] = {
    "intensity": {
        "-1": INTENSITY_NAMES[-1],
        "0": INTENSITY_NAMES[0],
        "1": INTENSITY_NAMES[1],
        "+1": INTENSITY_NAMES[1],
    },
    "polarity": {"+": "to happen", "-": "not to happen"},
    "family": FAMILY_NAMES,
}


def kind_words(kind: Kind, level: int) -> str:
    """Return what a unit does and how firmly: the word of its level, and its place on the ladder as dots.

    >>> kind_words(Kind.U_OWN, 4)
    'undertaking, definite\\xa0●●●●○'
    """
    dots = "●" * level + "○" * (TOP - level)
    word = "" if ladder_of(kind) == PRAISE else f", {LEVEL_NAMES[kind.family][level - 1]}"
    return f"{KINDS[kind]}{word}\N{NO-BREAK SPACE}{dots}"


def ladder_of(kind: Kind) -> str:
    """Return the ladder that levels of *kind* stand on: one of LADDERS. Levels of two ladders are never compared."""
    return PRAISE if kind is Kind.E_PRAISE else kind.family


def ladder_name(ladder: str) -> str:
    """Return what is measured on *ladder*.

    >>> ladder_name("D"), ladder_name("praise")
    ('demand', 'praise')
    """
    return FAMILY_NAMES.get(ladder, ladder)


def level_phrase(ladder: str, level: int) -> str:
    """Return a level in words.

    >>> level_phrase("U", 3), level_phrase("praise", 2)
    ('best efforts (3)', 'praise (2)')
    """
    return f"{PRAISE} ({level})" if ladder == PRAISE else level_name(ladder, level)


def facet_value(facet: str, value: str, ladder: str) -> str:
    """Return the value of a facet for a reader, a level on *ladder*; an empty one is "none"."""
    if facet == "level" and value in {"1", "2", "3", "4", "5"} and ladder in LADDERS:
        return level_phrase(ladder, int(value))
    return _VALUES.get(facet, {}).get(value, value) or "none"


TAG_WORDS = {"check": "same promise? unsure"}  # where a page says more than the name of a tag


def tag_words(tag: str) -> str:
    """Return what a page prints of a tag beside a label.

    >>> tag_words("check"), tag_words("recomputed")
    ('same promise? unsure', 'recomputed')
    """
    return TAG_WORDS.get(tag, tag)
