// Shows how far an import is; without JavaScript the same form imports and answers at the end.
(() => {
  const form = document.querySelector("[data-ref-import]");
  const panel = document.querySelector("[data-ref-progress]");
  if (!form || !panel || !window.ReadableStream) return;
  const bar = panel.querySelector("progress");
  const text = panel.querySelector("[data-text]");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const button of document.querySelectorAll(".atelier-actions button")) button.disabled = true;
    panel.hidden = false;
    const body = new FormData(form);
    body.append("stream", "1");
    let last = null;
    try {
      const response = await fetch(form.action, { method: "POST", body });
      if (!response.ok) throw new Error(response.statusText);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) show((last = JSON.parse(line)));
      }
    } catch {
      last = null;
    }
    window.location.assign(last?.url || window.location.href);
  });

  function show(step) {
    if (!step.total) return;
    bar.value = (100 * step.done) / step.total;
    text.textContent = `${step.done} / ${step.total}`;
  }
})();
