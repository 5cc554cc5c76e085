"""qa.answering.forms.absent: names that no passage has, beside others of their kind."""

from __future__ import annotations

import pytest

from qa.answering.forms import absent
from tests.support.texts.chosen import ranked
from tests.support.texts.understood import asked


def names(question: str, *texts: str) -> tuple[str, ...]:
    return absent.names(asked(question), [ranked(text) for text in texts])


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("“海潮”平台有什么用?", "“山岚”平台用于茶园管理。", "海潮"),
        ("《渔家》获得了什么奖?", "《茶乡》获一等奖。", "渔家"),
        ("云溪·墨竹大模型有什么用?", "“云溪·青松”大模型用于问诊。", "墨竹"),
        ("云溪三中和谁共建?", "云溪二中与青石大学共建。", "三中"),
        ("第九中学和谁共建?", "第二中学与青石大学共建。", "九中"),
        ("白鹭街打造什么?", "青石街打造示范街。", "白鹭"),
        ("悟空大模型是谁开发的?", "“山岚”大模型由青石公司开发。", "悟空"),
        ("悟空，山岚大模型是谁开发的?", "“山岚”大模型由青石公司开发。", "悟空"),
        ("和滴滴合作了吗?", "与白鹭镇签订合作协议。", "滴滴"),
    ],
)
def test_a_name_that_stands_nowhere(question: str, text: str, name: str):
    found = names(question, text)
    assert found == ((name,) if name else ())


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "“海潮”平台有什么用?",
            ("“山岚”平台用于茶园管理。", "“海潮”平台建成。"),
        ),  # in another passage
        ("“山风”平台有什么用?", ("“山岚”平台用于茶园管理。",)),  # mistyped
        ("青实街打造什么?", ("青石街打造示范街。",)),  # likewise
        ("《政府工作报告》里茶园有多少亩?", ("茶园9万亩。",)),  # it itself
        ("二十届三中全会是哪年?", ("第二中学建成。",)),
        ("和外地高校合作了吗?", ("与青石高校合作。",)),  # in other words
        ("哪条街打造示范街?", ("青石街打造示范街。",)),  # no name
        ("这个公园建成了吗?", ("青石公园建成。",)),
        ("全市公园有多少?", ("青石公园等9座公园建成。",)),
        ("白鹭街有多长?", ("修塘9口。",)),  # nothing of its kind
        ("和谁合作了?", ("与白鹭镇签订合作协议。",)),
        ("茶园有多少亩?", ("茶园9万亩。",)),
    ],
)
def test_what_may_be_meant(question: str, texts: tuple[str, ...]):
    assert names(question, *texts) == ()


def test_nothing_is_absent_where_nothing_was_read():
    assert absent.names(asked("白鹭街打造什么?"), []) == ()
