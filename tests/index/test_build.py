"""index.build: reports in, a published index out, and what is told of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build, build_from_contexts
from index.errors import CorpusError, IndexMissingError, ModelError
from index.language import tokens
from index.published.contents import PublishedIndex
from index.reading.formats import registry
from index.reading.sources import corpus_hash
from index.reading.splitting import in_context
from index.storage.manifest import FORMAT_VERSION
from index.storage.store import Store
from index.types import Period
from tests.support.folders import CORPUS
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT, check_structure

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.process import Scans


def write(file: Path, text: str = WORK_REPORT, encoding: str = "utf-8") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding=encoding)
    return file


def load(folder: Path) -> PublishedIndex:
    return PublishedIndex.load(Store(folder).current()[0])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write(tmp_path / "报告" / "2024年云溪市政府工作报告.txt")
    write(tmp_path / "报告" / "茶.txt", "茶树喜欢温暖。\n春茶在清明前后采摘。\n", "gb18030")
    return tmp_path / "报告"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "问报 索引"


class TestWhatIsPublished:
    def test_documents_stand_in_the_order_of_their_paths_with_their_passages(
        self, corpus: Path, folder: Path
    ):
        build([corpus], folder, HashEncoder)
        index = load(folder)
        assert [document.path for document in index.documents] == [
            "2024年云溪市政府工作报告.txt",
            "茶.txt",
        ]
        assert [document.place for document in index.documents] == ["云溪市", ""]
        for document in index.documents:
            own = [p for p in index.passages if p.document_id == document.id]
            check_structure(document, tuple(own))
        assert [passage.document_id for passage in index.passages] == sorted(
            (passage.document_id for passage in index.passages),
            key=[document.id for document in index.documents].index,
        )

    def test_an_id_is_the_sha256_of_the_files_bytes(self, corpus: Path, folder: Path):
        build([corpus], folder, HashEncoder)
        for document in load(folder).documents:
            data = (corpus / document.path).read_bytes()
            assert document.id == hashlib.sha256(data).hexdigest()

    def test_the_manifest_tells_what_the_index_was_made_of(self, corpus: Path, folder: Path):
        before = dt.datetime.now(dt.UTC).replace(microsecond=0)
        manifest = build([corpus], folder, HashEncoder).manifest
        index = load(folder)
        assert manifest.format_version == FORMAT_VERSION
        assert before <= dt.datetime.fromisoformat(manifest.created_at) <= dt.datetime.now(dt.UTC)
        assert (manifest.model, manifest.model_fingerprint) == ("hash", "hash-256")
        assert manifest.dimension == 256 == index.passage_vectors.dimension
        assert manifest.tokenizer == tokens.version()
        assert manifest.corpus == (str(corpus),)
        assert manifest.corpus_hash == corpus_hash((d.path, d.id) for d in index.documents)
        assert manifest.n_documents == len(index.documents) == 2
        assert manifest.n_passages == len(index.passages) == len(index.passage_vectors)
        assert manifest.n_sentences == len(index.sentence_vectors) == index.sentence_terms.n_texts
        assert manifest.n_sentences == sum(len(p.sentences) for p in index.passages)

    def test_relative_paths_are_kept_as_absolute_ones(
        self, corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(corpus.parent)
        manifest = build([Path("报告")], folder, HashEncoder).manifest
        assert manifest.corpus == (str(corpus),)

    def test_passages_are_encoded_with_their_headings_and_sentences_without(
        self, corpus: Path, folder: Path
    ):
        build([corpus], folder, HashEncoder)
        index = load(folder)
        encoder = HashEncoder()
        row = next(i for i, p in enumerate(index.passages) if "技改投资" in p.text)
        passage = index.passages[row]
        assert in_context(passage) != passage.text
        vector = encoder.encode_questions([in_context(passage)])[0]
        rows, similarities = index.passage_vectors.search(vector, 1)
        assert (rows[0], similarities[0]) == (row, pytest.approx(1, abs=1e-5))
        vector = encoder.encode_questions([passage.sentences[1].text])[0]
        rows, similarities = index.sentence_vectors.search(vector, 1)
        assert index.passages_of(rows[:1]).tolist() == [row]
        assert similarities[0] == pytest.approx(1, abs=1e-5)
        heading_only = tokens.terms("聚力稳增长")
        assert row in index.passage_terms.matches(heading_only).nearest(99)

    def test_building_twice_gives_the_same_index(self, corpus: Path, folder: Path):
        first = build([corpus], folder / "1", HashEncoder).manifest
        second = build([corpus], folder / "2", HashEncoder).manifest
        first_files, second_files = (
            {file.name: file.sha256 for file in Store(folder / name).current()[1].files}
            for name in ("1", "2")
        )
        assert first_files == second_files
        assert first.corpus_hash == second.corpus_hash

    def test_a_corpus_without_a_single_paragraph_gives_an_empty_index(
        self, tmp_path: Path, folder: Path
    ):
        write(tmp_path / "a.txt", "— 1 —\n— 2 —")
        manifest = build([tmp_path / "a.txt"], folder, HashEncoder).manifest
        assert (manifest.n_documents, manifest.n_passages, manifest.n_sentences) == (1, 0, 0)
        index = load(folder)
        assert not index.passages
        assert index.passage_terms.matches(["茶"]).nearest(5).tolist() == []

    def test_the_seed_report(self, small_index_dir: Path):
        index = load(small_index_dir)
        assert [document.title for document in index.documents] == [
            "2024年天津市河北区政府工作报告"
        ]
        rows = index.sentence_terms.matches(tokens.terms("航运类企业达到多少家")).nearest(1)
        passage = index.passages[index.passages_of(rows)[0]]
        assert "航运类企业达到383家" in passage.text
        assert passage.period is Period.REVIEW


class TestWhatIsTold:
    def test_all_went_well(self, corpus: Path, folder: Path):
        result = build([corpus], folder, HashEncoder)
        assert (result.failures, result.duplicates) == ((), ())
        assert 0 < result.elapsed_s < 60

    def test_bad_files_are_told_of_and_the_rest_is_built(self, corpus: Path, folder: Path):
        (corpus / "坏.txt").write_bytes(b"\xff\xfe\x00")
        (corpus / "空.md").write_bytes(b"")
        (corpus / "图.png").write_bytes(b"\x89PNG")
        result = build([corpus], folder, HashEncoder)
        assert [failure.split(" is ")[0] for failure in result.failures] == [
            "图.png",
            "坏.txt",
            "空.md",
        ]
        assert all("\n" not in failure for failure in result.failures)
        assert result.manifest.n_documents == 2

    def test_a_corpus_of_bad_files_alone_is_an_error_and_the_old_index_stays(
        self, corpus: Path, folder: Path, tmp_path: Path
    ):
        build([corpus], folder, HashEncoder)
        before = Store(folder).current()
        (tmp_path / "bad").mkdir()
        (tmp_path / "bad" / "a.txt").write_bytes(b"")
        (tmp_path / "bad" / "b.txt").write_bytes(b"\x00")
        with pytest.raises(CorpusError, match=r"^a\.txt is empty: .*; b\.txt is binary, not text:"):
            build([tmp_path / "bad"], folder, HashEncoder)
        assert Store(folder).current() == before

    def test_a_missing_corpus_is_an_error_and_nothing_is_published(
        self, tmp_path: Path, folder: Path
    ):
        with pytest.raises(CorpusError, match="不在 does not exist"):
            build([tmp_path / "不在"], folder, HashEncoder)
        with pytest.raises(IndexMissingError):
            Store(folder).current()

    def test_the_encoder_is_loaded_only_when_there_is_something_to_encode(
        self, tmp_path: Path, folder: Path
    ):
        (tmp_path / "a.txt").write_bytes(b"")

        def load_encoder() -> HashEncoder:
            pytest.fail("loaded for nothing")

        with pytest.raises(CorpusError, match="is empty"):
            build([tmp_path / "a.txt"], folder, load_encoder)

    def test_a_model_that_cannot_be_loaded_leaves_the_old_index(self, corpus: Path, folder: Path):
        build([corpus], folder, HashEncoder)
        before = Store(folder).current()

        def load_encoder() -> HashEncoder:
            raise ModelError("no such model")

        with pytest.raises(ModelError, match="no such model"):
            build([corpus], folder, load_encoder)
        assert Store(folder).current() == before

    def test_a_file_kept_twice_is_indexed_once(self, corpus: Path, folder: Path):
        write(corpus / "子" / "茶 副本.txt", "茶树喜欢温暖。\n春茶在清明前后采摘。\n", "gb18030")
        result = build([corpus], folder, HashEncoder)
        assert result.duplicates == ("茶.txt is the same file as 子/茶 副本.txt: kept once",)
        assert result.manifest.n_documents == 2

    def test_files_can_be_named_one_by_one(self, corpus: Path, folder: Path, tmp_path: Path):
        other = write(tmp_path / "其他" / "花.md", "# 花\n\n桃花三月开。")
        build([corpus / "茶.txt", other], folder, HashEncoder)
        assert [document.path for document in load(folder).documents] == ["花.md", "茶.txt"]

    def test_nothing_is_drawn(self, corpus: Path, folder: Path, capfd: pytest.CaptureFixture[str]):
        build([corpus], folder, HashEncoder)
        assert capfd.readouterr() == ("", "")


class TestPathsThatCannotBeNoted:
    @pytest.mark.parametrize("name", ["\udcff", "报告\udce6"])
    def test_a_corpus_is_refused_before_anything_is_encoded(
        self, tmp_path: Path, folder: Path, name: str
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")

        def unexpected() -> HashEncoder:
            raise AssertionError

        with pytest.raises(
            CorpusError, match=r"udc.*holds bytes that are no UTF-8: rename"
        ) as told:
            build([tmp_path / name], folder, unexpected)
        assert "\n" not in str(told.value).encode().decode()
        assert not folder.exists()

    def test_a_model_is_refused_before_anything_is_encoded(self, corpus: Path, folder: Path):
        class Strange(HashEncoder):
            name = "模型\udcff"

            def encode_passages(self, *_: object, **__: object) -> Any:
                raise AssertionError

        with pytest.raises(ModelError, match=r"bytes in its name that are no UTF-8: rename it$"):
            build([corpus], folder, Strange)
        assert not (folder / "CURRENT").exists()


class TestContexts:
    def test_each_distinct_context_is_one_passage(self, folder: Path):
        contexts = ["一、回顾\n增长3%。就业稳定。", "登录", " 登录 ", "各位代表:", "", " \n"]
        manifest = build_from_contexts(contexts, folder, HashEncoder())
        index = load(folder)
        assert [passage.text for passage in index.passages] == [
            "一、回顾\n增长3%。就业稳定。",
            "登录",
            "各位代表:",
        ]
        assert [document.path for document in index.documents] == [
            "context 1",
            "context 2",
            "context 3",
        ]
        assert manifest.n_passages == manifest.n_documents == 3
        assert manifest.n_sentences == 3 + 1 + 1
        assert {(p.number, p.section, p.period) for p in index.passages} == {(1, (), Period.OTHER)}
        for passage, document in zip(index.passages, index.documents, strict=True):
            assert passage.document_id == document.id
            assert document.text == passage.text

    def test_no_context_at_all(self, folder: Path):
        assert build_from_contexts([], folder, HashEncoder()).n_passages == 0
        assert not load(folder).passages


def test_the_corpus_that_ships_is_one_report():
    assert [path.suffix for path in CORPUS.iterdir()] == [".txt"]


class TestWhatIsReadAndEncodedAgain:
    """A folder of web pages and texts that is built again after one of its files changed."""

    @pytest.fixture
    def pages(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        self.read: list[str] = []
        self.encoded: list[str] = []
        read = registry.read

        def counted(module: str, data: bytes, name: str, scans: Scans | None = None) -> Extract:
            self.read.append(name)
            return read(module, data, name, scans)

        monkeypatch.setattr(registry, "read", counted)
        self.folder, self.cache = tmp_path / "index", tmp_path / "cache"
        for number in range(3):
            write(tmp_path / "网页" / f"{number}.html", self.page(number))
        self.build(tmp_path / "网页")
        assert sorted(self.read) == ["0.html", "1.html", "2.html"]
        return tmp_path / "网页"

    def page(self, number: int, *, changed: int = -1) -> str:
        """A page of a hundred paragraphs, one of which may be changed."""
        paragraphs = [
            f"<p>第{number}县第{each}项:新建绿道{number * 100 + each}公里。</p>"
            if each != changed
            else f"<p>第{number}县第{each}项:绿道没有新建。</p>"
            for each in range(100)
        ]
        return f"<html><body><h1>{2020 + number}年云溪县政府工作报告</h1>{''.join(paragraphs)}</body></html>"

    def build(self, corpus: Path) -> None:
        encoded = self.encoded

        class Counting(HashEncoder):
            def encode_passages(self, texts: Any, progress: Any = None) -> Any:
                encoded.extend(texts)
                return super().encode_passages(texts, progress)

        build([corpus], self.folder, Counting, cache_dir=self.cache)

    def again(self, corpus: Path) -> tuple[list[str], list[str]]:
        """The files that another build reads, and the texts that it encodes."""
        self.read.clear()
        self.encoded.clear()
        self.build(corpus)
        return list(self.read), list(self.encoded)

    def test_nothing_where_nothing_changed_or_a_file_was_touched(self, pages: Path):
        assert self.again(pages) == ([], [])
        (pages / "1.html").touch()
        assert self.again(pages) == ([], [])

    def test_a_changed_paragraph(self, pages: Path):
        write(pages / "1.html", self.page(1, changed=50))
        read, encoded = self.again(pages)
        assert read == ["1.html"]
        assert len(encoded) == 1  # what is a passage and a sentence is encoded once
        assert all("第1县第50项:绿道没有新建。" in text for text in encoded)

    def test_a_new_file(self, pages: Path):
        write(pages / "3.html", self.page(3))
        read, encoded = self.again(pages)
        assert read == ["3.html"]
        assert all("第3县" in text for text in encoded)
        assert len(load(self.folder).documents) == 4

    def test_another_name(self, pages: Path):
        (pages / "1.html").rename(pages / "一.html")
        assert self.again(pages) == ([], [])
        assert [each.path for each in load(self.folder).documents] == [
            "0.html",
            "2.html",
            "一.html",
        ]

    def test_a_deleted_file(self, pages: Path):
        (pages / "1.html").unlink()
        assert self.again(pages) == ([], [])
        assert len(load(self.folder).documents) == 2

    def test_a_file_that_was_not_touched_is_not_even_opened(
        self, pages: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("index.reading.corpus.look._SETTLED_NS", -(10**12))
        self.build(pages)
        opened: list[str] = []
        read_bytes = Path.read_bytes

        def noting(file: Path) -> bytes:
            opened.append(file.name)
            return read_bytes(file)

        monkeypatch.setattr(Path, "read_bytes", noting)
        self.build(pages)
        assert [name for name in opened if name.endswith(".html")] == []
