"""May this child's data go to this recipient? By consent, or by law where it asks for none (PIPL §13; G8). Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from careplan.access.roles import COMMUNITY_WORKER, COUNSELLING_TEACHER, HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.children.consent import GIVEN

INTERNAL, REPORT, CHARITY, PUBLIC = TIERS = ("internal", "report", "charity", "public")
"""Four tiers of what goes out, the fullest first (DOMAIN 5.2)."""
REASON_LENGTH = 10
"""Characters that the reason of an override needs at least (as of G11)."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A kind of recipient: its tier, who may make a packet for it, the purpose that needs a guardian's consent.

    basis: the law by which none is needed; may_override: the principal may pass it on in an emergency, with a reason.
    """

    tier: str
    roles: frozenset[str]
    purpose: str = ""
    basis: str = ""
    may_override: bool = False


RECIPIENTS = {
    "internal": Recipient(INTERNAL, frozenset({PRINCIPAL}), basis="school"),
    "county": Recipient(REPORT, frozenset({PRINCIPAL, OFFICE}), basis="duty"),
    "other_school": Recipient(REPORT, frozenset({PRINCIPAL, OFFICE}), purpose="transfer"),
    "hospital": Recipient(REPORT, frozenset({PRINCIPAL, OFFICE}), purpose="transfer", may_override=True),
    "police": Recipient(REPORT, frozenset({PRINCIPAL, OFFICE}), basis="mandatory_report"),
    "charity": Recipient(
        CHARITY, frozenset({PRINCIPAL, OFFICE, COUNSELLING_TEACHER, COMMUNITY_WORKER}), purpose="sharing"
    ),
    "public": Recipient(PUBLIC, frozenset({PRINCIPAL, OFFICE, HEAD_COUNSELOR}), basis="statistics"),
}
"""basis: school = inside the school; duty = a duty that the law gives (§13(3)); mandatory_report (未成年人保护法 §11);
statistics = nobody's data."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """basis: consent · emergency · one of RECIPIENTS; why it is refused: role · the consent's standing · reason."""

    allowed: bool
    basis: str = ""
    why: str = ""


def decide(kind: str, roles: Collection[str], standing: str, *, override: bool = False, reason: str = "") -> Verdict:
    """Whether one child may stand in a packet of this kind, made by somebody with these roles.

    standing: of the guardians' consent for the recipient's purpose (`consent.STANDINGS`).
    """
    recipient = RECIPIENTS[kind]
    if not recipient.roles & set(roles):
        return Verdict(False, why="role")
    if recipient.basis:
        return Verdict(True, recipient.basis)
    if standing == GIVEN:
        return Verdict(True, "consent")
    if override and recipient.may_override and PRINCIPAL in roles:
        enough = len(reason.strip()) >= REASON_LENGTH
        return Verdict(True, "emergency") if enough else Verdict(False, why="reason")
    return Verdict(False, why=standing)


def kinds_for(roles: Collection[str]) -> list[str]:
    """Kinds of recipients for whom somebody with these roles may make a packet."""
    return [kind for kind, one in RECIPIENTS.items() if one.roles & set(roles)]
