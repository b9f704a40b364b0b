// The preview is as high as what it shows, and its tabs say which one is shown.
(function () {
  "use strict";
  const frame = document.querySelector("[data-review-frame]");
  if (!frame) return;
  const tabs = [...document.querySelectorAll("[data-review-tabs] a")];
  const LEAST_PX = 200;
  const MARGIN_PX = 56;

  // What the page shows, not the page: that is at least as high as the frame, which would grow for ever.
  const shown = () => [...(frame.contentDocument?.querySelectorAll("main > *") || [])];

  function fit() {
    const bottoms = shown().map((one) => one.offsetTop + one.offsetHeight);
    if (bottoms.length) frame.style.height = `${Math.max(LEAST_PX, ...bottoms) + MARGIN_PX}px`;
  }

  function watch() {
    fit();
    const observer = window.ResizeObserver && new ResizeObserver(fit);
    for (const one of shown()) observer?.observe(one);
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
