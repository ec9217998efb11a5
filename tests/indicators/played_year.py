"""A played stretch of a year in the world's first school: seeded, invented, with every kind of fact and its gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.activities.models import Activity
from careplan.aid.models import AidCase, AidEntry, AidStep
from careplan.audit.operations import record
from careplan.casework.models import CareAssignment, Contact, HelpGiven
from careplan.children.models import Child, ChildChange, Consent, FamilyMember, RosterImport
from careplan.db import db
from careplan.plans.models import PlanGoal, YearPlan
from careplan.programme.models import Item, Series, SignUp
from careplan.reports.models import Report
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import solution_json
from careplan.school.models import Band, Goal, LeadingGroupMember, SchoolYear, Squad, StaffMember, Venue
from careplan.sessions.models import Attendance, Feedback, ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.plan_load import problem_of
from careplan.sessions.schedule_files import pack
from careplan.training.credits.reading import as_data
from careplan.training.credits.shipped import shipped_rule_sets
from careplan.training.models import CreditRules, PlannedPerson, PlannedTraining, TrainingImport, TrainingRecord
from careplan.voices.answers import QUESTIONS
from careplan.voices.models import ClassAnswers, Obstacle

TODAY = date(2026, 11, 20)
BANDS = (
    ("low", "小学低年级", 1, 3, "low.adapt", "low.habits"),
    ("high", "小学高年级", 4, 6, "high.methods", "high.emotions"),
)
METHODS = ("game", "role-play", "lecture", "outdoor", "discussion", "media")
STRANDS = ("knowledge", "experience", "care")


def play(seed: int) -> None:
    """Fill the school in scope; call inside its scope."""
    rng = Random(seed)
    year = db.session.scalars(select(SchoolYear)).one()
    goals = _bands_and_goals()
    plan = YearPlan(
        year_id=year.id, state="approved", decided_at=datetime(2026, 9, 3, 17), budget_fen=900_000, term_minimum=4
    )
    plan.goals = [PlanGoal(goal_id=g.id, minimum=1 + g.position % 2, target=3) for g in goals]
    base = Venue(name="基地", kind="base", capacity=300, off_campus=True)
    db.session.add_all([plan, base])
    db.session.flush()
    _leaders_and_training(rng)
    _beside_the_records()
    _children(rng)
    _sessions(rng, plan, base)
    _beside(Random(seed))
    _talks(Random(seed))
    db.session.add(Report(year_id=year.id, number=1, cut_off=TODAY, title="年度工作报告", document={}, file_name="r.pdf", sha256="0", pages=1, issued_at=datetime(2026, 11, 10), signed_at=datetime(2026, 11, 10)))  # fmt: skip
    record(actor_id=None, action="make", entity="played-year")
    db.session.commit()


def _talks(rng: Random) -> None:
    """Help given in the room and on the hotline, few in one month and more in another."""
    user = db.session.scalars(select(User)).first()
    assert user
    for month, most in ((9, 4), (10, 8), (11, 9)):
        for n in range(rng.randint(1, most)):
            db.session.add(HelpGiven(day=date(2026, month, 1 + n), channel=("room", "hotline")[n % 2], who="pupil", came="own", subject="emotions", note="", recorded_at=datetime(2026, month, 28), recorded_by=user.id))  # fmt: skip


def _bands_and_goals() -> list[Goal]:
    goals = []
    for code, name, first, last, *codes in BANDS:
        band = Band(code=code, name=name, name_en=code, first_grade=first, last_grade=last)
        band.goals = [Goal(code=c, name=f"目标{c}", name_en=c, serves=[c], position=n) for n, c in enumerate(codes)]
        db.session.add(band)
        goals += band.goals
    db.session.flush()
    return goals


def _leaders_and_training(rng: Random) -> None:
    people = db.session.scalars(select(StaffMember).order_by(StaffMember.id)).all()
    db.session.add(LeadingGroupMember(staff_id=people[0].id, duty="分管", is_head=True, since=date(2026, 9, 1)))
    db.session.add(LeadingGroupMember(staff_id=people[1].id, duty="", since=date(2026, 9, 1)))
    for n, person in enumerate(people):
        state = ("recognised", "submitted", "draft", "approved", "refused")[n % 5]
        code = ("counselor-trained", "mental-health-b", "")[n % 3]
        db.session.add(
            TrainingRecord(
                staff_id=person.id,
                course=f"课程{n}",
                content=("psychology", "counselor", "safety")[n % 3],
                starts_on=date(2026, 9, 10),
                ends_on=date(2026, 9, 11 + n % 19),
                hours=rng.choice([4, 6, 7.5]),
                credits=1.0 if n % 2 else None,
                qualification=code,
                state=state,
                valid_from=date(2026, 9, 20),
                valid_until=date(2026, 10, 25) if n == 3 else None,
            )
        )


def _beside_the_records() -> None:
    """What stands beside the training records: rules, a planned training, an import that waits."""
    person = db.session.scalars(select(StaffMember).order_by(StaffMember.id)).first()
    assert person
    at = datetime(2026, 9, 1, 4, tzinfo=UTC)
    rules = as_data(shipped_rule_sets()["national"])
    db.session.add(CreditRules(number=1, name="办法", content=rules, made_at=at))
    db.session.add(
        PlannedTraining(
            course="工作坊",
            starts_on=date(2026, 9, 20),
            ends_on=date(2026, 9, 20),
            begins=time(14, 30),
            ends=time(16, 30),
            hours=2,
            people=[PlannedPerson(staff_id=person.id)],
        )
    )
    db.session.add(TrainingImport(file_name="a.xlsx", sha256="0", recognised=True, state="discarded", created_at=at))


def _children(rng: Random) -> None:
    children = db.session.scalars(select(Child).order_by(Child.id)).all()
    user = db.session.scalars(select(User)).first()
    for n, child in enumerate(children):
        child.health = "健康" if n % 3 else ""
        if n % 2:
            _fill_file(child)
        if n == 5:
            child.left_on, child.state = date(2026, 10, 30), "left"
        if n % 4:
            db.session.add(Consent(child_id=child.id, purpose="file", state=rng.choice(["given", "given", "refused"]), guardian_relation="father", decided_on=date(2026, 9, 5)))  # fmt: skip
            db.session.add(CareAssignment(child_id=child.id, staff_id=1, since=date(2026, 9, 1), until=date(2026, 10, 1) if n == 9 else None))  # fmt: skip
        for _ in range(rng.randrange(4)):
            on = date(2026, 9, 2) + timedelta(rng.randrange(79))
            db.session.add(
                Contact(
                    child_id=child.id,
                    day=on,
                    kind=rng.choice(["visit", "call", "talk", "parent-call"]),
                    summary="谈话",
                    next_on=on + timedelta(30),
                    recorded_at=datetime(2026, 9, 3),
                    recorded_by=user.id if user else None,
                )
            )
        db.session.add(ChildChange(child_id=child.id, field="state", before=None, after="enrolled", recorded_on=date(2026, 9, 2), source="roster"))  # fmt: skip
        if n % 5 == 0:
            happened = date(2026, 10, 1) if n % 2 else None
            db.session.add(ChildChange(child_id=child.id, field="address", happened_on=happened, recorded_on=date(2026, 10, 4 + n % 27), source="edit"))  # fmt: skip
    on, counts = datetime(2026, 9, 2), dict.fromkeys(("added", "moved", "changed", "left", "classes"), 0)
    db.session.add(RosterImport(file_name="a.xlsx", sha256="0", state="confirmed", created_at=on, confirmed_at=on, summary=counts))  # fmt: skip


def _fill_file(child: Child) -> None:
    child.address, child.boards = "镇上1号", False
    for parent in child.family:
        parent.phone, parent.works_at = "13900000000", "广东"
    child.family.append(FamilyMember(relation="grandmother", relation_word="祖母", phone="13900000001", is_carer=True))


def aid_in_every_way() -> None:
    """One came, one was granted and taken back again, one is asked for; refused, asked for again, withdrawn; last year, ahead."""
    ways = (
        ([("asked", 9, 2), ("granted", 9, 9)], ["paid", "goods"]),
        ([("granted", 9, 20)], ["undone"]),
        ([("asked", 10, 5)], []),
        ([("asked", 10, 6), ("refused", 10, 8)], []),
        ([("asked", 10, 6), ("refused", 10, 8), ("asked", 10, 9), ("granted", 10, 10)], []),
        ([("asked", 10, 6), ("ended", 10, 8)], []),
        ([("asked", 6, 1), ("granted", 9, 1)], ["paid"]),
        ([("asked", 12, 1)], []),
        ([("asked", 10, 1), ("granted", 10, 4)], ["late"]),
    )
    at, children = datetime(2026, 9, 1, 4), db.session.scalars(select(Child).order_by(Child.id)).all()
    for child, (steps, lines) in zip(children, ways, strict=False):
        case = AidCase(child_id=child.id, kind="temporary", giver="street", opened_at=at)
        case.steps = [AidStep(state=one, day=date(2026, month, day), recorded_at=at) for one, month, day in steps]
        for number, kind in enumerate(lines):
            day = date(2026, 12, 1) if kind == "late" else date(2026, 9, 12 + number)
            kind = "goods" if kind == "goods" else "paid"
            case.entries.append(AidEntry(kind=kind, day=day, fen=100, recorded_at=at))
        db.session.add(case)
        db.session.flush()
        if lines == ["undone"]:
            first = case.entries[0]
            db.session.add(
                AidEntry(case_id=case.id, kind="paid", day=first.day, fen=100, undoes_id=first.id, recorded_at=at)
            )


def _sessions(rng: Random, plan: YearPlan, base: Venue) -> None:
    squads = db.session.scalars(select(Squad).order_by(Squad.id)).all()
    activities = [_activity(n) for n in range(12)]
    db.session.add_all(activities)
    db.session.flush()
    problem = problem_of(plan.id)
    files = pack(problem_json(problem)), pack(solution_json(Solution(problem.name, "feasible", 0, 0)))
    old, new = [
        ScheduleVersion(plan_id=plan.id, number=n, state=state, status="FEASIBLE", seconds=1.0, problem=files[0], solution=files[1], made_at=datetime(2026, 9, 4), published_at=datetime(2026, 9, n))
        for n, state in ((1, "superseded"), (2, "published"))
    ]  # fmt: skip
    db.session.add_all([old, new])
    db.session.flush()
    for week in range(14):
        for squad in squads:
            on = date(2026, 9, 4) + timedelta(7 * week)
            version = old if week == 0 else new
            db.session.add(_session(rng, squad, on, week + 1, activities, version, base))
    db.session.flush()
    for session in db.session.scalars(select(TeamSession).where(TeamSession.state == "held")).all():
        _held(rng, session)
    _voices(Random(len(squads)))


def _voices(rng: Random) -> None:
    """Children of every third held session answered, few of them now and then; obstacles in every state."""
    for n, session in enumerate(db.session.scalars(select(TeamSession).where(TeamSession.state == "held"))):
        if n % 3 == 0:
            children = 3 if n % 4 == 0 else rng.randint(5, 30)
            counts = {q: _spread(rng, children) for q in QUESTIONS}
            open_now = {"code": f"{n:08}", "open_until": datetime(2126, 1, 1)} if n % 15 == 0 else {}
            db.session.add(ClassAnswers(team_session_id=session.id, squad_id=session.squads[0].id, way="paper", counts=counts, recorded_at=datetime(2026, 10, 1), **open_now))  # fmt: skip
    for n in range(9):
        raised = datetime(2026, 9, 7 + n, 20)
        solved, due = raised.date() + timedelta(rng.randint(1, 20)), raised.date() + timedelta(90)
        outcome = (None, "solved", "promised")[n % 3]
        db.session.add(Obstacle(kind="room", words="没有教室", leader="principal", raised_at=raised, raised_by=1, outcome=outcome, due_on=due if outcome == "promised" else None, solved_on=solved if outcome == "solved" else None))  # fmt: skip


def _spread(rng: Random, children: int) -> dict[str, int]:
    good = rng.randint(0, children)
    fair = rng.randint(0, children - good)
    return {"good": good, "fair": fair, "poor": children - good - fair}


def _beside(rng: Random) -> None:
    """Something beside the sessions on many days: of every kind, done, forgotten and fallen out."""
    for n, kind in enumerate(("broadcast", "wall-newspaper", "parents-lesson", "room", "hotline", "elective")):
        series = Series(kind=kind, rhythm="weekly", first_on=date(2026, 9, 7), last_on=date(2026, 12, 14), grades=[[], [1, 3], [5]][n % 3])  # fmt: skip
        for week in range(14):
            on = date(2026, 9, 7) + timedelta(7 * week)
            state = "planned" if on > TODAY else rng.choice(["done"] * 4 + ["cancelled", "planned"])
            came = rng.choice([None, 0, 20]) if state == "done" else None
            item = Item(day=on, begins=time(12), ends=time(13), state=state, staff_id=1, came=came)
            if kind != "wall-newspaper" or on.month == 9:
                series.items.append(item)
        db.session.add(series)
    db.session.flush()
    for child in db.session.scalars(select(Child).order_by(Child.id)).all()[:9]:
        db.session.add(SignUp(series_id=series.id, child_id=child.id, signed_at=datetime(2026, 9, 3)))


def _activity(n: int) -> Activity:
    """Every mark in turn; each third asks for a qualification, each fourth is for parents too."""
    goals = [["low.adapt", "high.methods"], ["low.habits", "high.emotions"]][n % 2]
    return Activity(
        slug=f"a{n}", title=f"活动{n}", title_en=f"Activity {n}", goals=goals, grades=[1, 2, 3, 4, 5, 6],
        method=METHODS[n % len(METHODS)], strand=STRANDS[n % 3], channel="team-day", tier="universal" if n % 5 else "targeted",
        domains=["self"] if n % 3 else [], abilities=[("adaptation", "regulation", "help-seeking", "self-reliance")[n % 4]],
        principles=[], audiences=["pupils", "parents"] if n % 4 == 0 else ["pupils", "teachers"] if n % 4 == 1 else ["pupils"],
        lessons=1 + n % 2, group_min=1, group_max=60, venue_kinds=["classroom"], seasons=["any"],
        posts=[{"role": "leader", "qualification": "counselor-trained" if n % 3 == 0 else ""}], materials=[],
        safety=[], success=[], steps=[], purpose="目的", basis="依据", family="", meets="squad",
    )  # fmt: skip


def _session(
    rng: Random, squad: Squad, on: date, week: int, activities: list[Activity], version: ScheduleVersion, base: Venue
) -> TeamSession:
    activity = rng.choice(activities)
    state = "planned" if on > TODAY else rng.choice(["held"] * 7 + ["cancelled", "planned"])
    session = TeamSession(
        schedule=version, activity=activity, venue_id=base.id if activity.method == "outdoor" else squad.home_venue_id,
        day=on, period=rng.choice([5, 6, 7]), lessons=activity.lessons, term=1, week=week, state=state,
        planned=rng.random() > 0.1, reason=rng.choice(["", "下雨"]) if state == "cancelled" else "",
        parents_came=rng.choice([0, 6]) if "parents" in activity.audiences and state == "held" else None,
    )  # fmt: skip
    session.squads = [squad]
    session.posts = [SessionPost(staff_id=squad.counselor_id, position=0, role="leader")]
    return session


def _held(rng: Random, session: TeamSession) -> None:
    if rng.random() < 0.1:
        return
    for child in db.session.scalars(select(Child).where(Child.squad_id == session.squads[0].id)):
        db.session.add(Attendance(team_session_id=session.id, child_id=child.id, state=rng.choice(["present"] * 4 + ["late", "leave", "absent"]), led=rng.random() < 0.2))  # fmt: skip
    for user_id in (None, 1):
        if rng.random() < 0.7:
            a, b, c = (rng.randint(2, 5) for _ in range(3))
            db.session.add(Feedback(team_session_id=session.id, user_id=user_id, interesting=a, aimed=b, effective=c, given_at=datetime(2026, 10, 1)))  # fmt: skip
