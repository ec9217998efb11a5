"""The pages of telling. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.telling import views_channels, views_feed, views_outbox, views_own, views_send
from careplan.telling.views_blueprint import blueprint

__all__ = ["blueprint", "views_channels", "views_feed", "views_outbox", "views_own", "views_send"]
