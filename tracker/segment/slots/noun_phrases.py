"""A noun phrase among the words of a sentence: where it begins, and where it ends without a parser.

    "the | safety of ferries in the Straits of Norvale | which were"     goes on over "of", "in", "and"
    "the | processes | founded by this council"                          ends before a participle and what hangs on it

Words are known by closed classes, by the verbs of the lexicon and by their endings. Where it is open whether a
word still belongs to the phrase, it does not: a phrase that is short by a word is better than one that runs on.
"""

from __future__ import annotations

from tracker.segment.grammar import ADVERBS, ANAPHORS, AUXILIARY, MODALS, NEGATIONS, SUBORDINATORS, word_set
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.tokens import Tokens

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
# finite verbs of statements on what somebody does or is, where the lexicon's would be taken for nouns
FINITE = word_set(
    """
    bear bears constitute constitutes pose poses posed represent represents threaten threatens undermine undermines
    violate violates breach breaches jeopardize jeopardizes jeopardise contravene contravenes destroy destroys need
    needs require requires continue continues continued seek seeks sought know knows knew contribute contributes
    play plays prevail prevails become becomes became depend depends go goes went give gives gave made makes make
    serve serves deserve deserves underpin underpins reflect reflects harm harms show shows shown took take takes
    fail fails failed come comes came brings bring brought cause causes caused see saw seen said want wants ought attach attaches
    """
)
# where these follow a preposition they say how or when, and the phrase has ended: "in the coming year", "to account"
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
AS_NOUNS = word_set(  # verbs of the lexicon that are nouns as well
    """
    support work return release visit study review fund finance respect help aid supply transfer use exercise end
    target form set cut ban limit sanction exchange share focus talk answer freeze increase request play launch
    attack help lead show drive link boost produce process progress access trade invest start stop stand step meet
    back free open secure level contract transition need needs
    """
)
NO_ADVERBS = word_set(
    """
    family ally assembly supply anomaly italy early daily weekly monthly timely friendly monopoly reply july rally
    deadly elderly holy lively costly orderly scholarly homely quarterly yearly
    """
)
# nouns that "to" joins to another noun
REACHING = word_set(
    "access barriers approach response respect contribution contributions threat threats attention risk risks opposition return"
)
# between two parts of one word, where no space stands beside them
DASHES = frozenset("-‑–/&")
QUOTES = frozenset("“”\"‘'’«»")
MARKS = frozenset('“”"‘')
POSSESSIVES = frozenset({"’s", "'s", "`s", "´s"})
LONGEST = 16  # words
LONGEST_ITEM = 5  # words of an item of a list between commas
MOST_PREPOSITIONS = 2  # besides "of"
ADJECTIVES = word_set(
    "free open strong safe clear fair swift just stable secure full robust resilient peaceful inclusive deep broad close firm"
)
TITLES = word_set("mr mrs ms dr prof gen st h.e")
MORE = word_set("more most less highly deeply mutually increasingly internationally environmentally")
TIMES = word_set("year month week morning afternoon evening summer autumn winter spring day decade")


def noun_phrase(
    tokens: Tokens, at: int, last: int, lexicon: Lexicon, ends: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """Return the first word of the noun phrase at word *at* and the one past its last; (at, at) where none begins there.

    *last* is where it ends at the latest. *ends* are words that end this one, besides those that always do:
    "for" in what is thanked.
    """
    lower, raw = tokens.lower, tokens.raw
    while at < last and raw[at] in QUOTES:
        at += 1
    index = end = whole = at  # *whole*: before the last "and" or preposition
    named = False  # since the last preposition or "and"
    opened: int | None = None  # where a quotation mark stands that is not closed yet
    joined, begun = 0, at  # *begun*: the first noun or adjective since then
    while index < last and index - at < LONGEST:
        word = lower[index]
        if word in POSSESSIVES or (word in "’'" and raw[index - 1].endswith("s") and index + 1 < last):
            if not named or index + 1 >= last:
                break
            named = False
            index += 1
        elif word in DETERMINERS:
            if named and not (word == "all" and index + 1 == last):
                break
            index += 1
        elif (word in ends or word in ENDS) and raw[index] != "US" and not _owns(lower, index):
            break
        elif word in ("and", "or", "&", ","):
            behind = (
                index + 2
                if word == "," and lower[index + 1 : index + 2] in (("and",), ("or",))
                else index + 1
            )
            if not named or behind >= last:
                break
            quality = (
                index == begun + 1 and is_adjective(lower[begun]) and lower[behind] not in ENDS
            )  # "free and open seas"
            if not quality and not _is_item(tokens, index, behind, last, lexicon, ends):
                break
            whole, named, index = end, False, behind
        elif word in PREPOSITIONS:
            joined += word != "of"
            if not named or joined > MOST_PREPOSITIONS or not _hangs_on(tokens, index, last, lexicon):
                break
            whole, named, index = end, False, index + 1
        elif word == "." and lower[index - 1] in TITLES and index > at:
            index += 1
        elif word == "(":
            close = index + 2
            if end == at or close >= last or raw[close] != ")":
                break
            index = close + 1
            end = index if named else end
        elif word in MARKS and (opened is None or named):
            if opened is None and index + 2 >= last:
                break
            opened, end = (index, end) if opened is None else (None, index + 1)
            index += 1
        elif not (word[0].isalnum() or word[0] in "$€£¥"):
            break
        elif is_adverb(word):
            if named:
                break
            index += 1
        elif named and _is_predicate(tokens, index, last, lexicon):
            break
        else:
            begun = begun if named else index
            index = end = _past_compound(tokens, index, last)
            named = True
    if index - at >= LONGEST and index < last and lower[index][0].isalnum() and whole > at:
        end = whole
    end = end if opened is None else min(end, opened)
    while end > at and (lower[end - 1] in PREPOSITIONS or lower[end - 1] in DETERMINERS):
        end -= 1
    return at, end


def is_adverb(word: str) -> bool:
    """Tell whether *word* is an adverb by its ending, or one of the closed class."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)


def is_adjective(word: str) -> bool:
    """Tell whether *word* is an adjective by its ending, or one of the common ones."""
    return word in ADJECTIVES or word.endswith(
        ("ful", "ous", "ive", "able", "ible", "ic", "ical", "nal", "ent")
    )


def _owns(lower: tuple[str, ...], at: int) -> bool:
    """Tell whether the word owns what follows: "today’s launches"."""
    return at + 1 < len(lower) and lower[at + 1] in POSSESSIVES


def is_verb(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word is a verb that begins something new, behind "and" or "to".

    A word that is a noun as well counts as one only in front of "of", "and", a stop or another preposition.
    """
    if at >= last:
        return False
    word = tokens.lower[at]
    behind = tokens.lower[at + 1] if at + 1 < last else "."
    if tokens.raw[at] != word and at:
        return len(word) > 3 and tokens.raw[at].isupper() and word in lexicon.verbs
    if word.endswith("ed") and len(word) > 4:
        return behind in DETERMINERS or behind in ("that", "to", "on")
    if word in AS_NOUNS:
        return behind not in PREPOSITIONS and behind not in ("and", "or") and behind[0].isalnum()
    return (
        word in lexicon.verbs
        or word in lexicon.leads
        or (behind in DETERMINERS | OBJECTS and not word.endswith("s"))
        or (word.endswith(("ise", "ize", "ify")) and len(word) > 5 and word not in ("enterprise", "exercise"))
    )


def is_infinitive(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a verb follows "to" at *at*: "efforts to work", but "access to work"."""
    word = tokens.lower[at + 1] if at + 1 < last else "."
    if tokens.raw[at + 1 : at + 2] == (word,) and (word in AS_NOUNS or word in FINITE):
        return not at or tokens.lower[at - 1] not in REACHING
    return is_verb(tokens, at + 1, last, lexicon)


def is_gerund(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word is a verb in -ing with an object: "protecting the ferries", not "developing countries"."""
    word = tokens.lower[at]
    if not word.endswith("ing") or tokens.raw[at] != word or at + 1 >= last or len(word) < 6:
        return False
    behind = tokens.lower[at + 1]
    if word == "developing" and behind in ("countries", "nations", "states", "economies", "world"):
        return False
    if (behind in (",", "and", "or") and word in lexicon.gerunds) or behind == ",":
        ahead = tokens.lower[at + 2 : min(at + 4, last)]
        return any(one.endswith("ing") and len(one) > 5 for one in ahead)
    return behind != "of" and (
        word in lexicon.gerunds or behind in DETERMINERS or behind in PREPOSITIONS or behind in ("out", "up")
    )


def _is_item(
    tokens: Tokens, mark: int, behind: int, last: int, lexicon: Lexicon, ends: frozenset[str]
) -> bool:
    """Tell whether what begins at *behind*, after a comma or "and" at *mark*, is one more item of the same list."""
    lower = tokens.lower
    if lower[behind] in MORE and behind + 1 < last:
        behind += 1
    word = lower[behind]
    if is_verb(tokens, behind, last, lexicon) or is_gerund(tokens, behind, last, lexicon) or is_adverb(word):
        return False
    if word in ENDS or word in ends or word in PREPOSITIONS or not word[0].isalnum() or word in FINITE:
        return False
    if word.endswith("ed") and behind + 1 < last and lower[behind + 1] in DETERMINERS | PREPOSITIONS:
        return False
    if lower[mark] != "," or lower[mark + 1] in ("and", "or"):
        return True
    for place in range(behind + 1, min(behind + 1 + LONGEST_ITEM, last)):  # a comma: "and" must follow
        if lower[place] in ("and", "or", ","):
            after = (
                place + 2
                if lower[place] == "," and lower[place + 1 : place + 2] in (("and",), ("or",))
                else place + 1
            )
            return after < last and _is_item(tokens, place, after, last, lexicon, ends)
        if lower[place] in ENDS or lower[place] in ends or lower[place] in FINITE:
            return False
    return False


def _hangs_on(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the preposition at *at* joins another noun to the phrase: no verb, no date, no "in this manner"."""
    lower = tokens.lower
    if at + 1 >= last or is_gerund(tokens, at + 1, last, lexicon):
        return False
    if lower[at] == "to" and (
        is_infinitive(tokens, at, last, lexicon)
        or is_adverb(lower[at + 1])
        or lower[at + 1] in ("better", "best")
    ):
        return False
    if lower[at] == "of":
        return True
    if lower[at + 1][0].isdigit() or lower[at + 1][0] in "$€£¥":
        return False
    return not any(
        word in HOW_OR_WHEN for word in lower[at + 1 : min(at + 4, last)] if word not in PREPOSITIONS
    )


def _is_predicate(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word behind a noun begins what is said of it: "values shared by", "crises affecting", "war poses a"."""
    lower = tokens.lower
    word, before = lower[at], lower[at - 1]
    if tokens.raw[at] != word or (at and tokens.raw[at - 1] in DASHES):
        return False
    behind = lower[at + 1] if at + 1 < last else "."
    if word in FINITE:
        return word not in AS_NOUNS or behind in DETERMINERS or behind == "to"
    if word.endswith("ing"):
        if before.endswith("s") and not before.endswith("ss"):
            return word in lexicon.gerunds or behind in DETERMINERS | PREPOSITIONS
        if behind == "to" and word not in ("relating", "leading", "contributing", "pertaining", "belonging"):
            return False
        return is_gerund(tokens, at, last, lexicon) and behind in DETERMINERS | PREPOSITIONS
    if word.endswith("ed") and len(word) > 4:
        return behind in DETERMINERS | PREPOSITIONS | ENDS or not behind[0].isalnum()
    if behind in ("this", "each", "every") and at + 2 < last and lower[at + 2] in TIMES:
        return False
    return behind in ARTICLES or (
        behind in DETERMINERS and behind != "such" and word.endswith("s") and not word.endswith("ss")
    )


def _past_compound(tokens: Tokens, index: int, last: int) -> int:
    """Return the word past the one at *index* with what a hyphen joins to it: "rules-based"."""
    ends, starts = tokens.ends, tokens.starts
    index += 1
    while (
        index + 1 < last
        and tokens.raw[index] in DASHES
        and (ends[index - 1] == starts[index] or ends[index] == starts[index + 1])
    ):
        index += 2
    return index
