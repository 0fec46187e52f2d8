"""The network of substance: a small pretrained encoder that reads a redline, and one sum over what it sees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from tracker.compare.substance.marked_pieces import COMES, GOES

SPREAD = 0.02


class Substance(nn.Module):
    """Encoder and sum. Pieces and their marks (rows × length) in, log odds that something moved (rows) out.

    *folder* holds the pretrained encoder, of whose vocabulary the pieces *kept*, by their numbers, are taken.
    """

    def __init__(self, folder: Path, kept: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
        self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        embeddings = self.encoder.embeddings
        embeddings.word_embeddings = nn.Embedding.from_pretrained(
            embeddings.word_embeddings.weight.data[list(kept)], freeze=False, padding_idx=0
        )
        plain = embeddings.token_type_embeddings.weight.data[0]
        marks = plain.repeat(3, 1)
        marks[[GOES, COMES]] += torch.randn(2, config.hidden_size) * SPREAD
        embeddings.token_type_embeddings = nn.Embedding.from_pretrained(marks, freeze=False)
        self.dropout = nn.Dropout(dropout)
        self.sum = nn.Linear(3 * config.hidden_size, 1)
        nn.init.normal_(self.sum.weight, std=SPREAD)
        nn.init.zeros_(self.sum.bias)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the log odds; *mask* is 1 where a piece is and 0 where a row is filled up."""
        hidden = self.encoder(input_ids=pieces, token_type_ids=marks, attention_mask=mask).last_hidden_state
        seen = torch.cat([hidden[:, 0], *(_mean(hidden, marks == mark) for mark in (GOES, COMES))], dim=-1)
        found: Tensor = self.sum(self.dropout(seen)).squeeze(-1)
        return found


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    share = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * share).sum(1) / share.sum(1).clamp(min=1)
