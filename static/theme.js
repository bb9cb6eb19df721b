// Light or dark before the first paint: as chosen here, else as the system asks.
"use strict";

(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const show = () => root.setAttribute("data-bs-theme", kept() || (system.matches ? "dark" : "light"));
  show();
  system.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    try { localStorage.setItem("theme", root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark"); } catch { return; }
    show();
  });
})();
