// Signing out takes the children's names and the keys off this phone (phone/store.js, visits/store.js). What was tapped or
// written and not yet sent stays, sealed, until its person signs in again; the person is asked first. The sign-in page does the same.
import { ask } from "./confirm.js";
import * as rolls from "../phone/store.js";
import * as visits from "../visits/store.js";

const PATIENCE = 3000; // milliseconds: signing out must never hang
const WORDS = {
  zh: (what) => `这台设备上还有 ${what}没有发送。退出后会加密留在本机，等您下次登录时发送。现在退出吗？`,
  en: (what) => `${what} on this device are not sent yet. They stay here, sealed, until you sign in again. Sign out now?`,
};
const COUNTED = {
  zh: (one, two) => [one && `${one} 份点名`, two && `${two} 份家访`].filter(Boolean).join("、"),
  en: (one, two) => [one && `${one} rolls`, two && `${two} visits`].filter(Boolean).join(" and "),
};

const soon = (promise, otherwise) =>
  Promise.race([promise.catch(() => otherwise), new Promise((done) => setTimeout(() => done(otherwise), PATIENCE))]);

const forget = () => soon(Promise.all([rolls.forget(), visits.forget()]), null);

async function onSubmit(event) {
  const form = event.target;
  if (!form.action.endsWith("/accounts/sign-out") || !window.isSecureContext) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const [one, two] = await soon(Promise.all([rolls.waiting(), visits.waiting()]), [0, 0]);
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  if ((one || two) && !(await ask(WORDS[language](COUNTED[language](one, two))))) return;
  await forget();
  form.submit();
}

export function startPhoneRolls() {
  document.addEventListener("submit", onSubmit, { capture: true });
  if (window.location.pathname.endsWith("/accounts/sign-in")) forget();
}
