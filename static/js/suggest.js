/*
 * <div><form role="search" data-suggest="/search/suggest"></div>: suggestions under the search box, as a
 * combobox with a listbox. The panel is HTML from the server: <ul role="listbox"> with
 * <li role="option" id="…" data-href="…">, and a form that clears the recent searches.
 * <div><input data-suggest="/sell/brands"></div>: the same for one field, whose options have no
 * address and are put into it.
 */

const PAUSE_MS = 120;

export function start(asker) {
  const input = asker.matches("input") ? asker : asker.querySelector("input[type=search]");
  const box = boxFor(asker.parentElement, input);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  let timer;
  let asked;

  input.addEventListener("input", () => later(PAUSE_MS));
  input.addEventListener("focus", () => later(0));
  input.addEventListener("keydown", (event) => {
    if (!box.panel.hidden) onKey(event, box);
    else if (event.key === "ArrowDown") ask();
  });
  box.panel.addEventListener("mousedown", (event) => event.target.closest(".suggest form") ?? event.preventDefault());
  box.panel.addEventListener("click", (event) => follow(event.target.closest("[role=option]"), box));
  box.panel.addEventListener("submit", (event) => clearRecent(event, box));
  box.around.addEventListener("focusout", (event) => {
    if (!box.around.contains(event.relatedTarget)) show(box, false);
  });

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const url = `${asker.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`;
    const reply = await fetch(url, { signal: asked.signal }).catch(() => null);
    if (!reply?.ok || document.activeElement !== input) return;
    box.panel.innerHTML = await reply.text();
    show(box, options(box).length > 0 && !options(box).some((option) => isThere(option, input)));
  }
}

/* A brand that is written out needs no suggestions over the next field. */
function isThere(option, input) {
  return !option.dataset.href && option.textContent.toLowerCase() === input.value.trim().toLowerCase();
}

/* The panel stands beside the form of a search, not in it: it holds a form of its own. */
export function boxFor(around, input) {
  const panel = Object.assign(document.createElement("div"), { className: "suggest", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  status.setAttribute("role", "status");
  around.append(panel, status);
  panel.id = `${input.id}-suggestions`;
  for (const [name, value] of Object.entries({
    "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": panel.id,
  })) input.setAttribute(name, value);
  return { input, panel, status, around };
}

export function options(box) {
  return [...box.panel.querySelectorAll("[role=option]")];
}

export function show(box, open) {
  box.panel.hidden = !open;
  if (box.input.getAttribute("role") === "combobox") box.input.setAttribute("aria-expanded", String(open));
  const count = options(box).length;
  box.status.textContent = open ? `${count} suggestion${count === 1 ? "" : "s"}` : "";
  choose(box, null);
}

export function choose(box, option) {
  for (const one of options(box)) one.setAttribute("aria-selected", String(one === option));
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.input.setAttribute("aria-activedescendant", option.id);
  else box.input.removeAttribute("aria-activedescendant");
}

function follow(option, box) {
  if (!option) return undefined;
  if (option.dataset.href) return window.location.assign(option.dataset.href);
  box.input.value = option.textContent;
  box.input.dispatchEvent(new Event("change", { bubbles: true }));
  return show(box, false);
}

function onKey(event, box) {
  const all = options(box);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(box, all[at + 1] ?? null);
  else if (event.key === "ArrowUp") choose(box, at < 0 ? all.at(-1) : all[at - 1] ?? null);
  else if (event.key === "Escape") show(box, false);
  else if (event.key === "Enter" && at >= 0) follow(all[at], box);
  else return;
  event.preventDefault();
}

async function clearRecent(event, box) {
  event.preventDefault();
  await fetch(event.target.action, {
    method: "POST", body: new FormData(event.target), headers: { "HX-Request": "true" },
  });
  box.panel.replaceChildren();
  show(box, false);
  box.input.focus();
}
