"""Words that weigh in an edit: limits, floors, conditions, times, softer and firmer verbs. Data for :mod:`edit_rules`."""

from __future__ import annotations

import re

ADJUNCT = re.compile(
    r"(?:working (?:closely )?with|together with|along with|jointly with|with|by|through|via|in|under|for|of|to|from|on|against|among|between|across)\b"
)
INSTRUMENT = re.compile(r"(?:by|through|via|under|using)\b")
# Why something is done is neither more nor less of it; "to Estmark" and "to the ports" do not say why.
REASON = re.compile(
    r"(?:in order |so as )to\b|in (?:the face|(?:the )?light|view) of\b|to (?!the\b|an?\b|all\b|its\b|their\b|our\b)[a-z]+\b"
)
# Guide, section 11: who says it again, or says it with emphasis, promises no more and no less.
EMPHASIS = re.compile(
    r"(?:re)?affirm\w*|reiterat\w*|underscor\w*|underlin\w*|stress\w*|emphasi[sz]\w*|express\w*|unwavering|resolute\w*|steadfast|ironclad"
    r"|shared?|also|further|strong\w*|firm\w*|continu\w*|importance|principle"
)
RESTRICTS = re.compile(
    r"(?:owned|located|based|designed|made|produced|affected|eligible|facing|living|working(?! (?:closely )?with\b)|that|which|who|whose|where)\b"
)
COUNTED = frozenset(
    """countries nations states governments members partners parties allies individuals people persons nationals officials entities
    companies businesses firms organizations organisations agencies institutions counties communities sites locations projects""".split()
)
LENGTHS = {
    "hour": 1,
    "day": 24,
    "week": 168,
    "month": 730,
    "quarter": 2_190,
    "year": 8_766,
    "decade": 87_660,
}  # hours
TERMS = frozenset(form for name in LENGTHS for form in (name, f"{name}s"))
LIMIT_OF_TIME = frozenset("within in than by before until".split())
OFTEN = frozenset(("every", "each"))
MODAL_FORCE = {"will": 2, "shall": 2, "must": 2, "should": 1, "may": 0, "might": 0, "could": 0, "can": 0}
WHOLE = frozenset("all every each any both".split())
QUANTIFIES = frozenset(("all", "every"))  # by itself: "all measures", then "measures"
PART = frozenset("some most many several certain few half selected".split())
MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
# The same in the place of other words: "about" and "after" may be there for another preposition, and "some" for "several".
LIMIT_FOR_OTHER = re.compile(
    r"\b(?:up to|at most|no more than|capped at|limited to|within (?:an?|the) (?:\w+ )?(?:ceiling|limit|cap))\b"
)
ESCAPE = re.compile(
    r"\b(?:if|unless|provided|subject to|as (?:appropriate|applicable|necessary|needed)|where possible|contingent|conditional|in principle|in due course"
    r"|depending on|to the (?:maximum )?extent|as far as (?:possible|practicable)|insofar as|on condition that)\b"
)
LIMITS = re.compile(
    r"\b(?:up to|at most|no more than|nearly|almost|approximately|about|around|roughly|some|an estimated|capped at"
    r"|within (?:an?|the) (?:\w+ )?(?:ceiling|limit|cap))\b"
)
FLOORS = re.compile(
    r"\b(?:at least|no less (?:\w+ )?than|no fewer than|more than|over|additional|another|further)\b"
)
SOME = re.compile(
    r"\b(?:certain|some|selected|only|solely|limited to|to the extent)\b|\b(?:under|below|aged|earning|(?:old|young)er than) [$€£¥₩]?\d"
)
CONDITION = re.compile(
    r"\b(?:if|unless|provided|subject to|(?:as|where|if) (?:appropriate|applicable|necessary|needed)|where possible|contingent|conditional"
    r"|pending|in principle|in due course|consistent with|depending on|in consultation with|as far as (?:possible|practicable)|insofar as|on condition that|to the (?:maximum )?extent"
    r"|as (?:funds|resources|conditions|circumstances) (?:allow|permit)|as long as|so long as|in the event|in case)\b|^(?:and |but |only |even )?(?:when(?! it comes)|once|after)\b"
)
PERIOD = r"(?:years?|months?|weeks?|days?|hours?|decades?|spring|summer|fall|autumn|winter)"
TIME = re.compile(
    r"\b(?:by|before|within|until|for|over|during|through|no later than|in)\s+(?:the\s+)?(?:\w+\s+){0,4}"
    rf"(?:\d{{4}}|{PERIOD}|january|february|march|april|May|june|july|august|september|october|november|december)\b"
    rf"|\b(?:this|next|coming|every|each)\s+(?:\w+\s+)?{PERIOD}\b|\b(?:sooner|earlier|later) than\b"
    r"|\b(?:immediate(?:ly)?|without delay|as soon as possible|in a timely (?:manner|way|fashion)|annually)\b"
    r"|\bat (?:the|its|their) (?:[\w']+ ){0,5}(?:meeting|summit|session|conference)\b|\bfor (?:an?|some) (?:\w+ )?(?:period|time)\b"
)
# In the place of a judgement against the same thing these are the firmest and no negation: "are concerned at", then "reject".
REJECTS = frozenset("refuse refuses reject rejects oppose opposes".split())
AGAINST = re.compile(
    r"\b(?:concern(?:s|ed)?|worr(?:y|ies|ied)|alarmed|dismay(?:s|ed)?|disappointed|regrets?|regretted|deplor(?:e|es|ed)|condemn(?:s|ed)?"
    r"|denounc(?:e|es|ed)|critici[sz](?:e|es|ed)|disapprov(?:e|es|ed))\b"
)
DIFFERENT = frozenset("only later less fewer more earlier least just".split())  # "no later than", "not only"
SOFTER = re.compile(
    r"\b(?:plans?|intends?|intention|intend|seeks?|aims?|hopes?|explor\w+|consider\w*|look(?:s|ing)? into|working to|work(?:s|ing)? towards?|efforts?|endeavou?rs?|striv(?:es?|ing)|(?:is|are|be|stands?|remains?) (?:ready|prepared) to|encourag\w+|discuss\w*|announcement of|action to|may|could|might)\b"
)
OPEN = re.compile(
    r"^whether\b"
)  # in the place of what was taken as given: "the timing of cuts", then "whether any cuts …"
FIRMER = re.compile(
    r"\b(?:will|shall|must|commits?|committed|agreed|agrees|sign(?:s|ed)|conclude[sd]?|approve[sd]?|adopt(?:s|ed)?|decide[sd]?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|(?<!to )resolve[sd]?"
    r"|directs?|directed|orders?|ordered|requires?|required|ensures?|make sure|guarantees?)\b"
)
# Guide, sections 4 and 11: on the rung of "will", so that one in the place of another moves nothing.
# So is what has its day: "will convene", then "is set for".
COMMITTED = re.compile(
    r"\b(?:commitments?|undertak(?:es?|ing)|dedicat(?:ed|ion)|determin(?:ed|ation) to|(?:takes?|took|taking) (?:its |their |the )?decisions?|(?:is|are) (?:set|scheduled|due) (?:for|to|on))\b"
)
# How somebody sees it, in other words: one of these in the place of another is neither softer nor firmer.
# "The talks held in Halden" and "the boats found there" say nothing of it.
VIEW = re.compile(
    r"\b(?:consider(?:s|ed)?|judg(?:es?|ed)|assess(?:es|ed)?|believ(?:es?|ed)|thinks?|thought|deem(?:s|ed)?"
    r"|(?:holds?|held|finds?|found)(?= (?:that|it|the view)\b|$)|(?<!with )(?<!this )(?<!that )regard(?:s|ed)?"
    r"|views?|viewed|opinion|(?:is|are|was|were) convinced)\b"
)
GOES_ON = re.compile(r"\b(?:continu(?:es?|ing)|remain(?:s|ing)?)\b")
# verbs that say nothing beside their noun: "take part" is one word for "participate"
LIGHT = frozenset(
    "take takes taken took taking make makes made making give gives given gave keep keeps kept hold holds held".split()
)
# verbs for one act: in the place of each other they move nothing
SAME_ACT = (
    ("begin", "start", "launch", "commence"),
    ("end", "stop", "cease", "halt", "terminate", "discontinue"),
    ("keep", "maintain", "retain", "preserve", "uphold"),
    ("raise", "increase"),
    ("lower", "reduce", "cut", "decrease"),
    ("buy", "purchase", "procure"),
    ("help", "assist", "support", "aid"),
    ("build", "construct"),
    ("send", "dispatch"),
    ("fund", "finance"),
    ("protect", "defend", "safeguard"),
    ("join", "participate"),
)
# forms that share no stem with their verb
IRREGULAR = dict(
    pair.split("/")
    for pair in """began/begin begun/begin bought/buy brought/bring chose/choose drew/draw fell/fall fought/fight grew/grow kept/keep led/lead left/leave
    met/meet paid/pay rose/rise said/say saw/see sold/sell sought/seek stood/stand taught/teach went/go withdrew/withdraw won/win""".split()
)
TO_BE = frozenset("is are was were be been being".split())
DONE = frozenset("has have had was were".split())
POINTING = frozenset("this that these those such it its they their them he she".split())
NUMBER = re.compile(r"[$€£¥₩]?\d[\d.,]*%?")
