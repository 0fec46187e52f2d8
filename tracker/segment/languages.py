"""In which language each sentence stands, by its script and its little words. Pure.

Hangul is written by no other language, so script alone decides Korean. Latin script
is English where enough of the words are English function words; a paragraph too
short to say follows its document. What is neither is read by nobody: a network
guesses in a language that it was not trained on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.segment.sentences import Sentence
from tracker.text.korean import ADDRESS, HANGUL, LATIN, is_korean

ENGLISH, KOREAN = "en", "ko"
# letters of scripts that no trained language is written in, with the name a reader is told
SCRIPTS = (
    (re.compile(r"[\u3041-\u30ff]"), "Japanese"),
    (re.compile(r"[\u4e00-\u9fff]"), "Chinese"),
    (re.compile(r"[\u0400-\u04ff]"), "Cyrillic script"),
    (re.compile(r"[\u0370-\u03ff]"), "Greek"),
    (re.compile(r"[\u0590-\u05ff]"), "Hebrew"),
    (re.compile(r"[\u0600-\u06ff]"), "Arabic script"),
    (re.compile(r"[\u0900-\u0dff]"), "a script of India"),
    (re.compile(r"[\u0e00-\u0e7f]"), "Thai"),
)
FOREIGN = re.compile("|".join(script.pattern for script, _ in SCRIPTS))
WORD = re.compile(r"[^\W\d_]+")
# function words of English that are words of no other language in Latin script
LITTLE = frozenset(
    "the and that with were been has its their our they this these from would which not".split()
)
# those that are Danish, Norwegian, Swedish or Dutch as well: they count where no word of these languages stands beside them
SHARED = frozenset("to for by are have".split())
NORTHERN = frozenset("og det som til av af och att het een".split())
ENOUGH = 25  # words from which a text can be known by its little words
SHARE = 0.03  # of the words: 3,926 English releases have at least .041, texts in 23 other languages none
OTHER = "another language in Latin script"


def language_of(text: str) -> str:
    """Return the code of the language of *text*, or in words which it is of those that nothing reads; "" where too little is said.

    >>> language_of("양측은 Hale 장관의 제안을 환영하였다."), language_of("Правительство Норвалии заявило.")
    ('ko', 'Cyrillic script')
    """
    if is_korean(text):
        return KOREAN  # names in Latin script and Chinese letters stand in Korean
    others = (
        Counter({name: len(script.findall(text)) for script, name in SCRIPTS})
        if FOREIGN.search(text)
        else None
    )
    if others:
        if others["Japanese"]:
            others["Japanese"] += others.pop("Chinese")  # Kana beside Chinese letters
        name, count = others.most_common(1)[0]
        if count > len(LATIN.findall(text)) / 4:
            return name
    words = WORD.findall(ADDRESS.sub(" ", text).lower())
    if len(words) < ENOUGH:
        return ""
    little = LITTLE if not NORTHERN.isdisjoint(words) else LITTLE | SHARED
    return ENGLISH if sum(map(little.__contains__, words)) >= SHARE * len(words) else OTHER


def is_english(text: str) -> bool:
    """Tell whether nothing in *text* is told to stand in another language; what is too short to say is taken for English."""
    foreign = HANGUL.search(text) or FOREIGN.search(text)
    return not foreign and language_of(text) in (ENGLISH, "")


def languages(text: str, found: Sequence[Sentence]) -> Iterator[tuple[str, list[int]]]:
    """Yield the languages of *found*, the sentences of *text*, in runs: each with the numbers of its sentences, in order.

    Sentences of one paragraph are of one language.
    """
    if is_english(text):
        yield ENGLISH, list(range(len(found)))  # nearly every text
        return
    whole = language_of(text)
    told = {
        paragraph: _of_paragraph(" ".join(text[one.start : one.end] for one in part), whole)
        for paragraph, part in groupby(found, key=lambda one: one.paragraph)
    }
    for language, run in groupby(range(len(found)), key=lambda number: told[found[number].paragraph]):
        yield language, list(run)


def _of_paragraph(text: str, whole: str) -> str:
    """Return the language of a paragraph: by its script; in Latin script that of the *whole* text, unless that is in another script."""
    found = language_of(text)
    if found not in (ENGLISH, OTHER, ""):
        return found
    if whole in (ENGLISH, OTHER):
        return whole
    return found or (ENGLISH if LATIN.search(text) else whole or ENGLISH)
