/* Messages: a button that dismisses them; floating ones leave by themselves when they can wait. */

const READING_MS = 8000;

export function start(toast) {
  const button = toast.querySelector("[data-dismiss]");
  button.hidden = false;
  button.addEventListener("click", () => toast.remove());
  if (toast.closest("#toasts") && !toast.matches(".toast--error, .toast--warning")) leave(toast);
}

function leave(toast) {
  let timer = setTimeout(() => toast.remove(), READING_MS);
  for (const kind of ["pointerenter", "focusin"]) {
    toast.addEventListener(kind, () => clearTimeout(timer));
  }
  for (const kind of ["pointerleave", "focusout"]) {
    toast.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(() => toast.remove(), READING_MS);
    });
  }
}

/* Says `text` in the page's live region. level: info, success, warning, error. */
export function tell(text, level = "info") {
  const toast = document.createElement("div");
  toast.className = `toast toast--${level}`;
  const line = document.createElement("p");
  line.className = "toast__text";
  line.textContent = text;
  toast.append(line);
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), READING_MS);
}
