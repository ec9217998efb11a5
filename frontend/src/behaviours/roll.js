// form[data-roll]: counts what is chosen while children are tapped. [data-count="came|expected|absent|late|leave|led"] show it.
const STATES = ["present", "absent", "late", "leave"];

function count(form) {
  const chosen = (state) => form.querySelectorAll(`input[type="radio"][value="${state}"]:checked`).length;
  const counts = Object.fromEntries(STATES.map((state) => [state, chosen(state)]));
  return {
    ...counts,
    came: counts.present + counts.late,
    expected: STATES.reduce((sum, state) => sum + counts[state], 0),
    led: [...form.querySelectorAll(".roll-role select")].filter((one) => one.value && one.closest(".roll-line").querySelector(".roll-present input:checked, .roll-late input:checked")).length,
  };
}

function show(form) {
  const counts = count(form);
  for (const place of form.querySelectorAll("[data-count]")) {
    const text = String(counts[place.dataset.count]);
    if (place.textContent !== text) place.textContent = text;
  }
}

export function startRoll() {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-roll")) show(form);
  });
  // the browser may bring choices back after "one page back"
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-roll]").forEach(show));
}
