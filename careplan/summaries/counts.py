"""What a term held, as figures with the records behind them. Pure; the same for the school and for one squad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from careplan.indicators.facts import AidRecord, Snapshot, TeamSession, Term, Visit
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.indicators.small_cells import LEAST, Group, merge_small, showable
from careplan.reports.figures import NO_DATA, fraction_text, plain, result_text

HELD, CANCELLED, WAITING, AHEAD = "held", "cancelled", "waiting", "ahead"
VISITS = ("home", "phone", "talk", "letter", "teacher")
"""Kinds of contacts, each with a count of its own: no total, from which a small one could be taken."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure: the sum of the weights of the counted records, out of all of them where it is a share.

    personal: its records are children or belong to one. people: how many children stand behind it; None: not asked.
    """

    records: tuple[RecordRef, ...]
    personal: bool = False
    people: int | None = None

    @property
    def number(self) -> int:
        return round(sum(one.weight for one in self.records if one.counted))

    @property
    def hidden(self) -> bool:
        """Whether so few children stand behind it that the number would tell of them (G10)."""
        return self.personal and not (showable(self.number) and showable(self.people or 0))

    def told(self, unit: str = "") -> str:
        """12次; 不足5人次."""
        return f"不足{LEAST}{unit}" if self.hidden else f"{self.number:,}{unit}"

    def share(self) -> str:
        """85.2%（52/61）; a bound where either side is few; 无数据 where there is nothing to count."""
        whole = sum(one.out_of for one in self.records)
        if not whole:
            return NO_DATA
        result = MeasureResult("", "rate", self.number / whole, self.number, whole)  # of one term: the sums say it all
        parts = fraction_text(result, personal=self.personal)
        text = result_text(result, personal=self.personal)
        return text if parts == "—" else f"{text}（{parts}）"


AID, AND = ("aid_delivered", "aid_granted", "aid_open", "aid_refused"), "."
"""Standings of a case of aid; AND joins those that are told together."""
Counts = Mapping[str, Count]


def state_of(session: TeamSession, today: date) -> str:
    """One of HELD, CANCELLED, WAITING (its day is over, nobody said whether it took place), AHEAD."""
    if session.state != "planned":
        return session.state
    return WAITING if session.on < today else AHEAD


def term_sessions(facts: Snapshot, term: Term, squad: str | None = None) -> tuple[TeamSession, ...]:
    """The sessions of a term, of one squad where it is named, by day."""
    mine = (s for s in facts.sessions if term.first <= s.on <= term.last and (squad is None or squad in s.squad_ids))
    return tuple(sorted(mine, key=lambda s: (s.on, int(s.id))))


def session_counts(sessions: Iterable[TeamSession], today: date) -> dict[str, Count]:
    """How many were planned, held, cancelled, are unrecorded or ahead, held beside the plan, led by children."""
    rows = tuple(sessions)
    found = {
        "planned": [s for s in rows if not s.extra],
        "due": [s for s in rows if not s.extra and state_of(s, today) != AHEAD],
        "extra": [s for s in rows if s.extra and s.held],
        "led": [s for s in rows if s.held and s.child_led_count],
        **{state: [s for s in rows if state_of(s, today) == state] for state in (HELD, CANCELLED, WAITING, AHEAD)},
    }
    counts = {code: Count(tuple(_session(s) for s in some)) for code, some in found.items()}
    counts["done"] = Count(tuple(_session(s, s.held) for s in found["due"]))
    counts["parents"] = Count(
        tuple(_session(s, weight=s.parents_count or 0, note=str(s.parents_count or 0)) for s in rows if s.held)
    )
    return counts


def _session(session: TeamSession, counted: bool = True, weight: float = 1, note: str = "") -> RecordRef:
    return RecordRef("session", session.id, counted, note, weight=weight)


def school_counts(facts: Snapshot, term: Term, today: date) -> dict[str, Count]:
    """The term of the whole school: sessions, whom they reached, care in counts."""
    sessions = term_sessions(facts, term)
    counts = session_counts(sessions, today)
    counts["squads"] = _squads(facts, sessions)
    counts["attendance"] = attendance(facts, sessions, None)
    counts["reached"] = _reached(facts, sessions)
    return counts | _care(facts, term) | by_squad(facts, sessions, today)


def by_squad(facts: Snapshot, sessions: Iterable[TeamSession], today: date) -> dict[str, Count]:
    """held-s12: what squad 12 held, and so for each state."""
    rows = tuple(sessions)
    found: dict[str, Count] = {}
    for squad in facts.squads:
        own = session_counts([s for s in rows if squad.id in s.squad_ids], today)
        found |= {f"{code}-s{squad.id}": own[code] for code in ("planned", HELD, CANCELLED, WAITING, AHEAD)}
    return found


def attendance(facts: Snapshot, sessions: Iterable[TeamSession], squad: str | None) -> Count:
    """Who came out of who was on the lists, session by session, of one squad or of all."""
    held = {s.id: [0, 0] for s in sessions if s.held}
    of_squad = {c.id for c in facts.children if squad is None or c.squad_id == squad}
    for row in facts.attendance:
        if row.session_id in held and row.child_id in of_squad:
            held[row.session_id][0] += row.came
            held[row.session_id][1] += 1
    return Count(
        tuple(
            RecordRef("session", one, True, note=f"{came}/{whole}", weight=came, out_of=whole)
            for one, (came, whole) in held.items()
            if whole
        ),
        personal=True,
    )


def _squads(facts: Snapshot, sessions: Iterable[TeamSession]) -> Count:
    had = {squad for s in sessions if s.held for squad in s.squad_ids}
    return Count(tuple(RecordRef("squad", q.id, q.id in had, squad_id=q.id) for q in facts.squads))


def _reached(facts: Snapshot, sessions: Iterable[TeamSession]) -> Count:
    held = {s.id for s in sessions if s.held}
    came = {child for session, child in facts.attended if session in held}
    return _children(facts, came)


def _children(facts: Snapshot, those: set[str]) -> Count:
    """Left-behind children among `those`, out of all on the roll."""
    rows = (RecordRef("child", c.id, c.id in those, squad_id=c.squad_id) for c in facts.left_behind)
    return Count(tuple(rows), personal=True)


def _care(facts: Snapshot, term: Term) -> dict[str, Count]:
    squads = {c.id: c.squad_id for c in facts.children}

    def within(day: date | None) -> bool:
        return day is not None and term.first <= day <= term.last

    def count(kind: str, rows: Iterable[object]) -> Count:
        pairs = [(str(row.id), str(row.child_id)) for row in rows]  # type: ignore[attr-defined]
        refs = (RecordRef(kind, i, True, squad_id=squads.get(child)) for i, child in pairs)  # type: ignore[arg-type]
        return Count(tuple(refs), personal=True, people=len({child for _, child in pairs}))

    visits: list[Visit] = [v for v in facts.visits if within(v.on)]
    asked = [a for a in facts.aid if within(a.asked_on)]
    return {
        **{f"visits_{kind}": count("visit", [v for v in visits if v.kind == kind]) for kind in VISITS},
        "calls": count("contact", [c for c in facts.parent_contacts if within(c.on)]),
        "visited": _children(facts, {v.child_id for v in visits}),
        **{
            AND.join(shown.keys): count("aid", [a for a in asked if _standing(a) in shown.keys])
            for shown in merge_small(_aid_groups(asked))
        },
    }


def _standing(aid: AidRecord) -> str:
    """How far a case has come: one of AID."""
    if aid.delivered_on or aid.granted_on:
        return "aid_delivered" if aid.delivered_on else "aid_granted"
    return "aid_refused" if aid.refused else "aid_open"


def _aid_groups(asked: list[AidRecord]) -> list[Group]:
    """The cases by standing: cases and children. Told without a total, so that no small group is the rest of one."""
    by = {one: [a for a in asked if _standing(a) == one] for one in AID}
    return [Group(one, (len(some), len({a.child_id for a in some}))) for one, some in by.items() if some]


def talks_text(facts: Snapshot, term: Term) -> str:
    """Talks of the counselling room in months that lie in the term; months joined over its edge are not counted."""
    first, last = f"{term.first:%Y-%m}", f"{term.last:%Y-%m}"
    inside = [one for one in facts.talks if all(first <= month <= last for month in one.months)]
    return f"{plain(sum(one.talks for one in inside))}次" if inside else "没有可列的数字"
