"""scripts/channel.js: one question after the other on each channel, texts, and the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.web.texts import ZH_CN
from tests.support.scripts import visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

# A channel whose answers come when the test says so.
BY_HAND = """() => {
  const props = {}, ids = [];
  let tell;
  wenbao.open("slow", (name, { id }) => ids.push(id), (_, run) => { tell = run; }, props);
  window.answer = (id, word) => { props.value = { id, word }; tell(); };
  window.ids = ids;
  window.answers = [];
  window.later = () => new Promise((resolve) => setTimeout(resolve));
}"""


def test_the_names_in_a_text_are_filled_in(visit: Visit):
    assert visit.run('wenbao.text("find_count", { i: 2, n: 7 })') == ZH_CN.find_count.format(
        i=2, n=7
    )


def test_a_second_question_waits_for_the_answer_to_the_first(visit: Visit):
    visit.run(BY_HAND)
    n_sent = visit.run("""async () => {
      for (const i of [1, 2]) wenbao.ask("slow", i).then(({ word }) => answers.push(word));
      await later();
      const before = ids.length;
      answer(ids[0], "first");
      await later();
      answer(ids[1], "second");
      await later();
      return [before, ids.length];
    }""")
    assert n_sent == [1, 2]
    assert visit.run("answers") == ["first", "second"]


def test_an_answer_to_another_question_is_none(visit: Visit):
    visit.run(BY_HAND)
    visit.run("""async () => {
      wenbao.ask("slow", 1).then(({ word }) => answers.push(word));
      await later();
      answer(ids[0] - 1, "stale");
      await later();
      answer(ids[0], "right");
      await later();
    }""")
    assert visit.run("answers") == ["right"]


def test_a_question_that_fails_does_not_stop_the_next(visit: Visit):
    visit.run(BY_HAND)
    visit.run("""async () => {
      wenbao.ask("slow", 1).catch((error) => answers.push(error.message));
      wenbao.ask("slow", 2).then(({ word }) => answers.push(word));
      await later();
      wenbao.fail("slow");
      await later();
      answer(ids[1], "right");
      await later();
    }""")
    assert visit.run("answers") == ["failed", "right"]


def test_what_waits_for_long_is_told_and_can_be_given_up(visit: Visit):
    visit.run(BY_HAND)
    waiting = visit.run("""async () => {
      wenbao.ask("slow", 1).catch((error) => answers.push(error.message));
      await later();
      const told = [wenbao.isWaiting(-1), wenbao.isWaiting(60_000)];
      wenbao.giveUp();
      await later();
      return [...told, wenbao.isWaiting(-1)];
    }""")
    assert waiting == [True, False, False]
    assert visit.run("answers") == ["failed"]


def test_a_script_that_cannot_start_does_not_stop_the_others(chromium: Browser):
    broken = 'wenbao.onStart(() => { throw new Error("x"); });'
    with visited(
        chromium, before=f"{broken} wenbao.onStart(() => {{ window.isLast = true; }});"
    ) as visit:
        assert visit.run("[window.isLast, document.documentElement.lang]") == [True, "zh-CN"]
