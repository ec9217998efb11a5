// Bundle of its own, loaded only by pages with a calendar:
//   <div data-calendar data-events-url="…" data-date="2026-11-02" data-view="dayGridMonth"></div>
// data-events-url answers GET ?start=YYYY-MM-DD&end=YYYY-MM-DD[&filters] with a JSON list of
//   { id, title, start: "YYYY-MM-DDTHH:MM:SS", end, url, className: [...], detail }   (wall-clock times of the school, no zone)
// detail is more text, shown where there is room: in the week and in the list.
// data-filters="#form-id" sends that form's fields along and reloads when one changes.
import { createCalendar, DayGrid, List, TimeGrid } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import "./calendar.css";

const WORDS = {
  zh: { prev: "上一段", next: "下一段", today: "今天", dayGridMonth: "月", dayGridWeek: "周", listWeek: "列表", listMonth: "列表", none: "这段时间没有安排", more: "更多" },
  en: { prev: "Earlier", next: "Later", today: "Today", dayGridMonth: "Month", dayGridWeek: "Week", listWeek: "List", listMonth: "List", none: "Nothing in this time", more: "more" },
};
const EN = document.documentElement.lang.startsWith("en");
const words = EN ? WORDS.en : WORDS.zh;
const PHONE = window.matchMedia("(max-width: 575.98px)").matches;

/** The wall-clock day of a Date: toISOString would answer the day in London. */
function day(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

async function fetchEvents(element, info) {
  const url = new URL(element.dataset.eventsUrl, window.location.href);
  const form = element.dataset.filters && document.querySelector(element.dataset.filters);
  if (form) for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
  url.searchParams.set("start", day(info.start));
  url.searchParams.set("end", day(info.end));
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).map(({ url: href, className, detail, ...rest }) => ({
    ...rest,
    classNames: className ?? [],
    extendedProps: { href, detail },
  }));
}

function open({ event }) {
  if (event.extendedProps.href) window.location.assign(event.extendedProps.href);
}

/** "lesson · place · leader" as pieces that wrap whole; the look sets what stands between them. */
function pieces(detail) {
  return detail.split(" · ").map((text) => {
    const piece = document.createElement("span");
    piece.textContent = text;
    return piece;
  });
}

/** A column's head in the week: the day once, with its weekday. */
function weekHead(date) {
  const weekday = new Intl.DateTimeFormat(EN ? "en-GB" : "zh-CN", { weekday: "short" }).format(date);
  const two = new Intl.DateTimeFormat(EN ? "en-GB" : "zh-CN", { month: "short", day: "numeric" }).format(date);
  return EN ? `${weekday} ${two}` : `${two} ${weekday}`;
}

function content({ event, view }) {
  const title = document.createElement("span");
  title.className = "ec-event-title";
  title.textContent = event.title;
  title.title = event.title; // where the month cuts it
  const { detail } = event.extendedProps;
  if (!detail || view.type === "dayGridMonth") return { domNodes: [title] };
  const more = document.createElement("span");
  more.className = "ec-event-detail";
  more.append(...pieces(detail));
  return { domNodes: [title, more] };
}

/** The library's table roles promise cells that it does not make; plain groups are honest to a screen reader. */
function mendRoles(element) {
  for (const part of element.querySelectorAll('[role="table"],[role="row"],[role="rowgroup"],[role="columnheader"],[role="cell"],[role="list"],[role="listitem"]')) {
    part.removeAttribute("role");
    for (const name of part.getAttributeNames()) if (/^aria-(col|row)/.test(name)) part.removeAttribute(name);
  }
  for (const name of ["prev", "next"]) element.querySelector(`button.ec-${name}`)?.setAttribute("aria-label", words[name]);
  element.querySelector(".ec-main")?.setAttribute("tabindex", "0");
}

function start(element) {
  element.setAttribute("role", "group");
  if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", EN ? "Calendar" : "日历");
  const wanted = element.dataset.view || "dayGridMonth";
  const calendar = createCalendar(element, [DayGrid, TimeGrid, List], {
    view: PHONE ? "listWeek" : wanted,
    date: element.dataset.date || new Date(),
    locale: EN ? "en-GB" : "zh-CN",
    firstDay: 1,
    views: { dayGridWeek: { dayHeaderFormat: weekHead } },
    height: element.dataset.height || "auto",
    slotMinTime: element.dataset.from || "08:00",
    slotMaxTime: element.dataset.to || "18:00",
    slotHeight: 36,
    allDaySlot: false,
    dayMaxEvents: true,
    buttonText: words,
    noEventsContent: words.none,
    moreLinkContent: (more) => `+${more.num} ${words.more}`,
    headerToolbar: PHONE
      ? { start: "prev,next", center: "title", end: "" }
      : { start: "prev,next today", center: "title", end: "dayGridMonth,dayGridWeek,listWeek" },
    eventSources: [{ events: (info) => fetchEvents(element, info) }],
    eventContent: content,
    eventClick: open,
  });
  new MutationObserver(() => mendRoles(element)).observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["role"] });
  mendRoles(element);
  const form = element.dataset.filters && document.querySelector(element.dataset.filters);
  form?.addEventListener("change", () => calendar.refetchEvents());
}

for (const element of document.querySelectorAll("[data-calendar]")) start(element);
