"""The hand-counted schools of `tables/`: a folder of tables for each, and the figures a person counted from them.

`tables/<school>/<kind>.csv`: one row for each fact; columns are the fields of careplan.indicators.facts, an empty cell
is nothing told, `remark` is for the reader. `tables/expected/<area>.csv`: what each measure must say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from careplan.indicators import facts

HERE = Path(__file__).parent / "tables"
SCHOOLS = ("empty", "one", "moved")
NO_DATA = "no data"
Row = Mapping[str, str]

KINDS: dict[str, type] = {
    "terms": facts.Term, "squads": facts.Squad, "children": facts.Child, "staff": facts.Staff, "guests": facts.Staff,
    "leading_group": facts.LeadingGroupMember, "reserved_lessons": facts.ReservedLesson, "sessions": facts.TeamSession,
    "attendance": facts.Attendance, "feedback": facts.Feedback, "visits": facts.Visit, "aid": facts.AidRecord,
    "parent_contacts": facts.ParentContact, "referrals": facts.Referral, "changes": facts.RecordChange,
    "events": facts.ChildEvent, "care_goals": facts.CareGoal, "trainings": facts.TrainingRecord,
    "reports": facts.Report, "improvements": facts.Improvement, "beside": facts.Arrangement, "talks": facts.Talks,
}  # fmt: skip
SESSION = {"term": 1, "week": 7, "activity_id": "x", "channel": "team-day"}
"""What no measure reads of a session."""
READ: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "bool": {"yes": True, "no": False}.__getitem__,
    "frozenset[int]": lambda cell: frozenset(int(one) for one in cell.split()),
    "frozenset[str]": lambda cell: frozenset(cell.split()),
    "tuple[str, ...]": lambda cell: tuple(cell.split()),
}
"""How a cell is read, by the type of its field; all else is text."""


@dataclass(frozen=True)
class Expected:
    """A line of `tables/expected`: what the measure says of a school, for a group of children where they moved."""

    measure: str
    school: str
    children: str
    numerator: float
    denominator: float
    value: float | None
    counted: tuple[str, ...]
    why: str

    @property
    def id(self) -> str:
        """A name for the test."""
        return "-".join(filter(None, (self.measure, self.school, self.children)))


def rows(path: Path) -> list[Row]:
    """The rows of a table; none where the school has no such table."""
    if not path.exists():
        return []
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def expected() -> Iterator[Expected]:
    """Every line a person counted."""
    for path in sorted((HERE / "expected").glob("*.csv")):
        for row in rows(path):
            told = row["value"] != NO_DATA
            yield Expected(
                row["measure"], row["school"], row["children"],
                float(row["numerator"] or 0), float(row["denominator"] or 0), float(row["value"]) if told else None,
                tuple(row["counted"].split()), row["why"],
            )  # fmt: skip


def made(kind: type, row: Row, **more: Any) -> Any:
    """The fact of a row. An empty cell is the field's default, and where it has none: no text, no day, no entries."""
    assert set(row) <= {f.name for f in fields(kind)} | {"remark"}, f"unknown columns of {kind.__name__}"
    for f in fields(kind):
        cell = row.get(f.name)
        if cell:
            sort = str(f.type).removesuffix(" | None")
            more[f.name] = READ.get(sort, str)(cell)
        elif cell is not None and f.default is MISSING and f.default_factory is MISSING:
            more[f.name] = None if "None" in str(f.type) else READ.get(str(f.type), str)(cell)
    return kind(**more)


def school(name: str) -> facts.Snapshot:
    """The snapshot of a hand-counted school."""
    folder = HERE / name
    about = rows(folder / "school.csv")[0]
    found = {kind: _facts(folder, kind) for kind in KINDS}
    people = {who: _with_qualifications(folder, found.pop(who)) for who in ("staff", "guests")}
    found["sessions"] = _with_posts(folder, found["sessions"])
    day = date.fromisoformat(about["day"])
    return facts.Snapshot("1", about["year"], day, plan=_plan(folder), **found, **people)


def _facts(folder: Path, kind: str) -> tuple[Any, ...]:
    more = SESSION if kind == "sessions" else {}
    return tuple(made(KINDS[kind], row, **more) for row in rows(folder / f"{kind}.csv"))


def _without(row: Row, column: str) -> Row:
    return {name: cell for name, cell in row.items() if name != column}


def _with_posts(folder: Path, sessions: tuple[Any, ...]) -> tuple[Any, ...]:
    posts = [(row["session"], made(facts.Post, _without(row, "session"))) for row in rows(folder / "posts.csv")]
    return tuple(replace(s, posts=tuple(post for where, post in posts if where == s.id)) for s in sessions)


def _with_qualifications(folder: Path, people: tuple[Any, ...]) -> tuple[Any, ...]:
    table = rows(folder / "qualifications.csv")
    held = [(row["person"], made(facts.Qualification, _without(row, "person"))) for row in table]
    return tuple(replace(p, qualifications=tuple(one for whose, one in held if whose == p.id)) for p in people)


def _plan(folder: Path) -> facts.YearPlan | None:
    targets = tuple(made(facts.GoalTarget, row) for row in rows(folder / "goal_targets.csv"))
    plans = [made(facts.YearPlan, row, goal_targets=targets) for row in rows(folder / "plan.csv")]
    return plans[0] if plans else None
