"""Rolls in numbers."""

from __future__ import annotations

import pytest

from careplan.sessions.roll import Entry, RollLine, Tally, changed, spoken, stamp, tally


@pytest.mark.plan("S14")
def test_a_roll_counts_who_came_and_who_took_the_lead() -> None:
    entries = [Entry("present", role="host"), Entry("late"), Entry("absent"), Entry("leave", reason="发烧")]

    counted = tally(entries)

    assert counted == Tally(4, present=1, late=1, absent=1, leave=1, host=1, recorded=True)
    assert (counted.came, counted.rate) == (2, 0.5)


def test_a_roll_not_called_has_no_rate() -> None:
    assert Tally(45).rate is None
    assert tally([]) == Tally(0)


def test_rolls_of_several_squads_add_up() -> None:
    assert Tally(3, present=3, recorded=True) + Tally(2) == Tally(5, present=3, recorded=True)


def test_the_stamp_changes_with_every_entry_and_with_the_parents() -> None:
    line = RollLine(1, "甲", Entry("present"))
    late = RollLine(1, "甲", Entry("late"))

    assert (
        len({stamp([line], None), stamp([late], None), stamp([line], 3), stamp([RollLine(1, "甲", None)], None)}) == 4
    )
    assert stamp([line], None) == stamp([RollLine(1, "乙", Entry("present"))], None)


def test_only_what_differs_counts_as_changed() -> None:
    before = {1: Entry("present"), 2: Entry("absent")}

    assert changed(before, {1: Entry("present"), 2: Entry("late"), 3: Entry("present")}) == 2


@pytest.mark.plan("S16")
def test_the_squads_report_has_the_rolls_numbers() -> None:
    report = "报告辅导员，本中队应到___人，实到___人，请您参加！"

    assert (
        spoken(report, "三(2)班", Tally(3, present=2, recorded=True))
        == "报告辅导员，本中队应到3人，实到2人，请您参加！"
    )
    assert spoken(report, "三(2)班", Tally(3)) == "报告辅导员，本中队应到3人，实到___人，请您参加！"
    assert spoken("全体立正！___中队主题队会现在开始！", "三(2)班", Tally(3)) == "全体立正！三(2)中队主题队会现在开始！"
    assert spoken("第一小队应到___人", "三(2)班", Tally(3)) == "第一小队应到___人"
