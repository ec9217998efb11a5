// A roll as plain data: what is stored, what was tapped, what still has to be sent. No page, no store, no network.
export const PRESENT = { state: "present", role: "", reason: "", minutes: null };
const STATES = ["present", "absent", "late", "leave"];

export const same = (a, b) => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b));

/** An entry as the site would store it; null stays null. */
export function tidy(entry) {
  if (!entry) return null;
  const came = entry.state === "present" || entry.state === "late";
  return {
    state: entry.state,
    role: came ? entry.role : "",
    reason: entry.state === "present" ? "" : entry.reason,
    minutes: entry.state === "late" ? entry.minutes : null,
  };
}

export const newTaken = (roll) => ({ session: roll.session, squad: roll.squad, done: false, entries: {}, parents: null });

export const isCalled = (roll) => roll.lines.some((line) => line.entry);

/** What is shown for a child: tapped here, else stored, else present on a roll never called (a child added later: nothing). */
export function shown(roll, taken, line) {
  return taken?.entries[line.child]?.entry ?? line.entry ?? (isCalled(roll) ? null : PRESENT);
}

function made(entry, base) {
  return { key: crypto.randomUUID(), entry: tidy(entry), base, at: new Date().toISOString() };
}

/** Note what was tapped; back to what is stored means nothing to send. */
export function tap(taken, line, entry) {
  const former = taken.entries[line.child];
  const base = former ? former.base : line.entry;
  taken.done = false;
  if (base && same(base, entry)) delete taken.entries[line.child];
  else taken.entries[line.child] = made(entry, base);
}

export function tapParents(taken, roll, value) {
  const base = taken.parents ? taken.parents.base : roll.parents;
  taken.done = false;
  taken.parents = value === base ? null : { value, base };
}

/** Ready to be sent: on a roll never called everybody untouched is present. */
export function finish(roll, taken) {
  for (const line of roll.lines) {
    if (!line.entry && !taken.entries[line.child] && !isCalled(roll)) taken.entries[line.child] = made(PRESENT, null);
  }
  taken.done = true;
}

export const open = (taken) => Object.entries(taken.entries).filter(([, one]) => one.told);

export const isEmpty = (taken) => !Object.keys(taken.entries).length && !taken.parents;

/** What goes to the site: all but the entries on which the person has to decide first; null for nothing. */
export function outgoing(taken) {
  const entries = Object.entries(taken.entries).filter(([, one]) => !one.told);
  const parents = taken.parents && !taken.parents.told ? taken.parents : null;
  if (!entries.length && !parents) return null;
  return {
    entries: entries.map(([child, { key, entry, base, at }]) => ({ key, child: Number(child), entry, base, at })),
    parents: parents && { value: parents.value, base: parents.base },
  };
}

/** Take in what became of each entry; what was tapped again meanwhile stays to be sent. */
export function settle(roll, taken, sent, told) {
  for (const one of told.entries) {
    const line = roll?.lines.find(({ child }) => child === one.child);
    const mine = taken.entries[one.child];
    const ours = mine?.key === one.key;
    if (one.outcome === "conflict" || one.outcome === "gone") {
      if (ours) mine.told = { stored: one.stored, by: one.by, at: one.at, gone: one.outcome === "gone" };
      continue;
    }
    if (line) line.entry = one.stored;
    if (ours) delete taken.entries[one.child];
    else if (mine) mine.base = one.stored;
  }
  if (!sent.parents) return;
  if (told.parents === "conflict") taken.parents.told = { stored: told.parents_stored };
  else if (taken.parents?.value === sent.parents.value) taken.parents = null;
  if (roll) roll.parents = told.parents_stored;
}

/** The person's word on a conflict. */
export function decide(roll, taken, child, mine) {
  const { entry, told } = taken.entries[child];
  const line = roll?.lines.find((one) => one.child === Number(child));
  if (mine && !told.gone) taken.entries[child] = made(entry, told.stored);
  else delete taken.entries[child];
  if (line && !told.gone) line.entry = told.stored;
}

export function decideParents(roll, taken, mine) {
  const { value, told } = taken.parents;
  taken.parents = mine ? { value, base: told.stored } : null;
  if (roll) roll.parents = told.stored;
}

export function counts(entries) {
  const all = entries.filter(Boolean);
  const found = Object.fromEntries(STATES.map((state) => [state, all.filter((one) => one.state === state).length]));
  return { ...found, came: found.present + found.late, expected: all.length, led: all.filter((one) => tidy(one).role).length };
}
