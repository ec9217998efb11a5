"""A packet to a charity, looked through and handed out; one guardian takes the consent back; a draft waits (C37)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from careplan.casework.file_models import Need
from careplan.children.consent_operations import record_consent
from careplan.children.consent_queries import ended_guardians
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.partners.models import Partner
from careplan.passing.models import Packet
from careplan.passing.operations import choose_children, log_file, release, save_packet
from careplan.passing.packet_load import preview
from careplan.passing.packet_xlsx import make_workbook

ROLES = frozenset({"office"})


def play_passing(cast: Cast, first: date, until: date) -> int:
    """How many children stand in the packet; none where the weeks are too few or no need is open."""
    words, mark, actor = texts()["passing"], texts()["mark"], cast.users["office"].id
    day = until - timedelta(days=10)
    partner = db.session.scalars(select(Partner).where(Partner.kind == "charity").order_by(Partner.id)).first()
    children = _in_need(words["children"], day)
    if day < first + timedelta(days=21) or partner is None or not children:
        return 0
    with at(day - timedelta(days=3)):
        for child in children:
            _say(actor, child, agrees=True)
    with at(day, 11):
        _hand_out(actor, _packet(actor, partner, words["purpose"] + mark, children))
    with at(until - timedelta(days=2)):
        _say(actor, children[-1], agrees=False)
    if children[:-1]:
        with at(until - timedelta(days=1)):
            _packet(actor, partner, words["next"] + mark, children[:-1])
    return len(children)


def _packet(actor: int, partner: Partner, purpose: str, children: list[Child]) -> Packet:
    """A draft with an item for each child."""
    words = texts()["passing"]
    row = save_packet(
        actor_id=actor,
        roles=ROLES,
        row=None,
        kind="charity",
        recipient=partner.name,
        purpose=purpose,
        expires_on=today() + timedelta(days=words["days"]),
        partner_id=partner.id,
    )
    items = {child.id: tuple(words["items"][n % len(words["items"])]) for n, child in enumerate(children)}
    choose_children(actor_id=actor, roles=ROLES, row=row, chosen=items)
    return row


def _in_need(most: int, day: date) -> list[Child]:
    """Children with an open need whose mother or father may speak for them."""
    query = select(Child).join(Need, Need.child_id == Child.id).where(Need.until.is_(None), Child.state == "enrolled")
    found = db.session.scalars(query.where(Child.joined_on < day - timedelta(days=3)).distinct().order_by(Child.id))
    return [child for child in found if _guardian(child)][:most]


def _guardian(child: Child) -> str:
    gone = ended_guardians([child.id]).get(child.id, {})
    return next((one for one in ("mother", "father") if one not in gone), "")


def _say(actor: int, child: Child, *, agrees: bool) -> None:
    channel = texts()["consents"]["channels"][0]
    record_consent(
        actor_id=actor,
        child=child,
        purpose="sharing",
        agrees=agrees,
        guardian_relation=_guardian(child),
        decided_on=today(),
        channel=channel,
    )


def _hand_out(actor: int, row: Packet) -> None:
    db.session.expire_all()  # what was sealed is read again as a page would read it
    shown = preview(row, ROLES, today())
    release(actor_id=actor, roles=ROLES, row=row, sha256=shown.sha256)
    log_file(actor_id=actor, row=row, kind="xlsx", data=make_workbook(shown.packet))
