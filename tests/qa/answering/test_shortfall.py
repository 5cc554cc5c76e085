"""qa.answering.shortfall: what an answer in words plainly lacks."""

from __future__ import annotations

import pytest

from qa.answering.shortfall import falls_short, is_counted
from tests.support.texts.understood import asked


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("三期叠加说的是哪三期?", "政策消化期"),
        ("去年加强了哪四方面的管控", "生态环保管控"),
        ("那3个拿金牌的运动员叫什么", "保定籍"),
        ("新设的7所高校叫什么", "甲学院、乙学院"),
        ("另外两家企业是谁", "三利集团"),
        ("今年的外送电量目标比去年实际多吗", "外送电量1000亿千瓦时"),
        ("加装电梯比去年多还是少", "加装电梯3000台"),
        ("目标是不是比2018年还低?", "地区生产总值实现47.2亿元"),
        ("日本跟法國哪個補貼比較多", "約新台幣7,000億元"),
        ("城里和乡下哪个更快", "农村居民收入增长6%"),
        ("人大常委会的工作报告谁作的?", "县人大常委会"),
        ("市康复医院的院长叫什么", "康复医院"),
        ("谁与白鹭图书馆合作", "白鹭图书馆、青石博物馆"),
        ("茶博会什么时候开幕", "茶博会、电商节"),
        ("大桥啥时候通车", "大桥等一批工程"),
        ("哪天开工", "全面开工"),
    ],
)
def test_a_part_of_what_is_asked_for_is_no_answer(question: str, answer: str):
    assert falls_short(asked(question), answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("三期叠加说的是哪三期?", "增速换挡期、结构调整阵痛期、前期刺激政策消化期"),
        ("落地了哪些大模型?", "“谛听”“尔语”大模型"),
        ("哪一年通车", "2024年"),
        ("啥时候通车", "年内"),
        ("什么时候完工", "上半年"),
        ("第3个项目叫什么", "甲项目"),
        ("航运企业有多少家", "383家"),
        ("2024年签约的3个项目投资多少", "20亿元"),
        ("收入比上年增长多少", "6%"),
        ("比去年多了多少家", "12家"),
        ("比武大赛叫什么", "技能大赛"),
        ("谁与白鹭图书馆合作", "青石博物馆、云溪剧院"),
        ("白鹭、青石镇有哪些书院", "白鹭书院、青石书院"),
    ],
)
def test_what_may_be_all_of_it_is_none(question: str, answer: str):
    assert not falls_short(asked(question), answer)


@pytest.mark.parametrize(
    ("question", "sentence", "is_short"),
    [
        ("副市长是谁?", "云溪市人民政府市长 林秋", True),
        ("副市长是谁?", "云溪市人民政府副市长 林秋", False),
        ("代市长是谁?", "云溪市人民政府市长 林秋", True),
        ("代市长是谁?", "云溪市人民政府代市长 林秋", False),
        ("市长是谁?", "云溪市人民政府市长 林秋", False),
    ],
)
def test_no_head_is_a_deputy(question: str, sentence: str, *, is_short: bool):
    assert falls_short(asked(question), "林秋", sentence) is is_short


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("未来产业六大领域分别是哪六个", "材料、能源、生物、健康、显示、航空", True),
        ("哪三个县先试", "甲县、乙县、丙县", True),
        ("报告列了哪三个困难？", "一是园小。二是库老。三是路远。", True),
        ("哪三个县先试", "甲县、乙县", False),
        ("哪三个县先试", "甲县、乙县、丙县、丁县", False),
        ("哪两个县先试", "甲县、乙县", False),
        ("哪个县先试", "甲县", False),
        ("第三个县是哪个", "甲县、乙县、丙县", False),
    ],
)
def test_as_many_members_as_are_asked_for(question: str, answer: str, *, expected: bool):
    assert is_counted(asked(question), answer) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("第三次会议是哪天开的", "1月23日,第四次会议开幕。", True),
        ("第二届运动会在哪办的", "第3届运动会在甲县举行。", True),
        ("第四次会议是哪天开的", "1月23日,第四次会议开幕。", False),
        ("第三次会议是哪天开的", "会议在1月23日开幕。", False),
        ("第三次会议是哪天开的", "第十八届第三次会议1月23日开幕。", False),
    ],
)
def test_another_one_of_those_counted_through(question: str, sentence: str, *, expected: bool):
    assert falls_short(asked(question), "1月23日", sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "is_short"),
    [
        ("茶叶产量目标完成了吗?", "茶叶产量3万吨。", True),
        ("茶叶产量目标有没有达到?", "茶叶产量3万吨。", False),
        ("茶叶产量目标实现没有?", "茶叶产量3万吨。", True),
        ("茶叶产量目标完成了吗?", "茶叶产量3万吨，完成目标任务。", False),
        ("茶叶生产完成了吗?", "茶叶产量3万吨。", False),
    ],
)
def test_a_result_alone_says_of_no_goal_that_it_was_reached(
    question: str, sentence: str, *, is_short: bool
):
    assert falls_short(asked(question), "", sentence) is is_short


def test_of_two_that_a_question_names_one_may_answer():
    assert not falls_short(asked("高铁先到甲市还是乙市"), "甲市")
