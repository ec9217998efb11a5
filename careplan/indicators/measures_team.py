"""Team 队伍培训: who is trained and qualified, whose credits are kept, how the load lies (S27, S46–S52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from careplan.indicators.facts import Post, Snapshot, Staff, TeamSession, TrainingRecord
from careplan.indicators.measures_sessions import session_record
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, nothing, out_of, rate

TEAM = Shelf("team")
SUBMITTED = frozenset({"submitted", "recognised"})
NOT_COUNTED = frozenset({"draft", "returned", "refused"})


def _class_teachers(facts: Snapshot) -> list[Staff]:
    return [p for p in facts.staff if "class_teacher" in p.roles]


def _holds(person: Staff, code: str, facts: Snapshot) -> bool:
    return _qualified(person, code, facts.as_of)


def _qualified(person: Staff, code: str, day: date) -> bool:
    return any(q.code == code and q.valid_on(day) for q in person.qualifications)


def _trained(facts: Snapshot, tag: str) -> set[str]:
    return {t.staff_id for t in facts.trainings if t.content_tag == tag and t.state not in NOT_COUNTED}


@TEAM.measure(
    "teacher_training",
    zh=("班主任心理培训覆盖率", "本学年参加过心理健康专题培训的班主任人数 ÷ 班主任人数。"),
    en=("Class teachers trained", "Class teachers with a mental-health training this year ÷ class teachers."),
    refs="S46 S27",
    none="no_class_teachers no_trainings",
)
def teacher_training(facts: Snapshot) -> Outcome:
    """Class teachers trained in mental health this year."""
    if facts.staff and not facts.trainings:
        return nothing("no_trainings")
    trained = _trained(facts, "mental-health")
    return rate((RecordRef("staff", p.id, p.id in trained) for p in _class_teachers(facts)), "no_class_teachers")


@TEAM.measure(
    "staff_training",
    zh=("教职工参训率", "本学年有培训记录（不含草稿与退回）的教职工人数 ÷ 教职工人数。"),
    en=(
        "Staff in training",
        "Staff with a training this year, drafts and returned ones left out ÷ all staff.",
    ),
    refs="S27",
    none="no_staff no_trainings",
)
def staff_training(facts: Snapshot) -> Outcome:
    """Staff who took part in any training this year."""
    if facts.staff and not facts.trainings:
        return nothing("no_trainings")
    trained = {t.staff_id for t in facts.trainings if t.state not in NOT_COUNTED}
    return rate((RecordRef("staff", p.id, p.id in trained) for p in facts.staff), "no_staff")


@TEAM.measure(
    "training_hours",
    zh=("班主任人均培训学时", "班主任本学年培训学时之和 ÷ 班主任人数。"),
    en=("Training hours a head", "Training hours of class teachers this year ÷ class teachers."),
    refs="S27 S46",
    none="no_class_teachers no_trainings",
    unit="hours",
)
def training_hours(facts: Snapshot) -> Outcome:
    """Mean training hours of class teachers; a record per training."""
    teachers = {p.id for p in _class_teachers(facts)}
    if teachers and not facts.trainings:
        return nothing("no_trainings")
    rows = [t for t in facts.trainings if t.staff_id in teachers]
    records = (
        RecordRef("training", t.id, t.state not in NOT_COUNTED, f"hours_{_plain(t.hours)}", weight=float(t.hours))
        for t in rows
    )
    return out_of(records, len(teachers), "no_class_teachers")


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


@TEAM.measure(
    "leader_qualification",
    zh=("辅导员持证率", "持有在有效期内的辅导员培训合格证的中队辅导员人数 ÷ 中队辅导员人数。"),
    en=(
        "Counselors with certificate",
        "Class counselors whose counselor certificate is valid ÷ class counselors.",
    ),
    refs="S48",
    none="no_class_teachers no_qualifications",
)
def leader_qualification(facts: Snapshot) -> Outcome:
    """Class counselors trained for it, valid on the day."""
    if facts.staff and not any(p.qualifications for p in facts.staff):
        return nothing("no_qualifications")
    return rate(
        (RecordRef("staff", p.id, _holds(p, "counselor-trained", facts)) for p in _class_teachers(facts)),
        "no_class_teachers",
    )


@TEAM.measure(
    "psych_certificates",
    zh=("心理健康教育持证率", "持有在有效期内的心理健康教育C证及以上的教职工人数 ÷ 教职工人数。"),
    en=(
        "Mental-health certificates",
        "Staff with a valid mental-health certificate of level C or above ÷ all staff.",
    ),
    refs="S27 S48",
    none="no_staff no_qualifications",
)
def psych_certificates(facts: Snapshot) -> Outcome:
    """Staff with a C, B or A certificate."""
    if facts.staff and not any(p.qualifications for p in facts.staff):
        return nothing("no_qualifications")
    return rate((RecordRef("staff", p.id, _holds(p, "mental-health-c", facts)) for p in facts.staff), "no_staff")


@TEAM.measure(
    "qualified_on_the_day",
    zh=("持证上岗率", "已开展、且岗位有资格要求的活动中，各岗位人员当天资格均有效的次数 ÷ 这类活动次数。"),
    en=(
        "Qualified on the day",
        "Held sessions whose every post was filled by somebody qualified on the day ÷ those asking it.",
    ),
    refs="S48",
    none="no_held_sessions no_qualified_posts",
)
def qualified_on_the_day(facts: Snapshot) -> Outcome:
    """Sessions led by qualified people only."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    people = {p.id: p for p in (*facts.staff, *facts.guests)}
    asking = [s for s in facts.held_sessions if any(p.qualification for p in s.posts)]
    return rate((session_record(s, all(_fit(p, s, people) for p in s.posts)) for s in asking), "no_qualified_posts")


def _fit(post: Post, session: TeamSession, people: dict[str, Staff]) -> bool:
    if not post.qualification:
        return True
    person = people.get(post.staff_id or "")
    return person is not None and _qualified(person, post.qualification, session.on)


@TEAM.measure(
    "credits_recorded",
    zh=("学分登记率", "已折算登记学分的培训记录数 ÷ 已提交的培训记录数。"),
    en=("Credits recorded", "Training records with credits worked out ÷ records submitted."),
    refs="S47",
    none="no_trainings none_submitted",
)
def credits_recorded(facts: Snapshot) -> Outcome:
    """Trainings that stand in the credit ledger."""
    return _submitted(facts, lambda t: t.credits is not None)


@TEAM.measure(
    "credits_recognised",
    zh=("学分认定率", "已经认定的培训记录数 ÷ 已提交的培训记录数（校内登记，以主管部门认定为准）。"),
    en=(
        "Credits recognised",
        "Training records recognised ÷ records submitted; the authority has the last word.",
    ),
    refs="S49",
    none="no_trainings none_submitted",
)
def credits_recognised(facts: Snapshot) -> Outcome:
    """Trainings that were approved."""
    return _submitted(facts, lambda t: t.state == "recognised")


def _submitted(facts: Snapshot, chosen: Callable[[TrainingRecord], bool]) -> Outcome:
    if not facts.trainings:
        return nothing("no_trainings")
    rows = [t for t in facts.trainings if t.state in SUBMITTED]
    return rate((RecordRef("training", t.id, chosen(t), f"training_{t.state}") for t in rows), "none_submitted")


@TEAM.measure(
    "counselor_load",
    zh=("辅导员人均承担课时", "已开展活动中主持岗位的课时之和 ÷ 主持过活动的人数。"),
    en=("Load per leader", "Lessons led in held sessions ÷ people who led at least one."),
    refs="S50 S51 S52",
    none="no_held_sessions no_leaders",
    unit="count",
    better="none",
)
def counselor_load(facts: Snapshot) -> Outcome:
    """Mean lessons per leader; a record per session, so that nobody is ranked."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    led: dict[str, set[str]] = defaultdict(set)
    for s in facts.held_sessions:
        led[s.id] = {p.staff_id for p in s.posts if p.role == "leader" and p.staff_id}
    records = (
        session_record(s, bool(led[s.id]), f"lessons_{s.lessons}", s.lessons * len(led[s.id]))
        for s in facts.held_sessions
    )
    return out_of(records, len(set().union(*led.values())), "no_leaders")
