"""The verbatim slots of a Korean unit: condition, deadline, amount, goal, basis; and what is acted upon. All with offsets."""

from __future__ import annotations

import re

from tracker.domain import Slot

PATTERNS = {
    "condition": re.compile(
        r"[^,，.]*?(?:경우(?:에는|에도|에)?|다면|한다면|하면|(?:\s|발생|도발|필요|유사|위반|실험|발사|공격|비상)시(?:에는|에)?|전제로|전제 하에"
        r"|조건으로)(?=[\s,，]|$)"
    ),
    "deadline": re.compile(
        r"(?:(?:\d{2,4}년|올해|금년|내년|내후년|연)(?:도)?\s?(?:상반기|하반기|초|중|말|내|이른 시기에?|\d{1,2}월(?:\s?\d{1,2}일)?)?(?:까지)?(?:[에도]|부터)?(?=[\s,.·]|$)"
        r"|(?:이달|다음 달|내달|\d{1,2}월)\s?(?:\d{1,2}일)?(?:까지)?(?=[\s,.에]|$)"
        r"|\d+(?:년|개월|주|일)\s?(?:이내|안에|내에|동안|간)|[^\s,]*\s?(?:종료|완료)\s?시까지"
        r"|조속한 시일 내(?:에)?|조기에|이른 시일 내(?:에)?|가까운 시일 내(?:에)?|연내(?:에)?|연중|지체\s?없이)"
    ),
    "amount": re.compile(
        r"(?:약|총|최대|최소)?\s?(?:미화|미)?\s?\d[\d,.]*\s?(?:[천백십]?[조억만]|[천백])?(?:\s?\d[\d,.]*[억만천]*)?\s?여?\s?"
        r"(?:달러|불|원|엔|유로|위안|파운드|톤|명|도스|회분|대|척|퍼센트|%|bp)(?=[^가-힣]|[을를의이가은는로]|규모|상당|$)"
    ),
    "goal": re.compile(r"[^,，.]{2,60}?(?:위해서?|위하여|도록|위한)(?=[\s,，])"),
    "basis": re.compile(r"(?:안보리\s)?결의\s?\d{3,4}호?|제\s?\d+조"),
}
# "10월 중 재발사를 예고한": the date of what somebody else said or did
PAST = re.compile(
    r"[^,，]{0,24}?(?:예고|발표|합의|개최|체결|채택|선언)[한된](?=\s)|[^,，]{0,24}?(?:열린|있었던)(?=\s)"
)
OBJECT = re.compile(r"([^\s,，]+(?:\s[^\s,，]+){0,5}?[을를])(?=\s)")
ABOUT = re.compile(r"([^\s,，]+(?:\s[^\s,，]+){0,5}?)(?:에|과|와)\s?(?:대해서?|대하여|대한|관련하여)(?=\s)")
# who does it, or a verb: no part of what is acted upon
BREAK = re.compile(r"(?:[은는이가고며]|면서|에서|에게|으로|까지|위한|위해|대한|대해|관련)$")
REPORTED = re.compile(r"(?:필요성|중요성|것|점|노력|우려|의견|인식|입장|사의|뜻|말|데)[을를]$")


def find_slots(text: str, start: int, end: int, family: str) -> tuple[Slot, ...]:
    """Return the slots of the unit text[start:end], in order; a judgment looks back, so its dates are none."""
    found = []
    for name, pattern in PATTERNS.items():
        if family == "E" and name == "deadline":
            continue
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if name == "deadline" and PAST.match(text, last, end):
                continue
            while first < last and text[first].isspace():
                first += 1
            found.append(Slot(name, first, last, text[first:last]))
            if name in ("condition", "goal"):
                break
    return tuple(sorted(found, key=lambda slot: (slot.start, slot.end, slot.name)))


def target_of(quote: str) -> str:
    """Return what *quote* acts upon: the object that is no word of reporting, else what that is about, without particle; "" where there is none."""
    objects = [match.group(1)[:-1] for match in OBJECT.finditer(quote + " ")]
    telling = [one for one in objects if not REPORTED.search(f"{one}을")]
    telling = telling or ABOUT.findall(quote) or objects
    if not telling:
        return ""
    words = telling[-1].split()[-3:]
    last = max((number for number, word in enumerate(words[:-1], 1) if BREAK.search(word)), default=0)
    return " ".join(words[last:])
