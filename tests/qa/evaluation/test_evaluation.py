"""qa.evaluation.evaluation: figures, on tiny runs whose values can be worked out by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from math import log2
from typing import TYPE_CHECKING, Any

import pytest

from index.types import Document, Passage, Period
from qa.evaluation.evaluation import evaluate, evaluate_search
from qa.evaluation.metrics import Answering, EvaluationReport, Retrieval
from qa.evaluation.question_file import JudgedQuestion, QuestionSet
from qa.kinds import Kind
from qa.types import Answer, Citation, Hit, Level, Reason, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence


def document(name: str, *paragraphs: str) -> tuple[Document, tuple[Passage, ...]]:
    passages, start = [], 0
    for number, text in enumerate(paragraphs, start=1):
        passages.append(
            Passage(
                document_id=f"sha-{name}",
                number=number,
                section=(),
                period=Period.OTHER,
                start=start,
                end=start + len(text),
                text=text,
                sentences=(),
            )
        )
        start += len(text) + 1
    return (
        Document(
            id=f"sha-{name}",
            path=f"2024/{name}.txt",
            title=f"{name}的报告",
            place=name,
            year=2024,
            delivered=None,
            speaker="",
            office="",
            occasion="",
            text="\n".join(paragraphs),
            headings=(),
            dropped=(),
        ),
        tuple(passages),
    )


@dataclass
class Scripted:
    """Finds for each question the passages, and answers the words, that it was told to."""

    reports: tuple[tuple[Document, tuple[Passage, ...]], ...]
    finds: dict[str, list[str]]
    says: dict[str, str] = field(default_factory=dict)
    asked_for: list[int] = field(default_factory=list)
    histories: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(report[0] for report in self.reports)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for report in self.reports for passage in report[1])

    def search(self, question: str, *, top_k: int = 5) -> tuple[Hit, ...]:
        self.asked_for.append(top_k)
        by_text = {passage.text: passage for passage in self.passages}
        owners = {doc.id: doc for doc in self.documents}
        return tuple(
            Hit(
                rank=rank,
                document=owners[by_text[text].document_id],
                passage=by_text[text],
                similarity=0.5,  # all alike: only the order may count
                highlights=(),
                trace=Trace(legs=(), matched_terms=(), parts={}),
            )
            for rank, text in enumerate(self.finds[question], start=1)
        )

    def ask(self, question: str, *, history: Sequence[str] = (), top_k: int = 5) -> Answer:
        self.histories.append(tuple(history))
        question = "".join((*history, question))  # what a follow-up means, in these tests
        hits = self.search(question, top_k=top_k)
        text = self.says.get(question, "")
        citations = []
        if text:
            start = hits[0].document.text.index(text)
            citations = [
                Citation(
                    document=hits[0].document,
                    passage=hits[0].passage,
                    start=start,
                    end=start + len(text),
                )
            ]
        return Answer(
            question=question,
            asked=question,
            kind=Kind.TOPIC,
            level=Level.ANSWERED if text else Level.NOT_TOLD,
            text=text,
            confidence=0.5,
            citations=tuple(citations),
            value=None,
            counterpart=None,
            conflicts=(),
            alternatives=(),
            hits=hits,
            missing_terms=(),
            reason=None if text else Reason.UNSURE,
        )


def question(words: str, *evidence: str, **more: Any) -> JudgedQuestion:
    values = {"id": words, "type": "quantity", "answers": (), **more}
    return JudgedQuestion(question=words, evidence=evidence, **values)


def measure(
    engine: Scripted, *questions: JudgedQuestion, contexts: tuple[str, ...] = ()
) -> EvaluationReport:
    questions_set = QuestionSet(name="tiny", questions=questions, contexts=contexts)
    return evaluate(engine, questions_set)


LETTERS = document("河北区", *"甲乙丙丁戊己庚辛壬癸子丑")


def figures(report: EvaluationReport) -> Retrieval:
    assert report.overall.retrieval is not None
    return report.overall.retrieval


class TestRetrieval:
    def test_right_passage_first(self):
        report = measure(Scripted((LETTERS,), {"问": ["甲", "乙"]}), question("问", "甲"))
        assert figures(report) == Retrieval(
            hit_at_1=1, hit_at_3=1, hit_at_5=1, mrr_at_10=1, ndcg_at_10=1
        )

    def test_means_over_ranks_one_two_and_four(self):
        finds = {"一": ["甲"], "二": ["乙", "甲"], "四": ["乙", "丙", "丁", "甲"]}
        report = measure(Scripted((LETTERS,), finds), *(question(q, "甲") for q in finds))
        got = figures(report)
        assert got.hit_at_1 == pytest.approx(1 / 3)
        assert got.hit_at_3 == pytest.approx(2 / 3)
        assert got.hit_at_5 == pytest.approx(3 / 3)
        assert got.mrr_at_10 == pytest.approx((1 / 1 + 1 / 2 + 1 / 4) / 3)
        assert got.ndcg_at_10 == pytest.approx((1 / log2(2) + 1 / log2(3) + 1 / log2(5)) / 3)
        assert [outcome.rank for outcome in report.outcomes] == [1, 2, 4]

    def test_the_ideal_counts_right_passages_that_were_not_found(self):
        finds = {"问": ["乙", "甲"]}
        report = measure(Scripted((LETTERS,), finds), question("问", "甲", "丑"))
        ideal = 1 / log2(1 + 1) + 1 / log2(2 + 1)
        assert figures(report).ndcg_at_10 == pytest.approx((1 / log2(2 + 1)) / ideal)

    def test_rank_eleven_is_not_found(self):
        engine = Scripted((LETTERS,), {"问": list("乙丙丁戊己庚辛壬癸子甲")})
        report = measure(engine, question("问", "甲"))
        assert figures(report) == Retrieval(
            hit_at_1=0, hit_at_3=0, hit_at_5=0, mrr_at_10=0, ndcg_at_10=0
        )
        assert report.outcomes[0].rank is None
        assert engine.asked_for[0] == 10

    def test_a_question_that_finds_nothing_counts_zero(self):
        finds = {"有": ["甲"], "无": []}
        report = measure(Scripted((LETTERS,), finds), *(question(q, "甲") for q in finds))
        assert figures(report).hit_at_5 == pytest.approx((1 + 0) / 2)
        assert figures(report).mrr_at_10 == pytest.approx((1 + 0) / 2)

    def test_a_question_whose_passage_is_not_indexed_counts_zero_and_is_reported(self):
        finds = {"有": ["甲"], "无": ["甲"]}
        report = measure(Scripted((LETTERS,), finds), question("有", "甲"), question("无", "别处"))
        assert figures(report).ndcg_at_10 == pytest.approx((1 + 0) / 2)
        assert report.n_without_passage == 1
        assert "counted as 0, for no passage holds the evidence: 1 question" in report.format()

    def test_a_passage_is_right_when_it_contains_any_evidence(self):
        report = measure(
            Scripted(
                (document("河北区", "航运类企业达到383家。"),), {"问": ["航运类企业达到383家。"]}
            ),
            question("问", "不在", "达到383家"),
        )
        assert figures(report).hit_at_1 == 1

    def test_evidence_is_taken_as_it_is(self):
        engine = Scripted((document("河北区", "达到１０１家"),), {"问": ["达到１０１家"]})
        assert measure(engine, question("问", "达到101家")).n_without_passage == 1

    def test_a_context_is_right_only_as_a_whole(self):
        engine = Scripted((document("集", "甲乙", "甲"),), {"问": ["甲乙", "甲"]})
        report = measure(engine, question("问", "甲"), contexts=("甲乙", "甲"))
        assert report.outcomes[0].rank == 2

    @pytest.mark.parametrize("name", ["河西区的报告", "2024/河西区.txt", "河西区.txt", "河西区"])
    def test_only_the_named_document_is_right(self, name: str):
        east, west = document("河东区", "甲"), document("河西区", "甲乙")
        engine = Scripted((east, west), {"问": ["甲", "甲乙"]})
        report = measure(engine, question("问", "甲", document=name))
        assert report.outcomes[0].rank == 2
        assert figures(report).ndcg_at_10 == pytest.approx(1 / log2(2 + 1))  # one right, not two

    def test_a_named_document_that_is_not_indexed_counts_zero(self):
        engine = Scripted((LETTERS,), {"问": ["甲"]})
        report = measure(engine, question("问", "甲", document="河西区"))
        assert (report.n_without_passage, figures(report).hit_at_5) == (1, 0)

    def test_by_type_in_the_order_of_the_file(self):
        finds = {"一": ["甲"], "二": ["乙"], "三": ["乙"]}
        report = measure(
            Scripted((LETTERS,), finds),
            question("一", "甲", type="target"),
            question("二", "甲", type="entity"),
            question("三", "乙", type="target"),
        )
        rows = [
            (row.name, row.n_questions, row.retrieval.hit_at_1)
            for row in report.types
            if row.retrieval
        ]
        assert rows == [("target", 2, (1 + 1) / 2), ("entity", 1, 0 / 1)]
        assert figures(report).hit_at_1 == pytest.approx((1 + 0 + 1) / 3)


class TestAnswers:
    def test_exact_match_forgets_width_space_and_marks(self):
        report = measure(
            Scripted(
                (document("河北区", "有１０１ 家。"),),
                {"问": ["有１０１ 家。"]},
                {"问": "１０１ 家。"},
            ),
            question("问", "家", answers=("48家", "101家")),
        )
        assert report.outcomes[0].exact is True

    @pytest.mark.parametrize("said", ["1383家", "383", "383家企业", ""])
    def test_anything_else_is_wrong(self, said: str):
        text = "1383家企业"
        engine = Scripted((document("河北区", text),), {"问": [text]}, {"问": said})
        report = measure(engine, question("问", "家", answers=("383家",)))
        assert report.outcomes[0].exact is False

    def test_without_expected_answers_nothing_is_judged(self):
        engine = Scripted((LETTERS,), {"问": ["甲"]}, {"问": "甲"})
        report = measure(engine, question("问", "甲"))
        assert report.overall.answering is not None
        assert report.overall.answering.n_judged == 0

    def test_refusals_are_counted_and_stay_out_of_retrieval(self):
        finds = {q: ["甲"] for q in ("对", "误拒", "拒", "硬答")}
        report = measure(
            Scripted((LETTERS,), finds, {"对": "甲", "硬答": "甲"}),
            question("对", "甲"),
            question("误拒", "甲"),
            question("拒", type="unanswerable"),
            question("硬答", type="unanswerable"),
        )
        assert figures(report).hit_at_1 == pytest.approx((1 + 1) / 2)
        answering = report.overall.answering
        assert answering is not None
        assert (answering.n_answerable, answering.n_answerable_refused) == (2, 1)
        assert (answering.n_unanswerable, answering.n_unanswerable_refused) == (2, 1)
        assert report.n_without_passage == 0

    def test_only_unanswerable_questions_have_no_retrieval_figures(self):
        report = measure(Scripted((LETTERS,), {"问": ["甲"]}), question("问"))
        assert report.overall.retrieval is None
        assert "-" in report.format()

    def test_evaluate_search_asks_for_no_answer(self):
        engine = Scripted((LETTERS,), {"问": ["甲"]}, {"问": "甲"})
        questions = QuestionSet(name="tiny", questions=(question("问", "甲", answers=("甲",)),))
        report = evaluate_search(engine, questions)
        assert report.overall.answering is None
        assert (report.outcomes[0].found, report.outcomes[0].exact, report.ask_ms) == (None,) * 3
        assert report.outcomes[0].f1 is None
        assert engine.asked_for == [10]
        assert report.format().splitlines()[0].split()[-1] == "MRR@10"

    def test_f1_is_the_mean_over_judged_answers(self):
        finds = {q: ["达到383家"] for q in ("句", "拒", "不判", "无")}
        report = measure(
            Scripted(
                (document("河北区", "达到383家"),), finds, {"句": "达到383家", "不判": "达到"}
            ),
            question("句", "383家", answers=("48家", "383家")),
            question("拒", "383家", answers=("383家",)),
            question("不判", "383家"),
            question("无", type="unanswerable"),
        )
        of_sentence = 2 * 2 / (4 + 2)  # 383 家 of 达 到 383 家
        assert [outcome.f1 for outcome in report.outcomes] == [
            pytest.approx(of_sentence),
            0,  # an answerable question refused
            None,
            None,
        ]
        assert report.outcomes[1].exact is False
        assert report.overall.answering is not None
        assert report.overall.answering.f1 == pytest.approx((of_sentence + 0) / 2)


class TestRefusals:
    def answering(self, *answered: str) -> dict[str, Answering]:
        """Figures by group: 甲 乙 answerable, 丙 丁 戊 unanswerable; the last of 乙's type."""
        finds = {q: ["甲"] for q in "甲乙丙丁戊"}
        report = measure(
            Scripted((LETTERS,), finds, dict.fromkeys(answered, "甲")),
            question("甲", "甲", type="quantity"),
            question("乙", "甲", type="mixed"),
            question("丙", type="unanswerable"),
            question("丁", type="unanswerable"),
            question("戊", type="mixed"),
        )
        self.lines = report.format().splitlines()
        rows = (report.overall, *report.types)
        return {row.name: row.answering for row in rows if row.answering is not None}

    def test_precision_and_recall(self):
        groups = self.answering("甲", "丁")  # refused: 乙, and rightly 丙 戊
        assert groups["all"].refusal_precision == pytest.approx(2 / 3)
        assert groups["all"].refusal_recall == pytest.approx(2 / 3)
        assert groups["all"].n_refused == 1 + 2

    def test_by_type(self):
        groups = self.answering("甲", "丁")
        assert (groups["mixed"].refusal_precision, groups["mixed"].refusal_recall) == (
            pytest.approx(1 / 2),
            pytest.approx(1 / 1),
        )
        assert groups["unanswerable"].refusal_recall == pytest.approx(1 / 2)

    def test_nothing_refused_has_no_precision(self):
        groups = self.answering(*"甲乙丙丁戊")
        assert groups["all"].refusal_precision is None
        assert groups["all"].refusal_recall == 0 / 3

    def test_nothing_unanswerable_has_no_recall(self):
        groups = self.answering("乙")  # of quantity, 甲 is refused
        assert groups["quantity"].refusal_recall is None
        assert groups["quantity"].refusal_precision == 0 / 1

    def test_printed_for_all_and_for_types_that_have_both(self):
        self.answering("甲", "丁")
        assert [line for line in self.lines if line.startswith("refusals, ")] == [
            "refusals, mixed: precision 0.500 (1/2), recall 1.000 (1/1)",
            "refusals, all: precision 0.667 (2/3), recall 0.667 (2/3)",
        ]

    def test_printed_as_dashes_where_there_is_nothing(self):
        report = measure(Scripted((LETTERS,), {"问": ["甲"]}, {"问": "甲"}), question("问", "甲"))
        assert "refusals, all: precision - (-), recall - (-)" in report.format()


class TestHistory:
    def report(self, engine: Scripted) -> EvaluationReport:
        return measure(
            engine,
            question("多少?", "甲", answers=("甲",)),
            question("呢?", "丙", history=("多少?", "今年")),
        )

    def engine(self) -> Scripted:
        letters = list("乙丁戊己庚辛壬癸子丙甲")
        return Scripted((LETTERS,), {"多少?": ["甲"], "多少?今年呢?": letters}, {"多少?": "甲"})

    def test_it_is_handed_on(self):
        engine = self.engine()
        self.report(engine)
        assert engine.histories == [(), ("多少?", "今年")]

    def test_retrieval_is_of_the_answer(self):
        outcomes = self.report(self.engine()).outcomes  # a bare search for 呢? raises KeyError
        assert [outcome.rank for outcome in outcomes] == [1, 10]

    def test_as_many_hits_are_asked_for_as_are_measured(self):
        engine = self.engine()
        self.report(engine)
        assert engine.asked_for == [10, 5, 10]  # search and ask; then only ask

    def test_only_follow_ups_have_no_time_to_search(self):
        engine = Scripted((LETTERS,), {"多少?呢?": ["甲"]})
        report = measure(engine, question("呢?", "甲", history=("多少?",)))
        assert report.search_ms is None
        assert report.format().splitlines()[-1].startswith("median time to ask ")

    def test_a_search_alone_knows_none(self):
        engine = Scripted((LETTERS,), {"呢?": ["乙", "甲"]})
        questions = (question("呢?", "甲", history=("多少?",)),)
        report = evaluate_search(engine, QuestionSet(name="tiny", questions=questions))
        assert report.outcomes[0].rank == 2
        assert engine.histories == []


class TestReport:
    def report(self) -> EvaluationReport:
        finds = {"一": ["甲"], "二": ["乙", "甲"], "三": ["甲"]}
        return measure(
            Scripted((LETTERS,), finds, {"一": "甲", "二": "乙"}),
            question("一", "甲", answers=("甲",), type="数量"),
            question("二", "甲", answers=("甲",), type="target"),
            question("三", type="unanswerable"),
        )

    def test_table(self):
        lines = self.report().format().splitlines()
        assert lines[0].split() == [
            *("type", "questions", "Hit@1", "Hit@3", "MRR@10"),
            *("exact", "F1", "refused", "wrongly"),
        ]
        assert lines[1].split() == [*("数量", "1"), *["1.000"] * 3, "1/1", "1.000", "-", "0/1"]
        assert lines[3].split() == [*("unanswerable", "1"), *["-"] * 5, "1/1", "-"]
        assert lines[5].split() == [
            *("all", "3", "0.500", "1.000", "0.750"),
            *("1/2", f"{(1 + 0) / 2:.3f}", "1/1", "0/2"),
        ]

    def test_a_large_file_fits_in_100_columns(self):
        plain = Answering(
            n_judged=10000,
            n_exact=10000,
            f1=1.0,
            n_answerable=10000,
            n_answerable_refused=10000,
            n_unanswerable=10000,
            n_unanswerable_refused=10000,
            refusal_precision=0.5,
            refusal_recall=1.0,
        )
        report = self.report()
        overall = replace(report.overall, n_questions=20000, answering=plain)
        lines = replace(report, overall=overall).format().splitlines()
        assert max(map(len, lines)) <= 100

    def test_chinese_types_keep_the_columns_in_line(self):
        lines = self.report().format().splitlines()
        assert len(lines[1]) == len(lines[2]) - len("数量")  # each takes two columns

    def test_json_holds_all_of_it(self):
        plain = json.loads(json.dumps(self.report().to_json(), ensure_ascii=False))
        assert plain["overall"]["retrieval"]["mrr_at_10"] == pytest.approx((1 / 1 + 1 / 2) / 2)
        assert [row["name"] for row in plain["types"]] == ["数量", "target", "unanswerable"]
        assert plain["outcomes"][1]["rank"] == 2
        assert plain["outcomes"][1]["answer"] == "乙"
        assert [outcome["f1"] for outcome in plain["outcomes"]] == [1, 0, None]
        assert plain["overall"]["answering"]["f1"] == pytest.approx((1 + 0) / 2)
        assert plain["overall"]["answering"]["refusal_precision"] == 1 / 1
        assert plain["overall"]["answering"]["refusal_recall"] == 1 / 1

    def test_progress_is_told_of_every_question(self):
        told: list[int] = []
        engine = Scripted((LETTERS,), {"一": ["甲"], "二": ["甲"]})
        questions = (question("一", "甲"), question("二", "甲"))
        evaluate(engine, QuestionSet(name="tiny", questions=questions), progress=told.append)
        assert told == [1, 1]
