"""Who is meant by what an analyst calls an issuer: "Quad" of "Quad leaders", "State Department" of "US Department of State". Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.search.analyzer import fold_words
from tracker.text.content_words import STOPWORDS
from tracker.text.countries import look_up_country

PART_FROM = 4  # letters of a part of a name: "us" is a part of "Russia"
FEW = 2  # issuers that one name among other words may mean


def issuers_called(name: str, issuers: Collection[str]) -> list[str]:
    """Return those of *issuers* that *name* means: by the whole name, else by all its words or ends of words of four letters, else as a state by its code.

    >>> held = ["Quad leaders", "US Department of State", "US-Japan", "TZA (Assembly)"]
    >>> issuers_called("quad", held), issuers_called("State Department", held), issuers_called("Tanzania", held)
    (['Quad leaders'], ['US Department of State'], ['TZA (Assembly)'])
    >>> issuers_called("Niger", ["Niger (MFA)", "Nigeria (MFA)"]), issuers_called("bank", ["Bank of Halden", "Riksbank"])
    (['Niger (MFA)'], ['Bank of Halden', 'Riksbank'])
    """
    words = [word for word in fold_words(name) if word not in STOPWORDS]
    if not words and name.isupper():  # "US" is one, folded
        words = fold_words(name)
    folded = {issuer: fold_words(issuer) for issuer in issuers}
    whole = [issuer for issuer, said in folded.items() if said == fold_words(name)]
    found = whole or [issuer for issuer, said in folded.items() if words and set(words) <= set(said)]
    if (
        found and not whole and all(len(word) >= PART_FROM for word in words)
    ):  # "bank" ends "Riksbank"; "Niger" is another state than "Nigeria"
        parts = (
            issuer
            for issuer, said in folded.items()
            if all(any(one.endswith(word) for one in said) for word in words)
        )
        found += [issuer for issuer in parts if issuer not in found]
    if found or not words:
        return found
    try:
        code = look_up_country(name.strip()).casefold()
    except LookupError:
        return []
    return [issuer for issuer, said in folded.items() if code in said]


def issuer_among(words: Sequence[str], issuers: Collection[str]) -> tuple[str, str, list[str]] | None:
    """Return the name of one or two of *issuers* that *words* begin or end with, the other words, and these issuers; None = there is none.

    >>> issuer_among("Quad harbour dues".split(), ["Quad leaders", "Norvale"])
    ('Quad', 'harbour dues', ['Quad leaders'])
    """
    for number in range(len(words) - 1, 0, -1):
        for name, others in ((words[:number], words[number:]), (words[-number:], words[:-number])):
            if name[0][:1].isupper() and name[-1][:1].isupper():
                found = issuers_called(" ".join(name), issuers)
                if 0 < len(found) <= FEW:
                    return " ".join(name), " ".join(others), found
    return None
