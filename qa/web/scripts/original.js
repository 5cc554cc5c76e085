// The page of a report's file, as a picture beside the text, with what is cited in a box.
"use strict";
(() => {
  const { wenbao } = window;
  const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
  const FITTING = ZOOMS.indexOf(1);
  const ABOVE = 0.3; // of the pane's height, that is left above a box
  let shown = {}; // the place that is shown, or asked for, and how many pages there are
  let wanted = null; // what was asked for while another page was on its way
  let isAsking = false;
  let zoom = FITTING;
  let opener = null; // what had the focus before

  const pane = () => wenbao.get("original");
  const bodyOf = () => wenbao.get("original-body");
  const isOpen = () => !pane().hidden;

  function setTools() {
    const { page, nPages } = shown;
    wenbao.get("page-previous").disabled = !page || page <= 1;
    wenbao.get("page-next").disabled = !page || page >= nPages;
    wenbao.get("zoom-out").disabled = !page || zoom === 0;
    wenbao.get("zoom-in").disabled = !page || zoom === ZOOMS.length - 1;
  }

  // To the first box, and else to the beginning of the page.
  function bring() {
    const body = bodyOf();
    const box = body.querySelector(".box.span");
    if (!box) {
      body.scrollTop = 0;
      return;
    }
    const from = body.getBoundingClientRect();
    const at = box.getBoundingClientRect();
    body.scrollTop += at.top - from.top - ABOVE * body.clientHeight;
    body.scrollLeft += at.left - from.left - (body.clientWidth - at.width) / 2;
  }

  function setZoom(wish) {
    zoom = Math.min(Math.max(wish, 0), ZOOMS.length - 1);
    const body = bodyOf();
    const at = (body.scrollTop + body.clientHeight / 2) / body.scrollHeight;
    body.style.setProperty("--zoom", ZOOMS[zoom]);
    body.scrollTop = at * body.scrollHeight - body.clientHeight / 2;
    setTools();
  }

  function tell(text) {
    const line = document.createElement("p");
    line.className = "told";
    line.textContent = text;
    bodyOf().replaceChildren(line);
  }

  function show(reply, place) {
    shown = { ...place, page: reply.page, nPages: reply.n_pages };
    wenbao.show(wenbao.get("original-file"), reply.file || "");
    wenbao.show(bodyOf(), reply.gone || reply.body);
    if (reply.title) wenbao.show(wenbao.get("original-title"), reply.title);
    const picture = bodyOf().querySelector("img");
    if (picture) picture.addEventListener("error", () => tell(wenbao.text("picture_lost")));
    setTools();
    bring();
    const told = bodyOf().querySelector("p");
    wenbao.tell([reply.title && wenbao.get("original-title").textContent, told && told.textContent]
      .filter(Boolean).join(" "));
  }

  // One page at a time is asked for: who turns quickly gets the last one.
  async function ask(place) {
    wanted = place;
    if (isAsking) return;
    isAsking = true;
    wanted = null;
    try {
      const reply = await wenbao.ask("sheet", place);
      if (!wanted && isOpen()) show(reply, place);
    } catch {
      if (!wanted && isOpen()) tell(wenbao.text("picture_lost"));
    } finally {
      isAsking = false;
      if (wanted) ask(wanted);
    }
  }

  function open(button) {
    const { report, number, start } = button.dataset;
    // In the reader the span is marked that a citation has led to.
    const marked = start === undefined ? button.closest(".target[data-start]") : button;
    const span = marked ? { start: Number(marked.dataset.start), end: Number(marked.dataset.end) } : {};
    if (!isOpen()) {
      wenbao.show(wenbao.get("original-title"), "");
      wenbao.show(wenbao.get("original-file"), "");
    }
    opener = button;
    shown = {};
    pane().hidden = false;
    wenbao.uncover();
    tell(wenbao.text("page_coming"));
    setZoom(zoom);
    wenbao.get("original-title").focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest" });
    ask({ report, number: Number(number), ...span });
  }

  function close() {
    if (!isOpen()) return;
    pane().hidden = true;
    wanted = null;
    wenbao.show(bodyOf(), "");
    wenbao.uncover();
    const isThere = opener && opener.isConnected && opener.getClientRects().length;
    if (isThere) opener.focus();
    else if (wenbao.isReading()) wenbao.get("reader-title").focus();
    else wenbao.box().focus();
  }

  function turn(step) {
    const page = shown.page + step;
    if (!shown.page || page < 1 || page > shown.nPages) return;
    const { report, number, start, end } = shown;
    shown = { ...shown, page };
    setTools();
    ask({ report, number, start, end, page });
  }

  const KEYS = {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    "-": () => setZoom(zoom - 1),
    "+": () => setZoom(zoom + 1),
    "=": () => setZoom(zoom + 1),
    0: () => setZoom(FITTING),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    // A page that is wider than the pane is moved by the arrows.
    const isMoved = event.key.startsWith("Arrow") && bodyOf().scrollWidth > bodyOf().clientWidth;
    if (isMoved) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  wenbao.onStart(() => {
    wenbao.get("page").addEventListener("click", (event) => {
      const button = event.target.closest(".see-page");
      if (button) open(button);
    });
    wenbao.get("close-original").addEventListener("click", close);
    wenbao.get("page-previous").addEventListener("click", () => turn(-1));
    wenbao.get("page-next").addEventListener("click", () => turn(1));
    wenbao.get("zoom-out").addEventListener("click", () => setZoom(zoom - 1));
    wenbao.get("zoom-in").addEventListener("click", () => setZoom(zoom + 1));
    pane().addEventListener("keydown", onKey);
    wenbao.narrow.addEventListener("change", wenbao.uncover);
    setTools();
  });
  Object.assign(wenbao, { closeOriginal: close, isViewing: isOpen });
})();
