"""``wenbao ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from qa import json_values
from qa.cli.options import (
    after_option,
    explain_option,
    json_option,
    say,
    with_settings,
)
from qa.cli.printing import mentions as mention_lines
from qa.cli.printing import tables, terminal
from qa.cli.printing.streams import json_line
from qa.engine import Engine
from qa.mentions.fields import fields_of_mentions
from qa.plurals import counted
from qa.understanding.question import checked

if TYPE_CHECKING:
    from qa.settings import Settings

_PATH = click.Path(path_type=Path)


@click.command(
    "ask", epilog='Example: wenbao ask "去年呢?" --after "2024年地区生产总值增长目标是多少?"'
)
@click.argument(
    "question",
    required=False,
    callback=lambda _ctx, _param, text: None if text is None else checked(text),
)
@after_option
@click.option("--file", type=_PATH, help="Questions: a .txt with one a line, a .csv or an .xlsx.")
@click.option("--out", type=_PATH, help="The table of their answers: an .xlsx, .csv or .jsonl.")
@click.option("--overwrite", is_flag=True, help="Write the table also where there is one.")
@with_settings("index", "top_k")
@explain_option
@json_option
def command(
    settings: Settings,
    question: str | None,
    *,
    after: tuple[str, ...],
    file: Path | None,
    out: Path | None,
    overwrite: bool,
    explain: bool,
    as_json: bool,
) -> None:
    """Print the answer to QUESTION, verbatim, and where it stands.

    A question such as 哪些报告提到… is counted in all reports, as `wenbao mentions` does. With --file
    and --out, all questions of a file are answered into a table; ended before its end, the same
    command goes on from there.
    """
    if file is not None and out is not None and question is None:
        if after or explain or as_json:
            raise click.UsageError("--after, --explain and --json are for one QUESTION")
        _answer_file(settings, file, out, overwrite=overwrite)
    elif question is not None and file is None and out is None:
        _answer(settings, question, after, explain=explain, as_json=as_json)
    else:
        raise click.UsageError("give a QUESTION, or --file with the questions and --out")


def _answer(
    settings: Settings, question: str, after: tuple[str, ...], *, explain: bool, as_json: bool
) -> None:
    snapshot = Engine.of(settings).snapshot()
    mentions = snapshot.asked_mentions(question) if not after else None
    if mentions is not None and not as_json:
        shown = mention_lines.mentions(
            mentions, n_quoted=mention_lines.N_QUOTED, is_of_silent=mentions.is_of_silent
        )
        click.echo(shown)
        return
    answer = snapshot.ask(question, history=after, top_k=settings.top_k)
    if not as_json:
        if answer.read_off is None:
            click.echo(terminal.answer(answer, explain=explain))
        if answer.of_table is not None and not answer.is_offer:
            click.echo(tables.answer(answer.of_table))
        return
    fields = json_values.answer(answer)
    if mentions is not None:
        fields["mentions"] = fields_of_mentions(mentions, mention_lines.N_QUOTED)
    click.echo(json_line(fields))


def _answer_file(settings: Settings, file: Path, out: Path, *, overwrite: bool) -> None:
    from qa.batches.run import Run  # noqa: PLC0415 - one question needs no tables

    run = Run(file=file, out=out, top_k=settings.top_k, overwrite=overwrite)
    questions = run.questions()
    snapshot = Engine.of(settings).snapshot()
    with tqdm(total=len(questions.rows), leave=False, disable=None) as bar:
        done = run.answer(questions, snapshot, say, bar.update)
    told = f"{done.n_answered} answered, {done.n_likely} likely"
    say(f"wrote {out}: {counted(done.n_rows, 'question')}, {told}")
    if done.n_troubled:
        raise click.ClickException(
            f"{counted(done.n_troubled, 'line')} could not be asked (above); the rest is answered"
        )
