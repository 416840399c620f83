/* Messages: a button that dismisses them; floating ones leave by themselves when they can wait. */

const READING_MS = 8000;
const UNMISSABLE = ".toast--error, .toast--warning";

export function start(toast) {
  const button = toast.querySelector("[data-dismiss]");
  button.hidden = false;
  button.addEventListener("click", () => toast.remove());
  toast.addEventListener("htmx:afterRequest", () => toast.remove());
  if (!toast.closest("#toasts") || toast.matches(UNMISSABLE)) return;
  makeRoom(toast);
  leave(toast);
}

/* Act after act, only the last one is told, with its undo. */
function makeRoom(toast) {
  for (const other of toast.parentElement.closest("#toasts").querySelectorAll("[data-toast]")) {
    if (other === toast) break;
    if (!other.matches(UNMISSABLE)) other.remove();
  }
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
