"""When, where and with whom: from a year's problem to a dated plan. No tables, no views, no clock."""

from careplan.scheduling.judge import Judge, Verdict, judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solver import solve

__all__ = ["Judge", "Problem", "Session", "Solution", "Verdict", "judge", "solve"]
