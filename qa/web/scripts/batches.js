// Many questions at once: a file of them is read by the server, asked a few at a time, and becomes a table.
"use strict";
(() => {
  const { wenbao } = window;
  const { get } = wenbao;
  const MARK = "\uFEFF"; // by which Excel and WPS know UTF-8
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const PART = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const BYTES_A_KB = 1024;
  const PIECE = 0x8000; // bytes that are made text at once
  const WIDTHS = [8, 40, 40, 12, 12, 60]; // of the first columns of a table without others

  let batch = null; // its name, head, rows to be asked, lines that were answered
  let isRunning = false;

  const part = (name) => get("batch").querySelector(`.batch-${name}`);
  const say = (name, values) => wenbao.text(`batch_${name}`, values);

  function tell(text) {
    part("told").textContent = text;
  }

  function complain(markup) {
    wenbao.show(part("notice"), markup);
  }

  function refresh() {
    const n = batch ? batch.lines.length : 0;
    const isOver = Boolean(batch) && n === batch.rows.length;
    part("progress").hidden = !batch;
    if (batch) {
      part("progress").max = batch.rows.length;
      part("progress").value = n;
    }
    part("stop").hidden = !isRunning;
    part("go-on").hidden = isRunning || !batch || isOver;
    for (const button of get("batch").querySelectorAll(".batch-save")) button.hidden = isRunning || !n;
    part("choose").disabled = isRunning;
  }

  function coded(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += PIECE) {
      text += String.fromCodePoint(...bytes.subarray(at, at + PIECE));
    }
    return btoa(text);
  }

  async function take(file) {
    if (isRunning) return;
    batch = null;
    complain("");
    get("batch").open = true;
    const limit = wenbao.number("batch_kb");
    if (file.size > limit * BYTES_A_KB) {
      part("notice").textContent = say("too_large", { limit });
      tell("");
      refresh();
      return;
    }
    tell(say("reading", { name: file.name }));
    refresh();
    try {
      const data = coded(new Uint8Array(await file.arrayBuffer()));
      const reply = await wenbao.ask("questions", { name: file.name, data });
      if (reply.notice) {
        complain(reply.notice);
        tell("");
        return;
      }
      batch = { rows: reply.rows, head: reply.head, about: reply.told, lines: [] };
    } catch {
      tell("");
      wenbao.explain();
      return;
    }
    await run();
  }

  // Asks the next few questions, and those behind them; gives what it ended with.
  async function step(own) {
    const n = own.lines.length;
    const all = own.rows.length;
    if (!isRunning || n === all) return "stopped";
    tell(`${own.about} ${say("asking", { n, all })}`);
    refresh();
    const rows = own.rows.slice(n, n + wenbao.number("batch_at_once"));
    const reply = await wenbao.ask("answers", { rows });
    if (reply.notice) complain(reply.notice);
    if (reply.notice || !reply.lines.length) return "failed";
    own.lines.push(...reply.lines);
    return step(own);
  }

  // Goes on from the last line that was answered.
  async function run() {
    const own = batch;
    isRunning = true;
    complain("");
    const end = await step(own).catch(() => "failed");
    isRunning = false;
    const n = own.lines.length;
    const all = own.rows.length;
    tell(n === all ? `${own.about} ${summary(own)}` : say(end, { n, all }));
    refresh();
  }

  function summary({ lines }) {
    const count = (...levels) => lines.filter(({ level }) => levels.includes(level)).length;
    return say("done", {
      answered: count("answered", "counted"),
      likely: count("likely"),
      untold: count("not told", "not asked"),
    });
  }

  const relation = (kind, target) =>
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`;
  const type = (name, content) => `<Override PartName="/xl/${name}.xml" ContentType="${PART}.${content}+xml"/>`;

  // The smallest workbook that is whole; its rows are written by the server.
  function workbook({ head, lines }) {
    const widths = WIDTHS.map((width, k) => `<col min="${k + 1}" max="${k + 1}" width="${width}" customWidth="1"/>`);
    const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    return wenbao.zipFile(
      {
        "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("workbook", "sheet.main")}${type("worksheets/sheet1", "worksheet")}</Types>`,
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${say("file")}" sheetId="1" r:id="r1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${[head, ...lines].map(({ xml }) => xml).join("")}</sheetData></worksheet>`,
      },
      `${PART}.sheet`,
    );
  }

  const WRITERS = {
    xlsx: workbook,
    csv: ({ head, lines }) => new Blob([MARK, ...[head, ...lines].map(({ csv }) => csv)], { type: "text/csv" }),
  };

  function save(form) {
    const day = new Date().toISOString().slice(0, 10);
    wenbao.download(WRITERS[form](batch), `${say("file")}-${day}.${form}`);
  }

  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  // While the box is open, and where no reports can be added, a file that is dropped holds questions.
  function onDrag(event) {
    if (!hasFiles(event) || !(get("batch").open || !get("drop"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "drop" && event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  }

  wenbao.onStart(() => {
    const acts = {
      choose: () => part("files").click(),
      stop: () => {
        isRunning = false;
      },
      "go-on": run,
    };
    get("batch").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.form) save(button.dataset.form);
      for (const [name, act] of Object.entries(acts)) if (button.matches(`.batch-${name}`)) act();
    });
    part("files").addEventListener("change", () => {
      const [file] = part("files").files;
      part("files").value = "";
      if (file) take(file);
    });
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) addEventListener(name, onDrag, true);
    addEventListener("beforeunload", (event) => {
      if (isRunning) event.preventDefault(); // the browser asks in words of its own
    });
    refresh();
  });
})();
