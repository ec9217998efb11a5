"""From the tables to what the papers are made from, in the school in scope."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.clock import local, now
from careplan.db import db
from careplan.indicators.facts import Snapshot
from careplan.indicators.facts import Term as TermFact
from careplan.indicators.load import load_snapshot
from careplan.paper.load import Reader, lines_between
from careplan.plans.queries import plan_of
from careplan.reports.load import load_names
from careplan.school.models import SchoolYear
from careplan.school.queries import this_school
from careplan.seeds.load import shipped_vocabulary
from careplan.sessions.schedule_queries import published_schedule
from careplan.summaries.facts import PlanFacts, TermFacts


def load_plan(year: SchoolYear) -> PlanFacts | None:
    """The plan of a year with its schedule in force; None when nobody has begun one."""
    plan = plan_of(year)
    if plan is None:
        return None
    shared = _shared(year, local(now()).date())
    version = published_schedule()
    in_force = version if version is not None and version.plan_id == plan.id else None
    terms = shared["snapshot"].terms
    lines = lines_between(Reader(year.start_year, False), terms[0].first, terms[-1].last) if in_force and terms else []
    return PlanFacts(
        **shared,
        aims=plan.aims,
        methods=plan.methods,
        per_week=plan.sessions_per_week,
        term_minimum=plan.term_minimum,
        term_maximum=plan.term_maximum,
        edition=(in_force.edition or 0) if in_force else 0,
        published_on=local(in_force.published_at).date() if in_force and in_force.published_at else None,
        lines=lines,
    )


def load_term(year: SchoolYear, term: TermFact, squad: str = "") -> TermFacts:
    """A term as it is known now; the children are those of its last day, or of today while it runs."""
    return TermFacts(**_shared(year, min(local(now()).date(), term.last)), term=term, squad=squad)


def _shared(year: SchoolYear, as_of: date) -> dict[str, Any]:
    school = this_school()
    titles = {row.slug: row.title for row in db.session.execute(select(Activity.slug, Activity.title))}
    snapshot: Snapshot = load_snapshot(as_of, year)
    return {
        "snapshot": snapshot,
        "names": load_names(school, year, titles),
        "words": shipped_vocabulary(),
        "made_at": local(now()),
        "is_demo": school.is_demo,
    }
