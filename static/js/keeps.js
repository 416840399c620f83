/* <form data-keeps="/save">: what was typed since the last save goes there when the page is left. */

export function start(form) {
  let typed = false;

  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form) typed = false;
  });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("pagehide", () => {
    if (!typed) return;
    const body = new FormData(form);
    body.delete("photos");
    navigator.sendBeacon(form.dataset.keeps, body);
  });
}
