// Greys the places where the session in hand cannot stand, and frames the one it would be put down at.
import { localDay } from "../calendar/words.js";

const COLOURS = { placing: "var(--place-no)", publishing: "var(--place-hard)" };

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
export function grey(element, rows, places, period, lessons) {
  clear(element);
  for (const { el, row, day } of cells(element, rows)) {
    const numbers = lessons ? range(...lessons) : [places.onDay(row, day, period).period];
    const severities = numbers.map((number) => places.at({ row, day, period: number }).severity);
    if (severities.every((one) => one === null)) continue;
    el.classList.add("has-places");
    el.style.setProperty("--places", gradient(severities));
  }
}

/** Frames the place; where its cell is divided into lessons, its part of it. Scrolls there. */
export function frame(element, rows, place, lessons) {
  element.querySelector(".place-frame")?.remove();
  const found = cells(element, rows).find(({ row, day }) => day === place.day && (row === null || row === String(place.row)));
  if (!found) return false;
  const mark = document.createElement("div");
  mark.className = "place-frame";
  const share = lessons ? 1 / (lessons[1] - lessons[0] + 1) : 1;
  mark.style.insetInlineStart = lessons ? `${(place.period - lessons[0]) * share * 100}%` : "0";
  mark.style.inlineSize = `${share * 100}%`;
  found.el.append(mark);
  found.el.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

export function clear(element) {
  element.querySelector(".place-frame")?.remove();
  for (const el of element.querySelectorAll(".has-places")) {
    el.classList.remove("has-places");
    el.style.removeProperty("--places");
  }
}

/** Whether a day lies in what the calendar shows. */
export function isShown(view, day) {
  const date = localDay(day);
  return view.activeStart <= date && date < view.activeEnd;
}

function gradient(severities) {
  const share = 100 / severities.length;
  const parts = severities.map((one, at) => `${COLOURS[one] ?? "transparent"} ${at * share}% ${(at + 1) * share}%`);
  return `linear-gradient(to right, ${parts.join(", ")})`;
}

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
