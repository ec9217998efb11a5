"""From the tables and the seed data to the nouns that pages compute with."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.plans.lean import CARE_GOAL, CARE_GOAL_NAME
from careplan.plans.load import squad_code
from careplan.school.load import load_year_calendar
from careplan.school.models import Goal, SchoolYear, Squad, StaffMember
from careplan.school.week_names import TERMS, term_name, week_name
from careplan.seeds.guidance import CeremonyStep, read_ceremony
from careplan.seeds.load import seed_folder, shipped_vocabulary
from careplan.seeds.source import read_source
from careplan.seeds.words import read_sentences
from careplan.sessions.finding_words import week_key
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import DatedSession, dated
from careplan.sessions.schedule_queries import plan_in_force, sessions_of, stored_problem
from careplan.sessions.stood_queries import stood_in


def dated_sessions(version: ScheduleVersion) -> tuple[DatedSession, ...]:
    """A version's sessions as they stand now, the cancelled ones left out."""
    return tuple(DatedSession(**fields_of(row)) for row in sessions_of(version) if row.state != "cancelled")


def planned_sessions(version: ScheduleVersion) -> tuple[DatedSession, ...]:
    """A version's sessions as its plan has them, however they were held; what was cancelled since is left out."""
    cancelled = {row.key for row in stood_in(version) if row.state == "cancelled"}
    found = dated(stored_problem(version), plan_in_force(version))
    return tuple(one for one in found if one.key not in cancelled)


def fields_of(row: TeamSession) -> dict[str, Any]:
    """The fields of a DatedSession from its row."""
    return {
        "activity": row.activity.slug,
        "venue": row.venue.name,
        "staff": tuple(post.staff.number for post in row.posts),
        "squads": tuple(squad_code(squad) for squad in row.squads),
        "day": row.day,
        "period": row.period,
        "lessons": row.lessons,
        "week": row.week,
        "term": row.term,
    }


def names_of(start_year: int, language: str) -> dict[str, str]:
    """What people call the ids of a scheduling file: squads, staff, activities, goals, methods, terms, weeks."""
    english = language == "en"
    names = {squad_code(one): one.label(start_year) for one in db.session.scalars(select(Squad))}
    names |= {one.number: one.name for one in db.session.scalars(select(StaffMember))}
    for slug, zh, en in db.session.execute(select(Activity.slug, Activity.title, Activity.title_en)):
        names[slug] = (en or zh) if english else zh
    for code, zh, en in db.session.execute(select(Goal.code, Goal.name, Goal.name_en)):
        names[code] = (en or zh) if english else zh
    names[CARE_GOAL] = CARE_GOAL_NAME[language]
    for code, method in shipped_vocabulary().methods.items():
        names[code] = method.name(language)
    year = db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == start_year))
    for week in load_year_calendar(year).weeks() if year else ():
        names[week_key(str(week.number))] = week_name(week, language)
    return names | {str(number): term_name(number, language) for number in TERMS}


@cache
def ceremony() -> tuple[CeremonyStep, ...]:
    """The order of a themed squad meeting 主题队会, read once (S16)."""
    folder = seed_folder()
    sentences = read_sentences(read_source(folder / "plan/sentences.toml", "seed_data/plan/sentences.toml"))
    return read_ceremony(read_source(folder / "ceremony.toml", "seed_data/ceremony.toml"), sentences)
