// Searching inside the report that is open. What is found is marked without touching the text.
"use strict";
(() => {
  const { wenbao } = window;
  let ranges = [];
  let at = -1;

  // The text of a paragraph, in which it stays together however it is marked, and its nodes.
  function pieces(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { nodes, text };
  }

  function place(nodes, offset) {
    let low = 0;
    while (low + 1 < nodes.length && nodes[low + 1].start <= offset) low += 1;
    return [nodes[low].node, offset - nodes[low].start];
  }

  // Lower case letter by letter: places must stay where they are.
  const folded = (text) =>
    Array.from({ length: text.length }, (_, i) => {
      const lower = text[i].toLowerCase();
      return lower.length === 1 ? lower : text[i];
    }).join("");

  function search(words) {
    const wanted = folded(words.trim());
    const found = [];
    if (!wanted) return found;
    const all = wenbao.get("reader-body").querySelectorAll(".report .text, .report [class^=level-]");
    for (const element of all) {
      const { nodes, text } = pieces(element);
      const whole = folded(text);
      for (let i = whole.indexOf(wanted); i >= 0; i = whole.indexOf(wanted, i + wanted.length)) {
        const range = new Range();
        range.setStart(...place(nodes, i));
        const [node, offset] = place(nodes, i + wanted.length - 1);
        range.setEnd(node, offset + 1);
        found.push(range);
      }
    }
    return found;
  }

  function paint() {
    if (!window.Highlight) return; // an older browser still scrolls to what is found
    CSS.highlights.set("found", new Highlight(...ranges));
    CSS.highlights.set("found-now", new Highlight(...ranges.slice(at, at + 1)));
  }

  function tell() {
    const isAsked = wenbao.get("find").value.trim() !== "";
    const count = { i: at + 1, n: ranges.length };
    const told = ranges.length ? wenbao.text("find_count", count) : wenbao.text("find_none");
    wenbao.get("found").textContent = isAsked ? told : "";
    wenbao.get("find-form").classList.toggle("finding", isAsked);
    for (const id of ["find-previous", "find-next"]) wenbao.get(id).disabled = !ranges.length;
  }

  function go(step) {
    if (!ranges.length) return;
    at = (at + step + ranges.length) % ranges.length;
    paint();
    tell();
    const element = ranges[at].startContainer.parentElement;
    element.scrollIntoView({ block: "center" });
  }

  function look() {
    ranges = search(wenbao.get("find").value);
    at = -1;
    paint();
    tell();
    go(1);
  }

  function forget() {
    wenbao.get("find").value = "";
    ranges = [];
    at = -1;
    paint();
    tell();
  }

  wenbao.onStart(() => {
    const box = wenbao.get("find");
    box.addEventListener("input", (event) => {
      if (!event.isComposing) look();
    });
    box.addEventListener("compositionend", look);
    wenbao.get("find-form").addEventListener("submit", (event) => event.preventDefault());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) go(event.shiftKey ? -1 : 1);
    });
    wenbao.get("find-previous").addEventListener("click", () => go(-1));
    wenbao.get("find-next").addEventListener("click", () => go(1));
    tell();
  });
  Object.assign(wenbao, { forget });
})();
