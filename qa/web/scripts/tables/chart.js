// A table of reports as bars: by place, or over years; as long as the figures that are written.
"use strict";
(() => {
  const { wenbao } = window;
  const PERCENT = 100;

  const part = (table, name) => table.querySelector(`.${name}`);
  const isCharted = (table) => !part(table, "chart").hidden;
  const column = (table) => Number(part(table, "chart-of") ? part(table, "chart-of").value : 0);

  function columnName(table) {
    const choice = part(table, "chart-of");
    return choice ? choice.selectedOptions[0].textContent : part(table, "line").textContent;
  }

  const number = (text) => (text === "" ? null : Number(text));

  // What is drawn of a row: its figure as it is written, and where its bar begins and ends.
  function entry(row, k, isCourse) {
    const cell = row.querySelectorAll("td.figure")[k];
    const { level, low, high, year } = cell.dataset;
    const written = cell.querySelector(":scope > a .as-written");
    const falls = cell.querySelector(".falls");
    const status = cell.querySelector(".status");
    const said = [falls, written, status].filter(Boolean).map((each) => each.textContent).join(" ");
    return {
      level,
      year: Number(year),
      label: isCourse && year ? year : row.dataset.label,
      text: written ? said : wenbao.text("table_untold"),
      low: number(low),
      high: number(high) ?? number(low),
    };
  }

  // Years from the first to the last; one without a report is a gap, over which nothing is drawn.
  function withGaps(entries) {
    const years = entries.map(({ year }) => year).filter(Boolean);
    if (!years.length) return entries;
    const all = [];
    for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
      const own = entries.filter((each) => each.year === year);
      const gap = { year, label: String(year), level: "gap", text: wenbao.text("table_no_report"), low: null };
      all.push(...(own.length ? own : [gap]));
    }
    return [...entries.filter(({ year }) => !year), ...all];
  }

  function span(name, text = "") {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  }

  // A part of a bar, in the percent of the scale.
  function piece(name, from, to, { least, length }) {
    const made = span(name);
    made.style.setProperty("--at", `${(PERCENT * (Math.min(from, to) - least)) / length}%`);
    made.style.setProperty("--size", `${(PERCENT * Math.abs(to - from)) / length}%`);
    return made;
  }

  function figure({ level, text, low }) {
    const made = span("bar-figure", text);
    const isIncomparable = low === null && (level === "given" || level === "likely");
    const told = [
      level === "likely" && wenbao.text("table_likely"),
      isIncomparable && wenbao.text("table_incomparable"),
    ].filter(Boolean);
    if (told.length) made.append(" ", span("bar-level", told.join(" · ")));
    return made;
  }

  function bar(each, scale) {
    const made = document.createElement("div");
    made.className = `bar ${each.level.replace(" ", "-")}`;
    const track = span("track");
    if (each.low !== null) {
      track.append(piece("length", 0, each.low, scale));
      if (each.high !== each.low) track.append(piece("range", each.low, each.high, scale));
    }
    if (scale.least < 0) track.append(piece("zero", 0, 0, scale));
    made.append(span("bar-name", each.label), track, figure(each));
    return made;
  }

  function draw(table) {
    const isCourse = table.dataset.course === "yes";
    let entries = wenbao.shownRows(table).map((row) => entry(row, column(table), isCourse));
    if (isCourse) entries = withGaps(entries);
    const ends = entries.filter(({ low }) => low !== null).flatMap(({ low, high }) => [low, high]);
    const least = Math.min(0, ...ends);
    const scale = { least, length: Math.max(0, ...ends) - least || 1 };
    const chart = part(table, "chart");
    chart.classList.toggle("over-years", isCourse);
    chart.classList.toggle("below-zero", least < 0);
    chart.setAttribute("aria-label", wenbao.text("table_chart", { name: columnName(table) }));
    chart.replaceChildren(...entries.map((each) => bar(each, scale)));
  }

  function redraw(table) {
    if (isCharted(table)) draw(table);
  }

  function show(table, isChart) {
    part(table, "rows").hidden = isChart;
    part(table, "chart").hidden = part(table, "chart-scale").hidden = !isChart;
    if (part(table, "chart-of")) part(table, "chart-of").hidden = !isChart;
    part(table, "as-table").setAttribute("aria-pressed", String(!isChart));
    part(table, "as-chart").setAttribute("aria-pressed", String(isChart));
    redraw(table);
  }

  wenbao.onStart(() => {
    const chat = wenbao.get("chat");
    chat.addEventListener("click", (event) => {
      const button = event.target.closest(".as-table, .as-chart");
      if (button) show(button.closest(".report-table"), button.matches(".as-chart"));
    });
    chat.addEventListener("change", (event) => {
      if (event.target.matches(".chart-of")) redraw(event.target.closest(".report-table"));
    });
  });
  Object.assign(wenbao, { redraw });
})();
