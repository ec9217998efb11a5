// The service worker of /sessions/phone/: the page and its static files come from the network, and from the phone when
// there is none. It keeps nothing else: no names, no answers of the site.
import { registerRoute } from "workbox-routing";
import { NetworkFirst } from "workbox-strategies";
import { SHELF } from "./phone/shelf.js";

const scope = new URL(self.registration.scope).pathname;
const whole = { cacheWillUpdate: async ({ response }) => (response.ok && !response.redirected ? response : null) };
const first = new NetworkFirst({
  cacheName: SHELF,
  networkTimeoutSeconds: 4,
  matchOptions: { ignoreVary: true },
  plugins: [whole],
});

registerRoute(({ url }) => url.origin === self.location.origin && (url.pathname === scope || url.pathname.startsWith("/static/")), first);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
