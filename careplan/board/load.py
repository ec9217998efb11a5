"""What the board needs beside the look ahead: the figures of last year's report."""

from __future__ import annotations

from sqlalchemy import select

from careplan.board.areas import score_of_report
from careplan.db import db
from careplan.indicators.points import ScoredTree
from careplan.indicators.tree import Tree
from careplan.reports.models import Report
from careplan.school.models import SchoolYear


def last_year(tree: Tree, start_year: int) -> ScoredTree | None:
    """The figures of the newest report of the year before, by this year's set; None when none was issued."""
    query = (
        select(Report.figures)
        .join(SchoolYear, SchoolYear.id == Report.year_id)
        .where(SchoolYear.start_year == start_year - 1)
        .order_by(Report.number.desc(), Report.id.desc())
    )
    figures = db.session.scalars(query).first()
    return score_of_report(tree, figures) if figures else None
