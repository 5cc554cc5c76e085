// The conversation: asking, and what was answered.
"use strict";
(() => {
  const { wenbao } = window;
  const PREVIEW_CHARS = 300; // of a question that waits for its answer
  // What a turn keeps of its reply: to be shown, copied, exported, asked about.
  const KEPT = ["sources", "markdown", "plain", "word", "copied", "question", "asked", "text", "table", "scope"];

  const box = () => wenbao.get("question-box");
  const log = () => wenbao.get("log");
  const turns = () => [...log().querySelectorAll(".turn:not(.pending)")];

  const historyBefore = (turn) =>
    turns()
      .slice(0, turn ? turns().indexOf(turn) : undefined)
      .map((each) => each.asked)
      .slice(-wenbao.number("remembered"));

  function grow() {
    box().style.height = "auto";
    box().style.height = `${Math.min(box().scrollHeight, 160)}px`;
  }

  function fillBox(question) {
    box().value = question;
    grow();
    box().focus();
  }

  // What was typed stays: in the box, unless something else has been typed there since.
  function keep(question) {
    if (!box().value) {
      box().value = question;
      grow();
    }
  }

  function refresh() {
    const isEmpty = !log().children.length;
    wenbao.get("welcome").hidden = !isEmpty;
    wenbao.get("clear").disabled = wenbao.get("export").disabled = isEmpty;
    log().setAttribute("aria-busy", String(Boolean(log().querySelector(".pending"))));
  }

  // In a narrow window the whole page scrolls, which the styles decide.
  const isPane = (chat) => getComputedStyle(chat).overflowY !== "visible";

  // An answer is shown from its beginning.
  function reveal(turn) {
    const chat = wenbao.get("chat");
    if (chat.scrollHeight > chat.clientHeight && isPane(chat)) {
      chat.scrollTop += turn.getBoundingClientRect().top - chat.getBoundingClientRect().top - 12;
    } else {
      turn.scrollIntoView({ block: "start" });
    }
  }

  function pending(question) {
    const turn = document.createElement("article");
    turn.className = "turn pending";
    const asked = document.createElement("h2");
    asked.className = "asked";
    asked.textContent = question.slice(0, PREVIEW_CHARS);
    const line = document.createElement("p");
    line.textContent = wenbao.text("searching");
    turn.append(asked, line);
    return turn;
  }

  let line = Promise.resolve();

  // One question after the other, so that each finds what the one before it said. Gives its turn, if any.
  async function send(question, view = wenbao.view()) {
    if (!question.trim()) return null;
    const waiting = pending(question);
    log().append(waiting);
    refresh();
    reveal(waiting);
    wenbao.notice("");
    const asked = line.then(() => ask(question, view, waiting));
    line = asked.catch(() => {});
    try {
      const { reply, turn } = await asked;
      await wenbao.follow(reply.generation);
      return turn;
    } catch {
      wenbao.explain();
      return null;
    }
  }

  // Rejected only where there is no answer, not where it is a complaint.
  async function ask(question, view, waiting) {
    try {
      const sent = { question, view, history: historyBefore(), base: wenbao.base() };
      const reply = await wenbao.ask("ask", sent);
      let turn = null;
      if (reply.notice) {
        keep(question);
        wenbao.show(wenbao.get("notice"), reply.notice);
        waiting.remove();
      } else if (waiting.isConnected) {
        turn = place(reply, view, waiting);
        wenbao.suggest(turn);
      }
      return { reply, turn };
    } catch (error) {
      keep(question);
      waiting.remove();
      throw error;
    } finally {
      refresh();
    }
  }

  // Shows a turn, in the place of the one that waits for it where there is one.
  function put(reply, view, waiting) {
    const made = document.createElement("template");
    wenbao.show(made, reply.turn);
    const turn = made.content.firstElementChild;
    // Not in attributes, where hidden characters are spelled out.
    turn.view = view;
    for (const name of KEPT) turn[name] = reply[name];
    if (waiting) waiting.replaceWith(turn);
    else log().append(turn);
    wenbao.bring(turn);
    wenbao.edges(turn);
    return turn;
  }

  function place(reply, view, waiting) {
    return attend(put(reply, view, waiting));
  }

  // A turn is shown from its beginning, and its sources with it.
  function attend(turn) {
    wenbao.showSources(turn, turn.sources);
    wenbao.tellAsked(turn.scope);
    refresh();
    reveal(turn);
    return turn;
  }

  function clear() {
    log().replaceChildren();
    wenbao.clearSources();
    wenbao.tellAsked({});
    wenbao.notice("");
    refresh();
    box().focus();
  }

  function onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const turn = button.closest(".turn");
    if (button.matches(".widen")) wenbao.widen();
    if (button.matches(".example")) send(button.dataset.ask);
    else if (button.matches(".edit")) fillBox(turn.asked);
    else if (button.matches(".show-sources")) wenbao.openSources(turn);
  }

  wenbao.onStart(() => {
    wenbao.get("ask-row").addEventListener("submit", (event) => {
      event.preventDefault();
      const question = box().value;
      if (!question.trim()) return;
      box().value = "";
      grow();
      send(question);
    });
    box().addEventListener("keydown", (event) => {
      // Enter that ends the input of a Chinese word sends nothing; 229 is how Safari tells it.
      const isTyping = event.isComposing || event.keyCode === 229;
      if (event.key !== "Enter" || event.shiftKey || isTyping) return;
      event.preventDefault();
      wenbao.get("ask-row").requestSubmit();
    });
    box().addEventListener("input", grow);
    wenbao.get("chat").addEventListener("click", onClick);
    wenbao.get("clear").addEventListener("click", clear);
    const heights = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.id === "chat" && !isPane(target)) continue; // it is as high as all that is in it
        wenbao.get("page").style.setProperty(`--${target.id}`, `${target.offsetHeight}px`);
      }
    });
    for (const id of ["asking", "filters-form", "chat"]) heights.observe(wenbao.get(id));
    refresh();
    if (!wenbao.isReading() && !location.hash) box().focus({ preventScroll: true });
  });
  Object.assign(wenbao, { KEPT, box, fillBox, turns, put, place, attend, send, historyBefore });
})();
