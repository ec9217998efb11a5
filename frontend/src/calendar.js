// Bundle of its own, loaded only by pages with a calendar:
//   <div data-calendar data-events-url="…" data-date="2026-11-02" data-view="month|week|list"></div>
// data-events-url answers GET ?start=YYYY-MM-DD&end=YYYY-MM-DD[&filters] with a JSON list of
//   { id, title, start: "YYYY-MM-DDTHH:MM:SS", end, url, className: [...], detail, who, period, lessons, rows: [id, …] }
//   (wall-clock times of the school, no zone); detail is more text, shown where there is room: in the week and in the list.
// data-filters="#form-id" sends that form's fields along and reloads when one changes. Its field `rows` says what the rows
// stand for; data-rows-url answers them: [{ id, title }]. data-draft-url: the sessions can be moved, see board/board.js.
import { createCalendar, DayGrid, Interaction, List, ResourceTimeline } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import { openBoard } from "./board/board.js";
import "./board/board.css";
import "./calendar.css";
import { fetchEvents, fetchRows, rowsKind } from "./calendar/feed.js";
import { content, mendRoles, spoken } from "./calendar/look.js";
import { startStrip } from "./calendar/strip.js";
import { buttonText, dayWidth, hiddenDays, lessonWidth, spanOf, toolbar, viewName, viewOptions } from "./calendar/views.js";
import { isoDay, locale, words } from "./calendar/words.js";

const PHONE = window.matchMedia("(max-width: 575.98px)").matches;
const NOBODY = { options: () => ({}), links: undefined, fixed: () => ({}), label: undefined, attach() {}, relaid() {}, updated() {}, shown() {} };

/** The address keeps what is seen, so that a reload and the way back show it again. */
function remember(view, kind) {
  const url = new URL(window.location.href);
  url.searchParams.set("view", spanOf(view.type));
  url.searchParams.set("rows", kind);
  url.searchParams.set("day", isoDay(view.currentStart));
  window.history.replaceState(window.history.state, "", url);
}

async function start(element) {
  element.setAttribute("role", "group");
  if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", words.calendar);
  const form = element.dataset.filters ? document.querySelector(element.dataset.filters) : null;
  const board = element.dataset.draftUrl ? await openBoard(element, form, PHONE) : NOBODY;
  const kind = () => (PHONE ? "none" : rowsKind(form));
  let rows = PHONE ? [] : await fetchRows(element, form);

  const strip = startStrip((day) => {
    calendar.setOption("view", PHONE ? "listWeek" : viewName("week", kind()));
    calendar.gotoDate(day);
  });

  async function events(info) {
    const found = await fetchEvents(element, form, info, rows);
    const hidden = hiddenDays(kind(), found);
    if (String(calendar.getOption("hiddenDays")) !== String(hidden)) calendar.setOption("hiddenDays", hidden);
    const fixed = board.fixed();
    return found.map((one) => ({ ...one, startEditable: !one.allDay && Boolean(one.extendedProps.period) && !fixed[one.id], classNames: fixed[one.id] ? [...one.classNames, "is-fixed"] : one.classNames }));
  }

  const [first, last] = [Number(element.dataset.firstLesson ?? 1), Number(element.dataset.lastLesson ?? 8)];
  const calendar = createCalendar(element, [DayGrid, List, ResourceTimeline, Interaction], {
    view: PHONE ? "listWeek" : viewName(element.dataset.view || "month", kind()),
    date: element.dataset.date || new Date(),
    locale,
    firstDay: 1,
    views: viewOptions(first, last),
    height: element.dataset.height || "auto",
    columnWidth: dayWidth(kind()),
    resources: rows,
    resourceLabelContent: board.label,
    hiddenDays: hiddenDays(kind()),
    dayMaxEvents: true,
    buttonText: buttonText(),
    noEventsContent: words.none,
    moreLinkContent: (more) => `+${more.num} ${words.more}`,
    headerToolbar: toolbar(kind(), PHONE),
    eventSources: [{ events }],
    eventContent: (info) => content(info, { rows: kind(), fixed: board.fixed(), links: PHONE ? board.links ?? (() => []) : undefined }),
    eventDidMount: ({ el, event }) => (el.dataset.session = event.id),
    eventClick: PHONE ? undefined : ({ event }) => event.extendedProps.href && window.location.assign(event.extendedProps.href),
    eventAllUpdated: () => updated(),
    datesSet: ({ start: from, end, view }) => {
      if (element.dataset.rowsUrl) remember(view, kind());
      strip.shown(from, end);
      board.shown(view);
    },
    editable: false,
    ...board.options(),
  });

  function updated() {
    const width = lessonWidth(element, last - first + 1);
    if (calendar.getView().type === "resourceTimelineWeek" && calendar.getOption("slotWidth") !== width) calendar.setOption("slotWidth", width);
    for (const event of calendar.getEvents()) {
      for (const part of element.querySelectorAll(`[data-session="${CSS.escape(event.id)}"][role="button"]`)) part.setAttribute("aria-label", spoken(event, board.fixed()));
    }
    board.updated();
  }

  async function relay() {
    board.relaid();
    rows = await fetchRows(element, form);
    const span = spanOf(calendar.getView().type);
    calendar.setOption("columnWidth", dayWidth(kind()));
    calendar.setOption("resources", rows);
    calendar.setOption("headerToolbar", toolbar(kind(), PHONE));
    if (!PHONE) calendar.setOption("view", viewName(span, kind()));
    calendar.refetchEvents();
  }

  board.attach({ calendar, rows: () => rows, kind, relay, strip });
  new MutationObserver(() => mendRoles(element)).observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["role"] });
  mendRoles(element);
  form?.addEventListener("change", relay);
}

for (const element of document.querySelectorAll("[data-calendar]")) start(element);
