// The page of /sessions/phone/: today's rolls, taken with or without network. Rules in phone/roll.js, keeping in
// phone/store.js, the site in phone/site.js; here is what is seen and tapped.
import { ask } from "./behaviours/confirm.js";
import { showList, showRoll, showState, showTroubles, word } from "./phone/view.js";
import * as data from "./phone/roll.js";
import { shelve } from "./phone/shelf.js";
import { askRolls, hasToken, sendRoll } from "./phone/site.js";
import * as store from "./phone/store.js";

const AGAIN = 20_000; // milliseconds between tries to send
const now = { own: null, rolls: [], taken: [], others: 0, state: "starting", shelved: false, open: null, sent: null };
let busy = false;
let writing = Promise.resolve();

const takenOf = (roll) => now.taken.find((one) => store.placeOf(one) === store.placeOf(roll));
const rollOf = (taken) => now.rolls.find((one) => store.placeOf(one) === store.placeOf(taken));

async function load() {
  now.own = await store.owner();
  now.rolls = now.own ? await store.rolls(now.own) : [];
  const { mine, others } = await store.taken(now.own);
  now.taken = mine;
  now.others = others;
}

/** Ask the site for the rolls; what was tapped here stays beside them. Only with the key is it known which were tapped. */
async function prepare() {
  const ready = await askOnce();
  return ready && now.taken.some((one) => !rollOf(one)) ? askOnce() : ready;
}

async function askOnce() {
  const answer = await askRolls(now.taken.map((one) => one.session));
  if (answer.told) {
    const same = now.own?.owner === answer.told.owner;
    now.own = await store.keep(answer.told);
    if (same) now.rolls = answer.told.rolls;
    else await load();
  }
  now.state = answer.fault ?? "online";
  return !answer.fault;
}

/** Write what was tapped, one after the other: the last state is written last. */
function keep(taken) {
  if (data.isEmpty(taken) && !taken.refused) now.taken = now.taken.filter((one) => one !== taken);
  writing = writing.then(() =>
    now.taken.includes(taken) ? store.putTaken(now.own, taken) : store.dropTaken(now.own, taken),
  );
  return writing;
}

async function sendOne(taken) {
  const body = data.outgoing(taken);
  if (!body) return true;
  let answer = await sendRoll(taken, body);
  if (answer.status === 400 && (await prepare())) answer = await sendRoll(takenOf(taken) ?? taken, body);
  const mine = takenOf(taken) ?? taken;
  if (answer.told) {
    const roll = rollOf(mine);
    data.settle(roll, mine, body, answer.told);
    delete mine.refused;
    now.sent = new Date();
    if (roll) await store.putRoll(now.own, roll);
  } else if (answer.fault === "refused") mine.refused = answer.words || word("refused");
  else now.state = answer.fault;
  await keep(mine);
  return !answer.fault || answer.fault === "refused";
}

/** Send everything that is ready; without network it stays and is tried again. */
async function send() {
  if (busy || !now.own) return;
  busy = true;
  try {
    const ready = now.taken.filter((one) => one.done && !one.refused && data.outgoing(one));
    if (ready.length && (hasToken() || (await prepare()))) {
      for (const one of ready.map((ready) => takenOf(ready) ?? ready)) if (!(await sendOne(one))) break;
    }
  } finally {
    busy = false;
  }
  update();
}

async function refresh() {
  if (!busy) await prepare();
  update();
  await send();
}

/** After something happened by itself: an open roll is left as it is, only its state and its conflicts are new. */
function update() {
  showState(now);
  if (now.open) showTroubles(now.open, takenOf(now.open), acts);
  else showList(now, takenOf, acts);
}

function show() {
  showState(now);
  if (now.open) showRoll(now.open, takenOf(now.open), acts);
  else showList(now, takenOf, acts);
}

async function change(roll, how) {
  let taken = takenOf(roll);
  if (!taken) now.taken.push((taken = data.newTaken(roll)));
  how(taken);
  await keep(taken);
}

const acts = {
  open(roll) {
    now.open = roll;
    show();
    window.scrollTo(0, 0);
    document.querySelector("[data-back-to-list]").focus();
  },
  back() {
    now.open = null;
    show();
    refresh();
  },
  tap: (roll, line, entry) => change(roll, (taken) => data.tap(taken, line, entry)),
  parents: (roll, value) => change(roll, (taken) => data.tapParents(taken, roll, value)),
  async finish(roll) {
    await change(roll, (taken) => data.finish(roll, taken));
    now.open = null;
    show();
    window.scrollTo(0, 0);
    await send();
  },
  async decide(roll, child, mine) {
    await change(roll, (taken) => {
      if (child === "parents") data.decideParents(roll, taken, mine);
      else data.decide(roll, taken, child, mine);
      taken.done = true;
    });
    if (roll.lines.length) await store.putRoll(now.own, roll);
    now.rolls = now.rolls.map((one) => (store.placeOf(one) === store.placeOf(roll) ? roll : one));
    show();
    await send();
  },
  async drop(roll) {
    if (!(await ask(word("drop"), { confirmDanger: "" }))) return;
    const taken = takenOf(roll);
    now.taken = now.taken.filter((one) => one !== taken);
    await keep(taken);
    now.open = null;
    await refresh();
  },
  async forget() {
    if (!(await ask(word("forget")))) return;
    await store.forget();
    await load();
    now.state = "forgotten";
    show();
  },
  refresh,
};

async function start() {
  if (!window.isSecureContext || !window.indexedDB || !crypto.subtle) {
    now.state = "unable";
    return show();
  }
  await load();
  show();
  await refresh();
  if (now.state === "online") {
    now.shelved = await shelve().catch(() => false);
    show();
  } else now.shelved = Boolean(now.own);
  window.addEventListener("online", refresh);
  window.addEventListener("offline", () => {
    now.state = "offline";
    showState(now);
  });
  setInterval(() => now.taken.some((one) => one.done && data.outgoing(one)) && send(), AGAIN);
}

document.documentElement.classList.add("js");
start();
