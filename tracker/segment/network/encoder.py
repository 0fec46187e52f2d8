"""The trained reader's network, as ONNX: word pieces in, what each piece is as probabilities out.

The files lie in ``model/`` beside this module and ship with the package:
``reader.onnx`` (int8), ``tokenizer.json`` and ``reader.json``, which names the heads, the
calibration and the hash of the network. Those of another language lie in a folder of their own. Nothing is downloaded. Training and
export: ``training/`` in the repository; figures and sources: ``model/CARD.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.network_files import Shipped, load_tokenizer, open_checked
from tracker.segment.languages import ENGLISH, languages
from tracker.segment.network.evidence import ordered_weights
from tracker.segment.network.heads import Heads, Scores
from tracker.segment.network.spans import Calibration
from tracker.segment.network.windows import PieceStretch, Window, windows
from tracker.segment.sentences import Sentence
from tracker.stamp import MODEL, REINSTALL, language_models, reader_settings

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

START, STOP = 101, 102  # the marks [CLS] and [SEP] around a window
SHIPPED = Shipped("the reader", REINSTALL)
MASK = 103  # the piece [MASK] of the vocabulary of English


@dataclass(frozen=True)
class Encoder:
    """The network of a language and its tokenizer; both are loaded when first used."""

    folder: Traversable
    settings: Mapping[str, Any]  # reader.json
    others: Mapping[str, Encoder] = field(
        default_factory=dict
    )  # of English: those of other languages, by code

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs: it loads the network for itself."""
        return {"folder": self.folder, "settings": self.settings, "others": self.others}

    def parts(self, text: str, found: Sequence[Sentence]) -> Iterator[tuple[Encoder, list[int]]]:
        """Yield who reads which of *found*, the sentences of *text*, by their numbers; what nobody was trained for is left out."""
        for language, numbers in languages(text, found):
            reader = self if language == ENGLISH else self.others.get(language)
            if reader is not None:
                yield reader, numbers

    def unread_languages(self, text: str, found: Sequence[Sentence]) -> frozenset[str]:
        """Return the languages of *found* that no network here was trained for: a code, or in words."""
        return frozenset(
            language for language, _ in languages(text, found) if language not in (ENGLISH, *self.others)
        )

    @property
    def mask(self) -> int:
        """The piece that says "some word stood here"."""
        return int(self.settings.get("mask", MASK))

    @property
    def size(self) -> int:
        """How many pieces a window holds at most."""
        return int(self.settings["window"])

    @cached_property
    def calibration(self) -> Calibration:
        """How the evidence of a span becomes a probability, and from which one on it is a unit."""
        given = self.settings["calibration"]
        leanings = tuple((bias, split) for bias, split in given["leanings"])
        return Calibration(ordered_weights(given["weights"]), given["thresholds"], leanings, given["mix"])

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, without cutting or filling up.

        Raises:
            InstallError: The file is missing or damaged.
        """
        return load_tokenizer(self.folder, SHIPPED)

    @cached_property
    def session(self) -> InferenceSession:
        """The network, checked against its hash.

        Raises:
            InstallError: The file is missing, or is not the one that reader.json names.
        """
        return open_checked(
            self.folder.joinpath("reader.onnx"),
            self.settings["sha256"],
            SHIPPED,
            self.settings.get("unjoined", ()),
        )

    def read_parts(
        self, text: str, found: Sequence[Sentence]
    ) -> Iterator[tuple[PieceStretch, Heads, Encoder]]:
        """Yield what :meth:`read` does, each sentence read by the network of its language, which comes with it."""
        for own, numbers in self.parts(text, found):
            for stretch, heads in own.read(text, [found[number] for number in numbers]):
                yield PieceStretch(numbers[stretch.sentence], stretch.pieces), heads, own

    def heads(self, window: Window) -> Heads:
        """Return what every head says of the pieces of *window*."""
        return Heads.of(network_scores(self.session, window))

    def read(self, text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[PieceStretch, Heads]]:
        """Yield every stretch of *sentences* of *text* with what is said of its pieces, read a window at a time."""
        for window in windows(text, sentences, self.tokenizer, size=self.size):
            heads, row = self.heads(window), 0
            for stretch in window.stretches:
                yield stretch, heads.part(row, row + len(stretch.pieces))
                row += len(stretch.pieces)


def network_scores(session: InferenceSession, window: Window) -> Scores:
    """Return what the network of *session* says of every piece of *window*, as logits."""
    pieces = np.array([[START, *(piece.token for piece in window.pieces()), STOP]], dtype=np.int64)
    (found,) = session.run(["scores"], {"pieces": pieces, "mask": np.ones_like(pieces)})
    scores: Scores = found[0, 1:-1]
    return scores


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """Return the encoder that ships with the package. Light: the network is loaded when it is first used.

    Raises:
        InstallError: reader.json is missing or damaged.
    """
    others = {code: Encoder(folder, reader_settings(code)) for code, folder in language_models().items()}
    return Encoder(MODEL, reader_settings(), others)
