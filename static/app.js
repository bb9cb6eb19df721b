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
  if (form.method === "post" && !form.matches("[hx-post]")) setTimeout(sayBusy, 400, form, event.submitter);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll(".busy").forEach((words) => words.remove());
  document.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});

// An answer that takes longer than a blink says that it is on its way: nobody wonders whether the button was pressed.
function sayBusy(form, button) {
  if (!form.dataset.sent || form.querySelector(".busy")) return;
  if (button) button.setAttribute("aria-busy", "true");
  const words = document.createElement("p");
  words.className = "busy";
  words.setAttribute("role", "status");
  words.textContent = document.body.dataset.busy;
  const beside = button && button.closest(".card-footer, .buttons");
  (beside && form.contains(beside) ? beside : form).append(words);
  words.scrollIntoView({ block: "nearest" });
  if (form.dataset.progress) setTimeout(sayHowFar, 1000, form, words);
}

// While the answer is on its way, the page asks how far it is: a bar that moves in place of the words.
async function sayHowFar(form, words) {
  if (!words.isConnected) return;
  try {
    const answer = await fetch(form.dataset.progress, { headers: { "HX-Request": "true" }, redirect: "error" });
    if (answer.ok) {
      words.innerHTML = await answer.text();
      words.scrollIntoView({ block: "nearest" });
    }
  } catch {
    return; // the answer itself has come, or there is no network: the words stay
  }
  setTimeout(sayHowFar, 1000, form, words);
}

// Errors are read first.
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector("main .alert-danger[tabindex]");
  if (summary) summary.focus();
});

// The page on paper.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// The section of the menu that is open, in view on a phone too.
document.addEventListener("DOMContentLoaded", () => {
  const here = window.location.pathname;
  const links = [...document.querySelectorAll(".app-nav .nav-link")].filter((link) => {
    const path = link.getAttribute("href");
    return path === here || (path !== "/" && here.startsWith(path));
  });
  const link = links.pop();
  if (!link) return;
  link.setAttribute("aria-current", "page");
  link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft - 16;
});

// A table on a phone is read line by line: each cell takes the heading of its column along.
function labelCells(root) {
  root.querySelectorAll("table.table:not(.grid-table, .as-cards, .stacked, .labelled, .import-columns)").forEach((table) => {
    const heads = table.tHead && table.tHead.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    const bodies = [...table.tBodies];
    if (heads.length < 3 || bodies.some((body) => body.querySelector("[rowspan], [colspan]:not(.nothing)"))) return;
    bodies.flatMap((body) => [...body.rows]).forEach((row) => [...row.cells].forEach((cell, index) => {
      const words = heads[index] ? heads[index].textContent.trim() : "";
      if (words && !cell.dataset.label && cell.colSpan === 1) cell.dataset.label = words;
    }));
    table.classList.add("labelled");
  });
}
document.addEventListener("DOMContentLoaded", () => labelCells(document));
document.addEventListener("htmx:afterSettle", (event) => labelCells(event.target.closest("section") || document));

// Ticks of a list: how many, and whether there is anything to do with them.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-tick-all]");
  const ticks = [...document.querySelectorAll("input[form=many][name=row]")];
  if (!ticks.length) return;
  if (all) ticks.forEach((tick) => { tick.checked = all.checked; });
  const count = ticks.filter((tick) => tick.checked).length;
  document.querySelectorAll("[data-ticked-count]").forEach((place) => { place.textContent = count; });
  document.querySelectorAll("[data-ticked]").forEach((button) => { button.disabled = !count; });
});

// Cards of a manifest: the button says how many are ticked and signs none for nothing.
document.addEventListener("change", (event) => {
  const count = document.querySelector("[data-ticked-cards]");
  if (!count) return;
  const ticks = [...document.querySelectorAll("input[name=card]")];
  if (event.target.matches("[data-tick-cards]")) ticks.forEach((tick) => { tick.checked = event.target.checked; });
  const ticked = ticks.filter((tick) => tick.checked).length;
  count.textContent = ticked;
  count.closest("button").disabled = !ticked;
});

// Long work that one request did not finish goes on by itself.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-goes-on]");
  if (form) form.requestSubmit();
});
