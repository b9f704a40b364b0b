// Does a bulk action in portions and shows how far it is; without script one request does it all.
(() => {
  "use strict";
  const form = document.querySelector("[data-bulk]");
  const panel = document.querySelector("[data-bulk-progress]");
  if (!form || !panel) return;
  const bar = panel.querySelector("progress");
  const text = panel.querySelector("[data-bulk-text]");
  const failed = panel.querySelector("[data-bulk-failed]");
  const button = form.querySelector("button");
  const left = form.elements.ids.value.split(",").filter(Boolean);
  const portion = Number(form.dataset.portion);
  const total = left.length;
  let running = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    panel.hidden = false;
    for (const other of document.querySelectorAll("[data-bulk-actions] > :not([data-bulk-back])")) {
      other.hidden = true;
    }
    try {
      while (left.length) {
        for (const result of await send(left.slice(0, portion))) tell(result);
        left.splice(0, portion);
        bar.value = total - left.length;
        text.textContent = `${total - left.length} / ${total}`;
      }
      text.textContent = `${panel.dataset.done} ${total - failed.children.length} / ${total}`;
      document.querySelector("[data-bulk-back]").focus();
    } catch {
      text.textContent = panel.dataset.lost;
      button.textContent = panel.dataset.again;
      form.hidden = false;
      button.focus();
    }
    running = false;
  });

  async function send(ids) {
    const body = new FormData(form);
    body.set("step", "portion");
    body.set("ids", ids.join(","));
    if (ids.length === left.length) body.set("last", "1");
    const answer = await fetch(window.location.href, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    return (await answer.json()).results;
  }

  function tell(result) {
    if (result.outcome !== "refused") return;
    if (!failed.children.length) failed.before(document.createTextNode(panel.dataset.refused));
    const line = document.createElement("li");
    line.textContent = `${result.name} : ${result.why}`;
    failed.append(line);
  }

  // Who leaves before the end has done a part: what is done once at the end is done for that part.
  window.addEventListener("pagehide", () => {
    if (!left.length || left.length === total) return;
    const body = new FormData(form);
    body.set("step", "end");
    body.set("ids", "");
    navigator.sendBeacon(window.location.href, body);
  });

  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
})();
