"""Sentences of a text whose subject is somebody outside it, by name, who says or asks something: no words of its issuer. Pure.

Who they are no list can hold: "The Union of Families of the Missing appealed", "Vektor argued in its response". What is known is who issues
the text and who speaks in it: whoever else is named as the subject of such a verb speaks for himself.
"""

from __future__ import annotations

import re
from collections.abc import Set

from tracker.text.content_words import content_stems, initials_of, party_code, party_codes

_CIRCUMSTANCE = r"(?:(?:In|On|At|After|Before|During|Following|With|Earlier|Last|This|Meanwhile|Separately|According)\b[^,;.]{0,80}, )?"
_TITLE = r"(?:(?:Board|Council|Committee) member |Ms\.? |Mr\.? |Mrs\.? |Dr\.? |Deputy Governor |Senator )"
_NAME = r"[A-Z][\w’'&.-]*"
_SUBJECT = rf"(?P<who>(?!(?:If|As|Having|While|When|Where|Once|Although|Though|Since|Because|Had|Should|In|On|At) )(?:[Tt]he (?=[A-Z]))?{_TITLE}?(?!The ){_NAME}(?: (?:of|for|and|on|the|in|{_NAME}))*)"
_BESIDE = r"(?:,[^,;.]{1,80},)?"  # "The Chamber of Commerce, in its submission of 10 March, asked"
_ACTS = (
    r"(?:also |again |since |now |publicly |(?:has|have|had) (?:also |since |now )?)?"
    r"(?:said|says|stated|told|urged?|urges|demand(?:s|ed)|argu(?:es|ed)|warn(?:s|ed)|suggest(?:s|ed)|claim(?:s|ed)|recommend(?:s|ed)|advis(?:es|ed) that|call(?:s|ed) (?!on us)"
    r"|insist(?:s|ed)|ask(?:s|ed)|appeal(?:s|ed)|request(?:s|ed)|propos(?:es|ed)|announc(?:es|ed)|criticis\w+|criticiz\w+|object(?:s|ed)|expect(?:s|ed)|predict(?:s|ed)"
    r"|estimat(?:es|ed)|revised|consider(?:s|ed)|wants?|wanted|would prefer|held that|threaten(?:s|ed)|reject(?:s|ed)|pledg(?:es|ed)|vow(?:s|ed))\b"
)
_STATES = re.compile(rf"^[“\"‘'\s]*(?:[A-H]\. )?{_CIRCUMSTANCE}{_SUBJECT}{_BESIDE} {_ACTS}")
# "Some respondents to the survey expected the rate to be cut": what is asked about is no view of who asks.
_ASKED = re.compile(
    r"^\W*(?:Some|Many|Most|Several|A few|The|Survey) (?:market |survey )?(?:participants|respondents|economists|analysts|contacts)\b[^.;]{0,80}?"
    r"\b(?:expect|anticipat|see|saw|believ|thought|consider|judg|predict)\w*\b"
)
# "The representative of Kalven informed Summit": who tells those who speak is none of them.
_TELLS_THEM = re.compile(
    rf"^[“\"‘'\s]*{_CIRCUMSTANCE}(?P<who>(?:[Tt]he |An? )?[A-Z][^,;.]{{2,100}}?){_BESIDE} (?:has |had )?(?:told us|(?:informed|briefed|notified) (?:us|Ministers|Leaders|Summit|Members"
    r"|(?:the )?(?:[Mm]eeting|Summit|Council|Board|Committee|Ministers|Leaders|Conference|Forum)))\b"
)
# "The delegation of Kalven called for", "The mission chief of the Fund, whose team met the board, warned": by what they are, and of whom.
_BY_ROLE = re.compile(
    rf"^[“\"‘'\s]*{_CIRCUMSTANCE}[Tt]he (?:delegation|representative|ambassador|envoy|mission chief|chair(?:man|woman|person))"
    rf" of (?P<of>(?:the )?[A-Z][^,;.]{{1,80}}?)(?P<beside>{_BESIDE}) (?:publicly )?{_ACTS}",
)
# Who makes or sells things, and issues no official text.
_OF_TRADE = re.compile(
    rf"^[“\"‘'\s]*{_CIRCUMSTANCE}[Tt]he (?:manufacturer|producer|exporter|importer)s?(?: of (?:the |an? )?[\w’'-]+(?: [\w’'-]+)?)?{_BESIDE} {_ACTS}"
)
_FOR_ALL = re.compile(r"\bon behalf of\b")
_ONE_WORD = re.compile(r"(?:the )?[\w’'-]+")
_FOR_ITSELF = re.compile(r"\b(?:representatives?|delegation|delegate) of\b", re.IGNORECASE)
# "Representations received from the manufacturers called for": what others wrote to a board.
_WRITTEN_IN = re.compile(r"^\W*(?:The )?(?:Representations|Submissions|Petitions) (?:\w+ )?from\b")
# "Ministers heard a presentation of", "Members took note that one agency": of what others did those who speak say no more than that they know of it.
_KNOWS_OF = re.compile(
    r"\b(?:heard|took note (?:of|that)|received (?:a|the) (?:report|presentation|briefing)|(?:were|was) (?:briefed|informed)|(?:is|are) in contact with)\b",
    re.IGNORECASE,
)
# Who sat on a board and had a view of his own is told by name elsewhere.
_PERSONS = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?: and {_NAME}(?: {_NAME}){{1,2}})?")
_OF_PEOPLE = ("Union", "Chamber")  # no part of a government
# Of banks, employers, farmers: no part of one either.
_OF_MEMBERS = re.compile(r"\b(?:Association|Federation|Confederation)\b")
# Who sets rates or rules, and is no government.
_BANKS = re.compile(
    r"\b(?:Bank|Reserve|Authority|Fund|Commission|Regulator|Committee|Fed|Riksbank|Banco|Banca|Banque)\b|bank\b",
    re.IGNORECASE,
)
_IS_BANK = re.compile(r"ban[ckq]", re.IGNORECASE)  # and no authority, fund or committee
_BODIES = re.compile(
    r"\b(Union|Ministry|Department|Office|Parliament|Chamber|Government|Council|Board|Committee|Commission|Authority|Assembly|Alliance|Bank)$"
)
# Who issues texts of this sort, and those who speak in them, by what they are called there.
_OWN = re.compile(
    r"\b(?:Governments?|Ministry|Minist(?:er|ers)|Leaders?|Presidents?|Heads|Board|Committee|Council|Bank|Authority|Commission|Assembly|Parliament|Secretar(?:y|ies)|Governor"
    r"|Members?|Parties|Sides|Union|Alliance|Allies|Department|Cabinet|Chair|Summit|Conference|Meeting|They|We|It|He|She|This|That|These|Those|Both|All|Each|Participants|Officials"
    r"|Chancellor|Prime|States|Countries|Staff|Directors|Co-Chairs|Chairs|Delegations|Partners|members)$"
    # "Minister Holt", of its own text
    r"|^(?:[Tt]he )?(?:\w+ )?(?:Minister|President|Secretary|Chancellor|Governor|Premier|King|Queen) [A-Z]"
)


def _are_letters_of(who: str, issuer: str) -> bool:
    """Say whether *who*, without its article, is the issuer by its letters: "the FSC", of the Financial Stability Committee of Skarvia."""
    initials = initials_of(issuer.split())
    return who.isupper() and len(who) > 1 and (who[:2] in initials or who[-2:] in initials)


def only_knows(sentence: str) -> bool:
    """Say whether those who speak in a *sentence* only heard, noted or were told of something.

    >>> only_knows("Ministers heard a presentation of Kalven."), only_knows("Ministers will hear the parties.")
    (True, False)
    """
    return bool(_KNOWS_OF.search(sentence))


def _tells_them(sentence: str, issuer: str, speakers: Set[str]) -> bool:
    """Say whether somebody tells those who speak in a text of something, who is none of them, or a member that speaks for itself alone."""
    found = _TELLS_THEM.match(sentence)
    if found is None or re.search(r"^(?:It|They|He|She)\b|\b(?:[Ww]e|I)\b", found["who"]):
        return False
    if _FOR_ITSELF.search(found["who"]):
        return True
    stems, codes = _own_names(issuer, speakers)
    who = found["who"]
    return not (stems & frozenset(content_stems(who)) or codes & party_codes(who) or _OWN.search(who))


def _holds_office_elsewhere(sentence: str, issuer: str, speakers: Set[str]) -> bool:
    """Say whether who says something in a *sentence* does so for a named body or state that is neither the issuer nor among the speakers; "the Council" alone is its own."""
    found = _BY_ROLE.match(sentence)
    if found is None:
        return False
    stems, codes = _own_names(issuer, speakers)
    of, behind = found["of"], sentence[found.end() :]
    if codes & party_codes(f"{of} {behind}") or stems & frozenset(content_stems(of)):
        return False
    if _FOR_ALL.search(found["beside"]) or _are_letters_of(of.removeprefix("the "), issuer):
        return False
    return not (_ONE_WORD.fullmatch(of) and (_OWN.search(of) or of.isupper()))


def _own_names(issuer: str, speakers: Set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the telling words and the party codes of who issues a text and who speaks in it."""
    stems = frozenset(content_stems(issuer)).union(*map(content_stems, speakers))
    return stems, party_codes(issuer) | {party_code(name) for name in speakers}


def is_of_outsider(sentence: str, issuer: str, speakers: Set[str]) -> bool:
    """Say whether the subject of a *sentence* is named, or told by its office or trade, says or asks something, and is neither its *issuer* nor one of its *speakers*.

    >>> is_of_outsider("The Union of Families of the Missing appealed to both to go on.", "Government of Norvale", frozenset())
    True
    >>> is_of_outsider("The Association of Banks of Norvale has asked for more.", "Banco Central de Norvale", frozenset())
    True
    >>> is_of_outsider("The representative of Kalven informed Summit of its plans.", "Harbour Community", frozenset({"Kalven"}))
    True
    >>> is_of_outsider("The delegation of Kalven, for its part, called for more.", "Norvale", frozenset({"Norvale"}))
    True
    >>> is_of_outsider("The manufacturer of the vaccine stated that more will come.", "Health Council", frozenset())
    True
    >>> is_of_outsider("Norvale urged both to go on.", "Government of Norvale", frozenset({"Norvale"}))
    False
    >>> is_of_outsider("The Council urged both to go on.", "Council of the Union", frozenset())
    False
    """
    if (
        _tells_them(sentence, issuer, speakers)
        or _OF_TRADE.match(sentence)
        or _holds_office_elsewhere(sentence, issuer, speakers)
    ):
        return True
    found = _STATES.match(sentence)
    if found is None:
        return bool(_ASKED.match(sentence) or _WRITTEN_IN.match(sentence))
    who = found["who"]
    is_bank = bool(_BANKS.search(issuer))
    plain = who.removeprefix("The ").removeprefix("the ")
    if re.match(_TITLE, plain):
        return is_bank  # a member of a board, or whom a ministry speaks through
    if _PERSONS.fullmatch(who) or _are_letters_of(plain, issuer):
        return False
    head = who.split(" of ")[0].split(" for ")[0].split(" on ")[0]
    own, codes = _own_names(issuer, speakers)
    of_what = frozenset(content_stems(who.partition(" of ")[2]))
    own_words = any(plain in one or one in plain for one in speakers)
    if _IS_BANK.search(issuer) and _OF_MEMBERS.search(head) and not own_words:
        return True  # "the Association of Banks of Norvale", in the text of its central bank
    body = _BODIES.search(head)
    if (
        body
        and (is_bank or body[1] in _OF_PEOPLE)
        and of_what
        and not of_what & own
        and body[1] not in issuer
    ):
        return True  # "The Ministry of Finance announced", in the text of a bank
    if _OWN.search(head):
        return False  # "the Council", of its own text
    # "Ottawa announced that Canada will send": of whom else they speak is told behind the verb
    behind = sentence[found.end() :]
    named = frozenset(content_stems(f"{who} {behind}")) & own or party_codes(f"{who} {behind}") & codes
    alone = who.removeprefix("The ")
    return not (named or (not is_bank and " " not in alone and not alone.isupper()))
