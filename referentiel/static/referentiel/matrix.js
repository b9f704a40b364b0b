// A cell opens its form in a dialog; without JavaScript the link shows the same form on the page.
(() => {
  const matrix = document.querySelector("[data-ref-matrix]");
  const dialog = document.querySelector(".ref-dialog");
  if (!matrix || !dialog?.showModal) return;
  const form = dialog.querySelector("form");
  let opener = null;

  matrix.addEventListener("click", (event) => {
    const cell = event.target.closest("a.ref-cell");
    if (!cell) return;
    event.preventDefault();
    opener = cell;
    const data = cell.dataset;
    const row = cell.closest("tr").querySelector("th").textContent.trim().replace(/\s+/g, " ");
    const column = matrix.querySelector(`th[data-pk="${data.target}"] abbr`);
    dialog.querySelector("h3").textContent = `${row} → ${column.textContent} ${column.title}`;
    dialog.querySelector("[data-who]").textContent = data.who || "";
    form.elements.source.value = data.source;
    form.elements.target.value = data.target;
    form.elements.relation.value = data.relation || "";
    form.elements.note.value = data.note || "";
    if (form.elements.confirmed) form.elements.confirmed.checked = data.status === "confirmed";
    const history = dialog.querySelector("[data-history]");
    history.hidden = !data.history;
    if (data.history) history.href = data.history;
    dialog.showModal();
    form.elements.relation.focus();
  });
  // One stop for the tab key: arrows go from cell to cell, and the last one is where tab comes back.
  const cells = [...matrix.querySelectorAll("a.ref-cell")];
  const start = matrix.querySelector(`${CSS.escape ? "#" + CSS.escape(location.hash.slice(1) || "-") : "#-"} a`);
  for (const cell of cells) cell.tabIndex = -1;
  if (cells.length) (start || cells[0]).tabIndex = 0;
  matrix.addEventListener("focusin", (event) => {
    if (!event.target.matches("a.ref-cell")) return;
    for (const cell of cells) if (cell.tabIndex === 0) cell.tabIndex = -1;
    event.target.tabIndex = 0;
  });
  if (start) {
    // The message at the top and the cell that it speaks of are both seen; the browser has its own
    // idea of where an address with a fragment begins, so this comes after it.
    window.addEventListener("load", () => {
      setTimeout(() => {
        const box = matrix.closest(".ref-scroll");
        const cell = start.parentElement;
        box.scrollTop = Math.max(0, cell.offsetTop - box.clientHeight / 2);
        start.focus({ preventScroll: true });
        for (let above = box.parentElement; above; above = above.parentElement) above.scrollTop = 0;
      }, 100);
    });
  }
  // Arrow keys walk from cell to cell, as in a spreadsheet.
  matrix.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell) return;
    event.preventDefault();
    const rows = [...matrix.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td"));
    const row = rows[rows.indexOf(cell.parentElement) + step[1]];
    row?.querySelectorAll("td")[[...cell.parentElement.querySelectorAll("td")].indexOf(cell) + step[0]]
      ?.querySelector("a")?.focus();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => opener?.focus());
})();
