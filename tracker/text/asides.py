"""Words that state nothing: a clause that only leads to a statement, and what is said to run a conversation."""

from __future__ import annotations

import re

# "In determining the size of its moves, | the Committee will assess …": when or how is no statement (coding guide, section 6).
OPENS = re.compile(r"\W*(?:and |but )?(?:in|by|when|while|after|before|upon) ", re.IGNORECASE)
# what is said in such a clause is said all the same
SAYING = r"(?:re)?(?:affirm|iterat|call|emphasi[sz]|underscor|underlin|stress|welcom|condemn|recogni[sz]|urg|acknowledg|thank|commend|highlight|express)"
GERUND = re.compile(rf"(?:\w+ly )?(?!{SAYING})\w+ing\b", re.IGNORECASE)
TALK = re.compile(
    r"(?:(?:and|so|okay|all right|with that|I|now|then)\b[,\s–-]*)*(?:let[’']s (?:go|turn|move) (?:back |over |now )*to\b"
    r"|(?:we|I)(?:[’']ll| will| can) (?:now |then |just )*(?:turn to (?:your |the )?questions|go (?:back )?to the line|come (?:right )?back to you|get back to you)"
    r"|we (?:have|[’']ve got) time for (?:one|two|a few|a couple))",
    re.IGNORECASE,
)
# "Discussed, reviewed, exchanged views on": no statement, whatever stands behind it (coding guide, section 11).
DISCUSSED = re.compile(
    r"(?:(?:they|we|he|she|the (?:two |three )?(?:sides|leaders|ministers|secretaries|principals)) )?(?:(?:also|further|briefly|then) )?"
    r"(?:discussed|reviewed|exchanged views|consulted on)\b",
    re.IGNORECASE,
)


def states_nothing(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, is such a clause, such talk, or tells what was talked of."""
    if TALK.match(text, start, end) or DISCUSSED.match(text, start, end):
        return True
    return bool(OPENS.fullmatch(text, begin, start) and GERUND.match(text, start, end))
