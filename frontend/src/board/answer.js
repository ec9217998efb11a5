// What the judge said last: for the eyes in a card at the foot of the page, for the ears in one sentence.
import { make } from "../calendar/look.js";
import { words } from "./words.js";

const ORDER = ["placing", "publishing", "warning"];
const ICONS = { placing: "x-octagon", publishing: "exclamation-triangle", warning: "info-circle", solved: "check-circle" };

export function startAnswer() {
  const card = document.querySelector("[data-board-answer]");
  const ears = document.querySelector("[data-board-said]");

  function close() {
    card.hidden = true;
    card.replaceChildren();
  }

  /** Says it aloud; the same words twice are said twice. */
  function say(text) {
    ears.textContent = "";
    setTimeout(() => (ears.textContent = text), 30);
  }

  function open(head, good, parts) {
    const button = make("button", "btn-close");
    button.type = "button";
    button.setAttribute("aria-label", words.close);
    button.addEventListener("click", close);
    const title = make("p", "answer-head");
    title.append(make("i", `bi bi-${good ? "check-circle-fill" : "x-octagon-fill"}`), make("strong", "", head));
    card.className = `board-answer ${good ? "is-good" : "is-bad"}`;
    card.replaceChildren(title, ...parts, button);
    card.hidden = false;
    card.classList.toggle("lets-through", card.scrollHeight <= card.clientHeight);
  }

  /** An answer of the server to a move, an undo or a lock. */
  function show(said, good) {
    const head = said.said ?? said.message ?? words.offline;
    const groups = [...ORDER.map((severity) => [severity, (said.findings ?? []).filter((one) => one.severity === severity)]), ["solved", said.solved ?? []]];
    const filled = groups.filter(([, found]) => found.length);
    const parts = filled.map(([severity, found]) => group(severity, found));
    if (good && said.score) parts.push(make("p", "answer-score", words.score(said.score)));
    open(head, good, parts);
    say([head, ...filled.flatMap(([severity, found]) => [headOf(severity), ...found.map((one) => one.sentence)])].join(" "));
  }

  /** A refusal that needs no server: the place was grey. */
  function refuse(why) {
    open(words.notHere(why[0] ?? ""), false, why.length > 1 ? [list(why.slice(1))] : []);
    say(words.notHere(why.join(" ")));
  }

  return { show, refuse, say, close, tell: (text) => (open(text, false, []), say(text)) };
}

function headOf(severity) {
  return severity === "solved" ? words.solved : words.heads[severity];
}

function group(severity, found) {
  const box = make("div", `answer-group answer-${severity}`);
  const head = make("p", "answer-title");
  head.append(make("i", `bi bi-${ICONS[severity]}`), make("span", "", headOf(severity)));
  box.append(head, list([...new Set(found.map((one) => one.sentence))]));
  return box;
}

function list(sentences) {
  const made = make("ul", "answer-list");
  made.append(...sentences.map((text) => make("li", "", text)));
  return made;
}
