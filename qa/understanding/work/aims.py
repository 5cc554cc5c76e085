"""Questions for all that a year aims at: 今年的主要目标有哪些, which name nothing that is aimed at."""

from __future__ import annotations

import functools
import re

from index.language.lexicon import alternation
from index.language.times import YEAR_IN_HAN

_TIME = rf"(?:(?:19|20)\d{{2}}|{YEAR_IN_HAN})年?度?|{alternation('relative_year')}|{alternation('whole_year')}"
_AIM = re.compile(
    rf"(?:{alternation('target')})(?:是|有|为|都)*(?:{alternation('what', 'which', 'asks_list', 'how_much', 'includes', 'whether_so')})*[呢啊呀?。!\s]*$"
)
_IDLE = re.compile(
    rf"{_TIME}|{alternation('development', 'of_goal', 'outline_idle', 'own_place', 'please', 'which', 'asks_list')}|"
    rf"{alternation('kind_government_work', 'report')}|[的里中我省市县区提出确定各项有了]"
)


@functools.lru_cache(maxsize=64)
def asks_for_aims(folded: str) -> bool:
    """Whether a folded question without names of places asks for all that is aimed at."""
    aim = _AIM.search(folded)
    return aim is not None and not _IDLE.sub("", folded[: aim.start()]).strip(" ,，、:：?")
