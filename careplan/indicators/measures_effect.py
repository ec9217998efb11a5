"""Effect 成效与报告: what children and teachers say, what was mended, the yearly report (S17, S38, S45)."""

from __future__ import annotations

from careplan.indicators.facts import Feedback, Snapshot
from careplan.indicators.measures_sessions import session_record
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, mean, nothing, rate

EFFECT = Shelf("effect")
GOOD = 4  # of five: "I liked it" or better


@EFFECT.measure(
    "annual_report",
    zh=(
        "年度工作报告",
        "本学年年度工作报告已签发，记为100%；学年结束后仍未签发，记为0。学年结束前不作判断。",
    ),
    en=(
        "Annual report",
        "100% once this year's report is issued; 0 when the year is over without one; open before.",
    ),
    refs="S45",
    none="year_not_over no_terms",
)
def annual_report(facts: Snapshot) -> Outcome:
    """Whether the year has its report."""
    rows = [r for r in facts.reports if r.kind == "annual" and r.issued_on <= facts.as_of]
    if rows:
        first = min(rows, key=lambda r: (r.issued_on, r.id))
        return rate([RecordRef("report", first.id, True, f"issued_{first.issued_on}")], "year_not_over")
    if not facts.terms:
        return nothing("no_terms")
    if facts.as_of <= max(t.last for t in facts.terms):
        return nothing("year_not_over")
    return rate([RecordRef("report", facts.year, False, "not_issued")], "year_not_over")


@EFFECT.measure(
    "satisfaction",
    zh=("活动满意度", "活动后“趣味性、针对性、实效性”三问的平均分（1—5分）；教师每人一份，孩子们每次活动合为一份。"),
    en=(
        "Rating of the sessions",
        "Mean of the answers to the three questions, 1 to 5; the children of a session count as one.",
    ),
    refs="S17",
    none="no_feedback",
    unit="points",
)
def satisfaction(facts: Snapshot) -> Outcome:
    """Mean over feedbacks of the mean of the answers given."""
    return mean(_answers(facts), "no_feedback")


def _answers(facts: Snapshot) -> list[RecordRef]:
    """A record per feedback with an answer; weight = mean of its answers."""
    rows = []
    for f in _of_held(facts):
        given = [a for a in (f.interesting, f.aimed, f.effective) if a is not None]
        if given:
            score = sum(given) / len(given)
            rows.append(RecordRef("feedback", f.id, True, f"score_{score:.1f}", weight=score))
    return rows


def _of_held(facts: Snapshot) -> list[Feedback]:
    held = {s.id for s in facts.held_sessions}
    return [f for f in facts.feedback if f.session_id in held]


@EFFECT.measure(
    "felt_effective",
    zh=("实效好评率", "“实效性”一问打4分及以上的反馈数 ÷ 回答了该问的反馈数。"),
    en=("Felt to work", "Feedback with 4 or 5 on “it helped” ÷ feedback that answered it."),
    refs="S17 S10",
    none="no_feedback",
)
def felt_effective(facts: Snapshot) -> Outcome:
    """Feedback that says it helped."""
    rows = [(f, f.effective) for f in _of_held(facts) if f.effective is not None]
    return rate(
        (RecordRef("feedback", f.id, answer >= GOOD, f"score_{answer}") for f, answer in rows),
        "no_feedback",
    )


@EFFECT.measure(
    "feedback_rate",
    zh=("活动反馈率", "收到反馈的活动次数 ÷ 已开展活动次数。"),
    en=("Sessions with feedback", "Held sessions with any feedback ÷ held sessions."),
    refs="S17 S39",
    none="no_held_sessions no_feedback",
)
def feedback_rate(facts: Snapshot) -> Outcome:
    """Sessions somebody answered the three questions for."""
    if facts.held_sessions and not facts.feedback:
        return nothing("no_feedback")
    heard = {f.session_id for f in facts.feedback}
    return rate((session_record(s, s.id in heard) for s in facts.held_sessions), "no_held_sessions")


@EFFECT.measure(
    "improvement_loop",
    zh=("改进闭环率", "已到期的问题中，按记录办结的件数 ÷ 已到期或已办结的件数。"),
    en=("Improvements closed", "Problems closed with a result ÷ problems due or closed."),
    refs="S38 C11 C20",
    none="no_improvements no_due_improvements",
)
def improvement_loop(facts: Snapshot) -> Outcome:
    """Problems that were solved; one without a due day is due when it is found."""
    if not facts.improvements:
        return nothing("no_improvements")
    rows = []
    for i in facts.improvements:
        closed = i.closed_on is not None and i.closed_on <= facts.as_of
        if closed or (i.due_on or i.found_on) <= facts.as_of:
            rows.append(RecordRef("improvement", i.id, closed))
    return rate(rows, "no_due_improvements")


@EFFECT.measure(
    "answer_days",
    zh=("问题办结平均用时", "从提出到办结的平均天数，只计已办结的问题。"),
    en=("Days to an answer", "Mean days from finding a problem to closing it, of those closed."),
    refs="S38",
    none="no_improvements none_closed",
    unit="days",
    better="down",
)
def answer_days(facts: Snapshot) -> Outcome:
    """Mean days until a problem was solved."""
    if not facts.improvements:
        return nothing("no_improvements")
    rows = [
        RecordRef("improvement", i.id, True, f"days_{days}", weight=days)
        for i in facts.improvements
        if i.closed_on is not None and i.closed_on <= facts.as_of
        for days in [(i.closed_on - i.found_on).days]
    ]
    return mean(rows, "none_closed")
