"""``wenbao ask`` in a process of its own, with the small encoder: ``python asking.py ask …``.

Each question that is asked is written into the file that ASKED names. At one that speaks of a GATE's
word it waits for the named pipe that GATE names to be written to.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.encoder import Vectors

WORD = "闸门"


def main() -> None:
    """Be the command line."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from index.errors import ModelError
    from qa import engine
    from qa.cli.main import main as cli
    from tests.support.hash_encoder import HashEncoder

    class Noting(HashEncoder):
        def encode_questions(self, texts: Sequence[str]) -> Vectors:
            with Path(os.environ["ASKED"]).open("a", encoding="utf-8") as asked:
                asked.writelines(f"{text}\n" for text in texts)
            if "GATE" in os.environ and any(WORD in text for text in texts):
                Path(os.environ["GATE"]).read_bytes()
            return super().encode_questions(texts)

    def no_reader(*_: object, **__: object) -> None:
        raise ModelError("no reader here")

    setattr(engine, "load_encoder", lambda *_, **__: Noting())  # noqa: B010 - as in serving.py
    setattr(engine, "load_reader", no_reader)  # noqa: B010 - as above
    cli(sys.argv[1:])


if __name__ == "__main__":
    main()
