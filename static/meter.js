// The live meter of a time study. Everything is kept in the browser first; lines go to the server when it answers.
"use strict";
(() => {
  const root = document.getElementById("meter");
  const key = `meter:${root.dataset.send}`;
  const at = (id) => document.getElementById(id);
  const word = (name, n) => root.dataset[`word${name}`].replace("{n}", n);
  const stored = JSON.parse(root.dataset.stored);
  const known = new Set(stored.map((line) => line.id).filter(Boolean));
  const names = new Map([...document.querySelectorAll("[name=factor]")].map((box) => [Number(box.value), box.dataset.name]));
  const counted = new Set(root.dataset.counted.split(" "));
  const MINUTE = 60000;

  const state = Object.assign({ lines: [], running: null, start: "", own: [] }, JSON.parse(localStorage.getItem(key) || "{}"));
  state.lines = state.lines.filter((line) => !known.has(line.id));
  const operations = [...JSON.parse(root.dataset.operations), ...state.own];
  const keep = () => localStorage.setItem(key, JSON.stringify(state));
  const whole = (moment) => Math.floor(moment / MINUTE) * MINUTE;
  const clock = (moment) => new Date(moment).toTimeString().slice(0, 5);
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  // The end of one operation is the beginning of the next: there is no other way to make a line.
  function finish(now) {
    const current = state.running;
    if (!current) return now;
    const minutes = (now - current.since) / MINUTE;
    if (minutes < 1) {
      at("meter-status").textContent = word("Short", "");
      return current.since;
    }
    state.lines.push({ ...current.operation, id: newId(), end: clock(now), until: now, minutes });
    return now;
  }

  function begin(operation) {
    const now = whole(Date.now());
    const last = state.lines.at(-1);
    let since = state.running ? finish(now) : (last && last.until) || continued(now);
    if (!state.start) state.start = clock(since);
    state.running = { operation, since };
    keep();
    show();
    send();
  }

  // After a reload on another phone the next line goes on from the last one that the server has.
  function continued(now) {
    const last = stored.filter((line) => line.end).at(-1);
    if (!last) return now;
    const [hours, minutes] = last.end.split(":").map(Number);
    const moment = new Date(now);
    moment.setHours(hours, minutes, 0, 0);
    return moment.getTime() > now ? moment.getTime() - 24 * 60 * MINUTE : moment.getTime();
  }

  function stop() {
    if (!state.running) return;
    finish(whole(Date.now()));
    state.running = null;
    keep();
    show();
    send();
  }

  function undo() {
    if (state.running) state.running = null;
    else state.lines.pop();
    keep();
    show();
  }

  function allLines() {
    const running = state.running ? [{ ...state.running.operation, minutes: Math.max(0, (Date.now() - state.running.since) / MINUTE) }] : [];
    return [...stored, ...state.lines, ...running];
  }

  function countsForFullDay(line) {
    if (!line.belongs || !counted.has(line.kind)) return false;
    return !("strict" in root.dataset) || line.kind !== "ОП" || line.factors.length > 0;
  }

  function item(list, text) {
    const element = document.createElement("li");
    element.textContent = text;
    list.append(element);
    return element;
  }

  function showSums() {
    const lines = allLines();
    const minutes = new Map();
    lines.forEach((line) => line.factors.forEach((pk) => minutes.set(pk, (minutes.get(pk) || 0) + line.minutes)));
    const full = Math.floor(lines.filter(countsForFullDay).reduce((sum, line) => sum + line.minutes, 0));
    const missing = Math.ceil(Number(root.dataset.required.replace(",", "."))) - full;
    at("meter-eighty").textContent = missing > 0 ? word("Missing", missing) : word("Full", full);
    const shares = at("meter-shares");
    shares.replaceChildren();
    minutes.forEach((acting, pk) => {
      const percent = (acting / Number(root.dataset.shift)) * 100;
      item(shares, `${names.get(pk) || pk}: ${Math.floor(acting)} ${word("Min", "")}, ${percent.toFixed(1).replace(".", ",")}\u00a0%`);
    });
  }

  function showClock() {
    const current = state.running;
    at("meter-operation").textContent = current ? current.operation.observed : word("Idle", "");
    const seconds = current ? Math.max(0, Math.floor((Date.now() - current.since) / 1000)) : 0;
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0"));
    at("meter-clock").textContent = parts[0] === "00" ? parts.slice(1).join(":") : parts.join(":");
  }

  function show() {
    const buttons = at("meter-operations");
    buttons.replaceChildren();
    operations.forEach((operation) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-lg";
      button.textContent = operation.observed;
      const isRunning = state.running && state.running.operation.observed === operation.observed;
      button.setAttribute("aria-pressed", String(Boolean(isRunning)));
      button.disabled = Boolean(isRunning);
      button.addEventListener("click", () => begin(operation));
      buttons.append(button);
    });
    const lines = at("meter-lines");
    lines.replaceChildren();
    [...stored, ...state.lines].forEach((line) => item(lines, `${line.observed} — ${line.end} (${Math.floor(line.minutes)} ${word("Min", "")})`));
    at("meter-undo").disabled = !state.running && state.lines.length === 0;
    at("meter-stop").disabled = !state.running;
    showClock();
    showSums();
  }

  let sending = false;
  async function send() {
    const waiting = state.lines;
    if (sending || !waiting.length) return;
    sending = true;
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken=")) || "";
    try {
      const answer = await fetch(root.dataset.send, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token.split("=")[1] || "" },
        body: JSON.stringify({ starts_at: state.start, lines: waiting.map(({ id, observed, end, kind, belongs, factors }) => ({ id, observed, end, kind, belongs, factors })) }),
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      const body = isJson ? await answer.json() : {};
      if (body.stored) {
        const taken = new Set(body.stored);
        stored.push(...state.lines.filter((line) => taken.has(line.id)));
        state.lines = state.lines.filter((line) => !taken.has(line.id));
        keep();
        show();
        at("meter-status").textContent = word("Sent", "");
      } else {
        at("meter-status").textContent = body.problem || word("Login", "");
      }
    } catch (error) {
      at("meter-status").textContent = word("Waiting", state.lines.length);
    }
    sending = false;
  }

  at("meter-stop").addEventListener("click", stop);
  at("meter-undo").addEventListener("click", undo);
  at("meter-form").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const operation = {
      observed: at("meter-observed").value.trim(),
      kind: at("meter-kind").value,
      belongs: at("meter-belongs").checked,
      factors: [...document.querySelectorAll("[name=factor]:checked")].map((box) => Number(box.value)),
    };
    if (!operation.observed) return;
    operations.unshift(operation);
    state.own.unshift(operation);
    event.target.reset();
    event.target.closest("details").open = false;
    begin(operation);
  });
  window.addEventListener("online", send);
  setInterval(() => { showClock(); showSums(); }, 1000);
  setInterval(send, 20000);
  show();
  send();
})();
