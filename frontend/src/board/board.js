// The draft on the calendar: sessions are dragged, or picked up by keyboard; the server says where they may stand and judges each move.
import { startAnswer } from "./answer.js";
import { startCarry } from "./carry.js";
import { startDetails } from "./details.js";
import { Draft } from "./draft.js";
import { dragOptions, lessonsOf } from "./drag.js";
import { startLocks } from "./locks.js";
import { startTools } from "./tools.js";
import { make } from "../calendar/look.js";
import { isoDay, words as calendarWords } from "../calendar/words.js";
import { words } from "./words.js";

/** Reads how the draft stands, then answers what the calendar asks of a board. */
export async function openBoard(element, form, phone) {
  const draft = new Draft(element.dataset.draftUrl);
  const answer = startAnswer();
  try {
    await draft.load();
  } catch {
    answer.tell(words.offline);
  }
  const board = { element, form, draft, answer, page: null, focus: null };
  const tools = startTools(board);
  const locks = startLocks(board);
  const details = startDetails(board);
  const carry = startCarry(board);

  /** After each answer of the server: the buttons, the sessions and the strip tell the same again. */
  board.refresh = async ({ events = true } = {}) => {
    tools.show();
    locks.show();
    if (events) board.page.calendar.refetchEvents();
    await board.page.strip.refresh();
  };

  /** Sends a session to a place; whether it stays there. */
  board.go = async (event, target) => {
    const body = { session: Number(event.id), day: target.day, period: target.period };
    const kind = board.page.kind();
    if (target.row !== null && !event.extendedProps.rows.map(String).includes(String(target.row))) body.row = { kind, id: Number(target.row) };
    return board.settle(await draft.post("move", body));
  };

  /** Shows what the server said; whether it did what was asked. */
  board.settle = async ({ ok, said }) => {
    answer.show(said, ok);
    if (ok || said.stale || said.state) await board.refresh();
    return ok;
  };

  /** A click on nothing, in the row of a squad: what can stand in its lessons of the day. */
  function openEmpty({ date, resource, view }) {
    const [day, squad] = [isoDay(date), resource && board.page.rows().find((row) => String(row.id) === resource.id)];
    if (!squad?.lessons.length || day < isoDay(new Date())) return;
    const special = board.page.calendar.getEvents().find(({ extendedProps }) => extendedProps.day === day && extendedProps.weekday != null);
    const weekday = special?.extendedProps.weekday ?? (date.getDay() || 7);
    const lessons = squad.lessons.filter(([on, period]) => on === weekday && (!lessonsOf(board, view) || period === date.getHours()));
    if (lessons.length) details.openEmpty(squad, day, lessons.map(([, period]) => period));
    else answer.tell(words.noLesson);
  }

  return {
    options: () => (phone ? {} : { ...dragOptions(board), eventClick: ({ event, el }) => details.open(event, el), dateClick: openEmpty }),
    links: (event) => (event.extendedProps.href && !draft.state.fixed[event.id] ? [moveLink(draft, event)] : []),
    fixed: () => draft.state.fixed,
    label: locks.label,
    attach(page) {
      board.page = page;
      tools.show();
      locks.show();
    },
    relaid: () => answer.close(),
    updated() {
      carry.updated();
      if (board.focus === null) return;
      const part = element.querySelector(`[data-session="${CSS.escape(board.focus)}"]`);
      if (part) part.focus();
      if (part) board.focus = null;
    },
    shown: (view) => locks.shown(view),
  };
}

/** On a phone: the form does what dragging does. */
function moveLink(draft, event) {
  const link = make("a", "btn btn-outline-secondary btn-sm list-move", calendarWords.move);
  link.href = draft.form(event.id);
  link.setAttribute("aria-label", `${calendarWords.move}：${event.title}`);
  return link;
}
