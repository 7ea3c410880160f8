// Keeps what is being written in this tab only, so that the browser's own back button loses nothing. Gone with the receipt.
(() => {
  "use strict";
  const prefix = "gensvar:take-part:";
  const kept = (name) => name === "key" || name.startsWith("q-") || ["language", "email", "on_list", "about_text"].includes(name);
  let store;
  try { store = window.sessionStorage; } catch { return; }
  if (document.querySelector("[data-forget-draft]")) {
    for (const name of Object.keys(store)) if (name.startsWith(prefix)) store.removeItem(name);
    return;
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const place = prefix + form.dataset.draft;

  const fill = (name, value) => {
    const fields = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    for (const field of fields) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (name === "key" || !field.value) field.value = value;
    }
    if (fields.length) return;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name, value });
    form.append(hidden);
  };
  if (form.hasAttribute("data-fresh")) {
    try { for (const [name, value] of JSON.parse(store.getItem(place) || "[]")) fill(name, value); } catch { store.removeItem(place); }
    for (const field of form.querySelectorAll("textarea")) field.dispatchEvent(new Event("input"));
  }

  const keep = () => {
    const written = [...new FormData(form)].filter(([name]) => kept(name));
    try { store.setItem(place, JSON.stringify(written)); } catch { /* full or forbidden: the page works without */ }
  };
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep);
})();
