// Compares a PDF with the prints the system has given out; the file stays in the browser.
"use strict";

(() => {
  const place = document.getElementById("compare");
  const input = document.getElementById("compare-file");
  const result = document.getElementById("compare-result");
  const shown = document.getElementById("compare-hash");
  if (!place) return;
  const known = new Set(place.dataset.hashes.split(" ").filter(Boolean));

  async function compare(file) {
    if (!file) return;
    if (!window.crypto || !crypto.subtle) {
      result.textContent = result.dataset.none;
      shown.textContent = [...known].join(" ");
      return;
    }
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const same = known.has(hash);
    result.textContent = same ? result.dataset.same : result.dataset.other;
    result.className = same ? "ok" : "text-danger";
    shown.textContent = hash;
  }

  input.addEventListener("change", () => compare(input.files[0]));
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    compare(event.dataTransfer.files[0]);
  });
})();
