// What the form's scripts share: the type, rows of a relation, and what a new row starts with.
(function () {
  "use strict";
  const form = () => document.querySelector("[data-edit-form]");
  const words = JSON.parse(document.getElementById("challenge-words").textContent);

  // Which type the form is for: its own field, or on a variant what its prototype says.
  function currentType() {
    const field = document.getElementById("id_type") || document.querySelector("[data-challenge-type]");
    return field ? field.value || field.dataset.challengeType : null;
  }

  const container = (relation) => document.getElementById(`id_${relation}-FORMS`);
  const rows = (relation) => [...(container(relation)?.children || [])].filter(
    (row) => row.matches("[data-inline-panel-child]") && !isRemoved(row));
  const isRemoved = (row) => row.classList.contains("deleted") || prefixed(row, "DELETE")?.value === "1";
  const prefixOf = (row) => row.id.replace("inline_child_", "");
  const prefixed = (row, name) => document.getElementById(`id_${prefixOf(row)}-${name}`);

  // Change a field so that everybody notices: autosave, preview, the other scripts.
  function set(input, value) {
    if (!input) return;
    if (input.type === "checkbox") {
      if (input.checked === value) return;
      input.checked = value;
    } else {
      if (input.value === value) return;
      input.value = value;
    }
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A new row through Wagtail's own button; what is to be in it is there before anybody looks.
  let fill = null;
  function add(relation, values = {}) {
    fill = values;
    document.getElementById(`id_${relation}-ADD`).click();
    fill = null;
    return rows(relation).at(-1);
  }

  function renumber(relation) {
    rows(relation).forEach((row, index) => {
      const order = prefixed(row, "ORDER");
      if (order && order.value !== String(index + 1)) {
        order.value = index + 1;
        order.dispatchEvent(new Event("change", { bubbles: true }));
      }
      const count = row.querySelector("[data-inline-panel-child-count]");
      if (count) count.textContent = ` ${index + 1}`;
      const up = row.querySelector("[data-inline-panel-child-move-up]");
      const down = row.querySelector("[data-inline-panel-child-move-down]");
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === rows(relation).length - 1;
    });
  }

  function freeKey(relation, first, prefix) {
    const taken = new Set(rows(relation).map((row) => prefixed(row, "key")?.value));
    if (first && !taken.has(first)) return first;
    for (let n = 1; ; n += 1) if (!taken.has(`${prefix}${n}`)) return `${prefix}${n}`;
  }

  // -- What a new row starts with ----------------------------------------------------------------
  const starts = {
    blanks(row) {
      prefixed(row, "key").value = "";
      const first = { short_answer: "v", embed: "a" }[currentType()];
      return { key: freeKey("blanks", first, "n") };
    },
    media(row) {
      prefixed(row, "key").value = "";
      const wantsFiles = currentType() === "embed" && !rows("media").some(
        (other) => other !== row && prefixed(other, "role")?.value === "simulator");
      return { key: freeKey("media", null, "m"), ...(wantsFiles ? { role: "simulator" } : {}) };
    },
    choices(row) {
      const others = rows("choices").filter((other) => other !== row);
      if (currentType() === "matching") return nextSide(others);
      if (currentType() === "cloze") {
        const last = others.at(-1);
        const menus = menuKeys();
        const blank = last ? prefixed(last, "blank").value : menus[0];
        return menus.includes(blank) ? { blank } : {};
      }
      return {};
    },
  };

  // Sides alternate: after an element on the left comes the one on the right that it goes with.
  function nextSide(others) {
    const last = others.at(-1);
    const pairs = others.map((row) => Number.parseInt(prefixed(row, "pair").value, 10) || 0);
    if (last && prefixed(last, "side").value === "source") {
      const pair = prefixed(last, "pair").value;
      const answered = others.some((row) => prefixed(row, "side").value === "target"
        && prefixed(row, "pair").value === pair);
      if (pair && !answered) return { side: "target", pair };
    }
    return { side: "source", pair: String(Math.max(0, ...pairs) + 1) };
  }

  function menuKeys() {
    return rows("blanks").filter((row) => prefixed(row, "input")?.value === "menu")
      .map((row) => prefixed(row, "key").value.trim()).filter(Boolean);
  }

  document.addEventListener("w-formset:added", (event) => {
    const row = event.target;
    const relation = prefixOf(row).replace(/-\d+$/, "");
    const values = { ...(starts[relation]?.(row) || {}), ...(fill || {}) };
    for (const [name, value] of Object.entries(values)) set(prefixed(row, name), value);
    document.dispatchEvent(new CustomEvent("atelier:row", { detail: { row, relation } }));
    // Wagtail takes the focus to the row; who adds one wants to write in it.
    const first = ["text_fr", "accepted_fr", "label_fr"].map((name) => prefixed(row, name)).find(
      (input) => input && input.offsetParent !== null);
    first?.focus();
  });

  // In a single choice, ticking one unticks the others.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (currentType() !== "single_choice" || !box.checked || !/^choices-\d+-correct$/.test(box.name || "")) return;
    for (const row of rows("choices")) {
      const other = prefixed(row, "correct");
      if (other !== box) set(other, false);
    }
  });

  // -- The way to a field: its tab, its folded panel ----------------------------------------------
  function reveal(element) {
    const tab = element.closest("[role=tabpanel]");
    if (tab?.hidden) document.getElementById(tab.getAttribute("aria-labelledby"))?.click();
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (!at.matches("[data-panel]")) continue;
      const toggle = at.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
  }

  // A field may be hidden itself (a chooser's): then what stands for it takes the focus.
  async function goTo(element) {
    reveal(element);
    const holder = element.closest("[data-field]") || element;
    await shown(holder);
    const target = element.matches("input:not([type=hidden]), select, textarea, button") && element.offsetParent
      ? element
      : [...holder.querySelectorAll("button, input, select, textarea, a[href]")].find((one) => one.offsetParent) || holder;
    if (!target.matches("input, select, textarea, button, a[href]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  // A tab or a folded panel opens a moment later.
  async function shown(element) {
    for (let tries = 0; tries < 40 && !element.offsetParent; tries += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
  }

  window.atelierChallenge = {
    words, form, currentType, rows, container, prefixed, prefixOf, set, add, renumber, menuKeys, freeKey, goTo,
  };
})();
