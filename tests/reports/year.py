"""A whole invented school year as facts: 24 squads, about 960 pupils, 310 of them left behind; no database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.facts import (
    Attendance,
    Child,
    Feedback,
    GoalTarget,
    LeadingGroupMember,
    Post,
    Qualification,
    ReservedLesson,
    ScheduleVersion,
    Snapshot,
    Squad,
    Staff,
    TeamSession,
    Term,
    TrainingRecord,
    Visit,
    YearPlan,
)
from careplan.indicators.points import score_tree
from careplan.indicators.tree import tree_of
from careplan.reports.facts import NamedBand, NamedGoal, Names, ReportFacts
from careplan.seeds.load import shipped_seeds, shipped_vocabulary

FIRST = date(2026, 9, 1)
TERMS = (Term(1, FIRST, date(2027, 1, 22), 20), Term(2, date(2027, 3, 1), date(2027, 7, 2), 18))
METHODS = (
    "game",
    "role-play",
    "scenario",
    "discussion",
    "experience",
    "practice",
    "recreation",
    "lecture",
    "outdoor",
    "media",
)
STRANDS = ("experience", "knowledge", "experience", "care")
CHANNELS = ("team-day", "activity-lesson", "practice-lesson", "lecture")
TITLES = (
    "找找我的学校",
    "我的小书包自己理",
    "情绪红绿灯",
    "信任盲行",
    "给远方的爸爸妈妈写封信",
    "合作搭高塔",
    "我们的中队公约",
)
TEACHERS = ("李𬭎", "张翀", "阿依古丽·买买提", "王堃", "赵喆", "欧阳𫖯", "周䶮", "吴𠅤")


def band_of(grade: int) -> str:
    return "low" if grade <= 3 else "high"


def names() -> Names:
    seeds = shipped_seeds()
    bands = tuple(
        NamedBand(b.code, b.name, b.grades, tuple(NamedGoal(g.code, g.name) for g in b.goals))
        for b in seeds.band_sets["plan"].bands
    )
    return Names(
        "青石镇中心小学",
        {str(i): f"{'一二三四五六'[(i - 1) // 4]}({(i - 1) % 4 + 1})中队" for i in range(1, 25)},
        {f"t{i}": TEACHERS[i % 8] for i in range(45)},
        {f"a{i}": title for i, title in enumerate(TITLES)},
        bands,
    )


def children() -> tuple[Child, ...]:
    """13 in each squad but one; every fifth with both parents away, every ninth by another definition only."""
    made = []
    for squad in range(1, 25):
        for i in range(13 if squad > 1 else 11):
            kind = "none" if i % 9 == 8 else "both_parents" if i % 5 == 0 else "one_parent"
            civil = kind == "both_parents" or i % 9 == 8
            made.append(
                Child(
                    f"{squad}-{i}", str(squad), (squad - 1) // 4 + 1, left_behind_civil=civil,
                    left_behind_survey=civil and i != 0, left_behind_enrolment=kind, owner_id=f"t{squad}", consent="given" if i % 13 != 3 else "refused",
                    file_parts=frozenset({"identity", "home"} if i % 7 else {"identity"}),
                    file_parts_required=frozenset({"identity", "home"}), register_checked_in=frozenset({1}),
                )
            )  # fmt: skip
    return tuple(made)


def sessions(as_of: date) -> tuple[TeamSession, ...]:
    """Two a month for each squad; the past ones held, every twentieth called off."""
    goals = [(b.code, g.code) for b in shipped_seeds().band_sets["plan"].bands for g in b.goals]
    made: list[TeamSession] = []
    for week in range(0, 42, 2):
        for squad in range(1, 25):
            day = FIRST + timedelta(days=7 * week + 3 + squad % 2)
            term = 1 if day <= TERMS[0].last else 2
            if not any(t.first <= day <= t.last for t in TERMS):
                continue
            n = len(made)
            mine = [code for band, code in goals if band == band_of((squad - 1) // 4 + 1)]
            method = METHODS[(n + squad) % 10]
            state = "planned" if day > as_of else "cancelled" if n % 20 == 19 else "held"
            made.append(
                TeamSession(
                    f"s{n}", day, term, week, (str(squad),), f"a{n % 7}", (mine[(week // 2 + squad) % len(mine)],), method,
                    STRANDS[n % 4], CHANNELS[n % 4], "universal", 1 + n % 2, "classroom" if n % 3 else "playground", state,
                    interactive=method not in {"lecture", "media"}, experiential=method not in {"lecture", "media", "discussion"},
                    audiences=frozenset({"pupils", "parents"} if n % 4 == 0 else {"pupils"}), in_reserved_lesson=n % 11 != 0,
                    abilities=frozenset({("adaptation", "regulation", "help-seeking", "self-reliance")[n % 4]}),
                    posts=(Post("leader", f"t{squad}", "counselor-trained"),), excused=n % 40 == 19, parents_count=n % 30,
                    child_led_count=n % 4,
                )
            )  # fmt: skip
    return tuple(made)


def snapshot(as_of: date = date(2026, 11, 20)) -> Snapshot:
    """The year as known on `as_of`."""
    kids = children()
    team = sessions(as_of)
    held = [s for s in team if s.state == "held"]
    in_squad = {str(q): [c for c in kids if c.squad_id == str(q)] for q in range(1, 25)}
    attendance = [
        Attendance(s.id, c.id, "leave" if (i + int(s.id[1:])) % 23 == 0 else "present")
        for s in held for i, c in enumerate(in_squad[s.squad_ids[0]])
    ]  # fmt: skip
    feedback = [Feedback(f"f{s.id}", s.id, "children", 4 + i % 2, 4, 3 + i % 3) for i, s in enumerate(held) if i % 5]
    visits = [
        Visit(f"v{i}", c.id, FIRST + timedelta(days=10 + i % 70), "home" if i % 3 else "talk", 1, "t1", date(2026, 12, 1))
        for i, c in enumerate(kids) if i % 8
    ]  # fmt: skip
    staff = tuple(
        Staff(f"t{i}", frozenset({"class_teacher"} if 1 <= i <= 24 else {"teacher"}),
              (Qualification("counselor-trained", date(2026, 1, 1)),) if i % 9 else ())
        for i in range(45)
    )  # fmt: skip
    trainings = tuple(
        TrainingRecord(f"r{i}", f"t{i % 30}", date(2026, 9, 20), "school", ("psychology", "counselor", "safety")[i % 3],
                       Decimal(6 + i % 3), Decimal(1), "recognised" if i % 4 else "submitted") for i in range(70)
    )  # fmt: skip
    targets = tuple(
        GoalTarget(b.code, g.code, g.minimum, g.target)
        for b in shipped_seeds().band_sets["plan"].bands
        for g in b.goals
    )
    return Snapshot(
        "1", "2026—2027", as_of, TERMS,
        tuple(Squad(str(i), (i - 1) // 4 + 1, band_of((i - 1) // 4 + 1), 40 + i % 3) for i in range(1, 25)),
        kids, staff, YearPlan("1", "approved", date(2026, 8, 25), date(2026, 8, 30), targets, 1_800_000, psych_lessons_per_term=8),
        (LeadingGroupMember("t0", "统筹", True), LeadingGroupMember("t1", "队日活动"), LeadingGroupMember("t2", "")),
        tuple(ReservedLesson(str(i), 5, 6) for i in range(1, 25)), (ScheduleVersion("1", 1, date(2026, 8, 31)),),
        team, tuple(attendance), tuple(feedback), tuple(visits), trainings=trainings, is_demo=True,
    )  # fmt: skip


def report_facts(facts: Snapshot | None = None, **more: object) -> ReportFacts:
    """What the report of that year is made from."""
    facts = facts or snapshot()
    results = measure_all(facts)
    scored = score_tree(tree_of(shipped_seeds().indicator_sets["default"]), results)
    base: dict[str, object] = {
        "issued_on": facts.as_of, "number": "青石小〔2026〕1号", "is_demo": True,
        "sexes": {c.id: "male" if int(c.id.split("-")[-1]) % 2 else "female" for c in facts.children},
        "costs": {f"a{i}": 2000 * i for i in range(7)},
    }  # fmt: skip
    return ReportFacts(facts, results, scored, MEASURES, shipped_vocabulary(), names(), **(base | more))  # type: ignore[arg-type]
