// The preview is as high as what it shows, and its tabs say which one is shown.
(function () {
  "use strict";
  const frame = document.querySelector("[data-review-frame]");
  if (!frame) return;
  const tabs = [...document.querySelectorAll("[data-review-tabs] a")];
  const LEAST_PX = 200;
  const MARGIN_PX = 24;

  // The page's own content: its body is at least as high as the frame, which would grow for ever.
  const content = () => frame.contentDocument?.querySelector("main");

  function fit() {
    const main = content();
    if (main) frame.style.height = `${Math.max(LEAST_PX, main.offsetTop + main.offsetHeight + MARGIN_PX)}px`;
  }

  function watch() {
    fit();
    if (content() && window.ResizeObserver) new ResizeObserver(fit).observe(content());
  }

  frame.addEventListener("load", watch);
  watch();

  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      for (const other of tabs) other.removeAttribute("aria-current");
      tab.setAttribute("aria-current", "true");
    });
  }
})();
