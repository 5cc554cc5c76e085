// The sources: the cards of a turn, unfolded and copied; in a narrow window a sheet with a way back.
"use strict";
(() => {
  const { wenbao } = window;
  const SHOWN_MS = 2000;
  const MOST_ENTRIES = 50; // of a history, after which it grows no longer
  let empty = "";
  let caller = null; // the turn whose sources are shown
  let nEntries = 0; // of the history, once the sheet is open

  const isSheet = () => wenbao.get("page").classList.contains("sourcing");

  function showSources(turn, markup) {
    if (caller !== turn) wenbao.get("sources-pane").classList.remove("called");
    caller = turn;
    wenbao.show(wenbao.get("sources"), markup);
    wenbao.get("sources-pane").scrollTop = wenbao.get("sources").scrollTop = 0;
    wenbao.get("reports").open = false;
    for (const each of document.querySelectorAll(".turn")) {
      each.classList.toggle("current", each === turn);
    }
  }

  // Whether they were called to stand beside a table, which otherwise has all the room.
  function isBesideTable(turn) {
    const pane = wenbao.get("sources-pane");
    const isBeside = pane.classList.contains("called") && pane.getClientRects().length > 0;
    return !wenbao.narrow.matches && turn === caller && isBeside && turn.querySelector(".report-table");
  }

  // Shows the sources of an earlier turn, wherever they are shown.
  function openSources(turn) {
    if (isBesideTable(turn)) {
      wenbao.get("sources-pane").classList.remove("called");
      return;
    }
    showSources(turn, turn.sources);
    if (wenbao.narrow.matches) openSheet();
    else call();
    wenbao.get("sources-title").focus({ preventScroll: true });
  }

  // Where an answer stands is brought into sight beside it, or in a narrow window below it.
  function showWhere(turn) {
    const pane = wenbao.get("sources-pane");
    if (!wenbao.narrow.matches && turn.sources && !pane.getClientRects().length) call();
    const shown = wenbao.narrow.matches ? turn : wenbao.get("sources");
    const where = shown.querySelector("cite, .card.cited, .card");
    if (where) where.scrollIntoView({ block: "nearest" });
  }

  function call() {
    const pane = wenbao.get("sources-pane");
    pane.classList.remove("called");
    void pane.offsetWidth; // so that what is called twice in a row is seen twice
    pane.classList.add("called");
    if (!pane.getClientRects().length) wenbao.closeReader();
  }

  // The way back of a phone closes the sheet too.
  function openSheet() {
    if (isSheet()) return;
    history.pushState({ ...history.state, isSheet: true }, "");
    nEntries = history.length;
    setSheet(true);
  }

  function setSheet(isOpen) {
    wenbao.get("page").classList.toggle("sourcing", isOpen);
    wenbao.uncover();
  }

  function closeSheet() {
    if (!isSheet()) return;
    setSheet(false);
    const isLast = history.length === nEntries && nEntries < MOST_ENTRIES;
    if (history.state && history.state.isSheet) {
      if (isLast) history.back();
      else history.replaceState({ ...history.state, isSheet: false }, "");
    }
    const button = caller && caller.isConnected && caller.querySelector(".show-sources");
    (button || wenbao.box()).focus();
  }

  function followHistory(event) {
    if (isSheet() && !(event.state && event.state.isSheet)) setSheet(false);
  }

  function unfold(button) {
    const card = button.closest(".card");
    const isOpen = card.classList.toggle("unfolded");
    const { fold } = button.dataset;
    button.dataset.fold = button.textContent;
    button.textContent = fold;
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) card.scrollIntoView({ block: "nearest" });
  }

  function clearSources() {
    caller = null;
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
      const button = event.target.closest(".copy, .unfold");
      if (button && button.matches(".copy")) copy(button);
      else if (button) unfold(button);
    });
    wenbao.get("close-sources").addEventListener("click", closeSheet);
    wenbao.get("page").addEventListener("click", (event) => {
      // Beside the sheet there is only its shade.
      if (isSheet() && event.target === wenbao.get("page")) closeSheet();
    });
    addEventListener("popstate", followHistory);
    wenbao.narrow.addEventListener("change", () => setSheet(false));
    if (history.state && history.state.isSheet) history.replaceState({ ...history.state, isSheet: false }, "");
  });
  Object.assign(wenbao, {
    showSources, openSources, showWhere, clearSources, closeSources: closeSheet, isSourcing: isSheet, write,
  });
})();
