"""A disk that rots: what is read of an index is what was written, or one line says that it is not."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner

from index.build import build
from index.errors import IndexDamagedError
from index.platform import verified_files
from index.published.contents import PublishedIndex
from index.storage import archive
from index.storage.store import Store
from qa.cli.main import main
from qa.engine import Engine
from qa.retrieval import shortlist
from tests.support.disk import rotting
from tests.support.disk.rotting import Rot
from tests.support.folders import CORPUS, ROOT
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qa.types import Answer

N_ROTS = 40  # of each index, in each way; 600 were tried when this was written
SEED = 7
LONG_AGO_NS = 10**18
QUESTIONS = ("2024年地区生产总值增长目标是多少?", "航运企业有多少家?")
MEND = "run `wenbao build`"


def copied(index: Path, folder: Path) -> Path:
    """A copy of an index that was not touched for long, so that it is noted to have been read."""
    shutil.copytree(index, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    return folder


def file_of(index: Path, name: str) -> str:
    """The path of a file of the published generation or its encoder, from the index's folder."""
    (path,) = (path for path in index.rglob("*") if path.as_posix().endswith(f"/{name}"))
    return path.relative_to(index).as_posix()


def rot(index: Path, name: str, start: int = 0, data: bytes = b"\xff" * 8) -> None:
    file = file_of(index, name)
    rotting.apply(index, Rot(file=file, kind="", start=start, data=data))


def engine_of(index: Path) -> Engine:
    return Engine.open(index, load=lambda _: HashEncoder())


@pytest.fixture
def index(small_index_dir: Path, tmp_path: Path) -> Path:
    """An index that was opened before."""
    folder = copied(small_index_dir, tmp_path / "index")
    engine_of(folder)
    return folder


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is so small that it is read whole each time."""
    monkeypatch.setattr(verified_files, "ALWAYS_BYTES", 0)


class TestRot:
    @pytest.mark.parametrize("kind", ["small", "as if large"])
    @pytest.mark.parametrize("name", ["small_index_dir", "carrying"])
    def test_ends_in_one_line_or_in_the_right_answer(
        self, name: str, kind: str, request: pytest.FixtureRequest, tmp_path: Path
    ):
        index = copied(request.getfixturevalue(name), tmp_path / "index")
        large = {"AS_IF_LARGE": "1"} if kind == "as if large" else {}
        reader = rotting.Reader(QUESTIONS, ROOT, WENBAO_CACHE=str(tmp_path / "cache"), **large)
        outcomes: Counter[str] = Counter()
        try:
            right = reader.read(index)
            assert right.startswith("answers ")
            for change in rotting.rots(index, N_ROTS, SEED):
                before = rotting.apply(index, change)
                found = reader.read(index)
                rotting.apply(
                    index, Rot(file=change.file, kind="", start=change.start, data=before)
                )
                if found == right:
                    outcomes["right"] += 1
                    continue
                if found.startswith("answers "):  # of other weights: ranked otherwise
                    assert large, change
                    assert not change.file.endswith((".jsonl", "texts.txt", "columns.bin")), change
                    outcomes["otherwise"] += 1
                else:
                    assert found.startswith("IndexDamagedError "), (change, found)
                    assert MEND in found
                    outcomes["told"] += 1
                assert reader.read(index) == right  # and notes again that all was read
        finally:
            reader.close()
        assert outcomes["otherwise"] <= N_ROTS / 5, outcomes
        assert outcomes["told"] >= N_ROTS / 2, outcomes


@pytest.mark.usefixtures("as_if_large")
class TestAFigure:
    """31 公里 where 48 stands, in valid UTF-8: what no decoder would complain of."""

    @pytest.mark.parametrize("when", ["before it is opened", "after"])
    def test_that_the_disk_has_changed_is_never_quoted(self, tmp_path: Path, when: str):
        corpus = tmp_path / "甲.txt"
        corpus.write_text("云溪市政府工作报告\n一、工作回顾\n建成绿道48公里。\n", encoding="utf-8")
        build([corpus], tmp_path / "built", HashEncoder)
        index = copied(tmp_path / "built", tmp_path / "index")
        engine = engine_of(index)
        texts = (index / file_of(index, "texts.txt")).read_bytes()
        rot(index, "texts.txt", texts.index(b"48"), b"31")
        if when == "before it is opened":
            engine = engine_of(index)
        with pytest.raises(IndexDamagedError, match=r"texts\.txt in .* was changed; run `wenbao"):
            engine.ask("建成绿道多少公里?")
        with pytest.raises(IndexDamagedError, match=MEND):
            engine.documents[0]
        with pytest.raises(IndexDamagedError, match=MEND):
            list(engine.passages)


class TestAnEngineThatIsOpen:
    @pytest.mark.parametrize(
        "name",
        [
            "documents/columns.bin",
            "passages/columns.bin",
            "passages/sections.starts",
            "passages/first_sentences.bin",
            "passage_terms/postings.bin",
            "passage_terms/rows.bin",
            "sentence_terms/terms.starts",
            "passage_terms/terms.txt",
        ],
    )
    def test_answers_right_or_says_what_is_damaged(self, index: Path, name: str):
        right, engine = engine_of(index).ask(QUESTIONS[0]), engine_of(index)
        size = (index / file_of(index, name)).stat().st_size
        rot(index, name, 0, b"\xff" * size)
        outcome = said(engine)
        assert outcome == right.text or f"{name} in " in outcome
        if MEND in outcome:
            assert said(engine) == outcome
            with pytest.raises(IndexDamagedError, match=MEND):  # who opens it next knows too
                engine_of(index)

    def test_goes_on_with_the_next_generation(self, index: Path):
        engine = engine_of(index)
        rot(index, "passages/columns.bin", 0, b"\xff" * 300)
        rot(index, "documents/columns.bin", 0, b"\xff" * 60)
        assert MEND in said(engine)
        build([CORPUS], index, HashEncoder)
        assert engine.ask(QUESTIONS[0]).found

    def test_shows_its_own_mistakes_as_they_are(self, index: Path, monkeypatch: pytest.MonkeyPatch):
        checked = []
        check = Store.check

        def counted(*args: Any) -> Any:
            checked.append(args)
            return check(*args)

        monkeypatch.setattr(Store, "check", counted)
        monkeypatch.setattr(shortlist, "Provenances", lambda *_: 1 / 0)
        engine = engine_of(index)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                engine.search(QUESTIONS[0])
        assert len(checked) == 1  # of a minute: mistakes do not cost a reading of the disk each

    def test_reads_nothing_for_a_callers_mistake(
        self, index: Path, monkeypatch: pytest.MonkeyPatch
    ):
        engine = engine_of(index)
        monkeypatch.setattr(Store, "check", lambda *_: pytest.fail("read"))
        with pytest.raises(ValueError, match="empty"):
            engine.ask(" ")
        with pytest.raises(ValueError, match="top_k"):
            engine.search(QUESTIONS[0], top_k=0)


def said(engine: Engine) -> str:
    try:
        answer: Answer = engine.ask(QUESTIONS[0])
    except IndexDamagedError as error:
        return str(error)
    return answer.text


@pytest.mark.usefixtures("as_if_large")
class TestDamageIsNotHandedOn:
    def test_to_the_next_build(self, index: Path):
        before = PublishedIndex.load(Store(index).current()[0]).passage_vectors
        wanted = before.vectors(np.arange(len(before)))
        size = (index / file_of(index, "passage_vectors.faiss")).stat().st_size
        del before
        rot(index, "passage_vectors.faiss", size - 2000, bytes(1000))
        build([CORPUS], index, HashEncoder)
        after = PublishedIndex.load(Store(index).current()[0]).passage_vectors
        assert np.array_equal(after.vectors(np.arange(len(after))), wanted)

    def test_to_the_next_build_by_the_encoder(self, carrying: Path, tmp_path: Path):
        index = copied(carrying, tmp_path / "index")
        store = Store(index)
        _, manifest = store.current()
        assert manifest.encoder is not None
        folder = shutil.copytree(store.encoder_folder(manifest.encoder), tmp_path / "encoder")
        rot(index, "weights.safetensors")
        assert store.adopt(folder) == manifest.encoder
        assert not list(rotten(index))

    def test_to_a_bundle(self, carrying: Path, tmp_path: Path):
        index = copied(carrying, tmp_path / "index")
        Store(index).current()
        rot(index, "weights.safetensors")
        with pytest.raises(IndexDamagedError, match=r"weights\.safetensors in .* was changed; run"):
            archive.export(index, tmp_path / "x.wenbao")
        assert not (tmp_path / "x.wenbao").exists()

    def test_by_a_bundle_that_was_unpacked(self, carrying: Path, tmp_path: Path):
        archive.export(carrying, tmp_path / "x.wenbao")
        folder = archive.folder_of(tmp_path / "x.wenbao", tmp_path / "cache")
        for path in folder.rglob("*"):
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
        store = Store(folder, tmp_path / "cache")
        generation, manifest = store.current()
        rot(folder, "texts.txt")
        with pytest.raises(IndexDamagedError):
            store.check(generation, manifest)
        assert archive.folder_of(tmp_path / "x.wenbao", tmp_path / "cache") == folder
        store.check(*store.current())


def rotten(index: Path) -> Iterator[str]:
    runner = CliRunner().invoke(main, ["info", "--verify", "--json", "--index", str(index)])
    yield from json.loads(runner.stdout)["damages"]


class TestInfoVerify:
    def invoke(self, index: Path, *options: str) -> tuple[int, list[str]]:
        result = CliRunner().invoke(main, ["info", "--verify", "--index", str(index), *options])
        return result.exit_code, result.output.splitlines()

    @pytest.fixture(autouse=True)
    def _large(self, as_if_large: None) -> None:
        pass

    def test_says_how_much_was_read(self, index: Path):
        code, (line,) = self.invoke(index)
        n_bytes = sum(file.n_bytes for file in Store(index).current()[1].files)
        assert code == 0
        assert line.startswith("all ")
        assert line.endswith(f"({n_bytes} bytes)")

    def test_names_each_damaged_file(self, index: Path):
        rot(index, "texts.txt")
        rot(index, "passage_vectors.faiss", 70)
        (index / file_of(index, "sentence_terms/rows.bin")).unlink()
        code, lines = self.invoke(index)
        assert code == 1
        assert len(lines) == 4
        assert "documents/texts.txt in " in lines[0]
        assert "passage_vectors.faiss in " in lines[1]
        assert "sentence_terms/rows.bin is missing" in lines[2]
        assert lines[3].startswith("3 of ")
        assert MEND in lines[3]

    def test_is_the_same_as_json(self, index: Path):
        rot(index, "texts.txt")
        code, (line,) = self.invoke(index, "--json")
        fields = json.loads(line)
        assert code == 1
        assert (fields["is_sound"], len(fields["damages"])) == (False, 1)
        assert fields["n_files"] > 1

    def test_reads_the_encoder_too(self, carrying: Path, tmp_path: Path):
        index = copied(carrying, tmp_path / "index")
        Store(index).current()
        rot(index, "graph.onnx", 100)
        code, lines = self.invoke(index)
        assert code == 1
        assert "graph.onnx in " in lines[0]

    @pytest.mark.parametrize("name", ["CURRENT", "manifest.json"])
    def test_reads_what_names_the_files(self, index: Path, name: str):
        (path,) = index.rglob(name)
        path.write_bytes(b"\xff" + path.read_bytes()[1:])
        code, lines = self.invoke(index)
        assert code == 1
        assert name in lines[0]

    def test_reads_a_bundle(self, carrying: Path, tmp_path: Path):
        file = tmp_path / "x.wenbao"
        archive.export(carrying, file)
        assert self.invoke(file)[0] == 0
        with file.open("rb+") as data:
            data.seek(file.stat().st_size // 2)
            data.write(b"\xff\xff\xff\xff")
        code, lines = self.invoke(file)
        assert code == 1
        assert str(file) in lines[0]

    def test_has_the_next_who_opens_it_find_the_damage(self, index: Path):
        rot(index, "passage_terms/parts.bin", 4, b"\0")
        engine_of(index)
        assert self.invoke(index)[0] == 1
        with pytest.raises(IndexDamagedError, match=MEND):
            engine_of(index)


class TestTheApp:
    def test_says_what_is_damaged_and_builds_anew_when_it_starts_again(self, tmp_path: Path):
        index, places = (
            tmp_path / "index",
            ("--corpus", str(CORPUS), "--index", str(tmp_path / "index")),
        )
        build([CORPUS], index, HashEncoder)
        environment = {"WENBAO_CACHE": str(tmp_path / "cache")}
        with running(*places, environment=environment) as app:
            app.await_engine()
            assert app.ask("ask", QUESTIONS[0], None, 5, None).status_code == 200
            for name in ("passages/columns.bin", "documents/columns.bin", "documents/texts.txt"):
                rot(index, name, 0, b"\xff" * (index / file_of(index, name)).stat().st_size)
            for _ in range(2):
                reply = app.ask("ask", "文化旅游有什么新进展?", None, 5, None)
                assert reply.status_code >= 500, reply.text
                assert MEND in reply.json()["error"]
                assert "\n" not in reply.json()["error"]
        with running(*places, environment=environment) as app:
            app.await_line("building the index anew: ")
            app.await_engine()
            assert app.ask("ask", QUESTIONS[0], None, 5, None).status_code == 200
