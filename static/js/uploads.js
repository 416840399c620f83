/*
 * <section data-uploads="#list" data-uploads-to="…"> in a form: each chosen photo is sent by itself
 * as soon as it is chosen, three at a time, with its own progress and the place it was chosen for.
 * The reply of each is the list of photos as HTML, which takes the place of the element that
 * data-uploads names. What a form would send is left to forms: without scripts it sends the files.
 */

const AT_ONCE = 3;

export function start(section) {
  const input = section.querySelector('input[type="file"]');
  const zone = section.querySelector(".drop-zone");
  const waiting = section.querySelector("[data-uploads-waiting]");
  const queue = [];
  let running = 0;

  zone.dataset.ready = "";
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  dropsOn(zone, take);

  function take(files) {
    let place = section.querySelectorAll(".photo-item:not([data-failed])").length;
    for (const file of files) {
      queue.push({ file, place, row: rowFor(file, waiting) });
      place += 1;
    }
    next();
  }

  function next() {
    while (running < AT_ONCE && queue.length) {
      running += 1;
      send(section, input.name, queue.shift()).finally(() => {
        running -= 1;
        next();
      });
    }
  }
}

function dropsOn(zone, take) {
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.dataset.over = "";
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => delete zone.dataset.over);
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}

function rowFor(file, waiting) {
  const row = document.createElement("li");
  row.className = "photo-item";
  const picture = document.createElement("div");
  picture.className = "photo-item__picture";
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("error", () => image.remove());
  picture.append(image);
  const state = document.createElement("div");
  state.className = "photo-item__state";
  state.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.className = "progress";
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Uploading ${file.name}`);
  state.append(bar);
  row.append(picture, state);
  waiting.append(row);
  return { row, state, bar, image };
}

function send(section, name, { file, place, row }) {
  const body = new FormData();
  const form = section.closest("form");
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("place", place);
  body.append(name, file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", section.dataset.uploadsTo);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      row.bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => settle(section, request, file, row));
    request.addEventListener("error", () => fail(row, file, "The connection broke. Try it again."));
    request.addEventListener("loadend", resolve);
    request.send(body);
  });
}

function settle(section, request, file, row) {
  if (request.status < 300) {
    URL.revokeObjectURL(row.image.src);
    row.row.remove();
    const list = document.querySelector(section.dataset.uploads);
    window.htmx.swap(list, request.responseText, { swapStyle: "outerHTML" });
  } else {
    fail(row, file, reason(request));
  }
}

function reason(request) {
  if (request.status === 413) return "This file is too large.";
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const error = page.querySelector(".field__errors, .errorlist, [role=alert]");
  return error?.textContent.trim() || "This photo was not taken. Try another one.";
}

function fail({ row, state }, file, text) {
  row.dataset.failed = "";
  state.textContent = text.includes(file.name) ? text : `${file.name}: ${text}`;
}
