"""The vocabulary of the network of substance: the pieces of the pretrained one that official texts need."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tokenizers import Tokenizer

from tracker.compare.substance.marked_pieces import AROUND, LEFT_OUT

OFTEN = 3  # times that a piece stands in the texts
COMMONEST = (
    3000  # pieces that are kept whether or not a text has them: the vocabulary is in order of frequency
)
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", LEFT_OUT, *chain(*AROUND.values()))


def trimmed(pretrained: Path, texts: Iterable[str]) -> tuple[Tokenizer, list[int]]:
    """Return the tokenizer in the folder *pretrained* with what *texts* need of it, and the number there of each piece that is kept.

    Marks, single characters and the commonest pieces are kept too, so that any word can be spelled.
    """
    made = json.loads((pretrained / "tokenizer.json").read_text("utf-8"))
    made["truncation"] = made["padding"] = None
    plain = Tokenizer.from_str(json.dumps(made))
    found = plain.encode_batch(list(texts), add_special_tokens=False)
    times = Counter(piece for one in found for piece in one.tokens)
    vocabulary: dict[str, int] = made["model"]["vocab"]
    kept = [
        piece
        for piece, number in sorted(vocabulary.items(), key=lambda item: item[1])
        if piece in MARKS
        or (
            _is_word(piece)
            and (number < COMMONEST or times[piece] >= OFTEN or len(piece.removeprefix("##")) == 1)
        )
    ]
    numbers = [vocabulary[piece] for piece in kept]
    made["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    places = made["model"]["vocab"]
    made["added_tokens"] = [one | {"id": places[one["content"]]} for one in made["added_tokens"]]
    marks = made["post_processor"]["special_tokens"] if made.get("post_processor") else {}
    for one in marks.values():
        one["ids"] = [places[token] for token in one["tokens"]]
    return Tokenizer.from_str(json.dumps(made)), numbers


def _is_word(piece: str) -> bool:
    return not piece.startswith("[unused")
