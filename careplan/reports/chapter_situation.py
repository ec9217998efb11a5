"""Chapter 一、基本情况: the school, its left-behind children and the definitions they are counted by (DOMAIN 4.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from careplan.indicators.facts import Child, Snapshot
from careplan.indicators.small_cells import Group, Shown, merge_small, showable
from careplan.reports.charts import Donut
from careplan.reports.document import (
    Block,
    Chart,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
    chinese_date,
)
from careplan.reports.facts import ReportFacts, grade_name
from careplan.reports.figures import any_bounded, box, children, cited, percent, plain, prose

BOUNDS = (
    "为保护隐私，涉及留守儿童的比率，没有做到或者做到的不足5人时，只写“不低于”或“不高于”一个整数百分比，不写准确数，"
    "以免推知是哪个孩子。"
)
MERGED = "为保护儿童隐私，人数不足5人的分组已与相邻分组合并。"
DEFINITIONS = {
    "enrolment": (
        "学籍系统口径",
        "在册学生中父母一方或双方外出务工三个月以上、由父母一方或其他亲属照护的",
    ),
    "civil_affairs": (
        "民政口径（国发〔2016〕13号）",
        "在册学生中父母双方外出务工，或一方外出而另一方无监护能力、不满十六周岁的",
    ),
    "census_2016": (
        "2016年排查口径",
        "在民政口径之上限于农村户籍、无法与父母正常共同生活的",
    ),
}
"""Definition → its name and its words (DOMAIN 4.1)."""


def situation(facts: ReportFacts) -> list[Block]:
    """The chapter."""
    return [Heading(1, "基本情况"), *_school(facts), *_left_behind(facts)]


def _school(facts: ReportFacts) -> list[Block]:
    snapshot = facts.snapshot
    pupils = sum(squad.size for squad in snapshot.squads)
    return [
        Heading(2, "学校与队伍"),
        prose(
            "我校现有{grades}个年级、{squads}个教学班，每班建一个少先队中队。截至{day}，在册学生{pupils}人，教职工"
            "{staff}人；中队辅导员持证率{trained}，心理健康教育持证率{certified}。",
            grades=str(len({squad.grade for squad in snapshot.squads})),
            squads=str(len(snapshot.squads)),
            day=chinese_date(snapshot.as_of),
            pupils=plain(pupils),
            staff=plain(len(snapshot.staff)),
            trained=cited(facts, "leader_qualification"),
            certified=cited(facts, "psych_certificates"),
        ),
        KeyFigures(
            (
                KeyFigure("在册学生", plain(pupils), "人"),
                KeyFigure("留守儿童", children(len(snapshot.left_behind), ""), "人"),
                KeyFigure("已开展活动", plain(len(snapshot.held_sessions)), "次"),
                box(facts, "reached_every_child", "活动覆盖留守儿童"),
            )
        ),
        *([Paragraph((BOUNDS,))] if any_bounded(facts) else []),
    ]


def _left_behind(facts: ReportFacts) -> list[Block]:
    snapshot = facts.snapshot
    found = snapshot.left_behind
    pupils = sum(squad.size for squad in snapshot.squads)
    name, words = DEFINITIONS[snapshot.definition]
    said = f"本报告按{name}统计留守儿童，即{words}。三种口径分别登记，不相加。"
    blocks: list[Block] = [Heading(2, "留守儿童"), Paragraph((said,))]
    others = definition_counts(snapshot)
    if not found:
        return [*blocks, Paragraph((f"按此口径，在册学生中没有登记为留守的儿童。{others}",))]
    told = showable(len(found)) and showable(pupils - len(found))
    share = f"，占在册学生的{percent(len(found) / pupils)}" if pupils and told else ""
    sexes = _by_sex(facts, found)
    return [
        *blocks,
        Paragraph((f"截至{chinese_date(snapshot.as_of)}，全校留守儿童{children(len(found))}{sexes}{share}。{others}",)),
        *_by_grade(facts),
        *_who_is_away(found),
    ]


def definition_counts(snapshot: Snapshot) -> str:
    """The count under the other definitions; one that differs from another by under five is not told exactly."""
    told = [len(snapshot.left_behind)]
    words = []
    for code, (name, _words) in DEFINITIONS.items():
        if code == snapshot.definition:
            continue
        count = snapshot.count_by(code)
        apart = all(count == other or showable(abs(count - other)) for other in told)
        if apart and showable(count):
            told.append(count)
            words.append(f"按{name}为{plain(count)}人")
        else:
            words.append(f"按{name}的人数与前述相差不足5人，不单列" if count >= 5 else f"按{name}不足5人")
    return "另据登记，" + "；".join(words) + "。"


def custody(child: Child) -> str:
    """Who is away, by the school register; a child left behind by another definition only is 其他."""
    return {"both_parents": "both", "one_parent": "one"}.get(child.left_behind_enrolment or "", "other")


def grade_groups(facts: ReportFacts) -> tuple[list[str], tuple[Shown, ...]]:
    """Counts by grade: not left behind, then who is away.

    Where the split by who is away would have to merge grades, only the whole count is told by grade.
    """
    snapshot = facts.snapshot
    pupils: Counter[int] = Counter()
    for squad in snapshot.squads:
        pupils[squad.grade] += squad.size
    away: Counter[tuple[int, str]] = Counter((c.grade, custody(c)) for c in snapshot.left_behind)
    kinds = [kind for kind in ("both", "one", "other") if any(away[grade, kind] for grade in pupils)]
    split = [Group(str(g), (_rest(pupils[g], away, g), *(away[g, k] for k in kinds))) for g in sorted(pupils)]
    shown = merge_small(split)
    if len(kinds) > 1 and len(shown) == len(pupils) and all(n is not None for row in shown for n in row.counts):
        return kinds, shown
    whole = [Group(str(g), (_rest(pupils[g], away, g), _all_away(away, g))) for g in sorted(pupils)]
    return ["all"], merge_small(whole)


def _all_away(away: Counter[tuple[int, str]], grade: int) -> int:
    return sum(away[grade, kind] for kind in ("both", "one", "other"))


def _rest(pupils: int, away: Counter[tuple[int, str]], grade: int) -> int:
    return max(0, pupils - _all_away(away, grade))


KINDS = {"both": "双方外出", "one": "一方外出", "other": "其他口径", "all": "留守儿童"}


def _by_grade(facts: ReportFacts) -> list[Block]:
    kinds, shown = grade_groups(facts)
    if not shown or any(count is None for row in shown for count in row.counts):
        return []
    with_sum = kinds != ["all"]
    numbers = [_numbers(row, with_sum) for row in shown]
    rows = [Row((_grades(row), *map(plain, cells))) for row, cells in zip(shown, numbers, strict=True)]
    sums = [sum(column) for column in zip(*numbers, strict=True)]
    titles = ["年级", "在册学生", *(["留守儿童"] if with_sum else []), *(KINDS[kind] for kind in kinds)]
    columns = tuple(Column(title, 2, "left" if i == 0 else "right") for i, title in enumerate(titles))
    total = Row(("合计", *map(plain, sums)), kind="total")
    merged = any(len(row.keys) > 1 for row in shown)
    note = ("“一方外出”不是单亲家庭。" if with_sum else "") + (MERGED if merged else "")
    return [Table("各年级学生与留守儿童人数", columns, (*rows, total), note=note)]


def _who_is_away(found: Sequence[Child]) -> list[Block]:
    """Of all left-behind children, who is away; left out where a part is under five."""
    counts = Counter(custody(child) for child in found)
    if not all(showable(count) for count in counts.values()):
        return []
    parts = tuple((KINDS[kind], float(counts[kind])) for kind in ("both", "one", "other") if counts[kind])
    words = "，".join(f"{name}{plain(count)}人" for name, count in parts)
    note = "“其他口径”指不符合学籍系统口径、但符合民政或排查口径。" if counts["other"] else ""
    return [Chart("留守儿童父母外出情况", Donut(parts, "人"), f"留守儿童父母外出情况：{words}。", note)]


def _grades(row: Shown) -> str:
    return "、".join(grade_name(int(key)) for key in row.keys)


def _numbers(row: Shown, with_sum: bool) -> list[int]:
    rest, *away = (int(count or 0) for count in row.counts)
    return [rest + sum(away), *([sum(away)] if with_sum else []), *away]


def _by_sex(facts: ReportFacts, found: Sequence[Child]) -> str:
    counts = Counter(facts.sexes.get(child.id, "") for child in found)
    boys, girls = counts["male"], counts["female"]
    if boys + girls != len(found) or not (showable(boys) and showable(girls)):
        return ""
    return f"（男生{plain(boys)}人、女生{plain(girls)}人）"
