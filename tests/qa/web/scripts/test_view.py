"""scripts/view.js: the filters and the address say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.scripts import visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser


def address(visit: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visit.page.url).query)


def choose(visit: Visit, name: str, value: str) -> None:
    visit.run(
        "([name, value]) => { const field = wenbao.get('filters-form').elements[name];"
        "field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }",
        [name, value],
    )


def test_what_is_chosen_stands_in_the_address(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    choose(visit, "year", "2024")
    assert visit.run("wenbao.view()") == {"year": "2024"}
    assert address(visit) == {"year": ["2024"]}
    choose(visit, "year", "")
    assert (visit.run("wenbao.view()"), address(visit)) == ({}, {})


def test_what_is_chosen_is_named(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    told = visit.page.locator("#filters-told")
    expect(told).to_have_text("全部报告")
    visit.run("""() => { const [, option] = wenbao.get("filters-form").elements.year.options;
      option.dataset.told = "2024年"; }""")
    choose(visit, "year", "2024")
    choose(visit, "n", "3")  # which narrows nothing
    expect(told).to_have_text("2024年")
    choose(visit, "section", "计划")
    expect(told).to_have_text("2024年、计划")
    expect(told).to_have_attribute("title", "2024年、计划")


def test_what_the_last_question_named_is_told_beside_it(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    visit.run("wenbao.tellAsked({ place: '北区', spoken: '2024年' })")
    expect(visit.page.locator("#filters-asked")).to_have_text("追问时沿用：北区、2024年")
    visit.run("wenbao.tellAsked({})")
    expect(visit.page.locator("#filters-asked")).to_be_empty()


def test_the_filters_say_what_a_follow_up_takes_over_also_when_they_come_later(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    beside = visit.page.locator("#filters-form .carried")
    expect(beside).to_be_hidden()
    visit.run("wenbao.tellAsked({ spoken: '2024年' })")
    expect(beside).to_have_text("追问没有另说时，沿用上一问的2024年；新的问题只按这里的选择。")
    visit.run("async () => { server.corpus.generation = 'b'; await wenbao.follow('b'); }")
    expect(beside).to_contain_text("2024年")
    visit.run("wenbao.tellAsked()")
    expect(beside).to_be_empty()


def test_what_the_address_says_is_chosen_and_the_rest_of_it_stays(chromium: Browser):
    with visited(chromium, "?year=2024&n=3&place=南区&other=1#r/2") as visit:
        expect(visit.page.locator("#welcome.filled")).to_be_attached()
        assert visit.run("wenbao.view()") == {"year": "2024", "n": "3"}  # there is no 南区
        assert address(visit) == {"year": ["2024"], "n": ["3"], "other": ["1"]}
        assert urlsplit(visit.page.url).fragment == "r/2"


def test_only_the_parts_of_the_chosen_report_are_offered(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    choose(visit, "section", "回顾")
    choose(visit, "report", "r2")
    hidden = "[...wenbao.get('filters-form').elements.section.options].map((each) => each.hidden)"
    assert visit.run(hidden) == [False, True, False]
    assert visit.run("wenbao.view()") == {"report": "r2"}


def test_another_index_is_followed_and_the_choice_kept(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    choose(visit, "year", "2024")
    visit.run("async () => { server.corpus.generation = 'b'; await wenbao.follow('a'); }")
    assert len(visit.sent("corpus")) == 1  # it is the one that is known
    visit.run("wenbao.follow('b')")
    assert len(visit.sent("corpus")) == 2
    assert visit.run("wenbao.view()") == {"year": "2024"}


FEW = """server.corpus.filters = `<select name="n"><option value="3">3<option value="5" selected>5</select>`;"""


def test_where_there_is_nothing_to_choose_nothing_is_chosen(chromium: Browser):
    with visited(chromium, "?year=2024&spoken=2023&n=3", before=FEW) as visit:
        expect(visit.page.locator("#welcome.filled")).to_be_attached()
        assert visit.run("wenbao.view()") == {"n": "3"}
        assert address(visit) == {"n": ["3"]}
        visit.run("wenbao.widen()")
        assert visit.run("wenbao.view()") == {"n": "3"}  # not what is searched


def test_all_is_searched_again(visit: Visit):
    expect(visit.page.locator("#welcome.filled")).to_be_attached()
    for name, value in (("year", "2024"), ("place", "北区"), ("n", "3")):
        choose(visit, name, value)
    expect(visit.page.locator("#filters.changed")).to_be_attached()
    visit.run("wenbao.widen()")
    assert visit.run("wenbao.view()") == {"n": "3"}
    choose(visit, "n", "5")
    expect(visit.page.locator("#filters.changed")).to_have_count(0)
