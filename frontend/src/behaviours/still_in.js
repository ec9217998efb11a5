// What was written is not lost when the sign-in ran out meanwhile: a form with data-guard-unsaved that stood open for long asks
// first whether the same person is still signed in. If not, it stays as it is; who signs in in another window saves it then.
import { ask } from "./confirm.js";

const LONG = 10 * 60 * 1000; // half of the time after which a quiet session ends
const SIGN_IN = "/accounts/sign-in";
const WORDS = {
  zh: {
    out: "登录已经过期，内容还没有保存，请不要关闭这一页。请在新窗口重新登录，再回到这里保存。",
    other: "现在登录的是另一个账号，内容还没有保存。请在新窗口用您自己的账号登录，再回到这里保存。",
    yes: "打开新窗口登录",
  },
  en: {
    out: "You have been signed out and this is not saved yet. Do not close this page: sign in again in a new window, then come back and save.",
    other: "Another account is signed in now and this is not saved yet. Sign in with your own account in a new window, then come back and save.",
    yes: "Sign in in a new window",
  },
};
let seen = Date.now();

function renew(token) {
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = token;
}

async function send(form, submitter) {
  const meta = document.querySelector('meta[name="csrf-token"]');
  let now = null;
  try {
    now = await (await fetch("/accounts/still-in", { headers: { Accept: "application/json" } })).json();
  } catch {
    // no network: the browser says so better than this page can
  }
  const words = document.documentElement.lang.startsWith("en") ? WORDS.en : WORDS.zh;
  if (now && String(now.user ?? "") !== (meta.dataset.user ?? "")) {
    const open = await ask(now.user ? words.other : words.out, { confirmYes: words.yes }, form);
    if (open) window.open(SIGN_IN, "_blank", "noopener");
    return;
  }
  if (now) {
    seen = Date.now();
    renew(now.csrf);
  }
  form.dataset.stillIn = "yes";
  form.requestSubmit(submitter);
}

function onSubmit(event) {
  const form = event.target;
  const asked = form.dataset.stillIn;
  delete form.dataset.stillIn;
  if (asked || form.method === "get" || !form.hasAttribute("data-guard-unsaved") || Date.now() - seen < LONG) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send(form, event.submitter);
}

/** Before the other behaviours of forms: a form that is held back here asks nothing and is not sent. */
export function startStillIn() {
  document.addEventListener("submit", onSubmit, { capture: true });
}
