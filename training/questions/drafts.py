r"""What whoever writes questions works with: ``python -m training.questions.drafts``.

``show`` prints a report with its sentences numbered. The writer reads it and writes a draft, in
which answers are quoted in words; ``note`` turns the quotations into places and checksums, so that
what is kept holds none of the report's words. Drafts stay out of the repository.

A line of a draft (blank lines and those that begin with # are passed over)::

    level asker style kind | question | places
    L citizen keyword problem | 停车难 | 12
    A student colloquial who | 前一问 >> 谁修的 | 12: 甲公司 ;; 乙公司 // 15: 丙公司
    N journalist plain when other year | 2019年呢 | 12

The level is A (answered), L (likely) or N (not told); N says after its kind why. A place is the
number of a sentence (7-8 for one that goes over two, \n being the line end in a quotation), with
quotations where a span answers; of N it is the sentence that looks as if it told. Which of several
places of the same words is meant is told behind them: ``12: 机器人 #2``.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks.records.facts_gold import sha256, texts
from training.questions import question_file
from training.questions.places import digest, sentences
from training.questions.question_file import Question, QuestionFileError, Sentence

_WHICH = " #"
_NUMBERED = re.compile(r" #[1-9]$")
LEVELS = {level[0].upper(): level for level in question_file.LEVELS}


class DraftError(ValueError):
    """A line of a draft cannot be understood."""


def question_of(line: str, text: str) -> dict[str, object]:
    """The slots of a question that a line of a draft gives.

    Raises:
        DraftError: The line lacks a part, or quotes what its sentence does not say.
    """
    parts = [part.strip() for part in f"{line} ".split(" | ")]
    head = parts[0].split(maxsplit=4)
    if len(parts) not in {2, 3} or len(head) < 4 or head[0] not in LEVELS:  # noqa: PLR2004 - the parts
        raise DraftError(f"{line!r} is not `level asker style kind | question | places`")
    *history, question = (each.strip() for each in parts[1].split(" >> "))
    evidence, spans, offsets = places(parts[2] if parts[2:] else "", text)
    told = head[0] != "N"
    return {
        **dict(zip(("asker", "style", "kind"), head[1:4], strict=True)),
        "question": question,
        "history": tuple(history),
        "answered": told,
        "level": LEVELS[head[0]],
        "why": "".join(head[4:]),
        "spans": spans,
        "offsets": offsets,
        "spans_sha256": digest(list(spans), text),
        "evidence": evidence if told else (),
        "near": () if told else evidence,
    }


_Places = tuple[tuple[Sentence, ...], tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


def places(written: str, text: str) -> _Places:
    """The sentences and spans of the last part of a line."""
    numbered = sentences(text)
    evidence: list[Sentence] = []
    spans = []
    offsets = []
    for place in filter(None, re.split(r"\s*//\s*", written)):
        number, _, quotations = place.partition(":")
        first, _, last = number.strip().partition("-")
        start, end = numbered[int(first)][0], numbered[int(last or first)][1]
        for quotation in _quotations(quotations):
            at, quoted = _found(quotation, text[start:end], number)
            spans.append((start + at, start + at + len(quoted)))
            offsets.append((len(evidence), at))
        evidence.append(Sentence(start=start, end=end, sha256=sha256(text[start:end])))
    return tuple(evidence), tuple(spans), tuple(offsets)


def _found(quotation: str, sentence: str, number: str) -> tuple[int, str]:
    """Where a sentence says what is quoted, and these words without which place of theirs is meant."""
    words, _, which = (
        quotation.rpartition(_WHICH) if _NUMBERED.search(quotation) else (quotation, "", "")
    )
    found = [match.start() for match in re.finditer(re.escape(words), sentence)]
    if not found:
        raise DraftError(f"sentence {number} does not say {words!r}")
    if len(found) > 1 and not which:
        raise DraftError(
            f"sentence {number} says {words!r} {len(found)} times: which, as in `{words} #1`?"
        )
    return found[int(which or 1) - 1], words


def _quotations(written: str) -> list[str]:
    """The words that are quoted of a sentence."""
    parts = re.split(r"\s*;;\s*", written.strip())
    return [part.replace(r"\n", "\n") for part in parts if part]


def note(
    draft: str, report: dict[str, str], text: str, n_before: int = 0
) -> tuple[list[Question], list[str]]:
    """The questions of a draft on a report, numbered after so many, and what is wrong with its other lines."""
    questions: list[Question] = []
    faults = []
    for line in draft.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name = f"{report['file_sha256'][:8]}-{n_before + len(questions) + 1:03d}"
        try:
            slots = {"id": name, **report, **question_of(line, text)}
            questions.append(Question(**slots))  # type: ignore[arg-type]  # Question checks its slots
        except (DraftError, QuestionFileError, IndexError, ValueError) as error:
            faults.append(f"{line}\n    {error}")
    return questions, faults


def write(questions: list[Question], file: Path) -> None:
    """Write questions into a file, a line each."""
    lines = (json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in questions)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(lines), encoding="utf-8")


def _report(name: str, folders: tuple[Path, ...]) -> tuple[dict[str, str], str]:
    """A report of the list by its name or the beginning of its checksum, and its text."""
    listed = [
        each
        for each in question_file.reports()
        if each["report"] == name or each["file_sha256"].startswith(name)
    ]
    if len(listed) != 1:
        raise click.ClickException(f"{len(listed)} reports of reports.jsonl are called {name}")
    (found,) = listed
    text = texts(folders).get(found["file_sha256"])
    if text is None:
        raise click.ClickException(f"{found['report']} is not below the folders")
    return {slot: found[slot] for slot in ("report", "file_sha256", "split")}, text


@click.group()
def main() -> None:
    """Show a report with numbered sentences, or note the questions of a draft."""


@main.command()
@click.argument("report")
@click.argument("folders", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
def show(report: str, folders: tuple[Path, ...]) -> None:
    """Print REPORT (name, or the beginning of its sha256) with its sentences numbered."""
    _, text = _report(report, folders)
    for number, (start, end) in enumerate(sentences(text)):
        click.echo(f"{number} {text[start:end]}")


@main.command(name="note")
@click.argument("report")
@click.argument("draft", type=click.Path(path_type=Path, exists=True))
@click.argument("folders", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option("--after", default=0, help="Keep the file's questions up to this number.")
def note_command(report: str, draft: Path, folders: tuple[Path, ...], after: int) -> None:
    """Write the questions of DRAFT on REPORT below training/questions; nothing if a line is wrong."""
    slots, text = _report(report, folders)
    file = question_file.FOLDER / slots["split"] / f"{slots['file_sha256'][:8]}.jsonl"
    kept = (
        [each for each in question_file.load(file) if int(each.id[-3:]) <= after] if after else []
    )
    questions, faults = note(draft.read_text(encoding="utf-8"), slots, text, after)
    if faults:
        raise click.ClickException("\n".join(faults))
    write([*kept, *questions], file)
    click.echo(f"{len(questions)} questions on {slots['report']}")


if __name__ == "__main__":
    main()
