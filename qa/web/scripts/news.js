// Looks now and then whether the corpus is another one: the lists then follow without a reload.
"use strict";
(() => {
  const { wenbao } = window;
  const LOOK_MS = 4000;
  let isLooking = false;
  let shown = "";

  async function look() {
    if (isLooking || document.hidden) return;
    isLooking = true;
    try {
      const { generation, line } = await wenbao.ask("news", {});
      if (line !== shown) {
        wenbao.show(wenbao.get("news"), line);
        shown = line;
      }
      await wenbao.follow(generation);
    } catch {
      // What is asked next finds out why.
    } finally {
      isLooking = false;
    }
  }

  wenbao.onStart(() => setInterval(look, LOOK_MS));
})();
