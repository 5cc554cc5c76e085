// The sources pane: the cards of a turn, and copying them as citations.
"use strict";
(() => {
  const { wenbao } = window;
  const SHOWN_MS = 2000;
  let empty = "";

  function showSources(turn, markup) {
    wenbao.show(wenbao.get("sources"), markup);
    wenbao.get("sources-pane").scrollTop = 0;
    wenbao.get("reports").open = false;
    for (const each of document.querySelectorAll(".turn")) {
      each.classList.toggle("current", each === turn);
    }
  }

  function clearSources() {
    wenbao.show(wenbao.get("sources"), empty);
    wenbao.get("reports").open = true;
  }

  async function write(text) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Not offered on addresses that are neither local nor https.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden-text";
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (!isCopied) throw new Error("not copied");
  }

  async function copy(button) {
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    let told = wenbao.text("copied");
    try {
      await write(button.dataset.copy);
      button.classList.add("done");
    } catch {
      told = wenbao.text("not_copied");
    }
    button.textContent = told;
    wenbao.tell(told);
    button.focus();
    setTimeout(() => {
      button.textContent = label;
      button.classList.remove("done");
    }, SHOWN_MS);
  }

  wenbao.onStart(() => {
    empty = wenbao.get("sources").innerHTML;
    wenbao.get("sources").addEventListener("click", (event) => {
      const button = event.target.closest(".copy");
      if (button) copy(button);
    });
  });
  Object.assign(wenbao, { showSources, clearSources, write });
})();
