/*
 * <section data-uploads="#list" data-uploads-to="…"> in a form: each chosen photo is sent by itself
 * as soon as it is chosen, three at a time, in parts (transfer.js), with a bar and, when it fails,
 * ways to try again or leave it out, and stands where it was chosen. When one is done the list that
 * data-uploads names (photos.js) is refreshed. Without scripts the form sends the files.
 */

import { refresh } from "./photos.js";
import { transfer } from "./transfer.js";

const AT_ONCE = 3;

export function start(section) {
  const input = section.querySelector('input[type="file"]');
  const zone = section.querySelector(".drop-zone");
  const waiting = section.querySelector("[data-uploads-waiting]");
  const queue = [];
  let running = 0;

  zone.dataset.ready = "";
  input.addEventListener("change", takeChosen);
  takeChosen();  // A quick hand chooses before this has loaded.
  dropsOn(zone, take);
  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });

  function takeChosen() {
    take(input.files);
    input.value = "";
  }

  function take(files) {
    for (const file of files) {
      const job = { file, row: rowFor(file, waiting) };
      job.row.again.addEventListener("click", () => enqueue(job));
      enqueue(job);
    }
  }

  function enqueue(job) {
    begin(job.row);
    queue.push(job);
    next();
  }

  function next() {
    while (running < AT_ONCE && queue.length) {
      running += 1;
      send(section, queue.shift()).finally(() => {
        running -= 1;
        next();
      });
    }
  }
}

async function send(section, { file, row }) {
  const token = section.closest("form").elements.csrfmiddlewaretoken.value;
  const told = (share) => { row.bar.value = share; };
  const said = (text) => { row.note.textContent = text; };
  try {
    await transfer(file, { to: section.dataset.uploadsTo, token, told, said });
  } catch (problem) {
    fail(row, file, problem.message);
    return;
  }
  await refresh(document.querySelector(section.dataset.uploads));
  URL.revokeObjectURL(row.image.src);
  row.item.remove();
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
  const item = element("li", "photo-item");
  const picture = element("div", "photo-item__picture");
  const image = element("img", "");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("error", () => image.remove());
  picture.append(image);
  const state = element("div", "photo-item__state");
  const bar = element("progress", "progress");
  bar.max = 1;
  bar.setAttribute("aria-label", `Uploading ${file.name}`);
  const note = element("span", "");
  note.setAttribute("role", "status");
  const again = button("Try again", `Try ${file.name} again`);
  const leave = button("Leave out", `Leave ${file.name} out`);
  leave.classList.add("button--quiet");
  leave.addEventListener("click", () => {
    URL.revokeObjectURL(image.src);
    item.remove();
  });
  state.append(bar, note, again, leave);
  item.append(picture, state);
  waiting.append(item);
  return { item, bar, note, again, leave, image };
}

function button(text, label) {
  const made = element("button", "button button--small");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  return made;
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function begin({ item, bar, note, again, leave }) {
  delete item.dataset.failed;
  bar.value = 0;
  bar.hidden = false;
  again.hidden = leave.hidden = true;
  note.textContent = "";
}

function fail({ item, bar, note, again, leave }, file, text) {
  item.dataset.failed = "";
  bar.hidden = true;
  again.hidden = leave.hidden = false;
  note.textContent = text.includes(file.name) ? text : `${file.name}: ${text}`;
}
