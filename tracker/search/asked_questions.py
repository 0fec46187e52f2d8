"""The words of a question that no text answers with: "when did … last say", "how often". What is no question has none: a "first lady" is one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from tracker.search.looser import ASKING
from tracker.text.content_words import STOPWORDS
from tracker.text.dates import MONTHS

WHETHER = frozenset("does did do is are was were has have had can could will would should".split())
_BEGINS = WHETHER | frozenset("how when who whom what which why where whose".split())
AUXILIARY = _BEGINS | frozenset(
    "much many often there any anyone anybody someone somebody anything everyone everybody been be speak spoke spoken talk talked refer referred comment commented"
    " saying talking speaking mentioning current currently exactly precisely specifically actually really explicitly officially yet already think thinks thought believe believes believed"
    " according ask asks asked asking let lets letting get gets got getting put puts putting way ways thing things concerning regarding announce announced declare declared express expressed make made take took give gave position stance view views reason reasons want wants wanted intend intends intended describe described characterize characterized characterise characterised".split()
)
_TIMELY = frozenset("last latest first earliest newest recent current often".split())
# "Norvale's position on the levy", "latest on the levy": what is asked for stands behind.
_ON = re.compile(
    r"\b(?:stance|position|views?|attitude|line)\s+(?:on|about|regarding|towards?)\b"
    r"|^\s*(?:(?:the|any)\s+)?(?:latest|newest|most\s+recent|news|updates?|(?:tell|show)\s+me)\b(?=.*\b(?:on|about|regarding|towards?)\b)",
    re.IGNORECASE,
)
_LINE = re.compile(r"\bline\s+(?=(?:on|about|regarding|towards?)\b)", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:meetings?|texts?|communiqu[eé]s?|decisions?)\b", re.IGNORECASE
)  # in which something changed
_TOLD = re.compile(
    r"^\s*(?:(?:the|any)\s+)?(?:(?:latest\s+)?(?:news|updates?)|(?:tell|show)\s+me)\b", re.IGNORECASE
)
_QUOTED = re.compile(r'"[^"]*"\*?')
_PUT_ASIDE = "\ue000"  # in the place of what stands in quotes
# "did they keep the word “gradual”", "do they mention Norvale by name": that it is a word, or a name, no text says.
_WORDED = re.compile(
    rf"(?:\b(?:keep|kept|use[sd]?|using|drop(?:ped|s)?|remove[sd]?|contains?|include[sd]?|add(?:ed|s)?)\s+)?(?:\bthe\s+)?"
    rf"\b(?:words?|phrase|term|wording|language|expression|formula)\s+(?={_PUT_ASIDE})|\bby\s+name\b",
    re.IGNORECASE,
)
# What makes a promise of what is asked for: texts put it in many ways, and the words beside it tell what it is.
_PROMISING = re.compile(
    r"(?:promis|pledg|commit|vow|agree|undert[ao]k)(?:e?[sd]?|t?ed|ing|e?n|ments?)", re.IGNORECASE
)
_ASKED_FIRST = frozenset({"who", "when"})  # elsewhere they ask nothing: "what did it want when they met"
_STANDING = frozenset("last latest newest still ever current".split())
_EVERY = frozenset("when since ever still often many".split()) | _TIMELY
_MANY_TIMES = re.compile(r"\bmany times\b", re.IGNORECASE)
# "… and how does it compare": what stands before it is asked for.
_COMPARED = re.compile(
    r",?\s+(?:and\s+)?how\s+(?:does|do|did|has|have)\s+(?:it|this|that|they|these|those)\s+(?:compare|change|differ|evolve)d?\b.*$",
    re.IGNORECASE,
)
# Words for a vote against what was decided, as a pattern.
VOTED_AGAINST = (
    r"vot(?:e|es|ed|ing)\s+against|oppos(?:e|es|ed)\s+(?:the|this|that)\s+(?:\w+\s+)?(?:decision|action|move)|oppos(?:e|es|ed)(?=\s+(?:[\w’'-]+\s+){0,4}?(?:decision|action|move|cut|rise|hike|increase|reduction|hold|pause)\b)|"
    r"objected\s+to\s+the\s+(?:\w+\s+)?(?:decision|action|move)|(?:not|non-?)\s*unanimous(?:ly)?|without\s+unanimity"
)
_AGAINST = re.compile(rf"\b(?:{VOTED_AGAINST})\b", re.IGNORECASE)
_VOTED_ON = re.compile(r"\b(?:decision|meeting|member)s?\b", re.IGNORECASE)
# "when did they stop calling it so": it was said, and is no more.
_SAYING = re.compile(
    r"\b(?:stop(?:s|ped)?|cease[sd]?|start(?:s|ed)?|beg[ia]ns?|no\s+longer|still)\s+(?:to\s+)?"
    r"(?:say(?:s|ing)?|call(?:s|ing)?|us(?:e|es|ing)(?=\s+the\s+(?:words?|term|phrase|formula)\b)|mention(?:s|ing)?|describ(?:e|es|ing)|refer(?:s|ring)?\s+to|(?:speak|talk)(?:s|ing)?\s+(?:of|about))\b",
    re.IGNORECASE,
)
# "when did they stop buying bonds": the last text that has it tells.
_STOPPED = re.compile(r"\b(?:stop(?:s|ped)?|cease[sd]?|quit)\s+(?=\w+ing\b)", re.IGNORECASE)
# "what changed in it": that it did is told by what its statements are labelled.
_CHANGED = re.compile(
    r"^\s*(?:what(?:['’]s|\s+(?:has|have|had|was|is|did))?|how\s+(?:has|have|had|did))\s+(?P<who>(?:[\w’'-]+\s+){0,3}?)"
    r"(?:changed?|changes|moved|differs?|differed)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\s*(?:how\s+(?:long|soon|far)|what(?:['’]s|\s+(?:is|was))\s+new\b(?-i:(?!\s+[A-Z])))\b", re.IGNORECASE
)
# What is wanted of somebody is a demand, however it is put.
_WANTED = re.compile(
    r"\b(?:want(?:s|ed)?|expect(?:s|ed)?|ask(?:s|ed)?|demand(?:s|ed)?|require[sd]?)\s+(?:from|of)\b",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(rf"(?:19|20)\d\d|(?:{'|'.join(name[:3] for name in MONTHS)})", re.IGNORECASE)
# "the levy since when" is "when the levy".
_ASKED_LAST = re.compile(
    r"^(?P<what>.+?)\s+(?P<how>since when|until when|by when|how often|how many times|how long|when)\s*\??$",
    re.IGNORECASE,
)
# "the Veskia-related levy" is that on Veskia.
_RELATED = re.compile(r"(?<=\w)-(?:related|linked)\b", re.IGNORECASE)
BEFORE_WHEN = re.compile(
    r"^\s*(?:by|until|till|since|from|on|under|with|to|in|at|for)\s+(?=(?:when|what|which|whom|whose|how)\b)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"\b(?:right|just|shortly|soon|immediately)\s+(?=(?:after|before)\b)", re.IGNORECASE)
# "on what terms", "from which day": what sort of answer is asked for, no text says.
_OF_SORT = re.compile(
    r"^\s*(?:what|which)\s+(?:day|date|month|year|terms?|conditions?|circumstances|sums?|amounts?|level|extent)\b",
    re.IGNORECASE,
)
# "did Norvale mean to end it", "how much will it aim to buy": that it was planned, a text says in its own way.
_MEANT = re.compile(
    r"\b(?:mean|means|meant|plan|plans|planned|aim|aims|aimed|hope|hopes|hoped|intend|intends|intended|want|wants|wanted)\s+(?=to\s+[a-z])",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")
FEWEST = 3  # words of a question
TELLING = 2  # words without which a promise is of anything


def asked_first(text: str) -> str:
    """Return *text* with the words that ask at its beginning.

    >>> asked_first("the levy on Veskia since when?"), asked_first("when was the levy lowered")
    ('when the levy on Veskia', 'when was the levy lowered')
    """
    text = BEFORE_WHEN.sub("", text)
    found = _ASKED_LAST.match(text)
    if found is None or text.split()[0].casefold() in _BEGINS:
        return text.rstrip().removesuffix("?").rstrip()
    how = found["how"].lower()
    return f"{how if how.startswith('how') else 'when'} {found['what']}"


def is_question(text: str) -> bool:
    """Return whether *text* begins as a question, "what did Norvale say", or asks for a position on something; "WHO" is a body.

    >>> is_question("who dissented in May"), is_question("WHO levy pledge"), is_question("levy")
    (True, False, False)
    >>> is_question("latest on the levy"), is_question("Norvale's stance on the levy"), is_question("latest levy")
    (True, True, False)
    """
    return _begins_with(text, _BEGINS) or asks_on(text)


def asks_on(text: str) -> bool:
    """Return whether *text* asks for what is new on something, or for a position on it, which no text calls so.

    >>> asks_on("latest on the levy"), asks_on("what is the levy")
    (True, False)
    """
    return _ON.search(text) is not None


def asks_whether(text: str) -> bool:
    """Return whether the question *text* is answered by yes or no: "does Norvale still say levy".

    >>> asks_whether("has Norvale ever promised a levy"), asks_whether("what did Norvale say"), asks_whether("is levied")
    (True, False, False)
    """
    return _begins_with(text, WHETHER)


def _begins_with(text: str, firsts: Set[str]) -> bool:
    """Return whether *text* is long enough for a question and begins with one of *firsts*, which is no body in capitals."""
    words = text.split()
    return len(words) >= FEWEST and words[0].casefold() in firsts and not words[0].isupper()


def asks_for_all(text: str) -> bool:
    """Return whether the question *text* is when or how often something was said: then one that says it in another form counts.

    >>> asks_for_all("how often was the raid condemned"), asks_for_all("first raid condemned")
    (True, False)
    """
    return is_question(asked_first(text)) and not _EVERY.isdisjoint(text.casefold().split())


def asks_for_demands(text: str) -> bool:
    """Return whether the question *text* is what somebody wants of another.

    >>> asks_for_demands("what does Norvale want from Veskia"), asks_for_demands("what does Norvale want")
    (True, False)
    """
    return is_question(text) and _WANTED.search(text) is not None


def asks_for_standing(text: str) -> bool:
    """Return whether the question *text* is whether, when last, or by whom something was said.

    >>> asks_for_standing("when did Norvale last say levy"), asks_for_standing("latest on the levy")
    (True, True)
    >>> asks_for_standing("what did Norvale say"), asks_for_standing("how often did Norvale still say levy")
    (False, False)
    """
    words = text.casefold().split()
    if asks_whether(text):
        return True
    asked = asked_first(text)
    if _STANDING.isdisjoint(words) and _ASKED_FIRST.isdisjoint(asked.casefold().split()[:1]):
        return False
    return words[0] != "how" and (words[0] == "since" or is_question(text)) and is_question(asked)


def asks_what_changed(text: str) -> bool:
    """Return whether the question *text* is what changed.

    >>> asks_what_changed("what has Norvale changed in May"), asks_what_changed("what changes the levy")
    (True, True)
    """
    return _CHANGED.search(text) is not None


def without_promising(words: str) -> tuple[str, tuple[str, ...]]:
    """Return *words* without the verbs of promising in them, and these; as they are where not two other words are left that tell.

    >>> without_promising("promised to lower levies"), without_promising("committed Halden")
    (('to lower levies', ('promised',)), ('committed Halden', ()))
    """
    left = tuple(word for word in words.split() if _PROMISING.fullmatch(word))
    kept = [word for word in words.split() if word not in left]
    telling = sum(word.casefold() not in STOPWORDS for word in kept)
    return (" ".join(kept), left) if left and telling >= TELLING and '"' not in words else (words, ())


def without_asking(text: str, is_said: Callable[[str], bool]) -> str:
    """Return the question *text* without its frame, which only asks; what is no question, and what stands in quotes, as it is.

    "First", "last" and the like stay where they are *said* before a word that is asked for, and what has a capital within is a name.

    >>> without_asking("when did Norvale last say levy", lambda _: False), without_asking("first levy", lambda _: False)
    ('Norvale levy', 'first levy')
    >>> without_asking("how much did Norvale pledge and how does it compare to 2030", lambda _: False)
    'Norvale pledge'
    >>> without_asking("who pledged no first use", lambda phrase: phrase == '"first use"')
    'pledged no first use'
    >>> without_asking('is Norvale still saying "for some time"', lambda _: False)
    'Norvale "for some time"'
    """
    quoted = _QUOTED.findall(text)
    if text.count('"') != 2 * len(quoted):
        return text
    asked = _asked_for(_RELATED.sub("", asked_first(_QUOTED.sub(_PUT_ASIDE, text))), is_said)
    for phrase in quoted:
        asked = asked.replace(_PUT_ASIDE, phrase, 1)
    return asked


def _asked_for(text: str, is_said: Callable[[str], bool]) -> str:
    """Return :func:`without_asking` of *text*, in which nothing is quoted any more."""
    if not is_question(text):
        return text
    if _CHANGED.search(text):
        text = _MET.sub(" ", _CHANGED.sub(r"what \g<who>", text))
    text = _RIGHT.sub("", text)
    text = _MEANT.sub("", _OF_SORT.sub("what", _LINE.sub(" ", _WORDED.sub(" ", text))))
    said = _FRAME.sub("what", _MANY_TIMES.sub("many", _COMPARED.sub("", _TOLD.sub("what", text))))
    said = _SAYING.sub(" ", _WANTED.sub("from", _AGAINST.sub("dissent", said)))
    said = _STOPPED.sub(" ", said) if text.casefold().startswith("when ") else said
    said = _VOTED_ON.sub(" ", said) if _AGAINST.search(text) else said
    words = [_POSSESSIVE.sub("", word) for word in said.split()]  # "the G7's position on"
    kept = [
        word
        for at, word in enumerate(words)
        if word.casefold() not in ASKING | AUXILIARY
        or (at and word[:1].isupper())
        or (word.casefold() in _TIMELY and _leads(words, at, is_said))
        or (word.casefold() == "since" and _AT_A_TIME.match(" ".join(words[at + 1 : at + 2])))
    ]
    return (
        " ".join(kept) if any(word.casefold() not in STOPWORDS or word.isupper() for word in kept) else text
    )


def _leads(words: list[str], at: int, is_said: Callable[[str], bool]) -> bool:
    """Return whether texts have the word at *at* before the next one, a word that is asked for: "last resort", and not "last say"."""
    pair = words[at : at + 2]
    return (
        len(pair) > 1
        and pair[1].casefold() not in STOPWORDS | ASKING | AUXILIARY
        and is_said(f'"{" ".join(pair)}"')
    )
