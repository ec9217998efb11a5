// A visit as plain data: what was typed, what has to be sent, what became of it. No page, no store, no network.
const FOUND = { found_address: "address", found_phone: "carer_phone" };

export const newVisit = (file) => ({ key: crypto.randomUUID(), child: file.child, name: file.name, before: file.facts, fields: {}, done: false });

/** Note what was typed: the form by name; done says whether it is ready to be sent. */
export function type(visit, fields) {
  visit.fields = fields;
  visit.done = false;
}

const tidy = (text) => text.trim();

/** Only the facts that the visitor changed; an emptied one says nothing. */
function facts({ fields, before }) {
  const found = {};
  for (const [field, name] of Object.entries(FOUND)) {
    const mine = tidy(fields[field] ?? "");
    if (mine && mine !== before[name]) found[name] = { mine, before: before[name] };
  }
  return found;
}

/** What goes to the site; null where the person has something to do first. */
export function outgoing(visit) {
  if (visit.decided) return { key: visit.key, child: visit.child, fields: {}, facts: visit.decided };
  if (!visit.done || visit.faults || visit.refused || visit.conflicts) return null;
  const fields = Object.fromEntries(Object.entries(visit.fields).filter(([name]) => !(name in FOUND)));
  return { key: visit.key, child: visit.child, fields, facts: facts(visit) };
}

/** Take in the answer; true when nothing of the visit has to stay here. */
export function settle(visit, told) {
  if (told.faults) {
    visit.faults = told.faults;
    visit.done = false;
    return false;
  }
  delete visit.decided;
  const open = Object.entries(told.facts).filter(([, one]) => one.outcome === "conflict");
  visit.fields = {};
  visit.conflicts = { ...visit.conflicts, ...Object.fromEntries(open) };
  return Object.keys(visit.conflicts).length === 0;
}

/** The person's word on one fact; true when nothing is left to do. */
export function decide(visit, name, mine) {
  const { mine: value, theirs } = visit.conflicts[name];
  delete visit.conflicts[name];
  if (mine) visit.decided = { ...visit.decided, [name]: { mine: value, before: theirs } };
  return !Object.keys(visit.conflicts).length && !visit.decided;
}

export function mark(visit) {
  if (!visit) return ["new", "quiet"];
  if (visit.conflicts && Object.keys(visit.conflicts).length) return ["decide", "bad"];
  if (visit.faults || visit.refused) return ["faults", "bad"];
  return outgoing(visit) ? ["waits", "busy"] : ["begun", "warn"];
}
