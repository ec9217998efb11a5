"""A worker of the community on the staff list: answers for children, has a register, counts as no teacher (C6-C9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.casework.operations import assign_child, record_contact
from careplan.casework.words import ContactWords
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot
from careplan.reports.load_contributors import load_given
from careplan.school.models import StaffMember
from tests.casework.test_views import a_child
from tests.sessions.schedule import trained
from tests.world import ClientFor

TEAM = ("psych_certificates", "staff_training", "leader_qualification", "teacher_training")
VISIT = ContactWords(today(), "visit", "奶奶", "孩子睡得好", "good", today() + timedelta(days=30))


def put_on_the_list(app: Flask, kind: str = "community", number: str = "W1") -> int:
    """A person of a kind; a worker of the community is joined to the account."""
    with app.app_context(), school_scope(1):
        person = StaffMember(number=number, name=f"外{number}", kind=kind)
        db.session.add(person)
        db.session.flush()
        if kind == "community":
            db.session.scalars(select(User).where(User.username == "community_worker1")).one().staff_id = person.id
        record(actor_id=None, action="add", entity="staff_member")
        db.session.commit()
        return person.id


def certified(number: str, staff_id: int, app: Flask) -> None:
    """A certificate of mental-health education, level B."""
    with app.app_context(), school_scope(1):
        db.session.add(trained(staff_id, "mental-health-b", date(2026, 1, 10)))
        record(actor_id=None, action="add", entity="training_record", detail={"number": number})
        db.session.commit()


def team_figures(app: Flask) -> dict[str, tuple[object, object]]:
    """Every figure about the staff: numerator and denominator."""
    with app.app_context(), school_scope(1):
        found = measure_all(load_snapshot(today()))
    return {code: (found[code].numerator, found[code].denominator) for code in TEAM}


@pytest.mark.plan("C9")
def test_the_office_puts_her_on_the_staff_list(client_for: ClientFor) -> None:
    office, form = client_for("office"), {"name": "宁小云", "number": "W1", "kind": "community", "active": "y"}

    assert office.post("/school/staff/new", data=form).status_code == 302

    rows = BeautifulSoup(office.get("/school/staff").text, "html.parser").select("th[scope=row]")
    assert any("宁小云" in row.text and "社区工作者、儿童主任" in row.text for row in rows)


@pytest.mark.plan("C6", "C8", "C9")
def test_she_answers_for_a_child_and_finds_it_in_her_register_booklet_and_route(
    app: Flask, client_for: ClientFor
) -> None:
    child_id, worker, expert = a_child(app), put_on_the_list(app), put_on_the_list(app, "expert", "G1")
    principal, hers = client_for("principal"), client_for("community_worker")
    assert "孩子31丙" not in hers.get("/care/register").text
    page = BeautifulSoup(principal.get(f"/care/children/{child_id}/assign").text, "html.parser")
    offered = {one["value"] for one in page.select("#staff_id option")}
    assert str(worker) in offered and str(expert) not in offered

    given = {"staff_id": str(worker), "since": today().isoformat(), "note": "住在社区"}
    assert principal.post(f"/care/children/{child_id}/assign", data=given).status_code == 302

    for path in ("/care/register", "/paper/register", "/care/route?mine=1", "/paper/route?mine=1"):
        page = hers.get(path)
        assert page.status_code == 200 and "孩子31丙" in page.text, path
        assert "孩子51丙" not in page.text, path
    assert "孩子31丙" in principal.get(f"/care/register?staff={worker}").text


def test_she_raises_no_figure_about_teachers(app: Flask) -> None:
    certified("T90", put_on_the_list(app, "teacher", "T90"), app)
    before = team_figures(app)

    certified("W1", put_on_the_list(app), app)

    assert team_figures(app) == before
    certified("T91", put_on_the_list(app, "teacher", "T91"), app)
    assert team_figures(app) != before, "a teacher is counted"


@pytest.mark.plan("C39")
def test_her_visits_stand_with_the_community_workers_in_the_report(app: Flask) -> None:
    child_id, worker = a_child(app), put_on_the_list(app)
    with app.app_context(), school_scope(1):
        db.session.scalars(select(User).where(User.username == "community_worker1")).one().staff_id = None
        record_contact(actor_id=1, child_id=child_id, staff_id=worker, words=VISIT)
        db.session.commit()
        found, _sources = load_given(load_snapshot(today()))

    assert {one.who for one in found if one.child_id == child_id} == {"community-workers"}


@pytest.mark.plan("C6")
def test_her_first_page_counts_the_children_of_her_register_and_leads_to_just_those(
    app: Flask, client_for: ClientFor
) -> None:
    hers, child_id = client_for("community_worker"), a_child(app)
    assert "您负责的" not in hers.get("/").text, "without a register: every child of the school, as before"
    worker = put_on_the_list(app)
    with app.app_context(), school_scope(1):
        assign_child(actor_id=1, child_id=child_id, staff_id=worker, since=today())
        db.session.commit()

    page = hers.get("/").text
    assert "1 名儿童等待联系" in page and "您负责的1名儿童中" in page
    listed = BeautifulSoup(hers.get(f"/care/?show=overdue&owner={worker}").text, "html.parser").select("tbody tr")
    assert f"show=overdue&amp;owner={worker}" in page and len(listed) == 1
    every = client_for("counselling_teacher").get("/").text
    assert "您负责的" not in every, "who follows every child is told of every child"
