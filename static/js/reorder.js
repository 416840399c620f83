/*
 * <div data-reorder> around items with data-reorder-url, which have buttons that move one by a place
 * (they work without scripts). Here: an item dragged onto another, with the mouse anywhere on it or
 * with a finger on its data-grip, sends "reorder" from itself with the other's position.
 */

const ITEM = "[data-reorder-url]";

let held = Promise.resolve();

/* Resolves when no item is in the hand: until then the list must stay as it is. */
export function released() {
  return held;
}

export function start(list) {
  list.addEventListener("dragstart", (event) => event.preventDefault());
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(ITEM);
    const grip = event.pointerType === "mouse"
      ? !event.target.closest("button, a")
      : event.target.closest("[data-grip]");
    if (item && grip && event.button === 0) drag(list, item, event);
  });
}

function drag(list, item, begun) {
  const hand = new AbortController();
  let over = null;
  held = new Promise((resolve) => hand.signal.addEventListener("abort", resolve));
  item.setPointerCapture(begun.pointerId);
  item.dataset.dragging = "";
  item.addEventListener("pointermove", (event) => {
    item.style.translate = `${event.clientX - begun.clientX}px ${event.clientY - begun.clientY}px`;
    over = itemUnder(event, item);
    mark(list, over);
  }, hand);
  item.addEventListener("pointerup", () => over && send(list, item, over), hand);
  item.addEventListener("lostpointercapture", () => {
    item.style.translate = "";
    delete item.dataset.dragging;
    mark(list, null);
    hand.abort();
  }, hand);
}

function itemUnder({ clientX, clientY }, item) {
  const under = document.elementsFromPoint(clientX, clientY);
  return under.map((element) => element.closest(ITEM)).find((found) => found && found !== item);
}

function mark(list, over) {
  for (const item of list.querySelectorAll(ITEM)) item.toggleAttribute("data-over", item === over);
}

function send(list, item, over) {
  const position = [...list.querySelectorAll(ITEM)].indexOf(over);
  item.dispatchEvent(new CustomEvent("reorder", { bubbles: true, detail: { position } }));
}
