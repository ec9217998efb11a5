"""A school year is opened: nothing of the care is lost, every child of the last grade is decided, nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.casework.promise_operations import add_promise
from careplan.children.models import Child
from careplan.db import db, every_school
from careplan.errors import Refused
from careplan.rollover.load import carried, leavers
from careplan.rollover.load_undecided import past_the_last_grade, waiting
from careplan.rollover.models import YearDecision
from careplan.rollover.operations import Undecided, open_year
from careplan.rollover.words import Choice, TermDates, terms_after
from careplan.school.models import SchoolYear, Squad, StaffMember
from careplan.school.queries import current_year
from careplan.school.year_operations import WrongTerms
from tests.aid.helped import child_of, give_staff, staff
from tests.rollover.helped import DATES, HANDED_ON, LAST_DAY, care_for, everything, last_grade, summer

DAY = date(2027, 7, 10)


@pytest.fixture
def cared(in_school_1: None) -> Iterator[Child]:
    """In the summer; a child of class 三(1) has everything that must go on."""
    with summer():
        child = child_of()
        care_for(child)
        db.session.flush()
        yield child
        db.session.rollback()


def opened(choices: dict[int, Choice] | None = None, classes: int = 2) -> SchoolYear | None:
    return open_year(actor_id=1, start_year=2027, dates=DATES, new_classes=classes, choices=choices or {})


@pytest.mark.plan("C41")
def test_owners_duties_partners_and_help_go_on_exactly_as_they_were(cared: Child) -> None:
    before = everything()
    assert all(before[one] for one in ("care_assignment", "aid_duty", "aid_duty_holder", "partner", "partner_pledge"))
    goes_on = carried(2027, DAY)
    assert {goes_on[one] for one in ("owners", "duties", "promises", "events", "needs", "partners")} == {1}

    year = opened()

    assert everything() == before
    assert year is not None and current_year() is year
    assert cared.squad.label(year.start_year) == "四(1)班"
    assert carried(2027, DAY) == goes_on


@pytest.mark.plan("C41")
@pytest.mark.usefixtures("cared")
def test_classes_move_up_and_the_first_grade_is_new() -> None:
    assert carried(2027, DAY)["squads"] == 6
    opened(classes=2)

    new = db.session.scalars(select(Squad).where(Squad.entry_year == 2027).order_by(Squad.number)).all()
    assert [squad.label(2027) for squad in new] == ["一(1)班", "一(2)班"]
    assert {line.squad for line in waiting(2027, DAY)["counselor"]} == {(2027, 1), (2027, 2)}
    year = db.session.scalars(select(SchoolYear).where(SchoolYear.is_current)).one()
    assert {term.number: (term.starts_on, term.ends_on) for term in year.terms} == DATES


@pytest.mark.plan("C41")
@pytest.mark.usefixtures("cared")
def test_children_of_the_last_grade_leave_or_stay_and_each_decision_is_on_record() -> None:
    first, second, third = last_grade()
    opened({second.id: Choice("stays", "再读一年")})

    assert [(one.state, one.left_on) for one in (first, second, third)] == [
        ("left", LAST_DAY),
        ("enrolled", None),
        ("left", LAST_DAY),
    ]
    kept = {row.child_id: (row.decision, row.note) for row in db.session.scalars(select(YearDecision))}
    assert kept == {first.id: ("leaves", ""), second.id: ("stays", "再读一年"), third.id: ("leaves", "")}
    entries = db.session.scalars(select(AuditEvent).where(AuditEvent.entity == "child")).all()
    assert {(one.action, one.entity_id) for one in entries} >= {
        ("leave", first.id),
        ("stay-on", second.id),
        ("leave", third.id),
    }
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "open-year")).one().detail
    assert (told["left"], told["stayed"], told["new_squads"], told["owners"]) == (2, 1, 2, 1)
    assert [line.link for line in past_the_last_grade(2027)] == [("child", second.id)]


@pytest.mark.plan("C41")
@pytest.mark.usefixtures("cared")
@pytest.mark.parametrize(("choice", "refused"), [(None, True), (Choice("leaves", " "), True), (HANDED_ON, False), (Choice("stays"), False)])  # fmt: skip
def test_a_child_with_something_open_does_not_leave_without_a_decision(choice: Choice | None, refused: bool) -> None:
    child = last_grade()[0]
    add_promise(actor_id=1, child_id=child.id, words="带书来", staff_id=staff(), due_on=date(2027, 9, 9))
    assert {one.child_id: one.open for one in leavers(2027, DAY)}[child.id] == ("promise",)
    choices = {child.id: choice} if choice else {}

    if refused:
        with pytest.raises(Undecided) as found:
            opened(choices)
        assert found.value.child_id == child.id
        assert current_year().start_year == 2026  # type: ignore[union-attr]
    else:
        assert opened(choices) is not None


@pytest.mark.plan("C41")
def test_all_that_can_be_open_for_a_child_is_seen(cared: Child) -> None:
    child = last_grade()[0]
    give_staff("principal", "T6")
    care_for(child, holder="T6")
    assert set({one.child_id: one.open for one in leavers(2027, DAY)}[child.id]) == {"event", "promise", "duty", "money", "pledge"}  # fmt: skip


@pytest.mark.plan("C41")
@pytest.mark.usefixtures("cared")
def test_opening_again_does_nothing_twice() -> None:
    opened()
    before = everything(), db.session.scalar(select(func.count(AuditEvent.id)))
    assert opened() is None
    assert (everything(), db.session.scalar(select(func.count(AuditEvent.id)))) == before
    assert db.session.scalar(select(func.count(YearDecision.id))) == 3


@pytest.mark.plan("C41")
@pytest.mark.usefixtures("cared")
def test_the_year_opens_only_after_the_last_school_day_and_one_at_a_time() -> None:
    with summer(days=-8), pytest.raises(Refused):
        opened()
    with pytest.raises(Refused):
        open_year(actor_id=1, start_year=2028, dates=DATES, new_classes=1, choices={})
    assert current_year().start_year == 2026  # type: ignore[union-attr]


@pytest.mark.usefixtures("cared")
@pytest.mark.parametrize(
    "dates",
    [
        {1: (date(2027, 9, 1), date(2027, 9, 1)), 2: DATES[2]},
        {1: DATES[1], 2: (date(2028, 1, 21), date(2028, 6, 30))},
        {1: (date(2027, 7, 31), DATES[1][1]), 2: DATES[2]},
        {1: DATES[1], 2: (date(2028, 2, 28), date(2028, 8, 1))},
    ],
)
def test_terms_that_cannot_be_right_are_refused(dates: dict[int, tuple[date, date]]) -> None:
    with pytest.raises(WrongTerms):
        open_year(actor_id=1, start_year=2027, dates=dates, new_classes=1, choices={})


@pytest.mark.plan("C41")
def test_what_waits_for_a_person_is_named(cared: Child) -> None:
    teacher = db.session.scalars(select(StaffMember).where(StaffMember.number == "T3")).one()
    assert waiting(2027, DAY)["owner"] == [] or all(line.link[1] != cared.id for line in waiting(2027, DAY)["owner"])
    teacher.active = False
    db.session.flush()

    found = waiting(2027, DAY)

    assert ("child", cared.id, "教师31") in {(*line.link, line.who) for line in found["owner"]}
    assert {line.who for line in found["counselor"]} == {"教师31"}
    assert len(found["duty"]) == len(found["promise"]) == len(found["event"]) == 1
    assert len(found["agreement"]) == 1  # the partner's agreement ends 200 days after the tenth of July
    assert len(found["calendar"]) == 1


@pytest.mark.usefixtures("cared")
def test_another_schools_children_and_years_are_not_touched() -> None:
    opened()
    with every_school():
        rows = db.session.execute(select(SchoolYear.school_id, SchoolYear.start_year).where(SchoolYear.is_current))
        assert {tuple(row) for row in rows} == {(1, 2027), (2, 2026)}
        left = db.session.scalars(select(Child.school_id).where(Child.state == "left")).all()
    assert set(left) == {1}


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (date(2026, 9, 1), date(2027, 9, 1)),
        (date(2027, 9, 1), date(2028, 9, 1)),
        (date(2028, 9, 1), date(2029, 9, 3)),  # 1 September 2029 is a Saturday
        (date(2027, 3, 1), date(2028, 2, 28)),
    ],
)
def test_the_terms_to_start_from_begin_on_a_school_day(first: date, again: date) -> None:
    assert terms_after([TermDates(first, date(2027, 7, 2))]) == [TermDates(again, date(2028, 6, 30))]
