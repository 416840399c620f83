/*
 * <div data-guesses> with <button name="take" value="brand:Zara">: a guess pressed goes into its field
 * at once. New guesses come while the seller types: those that stay are not replaced, lest the one
 * under a finger goes before it is let go.
 */

export function start(box) {
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[name=take]");
    if (button && take(button)) event.preventDefault();
  });
  box.addEventListener("htmx:beforeSwap", (event) => {
    const page = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const fresh = page.querySelector("[data-guesses]");
    if (!box.querySelector("ul") || !fresh?.querySelector("ul")) return;
    event.detail.shouldSwap = false;
    box.dataset.coverSeen = fresh.dataset.coverSeen;
    renew(box.querySelector("ul"), fresh.querySelector("ul"));
  });
}

function renew(list, fresh) {
  const shown = guessesOf(list);
  const wanted = guessesOf(fresh);
  for (const [value, item] of shown) if (!wanted.has(value)) item.remove();
  for (const [value, item] of wanted) if (!shown.has(value)) list.append(item);
}

/* The items of a list of guesses by what each would fill in. */
function guessesOf(list) {
  return new Map([...list.children].map((item) => [item.querySelector("button").value, item]));
}

/* True when the page has the guess's field: if not, the button sends it to the server. */
function take(button) {
  const [field, ...rest] = button.value.split(":");
  const value = rest.join(":");
  const control = controlOf(button, field, value);
  if (!control) return false;
  if (control.type === "checkbox") control.checked = true;
  else control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
  control.focus();
  button.closest("li").remove();
  return true;
}

function controlOf(button, field, value) {
  const form = button.form;
  if (field === "colours") return form.querySelector(`[name=colours][value="${CSS.escape(value)}"]`);
  const control = form.elements[field];
  if (field === "category") showDepartment(form, button.innerText.trim().split(" / ")[0]);
  return control?.matches("select") && !optionOf(control, value) ? null : control;
}

function optionOf(select, value) {
  return [...select.options].find((option) => option.value === value);
}

/* The list of categories may show one department's only. */
function showDepartment(form, name) {
  const buttons = [...form.querySelectorAll(".departments button")];
  buttons.find((button) => button.textContent === name)?.click();
}
