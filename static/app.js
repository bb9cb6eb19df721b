// Small help for pages that work without it.
"use strict";

// A refusal (422) and a conflict (409) are answers to show, not errors to swallow.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The second click on a button that is already working does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Errors are read first.
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector("main .alert-danger[tabindex]");
  if (summary) summary.focus();
});
