/* <button name="take" value="brand:Zara" data-guess>: the guess goes into its field at once. */

export function start(button) {
  button.addEventListener("click", (event) => {
    const [field, ...rest] = button.value.split(":");
    const value = rest.join(":");
    const control = controlOf(button, field, value);
    if (!control) return;
    event.preventDefault();
    if (control.type === "checkbox") control.checked = true;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    control.focus();
    button.closest("li").remove();
  });
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
