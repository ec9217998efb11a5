// data-confirm="question" on a form, a submit button or a link: asks first. Optional data-confirm-yes / data-confirm-no name
// the buttons, data-confirm-danger makes "yes" red. The same dialog answers htmx's hx-confirm. Where the page says whose file it
// writes to (data-whose), the dialog says so too.
const WORDS = {
  zh: { yes: "确定", no: "取消" },
  en: { yes: "Yes", no: "Cancel" },
};

function words() {
  return document.documentElement.lang.startsWith("en") ? WORDS.en : WORDS.zh;
}

function button(label, look, value) {
  const made = document.createElement("button");
  made.type = "submit";
  made.className = `btn ${look}`;
  made.value = value;
  made.textContent = label;
  return made;
}

/** Whose file is written to: what the form itself says, else what the page says of the one child it is about. */
function whose(asker) {
  const all = document.querySelectorAll("[data-whose]");
  const near = asker?.closest("form")?.querySelector("[data-whose]");
  const children = new Set([...all].map((one) => one.dataset.whose));
  return near ?? (children.size === 1 ? all[0] : null);
}

/** Ask; resolves to true only when the person chose yes. */
export function ask(question, options = {}, asker = null) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm-dialog";
  dialog.setAttribute("aria-labelledby", "confirm-question");
  const form = document.createElement("form");
  form.method = "dialog";
  const text = document.createElement("p");
  text.id = "confirm-question";
  text.textContent = question;
  const row = document.createElement("div");
  row.className = "d-flex gap-2 justify-content-end";
  const look = options.confirmDanger === undefined ? "btn-primary" : "btn-danger";
  row.append(
    button(options.confirmNo || words().no, "btn-outline-secondary", "no"),
    button(options.confirmYes || words().yes, look, "yes"),
  );
  const child = asker && whose(asker);
  form.append(...(child ? [child.cloneNode(true)] : []), text, row);
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

async function onSubmit(event) {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!asker.dataset.confirm || form.dataset.confirmed) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(asker.dataset.confirm, asker.dataset, asker)) {
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
  }
}

async function onClick(event) {
  const link = event.target.closest("a[data-confirm]");
  if (!link) return;
  event.preventDefault();
  if (await ask(link.dataset.confirm, link.dataset, link)) window.location.assign(link.href);
}

async function onHtmxConfirm(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question, event.target.dataset)) event.detail.issueRequest(true);
}

export function startConfirm() {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("click", onClick);
  document.body.addEventListener("htmx:confirm", onHtmxConfirm);
}
