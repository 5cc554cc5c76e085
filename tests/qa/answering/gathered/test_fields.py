"""qa.answering.gathered.fields: what stands under the headings that name a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

DONE = """教育事业优质发展。新建学校3所。扩招教师50名。

茶叶产业稳步壮大。建成茶园2万亩，水运企业达到9家。"""
TO_DO = """今年是港口封关的关键一年。我们坚信港口必将兴旺。港口建设者都是主人。

（一）聚焦办好教育，补齐民生短板

加快重塑教育优势。启动白鹭中学二期。组建教师联盟。

打造水运升级版。建设水运集聚区。办好水运论坛。

提升卫生健康服务。建成3家名医堂。

（二）大力推进项目建设，增强发展支撑力

抓开工落地。开工青石大桥。筹建云溪水库。

抓要素保障。盘活土地300亩。用好专项债。"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("fields")
    return engine_of(folder, report("云溪市", 2031, DONE, to_do=TO_DO))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云溪市今年教育重点工作", "启动白鹭中学二期。组建教师联盟。"),
        ("云溪市去年教育取得什么成绩?", "新建学校3所。扩招教师50名。"),
        ("云溪市今年医疗卫生工作安排", "建成3家名医堂。"),
        ("云溪市水运企业今年有什么打算", "建设水运集聚区。办好水运论坛。"),
        ("云溪市项目建设今年怎么干", "抓开工落地。\n抓要素保障。"),
    ],
)
def test_what_stands_under_its_heading_is_told(engine: Engine, question: str, told: str):
    answer = engine.ask(question)
    assert (answer.level, answer.text) == (Level.ANSWERED, told)


def test_what_was_counted_is_left_where_plans_are_asked_next(engine: Engine):
    answer = engine.ask("今年有什么打算?", history=("云溪市去年引进了多少水运企业?",))
    assert (answer.level, answer.text) == (Level.ANSWERED, "建设水运集聚区。办好水运论坛。")


@pytest.mark.parametrize(
    "question",
    [
        "云溪市今年茶叶重点工作",
        "云溪市今年养老有哪些安排",
        "云溪市今年港口重点工作",
        "云溪市教育企业今年有什么打算",
    ],
)
def test_a_field_that_no_heading_names_is_left_to_the_rest(engine: Engine, question: str):
    assert engine.ask(question).confidence != pytest.approx(0.95)
