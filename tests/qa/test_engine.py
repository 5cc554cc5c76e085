from __future__ import annotations

import dataclasses
import math
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ModelError,
    SynonymsError,
)
from index.model.onnx_encoder import Description
from qa import Engine
from qa.answering import second_opinion
from qa.answering.reader import FITTED
from qa.engine import load_reader
from qa.kinds import Kind
from qa.retrieval.legs import LEGS
from qa.types import HighlightKind
from qa.understanding.question import QuestionError
from tests.support import tiny_models
from tests.support.folders import CORPUS
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answering.reader import Reader


def report(line: str) -> str:
    return f"2031年某某县政府工作报告\n各位代表:\n一、2030年工作回顾\n{line}\n全县人民同心协力。\n"


@pytest.fixture
def small(tmp_path: Path, hash_encoder: HashEncoder) -> tuple[Path, Path, Engine]:
    """A corpus folder, an index folder, and an engine open on it."""
    corpus, folder = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text(report("渔船共有七百艘。"), encoding="utf-8")
    build([corpus], folder, lambda: hash_encoder)
    return corpus, folder, Engine.open(folder, load=lambda _: hash_encoder)


def test_search_shows_what_a_page_needs(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    hit = engine.search("渔船共有七百艘")[0]
    assert hit.rank == 1
    assert hit.passage.text == "渔船共有七百艘。"
    assert hit.passage.section == ("一、2030年工作回顾",)
    assert hit.document.title == "2031年某某县政府工作报告"
    assert hit.document.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert hit.sentence.kind is HighlightKind.SENTENCE
    assert hit.passage.text[hit.sentence.start : hit.sentence.end] == "渔船共有七百艘。"
    assert [leg.leg for leg in hit.trace.legs] == [leg.name for leg in LEGS]
    assert "渔船" in hit.trace.matched_terms


def test_the_trace_adds_up_to_the_similarity(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    for hit in engine.search("渔船共有多少艘?"):
        log_odds = sum(hit.trace.parts.values())
        assert hit.similarity == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_what_answers_is_marked_first(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    hit = engine.ask("渔船共有多少艘?").hits[0]
    answer, sentence, *_ = hit.highlights
    assert answer.kind is HighlightKind.ANSWER
    assert hit.passage.text[answer.start : answer.end] == "七百艘"
    assert sentence.kind is HighlightKind.SENTENCE


def test_explain_tells_all_that_was_weighed(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    kind, ranked = engine.explain("渔船共有多少艘?", top_k=1)
    assert kind is Kind.QUANTITY
    (first,) = ranked
    assert first.passage.text == "渔船共有七百艘。"
    (evidence,) = first.evidence
    assert first.document.text[evidence.start : evidence.end] == "七百艘"
    assert first.chance == engine.search("渔船共有多少艘?", top_k=1)[0].similarity


def test_a_follow_up_is_asked_as_what_it_means(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    history = ["2030年渔船共有多少艘?"]
    followed = engine.ask("那2031年呢?", history=history)
    assert (followed.question, followed.asked) == ("那2031年呢?", "2031年渔船共有多少艘?")
    assert followed.confidence == engine.ask("2031年渔船共有多少艘?").confidence
    alone = engine.ask("渔船共有多少艘?", history=history)
    assert (alone.question, alone.asked) == ("渔船共有多少艘?", "渔船共有多少艘?")


@pytest.mark.parametrize(
    "history",
    [["渔船" * 400, "它的" + "渔船" * 240], ["", "  ", "\ufffd"], ["?"] * 50, ["去年呢?"] * 9],
)
def test_odd_histories(small: tuple[Path, Path, Engine], history: list[str]):
    _, _, engine = small
    assert engine.ask("它们共有多少艘?", history=history).question == "它们共有多少艘?"


@pytest.mark.parametrize("question", ["渔船" * 501, " "])
def test_what_cannot_be_asked_cannot_be_asked_after_another(
    small: tuple[Path, Path, Engine], question: str
):
    _, _, engine = small
    with pytest.raises(QuestionError, match="the question"):
        engine.ask(question, history=["渔船共有多少艘?"])


def test_own_synonyms(
    small: tuple[Path, Path, Engine],
    tmp_path: Path,
    hash_encoder: HashEncoder,
    monkeypatch: pytest.MonkeyPatch,
):
    _, folder, without = small
    own = tmp_path / "own.txt"
    own.write_text("铁壳子 = 渔船\n", encoding="utf-8")
    monkeypatch.setenv("WENBAO_SYNONYMS", str(own))
    engine = Engine.open(folder, load=lambda _: hash_encoder)
    asked = "铁壳子共有多少艘?"
    assert engine.ask(asked).missing_terms == ()
    assert "渔船" in engine.search(asked)[0].trace.matched_terms
    assert "渔船" not in without.search(asked)[0].trace.matched_terms
    own.write_text("铁壳子\n", encoding="utf-8")
    with pytest.raises(SynonymsError, match="'铁壳子' is no entry"):
        Engine.open(folder, load=lambda _: hash_encoder)


def test_top_k(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    assert len(engine.search("渔船", top_k=1)) == 1
    assert len(engine.search("渔船", top_k=99)) == len(engine.passages)
    with pytest.raises(ValueError, match="1 or more, not 0"):
        engine.search("渔船", top_k=0)


def test_missing_terms(small: tuple[Path, Path, Engine]):
    _, _, engine = small
    assert engine.ask("渔船和火箭").missing_terms == ("火箭",)


def test_follows_a_new_generation(small: tuple[Path, Path, Engine], hash_encoder: HashEncoder):
    corpus, folder, engine = small
    before = engine.manifest
    (corpus / "a.txt").write_text(report("茶园共有三千亩。"), encoding="utf-8")
    build([corpus], folder, lambda: hash_encoder)
    assert engine.search("茶园共有三千亩")[0].passage.text == "茶园共有三千亩。"
    assert all("渔船" not in passage.text for passage in engine.passages)  # gone is gone
    assert engine.manifest != before


def test_a_damaged_new_generation_leaves_the_one_before(
    small: tuple[Path, Path, Engine],
    hash_encoder: HashEncoder,
    caplog: pytest.LogCaptureFixture,
):
    corpus, folder, engine = small
    (corpus / "a.txt").write_text(report("茶园共有三千亩。"), encoding="utf-8")
    build([corpus], folder, lambda: hash_encoder)
    name = (folder / "CURRENT").read_text(encoding="ascii").strip()
    (folder / "generations" / name / "passages" / "columns.bin").write_bytes(b"{}")
    assert engine.search("渔船")[0].passage.text == "渔船共有七百艘。"
    engine.search("渔船")
    ours = [record for record in caplog.records if record.name == "qa.engine"]
    assert len(ours) == 1  # told once, not with each question
    assert "passages/columns.bin" in caplog.text
    with pytest.raises(IndexDamagedError, match=r"passages/columns\.bin .* run `wenbao build`"):
        Engine.open(folder, load=lambda _: hash_encoder)


def test_a_removed_index_leaves_the_one_in_memory(
    small: tuple[Path, Path, Engine], caplog: pytest.LogCaptureFixture
):
    _, folder, engine = small
    shutil.rmtree(folder)
    assert engine.search("渔船")[0].passage.text == "渔船共有七百艘。"
    assert "there is no index" in caplog.text


def test_no_question_is_dropped_while_the_index_is_rebuilt(
    small: tuple[Path, Path, Engine], hash_encoder: HashEncoder
):
    corpus, folder, engine = small
    answers: list[str] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                answers.append(engine.search("渔船共有多少艘")[0].passage.text)
        except BaseException as error:  # noqa: BLE001 -- whatever it is, the test must see it
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for n in range(6):
            (corpus / "a.txt").write_text(report(f"渔船共有{n}百艘。"), encoding="utf-8")
            build([corpus], folder, lambda: hash_encoder)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert engine.search("渔船共有多少艘")[0].passage.text == "渔船共有5百艘。"
    assert not errors
    assert all(answer.startswith("渔船共有") for answer in answers)


def test_missing(tmp_path: Path):
    with pytest.raises(IndexMissingError, match=r"there is no index in .*; run `wenbao build`"):
        Engine.open(tmp_path / "nowhere")


def test_another_model_is_refused(small: tuple[Path, Path, Engine]):
    class Other(HashEncoder):
        fingerprint = "another"

    _, folder, _ = small
    with pytest.raises(IndexMismatchError, match=r"another model than 'hash'.*run `wenbao build`"):
        Engine.open(folder, load=lambda _: Other())


def test_another_dictionary_is_refused(
    small: tuple[Path, Path, Engine],
    hash_encoder: HashEncoder,
    monkeypatch: pytest.MonkeyPatch,
):
    _, folder, _ = small
    monkeypatch.setattr("index.language.tokens.version", lambda: "jieba 9")
    with pytest.raises(IndexMismatchError, match="'jieba 9'; run `wenbao build`"):
        Engine.open(folder, load=lambda _: hash_encoder)


def test_one_passage_is_enough(tmp_path: Path, hash_encoder: HashEncoder):
    (tmp_path / "a.txt").write_text("只有一句话。", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "index", lambda: hash_encoder)
    engine = Engine.open(tmp_path / "index", load=lambda _: hash_encoder)
    assert engine.search("一句话")[0].passage.text == "只有一句话。"


@pytest.mark.parametrize(
    "text", ["<script>", "\u202e问题", "问" * 1000, "GDP", "路", "3个", "🙂路"]
)
def test_odd_questions_are_answered(small: tuple[Path, Path, Engine], text: str):
    _, _, engine = small
    assert engine.ask(text).question == text


@pytest.mark.parametrize("text", ["?", "？？？", "\ufffd", "😀", "🙂" * 200, "a", "7?", "。。。"])
@pytest.mark.parametrize("history", [[], ["渔船共有多少艘?"]])
def test_a_question_of_no_words_is_refused(
    small: tuple[Path, Path, Engine], text: str, history: list[str]
):
    _, _, engine = small
    with pytest.raises(ValueError, match=r"^the question has no words: ask for example"):
        engine.ask(text, history=history)
    with pytest.raises(ValueError, match=r"^the question has no words"):
        engine.table(text)


def test_damage_to_the_encoder_that_the_reader_needs_is_told(tmp_path: Path):
    folder = tiny_models.counting_encoder(tmp_path / "encoder")
    weights = FITTED.read_text(encoding="ascii").strip()
    dataclasses.replace(Description.load(folder), weights=weights).save(folder)
    with pytest.raises(ModelError, match=r"^the reader cannot be loaded from '.*encoder'"):
        load_reader(folder, tmp_path / "cache")


def test_a_reader_that_lacks_is_looked_for_once_in_each_generation(
    small: tuple[Path, Path, Engine],
    hash_encoder: HashEncoder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    corpus, folder, _ = small
    asked: list[Path | None] = []

    def load(encoder: Path | None) -> Reader:
        asked.append(encoder)
        raise ModelError("no reader here")

    monkeypatch.setattr(second_opinion, "is_in_doubt", lambda *_: True)
    engine = Engine(folder, lambda _: hash_encoder, load_reader=load)
    for _ in range(3):
        engine.ask("新建绿道多少公里?")
    assert asked == [None]
    assert caplog.text.count("no reader here") == 1
    (corpus / "丙.txt").write_text(report("又种茶三千亩。"), encoding="utf-8")
    build([corpus], folder, lambda: hash_encoder)
    for _ in range(3):
        engine.ask("新建绿道多少公里?")
    assert asked == [None, None]


@pytest.fixture(scope="module")
def engine(index_dir: Path) -> Engine:
    """The seed report, by the bundled model."""
    return Engine.open(index_dir)


@pytest.mark.model
class TestOnTheSeedReport:
    def test_the_first_question(self, engine: Engine):
        hit = engine.search("航运企业有多少家?")[0]
        assert "航运类企业达到383家" in hit.passage.text
        answer = hit.highlights[0]
        assert answer.kind is HighlightKind.ANSWER
        assert hit.passage.text[answer.start : answer.end] == "383家"
        sentence = hit.passage.text[hit.sentence.start : hit.sentence.end]
        assert "航运类企业达到383家" in sentence
        assert sentence.endswith("。")

    @pytest.mark.parametrize(
        ("question", "answer", "within"),
        [
            ("航运企业有多少家?", "383家", "航运类企业达到383家"),
            ("航運企業有多少家？", "383家", "航运类企业达到383家"),
            ("2024年地区生产总值增长目标是多少?", "4.5%左右", "地区生产总值增长4.5%左右"),
            ("2023年地区生产总值增长多少?", "3%左右", "地区生产总值预计同比增长3%左右"),
            ("今年算力要扩容到多少?", "300P", "算力扩容至300P"),
            ("什么是“一街四所”?", "统筹辖区内市场监管所", "统筹辖区内市场监管所"),
            ("河北区区长是谁?", "戴 雷", "区长 戴 雷"),
            ("戴雷是谁?", "区长", "区长 戴 雷"),
            ("河北区2023年地区生产总值增长多少?", "3%左右", "预计同比增长3%左右"),
        ],
    )
    def test_answers(self, engine: Engine, question: str, answer: str, within: str):
        given = engine.ask(question)
        assert given.found
        assert answer in given.text
        cited = given.citations[0]
        assert within in cited.passage.text
        assert cited.document.text[cited.start : cited.end] == given.text

    @pytest.mark.parametrize("question", ["红烧肉怎么做?", "2024年世界杯冠军是谁?", "怎样给猫洗澡"])
    def test_honest_no(self, engine: Engine, question: str):
        given = engine.ask(question)
        assert not given.found
        assert given.hits
        assert given.missing_terms

    @pytest.mark.parametrize("year", [2019, 2022, 2025])
    def test_no_figure_of_another_year(self, engine: Engine, year: int):
        assert not engine.ask(f"河北区{year}年新增就业多少人?").found

    def test_threads_get_the_same(self, engine: Engine):
        questions = ["航运企业有多少家?", "新增就业多少人?", "发放救助多少?"] * 4
        alone = [engine.ask(question).text for question in questions]
        together: dict[int, str] = {}
        threads = [
            threading.Thread(target=lambda i=i: together.update({i: engine.ask(questions[i]).text}))
            for i in range(len(questions))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [together[i] for i in range(len(questions))] == alone

    def test_the_index_is_of_the_corpus(self, engine: Engine):
        assert [document.path for document in engine.documents] == [
            file.name for file in sorted(CORPUS.iterdir())
        ]
