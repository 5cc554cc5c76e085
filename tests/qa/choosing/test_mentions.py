from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.text import fold
from qa.choosing.mentions import evened, mentions
from qa.understanding.concepts import Concept, Concepts

if TYPE_CHECKING:
    from qa.choosing.phrases import Mention


def found(sentence: str, question: str, *words: str) -> tuple[Mention, ...]:
    concepts = [Concept(terms=(word,), words=(word,)) for word in words]
    return mentions(sentence, fold(question).text, Concepts(concepts, [1.0] * len(words)))


def texts(sentence: str, question: str, *words: str) -> set[str]:
    return {mention.text for mention in found(sentence, question, *words)}


@pytest.mark.parametrize(
    ("sentence", "question", "words", "name"),
    [
        ("云岭村入选全国文明村镇。", "哪个村入选全国文明村镇?", ["入选", "全国文明村镇"], "云岭村"),
        ("区长由王小明担任。", "谁担任区长?", ["担任", "区长"], "王小明"),
        ("雲嶺村入選示範名單。", "哪个村入选示范名单?", ["入选", "示范名单"], "雲嶺村"),
        ("建成星海大桥，通车运营。", "建成了哪座桥?", ["建成", "桥"], "星海大桥"),
        ("推出“春风行动”。", "推出了什么行动?", ["推出", "行动"], "春风行动"),
    ],
)
def test_a_name_that_the_question_leaves_open(
    sentence: str, question: str, words: list[str], name: str
):
    assert name in texts(sentence, question, *words)


@pytest.mark.parametrize(
    ("sentence", "question", "words", "members"),
    [
        (
            "重点发展新能源、新材料、生物医药等产业。",
            "重点发展哪些产业?",
            ["重点发展", "产业"],
            "新能源、新材料、生物医药",
        ),
        (
            "推出“春风行动”“夏日送凉”等活动。",
            "推出了哪些活动?",
            ["推出", "活动"],
            "“春风行动”“夏日送凉”",
        ),
        (
            "盘活远洋大厦片区和小白楼片区。",
            "盘活了哪些片区?",
            ["盘活", "片区"],
            "远洋大厦片区和小白楼片区",
        ),
        ("建成星海大桥、云岭隧道。", "建成了什么?", ["建成"], "星海大桥、云岭隧道"),
    ],
)
def test_an_enumeration_is_found_whole(
    sentence: str, question: str, words: list[str], members: str
):
    (mention,) = (each for each in found(sentence, question, *words) if each.text == members)
    assert mention.is_list or members.startswith("“")


def test_the_members_of_an_enumeration_are_names_too():
    sentence = "重点发展新能源、新材料、生物医药等产业。"
    names = texts(sentence, "重点发展哪些产业?", "重点发展", "产业")
    assert {"新能源", "新材料", "生物医药"} <= names


def test_the_clause_of_a_mention_is_the_whole_clause():
    sentence = "去年，重点发展甲醇、乙醇等产业，成效好。"
    clause = "重点发展甲醇、乙醇等产业，"
    for mention in found(sentence, "重点发展哪些产业?", "重点发展", "产业"):
        if mention.is_list:
            assert sentence[slice(*mention.clause)] == clause


def test_sides_that_touch_words_of_the_question():
    (mention,) = (each for each in found("区长由王小明担任。", "谁担任区长?", "担任", "区长"))
    assert (mention.text, mention.touches, mention.is_extended) == ("王小明", 2, False)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("推出“春风行动”和服务", "春风行动"),
        ("推出“春风行动”“夏日送凉”", "夏日送凉"),
    ],
)
def test_quotation_marks_are_never_halved(sentence: str, phrase: str):
    for text in texts(sentence, "推出什么?", "推出"):
        assert text.count("“") == text.count("”")
        assert phrase not in text or "“" not in text or text.index("“") < text.index("”")


@pytest.mark.parametrize("sentence", ["", "。", "、、、", "😀", "“”", "等、等", "和"])
def test_odd_sentences_name_nothing_odd(sentence: str):
    assert all(any(c.isalnum() for c in text) for text in texts(sentence, "谁?", "谁"))


PIECES = st.sampled_from(
    [
        *(
            "推出",
            "活动",
            "春风",
            "等",
            "和",
            "及",
            "、",
            "，",
            "。",
            "“",
            "”",
            "《",
            "》",
            "（",
            "）",
            "5A",
            "级",
        ),
        *("景区", "片区", "的", "由", " ", "\u3000", "\n", "\u200b", "㍘", "😀", "億"),
    ]
)
SENTENCES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=16).map("".join))


@given(SENTENCES, SENTENCES)
def test_mentions_slice_back_inside_their_clauses(sentence: str, question: str):
    at = 0
    for mention in found(sentence, question, "活动", "推出"):
        assert mention.text == sentence[mention.start : mention.end] != ""
        assert 0 <= mention.clause[0] <= mention.start < mention.end <= len(sentence)
        assert mention.start >= at
        assert mention.touches in (0, 1, 2)
        at = mention.start


@pytest.mark.parametrize(
    ("sentence", "cut", "expected"),
    [
        ("挂牌甲山、乙江、丙泉3个实验室", "甲山、乙江、丙泉3", "甲山、乙江、丙泉"),
        ("抢抓升级新机遇、创新新机遇、全球治理新机遇", "升级新机遇、创新新机遇、全球", None),
        (
            "抢抓深化改革新机遇、创新新机遇、全球治理新机遇",
            "深化改革新机遇、创新新机遇、全球",
            None,
        ),
        ("建好产业体系、文化体系、社会服务体系，做强", "产业体系、文化体系、社会", None),
        ("指甲园、乙园、丙园", "指甲园、乙园、丙园", "指甲园、乙园、丙园"),
        ("是指商圈、市场、夜市", "是指商圈、市场、夜市", "商圈、市场、夜市"),
        ("与甲信、乙集团等企业签约", "与甲信、乙集团", "甲信、乙集团"),
        ('就是"高企、小企、上市公司"三个倍增', '高企、小企、上市公司"三个', "高企、小企、上市公司"),
        ("建成甲园、乙园、丙馆，丁园开工", "甲园、乙园、丙馆", "甲园、乙园、丙馆"),
        ("甲和乙", "甲和乙", "甲和乙"),
    ],
)
def test_an_enumeration_ends_as_its_members_do(sentence: str, cut: str, expected: str | None):
    start = sentence.index(cut)
    a, b = evened(sentence, start, start + len(cut))
    assert sentence[a:b] == (expected or sentence.split("，", maxsplit=1)[0][start:])
