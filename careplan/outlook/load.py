"""What looking ahead needs: the schedule in force, its gaps, the best use of some training places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from careplan.db import db
from careplan.outlook.choice import Choice, choose
from careplan.outlook.losing import Gap, away_from_own, losing, wants
from careplan.school.models import StaffMember
from careplan.training.models import PlannedPerson, PlannedTraining
from careplan.upsets.load import load_in_force


@dataclass(frozen=True, slots=True)
class Outlook:
    """gaps: sessions that lose their leader; own: those that a colleague leads for want of a certificate.

    too_soon: gaps so near that no training helps. down: (person, qualification) already down for a planned training.
    """

    gaps: tuple[Gap, ...]
    own: tuple[Gap, ...]
    choice: Choice
    people: dict[str, StaffMember]
    down: dict[tuple[str, str], PlannedTraining]

    @property
    def too_soon(self) -> int:
        return sum(not gap.options for gap in self.gaps)


def look_ahead(today: date, places: int) -> Outlook | None:
    """None while no schedule is in force."""
    found = load_in_force()
    if found is None:
        return None
    situation = found.situation({})
    gaps, own = losing(situation, today), away_from_own(situation, today)
    choice = choose(wants((*gaps, *own)), places, situation.school.people, situation.by_person)
    people = {one.number: one for one in db.session.scalars(select(StaffMember))}
    return Outlook(gaps, own, choice, people, _down(today))


def _down(today: date) -> dict[tuple[str, str], PlannedTraining]:
    query = (
        select(PlannedTraining, StaffMember.number)
        .join(PlannedPerson, PlannedPerson.planned_id == PlannedTraining.id)
        .join(StaffMember, StaffMember.id == PlannedPerson.staff_id)
        .where(PlannedTraining.state == "planned", PlannedTraining.qualification != "")
        .where(PlannedTraining.ends_on >= today)
    )
    return {(number, row.qualification): row for row, number in db.session.execute(query)}
