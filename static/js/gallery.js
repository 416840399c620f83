/* <div class="gallery" data-gallery>: arrow keys turn the photos, thumbnails and a count follow. */

export function start(gallery) {
  const reel = gallery.querySelector(".gallery__reel");
  const slides = [...reel.querySelectorAll(".gallery__slide")];
  const thumbs = [...gallery.querySelectorAll(".gallery__thumb")];
  if (slides.length < 2) return;
  const count = countIn(gallery);
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
    count.textContent = `${place + 1} / ${slides.length}`;
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

function countIn(gallery) {
  const count = document.createElement("span");
  count.className = "gallery__count";
  count.setAttribute("aria-hidden", "true");
  gallery.querySelector(".gallery__place").append(count);
  return count;
}
