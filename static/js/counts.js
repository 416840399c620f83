/* <textarea maxlength data-count>: says how many characters are left. */

const NEAR = 0.1;

export function start(control) {
  const limit = control.maxLength;
  if (limit < 0) return;
  const left = document.createElement("span");
  left.className = "field__count";
  left.setAttribute("aria-hidden", "true");
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  const foot = document.createElement("div");
  foot.className = "field__foot";
  foot.append(left, spoken);
  control.after(foot);
  control.addEventListener("input", () => show(control, limit, left, spoken));
  show(control, limit, left, spoken);
}

function show(control, limit, left, spoken) {
  const rest = limit - control.value.length;
  const near = rest <= limit * NEAR;
  left.textContent = `${rest.toLocaleString("en-US")} left`;
  left.toggleAttribute("data-near", near);
  spoken.textContent = near ? `${rest} characters left` : "";
}
