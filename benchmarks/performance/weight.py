"""What a command needs of what is installed: ``python -m benchmarks.performance.weight MODULE ARGUMENTS``.

Runs a module as ``python -m`` does, then looks up whose files were imported. What a distribution
brings counts whole: its libraries and data are installed whether or not they were touched.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import json
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MIB = 1024 * 1024
_OURS = {"wenbao"}  # in a checkout its files are no part of the environment


def distributions(modules: Iterable[str]) -> set[str]:
    """The names of the distributions that modules come from."""
    owners = importlib.metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    return {name for top in tops for name in owners.get(top, ())} - _OURS


def size_mib(name: str) -> float:
    """The size of all files that a distribution installed, as they lie on the disk."""
    files = importlib.metadata.distribution(name).files or ()
    paths = [Path(str(file.locate())) for file in files]
    return sum(path.stat().st_size for path in paths if path.is_file()) / _MIB


def main() -> None:
    """Run the module; print what it needed as JSON: MiB by distribution, and their versions."""
    sys.argv = sys.argv[1:]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    names = sorted(distributions(sys.modules))
    print(
        json.dumps(
            {
                "mib": {name: round(size_mib(name), 1) for name in names},
                "versions": {name: importlib.metadata.version(name) for name in names},
            }
        )
    )


if __name__ == "__main__":
    main()
