"""Sentences that report what somebody outside says: a union, a forum, one member, a minister in the text of a bank. Pure."""

from __future__ import annotations

import re

_SAYS = (
    r"(?:said|says|stated|told|urge[sd]|demand(?:s|ed)|argue[sd]|warn(?:s|ed)|suggest(?:s|ed)|claim(?:s|ed)|consider(?:s|ed)|recommend(?:s|ed)"
    r"|call(?:s|ed)\s+(?:for|on|upon)|insist(?:s|ed)|h[eo]lds?\s+that|held\s+that|criticis\w+|criticiz\w+|comment(?:s|ed)|remark(?:s|ed)|noted\s+that|wants?|would\s+like|pressed)\b"
)
# Bodies and people that issue no release of this sort themselves and sit on no board of those who do.
_OUTSIDERS = (
    r"(?:associations?|confederations?|federation\s+of\s+(?:\w+\s+)?(?:unions|industries|employers)|chambers?\s+of|trade\s+unions?|unions|forum"
    r"|analysts?|economists?|experts?|critics|lobb\w+|industry\s+(?:body|group|representatives)|respondents|commentators|traders|campaigners"
    r"|International\s+Monetary\s+Fund|IMF|World\s+Bank|WTO|World\s+Trade\s+Organi[sz]ation|OECD)\b"
)
# Who speaks for one part of the whole.
_ONE = r"(?:one|another|a\s+single|some|several)\s+(?:\w+\s+)?(?:members?|ministers?|delegations?|countries|states?|participants?)\b|an?\s+(?:\w+\s+){0,2}(?:representative|spokes\w+|official|minister)\s+(?:of|from|for)\b"
_CIRCUMSTANCE = r"(?:(?:in|on|at|after|before|during|following|with|as|earlier|last|this|meanwhile|separately)\b[^,;.]{0,80},\s+)?"
_APPOSITION = r"(?:\s*,[^,;.]{1,100},)?"
_REPORTS = re.compile(
    rf"^\W*(?i:{_CIRCUMSTANCE})(?:"
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:[A-Z][\w’'&-]*|of|the|for|industry|business|small|national|international|private|market)\s+){{0,5}}?"
    rf"(?i:{_OUTSIDERS})(?:\s+(?!who\b|and\b)[\w’'&.-]+){{0,7}}?{_APPOSITION}\s+(?:\w+ly\s+)?{_SAYS}"
    rf"|(?i:{_ONE})(?:\s+[\w’'&.-]+){{0,8}}?{_APPOSITION}\s+{_SAYS}"
    rf"|[^.;:“\"]{{3,100}}?\b(?:told|urged|called\s+on)\s+us\b"
    r"|[^.;:“\"]{3,80}\bmade\s+a\s+statement\s+for\s+the\s+minutes\b"
    r")"
)
# "…,” said Radek Holub": the words before are not the text's own.
_SAID = re.compile(r"[,.!?][”\"],?\s+(?:said|says|added|told)\b")


def words_of_others(sentence: str) -> int:
    """Return how many characters of *sentence* name somebody outside who says the rest; 0 where it is the text's own.

    >>> said = "The Confederation of Norvale Trade Unions stated on Monday that the rate must fall."
    >>> said[:words_of_others(said)]
    'The Confederation of Norvale Trade Unions stated'
    >>> words_of_others("The Committee stated that the rate must fall."), words_of_others("We urged them to act.")
    (0, 0)
    >>> words_of_others("Leaders thanked the WTO and called for open trade.")
    0
    """
    found = _REPORTS.match(sentence)
    return found.end() if found else 0


def is_quotation(sentence: str) -> bool:
    """Say whether *sentence* quotes somebody by name: "…," said Ada Holt.

    >>> is_quotation('“I would like to see rates fall,” said Ada Holt.')
    True
    """
    return bool(_SAID.search(sentence))
