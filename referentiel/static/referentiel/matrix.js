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
    dialog.querySelector("h3").textContent = data.names;
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
