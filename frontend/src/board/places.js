// Where a session may stand, as the server answered once when it was picked up.
import { words } from "./words.js";

export const LEVELS = ["placing", "publishing", "warning"]; // the gravest first
const rank = (severity) => (severity === null ? LEVELS.length : LEVELS.indexOf(severity));
const worst = (one, two) => (rank(two) < rank(one) ? two : one);

export class Places {
  /** own: the rows that the session stands in now; in them nothing changes but the time. */
  constructor(answer, own) {
    this.here = answer.here;
    this.own = own.map(String);
    this.slots = new Map(answer.slots.map((slot) => [`${slot.day} ${slot.period}`, slot]));
    this.rows = new Map(answer.rows.map((row) => [String(row.row), row]));
    this.pairs = new Map(answer.pairs.map((pair) => [`${pair.row} ${pair.day} ${pair.period}`, pair]));
    this.times = [...answer.slots].sort((a, b) => a.day.localeCompare(b.day) || a.period - b.period);
  }

  isHere({ row, day, period }) {
    return day === this.here.day && period === this.here.period && (row === null || this.own.includes(String(row)));
  }

  /** { severity, why } of a place: null or one of LEVELS; why: the gravest first. */
  at({ row, day, period }) {
    if (this.isHere({ row, day, period })) return { severity: null, why: [] };
    const slot = this.slots.get(`${day} ${period}`);
    if (!slot) return { severity: "placing", why: [words.noLesson] };
    const own = row === null || this.own.includes(String(row));
    const pairRow = own ? this.here.row : row;
    const parts = [slot, own ? null : this.rows.get(String(row)), this.pairs.get(`${pairRow} ${day} ${period}`)].filter(Boolean);
    parts.sort((one, two) => rank(one.severity) - rank(two.severity));
    return {
      severity: parts.reduce((found, part) => worst(found, part.severity), null),
      why: [...new Set(parts.flatMap((part) => part.why ?? []))],
    };
  }

  allowed(place) {
    return this.at(place).severity !== "placing";
  }

  /** The best lesson of a day: the present one of the day if it may be, else the nearest that may. */
  onDay(row, day, period) {
    const periods = this.times.filter((time) => time.day === day).map((time) => time.period);
    periods.sort((a, b) => Math.abs(a - period) - Math.abs(b - period));
    if (!periods.includes(period)) periods.push(period);
    const places = periods.map((one) => ({ row, day, period: one }));
    return places.reduce((best, place) => (rank(this.at(place).severity) > rank(this.at(best).severity) ? place : best));
  }

  /** The next time in the same row; skip: at least so many days away. */
  nextTime({ row, day, period }, step, skip = 0) {
    const after = (time) => (time.day.localeCompare(day) || time.period - period) * step > 0 && Math.abs(days(day, time.day)) >= skip;
    const ahead = this.times.filter(after);
    if (step < 0) ahead.reverse();
    return ahead.map((time) => ({ row, day: time.day, period: time.period })).find((place) => this.allowed(place)) ?? null;
  }

  /** The next row in which the time may be; else the nearest time of the next row in which any may. */
  nextRow({ row, day, period }, order, step) {
    const ids = order.map(String);
    const ahead = step > 0 ? ids.slice(ids.indexOf(String(row)) + 1) : ids.slice(0, Math.max(ids.indexOf(String(row)), 0)).reverse();
    const same = ahead.map((one) => ({ row: one, day, period })).find((place) => this.allowed(place));
    return same ?? ahead.map((one) => this.nearest(one, day)).find(Boolean) ?? null;
  }

  nearest(row, day) {
    const near = [...this.times].sort((a, b) => Math.abs(days(day, a.day)) - Math.abs(days(day, b.day)));
    return near.map((time) => ({ row, day: time.day, period: time.period })).find((place) => this.allowed(place));
  }
}

function days(from, to) {
  return (new Date(to) - new Date(from)) / 86_400_000;
}
