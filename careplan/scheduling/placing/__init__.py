"""Placing requests: for problems whose every session is asked for, such as a school's timetable."""

from careplan.scheduling.placing.fitness import placeable
from careplan.scheduling.placing.place import place, place_most

__all__ = ["place", "place_most", "placeable"]
