"""What is done with the things that a figure counts: made, sold, sold abroad, held, registered.

26.5万辆 that were registered are no output, however alike the words are beside them; of four cars sold
abroad one (每出口4辆就有1辆) is neither. What tells no dealing may be of any.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.language.lexicon import alternation

# Each dealing with what tells it in a single character, before a figure or before 多少.
_DEALINGS = {
    "made": "[产造]",
    "sold": "[卖售]|(?<!产)销",
    "sold_abroad": "",
    "bought_abroad": "",
    "owned": "",
    "entered": "",
}
_BOTH = re.compile(
    alternation("bought_and_sold_abroad", "made_and_sold")
)  # tells neither of the two alone
# Of a word that tells a dealing: what follows makes another of it (生产总值, 销售收入).
_ELSE = "(?![总性力线业厂商者经安要资基服收能许])"
_ASKED = rf"[了出]?(?:{alternation('how_many')})"
_TOLD = "[了出]?$"
_PER = re.compile(
    rf"每(?:{alternation('made', 'sold', 'sold_abroad', 'bought_abroad')}|[产造卖售销])?$"
)
_ASKS_EACH = re.compile("[每均]|[百千万][人户]")
_OF_EACH_SO_MANY = re.compile("每[十百千万]")
_OF_THOSE = re.compile("[就中里]有$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The dealings that a question names, and whether it asks for so many of each so many."""

    names: frozenset[str]
    is_per: bool


def asked(text: str) -> Asked:
    """What a folded question asks of the dealings with things."""
    return Asked(_named(text, _ASKED), is_per=_ASKS_EACH.search(text) is not None)


def are_others(asked: Asked, before: str) -> bool:
    """Whether the folded words before a figure tell of another dealing, or of each so many."""
    if not asked.is_per and is_of_so_many(before):
        return True
    told = _named(before, _TOLD) if asked.names else asked.names
    return bool(told) and told.isdisjoint(asked.names)


def is_of_so_many(before: str) -> bool:
    """Whether a figure tells how many of each so many: 每4辆中有1辆, 每万人拥有12件."""
    return any(form.search(before) for form in (_PER, _OF_THOSE, _OF_EACH_SO_MANY))


@functools.lru_cache(maxsize=4096)
def _named(text: str, followed_by: str) -> frozenset[str]:
    text = _BOTH.sub("", text)
    return frozenset(name for name, of in _patterns(followed_by).items() if of.search(text))


@functools.cache
def _patterns(followed_by: str) -> dict[str, re.Pattern[str]]:
    patterns = {}
    for name, short in _DEALINGS.items():
        ways = [rf"(?:{alternation(name)}){_ELSE}"]
        if short:
            ways.append(rf"(?:{short}){followed_by}")
        patterns[name] = re.compile("|".join(ways))
    return patterns
