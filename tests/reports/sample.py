"""A whole invented report: every kind of block, long tables, rare characters; the school does not exist."""

from __future__ import annotations

from datetime import date

from careplan.reports.charts import Bars, Donut, HeatMap, Lines, Series
from careplan.reports.document import (
    Appendix,
    Block,
    Chart,
    Cited,
    Column,
    Document,
    Heading,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)

GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
LOW = ("适应新环境", "养成学习好习惯", "初步培养生活自理能力", "热爱集体", "乐于与老师、同学交往")


def _p(*parts: str | Cited, lead: str = "") -> Paragraph:
    return Paragraph(parts, lead)


def _situation() -> list[Block]:
    rows = [Row((g, str(158 + i), str(40 + 4 * i), str(12 + i), str(28 + 3 * i))) for i, g in enumerate(GRADES)]
    total = Row(("合计", "963", "300", "87", "213"), kind="total", codes=("", "pupils", "left_behind", "", ""))
    return [
        Heading(1, "基本情况"),
        Heading(2, "学校与学生"),
        _p(
            "我校是一所镇中心小学，设6个年级24个教学班，每班建一个少先队中队。截至2027年7月2日，在校学生",
            Cited("963", "pupils"),
            "人，其中留守儿童",
            Cited("300", "left_behind"),
            "人，占31.2%。",
        ),
        _p(
            "本报告所称留守儿童，采用学籍系统口径：父母一方或双方外出务工连续三个月以上、由父母一方或其他亲属照护的"
            "义务教育阶段在校学生。民政口径（国发〔2016〕13号）与之不同，符合民政口径的另有统计，两者不相加。"
        ),
        KeyFigures(
            (
                KeyFigure("在校学生", "963", "人", "pupils"),
                KeyFigure("留守儿童", "300", "人", "left_behind", "学籍系统口径"),
                KeyFigure("少先队中队", "24", "个"),
                KeyFigure("持证辅导员", "31", "人", "trained"),
            )
        ),
        Table(
            "各年级学生与留守儿童人数",
            (
                Column("年级", 2),
                Column("在校学生", 2, "right"),
                Column("留守儿童", 2, "right"),
                Column("双亲外出", 2, "right"),
                Column("单亲外出", 2, "right"),
            ),
            (*rows, total),
            note="“单亲外出”指父母一方外出务工，不是单亲家庭。人数不足5人的分组已合并。",
        ),
        Chart(
            "留守儿童照护情况",
            Donut((("父母双方外出", 87), ("父亲外出", 160), ("母亲外出", 53)), "人"),
            "留守儿童照护情况：父母双方外出87人，父亲外出160人，母亲外出53人。",
        ),
    ]


def _work() -> list[Block]:
    return [
        Heading(1, "主要做法"),
        Heading(2, "坚持四项原则"),
        _p(
            "队日活动由队员主持、分工与讲评，全年由队员担任主持、记录、安全员等角色的活动占",
            Cited("82.4%", "child_led"),
            "；全体留守儿童中，参加过三次以上活动的占",
            Cited("96.7%", "reach"),
            "。",
            lead="全体性与主体性相统一。",
        ),
        _p(
            "游戏、体验、实践类活动占全年活动的",
            Cited("78.5%", "interactive"),
            "，专题讲座控制在一成以内。活动后三问（有趣、有用、有收获）平均4.5分。",
            lead="实践性与实效性相统一。",
        ),
        _p("每个主题按“先认识、再练习、后运用”安排，系列活动先后次序全部得到遵守。", lead="科学性与系统性相统一。"),
        _p(
            "家长、教师同步参与的主题占",
            Cited("58.3%", "sync"),
            "，校外实践基地与校内活动相互补充。",
            lead="整合性与互补性相统一。",
        ),
        Chart(
            "四项原则的落实",
            Bars(
                ("全体与主体", "实践与实效", "科学与系统", "整合与互补"),
                (Series("达成", (82.4, 78.5, 100, 58.3)),),
                "%",
                lying=True,
                maximum=100,
            ),
            "四项原则的达成率。",
        ),
        Heading(2, "队日活动与活动课"),
        Heading(3, "按月开展"),
        _p(
            "全年计划开展288次，实际开展276次，取消12次，其中因天气取消7次，均已补课或说明原因。李𬭎、张翀、王堃、"
            "赵喆、陈𫖯、孙㛃、周䶮、吴𠅤等辅导员承担了示范课。阿依古丽·买买提老师的“家乡的味道”被评为优秀队日。"
        ),
        Chart(
            "计划与开展",
            Lines(
                ("9月", "10月", "11月", "12月", "1月", "3月", "4月", "5月", "6月"),
                (
                    Series("计划", (30, 34, 36, 36, 24, 36, 34, 32, 26)),
                    Series("已开展", (30, 31, 36, 34, 24, 35, 34, 29, 23)),
                ),
                "次",
            ),
            "各月计划与已开展的次数，9月30对30，6月26对23。",
        ),
        Heading(3, "分学段目标"),
        Heading(4, "小学低年级"),
        Items(tuple(f"{goal}：全年开展{24 - i}次，覆盖12个中队。" for i, goal in enumerate(LOW)), numbered=True),
        Chart(
            "低年级各目标开展次数",
            HeatMap(LOW, GRADES[:3], ((10, 8, 6), (9, 8, 7), (None, 8, 9), (6, 7, 8), (8, 6, 6)), "次"),
            "低年级五个目标在三个年级的开展次数。",
            note="无数据：该年级本学年未安排此目标。",
        ),
        Heading(2, "教师培训与学分"),
        _p(
            "全年组织班主任心理辅导专题培训4期，人均18学时；辅导员持证率由67.4%提高到91.3%。培训学分为校内登记，"
            "以主管部门认定为准。凡未取得有效资格者，一律不安排担任活动主持。"
        ),
        Chart(
            "各学段活动内容",
            Bars(
                ("低年级", "高年级"),
                (Series("普及", (40, 46)), Series("体验", (70, 66)), Series("保健", (28, 26))),
                "次",
                stacked=True,
            ),
            "普及、体验、保健三类内容的次数。",
        ),
        Heading(2, "家校联系"),
        _p(
            "每学期对每名留守儿童家访不少于一次。全年家访",
            Cited("604", "visits"),
            "次，覆盖率",
            Cited("98.0%", "visit_cover"),
            "。亲情电话每周开放三次，由值日队员协助低年级同学拨打。",
        ),
        Items(
            ("开学两周内完成摸排，一人一档；", "变动七日内登记，逐级报告；", "重大情况第一时间报告，不以任何理由瞒报。")
        ),
    ]


def _points() -> Table:
    def leaf(name: str, full: int, got: str, why: str) -> Row:
        return Row((name, str(full), got, why), codes=("", "", "points", ""))

    return Table(
        "自评得分",
        (Column("指标", 5), Column("分值", 1.2, "right"), Column("自评", 1.4, "right"), Column("依据", 7)),
        (
            Row(("组织领导（15分，自评14.5分）",), kind="group"),
            leaf("领导小组与分工", 4, "4", "领导小组名单及分工文件、会议记录4次"),
            leaf("年度计划", 4, "4", "2026年9月1日由校长批准并公布"),
            leaf("专人与时间保障", 4, "3.5", "24个中队每周固定活动课，占用2次"),
            leaf("经费", 3, "3", "预算18,000元，支出16,420元"),
            Row(("摸排建档（20分，自评18.6分）",), kind="group"),
            leaf("每学期排查", 5, "5", "2次"),
            leaf("一人一档完整率", 8, "7.6", "完整率95.0%"),
            leaf("动态更新", 4, "3", "平均5.2日"),
            leaf("保密与授权", 3, "3", "授权书签署率100%"),
            Row(("成效与报告（8分，自评6分）",), kind="group"),
            leaf("满意度", 2, "无数据", "本学年尚未开展满意度调查，不计分，也不按0分计"),
            Row(("合计", "43", "39.1", ""), kind="total"),
        ),
        note="各项由系统按记录计算，点击预览中的数字可查看分子、分母和记录。",
    )


def _sessions() -> Table:
    titles = (
        "找找我的学校",
        "我的小书包自己理",
        "情绪红绿灯",
        "信任盲行",
        "给远方的爸爸妈妈写封信",
        "合作搭高塔",
        "我们的中队公约",
    )
    rows = tuple(
        Row(
            (
                f"{9 + i // 20}月{1 + i % 28}日",
                f"{GRADES[i % 6]}（{1 + i % 4}）中队",
                titles[i % 7],
                ("李𬭎", "张翀", "阿依古丽·买买提")[i % 3],
                str(40 + i % 6),
            )
        )
        for i in range(72)
    )
    return Table(
        "已开展的队日活动",
        (Column("日期", 2), Column("中队", 3), Column("活动", 5), Column("主持", 4), Column("出勤", 1.4, "right")),
        rows,
    )


def sample(*, text: str | None = None, demo: bool = True) -> Document:
    """The report; `text` adds a paragraph of anybody's words."""
    extra = [_p(text)] if text is not None else []
    blocks: list[Block] = [
        *_situation(),
        *_work(),
        *extra,
        Heading(1, "工作成效"),
        _p("留守儿童出勤率96.4%，比上学年提高1.8个百分点。经辅导后主动求助的学生由11人增加到34人。"),
        Heading(1, "自评得分"),
        _points(),
        Heading(1, "存在的问题"),
        _p("家长参与面仍不够宽，外出务工家长以线上参与为主；高年级男生的情绪辅导方法还不多。"),
        Heading(1, "下一年打算"),
        _p("继续把活动课时间保障好，扩大素质拓展与专业基地训练，完善心理咨询室预约制度。"),
    ]
    return Document(
        title="“留守儿童心理健康关爱行动”\n年度工作报告",
        subtitle="2026—2027学年",
        organisation="明德镇中心小学",
        number="明德校发〔2027〕5号",
        date=date(2027, 7, 5),
        blocks=tuple(blocks),
        demo=demo,
        keywords=("留守儿童", "心理健康"),
        appendices=(
            Appendix("队日活动一览", (_sessions(),)),
            Appendix("经费使用情况", (_p("经费由学校公用经费列支，专款专用，结余转入下一学年。"),)),
        ),
        signatories=("校长（签字）",),
    )
