"""Care level, one person responsible, the register, what is missing: and who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.casework.level_operations import set_level, set_rules
from careplan.casework.level_queries import rules_on
from careplan.casework.missing_queries import gap_ids, gaps_of
from careplan.casework.models import CareAssignment, CareLevel, Promise
from careplan.casework.operations import assign_child
from careplan.casework.promise_operations import add_promise
from careplan.casework.queries import Sight, children_in_care, standings_of
from careplan.casework.rules import Rule
from careplan.children.file_models import ChildCategory
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.school.models import StaffMember
from tests.casework.test_views import a_child, told_at, words
from tests.world import ClientFor

SECRET = "父亲被羁押，家里没有大人"


def user_id(app: Flask, role: str) -> int:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(User.id).where(User.username == f"{role}1")).one()


def staff_id(number: str) -> int:
    return db.session.scalars(select(StaffMember.id).where(StaffMember.number == number)).one()


def assign(app: Flask, child_id: int, number: str = "T3") -> None:
    with app.app_context(), school_scope(1):
        assign_child(actor_id=1, child_id=child_id, staff_id=staff_id(number), since=today(), note="请多打电话")
        db.session.commit()


def test_a_level_is_set_by_a_person_with_a_reason_and_stays_in_the_history(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    path = f"/care/children/{child_id}/level"
    for level, reason in (("daily", "情况平稳"), ("warning", SECRET)):
        assert teacher.post(path, data={"level": level, "reason": reason}).status_code == 302

    page = teacher.get(path).text

    assert page.index(SECRET) < page.index("情况平稳"), "the newest first, the older one kept"
    assert "孩子31丙" in page and "三(1)班" in page
    by = user_id(app, "class_teacher")
    with app.app_context(), school_scope(1):
        rows = db.session.scalars(select(CareLevel).order_by(CareLevel.id)).all()
        assert [(row.level, row.set_by) for row in rows] == [("daily", by), ("warning", by)]


@pytest.mark.parametrize("given", [{"level": "warning", "reason": ""}, {"level": "", "reason": "长理由"}, {"level": "boss", "reason": "理由充分"}, {"level": "daily", "reason": "好"}])  # fmt: skip
def test_a_level_without_a_reason_or_that_is_none_is_refused(
    app: Flask, client_for: ClientFor, given: dict[str, str]
) -> None:
    assert client_for("class_teacher").post(f"/care/children/{a_child(app)}/level", data=given).status_code == 422
    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count(CareLevel.id))) == 0


def test_why_a_level_was_set_is_not_readable_in_the_database_file(app: Flask, client_for: ClientFor) -> None:
    client_for("class_teacher").post(
        f"/care/children/{a_child(app)}/level", data={"level": "warning", "reason": SECRET}
    )
    files = list(app.config["SETTINGS"].data.glob("careplan.sqlite3*"))
    assert files and not any(SECRET.encode() in file.read_bytes() for file in files)


@pytest.mark.plan("C4", "C15")
def test_the_level_sets_the_interval_of_contacts(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    teacher.post(f"/care/children/{child_id}/level", data={"level": "warning", "reason": "连续两周情绪低落"})

    late = teacher.post(f"/care/children/{child_id}/new", data=words())
    in_time = words(next_on=(today() + timedelta(days=7)).isoformat())

    assert late.status_code == 422 and "7 天之内" in told_at(late.text, "next_on")
    assert teacher.post(f"/care/children/{child_id}/new", data=in_time).status_code == 302


@pytest.mark.plan("C11")
def test_rules_have_versions_and_cannot_turn_upside_down(app: Flask, client_for: ClientFor) -> None:
    data = {"since": today().isoformat(), "reason": "校务会决定"}
    numbers = {"daily": (20, 1), "close": (10, 2), "warning": (5, 2), "crisis": (1, 3)}
    data |= {f"days_{code}": str(days) for code, (days, _visits) in numbers.items()}
    data |= {f"visits_{code}": str(visits) for code, (_days, visits) in numbers.items()}
    principal = client_for("principal")

    assert principal.post("/care/rules", data=data | {"days_crisis": "9"}).status_code == 422
    assert principal.post("/care/rules", data=data | {"since": "2020-01-01"}).status_code == 422
    assert principal.post("/care/rules", data=data).status_code == 302
    assert client_for("class_teacher").post("/care/rules", data=data).status_code == 403

    with app.app_context(), school_scope(1):
        assert rules_on(today())["daily"] == Rule(20, 1)
        assert rules_on(today() - timedelta(days=1))["daily"] == Rule(30, 1), "what held before still stands"
        with pytest.raises(Refused):
            set_rules(actor_id=1, since=today(), preset="", levels=rules_on(today()), reason="再来一次")


@pytest.mark.plan("C9")
def test_the_database_itself_holds_one_open_responsibility_for_a_child(app: Flask) -> None:
    child_id = a_child(app)
    with app.app_context(), school_scope(1):
        for number in ("T3", "T4"):
            db.session.add(CareAssignment(child_id=child_id, staff_id=staff_id(number), since=today()))
        record(actor_id=None, action="assign", entity="care_assignment")
        with pytest.raises(IntegrityError):
            db.session.commit()


@pytest.mark.plan("C6", "C7", "C8")
def test_the_register_holds_ones_own_children_with_what_was_promised(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    assign(app, child_id)
    due = (today() + timedelta(days=3)).isoformat()
    promised = {"words": "借一本童话书", "staff_id": "0", "due_on": due}
    assert teacher.post(f"/care/children/{child_id}/promise", data=promised).status_code == 302

    page = teacher.get("/care/register").text

    assert "孩子31丙" in page and "借一本童话书" in page and "孩子31乙" not in page
    assert client_for("community_worker").get("/care/register").text.count("孩子") <= 4, "nobody else's children"


def test_another_persons_register_is_open_to_those_who_lead_only(app: Flask, client_for: ClientFor) -> None:
    assign(app, a_child(app, 5), "T5")
    with app.app_context(), school_scope(1):
        other = staff_id("T5")

    assert client_for("class_teacher").get(f"/care/register?staff={other}").status_code == 404
    assert client_for("class_teacher").get(f"/paper/register?staff={other}").status_code == 404
    assert "孩子51丙" in client_for("principal").get(f"/care/register?staff={other}").text


def test_who_is_responsible_opens_the_child_of_another_class_and_loses_it_with_the_handover(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, teacher = a_child(app, 5), client_for("class_teacher")
    assert teacher.get(f"/care/children/{child_id}").status_code == 404
    assign(app, child_id)
    assert teacher.get(f"/care/children/{child_id}").status_code == 200
    assign(app, child_id, "T5")
    assert teacher.get(f"/care/children/{child_id}").status_code == 404


@pytest.mark.plan("C7", "C9")
def test_open_promises_go_along_with_the_child(app: Flask, client_for: ClientFor) -> None:
    child_id = a_child(app)
    assign(app, child_id)
    with app.app_context(), school_scope(1):
        mine, other, due = staff_id("T3"), staff_id("T4"), today() + timedelta(days=3)
        add_promise(actor_id=1, child_id=child_id, words="借书", staff_id=mine, due_on=due)
        add_promise(actor_id=1, child_id=child_id, words="谈话", staff_id=other, due_on=due)
        db.session.commit()
    assign(app, child_id, "T5")
    with app.app_context(), school_scope(1):
        owners = {row.words: row.staff_id for row in db.session.scalars(select(Promise))}
        assert owners == {"借书": staff_id("T5"), "谈话": other}, "what somebody else promised stays theirs"


@pytest.mark.plan("C20")
def test_a_promise_is_closed_once_with_how_it_ended(app: Flask, client_for: ClientFor) -> None:
    child_id, teacher = a_child(app), client_for("class_teacher")
    data = words(promise="带孩子看牙", promise_by=(today() + timedelta(days=5)).isoformat())
    assert teacher.post(f"/care/children/{child_id}/new", data=data).status_code == 302
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(Promise)).one()
        promise_id, version = row.id, str(row.version)

    end = {"kept": "yes", "result": "去过了，补好一颗", "version": version}
    assert teacher.post(f"/care/promises/{promise_id}", data=end).status_code == 302
    assert teacher.post(f"/care/promises/{promise_id}", data=end).status_code == 409, (
        "somebody else closed it meanwhile"
    )
    assert client_for("class_teacher", school=2).get(f"/care/promises/{promise_id}").status_code == 404


@pytest.mark.plan("C2", "C18")
@pytest.mark.usefixtures("in_school_1")
def test_a_child_who_is_not_left_behind_is_in_care_through_its_category() -> None:
    child = db.session.scalars(select(Child).where(Child.name == "孩子31甲")).one()
    assert child.id not in {one.id for one in children_in_care(Sight(None), today())}
    db.session.add(
        ChildCategory(
            child_id=child.id, category="de-facto", basis="民政", authority="县民政局", since=today(), recorded_at=now()
        )
    )
    db.session.flush()
    assert child.id in {one.id for one in children_in_care(Sight(None), today())}
    assert child.id not in {one.id for one in children_in_care(Sight(frozenset({99})), today())}
    db.session.rollback()


@pytest.mark.plan("C3", "C10", "C15")
@pytest.mark.usefixtures("in_school_1")
def test_each_list_of_what_is_missing_names_its_children_as_far_as_one_sees_them() -> None:
    child = db.session.scalars(select(Child).where(Child.name == "孩子31丙")).one()
    before = {kind: set(ids) for kind, ids in gap_ids(Sight(None), today()).items()}
    assert all(child.id in before[kind] for kind in ("owner", "level", "consent", "contact", "next", "visit", "fields"))
    assert child.id in before["entrust"]

    assign_child(actor_id=1, child_id=child.id, staff_id=staff_id("T3"), since=today())
    set_level(actor_id=1, child_id=child.id, level="daily", reason="情况平稳")
    after = gap_ids(Sight(frozenset({child.squad_id})), today())

    assert child.id not in {one for kind in ("owner", "level") for one in after[kind]}
    lines = [gap for ids in after.values() for gap in gaps_of(ids, today())]
    assert {gap.child.squad_id for gap in lines} == {child.squad_id}
    assert {gap.responsible for gap in lines if gap.child.id == child.id} == {"教师31"}
    assert standings_of([child.id], today())[child.id].level is not None
    db.session.rollback()


@pytest.mark.usefixtures("in_school_1")
def test_what_was_looked_at_long_ago_is_stale() -> None:
    day = today() + timedelta(days=200)
    assert {gap.child.name for gap in gaps_of(gap_ids(Sight(None), day)["stale"], day)} >= {"孩子31丙"}


@pytest.mark.plan("C4")
def test_the_route_holds_whom_to_see_and_prints(app: Flask, client_for: ClientFor) -> None:
    assign(app, a_child(app))
    teacher = client_for("class_teacher")

    assert "孩子31丙" in teacher.get("/care/route?mine=1").text
    assert "孩子31丙" in teacher.get("/paper/route?mine=1").text
    assert "孩子31丙" in teacher.get("/paper/register").text
    with app.app_context(), school_scope(1):
        printed = db.session.scalars(select(AuditEvent).where(AuditEvent.entity == "care_register")).all()
        assert len(printed) == 1
