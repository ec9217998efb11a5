// data-print: prints the page. data-back: one page back. data-check-all="name": ticks every box of that name.
// data-copy="text": puts the text on the clipboard.
const TOOLS = {
  print: () => window.print(),
  back: () => window.history.back(),
  copy: (button) => navigator.clipboard?.writeText(button.dataset.copy),
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

export function startPageTools() {
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
}
