// Takes the conversation along, as Markdown that is made in the browser.
"use strict";
(() => {
  const { wenbao } = window;

  function save() {
    const day = new Date().toISOString().slice(0, 10);
    const heading = `# ${wenbao.text("title")} · ${day}`;
    const text = [heading, ...wenbao.turns().map((turn) => turn.markdown)].join("\n\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text, "\n"], { type: "text/markdown" }));
    link.download = `${wenbao.text("export_file")}-${day}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  wenbao.onStart(() => wenbao.get("export").addEventListener("click", save));
})();
