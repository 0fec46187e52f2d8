"""What points back at words before it, by how it begins: taken alone it says nothing. Pure.

A clause, a statement and a sentence begin in other words, so there is a pattern for each; what they share stands once.
"""

from __future__ import annotations

import re

_NAMED_BEFORE = r"(?-i:(?!IT\b))it|they|this|these|those"  # who or what was named before

# "which will be paid", "strengthening their ties": a clause of the sentence before it.
HANGING_CLAUSE = re.compile(
    rf"(?:which|(?-i:(?!WHO\b))who|whose|where|{_NAMED_BEFORE}|such|\w{{3,}}ing)\b", re.IGNORECASE
)
# "is to be held", "set forth in the treaty", "over $5 million": it tells what something is, not what somebody will do.
HANGING_STATEMENT = re.compile(
    rf"^(?:is|are|was|were|in order to|which|(?-i:(?!WHO\b))who|whose|where|{_NAMED_BEFORE}|set (?:forth|out) (?:in|by)|more than|nearly|approximately|about|over|up to)\b|^[$€£¥\d](?![\d,.]*[가-힣])",  # Korean puts a date first
    re.IGNORECASE,
)
# "He will go", "Those talks began".
PRONOUN = re.compile(rf"(?:{_NAMED_BEFORE}|he|she)\b", re.IGNORECASE)
# "and they will meet", "that it supports": what a reader found without the words before its verb.
PRONOUN_OF_CLAUSE = re.compile(rf"(?:and\s|that\s)?(?:{_NAMED_BEFORE}|which|he|she)\b", re.IGNORECASE)
# "Such a step": a sentence on what another sentence names; "it cannot be ruled out that" names nothing.
POINTING_SENTENCE = re.compile(
    rf"(?!it (?:is|was|cannot|remains|would|will be) (?:\w+ ){{0,3}}(?:that|to|ruled out)\b)(?:{_NAMED_BEFORE}|such|consequently|therefore|thus|moreover|furthermore|additionally|in addition|similarly|to this end)\b",
    re.IGNORECASE,
)
# "Some of these activities will be launched".
_SOME_OF_THESE = re.compile(
    rf"(?:(?:some|all|many|most|each|both) of )?(?:{_NAMED_BEFORE}|them)\b", re.IGNORECASE
)
# "to promote trade", "demands an answer", "all that": words from the midst of a sentence; who "demands" is none of several.
_FROM_THE_MIDST = re.compile(
    rf"(?:[a-z]+ing|(?:some|all|most|many|each|both|none|now) (?:of )?(?:{_NAMED_BEFORE}|that|them|which)|[a-z]+[^s\W]s"
    r"|to|as|in|with|for|by|of|and|or|that|from|on|at|while|including|through|so|especially|particularly)\b"
)
# "The above-mentioned commitments", "the respective systems", "such an agreement": which, is said before.
_SAID_ABOVE = re.compile(
    r"\b(?:above|afore)-?mentioned\b|\bthe respective\b|\b[Ss]uch an?\b(?! way)|\bthe latter\b"
)
# "To this end, both will send", "In this context".
_TO_THIS_END = re.compile(
    r"(?:to|in|for|with|at|against|towards?|on) (?:this|that|these|those|such)\b", re.IGNORECASE
)
# "However, any funding should be transparent": what stands against it was said before.
_AGAINST = re.compile(
    r"(?:however|nevertheless|nonetheless|conversely|by contrast|instead|rather|yet)\b,?", re.IGNORECASE
)
# "We do so at a time of need", "In doing so, both will pay".
_DOES_SO = re.compile(
    r"(?:(?:we|they|he|she|it|both|the [\w-]+) (?:(?:will|would|shall|can|also) )?(?:do(?:es)?|did|are doing|is doing)|(?:in|by) doing) (?:so|this|that)\b",
    re.IGNORECASE,
)
# "As of May, they will be shut", "In view of the market, the Board resolved to suspend them": on what, is said before.
BEHIND_WHEN = re.compile(
    r"(?:With effect|As (?:of|from)|From|In view|In (?:this|that)|Until|Since|After|Before|On|By|At)\b[^,;]{3,80}, "
    r"(?:(?:they|it|these|those) (?:will|shall|must|may|can|has|have) (?:(?:also|again|no longer|not) )?(?:be |been )?\w+ed\b|(?:it|they) (?:has |have )?(?:resolved|decided|agreed)(?: today)? to \w+ (?:them|these)\b)"
    r"|[^,;]{0,60}\b(?:resolved|decided|agreed)(?: today)? to (?:suspend|resume|lift|extend|repeal|withdraw|restore|end) (?:them|these)\b"
)
_SUCH_THINGS = re.compile(r"Such (?!as\b)[a-z]+\b")
_OPENINGS = (
    _DOES_SO,
    _SUCH_THINGS,
    _AGAINST,
    PRONOUN,
    HANGING_STATEMENT,
    _SOME_OF_THESE,
    _FROM_THE_MIDST,
    _TO_THIS_END,
)


def points_back(sentence: str) -> bool:
    """Say whether a whole sentence names what it is on by "it", "them" or "these" alone, where it begins or behind when and how.

    >>> points_back("This will be paid."), points_back("With effect from 25 April, it will be restored at 12 of these, if asked.")
    (True, True)
    >>> points_back("It resolved to suspend them until further notice."), points_back("Norvale will pay its share and keep it.")
    (True, False)
    """
    return bool(POINTING_SENTENCE.match(sentence) or BEHIND_WHEN.match(sentence))


def needs_words_before(said: str) -> bool:
    """Say whether *said*, the words a reader is shown, can only be understood with what stands before them.

    >>> needs_words_before("Both of these will be built"), needs_words_before("To this end both will build")
    (True, True)
    >>> needs_words_before("However, the funds should be spent")
    True
    >>> needs_words_before("Norvale will build both")
    False
    """
    return any(opening.match(said) for opening in _OPENINGS) or bool(_SAID_ABOVE.search(said))
