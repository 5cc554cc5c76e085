// The panel in which reports are added, and what can be done with a report that is there.
"use strict";
(() => {
  const { wenbao } = window;
  const LOOK_MS = 700; // while something is on its way
  const IDLE_MS = 5000; // else
  const EARLY_MS = 2000; // until a file that came too early is sent again
  const DISMISSED = "wenbao-dismissed";
  const { get } = wenbao;
  const queue = [];
  const cards = new Map(); // by id of the addition
  let isSending = false;
  let isOffered = false;
  let opener = null;
  let generation = null;
  let timer = 0;
  let depth = 0; // of elements that a drag is over

  const data = (name) => JSON.parse(get("adding").dataset[name]);
  const text = (name, values = {}) =>
    data("texts")[name].replaceAll(/\{(\w+)\}/gu, (_, key) => values[key]);

  function dismissed() {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(DISMISSED)));
    } catch {
      return new Set(); // it is off
    }
  }

  function dismiss(id) {
    try {
      sessionStorage.setItem(DISMISSED, JSON.stringify([...dismissed(), id].slice(-200)));
    } catch {
      // It is full, or off: the card comes back with the next visit.
    }
  }

  function open() {
    if (get("adding").hidden) opener = document.activeElement;
    get("adding").hidden = false;
    get("adding-title").focus({ preventScroll: true });
    look();
  }

  function close() {
    if (get("adding").hidden) return;
    get("adding").hidden = true;
    if (opener && opener.isConnected) opener.focus();
  }

  function made(name) {
    const card = document.createElement("li");
    const state = document.createElement("div");
    state.className = "state";
    const form = document.createElement("div");
    form.className = "form";
    card.append(state, form);
    if (name !== undefined) {
      const file = document.createElement("p");
      file.className = "file";
      file.textContent = name;
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", name);
      bar.value = 0;
      const stage = document.createElement("p");
      stage.className = "stage";
      stage.textContent = text("adding_queued");
      state.append(file, bar, stage);
    }
    get("additions").prepend(card);
    return card;
  }

  function fail(card, told) {
    card.classList.add("failed");
    card.querySelector("progress").remove();
    card.querySelector(".stage").textContent = told;
    get("adding-status").textContent = told;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet dismiss";
    button.textContent = text("adding_dismiss");
    card.querySelector(".state").append(button);
  }

  function refusal(file) {
    const suffixes = get("files").accept.split(",");
    const isRead = suffixes.some((suffix) => file.name.toLowerCase().endsWith(suffix));
    if (!isRead) return text("adding_wrong_type");
    return file.size > data("limits").bytes ? text("adding_too_large") : "";
  }

  function add(files) {
    open();
    const n = data("limits").files;
    get("adding-notice").textContent = files.length > n ? text("adding_many", { n }) : "";
    for (const file of files.slice(0, n)) {
      const card = made(file.name);
      const told = refusal(file);
      if (told) fail(card, told);
      else queue.push({ file, card });
    }
    get("adding-body").scrollTop = 0;
    send();
  }

  // One file after the other.
  async function send() {
    if (isSending || !queue.length) return;
    isSending = true;
    const { file, card } = queue.shift();
    card.querySelector(".stage").textContent = text("adding_sending");
    const bar = card.querySelector("progress");
    let wait = 0;
    try {
      const id = await wenbao.uploads.upload(file, (loaded, total) => {
        bar.max = total;
        bar.value = loaded;
      });
      if (cards.has(id)) card.remove();
      else cards.set(id, card);
    } catch (error) {
      if (error.isEarly) {
        card.querySelector(".stage").textContent = text("adding_queued");
        queue.unshift({ file, card });
        wait = EARLY_MS;
      } else {
        fail(card, error.told || text("adding_unsent"));
      }
    }
    isSending = false;
    look();
    setTimeout(send, wait);
  }

  async function correct(card, id) {
    const element = card.querySelector(".form");
    const button = () => card.querySelector(".correct");
    const finish = (told) => {
      element.replaceChildren();
      if (told) get("adding-status").textContent = told;
      if (button()) button().focus();
      look();
    };
    try {
      await wenbao.heads.fill(element, { addition: id }, finish);
    } catch (error) {
      get("adding-notice").textContent = error.told || error.message;
    }
  }

  function show({ id, stage, card: markup }) {
    const card = cards.get(id) || made();
    cards.set(id, card);
    if (card.markup === markup) return;
    const focused = card.querySelector(".state :focus");
    wenbao.show(card.querySelector(".state"), markup);
    card.markup = markup;
    card.className = stage;
    if (focused) {
      const again = card.querySelector(`.state .${focused.className.split(" ").join(".")}`);
      if (again) again.focus();
    }
    if (card.stage !== stage) get("adding-status").textContent = card.querySelector(".stage").textContent;
    card.stage = stage;
  }

  // Shows how far everything is; what other visitors add too, and what was added before a reload.
  async function look() {
    clearTimeout(timer);
    let isBusy = false;
    try {
      const state = await wenbao.uploads.state();
      const hidden = dismissed();
      const isFirst = generation === null;
      const listed = state.additions.filter(({ id }) => !hidden.has(id));
      const own = listed.filter(({ id, stage }) => cards.has(id) || stage !== "receiving" || !isSending);
      for (const each of own) show(each);
      for (const [id, card] of cards) {
        if (!listed.some((each) => each.id === id)) {
          card.remove();
          cards.delete(id);
        }
      }
      isBusy = state.busy;
      if (isFirst && isBusy && listed.some(({ stage }) => ["receiving", "reading", "indexing"].includes(stage))) {
        get("adding").hidden = false;
      }
      const isOther = generation !== null && state.generation && state.generation !== generation;
      generation = state.generation;
      if (isOther && get("page").dataset.greeted) wenbao.follow(state.generation);
    } catch {
      // The server is gone, which the page tells; or the card that is asked for.
    }
    const isWatched = !get("adding").hidden;
    timer = setTimeout(look, isBusy && isWatched ? LOOK_MS : IDLE_MS);
  }

  async function restore(id) {
    try {
      await wenbao.uploads.change("restore", { addition: id });
    } catch (error) {
      get("adding-notice").textContent = error.told || error.message;
    }
    look();
  }

  function onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const card = button.closest("#additions > li");
    const id = button.dataset.addition;
    if (button.matches(".add-reports")) open();
    else if (button.id === "choose-files") get("files").click();
    else if (button.id === "close-adding") close();
    else if (button.id === "correct-report") wenbao.correctReport();
    else if (button.id === "remove-report" || button.id === "remove-corrected") wenbao.askToRemove();
    else if (button.matches(".correct")) correct(card, id);
    else if (button.matches(".restore")) restore(id);
    else if (button.matches(".dismiss")) {
      for (const [known, each] of cards) {
        if (each === card) {
          dismiss(known);
          cards.delete(known);
        }
      }
      card.remove();
      get("adding-title").focus();
    }
  }

  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  function onDrag(event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.type === "dragenter") depth += 1;
    if (event.type === "dragleave") depth -= 1;
    if (event.type === "drop") depth = 0;
    get("drop").hidden = depth <= 0;
  }

  async function onDrop(event) {
    onDrag(event);
    if (!hasFiles(event)) return;
    add(await wenbao.uploads.dropped(event.dataTransfer));
  }

  function onLeave(event) {
    if (isSending) event.preventDefault(); // the browser asks in words of its own
  }

  function offer() {
    isOffered = true;
    document.addEventListener("click", onClick);
    for (const name of ["dragenter", "dragover", "dragleave"]) document.addEventListener(name, onDrag);
    document.addEventListener("drop", onDrop);
    addEventListener("beforeunload", onLeave);
    get("files").addEventListener("change", () => {
      const files = [...get("files").files];
      get("files").value = "";
      if (files.length) add(files);
    });
    wenbao.offerRemoval({ open, look, text });
    get("adding").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    });
    look();
  }

  // Called by Gradio: the panel is there for those who may add reports.
  function adding(element, watch) {
    const start = () => {
      if (!isOffered && get("adding")) offer();
    };
    watch("value", start);
    start();
  }

  Object.assign(wenbao, { adding });
})();
