"""The mean of readers that were fitted to parts of the questions: ``python -m training.reader.mean A B --out FILE``.

Fits that went on from the same weights lie in one valley: the mean of theirs knows what each of them has
learnt, and reads as well as a fit to all (Wortsman et al. 2022, https://arxiv.org/abs/2203.05482), for
half of the time. A share of the weights they went on from keeps what they would forget.
"""

from __future__ import annotations

from pathlib import Path

import click
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from training.reader.fit import mixed


@click.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True))
@click.argument("second", type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
def main(first: Path, second: Path, out: Path) -> None:
    """Write the mean of two readers."""
    with safe_open(first, framework="pt") as one, safe_open(second, framework="pt") as other:
        facts, others = one.metadata(), other.metadata()
    differ = [
        name for name in ("format", "rank", "alpha", "base_sha256") if facts[name] != others[name]
    ]
    if differ:
        raise click.ClickException(f"{first} and {second} are of another {', '.join(differ)}")
    told = {name: f"mean of two: {facts[name]}; {others[name]}" for name in ("data", "fit")}
    save_file(mixed(load_file(first), load_file(second), 0.5), out, metadata={**facts, **told})
    click.echo(f"{out}: {out.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
