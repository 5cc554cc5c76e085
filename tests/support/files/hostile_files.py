"""Files that are made to harm who reads them, or are not what they are called.

Each is made by a function of its own, in a moment and in little memory, whatever it unpacks to.
"""

from __future__ import annotations

import binascii
import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.support.files import word_files
from tests.support.files.word_files import docx, element, numbered, paragraph, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MIB = 1 << 20
REPORT = "全县新建绿道31公里，种茶三千亩。"
SECRET = "不可外传的密语"  # noqa: S105 - looked for in what is read
BESIDE = "secret.txt"  # beside the corpus; what a file must not bring in
PORT_FILE = "port"  # of the ear that nobody should speak to


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A file, and what a build is to say of it.

    Attributes:
        name: its name in the corpus.
        data: its bytes, from the folder beside which the secret lies and the address of the ear.
        told: what the one line says, as a pattern; empty where it is read.
        text: where it is read, what its text holds.
    """

    name: str
    data: Callable[[str, str], bytes]
    told: str = ""
    text: str = ""


def stored(data: bytes) -> Callable[[str, str], bytes]:
    return lambda _folder, _address: data


# Zips -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a zip, as its list tells it, whatever its bytes are."""

    packed: bytes
    n_bytes: int
    method: int = 8
    flags: int = 0
    crc: int = 0


def part(data: bytes, **others: int) -> Part:
    """A part as it should be, but for what is told."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    told = {"n_bytes": len(data), "crc": binascii.crc32(data)} | others
    return Part(packed=packer.compress(data) + packer.flush(), **told)


def zeros(n_mib: int, byte: bytes = b"\0", before: bytes = b"") -> Part:
    """A part that unpacks to so many MiB of one byte; each is packed as the first."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress((byte * MIB)[:MIB]) + packer.flush(zlib.Z_FULL_FLUSH)
    return Part(packed=head + block * n_mib + packer.flush(), n_bytes=len(before) + n_mib * MIB)


def raw_zip(parts: Mapping[str, Part]) -> bytes:
    """A zip of parts as they are, whether they are what they say or not."""
    body, listed = bytearray(), bytearray()
    for name, each in parts.items():
        path = name.encode()
        told = struct.pack(
            "<HHHHHIIIHH", 20, each.flags, each.method, 0, 33, each.crc, len(each.packed),
            min(each.n_bytes, 0xFFFFFFFF), len(path), 0,
        )  # fmt: skip
        listed += b"PK\1\2" + struct.pack("<H", 20) + told
        listed += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + path
        body += b"PK\3\4" + told + path + each.packed
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listed), len(body), 0)
    return bytes(body + listed + b"PK\5\6" + end)


def word(document: str | None = None, **others: Part) -> bytes:
    """A Word file with parts of its own making, named with __ for a slash and _ for a point."""
    good = document or element("document", f"<w:body>{paragraph(REPORT)}</w:body>")
    named = {name.replace("__", "/").replace("_xml", ".xml"): each for name, each in others.items()}
    return raw_zip({"word/document.xml": part(good.encode())} | named)


def body(inner: str) -> str:
    """The whole document part."""
    return element("document", f"<w:body>{inner}</w:body>")


def with_dtd(dtd: str, inner: str) -> str:
    """A document part that declares a document type."""
    return body(inner).replace("?>", f"?><!DOCTYPE w:document [{dtd}]>", 1)


def laughs(n: int = 12) -> str:
    """Entities, each ten times the one before."""
    declared = ['<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">']
    for i in range(n):
        ten = f"&a{i};" * 10
        declared.append(f'<!ENTITY a{i + 1} "{ten}">')
    return "".join(declared)


def excel(*rows: Sequence[object]) -> bytes:
    """A sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in rows:
        sheet.append(list(cells))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(inner: str, head: str = "") -> bytes:
    """An Excel file whose one sheet is written by hand."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
            f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{office}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_MAIN}">{inner}</worksheet>',
        }
    )


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_of(*cells: tuple[int, str, str]) -> str:
    """Rows of one cell each."""
    inner = "".join(f'<row r="{n}">{text_cell(f"{c}{n}", text)}</row>' for n, c, text in cells)
    return f"<sheetData>{inner}</sheetData>"


# PDFs -----------------------------------------------------------------------------------------


def pdf(*lines: str, **options: object) -> bytes:
    """A page of Latin lines, by reportlab."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 400), **options)
    for i, line in enumerate(lines or ("The county built 31 km of greenways in one year.",)):
        canvas.drawString(40, 360 - 14 * i, line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of objects as they are."""
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, data in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at = places.get(number)
        out += b"%010d 00000 %s \n" % (at or 0, b"n" if at else b"f")
    out += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(out)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 20 100 Td (The county built 31 km of greenways.) Tj ET"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def page(
    box: bytes = b"0 0 300 200", more: bytes = b"/F 5 0 R", contents: bytes = b"4 0 R"
) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %s/Resources<</Font<<%s>>>>>>" % (
        box,
        contents,
        more,
    )


def one_page(
    contents: bytes = WORDS, box: bytes = b"0 0 300 200", packed: bytes | None = None, **more: bytes
) -> bytes:
    """A PDF of one page by hand."""
    drawn = stream(contents) if packed is None else stream(packed, b"/Filter/FlateDecode")
    objects = {
        1: CATALOG,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page(box),
        4: drawn,
        5: FONT,
    }
    return raw_pdf(objects | {int(name[1:]): data for name, data in more.items()})


def tree_of(*kids: bytes, count: int = 1, **more: bytes) -> bytes:
    """A PDF whose tree of pages is told."""
    objects = {
        1: CATALOG,
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), count),
        3: page(),
        4: stream(WORDS),
        5: FONT,
    }
    return raw_pdf(objects | {int(name[1:]): data for name, data in more.items()})


def packed_zeros(n_mib: int, byte: bytes = b" ") -> bytes:
    """A zlib stream of many MiB of one byte."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress((byte * MIB)[:MIB]) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * n_mib + packer.flush()


# Old office files -----------------------------------------------------------------------------


def ole(*streams: str, n_bytes: int = 4096) -> bytes:
    """The head of an OLE file, with the names of streams in it."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names).ljust(n_bytes, b"\0")


# What is said of them
BROKEN = "is broken or not whole: open and save it again"
LARGE = "unpacks to more than 64 MiB"
MANY = "has more than 500,000 cells"
LOCKED = "is protected by a password: save it without one"
DOCTYPE = "declares a document type"
BROKEN_PDF = "is a PDF that is broken or not whole"
NO_OFFICE = "is of an old format that needs LibreOffice: install it"
EMPTY = "is empty: delete it"
BINARY = "is binary, not text"
DEEP = "nested"


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _encrypted_pdf(user: str) -> bytes:
    return pdf(encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0))


LONG_DOCX = docx(*(paragraph(f"{i}{REPORT}") for i in range(500)))
LONG_PDF = pdf(*(f"Line {i} of a report that is a little longer." for i in range(25)))
LONG_EXCEL = excel(*((f"第{i}项", i) for i in range(500)))
GOOD = paragraph(REPORT)
ONES = "<c><v>1</v></c>" * 1000
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
HTML = f"<html><head><title>报告</title></head><body><p>{REPORT}</p>%s</body></html>"
MHT = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: file:///etc/passwd\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\n%s\r\n--x--\r\n"
)


def page_with(inner: str) -> bytes:
    return (HTML % inner).encode()


def _row(cell: str) -> str:
    return f"<w:tr>{cell * 1000}</w:tr>"


def many_columns(n_rows: int, n_cells: int, attributes: str) -> str:
    cells = f"<td {attributes}>1</td>" * n_cells
    return f"<table>{f'<tr>{cells}</tr>' * n_rows}</table>"


def nested_multiparts(n: int) -> bytes:
    out = ["MIME-Version: 1.0"]
    out += [f'Content-Type: multipart/related; boundary="b{i}"\r\n\r\n--b{i}' for i in range(n)]
    return ("\r\n".join(out) + "\r\nContent-Type: text/html\r\n\r\n<p>内</p>").encode()


def entity(root: str, address: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY e SYSTEM "{address}">]>'


FILES: dict[str, Hostile] = {
    # Zips that unpack to more than a machine has
    "document of 4 GiB": Hostile(
        name="a.docx", data=stored(word(word__document_xml=zeros(4095))), told=LARGE
    ),
    "styles of 4 GiB": Hostile(
        name="a.docx", data=stored(word(word__styles_xml=zeros(4095))), told=LARGE
    ),
    "document of blanks": Hostile(
        name="a.docx", data=stored(word(word__document_xml=zeros(60, b" "))), told=BROKEN
    ),
    "document of tags": Hostile(
        name="a.docx",
        data=lambda *_: word(
            word__document_xml=part(b"<w:x xmlns:w='w'>" + b"<w:p/>" * 7_000_000 + b"</w:x>")
        ),
        told="has more elements than are read",
    ),
    "size said too small": Hostile(
        name="a.docx", data=stored(word(word__document_xml=part(body(GOOD).encode(), n_bytes=9))),
        told=BROKEN,
    ),
    "size said too large": Hostile(
        name="a.docx",
        data=stored(word(word__document_xml=part(body(GOOD).encode(), n_bytes=0xFFFFFFF0))),
        text=REPORT,
    ),
    "wrong checksum": Hostile(
        name="a.docx", data=stored(word(word__document_xml=part(body(GOOD).encode(), crc=1))),
        told=BROKEN,
    ),
    "unknown packing": Hostile(
        name="a.docx", data=stored(word(word__document_xml=part(body(GOOD).encode(), method=99))),
        told=BROKEN,
    ),
    "encrypted part": Hostile(
        name="a.docx", data=stored(word(word__document_xml=part(body(GOOD).encode(), flags=1))),
        told=LOCKED,
    ),
    "sixty thousand parts": Hostile(
        name="a.docx",
        data=stored(
            word(None, **{f"word__{i}_xml": Part(packed=b"", n_bytes=0, method=0) for i in range(60_000)})
        ),
        text=REPORT,
    ),
    "sheets of many GiB": Hostile(
        name="a.xlsx",
        data=stored(raw_zip({f"xl/worksheets/sheet{i}.xml": zeros(200) for i in range(40)})),
        told="unpacks to more than 128 MiB",
    ),
    "zip in a zip": Hostile(
        name="a.docx", data=stored(zipped({"a.zip": zipped({"a.zip": LONG_DOCX})})),
        told="is a damaged .docx, or another zip",
    ),
    "names that lead out": Hostile(
        name="a.docx",
        data=stored(
            word(None, **{"../../../../etc/evil.txt": part(b"x"), "/etc/evil": part(b"x")})
        ),
        text=REPORT,
    ),
    "the same name twice": Hostile(
        name="a.docx",
        data=stored(word(None, **{"word/Document.xml": part(body(GOOD).encode())})),
        text=REPORT,
    ),
    "no list at its end": Hostile(name="a.docx", data=stored(_cut(LONG_DOCX, 0.9)), told=BROKEN),
    "half a docx": Hostile(name="a.docx", data=stored(_cut(LONG_DOCX, 0.5)), told=BROKEN),
    "the first bytes of a docx": Hostile(name="a.docx", data=stored(LONG_DOCX[:40]), told="is a damaged"),
    "last byte gone": Hostile(name="a.docx", data=stored(LONG_DOCX[:-1]), told=BROKEN),
    "half an xlsx": Hostile(name="a.xlsx", data=stored(_cut(LONG_EXCEL, 0.5)), told=BROKEN),
    "most of an xlsx": Hostile(name="a.xlsx", data=stored(_cut(LONG_EXCEL, 0.95)), told=BROKEN),
    # Entities
    "billion laughs in a docx": Hostile(
        name="a.docx",
        data=stored(docx(parts={"word/document.xml": with_dtd(laughs(), paragraph("&a12;".join("甲乙"))).replace("&amp;", "&")})),
        told=f"{DOCTYPE}|{BROKEN}",
    ),
    "billion laughs in UTF-16": Hostile(
        name="a.docx",
        data=stored(
            docx(parts={"word/document.xml": with_dtd(laughs(), GOOD).replace("UTF-8", "UTF-16").encode("utf-16")})
        ),
        told=DOCTYPE,
    ),
    "billion laughs in relations": Hostile(
        name="a.docx",
        data=stored(docx(GOOD, parts={"_rels/.rels": f"<!DOCTYPE x [{laughs()}]><x>&a12;</x>"})),
        told=f"{DOCTYPE}|{BROKEN}",
    ),
    "billion laughs in an attribute": Hostile(
        name="a.docx",
        data=stored(docx(parts={"word/document.xml": with_dtd(laughs(), '<w:p w:x="&a12;"/>')})),
        told=f"{DOCTYPE}|{BROKEN}",
    ),
    "billion laughs in a sheet": Hostile(
        name="a.xlsx",
        data=stored(sheet(rows_of((1, "A", "&a12;")), f"<!DOCTYPE worksheet [{laughs()}]>")),
        told=f"{DOCTYPE}|{BROKEN}",
    ),
    "billion laughs in html": Hostile(
        name="a.html",
        data=stored(f"<!DOCTYPE html [{laughs()}]>{HTML % '<p>&a12;</p>'}".encode()),
        text=REPORT,
    ),
    "an entity that is a file, docx": Hostile(
        name="a.docx",
        data=lambda folder, _: docx(
            parts={"word/document.xml": with_dtd(f'<!ENTITY e SYSTEM "file://{folder}/{BESIDE}">', "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")}
        ),
        told=DOCTYPE,
    ),
    "an entity on the net, docx": Hostile(
        name="a.docx",
        data=lambda _, address: docx(
            parts={"word/document.xml": with_dtd(f'<!ENTITY % e SYSTEM "{address}/e.dtd"> %e;', GOOD)}
        ),
        told=DOCTYPE,
    ),
    "a document type on the net": Hostile(
        name="a.docx",
        data=lambda _, address: docx(
            parts={"word/document.xml": body(GOOD).replace("?>", f'?><!DOCTYPE w:document SYSTEM "{address}/w.dtd">', 1)}
        ),
        told=DOCTYPE,
    ),
    "an entity that is a file, sheet": Hostile(
        name="a.xlsx",
        data=lambda folder, _: sheet(
            rows_of((1, "A", "&e;")), entity("worksheet", f"file://{folder}/{BESIDE}")
        ),
        told=DOCTYPE,
    ),
    "an entity that is a file, html": Hostile(
        name="a.html",
        data=lambda folder, _: (entity("html", f"file://{folder}/{BESIDE}") + HTML % "<p>&e;</p>").encode(),
        text=REPORT,
    ),
    "an included file": Hostile(
        name="a.docx",
        data=lambda folder, _: docx(
            GOOD + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file://{folder}/{BESIDE}"/>'
        ),
        text=REPORT,
    ),
    # Passwords
    "docx with a password": Hostile(
        name="a.docx", data=stored(ole("EncryptionInfo", "EncryptedPackage")), told=LOCKED
    ),
    "xlsx with a password": Hostile(
        name="a.xlsx", data=stored(ole("EncryptionInfo", "EncryptedPackage")), told=LOCKED
    ),
    "pdf with a password": Hostile(name="a.pdf", data=stored(_encrypted_pdf("user")), told=LOCKED),
    "pdf that may not be printed": Hostile(
        name="a.pdf", data=stored(_encrypted_pdf("")), text="31 km of greenways"
    ),
    # Relations
    "relation to a file": Hostile(
        name="a.docx",
        data=lambda folder, _: docx(GOOD, parts={"_rels/.rels": f'<R><r Type="x/officeDocument" Target="file://{folder}/{BESIDE}"/></R>'}),
        text=REPORT,
    ),
    "relation to the net": Hostile(
        name="a.docx",
        data=lambda _, address: docx(
            GOOD,
            parts={
                "_rels/.rels": f'<R><r Type="x/officeDocument" TargetMode="External" Target="{address}/x"/></R>',
                "word/_rels/settings.xml.rels": f'<R><r Type="x/attachedTemplate" TargetMode="External" Target="{address}/x.dotm"/></R>',
            },
        ),
        text=REPORT,
    ),
    "relation that leads out": Hostile(
        name="a.docx",
        data=stored(docx(GOOD, parts={"_rels/.rels": '<R><r Type="x/officeDocument" Target="../../../../etc/passwd"/></R>'})),
        text=REPORT,
    ),
    # Depth
    "tables in tables, docx": Hostile(
        name="a.docx",
        data=stored(docx("<w:tbl><w:tr><w:tc>" * 10_000 + GOOD + "</w:tc></w:tr></w:tbl>" * 10_000)),
        told=BROKEN,
    ),
    "tables as deep as XML may be": Hostile(
        name="a.docx",
        data=stored(docx(GOOD, "<w:tbl><w:tr><w:tc/><w:tc>" * 80 + GOOD + "</w:tc></w:tr></w:tbl>" * 80)),
        text=REPORT,
    ),
    "controls in controls, docx": Hostile(
        name="a.docx",
        data=stored(docx(GOOD, "<w:sdt><w:sdtContent>" * 110 + GOOD + "</w:sdtContent></w:sdt>" * 110)),
        text=REPORT,
    ),
    "fields in fields": Hostile(
        name="a.docx",
        data=stored(docx(GOOD, paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000), GOOD)),
        text=REPORT,
    ),
    "a hundred thousand divs": Hostile(
        name="a.html", data=stored(page_with("<div>" * 100_000 + REPORT)), told=DEEP
    ),
    "a thousand divs": Hostile(
        name="a.html",
        data=stored(page_with("<div>" * 1_000 + "深处的话也在。" + "</div>" * 1_000)),
        text="深处的话也在。",
    ),
    "a thousand fonts": Hostile(
        name="a.html",
        data=stored(page_with("<font>" * 1_000 + "深处的话也在。")),
        text="深处的话也在。",
    ),
    "lists in lists, html": Hostile(
        name="a.html", data=stored(page_with("<ul><li>" * 50_000 + REPORT)), told=DEEP
    ),
    "tables in tables, html": Hostile(
        name="a.html", data=stored(page_with("<table><tr><td>" * 5_000 + REPORT)), told=DEEP
    ),
    "quotes in quotes, md": Hostile(
        name="a.md", data=stored(f"{'> ' * 10_000}甲\n\n{REPORT}".encode()), text=REPORT
    ),
    "brackets in brackets, md": Hostile(
        name="a.md", data=stored(f"{'[' * 5_000}\n\n{REPORT}".encode()), text=REPORT
    ),
    "parts in parts, mht": Hostile(name="a.mht", data=stored(nested_multiparts(3000)), told="web archive"),
    # Size
    "a table of a million cells, docx": Hostile(
        name="a.docx",
        data=stored(docx(f"<w:tbl>{_row('<w:tc><w:p/></w:tc>') * 1000}</w:tbl>", GOOD)),
        told=MANY,
    ),
    "a cell over 10^9 columns, docx": Hostile(
        name="a.docx",
        data=stored(
            docx(
                word_files.table(
                    word_files.row(word_files.cell("甲", properties='<w:gridSpan w:val="1000000000"/>'), "乙"),
                    word_files.row(word_files.cell("丙", properties='<w:gridSpan w:val="-5"/>'), REPORT),
                )
            )
        ),
        text=REPORT,
    ),
    "many cells over 999 columns, docx": Hostile(
        name="a.docx",
        data=stored(
            docx(word_files.table(*[word_files.row(word_files.cell("甲", properties='<w:gridSpan w:val="999"/>'), "乙")] * 2000))
        ),
        told=MANY,
    ),
    "a cell over 10^9 columns, html": Hostile(
        name="a.html",
        data=stored(page_with("<table><tr><td colspan=1000000000 rowspan=1000000000>甲</td><td>乙</td></tr><tr><td>丙丁</td></tr></table>")),
        text=REPORT,
    ),
    "many cells over 1000 columns, html": Hostile(
        name="a.html", data=stored(page_with(many_columns(30, 2000, "colspan=1000 rowspan=1000"))),
        told=MANY,
    ),
    "a table of a million cells, html": Hostile(
        name="a.html", data=stored(page_with(many_columns(1000, 1000, ""))), told=MANY
    ),
    "the last cell of a sheet": Hostile(
        name="a.xlsx",
        data=stored(sheet(rows_of((1, "A", REPORT), (1_048_576, "XFD", "末")))),
        text=REPORT,
    ),
    "a whole sheet merged": Hostile(
        name="a.xlsx",
        data=stored(sheet(rows_of((1, "A", REPORT)) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        told=MANY,
    ),
    "cells beyond a sheet": Hostile(
        name="a.xlsx",
        data=stored(sheet(rows_of((1, "A", REPORT), (99_999_999_999, "ZZZZZZ", "外")))),
        told=BROKEN,
    ),
    "six hundred thousand cells": Hostile(
        name="a.xlsx",
        data=stored(sheet(f"<sheetData>{f'<row>{ONES}</row>' * 600}</sheetData>")),
        told=MANY,
    ),
    "a sheet of dates beyond time": Hostile(
        name="a.xlsx",
        data=stored(sheet(f'<sheetData><row r="1">{text_cell("A1", REPORT)}<c r="B1" t="d"><v>99999-99-99</v></c><c r="C1" t="n"><v>1e999</v></c><c r="D1" t="e"><v>#N/A</v></c></row></sheetData>')),
        told=f"{BROKEN}|Excel file that is broken",
    ),
    "numbers of a hundred megabytes, docx": Hostile(
        name="a.docx",
        data=stored(
            docx(
                *[numbered("甲")] * 1000, GOOD,
                numbering=word_files.abstract_list(word_files.level(0, text="%1" * 20_000)) + word_files.list_of(),
            )
        ),
        text=REPORT,
    ),
    "numbers of impossible levels": Hostile(
        name="a.docx",
        data=stored(
            docx(
                *(numbered(f"{n}项", level=n) for n in (99, -1, 8)), numbered(REPORT),
                numbering=word_files.abstract_list(
                    word_files.level(0, "noSuchFormat", "%1.%9", start=-7),
                    word_files.level(99, "upperRoman", start=2**40),
                    word_files.level(8, "upperRoman", start=999_999_999),
                )
                + word_files.list_of(),
            )
        ),
        text=REPORT,
    ),
    "styles in a circle": Hostile(
        name="a.docx",
        data=stored(
            docx(
                paragraph(REPORT, properties='<w:pStyle w:val="A"/>'),
                styles=word_files.style("A", based_on="B") + word_files.style("B", based_on="A"),
            )
        ),
        text=REPORT,
    ),
    "a list whose definition is itself": Hostile(
        name="a.docx",
        data=stored(
            docx(
                numbered(REPORT),
                numbering='<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/><w:numStyleLink w:val="S"/></w:abstractNum>'
                + word_files.list_of(),
            )
        ),
        text=REPORT,
    ),
    "outline of level 10^30": Hostile(
        name="a.docx",
        data=stored(docx(paragraph(REPORT, properties=f'<w:outlineLvl w:val="{10**30}"/>'))),
        text=REPORT,
    ),
    "csv of one line of 100 MB": Hostile(
        name="a.csv", data=lambda *_: b"a" * 100_000_000, told="is no table of cells"
    ),
    "csv of a quote that never ends": Hostile(
        name="a.csv", data=lambda *_: ('甲,"' + "乙\n" * 1_000_000).encode(), told="is no table of cells"
    ),
    "csv of a million cells": Hostile(
        name="a.csv", data=lambda *_: ("1," * 999 + "1\n").encode() * 1000, told=MANY
    ),
    "csv of one row of many cells": Hostile(
        name="a.csv", data=lambda *_: b"," * 10_000_000 + b"1", told=MANY
    ),
    # PDFs
    "half a pdf": Hostile(name="a.pdf", data=stored(_cut(LONG_PDF, 0.5)), told=BROKEN_PDF),
    "most of a pdf": Hostile(name="a.pdf", data=stored(_cut(LONG_PDF, 0.95)), told=f"{BROKEN_PDF}|holds no text"),
    "the first bytes of a pdf": Hostile(name="a.pdf", data=stored(LONG_PDF[:20]), told=BROKEN_PDF),
    "a hundred thousand pages": Hostile(
        name="a.pdf", data=stored(tree_of(*[b"3 0 R"] * 100_000, count=100_000)), told="has more than 3000 pages"
    ),
    "a million pages that are not there": Hostile(
        name="a.pdf", data=stored(tree_of(b"3 0 R", count=1_000_000)), told="has more than 3000 pages"
    ),
    "minus one page": Hostile(
        name="a.pdf", data=stored(tree_of(b"3 0 R", count=-1)), text="31 km"
    ),
    "pages in a circle": Hostile(
        name="a.pdf",
        data=stored(tree_of(b"6 0 R", count=3, _6=b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 6 0 R 3 0 R]/Count 3>>")),
        told="whose page 1 cannot be read",
    ),
    "absurd page size": Hostile(
        name="a.pdf", data=stored(one_page(box=b"-1e30 -1e30 1e30 1e30")), text="31 km"
    ),
    "page of no size": Hostile(name="a.pdf", data=stored(one_page(box=b"0 0 0 0")), text="31 km"),
    "a figure that draws itself": Hostile(
        name="a.pdf",
        data=stored(
            raw_pdf(
                {
                    1: CATALOG,
                    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
                    4: stream(WORDS + b" /X Do"),
                    5: FONT,
                    6: stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
                }
            )
        ),
        told="takes too much memory",
    ),
    "a page that unpacks to 512 MiB": Hostile(
        name="a.pdf", data=lambda *_: one_page(packed=packed_zeros(512)), told="holds no text|cannot be read"
    ),
    "ten million letters on a page": Hostile(
        name="a.pdf",
        data=lambda *_: one_page(
            packed=zlib.compress(b"BT /F 1 Tf 1 1 Td " + (b"(" + b"a" * 10_000 + b") Tj ") * 1000 + b"ET")
        ),
        told="has more than|takes too much memory",
    ),
    "half a character": Hostile(
        name="a.pdf",
        data=stored(
            raw_pdf(
                {
                    1: CATALOG,
                    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    3: page(),
                    4: stream(WORDS + b" BT /F 12 Tf 20 50 Td (zz) Tj ET"),
                    5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
                    6: stream(b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <7a> <7a> <d800> endbfrange"),
                }
            )
        ),
        text="31 km",
    ),
    "a list of objects that leads to itself": Hostile(
        name="a.pdf",
        data=stored(one_page().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 600")),
        text="31 km",
    ),
    # Other kinds than their names say
    "html named .doc": Hostile(name="a.doc", data=stored(page_with("")), text=REPORT),
    "text named .docx": Hostile(name="a.docx", data=stored(REPORT.encode()), text=REPORT),
    "docx named .pdf": Hostile(name="a.pdf", data=stored(docx(GOOD)), text=REPORT),
    "docx named .txt": Hostile(name="a.txt", data=stored(docx(GOOD)), text=REPORT),
    "pdf named .docx": Hostile(name="a.docx", data=stored(pdf()), text="31 km"),
    "xlsx named .csv": Hostile(name="a.csv", data=stored(excel((REPORT, 1), ("乙", 2))), text=REPORT),
    "csv named .xlsx": Hostile(name="a.xlsx", data=stored(f"{REPORT},1\n".encode()), text=REPORT),
    "png named .pdf": Hostile(name="a.pdf", data=stored(PNG), told="is a picture"),
    "gzip named .txt": Hostile(
        name="a.txt", data=stored(b"\x1f\x8b\x08\0\0\0\0\0" + zlib.compress(b"x" * 900)), told="binary|no known encoding"
    ),
    "program named .doc": Hostile(name="a.doc", data=stored(b"MZ\x90\0\3\0\0\0" + b"\0\xff" * 900), told=BINARY),
    "rtf named .doc": Hostile(name="a.doc", data=stored(rb"{\rtf1 \object\objdata 0105}"), told=NO_OFFICE),
    "rtf of many braces": Hostile(name="a.rtf", data=stored(rb"{\rtf1" + b"{" * 1_000_000), told=NO_OFFICE),
    "half a doc": Hostile(name="a.doc", data=stored(ole("WordDocument", n_bytes=1500)), told=NO_OFFICE),
    "an old sheet": Hostile(name="a.xls", data=stored(ole("Workbook")), told=NO_OFFICE),
    "an office file of another kind": Hostile(
        name="a.doc", data=stored(ole("PowerPoint Document")), told="is an office file without a text"
    ),
    # Nothing in them
    **{
        f"empty {suffix}": Hostile(name=f"a{suffix}", data=stored(b""), told=EMPTY)
        for suffix in (".txt", ".docx", ".pdf", ".html", ".xlsx", ".csv", ".doc", ".mht")
    },
    "blanks": Hostile(name="a.docx", data=stored(b" \r\n\t" * 5000), told=EMPTY),
    "many blanks, then a page": Hostile(name="a.html", data=stored(b" " * 10_000 + page_with("")), text=REPORT),
    "a docx of no words": Hostile(name="a.docx", data=stored(docx(paragraph(""))), told=EMPTY),
    "a page of no words": Hostile(name="a.html", data=stored(b"<html><body><script>x</script></body></html>"), told=EMPTY),
    "a sheet of no words": Hostile(name="a.xlsx", data=stored(sheet("<sheetData/>")), told=EMPTY),
    "NULs": Hostile(name="a.txt", data=stored(b"\0" * 5000), told=BINARY),
    # Characters
    "NULs in html": Hostile(
        name="a.html", data=stored(page_with("<p>甲乙&#0;丙&#xD800;丁。</p>")), text=REPORT
    ),
    "control characters in html": Hostile(
        name="a.html", data=stored(page_with("<p>&#1;&#8;甲&#27;[31m乙。</p>")), text=REPORT
    ),
    "bidi controls": Hostile(
        name="a.docx", data=stored(docx(paragraph(f"\u202e{REPORT}\u2066"))), text=REPORT
    ),
    "escapes in a sheet": Hostile(
        name="a.xlsx", data=stored(sheet(rows_of((1, "A", "_x0000__xD800_甲"), (2, "A", REPORT)))), text=REPORT
    ),
    # What a page may ask a browser to do
    "base, scripts, refresh": Hostile(
        name="a.html",
        data=lambda _, address: (
            f'<html><head><base href="{address}/"><meta http-equiv=refresh content="0;url={address}/r">'
            f'<link rel=stylesheet href="{address}/s.css"><script src="{address}/x.js"></script></head>'
            f'<body onload="fetch(\'{address}\')"><img src="i.png"><iframe src="{address}/f"></iframe>'
            f"<p>{REPORT}</p><script>document.write('{SECRET}')</script></body></html>"
        ).encode(),
        text=REPORT,
    ),
    "a comment that never ends": Hostile(
        name="a.html", data=stored(page_with("<!-- " + "x" * 1000)), text=REPORT
    ),
    "an archive without a page": Hostile(
        name="a.mht", data=stored(MHT.replace("text/html", "text/css").encode()), told="without a page"
    ),
    "an archive of a local page": Hostile(
        name="a.mht", data=stored((MHT % (HTML % "")).encode()), text=REPORT
    ),
    "an archive of a broken page": Hostile(
        name="a.mht",
        data=stored((MHT.replace("8bit", "base64") % "!!!!").encode()),
        told="without a page|without text",
    ),
}  # fmt: skip
