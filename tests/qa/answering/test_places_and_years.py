"""Places and years in questions, asked of small indexes of several reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Scope
from qa.answer_places import AnsweredPlace, ReportsOf
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine
    from qa.types import Answer

DISTRICT = report("天津市河北区", 2031, "渔船共有七百艘。", "码头由区长主持修缮。")
OF_SAME_NAME = report("河北省", 2031, "渔船共有九千艘,高于全国平均水平。")
PROVINCE = report(
    "江苏省",
    2031,
    "渔船共有八千艘。",
    "南京市渔船达到600艘,苏州市渔船达到500艘。",
    "全国渔船达到9万艘,全省渔船居全国第二。",
    "南京、无锡新增地铁里程30公里。",
    "南京市评出的示范村有桃花村、杏花村。",
    "2019年旅游收入6亿元。",
)
CITY = report("南京市", 2031, "渔船共有650艘。")
TOWN = report("云溪市", 2031, "渔船共有七十艘。")
TOWN_BEFORE = report("云溪市", 2029, "渔船共有六十艘。")
COUNTY = report("青岭县", 2031, "渔船共有90艘。", "全市首个渔港建成。")


def made(factory: pytest.TempPathFactory, *texts: str) -> Engine:
    return engine_of(factory.mktemp("placed"), *texts)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(tmp_path_factory, DISTRICT)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(tmp_path_factory, DISTRICT, OF_SAME_NAME)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(tmp_path_factory, PROVINCE)


@pytest.fixture(scope="module")
def province_and_city(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(tmp_path_factory, PROVINCE, CITY)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(tmp_path_factory, TOWN, TOWN_BEFORE, COUNTY)


def whose(answer: Answer) -> tuple[str, int | None] | None:
    """The place and the year of the report that answers."""
    if not answer.found:
        return None
    document = answer.citations[0].document
    return document.place, document.year


def lacking(answer: Answer) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    if answer.uncovered is None:
        return None
    return answer.uncovered.places, answer.uncovered.years


class TestADistrictAlone:
    """河北 may mean 天津市河北区 where there is no report of the province."""

    @pytest.mark.parametrize("name", ["天津市河北区", "河北区", "本区", "全区", "我区"])
    def test_its_own_names(self, district: Engine, name: str):
        given = district.ask(f"{name}渔船共有多少艘?")
        assert (given.text, given.place, given.uncovered) == ("七百艘", None, None)

    def test_the_short_name_is_answered_and_told(self, district: Engine):
        given = district.ask("河北渔船共有多少艘?")
        assert given.text == "七百艘"
        assert given.place == AnsweredPlace(place="天津市河北区", report_place="天津市河北区")

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("河北省", "河北省"),
            ("天津市", "天津市"),
            ("冀", "河北"),
            ("津", "天津"),
            ("全市", "全市"),
            ("我省", "我省"),
            ("全国", "全国"),
            ("我国", "全国"),
            ("上海", "上海"),
            ("松风县", "松风县"),
        ],
    )
    def test_other_places_are_refused_with_what_is_there(
        self, district: Engine, name: str, told: str
    ):
        given = district.ask(f"{name}渔船数量有多少艘?")
        assert not given.found
        assert lacking(given) == ((told,), ())
        assert given.uncovered is not None
        assert given.uncovered.there == (
            ReportsOf(place="天津市河北区", years=(2031,), looks_back_on=(2030,)),
        )


class TestADistrictBesideTheProvinceOfItsName:
    @pytest.mark.parametrize("name", ["河北", "河北省", "冀", "全省", "本省"])
    def test_the_province(self, both: Engine, name: str):
        given = both.ask(f"{name}渔船共有多少艘?")
        assert whose(given) == ("河北省", 2031)
        assert (given.text, given.place) == ("九千艘", None)

    @pytest.mark.parametrize("name", ["天津市河北区", "河北区", "天津河北区", "全区"])
    def test_the_district(self, both: Engine, name: str):
        assert both.ask(f"{name}渔船共有多少艘?").text == "七百艘"

    def test_what_only_the_district_tells_is_not_the_province_s(self, both: Engine):
        given = both.ask("河北省码头由谁主持修缮?")
        assert whose(given) != ("天津市河北区", 2031)

    def test_a_place_that_figures_are_held_against_has_none(self, both: Engine):
        given = both.ask("全国渔船数量有多少艘?")
        assert not given.found
        assert lacking(given) == (("全国",), ())

    def test_in_a_scope_of_the_district_its_short_name_means_it(self, both: Engine):
        scope = Scope(places=("天津市河北区",))
        assert both.ask("河北渔船共有多少艘?", scope=scope).text == "七百艘"
        given = both.ask("河北省渔船共有多少艘?", scope=scope)
        assert lacking(given) == (("河北省",), ())


class TestAProvinceAndItsCities:
    @pytest.mark.parametrize(
        ("question", "text", "place"),
        [
            ("南京市渔船有多少艘?", "600艘", "南京市"),
            ("苏州渔船有多少艘?", "500艘", "苏州"),
            ("江苏省南京市渔船有多少艘?", "600艘", "江苏省南京市"),
            ("全国渔船有多少艘?", "9万艘", "全国"),
            ("无锡新增地铁里程多少公里?", "30公里", "无锡"),
            # Its members do not stand out enough: the sentence likely tells.
            ("南京市有哪些示范村?", "南京市评出的示范村有桃花村、杏花村。", "南京市"),
        ],
    )
    def test_a_place_inside_is_told_as_such(
        self, province: Engine, question: str, text: str, place: str
    ):
        given = province.ask(question)
        assert given.text == text
        assert given.place == AnsweredPlace(place=place, report_place="江苏省")
        assert given.uncovered is None

    @pytest.mark.parametrize("name", ["江苏省", "江苏", "苏", "全省", "我省"])
    def test_the_province_itself(self, province: Engine, name: str):
        given = province.ask(f"{name}渔船共有多少艘?")
        assert (given.text, given.place) == ("八千艘", None)

    @pytest.mark.parametrize(
        "question",
        [
            "无锡渔船有多少艘?",  # named, and nothing of its ships is told
            "常州市渔船有多少艘?",
            "常州市有哪些示范村?",
            "扬州市市长是谁?",
            "镇江的渔业",
        ],
    )
    def test_places_inside_of_which_nothing_is_told(self, province: Engine, question: str):
        given = province.ask(question)
        assert not given.found
        assert given.uncovered is not None
        assert [each.place for each in given.uncovered.there] == ["江苏省"]

    @pytest.mark.parametrize(
        ("name", "text", "of"),
        [
            ("南京市", "650艘", "南京市"),
            ("南京", "650艘", "南京市"),
            ("全市", "650艘", "南京市"),
            ("江苏", "八千艘", "江苏省"),
            ("全省", "八千艘", "江苏省"),
        ],
    )
    def test_a_report_of_the_city_goes_before_the_province_s(
        self, province_and_city: Engine, name: str, text: str, of: str
    ):
        given = province_and_city.ask(f"{name}渔船共有多少艘?")
        assert given.text == text
        assert whose(given) == (of, 2031)


class TestYears:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("云溪市2028年渔船有多少艘?", "六十艘"),
            ("云溪市2030年渔船有多少艘?", "七十艘"),
        ],
    )
    def test_that_a_report_looks_back_on(self, years: Engine, question: str, text: str):
        given = years.ask(question)
        assert (given.text, given.uncovered) == (text, None)

    def test_that_no_report_of_any_place_covers(self, years: Engine):
        given = years.ask("云溪市2026年渔船有多少艘?")
        assert (given.found, lacking(given)) == (False, ((), (2026,)))
        assert given.uncovered is not None
        assert given.uncovered.of == ()
        assert given.uncovered.there == (
            ReportsOf(place="云溪市", years=(2029, 2031), looks_back_on=(2028, 2030)),
        )

    def test_that_only_reports_of_other_places_cover(self, years: Engine):
        given = years.ask("青岭县2028年渔船有多少艘?")
        assert (given.found, lacking(given)) == (False, ((), (2028,)))
        assert given.uncovered is not None
        assert given.uncovered.of == ("青岭县",)
        assert [each.years for each in given.uncovered.there] == [(2031,)]

    def test_without_a_place(self, years: Engine):
        given = years.ask("2026年渔船有多少艘?")
        assert given.uncovered is not None
        assert {each.place for each in given.uncovered.there} == {"云溪市", "青岭县"}

    def test_in_scope(self, years: Engine):
        question = "2028年渔船有多少艘?"
        assert years.ask(question).uncovered is None
        given = years.ask(question, scope=Scope(years=(2031,)))
        assert lacking(given) == ((), (2028,))

    def test_a_figure_of_another_year_that_a_report_tells(self, province: Engine):
        given = province.ask("2019年旅游收入多少?")
        assert (given.text, given.uncovered) == ("6亿元", None)
        assert lacking(province.ask("2018年旅游收入多少?")) == ((), (2018,))

    @pytest.mark.parametrize(
        "question",
        ["松风县有哪些渔港?", "松风县县长是谁?", "松风县的渔业", "松风县渔船多少艘?"],
    )
    def test_a_place_is_refused_whatever_is_asked(self, years: Engine, question: str):
        given = years.ask(question)
        assert (given.found, lacking(given)) == (False, (("松风县",), ()))

    def test_one_of_two_years(self, years: Engine):
        assert lacking(years.ask("云溪市2026年和2030年渔船有多少艘?")) == ((), (2026,))


def test_a_deleted_report_covers_nothing(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("deleted")
    engine = engine_of(folder, TOWN, COUNTY)
    assert engine.ask("青岭县渔船共有多少艘?").text == "90艘"
    (folder / "corpus" / "1.txt").unlink()
    engine.snapshot().look()
    given = engine.ask("青岭县渔船共有多少艘?")
    assert lacking(given) == (("青岭县",), ())
    assert given.uncovered is not None
    assert [each.place for each in given.uncovered.there] == ["云溪市"]


def test_nothing_is_claimed_of_reports_that_tell_neither_place_nor_year(
    tmp_path_factory: pytest.TempPathFactory,
):
    engine = engine_of(tmp_path_factory.mktemp("bare"), "工作报告\n各位代表:\n渔船共有七十艘。\n")
    assert engine.ask("松风县2019年渔船共有多少艘?").uncovered is None
