// Blanks and the text that shows them stay in step: keys, options of menus, what is missing.
(function () {
  "use strict";
  const { words, currentType, rows, prefixed, set, add, renumber, menuKeys, freeKey } = window.atelierChallenge;
  const BLANK = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/g;
  const KEY = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;
  const TEMPLATE_TYPES = ["short_answer", "cloze", "cloze_pool"];
  const say = (sentence, key) => sentence.replace("%s", "${" + key + "}");
  const template = () => document.getElementById("id_template_fr");
  const keyOf = (row) => prefixed(row, "key").value.trim();
  const shown = () => [...template().value.matchAll(BLANK)].map((match) => match[1]);
  let removed = [];

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    if (text) made.textContent = text;
    return made;
  }

  function action(said, act) {
    const button = element("button", { type: "button", class: "button button-small button-secondary" }, said);
    button.addEventListener("click", act);
    return button;
  }

  // -- The text -----------------------------------------------------------------------------------
  let caret = null;
  function rememberCaret(event) {
    if (event.target.id === "id_template_fr") caret = event.target.selectionStart;
  }

  function insert(key) {
    const area = template();
    const at = outside(area.value, caret ?? area.value.length);
    const before = area.value.slice(0, at);
    const space = before && !/\s$/.test(before) ? " " : "";
    window.atelierMarkdown.replace(area, at, at, `${space}\${${key}}`);
    caret = area.selectionStart;
  }

  // Never in the middle of another blank.
  function outside(text, at) {
    if (at > text.length) return text.length;
    for (const match of text.matchAll(BLANK)) {
      if (match.index < at && at < match.index + match[0].length) return match.index + match[0].length;
    }
    return at;
  }

  function take(key) {
    const area = template();
    const at = area.value.indexOf("${" + key + "}");
    if (at < 0) return;
    const length = key.length + 3;
    const space = at > 0 && area.value[at - 1] === " " ? 1 : 0;
    window.atelierMarkdown.replace(area, at - space, at + length, "");
  }

  function create(key) {
    const row = add("blanks", { key });
    removed = removed.filter((other) => other !== key);
    return row;
  }

  // -- What does not go together is offered to be mended, under the text and in the row ------------
  function notices() {
    const area = template();
    if (!area) return;
    const field = area.closest("[data-field]");
    let box = field.querySelector(".challenge-offers");
    if (!box) {
      box = element("div", { class: "challenge-offers", role: "status" });
      field.append(box);
    }
    const uses = TEMPLATE_TYPES.includes(currentType());
    const inText = uses ? [...new Set(shown())] : [];
    const keys = rows("blanks").map(keyOf);
    removed = removed.filter((key) => inText.includes(key) && !keys.includes(key));
    render(box, inText.filter((key) => !keys.includes(key)).map((key) => ({
      id: `${key}:${removed.includes(key)}`,
      text: say(removed.includes(key) ? words.removed : words.without_row, key),
      acts: [
        ...(removed.includes(key) ? [[say(words.remove_from_text, key), () => take(key)]] : []),
        [say(words.create_blank, key), () => create(key)],
      ],
    })));
    for (const row of rows("blanks")) {
      const key = keyOf(row);
      const holder = prefixed(row, "key").closest("[data-field]");
      let offer = holder.querySelector(".challenge-offers");
      if (!offer) {
        offer = element("div", { class: "challenge-offers", role: "status" });
        holder.append(offer);
      }
      const missing = uses && KEY.test(key) && !inText.includes(key);
      render(offer, missing ? [{
        id: key, text: say(words.not_shown, key), acts: [[words.insert_blank, () => insert(key)]],
      }] : []);
    }
  }

  // Only what changed is written: a button keeps the focus, a screen reader is not told twice.
  function render(box, offers) {
    const signature = offers.map((offer) => offer.id).join(" ");
    if (box.dataset.offers === signature) return;
    box.dataset.offers = signature;
    box.replaceChildren(...offers.map((offer) => {
      const line = element("p", {}, offer.text);
      line.append(" ", ...offer.acts.flatMap(([said, act]) => [action(said, act), " "]));
      return line;
    }));
  }

  // -- Keys: renaming one renames it in the text and in the options of its menu --------------------
  const named = new WeakMap();
  function remember(row) {
    named.set(row, keyOf(row));
  }

  function renamed(row) {
    const before = named.get(row);
    const key = keyOf(row);
    remember(row);
    if (!before || before === key || !KEY.test(key)) return;
    const stillThere = rows("blanks").some((other) => other !== row && keyOf(other) === before);
    if (stillThere) return;
    const area = template();
    if (area.value.includes("${" + before + "}")) {
      caret = null;
      set(area, area.value.replaceAll("${" + before + "}", "${" + key + "}"));
    }
    for (const option of rows("choices")) {
      const blank = prefixed(option, "blank");
      if (blank.value !== before) continue;
      offerKeys(blank, key);
      set(blank, key);
    }
  }

  // -- Options of menus -----------------------------------------------------------------------------
  // The key of a menu is chosen among those that exist; a text field becomes a list in its place.
  function asList(input) {
    if (input.tagName === "SELECT") return input;
    const select = element("select", { id: input.id, name: input.name });
    if (input.getAttribute("aria-describedby")) select.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
    select.append(element("option", { value: input.value }, input.value));
    select.value = input.value;
    input.replaceWith(select);
    return select;
  }

  function offerKeys(select, ...also) {
    const keys = [...new Set([...menuKeys(), ...also])];
    const value = select.value;
    const options = [element("option", { value: "" }, words.no_menu)];
    for (const key of keys) options.push(element("option", { value: key }, "${" + key + "}"));
    if (value && !keys.includes(value)) {
      options.push(element("option", { value }, words.missing_key.replace("%s", "${" + value + "}")));
    }
    const signature = options.map((option) => option.value + option.textContent).join(" ");
    if (select.dataset.keys === signature) return;
    select.dataset.keys = signature;
    select.replaceChildren(...options);
    select.value = value;
  }

  // Options stand together under the menu that they belong to.
  function group() {
    const cloze = currentType() === "cloze";
    const options = rows("choices");
    let before = null;
    for (const row of options) {
      const blank = prefixed(row, "blank");
      if (!blank) return;
      if (cloze) offerKeys(asList(blank));
      const key = prefixed(row, "blank").value;
      if (cloze && key !== before) {
        row.dataset.group = key ? say(words.menu_options, key) : words.menu_without;
      } else delete row.dataset.group;
      before = key;
    }
  }

  function putInGroup(row) {
    const key = prefixed(row, "blank").value;
    const same = rows("choices").filter((other) => other !== row && prefixed(other, "blank").value === key);
    const last = same.at(-1);
    if (last && last.nextElementSibling !== row) {
      const focused = row.contains(document.activeElement) ? document.activeElement : null;
      last.after(row);
      focused?.focus();
      renumber("choices");
    }
  }

  function optionButtons() {
    for (const row of rows("blanks")) {
      const menu = currentType() === "cloze" && prefixed(row, "input")?.value === "menu";
      let button = row.querySelector(":scope .challenge-add-option");
      if (!button && !menu) continue;
      if (!button) {
        button = action("", () => {
          const option = add("choices", { blank: keyOf(row) });
          prefixed(option, "text_fr").focus();
        });
        button.classList.add("challenge-add-option");
        row.querySelector(".w-panel__content").append(button);
      }
      button.hidden = !menu;
      button.textContent = say(words.add_option, keyOf(row));
    }
  }

  // -- Together -------------------------------------------------------------------------------------
  function update() {
    if (!template()) return;
    group();
    optionButtons();
    notices();
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "id_template_fr" || /^blanks-\d+-key$/.test(event.target.name || "")) notices();
  });
  document.addEventListener("focusout", rememberCaret);
  document.addEventListener("change", (event) => {
    const name = event.target.name || "";
    if (/^blanks-\d+-key$/.test(name)) renamed(event.target.closest("[data-inline-panel-child]"));
    if (/^choices-\d+-blank$/.test(name)) putInGroup(event.target.closest("[data-inline-panel-child]"));
    if (/^(blanks-\d+-(key|input)|choices-\d+-blank)$/.test(name)) update();
  });
  document.addEventListener("atelier:row", (event) => {
    const { row, relation } = event.detail;
    if (relation === "blanks") remember(row);
    if (relation === "choices" && currentType() === "cloze") putInGroup(row);
    update();
  });
  document.addEventListener("w-formset:removed", (event) => {
    if (/^inline_child_blanks-/.test(event.target.id)) removed.push(keyOf(event.target));
    update();
  });
  document.addEventListener("atelier:type", update);
  document.addEventListener("DOMContentLoaded", () => {
    rows("blanks").forEach(remember);
    update();
  });

  // The toolbar's button for a blank makes its row; the toolbar writes the key into the text.
  (window.atelierMarkdown = window.atelierMarkdown || {}).blank = () => {
    const unused = rows("blanks").map(keyOf).find((key) => KEY.test(key) && !shown().includes(key));
    if (unused) return unused;
    const first = currentType() === "short_answer" ? "v" : null;
    const key = freeKey("blanks", first, "n");
    create(key);
    return key;
  };
})();
