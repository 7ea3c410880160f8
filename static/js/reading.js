// Reading in the office: hide what is selected (M), a view of what others will see, number keys for the answer at hand,
// searching themes, and a form that is still there when the connection is lost. The page works without any of it.
(() => {
  "use strict";
  const form = document.getElementById("reading");
  if (!form) return;
  for (const hint of document.querySelectorAll(".js-only")) hint.hidden = false;

  // Places are counted in characters as the server counts them, not in the halves that some letters take here.
  const length = (text) => Array.from(text).length;
  const offset = (text, node, at) => {
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, at);
    return length(range.toString());
  };
  const boxes = (id) => [...form.querySelectorAll(`[data-places="${id}"] input`)];
  const show = (id) => {
    const text = form.querySelector(`[data-text="${id}"]`);
    const letters = Array.from(text.textContent);
    const hidden = boxes(id).filter((box) => box.checked).map((box) => box.value.split(":").slice(1, 3).map(Number))
      .sort((one, other) => one[0] - other[0]);
    let at = 0, out = "";
    for (const [start, end] of hidden) {
      if (end <= at) continue;
      out += letters.slice(at, Math.max(start, at)).join("") + "███";
      at = end;
    }
    const view = form.querySelector(`[data-public="${id}"]`);
    if (view) view.textContent = out + letters.slice(at).join("");
    for (const mark of text.querySelectorAll("mark")) {
      const box = boxes(id).find((one) => one.value === mark.dataset.place);
      mark.classList.toggle("is-hidden", Boolean(box && box.checked));
    }
  };
  const hideSelection = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return false;
    const range = selection.getRangeAt(0);
    const holder = range.commonAncestorContainer;
    const text = (holder.nodeType === 1 ? holder : holder.parentElement).closest("[data-text]");
    if (!text) return false;
    const [start, end] = [offset(text, range.startContainer, range.startOffset), offset(text, range.endContainer, range.endOffset)];
    if (start >= end) return false;
    const id = text.dataset.text;
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "span", checked: true });
    box.value = `${id}:${start}:${end}:${form.elements["mask-reason"].value}`;
    const mark = document.createElement("mark");
    mark.textContent = range.toString().slice(0, 60);
    label.append(box, " ", mark);
    item.append(label);
    form.querySelector(`[data-places="${id}"]`).append(item);
    selection.removeAllRanges();
    show(id);
    return true;
  };
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
    if (hideSelection()) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
  form.addEventListener("change", (event) => {
    if (event.target.name === "span") show(event.target.value.split(":")[0]);
    const group = event.target.closest("[data-picks]");
    if (!group || event.target.type !== "checkbox" || !event.target.checked) return;
    const none = group.querySelector("input[name=none]");
    if (event.target === none) for (const one of group.querySelectorAll("input[name^=theme-]")) one.checked = false;
    else none.checked = false;
    // Chosen by its number or from the search: the stance is next, by arrow keys. Where somebody tabs, focus stays.
    const stances = [...event.target.closest(".pick").querySelectorAll(".stances input")];
    const stance = stances.find((one) => one.checked) || stances[0];
    if (stance && document.activeElement !== event.target) stance.focus();
  });

  // The number keys belong to the answer that is being worked on.
  form.addEventListener("focusin", (event) => {
    const group = event.target.closest("[data-picks]");
    if (!group) return;
    for (const one of form.querySelectorAll("[data-number], [data-search]")) {
      if (group.contains(one)) one.dataset.key = one.dataset.number || "/";
      else delete one.dataset.key;
    }
  });

  // Typing in the search leaves the themes that fit; Enter takes the first, or keeps the words as a new theme.
  for (const field of form.querySelectorAll("[data-search]")) {
    const group = field.closest("[data-picks]");
    field.addEventListener("input", () => {
      const words = field.value.trim().toLocaleLowerCase();
      const more = group.querySelector("details");
      if (more && words) more.open = true;
      for (const one of group.querySelectorAll(".pick")) one.hidden = Boolean(words) && !one.textContent.toLocaleLowerCase().includes(words);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = group.querySelector(".pick:not([hidden]) input[name^=theme-]");
      if (first && field.value.trim()) {
        first.click();
        field.value = "";
        field.dispatchEvent(new Event("input"));
      }
      field.blur();
    });
  }

  for (const part of form.querySelectorAll("[data-withhold]")) {
    part.addEventListener("toggle", () => { if (part.open) part.querySelector("button").focus(); });
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { part.open = false; part.querySelector("summary").focus(); }
    });
  }

  // Sent by script so that a lost connection leaves everything where it is; what the server refuses is sent the plain way.
  let plain = false;
  form.addEventListener("submit", async (event) => {
    if (plain) return;
    event.preventDefault();
    const button = event.submitter;
    const sent = new FormData(form, button);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { "X-Gensvar": "reading" } });
      if (answer.ok && answer.headers.get("Content-Type").startsWith("application/json")) {
        location.assign((await answer.json()).go);
        return;
      }
      plain = true;
      form.requestSubmit(button);
    } catch {
      let notice = document.getElementById("lost");
      if (!notice) {
        notice = Object.assign(document.createElement("p"), { id: "lost", className: "notice notice-warn" });
        notice.setAttribute("role", "alert");
        form.prepend(notice);
      }
      notice.textContent = form.dataset.lost;
      form.removeAttribute("aria-busy");
    }
  });

  const presence = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const here = () => fetch(form.dataset.presence, { method: "POST", body: presence }).catch(() => {});
  here();
  setInterval(here, 120000);
})();
