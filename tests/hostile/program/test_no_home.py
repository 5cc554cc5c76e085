"""No HOME and no entry in the list of users, as in a container of any uid: settings are enough."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.storage import archive
from qa.cli.main import main
from tests.support import serving
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "新建绿道多少公里?"
LIMIT_S = 300  # a busy machine is no error

# As the list of users says of a uid that is not in it.
HOMELESS = """
import os, pwd, runpy, sys

def unknown(key):
    raise KeyError(f"uid not found: {key}")

pwd.getpwuid = pwd.getpwnam = unknown
"""
COMMAND = f"{HOMELESS}\nfrom qa.cli.main import main\nmain(prog_name='wenbao')"
PYTHON = f"""{HOMELESS}
from qa import Engine
print(Engine.open(sys.argv[1]).ask(sys.argv[2]).hits[0].passage.text)
"""
BUILD = f"""{HOMELESS}
sys.path.insert(0, {str(ROOT)!r})
from tests.support.hash_encoder import HashEncoder
from index.model import encoder_choice
encoder_choice.load = lambda model, cache_dir, say: HashEncoder()
from qa.cli.main import main
main(prog_name="wenbao")
"""
APP = f"""{HOMELESS}
sys.argv[0] = {serving.__file__!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""
homes = pytest.mark.parametrize("home", ["none", "empty", "a file", "relative", "read only"])


def environment(root: Path, home: str, **named: object) -> dict[str, str]:
    """That of a process without a home, but for what is named."""
    (root / "file").write_bytes(b"")
    places = {
        "empty": "",
        "a file": root / "file",
        "relative": "somewhere",
        "read only": "/proc/1",  # also for root
    }
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    given = named | ({"HOME": places[home]} if home in places else {})
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        **{name: str(value) for name, value in given.items()},
    }


def run(
    program: str, *arguments: object, cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LIMIT_S,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all name: the words are kept in it once."""
    return tmp_path_factory.mktemp("named") / "cache"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The working folder, in which nothing is to be made."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "甲.txt"
    file.write_text("全县种茶三千亩。今年新建绿道31公里。", encoding="utf-8")
    return file


class TestWhatSettingsName:
    @homes
    def test_is_enough_to_ask(
        self, carrying: Path, tmp_path: Path, here: Path, home: str, cache: Path
    ):
        own = environment(tmp_path, home, WENBAO_INDEX=carrying, WENBAO_CACHE=cache)
        done = run(COMMAND, "ask", QUESTION, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert "31" in done.stdout
        assert {path.name for path in (cache).iterdir()} == {"words", "verified", "graphs"}
        assert not list(here.iterdir())

    @pytest.mark.parametrize(
        "arguments", [("search", QUESTION), ("info",), ("info", "--verify"), ("export", "x.wenbao")]
    )
    def test_is_enough_for(
        self, carrying: Path, tmp_path: Path, here: Path, arguments: tuple[str, ...], cache: Path
    ):
        own = environment(tmp_path, "none", WENBAO_INDEX=carrying, WENBAO_CACHE=cache)
        done = run(COMMAND, *arguments, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert {path.name for path in here.iterdir()} <= {"x.wenbao"}

    def test_is_enough_for_a_program(self, carrying: Path, tmp_path: Path, here: Path, cache: Path):
        own = environment(tmp_path, "none", WENBAO_CACHE=cache)
        done = run(PYTHON, carrying, QUESTION, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert "31" in done.stdout

    def test_is_enough_to_measure(self, carrying: Path, tmp_path: Path, here: Path, cache: Path):
        questions = tmp_path / "questions.jsonl"
        questions.write_text(
            '{"id": "1", "type": "a", "question": "新建绿道多少公里?", "answers": ["31公里"],'
            ' "evidence": ["新建绿道31公里"]}\n',
            encoding="utf-8",
        )
        own = environment(tmp_path, "none", WENBAO_INDEX=carrying, WENBAO_CACHE=cache)
        done = run(COMMAND, "eval", questions, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert not list(here.iterdir())

    @pytest.mark.parametrize("home", ["none", "relative"])
    def test_is_enough_to_build(
        self, report: Path, tmp_path: Path, here: Path, home: str, cache: Path
    ):
        own = environment(tmp_path, home, WENBAO_INDEX=tmp_path / "index", WENBAO_CACHE=cache)
        done = run(BUILD, "build", report, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "index" / "CURRENT").is_file()
        assert not list(here.iterdir())

    def test_is_enough_to_ask_a_bundle(self, carrying: Path, tmp_path: Path, here: Path):
        archive.export(carrying, tmp_path / "x.wenbao")
        own = environment(tmp_path, "none", WENBAO_INDEX=tmp_path / "x.wenbao", WENBAO_CACHE=cache)
        done = run(COMMAND, "ask", QUESTION, cwd=here, environment=own)
        assert "31" in done.stdout, done.stderr

    def test_is_enough_to_serve(self, report: Path, tmp_path: Path, cache: Path):
        program = tmp_path / "app.py"
        program.write_text(APP, encoding="utf-8")
        environment = {
            "HOME": "",
            "XDG_CACHE_HOME": "",
            "WENBAO_INDEX": str(tmp_path / "index"),
            "WENBAO_CORPUS": str(report),
            "WENBAO_CACHE": str(cache),
        }
        with serving.running(program=program, environment=environment) as app:
            app.await_engine()
            reply = app.ask("search", QUESTION, 1, None)
            assert "31" in reply.text
        assert not any("Traceback" in line for line in app.said)


class TestWhatIsNotNamed:
    def test_the_index_is_asked_for_in_a_line(self, tmp_path: Path, here: Path, cache: Path):
        for arguments in (("ask", QUESTION), ("info",), ("build", "."), ("serve",)):
            own = environment(tmp_path, "none", WENBAO_CACHE=cache)
            done = run(COMMAND, *arguments, cwd=here, environment=own)
            assert done.returncode == 1
            (line,) = done.stderr.splitlines()
            assert "name a folder with --index or WENBAO_INDEX, or set HOME" in line
        assert not list(here.iterdir())

    @pytest.mark.parametrize("home", ["none", "empty", "relative"])
    def test_the_cache_is_done_without_where_nothing_needs_it(
        self, carrying: Path, tmp_path: Path, here: Path, home: str
    ):
        own = environment(tmp_path, home, WENBAO_INDEX=carrying)
        done = run(COMMAND, "ask", QUESTION, cwd=here, environment=own)
        assert done.returncode == 0, done.stderr
        assert "31" in done.stdout
        assert "name a folder with WENBAO_CACHE, or set HOME" in done.stderr
        assert not list(here.iterdir())

    def test_and_asked_for_in_a_line_where_something_does(
        self, carrying: Path, tmp_path: Path, here: Path
    ):
        archive.export(carrying, tmp_path / "x.wenbao")
        own = environment(tmp_path, "none", WENBAO_INDEX=tmp_path / "x.wenbao")
        done = run(COMMAND, "ask", QUESTION, cwd=here, environment=own)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "name a folder with WENBAO_CACHE, or set HOME" in line

    def test_settings_in_the_working_folder_are_read(
        self, carrying: Path, tmp_path: Path, here: Path
    ):
        (here / "wenbao.toml").write_text(
            f"index = {str(carrying)!r}\ncache = {str(cache)!r}\n", encoding="utf-8"
        )
        own = environment(tmp_path, "none")
        done = run(COMMAND, "ask", QUESTION, cwd=here, environment=own)
        assert "31" in done.stdout, done.stderr

    def test_a_path_below_a_home_that_is_not_there_is_told(self, tmp_path: Path, here: Path):
        own = environment(tmp_path, "none", WENBAO_INDEX="~/index")
        done = run(COMMAND, "info", cwd=here, environment=own)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "WENBAO_INDEX is '~/index': " in line


class TestFoldersOfTheDesktop:
    @pytest.mark.parametrize("text", ["", " ", "relative", "~/x", "/proc/1/x", "\n"])
    def test_that_are_none_stop_nothing_that_is_named(
        self,
        carrying: Path,
        tmp_path: Path,
        text: str,
        monkeypatch: pytest.MonkeyPatch,
        cache: Path,
    ):
        monkeypatch.chdir(tmp_path)
        names = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
        own = dict.fromkeys(names, text) | {"WENBAO_CACHE": str(cache)}
        done = CliRunner(env=own).invoke(main, ["ask", QUESTION, "--index", str(carrying)])
        assert done.exit_code == 0, done.output
        assert "31" in done.stdout
        assert not list(tmp_path.iterdir())
