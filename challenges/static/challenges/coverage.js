// A cell of the map opens in place; without script its address is a page of its own.
(() => {
  "use strict";
  const dialog = document.querySelector("[data-coverage-dialog]");
  if (!dialog || !dialog.showModal) return;
  const content = dialog.querySelector("[data-coverage-content]");
  let opener = null;

  async function open(link) {
    const address = new URL(link.href);
    address.searchParams.set("fragment", "1");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      // A lost session answers with the page to log in: go there, do not show it in here.
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      content.innerHTML = await answer.text();
    } catch {
      window.location.assign(link.href);
      return;
    }
    opener = link;
    dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector("h2")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-coverage-cell]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(link);
    } else if (event.target.closest("[data-coverage-close]") || event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => opener?.focus());

  // Arrows go from cell to cell, as in a spreadsheet; Tab still passes through every link.
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.querySelector(".coverage-map")?.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const cell = event.target.closest("[data-coverage-cell]");
    if (!step || !cell) return;
    const rows = [...document.querySelectorAll(".coverage-map tbody tr:not(.coverage-area)")];
    const row = cell.closest("tr");
    const column = [...row.querySelectorAll("[data-coverage-cell]")].indexOf(cell);
    const cells = rows[rows.indexOf(row) + step[0]]?.querySelectorAll("[data-coverage-cell]");
    const next = cells?.[column + step[1]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
