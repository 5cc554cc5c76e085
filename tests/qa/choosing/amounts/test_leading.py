"""qa.choosing.amounts.leading: 总产量 is of what leads to it."""

from __future__ import annotations

import pytest

from qa.choosing.amounts import leading
from tests.support.texts.understood import asked, document, figures, passage, texts

PROVINCE = document(place="云溪省")
UNDER_GRAIN = "播种面积800万亩，单产居全省首位，总产量达到85亿斤。"


def features(question: str, text: str, figure: str, *section: str) -> dict[str, float]:
    of = passage(text, section=section)
    found = figures(asked(question), of, PROVINCE)
    return dict(found[texts(found, of).index(figure)].features)


@pytest.mark.parametrize(
    ("name", "is_bare"),
    [("总产量", True), ("总产", True), ("产值", True), ("粮食总产", False), ("总量", False)],
)
def test_a_bare_name_tells_nothing_of_the_thing(name: str, *, is_bare: bool):
    assert leading.is_bare(name) is is_bare


@pytest.mark.parametrize(
    ("question", "text", "section", "feature"),
    [
        ("粮食产量是多少?", UNDER_GRAIN, "粮食生产再创新高", None),
        ("苹果产量是多少?", UNDER_GRAIN, "粮食生产再创新高", "other measure"),
        ("钢铁产量", UNDER_GRAIN, "粮食生产再创新高", "other measure"),
        ("茶叶产量是多少?", "粮食再获丰收，总产量达到85亿斤。", "农业", "other measure"),
        ("粮食产量是多少?", "粮食再获丰收，总产量达到85亿斤。", "农业", None),
        ("粮食产量是多少?", "粮食再获丰收。总产量达到85亿斤。", "农业", None),
        (
            "茶叶产量是多少?",
            "茶叶销路打开。粮食再获丰收，总产量达到85亿斤。",
            "农业",
            "wider measure",
        ),
    ],
)
def test_a_bare_name_is_of_what_leads_to_it(
    question: str, text: str, section: str, feature: str | None
):
    found = features(question, text, "85亿斤", section)
    told = {name for name in ("other measure", "wider measure") if found.get(name)}
    assert told == ({feature} if feature else set())
