/*
 * <form data-crop data-crop-width="4000" data-crop-height="3000"> with a photo, a frame and the
 * fields x, y and width in per cent: the frame is moved by pointer, fingers or arrow keys and
 * zoomed by pinch, wheel, slider or + and -; the fields follow it, and it follows the fields.
 */

const RATIO = 3 / 4;
const CLOSEST = 4;
const STEP = 1;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function start(form) {
  const { x, y, width } = form.elements;
  const frame = form.querySelector("[data-crop-frame]");
  const zoom = form.querySelector("[data-crop-zoom]");
  const slider = zoom.querySelector("input");
  const shape = form.dataset.cropWidth / form.dataset.cropHeight;
  const most = Math.min(100, (100 * RATIO) / shape);
  const fingers = new Map();

  for (const hidden of [frame, zoom, form.querySelector("[data-crop-keys]")]) hidden.hidden = false;
  show();
  for (const field of [x, y, width]) field.addEventListener("change", show);
  slider.addEventListener("input", () => resize(most / slider.value));
  frame.addEventListener("keydown", keys);
  frame.addEventListener("pointerdown", (event) => {
    frame.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  frame.addEventListener("pointermove", drag);
  for (const kind of ["pointerup", "pointercancel"]) {
    frame.addEventListener(kind, (event) => fingers.delete(event.pointerId));
  }
  frame.parentElement.addEventListener("wheel", (event) => {
    event.preventDefault();
    resize(Number(width.value) * (event.deltaY > 0 ? 1.04 : 0.96));
  }, { passive: false });

  function heightOf(across) {
    return (across * shape) / RATIO;
  }

  function put(left, top, across) {
    const wide = within(across, most / CLOSEST, most);
    const values = [within(left, 0, 100 - wide), within(top, 0, 100 - heightOf(wide)), wide];
    [x, y, width].forEach((field, place) => { field.value = values[place].toFixed(2); });
    frame.style.left = `${values[0]}%`;
    frame.style.top = `${values[1]}%`;
    frame.style.width = `${wide}%`;
    frame.style.height = `${heightOf(wide)}%`;
    slider.value = most / wide;
  }

  function show() {
    put(Number(x.value), Number(y.value), Number(width.value));
  }

  function move(across, down) {
    put(Number(x.value) + across, Number(y.value) + down, Number(width.value));
  }

  function resize(across) {
    const grown = within(across, most / CLOSEST, most) - Number(width.value);
    put(Number(x.value) - grown / 2, Number(y.value) - heightOf(grown) / 2, Number(width.value) + grown);
  }

  function keys(event) {
    const step = STEP * (event.shiftKey ? 5 : 1);
    const way = KEYS[event.key];
    if (way) move(way[0] * step, way[1] * step);
    else if (event.key === "+" || event.key === "=") resize(Number(width.value) * 0.95);
    else if (event.key === "-") resize(Number(width.value) * 1.05);
    else return;
    event.preventDefault();
  }

  function drag(event) {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const spread = apart(fingers);
    fingers.set(event.pointerId, event);
    if (spread) return resize((Number(width.value) * spread) / apart(fingers));
    const stage = frame.parentElement.getBoundingClientRect();
    move(
      (100 * (event.clientX - before.clientX)) / stage.width,
      (100 * (event.clientY - before.clientY)) / stage.height,
    );
  }
}

function apart(fingers) {
  if (fingers.size !== 2) return 0;
  const [one, two] = fingers.values();
  return Math.max(1, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY));
}

function within(value, least, most) {
  return Math.min(Math.max(value || 0, least), Math.max(least, most));
}
