// data-autosubmit on a form, or on one field: sends the form when a value was chosen. The form keeps its button for
// people without script; .js [data-autosubmit-button] may hide it.
export function startAutosubmit() {
  document.addEventListener("change", (event) => {
    const asked = event.target.closest("[data-autosubmit]");
    const form = event.target.form;
    if (asked && form) form.requestSubmit();
  });
}
