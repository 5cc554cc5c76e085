"""What a folder of mixed files costs, and what a change of one: ``python -m benchmarks.performance.folder``.

The files are made of the reports in a folder (``mixed_files``), built into an index, and built again
after one was touched, changed in one paragraph, added, renamed and deleted. Each build is a process of
its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.corpora import mixed_files
from benchmarks.performance import process
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import markdown
from index.reading.corpus.look import look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WORKER = "benchmarks.corpora.counted_build"
_SETTLED_S = 2.5  # a file that was just written is read again: here it was written long ago
_N_FILES = 10_000  # of a folder that is only looked at
_COLUMNS = ("build_s", "n_read", "n_encoded", "peak_mib", "look_s")


def build(corpus: Path, folder: Path) -> dict[str, Any]:
    """Build in a process of its own; give what it tells, and its peak memory."""
    time.sleep(_SETTLED_S)
    command = [
        sys.executable,
        "-m",
        _WORKER,
        str(corpus),
        str(folder / "index"),
        str(folder / "cache"),
    ]
    run = process.run(command)
    figures: dict[str, Any] = json.loads(run.output.splitlines()[-1])
    return figures | {"peak_mib": round(run.peak_mib)}


def changes(corpus: Path, spare: str) -> Mapping[str, Callable[[], object]]:
    """What is done to the folder, one thing after the other."""
    page = next(corpus.glob("*.html"))
    table = next(corpus.glob("*.csv"))

    def change_a_paragraph() -> None:
        text = page.read_text(encoding="utf-8")
        at = text.index("</p>", len(text) // 2)
        page.write_text(f"{text[:at]}本段另有补充说明。{text[at:]}", encoding="utf-8")

    return {
        "nothing": lambda: None,
        "one touched": page.touch,
        "one changed": change_a_paragraph,
        "one added": lambda: mixed_files.write_page(corpus / "新报告.html", spare),
        "one renamed": lambda: table.rename(corpus / "改名.csv"),
        "one deleted": (corpus / "新报告.html").unlink,
    }


def look_at_many(folder: Path) -> float:
    """The seconds that a look at ten thousand files takes, the shortest of three."""
    for i in range(_N_FILES):
        file = folder / f"{i % 100:02}" / f"{i}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"")
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        look([folder])
        seconds.append(time.perf_counter() - started)
    return round(min(seconds), 3)


@click.command()
@click.option("--reports", type=Path, required=True, help="A folder of reports.")
@click.option("--n", type=int, default=100, show_default=True, help="How many files.")
@click.option("--chars", type=int, help="Only so many characters of each report.")
@click.option("--out", type=Path, default=RESULTS / "folder.json", show_default=True)
def main(reports: Path, n: int, chars: int | None, out: Path) -> None:
    """Make the files, build them, change one after the other, and write the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("corpus", "aside", "many"):
            (folder / name).mkdir()
        *texts, spare = (text[:chars] for text in mixed_files.texts_of(reports, n + 1))
        mixed_files.make(texts, folder / "corpus", folder / "aside")
        n_bytes = sum(file.stat().st_size for file in (folder / "corpus").iterdir())
        builds = {"all": build(folder / "corpus", folder)}
        for name, change in changes(folder / "corpus", spare).items():
            change()
            builds[name] = build(folder / "corpus", folder)
        look_s = look_at_many(folder / "many")
    rows = [(name, *(str(figures[each]) for each in _COLUMNS)) for name, figures in builds.items()]
    click.echo(markdown(("after", *_COLUMNS), rows))
    click.echo(f"a look at {_N_FILES:,} files: {look_s} s")
    save(
        {
            "conditions": Conditions.now().to_json(),
            "n_files": n,
            "n_chars_a_report": chars,
            "n_bytes": n_bytes,
            "builds": builds,
            f"look_at_{_N_FILES}_s": look_s,
        },
        out,
    )


if __name__ == "__main__":
    main()
