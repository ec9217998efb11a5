// Where the page and its files are kept for the time without network. No person's data.
export const SHELF = "careplan-phone";

/** Keep this page and what it loaded; true when it can be opened without network from now on. */
export async function shelve() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return false;
  await navigator.serviceWorker.register(`${window.location.pathname}worker.js`, { scope: window.location.pathname });
  await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((one) => one.name);
  const own = files.filter((name) => name.startsWith(`${window.location.origin}/static/`));
  const cache = await caches.open(SHELF);
  await cache.addAll([window.location.pathname, ...new Set(own)]);
  return true;
}
