// A toolbar for text areas with data-markdown: it writes Markdown, the text stays a text.
//
// Other scripts may say what this one cannot know:
//   window.atelierMarkdown.images = () => [{ key: "m1", label: "m1 · plan.png" }]
//   window.atelierMarkdown.addImage = () => { … }      goes to where a picture is added
//   window.atelierMarkdown.blank = (textarea) => "v"   makes a blank and answers its key
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("markdown-words").textContent);
  const house = (window.atelierMarkdown = window.atelierMarkdown || {});
  const ICONS = {
    bold: "bold", italic: "italic", link: "link", list: "list-ul", numbers: "list-ol", table: "table",
    code: "code", image: "image", blank: "edit", help: "help",
  };

  // -- Writing: through the browser's own editing, so that undoing works -------------------------
  function replace(area, start, end, text, selectFrom, selectTo) {
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (selectFrom !== undefined) area.setSelectionRange(start + selectFrom, start + selectTo);
  }
  house.replace = replace;

  function wrap(area, mark, example) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const inside = value.slice(start, end);
    const around = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark
      // One star is half of two: italic inside bold is no italic to take away.
      && !(mark === "*" && value[start - 2] === "*" && value[start - 3] !== "*");
    if (inside && around) {
      replace(area, start - mark.length, end + mark.length, inside, 0, inside.length);
      return;
    }
    const text = inside || example;
    replace(area, start, end, mark + text + mark, mark.length, mark.length + text.length);
  }

  // Each selected line gets a prefix; lines that all have one lose it.
  function prefix(area, make, pattern) {
    const { value } = area;
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    let end = value.indexOf("\n", area.selectionEnd);
    if (end < 0) end = value.length;
    const lines = value.slice(start, end).split("\n");
    const written = lines.filter((line) => line.trim());
    const all = written.length > 0 && written.every((line) => pattern.test(line));
    let number = 0;
    const changed = lines.map((line) => {
      if (all) return line.replace(pattern, "");
      if (!line.trim() && lines.length > 1) return line;
      number += 1;
      return make(number) + (line.trim() || words.list_example);
    });
    // A list begins after an empty line, or it is read as part of the paragraph.
    const needsSpace = !all && start > 0 && value.slice(0, start).trim() && !/\n\s*\n$/.test(value.slice(0, start))
      && !pattern.test(value.slice(value.lastIndexOf("\n", start - 2) + 1, start - 1));
    const text = (needsSpace ? "\n" : "") + changed.join("\n");
    replace(area, start, end, text, needsSpace ? 1 : 0, text.length);
  }

  function block(area, text) {
    const { value, selectionEnd: at } = area;
    const before = value.slice(0, at);
    const lead = !before.trim() ? "" : /\n\s*\n$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    replace(area, at, at, `${lead}${text}\n`);
  }

  const actions = {
    bold: (area) => wrap(area, "**", words.bold_example),
    italic: (area) => wrap(area, "*", words.italic_example),
    list: (area) => prefix(area, () => "- ", /^\s*[-*] /),
    numbers: (area) => prefix(area, (n) => `${n}. `, /^\s*\d+\. /),
    table: (area) => block(area, `${words.table_head}\n--- | ---\n${words.table_row}`),
    code: (area) => {
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
      if (chosen.includes("\n")) block(area, "```\n" + chosen + "\n```");
      else wrap(area, "`", words.code_example);
    },
    blank: (area) => {
      const at = [area.selectionStart, area.selectionEnd];
      const key = house.blank ? house.blank(area) : "v";
      if (key) replace(area, at[0], at[1], "${" + key + "}");
    },
    link: askLink,
    image: askImage,
    help: showHelp,
  };

  // -- Small questions, under the toolbar --------------------------------------------------------
  function ask(area, title, fill) {
    const wrapper = area.closest(".md");
    closeAsk(wrapper, false);
    const box = element("div", { class: "md-ask", role: "group", "aria-label": title });
    // What is typed here is no part of the form: neither autosave nor the preview should notice.
    for (const name of ["input", "change", "keyup"]) box.addEventListener(name, (event) => event.stopPropagation());
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") closeAsk(wrapper, true);
      if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        box.querySelector("[data-md-insert]")?.click();
      }
    });
    fill(box);
    wrapper.querySelector(".md-toolbar").after(box);
    (box.querySelector("input, select") || box.querySelector("button")).focus();
  }

  function closeAsk(wrapper, focus) {
    const box = wrapper.querySelector(".md-ask");
    if (!box) return;
    box.remove();
    if (focus) wrapper.querySelector("textarea").focus();
  }

  function buttons(box, area, insert) {
    const row = element("div", { class: "md-ask-buttons" });
    if (insert) {
      const go = element("button", { type: "button", class: "button button-small", "data-md-insert": "" }, words.insert);
      go.addEventListener("click", insert);
      row.append(go);
    }
    const cancel = element("button", { type: "button", class: "button button-small button-secondary" },
      insert ? words.cancel : words.close);
    cancel.addEventListener("click", () => closeAsk(area.closest(".md"), true));
    row.append(cancel);
    box.append(row);
  }

  function field(box, label, input) {
    input.id = `md-ask-${Math.random().toString(36).slice(2)}`;
    box.append(element("label", { for: input.id }, label), input);
    return input;
  }

  function askLink(area) {
    const { selectionStart: start, selectionEnd: end } = area;
    const chosen = area.value.slice(start, end);
    const isAddress = /^(https?:\/\/|mailto:)\S+$/i.test(chosen);
    ask(area, words.link, (box) => {
      const text = field(box, words.link_text, element("input", { type: "text" }));
      const address = field(box, words.link_address,
        element("input", { type: "url", placeholder: "https://", autocomplete: "off" }));
      text.value = isAddress ? "" : chosen;
      address.value = isAddress ? chosen : "";
      const problem = element("p", { class: "md-problem", role: "alert" });
      box.append(problem);
      buttons(box, area, () => {
        let to = address.value.trim();
        if (/^www\./i.test(to)) to = `https://${to}`;
        if (!/^(https?:\/\/[^\s)]+\.[^\s)]+|mailto:[^\s)]+@[^\s)]+)$/i.test(to)) {
          problem.textContent = words.link_bad;
          address.focus();
          return;
        }
        const shown = text.value.trim() || to.replace(/^(https?:\/\/|mailto:)/i, "");
        closeAsk(area.closest(".md"), false);
        replace(area, start, end, `[${shown}](${to})`);
      });
      if (chosen && !isAddress) setTimeout(() => address.focus());
    });
  }

  function askImage(area) {
    const { selectionStart: start, selectionEnd: end } = area;
    const images = house.images ? house.images() : [];
    ask(area, words.image, (box) => {
      if (!images.length) {
        box.append(element("p", {}, words.no_image));
        if (house.addImage) {
          const go = element("button", { type: "button", class: "button button-small" }, words.add_image);
          go.addEventListener("click", () => {
            closeAsk(area.closest(".md"), false);
            house.addImage();
          });
          box.append(go);
        }
        buttons(box, area, null);
        return;
      }
      const select = field(box, words.choose_image, element("select", {}));
      for (const { key, label } of images) select.append(element("option", { value: key }, label));
      buttons(box, area, () => {
        closeAsk(area.closest(".md"), false);
        replace(area, start, end, `![](media:${select.value})`);
      });
    });
  }

  function showHelp(area) {
    ask(area, words.help_title, (box) => {
      box.append(element("strong", {}, words.help_title));
      const list = element("ul", {});
      const names = ["help_bold", "help_list", "help_link", "help_code", "help_title_3", "help_image"];
      if (area.dataset.markdown.includes("blank")) names.push("help_blank");
      for (const name of [...names, "help_paragraph"]) list.append(element("li", {}, words[name]));
      box.append(list);
      buttons(box, area, null);
    });
  }

  // -- The toolbar: one stop for Tab, arrows inside it --------------------------------------------
  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  }

  function toolbar(area) {
    const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
    const named = label ? label.textContent.replace("*", "").trim() : "";
    const bar = element("div", {
      class: "md-toolbar", role: "toolbar", "aria-controls": area.id,
      "aria-label": named ? `${words.toolbar} : ${named}` : words.toolbar,
    });
    area.dataset.markdown.split(" ").forEach((name, index) => {
      const button = element("button", {
        type: "button", class: "md-tool", "data-md": name, title: words[name], "aria-label": words[name],
        tabindex: index ? "-1" : "0",
      });
      button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon-${ICONS[name]}"></use></svg>`;
      button.addEventListener("click", () => actions[name](area));
      bar.append(button);
    });
    bar.addEventListener("keydown", (event) => {
      const all = [...bar.children];
      const at = all.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      const next = all[(to + all.length) % all.length];
      all.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus();
    });
    return bar;
  }

  function upgrade(area) {
    if (area.closest(".md") || area.closest("template")) return;
    const wrapper = element("div", { class: "md" });
    if ("markdownCompact" in area.dataset) wrapper.classList.add("md-compact");
    area.before(wrapper);
    wrapper.append(toolbar(area), area);
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const name = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
      if (!name || !area.dataset.markdown.split(" ").includes(name)) return;
      event.preventDefault();
      event.stopPropagation();
      actions[name](area);
    });
  }

  const upgradeAll = (root) => root.querySelectorAll("textarea[data-markdown]").forEach(upgrade);
  document.addEventListener("w-formset:added", (event) => upgradeAll(event.target));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => upgradeAll(document));
  } else upgradeAll(document);
})();
