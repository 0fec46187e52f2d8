"""The components that read and relate, by name and version, and the stamp they make for each source.

Light on purpose: whether anything waits to be read can be asked without loading
what reads. Raise a version here when the results of a component change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain import Selectors
from tracker.errors import ConfigError, InstallError
from tracker.hashing import content_id

if TYPE_CHECKING:
    from tracker.link.occasions.series import SeriesRule

EXTRACT, SEGMENT, LINK, COMPARE = "extract.v2", "reader.v15", "pairs.v8", "aspects.v13"
EDITS = "edits.v12"
# by way of its parent: the package itself is not light
MODEL = resources.files("tracker") / "segment" / "network" / "model"
LANGUAGES = {"ko": "model_ko"}  # folders beside that of English; a package may come without them
PAIRS, LABELS = "link/pairs/links.json", "compare/labels/label_gate.json"  # fitted weights, in the package
TOPICS = "segment/lexicon/topic_weights.json"  # the same, and part of the lexicon
REINSTALL = "install the package again: its folder tracker/segment/network/model is incomplete or damaged"
LEXICON_FILES = (
    "lexicon.toml",
    "verbs.toml",
    "topics.toml",
    "link_topics.toml",
    "parties.toml",
    "korean_strength.toml",
)  # the files of the lexicon


@dataclass(frozen=True, slots=True)
class Stamp:
    """What names an engine: its components, and for each source what steers them there."""

    components: str
    selectors: Mapping[str, Selectors] = field(default_factory=dict)
    series: tuple[SeriesRule, ...] = ()  # those declared; the rest are found by their titles

    def of(self, source: str) -> str:
        """Return the stamp for *source*: the components, its selectors and declared series where it has some."""
        selectors = self.selectors.get(source, Selectors())
        rules = [rule for rule in self.series if not rule.sources or source in rule.sources]
        parts = {"selectors": selectors if selectors != Selectors() else None, "series": rules}
        marks = (f" {name}:{content_id(repr(part))[:8]}" for name, part in parts.items() if part)
        return self.components + "".join(marks)


def components(lexicon: str) -> str:
    """Return the names of the components; *lexicon* is its fingerprint. The reader's network and the weights of links and labels are named by their hashes.

    Raises:
        InstallError: The reader's settings or one of the weights are missing or damaged.
    """
    network = str(reader_settings()["sha256"])[:8]
    network += "".join(f"+{code}:{str(reader_settings(code)['sha256'])[:8]}" for code in language_models())
    return f"{EXTRACT} {SEGMENT}+{network}+{lexicon} {LINK}+{_weights(PAIRS)} {COMPARE}+{_weights(LABELS)} {EDITS}"


@cache
def _weights(file: str) -> str:
    """Return what names fitted weights: a hash of their file."""
    try:
        return content_id(resources.files("tracker").joinpath(file).read_text("utf-8"))[:8]
    except (OSError, ValueError) as error:
        raise InstallError(f"tracker/{file} cannot be read", remedy="install the package again") from error


@cache
def language_models() -> Mapping[str, Traversable]:
    """Return the folders of the networks of other languages that are installed, by the code of the language."""
    beside = resources.files("tracker") / "segment" / "network"
    folders = {code: beside / name for code, name in LANGUAGES.items()}
    return {code: folder for code, folder in folders.items() if folder.joinpath("reader.json").is_file()}


@cache
def reader_settings(language: str = "en") -> Mapping[str, Any]:
    """Return reader.json of the trained reader of *language*: the hash of its network, its window and its calibration.

    Raises:
        InstallError: It is missing or damaged.
    """
    folder = language_models().get(language, MODEL)
    try:
        settings: Mapping[str, Any] = json.loads(folder.joinpath("reader.json").read_text("utf-8"))
        missing = {"sha256", "window", "calibration"} - settings.keys()
    except (OSError, ValueError, AttributeError) as error:
        raise InstallError("the reader's settings cannot be read", remedy=REINSTALL) from error
    if missing:
        raise InstallError(f"the reader's settings lack {', '.join(sorted(missing))}", remedy=REINSTALL)
    return settings


def lexicon_texts(files: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return name and text of each file of the lexicon: those shipped, then *files*.

    Raises:
        ConfigError: A file cannot be read.
    """
    folder = resources.files("tracker") / "segment" / "lexicon"
    shipped = [(name, folder.joinpath(name).read_text("utf-8")) for name in LEXICON_FILES]
    return [*shipped, *((file, _read(file)) for file in files)]


def lexicon_fingerprint(texts: Sequence[tuple[str, str]]) -> str:
    """Return what names a lexicon: a hash of the texts of its files, in order, and of the weights of its topics.

    Raises:
        InstallError: The weights cannot be read.
    """
    return content_id(*(text for _, text in texts), _weights(TOPICS))[:8]


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "the lexicon file cannot be read", where=file, remedy="check [engine] lexicon in config.toml"
        ) from error
