// Moving by keyboard: the space bar picks a session up, arrows choose among the allowed places, Enter puts it down.
import { nameOf, make } from "../calendar/look.js";
import { dayWords, words as calendarWords } from "../calendar/words.js";
import { lessonsOf } from "./drag.js";
import { tellHere } from "./legend.js";
import { clear, frame, isShown, mark } from "./marks.js";
import { Places } from "./places.js";
import { words } from "./words.js";

export function startCarry(board) {
  const { element, draft, answer } = board;
  let held = null; // { event, places, place, bar }

  /** Picks a session up; says why where it cannot be. */
  async function pickUp(event) {
    if (held || !event.extendedProps.href) return;
    const fixed = draft.state.fixed[event.id];
    if (fixed) return answer.tell(words.cannotMove(fixed.words));
    answer.close();
    answer.say(words.asking);
    const found = await draft.places(event.id, board.page.kind());
    if (!found) return answer.tell(words.offline);
    const own = event.extendedProps.rows;
    const places = new Places(found, own);
    const place = { row: own.length ? String(own[0]) : null, day: places.here.day, period: places.here.period };
    held = { event, places, place, bar: showBar(event) };
    draw();
    const allowed = places.times.filter((time) => places.allowed({ row: place.row, ...time })).length;
    answer.say(words.picked(nameOf(event, "none"), allowed));
  }

  function showBar(event) {
    const bar = make("div", "carry-bar");
    bar.tabIndex = 0;
    bar.setAttribute("role", "application");
    bar.setAttribute("aria-label", words.bar(nameOf(event, "none")));
    bar.append(make("strong", "", words.bar(nameOf(event, "none"))), make("span", "carry-place"), make("span", "carry-keys", words.keys));
    bar.addEventListener("keydown", onKey);
    document.body.append(bar);
    bar.focus({ preventScroll: true });
    return bar;
  }

  function draw() {
    const { calendar, rows } = board.page;
    const view = calendar.getView();
    const lessons = lessonsOf(board, view);
    const list = view.type.startsWith("list");
    if (!list) mark(element, rows(), held.places, held.event.extendedProps.period, lessons);
    if (!list) frame(element, rows(), held.place, lessons);
    tellHere(null);
    held.bar.querySelector(".carry-place").textContent = placeWords();
  }

  function placeWords() {
    const { place, places } = held;
    const row = board.page.rows().find((one) => String(one.id) === place.row);
    const text = [dayWords(place.day), calendarWords.lesson(place.period), row?.title].filter(Boolean).join(" ");
    if (places.isHere(place)) return words.placeHere(text);
    const { severity, why } = places.at(place);
    return severity ? words.mayBut[severity](text, why.join(" ")) : words.may(text);
  }

  function onKey(key) {
    if (key.key === "Escape" || key.key === "Tab") return stop(key, false);
    if (key.key === "Enter" || key.key === " ") return stop(key, true);
    const next = step(key.key);
    if (next === undefined) return;
    key.preventDefault();
    if (next === null) return answer.say(words.noFurther);
    held.place = next;
    const { calendar } = board.page;
    if (!isShown(calendar.getView(), next.day)) calendar.gotoDate(next.day);
    draw();
    answer.say(placeWords());
  }

  /** The next allowed place of an arrow key; null: there is none; undefined: another key. */
  function step(key) {
    const { places, place } = held;
    const rows = board.page.rows().map((one) => one.id);
    if (key === "ArrowRight") return places.nextTime(place, 1);
    if (key === "ArrowLeft") return places.nextTime(place, -1);
    if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
    const way = key === "ArrowDown" ? 1 : -1;
    return rows.length ? places.nextRow(place, rows, way) : places.nextTime(place, way, 7);
  }

  async function stop(key, down) {
    key.preventDefault();
    const { event, place, places, bar } = held;
    held = null;
    clear(element);
    bar.remove();
    board.focus = event.id;
    const moves = down && !places.isHere(place);
    const stays = moves && (await board.go(event, place));
    if (!moves) answer.say(words.putBack);
    const { calendar } = board.page;
    const day = stays ? place.day : places.here.day;
    if (!isShown(calendar.getView(), day)) calendar.gotoDate(day);
    if (!stays) takeFocus();
  }

  function takeFocus() {
    const part = element.querySelector(`[data-session="${CSS.escape(board.focus ?? "")}"]`);
    if (part) {
      part.focus();
      board.focus = null;
    }
  }

  element.addEventListener(
    "keydown",
    (key) => {
      const part = key.key === " " && key.target.closest?.("[data-session]");
      if (!part) return;
      key.preventDefault();
      key.stopPropagation();
      const event = board.page.calendar.getEventById(part.dataset.session);
      if (event) pickUp(event);
    },
    { capture: true },
  );
  board.pickUp = pickUp;
  return { updated: () => held && draw() };
}
