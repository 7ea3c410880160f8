// Keyboard shortcuts of the office: the key in data-key presses (or, for a field, enters) the element that carries it.
// They rest while someone types, with Ctrl, Alt or Meta held, in an open dialog, and when switched off (WCAG 2.1.4).
(() => {
  "use strict";
  const off = () => localStorage.getItem("gensvar-keys") === "off";
  const typing = (element) =>
    element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit], [type=button])");

  const help = document.getElementById("key-help");
  document.addEventListener("click", (event) => {
    if (help && event.target.closest("[data-opens=key-help]")) help.showModal();
    const toggle = event.target.closest("[data-keys-switch]");
    if (!toggle) return;
    localStorage.setItem("gensvar-keys", off() ? "on" : "off");
    toggle.textContent = off() ? toggle.dataset.off : toggle.dataset.on;
  });
  for (const toggle of document.querySelectorAll("[data-keys-switch]")) if (off()) toggle.textContent = toggle.dataset.off;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || document.querySelector("dialog[open]") || off()) return;
    const target = [...document.querySelectorAll("[data-key]")].find(
      (one) => one.dataset.key === event.key.toLowerCase() && !one.disabled && one.offsetParent !== null);
    if (!target) return;
    event.preventDefault();
    if (typing(target)) target.focus(); else target.click();
  });
})();
