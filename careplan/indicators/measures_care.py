"""Care 关爱帮扶: visits, contact with the parents, referral, aid (S32, S35, S38, C4, C13–C32)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from careplan.indicators.facts import Snapshot
from careplan.indicators.months import ended_school_months
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, mean, nothing, out_of, rate

CARE = Shelf("care")
CONTACT_DAYS = 31  # DOMAIN 4.6: a call home every month (Henan, Anhui)


def _squads(facts: Snapshot) -> dict[str, str]:
    return {c.id: c.squad_id for c in facts.children}


@CARE.measure(
    "visit_coverage",
    zh=("本学期家访覆盖率", "本学期至少家访一次的留守儿童人数 ÷ 在册留守儿童人数（每人每学期不少于一次）。"),
    en=(
        "Home visits this term",
        "Left-behind children visited at home this term ÷ those on the roll; one a term is due.",
    ),
    refs="C4 S6",
    none="no_left_behind no_visits no_terms",
    personal=True,
)
def visit_coverage(facts: Snapshot) -> Outcome:
    """Children visited at home in the term of the snapshot (rule: 十条措施 2025, DOMAIN 1.2)."""
    term = facts.term
    if term is None:
        return nothing("no_terms")
    if facts.left_behind and not facts.visits:
        return nothing("no_visits")
    visited = Counter(v.child_id for v in facts.visits if v.kind == "home" and v.term == term.number)
    return rate(
        (RecordRef("child", c.id, visited[c.id] > 0, f"times_{visited[c.id]}", c.squad_id) for c in facts.left_behind),
        "no_left_behind",
    )


@CARE.measure(
    "visit_next_date",
    zh=("随访定下次日期率", "写明下次随访日期的随访记录数 ÷ 全部随访记录数。"),
    en=("Next date set", "Visits that set the day of the next one ÷ all visits recorded."),
    refs="C13",
    none="no_visits next_date_unknown",
    personal=True,
)
def visit_next_date(facts: Snapshot) -> Outcome:
    """Visits that name the next day. A school that never sets one has no data, as the field may not be kept."""
    if facts.visits and not any(v.next_on for v in facts.visits):
        return nothing("next_date_unknown")
    squads = _squads(facts)
    return rate(
        (RecordRef("visit", v.id, v.next_on is not None, "", squads.get(v.child_id)) for v in facts.visits),
        "no_visits",
    )


@CARE.measure(
    "visit_evenness",
    zh=(
        "走访均衡度",
        "已结束教学月份中，走访次数最少的一个月 ÷ 每月平均次数；100%为各月均匀，越低越像“潮汐”。",
    ),
    en=(
        "Evenness of visits",
        "Visits in the quietest ended school month ÷ the mean of those months; 100% is even.",
    ),
    refs="C29",
    none="no_visits no_two_months",
    personal=True,
)
def visit_evenness(facts: Snapshot) -> Outcome:
    """Against the tide (C29): the quietest month beside the mean; of equal months the first is taken."""
    months = ended_school_months(facts)
    if len(months) < 2:
        return nothing("no_two_months")
    inside = [v for v in facts.visits if v.on.strftime("%Y-%m") in months]
    times = Counter(v.on.strftime("%Y-%m") for v in inside)
    quiet = min(months, key=lambda m: times[m])
    squads = _squads(facts)
    records = (
        RecordRef("visit", v.id, month == quiet, f"month_{month}", squads.get(v.child_id))
        for v in inside
        for month in [v.on.strftime("%Y-%m")]
    )
    return out_of(records, len(inside) / len(months), "no_visits")


@CARE.measure(
    "parent_contact",
    zh=("亲子联系率", "近31天内与外出父母通过电话、视频或书信联系过的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=(
        "Contact with parents",
        "Left-behind children in touch with their parents in the last 31 days ÷ the roll.",
    ),
    refs="C32 S28",
    none="no_left_behind no_parent_contacts",
    personal=True,
)
def parent_contact(facts: Snapshot) -> Outcome:
    """Children with a call, video or letter in the last 31 days."""
    if facts.left_behind and not facts.parent_contacts:
        return nothing("no_parent_contacts")
    first = facts.as_of - timedelta(days=CONTACT_DAYS - 1)
    recent = Counter(p.child_id for p in facts.parent_contacts if first <= p.on <= facts.as_of)
    return rate(
        (RecordRef("child", c.id, recent[c.id] > 0, f"times_{recent[c.id]}", c.squad_id) for c in facts.left_behind),
        "no_left_behind",
    )


@CARE.measure(
    "recent_care",
    zh=("关爱不断档率", "近31天内有过走访、谈心或亲情联系的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=(
        "No gap in care",
        "Left-behind children visited, talked with or in touch in the last 31 days ÷ the roll.",
    ),
    refs="C15 C18",
    none="no_left_behind no_visits",
    personal=True,
)
def recent_care(facts: Snapshot) -> Outcome:
    """Children whom somebody has seen or called lately; the note is the last day of any contact."""
    rows = [(v.child_id, v.on) for v in facts.visits] + [(p.child_id, p.on) for p in facts.parent_contacts]
    if facts.left_behind and not rows:
        return nothing("no_visits")
    last = {child: on for child, on in sorted(rows, key=lambda row: row[1]) if on <= facts.as_of}
    first = facts.as_of - timedelta(days=CONTACT_DAYS - 1)
    return rate(
        (
            RecordRef("child", c.id, on is not None and on >= first, f"day_{on}" if on else "never", c.squad_id)
            for c in facts.left_behind
            for on in [last.get(c.id)]
        ),
        "no_left_behind",
    )


@CARE.measure(
    "referral_follow_up",
    zh=("转介跟进率", "已到跟进日期的转介中，已经跟进的次数 ÷ 应跟进的次数。"),
    en=("Referrals followed up", "Referrals followed up ÷ referrals whose follow-up is due."),
    refs="S9 S35 C25",
    none="no_referrals no_due_referrals",
    personal=True,
)
def referral_follow_up(facts: Snapshot) -> Outcome:
    """Due referrals that somebody looked at again; one without a due day is due when it is opened."""
    if not facts.referrals:
        return nothing("no_referrals")
    squads = _squads(facts)
    return rate(
        (
            RecordRef("referral", r.id, _by(r.followed_up_on, facts), "", squads.get(r.child_id))
            for r in facts.referrals
            if (r.due_on or r.opened_on) <= facts.as_of or _by(r.followed_up_on, facts)
        ),
        "no_due_referrals",
    )


@CARE.measure(
    "aid_delivered",
    zh=("救助落实率", "已送到孩子手中的救助数 ÷ 申请且未被拒的救助数。"),
    en=("Aid delivered", "Aid that has reached the child ÷ aid asked for and not refused."),
    refs="C26 C30 C34",
    none="no_aid aid_refused",
    personal=True,
)
def aid_delivered(facts: Snapshot) -> Outcome:
    """Aid in the child's hands."""
    if not facts.aid:
        return nothing("no_aid")
    squads = _squads(facts)
    return rate(
        (
            RecordRef(
                "aid",
                a.id,
                got,
                "" if got else "aid_granted" if a.granted_on else "aid_asked",
                squads.get(a.child_id),
            )
            for a in facts.aid
            if not a.refused
            for got in [_by(a.delivered_on, facts)]
        ),
        "aid_refused",
    )


@CARE.measure(
    "aid_days",
    zh=("救助到位平均用时", "从申请到送达的平均天数，只计已送达的救助。"),
    en=("Days until aid came", "Mean days from asking to delivery, of aid delivered."),
    refs="C26 C28",
    none="no_aid aid_not_delivered",
    unit="days",
    better="down",
    personal=True,
)
def aid_days(facts: Snapshot) -> Outcome:
    """Mean days until aid was there."""
    if not facts.aid:
        return nothing("no_aid")
    squads = _squads(facts)
    rows = [
        RecordRef("aid", a.id, True, f"days_{days}", squads.get(a.child_id), days)
        for a in facts.aid
        if a.delivered_on is not None and a.delivered_on <= facts.as_of
        for days in [(a.delivered_on - a.asked_on).days]
    ]
    return mean(rows, "aid_not_delivered")


def _by(day: date | None, facts: Snapshot) -> bool:
    """Whether something with the day `day` (or None) was done by the day of the snapshot."""
    return day is not None and day <= facts.as_of
