// The form shows only what the chosen type needs, in that type's words. Nothing hidden is lost:
// hidden fields are saved as they are, and come back with their type.
(function () {
  "use strict";
  const { words, currentType, rows, prefixed, container, add } = window.atelierChallenge;

  function update() {
    const type = currentType();
    if (!type) return;
    document.body.dataset.challengeType = type;
    document.querySelectorAll('[class*="only-"]').forEach((element) => {
      const types = [...element.classList].filter((name) => name.startsWith("only-"));
      element.hidden = types.length > 0 && !types.includes("only-" + type);
    });
    // In a cloze, a blank that is filled in a menu has nothing to type.
    for (const row of rows("blanks")) {
      const menu = type === "cloze" && prefixed(row, "input")?.value === "menu";
      row.querySelectorAll(".blank-typed").forEach((field) => {
        const elsewhere = [...field.classList].some((name) => name.startsWith("only-"))
          && !field.classList.contains("only-" + type);
        field.hidden = menu || elsewhere;
      });
    }
    for (const row of rows("media")) {
      const shown = prefixed(row, "role")?.value === "illustration";
      row.querySelectorAll(".media-illustration").forEach((field) => { field.hidden = !shown; });
    }
    for (const relation of ["choices", "blanks"]) name(relation, words[relation][type]);
    addPairButton(type);
    document.dispatchEvent(new CustomEvent("atelier:type", { detail: { type } }));
  }

  // Headings and buttons say what the rows are for this type.
  function name(relation, said) {
    const rowsOf = container(relation);
    if (!said || !rowsOf) return;
    // Rows that stand inside another panel have a title of their own.
    const own = rowsOf.parentElement.querySelector(":scope > .w-field__label")
      || rowsOf.closest("[data-panel]").querySelector("[data-panel-heading-text]");
    setText(own, said.heading);
    setText(document.getElementById(`id_${relation}-ADD`), said.add);
    help(rowsOf, said.help);
    for (const row of rowsOf.children) {
      const text = row.querySelector("[data-panel-heading-text]");
      if (text) setText(text, said.row);
    }
  }

  function help(rowsOf, said) {
    let line = rowsOf.parentElement.querySelector(":scope > .challenge-rows-help");
    if (!line && !said) return;
    if (!line) {
      line = document.createElement("p");
      line.className = "challenge-rows-help";
      rowsOf.before(line);
    }
    line.textContent = said || "";
    line.hidden = !said;
  }

  // The words of an element, its icon or number kept.
  function setText(element, said) {
    const text = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (text) {
      if (text.textContent.trim() !== said) text.textContent = said;
    } else element.prepend(said);
  }

  function addPairButton(type) {
    const button = document.getElementById("id_choices-ADD");
    if (!button) return;
    let pair = document.getElementById("id_choices-ADD_PAIR");
    if (!pair) {
      pair = button.cloneNode(true);
      pair.id = "id_choices-ADD_PAIR";
      pair.addEventListener("click", addPair);
      button.before(pair);
      pair.after(" ");
    }
    pair.hidden = type !== "matching";
    if (words.choices[type]?.add_pair) setText(pair, words.choices[type].add_pair);
  }

  function addPair() {
    const numbers = rows("choices").map((row) => Number.parseInt(prefixed(row, "pair").value, 10) || 0);
    const pair = String(Math.max(0, ...numbers) + 1);
    const left = add("choices", { side: "source", pair });
    add("choices", { side: "target", pair });
    prefixed(left, "text_fr").focus();
  }

  function unfold(relation) {
    const toggle = container(relation)?.closest("[data-panel]").querySelector("[data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }

  document.addEventListener("change", (event) => {
    // A simulator is mostly made of files.
    if (event.target.id === "id_type" && event.target.value === "embed") unfold("media");
    if (event.target.id === "id_type" || /-(input|role)$/.test(event.target.name || "")) update();
  });
  document.addEventListener("atelier:row", update);
  document.addEventListener("DOMContentLoaded", () => {
    update();
    // What is folded because it is seldom needed is open where it is used.
    for (const relation of ["media", "links"]) if (rows(relation).length) unfold(relation);
  });

  // Pictures that the Markdown toolbar may put into a text, and the way to add one.
  const markdown = (window.atelierMarkdown = window.atelierMarkdown || {});
  markdown.images = () => rows("media")
    .filter((row) => prefixed(row, "role")?.value === "illustration" && prefixed(row, "key").value)
    .map((row) => {
      const key = prefixed(row, "key").value;
      const said = prefixed(row, "alt_fr")?.value || prefixed(row, "name")?.value || "";
      return { key, label: said ? `${key} · ${said.slice(0, 60)}` : key };
    });
  markdown.addImage = () => {
    const row = add("media", { role: "illustration" });
    window.atelierChallenge.goTo(row.querySelector("select, input:not([type=hidden]), button"));
  };
})();
