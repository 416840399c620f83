/*
 * <div data-cover="#photo-list" data-cover-seen="/media/…">: gets a "cover" event when the first photo
 * of the list is another than what it was made from, or has been prepared since.
 */

let asked = null;

export function start(box) {
  const list = document.querySelector(box.dataset.cover);
  if (!list) return;
  const observer = new MutationObserver(look);
  observer.observe(list, { childList: true, subtree: true });
  look();

  function look() {
    if (!box.isConnected) return observer.disconnect();
    const cover = list.querySelector("img")?.getAttribute("src") ?? "";
    if (cover === box.dataset.coverSeen || cover === asked) return undefined;
    asked = cover;
    return box.dispatchEvent(new Event("cover"));
  }
}
