"""Where texts are cut: at the ends of sentences and of clauses, to spans that slice back.

What a clause is depends on what is looked for in it, so there are several kinds of breaks; each has
a name and its reason here.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Marks, as they stand between the brackets of a regular expression's set.
_COMMAS = "，,"
_SEMICOLONS = "；;"
_COLONS = "：:"
_STOPS = "。！？!?"
_CLOSING = "”’』」）)】"  # closes with the stop before it

# A sentence ends at its stop and whatever closes with it; a semicolon parts the members of a list,
# each of which says one thing.
_SENTENCE = re.compile(
    rf"[^{_STOPS}{_SEMICOLONS}\n]*(?:[{_STOPS}{_SEMICOLONS}]+[{_CLOSING}》]*|\n|$)"
)
_PROSE = re.compile(rf"[{_STOPS}{_SEMICOLONS}][{_CLOSING}]*$")
_PARAGRAPH = re.compile(rf"[{_STOPS}{_SEMICOLONS}{_COLONS}.…][{_CLOSING}》\"']*$")
_LEAD = re.compile(rf"[^{_STOPS}{_SEMICOLONS}{_COLONS}]*[{_STOPS}{_COLONS}][{_CLOSING}]*")

# Of a sentence without any stop. The longest of 33 reports has 454 characters; what reads sentences
# may take the square of their length, and is thereby held to a time that grows with the text.
MAX_SENTENCE_CHARS = 1000
_PAUSES = f"{_COMMAS}、{_COLONS} \t\u3000"  # where a longer one is cut, if it has any

# --- the breaks between clauses
# No name reaches over one of these: brackets and dashes part names too.
OF_NAMES = re.compile(rf"[{_COMMAS}{_STOPS}{_SEMICOLONS}{_COLONS}()（）\[\]\uff3b\uff3d—\n]")
# No figure's own words do: what stands in brackets, or after a single dash, may be of it.
OF_FIGURES = re.compile(rf"[{_COMMAS}{_STOPS}{_SEMICOLONS}{_COLONS}\n]|——")
# Those inside of a sentence: an ASCII comma or colon before a digit stands in a number (1,234).
IN_SENTENCE = re.compile(r"[，；：]|[,;:](?!\d)")
# Those by which two texts are compared; never a line's end, for it may be broken.
OF_WORDING = re.compile(r"[，；。：！？]|[,;:.!?](?!\d)")
# Between what an entry's body says of its term, one thing after the other.
OF_ASIDES = re.compile(rf"(?<=[{_COMMAS}])")
# The end of what an entry says first; its semicolons part what is of one explanation.
FIRST_END = re.compile(r"[。\n]")
# No head of an entry reaches over one of these.
OF_HEADS = re.compile(rf"[{_COMMAS}。{_SEMICOLONS}]")
COLON = re.compile(f"[{_COLONS}]")
_OPENING = re.compile("[。！？；]")
_TELLING = re.compile(rf"[^{_COMMAS}{_SEMICOLONS}{_STOPS}{_COLONS}、\n]{{6,}}")

WITHIN = "[^,。;]"  # a character of a clause, in folded text
SENTENCE_ENDS = frozenset("。!?\n")  # in folded text; after a semicolon the subject may go on


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text's sentences, without the white space around them."""
    for match in _SENTENCE.finditer(text):
        for part in _short(text, *match.span()):
            yield from _stripped(text, *part)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines that hold something, without the white space around them."""
    at = 0
    for line in text.split("\n"):
        yield from _stripped(text, at, at + len(line))
        at += len(line) + 1


def sentences_of_lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text's lines as if each were a sentence: those of a table are."""
    for line in lines(text):
        for part in _short(text, *line):
            yield from _stripped(text, *part)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without the white space around it, if anything is left of it."""
    words = text[start:end].strip()
    if words:
        first = text.index(words, start)
        yield first, first + len(words)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence's span, in parts that are no longer than one may be, cut at pauses."""
    while end - start > MAX_SENTENCE_CHARS:
        middle, last = start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS
        cut = max(text.rfind(pause, middle, last) for pause in _PAUSES) + 1 or last
        yield start, cut
        start = cut
    yield start, end


def clauses(text: str, breaks: re.Pattern[str] = OF_NAMES) -> list[tuple[int, int]]:
    """The spans of a text's clauses, each with the mark that ends it."""
    cuts = [0, *(match.end() for match in breaks.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def telling_clauses(text: str) -> list[str]:
    """The clauses of a text that are long enough to say something, without their marks."""
    return _TELLING.findall(text)


def opening(paragraph: str) -> str:
    """The first sentence of a paragraph, without its stop."""
    return _OPENING.split(paragraph, maxsplit=1)[0]


def lead(line: str) -> str:
    """What a line says before its first stop or colon, with that; empty where it has none."""
    match = _LEAD.match(line)
    return match[0] if match else ""


def is_prose(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _PROSE.search(line) is not None


def ends_paragraph(line: str) -> bool:
    """Whether a line ends as a paragraph does, that is, was not broken for its length."""
    return _PARAGRAPH.search(line) is not None
