"""Sentences that report what somebody outside says: a union, a forum, one member, a minister in the text of a bank. Pure."""

from __future__ import annotations

import re

_SAYS = (
    r"(?:(?:have|has|had)\s+)?(?:said|says|stated|told|urge[sd]|demand(?:s|ed)|argue[sd]|warn(?:s|ed)|suggest(?:s|ed)|claim(?:s|ed)|consider(?:s|ed)|recommend(?:s|ed)"
    r"|call(?:s|ed)\s+(?:in\s+[^,;.]{3,40}?\s+|(?:last|this)\s+\w+\s+|again\s+|once\s+more\s+)?(?:for|on|upon)|insist(?:s|ed)|h[eo]lds?\s+that|held\s+that|criticis\w+|criticiz\w+|comment(?:s|ed)|remark(?:s|ed)|noted\s+that|ask(?:s|ed)\s+(?:that|for)|wants?|would\s+like|pressed)\b"
)
# Bodies and people that issue no release of this sort themselves and sit on no board of those who do.
_OUTSIDERS = (
    r"(?:associations?|confederations?|federation\s+of\s+(?:\w+\s+)?(?:unions|industries|employers)|chambers?\s+of|trade\s+unions?|unions|forum"
    r"|networks?|observers?|analysts?|economists?|experts?|critics|lobb\w+|industry\s+(?:body|group|representatives)|respondents|commentators|traders|campaigners"
    r"|International\s+Monetary\s+Fund|IMF|World\s+Bank|WTO|World\s+Trade\s+Organi[sz]ation|OECD)\b"
)
_RELATIVE = r"(?:that|which|who|whose|been)\b"  # behind it another clause says something of them
# Who looks ahead, and sets no policy of the one who reports it.
_LOOKS_AHEAD = (
    r"(?:expect(?:s|ed)|project(?:s|ed)|forecasts?|predict(?:s|ed)|estimate[sd]|anticipate[sd])\b(?!\s+to\b)"
)
_FORECASTERS = r"(?:International\s+Energy\s+Agency|IEA|IMF|International\s+Monetary\s+Fund|World\s+Bank|OECD|OPEC|analysts|economists|forecasters|rating\s+agenc(?:y|ies))\b"
# Who sits in a parliament speaks for no government, and another central bank for none but itself.
_LEGISLATORS = r"(?:Senators?|Congress(?:man|woman|men)|Lawmakers?|MPs?|Deputies|Opposition\s+leaders?|(?:the\s+)?(?:opposition|senators?|lawmakers|parliamentarians|deputies))\b"
_BANKS = r"(?:other|several|some|many|most|major)\s+(?:\w+\s+)?central\s+banks\b"
# Who is sent to a meeting speaks for who sent him, and not for those who met: whatever he does there, he says it.
_DELEGATES = (
    r"(?:the\s+)?(?:permanent\s+)?(?:representatives?|delegates?|delegations?|observers?)\s+(?:of|from|for)\b"
)
_DOES = r"(?:pledged|promised|undertook|vowed|assured|announced|welcomed|thanked|regretted|rejected|stressed|recalled|added|explained|expressed|asked|objected|replied|appealed)\b"
# Who speaks for one part of the whole.
_ONE = r"(?:one|another|a\s+single|some|several)\s+(?:\w+\s+)?(?:members?|ministers?|delegations?|countries|states?|participants?)\b|an?\s+(?:\w+\s+){0,2}(?:representative|spokes\w+|official|minister)\s+(?:of|from|for)\b"
_CIRCUMSTANCE = r"(?:(?:received|asked|questioned|speaking|in|on|at|after|before|during|following|with|as|earlier|last|this|meanwhile|separately)\b[^,;.]{0,80},\s+)?"
_APPOSITION = r"(?:\s*,[^,;.]{1,100},)?"
_REPORTS = re.compile(
    rf"^\W*(?i:{_CIRCUMSTANCE})(?:"
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:[A-Z][\w’'&-]*|of|the|for|staff|mission|industry|business|small|national|international|private|market)\s+){{0,5}}?"
    rf"(?i:{_OUTSIDERS})(?:\s+(?!who\b|and\b)[\w’'&.-]+){{0,7}}?{_APPOSITION}\s+(?:\w+ly\s+)?{_SAYS}"
    rf"|(?:[Tt]he\s+)?{_FORECASTERS}{_APPOSITION}(?:\s*,[^,;.]{{1,60}},)?\s+{_LOOKS_AHEAD}"
    rf"|(?:[Ff]irms|[Bb]usinesses|[Hh]ouseholds|[Cc]ompanies|[Rr]etailers)\b(?:\s+(?!{_RELATIVE})[\w’'&.-]+){{0,8}}?\s+{_SAYS}"
    rf"|(?:(?:During|In|At|On)\s+(?:\w+\s+){{1,4}}?)?{_LEGISLATORS}(?:[’']s)?(?:\s+(?!{_RELATIVE})[\w’'&.-]+){{0,5}}?{_APPOSITION}\s+{_SAYS}"
    rf"|(?i:{_CIRCUMSTANCE}){_BANKS}(?:\s+[\w’'&.-]+){{0,8}}?\s+{_SAYS}"
    rf"|(?i:{_ONE})(?:\s+[\w’'&.-]+){{0,8}}?{_APPOSITION}\s+{_SAYS}"
    rf"|[^.;:“\"]{{3,100}}?\b(?:told|urged|called\s+on)\s+us\b"
    r"|[^.;:“\"]{3,80}\bmade\s+a\s+statement\s+for\s+the\s+minutes\b"
    r")"
)
_SENT = re.compile(
    rf"^\W*(?i:{_CIRCUMSTANCE})(?i:{_DELEGATES})(?:\s+(?!{_RELATIVE})[\w’'&.-]+){{0,8}}?{_APPOSITION}\s+(?:\w+ly\s+|also\s+)?(?:{_SAYS}|{_DOES})"
)
# What several agreed on tells what one of them said: "Ada Holt, Minister of Oil of Norvale, said that", "noted the statement of the President of Norvale that".
_OFFICE = r"(?:(?:Prime|Foreign|Deputy)\s+)*(?:Minister|President|Chancellor|Secretary|Ambassador|King|Crown\s+Prince|Representative|Governor)\b"
_MEMBER = re.compile(
    rf"^\W*(?i:(?:\w+ing\s+)?{_CIRCUMSTANCE})(?:"
    rf"(?:[A-Z][\w’'.-]*\s+){{1,6}}?[^,.;]{{0,20}},\s+(?:the\s+)?{_OFFICE}[^,;]{{0,60}},\s+{_SAYS}"
    rf"|[Tt]he\s+{_OFFICE}\s+of\s+[^,;.]{{3,60}}?(?:,[^,;.]{{1,60}},)?\s+{_SAYS}"
    rf"|[^,;.]{{0,60}}?\b(?:[Tt](?:ook|akes?|aking)\s+note\s+of|[Nn]ot(?:ed|es?|ing)|[Hh]eard|[Rr]ecall(?:ed|s|ing)?)\s+the\s+(?:statement|announcement|view|declaration|request|proposal|position|offer|remarks?)s?\s+(?:of|by|made\s+by|from)\b[^.;]{{3,100}}?\b(?:that|in\s+which)\b"
    r"|[^,.;]{0,60}?\b(?:[Tt](?:ook|akes?|aking)\s+note\s+of|[Nn]oting)\s+the\s+(?:\w+\s+){0,3}(?:review|report|study|findings|roadmap|letter|opinion)\b[^.;]{0,100}?,\s+which\s+"
    r"(?:recommend|conclud|found|stat|propos|call|suggest|sa(?:id|ys)|announc|declar)\w*"
    r")"
)
# "…,” said Radek Holub", "…”, Deputy Prime Minister Ada Holt told reporters": the words before are not the text's own.
_SAID = re.compile(
    r"(?:[,.!?][”\"],?|[”\"],)\s+(?:(?:the\s+|(?=an?\s))?(?:an?\s|[A-Z])[^.;“\"”]{0,120}?,?\s)?(?:said|says|added|told|noted|explained|remarked|commented|wrote)\b"
)
# "The Minister of Estmark said that Norvale should “double its support”": a text puts some words of others into quotation marks.
_IN_MARKS = re.compile(
    r"\b(?:sa(?:id|ys)|stat(?:ed|es|ing)|told|wr(?:ote|ites)|advis(?:ed|es)|suggest(?:ed|s)|inform(?:ed|s)|regrett?(?:ed|s)|recommend(?:ed|s)"
    r"|threaten(?:ed|s)|noting\s+that|demanding|calling\s+on|asked|called\s+(?:for|on)|view\s+(?:of|that)|adopted\s+by)\b[^\"“”]{0,100}[\"“][a-z][^\"“”]{16,}"
)
# Who speaks in a text speaks for it, whatever stands in quotation marks; not where another clause says what somebody else did.
_OWN = re.compile(
    r"\W*(?:We|I|It|They|He|She|(?:The|Our)\s+(?:\w+\s+){0,2}?(?:Board|Committee|Council|Ministry|Government|Ministers?|Leaders|leaders|ministers|Secretary|President"
    r"|Heads|Members|sides|Authority|Commission|Assembly|Conference))\b(?!\s+(?:of|for)\b)"
)
_OF_ANOTHER = re.compile(
    r",\s+(?:which|who)\b|\b(?:statement|view|opinion|letter|declaration|communiqué)s?\s+(?:of|by|from|adopted)\b"
)


def words_of_others(sentence: str) -> int:
    """Return how many characters of *sentence* name somebody outside who says the rest; 0 where it is the text's own.

    >>> said = "The Confederation of Norvale Trade Unions stated on Monday that the rate must fall."
    >>> said[:words_of_others(said)]
    'The Confederation of Norvale Trade Unions stated'
    >>> words_of_others("The Committee stated that the rate must fall."), words_of_others("We urged them to act.")
    (0, 0)
    >>> words_of_others("Senator Ada Holt called on the Government to act.") > 0
    True
    >>> words_of_others("Received at the Ministry, the President of the Doctors’ Network called for a ban.") > 0
    True
    >>> words_of_others("The Chamber of Commerce called in a letter of 18 June for a cut.") > 0
    True
    >>> words_of_others("The representative of Norvale pledged that her Government would reopen the port.") > 0
    True
    >>> words_of_others("Leaders thanked the WTO and called for open trade.")
    0
    """
    found = _REPORTS.match(sentence) or _SENT.match(sentence)
    return found.end() if found else 0


def words_of_a_delegate(sentence: str) -> bool:
    """Say whether *sentence* tells what the delegate of somebody it names says, or does at a meeting.

    >>> words_of_a_delegate("The representative of Norvale, speaking first, pledged to reopen the port.")
    True
    >>> words_of_a_delegate("The representatives of Norvale and Estmark met on Monday.")
    False
    """
    return bool(_SENT.match(sentence))


def is_quotation(sentence: str) -> bool:
    """Say whether *sentence* quotes somebody by name, "…," said Ada Holt, or tells in quotation marks what somebody said.

    >>> is_quotation('“I would like to see rates fall,” said Ada Holt.')
    True
    >>> is_quotation('“Rates will fall before autumn”, Minister of Finance Ada Holt told reporters on Tuesday.')
    True
    >>> is_quotation('“We shall not get used to it,” the Minister for Aid, Ada Holt, said.')
    True
    >>> is_quotation('“The ports are sound,” a rating agency wrote on 12 April.')
    True
    >>> is_quotation('The Minister of Estmark asked Norvale to “double its support within a year”.')
    True
    >>> is_quotation('We reaffirm our obligation “to pursue negotiations in good faith”.')
    False
    >>> is_quotation('The Minister said that Norvale would not accept “any change of the status quo by force”.')
    False
    """
    if _SAID.search(sentence):
        return True
    return bool(_IN_MARKS.search(sentence)) and (
        not _OWN.match(sentence) or bool(_OF_ANOTHER.search(sentence))
    )


def words_of_a_member(sentence: str) -> bool:
    """Say whether *sentence*, of a text that several agreed on, tells what one of them said.

    >>> words_of_a_member("Ada Holt, Minister of Oil of Norvale, said that she would have preferred more.")
    True
    >>> words_of_a_member("We took note of the statement of the President of Norvale that aid will go on.")
    True
    >>> words_of_a_member("Taking note of the review of the mission, which recommended a smaller staff,")
    True
    >>> words_of_a_member("The Ministers said that aid will go on.")
    False
    """
    return bool(_MEMBER.match(sentence))
