// What a phone keeps of rolls. own: who is signed in, with the key (it cannot be read out) and until when; rolls: names and
// what is stored, sealed; taken: what was tapped and not yet sent, sealed, without names. Signing out takes own and rolls
// away; what was taken stays sealed until its person signs in again, gets the key anew, and sends it.
import { openDB } from "idb";
import { seal, unseal } from "./sealing.js";

const NAME = "careplan-phone";
const MARK = "careplan-phone";

const database = () =>
  openDB(NAME, 1, {
    upgrade(db) {
      for (const store of ["own", "rolls", "taken"]) db.createObjectStore(store);
    },
  });

export const placeOf = (roll) => `${roll.session}-${roll.squad}`;

/** The person for whom this phone is ready; null when nobody is, or the time is over (then the names go). */
export async function owner() {
  const db = await database();
  const own = await db.get("own", "own");
  if (own && new Date(own.until) > new Date()) return own;
  if (own) await forget();
  return null;
}

/** Keep what the site told: another person's names go first. */
export async function keep({ owner: who, key, until, rolls }) {
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  const own = { owner: who, until, key: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]) };
  const sealed = await Promise.all(rolls.map(async (roll) => [placeOf(roll), await seal(own.key, placeOf(roll), roll)]));
  const db = await database();
  const change = db.transaction(["own", "rolls"], "readwrite");
  await change.objectStore("rolls").clear();
  await change.objectStore("own").put(own, "own");
  for (const [place, roll] of sealed) await change.objectStore("rolls").put(roll, place);
  await change.done;
  localStorage.setItem(MARK, "1");
  return own;
}

export async function rolls(own) {
  const db = await database();
  const places = await db.getAllKeys("rolls");
  return Promise.all(places.map(async (place) => unseal(own.key, place, await db.get("rolls", place))));
}

export async function putRoll(own, roll) {
  const sealed = await seal(own.key, placeOf(roll), roll);
  await (await database()).put("rolls", sealed, placeOf(roll));
}

/** What this person tapped and has not sent, and how many rolls of other people wait here. */
export async function taken(own) {
  const db = await database();
  const keys = await db.getAllKeys("taken");
  const mine = keys.filter((key) => own && key.startsWith(`${own.owner}:`));
  const found = await Promise.all(mine.map(async (key) => unseal(own.key, key, await db.get("taken", key))));
  return { mine: found, others: keys.length - mine.length };
}

export async function putTaken(own, one) {
  const place = `${own.owner}:${placeOf(one)}`;
  const sealed = await seal(own.key, place, one);
  await (await database()).put("taken", sealed, place);
}

export async function dropTaken(own, one) {
  await (await database()).delete("taken", `${own.owner}:${placeOf(one)}`);
}

/** How many rolls wait here to be sent, whoever took them; 0 on a device that never prepared any. */
export async function waiting() {
  if (!localStorage.getItem(MARK)) return 0;
  return (await database()).count("taken");
}

/** Names and key go; what was taken and not sent stays sealed. */
export async function forget() {
  if (!localStorage.getItem(MARK)) return;
  const change = (await database()).transaction(["own", "rolls"], "readwrite");
  await Promise.all([change.objectStore("own").clear(), change.objectStore("rolls").clear(), change.done]);
}
