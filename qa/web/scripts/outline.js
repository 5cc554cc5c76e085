// The outline of the report that is open: at hand wherever one reads, and telling where that is.
"use strict";
(() => {
  const { wenbao } = window;
  const BELOW_PX = 96; // from the top: what begins above is what is read
  const BROAD_PX = 860; // from which on an outline has room beside the text
  let headings = []; // each with its link in the outline, in their order
  let isWaiting = false;

  const pane = () => wenbao.get("reader");
  const button = () => wenbao.get("show-outline");
  const isOpen = () => pane().classList.contains("outlined");

  function set(isWanted) {
    pane().classList.toggle("outlined", isWanted);
    button().setAttribute("aria-expanded", String(isWanted));
  }

  function open() {
    set(true);
    const link = current() || wenbao.get("outline").querySelector("a");
    if (link) link.focus();
  }

  function close() {
    if (!isOpen()) return false;
    set(false);
    return true;
  }

  const current = () => wenbao.get("reader-body").querySelector(".outline [aria-current]");

  // The heading under which the first lines stand that are seen.
  function follow() {
    isWaiting = false;
    const edge = wenbao.get("reader-body").getBoundingClientRect().top + BELOW_PX;
    let low = -1;
    let high = headings.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (headings[middle].element.getBoundingClientRect().top <= edge) low = middle;
      else high = middle;
    }
    const before = current();
    const now = low < 0 ? null : headings[low].link;
    if (now === before) return;
    if (before) before.removeAttribute("aria-current");
    if (!now) return;
    now.setAttribute("aria-current", "true");
    // Without scrolling the text itself.
    const box = now.closest(".outline").firstElementChild;
    const at = now.getBoundingClientRect();
    const within = box.getBoundingClientRect();
    if (at.top < within.top || at.bottom > within.bottom) {
      box.scrollTop += at.top - within.top - box.clientHeight / 2;
    }
  }

  function onScroll() {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(follow);
  }

  // A report has come: its headings, and the paragraphs that begin with one.
  function take() {
    headings = [];
    for (const link of wenbao.get("reader-body").querySelectorAll(".outline a")) {
      const own = document.getElementById(link.dataset.heading);
      const element = own || document.getElementById(link.getAttribute("href").slice(1));
      if (element) headings.push({ element, link });
    }
    button().hidden = !headings.length;
    set(false);
    follow();
  }

  // The pane's width is not the window's: styles are told what has room in it.
  function measure() {
    for (const id of ["reader", "original"]) {
      const { clientWidth, classList } = wenbao.get(id);
      if (clientWidth) classList.toggle("broad", clientWidth >= BROAD_PX);
    }
  }

  wenbao.onStart(() => {
    const observer = new ResizeObserver(measure);
    for (const id of ["reader", "original"]) observer.observe(wenbao.get(id));
    button().addEventListener("click", () => (isOpen() ? close() : open()));
    wenbao.get("reader-body").addEventListener("scroll", onScroll, { passive: true });
    pane().addEventListener("click", (event) => {
      const isSwitch = event.target.closest("#show-outline");
      if (!isSwitch && (event.target.closest(".outline a") || !event.target.closest(".outline"))) close();
    });
    button().hidden = true;
  });
  Object.assign(wenbao, { outline: take, closeOutline: close, measure });
})();
