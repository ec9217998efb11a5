"""The sheets' pages: who sees the roll on them, what stands on them, and that the PDF is the same on one page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdf
import pytest
from flask import Flask
from sqlalchemy import select

from careplan.access.roles import ROLES
from careplan.audit.models import AuditEvent
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.seeds.load import load_seeds
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import cancel_session
from tests.reports.archival import broken
from tests.sessions.schedule import at_noon, session_of
from tests.world import ClientFor

NAME = "孩子31甲"


@pytest.fixture
def row(app: Flask) -> Iterator[TeamSession]:
    """A session of 三(1), the class teacher's own squad, on its day."""
    with app.app_context(), school_scope(1):
        found = session_of("2024-1")
        _ = ([squad.id for squad in found.squads], found.activity.title)
        db.session.expunge_all()
    with fixed(at_noon(found.day)):
        yield found


@pytest.mark.plan("S16", "S18")
def test_a_sessions_sheet_has_all_that_its_leader_needs(client_for: ClientFor, row: TeamSession) -> None:
    page = client_for("class_teacher").get(f"/paper/session/{row.id}").text

    assert all(
        word in page for word in ("0–40′", "一起玩", "出旗", "应到3人", "操场" if "操场" in page else "教室", NAME)
    )


@pytest.mark.parametrize(
    ("role", "named"),
    [
        ("class_teacher", True),
        ("principal", True),
        ("counselling_teacher", True),
        ("office", True),
        ("head_counselor", False),
        ("community_worker", False),
    ],
)
def test_the_roll_is_on_it_only_for_those_who_may_see_the_children(
    app: Flask, client_for: ClientFor, row: TeamSession, role: str, named: bool
) -> None:
    page = client_for(role).get(f"/paper/session/{row.id}").text

    assert ("一起玩" in page, NAME in page) == (True, named)
    with app.app_context(), school_scope(1):
        reads = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
        assert [one.entity_id for one in reads] == ([row.id] if named else [])


def test_a_class_teacher_gets_another_squads_sheet_without_its_roll(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        other = session_of("2026-1").id
    page = client_for("class_teacher").get(f"/paper/session/{other}").text

    assert "一起玩" in page and "孩子11" not in page


def test_the_weeks_notice_tells_what_is_cancelled_and_why(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    with app.app_context(), school_scope(1):
        cancel_session(actor_id=None, team_session=db.session.get_one(TeamSession, row.id), reason="大风")
        db.session.commit()
    page = client_for("head_counselor").get(f"/paper/week?day={row.day}").text

    assert row.activity.title in page and "取消：大风" in page and NAME[:3] not in page


@pytest.mark.parametrize("kind", ["term", "squads"])
def test_the_term_is_there_for_the_wall(client_for: ClientFor, row: TeamSession, kind: str) -> None:
    page = client_for("community_worker").get(f"/paper/{kind}?term=1").text

    assert all(squad in page for squad in ("一(1)班", "三(2)班", "六(1)班"))
    assert "第一学期" in page and NAME[:3] not in page


def test_one_squad_can_be_printed_alone(client_for: ClientFor, row: TeamSession) -> None:
    page = client_for("principal").get(f"/paper/squads?squad={row.squads[0].id}").text

    assert page.count("<article") == 1 and "三(1)班队日活动安排" in page


@pytest.mark.parametrize("address", ["squads?squad=9999", "term?term=7", "session/9999", "session/1?squad=9999"])
def test_what_is_not_there_is_not_found(client_for: ClientFor, address: str) -> None:
    assert client_for("principal").get(f"/paper/{address}").status_code == 404


def test_another_schools_sheet_does_not_exist(client_for: ClientFor, row: TeamSession) -> None:
    assert client_for("principal", school=2).get(f"/paper/session/{row.id}").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_no_sheet_makes_the_site_fail_without_a_schedule(client_for: ClientFor, role: str) -> None:
    browser = client_for(role, school=2)
    expected = 403 if role == "administrator" else 200
    assert {browser.get(f"/paper/{kind}").status_code for kind in ("week", "term", "squads")} == {expected}


def pdf(answer_data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(answer_data))


@pytest.mark.slow
def test_the_pdf_is_the_same_sheet_on_one_page_of_a4(client_for: ClientFor, row: TeamSession) -> None:
    data = client_for("class_teacher").get(f"/paper/session/{row.id}/pdf").data
    found = pdf(data)

    assert broken(pikepdf.open(BytesIO(data))) == []
    assert len(found.pages) == 1
    assert [round(float(one) / 72 * 25.4) for one in found.pages[0].mediabox[2:]] == [210, 297]
    text = found.pages[0].extract_text()
    assert "一起玩" in text and NAME in text


@pytest.mark.slow
def test_a_term_of_seven_squads_is_two_sheets_for_the_wall(client_for: ClientFor, row: TeamSession) -> None:
    found = pdf(client_for("head_counselor").get("/paper/term/pdf?term=1").data)

    assert len(found.pages) == 2


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_the_longest_activities_stay_on_one_page_with_a_full_class(
    app: Flask, client_for: ClientFor, row: TeamSession, language: str
) -> None:
    """The longest of each channel of the library, with 50 children on the roll."""
    longest: dict[str, object] = {}
    for one in load_seeds().activities:
        size = sum(len(step.text) for step in one.steps) + sum(map(len, (*one.materials, *one.safety)))
        longest[one.channel] = max((longest.get(one.channel, (0, None)), (size, one)), key=lambda pair: pair[0])  # type: ignore[index]
    with app.app_context(), school_scope(1):
        fill_class(row.squads[0].id)
    teacher = client_for("class_teacher")
    teacher.post("/accounts/language", data={"language": language, "back": "/"})
    for _size, one in longest.values():  # type: ignore[misc]
        with app.app_context(), school_scope(1):
            set_activity(row.id, one)
        assert len(pdf(teacher.get(f"/paper/session/{row.id}/pdf").data).pages) == 1, one.slug


def fill_class(squad_id: int) -> None:
    from careplan.audit.operations import record

    child = db.session.scalars(select(Child).where(Child.squad_id == squad_id)).first()
    assert child
    for n in range(47):
        db.session.add(Child(squad_id=squad_id, name=f"欧阳同学{n:02}", sex="male", birth_date=child.birth_date, joined_on=child.joined_on))  # fmt: skip
    record(actor_id=None, action="make", entity="world")
    db.session.commit()


def set_activity(session_id: int, seed: object) -> None:
    from careplan.audit.operations import record

    activity = db.session.get_one(TeamSession, session_id).activity
    for name in ("title", "purpose", "channel"):
        setattr(activity, name, getattr(seed, name))
    activity.materials, activity.safety = list(seed.materials), list(seed.safety)  # type: ignore[attr-defined]
    activity.steps = [{"minutes": s.minutes, "title": s.title, "text": s.text} for s in seed.steps]  # type: ignore[attr-defined]
    record(actor_id=None, action="make", entity="world")
    db.session.commit()
