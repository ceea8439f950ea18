// Keeps what is typed into a form of the writing desk. First in this browser, on disk, within a second; then on the
// server, within three. The browser holds only what the server does not have yet.
const holder = document.querySelector("[data-keep]");
const form = holder.closest("form");
const { user, path, name } = holder.dataset;
const LOCALLY_EVERY = 1000;
const REMOTELY_EVERY = 2000;

// This browser's store. "strict" means that a write is done when it is on disk.
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("writing-desk", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("copies", { keyPath: ["user", "key"] });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function stored(work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("copies", "readwrite", { durability: "strict" });
    const request = work(transaction.objectStore("copies"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

const forget = (copy) =>
  stored((copies) => {
    const request = copies.get([copy.user, copy.key]);
    request.onsuccess = () => {
      if (request.result?.fields === copy.fields) copies.delete([copy.user, copy.key]);
    };
    return request;
  });

// What the form holds, as text. Passwords and files are never kept.
function read() {
  const secret = new Set([...form.querySelectorAll("input[type=password]")].map((input) => input.name));
  const ours = new Set(["csrfmiddlewaretoken", "kept_as", "seen", "seen_before"]);
  const isKept = ([field, value]) =>
    typeof value === "string" && !secret.has(field) && !ours.has(field) && !field.includes("__prefix__");
  return JSON.stringify([...new FormData(form)].filter(isKept));
}

function describe() {
  const fields = form.querySelectorAll("input[type=text], textarea");
  const typed = [...fields].find((field) => field.value.trim() && !field.name.startsWith("published_at"));
  return form.elements.seen || !typed ? name : `${name}: ${typed.value.trim().slice(0, 80)}`;
}

const makeCopy = (fields) => ({
  user: Number(user), key: form.elements.kept_as.value, path, name: describe(), fields, seen: form.elements.seen?.value,
});

// Somebody may have typed before this script came.
const isTyped = ({ type, value, defaultValue }) => ["text", "textarea", "url"].includes(type) && value !== defaultValue;
const isUnsavedAtOnce = "unsaved" in holder.dataset || [...form.elements].some(isTyped);
const opening = isUnsavedAtOnce ? "" : read();
let local = opening;
let remote = local;
let isSeenThere = false;
let isLeaving = false;
let isSending = false;
let lastSent = 0;

function say(state) {
  const said = holder.dataset[state];
  const status = holder.querySelector("[data-state]");
  if (status.textContent !== said) status.textContent = said; // told to screen readers only when it changes
  holder.querySelector("[data-time]").textContent = state === "saidKept" ? new Date().toLocaleTimeString() : "";
  holder.querySelector("[data-sign-in]").hidden = state !== "saidSignedOut";
}

const post = (copy, options) =>
  fetch(holder.dataset.keep, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ ...copy, fields: JSON.parse(copy.fields) }),
    ...options,
  });

// Signing in anew changes the token. Whoever signed in must be the writer of this form.
async function renewToken() {
  const answer = await fetch(holder.dataset.keep);
  if (!answer.ok) return false;
  const now = await answer.json();
  if (now.user !== Number(user)) return false;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = now.token;
  return true;
}

async function deliver(copy, options) {
  let answer = await post(copy, options);
  if (answer.status === 403) answer = (await renewToken()) ? await post(copy, options) : { status: 401 };
  if (answer.status === 200) forget(copy).catch(() => {});
  return answer.status;
}

async function keepThere(fields, options) {
  const copy = makeCopy(fields);
  if (isSeenThere) delete copy.seen;
  const status = await deliver(copy, options);
  if (status === 200) [remote, isSeenThere] = [fields, true];
  return { 200: "saidKept", 401: "saidSignedOut" }[status] ?? "saidRefused";
}

async function keep() {
  const fields = read();
  let isKeptHere = true;
  if (fields !== local) {
    local = fields;
    isKeptHere = await stored((copies) => copies.put(makeCopy(fields))).then(() => true, () => false);
  }
  if (local === remote || isSending || isLeaving || Date.now() - lastSent < REMOTELY_EVERY) return;
  [isSending, lastSent] = [true, Date.now()];
  const state = await keepThere(local).catch(() => "saidAway");
  isSending = false;
  say(isKeptHere || state === "saidKept" ? state : "saidNowhere");
}

function keepAtOnce() {
  const fields = read();
  if (fields !== local) stored((copies) => copies.put(makeCopy(fields))).catch(() => {});
  local = fields;
  // A browser sends up to 64 kB from a page that goes. What is longer stands in its store.
  if (local !== remote) keepThere(local, { keepalive: true }).catch(() => {});
}

form.addEventListener("submit", () => {
  isLeaving = true;
  setTimeout(() => (isLeaving = false), 10_000); // for a page that is still there, because sending was stopped
  keepAtOnce();
});
addEventListener("beforeunload", (event) => {
  if (!isLeaving && read() !== opening) event.preventDefault();
});
addEventListener("pagehide", keepAtOnce);
document.addEventListener("visibilitychange", () => document.hidden && keepAtOnce());
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  // Come back to after it was sent: what is typed from now on is another copy.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  form.elements.kept_as.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  [isLeaving, isSeenThere, remote] = [false, false, ""];
});
setInterval(keep, LOCALLY_EVERY);

// What an earlier page could not deliver any more, such as one that crashed, is delivered now, and then offered.
async function deliverEarlier() {
  const all = await stored((store) => store.getAll());
  const copies = all.filter(({ user: writer, key }) => writer === Number(user) && key !== form.elements.kept_as.value);
  const states = await Promise.all(copies.map((copy) => deliver(copy)));
  if (!copies.some((copy, index) => states[index] === 200 && copy.path === path)) return;
  const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  document.querySelector("[data-kept-notice]").replaceWith(page.querySelector("[data-kept-notice]"));
}
deliverEarlier().catch(() => {});
