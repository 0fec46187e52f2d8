"""What is said most firmly where nothing is told, or read-outs alone: a reader of a first text, or of one without news, asks what it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.digest.news.evidence import is_agreed, is_cited, stood_earlier
from reports.digest.news.first_texts.new_texts import (
    are_alike,
    is_own,
    is_quotable,
    quoted_change,
    says_enough,
)
from reports.digest.news.first_texts.statement_worth import numbers, statement_worth
from reports.digest.news.news_item import NOTHING_STANDS, Standing
from reports.digest.news.news_sentence import codes_of, speakers_in_words
from reports.digest.news.redlines.worth.outsiders import is_of_outsider
from reports.digest.news.redlines.worth.sentence_weights import tells_of_another_bank
from reports.digest.news.redlines.worth.told_before import recalls_decision
from reports.digest.news.statements.quotation import Quoted, whole_sentence
from reports.digest.news.watch import NO_WATCH, Watch
from reports.view.changes import is_edit, subject_unit
from reports.view.display_names import NOT_NAMED, names_issuer, party_name
from tracker.compare.compare_units import FIRST_OF_SOURCE
from tracker.domain import Change, Kind, Label, Unit
from tracker.link.occasions.genre import Genre, genre_of
from tracker.text.content_words import party_codes
from tracker.text.points_back import PRONOUN, needs_words_before
from tracker.text.rates import SECOND_RATES, RateDecision, own_rate_decision
from tracker.text.votes import NAMED_VOTERS

FIRMEST, OF_FIRST = 3, 5  # statements; of first texts, of which nothing else is told
LIKELY = (
    0.5  # confidence of a statement of a first text: its words are quoted, and nothing is compared with them
)
LEAST = 0.15  # worth of one
DECIDED = 1.0  # worth of what a board decided on its rate, which its text is for
BINDS = (
    "UD"  # families: what is undertaken and what is demanded; a view of things is nothing to hold anybody to
)
# Who decides on a rate, and a sentence in which one voted, nobody decided, or another bank did.
_BANK = re.compile(
    r"\b(?:bank|banco|banque|federal reserve|fomc|riksbank|monetary|reserve board)\b|bank\b", re.IGNORECASE
)
# "Congressman Holt released the following statement demanding": what an office writes above the words.
_LEADS_IN = re.compile(r"\b(?:released|issued|made) the following (?:joint )?statement\b", re.IGNORECASE)
_NO_DECISION = re.compile(
    r"\b(?:not|never|nobody|no member)\b|\b(?:M[rs]s?\.?|Dr\.?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Mm]embers?|[Mm]inority)\s(?:[\w’.-]+\s){0,3}?(?:voted|preferred)\b|[’']s central bank\b|\bcentral bank of\b"
)
TRIED = 60  # of the worthiest, whose words are looked up in earlier texts


@dataclass(frozen=True, slots=True)
class FirmStatement:
    """A statement as it is quoted, and who makes it."""

    who: str
    words: str
    worth: float  # to a reader, 0 to 1
    decided: str = (
        ""  # what it decides on a rate, in words: "repo rate lowered by 25 basis points to 3.50 percent"
    )

    @property
    def told(self) -> str:
        """What it decides on a rate, else its words as a quote."""
        return self.decided or f"“{self.words}”"


def firmest_statements(
    changes: Iterable[Change],
    watch: Watch = NO_WATCH,
    standing: Standing = NOTHING_STANDS,
    *,
    talk: bool = False,
    first: bool = False,
) -> tuple[FirmStatement, ...]:
    """Return what the texts of *changes* say most firmly of what no earlier text held says, the worthiest first: of each text one, then more.

    What a board decided on its rate leads. What was said in talk counts with *talk* alone, or where the texts are the *first* of their
    sources: then more are quoted, of any kind but praise, however little they are worth, since a mail on them has nothing else to tell.
    """
    changes = tuple(changes)
    number = numbers(subject_unit(change) for change in changes if change.after)
    asked = (
        (change, subject_unit(change))
        for change in changes
        if change.label is Label.NEW
        and not is_edit(change)
        and (talk or first or genre_of(change.release.title) is not Genre.TALK)
    )
    decided = ((change, unit, _decision(unit, change, standing)) for change, unit in asked)
    weighed = sorted(
        (
            (
                -(DECIDED if decision else _worth(unit, change, standing, number)) * watch.weight(change),
                change.release.ref,
                unit.start,
                change,
                decision,
            )
            for change, unit, decision in decided
            if decision or _is_firm(unit, change) or (first and _says_something(unit, change))
        ),
        key=lambda one: one[:3],
    )
    fitting = [
        (-value, change, decision, said)
        for value, _, _, change, decision in weighed[:TRIED]
        if (first or -value >= LEAST)
        and (decision or is_own(change, standing))
        and (_stands_alone(said := quoted_change(change, standing)) or decision)
        and (decision or not _is_of_others(said, change, standing))
        and _is_new(said, change, standing)
    ]
    chosen: list[tuple[float, Change, RateDecision | None, Quoted]] = []
    most = OF_FIRST if first else FIRMEST
    for of_each in (True, False):  # one of each text, then more of any
        for worth, change, decision, said in fitting:
            if len(chosen) == most:
                break
            taken = of_each and any(one.release.id == change.release.id for _, one, _, _ in chosen)
            if not taken and not any(are_alike(said, other) for _, _, _, other in chosen):
                chosen.append((worth, change, decision, said))
    return tuple(
        FirmStatement(
            speakers_in_words(said.unit.facets.speakers, change.release),
            _balanced(said.words),
            worth,
            str(decision or ""),
        )
        for worth, change, decision, said in chosen
    )


def _worth(unit: Unit, change: Change, standing: Standing, number: Mapping[str, tuple[int, int]]) -> float:
    """Return what a statement is worth to a reader, 0 to 1; *number* has which of its text it is."""
    return statement_worth(unit, change.release, standing.text_of(unit.revision), number[unit.id][0])


def _decision(unit: Unit, change: Change, standing: Standing) -> RateDecision | None:
    """Return to what level a statement tells that a bank raised, lowered or held the rate it met for; None where it does not.

    Nor does what a member voted for, what was not decided or was decided at another meeting, and what a ministry tells of a rate.
    """
    decision = own_rate_decision(unit.quote, change.release.issuer)
    if (
        not (decision and decision.level)
        or decision.what in SECOND_RATES
        or not _BANK.search(change.release.issuer)
    ):
        return None
    said = whole_sentence(unit, standing.text_of(unit.revision)) or unit.quote
    is_others = recalls_decision(said) or NAMED_VOTERS.search(said) or _NO_DECISION.search(said)
    return decision if _is_of_issuer(unit, change) and not is_others else None


def _is_firm(unit: Unit, change: Change) -> bool:
    """Say whether a statement of the issuer's binds it, demands something or condemns, and is surely one."""
    binds = unit.facets.family in BINDS or unit.kind is Kind.E_CONDEMN
    return binds and is_quotable(unit) and _is_of_issuer(unit, change)


def _says_something(unit: Unit, change: Change) -> bool:
    """Say whether a statement of a first text is likely one of its issuer's, and more than thanks or praise."""
    return unit.kind is not Kind.E_PRAISE and says_enough(unit, LIKELY) and _is_of_issuer(unit, change)


def _is_of_others(said: Quoted, change: Change, standing: Standing) -> bool:
    """Say whether the sentence of a statement tells what somebody outside its text said, or, where no bank issues that, what a central bank did."""
    unit, issuer = said.unit, change.release.issuer
    sentence = whole_sentence(unit, standing.text_of(unit.revision)) or unit.quote
    of_bank = tells_of_another_bank(sentence) and not _BANK.search(issuer)
    return of_bank or is_of_outsider(sentence, issuer, unit.facets.speakers)


def _is_of_issuer(unit: Unit, change: Change) -> bool:
    """Say whether a statement is not only of others than who issues its text: what a bank will pay a ministry that tells of it did not promise."""
    issuer = codes_of(party_codes(change.release.issuer))
    speakers = {name for name in unit.facets.speakers if party_name(name) != NOT_NAMED}
    if is_agreed(change.release) or not issuer or not speakers:
        return True
    return any(names_issuer(name, change.release.issuer) for name in speakers)


def first_held(changes: Sequence[Change]) -> bool:
    """Say whether all of *changes* are of texts before which none of their sources is held: there is nothing to compare them with."""
    return bool(changes) and all(
        change.label is Label.NEW and FIRST_OF_SOURCE in change.rule for change in changes
    )


def _stands_alone(said: Quoted) -> bool:
    """Say whether a statement is understood without what stands before it; what was decided on a rate is told in words of ours."""
    quote = said.unit.quote
    return not (PRONOUN.match(quote) or needs_words_before(said.opening) or _LEADS_IN.search(quote))


def _is_new(said: Quoted, change: Change, standing: Standing) -> bool:
    return not is_cited(said.unit, standing) and not stood_earlier(said.unit, change.release, standing)


def _balanced(words: str) -> str:
    """Return *words* without the mark that closes a quotation they are the end of."""
    return words.removesuffix("”") if words.count("”") > words.count("“") else words
