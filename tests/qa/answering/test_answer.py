from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from index.types import Aspect, Period
from qa.answering import certainty
from qa.answering.answer import ANSWERED, LIKELY, answer
from qa.answering.forms.forms import Certainty
from qa.answering.gathered import side_by_side
from qa.choosing import ranking
from qa.kinds import Kind
from qa.retrieval.legs import LEGS
from qa.types import Answer, Citation, Highlight, HighlightKind, Hit, Level, Reason, Trace
from tests.support.texts.understood import (
    Provenances,
    asked,
    candidates,
    concepts,
    document,
    passage,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.types import Document, Passage
    from qa.choosing.ordering.ranked import Ranked

REVIEW, PLAN = Period.REVIEW, Period.PLAN
Paragraph = tuple[str, Period]
NEAR = 1.2  # a strength of every leg, at which a passage that says what is asked answers


def report(
    *paragraphs: Paragraph, identity: str = "d", place: str = "云溪市", year: int | None = 2024
) -> list[tuple[Document, Passage]]:
    """The passages of a report of these paragraphs, each with the report."""
    whole = document(*(text for text, _ in paragraphs), place=place, year=year)
    whole = dataclasses.replace(whole, id=identity)
    made, start = [], 0
    for number, (text, period) in enumerate(paragraphs, start=1):
        one = passage(text, period=period, number=number, start=start)
        made.append((whole, dataclasses.replace(one, document_id=identity)))
        start += len(text) + 1
    return made


def ranked(
    text: str, passages: Sequence[tuple[Document, Passage]], strength: float = NEAR
) -> tuple[Ranked, ...]:
    """The passages as rank orders them, where all legs see all of them alike."""
    n = len(passages)
    question = asked(text)
    found = candidates([[strength] * n] * len(LEGS))
    return ranking.order(question, concepts(question), found, Provenances(passages), top_k=n)


def ask(text: str, *paragraphs: Paragraph, year: int | None = 2024) -> Answer:
    return answer(asked(text), ranked(text, report(*paragraphs, year=year)), (), ())


def conflicts(given: Answer) -> list[str]:
    return [finding.citation.text for finding in given.conflicts]


class TestFound:
    def test_the_words_that_answer_with_their_citation(self):
        given = ask("藏书多少册?", ("图书馆开门。藏书90万册。", REVIEW))
        assert (given.found, given.text, given.kind) == (True, "90万册", Kind.QUANTITY)
        (cited,) = given.citations
        assert cited.document.text[cited.start : cited.end] == "90万册"
        assert (cited.start, cited.end) == (8, 12)

    def test_a_name(self, sure: Callable[[float, float], None]):
        sure(ANSWERED, 1.0)
        given = ask("哪个村建成了公园?", ("白鹭村建成公园。", REVIEW))
        assert (given.text, given.kind, given.value) == ("白鹭村", Kind.ENTITY, None)

    def test_a_definition(self):
        given = ask("什么是绿道?", ("1.绿道:慢行道路。", Period.GLOSSARY))
        assert (given.text, given.kind, given.value) == ("慢行道路", Kind.DEFINITION, None)

    def test_the_best_sentence_where_nothing_in_it_is_chosen(self):
        given = ask("图书馆怎么样?", ("图书馆焕然一新。", REVIEW))
        assert (given.text, given.value, given.conflicts) == ("图书馆焕然一新。", None, ())

    def test_the_first_passage_answers(self):
        found = ranked("藏书多少册?", report(("藏书90万册。", REVIEW), ("图书馆开门。", REVIEW)))
        given = answer(asked("藏书多少册?"), found, (), ())
        assert 0.5 < given.confidence < 1
        assert given.citations[0].passage == found[0].passage

    def test_what_was_asked_is_told_beside_what_it_was_taken_for(self):
        question = asked("2024年藏书多少册?")
        given = answer(question, (), (), (), "那2024年呢?")
        assert (given.question, given.asked) == ("那2024年呢?", "2024年藏书多少册?")
        assert answer(question, (), (), ()).question == "2024年藏书多少册?"


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> Callable[[float, float], None]:
    """Sets how sure what was chosen is, and its sentence."""

    def be(chosen: float, sentence: float) -> None:
        certain = Certainty(answer=chosen, sentence=sentence)
        monkeypatch.setattr(certainty, "certainty", lambda *_: certain)

    return be


class TestLevels:
    @pytest.mark.parametrize(
        ("chosen", "sentence", "level", "text", "confidence"),
        [
            (ANSWERED, 0.0, Level.ANSWERED, "90万册", ANSWERED),
            (ANSWERED - 0.01, LIKELY, Level.LIKELY, "藏书90万册。", LIKELY),
            (ANSWERED - 0.01, LIKELY - 0.01, Level.NOT_TOLD, "", LIKELY - 0.01),
        ],
    )
    def test_by_how_sure_the_answer_is_and_the_sentence(
        self,
        sure: Callable[[float, float], None],
        chosen: float,
        sentence: float,
        level: Level,
        text: str,
        confidence: float,
    ):
        sure(chosen, sentence)
        found = ranked("藏书多少册?", report(("图书馆开门。藏书90万册。", REVIEW)))
        given = answer(asked("藏书多少册?"), found, [hit(found[0])], ("火箭",))
        assert (given.level, given.text, given.confidence) == (level, text, confidence)
        assert given.found is (level is not Level.NOT_TOLD)
        assert bool(given.value) is (level is Level.ANSWERED)
        assert len(given.hits) == 1  # the nearest passages are shown either way
        assert given.missing_terms == ("火箭",)

    def test_a_likely_sentence_is_whole_and_cited(self, sure: Callable[[float, float], None]):
        sure(0.3, 0.9)
        given = ask("哪个村建成了公园?", ("全年植树一千棵。白鹭村建成公园，群众满意。", REVIEW))
        (cited,) = given.citations
        assert cited.text == given.text == "白鹭村建成公园，群众满意。"
        assert cited.document.text[cited.start : cited.end] == cited.text
        assert given.counterpart is given.value is given.reason is None

    def test_a_sentence_is_no_name(self):
        given = ask("哪个村怎么样了?", ("图书馆焕然一新。", REVIEW))
        assert given.level is not Level.ANSWERED


class TestReasons:
    @pytest.mark.parametrize(
        ("text", "reason", "instead"),
        [
            ("2019年藏书多少册?", Reason.OTHER_YEAR, ("2023年藏书多少册?",)),
            ("明年藏书多少册?", Reason.OTHER_YEAR, ("2023年藏书多少册?",)),
            ("浙江省藏书多少册?", Reason.OTHER_PLACE, ("云溪市藏书多少册?",)),
        ],
    )
    def test_another_year_or_place(self, text: str, reason: Reason, instead: tuple[str, ...]):
        given = ask(text, ("藏书90万册。", REVIEW))
        assert (given.level, given.reason, given.instead) == (Level.NOT_TOLD, reason, instead)

    def test_words_that_nothing_has(self):
        given = answer(asked("火箭多少枚?"), (), (), ("火箭",))
        assert (given.reason, given.instead) == (Reason.MISSING_TERMS, ())

    def test_nothing_that_is_likely_enough(self):
        assert answer(asked("藏书多少册?"), (), (), ()).reason is Reason.UNSURE

    @pytest.mark.parametrize("text", ["各市藏书多少册?", "哪个市藏书最多?"])
    def test_asked_of_several_reports(self, text: str):
        both = [
            *report(("藏书90万册。", REVIEW), identity="a", place="云溪市"),
            *report(("藏书80万册。", REVIEW), identity="b", place="东山市"),
        ]
        given = answer(asked(text), ranked(text, both), (), ())
        assert (given.level, given.reason) == (Level.NOT_TOLD, Reason.MANY_REPORTS)
        of_each = {"云溪市藏书多少册?", "东山市藏书多少册?"} if text.startswith("各") else set()
        assert set(given.instead) == of_each

    def test_of_one_place_alone_it_may_be_told(self):
        given = ask("各市藏书多少册?", ("藏书90万册。", REVIEW))
        assert given.reason is not Reason.MANY_REPORTS


class TestNotFound:
    def test_nothing_at_all(self):
        given = answer(asked("藏书多少册?"), (), (), ())
        assert (given.found, given.text, given.confidence) == (False, "", 0.0)
        assert (given.citations, given.conflicts) == ((), ())
        assert given.value is given.counterpart is None

    def test_no_figure_where_one_is_asked_for(self):
        found = ranked("藏书多少册?", report(("图书馆藏书丰富。", REVIEW)), strength=0.8)
        assert not answer(asked("藏书多少册?"), found, (), ()).found

    @pytest.mark.parametrize("text", ["2019年藏书多少册?", "浙江省藏书多少册?"])
    def test_another_year_or_place(self, text: str):
        assert not ask(text, ("藏书90万册。", REVIEW)).found


def hit(found: Ranked) -> Hit:
    return Hit(
        rank=1,
        document=found.document,
        passage=found.passage,
        similarity=found.chance,
        highlights=(Highlight(start=0, end=1, kind=HighlightKind.SENTENCE),),
        trace=Trace(legs=(), matched_terms=(), parts=found.parts),
    )


class TestValue:
    def test_what_a_figure_says(self):
        value = ask("茶叶产值是多少?", ("全年茶叶产值达到80.5亿元。", REVIEW)).value
        assert value is not None
        assert (value.text, value.unit, value.measure) == (
            "80.5亿元",
            "亿元",
            "茶叶产值",
        )
        assert (value.period, value.year) == (REVIEW, 2023)
        assert value.falls is False

    @pytest.mark.parametrize(
        ("question", "text", "aspect"),
        [
            ("新增茶企多少家?", "新增茶企12家。", Aspect.ADDITION),
            ("茶企有多少家?", "茶企数量为12家。", Aspect.LEVEL),
            ("茶叶产值增长多少?", "茶叶产值增长5%。", Aspect.CHANGE),
            ("茶叶产值占比多少?", "茶叶产值占比5%。", Aspect.SHARE),
        ],
    )
    def test_aspect(self, question: str, text: str, aspect: Aspect):
        value = ask(question, (text, REVIEW)).value
        assert value is not None
        assert value.aspect is aspect

    def test_a_fall(self):
        value = ask("房屋空置率下降多少?", ("房屋空置率下降6.5%。", REVIEW)).value
        assert value is not None
        assert (value.aspect, value.falls) == (Aspect.CHANGE, True)

    @pytest.mark.parametrize(
        ("text", "period", "report_year", "year"),
        [
            ("茶叶产值80亿元。", REVIEW, 2024, 2023),
            ("茶叶产值80亿元。", PLAN, 2024, 2024),
            ("茶叶产值80亿元。", Period.OTHER, 2024, None),
            ("茶叶产值80亿元。", REVIEW, None, None),
            ("2021年茶叶产值80亿元。", REVIEW, 2024, 2021),  # its own words tell
            ("到2027年,2027年茶叶产值80亿元。", PLAN, 2024, 2027),
            ("茶叶产值较2019年增加80亿元。", REVIEW, 2024, 2023),  # what it is compared with
            ("2020年以来茶叶产值80亿元。", REVIEW, 2024, 2023),
        ],
    )
    def test_its_year(self, text: str, period: Period, report_year: int | None, year: int | None):
        question = "茶叶产值目标是多少?" if period is PLAN else "茶叶产值多少?"
        (found,) = ranked(question, report((text, period), year=report_year))
        sure = dataclasses.replace(found, parts={"all": 9.0})
        value = answer(asked(question), [sure], (), ()).value
        assert value is not None
        assert value.year == year

    def test_what_is_planned_is_likely_at_most_where_no_time_is_named(self):
        (found,) = ranked("茶叶产值多少?", report(("茶叶产值达到80亿元。", PLAN), year=2024))
        sure = dataclasses.replace(found, parts={"all": 9.0})
        assert answer(asked("茶叶产值多少?"), [sure], (), ()).level is Level.LIKELY

    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("2019年茶叶产值多少?", "2021年茶叶产值80亿元。"),
            ("今年茶叶产值目标是多少?", "去年茶叶产值完成80亿元。"),
            ("茶叶产值占比多少?", "茶叶产值增长8%。"),
        ],
    )
    def test_what_its_slots_contradict_is_not_told_however_sure(self, question: str, text: str):
        (found,) = ranked(question, report((text, REVIEW), year=2024))
        sure = dataclasses.replace(found, parts={"all": 9.0})
        assert answer(asked(question), [sure], (), ()).level is Level.NOT_TOLD


TARGET = ("今年的目标是:地区生产总值增长4.5%左右,一般公共预算收入增长3%。", PLAN)
RESULT = ("地区生产总值同比增长3%左右。完成一般公共预算收入22.7亿元,同比增长5.1%。", REVIEW)


class TestCounterpart:
    @pytest.mark.parametrize(
        ("question", "text", "other"),
        [
            ("2024年地区生产总值增长目标是多少?", "4.5%左右", "3%左右"),
            ("2023年地区生产总值增长多少?", "3%左右", "4.5%左右"),
            ("一般公共预算收入增长目标是多少?", "3%", "5.1%"),
            ("2023年一般公共预算收入增长多少?", "5.1%", "3%"),
        ],
    )
    def test_the_same_thing_in_the_other_time(self, question: str, text: str, other: str):
        given = ask(question, TARGET, RESULT)
        assert given.text == text
        assert given.counterpart is not None
        assert given.counterpart.citation.text == given.counterpart.value.text == other
        assert given.value is not None
        assert {given.value.period, given.counterpart.value.period} == {PLAN, REVIEW}
        assert {given.value.year, given.counterpart.value.year} == {2023, 2024}

    def test_its_span(self):
        given = ask("2024年地区生产总值增长目标是多少?", TARGET, RESULT)
        assert given.counterpart is not None
        cited = given.counterpart.citation
        assert cited.document.text[cited.start : cited.end] == "3%左右"
        assert cited.passage.text == RESULT[0]

    @pytest.mark.parametrize(
        "other",
        [
            ("民营经济增加值增长6%。", REVIEW),  # another thing
            ("地区生产总值达到620亿元。", REVIEW),  # how much, not by how much
            ("地区生产总值增长5%左右。", PLAN),  # the same time
            ("地区生产总值稳步增长。", REVIEW),
        ],
    )
    def test_nothing_else(self, other: Paragraph):
        assert ask("2024年地区生产总值增长目标是多少?", TARGET, other).counterpart is None

    def test_how_much_it_grows_alone_names_nothing(self):
        given = ask(
            "2023年一般公共预算收入增长多少?",
            RESULT,
            ("引进外资7亿元,同比增长19.2%。", PLAN),
        )
        assert given.text == "5.1%"
        assert given.counterpart is None

    def test_of_the_same_report_only(self):
        passages = report(TARGET) + report(RESULT, identity="e", place="松风县")
        question = "2024年地区生产总值增长目标是多少?"
        given = answer(asked(question), ranked(question, passages), (), ())
        assert (given.text, given.counterpart) == ("4.5%左右", None)

    @pytest.mark.parametrize(
        ("question", "answering", "same", "others"),
        [
            ("茶叶企业2024年目标多少家?", "国家级茶叶企业达到130家。", "国家级茶叶企业达到123家。",
             "引进茶叶企业17家。"),
            ("2024年学校目标多少所?", "寄宿制学校达到30所。", "寄宿制学校达到25所。",
             "学校有3所。"),
            ("2024年绿地目标多少平方米?", "城区绿地面积达到30万平方米。", "城区绿地面积25万平方米。",
             "绿地3万平方米。"),
            ("2024年旅客目标多少人次?", "入境旅客达到9万人次。", "入境旅客8万人次。",
             "旅客700人次。"),
            ("2024年床位目标多少张?", "养老机构床位达到900张。", "养老机构床位800张。",
             "床位有70张。"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("is_first", [True, False])
    def test_the_same_words_say_what_it_is_the_figure_of(
        self, question: str, answering: str, same: str, others: str, *, is_first: bool
    ):
        of_review = [(same, REVIEW), (others, REVIEW)]
        given = ask(question, (answering, PLAN), *(of_review if is_first else of_review[::-1]))
        assert given.citations[0].text in answering
        assert given.counterpart is not None
        assert given.counterpart.citation.text in same


class TestConflicts:
    def test_two_figures_for_the_same_thing_and_time(self):
        given = ask(
            "茶叶企业有多少家?", ("茶叶企业达到383家。", REVIEW), ("茶叶企业达到393家。", REVIEW)
        )
        assert given.text == "383家"
        assert conflicts(given) == ["393家"]
        (finding,) = given.conflicts
        assert (finding.value.text, finding.value.year) == ("393家", 2023)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("茶叶企业突破393家。", "突破393家"),
            ("茶叶企业突破了393家。", "突破了393家"),
            ("茶叶企业迈上390家台阶。", "迈上390家"),
            ("茶叶企业超393家。", "超393家"),
            ("茶叶企业达到393家以上。", "393家以上"),
            ("茶叶企业达到393家。", "393家"),
        ],
    )
    def test_what_bounds_a_figure_is_told_with_it(self, text: str, told: str):
        given = ask("茶叶企业有多少家?", (text, REVIEW))
        assert given.text == told
        assert given.value is not None
        assert given.value.text == told

    def test_words_that_only_say_that_it_was_reached_do_not_count(self):
        given = ask(
            "茶叶企业有多少家?", ("茶叶企业达到383家。", REVIEW), ("茶叶企业突破393家。", REVIEW)
        )
        assert conflicts(given) == ["突破393家"]

    @pytest.mark.parametrize(
        "other",
        [
            ("茶叶企业达到383家。", REVIEW),  # the same
            ("茶叶企业达到三百八十三家。", REVIEW),
            ("茶叶企业达到393家。", PLAN),  # another time
            ("2019年茶叶企业达到93家。", REVIEW),
            ("花卉企业达到393家。", REVIEW),  # another thing
            ("中小茶叶企业达到93家。", REVIEW),
            ("新增茶叶企业93家。", REVIEW),  # how many new ones
            ("茶叶企业达到393个。", REVIEW),  # another unit
            ("茶叶企业达到数百家。", REVIEW),  # of no known number
        ],
    )
    def test_no_conflict(self, other: Paragraph):
        given = ask("茶叶企业有多少家?", ("茶叶企业达到383家。", REVIEW), other)
        assert given.found
        assert conflicts(given) == []

    def test_how_much_it_grows_alone_names_nothing(self):
        given = ask(
            "一般公共预算收入增长多少?",
            ("完成一般公共预算收入22.7亿元,同比增长5.1%。引进外资7亿元,同比增长19.2%。", REVIEW),
            ("财政支出50亿元,同比增长4%。", REVIEW),
        )
        assert given.text == "5.1%"
        assert conflicts(given) == []

    def test_figures_handed_out_in_turn_are_of_different_things(self):
        given = ask("城镇居民收入增长多少?", ("城镇居民、农村居民收入分别增长5.2%、7.1%。", REVIEW))
        assert given.text == "5.2%"
        assert conflicts(given) == []

    @pytest.mark.parametrize(
        ("place", "year", "shown"),
        [("云溪市", 2024, ["393家"]), ("松风县", 2024, []), ("云溪市", 2023, [])],
    )
    def test_between_reports_of_the_same_place_and_year(
        self, place: str, year: int, shown: list[str]
    ):
        other = report(("茶叶企业达到393家。", REVIEW), identity="e", place=place, year=year)
        passages = report(("茶叶企业达到383家。", REVIEW)) + other
        question = "茶叶企业有多少家?"
        given = answer(asked(question), ranked(question, passages), (), ())
        assert (given.text, conflicts(given)) == ("383家", shown)


class TestAlternatives:
    """Figures for other things that a question may mean just as well."""

    @staticmethod
    def texts(given: Answer) -> list[str]:
        return [finding.citation.text for finding in given.alternatives]

    @staticmethod
    def lead(question: str, by: float, passages: Sequence[tuple[Document, Passage]]) -> Answer:
        """The answer where the second passage falls behind the first by some log-odds."""
        first, second = ranked(question, passages)
        lost = {"behind": first.log_odds - by - second.log_odds}
        behind = dataclasses.replace(second, parts={**second.parts, **lost})
        return answer(asked(question), (first, behind), (), ())

    def test_the_figure_of_another_passage_that_may_be_meant(self):
        shop, store = ("盘活闲置商铺4.2万平方米。", PLAN), ("盘活闲置仓库5.5万平方米。", PLAN)
        given = ask("今年盘活闲置多少平方米?", shop, store)
        assert given.text == "4.2万平方米"
        (finding,) = given.alternatives
        assert finding.citation.text == finding.value.text == "5.5万平方米"
        assert (finding.value.measure, finding.value.period) == ("闲置仓库", PLAN)
        assert finding.citation.passage.number == 2

    @pytest.mark.parametrize(("by", "told"), [(0.49, ["5.5万平方米"]), (0.51, [])])
    def test_only_one_that_is_about_as_likely(self, by: float, told: list[str]):
        shop, store = ("盘活闲置商铺4.2万平方米。", PLAN), ("盘活闲置仓库5.5万平方米。", PLAN)
        given = self.lead("今年盘活闲置多少平方米?", by, report(shop, store))
        assert (given.text, self.texts(given)) == ("4.2万平方米", told)

    def test_one_of_the_same_passage(self):
        given = ask("引进企业有多少家?", ("引进甲企业93家,引进乙企业38家。", REVIEW))
        assert {given.text, *self.texts(given)} == {"93家", "38家"}

    def test_what_the_reader_said_for_a_figure_it_did_not_say_for_its_neighbour(self):
        question = "引进企业有多少家?"
        (found,) = ranked(question, report(("引进甲企业93家,引进乙企业38家。", REVIEW)))
        read = dataclasses.replace(found, parts={**found.parts, "reader": 2.0})
        assert self.texts(answer(asked(question), (found,), (), ())) == ["38家"]
        assert self.texts(answer(asked(question), (read,), (), ())) == []

    @pytest.mark.parametrize(
        "other",
        [
            "引进乙类企业93家。",  # the same number
            "引进乙类企业九十三家。",
            "没有一家企业离开。",
        ],
    )
    def test_the_same_number_is_no_other_answer(self, other: str):
        given = ask("去年引进企业几家?", ("引进甲类企业93家。", REVIEW), (other, REVIEW))
        assert (given.text, self.texts(given)) == ("93家", [])

    def test_a_figure_that_is_told_anyway_is_told_once(self):
        contradiction = ("茶叶企业达到383家。", REVIEW), ("茶叶企业达到393家。", REVIEW)
        given = ask("茶叶企业有多少家?", *contradiction)
        assert (conflicts(given), self.texts(given)) == (["393家"], [])

    def test_where_a_change_began_is_no_answer(self):
        given = ask("养老床位有多少张?", ("养老床位从400张增至900张。", REVIEW))
        assert (given.text, self.texts(given)) == ("900张", [])

    GRAIN = ("粮食总产量836.9亿斤。", REVIEW), ("粮食总产量1343亿斤。", REVIEW)

    @pytest.mark.parametrize(
        ("question", "told"),
        [
            ("去年粮食总产量是多少?", ["1343亿斤"]),
            ("去年云溪市粮食总产量是多少?", []),  # the other is of another place
        ],
    )
    def test_the_same_of_other_places_where_none_is_named(self, question: str, told: list[str]):
        mine, its = self.GRAIN
        passages = report(mine) + report(its, identity="e", place="松风县")
        given = self.lead(question, 1.0, passages)
        assert (given.text, self.texts(given)) == ("836.9亿斤", told)

    @pytest.mark.parametrize(
        "other",
        [
            ("粮食总产量1343亿斤。", PLAN),  # of another time
            ("新增粮食总产量13亿斤。", REVIEW),
            ("蔬菜总产量1343亿斤。", REVIEW),
        ],
    )
    def test_something_else_of_other_places(self, other: Paragraph):
        question = "去年粮食总产量是多少?"
        passages = report(self.GRAIN[0]) + report(other, identity="e", place="松风县")
        given = self.lead(question, 1.0, passages)
        assert (given.text, self.texts(given)) == ("836.9亿斤", [])

    def test_three_at_most_the_likeliest_first(self):
        figures = ("93家", "38家", "15家", "20家", "70家")
        paragraphs = [
            (f"引进{kind}类企业{n}。", REVIEW)
            for kind, n in zip("甲乙丙丁戊", figures, strict=True)
        ]
        given = ask("去年引进企业几家?", *paragraphs)
        assert (given.text, self.texts(given)) == (figures[0], list(figures[1:4]))

    def test_a_name_has_none(self):
        assert (
            ask("哪个村建成了公园?", ("白鹭村建成公园。青山村建成公园。", REVIEW)).alternatives
            == ()
        )

    def test_a_refusal_has_none(self):
        given = answer(
            asked("藏书多少册?"), ranked("藏书多少册?", report(("开门。", REVIEW))), (), ()
        )
        assert (given.found, given.alternatives) == (False, ())


def test_values_refuse_what_cannot_be():
    given = ask("藏书多少册?", ("序。", REVIEW), ("藏书90万册。", REVIEW))
    (cited,) = given.citations
    with pytest.raises(ValueError, match="inside its passage"):
        Citation(document=cited.document, passage=cited.passage, start=0, end=1)
    with pytest.raises(ValueError, match="the text that its citations cite"):
        dataclasses.replace(given, text="藏书")
    with pytest.raises(ValueError, match="has a citation"):
        dataclasses.replace(given, citations=())


class TestNear:
    """What a report tells that differs from what is asked in one respect."""

    @pytest.mark.parametrize(
        ("question", "text", "near"),
        [
            (
                "2022年茶叶产值增长多少?",
                "2023年茶叶产值增长5%，2022年以来茶叶飘香。",
                ["5%"],
            ),
            ("去年茶叶产值增长多少?", "五年来茶叶产值年均增长4.7%。", ["4.7%"]),
            ("去年上半年茶叶产值增长多少?", "茶叶产值增长5%。", ["5%"]),
            ("去年茶叶产值增长多少?", "水果产值增长6%。", []),  # of something else altogether
            ("去年茶叶产值增长多少?", "茶叶产值达到5亿元。", ["5亿元"]),
            ("去年茶叶产值是多少亿元?", "茶叶产值增长6%。", ["6%"]),
        ],
    )
    def test_of_a_refusal(self, question: str, text: str, near: list[str]):
        given = ask(question, (text, REVIEW))
        assert not given.found
        assert [each.value.text for each in given.alternatives] == near

    def test_an_average_is_told_beside_the_year(self):
        given = ask(
            "去年茶叶产值增长多少?",
            ("茶叶产值增长5%。", REVIEW),
            ("2019—2023年，茶叶产值年均增长4.7%。", REVIEW),
        )
        assert given.text == "5%"
        (other,) = given.alternatives
        assert (other.value.text, other.value.time and other.value.time.first) == ("4.7%", 2019)
        assert not given.is_ambiguous


def test_figures_that_a_reckoning_takes_lie_side_by_side():
    export = ask("出口总额是多少亿元?", ("出口总额达到12亿元。", REVIEW))
    imported = ask("进口总额是多少亿元?", ("进口总额达到9亿元。", REVIEW))
    laid = side_by_side.laid_out(export, [export, imported])
    assert not laid.found
    assert laid.takes_reckoning
    assert laid.text == ""
    assert [each.value.text for each in laid.alternatives] == ["12亿元", "9亿元"]


def test_a_side_that_is_not_told_lays_nothing_out():
    export = ask("出口总额是多少亿元?", ("出口总额达到12亿元。", REVIEW))
    untold = ask("进口总额是多少亿元?", ("茶叶节办得热闹。", REVIEW))
    assert side_by_side.laid_out(export, [export, untold]) is export
    assert side_by_side.laid_out(export, []) is export
