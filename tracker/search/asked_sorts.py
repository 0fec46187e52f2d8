"""What sort of answer a question asks for: a sum, a day, a vote, a condition, a demand, a reason. A sentence that has one answers rather than one that has the words alone. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.search.asked_questions import BEFORE_WHEN, is_question
from tracker.text.dates import MONTHS
from tracker.text.numbers import SPELT

_MONTH = "|".join(MONTHS)
_DAY = rf"\b(?:{_MONTH})\s+\d|\b\d{{1,2}}\s+(?:{_MONTH})\b|\b(?:by|until|through|from|since|before|effective|beginning|starting)\b[^.;]{{0,20}}(?:\b(?:{_MONTH})\b|\b20\d\d)|\bwithin\s+\S+\s+(?:days|weeks|months|years)\b"
_CONDITION = r"\b(?:if|once|until|unless|when|whenever|provided|as long as|only (?:if|when|once|after)|subject to|depend\w*|conditions?|conditional\w*|contingent|requires?)\b"
_SUM = r"[$€£¥₩₹]\s?\d|\d[\d.,/-]*\s?(?:thousand|million|billion|trillion|bn|mn|percent|per cent|percentage|basis points|%)"
_SINCE = r"\b(?:since|from) (?:when|(?:what|which) (?:day|date|month|year|time|point))\b|^\s*when\b.*\b(?:first|begin|began|start(?:ed)?)\b"
_LASTING = rf"\b(?:\d+|{'|'.join(SPELT)}|several|few)[ -](?:more |further |additional |consecutive )?(?:calendar |working |business )?(?:days?|weeks?|months?|years?|quarters?|decades?)\b|\b(?:indefinite(?:ly)?|permanent(?:ly)?)\b|\b(?:until|through)\b[^.;]{{0,30}}(?:\b(?:{_MONTH})\b|20\d\d)|\bfor (?:some|a|an)\b(?: \w+)? (?:time|period|while)\b"
_STARTING = rf"\b(?:effective|effect|force|as (?:of|from)|from|since|start\w*|beg[ai]n\w*|commenc\w*|appl(?:y|ies|ied))\b[^;]{{0,60}}\b(?:(?:{_MONTH})\b|20\d\d\b)"
_TO_WHOM = r"\b(?:to|with|for)\s+(?:(?:the|his|her|its|their|all|both)\s+)?(?-i:[A-Z]\w)"
# What asks is no word of the answer: texts put it in many ways.
_DEMANDING = r"ask(?:s|ed)?|demand(?:s|ed)?|want(?:s|ed)?|urge[sd]?|call(?:s|ed)? (?:on|for)|press(?:es|ed)?|request(?:s|ed)?|requires?|insist(?:s|ed)?(?: (?:on|that))?|expect(?:s|ed)?"
_PROMISING = r"promis\w+|pledg\w+|commit\w*|vow(?:s|ed)?|offer(?:s|ed)?|undert[ao]\w+"
# The words of a question, and those of a sentence that answers it.
_SORTS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(answer, re.IGNORECASE))
    for asked, answer in (
        (
            r"\b(?:who|how|which)\b.*\b(?:vot(?:e|es|ed|ing)|split|dissent\w*|oppos(?:e|es|ed)|divided|outvoted)\b",
            r"\b(?:voted|voting|votes?|majority|unanim\w+|dissent\w*)\b",
        ),
        (r"\bhow much\b|\b(?:what|which) (?:sums?|amounts?|shares?|levels?|percentage)\b|\bhow (?:high|large|big)\b", _SUM),
        (r"\bhow many\b", rf"\d|\b(?:{'|'.join(SPELT)}|hundreds|thousands|dozens?)\b"),
        (r"^\s*when (?:will|would|can|could|may|might|does|do|must|should)\b", f"{_DAY}|{_CONDITION}"),
        (r"\b(?:since|from) (?:what|which) (?:day|date)\b", _STARTING),
        (_SINCE, rf"{_DAY}|\b(?:decided|beg[ai]n(?:s|ning)?|start(?:s|ed|ing)?|effective|as of|henceforth|from now on|introduc\w+|first)\b"),
        (r"\b(?:for )?how (?:long|many (?:days|weeks|months|years))\b", _LASTING),
        (
            r"\b(?:until|till|unless|before) what\b(?! (?:day|date|month|year|time)\b)|^\s*what\b.*\b(?:first|before|until)\s*\??$",
            r"\b(?:until|till|unless|once|as long as|only (?:if|when|once|after|in case))\b",
        ),
        (
            r"\b(?:by|until|till) (?:when|(?:what|which) (?:day|date|month|year|time))\b|^\s*(?:when|how soon|(?:on )?(?:what|which) (?:day|date))\b|\bdeadline\b",
            _DAY,
        ),
        (
            r"\b(?:on|under|with) (?:what|which) (?:terms?|conditions?|circumstances|provisos?)\b|\bcondition(?:s|al)?\b|\bwhat (?:would|must|will|has to|had to|needs? to|needed to|might|could)\b|\bwhat (?:does|did|would) it take\b|\bdepends?\b|\bin (?:return|exchange) for what\b",
            _CONDITION,
        ),
        (r"^\s*why\b|\b(?:what|which) (?:reasons?|grounds?)\b", r"\b(?:because|due to|owing to|as a result|in (?:response|view|light) |in order to|reflect\w*|since|given)\b"),
        (
            rf"^\s*(?:on )?(?:what|which|who|whom)\b.*\b(?:{_DEMANDING})\b",
            r"\b(?:urg\w+|call(?:s|ed|ing)? (?:on|upon|for)|ask(?:s|ed)?|demand\w*|request\w*|must|should|needs? (?:to|for)|the need|stress\w*|emphasi[sz]\w*|necess\w+|only (?:if|when|once|after|in case)|conditional\w*|insist\w*|appeal\w*|press(?:es|ed)?)\b",
        ),
        (
            rf"^\s*(?:what|which)\b.*\b(?:{_PROMISING})\b",
            r"\b(?:will|shall|commit\w*|pledg\w+|promis\w+|intend\w*|agreed?|decided|undert[ao]\w+|announced?)\b",
        ),
        (
            r"\bwho (?:won|got|gets|received|receives)\b|^\s*whom?\b.*\b(?:appoint|nominat|award|name[sd]?\b|pick)",
            r"\b(?:award\w*|grant(?:ed|s)?|appoint\w*|nominat\w*|designat\w*|select\w*)\b",
        ),
        (r"^\s*(?:to|with|for) whom\b|\bwhom?\b.*\b(?:to|with)\s*\??$", _TO_WHOM),
    )
)  # fmt: skip
_VERBS = re.compile(rf"\b(?:{_DEMANDING}|{_PROMISING})(?!\S)", re.IGNORECASE)
_FIRST = re.compile(_SINCE, re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:(?<!will )(?<!would )(?<!it )last(?=\W+\w)|latest|newest|most recent(?:ly)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AskedSort:
    """What a sentence has that answers, and whether the *latest* of those that do is meant, or the *earliest*."""

    pattern: re.Pattern[str]
    latest: bool = False
    earliest: bool = False

    def is_in(self, sentence: str) -> bool:
        """Return whether *sentence* has what is asked for."""
        return self.pattern.search(sentence) is not None

    def opens(self, sentence: str) -> bool:
        """Return whether *sentence* begins with what is asked for."""
        return self.pattern.match(sentence) is not None


def asked_sort(text: str) -> AskedSort | None:
    """Return what sort of answer the question *text* asks for; None where it asks for another, or is no question.

    >>> asked = asked_sort("on what terms would Norvale lower the levy")
    >>> asked.is_in("It goes once the port opens."), asked.is_in("It stays.")
    (True, False)
    >>> asked_sort("by when will the levy go").is_in("It goes on May 3."), asked_sort("levy terms")
    (True, None)
    """
    if not (is_question(text) or BEFORE_WHEN.match(text)):
        return None
    found = next((answer for asked, answer in _SORTS if asked.search(text)), None)
    if found is None:
        return None
    return AskedSort(found, _LAST.search(text) is not None, _FIRST.search(text) is not None)


def without_sort(words: str) -> str:
    """Return *words*, asked for, without the verbs that ask for a promise or a demand; as they are where not two others are left.

    >>> without_sort("Norvale promise herring boats"), without_sort("promised boats")
    ('Norvale herring boats', 'promised boats')
    """
    kept = " ".join(_VERBS.sub(" ", words).split())
    return kept if len(kept.split()) > 1 else words
