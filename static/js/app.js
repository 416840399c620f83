/* Loads a behaviour when the page, or a part swapped in later, has an element that asks for it. */

const behaviours = {
  "[data-menu]": () => import("./menus.js"),
  "[data-toast]": () => import("./toasts.js"),
  "[data-count]": () => import("./counts.js"),
  "[data-gallery]": () => import("./gallery.js"),
  "[data-suggest]": () => import("./suggest.js"),
  "[data-mentions]": () => import("./mentions.js"),
  "[data-news-badge]": () => import("./news.js"),
  "[data-submit-once]": () => import("./once.js"),
  "[data-opens]": () => import("./dialogs.js"),
  "[data-uploads]": () => import("./uploads.js"),
  "[data-photos]": () => import("./photos.js"),
  "[data-feeds]": () => import("./feeds.js"),
  "[data-crop]": () => import("./crop.js"),
  "[data-keeps]": () => import("./keeps.js"),
  "[data-next]": () => import("./next.js"),
  "[data-reorder]": () => import("./reorder.js"),
  "[data-most]": () => import("./most.js"),
  "[data-categories]": () => import("./categories.js"),
  "[data-cover]": () => import("./covers.js"),
  "[data-guesses]": () => import("./guesses.js"),
  "[data-copies]": () => import("./copies.js"),
  "[data-ticks]": () => import("./ticks.js"),
  "[data-submits]": () => import("./submits.js"),
  "[data-returns]": () => import("./returns.js"),
  "[data-looked]": () => import("./looks.js"),
  "[data-stripe]": () => import("./stripe.js"),
};

function wake(root) {
  for (const [selector, load] of Object.entries(behaviours)) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.push(root);
    if (found.length) load().then((module) => found.forEach((element) => once(element, module)));
  }
}

const woken = new WeakMap();

/* data-awake: all that the element asks for has started. */
function once(element, module) {
  const done = woken.get(element) ?? new Set();
  if (done.has(module)) return;
  woken.set(element, done.add(module));
  module.start(element);
  const asked = Object.keys(behaviours).filter((selector) => element.matches(selector));
  if (done.size === asked.length) element.dataset.awake = "";
}

/* Every htmx request carries the token of the page's forms. */
document.addEventListener("htmx:configRequest", (event) => {
  const token = event.target.closest("form")?.elements.csrfmiddlewaretoken
    ?? document.querySelector("[name=csrfmiddlewaretoken]");
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
});

/* What was pressed keeps the focus when its reply takes its place. */
document.addEventListener("htmx:afterSwap", (event) => {
  const pressed = event.detail.requestConfig?.elt;
  if (document.activeElement === document.body && pressed?.matches("form")) {
    event.target.querySelector("button")?.focus();
  }
});

document.addEventListener("htmx:load", (event) => wake(event.detail.elt));

for (const problem of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(problem, () => import("./toasts.js").then((toasts) => {
    toasts.tell("That did not work. Please try again.", "error");
  }));
}

wake(document);
