"""What stands against the signature of a period, all of it at once, each with the place where it is mended (S52)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from careplan.web.filters import may
from careplan.web.guard import user
from careplan.workload.models import WorkPeriod, WorkStatement
from careplan.workload.queries import other_signers
from careplan.workload.sign_operations import hindered_words, what_hinders
from careplan.workload.statement_operations import open_ones
from careplan.workload.steps import WAITING
from careplan.workload.views_rights import is_own, may_step

Links = list[tuple[str, str]]
UNCONFIRMED = "unconfirmed"
"""The value of `show` with which a period's page lists only who has not confirmed yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """One hindrance in words; links: label and address of where it is mended; beside: who can, where no page does."""

    words: str
    links: Links
    beside: str = ""


def told_hindrances(period: WorkPeriod, statements: Sequence[WorkStatement]) -> list[Told]:
    """Everything that stands against this person signing; nothing for those whose step it is not."""
    if not may_step("sign", period.state):
        return []
    found = hindered_words(what_hinders(user(), period))
    return [Told(words, _links(code, period, statements), _beside(code)) for code, words in found]


def _links(code: str, period: WorkPeriod, statements: Sequence[WorkStatement]) -> Links:
    if code == "objections":
        return [(row.staff.name, f"{_statement(row)}#objections") for row in statements if open_ones(row)]
    if code == "own":
        return [(_("My statement"), _statement(row)) for row in statements if is_own(row)]
    if code == "entries":
        return [(_("Unplanned work"), url_for("workload.entries"))]
    if code == UNCONFIRMED:
        url = url_for("workload.period", period_id=period.id, show=UNCONFIRMED)
        return [(_("Show them"), f"{url}#people")]
    return [(_("Accounts"), url_for("accounts.users"))] if may("accounts.users") else []


def _statement(row: WorkStatement) -> str:
    return url_for("workload.statement", statement_id=row.id)


def _beside(code: str) -> str:
    """Who else may sign, where this person may not."""
    if code != "made":
        return ""
    names = other_signers(user().id)
    if names:
        return _("May sign: %(names)s.", names=_(", ").join(names))
    return _("No other account may sign: the administrator can give a deputy the principal's role.")


def is_unconfirmed(row: WorkStatement, accounts: frozenset[int]) -> bool:
    """Whether the period waits for this person: one without an account cannot confirm, and is not waited for."""
    return row.state == WAITING and row.staff_id in accounts
