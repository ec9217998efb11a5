// Which views there are: days alone, or rows with the month's days or the week's lessons as columns.
import { EN, monthHead, two, weekHead, weekTitle, words } from "./words.js";

const DAYS = { month: "dayGridMonth", week: "dayGridWeek", list: "listWeek" };
const IN_ROWS = { month: "resourceTimelineMonth", week: "resourceTimelineWeek", list: "listWeek" };
const WEEKEND = [6, 0];
const NARROWEST_LESSON = 74; // pixels

/** The library's name of "month", "week" or "list", with or without rows. */
export function viewName(span, rows) {
  return (rows === "none" ? DAYS : IN_ROWS)[span] ?? span;
}

/** "month", "week" or "list" of a library's name. */
export function spanOf(view) {
  return view.endsWith("Month") ? "month" : view.startsWith("list") ? "list" : "week";
}

export function toolbar(rows, phone) {
  if (phone) return { start: "prev,next", center: "title", end: "" };
  return { start: "prev,next today", center: "title", end: Object.values(rows === "none" ? DAYS : IN_ROWS).join(",") };
}

/** The words of the library's buttons. */
export function buttonText() {
  const found = { ...words.buttons };
  for (const names of [DAYS, IN_ROWS]) for (const [span, name] of Object.entries(names)) found[name] = words.buttons[span];
  return found;
}

/** What each view wants of its own. first, last: the lessons of the day that are shown. */
export function viewOptions(first, last) {
  return {
    dayGridWeek: { dayHeaderFormat: weekHead, titleFormat: weekTitle },
    listWeek: { titleFormat: weekTitle },
    resourceTimelineMonth: { dayHeaderFormat: monthHead },
    resourceTimelineWeek: {
      dayHeaderFormat: weekHead,
      titleFormat: weekTitle,
      slotDuration: "01:00",
      snapDuration: "01:00",
      slotLabelInterval: "01:00",
      slotLabelFormat: (time) => words.lesson(time.getHours()),
      slotMinTime: `${two(first)}:00`,
      slotMaxTime: `${two(last + 1)}:00`,
    },
  };
}

/** How wide a day of the month is, so that names can be read: in rows of people and places the squads stand before them. */
export function dayWidth(rows) {
  const narrowest = EN ? "4.6rem" : rows === "squad" ? "2.4rem" : "3.7rem";
  return `minmax(${narrowest}, 1fr)`;
}

/** How wide a lesson is, so that a week fills the room that the rows' heads leave. */
export function lessonWidth(element, lessons) {
  const [main, heads] = [element.querySelector(".ec-main"), element.querySelector(".ec-body .ec-sidebar")];
  const days = element.querySelectorAll(".ec-header .ec-col-head:not(.ec-slots)").length;
  return main && heads && days ? Math.max(NARROWEST_LESSON, Math.floor((main.clientWidth - heads.offsetWidth) / days / lessons)) : NARROWEST_LESSON;
}

/** Weekends take no room in rows, but in a stretch that has school on one of them. */
export function hiddenDays(rows, events = []) {
  if (rows === "none") return [];
  const used = new Set(events.filter((one) => !one.extendedProps.note || one.classNames.includes("day-note-makeup")).map((one) => new Date(one.extendedProps.day).getUTCDay()));
  return WEEKEND.filter((day) => !used.has(day));
}
