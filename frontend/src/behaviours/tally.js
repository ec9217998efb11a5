// form[data-tally="present"]: adds up each row of numbers while they are keyed in, and marks a sum over the children present.
function add(form) {
  const present = Number(form.dataset.tally);
  for (const row of form.querySelectorAll(".tally-row")) {
    const sum = [...row.querySelectorAll("input")].reduce((total, one) => total + (Number(one.value) || 0), 0);
    const place = row.querySelector(".tally-sum");
    place.hidden = false;
    place.classList.toggle("is-over", sum > present);
    place.classList.toggle("is-whole", sum === present);
    const output = place.querySelector("output");
    if (output.textContent !== String(sum)) output.textContent = String(sum);
  }
}

export function startTally() {
  document.addEventListener("input", (event) => {
    if (event.target.form?.hasAttribute("data-tally")) add(event.target.form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-tally]").forEach(add));
}
