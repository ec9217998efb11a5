"""Who sees whose workload: oneself, those who compute and sign; leaders see sums without a name (S52, G2, G3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER, HEAD_COUNSELOR
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import StaffMember
from careplan.workload import views_rights
from careplan.workload.sign_operations import sign_period
from tests.workload.done import AFTER, LATER, account, computed, person, statement
from tests.world import ClientFor


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


@pytest.fixture
def theirs(app: Flask) -> tuple[int, int]:
    """A signed period: its id, and that of the statement of another person than the class teacher."""
    with app.app_context(), school_scope(1), fixed(LATER):
        period = computed()
        sign_period(actor=account("principal1"), period=period)
        db.session.commit()
        return period.id, statement("T1").id


OTHERS = [CLASS_TEACHER, HEAD_COUNSELOR, COUNSELLING_TEACHER, COMMUNITY_WORKER]


@pytest.mark.plan("S52")
@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_a_statement(client_for: ClientFor, theirs: tuple[int, int], role: str) -> None:
    browser, (_period, statement_id) = client_for(role), theirs
    for url in (f"/workload/statements/{statement_id}", f"/paper/workload/statement/{statement_id}"):
        assert browser.get(url).status_code == 404
    for verb in ("confirm", "object"):
        assert browser.post(f"/workload/statements/{statement_id}/{verb}", data={"words": "x"}).status_code == 404


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_a_period_with_names(client_for: ClientFor, theirs: tuple[int, int], role: str) -> None:
    period_id = theirs[0]
    for url in (f"/workload/periods/{period_id}", f"/workload/periods/{period_id}/xlsx", f"/paper/workload/period/{period_id}", "/workload/periods"):  # fmt: skip
        assert client_for(role).get(url).status_code == 403


def test_the_test_above_fails_without_its_control(
    client_for: ClientFor, theirs: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken away, the control lets a teacher read another's statement: so the 404 above comes from it alone."""
    monkeypatch.setattr(views_rights, "is_own", lambda _row: True)
    assert client_for("class_teacher").get(f"/workload/statements/{theirs[1]}").status_code == 200


@pytest.mark.parametrize("role", ["office", "principal"])
def test_who_computes_and_signs_sees_them(client_for: ClientFor, theirs: tuple[int, int], role: str) -> None:
    period_id, statement_id = theirs
    assert "教师11" in client_for(role).get(f"/workload/statements/{statement_id}").text
    assert "教师11" in client_for(role).get(f"/workload/periods/{period_id}").text


def test_everybody_sees_the_own_one(app: Flask, client_for: ClientFor, theirs: tuple[int, int]) -> None:
    with app.app_context(), school_scope(1):
        own = statement("T3").id
    teacher = client_for("class_teacher")
    assert teacher.get(f"/workload/statements/{own}").status_code == 200
    assert f"/workload/statements/{own}" in teacher.get("/workload/").text
    assert f"/workload/statements/{theirs[1]}" not in teacher.get("/workload/").text


def test_another_schools_statement_does_not_exist(client_for: ClientFor, theirs: tuple[int, int]) -> None:
    period_id, statement_id = theirs
    for role in ("office", "principal"):
        browser = client_for(role, school=2)
        assert browser.get(f"/workload/statements/{statement_id}").status_code == 404
        assert browser.get(f"/workload/periods/{period_id}").status_code == 404
        assert browser.get(f"/paper/workload/period/{period_id}").status_code == 404


@pytest.mark.parametrize("role", ["head_counselor", "principal", "office"])
def test_sums_hold_no_name_and_no_small_group(
    app: Flask, client_for: ClientFor, theirs: tuple[int, int], role: str
) -> None:
    page = client_for(role).get("/workload/sums").text.partition('id="content"')[2]
    with app.app_context(), school_scope(1):
        names = [one.name for one in db.session.query(StaffMember)]
        own = [row.milli for row in (statement("T1"), statement("T3"))]
    assert [name for name in names if name in page] == []
    assert "家访与联系" not in page, "one person alone visited"
    assert not any(f">{milli / 1000:g}<" in page for milli in own)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reads_an_entry_by_hand(app: Flask, client_for: ClientFor, role: str) -> None:
    from datetime import date, time

    from careplan.workload.entry_operations import EntryWords, enter_work

    with app.app_context(), school_scope(1):
        words = EntryWords(date(2026, 10, 13), time(16), time(17), "送学生")
        enter_work(actor=account("office1"), staff_id=person("T1"), words=words)
        db.session.commit()
    expected = 200 if role == HEAD_COUNSELOR else 404
    assert client_for(role).get("/workload/entries/1").status_code == expected


def test_an_open_period_has_no_statement_to_read(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        row = computed()
        row.state = "open"
        from careplan.audit.operations import record

        record(actor_id=None, action="x", entity="x")
        db.session.commit()
        own = statement("T3").id
    assert client_for("class_teacher").get(f"/workload/statements/{own}").status_code == 404
