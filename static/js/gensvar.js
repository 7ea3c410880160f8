// Small comforts on every page; each page works without them.
(() => {
  "use strict";
  const locale = document.documentElement.lang || undefined;

  // Characters left, said with a pause so that a screen reader is not interrupted at every key.
  for (const line of document.querySelectorAll("[data-count]")) {
    const field = document.getElementById(line.dataset.count);
    const limit = Number(field && field.dataset.limit);
    if (!limit) continue;
    const spoken = document.createElement("span");
    spoken.className = "unseen";
    spoken.setAttribute("aria-live", "polite");
    line.after(spoken);
    let pause;
    const show = () => {
      const left = limit - field.value.length;
      const words = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", Math.abs(left).toLocaleString(locale));
      line.textContent = words;
      line.classList.toggle("is-over", left < 0);
      clearTimeout(pause);
      pause = setTimeout(() => { if (left < limit / 10) spoken.textContent = words; }, 1200);
    };
    field.addEventListener("input", show);
    if (field.value) show();
  }

  // The language menu closes on Escape and on a press beside it.
  for (const menu of document.querySelectorAll("details[data-menu]")) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // Folded parts of the workspace stand open on wide screens; older browsers need help with that.
  if (!CSS.supports("selector(details::details-content)")) {
    const wide = matchMedia("(min-width: 52rem)");
    const fold = () => { for (const part of document.querySelectorAll("details[data-fold]")) part.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
  }

  // The error summary is read first.
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
