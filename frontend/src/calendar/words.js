// The calendar's own words, in the language of the page.
export const EN = document.documentElement.lang.startsWith("en");
const LOCALE = EN ? "en-GB" : "zh-CN";

const ZH = {
  buttons: { prev: "上一段", next: "下一段", today: "今天", month: "月", week: "周", list: "列表" },
  none: "这段时间没有安排",
  more: "更多",
  calendar: "日历",
  lesson: (first, lessons = 1) => (lessons > 1 ? `第${first}～${first + lessons - 1}节` : `第${first}节`),
  move: "移动",
  held: "已开展",
  cancelled: "已取消",
  and: "，",
};
const ENGLISH = {
  buttons: { prev: "Earlier", next: "Later", today: "Today", month: "Month", week: "Week", list: "List" },
  none: "Nothing in this time",
  more: "more",
  calendar: "Calendar",
  lesson: (first, lessons = 1) => (lessons > 1 ? `lessons ${first}–${first + lessons - 1}` : `lesson ${first}`),
  move: "Move",
  held: "held",
  cancelled: "cancelled",
  and: ", ",
};
export const words = EN ? ENGLISH : ZH;
export const locale = LOCALE;

const FORMATS = {
  weekday: new Intl.DateTimeFormat(LOCALE, { weekday: "short" }),
  day: new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric" }),
};

/** A column's head in the week: the day once, with its weekday. */
export function weekHead(date) {
  const [weekday, day] = [FORMATS.weekday.format(date), FORMATS.day.format(date)];
  return EN ? `${weekday} ${day}` : `${day} ${weekday}`;
}

/** How the pages call the week that begins on a day: 第二学期第3周; nothing where the strip does not have it. */
export function weekWords(day) {
  return document.querySelector(`[data-strip-day="${day}"]`)?.dataset.stripWords ?? "";
}

/** The week's days (both included), after how the pages call it. */
export function weekTitle(start, end) {
  const last = !EN && start.getMonth() === end.getMonth() ? `${end.getDate()}日` : FORMATS.day.format(end);
  const days = `${FORMATS.day.format(start)}${EN ? " – " : "—"}${last}`;
  return [weekWords(isoDay(start)), days].filter(Boolean).join(" · ");
}

/** 9月4日 周五 of an ISO day. */
export function dayWords(day) {
  return weekHead(localDay(day));
}

/** The head of a narrow column of the month: number above, weekday below. */
export function monthHead(date) {
  const number = document.createElement("span");
  number.className = "head-number";
  number.textContent = date.getDate();
  const weekday = document.createElement("span");
  weekday.className = "head-weekday";
  weekday.textContent = EN ? FORMATS.weekday.format(date).slice(0, 2) : FORMATS.weekday.format(date).replace("周", "");
  return { domNodes: [number, weekday] };
}

/** An ISO day as a Date at its midnight on the school's clock. */
export function localDay(day) {
  const [year, month, number] = day.split("-").map(Number);
  return new Date(year, month - 1, number);
}

/** The wall-clock day of a Date: toISOString would answer the day in London. */
export function isoDay(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function two(number) {
  return String(number).padStart(2, "0");
}
