// Takes the conversation along, as Markdown, Word or text: files that are made in the browser.
"use strict";
(() => {
  const { wenbao } = window;
  const MARK = "\uFEFF"; // by which an old Notepad knows UTF-8

  const WRITERS = {
    md: (title, turns) => {
      const text = [`# ${title}`, ...turns.map((turn) => turn.markdown)].join("\n\n");
      return new Blob([text, "\n"], { type: "text/markdown" });
    },
    txt: (title, turns) => {
      const text = [title, ...turns.map((turn) => turn.plain)].join("\n\n");
      return new Blob([MARK, `${text}\n`.replaceAll("\n", "\r\n")], { type: "text/plain" });
    },
    docx: (title, turns) => wenbao.wordFile(title, turns.map((turn) => turn.word)),
  };

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  function save(format) {
    const day = new Date().toISOString().slice(0, 10);
    const blob = WRITERS[format](`${wenbao.text("title")} · ${day}`, wenbao.turns());
    download(blob, `${wenbao.text("export_file")}-${day}.${format}`);
  }

  wenbao.onStart(() => {
    wenbao.get("export-formats").addEventListener("click", (event) => {
      const button = event.target.closest("[data-format]");
      if (button) save(button.dataset.format);
    });
  });
  Object.assign(wenbao, { download });
})();
