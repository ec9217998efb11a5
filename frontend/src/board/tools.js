// Undo and redo, by button and by Ctrl+Z, Ctrl+Y; and how the draft stands.
import { words } from "./words.js";

const WRITING = "input, textarea, select, [contenteditable]";

export function startTools(board) {
  const buttons = { undo: document.querySelector("[data-board-undo]"), redo: document.querySelector("[data-board-redo]") };
  const stand = document.querySelector("[data-board-stand]");

  /** Buttons keep the focus when there is nothing more to do, so they are not disabled but say so. */
  function show() {
    const { state } = board.draft;
    for (const [way, button] of Object.entries(buttons)) {
      button.setAttribute("aria-disabled", String(!state[way]));
      button.title = state[way] ? words[way](state[way]) : "";
    }
    stand.textContent = words.stand(state);
  }

  async function step(way) {
    if (!board.draft.state[way]) return board.answer.say(way === "undo" ? words.nothingToUndo : words.nothingToRedo);
    await board.settle(await board.draft.post(way));
  }

  for (const [way, button] of Object.entries(buttons)) button.addEventListener("click", () => step(way));
  document.addEventListener("keydown", (key) => {
    if (!(key.ctrlKey || key.metaKey) || key.altKey || key.target.closest?.(WRITING) || document.querySelector("dialog[open], .carry-bar")) return;
    const letter = key.key.toLowerCase();
    const way = letter === "y" || (letter === "z" && key.shiftKey) ? "redo" : letter === "z" ? "undo" : null;
    if (!way) return;
    key.preventDefault();
    step(way);
  });
  return { show };
}
