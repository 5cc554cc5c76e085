"""``wenbao build``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.platform.processes import cores, workers
from index.reading.corrections import FILE_NAME
from index.reading.head import terms
from index.types import PlaceLevel, ReportKind
from qa import service
from qa.cli.options import say, with_settings
from qa.corpus import suggestions
from qa.keeping import milvus_builds, progress
from qa.plurals import counted

if TYPE_CHECKING:
    from qa.settings import Settings

_BEGINNING = f"""\
# 在此更正报告的标题、种类、地区、级别、年份等：改成正确的值，去掉行首的 #，保存后运行 wenbao build。
# What reports are taken for. Write what is right, take the # off the line, then run `wenbao build`.
# kind: {", ".join(map(terms.term_of_kind, ReportKind))}
# level: {", ".join(map(terms.term_of_level, PlaceLevel))}
"""


paths_argument = click.argument(
    "paths", nargs=-1, callback=lambda _ctx, _param, texts: _paths(texts)
)


@click.command("build", epilog="Example: wenbao build corpus")
@paths_argument
@with_settings("index", "model")
@click.option(
    "--add",
    "is_adding",
    is_flag=True,
    help="Add the reports to an index in Milvus, whatever else it holds; several may at once.",
)
@click.option(
    "--workers",
    "n_workers",
    type=click.IntRange(1, workers.MOST),
    default=1,
    metavar="N",
    help="Share out reading and encoding among N processes: for many cores and many reports. By default one, and its threads.",
)
@click.option("--wait", is_flag=True, help="Wait for another build that is running.")
@click.option(
    "--suggest",
    "is_suggesting",
    is_flag=True,
    help="Build nothing: write the doubtful heads to reports.toml beside the reports, to be corrected.",
)
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    is_adding: bool,
    n_workers: int,
    wait: bool,
    is_suggesting: bool,
) -> None:
    """Rebuild the index from the corpus, or from the reports and folders at PATHS.

    What a reports.toml beside the reports corrects of their heads is taken before what is read.
    """
    if is_suggesting:
        _suggest(paths or service.corpus(milvus_builds.local(settings)), settings)
        return
    if n_workers > cores.n_cores():
        say(
            f"{n_workers} workers share {counted(cores.n_cores(), 'core')}: more than these bring nothing"
        )
    result = milvus_builds.build(
        settings,
        paths,
        is_adding=is_adding,
        wait=wait,
        say=say,
        watch=functools.partial(progress.shown, say),
        page_progress=progress.Pages(say),
        n_workers=n_workers,
    )
    if result.n_doubtful:
        say(
            f"doubtful heads: {result.n_doubtful} (above); correct them in {FILE_NAME} beside the "
            "reports, which `wenbao build --suggest` begins"
        )
    _end(len(result.failures) - result.n_misread, result.n_misread)


def _suggest(paths: tuple[Path, ...], settings: Settings) -> None:
    suggested = suggestions.suggest(paths, settings.cache, beginning=_BEGINNING)
    for line in suggested.failures:
        say(line)
    for file, n_reports in suggested.files:
        say(
            f"wrote {counted(n_reports, 'report')} to {file}: write what is right, take the # off "
            "these lines, then run `wenbao build`"
        )
    if not suggested.files:
        say("no other head is doubtful: nothing was written")
    if suggested.failures:
        raise click.ClickException(f"{len(suggested.failures)} could not be read (above)")


def _end(n_files: int, n_corrections: int) -> None:
    """End with what could not be read, if anything."""
    n_each = {"file": n_files, "correction": n_corrections}
    told = " and ".join(counted(n, name) for name, n in n_each.items() if n)
    if told:
        raise click.ClickException(f"{told} could not be read (above); the rest is indexed")


def _paths(texts: tuple[str, ...]) -> tuple[Path, ...]:
    if "" in texts:  # an unset variable of a script, which as a path would be the working folder
        raise click.UsageError("a path is empty: give a report, or a folder of reports")
    return tuple(map(Path, texts))
