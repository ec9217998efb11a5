"""The same training of the same person is entered once."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.clock import local
from careplan.db import db
from careplan.errors import Refused
from careplan.training.models import TrainingRecord


class AlreadyEntered(Refused):
    """It stands there already; the words name the first."""

    def __init__(self, first: TrainingRecord) -> None:
        words = _("This training was already entered on %(day)s: “%(course)s”, %(from)s to %(to)s.")
        entered = local(first.steps[0].at).date() if first.steps else first.ends_on
        days = {"from": first.starts_on, "to": first.ends_on}
        super().__init__(words % {"day": entered, "course": first.course, **days})


def check_once(entry: TrainingRecord) -> None:
    """AlreadyEntered where the person has another record of the same course and hours on overlapping days.

    What was not recognised may be entered again. A request that writes holds the write lock from its first query on,
    so of two at the same moment the second sees the first.
    """
    query = select(TrainingRecord).where(
        TrainingRecord.staff_id == entry.staff_id,
        TrainingRecord.state != "refused",
        TrainingRecord.starts_on <= entry.ends_on,
        TrainingRecord.ends_on >= entry.starts_on,
        TrainingRecord.hours == entry.hours,
        TrainingRecord.id != entry.id,
    )
    name = _plain(entry.course)
    for other in db.session.scalars(query.order_by(TrainingRecord.id)):
        if _plain(other.course) == name:
            raise AlreadyEntered(other)


def _plain(course: str) -> str:
    return "".join(course.split()).casefold()
