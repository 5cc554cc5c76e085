"""Questions which of some places is more: 谁多, 哪个高, 比…快吗, for what each tells to be laid side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from qa.understanding.across import words as across_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEGREE = (
    r"(?:多(?!少)|(?<!多)少|[高低大小快慢长短强])(?:一?些|一?点|[得]多)?[了出]?"
    rf"(?:(?:{alternation('how_much')})[^\W\d_]{{0,3}}?)?[吗呢不]?[?。!\s]*$"
)
# 江苏比广东高吗: where the places are taken out, 比 stands alone; in 占比 it does not.
_THAN = (
    re.compile(rf"(?:{alternation('whether_so')}|[是]不[是])?(?<![占同环对])比(?=\s)"),
    re.compile(rf"更?{_DEGREE}"),
)
_WHICH = (across_words.EITHER, re.compile(rf"(?<![更最]){_DEGREE}"))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """What asks in a folded text, without the names of its places, which of them is more; nothing else does.

    Args:
        text: the text, with blanks in place of the names.
    """
    for first, at_end in (_THAN, _WHICH):
        lead, degree = first.search(text), at_end.search(text)
        if lead and degree and lead.end() <= degree.start():
            yield from (lead.span(), degree.span())
            return
