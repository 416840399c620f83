/*
 * <form role="search" data-suggest="/search/suggest">: a list of suggestions under the search box,
 * as a combobox. The list is HTML from the server: <li role="option" id="…"><a href="…">…</a></li>
 */

const PAUSE_MS = 150;

export function start(form) {
  const input = form.querySelector("input[type=search]");
  const list = listFor(form, input);
  let timer;
  let asked;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => onKey(event, input, list));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(input, list, false);
  });

  async function ask() {
    const words = input.value.trim();
    asked?.abort();
    if (words.length < 2) return show(input, list, false);
    asked = new AbortController();
    const url = `${form.dataset.suggest}?q=${encodeURIComponent(words)}`;
    const reply = await fetch(url, { signal: asked.signal }).catch(() => null);
    if (!reply?.ok) return undefined;
    list.innerHTML = await reply.text();
    return show(input, list, list.querySelector("[role=option]") !== null);
  }
}

function listFor(form, input) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  return list;
}

function show(input, list, open) {
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  choose(input, list, null);
}

function choose(input, list, option) {
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function onKey(event, input, list) {
  if (list.hidden) return;
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    choose(input, list, options[at + step] ?? null);
  } else if (event.key === "Escape") {
    event.preventDefault();
    show(input, list, false);
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    options[at].querySelector("a").click();
  }
}
