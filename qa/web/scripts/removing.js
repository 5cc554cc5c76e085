// Correcting and removing the report in the reader; to remove it is asked for first.
"use strict";
(() => {
  const { wenbao } = window;
  const { get } = wenbao;
  const REPORT = /^#([0-9a-z]+)\//u;
  let panel = null; // of the script that adds reports
  let named = null; // the report that may be removed

  function report() {
    const paragraph = document.querySelector("#reader-body .paragraph .number");
    return paragraph ? paragraph.hash.match(REPORT)[1] : "";
  }

  async function correctReport() {
    const dialog = get("correcting");
    const finish = (told) => {
      dialog.close();
      if (told) wenbao.tell(told);
      panel.look();
    };
    get("correcting-form").replaceChildren();
    get("correcting-wrong").textContent = "";
    dialog.showModal();
    try {
      await wenbao.heads.fill(get("correcting-form"), { report: report() }, finish);
    } catch (error) {
      get("correcting-wrong").textContent = error.told || error.message;
    }
  }

  function askToRemove() {
    get("correcting").close();
    named = { report: report() };
    const title = get("reader-title").textContent;
    const facts = document.querySelector("#reader-body .facts");
    const file = facts ? facts.textContent.split(" · ").at(-1) : "";
    get("removing-told").textContent = panel.text("remove_told", { title, file });
    get("removing-wrong").textContent = "";
    get("removing").showModal();
    get("keep-report").focus();
  }

  async function remove() {
    get("remove").disabled = true;
    try {
      await wenbao.uploads.change("remove", named);
      get("removing").close();
      wenbao.closeReader();
      panel.open();
    } catch (error) {
      get("removing-wrong").textContent = error.told || error.message;
    } finally {
      get("remove").disabled = false;
    }
  }

  function offerRemoval(of) {
    panel = of;
    get("remove").addEventListener("click", remove);
    get("keep-report").addEventListener("click", () => get("removing").close());
  }

  Object.assign(wenbao, { correctReport, askToRemove, offerRemoval });
})();
