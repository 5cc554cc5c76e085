"""Files of six formats, made of the texts of reports: by LibreOffice where they are no plain text."""

from __future__ import annotations

import csv
import html
import itertools
import shutil
import subprocess
from typing import TYPE_CHECKING

import click

from index.errors import CorpusError
from index.reading import corpus_files, readers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Of each twenty files, as people's folders have them: most are documents, a few are tables.
FORMATS = (
    *("docx", "pdf", "html", "docx", "txt", "pdf", "html", "docx", "docx", "xlsx"),
    *("docx", "pdf", "html", "docx", "txt", "pdf", "html", "docx", "pdf", "csv"),
)
_OFFICE = {
    "docx": ("HTML (StarWriter)", "docx:MS Word 2007 XML"),
    "pdf": ("HTML (StarWriter)", "pdf:writer_pdf_Export"),
    "xlsx": ("CSV:44,34,76", "xlsx"),
}
_LIMIT_S = 600


def texts_of(reports: Path, n: int) -> list[str]:
    """The texts of the first n reports of a folder."""
    texts = list(itertools.islice(_read(reports), n))
    if len(texts) < n:
        raise click.ClickException(f"{reports} holds {len(texts)} reports, and {n} are asked for")
    return texts


def make(texts: Sequence[str], folder: Path, aside: Path) -> None:
    """Write a file for each text, in turn of each format."""
    sources: dict[str, list[Path]] = {}
    for i, text in enumerate(texts):
        kind = FORMATS[i % len(FORMATS)]
        name = f"报告{i:03}"
        if kind == "txt":
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        elif kind == "csv":
            write_table(folder / f"{name}.csv", text)
        elif kind == "xlsx":
            sources.setdefault(kind, []).append(write_table(aside / f"{name}.csv", text))
        elif kind == "html":
            write_page(folder / f"{name}.html", text)
        else:
            sources.setdefault(kind, []).append(write_page(aside / f"{name}.html", text))
    for kind, files in sources.items():
        _convert(kind, files, folder, aside)


def write_page(file: Path, text: str) -> Path:
    """A web page that holds a paragraph for each line of a text."""
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    page = f'<html><head><meta charset="utf-8"></head><body>\n{lines}</body></html>\n'
    file.write_text(page, encoding="utf-8")
    return file


def write_table(file: Path, text: str) -> Path:
    """A table that holds a row for each line of a text."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("序号", "内容"))
        rows.writerows(enumerate(filter(str.strip, text.split("\n")), start=1))
    return file


def _read(reports: Path) -> Iterator[str]:
    for file, name in corpus_files.find([reports]):
        try:
            yield readers.read(file, name).text
        except CorpusError as error:
            click.echo(f"left out: {error}", err=True)


def _convert(kind: str, files: Sequence[Path], folder: Path, aside: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        raise click.ClickException("LibreOffice is not installed (soffice): it makes the files")
    source, target = _OFFICE[kind]
    subprocess.run(  # noqa: S603 - a program found on the PATH
        [office, f"-env:UserInstallation={(aside / 'profile').as_uri()}", "--headless",
         f"--infilter={source}", "--convert-to", target, "--outdir", str(folder), *map(str, files)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_LIMIT_S,
    )  # fmt: skip
