"""The order of the steps; who may, in the table and in the policy file alike; what hinders a signature."""

from __future__ import annotations

import pytest

from careplan.access.policy import load_policy
from careplan.access.roles import ROLES
from careplan.workload.steps import STATES, STEPS, Checked, Hindrances, hindrances, is_legal, may_take

LEGAL = {
    "compute": ("open", "computed"), "correct": ("computed",), "countersign": ("computed",), "sign": ("computed",),
    "take_back": ("signed",), "lock": ("signed",), "remove": ("open", "computed"),
}  # fmt: skip


@pytest.mark.parametrize("step", sorted(STEPS))
def test_each_step_is_legal_from_its_states_only(step: str) -> None:
    assert tuple(state for state in STATES if is_legal(step, state)) == LEGAL[step]


def test_nothing_leaves_a_locked_period() -> None:
    assert [step for step in STEPS if is_legal(step, "locked")] == []


@pytest.mark.parametrize("step", sorted(STEPS))
def test_the_policy_file_names_the_same_roles(step: str) -> None:
    rule = load_policy()[f"workload.{step}", "POST"]
    assert rule.who == STEPS[step].who
    assert {role for role in ROLES if may_take(step, LEGAL[step][0], frozenset({role}))} == STEPS[step].who


def test_who_computes_never_signs_by_role() -> None:
    assert not STEPS["compute"].who & STEPS["sign"].who
    assert not STEPS["correct"].who & STEPS["sign"].who


READY = {"made_by_signer": False, "time_is_up": False, "entries_waiting": 0}


@pytest.mark.parametrize(
    ("statements", "changes", "found"),
    [
        ([Checked("confirmed", 0)], {}, Hindrances(0, 0, False, False, 0)),
        ([Checked("objected", 2), Checked("objected", 1)], {}, Hindrances(3, 0, False, False, 0)),
        ([Checked("waiting", 0)], {}, Hindrances(0, 1, False, False, 0)),
        ([Checked("waiting", 0)], {"time_is_up": True}, Hindrances(0, 0, False, False, 0)),
        ([Checked("objected", 1)], {"time_is_up": True}, Hindrances(1, 0, False, False, 0)),
        ([Checked("confirmed", 0)], {"made_by_signer": True}, Hindrances(0, 0, True, False, 0)),
        ([Checked("confirmed", 0, own=True)], {}, Hindrances(0, 0, False, True, 0)),
        ([Checked("confirmed", 0, own=True, countersigned=True)], {}, Hindrances(0, 0, False, False, 0)),
        ([], {"entries_waiting": 2}, Hindrances(0, 0, False, False, 2)),
    ],
)
def test_what_hinders_a_signature(statements: list[Checked], changes: dict[str, object], found: Hindrances) -> None:
    given = hindrances(statements, **{**READY, **changes})  # type: ignore[arg-type]
    assert given == found
    assert given.any == (found != Hindrances(0, 0, False, False, 0))
