/*
 * Sends one file in parts. The server says how many bytes it has, so that after a lost connection,
 * a closed page or a server's restart the rest alone is sent.
 */

const PAUSES = [0.5, 1, 2, 4, 8, 15, 30];
const OFFLINE = "Waiting for the connection …";

let line = Promise.resolve();

export class Refused extends Error {}

/* Resolves when the photo is the listing's; rejects with a message for the seller. */
export async function transfer(file, { to, token, told, said }) {
  let upload = await inLine(() => patiently(() => ask(file, to, token), said));
  while (!upload.done) {
    upload = await patiently(() => sendPart(file, upload, token, told), said);
  }
}

/* One after the other, since the server gives places in the order of asking. */
function inLine(act) {
  const turn = line.then(act, act);
  line = turn;
  return turn;
}

/* Tries again when the connection is lost; a part that had come is answered with where to go on. */
async function patiently(act, said) {
  for (let failures = 0; ; failures += 1) {
    try {
      const answer = await act();
      said("");
      return answer;
    } catch (problem) {
      if (problem instanceof Refused || failures >= PAUSES.length) throw problem;
      said(OFFLINE);
      await pause(PAUSES[failures]);
    }
  }
}

function ask(file, to, token) {
  const body = new FormData();
  body.append("key", `${file.size}-${file.lastModified}-${file.name}`);
  body.append("name", file.name);
  body.append("size", file.size);
  return post(to, body, token, () => {});
}

function sendPart(file, upload, token, told) {
  const end = upload.received + upload.part;
  return post(`${upload.url}?at=${upload.received}`, file.slice(upload.received, end), token, (sent) => {
    told(Math.min(1, (upload.received + sent) / file.size));
  });
}

function post(url, body, token, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.timeout = 60_000;
    request.setRequestHeader("X-CSRFToken", token);
    if (body instanceof Blob) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => progressed(event.loaded));
    for (const kind of ["error", "timeout", "abort"]) {
      request.addEventListener(kind, () => reject(new Error("The connection broke.")));
    }
    request.addEventListener("load", () => settle(request, resolve, reject));
    request.send(body);
  });
}

function settle(request, resolve, reject) {
  const answer = request.response;
  if (answer?.url) return resolve(answer);
  if (answer?.problem) return reject(new Refused(answer.problem));
  if (request.status >= 500) return reject(new Error("The server did not answer."));
  return reject(new Refused("This was not taken. Are you still signed in? Reload the page to see."));
}

/* Waits some seconds, or until the connection is back. */
function pause(seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener("online", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
