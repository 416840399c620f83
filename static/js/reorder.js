/*
 * <ol data-reorder> of items with buttons that move one by a place (they work without scripts).
 * Here: dragging an item onto another sends the new place to its data-reorder-url.
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

function move(item, position) {
  const list = `#${item.closest("[id]:not(li)").id}`;
  window.htmx.ajax("POST", item.dataset.reorderUrl, {
    source: item,
    target: list,
    swap: "outerHTML",
    values: { position },
  });
}
