// The questions that were asked, back in the box by ↑ and ↓, as in a terminal.
"use strict";
(() => {
  const { wenbao } = window;
  let back = 0; // how many questions ago the one in the box was asked; 0: it is a new one
  let draft = "";

  const asked = () => wenbao.turns().map((turn) => turn.question);

  // Only where the key would not move the caret: in an empty box, or in what was recalled.
  function isFree(box) {
    return !box.value || (back > 0 && box.value === asked().at(-back));
  }

  function go(step) {
    const box = wenbao.box();
    const to = back + step;
    if (to < 0 || to > asked().length) return false;
    if (!back) draft = box.value;
    back = to;
    wenbao.fillBox(back ? asked().at(-back) : draft);
    box.setSelectionRange(box.value.length, box.value.length);
    return true;
  }

  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!isFree(wenbao.box())) back = 0;
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step && isFree(wenbao.box()) && go(step)) event.preventDefault();
  }

  wenbao.onStart(() => {
    wenbao.box().addEventListener("keydown", onKey);
    wenbao.get("ask-row").addEventListener("submit", () => {
      back = 0;
    });
  });
})();
