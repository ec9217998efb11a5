"""Made problems of the same kinds as the samples beside the project: schools of any size, towns, re-plans, conflicts.

Everything is drawn from a seed, so that a measurement can name the problem it was made on.
"""

from tests.bench.making.school import make_school
from tests.bench.making.town import make_town
from tests.bench.making.upset import make_infeasible, make_replan

__all__ = ["make_infeasible", "make_replan", "make_school", "make_town"]
