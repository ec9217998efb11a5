"""The sections of this year's report as they would be proposed today, and own texts that were written beside others."""

from __future__ import annotations

from careplan.clock import today
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.queries import texts_of
from careplan.reports.sections import Section, sections


def gathered() -> Draft:
    """The draft as of today, with the proposed text even where an own one cannot be read."""
    return load_draft(year=load_year(None), cut_off=today(), issued_on=today(), draft=True, own_texts=False)


def sections_of(made: Draft) -> tuple[Section, ...]:
    """What of a draft can have an own text."""
    assert made.facts is not None
    return sections(made.document, {code: one.name for code, one in made.facts.measures.items()})


def moved_on(year_id: int) -> list[Section]:
    """Sections with an own text whose proposal reads otherwise now: figures typed by hand may be out of date (S45)."""
    own = {row.section: row for row in texts_of(year_id)}
    if not own:
        return []
    return [one for one in sections_of(gathered()) if one.key in own and own[one.key].proposal != one.proposal]
