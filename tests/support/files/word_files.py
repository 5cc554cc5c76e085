"""Word files, written by hand: the XML that Word writes, and no more than a test is about."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMON = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def element(name: str, inner: str, namespace: str = COMMON) -> str:
    """The root of a part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} xmlns:w="{namespace}" '
        f'xmlns:mc="{_COMPATIBILITY}">{inner}</w:{name}>'
    )


def docx(
    *blocks: str,
    title: str = "",
    namespace: str = COMMON,
    parts: Mapping[str, str | bytes] | None = None,
    **others: str,
) -> bytes:
    """A Word file of blocks.

    Args:
        blocks: paragraphs and tables.
        title: the one in its metadata.
        namespace: of its elements.
        parts: further parts, or others for those that are made here.
        others: the inside of ``numbering``, ``styles``, ``footnotes`` and ``endnotes``.
    """
    relation = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        "word/document.xml": element("document", f"<w:body>{''.join(blocks)}</w:body>", namespace),
    }
    for name, inner in others.items():
        made[f"word/{name}.xml"] = element(name, inner, namespace)
    if title:
        made["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        )
    return zipped(made | dict(parts or {}))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph; what does not begin as an element is a run."""
    runs = "".join(each if each.startswith("<") else run(each) for each in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=numbers)


def level(
    n: int, number_format: str = "decimal", text: str = "", *, start: int = 1, more: str = ""
) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text or f"%{n + 1}."}"/></w:lvl>'
    )


def abstract_list(*levels: str, identity: int = 0) -> str:
    """The definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def list_of(number: int = 1, identity: int = 0, more: str = "") -> str:
    """A list by a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{identity}"/>{more}</w:num>'


def style(identity: str, properties: str = "", *, name: str = "", based_on: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name or identity}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:pPr>{properties}</w:pPr></w:style>'
    )


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of a table; what does not begin as an element is a paragraph."""
    inner = "".join(each if each.startswith("<") else paragraph(each) for each in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or paragraph()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of a table; what does not begin as an element is a cell."""
    inner = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"
