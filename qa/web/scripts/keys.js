// Keys for the whole page: / to the question box, Esc closes what is open.
"use strict";
(() => {
  const { wenbao } = window;

  function onKey(event) {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      wenbao.closeOriginal(); // which covers the box, or takes its place
      if (wenbao.isReading() && wenbao.get("panes").inert) wenbao.closeReader();
      wenbao.closeSources();
      wenbao.box().focus();
    } else if (event.key === "Escape" && !event.target.closest("dialog")) {
      closeNearest(event);
    }
  }

  function closeNearest(event) {
    const find = wenbao.get("find");
    if (wenbao.get("filters").open) closeFilters();
    else if (wenbao.isReading() && wenbao.closeOutline()) wenbao.get("show-outline").focus();
    else if (event.target === find && find.value) wenbao.forget();
    else if (wenbao.isViewing()) wenbao.closeOriginal();
    else if (wenbao.isReading()) wenbao.closeReader();
    else wenbao.closeSources();
  }

  function closeFilters() {
    const filters = wenbao.get("filters");
    filters.open = false;
    filters.querySelector("summary").focus();
  }

  wenbao.onStart(() => {
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", (event) => {
      const filters = wenbao.get("filters");
      // The element itself is hit where the shade around the sheet is.
      const isBeside = !filters.contains(event.target) || event.target === filters;
      if (filters.open && isBeside) filters.open = false;
      else if (event.target.closest("#filters .done")) closeFilters();
    });
    wenbao.get("filters").addEventListener("focusout", (event) => {
      const filters = wenbao.get("filters");
      if (event.relatedTarget && !filters.contains(event.relatedTarget)) filters.open = false;
    });
  });
})();
