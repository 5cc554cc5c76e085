"""The command line: ``wenbao build search ask eval info export serve``."""

from __future__ import annotations

import errno
import functools
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from index.errors import WenbaoError
from index.text import visible
from qa import comparison, evaluate, plain, service, settings, terminal
from qa.question import QuestionError, checked
from qa.question_file import load_questions
from qa.saved_report import load_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.figures import Report
    from qa.question_file import QuestionSet


class _Commands(click.Group):
    """Commands whose errors are one line: exit 1 for what went wrong, 2 for wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QuestionError as error:
            raise click.UsageError(str(error)) from error
        except WenbaoError as error:
            raise click.ClickException(visible(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # as in `wenbao search … | head`: click's business
                raise
            raise click.ClickException(visible(str(error))) from error


def _with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options for the named settings; the command is given the gathered ``Settings``."""
    kinds: dict[str, tuple[Any, str]] = {
        "index": (Path, "Folder of the index."),
        "corpus": (Path, "Folder of the reports."),
        "model": (str, "Model: bundled, a folder, or a name on a hub."),
        "host": (str, "Address to listen on."),
        "port": (click.IntRange(0, 65535), "Port to listen on; 0 takes a free one."),
        "auth": (str, "USER:PASSWORD to ask visitors for; unseen by others as WENBAO_AUTH."),
        "top_k": (click.IntRange(1, settings.MAX_TOP_K), "How many passages."),
    }

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def wrapped(**options: Any) -> None:
            flags = {name: options.pop(name) for name in names}
            command(settings.load(flags), **options)

        for name in reversed(names):
            kind, text = kinds[name]
            wrapped = click.option(f"--{name.replace('_', '-')}", type=kind, help=text)(wrapped)
        return wrapped

    return decorate


# Checked before an index and a model are opened.
_question_argument = click.argument("question", callback=lambda _ctx, _param, text: checked(text))
_COMPARE_HELP = "Also tell what changed since the run whose --json output is in this file."
_after_option = click.option(
    "--after",
    metavar="QUESTION",
    multiple=True,
    callback=lambda _ctx, _param, texts: tuple(map(checked, texts)),
    help="A question asked before, which this one follows up on; oldest first where repeated.",
)
_explain_option = click.option(
    "--explain", is_flag=True, help="Also tell what puts each passage where it stands."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wenbao")
def main() -> None:
    """Ask Chinese government reports a question; get the figure, quoted and cited.

    Results go to stdout, all else to stderr. Exit 0: done, also for an honest "not in the
    reports"; 1: an error, told in a line; 2: wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a report may hold what a narrow console cannot show
            stream.reconfigure(errors="backslashreplace")


@main.command(epilog="Example: wenbao build corpus")
@click.argument("paths", nargs=-1, callback=lambda _ctx, _param, texts: _paths(texts))
@_with_settings("index", "model")
@click.option("--wait", is_flag=True, help="Wait for another build that is running.")
def build(found: settings.Settings, paths: tuple[Path, ...], *, wait: bool) -> None:
    """Rebuild the index from the corpus, or from the reports and folders at PATHS."""
    result = service.build_index(found, paths, wait=wait, say=_say)
    if result.failures:
        raise click.ClickException(
            f"{len(result.failures)} of the files could not be read (above); the rest is indexed"
        )


@main.command(epilog='Example: wenbao search "航运企业有多少家?" --explain')
@_question_argument
@_with_settings("index", "top_k")
@_explain_option
@_json_option
def search(found: settings.Settings, question: str, *, explain: bool, as_json: bool) -> None:
    """Print the passages that most likely answer QUESTION, the likeliest first."""
    for hit in service.open_engine(found).search(question, top_k=found.top_k):
        lines = _line(plain.hit(hit)) if as_json else terminal.hit(hit, explain=explain) + "\n"
        click.echo(lines)


@main.command(epilog='Example: wenbao ask "去年呢?" --after "2024年地区生产总值增长目标是多少?"')
@_question_argument
@_after_option
@_with_settings("index", "top_k")
@_explain_option
@_json_option
def ask(
    found: settings.Settings, question: str, *, after: tuple[str, ...], explain: bool, as_json: bool
) -> None:
    """Print the answer to QUESTION, verbatim, and where it stands."""
    answer = service.open_engine(found).ask(question, history=after, top_k=found.top_k)
    click.echo(_line(plain.answer(answer)) if as_json else terminal.answer(answer, explain=explain))


@main.command("eval", epilog="Example: wenbao eval questions.jsonl")
@click.argument("file", type=click.Path(path_type=Path))
@_with_settings("index", "model")
@click.option("--compare", metavar="OLD", type=click.Path(path_type=Path), help=_COMPARE_HELP)
@_json_option
def evaluate_file(
    found: settings.Settings, file: Path, *, compare: Path | None, as_json: bool
) -> None:
    """Measure retrieval, answers and refusals on the questions in FILE.

    FILE holds a JSON object a line (id, type, question, answers, evidence; maybe document and
    history, the questions before), asked of the index, or is in SQuAD form, whose contexts are
    then indexed by themselves.
    """
    questions = load_questions(file)
    old = load_report(compare, questions) if compare else None  # before the minutes of measuring
    report = _measured(questions, found)
    fields, text = report.to_json(), report.format()
    if old:
        changes = comparison.compare(old, report)
        fields["comparison"] = changes.to_json()
        text += "\n\n" + changes.format()
    click.echo(_line(fields) if as_json else visible(text))


@main.command(epilog="Example: wenbao info --passages")
@click.option("--passages", "of_passages", is_flag=True, help="Each passage, and what was dropped.")
@_with_settings("index")
@_json_option
def info(found: settings.Settings, *, of_passages: bool, as_json: bool) -> None:
    """Print what is indexed, with which model, when."""
    facts = service.facts(found)
    if not of_passages:
        click.echo(_line(plain.facts(facts)) if as_json else terminal.facts(facts))
        return
    for document in facts.documents:
        for passage in (p for p in facts.passages if p.document_id == document.id):
            fields = {"kept": plain.passage(passage)}
            click.echo(_line(fields) if as_json else terminal.kept(document, passage))
        for drop in document.dropped:
            text = document.text[drop.start : drop.end]
            fields = {"dropped": plain.dropped(drop, text)}
            click.echo(_line(fields) if as_json else terminal.dropped(document, text, drop.reason))


@main.command(epilog="Example: wenbao export reports.wenbao")
@click.argument("file", type=click.Path(path_type=Path))
@_with_settings("index")
def export(found: settings.Settings, file: Path) -> None:
    """Write the index, with all that questions need, into FILE for another machine.

    There it is asked with --index FILE, without a network, a model or the reports.
    """
    service.export_index(found, file, _say)


@main.command(epilog="Example: wenbao serve --port 8080")
@_with_settings("index", "corpus", "model", "host", "port", "auth")
def serve(found: settings.Settings) -> None:
    """Start the web chat; where there is no index yet, the page shows how it is built."""
    from qa.web.server import serve as serve_page  # noqa: PLC0415 -- gradio takes seconds to import

    if not serve_page(found, say=_say):
        sys.exit(1)


def _measured(questions: QuestionSet, found: settings.Settings) -> Report:
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        engine = (
            service.engine_of_contexts(questions.contexts, Path(folder), found)
            if questions.contexts
            else service.open_engine(found)
        )
        with tqdm(total=len(questions.questions), leave=False, disable=None) as bar:
            return evaluate.evaluate(engine, questions, progress=bar.update)


def _paths(texts: tuple[str, ...]) -> tuple[Path, ...]:
    if "" in texts:  # an unset variable of a script, which as a path would be the working folder
        raise click.UsageError("a path is empty: give a report, or a folder of reports")
    return tuple(map(Path, texts))


def _line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _say(line: str) -> None:
    click.echo(visible(line), err=True)
