// The page of /care/phone/: the day's visits, written with or without network. Plain data in visits/visit.js, keeping in
// visits/store.js, what is seen in visits/view.js.
import { ask } from "./behaviours/confirm.js";
import { shelve } from "./phone/shelf.js";
import { ask as call } from "./phone/site.js";
import * as store from "./visits/store.js";
import * as view from "./visits/view.js";
import { decide, newVisit, outgoing, settle, type } from "./visits/visit.js";

const AGAIN = 20_000; // milliseconds between tries to send
const IDLE = 10 * 60_000; // milliseconds without a touch until the page locks itself
const LEAST = 8; // characters of the word
const now = { state: "starting", own: null, told: null, open: null, files: [], visits: [], others: 0, sent: null, file: null };
let touched = Date.now();
let busy = false;
let writing = Promise.resolve();

const page = () => document.querySelector("[data-phone]").dataset;
const visitOf = (child) => now.visits.find((one) => one.child === child);

async function fetchDay() {
  const also = [...new Set(now.visits.map((one) => one.child))].slice(0, 20).join(".");
  const answer = await call(`${page().day}?also=${also}`);
  now.state = answer.fault ?? "online";
  if (!answer.told) return;
  now.told = answer.told;
  if (now.own && now.own.owner !== now.told.owner) await wipe();
  if (now.open) await take();
}

/** The files anew, sealed; only while the page is open. */
async function take() {
  if (now.open.who !== now.told.owner) return;
  now.files = now.told.files.map((one) => ({ ...one, today: now.told.today }));
  await store.putFiles(now.open, now.files);
}

async function load() {
  now.files = await store.files(now.open);
  const { mine, others } = await store.visits(now.open);
  now.visits = mine;
  now.others = others;
}

async function openWith(word) {
  if (word.length < LEAST) return view.lockError(view.word("short"));
  if (now.own) {
    const { open, left } = await store.unlock(now.own, word);
    now.own = await store.owner();
    if (!open && now.own) return view.lockError(view.word("wrong", { n: left }));
    if (!open) now.state = "wiped";
    now.open = open ?? null;
  } else if (now.told) {
    const open = await store.keyOf(now.told);
    await store.prepare(open, word, now.told.files.map((one) => ({ ...one, today: now.told.today })));
    delete open.raw;
    now.open = open;
    now.own = await store.owner();
  }
  view.lockError("");
  document.getElementById("lock-word").value = "";
  touched = Date.now();
  if (now.open) await load();
  show();
  if (now.open) await refresh();
}

/** The key leaves the memory and the names leave the page; what lies on the device stays sealed. */
function lock() {
  Object.assign(now, { open: null, files: [], visits: [], file: null });
  if (now.told) now.told = { ...now.told, files: [] };
  for (const name of ["cards", "whose-place", "promises", "conflict-list"]) view.place(name).replaceChildren();
  view.place("visit-form").reset();
  view.place("known").textContent = view.place("finish").textContent = "";
  show();
}

async function wipe() {
  await writing;
  await store.forget();
  now.own = null;
  now.told = null;
  lock();
}

function keep(visit) {
  const { open } = now;
  writing = writing.then(() => (now.visits.includes(visit) ? store.putVisit(open, visit) : store.dropVisit(open, visit)));
  return writing;
}

async function drop(visit) {
  now.visits = now.visits.filter((one) => one !== visit);
  await keep(visit);
}

async function sendOne(visit) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": now.told.csrf };
  const answer = await call(page().send, { method: "POST", headers, body: JSON.stringify(outgoing(visit)) });
  if (!now.open) return false;
  if (answer.told) {
    if (settle(visit, answer.told)) await drop(visit);
    else await keep(visit);
    if (!answer.told.faults) now.sent = new Date();
  } else if (answer.fault === "refused" && answer.status !== 400) {
    visit.refused = answer.words || view.word("refused");
    await keep(visit);
  } else {
    now.state = answer.fault === "refused" ? "signed-out" : answer.fault;
    return false;
  }
  return true;
}

async function send() {
  if (busy || !now.open) return;
  busy = true;
  try {
    const ready = now.visits.filter(outgoing);
    if (ready.length && !now.told) await fetchDay();
    if (now.told) for (const visit of ready) if (!(await sendOne(visit))) break;
  } finally {
    busy = false;
  }
  update();
}

async function refresh() {
  await fetchDay();
  if (now.open) await send();
  else show();
}

/** Something happened by itself: an open form is left as it is, only the state and what needs the person are new. */
function update() {
  view.showState(now);
  if (now.open && now.file) view.showTroubles(now.file, visitOf(now.file.child), onDecide);
  else show();
}

function show() {
  view.showState(now);
  if (!now.open) return view.showLock(now);
  if (!now.file) return view.showList(now, openFile);
  view.showVisit(now.file, visitOf(now.file.child));
  view.showTroubles(now.file, visitOf(now.file.child), onDecide);
}

function openFile(file) {
  now.file = file;
  show();
  window.scrollTo(0, 0);
  view.place("back").focus();
}

async function onType() {
  let visit = visitOf(now.file.child);
  if (visit?.conflicts) return;
  if (!visit) now.visits.push((visit = newVisit(now.file)));
  type(visit, view.typed());
  await keep(visit);
}

async function onFinish(event) {
  event.preventDefault();
  await onType();
  const visit = visitOf(now.file.child);
  delete visit.faults;
  delete visit.refused;
  visit.done = true;
  await keep(visit);
  await send();
  if (now.open && !visit.faults && !visit.refused && !visit.conflicts) back();
}

async function onDecide(name, mine) {
  const visit = visitOf(now.file.child);
  if (decide(visit, name, mine)) await drop(visit);
  else await keep(visit);
  await send();
  if (now.open && !visitOf(now.file?.child)?.conflicts) back();
}

async function onDrop() {
  const visit = visitOf(now.file.child);
  if (visit && !(await ask(view.word("drop"), { confirmDanger: "" }))) return;
  if (visit) await drop(visit);
  back();
}

function back() {
  now.file = null;
  show();
  window.scrollTo(0, 0);
}

async function onWipe() {
  if (!(await ask(view.word("wipe")))) return;
  await wipe();
  now.state = "wiped";
  show();
}

function listen() {
  view.place("lock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    openWith(document.getElementById("lock-word").value);
  });
  view.place("visit-form").addEventListener("change", onType);
  view.place("visit-form").addEventListener("submit", onFinish);
  view.place("drop").addEventListener("click", onDrop);
  view.place("back").addEventListener("click", back);
  view.place("lock").addEventListener("click", lock);
  view.place("try").addEventListener("click", refresh);
  for (const button of document.querySelectorAll("[data-wipe]")) button.addEventListener("click", onWipe);
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => (touched = Date.now()));
  window.addEventListener("online", refresh);
  setInterval(async () => {
    if (now.open && Date.now() - touched > IDLE) lock();
    if (now.own && new Date(now.own.until) < new Date()) await wipe();
    if (now.visits.some(outgoing)) await send();
  }, AGAIN);
}

async function start() {
  if (!window.isSecureContext || !window.indexedDB || !crypto.subtle) {
    now.state = "unable";
    return view.showState(now);
  }
  now.own = await store.owner();
  listen();
  await refresh();
  if (now.state === "online") await shelve().catch(() => false);
}

document.documentElement.classList.add("js");
start();
