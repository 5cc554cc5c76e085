// Notices that the server is gone, that it is back, and that an answer of it went astray.
"use strict";
(() => {
  const { wenbao } = window;
  const LOOK_MS = 1500;
  const PATIENCE_MS = 3000; // an answer may take a while: only then is the server looked for
  let isGone = false;

  async function isThere() {
    try {
      const found = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
      return found.status < 500;
    } catch {
      return false;
    }
  }

  function notice(text, kind) {
    const line = document.createElement("p");
    line.textContent = text;
    line.className = kind;
    wenbao.get("notice").replaceChildren(...(text ? [line] : []));
  }

  async function look() {
    const isHere = await isThere();
    if (!isHere && !isGone) {
      isGone = true;
      notice(wenbao.text("server_gone"), "gone");
      wenbao.giveUp();
    } else if (isHere && isGone) {
      wenbao.reload(); // Gradio asks a server that was gone nothing more
    }
    return isHere;
  }

  // Gradio's client takes a stream that the server has just closed for open when it asks something
  // at that moment: the answer then waits at the server until the next question opens another.
  async function lookAfter() {
    if (!isGone && !wenbao.isWaiting(PATIENCE_MS)) return;
    if (!(await look()) || isGone) return;
    wenbao.fail("wake"); // the one before may have gone astray itself
    wenbao.ask("wake", {}).catch(() => {});
  }

  // Why a question got no answer, told in a line.
  async function explain() {
    if (await look()) notice(wenbao.text("server_busy"), "busy");
  }

  wenbao.onStart(() => setInterval(lookAfter, LOOK_MS));
  Object.assign(wenbao, { notice, explain });
})();
