"""Where a session may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Group, Problem, Rules, Squad, Staff, Venue, Weights, Windows
from careplan.scheduling.solution import Session
from careplan.sessions.board_rows import RowKind
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing, Locked
from careplan.sessions.ground import Places
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.places import Finder
from careplan.sessions.taken import Taken
from tests.sessions.year import FRIDAYS, held, slot, tiny

NOBODY = Locked({}, {}, {})
EARLY = date(2026, 9, 1)


NAMES = {"2024-1": "三(1)班", "2024-2": "三(2)班", "T1": "王老师", "T2": "李老师"}


def places(
    problem: Problem,
    sessions: tuple[Session, ...],
    kind: RowKind = "none",
    rows: tuple[str, ...] = (),
    taken: tuple[Taken, ...] = (),
    **fixed: object,
) -> Places:
    desk = Desk.of(Judge(problem), sessions, tuple(range(len(sessions))))
    fixing = replace(Fixing(EARLY, frozenset(), NOBODY), **fixed)  # type: ignore[arg-type]
    return Finder(desk, 0, kind, fixing, "zh", NAMES, taken).find(rows)


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


def counselled(**changes: object) -> Problem:
    """Both teachers always free; the first is the counselor of both squads, and weeks without a session are disliked."""
    problem = two_squads(weights=Weights(other_counselor=5, idle=5, change=20), windows=Windows(idle_weeks=3))
    staff = tuple(replace(one, open=None) for one in problem.staff)
    squads = tuple(replace(one, counselor="T1") for one in problem.squads)
    return replace(problem, staff=staff, squads=squads, previous=(held("a", 1),), **changes)  # type: ignore[arg-type]


def test_a_place_that_only_makes_the_schedule_less_good_is_told_apart_from_a_free_one() -> None:
    found = places(counselled(), (held("a", 1),)).slots

    assert [one.severity for one in found] == ["warning", None, None, "warning"]
    assert found[0].why == ("最好不要连着3周没有活动（多1次没有做到）",)


def test_that_the_schedule_in_force_is_changed_warns_of_no_place() -> None:
    """Every move does it, so it says nothing about where."""
    found = places(replace(counselled(), weights=Weights(change=20)), (held("a", 1),)).slots

    assert [one.severity for one in found] == [None] * 4


def test_hours_taken_beside_the_sessions_warn_where_the_person_is_waited_for() -> None:
    hour = Taken(begins(FRIDAYS[2], 6), ends(FRIDAYS[2], 6), "心理辅导室开放", "Counselling room open", "T1")

    found = places(tiny(rules=Rules()), (held("a", 1),), taken=(hour,)).slots

    assert [one.severity for one in found] == [None, None, "warning", None]
    assert found[2].why[0].startswith("王老师9月18日第6节另有安排：心理辅导室开放")


def test_what_blocks_publishing_outweighs_what_only_warns() -> None:
    """The first lesson leaves weeks empty, and comes before the activity that has to come first."""
    problem = counselled()
    problem = replace(problem, activities=(problem.activities[0], replace(problem.activities[1], after=("a",))))
    early = replace(problem, slots=(replace(problem.slots[0], id="early", period=5), *problem.slots))

    found = places(early, (held("b", 1), held("a", 0))).slots

    assert [one.severity for one in found] == ["publishing", "placing", None, None, None]
    assert "三(1)班做“b”之前，要先做完“a”。" in found[0].why


def test_in_rows_of_leaders_another_counselor_only_warns_and_says_so_in_the_row() -> None:
    found = places(counselled(), (held("a", 1),), "leader", ("T1", "T2"))

    assert [(one.row, one.severity) for one in found.rows] == [("T1", None), ("T2", "warning")]
    assert "由自己的辅导员带" in found.rows[1].why[0]
    assert [one.severity for one in found.slots] == ["warning", None, None, "warning"]


def test_in_rows_of_leaders_who_would_lead_too_much_in_a_week_blocks_publishing_in_that_week() -> None:
    problem = counselled()
    staff = (problem.staff[0], replace(problem.staff[1], max_per_week=1))
    slots = (*problem.slots, *(replace(one, id=one.id.replace("p6", "p5"), period=5) for one in problem.slots))
    other = Session("b", "2024-2", slot(1).replace("p6", "p5"), "操场", ("T2",))

    found = places(replace(problem, staff=staff, slots=slots), (held("a", 1), other), "leader", ("T1", "T2"))

    grave = {(one.row, one.day) for one in found.pairs if one.severity == "publishing"}
    assert grave == {("T2", FRIDAYS[1])}


def test_in_rows_of_squads_the_own_row_has_all_three_levels() -> None:
    problem = counselled()
    problem = replace(problem, activities=(problem.activities[0], replace(problem.activities[1], after=("a",))))

    found = places(problem, (held("b", 2), held("a", 1)), "squad", ("2024-1", "2024-2"))

    assert {one.day: one.severity for one in found.pairs if one.row == "2024-1"} == {FRIDAYS[0]: "publishing"}
    assert [one.severity for one in found.slots] == [None, "placing", None, None]  # the leader's other session
    alone = places(counselled(), (held("a", 1),), "squad", ("2024-1", "2024-2"))
    assert {one.day: one.severity for one in alone.pairs} == {FRIDAYS[0]: "warning", FRIDAYS[3]: "warning"}


def test_a_session_of_two_squads_cannot_go_where_either_has_another() -> None:
    """In rows of squads too, where it stands in both rows and moves in time only."""
    problem = two_squads()
    both = Group("both", ("2024-1", "2024-2"))
    activities = tuple(replace(one, groups=("both", *one.groups)) for one in problem.activities)
    venues = tuple(replace(one, shared=True) for one in problem.venues)
    problem = replace(problem, groups=(*problem.groups, both), activities=activities, venues=venues)
    session = Session("a", "both", slot(0), "操场", ("T1",))
    others = (Session("b", "2024-1", slot(1), "操场", ("T2",)), Session("b", "2024-2", slot(2), "操场", ("T2",)))

    days = places(problem, (session, *others)).slots
    rows = places(problem, (session, *others), "squad", ("2024-1", "2024-2"))

    assert [one.severity for one in days] == [None, "placing", "placing", None]
    assert days[1].why[0].startswith("三(1)班") and days[2].why[0].startswith("三(2)班")
    shut = {(one.day, "slot") for one in rows.slots if one.severity == "placing"}
    shut |= {(one.day, "own") for one in rows.pairs if one.row == "2024-1" and one.severity == "placing"}
    assert shut == {(FRIDAYS[1], "own"), (FRIDAYS[2], "slot")}
    assert [one.severity for one in rows.rows][1] == "placing"  # the other row is no place of its own
