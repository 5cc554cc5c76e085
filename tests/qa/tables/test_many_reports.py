"""qa.tables.many_reports: questions about several reports, answered off their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.types import About, PlaceLevel
from qa import Engine, Scope
from qa.tables.fields import cells_of, sheet_row
from qa.tables.rows.report_rows import by_province
from qa.tables.values import Level, Mark, Row
from qa.tables.wording.chinese import CHINESE
from qa.types import Reason
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from pathlib import Path

    from qa.tables.values import Cell, Table
    from qa.types import OfTable


def read_off(engine: Engine, question: str) -> OfTable:
    found = engine.ask(question).of_table
    assert found is not None, question
    return found


def cells(table: Table) -> dict[str, Cell]:
    return {row.about.place: row.cells[0] for row in table.rows}


class TestTables:
    def test_every_report_has_a_row(self, neighbours: Engine):
        table = neighbours.table("各县2030年粮食产量是多少?")
        told = cells(table)
        assert {place: cell.text for place, cell in told.items()} == {
            "云溪县": "24万吨",
            "白沙县": "31万吨",
            "石岭县": "5.6亿斤",
            "南河县": "18万吨",
            "青田县": "",
        }
        assert told["青田县"].level is Level.NOT_TOLD
        assert CHINESE.notes(table) == ("另有 2 份报告不属于所问的地区或年份，未列入",)

    def test_units_are_brought_together_and_texts_are_kept(self, neighbours: Engine):
        amounts = {
            place: cell.amount
            for place, cell in cells(neighbours.table("各县2030年粮食产量")).items()
        }
        jin = amounts["石岭县"]
        assert jin is not None
        assert (jin.value, jin.unit) == (5.6e8 * 0.0005, "吨")

    def test_every_quotation_holds_its_figure(self, neighbours: Engine):
        for row in neighbours.table("地区生产总值增长目标").rows:
            (cell,) = row.cells
            assert cell.text in cell.quote

    def test_what_is_not_comparable_is_marked(self, neighbours: Engine):
        told = cells(neighbours.table("各县2031年地区生产总值增长目标"))
        assert Mark.RANGE in told["白沙县"].marks
        assert Mark.AT_LEAST in told["石岭县"].marks
        assert Mark.ABOUT in told["云溪县"].marks
        assert Mark.IN_WORDS in told["南河县"].marks
        assert told["南河县"].level is Level.LIKELY

    def test_what_is_told_of_groups_has_no_number(self, neighbours: Engine):
        cell = cells(neighbours.table("各县2030年居民人均可支配收入增长多少?"))["南河县"]
        assert cell.marks == (Mark.PART,)
        assert cell.amount is None
        assert cell.text.startswith("5.1%")
        assert cell.text.endswith("7.3%")
        assert [each.value.text for each in cell.near] == ["5.1%", "7.3%"]

    def test_several_figures_are_columns(self, neighbours: Engine):
        table = neighbours.table("各县2031年地区生产总值增长目标和新增就业目标分别是多少?")
        assert [column.name for column in table.columns] == [
            "2031年地区生产总值增长目标",
            "2031年新增就业目标",
        ]
        by_place = {row.about.place: [cell.text for cell in row.cells] for row in table.rows}
        assert by_place["青田县"] == ["5.5%左右", ""]
        assert by_place["石岭县"] == ["6%以上", "5000人以上"]

    def test_several_questions_are_columns_too(self, neighbours: Engine):
        table = neighbours.table(("粮食产量是多少?", "新增就业目标是多少?"), Scope(years=(2031,)))
        assert (len(table.columns), len(table.rows)) == (2, 5)

    def test_a_scope_and_a_level_choose_the_rows(self, neighbours: Engine):
        in_scope = neighbours.table("粮食产量", Scope(places=("云溪县",)))
        assert {row.about.year for row in in_scope.rows} == {2030, 2031}
        assert not neighbours.table("粮食产量", level=PlaceLevel.PROVINCE).rows

    def test_progress_is_told(self, neighbours: Engine):
        told: list[tuple[int, int]] = []
        neighbours.table("粮食产量", progress=lambda *each: told.append(each))
        assert told == [(7, 7)]

    @pytest.mark.parametrize("questions", [(), ("",), "x" * 1001])
    def test_no_question_is_refused(self, neighbours: Engine, questions: str | tuple[str, ...]):
        with pytest.raises(ValueError, match="question"):
            neighbours.table(questions)


class TestWhatIsReadOff:
    def test_the_highest_with_its_tie(self, neighbours: Engine):
        found = read_off(neighbours, "哪个县2030年地区生产总值增速最高?")
        assert [(line.place, line.text, line.rank) for line in found.lines] == [
            ("石岭县", "6.1%", 1),
            ("青田县", "6.1%", 1),
        ]
        assert "2 份并列" in found.text
        assert "1 份未写明：南河县" in found.warnings

    def test_units_do_not_decide_an_order(self, neighbours: Engine):
        found = read_off(neighbours, "各县2030年粮食产量从高到低排名")
        assert [line.place for line in found.lines] == ["白沙县", "石岭县", "云溪县", "南河县"]

    def test_the_first_few(self, neighbours: Engine):
        found = read_off(neighbours, "2030年粮食产量最低的两个县")
        assert found.lines[0].place == "南河县"

    def test_a_count_names_its_members_and_what_is_open(self, neighbours: Engine):
        found = read_off(neighbours, "几个县2031年地区生产总值增长目标超过5%?")
        assert {line.place for line in found.lines} == {"石岭县", "青田县"}
        assert any("不能断定" in each and "白沙县" in each for each in found.warnings)

    def test_those_that_do_not_tell(self, neighbours: Engine):
        answer = neighbours.ask("哪些县没有提出2031年新增就业目标?")
        assert answer.of_table is not None
        assert [line.place for line in answer.of_table.lines] == ["青田县"]
        assert not answer.found

    def test_a_place_among_all(self, neighbours: Engine):
        found = read_off(neighbours, "石岭县2031年地区生产总值增长目标在各县排第几?")
        assert [line.rank for line in found.lines] == [1]
        assert "这里 4 份写有可比数字的报告" in found.text

    def test_a_course_over_the_years(self, neighbours: Engine):
        found = read_off(neighbours, "云溪县历年地区生产总值增长目标")
        assert [(line.place, line.text) for line in found.lines] == [
            ("2030年", "5.5%左右"),
            ("2031年", "5%左右"),
        ]

    def test_whose_target_was_lowered(self, neighbours: Engine):
        found = read_off(neighbours, "哪些县地区生产总值增长目标比去年下调?")
        assert [line.text for line in found.lines] == ["5.5%左右 → 5%左右"]
        assert any("不能比较" in each for each in found.warnings)

    def test_a_comparison_tells_whose_report_there_is_not(self, neighbours: Engine):
        found = read_off(neighbours, "云溪县、白沙县和东山县2031年地区生产总值增长目标分别是多少?")
        assert [line.text for line in found.lines] == ["5%左右", "5%—5.5%"]
        assert "没有东山县的报告" in found.warnings

    def test_nothing_is_added_up(self, neighbours: Engine):
        found = read_off(neighbours, "各县2030年粮食产量加起来是多少?")
        assert any("不作合计" in each for each in found.warnings)

    def test_only_those_that_state_it_are_held_against_the_country(self, neighbours: Engine):
        found = read_off(neighbours, "哪些县2030年地区生产总值增速高于全国?")
        assert any("没有写的不等于不符合" in each for each in found.warnings)


class TestAnswers:
    def test_its_citations_are_those_of_its_lines(self, neighbours: Engine):
        answer = neighbours.ask("哪个县2030年地区生产总值增速最高?")
        assert answer.found
        assert answer.text == "6.1%\n6.1%"
        assert {each.document.place for each in answer.citations} == {"石岭县", "青田县"}

    def test_a_question_without_a_place_is_offered_a_table(self, neighbours: Engine):
        answer = neighbours.ask("今年地区生产总值增长目标是多少?")
        assert answer.is_offer
        assert answer.reason is Reason.MANY_REPORTS
        assert answer.instead[0] == "各地今年地区生产总值增长目标是多少?"
        assert neighbours.ask(answer.instead[0]).read_off is not None

    def test_what_one_place_alone_tells_is_answered_beside_the_offer(self, neighbours: Engine):
        answer = neighbours.ask("农村居民人均可支配收入增长多少?")
        assert answer.text == "7.3%"
        assert answer.of_table is not None
        assert answer.of_table.wish == "offer"

    def test_a_question_about_one_place_is_not(self, neighbours: Engine):
        assert neighbours.ask("白沙县2030年粮食产量是多少?").of_table is None

    def test_one_report_in_scope_answers_alone(self, neighbours: Engine):
        scope = Scope(places=("白沙县",))
        assert neighbours.ask("各县2030年粮食产量是多少?", scope=scope).of_table is None


def test_a_fall_is_told_as_one(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for place, told in (("云溪县", "增长5.2%"), ("石岭县", "下降1.5%")):
        text = report(place, 2031, f"全县地区生产总值{told}。", "新增就业300人。")
        (corpus / f"{place}.txt").write_text(text, encoding="utf-8")
    build([corpus], tmp_path / "index", HashEncoder)
    engine = Engine.open(tmp_path / "index", load=lambda _: HashEncoder())
    found = read_off(engine, "哪个县2030年地区生产总值增速最低?")
    assert found.lines[0].marks == ("下降",)
    compared = read_off(engine, "云溪县和石岭县2030年地区生产总值增速分别是多少?")
    assert "石岭县 1.5%（下降）" in compared.text
    cells_told = list(cells_of(engine.table("各县2030年地区生产总值增速")))
    assert [each["falls"] for each in cells_told] == [False, True]
    assert [(each["text"], each["value"]) for each in cells_told] == [("5.2%", 5.2), ("1.5%", -1.5)]
    assert [sheet_row(each)["direction"] for each in cells_told] == ["", "下降"]


def test_provinces_stand_in_their_usual_order():
    places = (
        "云溪县",
        "浙江省杭州市",
        "上海市",
        "内蒙古自治区",
        "浙江省",
        "河北省",
        "北京市",
        "天津市河北区",
    )
    abouts = [About(id=place, path=place, title=place, place=place) for place in places]
    rows = by_province(Row(about=about, cells=()) for about in abouts)
    assert [row.about.place for row in rows] == [
        *(
            "北京市",
            "天津市河北区",
            "河北省",
            "内蒙古自治区",
            "上海市",
            "浙江省杭州市",
            "浙江省",
            "云溪县",
        )
    ]


@pytest.fixture(scope="module")
def planners(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("planners")
    said = {
        "云溪县": ("全县地区生产总值增长5.2%。", "地区生产总值增长6%左右。"),
        "石岭县": ("地区生产总值预计增长4.1%。", "地区生产总值增长5%。"),
        "白沙县": ("办成了不少实事。", "地区生产总值增长7%。"),
        "青田县": ("办成了不少实事。", "地区生产总值增长8%。"),
        "南河县": ("办成了不少实事。", "地区生产总值增长9%。"),
    }
    for place, (review, plan) in said.items():
        text = report(place, 2031, review, plan)
        (folder / f"2031{place}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


class TestWithoutATime:
    """What has come about goes before what is planned, though more reports tell the plan."""

    @pytest.mark.parametrize("question", ["各县GDP增速", "各县地区生产总值增长多少"])
    def test_what_came_about_is_told(self, planners: Engine, question: str):
        told = cells(planners.table(question))
        assert {place: cell.text for place, cell in told.items()} == {
            "云溪县": "5.2%",
            "石岭县": "4.1%",
            "白沙县": "7%",
            "青田县": "8%",
            "南河县": "9%",
        }
        plans = {place for place, cell in told.items() if Mark.OTHER_STATUS in cell.marks}
        assert plans == {"白沙县", "青田县", "南河县"}

    @pytest.mark.parametrize("question", ["各县GDP增长目标", "各县2031年GDP增长多少"])
    def test_a_plan_that_is_asked_for_is_told(self, planners: Engine, question: str):
        told = cells(planners.table(question))
        assert told["云溪县"].text == "6%左右"
        assert told["石岭县"].text == "5%"
        assert not any(Mark.OTHER_STATUS in cell.marks for cell in told.values())

    def test_bounds_are_held_against_what_came_about(self, planners: Engine):
        found = read_off(planners, "哪些县GDP增速低于5%")
        assert [line.place for line in found.lines] == ["石岭县"]
