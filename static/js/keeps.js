/*
 * <form data-keeps="/save">, which htmx saves as it is filled in. What was typed since the last save
 * goes there when the page is left; a button waits for a save that is on its way, lest the older
 * words arrive after the newer ones. Pressed once more it waits no longer. Whatever is sent is
 * numbered, so that the server knows an older save that comes late, even from before a reload.
 */

export function start(form) {
  let typed = false;
  let saving = false;
  let pressed;
  let turn = 0;

  form.addEventListener("formdata", ({ formData }) => {
    turn = Math.max(turn + 1, Date.now());
    formData.set("turn", turn);
  });
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== form) return;
    typed = false;
    saving = true;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    saving = false;
    if (pressed !== undefined) form.requestSubmit(pressed?.isConnected ? pressed : null);
  });
  form.addEventListener("submit", (event) => {
    const waits = saving && pressed === undefined;
    typed = false;
    pressed = waits ? event.submitter : undefined;
    if (waits) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!typed) return;
    const body = new FormData(form);
    body.delete("photos");
    navigator.sendBeacon(form.dataset.keeps, body);
  });
}
