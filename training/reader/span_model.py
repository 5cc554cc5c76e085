"""The model that is fitted: the encoder with low-rank changes, and an output for each end of a span."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from torch import Tensor


class LowRankLinear(nn.Module):
    """``(W + scale * B A) x + b``, of which A, B and b are fitted."""

    def __init__(self, base: nn.Linear, rank: int, scale: float, dtype: torch.dtype) -> None:
        super().__init__()
        out_features, in_features = base.weight.shape
        self.weight: Tensor
        self.register_buffer("weight", base.weight.detach().to(dtype))
        self.bias = nn.Parameter(base.bias.detach().clone())
        self.lora_a = nn.Parameter(torch.randn(rank, in_features) / math.sqrt(in_features))
        self.lora_b = nn.Parameter(torch.zeros(out_features, rank))
        self.scale = scale

    def forward(self, x: Tensor) -> Tensor:
        """The changed product."""
        low = nn.functional.linear(nn.functional.linear(x, self.lora_a), self.lora_b)
        return nn.functional.linear(x, self.weight, self.bias) + self.scale * low


class SpanModel(nn.Module):
    """The encoder with start and end outputs for every token."""

    def __init__(
        self,
        weights: dict[str, Tensor],
        config: dict[str, Any],
        rank: int,
        alpha: float,
        dropout: float,
    ) -> None:
        super().__init__()
        config = {**config, "vocab_size": len(weights["embeddings.word_embeddings.weight"])}
        config.update(hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout)
        settings = BertConfig(**config)
        if not torch.cuda.is_available():
            # The fused attention's way back takes four tenths of a step on a CPU; the plain one half of that.
            settings._attn_implementation = "eager"  # noqa: SLF001 - no other way to say it
        self.encoder = BertModel(settings, add_pooling_layer=False)
        self.encoder.load_state_dict(weights, strict=False)
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        types = self.encoder.embeddings.token_type_embeddings.weight
        self.base = {
            name: value.clone() for name, value in weights.items() if "word_emb" not in name
        }
        with torch.no_grad():
            types[1] = types[0]  # the second was never trained
        types.requires_grad = True
        dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
        for parent in list(self.encoder.encoder.modules()):
            for name, module in list(parent.named_children()):
                if isinstance(module, nn.Linear):
                    setattr(parent, name, LowRankLinear(module, rank, alpha / rank, dtype))
                elif isinstance(module, nn.LayerNorm):
                    for parameter in module.parameters():
                        parameter.requires_grad = True
        self.head = nn.Linear(config["hidden_size"], 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Start and end logits, (n, longest, 2), float32."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)
        logits: Tensor = self.head(hidden.last_hidden_state.float())
        return logits

    def delta(self) -> dict[str, Tensor]:
        """What differs from the base, as ``qa/answering/reader.py`` reads it; float16."""
        found: dict[str, Tensor] = {}
        for name, parameter in self.encoder.named_parameters():
            if not parameter.requires_grad:
                continue
            if "lora_" in name:
                module, _, part = name.rpartition(".")
                found[f"{module}.weight.{part}"] = parameter
            else:
                found[name] = parameter - self.base[name].to(parameter.device)
        found |= {"head.weight": self.head.weight, "head.bias": self.head.bias}
        return {name: value.detach().half().cpu().contiguous() for name, value in found.items()}

    def resume(self, delta: dict[str, Tensor]) -> None:
        """Set what is fitted to what ``delta`` gave."""
        parameters = dict(self.encoder.named_parameters())
        with torch.no_grad():
            for name, value in delta.items():
                if name.startswith("head."):
                    self.get_parameter(name).copy_(value)
                elif "lora_" in name:
                    parameters[name.replace(".weight.lora_", ".lora_")].copy_(value)
                else:
                    parameters[name].copy_(self.base[name] + value)
