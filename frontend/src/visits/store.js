// What a phone keeps of visits. own: who, until when, and the key wrapped by the word that its person chose for today: neither
// the key nor the word lies here, the key itself is only ever in the page's memory. day: the files, sealed. kept: what was
// written and not yet sent, sealed. Wiping takes own and day; kept can be opened again when its person signs in, because
// the site gives the same person the same key.
import { openDB } from "idb";
import { seal, unseal } from "../phone/sealing.js";

const NAME = "careplan-visits";
const MARK = "careplan-visits";
const ROUNDS = 600_000; // of PBKDF2 with SHA-256 (OWASP, 2023)
export const TRIES = 5;

const database = () =>
  openDB(NAME, 1, {
    upgrade(db) {
      for (const store of ["own", "day", "kept"]) db.createObjectStore(store);
    },
  });

const imported = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
const fileAt = (owner, child) => `${owner}:file:${child}`;
const visitAt = (owner, key) => `${owner}:visit:${key}`;

async function wrapping(word, salt) {
  const plain = await crypto.subtle.importKey("raw", new TextEncoder().encode(word), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, plain, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Who prepared this phone; null when nobody did or the time is over: then the files go. */
export async function owner() {
  const own = await (await database()).get("own", "own");
  if (own && new Date(own.until) > new Date()) return own;
  if (own) await forget();
  return null;
}

/** What the site told, opened in memory: who, the key that cannot be read out, until when. */
export async function keyOf({ owner: who, key, until }) {
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  return { who, until, key: await imported(raw), raw };
}

/** Keep the day's files under the word; another person's files go first. */
export async function prepare(open, word, files) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapped = await seal(await wrapping(word, salt), open.who, Array.from(open.raw));
  const db = await database();
  await db.put("own", { owner: open.who, until: open.until, salt, wrapped, tries: 0 }, "own");
  localStorage.setItem(MARK, "1");
  await putFiles(open, files);
}

/** Open with the word: the key in memory, or how many tries are left; at none the files are wiped. */
export async function unlock(own, word) {
  try {
    const raw = Uint8Array.from(await unseal(await wrapping(word, own.salt), own.owner, own.wrapped));
    await (await database()).put("own", { ...own, tries: 0 }, "own");
    return { open: { who: own.owner, until: own.until, key: await imported(raw) } };
  } catch {
    const tries = own.tries + 1;
    if (tries >= TRIES) await forget();
    else await (await database()).put("own", { ...own, tries }, "own");
    return { left: TRIES - tries };
  }
}

export async function putFiles(open, files) {
  const placed = files.map((one, place) => ({ ...one, place }));
  const sealed = await Promise.all(placed.map(async (one) => [one.child, await seal(open.key, fileAt(open.who, one.child), one)]));
  const change = (await database()).transaction("day", "readwrite");
  await change.store.clear();
  for (const [child, one] of sealed) await change.store.put(one, child);
  await change.done;
}

/** The files in the order of the route, as they came. */
export async function files(open) {
  const db = await database();
  const children = await db.getAllKeys("day");
  const found = await Promise.all(children.map(async (child) => unseal(open.key, fileAt(open.who, child), await db.get("day", child))));
  return found.sort((one, other) => (one.place ?? 0) - (other.place ?? 0));
}

/** What this person wrote and has not sent, and how many visits of others wait here. */
export async function visits(open) {
  const db = await database();
  const keys = await db.getAllKeys("kept");
  const mine = keys.filter((key) => key.startsWith(`${open.who}:`));
  const found = await Promise.all(mine.map(async (key) => unseal(open.key, key, await db.get("kept", key))));
  return { mine: found, others: keys.length - mine.length };
}

export async function putVisit(open, one) {
  const place = visitAt(open.who, one.key);
  const sealed = await seal(open.key, place, one);
  await (await database()).put("kept", sealed, place);
}

export async function dropVisit(open, one) {
  await (await database()).delete("kept", visitAt(open.who, one.key));
}

/** How many visits wait here, whoever wrote them; 0 on a device that never took files along. */
export async function waiting() {
  if (!localStorage.getItem(MARK)) return 0;
  return (await database()).count("kept");
}

/** Files and wrapped key go; what was written and not sent stays sealed. */
export async function forget() {
  if (!localStorage.getItem(MARK)) return;
  const change = (await database()).transaction(["own", "day"], "readwrite");
  await Promise.all([change.objectStore("own").clear(), change.objectStore("day").clear(), change.done]);
}
