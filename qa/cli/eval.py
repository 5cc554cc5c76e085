"""``wenbao eval``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from index.language.text import visible
from qa import service
from qa.cli.options import json_option, with_settings
from qa.cli.printing.streams import json_line
from qa.engine import Engine
from qa.evaluation import comparison, evaluation
from qa.evaluation.question_file import load_questions
from qa.evaluation.saved_run import load_report

if TYPE_CHECKING:
    from qa.evaluation.metrics import EvaluationReport
    from qa.evaluation.question_file import QuestionSet
    from qa.settings import Settings


_COMPARE_HELP = "Also tell what changed since the run whose --json output is in this file."


@click.command("eval", epilog="Example: wenbao eval questions.jsonl")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings("index", "model")
@click.option("--compare", metavar="OLD", type=click.Path(path_type=Path), help=_COMPARE_HELP)
@json_option
def command(settings: Settings, file: Path, *, compare: Path | None, as_json: bool) -> None:
    """Measure retrieval, answers and refusals on the questions in FILE.

    FILE holds a JSON object a line (id, type, question, answers, evidence; maybe document and
    history, the questions before), asked of the index, or is in SQuAD form, whose contexts are
    then indexed by themselves.
    """
    questions = load_questions(file)
    old = load_report(compare, questions) if compare else None  # before the minutes of measuring
    report = _measured(questions, settings)
    fields, text = report.to_json(), report.format()
    if old:
        changes = comparison.compare(old, report)
        fields["comparison"] = changes.to_json()
        text += "\n\n" + changes.format()
    click.echo(json_line(fields) if as_json else visible(text))


def _measured(questions: QuestionSet, settings: Settings) -> EvaluationReport:
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        engine = (
            service.engine_of_contexts(questions.contexts, Path(folder), settings)
            if questions.contexts
            else Engine.of(settings)
        )
        with tqdm(total=len(questions.questions), leave=False, disable=None) as bar:
            return evaluation.evaluate(engine.snapshot(), questions, progress=bar.update)
