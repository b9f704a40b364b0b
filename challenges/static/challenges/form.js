// The challenge form shows only what the chosen type needs. Without script everything is shown.
(function () {
  "use strict";
  // Which type the form is for: its own field, or on a variant what its prototype says.
  function currentType() {
    const field = document.getElementById("id_type") || document.querySelector("[data-challenge-type]");
    if (!field) return null;
    return field.value || field.dataset.challengeType;
  }

  function update() {
    const type = currentType();
    if (!type) return;
    document.querySelectorAll('[class*="only-"]').forEach((element) => {
      const types = [...element.classList].filter((name) => name.startsWith("only-"));
      element.hidden = types.length > 0 && !types.includes("only-" + type);
    });
    // In a cloze, a blank that is filled in a menu has nothing to type.
    document.querySelectorAll('select[name^="blanks-"][name$="-input"]').forEach((select) => {
      const row = select.closest("[data-inline-panel-child]");
      const menu = type === "cloze" && select.value === "menu";
      if (!row) return;
      row.querySelectorAll(".blank-typed").forEach((field) => {
        const elsewhere = [...field.classList].some((name) => name.startsWith("only-"))
          && !field.classList.contains("only-" + type);
        field.hidden = menu || elsewhere;
      });
    });
    document.querySelectorAll('select[name^="media-"][name$="-role"]').forEach((select) => {
      const row = select.closest("[data-inline-panel-child]");
      if (!row) return;
      row.querySelectorAll(".media-illustration").forEach((field) => {
        field.hidden = select.value !== "illustration";
      });
    });
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "id_type" || /-(input|role)$/.test(event.target.name || "")) update();
  });
  document.addEventListener("w-formset:added", update);

  // A long list of check boxes gets a box to type a word into; what is checked always stays.
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
    update();
    document.querySelectorAll("div.challenge-contexts").forEach(narrow);
  });
})();
