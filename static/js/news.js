/*
 * <a data-news-badge="/news/badge">: asks how many news are unread, while the page is looked at, and
 * writes it into every [data-news-count]. The browser asks with the ETag it knows; the same number is
 * a 304 without content.
 */

const EVERY_MS = 20000;

export function start(link) {
  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);

  async function ask() {
    if (document.visibilityState !== "visible") return;
    const reply = await fetch(link.dataset.newsBadge).catch(() => null);
    if (reply?.status !== 200) return;
    const told = await reply.text();
    for (const place of document.querySelectorAll("[data-news-count]")) {
      if (place.innerHTML.trim() !== told.trim()) place.innerHTML = told;
    }
  }
}
