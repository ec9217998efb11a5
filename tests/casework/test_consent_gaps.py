"""Whom to ask for a consent to the file: by how it stands on the day, in the list and in the indicator alike (C37)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.missing_queries import gap_ids
from careplan.casework.queries import Sight
from careplan.children.consent import TO_ASK
from careplan.children.models import Child, Consent
from careplan.db import db
from careplan.indicators.load import load_snapshot


@pytest.mark.plan("C37")
@pytest.mark.usefixtures("in_school_1")
@pytest.mark.parametrize(
    ("consent", "asked"),
    [
        ({"state": "given"}, False),
        ({"state": "refused"}, False),
        ({"state": "withdrawn"}, False),
        ({"state": "given", "expires_on": date(2026, 9, 2)}, True),
        ({"state": "given", "changed_on": date(2026, 9, 2)}, True),
    ],
)
def test_a_guardian_is_asked_again_once_the_word_holds_no_longer(consent: dict[str, object], asked: bool) -> None:
    child, day = db.session.scalars(select(Child).where(Child.name == "孩子31丙")).one(), date(2026, 9, 7)
    db.session.add(
        Consent(child_id=child.id, purpose="file", guardian_relation="mother", decided_on=date(2026, 9, 1), **consent)
    )
    record(actor_id=1, action="add", entity="consent")
    db.session.flush()
    assert (child.id in gap_ids(Sight(None), day)["consent"]) is asked
    known = {one.id: one.consent for one in load_snapshot(day).children}
    assert (known[str(child.id)] in TO_ASK) is asked
    db.session.rollback()
