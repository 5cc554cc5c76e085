// Asks the server, a question at a time on each channel (qa/web/pages/page.py makes the channels).
"use strict";
window.wenbao = (() => {
  const BESIDE_PX = 12; // between a cell and the edge it is scrolled to
  const channels = new Map();
  let lastId = 0;

  function channel(name) {
    if (!channels.has(name)) {
      const made = { line: Promise.resolve(), waiting: null };
      made.trigger = new Promise((resolve) => {
        made.opened = resolve;
      });
      channels.set(name, made);
    }
    return channels.get(name);
  }

  // Called by Gradio once a channel can be used.
  function open(name, trigger, watch, props) {
    watch("value", () => {
      const { waiting } = channel(name);
      if (waiting && props.value && props.value.id === waiting.id) waiting.resolve(props.value);
    });
    channel(name).opened(trigger);
  }

  // Called by Gradio where a question got no answer.
  function fail(name) {
    const { waiting } = channel(name);
    if (waiting) waiting.reject(new Error("failed"));
  }

  // The answer to what is sent; rejected where there is none.
  function ask(name, sent) {
    const asked = channel(name);
    const answer = asked.line.then(async () => {
      const trigger = await asked.trigger;
      try {
        return await new Promise((resolve, reject) => {
          asked.waiting = { id: ++lastId, resolve, reject, since: performance.now() };
          trigger(name, { id: lastId, sent });
        });
      } finally {
        asked.waiting = null;
      }
    });
    asked.line = answer.catch(() => {});
    return answer;
  }

  // Whether something has been waited for so long that the server may be gone.
  function isWaiting(forMs) {
    const now = performance.now();
    return [...channels.values()].some(({ waiting }) => waiting && now - waiting.since > forMs);
  }

  function giveUp() {
    for (const name of channels.keys()) fail(name);
  }

  const get = (id) => document.getElementById(id);

  // Markup comes from the server only, where all text in it has been escaped.
  function show(element, markup) {
    element.innerHTML = markup;
    bring(element);
  }

  // A table scrolls in its own box: to the cell that answers.
  function bring(element) {
    for (const cell of element.querySelectorAll(".table strong")) {
      const box = cell.closest(".table");
      const past = cell.getBoundingClientRect().right - box.getBoundingClientRect().right;
      if (past > 0) box.scrollLeft += past + BESIDE_PX;
    }
  }

  function text(name, values = {}) {
    const texts = JSON.parse(get("page").dataset.texts);
    return texts[name].replaceAll(/\{(\w+)\}/gu, (_, key) => values[key]);
  }

  // What the server counts with too.
  const number = (name) => JSON.parse(get("page").dataset.numbers)[name];

  // The page's own address, without what is searched in and what is read.
  const base = () => location.origin + location.pathname;

  // Read out by screen readers.
  function tell(told) {
    get("status").textContent = told;
  }

  // A window in which panes are sheets: as the styles have it.
  const narrow = matchMedia("(max-width: 899px)");

  // What waits for the frame in the visitor's language.
  const starting = [];
  const onStart = (run) => starting.push(run);

  function frame(element, watch) {
    let isStarted = false;
    const start = () => {
      const page = get("page");
      if (isStarted || !page || !page.dataset.greeted) return;
      isStarted = true;
      document.documentElement.lang = page.lang;
      for (const run of starting) {
        try {
          run();
        } catch (error) {
          console.error(error); // the others still start
        }
      }
    };
    watch("value", start);
    start();
  }

  return {
    open, fail, ask, isWaiting, giveUp, get, show, bring, text, number, base, tell, frame, onStart, narrow,
  };
})();
