"""`python -m careplan.seeds [FOLDER]`: check the seed data, print what is there and every fault."""

from __future__ import annotations

import sys
from pathlib import Path

from careplan.seeds.library import offers
from careplan.seeds.load import Seeds, check_seeds


def main(arguments: list[str]) -> int:
    """0 when all is well, 1 with faults."""
    seeds, faults = check_seeds(Path(arguments[0]) if arguments else None)
    for line in counts(seeds):
        print(line)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def counts(seeds: Seeds) -> list[str]:
    """What the seed data holds, a line each."""
    lines = [
        f"{len(seeds.sentences)} sentences, {len(seeds.activities)} activities,"
        f" {len(seeds.calendars)} calendar(s), {len(seeds.policies)} documents"
    ]
    for band_set in seeds.band_sets.values():
        lines.append(f"{band_set.name} [{band_set.code}]")
        for offer in offers(band_set, seeds.activities):
            lines.append(f"  {len(offer.activities):3d}  {offer.goal.code}  {offer.goal.name}")
    for one in seeds.indicator_sets.values():
        watched = f"{len(one.watch)} more to watch"
        lines.append(f"{one.name}: {len(one.leaves)} indicators, {one.points} points, {watched}")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
