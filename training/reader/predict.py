"""What an exported network says of coded releases, kept as arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from tracker.segment.network.encoder import network_scores
from tracker.segment.network.windows import windows
from training.gold import Example
from training.reader.network import WIDTHS

Logits = dict[str, NDArray[np.float16]]  # by release: its pieces in the order of the windows × all heads


def logits(
    example: Example, session: InferenceSession, tokenizer: Tokenizer, size: int
) -> NDArray[np.float16]:
    """Return the logits of every piece of *example*."""
    found = []
    for window in windows(example.document.text, example.sentences, tokenizer, size=size):
        found.append(network_scores(session, window).astype(np.float16))
    return np.concatenate(found) if found else np.zeros((0, sum(WIDTHS)), np.float16)


def write_logits(path: Path, found: Logits) -> None:
    """Write *found* to *path*."""
    np.savez(path, **found)  # type: ignore[arg-type]


def read_logits(path: Path) -> Logits:
    """Return what :func:`write_logits` wrote."""
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}
