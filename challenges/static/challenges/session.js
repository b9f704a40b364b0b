// Trouble: a session that ended while one was typing, a newer draft of somebody else. The text stays.
(function () {
  "use strict";
  const { words, form } = window.atelierChallenge;
  const page = window.crypto.randomUUID ? window.crypto.randomUUID() : String(Math.random()).slice(2);
  let out = false;

  function notice(text, kind, ...more) {
    let box = document.querySelector(".challenge-notice");
    if (!box) {
      box = document.createElement("div");
      box.className = "challenge-notice";
      box.setAttribute("role", "alert");
      form().before(box);
    }
    box.dataset.kind = kind;
    const paragraph = document.createElement("p");
    paragraph.append(text, ...more.flatMap((part) => [" ", part]));
    box.replaceChildren(paragraph);
    return box;
  }

  function signedOut() {
    const panel = document.querySelector("[data-challenge-problems]");
    const link = document.createElement("a");
    link.href = `${panel.dataset.login}?next=${encodeURIComponent(panel.dataset.signedIn)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.sign_in;
    notice(words.signed_out, "out", link, words.sign_in_then);
  }

  // Signing in again changes the token against forgery; the cookie has the new one. Whether it did.
  function freshToken() {
    const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    const old = form().querySelector("[name=csrfmiddlewaretoken]");
    if (!cookie || old.value === cookie[1]) return false;
    form().querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = cookie[1]; });
    return true;
  }

  document.addEventListener("atelier:signed", (event) => {
    if (event.detail.out && !out) {
      out = true;
      signedOut();
    } else if (!event.detail.out && out) {
      out = false;
      notice(words.signed_in_again, "in");
      form().dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  for (const name of ["visibilitychange", "focus"]) {
    window.addEventListener(name, () => {
      if (!out || document.hidden) return;
      freshToken();
      window.atelierChallenge.check();
    }, true);
  }

  // -- Sending the form -----------------------------------------------------------------------------
  // An autosave on its way would meet the form that is sent: two challenges instead of one, rows
  // twice. So the form waits for it, and no other starts.
  const LONGEST_WAIT_MS = 20000;
  let saving = false;
  let sending = false;
  let settled = () => {};

  function autosaveEnds() {
    if (!saving) return Promise.resolve();
    return new Promise((resolve) => {
      settled = resolve;
      setTimeout(resolve, LONGEST_WAIT_MS);
    });
  }

  function own(sent) {
    if (!sent.elements.namedItem("atelier-page")) sent.append(hidden("atelier-page", page));
  }

  function hidden(name, value) {
    return Object.assign(document.createElement("input"), { type: "hidden", name, value });
  }

  // A click on "save" while signed out would lead to the login page, and away from the text.
  async function ready() {
    await autosaveEnds();
    if (!out) return true;
    freshToken();
    if (await window.atelierChallenge.check()) return true;
    document.querySelector(".challenge-notice")?.scrollIntoView({ block: "center" });
    return false;
  }

  let sure = false;
  document.addEventListener("submit", async (event) => {
    const sent = event.target;
    if (!sent.matches("[data-edit-form]")) return;
    own(sent);
    const again = sending;
    sending = true;
    if (sure || (!saving && !out)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (again) return;
    const pressed = event.submitter;
    if (await ready()) {
      sure = true;
      // The button that was pressed may be disabled by now, and would not be sent.
      if (pressed?.name) sent.append(hidden(pressed.name, pressed.value));
      sent.requestSubmit();
    } else sending = false;
  }, true);

  document.addEventListener("w-autosave:save", (event) => {
    if (sending) event.preventDefault();
    else saving = true;
  });
  for (const name of ["success", "error"]) {
    document.addEventListener(`w-autosave:${name}`, () => {
      saving = false;
      settled();
    });
  }

  // Autosaves say which page they come from, and tell it what it has saved.
  document.addEventListener("w-autosave:save", (event) => event.detail.formData.set("atelier-page", page));
  document.addEventListener("w-autosave:success", (event) => {
    const { revision_id: id, revision_created_at: at } = event.detail.response;
    if (!id) return;
    for (const input of form().querySelectorAll("[name=loaded_revision_id]")) input.value = id;
    for (const input of form().querySelectorAll("[name=loaded_revision_created_at]")) input.value = at;
  });
  document.addEventListener("w-autosave:error", (event) => {
    if (event.detail.type === "invalid_revision") notice(words.newer, "newer");
    if (event.detail.type === "server_error") window.atelierChallenge.check?.();
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-challenge-newer] h2")?.focus();
  });
  window.atelierChallenge.freshToken = freshToken;
})();
