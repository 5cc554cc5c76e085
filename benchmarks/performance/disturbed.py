"""Copies of reports with other figures and words, for corpora larger than there are reports.

In each sentence of a copy the numbers are changed (a month or day is not) and one word is
left out, or replaced by one of another sentence. Its years are earlier ones, another for each copy: it is the report of
another year, and no version of the same. What such a change does to a sentence's vector is
measured on some of them; the vectors of all others are those of the originals moved as far in a
random direction, since to encode a million sentences takes hours.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.language import tokens
from index.model.onnx_encoder import ExportedEncoder
from index.reading import corpus_files, readers
from index.reading.splitting import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from index.model.encoder import Encoder, Progress, Vectors

    Encode = Callable[[Sequence[str]], Vectors]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_FIGURE = re.compile(r"\d+(?![\d年月日])")
# Such a sentence may be the heading of many passages, which would all have to be encoded anew.
_HEADS = re.compile(r"——|[（(]?[一二三四五六七八九十\d]+[）)、.．是]")
_MIN_CHARS = 20  # shorter lines are headings and salutations, which give a report its structure
_SAMPLE = 200  # sentences that are truly encoded, to see how far a disturbance moves a vector
_SAMPLED = 50  # one of so many is


class Disturber:
    """Makes copies of reports; the same seed gives the same copies.

    ``originals`` tells the original of each sentence that it changed, by the hash of its text.
    """

    def __init__(self, texts: Sequence[str], seed: int = 0) -> None:
        self.originals: dict[int, str] = {}
        self.samples: list[tuple[str, str]] = []  # originals and what became of them
        self._seed = seed
        self._lines = [[_parts(line) for line in text.split("\n")] for text in texts]
        self._words: dict[str, tuple[tokens.Token, ...]] = {}
        known = {
            token.term
            for lines in self._lines
            for parts in lines
            for sentence, _ in parts
            for token in self._words_of(sentence)
            if _is_word(token.term)
        }
        self._vocabulary = sorted(known)

    def copy(self, i: int, number: int) -> str:
        """Report ``i`` changed; another ``number`` gives another copy."""
        order = random.Random(f"{self._seed} {i} {number}")  # noqa: S311 - no secret
        return "\n".join(
            "".join(self._copied(sentence, order, number) + gap for sentence, gap in parts)
            for parts in self._lines[i]
        )

    def _copied(self, sentence: str, order: random.Random, number: int) -> str:
        """A sentence changed, and of so many years before."""
        changed = self._change(sentence, order)
        copied = _YEAR.sub(lambda match: str(int(match[0]) - number), changed)
        if copied != changed:
            self.originals[hash(copied)] = self.originals.get(hash(changed), sentence)
        return copied

    def _change(self, sentence: str, order: random.Random) -> str:
        words = [token for token in self._words_of(sentence) if _is_word(token.term)]
        if len(sentence) < _MIN_CHARS or not words or _HEADS.match(sentence):
            return sentence
        word = order.choice(words)
        new = order.choice(("", order.choice(self._vocabulary)))
        changed = sentence[: word.start] + new + sentence[word.end :]
        changed = _FIGURE.sub(lambda match: _another(match[0], order), changed)
        self.originals[hash(changed)] = sentence
        if len(self.originals) % _SAMPLED == 1 and len(self.samples) < _SAMPLE:
            self.samples.append((sentence, changed))
        return changed

    def _words_of(self, sentence: str) -> tuple[tokens.Token, ...]:
        if sentence not in self._words:
            self._words[sentence] = tokens.words(sentence)
        return self._words[sentence]


@dataclass(kw_only=True)
class Copies:
    """Vectors of originals, encoded once, and those of copies: their originals', moved.

    ``moves`` are lengths, relative to a unit vector, that a disturbance was seen to move one by;
    each copy's is drawn from them.
    """

    originals: Mapping[int, str]
    moves: Sequence[float]
    n_encoded: int = 0
    encoding_s: float = 0.0  # what truly encoding those took
    spent_s: float = 0.0  # and all that was asked for
    _known: dict[str, Vectors] = field(default_factory=dict)

    def vectors(self, texts: Sequence[str], encode: Encode) -> Vectors:
        """Vectors of at least one text to be found: (n, dimension) float32, unit length."""
        started = time.perf_counter()
        sources = [self._source(text) for text in texts]
        self._encode([source for source in sources if source not in self._known], encode)
        found = np.stack([self._known[source] for source in sources])
        for row, (text, source) in enumerate(zip(texts, sources, strict=True)):
            if source != text:
                found[row] = moved(found[row], text, self.moves)
        self.spent_s += time.perf_counter() - started
        return found

    def _source(self, text: str) -> str:
        """A text with all its sentences as they were before they were disturbed."""
        parts, at = [], 0
        for sentence in sentences(text):
            parts += [text[at : sentence.start], sentence.text]
            at = sentence.end
        parts.append(text[at:])
        return "".join(self.originals.get(hash(part), part) for part in parts)

    def _encode(self, texts: Sequence[str], encode: Encode) -> None:
        once = list(dict.fromkeys(texts))
        if not once:
            return
        started = time.perf_counter()
        found = encode(once)
        self.encoding_s += time.perf_counter() - started
        self.n_encoded += len(once)
        self._known.update(zip(once, found, strict=True))


class DisturbedEncoder(ExportedEncoder):
    """An exported encoder, which the index carries as it does its own, over disturbed copies."""

    def __init__(self, real: ExportedEncoder, copies: Copies) -> None:
        super().__init__(real.folder, name=real.name)
        self._copies = copies

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of texts to be found: (n, dimension) float32, unit length."""
        found = self._copies.vectors(texts, super().encode_passages)
        if progress:
            progress(len(texts))
        return found


def moved(vector: Vectors, text: str, moves: Sequence[float]) -> Vectors:
    """A unit vector moved in a direction, and by a length, that the text decides."""
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
    order = np.random.default_rng(seed)
    direction = order.standard_normal(len(vector), np.float32)
    length = order.choice(np.asarray(moves))
    found = vector + direction * np.float32(length / np.linalg.norm(direction))
    return np.asarray(found / np.linalg.norm(found), np.float32)


def measured_moves(encoder: Encoder, samples: Sequence[tuple[str, str]]) -> tuple[float, ...]:
    """How far disturbing a sentence truly moves its vector, for each sample.

    A vector moved by r at a right angle has the cosine 1 / sqrt(1 + r²) to where it was, and in
    hundreds of dimensions nearly every direction is at a right angle.
    """
    before = encoder.encode_passages([original for original, _ in samples])
    after = encoder.encode_passages([changed for _, changed in samples])
    cosines = np.clip((before * after).sum(axis=1), 1e-3, 1)
    return tuple(float(move) for move in np.sqrt(1 / cosines**2 - 1))


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The texts of the reports below some paths."""
    return [readers.read(file, name).text for file, name in corpus_files.find(paths)]


def write_reports(paths: Sequence[Path], folder: Path, *, n_reports: int) -> None:
    """Write so many reports as text files: first those there are, then copies of them in turn."""
    texts = read_texts(paths)
    disturber = Disturber(texts)
    for i in range(n_reports):
        number, which = divmod(i, len(texts))
        text = disturber.copy(which, number) if number else texts[which]
        (folder / f"{i:06}.txt").write_text(text, encoding="utf-8")


def _parts(line: str) -> list[tuple[str, str]]:
    """A line cut into its sentences, each with what stands between it and the next."""
    spans = [(sentence.start, sentence.end) for sentence in sentences(line)]
    ends = [*(start for start, _ in spans[1:]), len(line)]
    parts = [
        (line[start:end], line[end:after]) for (start, end), after in zip(spans, ends, strict=False)
    ]
    before = line[: spans[0][0]] if spans else line
    return [("", before), *parts]


def _is_word(term: str) -> bool:
    return len(term) > 1 and not any(c.isdigit() for c in term)


def _another(figure: str, order: random.Random) -> str:
    """Another number of as many digits."""
    first = order.choice("123456789") if figure[0] != "0" else "0"
    return first + "".join(order.choice("0123456789") for _ in figure[1:])
