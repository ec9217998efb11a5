"""Functions compiled to machine code by numba: kept beside their files, made at set-up, not held by Python's lock.

A compiled function takes numbers and arrays and calls only compiled functions. A change in one file is not seen by
what was compiled from another: the set-up throws all of it away when any compiled file changed (`warm`; run
`python -m careplan.scheduling.warm` by hand after an edit).
"""

from __future__ import annotations

from numba import njit

compiled = njit(cache=True, nogil=True, error_model="numpy")
