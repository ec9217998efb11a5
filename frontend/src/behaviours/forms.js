// A form is sent once: its button rests while the answer is on its way. data-guard-unsaved on a form warns before leaving
// a page with changes that were not saved.
let unsaved = false;

function rest(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.hasAttribute("data-repeatable")) return;
  // after this turn of the event loop: a disabled button would not be sent with the form
  setTimeout(() => {
    for (const button of form.querySelectorAll('button[type="submit"], button:not([type])')) {
      button.disabled = true;
      button.dataset.resting = "";
    }
  });
}

function wake() {
  unsaved = false;
  for (const button of document.querySelectorAll("[data-resting]")) {
    button.disabled = false;
    delete button.dataset.resting;
  }
}

export function startForms() {
  document.addEventListener("submit", (event) => {
    unsaved = false;
    rest(event);
  });
  document.addEventListener("input", (event) => {
    if (event.target.form?.hasAttribute("data-guard-unsaved")) unsaved = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  window.addEventListener("pageshow", wake);
  document.body.addEventListener("htmx:afterRequest", wake);
}
