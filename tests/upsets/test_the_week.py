"""The week "counselor 3 falls ill, the playground floods": who is affected, what changes, who is told what, and once.

Told are those whom the difference of two versions names; the outbox holds a message for each of them, with what
changed for them only, and for nobody else; what was said is not said again later in the week.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.school.models import Squad, StaffMember, Venue
from careplan.school.stretch import Stretch
from careplan.sessions.compare_load import load_comparison
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.record_operations import mark_held
from careplan.sessions.schedule_queries import key_of, sessions_of
from careplan.telling.message_operations import send_messages
from careplan.telling.queries import announcement_by_id, waiting_messages
from careplan.upsets.candidates import candidates
from careplan.upsets.force_operations import accept, substitute
from careplan.upsets.load import InForce, load_in_force
from careplan.upsets.mark_operations import close_places, mark_away
from careplan.upsets.replan_operations import replan
from careplan.upsets.standing import Cause
from tests.sessions.schedule import at_noon

pytestmark = pytest.mark.usefixtures("in_school_1")
ILL = "T3"


def head() -> int:
    return db.session.scalars(select(User).where(User.username == "head_counselor1")).one().id


def the_week() -> tuple[date, date]:
    """The week of the last session that counselor 3 leads in the first term: much was held before it."""
    friday = max(row.day for row in sessions_of(in_force().version) if _leads(row, ILL) and row.term == 1)
    return friday - timedelta(days=4), friday


def in_force() -> InForce:
    found = load_in_force()
    assert found
    return found


@dataclass
class Outbox:
    """What the head counselor sends in the week: person → the counts and the text of each message, in order."""

    sent: dict[str, list[tuple[dict[str, int], str]]] = field(default_factory=lambda: defaultdict(list))

    def send(self) -> dict[str, tuple[dict[str, int], str]]:
        """Send what waits; who was told what by it. Sent again, nothing goes out."""
        count, number = waiting_messages()
        waiting = announcement_by_id(number or 0)
        assert waiting and count == len(waiting.messages)
        assert send_messages(actor_id=head(), announcement=waiting, channel_ids=())
        assert not send_messages(actor_id=head(), announcement=waiting, channel_ids=())
        db.session.commit()
        told = {one.staff.number: (one.counts, one.text) for one in waiting.messages}
        assert len(told) == len(waiting.messages)  # each person once
        for person, words in told.items():
            self.sent[person].append(words)
        assert waiting_messages() == (0, None)
        return told


def counselors_of(squads: Iterable[str]) -> set[str]:
    codes = {squad_code(one): one for one in db.session.scalars(select(Squad))}
    return {codes[one].counselor.number for one in squads if codes[one].counselor}


def names(squads: Iterable[str]) -> list[str]:
    labels = {squad_code(one): one.label(2026) for one in db.session.scalars(select(Squad))}
    return [labels[one] for one in squads]


def differences(before: dict[object, tuple[object, ...]], version: ScheduleVersion) -> dict[object, tuple[object, ...]]:
    after = facts(version)
    return {key: row for key, row in {**before, **after}.items() if before.get(key) != after.get(key)}


def facts(version: ScheduleVersion) -> dict[object, tuple[object, ...]]:
    return {
        key_of(row): (row.venue.name, tuple(post.staff.number for post in row.posts), row.state)
        for row in sessions_of(version)
    }


def play_what_came_before(monday: date) -> int:
    """Everything before the week is held, as a school does; how many sessions."""
    past = [row for row in sessions_of(in_force().version) if row.day < monday]
    for row in past:
        with fixed(at_noon(row.day)):
            mark_held(actor_id=head(), team_session=row)
    db.session.commit()
    return len(past)


def test_counselor_3_falls_ill_and_the_playground_floods() -> None:
    monday, friday = the_week()
    outbox = Outbox()
    first_told = outbox.send()  # the year's schedule, before the term
    held = play_what_came_before(monday)
    assert waiting_messages() == (0, None)  # what is held tells nobody anything
    with fixed(at_noon(monday)):
        # Monday: the counselor is ill until Friday
        counselor = db.session.scalars(select(StaffMember).where(StaffMember.number == ILL)).one()
        mark_away(actor_id=head(), staff=counselor, stretch=Stretch(monday, friday), reason="leave")
        affected = list(in_force().fallen)
        mine = [row for row in sessions_of(in_force().version) if monday <= row.day <= friday and _leads(row, ILL)]
        assert [one.session.id for one in affected] == [row.id for row in mine] and mine
        assert all(one.causes == (Cause("away", ILL),) for one in affected)

        first = in_force().version
        before = facts(first)
        picks: dict[tuple[int, int], str] = {}
        for one in affected:
            picks[one.session.id, one.session.staff.index(ILL)] = candidates(
                in_force().situation(picks), one.session, one.session.staff.index(ILL)
            )[0].person
        second = substitute(actor_id=head(), picks=picks, words="换人").version
        db.session.commit()
        changed = differences(before, second)
        assert len(changed) == len(affected)
        assert {staff for _, staff, _ in changed.values()} == {(person,) for person in picks.values()}
        told = {person for key in changed for row in (before[key], facts(second)[key]) for person in row[1]}  # type: ignore[attr-defined]
        assert told == {ILL, *picks.values()}  # besides them only the squads whose session it is
        assert {squad for key in changed for squad in key[3]} == {s for one in affected for s in one.session.squads}  # type: ignore[index]
        assert Counter(row.state for row in sessions_of(second))["held"] == held

        # Monday noon: the outbox tells the counselor, those who stand in, and the squads' own counselors
        substituted = outbox.send()
        touched = {squad for one in affected for squad in one.session.squads}
        assert substituted.keys() == told | counselors_of(touched)
        ill = substituted[ILL]
        assert sum(ill[0].values()) == len(mine_of(before, second, ILL))
        for person in picks.values():
            counts, text = substituted[person]
            assert "接手" in text or "take over" in text or counts.get("changed")
            assert all(
                name in text
                for name in names(one for key in changed for one in key[3] if person in facts(second)[key][1])
            )  # type: ignore[index, attr-defined]

    with fixed(at_noon(friday - timedelta(days=1))):
        # Thursday night: the places of Friday's sessions are under water
        friday_rows = [row for row in sessions_of(second) if row.day == friday]
        flooded = {row.venue_id for row in friday_rows if row.venue.kind == "playground"} or {friday_rows[0].venue_id}
        venues = [db.session.get_one(Venue, number) for number in flooded]
        close_places(actor_id=head(), venues=venues, stretch=Stretch(friday, friday), reason="weather")
        fallen = in_force().fallen
        assert {one.session.id for one in fallen} == {row.id for row in friday_rows if row.venue_id in flooded}
        squads = {squad for one in fallen for squad in one.session.squads}
        leaders = {person for one in fallen for person in one.session.staff}
        before = facts(second)
        ids = {one.session.id for one in fallen}
        db.session.commit()

        proposal = replan(seconds=2.0, stop=lambda: False)

        assert len(proposal.moves) == len(ids)
        assert all(move.before and move.after for move in proposal.moves)
        assert set(proposal.squads) == squads and set(proposal.people) == leaders  # nobody else has to be told
        third = accept(
            actor_id=head(), version_id=proposal.version, moves=proposal.moves, words="场地积水，重新安排"
        ).version
        db.session.commit()

        assert in_force().fallen == ()
        found = load_comparison(db.session.get_one(ScheduleVersion, second.id), third).found
        moved = differences(before, third)
        assert {squad for key in moved for squad in key[3]} == squads  # type: ignore[index]
        assert not found.added and not found.dropped and found.same + len(found.touched) // 2 == len(before)
        assert Counter(row.state for row in sessions_of(third))["held"] == held  # nothing recorded was lost
        assert [row.number for row in (first, second, third)] == sorted(row.number for row in (first, second, third))

        # Friday: only those whom the flood concerns, and nothing of Monday again
        flood = outbox.send()
        assert flood.keys() == leaders | set(proposal.people) | counselors_of(squads)
        others = set(names(squad_codes() - squads))
        for counts, text in flood.values():
            assert counts.keys() <= {"moved", "changed"} and sum(counts.values()) == text.count("\n1. ") + text.count(
                "\n2. "
            )
            assert not any(label in text for label in others)
    week = {person: said[1:] if person in first_told else said for person, said in outbox.sent.items()}
    expected = Counter([*substituted, *flood])
    assert {person: len(said) for person, said in week.items() if said} == dict(expected)
    texts = [text for said in week.values() for _, text in said]
    assert len(texts) == len(set(texts))  # nobody reads the same twice


def mine_of(before: dict[object, tuple[object, ...]], version: ScheduleVersion, number: str) -> set[object]:
    """The sessions that change and that concern a person as their leader, or as the squads' counselor."""
    own = {
        squad_code(one) for one in db.session.scalars(select(Squad)) if one.counselor and one.counselor.number == number
    }
    changed = differences(before, version)
    after = facts(version)
    return {
        key
        for key in changed
        if own & set(key[3])  # type: ignore[index]
        or number in before[key][1]  # type: ignore[operator]
        or number in after[key][1]  # type: ignore[operator]
    }


def lines_in(text: str) -> int:
    """How many changes a message tells."""
    return len(re.findall(r"^\d+\. ", text, re.MULTILINE))


def squad_codes() -> set[str]:
    return {squad_code(one) for one in db.session.scalars(select(Squad))}


def _leads(row: TeamSession, number: str) -> bool:
    return any(post.staff.number == number for post in row.posts)
