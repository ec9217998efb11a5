"""Words of the list of evidence: kinds of records and papers, what counts them, where they lie in the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careplan.evaluation.words import SCORERS
from careplan.indicators.results import RecordKind

TITLE = "佐证材料目录"
MEASURES_TABLE = "其他指标的佐证材料"
CLAUSES_TABLE = "计划条款的佐证材料"
EVIDENCE_TABLES = (TITLE, MEASURES_TABLE, CLAUSES_TABLE)
COLUMN = "佐证"
"""The column of the points sheet that points into the list."""
POINTS_NOTE = "“佐证”所列项号见附件“佐证材料目录”。"
KINDS = {"record": "系统记录", "document": "文件", "list": "名单", "photo": "照片", "statement": "说明"}
BY = {code: zh for code, (zh, _en) in SCORERS.items()}
SHEET, CLAUSES = "全年工作—评分表", "全年工作—计划逐条落实"


@dataclass(frozen=True, slots=True)
class RecordWords:
    """How records are called, counted, and where the program shows them."""

    name: str
    unit: str
    place: str


RECORDS: Mapping[RecordKind, RecordWords] = {
    "child": RecordWords("儿童名册与档案", "人", "人—儿童"),
    "squad": RecordWords("中队记录", "个", "设置—学校"),
    "staff": RecordWords("教职工记录", "人", "设置—学校"),
    "session": RecordWords("队日活动记录", "次", "全年工作—队日活动"),
    "arrangement": RecordWords("其他教育安排记录", "次", "全年工作—其他教育安排"),
    "visit": RecordWords("家访与谈话记录", "次", "人—家访与联系"),
    "contact": RecordWords("亲情联系记录", "次", "人—家访与联系"),
    "referral": RecordWords("转介记录", "件", "人—家访与联系"),
    "aid": RecordWords("救助记录", "件", "人—救助与定期关爱"),
    "change": RecordWords("变动登记", "条", "人—儿童"),
    "event": RecordWords("变动与任务记录", "件", "人—变动与任务"),
    "care_goal": RecordWords("帮扶目标记录", "条", "人—家访与联系"),
    "training": RecordWords("培训登记", "条", "人—培训"),
    "plan": RecordWords("年度计划", "份", "全年工作—年度计划"),
    "member": RecordWords("领导小组成员及分工", "人", "设置—学校"),
    "report": RecordWords("年度工作报告", "份", "全年工作—年度报告"),
    "feedback": RecordWords("活动反馈", "份", "全年工作—队日活动"),
    "goal": RecordWords("目标与形式的开展记录", "项", "全年工作—年度计划"),
    "month": RecordWords("按月记录", "条", "全年工作—评估指标"),
    "improvement": RecordWords("问题与办结记录", "件", "全年工作—困难和问题"),
}


@dataclass(frozen=True, slots=True)
class PaperWords:
    """A kind of paper. behind: kinds of records that it goes with; codes: measures instead, where only those."""

    name: str
    kind: str
    unit: str
    place: str
    behind: frozenset[RecordKind] = frozenset()
    codes: frozenset[str] = frozenset()


PAPERS: Mapping[str, PaperWords] = {
    "plan": PaperWords("校长批准的年度工作计划", "document", "份", "全年工作—年度计划", frozenset({"plan"})),
    "versions": PaperWords(
        "已发布的活动安排", "document", "版", "全年工作—队日活动", frozenset({"plan", "session", "squad"})
    ),
    "photos": PaperWords("活动照片", "photo", "张", "全年工作—队日活动", frozenset({"session", "goal"})),
    "certificates": PaperWords(
        "培训证书", "document", "份", "人—培训", frozenset({"training"}),
        frozenset({"teacher_training", "qualified_on_the_day"}),
    ),
    "consents": PaperWords("监护人同意书", "document", "份", "人—儿童", frozenset(), frozenset({"consent_rate"})),
    "aid": PaperWords("救助申请、决定和收据", "document", "份", "人—救助与定期关爱", frozenset({"aid"})),
    "proofs": PaperWords("捐助送达的凭证照片", "photo", "份", "人—合作方与资源", frozenset({"aid"})),
    "agreements": PaperWords("合作协议", "document", "份", "人—合作方与资源", frozenset({"aid"})),
    "attachments": PaperWords(
        "儿童档案中的纸质材料", "document", "份", "人—儿童", frozenset({"visit", "contact", "care_goal"})
    ),
    "reports": PaperWords("已印发的年度工作报告", "document", "份", "全年工作—年度报告", frozenset({"report"})),
}  # fmt: skip
