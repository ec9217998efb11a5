"""Where a session may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Group, Problem, Rules, Squad, Staff, Venue
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing, Locked
from careplan.sessions.places import Finder, Places, RowKind
from tests.sessions.year import FRIDAYS, held, slot, tiny

NOBODY = Locked({}, {}, {})
EARLY = date(2026, 9, 1)


def places(
    problem: Problem, sessions: tuple[Session, ...], kind: RowKind = "none", rows: tuple[str, ...] = (), **fixed: object
) -> Places:
    desk = Desk.of(Judge(problem), sessions, tuple(range(len(sessions))))
    fixing = replace(Fixing(EARLY, frozenset(), NOBODY), **fixed)  # type: ignore[arg-type]
    return Finder(desk, 0, kind, fixing, "zh", {"2024-1": "三(1)班", "T1": "王老师", "T2": "李老师"}).find(rows)


def two_squads(**changes: object) -> Problem:
    problem = tiny(
        squads=(Squad("2024-1", 40), Squad("2024-2", 40)),
        groups=(Group("2024-1", ("2024-1",)), Group("2024-2", ("2024-2",))),
        staff=(Staff("T1", frozenset({"teacher"})), Staff("T2", frozenset({"teacher"}), open=frozenset({slot(0)}))),
        venues=(Venue("操场", frozenset({"playground"}), 500), Venue("教室", frozenset({"classroom"}), 30)),
        rules=Rules(),
    )
    activities = tuple(replace(one, groups=("2024-1", "2024-2")) for one in problem.activities)
    return replace(problem, activities=activities, **changes)  # type: ignore[arg-type]


def test_every_lesson_of_the_squad_is_told_with_what_forbids_it() -> None:
    found = places(tiny(rules=Rules(sessions_per_week=1)), (held("a", 0), held("b", 2))).slots

    assert [(one.day, one.severity) for one in found] == list(zip(FRIDAYS, (None, None, "placing", None), strict=True))
    assert found[2].why == ("三(1)班9月18日第6节已有别的活动。", "王老师9月18日第6节要带别的活动。")


def test_a_rule_of_the_year_is_lighter_than_one_of_the_lesson() -> None:
    after = tiny(rules=Rules())
    activities = (after.activities[0], replace(after.activities[1], after=("a",)))

    found = places(replace(after, activities=activities), (held("a", 0), held("b", 1))).slots

    assert [one.severity for one in found] == [None, "placing", "publishing", "publishing"]
    assert found[3].why == ("三(1)班做“b”之前，要先做完“a”。",)


def test_days_that_are_over_and_locked_weeks_are_closed() -> None:
    sessions = (held("a", 3),)

    over = places(tiny(), sessions, today=FRIDAYS[1]).slots
    locked = places(tiny(), sessions, locked=Locked({}, {}, {2: ("王老师",)})).slots

    assert [one.severity for one in over] == ["placing", None, None, None]
    assert locked[1].why == ("王老师已锁定。",) and locked[2].severity is None


def test_rows_of_places_say_which_place_never_fits_and_which_is_taken() -> None:
    other = Session("b", "2024-2", slot(1), "操场", ("T2",))

    found = places(two_squads(), (held("a", 0), other), "venue", ("操场", "教室"))

    assert [(one.row, one.severity) for one in found.rows] == [("操场", None), ("教室", "placing")]
    assert found.rows[1].why == ("教室最多容纳30人，这次有40人。", "教室不适合开展“a”。")
    assert [(one.row, one.day) for one in found.pairs] == [("操场", FRIDAYS[1])]


def test_rows_of_leaders_say_who_is_not_free() -> None:
    found = places(two_squads(), (held("a", 0),), "leader", ("T1", "T2"))

    assert [one.severity for one in found.rows] == [None, None]
    assert [(one.row, one.day) for one in found.pairs] == [("T2", day) for day in FRIDAYS[1:]]
    assert found.pairs[0].why == ("李老师9月11日第6节有课或没有空。",)


def test_rows_of_squads_say_who_may_have_it_and_when() -> None:
    other = Session("b", "2024-2", slot(1), "操场", ("T2",))
    found = places(two_squads(), (held("a", 0), other), "squad", ("2024-1", "2024-2"))

    assert [one.severity for one in found.rows] == [None, None]
    assert [(one.row, one.day) for one in found.pairs] == []
    assert [one.severity for one in found.slots] == [None, "placing", None, None]
