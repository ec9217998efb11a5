"""Activities 教育活动, first half: held as planned, every child reached, parents, rhythm (S6, S12, S14, S26)."""

from __future__ import annotations

from collections import Counter, defaultdict

from careplan.indicators.facts import Snapshot, TeamSession
from careplan.indicators.measures_beside import PARENTS_LESSON, beside_record, done_beside
from careplan.indicators.months import ended_school_months
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, nothing, number, out_of, rate

SESSIONS = Shelf("activities")
AUDIENCES = ("pupils", "parents", "teachers")


def session_record(
    session: TeamSession, counted: bool, note: str = "", weight: float = 1, out_of: float = 1
) -> RecordRef:
    """A record of one session; its squad where it has exactly one."""
    squad = session.squad_ids[0] if len(session.squad_ids) == 1 else None
    return RecordRef("session", session.id, counted, note, squad, weight, out_of)


@SESSIONS.measure(
    "session_completion",
    zh=("队日活动完成率", "计划内已到日期的活动中，实际开展的次数 ÷ 应开展的次数（临时增加的不计）。"),
    en=(
        "Sessions held",
        "Planned sessions that were held ÷ planned sessions whose day has come; extra ones left out.",
    ),
    refs="S12 S16",
    none="no_due_sessions",
)
def session_completion(facts: Snapshot) -> Outcome:
    """Held of due; a session whose day has passed without a word is not held."""
    notes = {"held": "", "planned": "not_recorded", "cancelled": "cancelled"}
    return rate(
        (session_record(s, s.held, notes[s.state]) for s in facts.due_sessions if not s.extra),
        "no_due_sessions",
    )


@SESSIONS.measure(
    "unexcused_cancellations",
    zh=("无故未开展次数", "已到日期而没有开展的活动中，没有写明取消理由的次数。"),
    en=("Not held without a reason", "Sessions whose day has come, not held, and nobody said why."),
    refs="S12 S44",
    none="no_due_sessions",
    unit="count",
    better="down",
)
def unexcused_cancellations(facts: Snapshot) -> Outcome:
    """How many sessions fell out without a word; one left unrecorded is one of them."""
    if not facts.due_sessions:
        return nothing("no_due_sessions")
    gone = [s for s in facts.due_sessions if not s.held]
    notes = {"planned": "not_recorded", "cancelled": "not_excused"}
    return number(session_record(s, not s.excused, "excused" if s.excused else notes[s.state]) for s in gone)


@SESSIONS.measure(
    "reached_every_child",
    zh=("留守儿童参与覆盖率", "至少参加过一次活动的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=("Every child reached", "Left-behind children who came to at least one session ÷ those on the roll."),
    refs="S6 C3",
    none="no_left_behind no_attendance",
    personal=True,
)
def reached_every_child(facts: Snapshot) -> Outcome:
    """Children who came at least once; the note tells how often."""
    if facts.left_behind and not facts.attendance:
        return nothing("no_attendance")
    times = Counter(child for _, child in facts.attended)
    return rate(
        (RecordRef("child", c.id, times[c.id] > 0, f"times_{times[c.id]}", c.squad_id) for c in facts.left_behind),
        "no_left_behind",
    )


@SESSIONS.measure(
    "attendance_rate",
    zh=("活动出勤率", "已开展活动中，到场（含迟到）人次 ÷ 已登记考勤人次。"),
    en=("Attendance", "Children present or late ÷ children on the attendance lists of held sessions."),
    refs="S14",
    none="no_attendance",
)
def attendance_rate(facts: Snapshot) -> Outcome:
    """A record per held session with a list; weight = children who came."""
    listed = Counter(a.session_id for a in facts.attendance)
    came = Counter(session for session, _ in facts.attended)
    held = [s for s in facts.held_sessions if listed[s.id]]
    records = (
        session_record(s, came[s.id] > 0, f"{came[s.id]}/{listed[s.id]}", came[s.id], listed[s.id]) for s in held
    )
    return out_of(records, sum(listed[s.id] for s in held), "no_attendance")


@SESSIONS.measure(
    "child_led_share",
    zh=("儿童主持比例", "有孩子担任主持、策划等角色的活动次数 ÷ 已登记该项的活动次数。"),
    en=(
        "Led by children",
        "Held sessions in which children took a leading part ÷ held sessions that noted it.",
    ),
    refs="S14 S15",
    none="no_held_sessions child_led_unknown",
)
def child_led_share(facts: Snapshot) -> Outcome:
    """Sessions where children lead."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    known = [(s, s.child_led_count) for s in facts.held_sessions if s.child_led_count is not None]
    return rate((session_record(s, n > 0, f"people_{n}") for s, n in known), "child_led_unknown")


@SESSIONS.measure(
    "parent_participation",
    zh=("家长参与率", "面向家长的活动和家长课堂中，有家长到场的次数 ÷ 已登记家长人数的次数。"),
    en=(
        "Parents taking part",
        "Held sessions meant for parents, and parents' lessons, to which some came ÷ those that noted how many.",
    ),
    refs="S28 S26",
    none="no_parent_sessions parents_unknown",
)
def parent_participation(facts: Snapshot) -> Outcome:
    """Sessions for parents and parents' lessons to which parents came."""
    meant = [s for s in facts.held_sessions if "parents" in s.audiences]
    lessons = done_beside(facts, PARENTS_LESSON)
    if not meant and not lessons:
        return nothing("no_parent_sessions")
    known = [(s, s.parents_count) for s in meant if s.parents_count is not None]
    records = [session_record(s, n > 0, f"people_{n}") for s, n in known]
    records += [beside_record(a, a.came > 0, f"people_{a.came}") for a in lessons if a.came is not None]
    return rate(records, "parents_unknown")


@SESSIONS.measure(
    "three_audiences",
    zh=(
        "学生、家长、教师同步率",
        "各中队已开展面向学生、家长、教师的活动（含家长课堂）的类别数 ÷ 应有类别数（每中队三类）。",
    ),
    en=(
        "Pupils, parents and teachers",
        "Audiences served by each squad's held sessions and parents' lessons ÷ three for every squad.",
    ),
    refs="S26",
    none="no_squads no_held_sessions",
)
def three_audiences(facts: Snapshot) -> Outcome:
    """A record per squad, weight = audiences served; a parents' lesson serves the parents of whom it is meant for."""
    lessons = done_beside(facts, PARENTS_LESSON)
    if not facts.held_sessions and not lessons:
        return nothing("no_held_sessions")
    served: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for squad in lesson.squad_ids:
            served[squad].add("parents")
    for s in facts.held_sessions:
        for squad in s.squad_ids:
            served[squad] |= s.audiences & set(AUDIENCES)
    records = (
        RecordRef("squad", q.id, bool(served[q.id]), f"{len(served[q.id])}/3", q.id, len(served[q.id]), len(AUDIENCES))
        for q in facts.squads
    )
    return out_of(records, len(AUDIENCES) * len(facts.squads), "no_squads")


@SESSIONS.measure(
    "monthly_rhythm",
    zh=("每月开展率", "已结束的教学月份中，各中队至少开展一次活动的月份数 ÷ 应开展的月份数。"),
    en=(
        "Something every month",
        "Ended school months in which a squad had a session ÷ ended months of all squads.",
    ),
    refs="S12 S19 C29",
    none="no_ended_month no_held_sessions no_squads",
)
def monthly_rhythm(facts: Snapshot) -> Outcome:
    """A record per squad and ended school month: steady work, no tide (C29)."""
    months = ended_school_months(facts)
    if not months:
        return nothing("no_ended_month")
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    had = {(q, s.on.strftime("%Y-%m")) for s in facts.held_sessions for q in s.squad_ids}
    return rate(
        (RecordRef("month", f"{q.id}/{m}", (q.id, m) in had, "", q.id) for q in facts.squads for m in months),
        "no_squads",
    )


@SESSIONS.measure(
    "expert_lectures",
    zh=("专家讲座次数", "有专家到场主讲、已开展的专题讲座次数。"),
    en=("Expert lectures", "Held lectures with an expert at the post meant for one."),
    refs="S31",
    none="no_held_sessions",
    unit="count",
)
def expert_lectures(facts: Snapshot) -> Outcome:
    """Lectures; counted when an expert gave them."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    lectures = [s for s in facts.held_sessions if s.method == "lecture"]
    return number(session_record(s, any(p.role == "expert" and p.staff_id for p in s.posts), "") for s in lectures)
