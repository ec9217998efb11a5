"""The term summary of the school: held of planned, whom it reached, care in counts, what is missing. Pure."""

from __future__ import annotations

from collections import Counter

from careplan.indicators.facts import Squad
from careplan.reports.document import (
    Block,
    Cited,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    chinese_date,
)
from careplan.reports.figures import prose
from careplan.summaries.counts import (
    AHEAD,
    AND,
    CANCELLED,
    HELD,
    VISITS,
    WAITING,
    Counts,
    state_of,
    talks_text,
    term_sessions,
)
from careplan.summaries.facts import TermFacts, standing, subtitle

TITLE = "“留守儿童心理健康关爱行动”\n学期工作小结"
VISIT_WORDS = {"home": "家访", "phone": "电话联系家长", "talk": "谈心", "letter": "书信", "teacher": "向老师了解"}
AID_WORDS = {
    "aid_delivered": "已送达",
    "aid_granted": "已批准未送达",
    "aid_open": "还没有答复",
    "aid_refused": "未批准或撤回",
}


def term_document(facts: TermFacts, counts: Counts) -> Document:
    """The term so far, or the whole of it."""
    return Document(
        title=TITLE,
        subtitle=subtitle(facts, facts.title),
        organisation=facts.names.organisation,
        number="",
        date=facts.made_on,
        blocks=(
            standing(facts),
            *_sessions(facts, counts),
            *_reached(counts),
            *_care(facts, counts),
            *_missing(facts, counts),
        ),
        demo=facts.is_demo,
        keywords=("留守儿童", "心理健康", "学期工作小结", facts.snapshot.year),
        signatories=("少先队大队辅导员（签字）",),
    )


def cite(counts: Counts, code: str, unit: str = "") -> Cited:
    """A count in running text, which leads to its records."""
    return Cited(counts[code].told(unit), code)


def held_of_planned(facts: TermFacts, counts: Counts) -> Paragraph:
    """The first sentence of what was done, the same for the school and a squad."""
    codes = ("planned", "due", "done", "extra", CANCELLED, WAITING, "ahead")
    days = {"first": chinese_date(facts.term.first), "last": chinese_date(facts.term.last)}
    parts: dict[str, str | Cited] = {**days, **{code: cite(counts, code, "次") for code in codes}}
    return prose(
        "{first}至{last}，计划安排活动{planned}，已到日期的{due}，其中已开展{done}；另在计划外开展{extra}，取消{cancelled}，"
        "已到日期还没有登记{waiting}，尚未到期{ahead}。",
        lead="",
        **parts,
    )


def _sessions(facts: TermFacts, counts: Counts) -> list[Block]:
    blocks: list[Block] = [Heading(1, "活动开展情况"), held_of_planned(facts, counts)]
    if not counts[HELD].number:
        return [*blocks, Paragraph(("本学期还没有登记已开展的活动。",))]
    return [*blocks, _methods(facts), _squads(facts, counts)]


def _methods(facts: TermFacts) -> Table:
    held = [s for s in term_sessions(facts.snapshot, facts.term) if s.held]
    often = sorted(Counter(s.method for s in held).items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple(Row((facts.words.word("method", code).zh, str(times))) for code, times in often)
    total = Row(("合计", str(len(held))), kind="total", codes=("", HELD))
    return Table("已开展活动的形式", (Column("形式", 5), Column("次数", 2, "right")), (*rows, total))


def _squads(facts: TermFacts, counts: Counts) -> Table:
    kinds = ("planned", HELD, CANCELLED, WAITING)
    rows = []
    for squad in ordered_squads(facts):
        codes = tuple(f"{kind}-s{squad.id}" for kind in kinds)
        cells = (facts.names.squads.get(squad.id, ""), *(counts[code].told() for code in codes))
        rows.append(Row(cells, codes=("", *codes)))
    columns = (Column("中队", 4), *(Column(title, 2, "right") for title in ("计划", "已开展", "取消", "未登记")))
    note = "几个中队同时参加的活动，每个中队各计一次，各行相加会多于全校次数；“已开展”含计划外的。"
    return Table("各中队活动情况", columns, tuple(rows), note=note)


def _reached(counts: Counts) -> list[Block]:
    said = prose(
        "有活动的中队{squads}；参加过活动的留守儿童占{reached}；活动出勤率{attendance}。由孩子主持或带领的活动{led}，"
        "家长到场{parents}。",
        squads=Cited(counts["squads"].share(), "squads"),
        reached=Cited(counts["reached"].share(), "reached"),
        attendance=Cited(counts["attendance"].share(), "attendance"),
        led=cite(counts, "led", "次"),
        parents=cite(counts, "parents", "人次"),
    )
    return [Heading(1, "参与情况"), said]


def _care(facts: TermFacts, counts: Counts) -> list[Block]:
    visits = tuple(_line(counts, VISIT_WORDS[kind], f"visits_{kind}", "次") for kind in VISITS)
    calls = _line(counts, "亲情电话（孩子与父母）", "calls", "次")
    aid = tuple(_line(counts, aid_words(code), code, "件") for code in counts if code.startswith("aid_"))
    room = Row(("心理辅导室、校内热线的辅导", talks_text(facts.snapshot, facts.term)))
    table = Table(
        "家访、谈心与救助",
        (Column("事项", 5), Column("数量", 3, "right")),
        (*visits, calls, room, *aid),
        note="涉及的儿童或次数不足5的不写明，人数少的救助情况并在一起；辅导次数按已结束的月份统计，跨学期合并的月份不计。",
    )
    said = prose("登记过家访、谈心或联系的留守儿童占{visited}。", visited=Cited(counts["visited"].share(), "visited"))
    return [Heading(1, "关爱与救助"), said, table]


def aid_words(code: str) -> str:
    """本学期申请的救助：已送达、还没有答复."""
    return "本学期申请的救助：" + "、".join(AID_WORDS[one] for one in code.split(AND))


def _line(counts: Counts, name: str, code: str, unit: str) -> Row:
    return Row((name, counts[code].told(unit)), codes=("", code))


def _missing(facts: TermFacts, counts: Counts) -> list[Block]:
    found: list[Block] = [table for table in (_short(facts, counts), unrecorded(facts)) if table]
    return [Heading(1, "还缺什么"), *(found or [Paragraph(("没有发现缺项。",))])]


def _short(facts: TermFacts, counts: Counts) -> Table | None:
    """Squads that stay under the plan's least of a term even when all that is still to come is held."""
    least = least_of_term(facts)
    rows = []
    for squad in ordered_squads(facts):
        codes = tuple(f"{kind}-s{squad.id}" for kind in (HELD, WAITING, AHEAD))
        lacking = least - sum(counts[code].number for code in codes)
        if lacking > 0:
            cells = (facts.names.squads.get(squad.id, ""), *(counts[code].told() for code in codes), str(lacking))
            rows.append(Row(cells, codes=("", *codes)))
    titles = ("已开展", "未登记", "未到期", "还差")
    columns = (Column("中队", 4), *(Column(title, 2, "right") for title in titles))
    return Table(f"按现有安排达不到每学期{least}次的中队", columns, tuple(rows)) if rows else None


def least_of_term(facts: TermFacts) -> int:
    """How many sessions a squad holds in a term at least, by the plan; 0 where there is none."""
    plan = facts.snapshot.plan
    return (plan.psych_lessons_per_term or 0) if plan else 0


def ordered_squads(facts: TermFacts) -> list[Squad]:
    """By grade and name."""
    return sorted(facts.snapshot.squads, key=lambda one: (one.grade, facts.names.squads.get(one.id, "")))


def unrecorded(facts: TermFacts) -> Table | None:
    """Sessions whose day is over and of which nobody said whether they took place."""
    rows = tuple(
        Row((chinese_date(s.on), facts.names.activities.get(s.activity_id, ""), squads))
        for s in term_sessions(facts.snapshot, facts.term, facts.squad or None)
        if state_of(s, facts.made_on) == WAITING
        for squads in ("、".join(facts.names.squads.get(one, "") for one in s.squad_ids),)
    )
    columns = (Column("日期", 2.5), Column("活动", 4), Column("中队", 3.5))
    return Table("已到日期还没有登记的活动", columns, rows) if rows else None
