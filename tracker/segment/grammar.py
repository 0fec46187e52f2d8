"""Closed word classes the grammar relies on. Words whose strength analysts may dispute are in lexicon.toml."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of *text*, each once."""
    return frozenset(text.split())


# a full stop after these does not end a sentence
ABBREVIATIONS = word_set(
    """
    amb dr mr mrs ms messrs prof gen lt col maj capt cmdr adm sgt sen rep gov pres sec st hon
    rev fr no nos art arts para paras sec res vol ch fig pp cf vs etc e.g i.e jan feb mar apr
    jun jul aug sep sept oct nov dec inc ltd co corp dept est approx a.m p.m u.s u.k u.n d.c jr
    sr h.e h.r.h ph.d rs
    """
)
# may stand between a subject and its verb
ADVERBS = word_set(
    """
    also further again today now then thus therefore both all together jointly once too
    therefore still clearly only very more each respectively moreover instead similarly equally
    hereby never likewise not fully
    """
)
AUXILIARY = word_set(
    """
    am has have had is are was were be been being remain remains remained stay stand stands
    stood do does did
    """
)
# bodies that speak as one
BODY = word_set(
    """
    committee council board ministry department government administration bank delegation
    cabinet alliance embassy office commission quad
    """
)
# never the issuer
MODALS = word_set("will would shall should can could may might must cannot")
# offices and bodies in the plural: all who speak
PLURAL = word_set(
    """
    secretaries ministers presidents chancellors ambassadors representatives envoys directors
    leaders officials sides countries governments delegations participants principals
    counterparts heads members nations partners both experts teams capitals advisors governors
    parties states
    """
)
# offices
SINGULAR = word_set(
    """
    secretary minister president chancellor premier ambassador amb representative envoy director
    commissioner governor chair chairman chairwoman chairperson spokesperson advisor adviser
    counselor counsellor undersecretary administrator coordinator leader official king queen
    emperor prince pope delegate commander
    """
)

# open a clause that asserts nothing by itself
SUBORDINATORS = word_set(
    "which who whom whose where whereby when if because although though unless until whether how what once whenever"
)
# pronouns that stand for speakers named elsewhere
ANAPHORS = word_set("they he she it we i")
# "the two sides": speakers named elsewhere
COLLECTIVE = word_set("sides both")
# point back at something named before
DEMONSTRATIVES = word_set("such these this those")
# heads of state and government: with a name the opening does not give, not the issuer
HEADS_OF_STATE = word_set("president chancellor premier king queen emperor prince pope")
# turn an action or a stance around
NEGATIONS = word_set("not never no neither nor cannot")
# behind a negation these make it firmer, or leave the sense as it is: "will not hesitate to", "not only", "not yet", "no less than"
UNTURNED = word_set(
    "hesitate fail waver rest relent flinch falter shrink tire shy only yet least just later less more fewer lower higher greater"
)
# turn a stance around without a negation
OPPOSING = word_set(
    """
    oppose opposes opposed opposing opposition reject rejects rejected rejecting rejection refuse refuses refused
    unacceptable inadmissible
    """
)
# of one's own policy: what is looked for is intended, whatever the verb behind ("anticipates that it will raise")
LOOKING = word_set("anticipate anticipates expect expects")
