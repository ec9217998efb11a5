// Signing out takes the children's names and the key off this phone (see phone/store.js). What was tapped and not yet sent
// stays, sealed and without names, until its person signs in again; the person is asked first. The sign-in page does the same.
import { ask } from "./confirm.js";
import { forget, waiting } from "../phone/store.js";

const PATIENCE = 3000; // milliseconds: signing out must never hang
const WORDS = {
  zh: (n) => `这台设备上还有 ${n} 份点名没有发送。退出后会加密留在本机，等您下次登录时发送。现在退出吗？`,
  en: (n) => `${n} rolls on this device are not sent yet. They stay here, sealed, until you sign in again. Sign out now?`,
};

const soon = (promise, otherwise) =>
  Promise.race([promise.catch(() => otherwise), new Promise((done) => setTimeout(() => done(otherwise), PATIENCE))]);

async function onSubmit(event) {
  const form = event.target;
  if (!form.action.endsWith("/accounts/sign-out") || !window.isSecureContext) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const left = await soon(waiting(), 0);
  const words = document.documentElement.lang.startsWith("en") ? WORDS.en : WORDS.zh;
  if (left && !(await ask(words(left)))) return;
  await soon(forget(), null);
  form.submit();
}

export function startPhoneRolls() {
  document.addEventListener("submit", onSubmit, { capture: true });
  if (window.location.pathname.endsWith("/accounts/sign-in")) soon(forget(), null);
}
