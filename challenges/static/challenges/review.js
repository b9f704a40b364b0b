// The preview is as high as what it shows, and its tabs say which one is shown.
(function () {
  "use strict";
  const frame = document.querySelector("[data-review-frame]");
  if (!frame) return;
  const tabs = [...document.querySelectorAll("[data-review-tabs] a")];
  const LEAST_PX = 200;

  function fit() {
    const page = frame.contentDocument?.body;
    if (page) frame.style.height = `${Math.max(LEAST_PX, page.scrollHeight + 8)}px`;
  }

  frame.addEventListener("load", () => {
    fit();
    const page = frame.contentDocument?.body;
    if (page && window.ResizeObserver) new ResizeObserver(fit).observe(page);
  });
  if (frame.contentDocument?.readyState === "complete") fit();

  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      for (const other of tabs) other.removeAttribute("aria-current");
      tab.setAttribute("aria-current", "true");
    });
  }
})();
