"""A program that uses wenbao: nothing of its process is changed, and two caches lie side by side."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.language import tokens
from index.platform import quiet
from index.storage import archive
from index.storage.store import Store
from qa.engine import Engine
from qa.settings import Settings
from tests.support.folders import ROOT

QUESTION = "新建绿道多少公里?"
LIMIT_S = 300  # a busy machine is no error

# What a process is, as far as a library could change it. The modules of other libraries are theirs:
# jieba's log is as jieba makes it.
STATE = """
import gc, json, locale, logging, os, random, signal, socket, sys, threading, warnings

def state():
    return {
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "path": [*sys.path],
        "mask": os.umask(os.umask(0o022)) and None,
        "handlers": {s.name: str(signal.getsignal(s)) for s in signal.Signals},
        "locale": locale.setlocale(locale.LC_ALL),
        "random": hash(random.getstate()),
        "filters": [*map(str, warnings.filters)],
        "warnings": str(warnings.showwarning),
        "disabled": logging.root.manager.disable,
        "root": [logging.root.level, [*map(str, logging.root.handlers)]],
        "log": [
            [name, logging.getLogger(name).level, len(logging.getLogger(name).handlers)]
            for name in ("index", "qa", "index.language.tokens", "qa.engine", "py.warnings", "filelock")
        ],
        "captured": logging._warnings_showwarning is not None,
        "hooks": [str(sys.excepthook), str(threading.excepthook), str(sys.unraisablehook)],
        "frozen": gc.get_freeze_count(),
        "collected": [gc.isenabled(), gc.get_threshold()],
        "recursion": sys.getrecursionlimit(),
        "switch": sys.getswitchinterval(),
        "timeout": socket.getdefaulttimeout(),
        "digits": sys.get_int_max_str_digits(),
        "threads": sorted(t.name for t in threading.enumerate()),
    }
"""

SAME = (
    STATE
    + """
import bm25s, numpy, tqdm  # what loading them and drawing a bar leaves behind is theirs
tqdm.tqdm(disable=True)

def of_numpy():
    return numpy.geterr(), numpy.get_printoptions(), hash(str(numpy.random.get_state()))

before, numpy_before = state(), of_numpy()
WORK
assert numpy_before == of_numpy()
after = state()
print(json.dumps({name: [before[name], after[name]] for name in before if before[name] != after[name]}))
"""
)

IMPORT = "import index, qa, qa.engine, qa.service, qa.cli.printing.terminal, index.build, index.storage.archive, qa.cli.main"
WORK = {
    "importing": IMPORT,
    "importing the web": "import qa.web, qa.web.library, qa.web.texts, qa.web.fragments.addresses",
    "asking": f"{IMPORT}\nfrom qa import Engine\nEngine.open(sys.argv[1]).ask(sys.argv[2])",
    "building": """
from pathlib import Path
from tests.support.hash_encoder import HashEncoder
from index.build import build
build([Path(sys.argv[3])], Path(sys.argv[4]), HashEncoder)
""",
    "exporting": """
from pathlib import Path
from index.storage import archive
archive.export(Path(sys.argv[1]), Path(sys.argv[4] + ".wenbao"))
""",
    "a command": """
from click.testing import CliRunner
from qa.cli.main import main
assert CliRunner().invoke(main, ["ask", sys.argv[2], "--index", sys.argv[1]]).exit_code == 0
""",
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def found(engine: Engine) -> str:
    """What is nearest to the question; the second reader, which decides in doubt, is not here."""
    return engine.ask(QUESTION).hits[0].passage.text


class TestAProcess:
    @pytest.mark.parametrize("work", WORK)
    def test_is_left_as_it_was_by(self, carrying: Path, tmp_path: Path, work: str):
        corpus = tmp_path / "甲.txt"
        corpus.write_text("全县种茶三千亩。今年新建绿道31公里。", encoding="utf-8")
        done = subprocess.run(
            [
                *(sys.executable, "-c", SAME.replace("WORK", WORK[work])),
                *map(str, (carrying, QUESTION, corpus, tmp_path / "new")),
            ],
            cwd=ROOT,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "WENBAO_CACHE": str(tmp_path / "cache"),
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LIMIT_S,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.splitlines()[-1]) == {}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the words are kept."""
    folder = tmp_path_factory.mktemp("kept")
    tokens.prepare(folder)
    return folder


class TestTwoEngines:
    @pytest.fixture
    def settings(self, carrying: Path, tmp_path: Path) -> list[Settings]:
        """Two, of two indexes and two caches."""
        return [
            Settings(
                index=shutil.copytree(carrying, tmp_path / f"index{i}"),
                cache=tmp_path / f"cache{i}",
            )
            for i in range(2)
        ]

    @pytest.fixture
    def warm(self, settings: list[Settings], words: Path) -> list[Settings]:
        """The same, whose caches hold the words already: to make them takes a second."""
        for own in settings:
            shutil.copytree(words, own.cache or "")
        return settings

    def test_in_two_threads_write_into_their_own_caches(
        self, settings: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(
            "index.platform.cache.user_cache_path", lambda *_, **__: tmp_path / "user"
        )
        both = threading.Barrier(2)
        texts: list[str] = []

        def run(own: Settings) -> None:
            both.wait(LIMIT_S)
            texts.append(found(Engine.of(own)))

        threads = [threading.Thread(target=run, args=(own,)) for own in settings]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert texts[0] == texts[1]
        assert "31" in texts[0]
        assert not (tmp_path / "user").exists()
        for own in settings:
            assert own.cache is not None
            assert {path.name for path in own.cache.iterdir()} == {"words", "verified", "graphs"}
            notes = [json.loads(note.read_text()) for note in (own.cache / "verified").iterdir()]
            of = {note["of"] for note in notes}
            assert any(str(own.folder.resolve()) in path for path in of)
            others = {str(each.folder.resolve()) for each in settings if each is not own}
            assert not any(path.startswith(tuple(others)) for path in of)

    def test_follow_new_generations_in_their_own_caches(
        self, warm: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        engines = [Engine.of(own) for own in warm]
        assert all(own.cache for own in warm)
        before = [files(Path(own.cache or "")) for own in warm]
        monkeypatch.setattr(
            "index.platform.cache.user_cache_path", lambda *_, **__: tmp_path / "user"
        )
        current = warm[0].folder / "CURRENT"
        os.utime(current, ns=(1, 1))  # as if it were another one: it is opened anew
        for path in warm[0].folder.rglob("*.bin"):
            os.utime(path, ns=(10**18, 10**18))
        assert all("31" in found(engine) for engine in engines)
        assert not (tmp_path / "user").exists()
        assert [files(Path(own.cache or "")) for own in warm] == before

    def test_of_one_bundle_unpack_it_in_their_own_caches(
        self, carrying: Path, tmp_path: Path, words: Path
    ):
        archive.export(carrying, tmp_path / "x.wenbao", tmp_path / "cache0")
        for name in ("cache1", "cache2"):
            shutil.copytree(words, tmp_path / name)
            own = Settings(index=tmp_path / "x.wenbao", cache=tmp_path / name)
            assert "31" in found(Engine.of(own))
            assert {path.name for path in (tmp_path / name).iterdir()} == {
                *("words", "verified", "graphs", "bundles"),
            }

    def test_one_of_which_has_lost_its_cache_go_on(self, warm: list[Settings]):
        engines = [Engine.of(own) for own in warm]
        shutil.rmtree(warm[0].cache or "")
        assert all("31" in found(engine) for engine in engines)

    def test_where_one_cache_cannot_be_written(self, warm: list[Settings], tmp_path: Path):
        (tmp_path / "file").write_bytes(b"")
        engines = [
            Engine.of(dataclasses.replace(warm[0], cache=tmp_path / "file")),
            Engine.of(warm[1]),
        ]
        assert all("31" in found(engine) for engine in engines)
        assert (tmp_path / "file").read_bytes() == b""

    def test_a_store_notes_what_it_read_where_it_is_told(self, carrying: Path, tmp_path: Path):
        for name in ("one", "two"):
            Store(carrying, tmp_path / name).current()
            assert {path.name for path in (tmp_path / name).iterdir()} == {"verified"}


class TestQuiet:
    def test_a_library_is_loaded_in_an_environment_of_its_own(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
        monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
        with quiet.loading():
            assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
            assert os.environ["GOMP_SPINCOUNT"] == "20000"
        assert os.environ["ORT_DISABLE_TELEMETRY"] == "0"
        assert "GOMP_SPINCOUNT" not in os.environ

    def test_what_a_user_has_set_is_heeded_where_it_is_taste(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("GOMP_SPINCOUNT", "5")
        with quiet.loading():
            assert os.environ["GOMP_SPINCOUNT"] == "5"
        assert os.environ["GOMP_SPINCOUNT"] == "5"

    def test_onnxruntime_collects_nothing(self, tmp_path: Path):
        """It would write a database into the user's cache, to be sent to its maker."""
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from index.model import onnx_encoder; onnx_encoder.overflows()",
            ],
            cwd=ROOT,
            env={
                **{name: text for name, text in os.environ.items() if not name.startswith("XDG_")},
                "HOME": str(tmp_path),
                "PYTHONPATH": str(ROOT),
            },
            check=False,
            timeout=LIMIT_S,
        )
        assert done.returncode == 0
        assert files(tmp_path) == set()
