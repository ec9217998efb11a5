// Locks of whole squads, at the heads of their rows, and of the week that is open.
import { rowsKind } from "../calendar/feed.js";
import { make } from "../calendar/look.js";
import { isoDay } from "../calendar/words.js";
import { words } from "./words.js";

export function startLocks(board) {
  const { draft, element } = board;
  const week = document.querySelector("[data-board-week]");
  let open = null; // the link of the week that is open in the strip

  async function toggle(kind, target) {
    await board.settle(await draft.post("lock", { kind, target: Number(target), locked: !draft.locked(kind, target) }));
  }

  function label({ resource }) {
    const name = make("span", "row-name", resource.title);
    if (rowsKind(board.form) !== "squad") return { domNodes: [name] };
    const lock = make("button", "row-lock");
    lock.type = "button";
    lock.dataset.squad = resource.id;
    lock.dataset.name = resource.title;
    lock.append(make("i", ""));
    dress(lock, draft.locked("squad", resource.id), words.lockSquad(resource.title), words.unlockSquad(resource.title));
    return { domNodes: [name, lock] };
  }

  function dress(button, locked, lockWords, unlockWords) {
    button.setAttribute("aria-pressed", String(Boolean(locked)));
    button.title = locked ? `${unlockWords}（${locked.who.join("、")}）` : lockWords;
    button.setAttribute("aria-label", locked ? unlockWords : lockWords);
    button.querySelector("i").className = `bi bi-${locked ? "lock-fill" : "unlock"}`;
  }

  function show() {
    for (const button of element.querySelectorAll(".row-lock")) {
      const { squad, name } = button.dataset;
      dress(button, draft.locked("squad", squad), words.lockSquad(name), words.unlockSquad(name));
    }
    if (!open) return;
    const locked = draft.locked("week", open.number);
    dress(week, locked, words.lockWeek(open.name), words.unlockWeek(open.name));
    week.querySelector("[data-board-week-words]").textContent = locked ? words.unlockWeek(open.name) : words.lockWeek(open.name);
  }

  /** The button for a week is there while one week is open. */
  function shown(view) {
    const link = view.type.includes("Week") ? document.querySelector(`[data-strip-day="${isoDay(view.currentStart)}"]`) : null;
    open = link && { number: link.dataset.stripWeek, name: link.dataset.stripWords };
    week.hidden = !open;
    show();
  }

  week.addEventListener("click", () => open && toggle("week", open.number));
  element.addEventListener("click", (event) => {
    const button = event.target.closest(".row-lock");
    if (button) toggle("squad", button.dataset.squad);
  });
  return { label, show, shown };
}
