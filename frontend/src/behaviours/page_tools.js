// data-print: prints the page. data-back: one page back. data-check-all="name": ticks every box of that name.
// data-print-open: a folded part that is printed whole.
// data-copy="text": puts the text on the clipboard and says so: data-copied="word" stands in its [data-copy-label] for a moment.
const SHOWN_FOR = 2000;

// the clipboard's own interface exists on https and on this machine only; a school's server often has neither
async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

async function copy(button) {
  await toClipboard(button.dataset.copy);
  const label = button.querySelector("[data-copy-label]");
  if (!label || !button.dataset.copied) return;
  const before = (button.dataset.copyBefore ??= label.textContent);
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), SHOWN_FOR);
}

const TOOLS = {
  print: () => window.print(),
  back: () => window.history.back(),
  copy,
};

function onClick(event) {
  for (const [name, run] of Object.entries(TOOLS)) {
    const button = event.target.closest(`[data-${name}]`);
    if (button) run(button);
  }
}

function onChange(event) {
  const name = event.target.dataset.checkAll;
  if (!name) return;
  for (const box of document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)) {
    box.checked = event.target.checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

let folded = [];

function unfold() {
  folded = [...document.querySelectorAll("details[data-print-open]:not([open])")];
  for (const part of folded) part.open = true;
}

function foldAgain() {
  for (const part of folded) part.open = false;
}

// the menu is longer than many a window: the place that is open stands in sight, clear of the lines at its foot
function showPlace() {
  const menu = document.querySelector(".sidebar");
  const place = menu?.querySelector('.menu a[aria-current="page"]');
  if (!place || menu.scrollHeight <= menu.clientHeight) return;
  const below = place.getBoundingClientRect().bottom - menu.getBoundingClientRect().top;
  if (below > menu.clientHeight * 0.75) menu.scrollTop += below - menu.clientHeight / 2;
}

export function startPageTools() {
  showPlace();
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", foldAgain);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
}
