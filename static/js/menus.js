/* <details data-menu>: closes on a click elsewhere, on Escape and when the focus leaves. */

document.addEventListener("click", (event) => closeAllBut(event.target.closest("[data-menu]")));

export function start(menu) {
  menu.addEventListener("keydown", (event) => onKey(menu, event));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

function closeAllBut(kept) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (menu !== kept) menu.open = false;
  }
}

function onKey(menu, event) {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(menu, event);
}

function move(menu, event) {
  const items = [...menu.querySelectorAll("a, button, summary")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = items[items.indexOf(document.activeElement) + step];
  if (!menu.open || !next) return;
  event.preventDefault();
  next.focus();
}
