// [data-child-finder="label"]: a long list of children to tick gets a field that hides those who do not fit. Their lines say
// data-name and data-keys. A ticked child only turns pale: nobody is chosen unseen.
import { nameFits } from "./name_match.js";

const FEW = 8; // that many are seen at a glance

export function startChildFinders(part) {
  for (const list of part.querySelectorAll("[data-child-finder]")) {
    const named = [...list.querySelectorAll("[data-keys]")];
    if (named.length <= FEW || list.dataset.finderReady) continue;
    list.dataset.finderReady = "1";
    list.before(finder(list.dataset.childFinder, (typed) => show(named, typed)));
  }
}

function finder(words, say) {
  const label = document.createElement("label");
  label.className = "child-finder no-print";
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-control";
  field.maxLength = 40;
  field.autocomplete = "off";
  field.addEventListener("input", () => say(field.value));
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  label.append(words, field);
  return label;
}

function show(named, typed) {
  for (const one of named) {
    const line = one.closest("tr, .form-check, .child-box");
    const box = line.querySelector("input[type=checkbox]");
    const fits = nameFits(typed, one.dataset.name, one.dataset.keys);
    line.hidden = !fits && !box.checked;
    line.classList.toggle("is-beside", !fits && box.checked);
  }
}
