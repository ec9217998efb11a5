"""The whole demo, once, on a database of its own; then what it left behind is looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from careplan.children.models import Child, ChildChange
from careplan.cli import cli
from careplan.db import db
from careplan.indicators.load import load_snapshot
from careplan.plans.models import YearPlan
from careplan.reports.models import Report
from careplan.scheduling.solution_file import save_problem, save_solution
from careplan.school.models import School
from careplan.sessions.models import Attendance, TeamSession
from careplan.sessions.schedule_queries import published_schedule, sessions_of, stored_problem, stored_solution
from careplan.site import cli as site
from careplan.telling.models import Message
from careplan.training.queries import holdings_by_staff
from tests.demo.conftest import UNTIL, run_demo
from tools.places import ROOT

pytestmark = pytest.mark.slow
SHARED = Path(os.environ.get("CAREPLAN_SHARED", ROOT.parent / "shared"))


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_demo_goes_the_whole_way(first: tuple[Path, Result]) -> None:
    folder, result = first
    assert result.exit_code == 0, result.output
    for name in ("demo-roster.xlsx", "demo-accounts.json", "careplan.key", "careplan.sqlite3"):
        assert (folder / name).exists()
    assert [path.read_bytes()[:5] for path in (folder / "reports").glob("*.pdf")] == [b"%PDF-"]


def test_accounts_one_for_each_role_readable_by_the_owner_only(first: tuple[Path, Result]) -> None:
    path = first[0] / "demo-accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    accounts = json.loads(path.read_text(encoding="utf-8"))
    names = {one["username"] for one in accounts}
    assert {"principal", "head", "psychologist", "office", "community", "admin"} < names
    assert {"teacher11", "teacher32", "teacher51"} < names
    assert len({one["password"] for one in accounts}) == len(accounts)


def test_demo_a_second_start_keeps_everything(first: tuple[Path, Result], app: Flask) -> None:
    before = {table: count(table) for table in (Child, TeamSession, Attendance, ChildChange, Report)}
    accounts = (first[0] / "demo-accounts.json").read_bytes()
    db.session.remove()
    again = run_demo(first[0])
    assert again.exit_code == 0, again.output
    assert again.output.count("done before") == 7
    assert {table: count(table) for table in before} == before
    assert (first[0] / "demo-accounts.json").read_bytes() == accounts


@pytest.mark.usefixtures("app")
def test_demo_school_is_marked_as_one() -> None:
    school = db.session.scalars(select(School)).one()
    assert school.is_demo
    assert "演示" in school.name
    assert db.session.scalars(select(YearPlan)).one().state == "approved"


@pytest.mark.usefixtures("app")
@pytest.mark.plan("S48", "S50")
def test_nobody_leads_without_a_certificate_valid_that_day_or_while_teaching() -> None:
    holdings = holdings_by_staff()
    implied = {"mental-health-b": {"mental-health-a"}, "mental-health-c": {"mental-health-a", "mental-health-b"}}
    version = published_schedule()
    assert version is not None
    posts = 0
    for one in sessions_of(version):
        for post in one.posts:
            wanted = one.activity.posts[post.position]["qualification"]
            good = {wanted} | implied.get(wanted, set())
            held = [h for h in holdings.get(post.staff_id, ()) if h.qualification in good and h.is_valid_on(one.day)]
            assert held or not wanted
            posts += bool(wanted)
            taught = {(busy.weekday, busy.period) for busy in post.staff.busy}
            if one.day.weekday() < 5 and one.planned and one.departure is None:  # as planned, not as it came out
                assert not taught & {(one.day.isoweekday(), one.period + n) for n in range(one.lessons)}
    assert posts > 200


@pytest.mark.usefixtures("app")
@pytest.mark.plan("S6", "S12", "S14", "S17")
def test_weeks_were_played_up_to_the_day_and_something_waits() -> None:
    version = published_schedule()
    assert version is not None
    past = [one for one in sessions_of(version) if one.day < UNTIL]
    states = [one.state for one in past]
    assert states.count("held") > 0.8 * len(past) > 20
    assert "planned" in states
    assert all(one.reason for one in past if one.state == "cancelled")
    assert all(one.state == "planned" for one in sessions_of(version) if one.day >= UNTIL)
    shares = dict(db.session.execute(select(Attendance.state, func.count()).group_by(Attendance.state)).all())
    assert 0.94 < (shares["present"] + shares["late"]) / sum(shares.values()) < 0.99
    assert db.session.scalar(select(func.count()).where(Attendance.led))


@pytest.mark.usefixtures("app")
def test_the_schedule_was_told_and_everybody_knows() -> None:
    messages = db.session.scalars(select(Message)).all()
    assert len(messages) > 40 and all(one.acknowledged_at for one in messages)
    assert any(one.reminders for one in messages) and not all(one.reminders for one in messages)


@pytest.mark.usefixtures("app")
def test_three_counts_of_left_behind_differ_after_the_weeks() -> None:
    children = [child for child in load_snapshot(UNTIL).children if child.here_on(UNTIL)]
    civil = sum(child.left_behind_civil is True for child in children)
    census = sum(child.left_behind_survey is True for child in children)
    register = sum(child.left_behind_enrolment not in (None, "none") for child in children)
    assert 295 <= civil <= 325
    assert census < civil < register


@pytest.mark.usefixtures("app")
@pytest.mark.plan("S42")
def test_schedule_is_accepted_by_the_judge_from_outside(tmp_path: Path) -> None:
    judge = SHARED / "schedule" / "check.py"
    if not judge.exists():
        pytest.skip(f"no judge from outside at {judge}")
    version = published_schedule()
    assert version is not None
    save_problem(stored_problem(version), tmp_path / "problem.json")
    save_solution(stored_solution(version), tmp_path / "solution.json")
    words = [sys.executable, str(judge), str(tmp_path / "problem.json"), str(tmp_path / "solution.json"), "--json"]
    verdict = subprocess.run(words, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_demo_leaves_a_real_school_alone(tmp_path: Path) -> None:
    site.add_to(cli)
    made = CliRunner().invoke(cli, ["--data", str(tmp_path), "init", "--name", "清源县第一小学"])
    assert made.exit_code == 0, made.output
    refused = run_demo(tmp_path)
    assert refused.exit_code == 1
    assert "--data" in refused.output
    assert not (tmp_path / "demo-accounts.json").exists()
