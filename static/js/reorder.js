/*
 * <ol data-reorder> of forms' buttons that move an item one place (they work without scripts).
 * Here: dragging an item onto another presses its form data-reorder-form with the new place.
 */

export function start(list) {
  let dragged = null;

  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[draggable]");
    dragged.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragend", () => {
    delete dragged.dataset.dragging;
    mark(list, null);
    dragged = null;
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[draggable]");
    if (!dragged || !over) return;
    event.preventDefault();
    mark(list, over);
  });
  list.addEventListener("drop", (event) => {
    const over = event.target.closest("[draggable]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    move(dragged, [...list.children].indexOf(over));
  });
}

function mark(list, over) {
  for (const item of list.children) delete item.dataset.over;
  if (over) over.dataset.over = "";
}

function move(item, place) {
  const form = item.querySelector("[data-reorder-form]");
  form.elements.position.value = place;
  form.requestSubmit();
}
