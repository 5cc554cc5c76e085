// Takes a table along: the rows that are shown to the clipboard, all of them as a file.
"use strict";
(() => {
  const { wenbao } = window;
  const MOST_CHARS = 40; // of a question, in the name of a file
  const UNNAMEABLE = /[\\/:*?"<>|\s\p{C}]+/gu;

  function tell(table, text) {
    table.querySelector(".taken").textContent = text;
  }

  // Written by the server, so that no cell is a formula, or two cells.
  function lines(table) {
    const { heads, lines: ofRows } = table.closest(".turn").table;
    return [heads, ...wenbao.shownRows(table).map((row) => ofRows[row.dataset.number])];
  }

  async function copy(table) {
    const copied = lines(table);
    let told = wenbao.text("table_copied", { n: copied.length - 1 });
    try {
      await wenbao.write(copied.join("\n"));
    } catch {
      told = wenbao.text("not_copied");
    }
    tell(table, told);
  }

  function fileName(question, form) {
    const name = question.replaceAll(UNNAMEABLE, "").slice(0, MOST_CHARS);
    const day = new Date().toISOString().slice(0, 10);
    return `${name || wenbao.text("export_file")}-${day}.${form}`;
  }

  async function save(table, button) {
    const { asked: question, view } = table.closest(".turn");
    if (table.dataset.saving) return;
    table.dataset.saving = "yes";
    tell(table, wenbao.text("table_exporting"));
    try {
      const reply = await wenbao.ask("file", { question, view, form: button.dataset.form });
      tell(table, "");
      if (reply.notice) {
        wenbao.show(wenbao.get("notice"), reply.notice);
        return;
      }
      const bytes = Uint8Array.from(atob(reply.bytes), (each) => each.codePointAt(0));
      wenbao.download(new Blob([bytes], { type: reply.kind }), fileName(question, reply.form));
      tell(table, wenbao.text("table_exported", { n: reply.n }));
    } catch {
      tell(table, "");
      wenbao.explain();
    } finally {
      delete table.dataset.saving;
    }
  }

  wenbao.onStart(() => {
    wenbao.get("chat").addEventListener("click", (event) => {
      const button = event.target.closest(".copy-table, .export-table");
      if (!button) return;
      const table = button.closest(".report-table");
      if (button.matches(".copy-table")) copy(table);
      else save(table, button);
    });
  });
})();
