"""The pages of the voices. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.voices import views_answers, views_obstacles, views_say, views_talks
from careplan.voices.views_rights import blueprint

__all__ = ["blueprint", "views_answers", "views_obstacles", "views_say", "views_talks"]
