"""Checks the questions against their reports: ``python -m training.questions.check FOLDER...``."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.records.facts_gold import sha256, texts
from training.questions import question_file
from training.questions.places import digest, spans_of, start_of
from training.questions.question_file import SPLITS, QuestionFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from training.questions.question_file import Question

# A question that shares so many characters in a row with its evidence was copied rather than asked.
_COPIED_CHARS = 9


def faults_of_places(question: Question, text: str) -> Iterator[str]:
    """What is wrong with the sentences and spans of a question, held against its report's text."""
    for sentence in (*question.evidence, *question.near):
        start = start_of(sentence, text)
        if start is None:
            yield "a sentence of it is nowhere"
        elif start != sentence.start:
            yield f"a sentence of it has moved by {start - sentence.start}"
    for (start, end), (which, offset) in zip(question.spans, question.offsets, strict=True):
        sentence = question.evidence[which]
        if not sentence.start <= start < end <= sentence.end:
            yield f"the span {start} to {end} reaches over its sentence"
        if start - sentence.start != offset:
            yield f"the span {start} to {end} has the offset of another place"
    moved = spans_of(question, text)
    if moved is None or digest(moved, text) != question.spans_sha256:
        yield "its spans hold other words than were noted"


def faults_of_form(question: Question) -> Iterator[str]:
    """What in a question contradicts its level."""
    if len(question.spans) != len(question.offsets):
        yield f"it has {len(question.spans)} spans and {len(question.offsets)} offsets"
    if any(not 0 <= which < len(question.evidence) for which, _ in question.offsets):
        yield "an offset is of a sentence that is not noted"
    if question.level == "answered" and not question.spans:
        yield "it is answered, but has no span"
    if question.answered != bool(question.evidence):
        yield f"it is {question.level}, but has {len(question.evidence)} sentences of evidence"
    if not question.answered and question.spans:
        yield "it is not told, but has a span"
    if question.answered and question.near:
        yield "it is told, but has sentences that only look so"
    ordered = sorted(question.spans)
    if any(this[1] > following[0] for this, following in itertools.pairwise(ordered)):
        yield "two of its spans overlap"


def faults_of_set(
    questions: Sequence[Question], reports: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What is wrong with the questions as a set: splits, and what is told twice."""
    split_of = {each["file_sha256"]: each["split"] for each in reports}
    for sha, n in Counter(each["file_sha256"] for each in reports).items():
        if n > 1:
            yield f"reports.jsonl: {sha} is listed {n} times"
    for name, n in Counter(each.id for each in questions).items():
        if n > 1:
            yield f"{name}: {n} questions have this id"
    asked = Counter((each.file_sha256, each.history, each.question) for each in questions)
    for (sha, _, question), n in asked.items():
        if n > 1:
            yield f"{sha[:8]}: {question!r} is asked {n} times"
    for each in questions:
        if split_of.get(each.file_sha256) != each.split:
            yield f"{each.id}: reports.jsonl does not have its report in {each.split}"


def is_copied(question: Question, text: str) -> bool:
    """Whether a question repeats a run of its evidence rather than asking in words of its own."""
    told = (text[sentence.start : sentence.end] for sentence in question.evidence)
    return any(
        difflib.SequenceMatcher(None, question.question, words, autojunk=False)
        .find_longest_match()
        .size
        >= _COPIED_CHARS
        for words in told
    )


def counts(questions: Sequence[Question]) -> Iterator[str]:
    """How many questions there are of each split, level, kind, style, asker and near miss."""
    n_reports = len({each.file_sha256 for each in questions})
    yield f"{len(questions)} questions on {n_reports} reports"
    for slot in ("split", "level", "kind", "style", "asker", "why"):
        told = Counter(getattr(each, slot) for each in questions)
        yield f"{slot}: " + ", ".join(f"{value or '-'} {n}" for value, n in told.most_common())
    yield f"follow-up: {sum(bool(each.history) for each in questions)}"
    yield f"several spans: {sum(len(each.spans) > 1 for each in questions)}"


def _faults(questions: Iterable[Question], read: Mapping[str, str]) -> Iterator[str]:
    for question in questions:
        wrong = list(faults_of_form(question))
        text = read.get(question.file_sha256)
        if text is not None and not wrong:
            wrong = list(faults_of_places(question, text))
        yield from (f"{question.id}: {fault}" for fault in wrong)


@click.command()
@click.argument("folders", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option(
    "--questions",
    type=click.Path(path_type=Path, exists=True),
    default=question_file.FOLDER,
    help="Folder of the questions.",
)
@click.option("--copied", is_flag=True, help="Show the questions that repeat their evidence.")
def main(folders: tuple[Path, ...], questions: Path, *, copied: bool) -> None:
    """Check the questions against the reports below the folders; fails if there is a fault.

    Example: python -m training.questions.check ../reports
    """
    read = texts(folders)
    reports = question_file.reports(questions)
    try:
        every = [each for split in SPLITS for each in question_file.load_split(split, questions)]
    except QuestionFileError as error:
        raise click.ClickException(str(error)) from error
    faults = [*faults_of_set(every, reports), *_faults(every, read)]
    for each in reports:
        text = read.get(each["file_sha256"])
        if text is None:
            click.echo(f"{each['report']}: not below the folders")
        elif sha256(text) != each["text_sha256"]:
            click.echo(f"{each['report']}: its text is read otherwise than when it was listed")
    repeated = [each for each in every if is_copied(each, read.get(each.file_sha256, ""))]
    if copied:
        click.echo("\n".join(f"{each.id} {each.question}" for each in repeated))
    for line in (*counts(every), f"repeat their evidence: {len(repeated)}", *faults):
        click.echo(line)
    click.echo(f"{len(faults)} faults")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
