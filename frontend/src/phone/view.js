// What the page of rolls shows. Every word and every piece of the page stands in the template (sessions/phone.html).
import { counts, isCalled, isEmpty, open, outgoing, shown, tidy } from "./roll.js";

const place = (name) => document.querySelector(`[data-${name}]`);
const copy = (name) => document.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);

export function word(name, values = {}) {
  let text = place("words").querySelector(`[data-word="${name}"]`).textContent;
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
  return text;
}

function set(element, selector, text) {
  element.querySelector(selector).textContent = text;
}

export function showState(now) {
  const unsent = now.taken.filter((one) => one.done && outgoing(one)).length;
  const conflicts = now.taken.filter((one) => open(one).length || one.parents?.told).length;
  const banner = place("state");
  const shown = now.state === "online" && !now.shelved ? "starting" : now.state;
  banner.dataset.state = conflicts ? "conflict" : shown;
  const lines = [word(`state-${shown}`)];
  if (unsent) lines.push(word("unsent", { n: unsent }));
  if (conflicts) lines.push(word("conflicts", { n: conflicts }));
  if (now.sent && !unsent) lines.push(word("sent", { at: now.sent.toTimeString().slice(0, 5) }));
  if (now.others) lines.push(word("others", { n: now.others }));
  const text = lines.join(" ");
  if (banner.textContent !== text) banner.textContent = text;
  place("sign-in").hidden = now.state !== "signed-out";
  place("usual").hidden = now.state !== "unable";
  place("try").hidden = now.state !== "offline";
  place("forget").hidden = !now.own;
}

function pill(roll, taken) {
  if (taken?.refused) return ["refused", "bad"];
  if (taken && (open(taken).length || taken.parents?.told)) return ["differs", "bad"];
  if (taken?.done && outgoing(taken)) return ["waits", "busy"];
  if (taken && !isEmpty(taken)) return ["begun", "warn"];
  return isCalled(roll) ? ["called", "good"] : ["uncalled", "quiet"];
}

export function showList(now, takenOf, acts) {
  place("roll").hidden = true;
  place("list").hidden = false;
  const known = new Set(now.rolls.map((roll) => `${roll.session}-${roll.squad}`));
  const orphans = now.taken.filter((one) => !known.has(`${one.session}-${one.squad}`)).map(orphan);
  const cards = [...now.rolls, ...orphans].map((roll) => {
    const card = copy("card");
    const [state, tone] = pill(roll, takenOf(roll));
    set(card, ".phone-squad", roll.name);
    set(card, ".phone-title", roll.title);
    set(card, ".phone-when", [roll.when, roll.place].filter(Boolean).join(" · "));
    const mark = card.querySelector(".pill");
    mark.textContent = word(`roll-${state}`);
    mark.classList.add(`pill-${tone}`);
    const button = card.querySelector("button");
    button.dataset.cardOf = `${roll.session}-${roll.squad}`;
    button.addEventListener("click", () => acts.open(roll));
    return card;
  });
  place("cards").replaceChildren(...cards);
  place("none").hidden = cards.length > 0 || !["online", "offline"].includes(now.state);
  place("try").onclick = acts.refresh;
  place("forget").onclick = acts.forget;
}

/** What was tapped for a roll that is no longer to be had: it can be looked at and removed, it does not vanish. */
function orphan({ session, squad }) {
  return { session, squad, name: word("orphan"), title: word("orphan-why"), when: "", place: "", parents: null, lines: [] };
}

/** An entry in words: late, 5 minutes, host, the reason. */
function words(entry) {
  if (!entry) return word("nothing");
  const parts = [word(entry.state)];
  if (entry.minutes) parts.push(word("minutes", { n: entry.minutes }));
  if (entry.role) parts.push(word(`part-${entry.role}`));
  if (entry.reason) parts.push(entry.reason);
  return parts.join(" · ");
}

export function showRoll(roll, taken, acts) {
  place("list").hidden = true;
  place("roll").hidden = false;
  set(place("roll"), ".phone-roll-title", roll.name);
  set(place("roll"), ".phone-roll-when", [roll.title, roll.when].filter(Boolean).join(" · "));
  place("back-to-list").onclick = acts.back;
  showTroubles(roll, taken, acts);
  place("lines").replaceChildren(...roll.lines.map((line, number) => lineOf(roll, taken, line, number, acts)));
  const parents = place("parents");
  const given = taken?.parents ? taken.parents.value : roll.parents;
  parents.value = given ?? "";
  parents.onchange = () => {
    const value = parents.value.trim() === "" ? null : Number(parents.value);
    const fits = value === null || (Number.isInteger(value) && value >= 0 && value <= Number(parents.max));
    parents.setAttribute("aria-invalid", String(!fits));
    if (fits) acts.parents(roll, value);
  };
  place("finish").onclick = () => acts.finish(roll);
  count();
}

/** What needs the person: a refusal, conflicts. */
export function showTroubles(roll, taken, acts) {
  showRefused(roll, taken, acts);
  showConflicts(roll, taken, acts);
}

function showRefused(roll, taken, acts) {
  const box = place("refused");
  box.hidden = !taken?.refused;
  if (!taken?.refused) return;
  set(box, "p", taken.refused);
  box.querySelector("button").onclick = () => acts.drop(roll);
}

function showConflicts(roll, taken, acts) {
  const found = taken ? open(taken) : [];
  const cards = found.map(([child, one]) => {
    const name = roll.lines.find((line) => line.child === Number(child))?.name ?? "";
    return conflict(name, words(one.entry), one.told.gone ? word("gone") : words(one.told.stored), one.told, (mine) => acts.decide(roll, child, mine));
  });
  if (taken?.parents?.told) {
    const { value, told } = taken.parents;
    cards.push(conflict(word("parents"), value ?? "—", told.stored ?? "—", {}, (mine) => acts.decide(roll, "parents", mine)));
  }
  place("conflicts").hidden = !cards.length;
  place("conflict-list").replaceChildren(...cards);
}

function conflict(name, mine, stored, told, decide) {
  const card = copy("conflict");
  set(card, ".conflict-name", name);
  set(card, ".conflict-mine", mine);
  set(card, ".conflict-stored", stored);
  set(card, ".conflict-by", [told.by, told.at].filter(Boolean).join(" "));
  const [useMine, useStored] = card.querySelectorAll("button");
  useMine.hidden = Boolean(told.gone);
  for (const button of [useMine, useStored]) button.setAttribute("aria-label", `${name}: ${button.textContent}`);
  useMine.addEventListener("click", () => decide(true));
  useStored.addEventListener("click", () => decide(false));
  return card;
}

function lineOf(roll, taken, line, number, acts) {
  const item = copy("line");
  const entry = shown(roll, taken, line);
  set(item, "legend", line.name);
  for (const radio of item.querySelectorAll('input[type="radio"]')) {
    radio.name = `state_${number}`;
    radio.checked = entry?.state === radio.value;
  }
  const [role, minutes, reason] = ["select", ".roll-minutes input", ".roll-reason"].map((one) => item.querySelector(one));
  role.value = entry?.role ?? "";
  minutes.value = entry?.minutes ?? "";
  reason.value = entry?.reason ?? "";
  for (const field of [role, minutes, reason]) field.setAttribute("aria-label", `${line.name}: ${field.getAttribute("aria-label")}`);
  item.addEventListener("change", () => {
    const state = item.querySelector('input[type="radio"]:checked')?.value;
    const late = Number(minutes.value);
    const fits = minutes.value.trim() === "" || (Number.isInteger(late) && late >= 1 && late <= Number(minutes.max));
    minutes.setAttribute("aria-invalid", String(!fits));
    if (!state || !fits) return;
    const tapped = { state, role: role.value, reason: reason.value.trim(), minutes: minutes.value.trim() ? late : null };
    acts.tap(roll, line, tidy(tapped));
    count();
  });
  return item;
}

function count() {
  const entries = [...place("lines").children].map((item) => {
    const state = item.querySelector('input[type="radio"]:checked')?.value;
    return state && { state, role: item.querySelector("select").value, reason: "", minutes: null };
  });
  const found = counts(entries);
  for (const one of place("roll").querySelectorAll("[data-count]")) one.textContent = String(found[one.dataset.count]);
}
