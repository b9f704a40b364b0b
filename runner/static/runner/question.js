/* What script adds to a question: orderings are moved instead of numbered, simulators are listened
   to. Without it every question but a simulator can be answered all the same.

   Words come from data attributes, in the language of the interface. Pages that put a question in
   later call window.AtelierQuestion.enhance(element). */
(() => {
  "use strict";

  const SILENCE_MS = 15000;
  const LONGEST_ANSWER = 10000;

  /** Write `text` into a live region so that it is said even when it is what was said before. */
  function say(region, text) {
    region.textContent = "";
    window.setTimeout(() => { region.textContent = text; }, 50);
  }

  function button(label, sign, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "q-move";
    made.setAttribute("aria-label", label);
    made.textContent = sign;
    made.addEventListener("click", action);
    return made;
  }

  /* -- Ordering ------------------------------------------------------------------------------ */
  function ordering(field) {
    const list = field.querySelector(".q-order");
    const status = field.querySelector(".q-status");
    const items = () => [...list.children];
    const words = (item) => {
      const text = item.querySelector(".q-order-text");
      const picture = text.querySelector("img");
      return text.textContent.trim() || (picture ? picture.alt : "");
    };
    const before = items().some((item) => item.querySelector("select").value);

    function moved() {
      if (!field.querySelector("[name=order-moved]")) {
        const mark = document.createElement("input");
        mark.type = "hidden";
        mark.name = "order-moved";
        mark.value = "1";
        field.append(mark);
        field.querySelector(".q-keep").hidden = true;
      }
    }

    function refresh() {
      const all = items();
      all.forEach((item, index) => {
        item.querySelector(".q-rank").textContent = String(index + 1);
        // Not disabled: a button that loses focus at the top of the list loses the person too.
        item.querySelector("[data-up]").setAttribute("aria-disabled", String(index === 0));
        item.querySelector("[data-down]").setAttribute("aria-disabled", String(index === all.length - 1));
      });
    }

    function announce(item) {
      const all = items();
      const text = field.dataset.moved
        .replace("{item}", () => words(item))
        .replace("{place}", String(all.indexOf(item) + 1))
        .replace("{total}", String(all.length));
      say(status, text);
    }

    /** Move by one place. The neighbour is what moves in the page, so that focus stays. */
    function step(item, down) {
      const neighbour = down ? item.nextElementSibling : item.previousElementSibling;
      if (!neighbour) return;
      if (down) item.before(neighbour);
      else item.after(neighbour);
      moved();
      refresh();
      announce(item);
    }

    function drag(item, handle, start) {
      if (start.button !== 0) return;
      start.preventDefault();
      handle.setPointerCapture(start.pointerId);
      item.classList.add("q-dragged");
      let changed = false;
      const follow = (move) => {
        const { previousElementSibling: above, nextElementSibling: below } = item;
        if (above && move.clientY < above.getBoundingClientRect().bottom - above.offsetHeight / 2) {
          item.after(above);
          changed = true;
        } else if (below && move.clientY > below.getBoundingClientRect().top + below.offsetHeight / 2) {
          item.before(below);
          changed = true;
        }
        if (changed) refresh();
      };
      const end = () => {
        handle.removeEventListener("pointermove", follow);
        item.classList.remove("q-dragged");
        if (changed) {
          moved();
          announce(item);
        }
      };
      handle.addEventListener("pointermove", follow);
      handle.addEventListener("lostpointercapture", end, { once: true });
    }

    items().forEach((item) => {
      const place = item.querySelector("select");
      const rank = document.createElement("span");
      rank.className = "q-rank";
      rank.setAttribute("aria-hidden", "true");
      const handle = document.createElement("span");
      handle.className = "q-handle";
      handle.title = field.dataset.drag;
      handle.setAttribute("aria-hidden", "true");
      handle.textContent = "⠿";
      handle.addEventListener("pointerdown", (event) => drag(item, handle, event));
      const up = button(`${field.dataset.up} : ${words(item)}`, "▲", () => step(item, false));
      const down = button(`${field.dataset.down} : ${words(item)}`, "▼", () => step(item, true));
      up.dataset.up = "";
      down.dataset.down = "";
      const moves = document.createElement("span");
      moves.className = "q-moves";
      moves.append(up, down);
      place.replaceWith(rank);
      item.append(moves, handle);
    });
    field.querySelector(".q-hint").textContent = field.dataset.hint;
    if (before) moved();
    refresh();
  }

  /* -- Simulators ------------------------------------------------------------------------------
     The frame has no origin to believe: a message counts when it comes from that very window. */
  function embed(box) {
    const frame = box.querySelector("iframe");
    if (!frame) return;
    const field = box.querySelector(`[name="${box.dataset.answer}"]`);
    const status = box.querySelector(".q-status");
    const launch = box.querySelector("[data-q-launch]");
    const reboot = box.querySelector("[data-q-reboot]");
    const form = box.closest("form");
    const autoReply = "autoReply" in box.dataset;
    const words = box.dataset;
    let heard = false;
    let restarted = false;
    let silence = 0;

    function wait() {
      heard = false;
      window.clearTimeout(silence);
      silence = window.setTimeout(() => {
        if (heard) return;
        box.classList.add("q-silent");
        say(status, words.silent);
      }, SILENCE_MS);
    }

    function post(message) {
      frame.contentWindow.postMessage(message, "*");
    }

    function init(message) {
      const automatic = message.autoLaunch === true || restarted;
      launch.hidden = automatic;
      reboot.hidden = message.rebootable !== true || !automatic;
      reboot.dataset.possible = String(message.rebootable === true);
      if (automatic) post("launch");
      else say(status, words.ready);
    }

    function receive(answer) {
      field.value = answer.slice(0, LONGEST_ANSWER);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      box.classList.remove("q-lacking");
      say(status, words.received);
    }

    window.addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow) return;
      const { data } = event;
      if (!heard) {
        heard = true;
        window.clearTimeout(silence);
        if (status.textContent === words.waiting || box.classList.contains("q-silent")) say(status, "");
        box.classList.remove("q-silent");
      }
      if (typeof data === "string") {
        receive(data);
      } else if (data && typeof data === "object" && data.from === "pix") {
        if (data.type === "init") init(data);
        else if (data.type === "height" && Number.isFinite(Number(data.height))) {
          frame.style.height = `${Math.min(5000, Math.max(50, Math.round(Number(data.height))))}px`;
        } else if (["string", "number"].includes(typeof data.answer)) receive(String(data.answer));
      }
    });

    launch.addEventListener("click", () => {
      launch.hidden = true;
      reboot.hidden = reboot.dataset.possible !== "true";
      post("launch");
      frame.focus();
    });
    reboot.addEventListener("click", () => {
      restarted = true;
      if (autoReply) field.value = "";
      say(status, words.restarted);
      wait();
      frame.src = frame.getAttribute("src");
      frame.focus();
    });
    if (form && autoReply) {
      form.addEventListener("submit", (event) => {
        const passes = event.submitter && event.submitter.name === "given_up";
        if (field.value || passes) return;
        event.preventDefault();
        box.classList.add("q-lacking");
        say(status, words.missing);
        status.scrollIntoView({ block: "nearest" });
      });
    }
    status.textContent = words.waiting;
    wait();
  }

  function enhance(root) {
    root.querySelectorAll("[data-q-ordering]:not([disabled])").forEach((field) => {
      if (field.dataset.enhanced) return;
      field.dataset.enhanced = "true";
      ordering(field);
    });
    root.querySelectorAll("[data-q-embed]").forEach((box) => {
      if (box.dataset.enhanced) return;
      box.dataset.enhanced = "true";
      embed(box);
    });
  }

  window.AtelierQuestion = { enhance };
  enhance(document);
})();
