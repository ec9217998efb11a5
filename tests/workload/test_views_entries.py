"""The pages of work by hand: entered, decided by another, and no minute of one person twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import school_scope
from careplan.workload.queries import entries_of
from tests.workload.done import AFTER, person
from tests.workload.sent import at_once
from tests.world import ClientFor

WORK = {"day": "2026-10-13", "hours": "16:30-17:10", "title": "送学生回家"}


@pytest.fixture(autouse=True)
def after_the_term() -> Iterator[None]:
    with fixed(AFTER):
        yield


@pytest.mark.plan("S51")
def test_work_by_hand_is_entered_and_counter_signed_by_another(app: Flask, client_for: ClientFor) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    with app.app_context(), school_scope(1):
        staff_id = person("T3")
    sent = {"staff_id": str(staff_id), "day": "2026-10-13", "hours": "16：30—17：10", "title": "暴雨天送学生回家"}
    assert teacher.post("/workload/entries/new", data={**sent, "hours": "晚上"}).status_code == 422
    assert teacher.post("/workload/entries/new", data={**sent, "day": "2027-06-01"}).status_code == 422
    assert teacher.post("/workload/entries/new", data={**sent, "staff_id": "1"}).status_code == 422
    assert teacher.post("/workload/entries/new", data=sent).status_code == 302
    assert "1 项临时工作待复核" in office.get("/").text
    assert teacher.post("/workload/entries/1/countersign").status_code == 403
    assert office.post("/workload/entries/1/refuse", data={"reason": ""}).status_code == 422
    assert office.post("/workload/entries/1/countersign").status_code == 302
    assert "已复核" in teacher.get("/workload/entries/1").text
    assert office.post("/workload/entries/1/countersign").status_code == 409


def test_overlapping_work_is_said_at_its_hours_also_when_sent_at_once(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(1):
        staff_id = person("T3")
    hands = [client_for("class_teacher"), client_for("office")]
    assert at_once(hands, "/workload/entries/new", {**WORK, "staff_id": str(staff_id)}) == [302, 422]
    later = {**WORK, "hours": "17:00-18:00", "title": "布置展板", "staff_id": str(staff_id)}
    told = hands[0].post("/workload/entries/new", data=later).text
    assert (
        'id="hours-error"' in told and "与已登记的“送学生回家”（16:30–17:10）时间重叠。" in told and "布置展板" in told
    )
    with app.app_context(), school_scope(1):
        assert [one.title for one in entries_of(staff_id)] == ["送学生回家"]
