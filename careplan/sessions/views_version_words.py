"""What people call a version: published ones count 1, 2, 3; all others go by the moment they were made."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.sessions.models import ScheduleVersion
from careplan.sessions.views_rights import blueprint
from careplan.web.filters import moment


@blueprint.app_template_filter("version_words")
def version_words(version: ScheduleVersion) -> str:
    """Version 3 · Draft of 2026-11-26 15:04 · Proposal of …; a draft's own name stands beside it."""
    if version.edition is not None:
        return _("Version %(number)s", number=version.edition)
    if version.state == "proposal":
        return _("Proposal of %(at)s", at=moment(version.made_at))
    return _("Draft of %(at)s", at=moment(version.made_at))
