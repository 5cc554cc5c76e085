"""What every peer can do, and its command line: build an index, or open one and ask it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN = "sentence-transformers + FAISS"
TXTAI = "txtai hybrid"
LLAMA = "LlamaIndex"
PEERS = {  # the module and the class of each
    PLAIN: ("benchmarks.peers.plain", "Plain"),
    TXTAI: ("benchmarks.peers.txtai_hybrid", "TxtaiHybrid"),
    LLAMA: ("benchmarks.peers.llama", "LlamaIndex"),
}


class Peer(Protocol):
    """Another tool, used as its documentation does; what it finds are paragraphs, not answers."""

    @staticmethod
    def load(folder: str) -> Any:
        """Load the sentence-transformers model in a folder."""

    @classmethod
    def build(cls, model: Any, texts: Sequence[str], folder: Path) -> Peer:
        """Index paragraphs, and save the index in an existing folder."""

    @classmethod
    def open(cls, model: Any, folder: Path) -> Peer:
        """Read a saved index back."""

    def search(self, question: str, *, top_k: int = 5) -> list[str]:
        """Return the nearest paragraphs."""


def load_texts(file: Path) -> list[str]:
    """Read the paragraphs to index: a JSON list."""
    texts: list[str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def main(peer: type[Peer]) -> None:
    """Do what the command line says, from a cold start.

    ``build MODEL INDEX TEXTS`` makes an index of a JSON list of paragraphs; ``ask MODEL INDEX
    QUESTION`` opens it and prints the nearest paragraph.
    """
    verb, model, folder, last = sys.argv[1:]
    if verb == "build":
        peer.build(peer.load(model), load_texts(Path(last)), Path(folder))
    else:
        print(peer.open(peer.load(model), Path(folder)).search(last)[0])
