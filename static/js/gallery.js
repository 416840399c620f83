/*
 * <div class="gallery" data-gallery>: arrow keys turn the photos, thumbnails and a count follow;
 * a photo opens large in a dialog, where keys turn, zoom and close. Without scripts the reel is
 * swiped and each photo is a link to the large one.
 */

export function start(gallery) {
  const reel = gallery.querySelector(".gallery__reel");
  const slides = [...reel.querySelectorAll(".gallery__slide")];
  if (!slides.length) return;
  const thumbs = [...gallery.querySelectorAll(".gallery__thumb")];
  const count = slides.length > 1 ? countIn(gallery) : null;
  let place = 0;

  function show(next) {
    place = Math.max(0, Math.min(slides.length - 1, next));
    reel.scrollTo({ left: slides[place].offsetLeft - slides[0].offsetLeft });
    return place;
  }

  function mark() {
    place = Math.round(Math.abs(reel.scrollLeft) / reel.clientWidth) || 0;
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
  let zoom = null;
  slides.forEach((slide, at) => slide.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    zoom ??= zoomOf(gallery, slides, show);
    zoom(at);
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

/* The dialog, made on first need; gives the function that opens it at a photo. */
function zoomOf(gallery, slides, show) {
  const dialog = document.createElement("dialog");
  dialog.className = "gallery-zoom";
  dialog.setAttribute("aria-label", "Photos, large");
  const image = document.createElement("img");
  image.className = "gallery-zoom__photo";
  const frame = document.createElement("div");
  frame.className = "gallery-zoom__frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.append(image);
  const bar = document.createElement("div");
  bar.className = "gallery-zoom__bar";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  let place = 0;

  function at(next) {
    place = show((next + slides.length) % slides.length);
    image.src = slides[place].href;
    image.alt = slides[place].querySelector(".gallery__photo").alt;
    frame.setAttribute("aria-label", image.alt);
    status.textContent = `${place + 1} of ${slides.length}`;
    near(false);
  }

  function near(is) {
    frame.classList.toggle("gallery-zoom__frame--near", is);
    larger.setAttribute("aria-pressed", String(is));
    if (is) frame.scrollTo({ left: frame.scrollWidth / 4, top: frame.scrollHeight / 4 });
  }

  const isNear = () => frame.classList.contains("gallery-zoom__frame--near");
  const larger = button("Zoom in", () => near(!isNear()));
  bar.append(status, larger);
  if (slides.length > 1) {
    bar.append(button("Previous", () => at(place - 1)), button("Next", () => at(place + 1)));
  }
  bar.append(button("Close", () => dialog.close()));
  dialog.append(frame, bar);
  gallery.append(dialog);
  image.addEventListener("click", () => near(!isNear()));
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && !isNear()) at(place + step);
    else if (event.key === "+" || event.key === "=") near(true);
    else if (event.key === "-") near(false);
    else return;
    event.preventDefault();
  });
  swipes(frame, (step) => !isNear() && at(place + step));
  dialog.addEventListener("close", () => slides[place].focus());
  return (first) => {
    at(first);
    dialog.showModal();
    frame.focus();
  };
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--small";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function swipes(frame, turn) {
  let from = null;
  frame.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0].clientX : null;
  }, { passive: true });
  frame.addEventListener("touchend", (event) => {
    if (from === null) return;
    const moved = event.changedTouches[0].clientX - from;
    if (Math.abs(moved) > 50) turn(moved < 0 ? 1 : -1);
    from = null;
  });
}
