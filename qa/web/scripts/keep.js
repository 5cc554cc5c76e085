// Keeps the conversation over a reload, which is how the page finds back to a server that was gone.
"use strict";
(() => {
  const { wenbao } = window;
  const KEY = "wenbao";

  function save(more = {}) {
    const turns = wenbao.turns().map((turn) => ({
      turn: turn.outerHTML,
      view: turn.view,
      sources: turn.sources,
      markdown: turn.markdown,
    }));
    const kept = { turns, question: wenbao.box().value, ...more };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      sessionStorage.removeItem(KEY); // it is full, or off: the conversation is short-lived then
    }
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
    sessionStorage.removeItem(KEY);
    if (!kept) return;
    for (const { view, ...reply } of kept.turns) wenbao.place(reply, view);
    if (kept.question) wenbao.fillBox(kept.question);
    if (kept.isBack) wenbao.notice(wenbao.text("server_back"), "back");
  }

  function reload() {
    removeEventListener("pagehide", onLeave);
    save({ isBack: true });
    location.reload();
  }

  const onLeave = () => save();

  wenbao.onStart(() => {
    restore();
    addEventListener("pagehide", onLeave);
  });
  Object.assign(wenbao, { reload });
})();
