// select[data-combobox]: a list that is searched by typing. data-combobox-empty="…" is shown when nothing fits.
import TomSelect from "tom-select/base";
import removeButton from "tom-select/plugins/remove_button/plugin.js";
import { nameFits } from "./name_match.js";

TomSelect.define("remove_button", removeButton);

function noResults(select) {
  const words = document.documentElement.lang.startsWith("en") ? "Nothing fits" : "没有符合的选项";
  const line = document.createElement("div");
  line.className = "no-results";
  line.textContent = select.dataset.comboboxEmpty || words;
  return line;
}

// children are found by pinyin and initials too: their options say data-name and data-keys
function score(search) {
  const byText = this.getScoreFunction(search);
  return (option) => byText(option) || (option.keys && nameFits(search, option.name, option.keys) ? 1 : 0);
}

export function startComboboxes(part) {
  for (const select of part.querySelectorAll("select[data-combobox]")) {
    if (select.tomselect) continue;
    const label = select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label");
    const box = new TomSelect(select, {
      plugins: select.multiple ? ["remove_button"] : [],
      maxOptions: 2000,
      allowEmptyOption: true,
      score,
      render: { no_results: () => noResults(select) },
    });
    if (label) box.control_input.setAttribute("aria-label", label);
    select.setAttribute("aria-hidden", "true"); // its <label> now belongs to the box
  }
}
