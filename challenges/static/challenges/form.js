// The challenge form shows only what the chosen type needs. Without script everything is shown.
(function () {
  "use strict";
  const CHOICE_TYPES = ["single_choice", "multiple_choice"];

  function update() {
    const type = document.getElementById("id_type");
    if (!type) return;
    const choices = CHOICE_TYPES.includes(type.value);
    document.querySelectorAll(".challenge-choices").forEach((panel) => { panel.hidden = !choices; });
    document.querySelectorAll(".challenge-blanks").forEach((panel) => { panel.hidden = choices; });
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "id_type") update();
  });
  document.addEventListener("DOMContentLoaded", update);
})();
