/* <form data-ticks="name">: its line says how many boxes of that name are ticked; its button ticks all or none. */

export function start(form) {
  const line = form.querySelector("[data-ticks-line]");
  const all = line.textContent;
  const boxes = [...form.querySelectorAll(`input[name="${form.dataset.ticks}"]`)];
  const button = form.querySelector("[data-ticks-toggle]");

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    line.textContent = count ? `${count} ticked ${count === 1 ? "item" : "items"}, and no others.` : all;
    button.textContent = count ? "Untick all" : "Tick all below";
    return count;
  };

  button.addEventListener("click", () => {
    const ticked = !show();
    for (const box of boxes) box.checked = ticked;
    show();
  });
  form.addEventListener("change", show);
  button.hidden = boxes.length === 0;
  show();
}
