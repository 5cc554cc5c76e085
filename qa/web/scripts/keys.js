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
      wenbao.box().focus();
    } else if (event.key === "Escape" && !event.target.closest("dialog")) {
      closeNearest(event);
    }
  }

  function closeNearest(event) {
    const filters = wenbao.get("filters");
    const find = wenbao.get("find");
    if (filters.open) {
      filters.open = false;
      filters.querySelector("summary").focus();
    } else if (event.target === find && find.value) {
      wenbao.forget();
    } else if (wenbao.isViewing()) {
      wenbao.closeOriginal();
    } else {
      wenbao.closeReader();
    }
  }

  wenbao.onStart(() => {
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", (event) => {
      const filters = wenbao.get("filters");
      if (filters.open && !filters.contains(event.target)) filters.open = false;
    });
  });
})();
