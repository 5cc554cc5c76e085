"""How people name what a figure counts: by another name, or by some of its words."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.language import tokens
from training.reader.chances import chance

if TYPE_CHECKING:
    import random

_SYNONYMS = {
    "地区生产总值": ("GDP", "生产总值", "经济总量", "地区GDP"),
    "生产总值": ("GDP",),
    "规模以上工业": ("规上工业", "规上企业"),
    "规模以上": ("规上",),
    "规上": ("规模以上",),
    "社会消费品零售总额": ("社零", "社零总额", "消费品零售额", "消费"),
    "一般公共预算收入": ("财政收入", "一般预算收入", "公共预算收入"),
    "固定资产投资": ("固投", "投资", "固定投资"),
    "居民人均可支配收入": ("居民收入", "人均收入", "老百姓收入"),
    "城镇居民": ("城里人", "城市居民"),
    "农村居民": ("农民", "乡下人"),
    "新增就业": ("就业新增", "新找到工作"),
    "研发经费投入强度": ("研发投入强度", "研发强度"),
    "城镇调查失业率": ("失业率", "调查失业率"),
    "居民消费价格": ("CPI", "物价"),
    "进出口总额": ("外贸", "外贸进出口", "进出口"),
    "外贸进出口": ("进出口", "外贸"),
    "高新技术企业": ("高企", "高新企业"),
    "细颗粒物": ("PM2.5",),
    "电信网络诈骗": ("电信诈骗", "电诈"),
    "旅游总收入": ("旅游收入",),
    "老年人": ("老人", "上了年纪的人"),
    "老旧小区": ("旧小区", "老小区"),
    "机动车": ("汽车",),
    "新能源汽车": ("新能源车", "电动车"),
    "预期": ("预计",),
    "粮食总产量": ("粮食产量", "粮食总产"),
    "经营主体": ("市场主体",),
    "实际使用外资": ("利用外资", "外资"),
    "常住人口城镇化率": ("城镇化率",),
    "高标准农田": ("高标田",),
    "普惠小微贷款": ("小微企业贷款",),
    "公共充电桩": ("充电桩",),
    "高速公路": ("高速",),
    "幼儿园": ("托儿所",),
    "技术合同成交额": ("技术合同金额", "技术合同交易额"),
    "民间投资": ("民营投资",),
    "战略性新兴产业": ("战新产业", "新兴产业"),
    "货物吞吐量": ("吞吐量",),
    "增加值": ("产值",),
    "中小学": ("学校",),
    "养老": ("老人",),
    "惠及": ("受益", "让多少人受益"),
    "培训": ("教", "训练"),
}
KEPT_WORDS = 2  # so many words of a subject stay
MIN_SUBJECT_CHARS = 3


def shortened(subject: str, rng: random.Random) -> str:
    """People name a thing by some of its words: the last ones stay, others may go."""
    for full, others in _SYNONYMS.items():
        if full in subject and chance(rng, 0.35):
            return subject.replace(full, rng.choice(others))
    words = list(words_of(subject))
    if len(words) > KEPT_WORDS and chance(rng, 0.4):
        n_dropped = rng.randint(1, max(1, len(words) // 2))
        for _ in range(n_dropped):
            if len(words) > KEPT_WORDS:
                words.pop(rng.randrange(len(words) - 1))
        short = "".join(words).strip("、的和及")
        return short if len(short) >= MIN_SUBJECT_CHARS else subject
    return subject


@functools.lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, none inside another."""
    words, end = [], 0
    for token in sorted(tokens.tokenize(text), key=lambda t: (t.start, -t.end)):
        if token.start >= end:
            words.append(text[token.start : token.end])
            end = token.end
    return tuple(words) or (text,)
