// The legend over the tools while a session is on its way: what the marks mean, and what is so under the pointer.
import { words } from "./words.js";

/** found: { severity, why } of the place under the pointer; null: nothing to say. */
export function tellHere(found) {
  const line = document.querySelector("[data-place-here]");
  line.className = found?.severity ? `place-here is-${found.severity}` : "place-here";
  line.textContent = found?.severity ? `${words.heads[found.severity]}${words.colon}${found.why.join(" ")}` : "";
}
