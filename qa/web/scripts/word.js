// Word files: the smallest that are whole (ECMA-376), around a body that the server has written.
"use strict";
(() => {
  const { wenbao } = window;
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PART = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

  // A paragraph's style: its size in half points, and what else it looks like.
  // What comes before and behind its spacing is in the order that the standard asks for.
  const style = (id, name, size, run = "", { before = "", behind = "" } = {}) =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === "Normal" ? ' w:default="1"' : ""}>` +
    `<w:name w:val="${name}"/>${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/>'}` +
    `<w:pPr>${before}<w:spacing w:after="80" w:line="320" w:lineRule="atLeast"/>${behind}</w:pPr>` +
    `<w:rPr>${run}<w:sz w:val="${size}"/></w:rPr></w:style>`;
  const QUIET = '<w:color w:val="5F5850"/>';
  const heading = (level) => ({
    before: "<w:keepNext/>",
    behind: `<w:outlineLvl w:val="${level}"/>`,
  });
  const INDENTED = { behind: '<w:ind w:left="420"/>' };
  const SET_IN = { behind: '<w:ind w:left="420" w:right="420"/>' };
  const STYLES = [
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" ' +
      'w:hAnsi="Times New Roman" w:eastAsia="宋体"/></w:rPr></w:rPrDefault></w:docDefaults>',
    style("Normal", "Normal", 24),
    style("Heading1", "heading 1", 36, "<w:b/>", heading(0)),
    style("Heading2", "heading 2", 26, "<w:b/>", heading(1)),
    style("Answer", "Answer", 32, "<w:b/>"),
    style("Member", "Member", 24, "", INDENTED),
    style("Said", "Said", 21, QUIET),
    style("Quote", "Quote", 24, "", SET_IN),
    style("Source", "Source", 21, QUIET, SET_IN),
  ].join("");

  const type = (name, content) => `<Override PartName="/word/${name}.xml" ContentType="${PART}.${content}+xml"/>`;
  const relation = (id, kind, target) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;

  const escaped = (text) =>
    text.replaceAll(/[&<>"]/gu, (mark) => `&#${mark.codePointAt(0)};`);

  function parts(title, bodies) {
    const first =
      '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' +
      `<w:r><w:t xml:space="preserve">${escaped(title)}</w:t></w:r></w:p>`;
    const page =
      '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>' +
      '<w:pgMar w:top="1440" w:right="1587" w:bottom="1440" w:left="1587" ' +
      'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>';
    return {
      "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("document", "document.main")}${type("styles", "styles")}</Types>`,
      "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relation("r1", "officeDocument", "word/document.xml")}</Relationships>`,
      "word/_rels/document.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relation("r1", "styles", "styles.xml")}</Relationships>`,
      "word/styles.xml": `<w:styles xmlns:w="${W}">${STYLES}</w:styles>`,
      "word/document.xml": `<w:document xmlns:w="${W}"><w:body>${first}${bodies.join("")}${page}</w:body></w:document>`,
    };
  }

  // --- a zip file whose parts are stored as they are (PKWARE's APPNOTE, 4.3)
  const LOCAL = 0x04034b50;
  const CENTRAL = 0x02014b50;
  const END = 0x06054b50;
  const DAY_ONE = 0x0021; // 1 January 1980: zip knows no earlier day, and no file of ours needs one

  const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });

  function checksum(bytes) {
    let value = 0xffffffff;
    for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff];
    return (value ^ 0xffffffff) >>> 0;
  }

  // Numbers of two and four bytes, the lowest first: [size, number] each.
  function numbers(...fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, number] of fields) {
      if (size === 2) view.setUint16(at, number, true);
      else view.setUint32(at, number, true);
      at += size;
    }
    return new Uint8Array(view.buffer);
  }

  function zipped(files) {
    const encoder = new TextEncoder();
    const made = [];
    const directory = [];
    let at = 0;
    for (const [path, text] of Object.entries(files)) {
      const name = encoder.encode(path);
      const bytes = encoder.encode(DECLARATION + text);
      const about = [
        [2, 20], [2, 0], [2, 0], [2, 0], [2, DAY_ONE],
        [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0],
      ];
      made.push(numbers([4, LOCAL], ...about), name, bytes);
      directory.push(
        numbers([4, CENTRAL], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
        name,
      );
      at += 30 + name.length + bytes.length;
    }
    const size = directory.reduce((sum, piece) => sum + piece.length, 0);
    const n = directory.length / 2;
    const end = numbers([4, END], [2, 0], [2, 0], [2, n], [2, n], [4, size], [4, at], [2, 0]);
    return [...made, ...directory, end];
  }

  // A package of parts, by their names.
  const zipFile = (files, kind) => new Blob(zipped(files), { type: kind });

  // A Word file of a heading and of what the server has written of each turn.
  const wordFile = (title, bodies) => zipFile(parts(title, bodies), `${PART}.document`);

  Object.assign(wenbao, { wordFile, zipFile });
})();
