"""The outline of a report: its lines sorted into headings, and paragraphs below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.language import cutting
from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.text import fold
from index.reading.headings import (
    Level,
    Mark,
    Ranks,
    is_annex,
    is_glossary,
    mark_of,
    names_part,
    numbering_of,
    numbers_entry,
)
from index.types import Heading

# Words that begin a paragraph about the whole part again, after its chapters.
_WE = alternation("we")
_SUMS_UP = re.compile(
    rf"{alternation('deputies')}|{alternation('years_on')}，?,?{_WE}|{alternation('past_year')}|"
    rf"(?:在)?(?:{alternation('takes_stock')})(?:{alternation('results')})|"
    rf"(?:同时|与此同时)[，,].{{0,6}}(?:{alternation('sees')})|{_WE}也?{alternation('sober')}|"
    r"新征程|新形势|面对新"
)
_MAX_SPLIT_HEADING_CHARS = 40
_MAX_CAPTION_CHARS = 80
# In folded text: simplified characters, ASCII marks.
_CAPTION = re.compile(
    rf"^(?:续?附?[表图]\s*[\d{TENS}]+|(?:{alternation('unit_of_table')})\s*:)|:$|"
    rf"[(](?:{alternation('unit_of_table')})[^)]*[)]$|(?:{alternation('names_table')})表$|如下[。.]?$"
)
_MAX_MARKED_CHARS = 200  # of a heading by the file's format; a longer one is a paragraph set so


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Block:
    """A paragraph on its way: ``part`` is the heading of level 1 above it."""

    start: int
    end: int
    section: tuple[str, ...]
    part: Heading | None


class Outline:
    """Walks the lines of a body and sorts them into headings and paragraphs.

    Args:
        marked: headings that the file's own format names, by their start.
        ranks: how deep the report's numberings stand.
    """

    def __init__(self, marked: dict[int, Heading], ranks: Ranks) -> None:
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []
        self._marked = marked
        self._ranks = ranks
        self._path: list[Heading] = []
        self._in_annex = False
        self._in_glossary = False
        self._has_numbered_entry = False
        self._joinable = False  # the line before was of a glossary's entry
        self._splittable = False  # the line before was a part's heading, and nothing more
        self._alone: Heading | None = None  # the last heading, if nothing stands below it yet
        self._is_sentence = False  # whether that one ends as a sentence does
        self._was_item = False  # whether the line before it turned out to be an item of a list
        self._above: list[Line] = []  # the paragraphs right above, of a line each

    def add(self, line: Line) -> None:
        """Take the next line."""
        mark = self._mark_in_file(line) or mark_of(line.text)
        names_annex = self._in_annex and is_glossary(line.text)
        if self._splittable and (names_annex or (mark is None and _is_rest_of_heading(line.text))):
            self._extend_heading(line)
        elif self._in_glossary and not (mark and mark.alone and mark.level <= Level.PART):
            self._add_entry(line)
        elif mark is None:
            if self._alone is not None and self._is_sentence and self._was_item:
                self._keep_what_heads_nothing(Level.TITLE)  # the last item of a list
            if self._alone is None and _SUMS_UP.match(line.text):
                self._path = [heading for heading in self._path if heading.level == Level.PART]
            self._add_paragraph(line)
        else:
            self._add_heading(line, mark)

    def add_table(self, row: Line, *, is_first: bool) -> None:
        """Take a row of a table, which is one paragraph with the caption above it.

        Args:
            row: the row.
            is_first: whether the table begins with it.
        """
        if not is_first and self.blocks:
            self.blocks[-1].end = row.end
            return
        start = self._take_captions(row.start)
        self._add_paragraph(row)
        self.blocks[-1].start = start
        self._above = []
        self._joinable = False

    def _take_captions(self, start: int) -> int:
        """Where a table that begins at a place begins with what stands right above it.

        That is its caption, its unit, or the line that introduces it.
        """
        alone = self._alone
        if alone is not None and is_caption(alone.title):
            self.headings.pop()  # the last one: 表1 … was taken for a heading
            self._path = [above for above in self._path if above is not alone]
            self._alone = None
            return alone.start
        while self._above and is_caption(self._above[-1].text):
            start = self._above.pop().start
            self.blocks.pop()
        return start

    def skip(self) -> None:
        """Note that a line was left out here: nothing is joined over it."""
        self._joinable = self._splittable = False
        self._above = []

    def _mark_in_file(self, line: Line) -> Mark | None:
        heading = self._marked.get(line.start)
        if heading is None or numbering_of(line.text) is not None:
            return None  # the report's own numbering is the better guide
        if len(line.text) > _MAX_MARKED_CHARS:  # it would be repeated with all that stands below it
            return None
        level = Level(max(Level.PART, min(heading.level - 1, Level.ITEM)))
        return Mark(level=level, title=heading.title.strip(), n_chars=len(line.text), alone=True)

    def _extend_heading(self, line: Line) -> None:
        heading = self._path[-1]
        gap = " " if self._in_annex else ""
        longer = replace(heading, title=f"{heading.title}{gap}{line.text}", end=line.end)
        self.headings[-1] = self._path[-1] = self._alone = longer
        self._in_glossary = is_glossary(line.text)
        self._splittable = False

    def _add_heading(self, line: Line, mark: Mark) -> None:
        self._above = []
        if mark.alone and mark.level is Level.PART:
            if is_annex(line.text):
                self._in_annex = True
            elif is_glossary(line.text):
                self._in_annex = False
            self._in_glossary = is_glossary(line.text)
            self._has_numbered_entry = False
        # Inside an annex, 一、 stands below the annex's own heading.
        deeper = self._in_annex and not is_annex(line.text)
        heading = Heading(
            level=min(self._ranks.level(line.text, mark) + deeper, Level.LEAD),
            title=mark.title,
            start=line.start,
            end=line.start + mark.n_chars,
        )
        self._keep_what_heads_nothing(heading.level)
        self.headings.append(heading)
        self._alone = heading if mark.alone else None
        self._is_sentence = cutting.is_prose(line.text)
        above = [other for other in self._path if other.level < heading.level]
        self._path = [*above, heading]
        self._splittable = mark.alone and heading.level == Level.PART and not names_part(line.text)
        if not mark.alone:
            self._add_paragraph(line)
            if mark.level is Level.LEAD:
                self._path = above

    def close(self) -> None:
        """Note that there are no more lines."""
        self._keep_what_heads_nothing(Level.TITLE)

    def _keep_what_heads_nothing(self, level: int) -> None:
        """Make a heading that nothing stands below a paragraph: an item of a list, it says more."""
        heading = self._alone
        self._alone = None
        if heading is None or level > heading.level:
            return
        self.headings.pop()  # the last one
        self._path = [above for above in self._path if above is not heading]
        self._add_block(heading.start, heading.end)
        self._was_item = True

    def _add_entry(self, line: Line) -> None:
        """Add a glossary's entry; in a numbered one, a line without number belongs to the last."""
        self._splittable = False
        is_numbered = numbers_entry(line.text)
        if self._has_numbered_entry and self._joinable and not is_numbered:
            self.blocks[-1].end = line.end
            return
        self._has_numbered_entry = self._has_numbered_entry or is_numbered
        self._joinable = True
        self._add_paragraph(line)

    def _add_paragraph(self, line: Line) -> None:
        self._splittable = self._was_item = False
        self._alone = None
        self._above.append(line)
        self._add_block(line.start, line.end)

    def _add_block(self, start: int, end: int) -> None:
        part = next((h for h in self._path if h.level == Level.PART), None)
        section = tuple(heading.title for heading in self._path)
        self.blocks.append(Block(start, end, section, part))


def is_caption(line: str) -> bool:
    """Whether a line right above a table belongs to it."""
    return len(line) <= _MAX_CAPTION_CHARS and _CAPTION.search(fold(line).text) is not None


def _is_rest_of_heading(line: str) -> bool:
    """Whether a line below a heading is its second half: short, and no prose."""
    if is_caption(line):
        return False
    return len(line) <= _MAX_SPLIT_HEADING_CHARS and line[-1] not in "。！？；：:，,"
