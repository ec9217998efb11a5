"""The pages of partners. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.partners import views_agreements, views_cards, views_gaps, views_needs, views_partners
from careplan.partners.views_form import blueprint

__all__ = ["blueprint", "views_agreements", "views_cards", "views_gaps", "views_needs", "views_partners"]
