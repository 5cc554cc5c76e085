// The reader: a whole report beside the chat, opened at a paragraph by its address.
"use strict";
(() => {
  const { wenbao } = window;
  const ADDRESS = /^#([0-9a-z]+)\/(\d+)$/u;
  let shown = ""; // the report in the pane
  let opener = null; // what had the focus before
  let unmark = () => {};

  const pane = () => wenbao.get("reader");
  const isOpen = () => !pane().hidden;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function reveal(element) {
    if (element) element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "instant" });
  }

  // In a narrow window the reader covers all else, and a page of the original covers the reader.
  function uncover() {
    const isViewing = !wenbao.get("original").hidden;
    const covers = wenbao.narrow.matches && (isOpen() || isViewing);
    const isSourcing = wenbao.isSourcing();
    wenbao.get("panes").inert = covers;
    wenbao.get("head").inert = covers || isSourcing;
    for (const id of ["talk", "held"]) wenbao.get(id).inert = isSourcing;
    pane().inert = wenbao.narrow.matches && isViewing;
    wenbao.get("page").classList.toggle("reading", isOpen());
    wenbao.get("page").classList.toggle("viewing", isViewing);
    wenbao.measure(); // at once: what is shown next is scrolled to
  }

  function mark(paragraph, markup, span) {
    unmark();
    unmark = () => {};
    if (!paragraph) return;
    paragraph.classList.add("target");
    const text = paragraph.querySelector(".text");
    const plain = text.innerHTML;
    if (markup) {
      wenbao.show(text, markup);
      Object.assign(paragraph.dataset, span);
    }
    unmark = () => {
      paragraph.classList.remove("target");
      delete paragraph.dataset.start;
      delete paragraph.dataset.end;
      text.innerHTML = plain;
    };
  }

  function point(heading) {
    if (!heading) return;
    heading.classList.add("target");
    unmark = () => heading.classList.remove("target");
  }

  function show(reply) {
    if (reply.gone) {
      shown = "";
      unmark = () => {};
      wenbao.get("reader-title").textContent = "";
      wenbao.show(wenbao.get("reader-body"), reply.gone);
    } else if (reply.body) {
      shown = reply.report;
      unmark = () => {};
      wenbao.show(wenbao.get("reader-title"), reply.title);
      wenbao.show(wenbao.get("reader-body"), reply.body);
      wenbao.forget();
      wenbao.outline();
    }
  }

  // Opens a report at a paragraph, and marks a span of it where one is given.
  async function read(report, number, { start, end, near, heading } = {}) {
    if (!isOpen()) opener = document.activeElement;
    let reply;
    try {
      reply = await wenbao.ask("read", { report, number, start, end, near, shown });
    } catch {
      wenbao.explain();
      return;
    }
    const wasOpen = isOpen();
    pane().hidden = false;
    uncover();
    show(reply);
    const paragraph = document.getElementById(`${report}/${number}`);
    mark(heading ? null : paragraph, reply.marked, { start, end });
    point(heading && document.getElementById(heading));
    const marked = paragraph && (paragraph.querySelector("strong") || paragraph.querySelector("mark"));
    reveal(document.getElementById(heading) || paragraph);
    if (marked && marked.getBoundingClientRect().bottom > innerHeight) reveal(marked);
    if (!wasOpen) wenbao.get("reader-title").focus({ preventScroll: true });
  }

  function close() {
    if (!isOpen()) return;
    wenbao.closeOriginal();
    wenbao.closeOutline();
    pane().hidden = true;
    uncover();
    wenbao.forget();
    if (ADDRESS.test(location.hash)) {
      history.pushState(history.state, "", location.pathname + location.search);
    }
    const back = opener && opener.isConnected && opener !== document.body ? opener : wenbao.box();
    back.focus();
  }

  function followAddress() {
    const found = location.hash.match(ADDRESS);
    if (found) read(found[1], Number(found[2]));
    else close();
  }

  function followLink(event) {
    const link = event.target.closest("a[href^='#']");
    const found = link && link.getAttribute("href").match(ADDRESS);
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(history.state, "", found[0]);
    const { start, end, near, heading } = link.dataset;
    const span = start === undefined ? {} : { start: Number(start), end: Number(end), near: near === "yes" };
    read(found[1], Number(found[2]), { ...span, heading });
  }

  // After another index has been published: an open report may be another one, or gone.
  function reread() {
    if (!isOpen() || !shown) return;
    const report = shown;
    const found = location.hash.match(ADDRESS);
    shown = "";
    read(report, found ? Number(found[2]) : 1);
  }

  wenbao.onStart(() => {
    wenbao.get("page").addEventListener("click", followLink);
    wenbao.get("close-reader").addEventListener("click", close);
    addEventListener("popstate", followAddress);
    wenbao.narrow.addEventListener("change", uncover);
    if (ADDRESS.test(location.hash)) followAddress();
  });
  Object.assign(wenbao, { closeReader: close, isReading: isOpen, reread, uncover });
})();
