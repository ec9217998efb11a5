// The year strip: a link for each week opens it in the calendar; the arrow keys go from week to week.
import { isoDay } from "./words.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function startStrip(openWeek) {
  const strip = document.querySelector("[data-year-strip]");
  if (!strip) return { shown() {}, async refresh() {} };
  const weeks = () => [...strip.querySelectorAll("[data-strip-day]")];
  let range = null;

  /** One stop for Tab; the arrows do the rest. */
  function rove(chosen) {
    for (const one of weeks()) one.tabIndex = one === chosen ? 0 : -1;
  }

  function shown(start, end) {
    range = [start, end];
    const [from, to] = [isoDay(start), isoDay(end)];
    let first = null;
    for (const week of weeks()) {
      const sunday = new Date(week.dataset.stripDay);
      sunday.setUTCDate(sunday.getUTCDate() + 6);
      const inside = week.dataset.stripDay < to && sunday.toISOString().slice(0, 10) >= from;
      if (inside) week.setAttribute("aria-current", "true");
      else week.removeAttribute("aria-current");
      if (inside) first ??= week;
    }
    if (!strip.contains(document.activeElement)) rove(first ?? weeks()[0]);
    if (first) strip.scrollLeft = Math.max(0, first.offsetLeft - strip.clientWidth / 2);
  }

  async function refresh() {
    const answer = await fetch(strip.dataset.stripUrl);
    if (!answer.ok) return;
    strip.innerHTML = await answer.text();
    if (range) shown(...range);
  }

  strip.addEventListener("click", (event) => {
    const week = event.target.closest("[data-strip-day]");
    if (!week || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    rove(week);
    openWeek(week.dataset.stripDay);
  });
  strip.addEventListener("keydown", (event) => {
    const all = weeks();
    const at = all.indexOf(document.activeElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + (STEPS[event.key] ?? 0);
    if (at < 0 || to === at || !all[to]) return;
    event.preventDefault();
    rove(all[to]);
    all[to].focus();
  });
  return { shown, refresh };
}
