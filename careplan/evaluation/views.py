"""The pages of evaluation. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.evaluation import views_marks, views_nodes, views_sets, views_workbook
from careplan.evaluation.views_parts import blueprint

__all__ = ["blueprint", "views_marks", "views_nodes", "views_sets", "views_workbook"]
