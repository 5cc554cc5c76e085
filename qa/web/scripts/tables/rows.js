// The rows of a table of reports, sorted and filtered: here, or by the server where there are more of them.
"use strict";
(() => {
  const { wenbao } = window;
  const LEVELS = {
    unsure: ["not told", "likely"],
    untold: ["not told"],
    likely: ["likely"],
  };

  const body = (table) => table.querySelector("tbody");
  const rows = (table) => [...body(table).rows];
  const shown = (table) => rows(table).filter((row) => !row.hidden);
  const part = (table, name) => table.querySelector(`.${name}`);
  const total = (table) => Number(table.dataset.rows);
  // What has been filtered by the server has fewer rows than there are: it is asked again.
  const isWhole = (table) => rows(table).length === total(table);
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  // What a visitor chose.
  function chosen(table) {
    const head = table.querySelector("th[aria-sort]");
    return {
      sort: head ? head.dataset.key : "",
      descending: Boolean(head) && head.getAttribute("aria-sort") === "descending",
      place: part(table, "filter-place").value.trim(),
      only: part(table, "filter-only").value,
    };
  }

  // Ties stay as they stand in the table; what cannot be compared comes behind, the untold last.
  function sort(table, { sort: key, descending }) {
    const sign = descending ? -1 : 1;
    const ranked = rows(table).map((row) => {
      const number = Number(row.dataset.number);
      const [tier, rank] = key ? JSON.parse(row.dataset.ranks)[key] : [0, 0];
      return { row, tier, rank, number };
    });
    ranked.sort((a, b) => a.tier - b.tier || sign * (a.rank - b.rank) || a.number - b.number);
    body(table).append(...ranked.map(({ row }) => row));
  }

  function isWanted(row, { place, only }) {
    if (!folded(row.dataset.label).includes(folded(place))) return false;
    const levels = [...row.querySelectorAll("td.figure")].map((cell) => cell.dataset.level);
    return !only || levels.some((level) => LEVELS[only].includes(level));
  }

  // In words: how many rows there are, and how they stand.
  function told(table) {
    const n = shown(table).length;
    if (!n) return wenbao.text("table_none_shown");
    const all = total(table).toLocaleString("en");
    const head = table.querySelector("th[aria-sort]");
    const count = wenbao.text(n === total(table) ? "table_shown" : "table_shown_of", { n, all });
    if (!head) return count;
    const way = chosen(table).descending ? "table_descending" : "table_ascending";
    return [count, wenbao.text(way, { name: head.textContent.trim() })].join(" · ");
  }

  function tell(table) {
    part(table, "rows-told").textContent = told(table);
    wenbao.redraw(table);
  }

  // The rows as the server has them; only the last of several questions counts.
  async function fetchRows(table, wanted) {
    const turn = table.closest(".turn");
    const number = String(Number(table.dataset.asked || 0) + 1);
    table.dataset.asked = number;
    body(table).setAttribute("aria-busy", "true");
    try {
      const { asked: question, view } = turn;
      const reply = await wenbao.ask("rows", { question, view, ...wanted });
      if (table.dataset.asked !== number) return;
      if (reply.notice) {
        wenbao.show(wenbao.get("notice"), reply.notice);
        return;
      }
      wenbao.show(body(table), reply.rows);
      turn.table = { ...turn.table, lines: reply.lines };
      part(table, "more-rows").textContent = reply.more;
      part(table, "more-rows").hidden = !reply.more;
      part(table, "rows").scrollTop = 0;
      tell(table);
    } catch {
      wenbao.explain();
    } finally {
      body(table).removeAttribute("aria-busy");
    }
  }

  function follow(table) {
    const wanted = chosen(table);
    if (!isWhole(table)) {
      fetchRows(table, wanted);
      return;
    }
    sort(table, wanted);
    for (const row of rows(table)) row.hidden = !isWanted(row, wanted);
    tell(table);
  }

  // The first click on figures shows the highest first; on anything else the beginning of it.
  function sortBy(table, head) {
    const before = head.getAttribute("aria-sort");
    const first = head.dataset.key.startsWith("figure") ? "descending" : "ascending";
    const other = before === "ascending" ? "descending" : "ascending";
    for (const each of table.querySelectorAll("th[aria-sort]")) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", before ? other : first);
    follow(table);
  }

  // What is typed and chosen is written into the markup too, which is what outlives a reload.
  function note(field) {
    if (field.matches("input")) field.setAttribute("value", field.value);
    for (const option of field.options || []) option.toggleAttribute("selected", option.selected);
  }

  // A server is asked once something has been typed to its end, rows that are here with each letter.
  function onFilter(event) {
    const field = event.target.closest(".filter-place, .filter-only");
    if (!field) return;
    const table = field.closest(".report-table");
    const isOver = event.type === "change";
    note(field);
    if (isWhole(table) ? !isOver || field.matches("select") : isOver) follow(table);
  }

  wenbao.onStart(() => {
    const chat = wenbao.get("chat");
    chat.addEventListener("click", (event) => {
      const button = event.target.closest(".report-table .sort");
      if (button) sortBy(button.closest(".report-table"), button.closest("th"));
    });
    chat.addEventListener("input", onFilter);
    chat.addEventListener("change", onFilter);
  });
  Object.assign(wenbao, { shownRows: shown });
})();
