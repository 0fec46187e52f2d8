"""How likely something moved in substance between two sentences: a small network that reads their redline.

``model/`` beside this module holds ``substance.onnx`` (int8), ``tokenizer.json`` and ``substance.json``, which names the hash of
the network; they ship with the package. Training: ``training/substance`` in the repository; what it was trained on and
how right it is on series left out: ``model/CARD.md``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np

from tracker.compare.substance.marked_pieces import RedlinePieces, marked_pieces
from tracker.errors import InstallError
from tracker.network_files import Shipped, load_tokenizer, open_checked

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

REINSTALL = "install the package again: its folder tracker/compare/substance/model is incomplete or damaged"
SHIPPED = Shipped("the comparison of sentences", REINSTALL)
PAIRS = 4096  # of sentences whose answer is remembered
EQUAL = -6.0  # log odds of two equal sentences, of which the network was shown none
MOST_READ = 4000  # characters of a sentence: a table without stops is one sentence


@dataclass(frozen=True)
class SubstanceNetwork:
    """The network and its tokenizer in *folder*; both are loaded when first used."""

    folder: Traversable

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
            InstallError: A file is missing or damaged, or the network is not the one that substance.json names.
        """
        try:
            sha256 = json.loads(self.folder.joinpath("substance.json").read_text("utf-8"))["sha256"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InstallError(
                f"the settings of {SHIPPED.whose} are missing or damaged", remedy=REINSTALL
            ) from error
        return open_checked(self.folder.joinpath("substance.onnx"), sha256, SHIPPED)

    def odds(self, before: str, after: str) -> float:
        """Return the log odds that something moved in substance between two sentences, of which one may be "".

        Raises:
            InstallError: A file is missing or damaged, or not the one of this version.
        """
        return network_odds(self.session, marked_pieces(before, after, self.tokenizer))


def network_odds(session: InferenceSession, row: RedlinePieces) -> float:
    """Return what the network of *session* says of a row of marked pieces, as log odds."""
    given = {"pieces": np.array([row.pieces]), "marks": np.array([row.marks])}
    (found,) = session.run(["odds"], given)
    return float(found[0])


def substance_odds(before: str, after: str) -> float:
    """Return the log odds that something moved in substance between two sentences, by the network that ships; "" is a sentence that is not there.

    Raises:
        InstallError: Its files are missing or damaged.
    """
    return EQUAL if before == after else _odds(before[:MOST_READ], after[:MOST_READ])


@lru_cache(maxsize=PAIRS)
def _odds(before: str, after: str) -> float:
    return load_substance_network().odds(before, after)


@lru_cache(maxsize=1)
def load_substance_network() -> SubstanceNetwork:
    """Return the network that ships with the package. Light: it is loaded when it is first used."""
    return SubstanceNetwork(resources.files("tracker") / "compare" / "substance" / "model")
