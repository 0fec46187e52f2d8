"""Fit the weights of topics, and print how they do on issuers that were left out.

    python -m training.topics --gold ../shared/gold --out tracker/segment/lexicon/topic_weights.json

Fitted to the read issuers alone (training.slots). Whole issuers are left out together; the United
States, most of these, once as a whole and once by release. The same inputs give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.lexicon.topic_weights import LETTERS
from tracker.segment.lexicon.topics import TopicSetting
from training.gold import FOLDS
from training.scoring import Score
from training.slots import broad_topics
from training.topics.topic_cases import TopicCase, topic_cases
from training.topics.topic_fit import fit, weights_file

Given = tuple[TopicCase, frozenset[str]]


def main() -> None:
    """Fit, print the left-out figures, write the file."""
    parser = argparse.ArgumentParser(
        prog="python -m training.topics", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--fast", action="store_true", help="write the file without the left-out figures")
    args = parser.parse_args()
    lexicon = load_lexicon()
    cases, codes = list(topic_cases(args.gold, lexicon)), tuple(lexicon.topics.order)
    people = frozenset(name.lower()[:LETTERS] for name in lexicon.people)
    used = [case for case in cases if case.trainable]
    print(f"{len(cases)} units of {len({case.group for case in cases})} issuers, {len(used)} to fit to")
    if not args.fast:
        by_release = left_out(cases, codes, people, lexicon, lambda case: case.release)
        others = left_out(cases, codes, people, lexicon, lambda case: case.group)
        say("us, left out by release", (one for one in by_release if one[0].group == "us"))
        say("us, left out whole", (one for one in others if one[0].group == "us"))
        say("others, left out by issuer", (one for one in others if one[0].group != "us"))
    if args.out:
        args.out.write_text(as_text(weights_file(used, codes, people)), "utf-8")


def as_text(held: Mapping[str, Mapping[str, object]]) -> str:
    """Return *held* as JSON with a line for each place and each word, so that a change of one shows as such."""
    parts = (
        f"{json.dumps(name)}: {{\n"
        + ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in part.items())
        + "\n}"
        for name, part in held.items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def left_out(
    cases: Sequence[TopicCase],
    codes: Sequence[str],
    people: frozenset[str],
    lexicon: Lexicon,
    apart: Callable[[TopicCase], str],
) -> list[Given]:
    """Return each case with the codes by a fit that saw none of what is left *apart* with it."""
    given: list[Given] = []
    for fold in range(FOLDS):
        out = {case.release for case in cases if _fold(apart(case)) == fold}
        weights = fit([case for case in cases if case.trainable and case.release not in out], codes, people)
        topics = replace(lexicon.topics, weights=weights)
        for case in cases:
            if case.release in out:
                _, sentence, before, title = case.finds
                given.append((case, topics.of(case.words, TopicSetting(sentence, before, title, case.bank))))
    return given


def say(name: str, given: Iterable[Given]) -> None:
    """Print how right the codes are, in full and by what stands before the dot."""
    broad, exact = [0, 0, 0], [0, 0, 0]
    for case, found in given:
        for counts, one, other in (
            (broad, broad_topics(found), broad_topics(case.topics)),
            (exact, found, case.topics),
        ):
            for at, some in enumerate((one & other, one, other)):
                counts[at] += len(some)
    print(f"{name:28} broad {Score(*broad).f1:.3f}  exact {Score(*exact).f1:.3f}  of {broad[2]}")


def _fold(name: str) -> int:
    return int(sha256(f"topics{name}".encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main()
