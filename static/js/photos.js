/*
 * <div data-photos="…">: a listing's photos, shown anew from that address after each change. Its
 * buttons move and remove a photo, dragging (reorder.js) moves one. Whatever asks for the list waits
 * in one line, so that no older answer overtakes a newer one.
 */

import { released } from "./reorder.js";
import { tell } from "./toasts.js";

const LOOK_AGAIN_MS = 2000;
const PATIENCE_MS = 30_000;

let line = Promise.resolve();
let due = null;
let watching;

export function start(list) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[formaction]");
    if (!button) return;
    event.preventDefault();
    change(list, button.formAction, { [button.name]: button.value });
  });
  list.addEventListener("reorder", ({ target, detail }) => {
    change(list, target.dataset.reorderUrl, { position: detail.position });
  });
  watch(list);
}

/* Resolves when the list has been fetched and shown; those who ask before it begins share one. */
export function refresh(list) {
  due ??= inLine(async () => {
    due = null;
    if (!await show(list, list.dataset.photos)) list.dataset.waiting = "";
    watch(list);
  });
  return due;
}

function change(list, url, values) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", list.closest("form").elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return inLine(async () => {
    if (!await show(list, url, { method: "POST", body })) {
      tell("That did not work. Please try again.", "error");
    }
    watch(list);
  });
}

function inLine(act) {
  line = line.then(act, act);
  return line;
}

/* Whether the answer came and was a list of photos; a lost connection is no exception here. */
async function show(list, url, options) {
  const fresh = await ask(url, list.id, options).catch(() => null);
  if (!fresh) return false;
  await released();
  const focus = list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...fresh.childNodes);
  list.toggleAttribute("data-waiting", fresh.hasAttribute("data-waiting"));
  if (focus) focusAgain(list, focus);
  return true;
}

async function ask(url, id, options) {
  const answer = await fetch(url, {
    headers: { "HX-Request": "true" },
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...options,
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(id);
}

/* To the same button; when it went away or has nothing more to do, to one that moves, never removes. */
function focusAgain(list, was) {
  const same = document.getElementById(was.id);
  const near = same?.closest(".photo-item") ?? list;
  const target = same?.matches(":enabled, a") ? same : near.querySelector("[name=move]:enabled");
  target?.focus();
}

/* Photos that are still being prepared are looked at again. */
function watch(list) {
  clearTimeout(watching);
  if (!list.hasAttribute("data-waiting")) return;
  watching = setTimeout(() => refresh(list), LOOK_AGAIN_MS);
}
