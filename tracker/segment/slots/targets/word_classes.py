"""Closed classes of words by which targets are found: where a noun phrase ends, which nouns only say that something is done."""

from __future__ import annotations

from tracker.segment.grammar import ANAPHORS, AUXILIARY, MODALS, NEGATIONS, SUBORDINATORS, word_set
from tracker.segment.slots.triggers import DEMANDING
from tracker.segment.speakers.mentions import ROLES

ARTICLES = word_set("the a an its their our his her your my")
DETERMINERS = ARTICLES | word_set("any all each every both this these those such no some")
PREPOSITIONS = word_set(
    """
    of for in on to between among amongst against with towards toward from at over across into within under about
    around upon regarding concerning throughout beyond
    """
)
PRONOUNS = ANAPHORS | word_set(
    "them us him me there this that you everyone anyone themselves itself ourselves"
)
OBJECTS = word_set("them us him me themselves ourselves itself")
REFLEXIVE = word_set("ourselves themselves itself himself herself yourselves")
# subjects that are nobody
NOBODY = word_set("no none nobody nothing neither nowhere")
# where these stand a noun phrase has ended
ENDS = (
    AUXILIARY
    | MODALS
    | NEGATIONS
    | SUBORDINATORS
    | (PRONOUNS - {"this"})
    | word_set(
        """
        as by through because so than but including via amid amidst despite without during after before since
        following alongside along whereas due based today yesterday tomorrow now then here again also once
        ourselves accountable responsible unchanged forward together instead still already even well per thus
        therefore too already just able own such like unlike given according contrary irrespective regardless rather
        """
    )
)
# finite verbs of what somebody does or is, which the lexicon has as nouns or not at all
FINITE = word_set(
    """
    bear bears constitute constitutes pose poses posed represent represents threaten threatens undermine undermines
    violate violates breach breaches jeopardize jeopardizes jeopardise contravene contravenes destroy destroys need
    needs require requires continue continues continued seek seeks sought know knows knew contribute contributes
    play plays prevail prevails become becomes became depend depends go goes went give gives gave made makes make
    serve serves deserve deserves underpin underpins reflect reflects harm harms show shows shown took take takes
    fail fails failed come comes came brings bring brought cause causes caused see saw seen said want wants ought attach attaches
    obtain obtains enter enters utilise utilises utilize utilizes
    """
)
# what follows these is said of the subject
COPULAS = word_set(
    "am is are was were be been being remain remains remained become becomes became stay stays lies seems appears"
)
# behind a preposition these say how or when, and the phrase has ended: "in the coming year", "to account"
HOW_OR_WHEN = word_set(
    """
    order manner accordance line response concert regard basis way disposal future term terms year years month
    months week weeks day days decade time times moment respect particular face addition light view context parallel
    consultation conjunction full person event case once present end century pace account least short long coming
    particularly place turn part behalf first second principle practice general cooperation coordination
    collaboration today board effect near possible return
    january february april june july august september october november december
    """
)
# behind "this", they say when: "the tests this year"
TIMES = word_set("year month week morning afternoon evening summer autumn winter spring day decade")
# verbs of the lexicon that are nouns as well
AS_NOUNS = word_set(
    """
    support work return release visit study review fund finance respect help aid supply transfer use exercise end
    target form set cut ban limit sanction exchange share focus talk answer freeze increase request play launch
    attack help lead show drive link boost produce process progress access trade invest start stop stand step meet
    back free open secure level contract transition need needs
    """
)
# taken for the verb of a unit where they may be nouns: "all states"
NOUN_OR_VERB = word_set(
    "state states order orders work plan plans aim aims request requests demand demands call calls support value values view views "
    "hope hopes show shows note notes share launch lift see back consider respect sign signs"
)
# end in -ly and are no adverbs
NO_ADVERBS = word_set(
    """
    family ally assembly supply anomaly italy early daily weekly monthly timely friendly monopoly reply july rally
    deadly elderly holy lively costly orderly scholarly homely quarterly yearly
    """
)
# adjectives that no ending gives away
ADJECTIVES = word_set(
    "free open strong safe clear fair swift just stable secure full robust resilient peaceful inclusive deep broad close firm"
)
# in front of one more adjective: "strong and more capable"
MORE = word_set("more most less highly deeply mutually increasingly internationally environmentally")
# nouns that "to" joins to another noun: "access to work"
REACHING = word_set(
    "access barriers approach response respect contribution contributions threat threats attention risk risks opposition return"
)
# behind these "to" leads to a noun as well: "committed to peace"
BOUND = word_set("committed dedicated commitment commitments commit")
# nouns that only say that something is done: what is acted upon stands behind "to" and the verb
LIGHT = word_set(
    """
    effort efforts action actions step steps measure measures work attempt attempts need opportunity opportunities way
    ways means decision ability right willingness readiness determination commitment commitments resolve intention
    chance capacity plan plans role responsibility desire everything priority urgency progress importance necessity reason obligation
    obligations call calls time agreement initiative initiatives approach tools mechanism mechanisms contribution
    contributions response discussions talks negotiations pressure possible
    """
)
# nouns of what is said about something: it stands behind the preposition
SAYING = word_set(
    """
    importance need necessity urgency value centrality significance inadmissibility justification alternative doubt
    reason time concern concerns matter issue issues fact idea possibility prospect
    """
)
# nouns that a clause follows: "our belief that the ferries"
HOLDING = word_set(
    "belief view position understanding confidence hope opinion conviction fact recognition assessment principle expectation demand call request"
)
# within an amount
LARGE = word_set("million billion trillion thousand percent dollars euros usd least additional another more")
# say what somebody or something will do: "Bank Rate is likely to continue"
LIKELY = word_set("likely expected")
# "noted with great concern"
FEELINGS = word_set(
    "satisfaction concern regret appreciation interest alarm pleasure gratitude dismay sadness pride grave deep great"
)
# stand between a verb and its object
OTHER_PARTICLES = word_set(
    "hard side back forward down even more than least better ahead home long proactively toward towards"
)
# in front of a subject
OPENING = SUBORDINATORS | word_set(
    "that and but or so also even furthermore moreover however indeed meanwhile therefore"
)
# a clause that begins with these has its subject behind the comma
IN_FRONT = word_set("as given by without amid like following despite")
# between commas behind a verb: "will share, as appropriate, what it knows"
ASIDE = word_set("as where if when in through by including together along alongside with jointly")
# a full stop behind these ends no phrase
TITLES = word_set("mr mrs ms dr prof gen st h.e")
# between two parts of one word, where no space stands beside them
DASHES = frozenset("-‑–/&")
# in front of a phrase they are passed over; within it marks are closed or the phrase ends before them
QUOTES = frozenset("“”\"‘'’«»")
MARKS = frozenset('“”"‘')
POSSESSIVES = frozenset({"’s", "'s", "`s", "´s"})
# verbs that are said to somebody: who stands behind them is asked, whatever follows
ASKING = word_set(
    "call calls called calling urge urges urged urging invite invites invited implore implored instruct instructs instructed appeal"
)
# who can be asked and can act, besides offices, bodies and named parties
ACTORS = ROLES | word_set(
    """
    authorities authority parties party actors actor community companies institutions organizations organisations
    stakeholders citizens people peoples junta military regime allies ally donors forces nation lenders creditors
    agencies bodies firms banks businesses individuals entities neighbours neighbors sector societies groups
    leadership economies armies militias fighters officers humanity everyone workers states alliance international
    """
)
# end of whom is thanked, of who is asked, of with whom something is done
THANKED = word_set("for")
WHAT_FOR = word_set("to")
WITH_WHOM = word_set("on to in towards")
# tables of the lexicon whose verbs judge
JUDGING = word_set("condemn concern praise concern_adjective praise_adjective stance frame direct")
# no target where they stand alone
NO_TARGETS = (
    ENDS
    | DETERMINERS
    | PRONOUNS
    | FINITE
    | word_set(
        "why later foremost much more further better home doing part something someone many two three others extent early late"
    )
)
NO_NOUNS = ("able", "ible", "ous", "ed", "ful")  # endings of words that are no nouns by themselves
# words of a clause: what "such incidents" stands for has none of them
CLAUSAL = (
    AUXILIARY
    | MODALS
    | SUBORDINATORS
    | FINITE - word_set("need needs")
    | word_set("that stressed said commends commended condemn condemned")
)
# put together once
AFTER_PARTICIPLE = DETERMINERS | PREPOSITIONS | ENDS
BEFORE_NOUN = DETERMINERS | PREPOSITIONS
OBJECT_BEGINS = DETERMINERS | OBJECTS
EMPTY_NOUNS = SAYING | LIGHT
ANY_FINITE = MODALS | AUXILIARY | FINITE
OUGHT = DEMANDING | MODALS
IN_SUMS = LARGE | DETERMINERS
NOTHING = (0, 0)  # no phrase
