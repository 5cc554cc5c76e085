"""Tables as Word files (ECMA-376), each figure with a footnote that quotes it.

The smallest file that is whole: its text is escaped in one place, ``_run``, and nothing in it is a
field, a link or a macro.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import markupsafe

from index.language.text import visible
from qa.tables.reading_off import read_off
from qa.tables.wording.chinese import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.tables.values import Cell, Table
    from qa.tables.wording.wording import Wording

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier day: the same table is the same file
_FIRST_NOTE = 2  # 0 and 1 are the lines that part notes from the text
_WIDE = 3  # indicators from which on the page lies on its side
_REFERENCE = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_PARTING = '<w:footnote w:type="{type}" w:id="{id}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8378"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="120"/>'
    '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Result"><w:name w:val="Result"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
)


def word_file(table: Table, words: Wording = CHINESE) -> bytes:
    """A Word file: what was asked, what was read off, the table, its quotations as footnotes."""
    notes: list[str] = []
    body = "".join(_body(table, notes, words))
    parting = _PARTING.format(type="separator", id=0, name="separator") + _PARTING.format(
        type="continuationSeparator", id=1, name="continuationSeparator"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + _type("document", "document.main")
        + _type("styles", "styles")
        + _type("footnotes", "footnotes")
        + "</Types>",
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("footnotes", "footnotes.xml")
        ),
        "word/styles.xml": _root("styles", _STYLES),
        "word/footnotes.xml": _root("footnotes", parting + "".join(notes)),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DAY_ONE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, (_DECLARATION + text).encode())
    return held.getvalue()


def _body(table: Table, notes: list[str], words: Wording) -> Iterator[str]:
    yield _paragraph(table.question, style="Heading1")
    lines = [*words.of_table(table), *words.notes(table)]
    if table.across is not None and table.result is not None:
        result = read_off(table, table.across, words)
        yield _paragraph(result.text, style="Result")
        lines = list(dict.fromkeys((*lines, *result.warnings)))
    names = words.labels(table.column(0)) if table.columns else {}
    rows = [[_paragraph(words.place), *(_paragraph(each.name) for each in table.columns)]]
    for row in table.rows:
        cells = [_cell(cell, notes, words) for cell in row.cells]
        rows.append([_paragraph(names[row.about.id]), *cells])
    yield _table(rows)
    yield from map(_paragraph, lines)
    size = ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
    yield f"<w:sectPr><w:pgSz {size[len(table.columns) >= _WIDE]}/></w:sectPr>"


def _cell(cell: Cell, notes: list[str], words: Wording) -> str:
    """A cell, whose quotation is added to the notes."""
    if cell.citation is None:
        return _paragraph(words.levels[cell.level.value])
    number = _FIRST_NOTE + len(notes)
    quoted = f" {cell.quote} —— {words.where(cell.citation)}"
    notes.append(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>{_run(quoted)}</w:p></w:footnote>"
    )
    reference = f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number}"/></w:r>'
    return _paragraph(cell.text + words.brackets(words.marked(cell)), reference)


def _table(rows: Sequence[Sequence[str]]) -> str:
    shown = []
    for k, row in enumerate(rows):
        head = "" if k else "<w:trPr><w:tblHeader/></w:trPr>"
        cells = "".join(f"<w:tc>{cell}</w:tc>" for cell in row)
        shown.append(f"<w:tr>{head}{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{'<w:gridCol/>' * len(rows[0])}</w:tblGrid>{''.join(shown)}</w:tbl>"
    )


def _paragraph(text: str, more: str = "", *, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}{more}</w:p>'


def _run(text: str) -> str:
    """A run that shows a text as it is; what XML cannot hold is spelled out."""
    shown = markupsafe.escape(visible(" ".join(text.split("\n"))))
    return f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>'


def _root(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{_W}">{content}</w:{name}>'


def _type(name: str, content: str) -> str:
    return f'<Override PartName="/word/{name}.xml" ContentType="{_PART}.{content}+xml"/>'


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{k}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for k, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
