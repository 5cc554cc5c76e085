from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import click
import pytest
from click.testing import CliRunner, Result

import qa.engine
import qa.evaluation.evaluation
from index.errors import ModelError
from index.storage import archive
from qa.cli import ask
from qa.cli.main import main
from tests.support.folders import CORPUS, ROOT
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from pathlib import Path

    from qa.types import Answer
    from tests.support.hash_encoder import HashEncoder

COMMANDS = main.list_commands(click.Context(main))

Run = Callable[..., Result]


@pytest.fixture
def run(index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the seed report's index, in an empty folder."""
    monkeypatch.setenv("WENBAO_INDEX", str(index_dir))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command without any index, in an empty folder."""
    monkeypatch.setenv("WENBAO_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def one_line(result: Result) -> str:
    """The error that was told, which must be the only one."""
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return errors[0]


class TestErrors:
    @pytest.mark.parametrize(
        "command", [["search", "问"], ["ask", "问"], ["info"], ["info", "--passages"]]
    )
    def test_no_index(self, bare: Run, command: list[str]):
        result = bare(*command)
        assert result.exit_code == 1
        assert re.search(r"there is no index in .*; run `wenbao build`", one_line(result))

    @pytest.mark.parametrize("command", ["search", "ask"])
    def test_bad_question(self, bare: Run, command: str):
        result = bare(command, "  ")
        assert result.exit_code == 2
        assert "the question is empty" in one_line(result)
        result = bare(command, "问" * 100_000)
        assert result.exit_code == 2
        assert "the question has 100,000 characters, 1,000 are allowed" in one_line(result)

    @pytest.mark.parametrize("before", ["  ", "问" * 1_001])
    def test_bad_question_before(self, bare: Run, before: str):
        result = bare("ask", "问", "--after", before)
        assert result.exit_code == 2
        assert "the question " in one_line(result)

    def test_wrong_usage(self, bare: Run):
        assert bare("search").exit_code == 2
        assert bare("search", "问", "--top-k", 0).exit_code == 2
        assert bare("nonsense").exit_code == 2
        assert bare("serve", "--port", 70000).exit_code == 2

    def test_nothing_to_build(self, bare: Run, tmp_path: Path):
        result = bare("build", tmp_path / "absent")
        assert result.exit_code == 1
        assert "absent does not exist: give a report, or a folder of reports" in one_line(result)
        (tmp_path / "empty").mkdir()
        assert "no report in" in one_line(bare("build", tmp_path / "empty"))

    def test_only_bad_files(self, bare: Run, tmp_path: Path):
        (tmp_path / "bad").mkdir()
        (tmp_path / "bad" / "空.txt").write_bytes(b"")
        (tmp_path / "bad" / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
        result = bare("build", tmp_path / "bad")
        assert result.exit_code == 1
        assert "空.txt is empty" in one_line(result)
        assert "图.txt is a picture" in one_line(result)

    def test_bad_setting(self, bare: Run, tmp_path: Path):
        (tmp_path / "wenbao.toml").write_text("prot = 1", encoding="utf-8")
        result = bare("info")
        assert result.exit_code == 1
        assert "sets 'prot'" in one_line(result)

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"question": 3}'])
    def test_bad_question_file(self, bare: Run, tmp_path: Path, content: str):
        (tmp_path / "q.jsonl").write_text(content, encoding="utf-8")
        result = bare("eval", tmp_path / "q.jsonl")
        assert result.exit_code == 1
        assert "q.jsonl" in one_line(result)

    @pytest.mark.model
    def test_bad_model(self, bare: Run, tmp_path: Path):
        (tmp_path / "not a model").mkdir()
        result = bare("build", CORPUS, "--model", tmp_path / "not a model")
        assert result.exit_code == 1
        assert "cannot be loaded" in one_line(result)


@pytest.fixture
def small(
    small_index_dir: Path,
    hash_encoder: HashEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Runs a command with the seed report's index by the small encoder, in an empty folder."""
    monkeypatch.setattr(qa.engine, "load_encoder", lambda _model, cache: hash_encoder)  # noqa: ARG005
    monkeypatch.setattr(qa.engine, "load_reader", no_reader)
    monkeypatch.setenv("WENBAO_INDEX", str(small_index_dir))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def no_reader(*_: Any, **__: Any) -> None:
    raise ModelError("no reader here")


class TestExplain:
    """On the seed report's index by the small encoder: no model."""

    @pytest.fixture
    def run(self, small: Run) -> Run:
        return small

    @pytest.mark.parametrize("command", ["search", "ask"])
    def test_each_passage_is_explained_and_adds_up(self, run: Run, command: str):
        result = run(command, "航运企业有多少家?", "--explain", "--top-k", 3)
        assert result.exit_code == 0, result.stderr
        explained = result.stdout.split("adds to the log-odds that it answers\n")[1:]
        assert len(explained) == 3
        for text in explained:
            *parts, total = re.findall(r" ([+-]\d+\.\d{3})\b", text.partition("seen by")[0])
            assert sum(map(float, parts)) == pytest.approx(float(total), abs=0.0005 * len(parts))
            sizes = [abs(float(part)) for part in parts]
            assert sizes == sorted(sizes, reverse=True)
            chance = re.search(r"-> chance (\d\.\d\d)$", text, re.MULTILINE)
            assert chance
            assert float(chance[1]) == pytest.approx(1 / (1 + math.exp(-float(total))), abs=0.006)
            assert (
                len(
                    re.findall(
                        r"^ +(?:passage|sentence) (?:vectors|terms) .*\d$", text, re.MULTILINE
                    )
                )
                >= 4
            )

    def test_nothing_is_explained_unasked(self, run: Run):
        assert "log-odds" not in run("ask", "航运企业有多少家?").stdout

    def test_the_questions_before_are_handed_on_oldest_first(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ):
        given: list[Any] = []
        answer = sample(follows_up=True)

        class Asked:
            @classmethod
            def of(cls, _found: Any) -> Asked:
                return cls()

            def snapshot(self) -> Asked:
                return self

            def asked_mentions(self, _question: str) -> None:
                return None

            def ask(self, text: str, **options: Any) -> Answer:
                given.append((text, options["history"]))
                return answer

        monkeypatch.setattr(ask, "Engine", Asked)
        result = run("ask", "那今年呢?", "--after", "一", "--after", " 二 ")
        assert given == [("那今年呢?", ("一", "二"))]
        assert result.stdout.startswith("理解为: 茶园面积增长目标是多少?\n4.5%左右\n")


class TestEval:
    """On the seed report's index by the small encoder: no model."""

    QUESTION: ClassVar[dict[str, Any]] = {
        "id": "1",
        "type": "quantity",
        "question": "航运企业有多少家?",
        "answers": ["383家"],
        "evidence": ["航运类企业达到383家"],
    }
    ABSENT: ClassVar[dict[str, Any]] = {
        **QUESTION,
        "id": "2",
        "question": "火星殖民地有多少座?",
        "answers": [],
        "evidence": [],
    }

    @pytest.fixture
    def bare(self, small: Run) -> Run:
        return small

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return self.write(tmp_path / "q.jsonl", self.QUESTION, self.ABSENT)

    def write(self, path: Path, *questions: dict[str, Any]) -> Path:
        lines = [json.dumps(question, ensure_ascii=False) for question in questions]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def old(self, bare: Run, file: Path, **change: Any) -> Path:
        """The saved output of a run, with changes to the first question's outcome."""
        report = json.loads(bare("eval", file, "--json").stdout)
        report["outcomes"][0] |= change
        path = file.with_name("old.json")
        path.write_text(json.dumps(report), encoding="utf-8")
        return path

    def test_table(self, bare: Run, file: Path):
        result = bare("eval", file)
        assert result.exit_code == 0, result.stderr
        head = " ".join(result.stdout.splitlines()[0].split())
        assert head == "type questions Hit@1 Hit@3 MRR@10 exact F1 refused wrongly"
        assert "refusals, all: precision " in result.stdout
        assert "compared with" not in result.stdout

    def test_json(self, bare: Run, file: Path):
        (line,) = bare("eval", file, "--json").stdout.splitlines()
        report = json.loads(line)
        assert "comparison" not in report
        assert {"f1", "refusal_precision", "refusal_recall"} < set(report["overall"]["answering"])
        assert [outcome["id"] for outcome in report["outcomes"]] == ["1", "2"]

    def test_what_is_printed_cannot_command_the_terminal(self, bare: Run, file: Path):
        self.write(file, {**self.QUESTION, "type": "红\x1b[31m"})
        result = bare("eval", file)
        assert "\x1b" not in result.stdout
        assert "红<U+001B>[31m" in result.stdout

    def test_compare_with_itself(self, bare: Run, file: Path):
        result = bare("eval", file, "--compare", self.old(bare, file))
        assert result.exit_code == 0, result.stderr
        assert "no metric changed" in result.stdout
        assert "improved: 0" in result.stdout

    def test_compare(self, bare: Run, file: Path):
        worse = {"rank": 99, "found": True, "answer": "\x1b七", "exact": False, "f1": 0.0}
        result = bare("eval", file, "--compare", self.old(bare, file, **worse))
        assert result.exit_code == 0, result.stderr
        shown = result.stdout[result.stdout.index("compared with") :]
        assert "(q.jsonl), 2 questions" in shown
        assert re.search(r"^  1  航运企业有多少家\?\n      rank 99 → \d", shown, re.MULTILINE)
        assert "old: <U+001B>七" in shown

    def test_compare_as_json_is_one_object(self, bare: Run, file: Path):
        old = self.old(bare, file, rank=99)
        result = bare("eval", file, "--compare", old, "--json")
        (line,) = result.stdout.splitlines()
        report = json.loads(line)
        (change,) = report["comparison"]["questions"]
        assert (change["id"], change["direction"]) == ("1", "improved")
        assert change["old"]["rank"] == 99
        assert change["new"]["rank"] == report["outcomes"][0]["rank"]

    def test_a_comparison_can_be_compared_with(self, bare: Run, file: Path):
        old = self.old(bare, file)
        old.write_text(bare("eval", file, "--compare", old, "--json").stdout, encoding="utf-8")
        assert bare("eval", file, "--compare", old).exit_code == 0

    def test_a_grown_question_file(self, bare: Run, file: Path):
        old = self.old(bare, file)
        self.write(file, self.QUESTION, {**self.ABSENT, "id": "3"})
        result = bare("eval", file, "--compare", old)
        assert "only in the old report: 1\n  2  火星" in result.stdout
        assert "only in the new report: 1\n  3  火星" in result.stdout

    def test_a_bad_old_report_is_told_before_anything_is_measured(
        self, bare: Run, file: Path, monkeypatch: pytest.MonkeyPatch
    ):
        old = self.old(bare, file, rank="7")
        monkeypatch.setattr(qa.evaluation.evaluation, "evaluate", None)
        result = bare("eval", file, "--compare", old)
        assert result.exit_code == 1
        assert "old.json: outcomes[0] 'rank' is \"7\"" in one_line(result)
        assert "save it to a file anew" in one_line(result)

    def test_no_old_report(self, bare: Run, file: Path):
        result = bare("eval", file, "--compare", "absent.json")
        assert result.exit_code == 1
        assert "absent.json: No such file" in one_line(result)


@pytest.mark.model
class TestCommands:
    def test_search(self, run: Run):
        result = run("search", "航运企业有多少家?", "--top-k", 2)
        assert result.exit_code == 0
        first, second = re.findall(r"^(\d)\. \[[\d.]+\] (.*)$", result.stdout, re.MULTILINE)
        assert first[1].startswith("《2024年天津市河北区政府工作报告》第 4 段")
        assert second[0] == "2"

    def test_search_json(self, run: Run):
        lines = run("search", "航运企业有多少家?", "--json").stdout.splitlines()
        hits = [json.loads(line) for line in lines]
        assert [hit["rank"] for hit in hits] == [1, 2, 3, 4, 5]
        assert "航运类企业达到383家" in hits[0]["passage"]["text"]
        kinds = {mark["kind"]: mark["text"] for mark in hits[0]["highlights"]}
        assert kinds["answer"] == "383家"
        assert "航运类企业达到383家" in kinds["sentence"]
        assert len(hits[0]["trace"]["legs"]) == 4
        assert "航" in lines[0]  # ensure_ascii=False

    def test_ask(self, run: Run):
        result = run("ask", "航运企业有多少家?")
        assert result.exit_code == 0
        answer, value, place = result.stdout.splitlines()[:3]
        assert answer == "383家"
        assert value == "383家 · 航运类企业 · 2023年"
        assert place.startswith("—— 《2024年天津市河北区政府工作报告》第 4 段")

    def test_ask_json(self, run: Run):
        (line,) = run("ask", "航运企业有多少家?", "--json").stdout.splitlines()
        answer = json.loads(line)
        assert answer["found"]
        cited = answer["citations"][0]
        text = (CORPUS / cited["document"]["path"]).read_text(encoding="utf-8")
        assert text[cited["start"] : cited["end"]] == answer["text"]

    def test_honest_no_is_success(self, run: Run):
        result = run("ask", "红烧肉怎么做?")
        assert result.exit_code == 0
        assert "报告中没有找到答案" in result.stdout
        assert "红烧肉" in result.stdout
        assert not json.loads(run("ask", "红烧肉怎么做?", "--json").stdout)["found"]

    def test_info(self, run: Run):
        result = run("info")
        assert result.exit_code == 0
        for fact in ("bundled", "天津市河北区", "2024-01-10", "区长 戴雷", "1 report,"):
            assert fact in result.stdout

    def test_info_json(self, run: Run):
        facts = json.loads(run("info", "--json").stdout)
        assert facts["n_documents"] == 1
        assert not facts["is_stale"]
        assert facts["documents"][0]["delivered"] == "2024-01-10"

    def test_info_passages(self, run: Run):
        result = run("info", "--passages")
        kept = [line for line in result.stdout.splitlines() if "§" in line]
        dropped = [
            line for line in result.stdout.splitlines() if "dropped (page furniture)" in line
        ]
        assert any("§4  回顾  一、2023年工作回顾 / “十项行动”见行见效" in line for line in kept)
        assert sum("名词解释  名词解释" in line for line in kept) == 12
        assert any("客服中心" in line for line in dropped)

    def test_info_passages_json(self, run: Run):
        lines = [
            json.loads(line) for line in run("info", "--passages", "--json").stdout.splitlines()
        ]
        text = next(CORPUS.iterdir()).read_text(encoding="utf-8")
        for line in lines:
            (part,) = line.values()
            assert text[part["start"] : part["end"]] == part["text"]
        assert {key for line in lines for key in line} == {"kept", "dropped"}

    def test_eval(self, run: Run, tmp_path: Path):
        line = {
            "id": "1",
            "type": "quantity",
            "question": "航运企业有多少家?",
            "answers": ["383家"],
            "evidence": ["航运类企业达到383家"],
        }
        file = tmp_path / "q.jsonl"
        file.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
        result = run("eval", file)
        assert result.exit_code == 0
        assert "Hit@1" in result.stdout
        overall = json.loads(run("eval", file, "--json").stdout)["overall"]
        assert overall["retrieval"]["hit_at_1"] == 1

    def test_eval_of_a_squad_file(self, bare: Run, tmp_path: Path):
        contexts = ["图书馆藏书九十万册。", "公园新种了三百棵槐树。"]
        paragraphs = [
            {
                "context": context,
                "qas": [
                    {
                        "id": str(i),
                        "question": question,
                        "answers": [{"text": answer, "answer_start": context.index(answer)}],
                    }
                ],
            }
            for i, (context, question, answer) in enumerate(
                [(contexts[0], "藏书多少册?", "九十万册"), (contexts[1], "种了什么树?", "槐树")]
            )
        ]
        file = tmp_path / "squad.json"
        data = {"data": [{"paragraphs": paragraphs}]}
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        result = bare("eval", file, "--json")
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout)["overall"]["retrieval"]["hit_at_1"] == 1
        assert not (tmp_path / "index").exists()

    def test_build_tells_what_it_did(self, bare: Run, tmp_path: Path):
        folder = tmp_path / "报告"
        folder.mkdir()
        (folder / "甲.txt").write_text("全县种茶三千亩。", encoding="gb18030")
        (folder / "乙.md").write_text("# 报告\n\n全县养鱼九百吨。", encoding="utf-8")
        (folder / "坏.txt").write_bytes(b"")
        (folder / "甲二.txt").write_text("全县种茶三千亩。", encoding="gb18030")
        result = bare("build", folder)
        assert result.exit_code == 1  # one file was left out
        assert "坏.txt is empty" in result.stderr
        assert "甲二.txt is the same file as 甲.txt: kept once" in result.stderr
        assert "甲.txt: nothing tells its place; nothing tells its year" in result.stderr
        assert "indexed 2 reports: 2 passages, 2 sentences, in " in result.stderr
        assert "1 file could not be read" in result.stderr
        assert "全县养鱼九百吨。" in bare("ask", "养鱼多少吨").stdout

    def test_a_deleted_report_answers_no_more(self, bare: Run, tmp_path: Path):
        folder = tmp_path / "报告"
        folder.mkdir()
        (folder / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        (folder / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
        assert bare("build", folder).exit_code == 0
        (folder / "乙.txt").unlink()
        assert json.loads(bare("info", "--json").stdout)["is_stale"]
        assert "the corpus has changed since" in " ".join(bare("info").stdout.split())
        assert bare("build", folder).exit_code == 0
        assert "养鱼" not in bare("search", "养鱼多少吨").stdout


@pytest.mark.model
class TestRead:
    """``wenbao read``: what files are taken for, without an index."""

    @pytest.fixture
    def reports(self, tmp_path: Path) -> Path:
        folder = tmp_path / "报告"
        folder.mkdir()
        (folder / "甲.txt").write_text(
            "2024年青岚县政府工作报告\n2024年1月16日\n县长 沈禾\n各位代表:\n全县种茶三千亩。",
            encoding="utf-8",
        )
        (folder / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
        return folder

    def test_one_object_a_file(self, bare: Run, reports: Path):
        result = bare("read", reports, "--json")
        assert result.exit_code == 0
        by_path = {each["path"]: each for each in map(json.loads, result.stdout.splitlines())}
        first, second = by_path["甲.txt"], by_path["乙.txt"]
        assert [len(first.pop(name)) for name in ("paragraphs", "dropped")] == [2, 1]
        assert first == {
            "path": "甲.txt",
            "title": "2024年青岚县政府工作报告",
            "kind": "government work",
            "place": "青岚县",
            "level": "county",
            "year": 2024,
            "covers": None,
            "date": "2024-01-16",
            "speaker": "沈禾",
            "office": "县长",
            "occasion": "",
            "recognised": [],
            "warnings": [],
        }
        assert second["paragraphs"] == [
            {"section": [], "period": "other", "start": 0, "end": 8, "text": "全县养鱼九百吨。"}
        ]
        (warning,) = second["warnings"]
        assert warning.startswith("乙.txt: nothing tells its place; nothing tells its year (taken")

    def test_lines_for_a_terminal(self, bare: Run, reports: Path):
        lines = bare("read", reports / "甲.txt").stdout.splitlines()
        assert lines == [
            "甲.txt",
            "  title    2024年青岚县政府工作报告",
            "  kind     government work",
            "  place    青岚县 (county)",
            "  year     2024",
            "  date     2024-01-16",
            "  speaker  县长 沈禾",
            "  holds    2 paragraphs, 1 line dropped",
        ]
        unknown = bare("read", reports / "乙.txt").stdout
        assert "  place    ? (?)" in unknown
        assert "  warning  乙.txt: nothing tells its place" in unknown

    def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_read(
        self, bare: Run, reports: Path
    ):
        (reports / "丙.txt").write_bytes(b"")
        result = bare("read", reports, "--json")
        assert result.exit_code == 1
        assert len(result.stdout.splitlines()) == 2
        assert "丙.txt is empty" in result.stderr
        assert "1 file could not be read (above)" in result.stderr

    def test_wrong_usage(self, bare: Run, tmp_path: Path):
        assert bare("read").exit_code == 2
        assert "does not exist" in one_line(bare("read", tmp_path / "无"))


class TestDocumentation:
    """Each command is documented, and its example runs."""

    @pytest.mark.parametrize("name", COMMANDS)
    def test_in_the_readmes(self, name: str):
        for file in ("README.md", "README.zh-CN.md"):
            assert f"wenbao {name}" in (ROOT / file).read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"serve", "watch"}])
    def test_example(self, bare: Run, index_dir: Path, tmp_path: Path, name: str):
        command = main.get_command(click.Context(main), name)
        assert command is not None
        example = _example(command)
        (tmp_path / "corpus").mkdir()
        (tmp_path / "corpus" / "报告.txt").write_text("航运企业有三家。", encoding="utf-8")
        line = (
            '{"id": "1", "type": "t", "question": "航运企业", "answers": [], "evidence": ["航运"]}'
        )
        (tmp_path / "questions.jsonl").write_text(line, encoding="utf-8")
        (tmp_path / "wheels").mkdir()
        (tmp_path / "wheels" / "wenbao-0.1.0-py3-none-any.whl").write_bytes(b"")
        if name == "unpack":
            archive.export(index_dir, tmp_path / "reports.wenbao")
        for part in ("north", "south") if name == "merge" else ():
            shutil.copytree(index_dir, tmp_path / part)
        os.environ["WENBAO_INDEX"] = str(tmp_path / "new" if name == "build" else index_dir)
        result = bare(*example)
        assert result.exit_code == 0, result.stderr


def _example(command: click.Command) -> list[str]:
    import shlex

    found = re.search(r"Example: wenbao (.*)$", str(command.epilog))
    assert found, "each command's help ends in an example"
    return shlex.split(found[1])


@pytest.mark.model
def test_a_real_process(index_dir: Path, tmp_path: Path):
    environment = {**os.environ, "WENBAO_INDEX": str(index_dir)}

    def wenbao(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qa", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    asked = wenbao("ask", "航运企业有多少家?", "--json")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert json.loads(asked.stdout)["found"]


def test_light_imports():
    """Help and errors do not pay for torch or gradio."""
    script = (
        "import sys; from qa.cli.main import main; "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gradio', 'sklearn'}; "
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr
