"""Who is measured: wenbao and its peers, each by the commands that build, ask and serve."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.peers.peer import PEERS
from benchmarks.performance.process import Worker, run

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.performance.process import Run

WENBAO = "wenbao"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One tool and where its things are.

    ``source`` is what it indexes: wenbao a folder of reports, a peer a JSON list of paragraphs.
    ``index`` is the folder of its index, ``model`` that of the sentence-transformers model.
    """

    name: str
    python: str
    model: str
    source: Path
    index: Path

    def build(self, folder: Path, **environment: str) -> Run:
        """Build an index of ``source`` in a folder that exists, from a cold start to the exit."""
        if self.name == WENBAO:
            return self._wenbao("build", str(self.source), "--index", str(folder), **environment)
        return self._peer("build", folder, str(self.source))

    def ask(self, question: str) -> Run:
        """Open the index and answer a question, from a cold start to the exit."""
        if self.name == WENBAO:
            return self._wenbao("ask", question, "--index", str(self.index))
        return self._peer("ask", self.index, question)

    def weigh(self, question: str) -> Run:
        """As ``ask``, and print which distributions were imported, with their sizes."""
        module, *rest = (
            ("qa", "ask", question, "--index", str(self.index))
            if self.name == WENBAO
            else (PEERS[self.name][0], "ask", self.model, str(self.index), question)
        )
        return run([self.python, "-m", "benchmarks.performance.weight", module, *rest])

    def worker(self) -> Worker:
        """A process that has the index opened and the model loaded."""
        return Worker(self.python, self.name, self.model, str(self.index))

    def _wenbao(self, *arguments: str, **environment: str) -> Run:
        return run([sys.executable, "-m", "qa", *arguments], **environment)

    def _peer(self, verb: str, folder: Path, last: str) -> Run:
        return run([self.python, "-m", PEERS[self.name][0], verb, self.model, str(folder), last])
