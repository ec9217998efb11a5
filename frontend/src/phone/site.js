// Talking to the site: what it told, or why not ("offline" · "signed-out" · "refused").
const page = () => document.querySelector("[data-phone]").dataset;
let token = "";

export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { redirect: "manual", cache: "no-store", ...options });
  } catch {
    return { fault: "offline" };
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { fault: "signed-out" };
  const json = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (answer.ok && json) return { told: json };
  if (answer.status >= 500) return { fault: "offline" };
  return { fault: "refused", words: json?.refused ?? "", status: answer.status };
}

/** Who is signed in, the key, and the rolls; `also`: sessions of which something waits to be sent. */
export async function askRolls(also) {
  const answer = await ask(`${page().rolls}?also=${[...new Set(also)].slice(0, 12).join(".")}`);
  if (answer.told) token = answer.told.csrf;
  return answer;
}

export const hasToken = () => token !== "";

export function sendRoll(one, body) {
  return ask(`${page().send}/${one.session}/${one.squad}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
}
