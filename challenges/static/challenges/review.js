// The preview is as high as what it shows, and its tabs say which one is shown.
(function () {
  "use strict";
  const frame = document.querySelector("[data-review-frame]");
  if (!frame) return;
  const tabs = [...document.querySelectorAll("[data-review-tabs] a")];
  const LEAST_PX = 200;
  const MARGIN_PX = 24;

  // What ends the page's content: body and main are at least as high as the frame, which would grow
  // for ever.
  const content = () => frame.contentDocument?.querySelector("main > :last-child");

  function fit() {
    const end = content()?.getBoundingClientRect().bottom;
    if (!end) return;
    const height = Math.max(LEAST_PX, Math.ceil(end + frame.contentWindow.scrollY) + MARGIN_PX);
    if (Math.abs(height - frame.offsetHeight) > 1) frame.style.height = `${height}px`;
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
