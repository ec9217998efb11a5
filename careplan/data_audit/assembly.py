"""The counts as a paper to file: what can be counted is counted, what only the school knows is left to write in."""

from __future__ import annotations

from collections.abc import Mapping

from careplan.audit.words import ACTIONS, ENTITIES
from careplan.children.consent import EXPIRED, GIVEN, GUARDIAN_CHANGED, NONE, REFUSED, WITHDRAWN
from careplan.children.consent_words import PURPOSE_WORDS, STANDING_WORDS
from careplan.data_audit.facts import AGES, Facts, due_on
from careplan.indicators.small_cells import Group, merge_small
from careplan.passing.words import KINDS
from careplan.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    chinese_date,
)
from careplan.seeds.words import Vocabulary

TITLE = "未成年人个人信息保护\n年度合规审计底稿"
AGE_WORDS = {"under_14": "不满14周岁", "14_to_17": "14至17周岁", "grown": "18周岁以上", "unknown": "未登记出生日期"}
KEPT_WORDS = {
    "child": "学生基本信息",
    "family_member": "家庭成员与照护人",
    "consent": "监护人同意",
    "contact": "家访与联系记录",
    "help_plan": "帮扶计划",
    "care_event": "家庭变动",
    "mandatory_report": "强制报告",
    "aid_case": "救助事项",
    "counselling_note": "个别辅导记录",
    "attendance": "活动点名",
}
STANDINGS = (GIVEN, NONE, EXPIRED, GUARDIAN_CHANGED, REFUSED, WITHDRAWN)
"""Neighbours may be told together where they are few."""
FEW = "不足5"
TO_WRITE = "（由学校填写）"


def assemble(facts: Facts, words: Vocabulary) -> Document:
    """The paper; `words` names the roles."""
    until = "" if facts.is_over else f"（截至{chinese_date(facts.until)}）"
    return Document(
        title=TITLE,
        subtitle=f"{facts.year}年{until}",
        organisation=facts.school,
        number="",
        date=facts.made_on,
        blocks=(
            *_purpose(facts),
            *_minors(facts),
            *_consents(facts),
            *_people(facts, words),
            *_passed(facts),
            *_rest(facts),
        ),
        demo=facts.is_demo,
        draft=not facts.is_over,
        keywords=("未成年人", "个人信息", "合规审计", str(facts.year)),
        signatories=("个人信息保护负责人（签字）",),
    )


def _purpose(facts: Facts) -> list[Block]:
    text = (
        f"依据《未成年人网络保护条例》第三十七条和国家互联网信息办公室的公告，学校应对{facts.year}年度处理未成年人个人信息的情况"
        f"进行合规审计，并于{chinese_date(due_on(facts.year))}前报送。本底稿由系统按记录逐项计数，供审计使用，不能代替审计结论；"
        "少于5人的人数不单列。"
    )
    return [Heading(1, "审计依据与范围"), Paragraph((text,))]


def _minors(facts: Facts) -> list[Block]:
    shown = merge_small([Group(age, (facts.ages.get(age, 0),)) for age in AGES if facts.ages.get(age)])
    rows = [Row(("、".join(AGE_WORDS[key] for key in one.keys), told(one.counts[0]))) for one in shown]
    rows.append(Row(("合计", told(facts.everybody)), kind="total"))
    kept = tuple(Row((KEPT_WORDS[table], told(n))) for table, n in facts.kept.items())
    return [
        Heading(1, "处理的未成年人个人信息"),
        Paragraph((_stands(facts),)),
        Table("按年龄的人数", (Column("年龄", 4), Column("人数", 2, "right")), tuple(rows)),
        Table(
            "保存的记录",
            (Column("种类", 4), Column("条数", 2, "right")),
            kept,
            note="条数是制作本底稿时的记录数，不是人数；少于5条的不写明。",
        ),
    ]


def _stands(facts: Facts) -> str:
    """Of which day the numbers are: what is kept is counted when the paper is made, be its year over or not."""
    if facts.made_on > facts.until:
        return (
            f"{chinese_date(facts.made_on)}制作本底稿时，系统保存其信息的学生（含已离校的）"
            f"按{chinese_date(facts.until)}的年龄如下。"
        )
    return f"截至{chinese_date(facts.until)}，系统保存其信息的学生（含已离校的）按年龄如下。"


def _consents(facts: Facts) -> list[Block]:
    rows = tuple(
        Row((PURPOSE_WORDS[purpose].name[0], _standing_words(counts))) for purpose, counts in facts.consents.items()
    )
    return [
        Heading(1, "处理目的与监护人同意"),
        Paragraph((f"每个目的单独征求监护人同意。本年度登记不同意或撤回同意{facts.withdrawn}次。",)),
        Table("各项目的同意情况", (Column("目的", 3), Column("同意情况（人数）", 7)), rows),
    ]


def _standing_words(counts: Mapping[str, int]) -> str:
    shown = merge_small([Group(one, (counts.get(one, 0),)) for one in STANDINGS if counts.get(one)])
    said = "；".join(f"{'、'.join(STANDING_WORDS[k][0] for k in one.keys)} {told(one.counts[0])}" for one in shown)
    return said or "没有学生"


def _people(facts: Facts, words: Vocabulary) -> list[Block]:
    accounts = tuple(Row((words.word("role", role).zh, str(n))) for role, n in sorted(facts.accounts.items()))
    rights = "、".join(f"{said(ACTIONS, action)}{n}次" for action, n in facts.rights.items()) or "没有变动"
    reads = tuple(
        Row((said(ENTITIES, entity), f"{n:,}"))
        for entity, n in sorted(facts.reads.items(), key=lambda p: (-p[1], p[0]))
    )
    months = "、".join(f"{month}月{n:,}" for month, n in enumerate(facts.reads_by_month, 1) if n)
    total = sum(facts.reads_by_month)
    told_reads = (
        f"本年度共有{facts.readers}人查看学生信息{total:,}次" + (f"，按月为：{months}" if months else "") + "。"
    )
    glass = f"校长凭书面理由查看个别辅导记录{facts.broken_glass}次，每次限三小时，并告知心理教师。"
    return [
        Heading(1, "人员授权与访问"),
        Paragraph((f"账号按岗位授权，只能看到岗位需要的信息。本年度账号与权限变动：{rights}。",)),
        Table("在用账号", (Column("岗位", 4), Column("账号数", 2, "right")), accounts, note="一个账号可以有几个岗位。"),
        Paragraph((told_reads + glass,)),
        *([Table("查看记录的种类与次数", (Column("种类", 4), Column("次数", 2, "right")), reads)] if reads else []),
    ]


def _passed(facts: Facts) -> list[Block]:
    rows = tuple(
        Row(
            (KINDS[kind][0], str(one.packets), told(one.children), _basis(one.children, one.by_consent), str(one.files))
        )
        for kind, one in facts.passed.items()
    )
    columns = (
        Column("接收方", 3), Column("份数", 1.5, "right"), Column("学生人数", 2, "right"), Column("依据", 4),
        Column("交出文件", 2, "right"),
    )  # fmt: skip
    deleted = (
        f"本年度要求接收方删除{told(facts.asked_to_delete)}人次，已答复删除{told(facts.deleted)}人次；"
        f"登记为误提供的{told(facts.went_wrong)}人次。"
    )
    table: list[Block] = [Table("对外提供", columns, rows)] if rows else [Paragraph(("本年度没有对外提供学生信息。",))]
    return [Heading(1, "对外提供与撤回"), *table, Paragraph((deleted,))]


def _basis(children: int, by_consent: int) -> str:
    if by_consent == children:
        return "监护人同意" if children else "不含学生信息"
    return "法定职责或紧急情况" if not by_consent else "监护人同意；法定职责或紧急情况"


def _rest(facts: Facts) -> list[Block]:
    kept = (
        f"{facts.sealed_fields}个字段逐条加密保存，附件和个别辅导记录整体加密。",
        "查看、修改、导出都留有记录，记录只增不改，保存不少于三年。",
        "对外提供前逐项预览、遮盖姓名，写明用途和期限，可以通知接收方删除。",
    )
    return [
        Heading(1, "系统的保护措施"),
        Items(kept, numbered=True),
        Heading(1, "个人信息安全事件"),
        Paragraph((f"本年度发生的事件、处置和告知情况：{TO_WRITE}",)),
        Heading(1, "影响评估与个人权利请求"),
        Paragraph((f"个人信息保护影响评估的时间和结论，查阅、复制、更正、删除请求的件数和答复：{TO_WRITE}",)),
        Heading(1, "审计结论与整改"),
        Paragraph((TO_WRITE,)),
    ]


def told(count: int | None) -> str:
    """A number of children as it may be written down."""
    return FEW if count is None or 0 < count < 5 else f"{count:,}"


def said(words: Mapping[str, tuple[str, str]], code: str) -> str:
    """The Chinese of a code; the code itself where there is none."""
    return words.get(code, (code, code))[0]
