/* <a href="/page" data-opens="id">: opens the dialog with that id instead of going to the page. */

export function start(opener) {
  const dialog = document.getElementById(opener.dataset.opens);
  if (!dialog) return;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}
