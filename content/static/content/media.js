// <atelier-media>: sends a file as soon as it is chosen, dropped or pasted, and puts what the server
// answers into its hidden field. A custom element, so that rows added to a form work by themselves.
(function () {
  "use strict";
  if (customElements.get("atelier-media")) return;

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_whole, key) => values[key]);

  class AtelierMedia extends HTMLElement {
    connectedCallback() {
      if (this.ready) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.roles = JSON.parse(this.dataset.roles);
      const find = (name) => this.querySelector(".atelier-media__" + name);
      for (const name of ["zone", "thumbnail", "file", "name", "size", "choose", "remove", "cancel",
        "drop", "progress", "hint", "input", "error", "status"]) this["$" + name] = find(name);
      this.$field = this.querySelector("input[type=hidden]");
      this.nameByLabel();
      this.$choose.addEventListener("click", () => this.choose());
      this.$remove.addEventListener("click", () => this.remove_());
      this.$cancel.addEventListener("click", () => this.request && this.request.abort());
      this.$input.addEventListener("change", (event) => {
        event.stopPropagation();
        const files = Array.from(this.$input.files);
        this.$input.value = "";
        this.take(files);
      });
      this.$zone.addEventListener("dragover", (event) => this.over(event, true));
      this.$zone.addEventListener("dragleave", (event) => this.over(event, false));
      this.$zone.addEventListener("drop", (event) => {
        this.over(event, false);
        this.take(Array.from(event.dataTransfer.files));
      });
      this.addEventListener("paste", (event) => {
        const files = Array.from(event.clipboardData.files);
        if (!files.length) return;
        event.preventDefault();
        this.take(files);
      });
      this.watchRole();
      this.showThumbnail(this.$thumbnail.dataset.url, this.$field.dataset.mime);
    }

    disconnectedCallback() {
      if (this.request) this.request.abort();
    }

    // The form's own label names the group; the refusal and the hint are read with the button.
    nameByLabel() {
      if (!this.$field.id) return;
      const label = document.querySelector('label[for="' + CSS.escape(this.$field.id) + '"]');
      if (label) {
        if (!label.id) label.id = this.$field.id + "-label";
        label.addEventListener("click", () => this.$choose.focus());
        this.removeAttribute("aria-label");
        this.setAttribute("aria-labelledby", label.id);
      }
      this.$hint.id = this.$field.id + "-hint";
      this.$error.id = this.$field.id + "-refusal";
      this.$choose.setAttribute("aria-describedby", this.$error.id + " " + this.$hint.id);
    }

    // The role is fixed, or chosen in the same row: « media-0-file » goes with « media-0-role ».
    get roleField() {
      const suffix = this.dataset.roleField;
      if (!suffix || !this.$field.form) return null;
      const prefix = this.$field.name.replace(/[^-]*$/, "");
      return this.$field.form.elements[prefix + suffix] || null;
    }

    get role() {
      return this.roleField ? this.roleField.value : this.dataset.role;
    }

    watchRole() {
      this.$field.form && this.$field.form.addEventListener("change", (event) => {
        if (event.target === this.roleField) this.showRole();
      });
      this.showRole();
    }

    showRole() {
      const role = this.roles[this.role];
      this.$hint.textContent = role ? role.hint : "";
      this.$input.accept = role ? role.accept : "";
      const mime = this.$field.dataset.mime;
      const unfit = role && this.$field.value && mime && !role.mimes.includes(mime);
      this.fail(unfit ? this.words.unfit : "");
      this.linkFile();
    }

    // A simulator's name opens it; any other file's name opens or downloads the file.
    linkFile() {
      const base = this.$name.getAttribute("href").replace(/index\.html$/, "");
      if (base !== "#") this.$name.href = this.role === "simulator" ? base + "index.html" : base;
    }

    choose() {
      if (this.role) this.$input.click();
      else this.fail(this.words.no_role);
    }

    over(event, inside) {
      if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      event.preventDefault();
      this.$zone.classList.toggle("is-over", inside);
    }

    take(files) {
      if (!files.length || this.request) return;
      if (files.length > 1) return this.fail(this.words.one_file);
      const role = this.roles[this.role];
      if (!role) return this.fail(this.words.no_role);
      const file = files[0];
      if (file.size > role.limit) {
        return this.fail(fill(this.words.too_big, { name: file.name, limit: this.inWords(role.limit) }));
      }
      this.send(file);
    }

    send(file) {
      const form = new FormData();
      form.append("file", file);
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", this.dataset.uploadUrl + "?role=" + encodeURIComponent(this.role));
      request.responseType = "json";
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.setRequestHeader("X-CSRFToken", this.csrfToken());
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) this.$progress.value = event.loaded / event.total;
        // All is sent and the server looks at it: how long that takes is not known.
        if (event.loaded === event.total) this.$progress.removeAttribute("value");
      });
      request.addEventListener("load", () => this.arrived(request, file));
      request.addEventListener("error", () => this.fail(this.words.offline));
      request.addEventListener("abort", () => this.say(this.words.cancelled));
      request.addEventListener("loadend", () => this.busy(false));
      this.fail("");
      this.busy(true);
      this.say(fill(this.words.sending, { name: file.name }));
      request.send(form);
    }

    busy(sending) {
      if (!sending) this.request = null;
      const focused = document.activeElement;
      this.$progress.hidden = !sending;
      this.$progress.value = 0;
      this.$cancel.hidden = !sending;
      this.$choose.hidden = sending;
      this.$remove.hidden = sending || !this.$field.value;
      this.$drop.hidden = sending;
      // The focused button went away: the one that took its place has the focus.
      if (sending && (focused === this.$choose || focused === this.$input)) this.$cancel.focus();
      else if (!sending && focused === this.$cancel) this.$choose.focus();
    }

    arrived(request, file) {
      const answer = request.response;
      if (request.status === 200 && answer && answer.id) {
        this.show(answer);
        this.say(fill(this.words.sent, { name: answer.name }));
        this.changed();
      } else if ((request.status === 401 || request.status === 403) && !(answer && answer.forbidden)) {
        // The account is not what is refused: signing in again helps.
        this.fail(this.words.signed_out);
      } else if (answer && answer.error) this.fail(answer.error);
      else if (request.status === 413) {
        const limit = this.inWords(this.roles[this.role].limit);
        this.fail(fill(this.words.too_big, { name: file.name, limit: limit }));
      } else this.fail(this.words.failed);
    }

    show(media) {
      this.$field.value = media ? media.id : "";
      this.$field.dataset.mime = media ? media.mime : "";
      this.$file.hidden = !media;
      this.$name.textContent = media ? media.name : "";
      this.$name.href = media ? media.url : "#";
      this.$size.textContent = media ? this.detail(media) : "";
      this.$choose.textContent = media ? this.words.replace : this.words.choose;
      this.$remove.hidden = !media;
      this.showThumbnail(media && media.url, media && media.mime);
      this.linkFile();
    }

    detail(media) {
      const size = this.inWords(media.size);
      return media.width ? media.width + " × " + media.height + " · " + size : size;
    }

    showThumbnail(url, mime) {
      const shown = Boolean(url && mime && mime.startsWith("image/"));
      this.$thumbnail.hidden = !shown;
      if (shown) this.$thumbnail.src = url;
      else this.$thumbnail.removeAttribute("src");
    }

    remove_() {
      this.show(null);
      this.fail("");
      this.say(this.words.removed);
      this.$choose.focus();
      this.changed();
    }

    // Saving by itself and the live preview listen to the form.
    changed() {
      for (const name of ["input", "change"]) {
        this.$field.dispatchEvent(new Event(name, { bubbles: true }));
      }
    }

    fail(sentence) {
      this.$error.textContent = sentence;
      if (sentence) this.say("");
    }

    say(sentence) {
      this.$status.textContent = sentence;
    }

    csrfToken() {
      const field = document.querySelector("input[name=csrfmiddlewaretoken]");
      return field ? field.value : "";
    }

    inWords(size) {
      if (size < 1000) return fill(this.words.bytes, { number: size });
      if (size < 1000000) return fill(this.words.kilobytes, { number: Math.round(size / 1000) });
      const number = (size / 1000000).toFixed(1).replace(/\.0$/, "").replace(".", ",");
      return fill(this.words.megabytes, { number: number });
    }
  }

  // Not while the page is read: an element would be connected before its children are there.
  const define = () => customElements.define("atelier-media", AtelierMedia);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", define);
  else define();
})();
