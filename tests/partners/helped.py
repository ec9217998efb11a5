"""A partner with offers in the world's school, and a child with a need, for tests."""

from __future__ import annotations

from datetime import timedelta

from careplan.casework.file_models import Need
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.partners.models import Offer, Partner
from careplan.partners.operations import add_agreement, add_offer, add_partner
from careplan.partners.words import AgreementWords, OfferWords


def nobody(_text: str) -> bool:
    """A watch that finds no child."""
    return False


def a_partner(name: str = "暖冬会") -> Partner:
    found = add_partner(actor_id=None, name=name, kind="charity", place="", note="", watch=nobody)
    words = AgreementWords("年度协议", today(), today() + timedelta(days=200), ("money", "goods"))
    add_agreement(actor_id=None, partner=found, words=words, watch=nobody)
    return found


def offer_words(**changes: object) -> OfferWords:
    plain: dict[str, object] = {
        "form": "goods", "what": "棉衣", "purpose": "clothes", "areas": ("living",), "amount": 10, "unit": "件",
        "place": "", "since": today(), "until": today() + timedelta(days=100),
    }  # fmt: skip
    return OfferWords(**(plain | changes))  # type: ignore[arg-type]


def an_offer(partner: Partner | None = None, **changes: object) -> Offer:
    return add_offer(actor_id=None, partner=partner or a_partner(), words=offer_words(**changes), watch=nobody)


def a_need(child: Child, words: str = "冬衣") -> Need:
    row = Need(child_id=child.id, area="living", words=words, since=today(), recorded_at=now())
    db.session.add(row)
    db.session.flush()
    return row
