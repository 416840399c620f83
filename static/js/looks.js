/*
 * <div data-looked="address">: tells that a member looked at the piece: after five seconds in view,
 * or at once when a search led here.
 */

const SECONDS = 5;

export function start(element) {
  const from = came();
  let left = from === "search" ? 0 : SECONDS;
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    left -= 1;
    if (left > 0) return;
    clearInterval(clock);
    tell(element, from);
  }, 1000);
}

function came() {
  if (!document.referrer) return "";
  const page = new URL(document.referrer);
  return page.origin === window.location.origin && page.pathname.startsWith("/search") ? "search" : "";
}

function tell(element, from) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  const body = new URLSearchParams({ from, csrfmiddlewaretoken: token });
  fetch(element.dataset.looked, { method: "POST", body, keepalive: true }).catch(() => {});
}
