"""``python -m training``: checks what ships against the manifest, or fits it again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from benchmarks.records.conditions import ROOT
from training import manifest

PARTS = tuple(part.name for part in manifest.load())


@click.group()
def main() -> None:
    """What was fitted: is it the one of the manifest, and how is it made again?"""


@main.command()
def check() -> None:
    """Hold the files that ship, and the data in the repository, against training/manifest.toml.

    Example: python -m training check
    """
    faults = list(manifest.changed(manifest.load()))
    if faults:
        raise click.ClickException("\n".join(faults))
    click.echo("the files that ship are those of training/manifest.toml")


@main.command()
@click.argument("names", metavar="[PART]...", nargs=-1, type=click.Choice(PARTS))
@click.option(
    "--data",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the public sets, and of reports/.",
)
def repeat(names: tuple[str, ...], folder: Path) -> None:
    """Fit each PART again (ranking, choosing, reader, certainty; all by default), and tell its new sha256.

    Example: python -m training repeat choosing --data ../data
    """
    parts = [part for part in manifest.load() if part.name in (names or PARTS)]
    faults = dict.fromkeys(fault for part in parts for fault in manifest.lacking(part, folder))
    if faults:
        raise click.ClickException("the data are not those of the manifest: " + "; ".join(faults))
    for part in parts:
        for module, *arguments in part.commands:
            given = [each.format(data=folder.resolve()) for each in arguments]
            click.echo(f"python -m {module} {' '.join(given)}")
            code = subprocess.run(  # noqa: S603 - the manifest's own commands
                [sys.executable, "-m", module, *given], cwd=ROOT, check=False
            ).returncode
            if code:
                raise click.ClickException(f"{module} ended with {code}")
    for path in dict.fromkeys(each.path for part in parts for each in part.ships):
        click.echo(f"{path}: sha256 {manifest.digest(ROOT / path)}")
    for each in dict.fromkeys(each for part in parts for each in part.data if not each.sha256):
        click.echo(f"{each.name}: sha256 {manifest.digest(each.place(folder))}, not yet recorded")
    click.echo("write these into training/manifest.toml")


if __name__ == "__main__":
    main()
