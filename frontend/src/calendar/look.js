// How a session looks and what a screen reader is told of it.
import { dayWords, words } from "./words.js";

/** A piece of the page with its class and text. */
export function make(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** "lesson · place · leader" as pieces that wrap whole, without those that the row or column says; the look sets what stands between. */
function pieces(detail, said) {
  return detail.split(" · ").filter((_, at) => !said.includes(at)).map((text) => make("span", "", text));
}

function mark({ classNames }) {
  if (classNames.includes("is-cancelled")) return "✗ ";
  return classNames.includes("is-held") || classNames.includes("is-done") ? "✓ " : "";
}

/** The session's name where it stands: its squads are left out where the row says them. */
export function nameOf(event, rows) {
  const { who } = event.extendedProps;
  return who && rows !== "squad" ? `${who} ${event.title}` : event.title;
}

/** options: rows (what they stand for), fixed (session → why it cannot move), links (a list to tap: title and "move"). */
export function content({ event, view }, { rows, fixed, links }) {
  if (event.display === "background") return { domNodes: [] };
  const { detail, href, note } = event.extendedProps;
  const inRows = view.type.startsWith("resource");
  const title = named(event, inRows ? rows : "none", links && href);
  title.title = [event.title, detail].filter(Boolean).join(" · "); // where the month cuts it
  if (fixed[event.id]?.why === "locked") title.prepend(make("i", "bi bi-lock-fill"));
  if (note || !detail || view.type.endsWith("Month")) return { domNodes: [title] };
  const more = make("span", "ec-event-detail");
  more.append(...pieces(detail, inRows ? [0, { leader: 2, venue: 1 }[rows]] : []));
  return { domNodes: [title, more, ...(links?.(event) ?? [])] };
}

/** The name with its squads as a piece of its own, which never breaks; a link where there is an address. */
function named(event, rows, href) {
  const title = make(href ? "a" : "span", "ec-event-title", mark(event));
  if (href) title.href = href;
  const squads = rows === "squad" ? "" : event.extendedProps.who;
  if (squads) title.append(make("span", "ec-event-who", squads), " ");
  title.append(event.title);
  return title;
}

/** Everything about a session in one line. */
export function spoken(event, fixed) {
  const { who, day, detail } = event.extendedProps;
  const state = event.classNames.includes("is-held") ? words.held : event.classNames.includes("is-cancelled") ? words.cancelled : "";
  return [who, event.title, day && dayWords(day), detail?.replaceAll(" · ", words.and), state, fixed[event.id]?.words].filter(Boolean).join(words.and);
}

const WRONG = ["table", "row", "rowgroup", "columnheader", "rowheader", "cell", "list", "listitem"].map((role) => `[role="${role}"]`).join(",");

/** The library's table roles promise cells that it does not make; plain groups are honest to a screen reader. */
export function mendRoles(element) {
  for (const part of element.querySelectorAll(WRONG)) {
    part.removeAttribute("role");
    for (const name of part.getAttributeNames()) if (/^aria-(col|row)/.test(name)) part.removeAttribute(name);
  }
  for (const name of ["prev", "next"]) element.querySelector(`button.ec-${name}`)?.setAttribute("aria-label", words.buttons[name]);
  const main = element.querySelector(".ec-main");
  if (main && main.tabIndex !== 0) main.setAttribute("tabindex", "0");
}
