/* <select data-submits>: sends its form when changed; the form's own button is for the rest. */

export function start(control) {
  control.form.querySelector("[data-submits-button]")?.setAttribute("hidden", "");
  control.addEventListener("change", () => control.form.requestSubmit());
}
