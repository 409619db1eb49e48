"use strict";

function row(cells, header) {
  const tr = document.createElement("tr");
  cells.forEach((text, i) => {
    const cell = document.createElement(header && i === 0 ? "th" : "td");
    cell.textContent = text;
    tr.append(cell);
  });
  return tr;
}

function problem(text, columns) {
  const tr = row([text], false);
  tr.firstChild.className = "problem";
  tr.firstChild.colSpan = columns;
  return tr;
}

async function show(path, id, columns, rows) {
  const target = document.getElementById(id);
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(path + " answers " + answer.status);
    target.replaceChildren(...rows(await answer.json()));
  } catch (e) {
    target.replaceChildren(problem(e.message, columns));
  }
}

async function refresh() {
  await show("leadership", "leadership", 2, view =>
    Object.entries(view).map(([key, value]) => row([key, value === null ? "none" : String(value)], true)));
  await show("decisions", "decisions", 5, log => log.decisions.length === 0
    ? [row(["none yet"], false)]
    : log.decisions.map(d => row([d.time, d.group, d.action, d.reason, d.message], false)));
  setTimeout(refresh, 2000);
}

refresh();
