"""Facts about what is planned beside the sessions, and how often help was asked for: counts, never a talk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from careplan.casework.help_words import in_months
from careplan.casework.models import HelpGiven
from careplan.db import db
from careplan.indicators import facts
from careplan.indicators.span import Span
from careplan.programme.models import Item, Series


def arrangements(span: Span, squads: Sequence[facts.Squad]) -> tuple[facts.Arrangement, ...]:
    """Every day planned in the year up to the span's end, with the squads that it is meant for."""
    query = (
        select(Item.id, Item.day, Series.kind, Item.state, Series.grades, Item.came)
        .join(Series, Series.id == Item.series_id)
        .where(Item.day.between(span.first, span.last))
        .order_by(Item.day, Item.id)
    )
    return tuple(
        facts.Arrangement(
            str(row.id),
            row.day,
            row.kind,
            row.state,
            tuple(squad.id for squad in squads if not row.grades or squad.grade in row.grades),
            row.came,
        )
        for row in db.session.execute(query)
    )


def talks(span: Span) -> tuple[facts.Talks, ...]:
    """Talks of the year's months that are over, in groups of five and more (S32, S35)."""
    days = db.session.scalars(select(HelpGiven.day).where(HelpGiven.day.between(span.first, span.last)))
    return tuple(facts.Talks(months, number) for months, number in in_months(days, span.as_of))
