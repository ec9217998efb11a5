"""Chapter 二、主要做法, first half: leadership, the register, team sessions, the four principles (S3–S30)."""

from __future__ import annotations

from collections import Counter

from careplan.reports.charts import Bars, Lines, Series
from careplan.reports.document import Block, Chart, Heading, Items, KeyFigures, Row, Table, chinese_date
from careplan.reports.document import Column as Col
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import box, cited, figure, plain, prose, yuan

Month = tuple[int, int]


def leadership(facts: ReportFacts) -> list[Block]:
    """（一）组织领导与保障 (S3, S39–S44)."""
    plan = facts.snapshot.plan
    today = facts.snapshot.as_of
    group = [m for m in facts.snapshot.leading_group if m.until is None or m.until >= today]
    heads = "、".join(facts.names.staff.get(m.staff_id, "") for m in group if m.leads)
    blocks: list[Block] = [
        Heading(2, "组织领导与保障"),
        prose(
            "学校成立“关爱行动”领导小组，成员{count}人{heads}，写明分工的占{named}；分管领导落实率{leader}。",
            count=str(len(group)),
            heads=f"，由{heads}分管" if heads else "",
            named=cited(facts, "leading_group_named"),
            leader=cited(facts, "leader_named"),
        )
        if group
        else prose("领导小组成员尚未登记：{named}。", named=cited(facts, "leading_group_named")),
    ]
    if plan is None:
        return [*blocks, prose("本学年工作计划：{plan}。", plan=cited(facts, "year_plan_approved"))]
    approved = f"经校长批准（{chinese_date(plan.approved_on)}）" if plan.approved_on else "尚未批准"
    money = f"经费预算{yuan(plan.budget_fen)}" if plan.budget_fen is not None else "未列经费预算"
    kept = prose(
        "年度工作计划{approved}，{money}。每周固定活动课已留给{reserved}的中队；已开展的活动有{kept}安排在固定活动课上。",
        approved=approved,
        money=money,
        reserved=cited(facts, "protected_time"),
        kept=cited(facts, "protected_time_kept"),
    )
    return [*blocks, kept]


def register(facts: ReportFacts) -> list[Block]:
    """（二）摸排建档 (C3–C12)."""
    return [
        Heading(2, "摸排建档"),
        prose(
            "留守儿童每学期排查核对率{checked}。一人一档，档案完整率{files}，三种口径填写率{known}。专人负责率{owner}，"
            "监护人同意率{consent}。变动登记平均用时{lag}。",
            checked=cited(facts, "register_each_term"),
            files=cited(facts, "file_completeness"),
            known=cited(facts, "definition_known"),
            owner=cited(facts, "responsible_person"),
            consent=cited(facts, "consent_rate"),
            lag=cited(facts, "change_lag"),
        ),
    ]


def team_sessions(facts: ReportFacts) -> list[Block]:
    """（三）队日活动与活动课 (S4, S12, S16, S29–S36)."""
    sessions = facts.snapshot.sessions
    states = Counter(session.state for session in facts.snapshot.due_sessions)
    blocks: list[Block] = [
        Heading(2, "队日活动与活动课"),
        prose(
            "本学年共安排活动{all}次，截至{day}已开展{held}次、取消{cancelled}次，计划内活动完成率{done}。留守儿童参与"
            "覆盖率{reach}，活动出勤率{attendance}。面向家长的活动和家长课堂中有家长到场的占{parents}；专家讲座{lectures}次，"
            "广播、板报等媒体宣传{media}期。",
            all=plain(len(sessions)),
            day=chinese_date(facts.snapshot.as_of),
            held=plain(states["held"]),
            cancelled=plain(states["cancelled"]),
            done=cited(facts, "session_completion"),
            reach=cited(facts, "reached_every_child"),
            attendance=cited(facts, "attendance_rate"),
            parents=cited(facts, "parent_participation"),
            lectures=cited(facts, "expert_lectures"),
            media=cited(facts, "media_items"),
        ),
    ]
    if sessions:
        blocks.append(_by_month(facts))
    if facts.snapshot.held_sessions:
        blocks += [_methods(facts), _channels(facts)]
    return blocks


def months_of(facts: ReportFacts) -> list[Month]:
    """The calendar months in which the year has sessions, in order."""
    return sorted({(session.on.year, session.on.month) for session in facts.snapshot.sessions})


def _by_month(facts: ReportFacts) -> Chart:
    months = months_of(facts)
    today = facts.snapshot.as_of
    planned = Counter((s.on.year, s.on.month) for s in facts.snapshot.sessions if not s.extra)
    held = Counter((s.on.year, s.on.month) for s in facts.snapshot.held_sessions)
    begun = [month <= (today.year, today.month) for month in months]
    spec = Lines(
        tuple(f"{month}月" for _, month in months),
        (
            Series("计划", tuple(planned[month] for month in months)),
            Series("已开展", tuple(held[m] if b else None for m, b in zip(months, begun, strict=True))),
        ),
        "次",
    )
    said = "，".join(
        f"{m}月计划{planned[y, m]}次、开展{held[y, m]}次" for y, m in months if (y, m) <= (today.year, today.month)
    )
    return Chart("各月计划与开展次数", spec, f"各月计划与开展次数：{said or '尚未开始'}。")


def _methods(facts: ReportFacts) -> Chart:
    counts = Counter(session.method for session in facts.snapshot.held_sessions)
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    names = tuple(facts.words.word("method", code).zh for code, _ in rows)
    spec = Bars(names, (Series("次数", tuple(count for _, count in rows)),), "次", lying=True)
    said = "，".join(f"{name}{count}次" for name, (_, count) in zip(names, rows, strict=True))
    return Chart("已开展活动的形式", spec, f"已开展活动的形式：{said}。")


def _channels(facts: ReportFacts) -> Table:
    held = facts.snapshot.held_sessions
    rows = []
    for code, count in sorted(Counter(s.channel for s in held).items(), key=lambda pair: -pair[1]):
        mine = [s for s in held if s.channel == code]
        squads = {squad for s in mine for squad in s.squad_ids}
        lessons = sum(s.lessons for s in mine)
        outside = sum(s.off_campus for s in mine)
        name = facts.words.word("channel", code).zh
        rows.append(Row((name, *map(plain, (count, lessons, len(squads), outside)))))
    total = (len(held), sum(s.lessons for s in held), len({q for s in held for q in s.squad_ids}))
    rows.append(Row(("合计", *map(plain, (*total, sum(s.off_campus for s in held)))), kind="total"))
    columns = (Col("途径", 3), *(Col(title, 2, "right") for title in ("次数", "课时", "参加中队数", "其中校外")))
    return Table("各途径活动情况", columns, tuple(rows), note="一课时为40分钟；“参加中队数”合计按中队计，不重复。")


PRINCIPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("whole-agency", ("reached_every_child", "child_led_share")),
    ("practice-effect", ("experiential_share", "felt_effective")),
    ("science-system", ("goals_scheduled", "qualified_on_the_day")),
    ("integration", ("three_audiences", "outside_classroom_share")),
)


def principles(facts: ReportFacts) -> list[Block]:
    """（四）坚持四项原则: each with its figures (S4, S14, S17, S19, S20)."""
    blocks: list[Block] = [
        Heading(2, "坚持四项原则"),
        _principle(facts, "whole-agency", "面向全体留守儿童，参与覆盖率{a}；由孩子主持、策划的活动占{b}。"),
        _principle(
            facts,
            "practice-effect",
            "以做、演、玩、实践为主的活动占{a}；活动反馈认为“有实效”的占{b}，三问平均{c}。",
            c="satisfaction",
        ),
        _principle(
            facts,
            "science-system",
            "按学段目标系统安排，排课达标率{a}；岗位人员当天资格均有效的活动占{b}，每月开展率{c}。",
            c="monthly_rhythm",
        ),
        _principle(
            facts,
            "integration",
            "学生、家长、教师同步率{a}；在教室以外场地开展的活动占{b}，校外基地和社区活动占{c}。",
            c="off_campus_share",
        ),
    ]
    return [*blocks, _principles_chart(facts)]


def _principle(facts: ReportFacts, code: str, template: str, **more: str) -> Block:
    first, second = dict(PRINCIPLES)[code]
    codes = {"a": first, "b": second, **more}
    lead = facts.words.word("principle", code).zh + "。"
    return prose(template, lead=lead, **{place: cited(facts, measure) for place, measure in codes.items()})


def _principles_chart(facts: ReportFacts) -> Block:
    codes = [(principle, measure) for principle, measures in PRINCIPLES for measure in measures]
    told = [
        (p, m) for p, m in codes if facts.results[m].value is None or not figure(facts, m).startswith(("不", "不足"))
    ]
    if not any(facts.results[m].value is not None for _, m in told):
        return KeyFigures(tuple(box(facts, measures[0]) for _, measures in PRINCIPLES))
    values = tuple(None if (v := facts.results[m].value) is None else round(v * 100, 1) for _, m in told)
    names = tuple(facts.measures[m].name for _, m in told)
    spec = Bars(names, (Series("达成", values),), "%", lying=True, maximum=100)
    said = "，".join(f"{facts.measures[m].name}{figure(facts, m)}" for _, m in codes)
    return Chart("四项原则的主要数字", spec, f"四项原则的主要数字：{said}。")


def mental_health(facts: ReportFacts) -> list[Block]:
    """（六）心理辅导与求助 (S8, S9, S11, S32, S35)."""
    return [
        Heading(2, "心理辅导与求助"),
        prose(
            "以预防为主，面向全体的预防性活动占{prevention}。各中队接触适应、调节、求助、自立四种能力的覆盖率{ability}，"
            "心理活动课时达标率{lessons}。转介跟进率{referral}。心理辅导室和校内热线的辅导次数：{talks}。",
            prevention=cited(facts, "prevention_share"),
            ability=cited(facts, "ability_coverage"),
            lessons=cited(facts, "psych_lessons"),
            referral=cited(facts, "referral_follow_up"),
            talks=cited(facts, "help_talks"),
        ),
        Items(
            (
                "心理测评结果不作诊断，不列入本报告；",
                "辅导记录只由心理教师保管，本报告只统计次数；",
                "发现儿童受到侵害、疑似受到侵害或面临其他危险的，按《未成年人保护法》第十一条立即报告。",
            ),
        ),
    ]
