from __future__ import annotations

import pytest

from qa import Engine
from qa.web.exporting import as_markdown, plain_text
from qa.web.exporting.counted import counted
from qa.web.texts import ZH_CN
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.mentions import index_of

BASE = "http://127.0.0.1:7860/"
QUESTION = "哪些报告提到低空经济?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine.open(index_of(tmp_path_factory.mktemp("counted")), load=lambda _: HashEncoder())


def told(engine: Engine, phrase: str, base: str = ""):
    return counted(engine.ask(QUESTION), engine.mentions(phrase), ZH_CN, base=base)


def test_the_count_is_taken_along_with_a_sentence_of_each(engine: Engine):
    content = told(engine, "低空经济", BASE)
    text = plain_text.written(content, ZH_CN)
    assert "3 份报告中，2 份提到“低空经济”，共 5 处。" in text
    assert "· 2024年云溪市政府工作报告 · 4 处" in text
    assert "——《2024年云溪市政府工作报告》第 2 段" in text
    assert "没有提到的 1 份报告: 2022年云溪市政府工作报告" in text
    assert all(quote.link.startswith(f"{BASE}#") for quote in content.quotes)
    assert text.count(BASE) == 2


def test_as_markdown_no_text_of_a_report_is_markup(engine: Engine):
    text = as_markdown.written(told(engine, "低空经济"), ZH_CN)
    assert text.startswith("## ")
    assert r"\<script>" in text


def test_without_an_address_nothing_is_linked(engine: Engine):
    assert [quote.link for quote in told(engine, "低空经济", "javascript:x").quotes] == ["", ""]


def test_that_none_has_it_is_told(engine: Engine):
    content = told(engine, "孙悟空")
    assert content.lead[0] == "3 份报告都没有提到“孙悟空”。"
    assert (content.answer, content.said, content.quotes) == ((), (), ())
