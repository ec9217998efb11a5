// Marks the places where the session in hand cannot stand or not without a word, and frames the one it would be put down at.
import { make } from "../calendar/look.js";
import { localDay } from "../calendar/words.js";

const ICONS = { publishing: "exclamation-triangle-fill", warning: "info-circle" }; // what cannot be is hatched

/** The calendar's cells as they lie: { el, row, day }; row is null where there are no rows. */
export function cells(element, rows) {
  if (!rows.length) {
    return [...element.querySelectorAll(".ec-body .ec-day")].map((el) => ({ el, row: null, day: el.querySelector("time")?.getAttribute("datetime")?.slice(0, 10) ?? "" }));
  }
  const days = [...element.querySelectorAll(".ec-header .ec-col-head:not(.ec-slots) time")].map((time) => time.getAttribute("datetime").slice(0, 10));
  const all = [...element.querySelectorAll(".ec-body .ec-grid > .ec-day")];
  return all.map((el, at) => ({ el, row: String(rows[Math.floor(at / days.length)]?.id), day: days[at % days.length] }));
}

/** lessons: the first and last lesson that a cell is divided into; null where a cell is a whole day. */
export function mark(element, rows, places, period, lessons) {
  clear(element);
  document.body.classList.add("shows-places");
  for (const { el, row, day } of cells(element, rows)) {
    const numbers = lessons ? range(...lessons) : [places.onDay(row, day, period).period];
    const severities = numbers.map((number) => places.at({ row, day, period: number }).severity);
    if (severities.every((one) => one === null)) continue;
    el.classList.add("has-places");
    const marks = make("div", "place-marks");
    marks.append(...severities.map(part));
    el.append(marks);
  }
}

/** What stands over a lesson; nothing where the session may be. */
function part(severity) {
  const made = make("span", severity ? `place-${severity}` : "");
  if (ICONS[severity]) made.append(make("i", `bi bi-${ICONS[severity]}`));
  return made;
}

/** Frames the place; where its cell is divided into lessons, its part of it. Scrolls there. */
export function frame(element, rows, place, lessons) {
  element.querySelector(".place-frame")?.remove();
  const found = cells(element, rows).find(({ row, day }) => day === place.day && (row === null || row === String(place.row)));
  if (!found) return false;
  const box = make("div", "place-frame");
  const share = lessons ? 1 / (lessons[1] - lessons[0] + 1) : 1;
  box.style.insetInlineStart = lessons ? `${(place.period - lessons[0]) * share * 100}%` : "0";
  box.style.inlineSize = `${share * 100}%`;
  found.el.append(box);
  found.el.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

export function clear(element) {
  element.querySelector(".place-frame")?.remove();
  document.body.classList.remove("shows-places");
  for (const el of element.querySelectorAll(".place-marks")) el.remove();
  for (const el of element.querySelectorAll(".has-places")) el.classList.remove("has-places");
}

/** Whether a day lies in what the calendar shows. */
export function isShown(view, day) {
  const date = localDay(day);
  return view.activeStart <= date && date < view.activeEnd;
}

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
