"""How exactly scans are read by machine: ``python -m benchmarks.reading.scans --reports FOLDER``.

Word files are printed to PDF by LibreOffice. Some pages are made into pictures as scanners make them:
turned, blurred, grained, in grey, pressed. What is read of a picture is held against what is read of
the same page as it was printed, whose letters are known.
"""

from __future__ import annotations

import difflib
import io
import re
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from benchmarks.reading.formats import n_kept, paragraphs, printed, squeezed
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import markdown
from index.reading.formats import pdf
from index.reading.formats.recognition import process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.extract import Extract

_NUMBER = re.compile(r"\d+(?:\.\d+)?[%‰]?")
_POINTS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """How a page is made a picture: degrees, the spread of its grain, the radius of its blur."""

    name: str
    dpi: int
    turned: float = 0.0
    grain: float = 0.0
    blur: float = 0.0
    quality: int = 95

    def scanned(self, pages: Sequence[pypdfium2.PdfPage]) -> bytes:
        """A PDF of pictures of pages."""
        pictures = [self._picture(page, seed) for seed, page in enumerate(pages)]
        file = io.BytesIO()
        pictures[0].save(
            file,
            "PDF",
            save_all=True,
            append_images=pictures[1:],
            resolution=self.dpi,
            quality=self.quality,
        )
        return file.getvalue()

    def _picture(self, page: pypdfium2.PdfPage, seed: int) -> Image.Image:
        image = page.render(scale=self.dpi / _POINTS).to_pil().convert("L")
        if self.turned:
            image = image.rotate(self.turned, Image.Resampling.BICUBIC, fillcolor=255)
        if self.blur:
            image = image.filter(ImageFilter.GaussianBlur(self.blur))
        grain = np.random.default_rng(seed).normal(0, self.grain, (image.height, image.width))
        return Image.fromarray((np.asarray(image) + grain).clip(0, 255).astype(np.uint8))


SCANNERS = (
    Scanner(name="75 dpi, poor", dpi=75, turned=1.0, grain=22, blur=0.8, quality=30),
    Scanner(name="100 dpi, askew", dpi=100, turned=-1.0, grain=18, blur=0.7, quality=40),
    Scanner(name="150 dpi, askew", dpi=150, turned=1.0, grain=18, blur=0.8, quality=45),
    Scanner(name="200 dpi, office", dpi=200, turned=0.3, grain=8, blur=0.5, quality=75),
    Scanner(name="300 dpi, clean", dpi=300),
)


def selected(document: pypdfium2.PdfDocument, numbers: Sequence[int]) -> bytes:
    """A PDF of some pages of another."""
    made = pypdfium2.PdfDocument.new()
    made.import_pages(document, [*numbers])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def numbers_in(text: str) -> list[str]:
    """The numbers of a text, with their per cent sign, of whatever width."""
    return _NUMBER.findall(unicodedata.normalize("NFKC", text))


def n_right(expected: str, got: str) -> int:
    """How many characters of a text stand in another one, in their order."""
    matcher = difflib.SequenceMatcher(None, expected, got, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def misread_digits(expected: str, extract: Extract) -> tuple[int, int, int, int]:
    """Digits that were read, that are wrong, wrong ones that are marked doubtful, and right ones so."""
    doubtful = {at for start, end in extract.doubtful for at in range(start, end)}
    got = [(at, each) for at, each in enumerate(extract.text) if not each.isspace()]
    text = "".join(each for _, each in got)
    matcher = difflib.SequenceMatcher(None, squeezed(expected), text, autojunk=False)
    right = {
        got[i][0]
        for block in matcher.get_matching_blocks()
        for i in range(block.b, block.b + block.size)
    }
    digits = [at for at, each in got if each.isdigit()]
    wrong = [at for at in digits if at not in right]
    n_marked = sum(at in doubtful for at in wrong)
    return len(digits), len(wrong), n_marked, sum(at in doubtful for at in digits) - n_marked


def measured(files: list[tuple[Extract, bytes]]) -> dict[str, Any]:
    """The figures of some files: as they are printed, and as pictures."""
    sums: Counter[str] = Counter()
    confidences: list[float] = []
    missing: list[str] = []
    started = time.perf_counter()
    for expected, picture in files:
        got = pdf.read(picture, "scan.pdf")
        numbers = Counter(numbers_in(expected.text))
        sums["characters"] += len(squeezed(expected.text))
        sums["characters right"] += n_right(squeezed(expected.text), squeezed(got.text))
        sums["letters"] += len(letters(expected.text))
        sums["letters right"] += n_right(letters(expected.text), letters(got.text))
        sums["paragraphs"] += len(paragraphs(expected.text))
        sums["paragraphs exact"] += n_kept(
            [letters(each) for each in paragraphs(expected.text)],
            [letters(each) for each in paragraphs(got.text)],
        )
        sums["numbers"] += numbers.total()
        lacking = numbers - Counter(numbers_in(got.text))
        sums["numbers missing"] += lacking.total()
        missing += lacking.elements()
        digits = misread_digits(expected.text, got)
        for name, n in zip(
            ("digits", "wrong", "wrong doubted", "right doubted"), digits, strict=True
        ):
            sums[name] += n
        confidences += [page.confidence or 0.0 for page in got.recognised]
    return dict(sums) | {
        "pages": len(confidences),
        "seconds a page": round((time.perf_counter() - started) / len(confidences), 2),
        "confidence": round(float(np.mean(confidences)), 4),
        "lowest confidence": min(confidences),
        "missing": missing,
    }


def chosen(file: Path, n_pages: int) -> tuple[list[pypdfium2.PdfPage], Extract]:
    """Some pages of a PDF, evenly over it, and what is read of them as they are printed."""
    document = pypdfium2.PdfDocument(file)
    numbers = [i * len(document) // n_pages for i in range(n_pages)]
    extract = pdf.laid_out(selected(document, numbers), file.name)
    return [document[number] for number in numbers], extract


@click.command()
@click.option("--reports", type=Path, required=True, help="A folder of .docx.")
@click.option("--files", "n_files", default=5, show_default=True, help="How many of them.")
@click.option("--pages", "n_pages", default=4, show_default=True, help="How many pages of each.")
@click.option("--out", type=Path, default=RESULTS / "scans.json", show_default=True)
def main(reports: Path, n_files: int, n_pages: int, out: Path) -> None:
    """Print Word files, make pictures of their pages, read these, and write the figures."""
    if not process.is_installed():
        raise click.ClickException("nothing is installed that reads pictures: pip install '.[ocr]'")
    files = sorted(reports.glob("*.docx"))
    files = files[:: max(1, len(files) // n_files)][:n_files]
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        as_printed = printed(files, Path(temporary))
        pages = [chosen(file, n_pages) for file in as_printed]
        for scanner in SCANNERS:
            figures[scanner.name] = measured(
                [(expected, scanner.scanned(each)) for each, expected in pages]
            )
            click.echo(f"{scanner.name}: {figures[scanner.name]}")
            save({"conditions": Conditions.now().to_json(), "scanners": figures}, out)
    rows = [
        (
            name,
            f"{each['letters right'] / each['letters']:.4f}",
            f"{each['numbers missing']}/{each['numbers']}",
            f"{each['wrong doubted']}/{each['wrong']}",
            f"{each['right doubted']}/{each['digits'] - each['wrong']}",
            f"{each['paragraphs exact']}/{each['paragraphs']}",
            f"{each['confidence']:.3f}",
            f"{each['seconds a page']:.1f}",
        )
        for name, each in figures.items()
    ]
    heads = (
        "scan", "letters right", "numbers missing", "wrong digits doubted", "right digits doubted",
        "paragraphs exact", "confidence", "seconds a page",
    )  # fmt: skip
    click.echo(markdown(heads, rows))


if __name__ == "__main__":
    main()
