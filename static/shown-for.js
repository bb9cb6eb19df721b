// Fields that only some answers ask for stand aside until such an answer is chosen: a place says for which answers
// (data-shown-for) of which choice (data-shown-by). What is filled otherwise than by default stays to be seen.
"use strict";
(() => {
  const isFilled = (field, byDefault) => (field.type === "checkbox" ? field.checked : field.value !== byDefault);

  function show(scope) {
    scope.querySelectorAll("[data-shown-for]").forEach((place) => {
      const choice = scope.querySelector(`select[name="${place.dataset.shownBy}"]`);
      if (!choice) return;
      const field = place.querySelector("input, select, textarea");
      const isWanted = place.dataset.shownFor.split(" ").includes(choice.value);
      place.hidden = !isWanted && !(field && isFilled(field, place.dataset.default)) && !place.querySelector(".field-error");
    });
  }

  const scopeOf = (node) => node.closest("tr, form");
  document.addEventListener("change", (event) => {
    const scope = event.target.matches("select") && scopeOf(event.target);
    if (scope && scope.querySelector(`[data-shown-by="${event.target.name}"]`)) show(scope);
  });
  const showAll = (root) => new Set([...root.querySelectorAll("[data-shown-for]")].map(scopeOf)).forEach(show);
  document.addEventListener("DOMContentLoaded", () => showAll(document));
  document.addEventListener("htmx:load", (event) => event.target.parentElement && showAll(event.target.parentElement));
})();
