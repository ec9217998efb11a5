// What the page of visits shows. Every word and every piece stands in the template (casework/phone.html).
import { mark } from "./visit.js";

export const place = (name) => document.querySelector(`[data-${name}]`);
const copy = (name) => document.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);

export function word(name, values = {}) {
  let text = place("words").querySelector(`[data-word="${name}"]`).textContent;
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, () => value);
  return text;
}

export function showSection(name) {
  for (const one of document.querySelectorAll("[data-show]")) one.hidden = one.dataset.show !== name;
}

export function showState(now) {
  const unsent = now.visits.filter((one) => mark(one)[0] === "waits").length;
  const conflicts = now.visits.filter((one) => mark(one)[0] === "decide").length;
  const lines = [word(`state-${now.state}`)];
  if (unsent) lines.push(word("unsent", { n: unsent }));
  if (conflicts) lines.push(word("conflicts", { n: conflicts }));
  if (now.sent && !unsent && !conflicts) lines.push(word("sent", { at: now.sent.toTimeString().slice(0, 5) }));
  if (now.others) lines.push(word("others", { n: now.others }));
  if (!now.open && !now.own && now.state === "offline") lines.push(word("none-here"));
  const banner = document.querySelector(".phone-state");
  banner.dataset.state = conflicts ? "conflict" : now.state;
  if (banner.textContent !== lines.join(" ")) banner.textContent = lines.join(" ");
  place("sign-in").hidden = now.state !== "signed-out";
  place("try").hidden = now.state !== "offline";
  place("lock").hidden = !now.open;
}

export function showLock(now) {
  showSection(now.state === "unable" || (!now.own && !now.told) ? "" : "lock");
  place("lock-new").hidden = Boolean(now.own);
  place("lock-open").hidden = !now.own;
  document.querySelector("[data-lock-form] [data-wipe]").hidden = !now.own;
}

export function lockError(text) {
  place("lock-error").textContent = text;
  place("lock-error").hidden = !text;
}

/** Who cares, and below it when the last contact was and the next is due; of a visit whose file is not here nothing. */
function situation(file) {
  if (file.carer === undefined) return "";
  return [file.carer && word("carer", file), word("known", file)].filter(Boolean).join("\n");
}

const telephone = (number) => Object.assign(document.createElement("a"), { href: `tel:${number.replace(/[^0-9+]/g, "")}`, textContent: number });

export function showList(now, open) {
  showSection("list");
  const known = new Set(now.files.map((file) => file.child));
  const lost = now.visits.filter((one) => !known.has(one.child)).map((one) => ({ child: one.child, name: one.name, squad: word("orphan") }));
  const stateOf = (file) => mark(now.visits.find((one) => one.child === file.child));
  const undecided = (file) => stateOf(file)[0] === "decide";
  const all = [...now.files, ...lost];
  const cards = [...all.filter(undecided), ...all.filter((file) => !undecided(file))].map((file) => {
    const card = copy("card");
    const [state, tone] = stateOf(file);
    card.querySelector(".phone-squad").textContent = file.name;
    card.querySelector(".phone-title").textContent = [file.squad, file.facts?.address].filter(Boolean).join(" · ");
    card.querySelector(".phone-when").textContent = situation(file);
    const pill = card.querySelector(".pill");
    pill.textContent = word(`pill-${state}`);
    pill.classList.add(`pill-${tone}`);
    const button = card.querySelector("button");
    button.dataset.child = file.child;
    button.addEventListener("click", () => open(file));
    return card;
  });
  place("cards").replaceChildren(...cards);
  place("none").hidden = cards.length > 0;
}

const form = () => place("visit-form");

/** The form of one child; what was typed before is there again. */
export function showVisit(file, visit) {
  showSection("visit");
  const whose = new DOMParser().parseFromString(file.whose ?? "", "text/html").body.children;
  place("whose-place").replaceChildren(...(whose.length ? whose : [document.createTextNode(file.name)]));
  const calls = (file.facts?.carer_phone ?? "").split("、").filter(Boolean).flatMap((one) => ["\n", telephone(one)]);
  const [carer, ...rest] = situation(file).split("\n");
  place("known").replaceChildren(carer, ...calls, "\n", rest.join("\n"));
  place("promises").replaceChildren(...(file.promises ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  place("finish").textContent = word("finish", { name: file.name });
  const given = visit?.fields ?? {};
  const first = { day: file.today, next_on: file.next, found_address: file.facts?.address, found_phone: file.facts?.carer_phone };
  for (const field of form().elements) if (field.name) field.value = given[field.name] ?? first[field.name] ?? "";
  showTroubles(file, visit);
}

export const typed = () =>
  Object.fromEntries([...form().elements].filter((one) => one.name).map((one) => [one.name, one.value]));

export function showTroubles(file, visit, decide) {
  form().hidden = Boolean(visit?.conflicts);
  place("refused").hidden = !visit?.refused;
  place("refused").textContent = visit?.refused ?? "";
  for (const old of form().querySelectorAll(".field-error")) old.remove();
  for (const field of form().elements) field.removeAttribute?.("aria-invalid");
  for (const [name, text] of Object.entries(visit?.faults ?? {})) showFault(form().elements[name], text);
  const open = Object.entries(visit?.conflicts ?? {});
  place("conflicts").hidden = !open.length;
  place("conflict-list").replaceChildren(...open.map(([name, one]) => conflict(file, name, one, decide)));
}

function showFault(field, text) {
  if (!field) return;
  field.closest("details")?.setAttribute("open", "");
  field.setAttribute("aria-invalid", "true");
  const said = Object.assign(document.createElement("div"), { className: "field-error", textContent: text, id: `${field.name}-fault` });
  field.setAttribute("aria-describedby", said.id);
  field.after(said);
}

function conflict(file, name, one, decide) {
  const card = copy("conflict");
  const title = `${file.name} · ${word(name)}`;
  for (const [part, text] of Object.entries({ name: title, mine: one.mine, stored: one.theirs, before: one.before, by: one.since })) {
    card.querySelector(`.conflict-${part}`).textContent = text || (part === "by" ? "" : word("empty"));
  }
  const [mine, theirs] = card.querySelectorAll("button");
  for (const button of [mine, theirs]) button.setAttribute("aria-label", `${title}: ${button.textContent}`);
  mine.addEventListener("click", () => decide(name, true));
  theirs.addEventListener("click", () => decide(name, false));
  return card;
}
