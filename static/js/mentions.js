/*
 * <form data-mentions="/listings/42/mentions"><textarea>: after an "@" it offers people whose handle
 * starts so, as HTML from the server: <li role="option" data-handle="ana">.
 */

import { boxFor, choose, options, show } from "./suggest.js";

const PAUSE_MS = 120;
const BEGUN = /(?:^|[^\w@/])@(\w{0,30})$/;

export function start(form) {
  const area = form.querySelector("textarea");
  const box = boxFor(area.parentElement, area);
  let timer;
  let asked;

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  area.addEventListener("keydown", (event) => {
    if (!box.panel.hidden) onKey(event, box);
  });
  box.panel.addEventListener("mousedown", (event) => event.preventDefault());
  box.panel.addEventListener("click", (event) => put(event.target.closest("[role=option]"), box));
  box.around.addEventListener("focusout", (event) => {
    if (!box.around.contains(event.relatedTarget)) show(box, false);
  });

  async function ask() {
    asked?.abort();
    const begun = begunIn(area);
    if (begun === null) return show(box, false);
    asked = new AbortController();
    const url = `${form.dataset.mentions}?q=${encodeURIComponent(begun)}`;
    const reply = await fetch(url, { signal: asked.signal }).catch(() => null);
    if (!reply?.ok || document.activeElement !== area || begunIn(area) !== begun) return undefined;
    box.panel.innerHTML = await reply.text();
    return show(box, options(box).length > 0);
  }
}

/* What is typed of a handle before the caret; null when none is begun. */
function begunIn(area) {
  return BEGUN.exec(area.value.slice(0, area.selectionStart))?.[1] ?? null;
}

function put(option, box) {
  const area = box.input;
  const begun = begunIn(area);
  if (!option || begun === null) return;
  const end = area.selectionStart;
  area.setRangeText(`${option.dataset.handle} `, end - begun.length, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  show(box, false);
}

function onKey(event, box) {
  const all = options(box);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(box, all[at + 1] ?? all[0]);
  else if (event.key === "ArrowUp") choose(box, all.at(at < 0 ? -1 : at - 1));
  else if (event.key === "Escape") show(box, false);
  else if (event.key === "Enter" || (event.key === "Tab" && at >= 0)) put(all[Math.max(at, 0)], box);
  else return;
  event.preventDefault();
}
