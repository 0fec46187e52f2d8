"""Who says a text together, and whom its issuer meets: read from the title and the opening sentences.

"The following statement was released by the Governments of Norvale and Estmark"
"We, the Foreign Ministers of Norvale, Estmark and Lurania, condemn"
"Foreign Minister Hale’s Call with Estmark Foreign Minister Orr"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.mentions import PartyMention, mentions, parties_in
from tracker.segment.tokens import Tokens, tokenize

GROUPS = {  # speak under their own name
    "G7": frozenset({"CAN", "FRA", "DEU", "ITA", "JPN", "GBR", "USA"}),
    "QUAD": frozenset({"AUS", "IND", "JPN", "USA"}),
}
MEMBERS = {  # speak as their members
    "AUKUS": frozenset({"AUS", "GBR", "USA"}),
    "C5+1": frozenset({"KAZ", "KGZ", "TJK", "TKM", "UZB", "USA"}),
    "NORDEFCO": frozenset({"DNK", "FIN", "ISL", "NOR", "SWE"}),
    "NB8": frozenset({"DNK", "EST", "FIN", "ISL", "LVA", "LTU", "NOR", "SWE"}),
}
COALITIONS = frozenset({*GROUPS, "G20", "BRICS", "D-ISIS", "JEF", "Counter Ransomware Initiative"})
BESIDE = frozenset({"EU", "NATO", "AU", "UN"})  # no members of a coalition, but speak beside it
CROWD = 15  # a longer list of members of a coalition is called by its name
OPENING = 4  # sentences in which those who speak are listed
JOINT = re.compile(
    r"\bgemensamt\b|communiqu|leaders[’'`]? (?:statement|declaration|vision)|\bco-chairs?\b"
    r"|\bjoint(?: [\w.’'-]+){0,5}? (?:statement|declaration|read-?out|press release|vision|proclamation)\b"
    r"|\bministerial (?:joint )?(?:statement|declaration)\b|ministers[’'`]? (?:joint )?(?:statement|declaration|meeting statement)"
    r"|\b(?:declaration|statement) (?:of|by|from) (?:the )?(?:leaders|governments|foreign ministers|heads)",
    re.IGNORECASE,
)
RELEASED = re.compile(
    r"\bfollowing (?:is )?(?:the |a )?(?:text of )?(?:the |a )?(?:joint )?(?:statement|communiqu|declaration)"
    r"|\btext of (?:the |a )?(?:joint )?(?:statement|communiqu|declaration)|gave the following statement",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:[Gg]overnments? of|(?:released|issued|made|agreed|adopted|signed)(?: upon)? by|statement (?:by|of|from))\b"
)
AFTER_AUTHORS = re.compile(
    r"\b(?:met|(?:on|in) the margins|on the occasion|regarding|after|following the|at the|to express|to mark"
    r"|on [A-Z0-9]|condemning|calling|which)\b"
)
TALKS = re.compile(
    r"\b(?:calls?|meetings?|meets?|met|conversations?|talks|consultations?|dialogue|trilateral|bilateral|read-?out"
    r"|working group|discuss(?:ed|es)?|spoke|visits?|pull-aside|hosts?|receives?)\b",
    re.IGNORECASE,
)
SUBJECT_MATTER = re.compile(
    r"\s(?:on|regarding|about|concerning|to (?:mark|discuss|further)|against|at|in|following|after|marking|commending"
    r"|condemning|welcoming|supporting|announcing|calling|celebrating|recogni[sz]ing|honou?ring|commemorating)\s",
    re.IGNORECASE,
)
VISITED = re.compile(r"\b[Vv]isit\w* to\b")
TOGETHER = re.compile(
    r"\b(?:two|both|three) (?:sides|countries|governments|leaders|ministers|nations|presidents)\b"
)
PAIR = re.compile(
    r"\b[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}(?: ?[-–‒] ?[A-Z][\w.]*)+"
    r"|\b[A-Z][\w.]*(?: [A-Z][\w.]*){0,2} and (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}"
)
TOPICS = frozenset(
    "about regarding concerning following after discuss discussed discussing condemn to".split()
)
BETWEEN = frozenset(
    ", ( ) and och plus the - – & of republic kingdom state government governments both".split()
)
ARTICLES = frozenset("the both government governments republic kingdom people ’s".split())
# Behind these stands where somebody met, and before these what the meeting is called: nobody who speaks.
BESIDE_MEETINGS = frozenset("margins margin sidelines".split())
OF_A_MEETING = frozenset("annual spring autumn meetings assembly board boards".split())
BEFORE = frozenset("of by from between among comprising including are ( – — : ; , we".split())


def is_joint(title: str, lines: Sequence[Tokens], issuer: frozenset[str], lexicon: Lexicon) -> bool:
    """Tell whether several parties say the text together, by its title and its first sentences."""
    return (
        bool(JOINT.search(title))
        or any(len(_released(tokens, lexicon)) > 1 for tokens in lines[:3])
        or any(len(_opens(tokens, issuer, lexicon)) > 2 for tokens in lines[:2])
    )


def filed_under(
    issuer: frozenset[str], title: str, lines: Sequence[Tokens], lexicon: Lexicon
) -> frozenset[str]:
    """Return the states that say a text filed under a group's name: its title names them as one, its first sentence again.

    "A Norvale-Estmark Partnership" among the texts of NATO is of these two; empty where the title names the group.
    """
    if not issuer or not issuer <= COALITIONS | BESIDE or issuer & _codes(title, lexicon):
        return frozenset()
    pairs = (_codes(match.group(), lexicon) for match in PAIR.finditer(title))
    states = next(
        (codes for codes in pairs if len(codes) > 1 and codes.isdisjoint(COALITIONS | BESIDE)), frozenset()
    )
    said = frozenset(code for tokens in lines for _, _, code in parties_in(tokens, lexicon))
    return states if states and states <= said else frozenset()


def is_talk(title: str, issuer: frozenset[str], lexicon: Lexicon) -> bool:
    """Tell whether the text reports what its issuer and others said to each other, by its title."""
    return bool(TALKS.search(title) or issuer & enumerated(tokenize(title, 0, len(title)), lexicon))


def authors(
    title: str,
    lines: Sequence[Tokens],
    scanned: Sequence[Sequence[PartyMention]],
    issuer: frozenset[str],
    text: str,
    lexicon: Lexicon,
) -> frozenset[str]:
    """Return who says a joint text together; *lines* and their mentions *scanned* begin with the title."""
    named = _codes(SUBJECT_MATTER.split(title, maxsplit=1)[0], lexicon) or frozenset[str]().union(
        *(codes for match in PAIR.finditer(title) if len(codes := _codes(match.group(), lexicon)) > 1)
    )
    named = members(named.union(*(_released(tokens, lexicon) for tokens in lines[1:4])))
    state = len(issuer) == 1 and all(len(code) == 3 for code in issuer)
    if len(named) < 2:
        named |= officers(scanned[0], lexicon)
    coalition = named & COALITIONS
    if len(named) < 2:
        for tokens in lines[1 : OPENING + 1]:
            row = enumerated(tokens, lexicon)
            if len(row) > (2 if coalition else 1) and (issuer <= row or not state):
                named = row if not coalition or len(row) <= CROWD else coalition
                break
    if len(named | issuer) < 2:
        named |= next((codes for line in scanned[1:] if (codes := officers(line, lexicon))), frozenset())
    if len(named | issuer) < 2 and any("undersigned" in tokens.lower for tokens in lines[1:4]):
        ends = [tokenize(line, 0, len(line)) for line in text[-2000:].splitlines()]
        named |= max((enumerated(tokens, lexicon) for tokens in ends), key=len, default=frozenset())
    if coalition and (len(named - coalition) < 3 or not coalition.isdisjoint(GROUPS)):
        return coalition | (named & BESIDE)
    return (named if len(named) > 1 and not state and not issuer & named else named | issuer) - coalition


def members(codes: frozenset[str]) -> frozenset[str]:
    """Return *codes* with the groups that speak as their members replaced by these."""
    return codes.union(*(MEMBERS[code] for code in codes if code in MEMBERS)).difference(MEMBERS)


def met(
    title: str,
    lines: Sequence[Tokens],
    scanned: Sequence[Sequence[PartyMention]],
    issuer: frozenset[str],
    lexicon: Lexicon,
) -> frozenset[str]:
    """Return whom the issuer meets or talks to, by the title and the officers that the opening names."""
    head = VISITED.split(SUBJECT_MATTER.split(title, maxsplit=1)[0], maxsplit=1)[0]
    named = frozenset(code for one in mentions(tokenize(head, 0, len(head)), lexicon) for code in one.codes)
    pairs = (_codes(match.group(), lexicon) for match in PAIR.finditer(head))
    named = named.union(officers(scanned[0], lexicon), *(codes for codes in pairs if issuer & codes))
    for tokens, line in zip(lines[1 : OPENING + 1], scanned[1:], strict=False):
        topic = next((at for at, word in enumerate(tokens.lower) if word in TOPICS), len(tokens))
        if present := officers([one for one in line if one.begin < topic], lexicon):
            return named | present
    return named


def pair(text: str, known: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the states the text names as one: "Norvale-Estmark coordination", "between Norvale and Estmark".

    Where the text speaks of "the two sides" and its head names only one of
    them, such a pair says who the other is; the pair named most often counts.
    """
    pairs: Counter[frozenset[str]] = Counter()
    for match in PAIR.finditer(text) if TOGETHER.search(text) else ():
        codes = _codes(match.group(), lexicon)
        if len(codes) >= 2 and (not known or known & codes):
            pairs[codes] += 1
    return min(pairs, key=lambda codes: (-pairs[codes], sorted(codes))) if pairs else frozenset()


def officers(line: Sequence[PartyMention], lexicon: Lexicon) -> frozenset[str]:
    """Return the parties of the persons whom a sentence names with their offices."""
    found: set[str] = set()
    for one in line:
        if one.office and one.names and len(one.codes) < 2 and not one.owner:
            found |= one.codes or {code for name in one.names if (code := lexicon.people.get(name))}
    return frozenset(found)


def enumerated(tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    """Return the parties a sentence lists as authors: "the leaders of Norvale, Estmark and Lurania"."""
    row: list[str] = []
    end = 0
    for first, after, code in (*parties_in(tokens, lexicon), (len(tokens), len(tokens), "")):
        if code in COALITIONS:
            continue
        if not row or not BETWEEN.issuperset(tokens.lower[end:first]):
            if len(row) > 1 and row[0]:
                break
            before = [word for word in tokens.lower[max(0, first - 5) : first] if word not in ARTICLES]
            is_list = (not before or before[-1] in BEFORE) and BESIDE_MEETINGS.isdisjoint(before)
            row = [] if is_list else [""]
        if code:
            row.append(code)
            end = after
    named = end < len(tokens) and tokens.lower[end] in OF_A_MEETING  # "the Fund and the Bank Annual Meetings"
    return frozenset(row) if len(row) > 1 and row[0] and not named else frozenset()


def _released(tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    """Return who releases a text, by a sentence such as "The following statement was released by the Governments of"."""
    if not RELEASED.search(tokens.text):
        return frozenset()
    return _codes(AFTER_AUTHORS.split(BY.split(tokens.text, maxsplit=1)[-1], maxsplit=1)[0], lexicon)


def _opens(tokens: Tokens, issuer: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the parties a sentence begins with, the issuer among them: "Norvale, Estmark and Lurania are alarmed"."""
    begin = next((first for first, _, _ in parties_in(tokens, lexicon, 0, 6)), len(tokens))
    row = enumerated(tokens, lexicon) if begin < 5 else frozenset()
    return row if issuer <= row else frozenset()


def _codes(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the parties *text* names, without owners and without those an envoy is sent for."""
    tokens = tokenize(text, 0, len(text))
    found: set[str] = set()
    sent: set[str] = set()
    for first, after, code in parties_in(tokens, lexicon):
        before = tokens.lower[max(0, first - 2) : first]
        if tokens.lower[after : after + 1] != ("’s",) and "friends" not in before:
            (sent if "for" in before else found).add(code)
    return frozenset(found - sent)
