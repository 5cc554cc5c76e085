from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Engine
from qa.web.fragments import mentioned
from qa.web.texts import EN, ZH_CN
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from qa.mentions.mention import Mentions


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine.open(index_of(tmp_path_factory.mktemp("mentioned")), load=lambda _: HashEncoder())


def found(engine: Engine, text: str) -> Mentions:
    return engine.mentions(text)


def test_it_tells_how_many_in_a_sentence(engine: Engine):
    told = mentioned.told(found(engine, "低空经济"), ZH_CN)
    assert told == "3 份报告中，2 份提到“低空经济”，共 5 处。"
    assert mentioned.told(found(engine, "孙悟空"), ZH_CN) == "3 份报告都没有提到“孙悟空”。"
    assert mentioned.told(found(engine, "低空经济"), EN).startswith("Reports: 3. Of these, 2 say")


def test_each_report_quotes_its_first_sentence_and_links_the_others(engine: Engine):
    html = str(mentioned.counted(found(engine, "低空经济"), ZH_CN))
    assert html.count("<li>") == 2 + 1  # two that have it, one that has not
    assert "<em>低空经济</em>起步。" in html
    assert html.count("另见") == 1
    assert "没有提到的 1 份报告" in html
    assert "<details" in html


def test_a_sentence_is_text(engine: Engine):
    html = str(mentioned.counted(found(engine, "低空经济"), ZH_CN))
    assert "<script" not in html
    assert "alert(1)" in html


def test_those_without_it_come_first_where_they_are_asked_for(engine: Engine):
    html = str(mentioned.counted(found(engine, "低空经济"), ZH_CN, is_of_silent=True))
    assert html.index("没有提到的 1 份报告") < html.index("另见")
    assert "<details" not in html


def test_where_none_has_it_none_is_listed(engine: Engine):
    html = str(mentioned.counted(found(engine, "孙悟空"), ZH_CN))
    assert "<li>" not in html


def test_many_reports_are_folded(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mentioned, "N_SHOWN", 1)
    assert "其余 1 份" in str(mentioned.counted(found(engine, "低空经济"), ZH_CN))
