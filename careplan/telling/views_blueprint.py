"""The blueprint of telling, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_babel import gettext as _
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.db import db
from careplan.telling.delivery_operations import is_lost
from careplan.telling.models import Announcement, Channel, Delivery, Message
from careplan.telling.queries import announcement_by_id, channel_by_id, message_by_id

blueprint = Blueprint("telling", __name__, url_prefix="/telling")


def announcement_or_404(announcement_id: int) -> Announcement:
    return announcement_by_id(announcement_id) or abort(404)


def message_or_404(message_id: int) -> Message:
    return message_by_id(message_id) or abort(404)


def channel_or_404(channel_id: int) -> Channel:
    return channel_by_id(channel_id) or abort(404)


def account_names() -> dict[int, str]:
    """Account → the name shown."""
    return {row.id: row.display_name for row in db.session.scalars(select(User))}


@blueprint.app_template_filter("channel_kind")
def channel_kind(code: str) -> str:
    """What people call a service."""
    return {"dingtalk": _("DingTalk"), "wecom": _("WeCom"), "feishu": _("Feishu"), "mail": _("E-mail")}[code]


@blueprint.app_template_filter("outcome_words")
def outcome_words(reason: str) -> str:
    """Why something did not arrive, and what helps."""
    return {
        "refused": _("The service did not take it. Look at its answer and at the robot's settings."),
        "unreachable": _("The service could not be reached. Is this computer on the internet?"),
        "forbidden": _("The address is not one of this service's own. Please enter the channel anew."),
        "login": _("The mail service did not accept the account or its password for programs."),
        "broken": _("The message could not be made ready. Please enter the channel anew."),
        "no-address": _("This person has no mail address any more."),
    }.get(reason, "")


@blueprint.app_template_test("lost_delivery")
def lost_delivery(delivery: Delivery) -> bool:
    """Cut off on its way: nobody knows whether it arrived."""
    return is_lost(delivery)
