/* <div data-most="2"> of checkboxes: when that many are on, the others rest. */

export function start(group) {
  group.addEventListener("change", () => rest(group));
  rest(group);
}

function rest(group) {
  const boxes = [...group.querySelectorAll('input[type="checkbox"]')];
  const full = boxes.filter((box) => box.checked).length >= Number(group.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
}
