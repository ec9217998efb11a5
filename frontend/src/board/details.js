// A session opened on the board: what it is, why it stays, and everything that can be done with it.
import { make, spoken } from "../calendar/look.js";
import { dayWords, words as calendarWords } from "../calendar/words.js";
import { words } from "./words.js";

export function startDetails(board) {
  function open(event, el) {
    const { href, who, day, detail } = event.extendedProps;
    if (!href) return;
    const fixed = board.draft.state.fixed[event.id];
    const dialog = box(spoken(event, board.draft.state.fixed), event.title);
    dialog.append(make("p", "details-facts", [who, dayWords(day), ...detail.split(" · ")].join(" · ")));
    if (fixed) dialog.append(make("p", "details-fixed", fixed.words));
    dialog.append(actions(event, fixed, dialog));
    show(dialog, el);
  }

  /** An empty lesson of a squad: what can stand there. On a whole day each of its lessons is asked for. */
  function openEmpty(squad, day, lessons) {
    const dialog = box(words.stands, `${squad.title} ${dayWords(day)}`);
    const row = make("div", "details-actions");
    row.append(...lessons.map((period) => link(words.standsAt(calendarWords.lesson(period)), "lightbulb", `${board.draft.url}/stand?squad=${squad.id}&day=${day}&period=${period}`)));
    dialog.append(row);
    show(dialog, null);
  }

  function actions(event, fixed, dialog) {
    const row = make("div", "details-actions");
    const { draft } = board;
    if (!fixed) row.append(button(words.pickUp, "arrows-move", "btn-primary", dialog, () => board.pickUp(event)));
    const locked = draft.locked("session", event.id);
    if (!fixed || locked) row.append(button(locked ? words.unlock : words.lock, locked ? "unlock" : "lock", "btn-outline-secondary", dialog, () => lock(event, !locked)));
    if (!fixed) row.append(link(words.form, "pencil-square", draft.form(event.id)));
    if (!fixed) row.append(link(words.stands, "lightbulb", `${draft.url}/stand?session=${event.id}`));
    row.append(link(words.page, "file-text", event.extendedProps.href));
    return row;
  }

  async function lock(event, locked) {
    board.focus = event.id;
    await board.settle(await board.draft.post("lock", { kind: "session", target: Number(event.id), locked }));
  }

  return { open, openEmpty };
}

function box(label, title) {
  const dialog = make("dialog", "confirm-dialog session-details");
  dialog.setAttribute("aria-label", label);
  const close = make("button", "btn-close");
  close.type = "button";
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, make("h2", "", title));
  return dialog;
}

function show(dialog, el) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (el?.isConnected) el.focus();
  });
  dialog.querySelector(".details-actions > *").autofocus = true;
  document.body.append(dialog);
  dialog.showModal();
}

function button(text, icon, look, dialog, act) {
  const made = make("button", `btn ${look}`);
  made.type = "button";
  made.append(make("i", `bi bi-${icon}`), make("span", "", text));
  made.addEventListener("click", () => {
    dialog.close();
    act();
  });
  return made;
}

function link(text, icon, href) {
  const made = make("a", "btn btn-outline-secondary");
  made.href = href;
  made.append(make("i", `bi bi-${icon}`), make("span", "", text));
  return made;
}
