"""Where a clause of a Korean sentence begins that is a statement of its own. Pure.

    "… 공격을 규탄하고 | 조속한 석방을 촉구하였다"       a verb that makes statements stands before
    "도발을 중단하고 | 대화에 복귀할 것을 촉구하였다"     two things are asked for, each with its verb
    "도발 중단 및 | 대화 복귀를 촉구하였다"              or each with its noun

English gives each statement a verb of its own as well, but the network that learned mostly from English
draws such Korean sentences as one unit. What is asked for twice is two units (coding guide, section 4).
"""

from __future__ import annotations

import re

# how much likelier, on the logit of B, a unit begins behind a clause that may stand alone, and behind one that does
LIKELY, SURE = 3.0, 8.0

# a verb's -고, no noun's and no quotation's ("…라고")
ENDING = re.compile(r"(?:(?:하|되|시키|이|있|없|않|받|갖|나가|짓|보|주)고|며|면서|한편)[,，]?$")
BEFORE = 24  # characters before a clause in which its forerunner's verb stands
SAYS = re.compile(
    r"(?:규탄|촉구|요구|요청|당부|독려|환영|지지|평가|개탄|우려를 표명|유감을 표명|사의를 표명)"
    r"(?:하|했|하였)(?:고|며|으며|면서|는 한편)[,，]?$"
)
CONCESSION = re.compile(r"불구하고[,，]?$")  # "in spite of": no statement
PAIRED = re.compile(r"의\s\S+고$")  # "국제사회의 단합되고 단호한 대응": two words for one noun
GOES_ON = re.compile(r"있|나서|나면|싶|자\b")  # "하고 있다" is one verb
ASKED = r"(?:[가-힣]+[히게]\s|재차\s|거듭\s)?(?:촉구|요구|요청|당부|독려|권고)(?:하|했|한)"
# behind "중단하고": words up to the verb of the next thing asked for, none of them a verb before a noun,
# with which "하고" would go together ("불안을 조성하고 긴장을 고조시키는 행위")
NEXT_ASKED = re.compile(
    r"(?:(?!\S*(?:[하되시키있없않받]는|[가-힣]{2}[한킨]\s(?!것))|\S*[할될킬]\s)\S+\s){1,12}?\S+[할될킬갈올설]\s것을\s"
    + ASKED
)
# "위반한 것으로 북한이 …": what stands before is said, and somebody else is the subject
IS_ONE = re.compile(r"[한인된]\s것으로[,，]?$")
SUBJECT = re.compile(r"[가-힣·]+[이가은는](?=\s)(?!\s?것)")
DESCRIBES = re.compile(r"(?:조속|신속|완전|긴밀|단호|성실|진지|철저|충실|명확|투명|무조건|필요|중요)한\s")
NOUNS = "중단|종식|석방|복귀|이행|준수|철수|철회|재개|해제|포기|폐기|자제|송환|반환|공개|참여|보장|보호|해결|개선|시정|비핵화|정상화"
TWO_NOUNS = re.compile(rf"\s(?:{NOUNS})(?:\s및|[,，])\s?$")
NEXT_NOUN = re.compile(rf"(?:[^\s,，.]+\s){{1,12}}?(?:{NOUNS})를?을?\s" + ASKED)
LONGEST = 120  # characters of the next clause that are looked at


def stands_alone(said: str) -> bool:
    """Tell whether *said*, short as it is, is a statement beside the next one: it ends in a verb, or in one of two nouns."""
    return bool(ENDING.search(said) or TWO_NOUNS.search(said))


def begins_clause(text: str, at: int, stop: int) -> float:
    """Return what is added to the logit of "a unit begins at text[at]": 0 where no rule says so.

    *stop* is the end of the sentence.
    """
    before = text[max(0, at - BEFORE) : at].rstrip()
    if ENDING.search(before):
        if CONCESSION.search(before) or PAIRED.search(before) or GOES_ON.match(text, at):
            return 0.0
        if SAYS.search(before) or (before.rstrip(",，").endswith("고") and _is_asked(text, at, stop)):
            return SURE
        return LIKELY
    if IS_ONE.search(before) and SUBJECT.match(text, at, stop):
        return SURE
    if TWO_NOUNS.search(text, max(0, at - BEFORE), at) and NEXT_NOUN.match(text, at, min(stop, at + LONGEST)):
        return SURE
    return 0.0


def _is_asked(text: str, at: int, stop: int) -> bool:
    ahead = DESCRIBES.sub("", text[at : min(stop, at + LONGEST)])
    return bool(NEXT_ASKED.match(ahead))
