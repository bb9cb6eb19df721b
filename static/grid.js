// Tables of rows edited in place: keyboard, saving on the way, nothing lost without a network or a session.
"use strict";
(() => {
  const FIELDS = "input:not([type=hidden]), select, textarea";
  const STILL = new Set(["SELECT", "TEXTAREA"]);
  const OWN_ARROWS = new Set(["date", "time", "number"]);
  const drafts = window.sessionStorage;
  const draftKey = (row) => `draft:${location.pathname}#${row.dataset.key}`;
  // Fields that stand aside (shown-for.js) are no cells of the row: the keyboard passes them by.
  const fieldsOf = (row) => [...row.querySelectorAll(FIELDS)].filter((field) => !field.closest("[hidden]"));
  const nameOf = (field) => field.name;
  const gridOf = (node) => node.closest("[data-grid]");

  function say(grid, kind) {
    const status = grid && grid.querySelector(".grid-status");
    if (status) status.textContent = kind ? status.dataset[kind] : "";
  }

  function valuesOf(row) {
    const found = {};
    row.querySelectorAll("input, select, textarea").forEach((field) => {
      if (field.type === "checkbox") {
        if (field.checked) found[field.name] = "on";
      } else if (field.name) {
        found[field.name] = field.value;
      }
    });
    return found;
  }

  function keepDraft(row) {
    row.dataset.changed = "yes";
    if (row.dataset.key) drafts.setItem(draftKey(row), JSON.stringify(valuesOf(row)));
  }

  function fill(row, values) {
    row.querySelectorAll("input, select, textarea").forEach((field) => {
      if (field.type === "checkbox") field.checked = values[field.name] === "on";
      else if (field.name in values) field.value = values[field.name];
    });
    row.querySelectorAll("select").forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
  }

  function focusField(row, name) {
    const fields = fieldsOf(row);
    const wanted = fields.find((field) => nameOf(field) === name) || fields[0];
    if (wanted) {
      wanted.focus();
      if (wanted.select) wanted.select();
    }
  }

  // Swap a row for the answer of the server and return what stands in its place. Settled at once: htmx
  // gives a new element of the same id the attributes of the old one until then.
  async function exchange(row, verb, address, values) {
    const [before, body] = [row.previousElementSibling, row.parentElement];
    await window.htmx.ajax(verb, address, { source: row, target: row, swap: "outerHTML settle:0s", values: values || {} });
    if (row.isConnected) return row;
    return before ? before.nextElementSibling : body.firstElementChild;
  }

  async function open(row, name) {
    const editor = await exchange(row, "GET", row.dataset.edit);
    if (editor && editor.classList.contains("row-editor")) focusField(editor, name);
    return editor;
  }

  async function save(row) {
    if (row.dataset.busy) return null;
    row.dataset.busy = "yes";
    let answer = row;
    try {
      answer = await exchange(row, "POST", row.dataset.save, valuesOf(row));
    } catch (error) {
      say(gridOf(row), "offline");
    }
    if (answer === row) {
      delete row.dataset.busy;
      row.classList.add("not-sent");
      return null;
    }
    if (answer && answer.classList.contains("row-editor")) {
      answer.dataset.changed = "yes";
      if (row.dataset.key !== answer.dataset.key) drafts.removeItem(draftKey(row));
      keepDraft(answer);
      const wrong = answer.querySelector("[data-field] .field-error, .differs");
      focusField(answer, wrong && wrong.closest("[data-field]") ? wrong.closest("[data-field]").dataset.field : "");
      return null;
    }
    if (row.dataset.key) drafts.removeItem(draftKey(row));
    say(gridOf(answer), "");
    return answer;
  }

  async function close(row) {
    drafts.removeItem(draftKey(row));
    if (row.dataset.cancel) return exchange(row, "GET", row.dataset.cancel);
    row.remove();
    return null;
  }

  // A second press while a new row is on its way waits for the same row.
  const coming = new WeakMap();
  function add(grid, name) {
    if (!coming.has(grid)) coming.set(grid, newRow(grid, name).finally(() => coming.delete(grid)));
    return coming.get(grid);
  }

  async function newRow(grid, name) {
    const body = grid.querySelector("tbody");
    const waiting = body.querySelector("tr.row-editor:not([data-cancel])");
    if (waiting) {
      focusField(waiting, name);
      return waiting;
    }
    const nothing = body.querySelector(".nothing-yet");
    if (nothing) nothing.remove();
    await window.htmx.ajax("GET", grid.dataset.new, { target: body, swap: "beforeend settle:0s" });
    const row = body.lastElementChild;
    if (row && row.classList.contains("row-editor")) focusField(row, name);
    return row;
  }

  async function go(row, step, name) {
    const grid = gridOf(row);
    const isNew = !row.dataset.cancel;
    if (!row.dataset.changed && isNew) {
      const previous = row.previousElementSibling;
      row.remove();
      if (step < 0 && previous && previous.dataset.edit) await open(previous, name);
      else grid.querySelector("[data-add]").focus();
      return;
    }
    const shown = row.dataset.changed ? await save(row) : await close(row);
    if (!shown) return;
    let next = step > 0 ? shown.nextElementSibling : shown.previousElementSibling;
    while (next && !next.dataset.edit) next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
    if (next) await open(next, name);
    else if (step > 0) await add(grid, name);
    else shown.focus();
  }

  function inEditor(event) {
    const row = event.target.closest && event.target.closest("tr.row-editor");
    return row && event.target.matches(FIELDS) ? row : null;
  }

  // Ctrl+D, as in Excel: the cell takes over what stands above it, a choice by its words, a row by its name.
  function takeFromAbove(row, field) {
    let above = row.previousElementSibling;
    while (above && !above.classList.contains("row-shown")) above = above.previousElementSibling;
    const cell = above && above.querySelector(`td[data-field="${field.name}"]:not(.extra)`);
    const text = cell ? cell.textContent.trim() : "";
    if (!text || text === "—" || cell.querySelector(".to-fill")) return;
    if (field.tagName === "SELECT") {
      const option = [...field.options].find((each) => each.text === text);
      if (!option) return;
      field.value = option.value;
    } else {
      field.value = text;
      const key = field.parentElement.querySelector(`[name="${field.name}-pk"]`);
      if (key) key.value = "";
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function onEditorKey(event, row) {
    const field = event.target;
    const fields = fieldsOf(row);
    const name = nameOf(field);
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyD") {
      event.preventDefault();
      takeFromAbove(row, field);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close(row).then((shown) => shown && shown.focus());
    } else if (event.key === "Enter" && !(field.tagName === "TEXTAREA" && event.shiftKey)) {
      event.preventDefault();
      go(row, 1, row.dataset.cancel ? name : nameOf(fields[0]));
    } else if (event.key === "Tab" && !event.shiftKey && field === fields.at(-1)) {
      event.preventDefault();
      go(row, 1, nameOf(fields[0]));
    } else if (event.key === "Tab" && event.shiftKey && field === fields[0]) {
      event.preventDefault();
      go(row, -1, nameOf(fields.at(-1)));
    } else if (["ArrowUp", "ArrowDown"].includes(event.key) && !STILL.has(field.tagName) && !OWN_ARROWS.has(field.type)) {
      event.preventDefault();
      go(row, event.key === "ArrowDown" ? 1 : -1, name);
    }
  }

  function onShownKey(event, row) {
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      open(row, "");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    const row = inEditor(event);
    if (row) onEditorKey(event, row);
    else if (event.target.matches && event.target.matches("tr.row-shown[data-edit]")) onShownKey(event, event.target);
  });

  const judging = new WeakMap();
  function judge(row) {
    const place = row.querySelector(".judge-place");
    if (!place) return;
    clearTimeout(judging.get(row));
    judging.set(row, setTimeout(() => {
      if (row.isConnected && !row.dataset.busy) {
        window.htmx.ajax("POST", row.dataset.judge, { source: place, target: place, swap: "innerHTML", values: valuesOf(row) }).catch(() => {});
      }
    }, 300));
  }

  function onTyped(event) {
    const row = inEditor(event);
    if (!row) return;
    keepDraft(row);
    judge(row);
  }
  document.addEventListener("input", onTyped);
  document.addEventListener("change", onTyped);

  document.addEventListener("focusout", (event) => {
    const row = event.target.closest && event.target.closest("tr.row-editor");
    if (!row) return;
    setTimeout(() => {
      const stays = !row.isConnected || row.contains(document.activeElement) || document.activeElement === document.body;
      if (stays || row.dataset.busy || row.classList.contains("has-errors")) return;
      if (row.dataset.changed) save(row);
      else close(row);
    }, 0);
  });

  function onButton(event) {
    const button = event.target.closest("button, a");
    if (!button) return false;
    const row = button.closest("tr");
    if (button.hasAttribute("data-save-row")) {
      row.classList.remove("has-errors");
      save(row).then((shown) => shown && shown.focus());
    } else if (button.hasAttribute("data-cancel-row")) close(row).then((shown) => shown && shown.focus());
    else if (button.hasAttribute("data-remove")) exchange(row, "POST", button.dataset.remove, { "row-version": button.dataset.version });
    else if (button.hasAttribute("data-edit-link")) open(row, "");
    else if (button.hasAttribute("data-add")) add(gridOf(button), "");
    else if (button.hasAttribute("data-paste-open")) paste(gridOf(button), "", "");
    else if (button.hasAttribute("data-take")) take(button, row);
    else return false;
    return true;
  }

  function take(button, row) {
    const values = {};
    [...button.attributes].forEach((each) => {
      if (each.name.startsWith("data-take-")) values[each.name.slice("data-take-".length)] = each.value;
    });
    row.querySelectorAll("input, select, textarea").forEach((field) => {
      if (!(field.name in values)) return;
      if (field.type === "checkbox") field.checked = values[field.name] === "on";
      else field.value = values[field.name];
    });
    button.closest(".differs").remove();
    keepDraft(row);
    judge(row);
  }

  document.addEventListener("click", (event) => {
    if (!gridOf(event.target) || event.ctrlKey || event.metaKey) return;
    if (onButton(event)) {
      event.preventDefault();
      return;
    }
    if (event.target.closest("a, button, details, input, select, textarea, label")) return;
    const row = event.target.closest("tr.row-shown[data-edit]");
    const cell = event.target.closest("[data-field]");
    if (row && !window.getSelection().toString()) open(row, cell ? cell.dataset.field : "");
  });

  // A block of cells goes to the server and comes back as a preview.
  function paste(grid, text, start) {
    const place = grid.querySelector(".paste-place");
    return window.htmx.ajax("POST", grid.dataset.paste, { source: place, target: place, swap: "innerHTML", values: { text, start } })
      .then(() => {
        const first = place.querySelector(text ? "[data-apply]" : "textarea");
        if (first) first.focus();
        place.scrollIntoView({ block: "nearest" });
      });
  }
  document.addEventListener("paste", (event) => {
    const row = inEditor(event);
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!row || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const [grid, start] = [gridOf(row), nameOf(event.target)];
    if (!row.dataset.changed) close(row);
    paste(grid, text, start);
  });

  // The token of the cookie is the newest one, also after a login in another tab.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token) event.detail.headers["X-CSRFToken"] = token.split("=")[1];
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const grid = event.detail.target && gridOf(event.detail.target);
    if (!grid) return;
    const status = event.detail.xhr.status;
    if (new URL(event.detail.xhr.responseURL).pathname === grid.dataset.login) {
      event.detail.shouldSwap = false;
      say(grid, "session");
    } else if (status === 423) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    } else if (status >= 400 && ![409, 422].includes(status)) {
      say(grid, "refused");
    }
  });

  function sendAgain() {
    document.querySelectorAll("tr.row-editor.not-sent").forEach((row) => {
      if (!row.contains(document.activeElement)) {
        row.classList.remove("not-sent");
        save(row);
      }
    });
  }
  window.addEventListener("online", sendAgain);
  setInterval(() => navigator.onLine && sendAgain(), 15000);

  async function restore() {
    const prefix = `draft:${location.pathname}#`;
    const keys = Object.keys(drafts).filter((key) => key.startsWith(prefix));
    for (const key of keys) {
      const values = JSON.parse(drafts.getItem(key));
      const [part, pk] = key.slice(prefix.length).split("/");
      const grid = document.getElementById(part);
      if (!grid || !grid.dataset.new) continue;
      const shown = document.getElementById(`${part}-${pk}`);
      const row = pk === "new" || !shown ? await add(grid, "") : await open(shown, "");
      if (!row || !row.classList.contains("row-editor")) continue;
      if (pk !== "new" && !shown) drafts.removeItem(key);
      fill(row, values);
      keepDraft(row);
      judge(row);
      say(grid, "restored");
    }
  }

  // A problem leads to the very cell: #results-12-limit opens row 12 at its limit.
  function follow() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const row = target.closest("tr.row-shown[data-edit]");
    if (row) open(row, target.dataset.field || "");
    else if (target.hasAttribute("data-grid") && !target.querySelector("tr.row-shown")) add(target, "");
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("DOMContentLoaded", () => restore().then(follow));
  window.attestationGrid = { changed: (field) => onTyped({ target: field }) };
})();
