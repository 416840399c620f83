/* <input type="file" data-feeds="#id">: what is chosen here goes where the other input's choices go. */

export function start(input) {
  const other = document.querySelector(input.dataset.feeds);
  input.addEventListener("change", () => {
    if (!input.files.length) return;
    const copy = new DataTransfer();  // Clearing one input would empty a list that both share.
    for (const file of input.files) copy.items.add(file);
    other.files = copy.files;
    input.value = "";
    other.dispatchEvent(new Event("change"));
  });
}
