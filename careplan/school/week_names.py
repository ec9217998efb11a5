"""How a week and a term are called, one way on every page, sheet and sentence: 第二学期第3周. Pure."""

from __future__ import annotations

from careplan.school.calendar import Week

TERMS = {1: ("第一学期", "Term 1"), 2: ("第二学期", "Term 2")}


def term_name(number: int, language: str) -> str:
    """第一学期, Term 1."""
    return TERMS[number][language == "en"] if number in TERMS else str(number)


def week_name(week: Week, language: str) -> str:
    """By its term and its place in it: 第二学期第3周; Term 2, week 3."""
    term = term_name(week.term, language)
    return f"{term}, week {week.in_term}" if language == "en" else f"{term}第{week.in_term}周"
