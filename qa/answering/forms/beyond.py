"""What no report tells, whatever words it shares with the question."""

from __future__ import annotations

import re

from index.language.lexicon import alternation

_PLEASE, _WHAT = alternation("please"), alternation("what")

# How do I get a visa? What a report says of visas is what a government did, and tells nobody the way.
_ADVICE = re.compile(r"^(?:how|where) (?:do|can|should|could) i\b")
# 明天会下雨吗, 昨天谁赢了, 今天天气; not 今天有多少企业 (by now), nor 更美好的明天.
_DAY = re.compile(
    r"(?:^|\W)(?:[明后昨前]天(?!津|的)|今[天晚](?:的?(?:天气|气[温]|新闻)|会?下[雨雪]|几号|星期|限号))|"
    r"\b(?:tomorrow|yesterday|tonight)(?!'s)\b|\bweather today\b"
)
# 你是谁开发的: whoever is spoken to is no report. Not 你们区长是谁, 你能告诉我…, 你知道….
_SPOKEN_TO = re.compile(
    rf"^(?:{_PLEASE})?[你您](?:是(?:谁|{_WHAT}|哪|干|怎|人|机器)|叫(?:{_WHAT})|[能会](?:做|干)(?:{_WHAT}|些))|"
    r"^(?:who|what|how) are you\b|^[帮替给]我[写画唱编]"
)


def is_beyond(asked: str) -> bool:
    """Whether a folded question is about a day's events, the one who is asked, or how to go about something oneself."""
    return any(each.search(asked) for each in (_ADVICE, _DAY, _SPOKEN_TO))
