// Tables of the plant: ticks, and the keyboard from cell to cell. Pages work without it, one form a row.
"use strict";

// Whoever fills a field in means it: its tick is set.
document.addEventListener("input", (event) => {
  const tick = document.getElementById(event.target.closest("[data-ticks]")?.dataset.ticks);
  if (tick && tick !== event.target) tick.checked = true;
});

// On a phone the tree waits folded: the search is what one comes for.
document.addEventListener("DOMContentLoaded", () => {
  const tree = document.querySelector(".tree-box");
  if (tree && window.matchMedia("(max-width: 48rem)").matches) tree.open = false;
});

(() => {
  const place = document.getElementById("rows");
  if (!place) return;

  // Ticked rows: the server counts again, this is only for the eye.
  const recount = () => {
    const ticked = place.querySelectorAll("input[name=row]:checked").length;
    const count = document.getElementById("bulk-count");
    const button = document.getElementById("bulk-some");
    if (count) count.textContent = String(ticked);
    if (button) button.disabled = ticked === 0;
  };
  place.addEventListener("change", (event) => {
    if (event.target.id === "tick-page") {
      place.querySelectorAll("input[name=row]").forEach((box) => { box.checked = event.target.checked; });
    }
    recount();
  });

  // A saved view keeps what is on the screen now, not what the page was opened with.
  place.addEventListener("htmx:afterSwap", () => {
    const line = place.querySelector("[data-query]");
    const kept = document.getElementById("view-query");
    if (line && kept) kept.value = line.dataset.query.replace(/(^|&)count=1/, "");
    recount();
  });

  // Enter saves and opens the next row at the same cell; arrows move between rows; Escape gives up.
  let column = "";
  const opener = (row) => row && row.querySelector("[data-edit]");
  const neighbour = (row, step) => (step > 0 ? row.nextElementSibling : row.previousElementSibling);
  let following = null;

  place.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-editing]");
    if (row) {
      if (event.key === "Escape") {
        event.preventDefault();
        row.querySelector("[data-cancel]").click();
      } else if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
        event.preventDefault();
        column = event.target.name || "";
        following = neighbour(row, event.shiftKey ? -1 : 1);
        row.querySelector("[data-save]").click();
      }
      return;
    }
    const edit = event.target.closest("[data-edit]");
    if (edit && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const next = opener(neighbour(edit.closest("tr"), event.key === "ArrowDown" ? 1 : -1));
      if (next) next.focus();
    }
  });

  // After a swap the focus goes where the hands are.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const row = event.target.closest && event.target.closest("tr[data-row]");
    if (!row || !place.contains(row)) return;
    if (row.hasAttribute("data-editing")) {
      const clash = row.querySelector(".alert");
      const field = row.querySelector(`[name="${column || "number"}"]`) || row.querySelector("input, select");
      (clash || field).focus();
      if (!clash && field.select) field.select();
      if (row.querySelector(".problems, .alert")) following = null;
      return;
    }
    const next = opener(following);
    following = null;
    if (next) next.click();
    else if (opener(row)) opener(row).focus();
  });
})();
