"""Reasons: whether a question asks for one."""

from __future__ import annotations

import re

from index.language.lexicon import alternation

_WHAT = alternation("what")
# 为了啥, 图什么, 有什么用
WHAT_FOR = (
    rf"为了(?:{_WHAT})[?。!]*$|图个?(?:{_WHAT})|有(?:{_WHAT})用|凭的?是?(?:{_WHAT})|干[吗嘛](?!的)"
)
_ASKS = re.compile(
    rf"为(?:{_WHAT}|何)(?!而)|{WHAT_FOR}|[咋怎]么?(?:[变会就]|[这那]么|还?没)|凭(?:{_WHAT})|(?:{_WHAT})原[因]|"
    r"原[因](?:是|在|何在|呢)|\bwhy\b|reasons? (?:for|why)"
)
# 被称为什么, 更名为什么, 评为什么等级: what something has become; 目标为何: what it is.
_AS_WHAT = re.compile(
    rf"(?:[称誉视列译评选]|(?<![报排出点有])名|(?<![完建形达组促])成|(?<![建开])设|(?<![规决])定|"
    rf"(?<![整])改|(?<![工合动操制创])作)之?为(?:{_WHAT}|何)|(?<=[^是因由,，;；:：\s])为[何](?=[?。!]*$)"
)


def asks(folded: str) -> bool:
    """Whether a folded question asks why."""
    return _ASKS.search(_AS_WHAT.sub("", folded)) is not None
