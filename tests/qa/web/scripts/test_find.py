"""scripts/find.js: what is found in the open report, and going through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

REPORT = (
    '<div class="report"><h2 class="level-1">绿道建设</h2><p class="text">新建<b>绿</b>道31公里,PM2.5下降。</p>'
    '<p class="text">绿道绿道。İSTANBUL</p></div><p>绿道</p>'
)


def find(visit: Visit, words: str) -> dict[str, Any]:
    found: dict[str, Any] = visit.run(
        """([markup, words]) => {
          wenbao.show(wenbao.get("reader-body"), markup);
          wenbao.get("find").value = words;
          wenbao.get("find").dispatchEvent(new InputEvent("input"));
          return {
            told: wenbao.get("found").textContent,
            marked: [...CSS.highlights.get("found")].map(String),
            now: [...CSS.highlights.get("found-now")].map((range) => range.startContainer.parentElement.tagName),
            isOff: wenbao.get("find-next").disabled,
          };
        }""",
        [REPORT, words],
    )
    return found


def test_words_are_found_across_marks_and_outside_of_the_report_they_are_not(visit: Visit):
    assert find(visit, " 绿道 ") == {
        "told": ZH_CN.find_count.format(i=1, n=4),
        "marked": ["绿道"] * 4,
        "now": ["H2"],
        "isOff": False,
    }


def test_letters_are_found_in_either_case_and_places_do_not_move(visit: Visit):
    assert find(visit, "pm2.5")["marked"] == ["PM2.5"]
    assert find(visit, "stanbul")["marked"] == ["STANBUL"]  # İ has two letters in lower case


def test_what_is_not_there_is_told(visit: Visit):
    assert find(visit, "养鱼") == {"told": ZH_CN.find_none, "marked": [], "now": [], "isOff": True}


def test_no_words_are_no_search(visit: Visit):
    assert find(visit, " ")["told"] == ""


def test_the_last_is_followed_by_the_first(visit: Visit):
    find(visit, "绿道")
    go = "(id) => { wenbao.get(id).click(); return wenbao.get('found').textContent; }"
    assert visit.run(go, "find-previous") == ZH_CN.find_count.format(i=4, n=4)
    assert visit.run(go, "find-next") == ZH_CN.find_count.format(i=1, n=4)


def test_it_is_forgotten(visit: Visit):
    find(visit, "绿道")
    assert visit.run("() => { wenbao.forget(); return wenbao.get('find').value; }") == ""
    assert visit.run("CSS.highlights.get('found').size") == 0
