"""A way out is applied to the draft's rules, as one step."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.errors import Refused
from careplan.jobs.models import Job
from careplan.scheduling.repairs.repair_json import repair_json
from careplan.scheduling.solution import Kind, Repair
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import change_draft, open_draft, undo
from careplan.sessions.draft_queries import open_version
from careplan.sessions.jobs import MAKE
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_load import load_standing
from careplan.sessions.repair_operations import draft_to_loosen, loosen
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from tests.sessions.schedule import BEFORE_TERM, the_plan
from tests.world import ClientFor

FEWER = Repair("least", "rules.sessions_per_term[0]", was=1, to=0, squads=("2024-1",))


def short_draft() -> ScheduleVersion:
    """A draft without any session of a squad."""
    with fixed(BEFORE_TERM):
        version = open_draft(actor_id=None)
        out = tuple(one for one in load_desk(version).sessions if one.group == "2024-1")
        change_draft(actor_id=None, version=version, out=out, into=(), words="取消")
    return version


@pytest.mark.usefixtures("in_school_1")
def test_the_drafts_rule_is_loosened_and_undone_the_plans_rule_stays() -> None:
    version = short_draft()
    before = len(load_desk(version).verdict.faults)

    with fixed(BEFORE_TERM):
        loosen(actor_id=None, version=version, repair=FEWER, words="第一学期可以少一次")
        assert len(load_desk(version).verdict.faults) == before - 1
        assert any(one.who == "2024-1" for one in load_standing(version, "zh").blocking)
        assert undo(actor_id=None, version=version).words == "第一学期可以少一次"

    assert len(load_desk(version).verdict.faults) == before
    db.session.expire_all()
    assert stored_problem(version).rules == load_desk(version).problem.rules


@pytest.mark.usefixtures("in_school_1")
def test_a_way_out_that_no_longer_fits_is_refused() -> None:
    version = short_draft()

    with fixed(BEFORE_TERM), pytest.raises(Refused):
        loosen(actor_id=None, version=version, repair=Repair("drop", "requests[99]"), words="去掉")


@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize("kind", ["hire", "room", "holiday"])
def test_a_way_out_with_what_the_school_has_not_entered_is_refused(kind: Kind) -> None:
    """A schedule with somebody whom nobody has entered could not be kept."""
    version = short_draft()

    with fixed(BEFORE_TERM), pytest.raises(Refused, match=r"还没有登记|not entered yet"):
        loosen(actor_id=None, version=version, repair=Repair(kind, FEWER.reference, to=1), words="另请一位")


@pytest.mark.usefixtures("in_school_1")
def test_without_any_schedule_the_draft_begins_empty() -> None:
    in_force = published_schedule()
    assert in_force
    in_force.state = "superseded"

    with fixed(BEFORE_TERM):
        version = draft_to_loosen(actor_id=None, plan=the_plan())

    assert (version.state, load_desk(version).sessions) == ("draft", ())


def _job(ways: list[dict[str, Any]]) -> int:
    job = Job(kind=MAKE, created_at=BEFORE_TERM, state="done", result={"conflict": [{"zh": "甲"}], "repairs": ways})
    db.session.add(job)
    db.session.commit()
    return job.id


def test_the_button_applies_one_of_the_ways_out(app: Flask, client_for: ClientFor) -> None:
    way = {"repair": repair_json(FEWER), "zh": "第一学期少一次", "en": "one fewer", "price_zh": "", "price_en": ""}
    with app.app_context(), school_scope(1):
        job = _job([way])
    head, url = client_for("head_counselor"), f"/sessions/versions/impossible/{job}"
    with fixed(BEFORE_TERM):
        assert "用到草稿的规则里" in head.get(url).text
        assert "用到草稿的规则里" not in client_for("principal").get(url).text
        assert head.post(f"{url}/apply", data={"way": "7"}).status_code == 404

        page = head.post(f"{url}/apply", data={"way": "0"}, follow_redirects=True).text

    assert "第一学期少一次" in page and "让电脑编排" in page
    with app.app_context(), school_scope(1):
        version = open_version()
        assert version and len(stored_problem(version).rules.sessions_per_term) == 3
