"""Nobody leaves the list, or becomes another kind, while a squad, children, promises, duties or opening hours hang on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.aid.duty_operations import end_duty
from careplan.casework.help_operations import add_hours, remove_hours
from careplan.casework.models import HelpHours, Promise
from careplan.casework.operations import assign_child
from careplan.casework.promise_operations import add_promise, close_promise
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.school.beside import HeldBack
from careplan.school.models import Squad, StaffMember
from careplan.school.operations import edit_squad, save_staff
from tests.aid.helped import child_of, give_staff, mid_month, staff, without_squad
from tests.world import ClientFor

LEAVES, COMMUNITY, EXPERT, PARTNER = {"active": False}, {"kind": "community"}, {"kind": "expert"}, {"kind": "partner"}


def person() -> StaffMember:
    return db.session.scalars(select(StaffMember).where(StaffMember.number == "T5")).one()


def save(**changes: object) -> None:
    one = person()
    given = {"number": one.number, "name": one.name, "kind": one.kind, "active": one.active}
    save_staff(actor_id=None, person=one, **(given | changes))  # type: ignore[arg-type]


def has_squad() -> Callable[[], object]:
    squad = db.session.scalars(select(Squad).where(Squad.entry_year == 2022)).one()
    given = {"motto": "", "home_venue_id": squad.home_venue_id, "active": True, "lessons": []}
    edit_squad(actor_id=None, squad=squad, counselor_id=staff("T5"), **given)  # type: ignore[arg-type]
    return lambda: edit_squad(actor_id=None, squad=squad, counselor_id=staff(), **given)  # type: ignore[arg-type]


def has_child() -> Callable[[], object]:
    assign_child(actor_id=None, child_id=child_of().id, staff_id=staff("T5"), since=today())
    return lambda: assign_child(actor_id=None, child_id=child_of().id, staff_id=staff(), since=today())


def has_promise() -> Callable[[], object]:
    given = {"words": "带书来", "staff_id": staff("T5"), "due_on": today()}
    row: Promise = add_promise(actor_id=None, child_id=child_of().id, **given)  # type: ignore[arg-type]
    return lambda: close_promise(actor_id=None, row=row, kept=True, result="带来了")


def has_hours() -> Callable[[], object]:
    add_hours(actor_id=1, channel="room", weekday=1, hours="12:20-13:00", place="203", staff_id=staff("T5"))
    return lambda: remove_hours(actor_id=1, row=db.session.scalars(select(HelpHours)).one())


def has_duty() -> Callable[[], object]:
    duty = mid_month(child_of(), today(), give_staff("counselling_teacher", "T5"))
    return lambda: end_duty(actor_id=None, duty=duty, until=today())


@pytest.mark.plan("C9")
@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize(
    ("has", "holds", "lets"),
    [
        (has_squad, [LEAVES, COMMUNITY, EXPERT, PARTNER], []),
        (has_child, [LEAVES, EXPERT, PARTNER], [COMMUNITY]),
        (has_promise, [LEAVES, EXPERT], [COMMUNITY]),
        (has_hours, [LEAVES], [COMMUNITY]),
        (has_duty, [LEAVES], [COMMUNITY]),
    ],
)
def test_what_hangs_on_a_person_is_handed_over_first(
    has: Callable[[], Callable[[], object]], holds: list[dict[str, object]], lets: list[dict[str, object]]
) -> None:
    without_squad("T5")
    hand_over = has()
    for change in holds:
        with pytest.raises(HeldBack) as held:
            save(**change)
        assert held.value.field == next(iter(change))
        assert held.value.reasons[0].words and held.value.reasons[0].endpoint
    for change in lets:
        save(**change)
        save(kind="teacher")
    hand_over()
    if has is not has_duty:  # an ended duty runs on its last day
        for change in holds:
            save(**change)
            save(kind="teacher", active=True)


def test_the_page_says_at_the_field_what_to_hand_over_and_leads_there(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        one, squad = person(), db.session.scalars(select(Squad.id).where(Squad.entry_year == 2022)).one()
        data = {"version": one.version, "number": "T5", "name": one.name, "kind": "community", "active": "y"}
        page = f"/school/staff/{one.id}"
    answer = client_for("office").post(page, data=data)
    shown = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    told = shown.select_one("#kind-error")
    assert told is not None and "五(1)班" in told.text and "另选辅导员" in told.text
    assert shown.select(f'[role=alert] a[href="/school/squads/{squad}"]')
    with app.app_context(), school_scope(1):
        assert person().kind == "teacher"
