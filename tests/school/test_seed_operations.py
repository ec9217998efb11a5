"""The shipped year and bands taken over into a school, once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from careplan.db import current_school_id, db, school_scope
from careplan.errors import Refused
from careplan.plans.models import PlanGoal, YearPlan
from careplan.school.calendar import LessonTime
from careplan.school.load import load_year_calendar
from careplan.school.models import CalendarDay
from careplan.school.queries import bands, current_year, goals, require_year, this_school
from careplan.school.seed_operations import choose_band_set, found_school, load_seed_into_school
from careplan.seeds.load import Seeds

pytestmark = pytest.mark.usefixtures("in_school_1")


@pytest.mark.plan("S23", "S24", "S25")
def test_load_seed_gives_the_plans_bands_and_goals(seeds: Seeds) -> None:
    load_seed_into_school(seeds=seeds)

    assert [(band.code, band.first_grade, band.last_grade, len(band.goals)) for band in bands()] == [
        ("low", 1, 3, 5),
        ("high", 4, 6, 8),
    ]
    assert goals()[0].name == "适应新环境"
    assert all(goal.code in goal.serves for goal in goals())


@pytest.mark.plan("S23")
def test_national_bands_work_as_well(seeds: Seeds) -> None:
    load_seed_into_school(seeds=seeds, band_set="national")

    assert [(band.code, [grade for grade in range(1, 7) if band.covers(grade)]) for band in bands()] == [
        ("b12", [1, 2]),
        ("b34", [3, 4]),
        ("b56", [5, 6]),
    ]
    contact = next(goal for goal in goals() if goal.code == "b12.contact")
    assert contact.serves == ["b12.contact", "low.company"]
    assert this_school().band_set == "national"


def test_load_seed_twice_changes_nothing(seeds: Seeds) -> None:
    load_seed_into_school(seeds=seeds)
    count = db.session.scalar(select(func.count()).select_from(CalendarDay))
    load_seed_into_school(seeds=seeds)

    assert db.session.scalar(select(func.count()).select_from(CalendarDay)) == count
    assert len(require_year().terms) == 2


@pytest.mark.plan("S44")
def test_slots_of_the_year_skip_the_national_day_week(seeds: Seeds) -> None:
    calendar = load_year_calendar(load_seed_into_school(seeds=seeds))

    slots = calendar.slots([LessonTime(5, 6)])

    days = [slot.day for slot in slots]
    assert date(2026, 9, 25) not in days  # Mid-autumn
    assert date(2026, 10, 2) not in days
    assert date(2026, 10, 9) in days
    assert date(2027, 5, 14) in days
    assert [sum(slot.term == term for slot in slots) for term in (1, 2)] == [18, 18]


def test_choose_other_bands_when_a_plan_uses_the_goals_is_refused(seeds: Seeds) -> None:
    year = load_seed_into_school(seeds=seeds)
    plan = YearPlan(year_id=year.id)
    plan.goals = [PlanGoal(goal_id=goals()[0].id, minimum=1, target=2)]
    db.session.add(plan)
    db.session.flush()

    with pytest.raises(Refused):
        choose_band_set(chosen=seeds.band_sets["national"], actor_id=1)

    assert len(goals()) == 13


def test_found_school_and_load_its_seed(seeds: Seeds) -> None:
    school = found_school(name="新学校", is_demo=True)
    with school_scope(school.id):
        assert current_year() is None
        with pytest.raises(Refused):
            require_year()
        load_seed_into_school(seeds=seeds)
        assert require_year().label == "2026—2027"
        assert current_school_id() == school.id
        db.session.commit()
