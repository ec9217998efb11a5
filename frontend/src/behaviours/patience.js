// template#patience[data-places="/board/ …"]: a click that leads to one of these pages, or on a[data-patience], says after a
// moment that the page is being made, for how long already, and stops it when told to. Files for download never say so:
// no page comes that would end the waiting.
const MOMENT = 700;

let bar = null;
let ticking = 0;

function end() {
  clearInterval(ticking);
  bar?.remove();
  bar = null;
}

function stop() {
  window.stop();
  end();
}

function show(template, since) {
  bar = template.content.firstElementChild.cloneNode(true);
  const seconds = bar.querySelector("[data-seconds]");
  const tick = () => (seconds.textContent = Math.round((Date.now() - since) / 1000));
  tick();
  ticking = setInterval(tick, 1000);
  bar.querySelector("button").addEventListener("click", stop);
  document.body.append(bar);
}

function isSlow(link, template) {
  if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return false;
  if (link.hash && link.pathname + link.search === location.pathname + location.search) return false;
  return "patience" in link.dataset || template.dataset.places.split(" ").includes(link.pathname);
}

export function startPatience() {
  const template = document.getElementById("patience");
  if (!template) return;
  let waiting = 0;
  window.addEventListener("pagehide", () => {
    clearTimeout(waiting);
    end();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!isSlow(link, template)) return;
    clearTimeout(waiting);
    end();
    waiting = setTimeout(show, MOMENT, template, Date.now());
  });
}
