// Dragging: asks once where the session may stand, marks the rest, says what is so under the pointer, and sends where it was let go.
import { isoDay } from "../calendar/words.js";
import { tellHere } from "./legend.js";
import { clear, mark } from "./marks.js";
import { Places } from "./places.js";

/** The first and last lesson into which a cell is divided in this view; null where it is a whole day. */
export function lessonsOf(board, view) {
  const { firstLesson, lastLesson } = board.element.dataset;
  return view.type === "resourceTimelineWeek" ? [Number(firstLesson), Number(lastLesson)] : null;
}

export function dragOptions(board) {
  let places = null;
  let refused = null;

  /** Where the pointer is. A cell that is a whole day means the lesson of that day that fits best. */
  function target({ event, newResource, view }) {
    const { rows, period } = event.extendedProps;
    const day = isoDay(event.start);
    const row = newResource?.id ?? rows[0] ?? null;
    if (lessonsOf(board, view)) return { row, day, period: event.start.getHours() };
    return places ? places.onDay(row, day, period) : { row, day, period };
  }

  return {
    editable: true,
    eventDurationEditable: false,
    eventDragMinDistance: 6,
    async eventDragStart({ event, view }) {
      places = refused = null;
      board.answer.close();
      const answer = await board.draft.places(event.id, board.page.kind());
      if (!answer || !board.element.querySelector(".ec-preview, .ec-ghost")) return; // let go before the answer came
      places = new Places(answer, event.extendedProps.rows);
      tellHere(null);
      mark(board.element, board.page.rows(), places, event.extendedProps.period, lessonsOf(board, view));
    },
    dragConstraint(info) {
      const found = places?.at(target(info)) ?? { severity: null, why: [] };
      tellHere(found);
      refused = found.severity === "placing" ? found.why : null;
      return refused === null;
    },
    eventDragStop() {
      clear(board.element);
      if (refused) board.answer.refuse(refused);
    },
    async eventDrop(info) {
      const place = target(info);
      if (!(await board.go(info.event, place))) info.revert();
    },
  };
}
