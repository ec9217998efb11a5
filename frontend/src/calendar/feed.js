// Reads the sessions, the special days and the rows. A session stands on an axis of lessons: lesson 6 begins at "06:00".
import { isoDay, two } from "./words.js";

export async function getJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** The address with the filters' fields. */
function asked(address, form) {
  const url = new URL(address, window.location.href);
  if (form) for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
  return url;
}

// What stands beside the sessions has a clock and no lesson: `after` is how many lessons have begun by then.
function sessionEvent({ url: href, className, detail, who, period, lessons, after, rows, start, end, ...rest }) {
  const day = start.slice(0, 10);
  const beside = after === undefined ? { start, end } : { start: `${day}T${two(after)}:30:00`, end: `${day}T${two(after)}:59:00` };
  const times = period ? { start: `${day}T${two(period)}:00:00`, end: `${day}T${two(period + lessons)}:00:00` } : beside;
  return {
    ...rest,
    ...times,
    resourceIds: rows ?? [],
    classNames: className ?? [],
    extendedProps: { href, detail, who, day, period, lessons, rows: rows ?? [] },
  };
}

/** Sessions and special days between two days; with rows a special day lies behind all of them. */
export async function fetchEvents(element, form, { start, end }, rows) {
  const url = asked(element.dataset.eventsUrl, form);
  url.searchParams.set("start", isoDay(start));
  url.searchParams.set("end", isoDay(end));
  return (await getJson(url)).map((one) => {
    if (!one.allDay) return sessionEvent(one);
    const { className, weekday, ...rest } = one;
    const behind = rows.length ? { display: "background", resourceIds: rows.map((row) => row.id) } : {};
    return { ...rest, ...behind, classNames: className ?? [], extendedProps: { day: one.start.slice(0, 10), note: true, weekday } };
  });
}

/** The rows asked for, narrowed like the sessions: one squad chosen is one row. */
export async function fetchRows(element, form) {
  const kind = rowsKind(form);
  if (kind === "none" || !element.dataset.rowsUrl) return [];
  const chosen = form.elements[kind]?.value;
  const rows = await getJson(asked(element.dataset.rowsUrl, form));
  return rows.filter((row) => !chosen || String(row.id) === chosen);
}

export function rowsKind(form) {
  return (form && new FormData(form).get("rows")) || "none";
}
