// Notes on fields: forms are sent without leaving the page, and what the server answers replaces
// what the page shows. What somebody types, here or elsewhere on the page, is never lost.
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("notes-words").textContent);

  const typed = (form) => form.querySelector("textarea");
  const isDirty = (area) => area && area.value !== area.defaultValue && area.value.trim() !== "";

  // -- Saying aloud ---------------------------------------------------------------------------------
  let region = null;
  function say(text) {
    if (!region) {
      region = document.createElement("div");
      region.className = "notes-said";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 50);
  }

  // -- Sending --------------------------------------------------------------------------------------
  function token(form) {
    const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function refuse(form, text) {
    const box = form.querySelector("[data-note-error]");
    if (box) box.textContent = text;
  }

  async function send(form) {
    const button = form.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    refuse(form, "");
    let answer = null;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-CSRFToken": token(form), "X-Notes": "1", Accept: "application/json" },
        redirect: "manual",
      });
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      if (isJson) answer = await response.json();
      else refuse(form, response.status >= 500 || response.status === 404 ? words.failed : words.signed_out);
    } catch {
      refuse(form, words.failed);
    } finally {
      button.disabled = false;
    }
    if (answer) take(form, answer);
  }

  function take(form, answer) {
    const area = typed(form);
    if (!answer.ok) {
      // Words that were refused stay where they are; without words, what is shown was out of date.
      if (area || !answer.html) return refuse(form, answer.message);
    } else if (area) area.value = area.defaultValue;
    const home = form.closest("[data-notes]");
    const inAll = "notesAll" in home.dataset;
    const key = { kind: home.dataset.notesKind, thing: home.dataset.notesThing };
    const name = form.elements.namedItem("field")?.value || "";
    show(key, answer);
    say(answer.message);
    focusAfter(key, inAll, name, answer);
  }

  const containers = (key) => [...document.querySelectorAll("[data-notes]")].filter(
    (one) => one.dataset.notesKind === key.kind && one.dataset.notesThing === key.thing);

  // -- Showing --------------------------------------------------------------------------------------
  function show(key, answer) {
    for (const old of containers(key)) {
      const html = "notesAll" in old.dataset ? answer.html.all
        : old.dataset.notesField === answer.field ? answer.html.field : null;
      if (html !== null) replace(old, html);
    }
    document.dispatchEvent(new CustomEvent("atelier:notes", { detail: { ...key, open: answer.open, counts: answer.counts } }));
  }

  function replace(old, html) {
    const kept = [...old.querySelectorAll("[data-note-draft]")].filter((form) => isDirty(typed(form))).map(
      (form) => ({ draft: form.dataset.noteDraft, text: typed(form).value, field: form.querySelector("[data-note-fields]")?.value }));
    const resolved = old.querySelector("[data-notes-resolved]")?.open;
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const fresh = made.content.firstElementChild;
    old.replaceWith(fresh);
    for (const { draft, text, field } of kept) {
      const form = [...fresh.querySelectorAll("[data-note-draft]")].find((one) => one.dataset.noteDraft === draft);
      if (!form) continue;
      form.closest("details").open = true;
      typed(form).value = text;
      if (field !== undefined) form.dataset.noteWanted = field;
    }
    const folded = fresh.querySelector("[data-notes-resolved]");
    if (folded && resolved) folded.open = true;
    ready(fresh);
  }

  // Focus goes to the note that was written or answered, else to what is left of its place.
  function focusAfter(key, inAll, field, answer) {
    const home = containers(key).find((one) => (inAll ? "notesAll" in one.dataset : one.dataset.notesField === field));
    if (!home) return;
    const note = answer.note && home.querySelector(`[data-note="${answer.note}"]`);
    const target = note || home;
    if (note) note.classList.add("note--new");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  // -- The way to a field -----------------------------------------------------------------------------
  // The editor says where its fields are; elsewhere a field is where its notes are.
  const locate = (name) => window.atelierNotes?.locate?.(name) || null;

  function ready(root) {
    for (const link of root.querySelectorAll("[data-notes-goto]")) {
      const name = link.dataset.notesGoto;
      if (!locate(name) && !document.getElementById(`notes-${name}`)) link.removeAttribute("href");
    }
  }

  // -- When -------------------------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("[data-note-form]")) return;
    event.preventDefault();
    event.stopPropagation();
    send(form);
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-note-form]");
    if (!form || !event.target.matches("textarea")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === "Escape" && !isDirty(event.target)) {
      const details = form.closest("details");
      if (!details) return;
      details.open = false;
      details.querySelector("summary").focus();
    }
  });

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches?.(".note__more, [data-notes-add]") || !details.open) return;
    if (details.contains(document.activeElement)) typed(details)?.focus();
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-notes-goto]");
    if (!link) return;
    const name = link.dataset.notesGoto;
    const input = locate(name);
    if (input) {
      event.preventDefault();
      window.atelierNotes.goTo(input);
      return;
    }
    const place = document.getElementById(`notes-${name}`);
    if (!place) return;
    event.preventDefault();
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  });

  window.addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("[data-note-form] textarea")].some(isDirty)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-notes]").forEach(ready);
  });
  window.atelierNotes = { words, ready };
})();
