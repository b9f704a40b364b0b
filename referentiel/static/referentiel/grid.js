// Topics of a grid can be dragged to another place or theme; the arrow buttons do the same without.
(() => {
  // After a move an arrow of the same row has the focus again: who sorts by keyboard goes on. The
  // browser goes to the fragment when the page is loaded, and takes the focus away: this comes after.
  const moved = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (moved?.classList.contains("ref-moves")) {
    const focus = () => setTimeout(() => moved.querySelector("button:not(:disabled)")?.focus(), 100);
    if (document.readyState === "complete") focus();
    else window.addEventListener("load", focus);
  }

  const grid = document.querySelector("[data-ref-grid]");
  const form = document.getElementById("ref-move");
  if (!grid || !form) return;
  let dragged = null;

  grid.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr[data-topic]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.topic);
    dragged.classList.add("ref-dragged");
  });
  grid.addEventListener("dragend", () => {
    dragged?.classList.remove("ref-dragged");
    clear();
    dragged = null;
  });
  grid.addEventListener("dragover", (event) => {
    const row = event.target.closest("tr");
    if (!dragged || !row || !row.closest("tbody[data-theme]")) return;
    event.preventDefault();
    clear();
    row.classList.add(isAfter(event, row) ? "ref-drop-after" : "ref-drop-before");
  });
  grid.addEventListener("drop", (event) => {
    const row = event.target.closest("tr");
    const body = row?.closest("tbody[data-theme]");
    if (!dragged || !body) return;
    event.preventDefault();
    const rows = [...body.querySelectorAll("tr[data-topic]")].filter((other) => other !== dragged);
    const at = rows.indexOf(row);
    let position = row.dataset.topic ? at + (isAfter(event, row) ? 1 : 0) : 0;
    if (row === dragged) return;
    form.elements.move.value = `topic:${dragged.dataset.topic}`;
    form.elements.theme.value = body.dataset.theme;
    form.elements.to.value = String(Math.max(0, position));
    form.submit();
  });

  function isAfter(event, row) {
    const box = row.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  }
  function clear() {
    for (const row of grid.querySelectorAll(".ref-drop-after, .ref-drop-before")) {
      row.classList.remove("ref-drop-after", "ref-drop-before");
    }
  }
})();
