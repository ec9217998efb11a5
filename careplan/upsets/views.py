"""The pages of what happens: the blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.upsets import views_away, views_closed, views_overview, views_replan, views_substitutes
from careplan.upsets.views_words import blueprint

__all__ = ["blueprint", "views_away", "views_closed", "views_overview", "views_replan", "views_substitutes"]
