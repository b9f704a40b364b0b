// A long list of check boxes gets a box to type a word into; what is checked always stays.
(function () {
  "use strict";
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function narrow(list) {
    const wrapper = document.createElement("p");
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    input.id = list.id + "-filter";
    input.autocomplete = "off";
    label.htmlFor = input.id;
    const first = list.querySelector("input");
    label.textContent = first.dataset.filterLabel;
    const empty = document.createElement("p");
    empty.textContent = first.dataset.filterEmpty;
    empty.hidden = true;
    empty.setAttribute("role", "status");
    wrapper.className = "challenge-filter";
    wrapper.append(label, input);
    list.before(wrapper);
    list.append(empty);
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = fold(input.value);
      list.querySelectorAll("input[type=checkbox]").forEach((box) => {
        const row = box.closest("label").parentElement;
        row.hidden = !box.checked && !fold(row.textContent).includes(wanted);
      });
      // A group without a row left hides its title as well.
      let shown = 0;
      list.querySelectorAll(":scope > div").forEach((group) => {
        const rows = group.querySelectorAll(":scope > div:not([hidden])").length;
        group.hidden = rows === 0;
        shown += rows;
      });
      empty.hidden = shown > 0;
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("div.challenge-contexts").forEach(narrow);
  });
})();
