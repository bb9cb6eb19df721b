// Fields that only some methods of assessment need stand aside until such a method is chosen; what is filled
// otherwise than by default stays.
"use strict";
(() => {
  const isFilled = (field, byDefault) => (field.type === "checkbox" ? field.checked : field.value !== byDefault);

  function show(scope) {
    const method = scope.querySelector("select[name=method]");
    if (!method) return;
    scope.querySelectorAll("[data-shown-for]").forEach((place) => {
      const field = place.querySelector("input, select, textarea");
      const isWanted = place.dataset.shownFor.split(" ").includes(method.value);
      place.hidden = !isWanted && !(field && isFilled(field, place.dataset.default)) && !place.querySelector(".field-error");
    });
  }

  const scopeOf = (node) => node.closest("tr, form");
  document.addEventListener("change", (event) => {
    if (event.target.name === "method") show(scopeOf(event.target));
  });
  const showAll = (root) => root.querySelectorAll("select[name=method]").forEach((method) => show(scopeOf(method)));
  document.addEventListener("DOMContentLoaded", () => showAll(document));
  document.addEventListener("htmx:load", (event) => event.target.parentElement && showAll(event.target.parentElement));
})();
