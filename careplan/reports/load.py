"""Gather what the annual report is made from: the snapshot, its figures and points, and the names. Reads only."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.activities.models import Activity
from careplan.children.models import Child
from careplan.clock import local
from careplan.db import db
from careplan.errors import Refused
from careplan.evaluation.queries import adopted_set, marks_for, tree_for
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.load import load_snapshot
from careplan.indicators.load_children import squads
from careplan.indicators.points import score_tree
from careplan.indicators.span import Span
from careplan.plans.models import YearPlan
from careplan.reports.assembly import assemble
from careplan.reports.contributors import contributions
from careplan.reports.document import Document, Paragraph, chinese_date
from careplan.reports.facts import KeptSet, NamedBand, NamedGoal, Names, ReportFacts
from careplan.reports.fields import resolver
from careplan.reports.frozen import Frozen, KeptText, unpack
from careplan.reports.load_contributors import load_given
from careplan.reports.load_evidence import load_evidence
from careplan.reports.models import Report, ReportFreeze, ReportText
from careplan.reports.queries import texts_of
from careplan.reports.sections import BadText, with_texts
from careplan.school.models import Band, School, SchoolYear, Squad, StaffMember
from careplan.school.queries import require_year, this_school
from careplan.secrecy import place_in, unseal
from careplan.seeds.load import shipped_vocabulary

SEALED = "report_freeze.sealed"


@dataclass(frozen=True)
class Draft:
    """A report as it would be issued now: the document and the figures that stand in it, by measure.

    `proposed`: the document without own texts.
    """

    document: Document
    figures: dict[str, dict[str, Any]]
    year_id: int
    start_year: int
    number: int
    cut_off: date
    pupils: int
    plan_approved: bool
    facts: ReportFacts | None = None
    proposed: Document | None = None
    texts: tuple[KeptText, ...] = ()
    amends_id: int | None = None
    amend_reason: str = ""


def load_year(start_year: int | None) -> SchoolYear:
    """The school year that begins in `start_year`, the current one when None; Refused when there is none."""
    if start_year is None:
        return require_year()
    year = db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == start_year))
    if year is None:
        raise Refused(_("The school has no school year that begins in %(year)s.", year=start_year))
    return year


def next_number(year: SchoolYear) -> int:
    """The number that the next report of the year gets: one more than the last."""
    standing = (Report.year_id == year.id, Report.withdrawn_at.is_(None))
    last = db.session.scalar(select(func.max(Report.number)).where(*standing))
    return (last or 0) + 1


def load_draft(
    *,
    year: SchoolYear,
    cut_off: date,
    issued_on: date,
    draft: bool = False,
    amends_id: int | None = None,
    amend_reason: str = "",
    own_texts: bool = True,
) -> Draft:
    """The report of `year` with the facts known on `cut_off` and its `own_texts`; `draft`: not numbered, marked 预览稿.

    Refused, naming the section, when an own text holds a field that is no measure any more.
    """
    number = next_number(year)
    facts = load_facts(year=year, cut_off=cut_off, issued_on=issued_on, number=None if draft else number)
    figures = {
        code: {"value": r.value, "numerator": r.numerator, "denominator": r.denominator, "no_data": r.no_data}
        for code, r in facts.results.items()
    }
    snapshot = facts.snapshot
    proposed = assemble(facts)
    own = {row.section: row for row in texts_of(year.id)} if own_texts else {}
    return Draft(
        document=_amending(_written(proposed, own, facts), amends_id, amend_reason),
        figures=figures,
        year_id=year.id,
        start_year=year.start_year,
        number=number,
        cut_off=cut_off,
        pupils=sum(squad.size for squad in snapshot.squads),
        plan_approved=snapshot.plan is not None and snapshot.plan.state == "approved",
        facts=facts,
        proposed=proposed,
        texts=tuple(KeptText(row.section, row.proposal, row.text) for row in own.values()),
        amends_id=amends_id,
        amend_reason=amend_reason,
    )


def _written(proposed: Document, own: Mapping[str, ReportText], facts: ReportFacts) -> Document:
    """The document with its own texts."""
    document = proposed
    for section, row in own.items():
        try:
            document = with_texts(document, {section: row.text}, resolver(facts))
        except BadText as bad:
            raise Refused(
                _(
                    "In the section “%(section)s” stands a field that cannot be read: %(near)s. Mend its text first.",
                    section=section,
                    near=bad.faults[0].near,
                )
            ) from bad
    return document


def _amending(document: Document, amends_id: int | None, reason: str) -> Document:
    """The document, which says at its head what it amends and why."""
    old = db.session.scalar(select(Report).where(Report.id == amends_id)) if amends_id else None
    if old is None or old.signed_on is None:
        return document
    said = f"本报告是{chinese_date(old.signed_on)}签发的第{old.number}号报告的修订版。修订原因：{reason.strip()}"
    return replace(document, blocks=(Paragraph((said,)), *document.blocks))


def load_frozen(report: Report) -> Frozen | None:
    """What a report was frozen with; None for one from before there was such a thing, or thrown away.

    Refused when it was altered since.
    """
    row = db.session.scalar(select(ReportFreeze).where(ReportFreeze.report_id == report.id))
    if row is None:
        return None
    try:
        return unpack(unseal(place_in(SEALED, row.id), row.sealed), report.frozen_sha256)
    except (ValueError, zlib.error) as error:
        raise Refused(_("What was frozen with this report was changed. Put it back from a backup.")) from error


def pupils_on(year: SchoolYear, day: date) -> int:
    """How many children are on the roll on `day`, without reading the whole year."""
    return sum(squad.size for squad in squads(Span(year.id, year.start_year, day, ())))


def plan_is_approved(year: SchoolYear) -> bool:
    """Whether the principal has approved the plan of `year`."""
    approved = select(YearPlan.id).where(YearPlan.year_id == year.id, YearPlan.state == "approved")
    return db.session.scalar(approved) is not None


def load_facts(*, year: SchoolYear, cut_off: date, issued_on: date, number: int | None) -> ReportFacts:
    """Everything the report says."""
    school = this_school()
    snapshot = load_snapshot(cut_off, year)
    results = measure_all(snapshot)
    sexes = {str(child_id): sex for child_id, sex in db.session.execute(select(Child.id, Child.sex))}
    activities = db.session.execute(select(Activity.slug, Activity.title, Activity.cost_fen)).all()
    return ReportFacts(
        snapshot=snapshot,
        results=results,
        scored=score_tree(tree_for(year), results, marks_for(year)),
        measures=MEASURES,
        words=shipped_vocabulary(),
        names=_names(school, year, {slug: title for slug, title, _fen in activities}),
        issued_on=issued_on,
        number="" if number is None else document_number(school, issued_on, number),
        sexes=sexes,
        costs={slug: fen for slug, _title, fen in activities},
        is_demo=school.is_demo,
        draft=number is None,
        contributions=contributions(*load_given(snapshot)),
        judged_by=_judged_by(year),
        evidence=load_evidence(snapshot, year),
    )


def _judged_by(year: SchoolYear) -> KeptSet | None:
    """The set in force, with why it was put into force."""
    row = adopted_set(year)
    if row is None:
        return None
    return KeptSet(row.number, row.name, local(row.adopted_at).date() if row.adopted_at else None, row.reason)


def document_number(school: School, issued_on: date, number: int) -> str:
    """青石小〔2026〕5号 (GB/T 9704-2012 7.2.5); "" where the school has no short name for it."""
    return f"{school.document_prefix}〔{issued_on.year}〕{number}号" if school.document_prefix else ""


def _names(school: School, year: SchoolYear, activities: dict[str, str]) -> Names:
    classes = db.session.scalars(select(Squad)).all()
    bands = db.session.scalars(select(Band).order_by(Band.first_grade)).all()
    return Names(
        organisation=school.name,
        squads={str(squad.id): squad.label(year.start_year).removesuffix("班") + "中队" for squad in classes},
        staff={str(i): name for i, name in db.session.execute(select(StaffMember.id, StaffMember.name))},
        activities=activities,
        bands=tuple(
            NamedBand(
                band.code,
                band.name,
                tuple(range(band.first_grade, band.last_grade + 1)),
                tuple(NamedGoal(goal.code, goal.name) for goal in band.goals),
            )
            for band in bands
        ),
    )
