"""A scheduling problem as a file: `careplan-problem/1`, read strictly.

A file that is not such a problem is refused with the place in it and what is wrong there.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from careplan.scheduling.json_place import FileFaultError, Place, load_json
from careplan.scheduling.problem import (
    PREFERENCES,
    PROBLEM_FORMAT,
    Activity,
    GoalRule,
    Group,
    MethodRule,
    Post,
    Problem,
    Request,
    Rules,
    Slot,
    Squad,
    Staff,
    TermRule,
    Venue,
    Weights,
    Windows,
)
from careplan.scheduling.problem_check import check_problem
from careplan.scheduling.solution import Session

DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def load_problem(path: Path) -> Problem:
    """Read a problem file; raises FileFaultError with the place and what is wrong."""
    return read_problem(load_json(path))


def read_problem(file: Place) -> Problem:
    """Read a problem from parsed JSON, ids checked; raises FileFaultError."""
    if file.key("format").value != PROBLEM_FORMAT:
        Place("format", None).fault(f"must be {PROBLEM_FORMAT!r}")
    problem = Problem(
        name=file.needed("name").text(),
        slots=file.needed("slots").each(_slot),
        squads=file.needed("squads").each(_squad),
        groups=file.needed("groups").each(_group),
        venues=file.needed("venues").each(_venue),
        staff=file.needed("staff").each(_person),
        activities=file.needed("activities").each(_activity),
        rules=_rules(file.key("rules")),
        requests=file.key("requests").each_or(_request),
        previous=file.key("previous").each_or(read_session),
        weights=_weights(file.key("weights")),
        windows=_windows(file.key("windows")),
    )
    for fault in check_problem(problem):
        raise FileFaultError(fault.place, fault.what)
    return problem


def read_session(at: Place) -> Session:
    """One session of a plan, its ids not yet looked up."""
    return Session(
        at.needed("activity").name(),
        at.needed("group").name(),
        at.needed("start").name(),
        at.needed("venue").name(),
        at.needed("staff").each(Place.name),
    )


def _slot(at: Place) -> Slot:
    return Slot(
        at.needed("id").name(),
        _date(at.needed("date")),
        at.needed("period").whole(-1000),
        at.needed("week").whole(1),
        at.needed("term").name(),
    )


def _date(at: Place) -> dt.date:
    text = at.text()
    try:
        if DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    at.fault(f"must be a date like 2026-09-01, is {text[:40]!r}")


def _squad(at: Place) -> Squad:
    return Squad(
        at.needed("id").name(),
        at.needed("size").whole(),
        at.key("counselor").name_or_none(),
        at.key("open").names_or_none(),
    )


def _group(at: Place) -> Group:
    return Group(at.needed("id").name(), at.needed("squads").each(Place.name))


def _venue(at: Place) -> Venue:
    return Venue(
        at.needed("id").name(),
        at.needed("kinds").names(),
        at.needed("capacity").whole(),
        at.key("shared").truth_or(False),
        at.key("open").names_or_none(),
        at.key("squads").names_or_none(),
    )


def _person(at: Place) -> Staff:
    return Staff(
        at.needed("id").name(),
        at.needed("skills").names(),
        at.key("open").names_or_none(),
        at.key("max_per_week").whole_or_none(),
        at.key("max_per_term").whole_or_none(),
        at.key("balanced").truth_or(True),
    )


def _activity(at: Place) -> Activity:
    return Activity(
        at.needed("id").name(),
        at.needed("method").name(),
        at.needed("goals").names(),
        at.needed("periods").whole(1),
        at.needed("groups").each(Place.name),
        at.needed("venues").names(),
        at.needed("staff").each(_post),
        at.key("open").names_or_none(),
        at.key("preferred").names_or_none(),
        _limit(at, "repeats"),
        at.key("after").each_or(Place.name),
        at.key("cost").whole_or(0),
    )


def _limit(at: Place, name: str) -> int | None:
    """A limit whose default is 1, and which null takes away."""
    found = at.key(name)
    return found.whole_or_none() if name in at.value else 1


def _post(at: Place) -> Post:
    skills = at.key("skills").names_or_none()
    return Post(skills if skills is not None else frozenset())


def _rules(at: Place) -> Rules:
    if at.value is None:
        return Rules()
    return Rules(
        _limit(at, "sessions_per_week"),
        at.key("sessions_per_term").each_or(lambda one: TermRule(one.needed("term").name(), *_bounds(one))),
        at.key("goals").each_or(_goal_rule),
        at.key("methods").each_or(lambda one: MethodRule(one.needed("method").name(), *_bounds(one))),
        at.key("budget").whole_or_none(),
    )


def _bounds(at: Place) -> tuple[int, int | None, frozenset[str] | None]:
    return at.key("min").whole_or(0), at.key("max").whole_or_none(), at.key("squads").names_or_none()


def _goal_rule(at: Place) -> GoalRule:
    least, most, squads = _bounds(at)
    return GoalRule(at.needed("goal").name(), least, most, at.key("target").whole_or(0), squads)


def _request(at: Place) -> Request:
    staff = at.key("staff")
    return Request(
        at.needed("activity").name(),
        at.key("group").name_or_none(),
        at.key("start").name_or_none(),
        at.key("venue").name_or_none(),
        None if staff.value is None else staff.each(Place.name),
    )


def _weights(at: Place) -> Weights:
    if at.value is None:
        return Weights()
    return Weights(**{name: at.key(name).whole_or(0) for name in PREFERENCES})


def _windows(at: Place) -> Windows:
    if at.value is None:
        return Windows()
    return Windows(at.key("idle_weeks").whole_or(4, 1), at.key("variety_weeks").whole_or(4, 1))
