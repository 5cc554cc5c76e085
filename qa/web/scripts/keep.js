// Keeps the conversation over a reload, which is how the page finds back to a server that was gone.
"use strict";
(() => {
  const { wenbao } = window;
  const KEY = "wenbao";

  function save(more = {}) {
    wenbao.closeMenu();
    const turns = wenbao.turns().map((turn) => {
      const kept = { turn: turn.outerHTML, view: turn.view };
      for (const name of wenbao.KEPT) kept[name] = turn[name];
      return kept;
    });
    take();
    // Of a conversation that there is no room for, the last turns; none where it is off.
    const rest = { question: wenbao.box().value, ...more };
    let n = turns.length;
    while (!store({ turns: turns.slice(-n), ...rest }) && n > 1) n = Math.floor(n / 2);
  }

  function store(kept) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  // What was saved, once; nothing where it cannot be had.
  function take() {
    try {
      const kept = sessionStorage.getItem(KEY);
      sessionStorage.removeItem(KEY);
      return JSON.parse(kept);
    } catch {
      return null;
    }
  }

  function restore() {
    const kept = take();
    if (!kept || !kept.turns) return;
    for (const { view, ...reply } of kept.turns) wenbao.put(reply, view);
    const last = wenbao.turns().at(-1);
    if (last) wenbao.attend(last);
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
    addEventListener("pagehide", onLeave);
    restore();
  });
  Object.assign(wenbao, { reload });
})();
