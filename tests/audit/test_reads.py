"""Every page that shows a child's record writes that it was read, and by whom (G28)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan.access.policy import load_policy
from careplan.audit.models import AuditEvent
from careplan.clock import fixed, today
from careplan.db import db, every_school, school_scope
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.photo_operations import add_photo
from tests.aid.helped import child_of, mid_month, staff
from tests.children.test_views import upload
from tests.children.workbooks import template_row, template_workbook, test_id
from tests.sessions.test_picture import photograph
from tests.web.crawl import Address, addresses, played_copy, secrets_of, text_of
from tests.world import ClientFor

READING = {rule.endpoint: rule for rule in load_policy().values() if rule.reads_child and rule.method == "GET"}
SEES_CHILDREN = ("principal", "class_teacher", "counselling_teacher", "office", "community_worker")


AFTER_THE_YEAR = datetime(2027, 7, 12, 2, tzinfo=UTC)
ASKED = {"reports.contributor_records": "?who=class-teachers"}


@pytest.fixture(scope="module")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played_copy(world_folder, tmp_path_factory.mktemp("read") / "data")


def reads(app: Flask) -> int:
    with app.app_context(), every_school():
        return db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.action == "read")) or 0


def showing(app: Flask, client_for: ClientFor, role: str) -> Iterator[tuple[Address, int]]:
    """Addresses whose answer to this role names a child or says what stands in its file; entries it wrote."""
    browser, secrets = client_for(role), secrets_of(app)
    for address in addresses(app, frozenset({role}), every=6):
        before = reads(app)
        page = text_of(browser.get(address.path))
        if any(word in page for word in secrets):
            yield address, reads(app) - before


@pytest.mark.plan("C8")
@pytest.mark.parametrize("role", SEES_CHILDREN)
def test_whatever_shows_a_child_is_written_down(app: Flask, client_for: ClientFor, role: str) -> None:
    found = list(showing(app, client_for, role))
    assert [address.path for address, written in found if written < 1] == []
    assert {address.endpoint for address, _written in found} <= set(READING)


def keep_a_photograph(app: Flask) -> None:
    """Of a session that was held, with nobody in it who could be recognised."""
    with app.app_context(), school_scope(1):
        query = select(TeamSession).join(TeamSession.schedule).where(ScheduleVersion.state == "published")
        held = db.session.scalars(query.where(TeamSession.state == "held")).first()
        assert held
        add_photo(actor_id=1, team_session=held, data=photograph(), child_ids=(), nobody=True)
        db.session.commit()


def give_a_duty(app: Flask) -> None:
    """One that the class teacher missed: the first page names its child."""
    with app.app_context(), school_scope(1):
        mid_month(child_of(), today() - timedelta(days=70), staff())
        db.session.commit()


@pytest.mark.parametrize("endpoint", sorted(READING))
def test_each_endpoint_that_the_policy_calls_a_read_writes_an_entry(
    app: Flask, client_for: ClientFor, endpoint: str
) -> None:
    """Also where no name stands on the page, as when it is found empty."""
    role = (sorted(READING[endpoint].who & set(SEES_CHILDREN)) or ["class_teacher"])[-1]
    if endpoint == "children.roster_preview":
        row = template_row(name="李明", school_class="三(2)班", id_number=test_id())
        upload(client_for("office"), template_workbook(row))
    if endpoint == "home.today":
        give_a_duty(app)
    if endpoint == "sessions.photo":
        keep_a_photograph(app)
    with fixed(AFTER_THE_YEAR) if endpoint == "rollover.open" else nullcontext():
        browser, before = client_for(role), reads(app)
        for address in addresses(app, frozenset({role})):
            if address.endpoint == endpoint and reads(app) == before:
                browser.get(address.path + ASKED.get(endpoint, ""))
    assert reads(app) > before
