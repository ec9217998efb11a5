"""The board's pages: the school's and the own squad's."""

from __future__ import annotations

from careplan.board import views_mine, views_school
from careplan.board.views_parts import blueprint

__all__ = ["blueprint", "views_mine", "views_school"]
