/* Photos: arrow keys turn them, thumbnails and the count follow what is in view. */

export function start(gallery) {
  const reel = gallery.querySelector("[data-gallery-reel]");
  const slides = [...reel.children];
  const thumbs = [...gallery.querySelectorAll("[data-gallery-thumb]")];
  const count = gallery.querySelector("[data-gallery-count]");
  let place = 0;

  function show(next) {
    place = Math.max(0, Math.min(slides.length - 1, next));
    reel.scrollTo({ left: slides[place].offsetLeft - slides[0].offsetLeft });
  }

  function mark() {
    place = Math.round(Math.abs(reel.scrollLeft) / reel.clientWidth);
    thumbs.forEach((thumb, at) => {
      if (at === place) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
    });
    if (count) count.textContent = `${place + 1} / ${slides.length}`;
  }

  reel.addEventListener("scroll", mark, { passive: true });
  reel.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(place + step);
  });
  thumbs.forEach((thumb, at) => thumb.addEventListener("click", (event) => {
    event.preventDefault();
    show(at);
  }));
  mark();
}
