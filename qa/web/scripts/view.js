// What is searched in: the filters, the address, and what the page knows of the corpus.
"use strict";
(() => {
  const { wenbao } = window;
  const NAMES = ["report", "place", "year", "spoken", "period", "section", "n"];
  const CARRIED = ["place", "spoken"]; // what a follow-up takes from the question before it
  let generation = "";
  let carried = {};

  const defaults = () => ({ n: String(wenbao.number("sources")) });
  const form = () => wenbao.get("filters-form");
  const field = (name) => form().elements.namedItem(name);

  function chosen() {
    const view = {};
    for (const name of NAMES) {
      const value = field(name) ? field(name).value : "";
      if (value && value !== defaults()[name]) view[name] = value;
    }
    return view;
  }

  function addressed() {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(NAMES.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
  }

  // A part of a report can be chosen of the report that is: the others are not offered.
  function narrow() {
    const section = field("section");
    if (!section) return;
    const report = field("report") ? field("report").value : "";
    for (const option of section.options) {
      const isOffered = !report || !option.value || option.dataset.reports.split(" ").includes(report);
      option.hidden = option.disabled = !isOffered;
      if (!isOffered && option.selected) section.value = "";
    }
  }

  // What is searched in, in words.
  function named(view) {
    const names = NAMES.filter((name) => name !== "n" && view[name]);
    const told = names.map((name) => field(name).selectedOptions[0]);
    return told.map((option) => option.dataset.told || option.textContent).join(wenbao.text("separator"));
  }

  function show(id, text) {
    wenbao.get(id).textContent = wenbao.get(id).title = text;
  }

  // What the question named that has been answered, and a follow-up takes over; nothing of it is chosen.
  function tellCarried() {
    const told = CARRIED.map((name) => carried[name]).filter(Boolean);
    const scope = told.join(wenbao.text("separator"));
    show("filters-asked", scope ? wenbao.text("carried", { scope }) : "");
    const beside = form().querySelector(".carried");
    if (!beside) return; // the filters are still to come
    beside.textContent = scope ? wenbao.text("carried_told", { scope }) : "";
    beside.hidden = !scope;
  }

  function tellAsked(scope) {
    carried = scope || {};
    tellCarried();
  }

  function tell() {
    narrow();
    tellCarried();
    const view = chosen();
    const names = named(view);
    show("filters-told", names || wenbao.text("filters_all"));
    wenbao.get("filters").classList.toggle("restricted", names !== "");
    wenbao.get("filters").classList.toggle("changed", Object.keys(view).length > 0);
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      if (view[name]) query.set(name, view[name]);
      else query.delete(name);
    }
    const search = query.toString();
    const address = location.pathname + (search ? `?${search}` : "") + location.hash;
    history.replaceState(history.state, "", address);
  }

  function choose(view) {
    for (const name of NAMES) {
      const select = field(name);
      if (!select) continue; // there is nothing to choose
      const wanted = view[name] || defaults()[name] || "";
      const isThere = [...select.options].some((option) => option.value === wanted);
      select.value = isThere ? wanted : defaults()[name] || "";
    }
    tell();
  }

  // Everything is searched again; as many sources are shown as before.
  function widen() {
    const { n } = chosen();
    choose(n ? { n } : {});
  }

  async function fill(view) {
    const corpus = await wenbao.ask("corpus", {});
    generation = corpus.generation;
    wenbao.show(wenbao.get("corpus"), corpus.head);
    wenbao.show(form(), corpus.filters);
    wenbao.show(wenbao.get("report-list"), corpus.reports);
    wenbao.show(wenbao.get("overview"), corpus.overview);
    choose(view);
    const { examples } = await wenbao.ask("examples", {});
    wenbao.show(wenbao.get("examples"), examples);
    wenbao.get("welcome").classList.add("filled");
  }

  // After an answer: where another index has been published, the page follows it.
  async function follow(published) {
    if (!published || published === generation) return;
    await fill(chosen());
    wenbao.reread();
  }

  wenbao.onStart(async () => {
    form().addEventListener("change", tell);
    form().addEventListener("reset", () => setTimeout(() => choose({})));
    form().addEventListener("submit", (event) => event.preventDefault());
    try {
      await fill(addressed());
    } catch {
      wenbao.explain();
    }
  });
  Object.assign(wenbao, { view: chosen, follow, widen, tellAsked });
})();
