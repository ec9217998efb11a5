from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import fixed
from careplan.db import db
from careplan.reports.waiting import tasks_for


@pytest.mark.usefixtures("in_school_1")
def test_principal_is_asked_for_the_report_when_the_year_is_over(app: Flask) -> None:
    person = db.session.scalars(select(User).where(User.username == "principal1")).one()
    with app.test_request_context():
        with fixed(datetime(2027, 7, 3, tzinfo=UTC)):
            assert [task.url for task in tasks_for(person, frozenset({"principal"}))] == ["/reports/preview"]
            assert tasks_for(person, frozenset({"office"})) == []
        with fixed(datetime(2027, 3, 3, tzinfo=UTC)):
            assert tasks_for(person, frozenset({"principal"})) == []
