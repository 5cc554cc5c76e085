"""training.reader.span_model: a fit that goes on starts where the one before ended."""

from __future__ import annotations

from typing import Any

import torch
from transformers import BertConfig, BertModel

from training.reader.fit import mixed
from training.reader.span_model import SpanModel

CONFIG: dict[str, Any] = {
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "vocab_size": 20,
}


def test_a_fit_goes_on_from_what_was_fitted():
    torch.manual_seed(1)
    weights = dict(BertModel(BertConfig(**CONFIG), add_pooling_layer=False).state_dict())
    first = SpanModel(weights, CONFIG, rank=2, alpha=2.0, dropout=0.0).eval()
    with torch.no_grad():
        for parameter in first.parameters():
            if parameter.requires_grad:
                parameter.add_(0.1 * torch.randn_like(parameter))
    second = SpanModel(weights, CONFIG, rank=2, alpha=2.0, dropout=0.0).eval()
    ids = torch.tensor([[0, 5, 2, 7, 9]])
    inputs = (ids, torch.ones_like(ids), torch.tensor([[0, 0, 0, 1, 1]]))
    assert not torch.allclose(second(*inputs), first(*inputs), atol=1e-3)
    second.resume(first.delta())
    assert torch.allclose(second(*inputs), first(*inputs), atol=2e-3)
    assert second.delta().keys() == first.delta().keys()


def test_a_share_of_what_was_known_is_kept():
    before, after = {"a": torch.tensor([1.0]).half()}, {"a": torch.tensor([3.0]).half()}
    assert mixed(before, after, 0.25)["a"].tolist() == [2.5]
    assert mixed({}, after, 0.25) == after
