"""Word files (``.docx``): every paragraph, table, text box and note, as a person reads them.

Inserted text is taken, deleted text is not; automatic numbers are written out. What the format's
own libraries leave out of this is measured in docs/reading.md, which is why the document's XML is
walked here.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading.formats.common.lines import Cell, Lines, Row
from index.reading.formats.common.reflow import reflowed
from index.reading.formats.common.zip_parts import ZipParts
from index.reading.formats.word.names import attribute, child, children, local, value_of
from index.reading.formats.word.numbering import Numbering
from index.reading.formats.word.styles import Styles, outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from index.reading.formats.extract import Extract

_MAX_DEPTH = 64  # of tables in tables, and of what else holds text
_DOCUMENT = "/officeDocument"  # how the relation to the main part ends
# What holds text that was taken out, or that a person does not see.
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sdtPr",
     "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "bookmarkStart", "bookmarkEnd"}
)  # fmt: skip
_CHARACTERS = {
    "tab": " ",
    "ptab": " ",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
_MIN_BREAKS = 2  # in a paragraph whose lines may be no lines of its author
_MAX_DIGITS = 4  # of the columns that a cell reaches over


def read(data: bytes, name: str) -> Extract:
    """Read a Word file.

    Raises:
        CorpusError: it is broken, protected, too large, or holds no document.
    """
    with ZipParts(data, name) as parts:
        document = _main_part(parts, name)
        folder = posixpath.dirname(document)

        def beside(part: str) -> etree._Element | None:
            path = posixpath.join(folder, part)
            return parts.xml(path) if path in parts else None

        root = parts.xml(document)
        walk = _Walk(name, Styles(beside("styles.xml")), Numbering(beside("numbering.xml")))
        body = child(root, "body")
        if body is None:
            raise CorpusError(f"{name} holds no document: save it again with Word or WPS")
        Lines(name).count_cells(sum(1 for _ in body.iter("{*}tc")))  # before any is walked
        walk.blocks(body)
        for part in ("footnotes.xml", "endnotes.xml"):
            notes = beside(part)
            if notes is not None:
                walk.notes(notes)
        title = _title(parts)
    return walk.lines.extract(title=title)


def _main_part(parts: ZipParts, name: str) -> str:
    """The path of the main document in the zip."""
    if "_rels/.rels" in parts:
        for relation in parts.xml("_rels/.rels"):
            if attribute(relation, "Type").endswith(_DOCUMENT):
                path = posixpath.normpath(attribute(relation, "Target").lstrip("/"))
                if path in parts:
                    return path
    if "word/document.xml" in parts:
        return "word/document.xml"
    raise CorpusError(f"{name} is a zip, but no Word file: unpack it, and put its reports there")


def _title(parts: ZipParts) -> str:
    if "docProps/core.xml" not in parts:
        return ""
    title = child(parts.xml("docProps/core.xml"), "title")
    return " ".join((title.text or "").split()) if title is not None else ""


class _Walk:
    """Goes through a document once, in the order in which a person reads it."""

    def __init__(self, name: str, styles: Styles, numbering: Numbering) -> None:
        self.lines = Lines(name)
        self._name = name
        self._styles = styles
        self._numbering = numbering
        self._fields: list[bool] = []  # of each field that is open, whether its result is reached
        self._boxes: list[etree._Element] = []  # text boxes anchored in the paragraph
        self._cited: dict[str, int] = {}  # notes by their ids, in the order of their marks
        self._held = ""
        self._depth = 0
        self._leaves: dict[str, Callable[[etree._Element], str]] = {
            "t": self._text,
            "br": _broken,
            "lastRenderedPageBreak": lambda _: Lines.PAGE,
            "fldChar": self._field,
            "footnoteReference": self._reference,
            "endnoteReference": self._reference,
            "txbxContent": self._box,
            "sym": _symbol,
        }

    def blocks(self, parent: etree._Element) -> None:
        """Take the paragraphs and tables in an element, and in what only wraps them."""
        if self._depth >= _MAX_DEPTH:
            self.lines.warn(f"what is nested more than {_MAX_DEPTH} deep was left out")
            return
        self._depth += 1
        for element in parent:
            tag = local(element)
            if tag == "p":
                self._paragraph(element)
            elif tag == "tbl":
                self._table(element)
            elif tag == "AlternateContent":
                self.blocks(_alternative(element))
            elif tag not in _UNSEEN:
                self.blocks(element)
        self._depth -= 1

    def notes(self, root: etree._Element) -> None:
        """Take the notes that the document refers to, each with its mark, below it."""
        kind = local(root).removesuffix("s")
        for note in children(root, kind):
            number = self._cited.get(f"{kind} {attribute(note, 'id')}")
            if number is not None:
                self.lines.begin(f"[{number}]")
                self.blocks(note)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style = self._styles.of(
            (value_of(properties, "pStyle") if properties is not None else "")
            or self._styles.default
        )
        heading = outline_of(properties) if properties is not None else None
        number = self._number(properties, style.list_id, style.list_level)
        text = self._held + "".join(self._words(element))
        self._held = ""
        if any(child(properties, "rPr", mark) is not None for mark in ("del", "moveFrom")):
            self._held = number + text  # its end was deleted: the next one goes on in its line
            return
        boxes, self._boxes = self._boxes, []
        if text.count("\n") >= _MIN_BREAKS:
            text = reflowed(text)  # pasted from a PDF or a page, whose lines were broken at a width
        if text.strip():
            self.lines.add(number + text, level=style.heading if heading is None else heading)
        for box in boxes:
            self.blocks(box)

    def _number(self, properties: etree._Element | None, list_id: str, level: str) -> str:
        numbers = child(properties, "numPr")
        if numbers is not None:
            list_id = value_of(numbers, "numId") or list_id
            level = value_of(numbers, "ilvl") or level
        return self._numbering.next(list_id, int(level) if level.isdecimal() else 0)

    def _words(self, parent: etree._Element) -> Iterator[str]:
        """The text inside a paragraph, in pieces."""
        for element in parent:
            tag = local(element)
            if tag in _UNSEEN or (tag == "r" and _is_hidden(element)):
                continue
            if tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag in self._leaves:
                yield self._leaves[tag](element)
            else:
                yield from self._words(
                    _alternative(element) if tag == "AlternateContent" else element
                )

    def _text(self, element: etree._Element) -> str:
        return (element.text or "") if all(self._fields) else ""

    def _field(self, element: etree._Element) -> str:
        """A field shows its result; its instruction, which stands before that, is not read."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        return ""

    def _reference(self, element: etree._Element) -> str:
        kind = local(element).removesuffix("Reference")
        key = f"{kind} {attribute(element, 'id')}"
        return f"[{self._cited.setdefault(key, len(self._cited) + 1)}]"

    def _box(self, element: etree._Element) -> str:
        self._boxes.append(element)
        return ""

    def _table(self, element: etree._Element) -> None:
        rows = [list(_cells(row)) for row in _rows(element)]
        if all(len(cells) <= 1 for cells in rows):  # a frame around paragraphs
            for cells in rows:
                for cell in cells:
                    self.blocks(cell)
            return
        self.lines.add_table(Row(cells=tuple(map(self._cell, cells))) for cells in rows)

    def _cell(self, element: etree._Element) -> Cell:
        properties = child(element, "tcPr")
        span = value_of(properties, "gridSpan") if properties is not None else ""
        merge = child(properties, "vMerge")
        outer, self.lines = self.lines, Lines(self._name)
        self.blocks(element)
        inner, self.lines = self.lines, outer
        return Cell(
            text=" ".join(inner.text().split()),
            n_columns=int(span) if span.isdecimal() and len(span) < _MAX_DIGITS else 1,
            goes_on=merge is not None and attribute(merge, "val") in ("", "continue"),
            n_pages=inner.n_pages,
        )


def _broken(element: etree._Element) -> str:
    """A line break; where pages begin is told by what was rendered last."""
    return "" if attribute(element, "type") in ("page", "column") else "\n"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if local(element) == "tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(element)


def _alternative(element: etree._Element) -> etree._Element:
    """Of several forms of the same content, which the file has for other programs, one."""
    chosen = child(element, "Choice")
    if chosen is None:
        chosen = child(element, "Fallback")
    return element if chosen is None else chosen


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; those without a code point of their own are left out."""
    digits = attribute(element, "char")
    try:
        code = int(digits, 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""  # noqa: PLR2004 - E000 to F8FF are the font's
