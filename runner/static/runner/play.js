/* The conditions of a question: the time that is left, and staying on the page. */
(() => {
  "use strict";

  /** Seconds at which the time that is left is said aloud. */
  const THRESHOLDS = [300, 60, 30, 10];

  function timer(box) {
    const status = box.querySelector("[role=status]");
    const words = box.querySelector(".timer-words");
    const field = box.querySelector("[name=remaining]");
    const deadline = Date.now() + Number(box.dataset.timer) * 1000;
    const left = () => Math.ceil((deadline - Date.now()) / 1000);
    let before = left() + 1;
    let ticking = 0;

    function spoken(seconds) {
      const minutes = Math.floor(seconds / 60);
      const rest = seconds % 60;
      return [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""].join(" ").trim();
    }

    function over() {
      window.clearInterval(ticking);
      box.classList.add("over");
      if (words) words.textContent = box.dataset.over;
      status.textContent = box.dataset.over;
    }

    function tick() {
      const now = left();
      if (now <= 0) {
        over();
        return;
      }
      const shown = `${Math.floor(now / 60)}:${String(now % 60).padStart(2, "0")}`;
      box.querySelector(".timer-time").textContent = shown;
      box.classList.toggle("soon", now <= 30);
      // The last threshold that was passed since the last look: a page in the background wakes late.
      const passed = THRESHOLDS.filter((at) => at < before && now <= at).pop();
      if (passed) status.textContent = box.dataset.left.replace("{time}", spoken(now));
      before = now;
    }

    box.closest("form").addEventListener("submit", () => {
      field.disabled = false;
      field.value = String(left());
    });
    if (left() <= 0 || !words) return;
    words.hidden = false;
    ticking = window.setInterval(tick, 250);
    tick();
  }

  function focus(box) {
    const field = box.querySelector("[name=left_focus]");
    const status = box.querySelector("[role=status]");
    let consulting = false;

    function leave() {
      // What the question itself opens is not leaving it.
      if (consulting || field.value) return;
      field.value = "1";
      box.classList.add("over");
      status.textContent = box.dataset.gone;
    }

    document.addEventListener("click", (event) => {
      const link = event.target.closest(".q-question a[href]");
      if (link) consulting = true;
    });
    window.addEventListener("focus", () => { consulting = false; });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && !submitting) leave();
    });
    window.addEventListener("blur", () => {
      // A simulator in the page takes the focus of the window: that is not leaving either.
      window.setTimeout(() => {
        if (document.activeElement?.tagName !== "IFRAME" && !document.hasFocus() && !submitting) leave();
      }, 0);
    });
  }

  let submitting = false;
  document.addEventListener("submit", () => { submitting = true; });
  document.querySelectorAll("[data-timer]").forEach(timer);
  document.querySelectorAll("[data-focus]").forEach(focus);
})();
