"""What the list of evidence reads from the database: papers that stand, up to the day, of this school alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.attachment_models import Attachment
from careplan.children.models import Child, Consent
from careplan.clauses.models import ClauseOwner
from careplan.clock import now
from careplan.db import db, school_scope
from careplan.indicators.facts import Snapshot
from careplan.reports.evidence import Evidence
from careplan.reports.load_evidence import load_evidence
from careplan.school.models import SchoolYear

DAY = date(2026, 11, 20)


@pytest.fixture
def school(app: Flask) -> Iterator[list[Child]]:
    with app.app_context(), school_scope(1):
        yield list(db.session.scalars(select(Child).where(Child.left_on.is_(None)).order_by(Child.id)))


def found() -> Evidence:
    record(actor_id=None, action="make", entity="test")
    db.session.flush()
    return load_evidence(Snapshot("1", "2026—2027", DAY), db.session.scalars(select(SchoolYear)).one())


def paper(key: str) -> tuple[int, int | None]:
    one = next(one for one in found().papers if one.key == key)
    return one.count, one.children


def attach(child: Child, day: date = DAY, *, gone: bool = False) -> None:
    words = {"kind": "other", "whose": "child", "title": "x", "form": "pdf", "size": 1, "content_index": f"{day}{gone}"}
    row = Attachment(child_id=child.id, day=day, added_at=now(), removed_at=now() if gone else None, **words)
    db.session.add(row)


def test_attachments_taken_out_or_of_a_later_day_do_not_count(school: list[Child]) -> None:
    before = paper("attachments")[0]
    attach(school[0])
    attach(school[1], gone=True)
    attach(school[1], DAY + timedelta(days=1))
    attach(school[0], date(2026, 7, 31))
    assert paper("attachments") == (before + 1, 1)


def test_a_consent_counts_once_it_has_a_paper_and_its_child_is_here(school: list[Child]) -> None:
    before = paper("consents")[0]
    for child, place in ((school[0], "柜2"), (school[1], None), (school[2], "柜2")):
        row = Consent(child_id=child.id, purpose="file", state="given", guardian_relation="mother", paper=place)
        row.decided_on = date(2026, 9, 30)
        db.session.add(row)
    school[2].left_on = date(2026, 10, 1)
    assert paper("consents")[0] == before + 1


@pytest.mark.plan("S45")
def test_where_the_papers_of_a_clause_lie_is_told_of_this_school_only(school: list[Child]) -> None:
    db.session.add(ClauseOwner(ref="S41", proof="文件柜第2格"))
    db.session.flush()  # a row belongs to the school in whose scope it is written
    with school_scope(2):
        db.session.add(ClauseOwner(ref="S42", proof="另一所学校"))
        db.session.flush()
    assert [(one.of, one.text) for one in found().written if one.by == "clause"] == [("S41", "文件柜第2格")]


def test_a_clause_without_words_is_no_line(school: list[Child]) -> None:
    db.session.add(ClauseOwner(ref="S41", proof=""))
    assert not found().written
