"""Closed word classes the grammar relies on. Words whose strength analysts may dispute are in lexicon.toml."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# a full stop after these does not end a sentence
ABBREVIATIONS = _words(
    """
    amb dr mr mrs ms messrs prof gen lt col maj capt cmdr adm sgt sen rep gov pres sec st hon
    rev fr no nos art arts para paras sec res vol ch fig pp cf vs etc e.g i.e jan feb mar apr
    jun jul aug sep sept oct nov dec inc ltd co corp dept est approx a.m p.m u.s u.k u.n d.c jr
    sr h.e h.r.h ph.d
    """
)
# "this assessment will …": things of the issuer that act
ACTING = _words(
    """
    assessment policy process review group groups partnership initiative mechanism framework
    programme program package measure measures action actions decision agreement forum dialogue
    visit meeting steps
    """
)
# may stand between a subject and its verb
ADVERBS = _words(
    """
    also further again today now then thus therefore both all together jointly once too
    therefore still clearly only very more each respectively moreover instead similarly equally
    hereby never likewise not fully
    """
)
AUXILIARY = _words(
    """
    am has have had is are was were be been being remain remains remained stay stand stands
    stood do does did
    """
)
# what follows these is no finite verb
BEFORE_NOUNS = _words("the a an its their our his her my this that these those any no of ’s s")
# bodies that speak as one
BODY = _words(
    """
    committee council board ministry department government administration bank delegation
    cabinet alliance embassy office commission quad
    """
)
# open a clause of its own
BREAKS = _words(
    """
    ; : that which who whom whose if when because although since where unless until whether how
    what whereby
    """
)
CONTINUE = _words("continue continues continued continuing")
# before an adjective of commitment: "remains committed"
COPULA = _words("is are was were be been am remain remains remained stay stays stand stands")
# verbs that say nothing by themselves: only what follows them can be a unit
EMPTY = _words(
    """
    express convey relay voice share see consider view believe expect state show
    demonstrate maintain judge anticipate understand assure declare agree repeat renew
    """
)
# never the issuer
FOREIGN = _words("regime society authorities junta community forces world")
# tables of the lexicon whose verbs introduce what is said
FRAMES = _words("frame_phrase frame")
# join a verb to the subject of the one before
JOINERS = _words("well but ; — or , while as and –")
# "met to reaffirm": an infinitive that reports
MET = _words("met meet meets meeting spoke gathered convened held participated today hosted")
MODALS = _words("will would shall should can could may might must cannot")
# forecasts rather than stances
OUTLOOK = _words("expect judge anticipate see view consider believe")
# possessives
OWNERS = _words("our its their his her my your")
# offices and bodies in the plural: all who speak
PLURAL = _words(
    """
    secretaries ministers presidents chancellors ambassadors representatives envoys directors
    leaders officials sides countries governments delegations participants principals
    counterparts heads members nations partners both experts teams capitals advisors governors
    parties states
    """
)
# pronouns that take a plural verb
PLURAL_SUBJECTS = _words("we they i you")
# openings that point at conduct just described
POINTING = _words("this these such it they each denying")
PREPOSITIONS = _words("of for to in on by with as at from about over")
# "will never accept": a stance
REFUSED = _words("accept tolerate recognize recognise allow permit condone")
# offices
SINGULAR = _words(
    """
    secretary minister president chancellor premier ambassador amb representative envoy director
    commissioner governor chair chairman chairwoman chairperson spokesperson advisor adviser
    counselor counsellor undersecretary administrator coordinator leader official king queen
    emperor prince pope delegate commander
    """
)
# belong to neither of two units they stand between
TRIM = _words(
    """
    ; — ” while as also or . – ? ! and : well but " , - that
    """
)
# action classes that, under way, are undertakings
UNDER_WAY = _words(
    """
    sanction deter reduce maintain strengthen establish cooperate implement provide support
    """
)
# what a warning threatens
WARNING = _words("respond consequences costs cost retaliate measures sanctions action actions")

# join actions
LINKS = _words(", and or ; but")
# may stand between "and" and the next verb
BETWEEN = _words(
    """
    instead also further fully immediately to then not effectively urgently meaningfully actively swiftly
    jointly as well
    """
)
# after these a word that could be a verb is a noun
NOUNISH = _words("of for in on between among with to from by against is are , . ) and or")
# open an instrument
MEANS = _words("by through via")
# open a noun phrase
DETERMINERS = _words("the a an its their our his her this that these those any all every")
DO = _words("do does did")
# adjectives as often as verbs: a verb only with an article or "to"
AMBIGUOUS = _words("close open secure free complete back value lead limit clear clean slow welcome")
# in the past these report, they do not bind: "sought to annex"
HISTORY = _words("seek strive continue aim")
# a sentence without a lead verb can hold a unit only with one of these
STANDALONE = _words(
    """
    must should intention intent plans wish anticipate expect face concern concerns commitment door path justification violate violates
    violated violation violations breach breaches breached threaten threatens threatened undermine undermines
    undermined attack unacceptable unlawful illegal threat danger heinous reprehensible jeopardize jeopardizes
    contravene contravenes destabilize destabilizes erode erodes risk escalation departure rate rates range
    policy accommodation purchases conditions contravention unjustifiable
    """
)
# stances that something is not to be
AGAINST = frozenset({"oppose", "reject", "remain opposed to"})
# open a clause that asserts nothing by itself
SUBORDINATORS = _words(
    "which who whom whose where whereby when if because although though unless until whether how what once whenever"
)
# pronouns that stand for speakers named elsewhere
ANAPHORS = _words("they he she it we i")
# "the two sides": speakers named elsewhere
COLLECTIVE = _words("sides both")
# point back at something named before
DEMONSTRATIVES = _words("such these this those")
# tables of the lexicon whose verbs give an opinion: after "continue to" they say what is done
OPINIONS = _words("direct condemn stance frame concern praise")
# tables of the lexicon whose participles are units beside the main verb: "underscoring the need"
ASIDES = _words("frame frame_phrase direct condemn concern praise stance")
# verbs that judge what was just described: "these launches highlight the importance of"
POINTERS = _words("highlight underscore underline demonstrate demand show")
# heads of state and government: with a name the opening does not give, not the issuer
HEADS_OF_STATE = _words("president chancellor premier king queen emperor prince pope")
# what an issuer does without saying who: "joint patrols will be held"
PASSIVE = _words(
    """
    patrols exercises consultations talks meetings meeting dialogue sanctions restrictions measures steps funds funding
    assistance aid support efforts visits exchanges cooperation agreement decision group groups committee office
    mechanism framework programme program projects
    """
)
# verbs of being: after "may" they forecast
STATES = _words("be have need remain do see come go let show play grow")
# verbs of putting one's name to something
BINDING = _words("sign adopt ratify")
# a signature binds where it is put under one of these
COMPACTS = _words(
    "agreement agreements memorandum treaty compact protocol accord convention arrangement declaration charter"
)
# what one will not do when one means to act: "will not hesitate to"
UNFAILING = _words("hesitate fail waver rest relent flinch falter shrink tire stop cease shy")
