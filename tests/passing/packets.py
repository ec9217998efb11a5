"""A school with children in care, consents and needs, for the tests of passing on."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.accounts.operations import policy
from careplan.audit.operations import record
from careplan.casework.file_models import Need
from careplan.casework.models import CareLevel
from careplan.children.consent_operations import add_alias, record_consent
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.passing.operations import choose_children, save_packet

PASSWORD = "a long sentence of ours"
TITLE = {"kind": "charity", "recipient": "青禾助学会", "purpose": "冬天的鞋"}


def in_care(*, count: int = 3, consent: bool = True) -> list[Child]:
    """The first children, in care, with an open need and (but for the last) a guardian's consent to sharing."""
    children = list(db.session.scalars(select(Child).order_by(Child.id).limit(count)))
    for child in children:
        db.session.add(CareLevel(child_id=child.id, level="close", reason="x", since=today(), set_by=1, set_at=now()))
        db.session.add(Need(child_id=child.id, area="living", words="棉鞋", since=today(), recorded_at=now()))
    record(actor_id=1, action="add", entity="need")
    for child in children[:-1] if consent else []:
        say(child)
    for person in db.session.scalars(select(User)):
        person.password_hash = policy().hash(PASSWORD)
    add_alias(actor_id=1, child=children[0], name="豆豆")
    db.session.commit()
    return children


def say(child: Child, agrees: bool = True, purpose: str = "sharing") -> None:
    record_consent(
        actor_id=1,
        child=child,
        purpose=purpose,
        agrees=agrees,
        guardian_relation="mother",
        decided_on=today() if not agrees else today() - timedelta(2),
    )


def form(**changes: str) -> dict[str, str]:
    return {**TITLE, "expires_on": (today() + timedelta(30)).isoformat(), **changes}


def made(browser: FlaskClient, **changes: str) -> str:
    """The address of a new packet."""
    answer = browser.post("/passing/new", data=form(**changes))
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def shown_hash(page: str) -> str:
    return page.split('name="sha256" value="')[1][:64]


def choose(browser: FlaskClient, address: str, items: dict[int, tuple[str, str]]) -> int:
    """Save the children of a packet; the answer's status."""
    version = browser.get(f"{address}/children").text.split('name="version" value="')[1].split('"')[0]
    data: dict[str, object] = {"child": [str(one) for one in items], "version": version}
    for child_id, (item, size) in items.items():
        data |= {f"item_{child_id}": item, f"size_{child_id}": size}
    return browser.post(f"{address}/children", data=data).status_code


def let_out(browser: FlaskClient, address: str, **changes: str) -> int:
    """Confirm what the page shows; the answer's status."""
    page = browser.get(address).text
    data = {"sha256": shown_hash(page), "looked": "y", "password": PASSWORD, **changes}
    return browser.post(f"{address}/release", data=data).status_code


def a_draft_for_the_county(child_id: int) -> None:
    """A packet with one child that needs no consent, not handed out yet."""
    office = frozenset({"office"})
    row = save_packet(
        actor_id=1,
        roles=office,
        row=None,
        kind="county",
        recipient="县民政局",
        purpose="上报",
        expires_on=today() + timedelta(days=30),
    )
    choose_children(actor_id=1, roles=office, row=row, chosen={child_id: ("", "")})
