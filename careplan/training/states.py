"""The way of a training record, from the teacher's draft to the authority's word (DOMAIN 3.4, S49). Pure."""

from __future__ import annotations

from dataclasses import dataclass

EDITABLE = ("draft", "returned")
COUNTED = ("submitted", "approved", "sent", "recognised")
"""States in which a record stands in the ledger."""
ON_THE_WAY = ("submitted", "approved", "sent")
STATES = {
    "draft": ("草稿", "draft", "quiet"),
    "submitted": ("已提交", "submitted", "busy"),
    "approved": ("校审通过", "approved by the school", "busy"),
    "sent": ("已上报", "sent on", "busy"),
    "recognised": ("已认定", "recognised", "good"),
    "refused": ("不予认定", "not recognised", "bad"),
    "returned": ("退回", "returned", "warn"),
}
"""State → Chinese, English, tone of its pill."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step of the way: from where to where, whether it needs a reason, and its words."""

    before: tuple[str, ...]
    after: str
    reason: bool
    zh: str
    en: str


MOVES = {
    "submit": Move(EDITABLE, "submitted", False, "提交", "submit"),
    "withdraw": Move(("submitted",), "draft", False, "撤回", "take back"),
    "approve": Move(("submitted",), "approved", False, "校审通过", "approve"),
    "send": Move(("approved",), "sent", False, "登记上报", "send on"),
    "recognise": Move(("approved", "sent"), "recognised", False, "登记认定", "recognise"),
    "refuse": Move(("approved", "sent"), "refused", True, "登记不予认定", "not recognise"),
    "return": Move(("submitted", "approved", "sent"), "returned", True, "退回", "return"),
    "reopen": Move(("recognised", "refused"), "returned", True, "重新打开", "re-open"),
}
OFFICE_MOVES = ("approve", "send", "recognise", "refuse", "return", "reopen")
OTHER_STEPS = {
    "add": ("新增", "added"),
    "edit": ("修改", "changed"),
    "certificate": ("换了证书", "changed the certificate"),
    "import": ("导入", "imported"),
    "recount": ("按规则重新折算", "counted anew by the rules"),
}
"""What else stands in a record's trail."""


def may_move(action: str, state: str) -> bool:
    return state in MOVES[action].before
