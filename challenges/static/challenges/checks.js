// While one writes: the server looks at the form, each problem is said at its field and listed in
// the side panel. Nothing is saved by it, the focus is never moved.
(function () {
  "use strict";
  const { words, form, container, goTo } = window.atelierChallenge;
  const PAUSE_MS = 600;
  const touched = new Set();
  let all = false;
  let problems = [];
  let pending = null;
  let timer = null;

  const panel = () => document.querySelector("[data-challenge-problems]");

  // A new challenge has no number until its first draft is saved; then the form's address tells it.
  function address() {
    const saved = /\/edit\/(\d+)\//.exec(form().action);
    return saved ? panel().dataset.checkSaved.replace("/0/", `/${saved[1]}/`) : panel().dataset.checkNew;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE_MS);
  }

  async function check() {
    clearTimeout(timer);
    pending?.abort();
    const own = (pending = new AbortController());
    try {
      const answer = await fetch(address(), {
        method: "POST",
        body: new FormData(form()),
        headers: { Accept: "application/json" },
        signal: own.signal,
        redirect: "manual",
      });
      // Signing in again in another tab changed the token against forgery.
      if (answer.status === 403 && window.atelierChallenge.freshToken()) return check();
      const refusal = answer.status === 403 ? await answer.json().catch(() => ({})) : {};
      // The account lost its role meanwhile: signing in again would not help.
      if (refusal.forbidden) {
        summary(refusal.error);
        return false;
      }
      const signedOut = answer.type === "opaqueredirect" || answer.status === 403;
      document.dispatchEvent(new CustomEvent("atelier:signed", { detail: { out: signedOut } }));
      if (signedOut) return false;
      if (!answer.ok) throw new Error(String(answer.status));
      problems = (await answer.json()).problems;
      show();
      return true;
    } catch (error) {
      if (error.name === "AbortError") return false;
      summary(words.not_checked);
      return false;
    } finally {
      if (pending === own) pending = null;
    }
  }

  // -- At the fields ------------------------------------------------------------------------------
  function place(problem) {
    if (problem.field) {
      const input = document.getElementById(problem.field);
      return { target: input, holder: input?.closest("[data-field]") };
    }
    if (problem.relation) {
      const rows = container(problem.relation);
      return { target: document.getElementById(`id_${problem.relation}-ADD`), holder: rows?.parentElement, rows };
    }
    return { target: null, holder: null };
  }

  const wasTouched = (problem) => all || (problem.field ? touched.has(problem.field) : touched.has(problem.relation));

  function show() {
    // What the server said when the page was made is said again here, and goes once it is mended.
    document.querySelectorAll("[data-edit-form] .error-message").forEach((old) => {
      const holder = old.closest("[data-field-errors]");
      if (holder) holder.replaceChildren();
      else old.remove();
    });
    const byHolder = new Map();
    for (const problem of problems) {
      const { holder, rows } = place(problem);
      if (!holder || !wasTouched(problem)) continue;
      if (!byHolder.has(holder)) byHolder.set(holder, { list: [], rows });
      byHolder.get(holder).list.push(problem);
    }
    document.querySelectorAll(".live-problems").forEach((box) => {
      if (!byHolder.has(box.parentElement)) write(box, []);
    });
    for (const [holder, { list, rows }] of byHolder) write(boxIn(holder, rows), list);
    fillPanel();
  }

  function boxIn(holder, rows) {
    let box = holder.querySelector(":scope > .live-problems");
    if (box) return box;
    box = document.createElement("div");
    box.className = "live-problems";
    box.setAttribute("aria-live", "polite");
    if (rows) rows.after(box);
    else holder.append(box);
    return box;
  }

  function write(box, list) {
    const signature = list.map((problem) => problem.message).join("\n");
    if (box.dataset.said === signature) return;
    box.dataset.said = signature;
    box.replaceChildren(...list.map((problem) => line(problem, "p")));
    const field = box.closest("[data-field]")?.querySelector("[id]:is(input, textarea, select)");
    if (!field || !box.closest("[data-field]")) return;
    box.id = box.id || `${field.id}-live`;
    const wrong = list.some((problem) => problem.blocking);
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    const described = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== box.id);
    if (list.length) described.push(box.id);
    if (described.length) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
  }

  function line(problem, name) {
    const made = document.createElement(name);
    made.className = problem.blocking ? "live-problem live-problem--blocking" : "live-problem live-problem--advice";
    const icon = problem.blocking ? "warning" : "info-circle";
    made.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    const kind = document.createElement("strong");
    kind.textContent = `${problem.blocking ? words.blocking : words.advice} : `;
    const text = document.createElement("span");
    text.append(kind, problem.message);
    made.append(text);
    return made;
  }

  // -- In the side panel ----------------------------------------------------------------------------
  function summary(said) {
    const element = panel()?.querySelector("[data-problems-summary]");
    if (element && element.textContent !== said) element.textContent = said;
  }

  const count = (n, one, many) => (n === 1 ? one : many.replace("%s", n));

  function fillPanel() {
    const blocking = problems.filter((problem) => problem.blocking);
    const advice = problems.filter((problem) => !problem.blocking);
    const said = [blocking.length ? count(blocking.length, words.to_mend_one, words.to_mend_many) : words.to_mend_none];
    if (advice.length) said.push(count(advice.length, words.advice_one, words.advice_many));
    summary(said.join(" · "));
    const box = panel()?.querySelector("[data-problems-list]");
    if (!box) return;
    const signature = JSON.stringify(problems);
    if (box.dataset.said !== signature) {
      box.dataset.said = signature;
      const list = document.createElement("ul");
      list.append(...[...blocking, ...advice].map(item));
      box.replaceChildren(...(problems.length ? [list] : []));
    }
    const counter = document.querySelector('[data-side-panel-toggle="problems"] [data-side-panel-toggle-counter]');
    if (counter) {
      counter.textContent = blocking.length || "";
      counter.hidden = blocking.length === 0;
    }
  }

  function item(problem) {
    const made = document.createElement("li");
    const { target } = place(problem);
    const where = problem.label || headingOf(target) || words.whole;
    if (target) {
      const link = document.createElement("a");
      link.href = `#${target.id}`;
      link.textContent = where;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        touched.add(problem.field || problem.relation);
        show();
        goTo(target);
      });
      made.append(link);
    } else {
      const name = document.createElement("strong");
      name.textContent = where;
      made.append(name);
    }
    made.append(line(problem, "p"));
    return made;
  }

  const headingOf = (target) => target?.closest("[data-panel]")?.querySelector("[data-panel-heading-text]")?.textContent.trim();

  // -- When -----------------------------------------------------------------------------------------
  function touch(element) {
    if (!element?.id || !element.closest?.("[data-edit-form]")) return;
    touched.add(element.id);
    const relation = /^([a-z]+)-\d+-/.exec(element.name || "");
    if (relation) touched.add(relation[1]);
  }

  function start() {
    if (!panel() || !form()) return;
    // A page that comes back with errors, or a challenge that was saved before: say all there is.
    all = !("isNew" in panel().dataset) || document.querySelector("[data-edit-form] .error-message") !== null;
    document.addEventListener("input", (event) => {
      if (event.target.closest?.("[data-edit-form]")) later();
    });
    document.addEventListener("change", (event) => {
      if (!event.target.closest?.("[data-edit-form]")) return;
      touch(event.target);
      later();
    });
    document.addEventListener("focusout", (event) => {
      const field = event.target;
      if (!field.matches?.("[data-edit-form] :is(input, textarea, select)") || touched.has(field.id)) return;
      // Who only passes through a field of a new form is not told off.
      if (field.value) touch(field);
      if (problems.length) show();
    });
    for (const name of ["w-unsaved:add", "w-formset:added", "w-formset:removed"]) document.addEventListener(name, later);
    check();
  }

  document.addEventListener("DOMContentLoaded", start);
  window.atelierChallenge.check = check;
})();
