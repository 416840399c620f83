/*
 * <div data-returns>: a list that grows as one scrolls. Who goes on to a page and comes back finds
 * it as long as it was, at the same place.
 */

const MOST_BYTES = 2_000_000;

export function start(list) {
  const key = `list:${window.location.pathname}${window.location.search}`;
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "back_forward") restore(list, key);
  else sessionStorage.removeItem(key);
  window.addEventListener("pagehide", () => keep(list, key));
}

function keep(list, key) {
  const html = list.innerHTML;
  if (html.length > MOST_BYTES) return;
  try {
    sessionStorage.setItem(key, JSON.stringify({ html, top: window.scrollY }));
  } catch {
    sessionStorage.clear();
  }
}

function restore(list, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept) return;
  list.innerHTML = kept.html;
  window.htmx?.process(list);
  list.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: list } }));
  window.scrollTo({ top: kept.top, behavior: "instant" });
}
