"""The outbox: what a publication has to say to whom, what became of it, and who has seen it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import render_template, url_for

from careplan.access.roles import HEAD_COUNSELOR
from careplan.school.views_edit import edit_page
from careplan.telling.delivery_operations import is_lost
from careplan.telling.forms import MessageForm
from careplan.telling.message_operations import edit_message, unacknowledged
from careplan.telling.models import Announcement, Channel, Delivery
from careplan.telling.queries import (
    accounts_by_staff,
    announcements,
    channels,
    deliveries_of,
    mail_by_staff,
)
from careplan.telling.views_blueprint import account_names, announcement_or_404, blueprint, message_or_404
from careplan.web.guard import roles, user


@blueprint.get("/")
def outbox() -> str:
    """The newest publication in full, the former ones as a list."""
    found = announcements()
    return _page(found[0] if found else None)


@blueprint.get("/<int:announcement_id>")
def announcement(announcement_id: int) -> str:
    return _page(announcement_or_404(announcement_id))


def _page(shown: Announcement | None) -> str:
    messages = shown.messages if shown else []
    silent = unacknowledged(messages)
    return render_template(
        "telling/outbox.html",
        shown=shown,
        messages=sorted(messages, key=lambda one: (one.acknowledged_at is not None, one.position)),
        silent=len(silent),
        former=[one for one in announcements() if shown is None or one.id != shown.id],
        accounts=accounts_by_staff(),
        mails=mail_by_staff(),
        names=account_names(),
        channels=[one for one in channels() if one.active],
        may_send=HEAD_COUNSELOR in roles(),
        **_deliveries(shown.id if shown else 0),
    )


@blueprint.get("/<int:announcement_id>/deliveries")
def deliveries(announcement_id: int) -> str:
    """How far the posts are; the page asks again while some are on their way."""
    shown = announcement_or_404(announcement_id)
    return render_template(
        "telling/_deliveries.html", shown=shown, may_send=HEAD_COUNSELOR in roles(), **_deliveries(shown.id)
    )


def _deliveries(announcement_id: int) -> dict[str, Any]:
    """Posts by channel, and whether some are still on their way."""
    found = deliveries_of(announcement_id)
    by_channel: list[tuple[Channel, list[Delivery]]] = [
        (channel, list(rows)) for channel, rows in groupby(found, key=lambda one: one.channel)
    ]
    pending = any(one.state == "waiting" or (one.state == "sending" and not is_lost(one)) for one in found)
    return {"by_channel": by_channel, "pending": pending}


@blueprint.get("/messages/<int:message_id>/edit", endpoint="message_edit")
@blueprint.post("/messages/<int:message_id>/edit", endpoint="message_edit")
def message_edit(message_id: int) -> Any:
    """Other words for one person, before anything was sent."""
    row = message_or_404(message_id)
    return edit_page(
        make=lambda **rest: MessageForm(obj=row, **rest),
        row=row,
        save=lambda form: edit_message(actor_id=user().id, message=row, text=form.text.data or ""),
        template="telling/message_edit.html",
        back=url_for("telling.announcement", announcement_id=row.announcement_id),
        refused_at="text",
    )
