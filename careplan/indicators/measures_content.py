"""Activities 教育活动, second half: goals, methods, strands, places — what the sessions are about (S4–S36)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from careplan.indicators.facts import Snapshot, Squad, TeamSession
from careplan.indicators.measures_sessions import session_record
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, nothing, out_of, rate

CONTENT = Shelf("activities")
STRANDS = ("knowledge", "experience", "care")  # S22 普及、体验、保健
NAMED_METHODS = ("scenario", "role-play", "discussion", "game", "recreation")  # the five that S29 names
ABILITIES = ("adaptation", "regulation", "help-seeking", "self-reliance")  # S11, S15


def _pairs(facts: Snapshot, sessions: tuple[TeamSession, ...]) -> Iterator[tuple[Squad, str, int, int]]:
    """(squad, goal, how often the squad had it in `sessions`, the plan's minimum) for every goal with a minimum."""
    had = Counter((q, g) for s in sessions for q in s.squad_ids for g in s.goals)
    for target in facts.plan.goal_targets if facts.plan else ():
        if target.minimum > 0:
            for squad in facts.squads:
                if squad.band == target.band:
                    yield squad, target.goal, had[squad.id, target.goal], target.minimum


def _goals_reached(facts: Snapshot, sessions: tuple[TeamSession, ...]) -> Outcome:
    """Squad and goal pairs that are at the plan's minimum."""
    if facts.plan is None:
        return nothing("no_plan")
    return rate(
        (
            RecordRef("goal", f"{q.id}/{goal}", n >= least, f"{n}/{least}", q.id)
            for q, goal, n, least in _pairs(facts, sessions)
        ),
        "no_goal_targets",
    )


@CONTENT.measure(
    "goal_coverage",
    zh=("分学段目标达标率", "各中队已开展次数达到计划最低次数的目标数 ÷ 本学段应达到的目标数。"),
    en=(
        "Goals reached",
        "Goals of each squad's band held as often as the plan's minimum ÷ goals of the band.",
    ),
    refs="S23 S24 S25",
    none="no_plan no_goal_targets no_held_sessions",
)
def goal_coverage(facts: Snapshot) -> Outcome:
    """Goals that every squad has had often enough."""
    if not facts.held_sessions:
        return nothing("no_plan" if facts.plan is None else "no_held_sessions")
    return _goals_reached(facts, facts.held_sessions)


@CONTENT.measure(
    "goal_progress",
    zh=("分学段目标进度", "各中队各目标已开展次数（不超过最低次数的部分）之和 ÷ 最低次数之和。"),
    en=(
        "Progress on goals",
        "Held sessions per squad and goal, up to the minimum, ÷ the sum of the minimums.",
    ),
    refs="S23 S24 S25 S7",
    none="no_plan no_goal_targets no_held_sessions",
)
def goal_progress(facts: Snapshot) -> Outcome:
    """How far the year's minimums are done."""
    if facts.plan is None or not facts.held_sessions:
        return nothing("no_plan" if facts.plan is None else "no_held_sessions")
    rows = list(_pairs(facts, facts.held_sessions))
    records = (
        RecordRef("goal", f"{q.id}/{goal}", n > 0, f"{n}/{least}", q.id, min(n, least), least)
        for q, goal, n, least in rows
    )
    return out_of(records, sum(least for *_, least in rows), "no_goal_targets")


@CONTENT.measure(
    "goals_scheduled",
    zh=("分学段目标排课率", "已开展与已排定的活动合计，达到最低次数的目标数 ÷ 本学段应达到的目标数。"),
    en=(
        "Goals on the schedule",
        "Goals that held and still planned sessions bring to the minimum ÷ goals of the band.",
    ),
    refs="S19 S24 S25",
    none="no_plan no_goal_targets no_sessions",
)
def goals_scheduled(facts: Snapshot) -> Outcome:
    """What the year will have reached if all goes as scheduled."""
    if not facts.sessions:
        return nothing("no_plan" if facts.plan is None else "no_sessions")
    ahead = tuple(s for s in facts.sessions if s.held or (s.state == "planned" and s.on >= facts.as_of))
    return _goals_reached(facts, ahead)


@CONTENT.measure(
    "psych_lessons",
    zh=(
        "心理活动课时达标率",
        "已开学学期内，各中队涉及心理健康教育领域的活动课时（不超过目标的部分）÷ 计划目标课时。",
    ),
    en=(
        "Psychology lessons",
        "Lessons with a domain of mental-health education per squad, up to the target, ÷ the target.",
    ),
    refs="S5 S16",
    none="no_plan no_psych_target no_held_sessions",
)
def psych_lessons(facts: Snapshot) -> Outcome:
    """A record per squad, weight = lessons held up to the target of the terms begun."""
    if facts.plan is None or not facts.held_sessions:
        return nothing("no_plan" if facts.plan is None else "no_held_sessions")
    target = (facts.plan.psych_lessons_per_term or 0) * sum(t.first <= facts.as_of for t in facts.terms)
    lessons: Counter[str] = Counter()
    for s in facts.held_sessions:
        if s.domains:
            lessons.update(dict.fromkeys(s.squad_ids, s.lessons))
    records = (
        RecordRef("squad", q.id, n > 0, f"{n}/{target}", q.id, min(n, target), target)
        for q in facts.squads
        for n in [lessons[q.id]]
    )
    return out_of(records, target * len(facts.squads), "no_psych_target")


def _share(facts: Snapshot, chosen: Callable[[TeamSession], bool]) -> Outcome:
    """Held sessions that are chosen, of all held."""
    return rate((session_record(s, chosen(s)) for s in facts.held_sessions), "no_held_sessions")


@CONTENT.measure(
    "experiential_share",
    zh=("体验式活动占比", "以做、演、玩、实践为主的活动次数 ÷ 已开展活动次数。"),
    en=("Learning by doing", "Held sessions in which children do rather than listen ÷ held sessions."),
    refs="S4 S10",
    none="no_held_sessions",
)
def experiential_share(facts: Snapshot) -> Outcome:
    """Sessions of an experiential method."""
    return _share(facts, lambda s: s.experiential)


@CONTENT.measure(
    "interactive_share",
    zh=("参与互动式活动占比", "采用参与式、互动式方法的活动次数 ÷ 已开展活动次数。"),
    en=("Interactive share", "Held sessions of an interactive method ÷ held sessions."),
    refs="S30",
    none="no_held_sessions",
)
def interactive_share(facts: Snapshot) -> Outcome:
    """Sessions of an interactive method."""
    return _share(facts, lambda s: s.interactive)


@CONTENT.measure(
    "lecture_share",
    zh=("讲座占比", "专题讲座次数 ÷ 已开展活动次数；越低越好。"),
    en=("Lecture share", "Held lectures ÷ held sessions; lower is better."),
    refs="S30 S31",
    none="no_held_sessions",
    better="down",
)
def lecture_share(facts: Snapshot) -> Outcome:
    """Sessions that are lectures."""
    return _share(facts, lambda s: s.method == "lecture")


@CONTENT.measure(
    "outdoor_share",
    zh=("素质拓展占比", "素质拓展活动次数 ÷ 已开展活动次数。"),
    en=("Outdoor training share", "Held outdoor training sessions ÷ held sessions."),
    refs="S33 S34",
    none="no_held_sessions",
)
def outdoor_share(facts: Snapshot) -> Outcome:
    """Sessions of outdoor training."""
    return _share(facts, lambda s: s.method == "outdoor")


@CONTENT.measure(
    "off_campus_share",
    zh=("校外活动占比", "在校外基地、社区开展的活动次数 ÷ 已开展活动次数。"),
    en=("Off-campus share", "Held sessions at a base or in the community ÷ held sessions."),
    refs="S21 S33",
    none="no_held_sessions",
)
def off_campus_share(facts: Snapshot) -> Outcome:
    """Sessions off campus."""
    return _share(facts, lambda s: s.off_campus)


@CONTENT.measure(
    "outside_classroom_share",
    zh=("课堂外活动占比", "在教室以外场地开展的活动次数 ÷ 已开展活动次数。"),
    en=("Outside the classroom", "Held sessions at a place other than the classroom ÷ held sessions."),
    refs="S21",
    none="no_held_sessions",
)
def outside_classroom_share(facts: Snapshot) -> Outcome:
    """Sessions not in the classroom."""
    return _share(facts, lambda s: s.venue_kind != "classroom")


@CONTENT.measure(
    "prevention_share",
    zh=("预防性活动占比", "面向全体的预防性活动次数 ÷ 已开展活动次数。"),
    en=("Preventive share", "Held sessions of the universal tier ÷ held sessions."),
    refs="S8",
    none="no_held_sessions",
)
def prevention_share(facts: Snapshot) -> Outcome:
    """Sessions for all children."""
    return _share(facts, lambda s: s.tier == "universal")


@CONTENT.measure(
    "strand_balance",
    zh=("三类内容均衡度", "普及、体验、保健三类中次数最少一类的次数 ÷ 已开展活动次数（完全均衡约为33%）。"),
    en=(
        "Balance of the strands",
        "Held sessions of the rarest of the three strands ÷ held sessions; 33% is even.",
    ),
    refs="S22",
    none="no_held_sessions",
)
def strand_balance(facts: Snapshot) -> Outcome:
    """Share of the strand with the fewest sessions; of equal ones the first in the plan's order."""
    held = Counter(s.strand for s in facts.held_sessions)
    rarest = min(STRANDS, key=lambda strand: held[strand])
    return rate(
        (session_record(s, s.strand == rarest, f"strand_{s.strand}") for s in facts.held_sessions),
        "no_held_sessions",
    )


@CONTENT.measure(
    "method_variety",
    zh=(
        "活动形式丰富度",
        "各学段已用到的五种活动形式数（情景设计、角色扮演、问题辨析、游戏辅导、娱乐活动）÷ 每学段五种。",
    ),
    en=(
        "Variety of methods",
        "Of the plan's five methods, those each band has used in held sessions ÷ five per band.",
    ),
    refs="S4 S29",
    none="no_squads no_held_sessions",
)
def method_variety(facts: Snapshot) -> Outcome:
    """A record per band and method."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    bands = {q.id: q.band for q in facts.squads}
    used = {(bands.get(q), s.method) for s in facts.held_sessions for q in s.squad_ids}
    return rate(
        (
            RecordRef("goal", f"{band}/{method}", (band, method) in used, f"method_{method}")
            for band in sorted(set(bands.values()))
            for method in NAMED_METHODS
        ),
        "no_squads",
    )


@CONTENT.measure(
    "ability_coverage",
    zh=("四种能力覆盖率", "各中队已接触的能力数（适应、调节、求助、自立）÷ 每中队四种。"),
    en=(
        "Four abilities",
        "Abilities (adapting, regulating, seeking help, self-reliance) each squad met ÷ four each.",
    ),
    refs="S9 S11 S15",
    none="no_squads no_held_sessions",
)
def ability_coverage(facts: Snapshot) -> Outcome:
    """A record per squad, weight = abilities met."""
    if not facts.held_sessions:
        return nothing("no_held_sessions")
    met: dict[str, set[str]] = defaultdict(set)
    for s in facts.held_sessions:
        for squad in s.squad_ids:
            met[squad] |= s.abilities & set(ABILITIES)
    records = (
        RecordRef("squad", q.id, bool(met[q.id]), f"{len(met[q.id])}/4", q.id, len(met[q.id]), len(ABILITIES))
        for q in facts.squads
    )
    return out_of(records, len(ABILITIES) * len(facts.squads), "no_squads")
