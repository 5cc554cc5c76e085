"""Fits the reader: LoRA on every matrix of the layers, their biases and norms, and two outputs.

Needs torch, transformers, safetensors and click alone, and the file of ``training/reader/data.py``:
``python -m training.reader.fit --bundle FILE --out reader.safetensors``, on CPU or CUDA.
The loss is the likelihood of the one right pair of start and end among all pairs of the context
and the pair (0, 0), "no answer", so that the difference of two scores is a log-odds.
"""

from __future__ import annotations

import functools
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn

from training.reader.span_model import SpanModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

BLOCK = 32
MAX_SPAN_TOKENS = 96
WARMUP = 0.06


def load_bundle(file: Path) -> tuple[dict[str, Tensor], dict[str, Tensor], dict[str, str]]:
    """The examples, the weights, and the facts about both."""
    with safe_open(file, framework="np") as opened:
        facts = opened.metadata()
        arrays = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - no mapping
    data = {
        "rows": torch.from_numpy(arrays.pop("rows")),
        "ids": torch.from_numpy(arrays.pop("ids").astype(np.int32)),
    }
    weights = {}
    for name, values in arrays.items():
        base, _, part = name.partition(":")
        if part == "steps":
            scale = np.repeat(arrays[f"{base}:scale"], BLOCK, axis=1)
            weights[base] = torch.from_numpy(values.astype(np.float32) * scale)
        elif not part:
            weights[base] = torch.from_numpy(values)
    return data, weights, facts


def batches(rows: Tensor, n_tokens: int, generator: torch.Generator | None) -> Iterator[Tensor]:
    """Rows of like length together, at most so many padded tokens at once, in random order."""
    lengths = rows[:, 1].float()
    if generator is not None:
        lengths = lengths + torch.rand(len(rows), generator=generator) * 12
    order = lengths.argsort()
    groups: list[Tensor] = []
    at = 0
    while at < len(order):
        n = 1
        while (
            at + n < len(order)
            and (n + 1) * int(rows[order[min(at + n, len(order) - 1)], 1]) <= n_tokens
        ):
            n += 1
        groups.append(order[at : at + n])
        at += n
    picks = (
        torch.randperm(len(groups), generator=generator)
        if generator is not None
        else range(len(groups))
    )
    for i in picks:
        yield rows[groups[int(i)]]


def _thinned(rows: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """All public questions, and a share of the scripted ones."""
    return rows[(rows[:, 7] == 0) | (torch.rand(len(rows), generator=generator) < share)]


def tensors(rows: Tensor, ids: Tensor, device: str) -> dict[str, Tensor]:
    """A batch: ids, mask, types, context mask, and the start and end of the answer."""
    longest = int(rows[:, 1].max())
    place = torch.arange(longest)[None, :].expand(len(rows), -1)
    mask = place < rows[:, 1:2]
    at = (rows[:, 0:1] + place).clamp(max=len(ids) - 1)
    context = (place >= rows[:, 2:3]) & (place < rows[:, 2:3] + rows[:, 3:4])
    batch = {
        "ids": torch.where(mask, ids[at.long()], torch.ones(1, dtype=torch.int32)).long(),
        "mask": mask.long(),
        "types": ((place >= rows[:, 2:3]) & mask).long(),
        "context": context,
        "start": rows[:, 4].long(),
        "end": rows[:, 5].long(),
    }
    return {name: value.to(device, non_blocking=True) for name, value in batch.items()}


def pair_scores(logits: Tensor, context: Tensor) -> Tensor:
    """Scores of all pairs of start and end, (n, longest, longest); -inf where none can be."""
    n = logits.shape[1]
    length = torch.arange(n, device=logits.device)
    length = length[None, :] - length[:, None]
    able = (length >= 0) & (length < MAX_SPAN_TOKENS)
    able = able & context[:, :, None] & context[:, None, :]
    able[:, 0, 0] = True
    return (logits[:, :, None, 0] + logits[:, None, :, 1]).masked_fill(~able, float("-inf"))


def loss_of(model: SpanModel, batch: dict[str, Tensor], device: str) -> Tensor:
    """Mean negative log-likelihood of the right pairs."""
    with torch.autocast(device, torch.bfloat16):
        logits = model(batch["ids"], batch["mask"], batch["types"])
    scores = pair_scores(logits, batch["context"]).flatten(1)
    right = batch["start"] * logits.shape[1] + batch["end"]
    return nn.functional.cross_entropy(scores, right)


@torch.inference_mode()
def watch(model: SpanModel, rows: Tensor, ids: Tensor, device: str) -> dict[str, float]:
    """Exact spans of the answerable, and how well answerable ones are told from the others."""
    model.eval()
    exact, odds, answerable = [], [], []
    for part in batches(rows, 32768, None):
        batch = tensors(part, ids, device)
        with torch.autocast(device, torch.bfloat16):
            logits = model(batch["ids"], batch["mask"], batch["types"])
        scores = pair_scores(logits, batch["context"]).flatten(1)
        nothing = scores[:, 0].clone()
        scores[:, 0] = float("-inf")
        best = scores.argmax(1)
        right = batch["start"] * logits.shape[1] + batch["end"]
        exact.append((best == right).cpu())
        odds.append((scores.logsumexp(1) - nothing).cpu())
        answerable.append((batch["end"] > 0).cpu())
    model.train()
    known = torch.cat(answerable)
    values = torch.cat(odds)
    yes, no = values[known], values[~known]
    auc = (yes[:, None] > no[None, :]).float().mean()
    right_side = ((values > 0) == known).float().mean()
    return {
        "exact": float(torch.cat(exact)[known].float().mean()),
        "auc": float(auc),
        "sided": float(right_side),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How to fit; ``rate`` is of A, B and the outputs, the others go at a quarter of it."""

    rank: int
    alpha: float
    epochs: float
    tokens: int
    rate: float
    dropout: float
    scripted_share: float
    seed: int
    limit_s: float

    def describe(self) -> str:
        """The settings in a line, for the file's metadata."""
        return ", ".join(f"{name} {value}" for name, value in asdict(self).items())


@click.command()
@click.option("--bundle", type=click.Path(path_type=Path), required=True, help="By data.py.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--start", type=click.Path(path_type=Path), help="Go on from this file.")
@click.option("--kept", default=0.0, help="The share of it that is kept in what is written.")
@click.option("--threads", default=0, help="On CPU; as many as there are cores by default.")
@click.option("--commit", default="", help="Noted in the file.")
@click.option("--rank", default=16)
@click.option("--alpha", default=16.0)
@click.option("--epochs", default=7.0)
@click.option("--tokens", default=16384, help="Padded tokens in a batch.")
@click.option("--rate", default=1.5e-3, help="Learning rate of A, B and the outputs.")
@click.option("--dropout", default=0.1)
@click.option("--scripted-share", default=0.4, help="Of the scripted questions, an epoch's share.")
@click.option("--seed", default=7)
@click.option("--limit-s", default=235.0, help="After so long the rate has run down, and it ends.")
def main(
    bundle: Path,
    out: Path,
    *,
    start: Path | None,
    kept: float,
    threads: int,
    commit: str,
    **options: Any,
) -> None:
    """Fit the reader and write what it changes.

    A fit that goes on forgets some of what it knew (figures in another measure than the asked one). The
    mean of the weights before and after knows both (Wortsman et al. 2022, https://arxiv.org/abs/2109.01903).
    """
    how = Fit(**options)
    torch.manual_seed(how.seed)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if threads:
        torch.set_num_threads(threads)
    data, weights, facts = load_bundle(bundle)
    model = SpanModel(weights, json.loads(facts["config"]), how.rank, how.alpha, how.dropout)
    before = load_file(start) if start is not None else {}
    if before:
        model.resume(before)
    n_steps = fit(model.to(device).train(), data, how, device)
    noted = {name: facts[name] for name in ("base", "base_sha256", "data")}
    settings = {"format": "1", "rank": str(how.rank), "alpha": str(how.alpha), "commit": commit}
    done = f"{n_steps} steps on {device}; {how.describe()}; kept share {kept}"
    save_file(mixed(before, model.delta(), kept), out, metadata={**noted, **settings, "fit": done})
    print(f"{out}: {out.stat().st_size / 2**20:.2f} MiB", flush=True)


def mixed(before: dict[str, Tensor], after: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """What was fitted, with a share of what it was before; all of it where there was none."""
    if not before:
        return after
    return {
        name: (share * before[name].float() + (1 - share) * value.float()).half().contiguous()
        for name, value in after.items()
    }


def fit(model: SpanModel, data: dict[str, Tensor], how: Fit, device: str) -> int:
    """Fit the model in place; tell how many steps were made.

    The rate falls with the steps or with the time, whichever is further gone, so that a fit
    that time cuts short (it then depends on the machine) still ends at a low rate.
    """
    began = time.monotonic()
    rows, ids = data["rows"], data["ids"]
    held, scripted = rows[:, 6].bool(), rows[:, 7].bool()
    fitted = rows[~held]
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    low = [p for name, p in named if "lora_" in name or name.startswith("head")]
    rest = [p for name, p in named if not ("lora_" in name or name.startswith("head"))]
    optimizer = torch.optim.AdamW(
        [{"params": low, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}],
        betas=(0.9, 0.98),
        fused=device == "cuda",
    )
    generator = torch.Generator().manual_seed(how.seed)
    thinned = functools.partial(_thinned, fitted, how.scripted_share, generator)
    n_steps = int(how.epochs * sum(1 for _ in batches(thinned(), how.tokens, generator)))
    print(
        f"{device}: {len(fitted)} examples, {int(held.sum())} watched, {n_steps} steps", flush=True
    )
    step = 0
    while step < n_steps and time.monotonic() - began < how.limit_s:
        losses = []
        for part in batches(thinned(), how.tokens, generator):
            loss = loss_of(model, tensors(part, ids, device), device)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_([*low, *rest], 1.0)
            done = max(step / n_steps, (time.monotonic() - began) / how.limit_s)
            share = max(1e-3, min(step / (WARMUP * n_steps), (1 - done) / (1 - WARMUP)))
            for group, peak in zip(optimizer.param_groups, (how.rate, how.rate / 4), strict=True):
                group["lr"] = peak * share
            optimizer.step()
            step += 1
            losses.append(loss.detach())
            if step >= n_steps or time.monotonic() - began > how.limit_s:
                break
        progress = {
            "loss": round(float(torch.stack(losses).mean()), 3),
            "s": time.monotonic() - began,
        }
        for name, which in (("public", ~scripted), ("scripted", scripted)):
            if not (held & which).any():
                continue
            progress |= {
                f"{name} {k}": v for k, v in watch(model, rows[held & which], ids, device).items()
            }
        print(f"step {step}: {progress}", flush=True)
    return step


if __name__ == "__main__":
    main()
