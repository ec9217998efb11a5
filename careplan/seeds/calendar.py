"""A school year's calendar as it is shipped: terms, closed and make-up days, observances, the rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence, Vocabulary

_WEEKEND = 5  # date.weekday() from Saturday on


@dataclass(frozen=True, slots=True)
class SeedTerm:
    """A term, first and last day included. Example dates: each place sets its own."""

    number: int
    name: str
    name_en: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days without school. kind: statutory (the law) or adjusted (a notice). confirmed: notice out."""

    first: date
    last: date
    name: str
    name_en: str
    kind: str
    confirmed: bool
    note: str
    note_en: str
    source: str

    @property
    def days(self) -> tuple[date, ...]:
        """Each single day."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class MakeupDay:
    """A weekend day on which people work. runs_weekday: whose lessons run, 1 Monday – 5 Friday (按周X课表);
    None: no regular lessons.
    """

    date: date
    holiday: str
    holiday_en: str
    runs_weekday: int | None
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Observance:
    """A day to plan around, with the domains and an idea for an activity."""

    date: date
    name: str
    name_en: str
    domains: tuple[str, ...]
    idea: str
    idea_en: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is done in these months of every year."""

    months: tuple[int, ...]
    title: str
    title_en: str
    text: str
    text_en: str
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedCalendar:
    """One school year."""

    label: str
    start_year: int
    terms: tuple[SeedTerm, ...]
    closed: tuple[ClosedDays, ...]
    makeup: tuple[MakeupDay, ...]
    observances: tuple[Observance, ...]
    rhythm: tuple[Rhythm, ...]


def read_calendar(source: Source, vocabulary: Vocabulary, refs: dict[str, Sentence]) -> SeedCalendar:
    """A file of `calendar/`."""
    top = root(source)
    calendar = SeedCalendar(
        label=top.text("label"),
        start_year=top.whole("start_year", 2000, 2100),
        terms=tuple(_term(table) for table in top.tables("term", least=1)),
        closed=tuple(_closed(table) for table in top.tables("closed")),
        makeup=tuple(_makeup(table) for table in top.tables("makeup")),
        observances=tuple(_observance(table, vocabulary) for table in top.tables("observance")),
        rhythm=tuple(_rhythm(table, refs) for table in top.tables("rhythm")),
    )
    top.codes("ref", refs)
    top.flag("example", default=False)
    top.done()
    _check_terms(source, calendar)
    _check_closed(source, calendar)
    return calendar


def _term(table: Table) -> SeedTerm:
    term = SeedTerm(
        table.whole("number", 1, 4), table.text("name"), table.text("name_en"), table.day("first"), table.day("last")
    )
    table.flag("example", default=False)
    _check_span(table, term.first, term.last)
    table.done()
    return term


def _closed(table: Table) -> ClosedDays:
    closed = ClosedDays(
        first=table.day("first"),
        last=table.day("last"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        kind=table.code("kind", ("statutory", "adjusted")),
        confirmed=table.flag("confirmed"),
        note=table.text("note", default=""),
        note_en=table.text("note_en", default=""),
        source=table.text("source"),
    )
    _check_span(table, closed.first, closed.last)
    table.done()
    return closed


def _makeup(table: Table) -> MakeupDay:
    makeup = MakeupDay(
        date=table.day("date"),
        holiday=table.text("holiday"),
        holiday_en=table.text("holiday_en"),
        runs_weekday=table.whole("runs_weekday", 1, 5) if "runs_weekday" in table.data else None,
        confirmed=table.flag("confirmed"),
        source=table.text("source"),
    )
    if makeup.date.weekday() < _WEEKEND:
        table.fault("date", f"{makeup.date} is not a Saturday or Sunday: people work on it anyway")
    table.done()
    return makeup


def _observance(table: Table, vocabulary: Vocabulary) -> Observance:
    observance = Observance(
        date=table.day("date"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        domains=table.codes("domains", vocabulary.domains, least=1),
        idea=table.text("idea"),
        idea_en=table.text("idea_en"),
    )
    table.done()
    return observance


def _rhythm(table: Table, refs: dict[str, Sentence]) -> Rhythm:
    rhythm = Rhythm(
        months=table.wholes("months", 1, 12),
        title=table.text("title"),
        title_en=table.text("title_en"),
        text=table.text("text"),
        text_en=table.text("text_en"),
        ref=table.codes("ref", refs, least=1),
    )
    table.done()
    return rhythm


def _check_span(table: Table, first: date, last: date) -> None:
    if last < first:
        table.fault("last", f"the last day {last} lies before the first day {first}")


def _check_terms(source: Source, calendar: SeedCalendar) -> None:
    for number, (before, term) in enumerate(zip(calendar.terms, calendar.terms[1:], strict=False), 1):
        if term.first <= before.last:
            message = f"term {term.number} begins before term {before.number} has ended"
            source.fault(("term", number, "first"), message)


def _check_closed(source: Source, calendar: SeedCalendar) -> None:
    """No day is closed twice, and none is both closed and a make-up day."""
    owner: dict[date, str] = {}
    for number, closed in enumerate(calendar.closed):
        for day in closed.days:
            if day in owner:
                message = f"{day} is closed twice: “{owner[day]}” and “{closed.name}”"
                source.fault(("closed", number, "first"), message)
            owner[day] = closed.name
    for number, makeup in enumerate(calendar.makeup):
        if makeup.date in owner:
            message = f"{makeup.date} is a make-up day and closed for “{owner[makeup.date]}”"
            source.fault(("makeup", number, "date"), message)
