"""The demo school's workload: own rules, periods up to the 20th of each month, all but the last signed (S50–S52)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from careplan.accounts.models import User
from careplan.demo.cast import Cast
from careplan.demo.moments import SCHEDULE_DAY, at
from careplan.demo.parameters import texts
from careplan.programme.planned import moment_of
from careplan.school.calendar import days_between
from careplan.school.load import load_year_calendar
from careplan.school.queries import require_year
from careplan.sessions.lesson_times import begins, ends
from careplan.workload.entry_operations import EntryWords, decide_entry, enter_work
from careplan.workload.example import milli_of
from careplan.workload.models import WorkEntry, WorkPeriod, WorkStatement
from careplan.workload.period_operations import compute_period, lock_period, open_period
from careplan.workload.rules_operations import example_rules, save_rules
from careplan.workload.sign_operations import sign_period
from careplan.workload.statement_operations import answer, confirm, correct, countersign, object_to

CUT = 20
"""The last day of a month's period, as the finance office asks."""
COMPUTED_AFTER, OBJECTED_AFTER, ANSWERED_AFTER, SIGNED_AFTER, LOCKED_AFTER = (
    timedelta(days=n) for n in (1, 2, 3, 4, 5)
)
TO_CHECK = timedelta(days=7)


def play_workload(rng: Random, cast: Cast, until: date) -> int:
    """Every period that is over before `until`: all but the last signed and locked; returns how many."""
    _rules(cast)
    stretches = [one for one in _stretches(require_year().terms[0].starts_on) if one[1] + OBJECTED_AFTER < until]
    for number, (first, last) in enumerate(stretches):
        is_last = number == len(stretches) - 1
        _entries(rng, cast, first, last)
        period = _computed(cast, first, last)
        _checked(rng, cast, period, last, is_last)
        if is_last:
            _still_waiting(cast, first, last)
        else:
            _finished(cast, period, last)
            _late(cast, last)
    return len(stretches)


def _rules(cast: Cast) -> None:
    """A copy of the example with the school's own name and an invented amount, marked as demo."""
    words = texts()["workload"]
    rules = replace(
        example_rules(),
        name=words["name"] + texts()["mark"],
        note=texts()["mark"],
        fen_per_unit=(milli_of(words["yuan_per_unit"]) or 0) // 10,
    )
    with at(SCHEDULE_DAY, 10):
        first = require_year().terms[0].starts_on
        office = cast.users["office"].id
        save_rules(actor_id=office, rules=rules, valid_from=first, change=words["change"] + texts()["mark"])


def _stretches(first: date) -> list[tuple[date, date]]:
    """From the first school day to the 20th, then from 21st to 20th, five of them: up to January."""
    found = []
    for _number in range(5):
        last = (
            first.replace(day=CUT) if first.day <= CUT else (first.replace(day=1) + timedelta(days=31)).replace(day=CUT)
        )
        found.append((first, last))
        first = last + timedelta(days=1)
    return found


def _computed(cast: Cast, first: date, last: date) -> WorkPeriod:
    office = cast.users["office"]
    with at(last + COMPUTED_AFTER, 9):
        name, name_en = f"{last.year}年{last.month}月（截至{CUT}日）", f"{last:%B %Y} (to the {CUT}th)"
        period = open_period(actor=office, name=name, name_en=name_en, first=first, last=last)
        compute_period(actor=office, period=period, check_until=last + COMPUTED_AFTER + TO_CHECK)
    return period


def _checked(rng: Random, cast: Cast, period: WorkPeriod, last: date, is_last: bool) -> None:
    """People look their statements over; one objects: in the last period without an answer yet."""
    words, office = texts()["workload"], cast.users["office"]
    objects = _own(cast, period, "teacher41" if is_last else "teacher31")
    with at(last + OBJECTED_AFTER, 16):
        for row in sorted(period.statements, key=lambda one: one.staff_id):
            person = cast.by_staff.get(row.staff_id)
            if person and row is not objects and rng.random() < words["confirms"]:
                confirm(actor=person, row=row)
        if objects is None:
            return
        said = words["own_objection"] if is_last else words["objection"]
        objection = object_to(actor=cast.by_staff[objects.staff_id], row=objects, words=said)
    if not is_last:
        with at(last + ANSWERED_AFTER, 10):
            correct(actor=office, row=objects, milli=milli_of(words["corrected"]) or 0, reason=words["correction"])
            answer(actor=office, objection=objection, words=words["answer"])


def _own(cast: Cast, period: WorkPeriod, name: str) -> WorkStatement | None:
    staff_id = cast.users[name].staff_id
    return next((row for row in period.statements if row.staff_id == staff_id), None)


def _finished(cast: Cast, period: WorkPeriod, last: date) -> None:
    """Looked over by everybody at last, signed by the principal, locked by the office."""
    office, principal = cast.users["office"], cast.users["principal"]
    with at(last + ANSWERED_AFTER, 17):
        for row in period.statements:
            person = cast.by_staff.get(row.staff_id)
            if person and row.state == "waiting":
                confirm(actor=person, row=row)
            if row.staff_id == principal.staff_id and row.staff_id != office.staff_id:
                countersign(actor=office, row=row)
    with at(last + SIGNED_AFTER, 9):
        sign_period(actor=principal, period=period)
    with at(last + LOCKED_AFTER, 9):
        lock_period(actor=office, period=period)


def _entries(rng: Random, cast: Cast, first: date, last: date) -> None:
    """Unplanned work of the period, counter-signed by the head counselor before it is computed; one is refused."""
    words, head = texts()["workload"], cast.users["head"]
    for who, hours, said in words["entries"]:
        row = _entered(cast.users[who], _some_day(rng, cast.users[who], first, last, hours), hours, said)
        with at(last + COMPUTED_AFTER, 8):
            decide_entry(actor=head, row=row, accept=True)
    row = _entered(cast.users["teacher22"], _school_days(first, last)[-1], "12:20-12:50", "红领巾广播值班")
    with at(last + COMPUTED_AFTER, 8):
        decide_entry(actor=head, row=row, accept=False, reason=words["refusal"])


def _some_day(rng: Random, person: User, first: date, last: date, hours: str) -> date:
    """A weekday of the period; for work in kept-free time one on which the person has some."""
    weekdays = (
        {one.weekday for one in person.staff.busy if one.kept} if not hours and person.staff else set(range(1, 6))
    )
    days = _school_days(first, last)
    return rng.choice([one for one in days if one.isoweekday() in weekdays] or days)


def _school_days(first: date, last: date) -> list[date]:
    calendar = load_year_calendar(require_year())
    return [one for one in days_between(first, last) if calendar.is_school_day(one)]


def _entered(person: User, day: date, hours: str, said: str) -> WorkEntry:
    start, end = moment_of(hours) if hours else _kept_lesson(person, day)
    with at(day, 19):
        words = EntryWords(day, start, end, said + texts()["mark"])
        return enter_work(actor=person, staff_id=person.staff_id or 0, words=words)


def _kept_lesson(person: User, day: date) -> tuple[time, time]:
    kept = (
        [one.period for one in person.staff.busy if one.kept and one.weekday == day.isoweekday()]
        if person.staff
        else []
    )
    period = kept[0] if kept else 8
    return begins(day, period).time(), ends(day, period).time()


def _late(cast: Cast, last: date) -> None:
    """Something of a locked period that is entered after its lock: the next period pays it as such."""
    who, hours, said = texts()["workload"]["late"]
    person = cast.users[who]
    day = _school_days(last - timedelta(days=10), last)[-1]
    start, end = moment_of(hours)
    with at(last + LOCKED_AFTER, 12):
        row = enter_work(
            actor=person, staff_id=person.staff_id or 0, words=EntryWords(day, start, end, said + texts()["mark"])
        )
        decide_entry(actor=cast.users["head"], row=row, accept=True)


def _still_waiting(cast: Cast, first: date, last: date) -> None:
    """One piece of work by hand that nobody has decided on yet."""
    who, hours, said = texts()["workload"]["waiting"]
    _entered(cast.users[who], _school_days(first, last)[-1], hours, said)
