// Notes in the author's form: from a note to its field and back, a mark beside each field that has
// one, and notes on whatever field is chosen. Names of fields are those of comparisons (naming.py).
(function () {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { columns, identities, fields, relations } = read("notes-places");
  const challenge = () => window.atelierChallenge;
  const notes = window.atelierNotes;
  let counts = read("notes-counts");
  // When something happens to it is no part of what a challenge says.
  const DATES = ["go_live_at", "expire_at"];
  let last = null;

  const panel = () => document.querySelector("[data-notes-panel]");
  const toggle = () => document.querySelector('[data-side-panel-toggle="notes"]');

  // -- From a name to a field -------------------------------------------------------------------------
  function locate(name) {
    if (!name || name.includes("@") || !challenge()) return null;
    const found = find(name);
    // What the chosen type does not show is no place to go to.
    return found && !found.closest('[class*="only-"][hidden]') ? found : null;
  }

  function find(name) {
    if (name in fields) return document.getElementById(`id_${fields[name]}`);
    const [relation, identity, ...rest] = name.split(".");
    const whole = relations[name] || (rest.length === 0 && relation);
    if (whole) return document.getElementById(`id_${whole}`) || document.getElementById(`id_${whole}-ADD`);
    const row = challenge().rows(relation).find((one, index) => identityOf(relation, one, index) === identity);
    return row ? challenge().prefixed(row, columnOf(relation, rest.join("."))) : null;
  }

  function identityOf(relation, row, index) {
    const column = identities[relation];
    return column ? challenge().prefixed(row, column)?.value.trim() : String(index + 1);
  }

  const columnOf = (relation, part) => columns[relation]?.[part] || columns[relation]?.[""];

  // -- From the form to names -------------------------------------------------------------------------
  const single = new Map(Object.entries(fields).reverse().map(([name, column]) => [column, name]));
  for (const [name, column] of [["embed.url", "embed_url_fr"], ["instruction", "instruction_fr"]]) single.set(column, name);

  // Every field that one sees, in the form's order: [{name, label, input}].
  function choices() {
    const found = new Map();
    for (const holder of challenge().form().querySelectorAll("[data-field]")) {
      const input = holder.querySelector("[name]:is(input, select, textarea)");
      if (!input || input.closest('[class*="only-"][hidden]') || holder.closest("template")) continue;
      const named = nameOf(input, holder);
      if (named && !found.has(named.name)) found.set(named.name, { ...named, input });
    }
    return [...found.values()];
  }

  function nameOf(input, holder) {
    const parts = /^([a-z]+)-(\d+)-([a-z_]+)$/.exec(input.name);
    const said = labelOf(holder);
    if (!parts) {
      if (/[^a-z_]/.test(input.name) || !said || DATES.includes(input.name)) return null;
      return { name: single.get(input.name) || input.name, label: said };
    }
    const [, relation, , column] = parts;
    const row = input.closest("[data-inline-panel-child]");
    const index = challenge().rows(relation).indexOf(row);
    const identity = index < 0 ? "" : identityOf(relation, row, index);
    if (!identity || !(relation in columns)) return null;
    const part = Object.entries(columns[relation]).find(([name, value]) => name && value === column)?.[0]
      || { groups: "accepted", media: "sha256" }[relation];
    if (!part) return null;
    const heading = (row.querySelector("[data-panel-heading-text]")?.textContent || "").trim().replace(/\s+/g, " ");
    const start = /\d$/.test(heading) ? heading : `${heading} ${index + 1}`;
    return { name: `${relation}.${identity}.${part}`, label: column === "text_fr" ? start : `${start} : ${said}` };
  }

  function labelOf(holder) {
    const label = holder.closest(".w-panel__wrapper")?.querySelector(".w-field__label")
      || holder.closest("[data-panel]")?.querySelector("[data-panel-heading-text]");
    return (label?.textContent || "").replace("*", "").trim().replace(/\s+/g, " ");
  }

  // -- Choosing a field for a new note ------------------------------------------------------------------
  function offer(form) {
    const select = form.querySelector("[data-note-fields]");
    if (!select || !panel()?.contains(form)) return;
    const options = choices();
    const wanted = form.dataset.noteWanted ?? options.find(({ input }) => input === last || input.name === last?.name)?.name ?? "";
    delete form.dataset.noteWanted;
    select.replaceChildren(new Option(notes.words.whole, ""), ...options.map(({ name, label }) => new Option(label, name)));
    select.value = options.some(({ name }) => name === wanted) ? wanted : "";
    select.closest("label").hidden = false;
    choose(select);
  }

  function choose(select) {
    const form = select.form;
    form.elements.namedItem("field").value = select.value;
    form.elements.namedItem("label").value = select.value ? select.selectedOptions[0].textContent : "";
  }

  // -- Marks beside fields --------------------------------------------------------------------------------
  function mark() {
    const wanted = new Map();
    for (const [name, number] of Object.entries(counts)) {
      const input = locate(name);
      const holder = input && (input.closest("[data-field]") || input.parentElement);
      if (!holder) continue;
      const known = wanted.get(holder) || { number: 0, name };
      wanted.set(holder, { ...known, number: known.number + number });
    }
    document.querySelectorAll(".note-mark").forEach((old) => {
      if (!wanted.has(old.parentElement)) old.remove();
    });
    for (const [holder, { number, name }] of wanted) {
      const button = holder.querySelector(":scope > .note-mark") || made(holder);
      const text = number === 1 ? notes.words.marker_one : notes.words.marker_many.replace("%s", number);
      button.dataset.name = name;
      button.lastElementChild.textContent = text;
      button.setAttribute("aria-label", notes.words.marker_of.replace("%s", text));
    }
  }

  function made(holder) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "note-mark";
    button.innerHTML = '<svg class="icon icon-comment" aria-hidden="true"><use href="#icon-comment"></use></svg><span></span>';
    button.addEventListener("click", () => openAt(button.dataset.name));
    holder.append(button);
    return button;
  }

  function openPanel() {
    if (toggle()?.getAttribute("aria-expanded") === "false") toggle().click();
  }

  function openAt(name) {
    openPanel();
    const group = [...panel().querySelectorAll("[data-notes-group]")].find((one) => one.dataset.notesGroup === name);
    const target = group?.querySelector("[data-note]") || panel().querySelector("[data-notes]");
    // The panel slides in.
    setTimeout(() => {
      target?.focus({ preventScroll: true });
      target?.scrollIntoView({ block: "nearest" });
    }, 50);
  }

  // On a narrow screen the panel covers the form: it closes on the way to a field.
  function goTo(input) {
    if (panel().getBoundingClientRect().width > window.innerWidth * 0.6) {
      if (toggle()?.getAttribute("aria-expanded") === "true") toggle().click();
    }
    return challenge().goTo(input);
  }

  function count(open) {
    const counter = toggle()?.querySelector("[data-side-panel-toggle-counter]");
    if (!counter) return;
    counter.textContent = open || "";
    counter.hidden = !open;
  }

  // -- When -------------------------------------------------------------------------------------------------
  // A challenge that was new has a number after its first autosave: then notes are possible.
  async function load() {
    const saved = /\/edit\/(\d+)\//.exec(challenge().form().action);
    if (!saved || !panel().querySelector("[data-notes-new]")) return;
    try {
      const response = await fetch(panel().dataset.notesList.replace("/0/", `/${saved[1]}/`), {
        headers: { Accept: "application/json", "X-Notes": "1" },
      });
      if (!response.ok) return;
      const answer = await response.json();
      const made = document.createElement("template");
      made.innerHTML = answer.html.all.trim();
      panel().querySelector("[data-notes-new]")?.replaceWith(made.content);
    } catch {
      // The next autosave tries again.
    }
  }

  document.addEventListener("atelier:notes", (event) => {
    counts = event.detail.counts;
    count(event.detail.open);
    mark();
    panel()?.querySelectorAll("[data-notes-add][open] form").forEach(offer);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-edit-form] [data-field] :is(input, select, textarea)")) last = event.target;
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("[data-notes-add]") && event.target.open) offer(event.target.querySelector("form"));
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-note-fields]")) choose(event.target);
  });
  for (const name of ["atelier:row", "atelier:type", "w-formset:removed"]) {
    document.addEventListener(name, () => setTimeout(mark));
  }
  document.addEventListener("w-autosave:success", () => setTimeout(() => { load(); mark(); }, 100));
  document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
    mark();
    panel()?.querySelectorAll("[data-notes]").forEach(notes.ready);
    if (window.location.hash === "#notes") openAt("");
  }));

  Object.assign(notes, { locate, goTo });
})();
