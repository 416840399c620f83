/*
 * <input type="file" data-feeds="#id">: what is chosen here goes where the other input's choices go.
 * Either script may load late, so choices made before are passed on, and those that nobody has
 * taken from the other input yet stay there.
 */

export function start(input) {
  const other = document.querySelector(input.dataset.feeds);
  input.addEventListener("change", pass);
  pass();

  function pass() {
    if (!input.files.length) return;
    const all = new DataTransfer();
    for (const file of [...other.files, ...input.files]) all.items.add(file);
    other.files = all.files;
    input.value = "";
    other.dispatchEvent(new Event("change"));
  }
}
