// Suggestions while typing: rows of the employer and rows of the norms; choosing fills the fields beside.
"use strict";
(() => {
  const SHORTEST = 2;
  let list = null;
  let owner = null;
  let timer = 0;
  let asked = 0;

  function addressOf(field) {
    const row = field.closest("tr.row-editor");
    if (row && row.dataset.suggest) return row.dataset.suggest.replace("FIELD", field.name);
    return field.dataset.pick || "";
  }

  function hide() {
    if (list) list.remove();
    if (owner) {
      owner.setAttribute("aria-expanded", "false");
      owner.removeAttribute("aria-activedescendant");
    }
    list = owner = null;
  }

  function show(field, html) {
    hide();
    if (!html.trim() || document.activeElement !== field) return;
    owner = field;
    list = document.createElement("ul");
    list.className = "suggestions";
    list.id = "suggestions";
    list.setAttribute("role", "listbox");
    list.innerHTML = html;
    document.body.append(list);
    const box = field.getBoundingClientRect();
    const sheet = list.style;
    sheet.top = `${box.bottom + window.scrollY}px`;
    sheet.left = `${Math.max(0, Math.min(box.left + window.scrollX, window.innerWidth - list.offsetWidth - 8))}px`;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
  }

  async function ask(field) {
    const address = addressOf(field);
    const text = field.value.split(";").at(-1).trim();
    if (!address || text.length < SHORTEST) {
      hide();
      return;
    }
    const turn = ++asked;
    const row = field.closest("tr.row-editor");
    const query = new URLSearchParams({ text });
    if (row) row.querySelectorAll("select, input").forEach((each) => each.name && each !== field && query.set(each.name, each.value));
    try {
      const answer = await fetch(`${address}?${query}`, { headers: { "HX-Request": "true" }, redirect: "error" });
      if (answer.ok && turn === asked) show(field, await answer.text());
    } catch (error) {
      hide();
    }
  }

  function put(scope, name, value) {
    const field = scope.querySelector(`[name="${name}"]`);
    if (!field || field.value === value) return;
    if (field.value && !field.dataset.filled && field.tagName !== "SELECT") return;
    field.value = value;
    field.dataset.filled = "yes";
    // What stands aside for other methods of assessment listens for this.
    if (field.tagName === "SELECT") field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function choose(option) {
    const field = owner;
    const scope = field.closest("tr, form") || document;
    const many = field.hasAttribute("data-many");
    const before = many && field.value.includes(";") ? `${field.value.split(";").slice(0, -1).join(";")}; ` : "";
    if (!("onlyFill" in option.dataset)) field.value = before + option.dataset.text;
    const key = scope.querySelector(`[name="${field.name}-pk"]`);
    if (key) key.value = option.dataset.pk;
    [...option.attributes].forEach((each) => {
      if (!each.name.startsWith("data-fill-")) return;
      const name = each.name.slice("data-fill-".length);
      if (name === field.name) field.value = each.value;
      else put(scope, name, each.value);
    });
    hide();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(step) {
    const options = [...list.children];
    const now = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const next = options[(now + step + options.length) % options.length];
    options.forEach((each) => each.setAttribute("aria-selected", String(each === next)));
    owner.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !["text", "search"].includes(field.type) || !addressOf(field)) return;
    const key = field.parentElement.querySelector(`[name="${field.name}-pk"]`);
    if (key) key.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => ask(field), 150);
  });
  // A name that must be one of the list: Enter takes the first that is offered, Tab the only one or the very name
  // that was typed. Where any text is right, only what was walked to with the arrows is taken.
  function meant(key) {
    const walked = list.querySelector("[aria-selected=true]");
    if (walked || !owner.parentElement.querySelector(`[name="${owner.name}-pk"]`)) return walked;
    const options = [...list.children];
    if (key === "Enter") return options[0];
    const typed = owner.value.trim().toLowerCase();
    const named = options.filter((each) => each.dataset.text.toLowerCase() === typed);
    if (named.length === 1) return named[0];
    return options.length === 1 ? options[0] : null;
  }

  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== owner) return;
    const chosen = ["Enter", "Tab"].includes(event.key) && !event.shiftKey ? meant(event.key) : null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) choose(chosen);
    else if (event.key === "Escape") hide();
    else return;
    if (event.key !== "Tab") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener("mousedown", (event) => {
    const option = list && event.target.closest("#suggestions [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
  document.addEventListener("focusout", (event) => event.target === owner && hide());
})();
