"""What pyproject.toml cannot say: the report in ``corpus/`` travels in the wheel."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SEED = Path("qa", "corpus", "seed")  # as qa/corpus/choice.py looks for it


class BuildWithSeed(build_py):
    """Builds the packages, and puts the reports beside them that a first start answers from."""

    def run(self) -> None:
        """Build, and copy the reports."""
        super().run()
        if self.editable_mode:  # the folder itself is there
            return
        target = Path(self.build_lib) / SEED
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(Path("corpus").glob("*.txt")):
            shutil.copyfile(file, target / file.name)


setup(cmdclass={"build_py": BuildWithSeed})
