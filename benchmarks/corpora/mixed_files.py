"""Files of six formats, made of the texts of reports: by LibreOffice where they are no plain text."""

from __future__ import annotations

import csv
import html
import itertools
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import click
import openpyxl

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
}
_LIMIT_S = 600
_FIGURE = re.compile(r"\d+(?![\d年月日])")


def texts_of(reports: Path, n: int) -> list[str]:
    """The texts of n reports: those of a folder, then the same with other figures."""
    texts = list(itertools.islice(_read(reports), n))
    if not texts:
        raise click.ClickException(f"no report can be read in {reports}")
    copies = (_other_figures(texts[i % len(texts)], i // len(texts)) for i in range(len(texts), n))
    return [*texts, *copies]


def _other_figures(text: str, number: int) -> str:
    """A report whose figures are others, but for its dates."""
    return _FIGURE.sub(lambda match: f"{match[0]}{number}", text)


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
            write_sheet(folder / f"{name}.xlsx", text)
        elif kind == "html":
            write_page(folder / f"{name}.html", text)
        else:
            sources.setdefault(kind, []).append(write_page(aside / f"{name}.html", text))
    for kind, files in sources.items():
        _convert(kind, files, folder, aside)
    n_made = len(list(folder.iterdir()))
    if n_made < len(texts):
        raise click.ClickException(f"LibreOffice made {n_made} of {len(texts)} files")


def write_page(file: Path, text: str) -> Path:
    """A web page that holds a paragraph for each line of a text."""
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    page = f'<html><head><meta charset="utf-8"></head><body>\n{lines}</body></html>\n'
    file.write_text(page, encoding="utf-8")
    return file


def write_table(file: Path, text: str) -> Path:
    """A table that holds a row for each line of a text."""
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(_rows(text))
    return file


def write_sheet(file: Path, text: str) -> Path:
    """The same as an Excel sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows(text):
        sheet.append(row)
    book.save(file)
    return file


def _rows(text: str) -> list[tuple[str | int, str]]:
    lines = filter(str.strip, text.split("\n"))
    return [("序号", "内容"), *enumerate(lines, start=1)]


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
