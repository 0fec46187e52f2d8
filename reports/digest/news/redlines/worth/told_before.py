"""Sentences that tell for the record what was decided before, or how much of it was done: nothing of them was decided in their text. Pure."""

from __future__ import annotations

import re
from datetime import date

from tracker.text.dates import ANY_MONTH, MONTHS

_DID = r"(?:decided|voted|agreed|resolved|lowered|raised|cut|reduced|increased|announced|left|kept|held|maintained)"
# What was decided at another meeting is told again for the record.
_RECALLS = re.compile(
    r"^\W*Recalling\b|\b(?:[Mm]embers|[Mm]inisters|[Ll]eaders|[Cc]ommittee|[Cc]ouncil|[Tt]hey|[Ww]e|[Ii]t) recall(?:s|ed)?\b(?! (?:its|their|the) (?:ambassador|envoy))"
    rf"|\bhad (?:\w+ly |also )?{_DID}\b"
    rf"|\b[Ii]n {ANY_MONTH},? (?:the |its )?(?:[A-Z]\w+ ){{1,4}}(?:left|kept|held|decided|voted|lowered|raised|agreed)\b"
    r"|\bby which (?:it|the \w+) (?:had )?\w+ed\b"
    rf"|^\W*(?:In|At) (?:the|its) (?:\w+ )?{ANY_MONTH} (?:\d{{4}} )?(?:[A-Z]{{2,}}|statement|review|report|meeting|decision), (?:the |its )?[A-Z]\w+ (?:\w+ )?(?:had |slightly )?{_DID}\b"
)
# The same in a sentence that takes the place of the decision: "At its April meeting the Board decided", "As announced in May", "Recalls its call".
_RECALLS_IT = re.compile(
    rf"^\W*(?:Recalls? (?:its|the|that|our)\b|As (?:already )?(?:announced|decided|agreed|advised|pledged|indicated) (?:in|on|at|last|by)\b"
    rf"|(?:Following|In line with|After) (?:the|its) (?:decision|announcement)s? (?:taken |made )?(?:in|of|on) (?:\d{{1,2}} )?{ANY_MONTH}\b)"
    rf"|\b(?:[Aa]t|[Ff]ollowing) (?:its|the|their) (?:\w+ )?{ANY_MONTH} (?:\d{{4}} )?(?:meeting|decision)\b"
    rf"|\b[Ii]n {ANY_MONTH}(?: \d{{4}})?,? (?:[^.;]{{0,60}}?, )?(?:(?:the |its |our |we |it )(?:[A-Z]\w+ ){{0,4}}){_DID}\b"
    rf"|\bthe decision of (?:\d{{1,2}} )?{ANY_MONTH}\b[^.;]* stands\b|, as (?:announced|decided|agreed) (?:in {ANY_MONTH}|at (?:its|the) \d+\w\w (?:meeting|session|summit))\b"
)
# A paragraph before what is resolved, which only tells what was decided before: it ends where the next one begins.
_PREAMBLE = re.compile(
    r"^\W*Recalling\b(?!.*\b(?:decides?|demands?|requests?|authori[sz]es?|urges?|condemns?|calls?)\b).*[,;]\W*$",
    re.DOTALL,
)
# How much of what was promised is done.
_DONE_OF_IT = re.compile(
    r"\b(?:has|have|had) (?:since |now |already )?been (?:\w+ly )?(?:received|spent|disbursed|paid(?: (?:in|out))?|delivered|mobili[sz]ed|completed|handed over|issued|committed|transferred|used)\b"
    r"|\b(?:was|were) (?:\w+ly )?(?:disbursed|completed|delivered|paid|handed over|transferred)\b",
    re.IGNORECASE,
)


# What was paid up to now, whatever the next payment is, and how much was done of a kind in a year: "In 2031 eleven penalties were imposed".
_RUNNING = re.compile(
    r"^\W*(?:In|During|Over) (?:the )?(?:(?:year |course of )?(?:19|20|21)\d\d|(?:past|last) year),?\s+(?:a total of )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no)\b[^.;]*\b(?:was|were) (?:imposed|received|granted|issued|processed|registered|recorded|refused|submitted)\b|\bbring(?:s|ing)?\b[^.;]{0,30}\btotal\b(?! number)|\b(?:total|cumulative)\b[^.;]{0,60}\b(?:since|to date|so far)\b|\b(?:to date|so far)\b[^.;]{0,40}\btotal|\bstands? at\b[^.;]{0,40}\bto date\b",
    re.IGNORECASE,
)
# "… 20 million, of which 1 million has been paid", "until the captives have been handed over": told beside what is promised.
_SUBORDINATE = re.compile(r",? (?:of )?(?:which|whose|whom|who|than|until|unless|because|once|when|if)\b")
# "Of the 12 million, which we pledged in May, 7 million was paid": what is told stands behind the aside.
_ASIDE = re.compile(r"^(\W*Of (?:the|this|these|that)\b[^,;.]*\d[^,;.]*?),? (?:which|that)\b[^,;.]*,")
_ON_A_DAY = re.compile(rf"\b(?:meeting|session) (?:on|of) (?:\d{{1,2}} )?{ANY_MONTH}\b")

# "The sides announced that …", and "The sides reaffirmed that …".
_WHO_SAID = r"^(?P<who>\w[\w’]*(?: \w[\w’]*){0,7}?) (?:also |again |once more )?"
_REPORTED = re.compile(
    rf"{_WHO_SAID}(?:announced|stated|said|agreed|decided|declared|pledged|noted|(?:re)?affirmed|confirmed|reiterated) that (?P<what>.+)$"
)
_CONFIRMED = re.compile(
    rf"{_WHO_SAID}(?:re-?affirm|re-?confirm|confirm|reiterat|restat|repeat)(?:ed|s|es)? that (?P<what>.+)$"
)
# "The sides refused to confirm that", "No member agreed that".
_REFUSED = re.compile(
    r"\b(?:no|not|never|none|neither|nobody|longer|cannot|could|refus\w+|declin\w+|fail\w+|unable|den(?:y|ied)|to)\b",
    re.IGNORECASE,
)
_TENSE = {"would": "will", "could": "can", "was": "is", "were": "are", "had": "has"}


def recalls(said: str) -> bool:
    """Say whether a sentence tells again what was decided at another meeting."""
    return bool(_RECALLS.search(said))


def recalls_decision(said: str) -> bool:
    """Say whether a sentence tells again what was decided at another meeting, though it has the form of the decision: "At its March meeting the Board decided"."""
    return recalls(said) or bool(_RECALLS_IT.search(said)) or bool(_ON_A_DAY.search(said))


def is_running_total(said: str) -> bool:
    """Say whether a sentence tells what was paid up to now, or how many were imposed or granted in a year.

    >>> is_running_total("The review would bring total payments under the programme to 385 million.")
    True
    """
    return bool(_RUNNING.search(said))


def is_preamble(said: str) -> bool:
    """Say whether a paragraph before what is resolved tells only what was decided before."""
    return bool(_PREAMBLE.match(said))


def tells_for_the_record(before: str, after: str) -> bool:
    """Say whether the later of two sentences that stand for each other tells for the record what the earlier one decided, or how much of it was done.

    >>> tells_for_the_record("We will give the ports 12 million.", "Of the 12 million pledged, 7 million has been paid out.")
    True
    >>> tells_for_the_record("We will give the ports 12 million.", "Of the 12 million which we pledged in May, 7 million has been paid.")
    True
    >>> tells_for_the_record("The Board decided to lower its rate.", "At its April meeting the Board lowered its rate.")
    True
    >>> tells_for_the_record("Of the 12 million, 5 million has been paid.", "Of the 12 million, 7 million has been paid.")
    False
    """
    main, main_before = (
        _SUBORDINATE.split(_ASIDE.sub(r"\1,", said), maxsplit=1)[0] for said in (after, before)
    )
    return any(
        one.search(main) and not one.search(main_before) for one in (_RECALLS, _RECALLS_IT, _DONE_OF_IT)
    )


def without_its_day(said: str, day: date | None) -> str:
    """Return a sentence without the day of its text, where that says when something was decided: "decides on April 7, 2031"."""
    if day is None:
        return said
    month = MONTHS[day.month - 1]
    dated = rf"(?:{month} {day.day}|{day.day} {month})(?:,? {day.year})?\b(?!,? \d{{4}})"
    return re.sub(rf"(\b(?:decid|agree|vot|adopt|met\b|meet|held\b)[^.;]{{0,60}}?)\bon {dated}", r"\1", said)


def is_confirmed(before: str, after: str) -> bool:
    """Say whether the later of two sentences only says anew what the earlier one reported, in the tense of what was said then.

    >>> is_confirmed("The sides announced that the fund would lend 8 million.", "The sides reaffirmed that the fund will lend 8 million.")
    True
    >>> is_confirmed("The sides announced that the fund will lend 8 million.", "The sides reaffirmed that the fund may lend 8 million.")
    False
    """
    reported, confirmed = _REPORTED.match(before), _CONFIRMED.match(after)
    if reported is None or confirmed is None or _REFUSED.search(f"{reported['who']} {confirmed['who']}"):
        return False
    return _as_said(reported["what"]) == _as_said(confirmed["what"])


def _as_said(reported: str) -> list[str]:
    """Return the words of reported speech as they were said: what "would be done" then was "will be done"."""
    words = (word.strip(".,;") for word in reported.casefold().split())
    return [_TENSE.get(word, word) for word in words]
