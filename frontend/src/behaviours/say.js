// form[data-steps]: one [data-step] at a time for young readers; a chosen face leads on by itself. [data-step-back] goes back.
// Without script all steps stand below each other. button[data-speak="text"] reads aloud where the device has a voice.
const PAUSE = 450; // long enough to see which face was chosen

function show(form, number) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const at = Math.max(0, Math.min(number, steps.length - 1));
  steps.forEach((step, place) => (step.hidden = place !== at));
  form.dataset.at = String(at);
  const back = form.querySelector("[data-step-back]");
  if (back) back.hidden = at === 0;
  window.speechSynthesis?.cancel();
  return steps[at];
}

function lead(form) {
  const at = Number(form.dataset.at);
  const next = show(form, at + 1);
  next?.querySelector("input, button.say-send")?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

function firstOpen(form) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const open = steps.findIndex(
    (step) => step.querySelector(".field-error") || (step.querySelector(".say-face") && !step.querySelector(":checked")),
  );
  return open === -1 ? steps.length - 1 : open;
}

function onChange(event) {
  const form = event.target.form;
  if (!form?.hasAttribute("data-steps") || !event.target.closest(".say-face")) return;
  event.target.closest("[data-step]").querySelector(".field-error")?.remove();
  clearTimeout(form.leading);
  // arrow keys walk through the faces: only a tap or a click leads on
  if (form.tapped) form.leading = setTimeout(() => lead(form), PAUSE);
  form.tapped = false;
}

function onClick(event) {
  const form = event.target.closest("form[data-steps]");
  if (!form) return;
  if (event.target.closest("[data-step-back]")) show(form, Number(form.dataset.at) - 1);
  const speaker = event.target.closest("[data-speak]");
  if (speaker) read(speaker.dataset.speak);
  // a face that is chosen already leads on too
  const face = event.target.closest(".say-face");
  if (face && event.detail > 0) {
    form.tapped = true;
    const input = face.querySelector("input");
    if (event.target !== input && input.checked) onChange({ target: input });
  }
}

function onKey(event) {
  const form = event.target.form;
  if (event.key !== "Enter" || !form?.hasAttribute("data-steps") || !event.target.closest(".say-face")) return;
  event.preventDefault();
  if (event.target.closest("[data-step]").querySelector(":checked")) lead(form);
}

function read(text) {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = document.documentElement.lang;
  words.rate = 0.85;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(words);
}

export function startSay() {
  const forms = document.querySelectorAll("form[data-steps]");
  if (!forms.length) return;
  forms.forEach((form) => show(form, firstOpen(form)));
  if (window.speechSynthesis) document.querySelectorAll("[data-speak]").forEach((one) => (one.hidden = false));
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", onKey);
}
