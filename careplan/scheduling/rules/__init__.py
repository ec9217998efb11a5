"""All rules and preferences of a school year, one function and one sentence each.

Read from top to bottom this is the table of contents. In a sentence `{bounds}`, `{squads}` and the like are
filled from the problem by `sentences`.
"""

from __future__ import annotations

from careplan.scheduling.rules import preferences, school, squads, structure
from careplan.scheduling.rules.rule import Fault, Preference, Rule

STRUCTURE: tuple[Rule, ...] = (
    Rule(
        "unknown",
        "活动安排里写到的方案、中队、时间、场地和老师都要是真实存在的。",
        "A session names an activity, a group, a time, a place and people that exist.",
        structure.unknown,
    ),
    Rule(
        "window",
        "活动要连着上完，并且这段时间中队、场地、老师和方案都能用。",
        "A session runs without a break, while its squads, place, people and activity are free for it.",
        structure.window,
    ),
    Rule(
        "squad_clash",
        "一个中队同一时间只能参加一次活动。",
        "A squad is in one session at a time.",
        structure.squad_clash,
    ),
    Rule(
        "staff_clash",
        "一位老师同一时间只能带一次活动，一次活动里只担任一个岗位。",
        "Nobody is in two sessions at one time, nor in two posts of one session.",
        structure.staff_clash,
    ),
    Rule(
        "venue_clash",
        "不共用的场地同一时间只能有一次活动。",
        "A place that is not shared holds one session at a time.",
        structure.venue_clash,
    ),
    Rule(
        "capacity",
        "场地要坐得下所有学生。",
        "The pupils fit the place.",
        structure.capacity,
    ),
    Rule(
        "venue_kind",
        "场地的类型要适合这个活动，并且对这个中队开放。",
        "The place is of a kind that suits the activity, and admits the group.",
        structure.venue_kind,
    ),
    Rule(
        "skills",
        "每个岗位上的老师都要有这个岗位要求的资格。",
        "Each post is held by somebody who is qualified for it.",
        structure.skills,
    ),
)

YEAR: tuple[Rule, ...] = (
    Rule(
        "rules.sessions_per_week",
        "一个中队一周最多开展{max}次活动。",
        "No squad has more than {max:session|sessions} in one week.",
        squads.sessions_per_week,
    ),
    Rule(
        "rules.sessions_per_term",
        "{term}，{squads}开展活动{bounds}次。",
        "In {term}, {squads} has {bounds:session|sessions}.",
        squads.sessions_per_term,
    ),
    Rule(
        "rules.goals",
        "{squads}全年为“{goal}”这个目标开展活动{bounds}次。",
        "{squads} has {bounds:session|sessions} in the year that serve the goal “{goal}”.",
        squads.goals,
    ),
    Rule(
        "rules.methods",
        "{squads}全年以“{method}”的形式开展活动{bounds}次。",
        "{squads} has {bounds:session|sessions} in the year held as “{method}”.",
        squads.methods,
    ),
    Rule(
        "rules.budget",
        "全年活动花费不超过{max}。",
        "All sessions of the year together cost at most {max}.",
        school.budget,
    ),
    Rule(
        "requests",
        "已经定下的活动必须在安排里：{request}。",
        "This session was asked for and must be in the plan: {request}.",
        school.requests,
    ),
    Rule(
        "staff.max_per_week",
        "{person}一周最多带{max}课时。",
        "{person} leads at most {max:lesson|lessons} in one week.",
        school.max_per_week,
    ),
    Rule(
        "staff.max_per_term",
        "{person}一学期最多带{max}课时。",
        "{person} leads at most {max:lesson|lessons} in one term.",
        school.max_per_term,
    ),
    Rule(
        "activities.repeats",
        "同一个中队最多做{max}次“{activity}”。",
        "A squad does “{activity}” at most {max:time|times}.",
        squads.repeats,
    ),
    Rule(
        "activities.after",
        "做“{activity}”之前，先要做完{before}。",
        "Before “{activity}” a squad has finished {before}.",
        squads.after,
    ),
)

WISHES: tuple[Preference, ...] = (
    Preference(
        "goal_shortfall",
        "每个目标最好都达到希望的次数。",
        "Each goal had best be served as often as is wished.",
        preferences.goal_shortfall,
    ),
    Preference(
        "same_method",
        "{variety_weeks}周之内最好不要总用同一种形式。",
        "Within {variety_weeks:week|weeks} a squad had best not meet the same method twice.",
        preferences.same_method,
    ),
    Preference(
        "back_to_back",
        "最好不要连着两周都有活动。",
        "A squad had best not have sessions two weeks running.",
        preferences.back_to_back,
    ),
    Preference(
        "idle",
        "最好不要连着{idle_weeks}周没有活动。",
        "A squad had best not go {idle_weeks:week|weeks} without a session.",
        preferences.idle,
    ),
    Preference(
        "other_counselor",
        "中队自己的活动最好由自己的辅导员带。",
        "A squad's own session had best be held with its own counselor.",
        preferences.other_counselor,
    ),
    Preference(
        "imbalance",
        "老师们承担的课时最好差不多。",
        "The lessons had best be shared evenly among the staff.",
        preferences.imbalance,
    ),
    Preference(
        "off_season",
        "活动最好安排在适合的时节，或计划优先的月份。",
        "An activity had best be held in its season, or in the months that the plan prefers.",
        preferences.off_season,
    ),
    Preference(
        "change",
        "已经公布的安排最好不要改动。",
        "What was already announced had best stay as it is.",
        preferences.change,
    ),
)

RULES = STRUCTURE + YEAR

__all__ = ["RULES", "STRUCTURE", "WISHES", "YEAR", "Fault", "Preference", "Rule"]
