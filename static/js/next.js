/* <form data-next>: the keyboard's Enter, "next" on phones, goes to the next field and sends nothing. */

const FIELDS = 'input:not([type="hidden"], [type="file"]), select, textarea, .departments button';
const TYPED = 'input:not([type="radio"], [type="checkbox"], [type="file"])';

export function start(form) {
  for (const input of form.querySelectorAll(TYPED)) input.enterKeyHint = "next";
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches(TYPED)) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll(FIELDS)].filter((field) => !field.disabled);
    const next = fields[fields.indexOf(event.target) + 1] ?? form.querySelector("[data-publish]");
    next?.focus();
  });
}
