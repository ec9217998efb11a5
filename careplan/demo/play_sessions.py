"""The weeks that have passed: each session held, cancelled or not yet recorded, with roll, parents, feedback, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.access.roles import CLASS_TEACHER
from careplan.accounts.models import User
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.demo.play_voices import children_answer
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session, give_feedback, record_attendance, set_notes
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import Entry, RollLine
from careplan.sessions.schedule_queries import published_schedule, sessions_of

Tick = Callable[[int, int], None]
LECTURES_LED = 0.02
ACTIVE_LED = 0.14
NOTED = 0.45
CORRECTED = 0.25
PARTS = ("host", "leader", "leader", "leader", "helper", "helper", "other")


def play_sessions(rng: Random, cast: Cast, until: date, tick: Tick) -> Counter[str]:
    """Every session before `until`; how many were held, cancelled, left open."""
    version = published_schedule()
    past = [one for one in sessions_of(version) if one.day < until] if version else []
    player = _Player(rng, cast, until, texts()["sessions"])
    outcome: Counter[str] = Counter()
    for done, one in enumerate(past, 1):
        with at(one.day, 16, 20):
            outcome[player.play(one)] += 1
        tick(done, len(past))
    return outcome


class _Player:
    def __init__(self, rng: Random, cast: Cast, until: date, words: dict[str, Any]) -> None:
        self._rng, self._cast, self._until, self._words = rng, cast, until, words
        self._open_for_teachers = self._newest_of_accounts()

    def _newest_of_accounts(self) -> set[int]:
        """The newest past session of some class teachers stays open, so that something waits for them."""
        squads = [self._own_squad(name) for name in self._words["still_open"]]
        query = select(TeamSession).where(TeamSession.day < self._until).order_by(TeamSession.day.desc())
        newest: dict[int, int] = {}
        version = published_schedule()
        for one in db.session.scalars(query.where(TeamSession.schedule_id == (version.id if version else 0))):
            for squad in one.squads:
                if squad.id in squads and len(one.squads) == 1:
                    newest.setdefault(squad.id, one.id)
        return set(newest.values())

    def _own_squad(self, username: str) -> int:
        staff_id = self._cast.users[username].staff_id
        return next(squad.id for squad in self._cast.squads if squad.counselor_id == staff_id)

    def play(self, one: TeamSession) -> str:
        """held, cancelled or open."""
        recent = one.day >= self._until - timedelta(days=self._words["unrecorded_days"])
        if one.id in self._open_for_teachers or (recent and self._rng.random() < self._words["unrecorded"]):
            return "open"
        if self._rng.random() < self._words["cancelled"]:
            reason = self._rng.choice(self._words["cancel_reasons"]) + texts()["mark"]
            cancel_session(actor_id=self._cast.users["head"].id, team_session=one, reason=reason)
            return "cancelled"
        self._hold(one)
        return "held"

    def _hold(self, one: TeamSession) -> None:
        leader = self._leader(one)
        parents = self._parents(one)
        for squad in one.squads:
            entries = {line.child_id: self._entry(one, line) for line in roll_of(one, squad.id)}
            actor_id = self._cast.teacher_of(squad).id
            record_attendance(
                actor_id=actor_id, team_session=one, squad_id=squad.id, entries=entries, parents_came=parents
            )
        self._correct(one)
        if self._rng.random() < NOTED:
            notes = self._rng.choice(self._words["notes"]) + texts()["mark"]
            set_notes(actor_id=leader.id, team_session=one, notes=notes, parents_came=parents)
        self._answer(one, leader)

    def _correct(self, one: TeamSession) -> None:
        """Now and then a family calls later: who was absent was on leave; the trail tells it."""
        lines = roll_of(one, one.squads[0].id)
        away = [line for line in lines if line.entry and line.entry.state == "absent"]
        if away and self._rng.random() < CORRECTED:
            entry = Entry("leave", reason=self._rng.choice(self._words["leave_reasons"]))
            teacher = self._cast.teacher_of(one.squads[0])
            with at(one.day, 18):
                record_attendance(
                    actor_id=teacher.id,
                    team_session=one,
                    squad_id=one.squads[0].id,
                    entries={away[0].child_id: entry},
                )

    def _leader(self, one: TeamSession) -> User:
        """The account of who led the session, else of the squad's own counselor."""
        for post in one.posts:
            user = self._cast.by_staff.get(post.staff_id)
            if post.role == "leader" and user and CLASS_TEACHER in user.roles:
                return user
        return self._cast.teacher_of(one.squads[0])

    def _parents(self, one: TeamSession) -> int | None:
        """How many came; nobody counted on some days (S28)."""
        if "parents" not in one.activity.audiences or self._rng.random() > self._words["parents_counted"]:
            return None
        return sum(self._rng.randint(9, 24) for _ in one.squads)

    def _entry(self, one: TeamSession, _line: RollLine) -> Entry:
        words, chance = self._words, self._rng.random()
        if chance < words["present"]:
            share = LECTURES_LED if one.activity.method == "lecture" else ACTIVE_LED
            return Entry("present", role=self._rng.choice(PARTS) if self._rng.random() < share else "")
        for state in ("late", "leave"):
            chance -= words["present"] if state == "late" else words["late"]
            if chance < words[state]:
                minutes = self._rng.choice((3, 5, 8, 10)) if state == "late" else None
                return Entry(state, reason=self._rng.choice(words[f"{state}_reasons"]), minutes=minutes)
        return Entry("absent", reason=self._rng.choice(words["absent_reasons"]))

    def _answer(self, one: TeamSession, leader: User) -> None:
        """The three questions, by the leader and by the children (S17)."""
        if self._rng.random() < self._words["teachers_answer"]:
            liked, aimed, worked = self._answers(one)
            comment = self._rng.choice(self._words["comments"])
            comment = comment + texts()["mark"] if comment else ""
            give_feedback(
                actor=leader, team_session=one, interesting=liked, aimed=aimed, effective=worked, comment=comment
            )
        if self._rng.random() < self._words["children_answer"]:
            liked, aimed, worked = self._answers(one)
            children_answer(one, self._cast, {"interesting": liked, "aimed": aimed, "effective": worked})

    def _answers(self, one: TeamSession) -> tuple[int, int, int]:
        """Games are liked best, lectures least; what fits the class varies."""
        high = {"lecture": 3.6, "media": 3.7, "discussion": 4.0}.get(one.activity.method, 4.4)
        liked, aimed, worked = (min(5, max(1, round(self._rng.gauss(high - less, 0.6)))) for less in (0, 0.1, 0.25))
        return liked, aimed, worked
