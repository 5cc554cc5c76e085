"""Compares a second reading with the first: ``python -m training.questions.second_reading``.

``ask`` prints questions without what is noted of them. The second reader answers each from its
report; ``compare`` holds these answers against the first reading and names what differs.

A line of the answers, its places as in a draft (see ``drafts``)::

    id | A | 12: 甲公司 ;; 乙公司
    id | L | 12
    id | N
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.records.facts_gold import texts
from training.questions import question_file
from training.questions.drafts import LEVELS, places

if TYPE_CHECKING:
    from training.questions.question_file import Question

# Two readings of a span rarely agree on each character: half of them, by F1, is the same answer.
_SAME_F1 = 0.5


def f1(first: set[int], second: set[int]) -> float:
    """Harmonic mean of precision and recall of two sets of characters' places.

    Returns:
        0 where either is empty.
    """
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second)) if shared else 0.0


def f1_of_spans(question: Question, written: str, text: str) -> float | None:
    """How much of what both readings quote is the same; None where one of them quotes nothing."""
    _, spans, _ = places(written, text)
    if not spans or not question.spans:
        return None
    quoted = {at for start, end in spans for at in range(start, end)}
    noted = {at for start, end in question.spans for at in range(start, end)}
    return f1(quoted, noted)


def difference(question: Question, level: str, written: str, text: str) -> str:
    """How a second answer differs from the first reading; empty where both agree.

    Both tell, or neither; and what they quote is the same by half, or, where a reading quotes
    nothing, both point at the same sentence.
    """
    if (level != "not told") != question.answered:
        return f"{level} against {question.level}"
    if not question.answered:
        return ""
    evidence, spans, _ = places(written, text)
    shared = f1_of_spans(question, written, text)
    if shared is not None:
        if shared >= _SAME_F1:
            return ""
        return "other words: " + "; ".join(text[start:end] for start, end in spans)
    same = {each.start for each in evidence} & {each.start for each in question.evidence}
    return "" if same else "another sentence"


def sample(questions: list[Question], n: int, seed: int) -> list[Question]:
    """So many questions drawn at random, in their order."""
    drawn = random.Random(seed).sample(range(len(questions)), min(n, len(questions)))  # noqa: S311 - no secret
    return [questions[at] for at in sorted(drawn)]


@click.group()
def main() -> None:
    """Have questions answered a second time, and compare."""


@main.command()
@click.argument("split", type=click.Choice(question_file.SPLITS))
@click.option("--n", default=60, show_default=True, help="How many questions.")
@click.option("--seed", default=0, show_default=True, help="Of the drawing.")
def ask(split: str, n: int, seed: int) -> None:
    """Print N questions of SPLIT drawn at random, without their answers."""
    for each in sample(question_file.load_split(split), n, seed):
        click.echo(f"{each.id} | {' >> '.join((*each.history, each.question))}")


@main.command()
@click.argument("answers", type=click.Path(path_type=Path, exists=True))
@click.argument("folders", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
def compare(answers: Path, folders: tuple[Path, ...]) -> None:
    """Compare ANSWERS, a line each, with the first reading; name what differs.

    Told besides: how many levels are the same, and how much of what both quote.
    """
    read = texts(folders)
    every = {
        each.id: each for split in question_file.SPLITS for each in question_file.load_split(split)
    }
    agreed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    same_level = 0
    shared: list[float] = []
    for line in filter(None, answers.read_text(encoding="utf-8").splitlines()):
        name, letter, *rest = (part.strip() for part in line.split(" | "))
        question = every[name]
        text = read[question.file_sha256]
        wrong = difference(question, LEVELS[letter], "".join(rest), text)
        same_level += LEVELS[letter] == question.level
        quoted = f1_of_spans(question, "".join(rest), text)
        shared.extend([] if quoted is None else [quoted])
        asked[question.level] += 1
        agreed[question.level] += not wrong
        if wrong:
            click.echo(f"{name} {question.question}: {wrong}")
    for level, n in asked.items():
        click.echo(f"{level}: {agreed[level]} of {n} agree")
    click.echo(f"{same_level} of {asked.total()} have the same level")
    if shared:
        click.echo(
            f"{shared.count(1.0)} of {len(shared)} quote the same to the character, "
            f"{sum(shared) / len(shared):.2f} is shared on average (F1)"
        )
    click.echo(f"{agreed.total()} of {asked.total()} agree")


if __name__ == "__main__":
    main()
