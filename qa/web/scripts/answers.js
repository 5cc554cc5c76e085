// What can be done with an answer: copy it, link to it, judge it, say what is right, go on from it.
"use strict";
(() => {
  const { wenbao } = window;
  const ASKS = "q"; // what an address that asks a question calls it

  // The address that asks a turn's question again, self-contained and of the same reports.
  function link(turn) {
    const query = new URLSearchParams(turn.view);
    query.set(ASKS, turn.asked);
    return `${wenbao.base()}?${query}`;
  }

  async function copy(button, text, told) {
    let said = wenbao.text(told);
    try {
      await wenbao.write(text);
    } catch {
      said = wenbao.text("not_copied");
    }
    button.closest(".turn").querySelector(".judged").textContent = said;
  }

  function askRight(turn, isAsked) {
    const form = turn.querySelector(".righting");
    form.hidden = !isAsked;
    if (isAsked) form.elements.right.focus();
  }

  // What the server finds an answer again by.
  function asAsked(turn) {
    const { question, text, view } = turn;
    return { question, text, view, history: wenbao.historyBefore(turn) };
  }

  // Tells what became of a verdict, and whether it was kept.
  async function isKept(turn, verdict) {
    const told = turn.querySelector(".judged");
    try {
      const reply = await wenbao.ask("judge", { ...asAsked(turn), ...verdict });
      wenbao.show(told, reply.told);
      return Boolean(reply.kept);
    } catch {
      told.textContent = "";
      wenbao.explain();
      return false;
    }
  }

  async function judge(turn, button) {
    const { verdict } = button.dataset;
    askRight(turn, verdict === "disliked");
    if (!(await isKept(turn, { verdict }))) return;
    for (const each of turn.querySelectorAll(".judge")) {
      each.setAttribute("aria-checked", String(each === button));
    }
  }

  async function correct(turn, right) {
    if (await isKept(turn, { right, verdict: "corrected" })) askRight(turn, false);
  }

  async function nextQuestions(turn) {
    if (!turn.matches(".found")) return "";
    try {
      return (await wenbao.ask("next", asAsked(turn))).questions;
    } catch {
      return ""; // nothing is offered then
    }
  }

  // Questions to go on with: they are looked for once the answer is there to be read.
  async function suggest(turn) {
    const next = turn.querySelector(".next");
    if (!next) return;
    wenbao.show(next, await nextQuestions(turn));
    next.dataset.looked = "yes";
  }

  const ACTS = {
    ".copy-answer": (turn, button) => copy(button, turn.copied, "answer_copied"),
    ".copy-link": (turn, button) => copy(button, link(turn), "link_copied"),
    ".judge": judge,
    ".no-answer": (turn) => correct(turn, ""),
    ".skip-right": (turn) => askRight(turn, false),
  };

  function onClick(event) {
    const button = event.target.closest(".turn button");
    if (!button) return;
    for (const [selector, act] of Object.entries(ACTS)) {
      if (button.matches(selector)) act(button.closest(".turn"), button);
    }
  }

  function onSubmit(event) {
    if (!event.target.matches(".righting")) return;
    event.preventDefault();
    const right = event.target.elements.right.value.trim();
    if (right) correct(event.target.closest(".turn"), right);
  }

  // An address with a question asks it, once: a reload shows what was answered. Who followed it sees the
  // answer, and where it stands.
  async function askAddressed() {
    const { [ASKS]: question, ...view } = Object.fromEntries(new URLSearchParams(location.search));
    if (question === undefined) return;
    const query = new URLSearchParams(view).toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    history.replaceState(history.state, "", address);
    const turn = await wenbao.send(question, view);
    if (turn) wenbao.showWhere(turn);
  }

  wenbao.onStart(() => {
    wenbao.get("chat").addEventListener("click", onClick);
    wenbao.get("chat").addEventListener("submit", onSubmit);
    askAddressed();
  });
  Object.assign(wenbao, { suggest });
})();
