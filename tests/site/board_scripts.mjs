// Asks the board's own script where a session may stand; prints the answers as JSON for test_board_scripts.py.
globalThis.document = { documentElement: { lang: "zh-CN" } };
const { Places } = await import(new URL("../../frontend/src/board/places.js", import.meta.url));

const slot = (day, period, severity, why = []) => ({ day, period, severity, why });
const answer = {
  here: { day: "2026-09-04", period: 6, row: 1 },
  slots: [
    slot("2026-09-04", 6, null),
    slot("2026-09-11", 6, "publishing", ["blocks"]),
    slot("2026-09-11", 7, "warning", ["less good"]),
    slot("2026-09-18", 6, "warning", ["less good"]),
    slot("2026-09-25", 6, null),
    slot("2026-10-09", 6, "placing", ["taken"]),
  ],
  rows: [{ row: 2, severity: "warning", why: ["another counselor"] }],
  pairs: [{ row: 2, day: "2026-09-18", period: 6, severity: "publishing", why: ["too many lessons"] }],
};
const places = new Places(answer, [1]);
const at = (row, day, period = 6) => places.at({ row, day, period });
console.log(
  JSON.stringify({
    levels: ["2026-09-11", "2026-09-18", "2026-09-25", "2026-10-09"].map((day) => at(1, day).severity),
    otherRow: at(2, "2026-09-25"),
    both: at(2, "2026-09-18"),
    bestOfDay: places.onDay(1, "2026-09-11", 6),
    next: places.nextTime({ row: 1, day: "2026-09-25", period: 6 }, 1),
    first: places.nextTime({ row: 1, day: "2026-09-04", period: 6 }, 1),
  }),
);
