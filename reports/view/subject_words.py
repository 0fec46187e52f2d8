"""What a text does with a subject otherwise than its series, in words: "nothing on Veskia; 5 statements in the text of …". Pure."""

from __future__ import annotations

from reports.view.dates import ISO, DateStyle
from reports.view.display_names import party_name, topic_name
from reports.view.vocabulary import LabelWords
from tracker.compare.silences.named_subject import NamedSubject, SubjectSort
from tracker.compare.silences.subjects import Act, How, SubjectMove
from tracker.domain import Mention
from tracker.text.content_words import content_stems
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

QUOTE = 130  # characters of a statement
SUBJECT_WORDS: dict[How, LabelWords] = {
    How.SILENT: LabelWords(
        "silent",
        "∅",
        "soft",
        "Names nowhere what the text before it of the same parties spoke of several times.",
    ),
    How.FIRST: LabelWords(
        "first time",
        "+",
        "calm",
        "Speaks of what no earlier text of the same parties names, as far as they are held.",
    ),
    How.POSITION: LabelWords(
        "new position",
        "+",
        "calm",
        "Asks of a state, backs it or judges it, as no earlier text of the same parties did.",
    ),
}
# What a sentence names with an article, and subjects that it calls otherwise than a list does.
_WITH_ARTICLE = frozenset(
    "UN EU G7 G20 IAEA IMF WTO AU OECD OSCE WHO ICC GCC OPCW OAS USA GBR KOR PHL NLD ARE COD".split()
)
_AS_NOUN = {
    "PSE": "the Palestinians",
    "cbrn.nuclear": "nuclear matters",
    "cbrn.chem_bio": "chemical and biological weapons",
    "cyber": "cyber matters",
    "gender": "women and gender",
    "human_security.food": "food security",
    "migration.refugees": "refugees",
    "technology.ai": "artificial intelligence",
    "technology.export_control": "export controls",
    "economic.supply_chain": "supply chains",
    "election": "elections",
}
_NONE_DID = {
    Act.DEMAND: "asks anything of it",
    Act.SUPPORT: "voices support for it",
    Act.JUDGMENT: "voices concern or blame about it",
}


def subject_name(subject: NamedSubject) -> str:
    """Return what *subject* is called in a sentence: a party or place by its name, a topic in small letters.

    >>> subject_name(NamedSubject(SubjectSort.TOPIC, "environment.climate")), subject_name(NamedSubject(SubjectSort.PARTY, "UN"))
    ('climate', 'the UN')
    """
    if subject.name in _AS_NOUN:
        return _AS_NOUN[subject.name]
    if subject.sort is SubjectSort.PARTY:
        return f"{'the ' if subject.name in _WITH_ARTICLE else ''}{party_name(subject.name)}"
    if subject.sort is SubjectSort.PLACE:
        return f"the {clean(subject.name)}"
    return topic_name(subject.name).rpartition(": ")[2].lower()


def subject_sentence(move: SubjectMove, dates: DateStyle = ISO) -> str:
    """Return what *move* is, without who and when: its statements by number, one in its words, and what it is held against."""
    said = f"“{excerpt(telling_mention(move).unit.quote, QUOTE)}”"
    further = len(move.mentions) - 1
    if move.how is How.SILENT:
        return (
            f"{subject_head(move)}; {subject_ground(move, dates)}, {'among them ' if further else ''}{said}"
        )
    more = f" and {pluralize(further, 'statement')} more" if further else ""
    return f"{subject_head(move)}: {said}{more}; {subject_ground(move, dates)}"


def telling_mention(move: SubjectMove) -> Mention:
    """Return the first statement of *move* that names its subject in the words that are shown of it, else the first."""
    name = frozenset(content_stems(subject_name(move.subject)))
    names = (one for one in move.mentions if name & frozenset(content_stems(excerpt(one.unit.quote, QUOTE))))
    return next(names, move.mentions[0])


def subject_head(move: SubjectMove) -> str:
    """Return what *move* is in a few words: "nothing on Veskia"."""
    name = subject_name(move.subject)
    match move.how:
        case How.SILENT:
            return f"nothing on {name}"
        case How.FIRST:
            return f"speaks of {name} for the first time"
        case How.POSITION:
            return f"new position on {name}"


def subject_ground(move: SubjectMove, dates: DateStyle = ISO) -> str:
    """Return what *move* is held against: the statements of the text before, or that no earlier text says so."""
    if move.how is How.SILENT:
        before = dates.day(move.mentions[0].release.published_on)
        return f"{pluralize(len(move.mentions), 'statement')} in the text of {before}"
    did = "names it" if move.act is None else _NONE_DID[move.act]
    return (
        f"none of {pluralize(move.texts, 'earlier text')} of the series since {dates.day(move.since)} {did}"
    )
