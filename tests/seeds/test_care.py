"""care.toml and playbooks.toml: read whole, and each fault told with its line."""

from __future__ import annotations

from careplan.seeds.care import read_care, read_playbooks
from careplan.seeds.load import shipped_care, shipped_playbooks
from careplan.seeds.source import parse_source

RECIPIENT = '[[recipient]]\ncode = "office"\nzh = "办公室"\nen = "Office"\nrole = "office"\n'
EVENT = '[[event]]\nkind = "moved"\nzh = "搬家"\nen = "Moved"\n'


def test_what_is_shipped_goes_from_far_to_close() -> None:
    levels = list(shipped_care().levels.values())
    assert [level.code for level in levels] == ["daily", "close", "warning", "crisis"]
    assert [level.days for level in levels] == sorted((level.days for level in levels), reverse=True)
    assert {"parent-detained", "fee-unpaid", "home-lost"} <= set(shipped_playbooks().events)


def test_an_escalation_to_nobody_known_is_a_fault() -> None:
    task = '[[event.task]]\nwho = "owner"\nhours = 0\ndoes = "escalate"\nto = "moon"\nzh = "报告"\nen = "Tell"\n'
    source = parse_source(RECIPIENT + EVENT + task, "playbooks.toml")
    read_playbooks(source, shipped_care())
    assert [(fault.line, "moon" in fault.message or "hours" in fault.message) for fault in sorted(source.faults)] == [
        (12, True),
        (14, True),
    ]


def test_a_level_that_stands_twice_is_a_fault() -> None:
    level = (
        '[[level]]\ncode = "daily"\nzh = "日常"\nen = "Daily"\ntext = "好"\ntext_en = "good"\ndays = 30\nvisits = 1\n'
    )
    source = parse_source(level * 2, "care.toml")
    read_care(source)
    assert any("stands twice" in fault.message for fault in source.faults)
