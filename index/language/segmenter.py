"""jieba's words, in a time that grows with the text and not with its square.

jieba cuts what its dictionary does not know by a hidden Markov model of four states, and copies the
whole path to each state at each character: 100,000 characters without a known word took 44 s. Here
each step keeps only which state it came from. The words are the same.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

with warnings.catch_warnings():
    # jieba 0.42.1 is as it was in 2020: escapes and imports that newer Pythons warn of.
    warnings.simplefilter("ignore")
    import jieba
    from jieba import finalseg

if TYPE_CHECKING:
    from collections.abc import Iterator

JIEBA_VERSION: str = jieba.__version__

_WORDLIKE = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)")
_BLANK = re.compile(r"(\r\n|\s)")
_HAN = re.compile(r"([\u4E00-\u9FD5]+)")
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")

# A character begins a word (B), is inside of one (M), ends it (E), or is one by itself (S).
_BEFORE = {"B": "ES", "M": "MB", "S": "SE", "E": "BM"}
_NEVER = -3.14e100  # log-probability of what the model has not seen


class Segmenter(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """A ``jieba.Tokenizer`` whose default and search modes take linear time."""

    def cut(
        self,
        sentence: str,
        cut_all: bool = False,  # noqa: FBT001, FBT002 - as in jieba
        HMM: bool = True,  # noqa: FBT001, FBT002, N803 - as in jieba
        use_paddle: bool = False,  # noqa: FBT001, FBT002 - as in jieba
    ) -> Iterator[str]:
        """The words of a text, side by side; what is neither word nor number by characters."""
        if cut_all or use_paddle or not HMM:
            yield from super().cut(sentence, cut_all, HMM, use_paddle)
            return
        for block in _WORDLIKE.split(sentence):
            if _WORDLIKE.match(block):
                yield from self._words(block)
            else:
                for part in _BLANK.split(block):
                    yield from (part,) if _BLANK.match(part) else part

    def _words(self, block: str) -> Iterator[str]:
        """The likeliest row of dictionary words; what they leave is cut by the model."""
        route: dict[int, tuple[float, int]] = {}
        self.calc(block, self.get_DAG(block), route)
        single = start = 0  # where a run of single characters begins, and where the next word does
        while start < len(block):
            end = route[start][1] + 1
            if end - start > 1:
                yield from self._unknown(block[single:start])
                yield block[start:end]
                single = end
            start = end
        yield from self._unknown(block[single:])

    def _unknown(self, run: str) -> Iterator[str]:
        """The words of a run of characters that the dictionary made single ones of."""
        if len(run) < 2 or self.FREQ.get(run):  # noqa: PLR2004 - nothing to join
            yield from run
            return
        for part in _HAN.split(run):
            if _HAN.match(part):
                yield from _by_model(part)
            else:
                yield from filter(None, _LATIN.split(part))


def _by_model(run: str) -> Iterator[str]:
    """The words of a run of Chinese characters that the model finds likeliest."""
    start = 0
    for i, state in enumerate(_states(run)):
        if state in "ES":
            yield run[start : i + 1]
            start = i + 1


def _states(run: str) -> list[str]:
    """The likeliest state of each character, by Viterbi's algorithm."""
    starts, moves, emitted = finalseg.start_P, finalseg.trans_P, finalseg.emit_P
    chances = {state: starts[state] + emitted[state].get(run[0], _NEVER) for state in _BEFORE}
    origins: list[dict[str, str]] = []  # of each further character: the state before each state
    for character in run[1:]:
        following, origin = {}, {}
        for state, before in _BEFORE.items():
            own = emitted[state].get(character, _NEVER)
            following[state], origin[state] = max(
                (chances[last] + moves[last].get(state, _NEVER) + own, last) for last in before
            )
        chances = following
        origins.append(origin)
    state = max("ES", key=lambda last: (chances[last], last))
    path = [state]
    for origin in reversed(origins):
        state = origin[state]
        path.append(state)
    return path[::-1]
