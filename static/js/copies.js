/* <button data-copies="text">: copies the text and says so. */

import { tell } from "./toasts.js";

export function start(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copies);
    tell("Copied.", "success");
  });
}
