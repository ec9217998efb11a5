"""Find activities."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.activities.models import Activity
from careplan.db import db
from careplan.school.models import Band, Goal

SORTS = ("goal", "title", "lessons", "method")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty means all."""

    text: str = ""
    goal: str = ""
    grade: int | None = None
    method: str = ""
    strand: str = ""
    lessons: int | None = None
    venue_kind: str = ""
    retired: bool = False


def find_activities(wanted: Wanted, sort: str = "goal") -> list[Activity]:
    """The school's activities that fit; a goal of any band set fits what serves it."""
    query = select(Activity).where(Activity.retired.is_(wanted.retired))
    for column, value in (
        (Activity.method, wanted.method),
        (Activity.strand, wanted.strand),
        (Activity.lessons, wanted.lessons),
    ):
        if value:
            query = query.where(column == value)
    served = _served_by(wanted.goal) if wanted.goal else frozenset()
    found = [one for one in db.session.scalars(query.order_by(Activity.slug)) if _fits(one, wanted, served)]
    return sorted(found, key=lambda one: _rank(one, sort))


def _fits(one: Activity, wanted: Wanted, served: frozenset[str]) -> bool:
    return (
        (not wanted.goal or bool(served & set(one.goals)))
        and (not wanted.grade or wanted.grade in one.grades)
        and (not wanted.venue_kind or wanted.venue_kind in one.venue_kinds)
        and (not wanted.text or wanted.text.casefold() in _searched(one))
    )


def _searched(one: Activity) -> str:
    steps = " ".join(f"{step['title']} {step['text']}" for step in one.steps)
    return " ".join((one.title, one.title_en, one.purpose, *one.materials, steps)).casefold()


def _rank(one: Activity, sort: str) -> tuple[object, ...]:
    first: dict[str, object] = {"title": one.title, "lessons": one.lessons, "method": one.method}
    return (first.get(sort, ""), min(one.grades, default=0), one.goals[0] if one.goals else "", one.title)


def _served_by(code: str) -> frozenset[str]:
    goal = db.session.scalar(select(Goal).where(Goal.code == code))
    return frozenset({code, *goal.serves}) if goal else frozenset({code})


def find_activity(slug: str) -> Activity | None:
    return db.session.scalar(select(Activity).where(Activity.slug == slug))


def by_slugs(slugs: list[str]) -> list[Activity]:
    """Activities by slug, in the given order."""
    rows = {one.slug: one for one in db.session.scalars(select(Activity).where(Activity.slug.in_(slugs)))}
    return [rows[slug] for slug in slugs if slug in rows]


def bands_with_goals() -> list[Band]:
    """The school's bands in order, with their goals."""
    return list(db.session.scalars(select(Band).options(selectinload(Band.goals)).order_by(Band.first_grade)))


def goal_names(codes: list[str]) -> list[Goal]:
    """The school's goals that these library codes serve."""
    wanted = set(codes)
    return [goal for band in bands_with_goals() for goal in band.goals if wanted & {goal.code, *goal.serves}]
