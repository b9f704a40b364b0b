// The list changes its address without loading the page: what is saved follows the address.
(() => {
  "use strict";
  const box = document.querySelector("[data-save-filter]");
  if (!box) return;
  const beside = new Set(["p", "export", "next", "_w_filter_fragment"]);

  function follow() {
    const query = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(window.location.search)) {
      if (value && !beside.has(name)) query.append(name, value);
    }
    box.querySelector("input[name=query]").value = query.toString();
    box.hidden = query.size === 0;
  }

  document.addEventListener("w-swap:success", () => window.setTimeout(follow));
  document.addEventListener("w-swap:reflect", () => window.setTimeout(follow));
  box.querySelector("form").addEventListener("submit", follow);
})();
