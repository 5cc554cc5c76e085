"""How exactly files of other formats are read: ``python -m benchmarks.reading.formats --reports FOLDER``.

Word files are held against a plain walk of their XML. Printed to PDF by LibreOffice, the same reports
are read again: which paragraphs are as the Word file has them, and which page each is said to be on.
"""

from __future__ import annotations

import bisect
import re
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import click
import pypdfium2

from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import markdown
from index.reading.formats import docx, pdf

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIRST_CHARS = 6  # of a paragraph, that are looked for on its page


def squeezed(text: str) -> str:
    """A text without white space: a PDF does not tell which of it was written."""
    return re.sub(r"\s", "", text)


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something, squeezed."""
    return [line for line in map(squeezed, text.split("\n")) if line]


def walked(file: Path) -> list[str]:
    """The paragraphs of a Word file by a plain walk of its XML."""
    with zipfile.ZipFile(file) as parts:
        root = ET.fromstring(parts.read("word/document.xml"))  # noqa: S314 - own files
    texts = (
        "".join(text.text or "" for text in each.iter(f"{_W}t")) for each in root.iter(f"{_W}p")
    )
    return [text for text in map(squeezed, texts) if text]


def n_kept(expected: list[str], lines: list[str]) -> int:
    """How many of the expected paragraphs are lines, each line counted once."""
    left = list(lines)
    n = 0
    for paragraph in expected:
        if paragraph in left:
            left.remove(paragraph)
            n += 1
    return n


def n_on_their_page(data: bytes, extract: Extract) -> tuple[int, int]:
    """How many lines begin on the page that is told, by the PDF's own text; and how many there are."""
    document = pypdfium2.PdfDocument(data)
    of_pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    dropped = {start for start, _ in extract.dropped}  # stands after the text
    right = total = at = 0
    for line in extract.text.split("\n"):
        first = squeezed(line)[:_FIRST_CHARS]
        if first and at not in dropped:
            total += 1
            right += first in of_pages[bisect.bisect_right(extract.pages, at) - 1]
        at += len(line) + 1
    return right, total


def printed(files: list[Path], folder: Path) -> list[Path]:
    """Word files as LibreOffice prints them to PDF."""
    office = shutil.which("soffice")
    if office is None:
        raise click.ClickException("LibreOffice is not installed (soffice): it prints the PDFs")
    subprocess.run(  # noqa: S603 - a program found on the PATH
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return [folder / f"{file.stem}.pdf" for file in files]


def measure(files: list[Path], folder: Path) -> dict[str, Any]:
    """The figures of both formats."""
    word: dict[str, Any] = {"expected": 0, "exact": 0, "seconds": 0.0}
    page: dict[str, Any] = {
        "expected": 0, "exact": 0, "lines": 0, "on their page": 0, "pages": 0, "seconds": 0.0,
    }  # fmt: skip
    for file, as_pdf in zip(files, printed(files, folder), strict=True):
        started = time.perf_counter()
        lines = paragraphs(docx.read(file.read_bytes(), file.name).text)
        word["seconds"] += time.perf_counter() - started
        expected = walked(file)
        word["expected"] += len(expected)
        word["exact"] += n_kept(expected, lines)
        data = as_pdf.read_bytes()
        started = time.perf_counter()
        extract = pdf.read(data, as_pdf.name)
        page["seconds"] += time.perf_counter() - started
        page["expected"] += len(lines)
        page["exact"] += n_kept(lines, paragraphs(extract.text))
        right, total = n_on_their_page(data, extract)
        page["on their page"] += right
        page["lines"] += total
        page["pages"] += len(extract.pages)
    return {"docx": word, "pdf": page}


@click.command()
@click.option("--reports", type=Path, required=True, help="A folder of .docx.")
@click.option("--out", type=Path, default=RESULTS / "formats.json", show_default=True)
def main(reports: Path, out: Path) -> None:
    """Read the Word files of a folder, print them, read them again, and write the figures."""
    files = sorted(reports.glob("*.docx"))
    with tempfile.TemporaryDirectory() as temporary:
        figures: dict[str, Any] = {"n_files": len(files)} | measure(files, Path(temporary))
    word, page = figures["docx"], figures["pdf"]
    rows = [
        ("docx", f"{word['exact']}/{word['expected']}", "", f"{word['seconds']:.1f}"),
        (
            "pdf",
            f"{page['exact']}/{page['expected']}",
            f"{page['on their page']}/{page['lines']}",
            f"{page['seconds']:.1f}",
        ),
    ]
    click.echo(markdown(("format", "paragraphs exact", "on their page", "seconds"), rows))
    save({"conditions": Conditions.now().to_json(), **figures}, out)


if __name__ == "__main__":
    main()
