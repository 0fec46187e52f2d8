"""Words that weigh in an edit: limits, floors, conditions, times, softer and firmer verbs. Data for :mod:`edit_rules`."""

from __future__ import annotations

import re

ADJUNCT = re.compile(r"(?:with|by|through|via|in|under|for|of|to|from|on|against|among|between|across)\b")
INSTRUMENT = re.compile(r"(?:by|through|via|in|under|using)\b")
RESTRICTS = re.compile(
    r"(?:owned|located|based|designed|made|produced|affected|eligible|facing|living|working|that|which|who|whose|where)\b"
)
COUNTED = frozenset(
    """countries nations states governments members partners parties allies individuals people persons nationals officials entities
    companies businesses firms organizations organisations agencies institutions counties communities sites locations projects""".split()
)
TERMS = frozenset("day days week weeks month months year years hour hours".split())
LIMITS = re.compile(
    r"\b(?:up to|at most|no more than|nearly|almost|approximately|about|around|roughly|some|an estimated)\b"
)
FLOORS = re.compile(r"\b(?:at least|no less than|no fewer than|more than|over|additional|another|further)\b")
SOME = re.compile(r"\b(?:certain|some|selected|only|solely|limited to|to the extent)\b")
CONDITION = re.compile(
    r"\b(?:if|unless|provided|subject to|(?:as|where|if) (?:appropriate|applicable|necessary|needed)|where possible|contingent|conditional"
    r"|pending|in principle|in due course|consistent with|depending on|in consultation with|to the (?:maximum )?extent"
    r"|as long as|so long as|in the event|in case)\b|^(?:and |but |only |even )?(?:when(?! it comes)|once|after)\b"
)
PERIOD = r"(?:years?|months?|weeks?|days?|hours?|decades?|spring|summer|fall|autumn|winter)"
TIME = re.compile(
    r"\b(?:by|before|within|until|for|over|during|through|no later than|in)\s+(?:the\s+)?(?:\w+\s+){0,4}"
    rf"(?:\d{{4}}|{PERIOD}|january|february|march|april|May|june|july|august|september|october|november|december)\b"
    rf"|\b(?:this|next|coming|every|each)\s+(?:\w+\s+)?{PERIOD}\b|\b(?:sooner|earlier|later) than\b"
    r"|\b(?:immediately|without delay|as soon as possible|annually)\b"
    r"|\bat (?:the|its|their) (?:[\w']+ ){0,5}(?:meeting|summit|session|conference)\b"
)
DIFFERENT = frozenset("only later less fewer more earlier least just".split())  # "no later than", "not only"
SOFTER = re.compile(
    r"\b(?:plans?|intends?|intention|intend|seeks?|aims?|hopes?|explor\w+|consider\w*|working to|efforts?|encourag\w+|announcement of|action to|may|could|might)\b"
)
FIRMER = re.compile(
    r"\b(?:will|shall|must|commits?|committed|agreed|agrees|decide[sd]?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|resolve[sd]?"
    r"|directs?|directed|orders?|ordered|requires?|required|ensures?|make sure|guarantees?)\b"
)
POINTING = frozenset("this that these those such it its they their them he she".split())
NUMBER = re.compile(r"[$€£¥₩]?\d[\d.,]*%?")
