"""The pages of events. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.events import views_alarm, views_events, views_plans, views_tasks, views_withdraw
from careplan.events.views_events import blueprint

__all__ = ["blueprint", "views_alarm", "views_events", "views_plans", "views_tasks", "views_withdraw"]
