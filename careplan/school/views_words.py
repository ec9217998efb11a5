"""Words that templates ask for: days and months, names of classes, entries of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import format_date

from careplan.school.models import CalendarDay, Squad
from careplan.school.school_year import class_label, grade_label, lasting_label, year_label
from careplan.school.views_edit import blueprint
from careplan.seeds.guidance import Hotline
from careplan.seeds.load import shipped_hotlines
from careplan.web.filters import WEEKDAYS_ZH, day, in_english

SCHOOL_DAYS = 5
MONDAY = date(2026, 8, 31)  # any Monday: only its weekday's name is taken


@blueprint.app_template_global()
def weekday_names(short: bool = False, count: int = SCHOOL_DAYS) -> list[str]:
    """周一 … 周五 (or to Sunday with count 7) / Monday, Mon."""
    if in_english():
        style = "EEE" if short else "EEEE"
        return [format_date(MONDAY + timedelta(days=n), style) for n in range(count)]
    return [f"{'周' if short else '星期'}{WEEKDAYS_ZH[n]}" for n in range(count)]


@blueprint.app_template_global()
def month_name(year: int, month: int, short: bool = False) -> str:
    """2026年10月, short 10月 / October 2026, short Oct."""
    if in_english():
        return format_date(date(year, month, 1), "MMM" if short else "MMMM y")
    return f"{month}月" if short else f"{year}年{month}月"


@blueprint.app_template_global()
def squad_name(squad: Squad, start_year: int) -> str:
    """三(2)班 / Class 3 (2)."""
    return class_label(squad.entry_year, squad.number, start_year, english=in_english())


@blueprint.app_template_global()
def lasting_name(squad: Squad) -> str:
    """2021级(2)班 / Class 2, entered 2021."""
    return lasting_label(squad.entry_year, squad.number, english=in_english())


@blueprint.app_template_global()
def grade_name(grade: int) -> str:
    """三年级 / Grade 3."""
    return grade_label(grade, english=in_english())


@blueprint.app_template_global()
def span_words(first: date, last: date) -> str:
    """10月1日, 10月1—7日, 9月30日—10月7日 / 1 Oct, 1–7 Oct, 30 Sep – 7 Oct."""
    if first == last:
        return day(first, "short")
    if (first.year, first.month) != (last.year, last.month):
        return (
            f"{day(first, 'short')} – {day(last, 'short')}"
            if in_english()
            else f"{day(first, 'short')}—{day(last, 'short')}"
        )
    if in_english():
        return f"{first.day}–{day(last, 'short')}"
    return f"{first.month}月{first.day}—{last.day}日"


@blueprint.app_template_global()
def entry_name(entry: CalendarDay) -> str:
    """The name of an entry in the reader's language where it has one."""
    return (in_english() and entry.label_en) or entry.label


@blueprint.app_template_global()
def entry_note(entry: CalendarDay) -> str:
    """The note of an entry in the reader's language where it has one."""
    return (in_english() and entry.note_en) or entry.note


@blueprint.app_template_global()
def hotlines() -> tuple[Hotline, ...]:
    """Where to turn for help (S9)."""
    return shipped_hotlines()


blueprint.add_app_template_global(year_label, "year_label")
