"""Sessions whose squads have become too many or too few for the activity since they were planned (S23). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from careplan.plans.facts import PlanFacts
from careplan.scheduling.agenda import Index
from careplan.scheduling.solution import Session
from careplan.seeds.quoting import inside_quotes
from careplan.sessions.finding_words import Names
from careplan.sessions.findings import Finding, severity_of

REFERENCE = "group_size"
WORDS = (
    "{who}现有{pupils}人，“{what}”适合{least}—{most}人。",
    "{who} has {pupils} pupils; “{what}” is for {least} to {most}.",
)


def outgrown(
    facts: PlanFacts, index: Index, sessions: Sequence[Session], language: str, names: Names
) -> Iterable[Finding]:
    """A warning for each such session: it goes on, and whoever leads it knows."""
    sizes = {one.id: (one.group_min, one.group_max) for one in facts.activities}
    for place, one in enumerate(sessions):
        if one.activity in sizes and one.group in index.groups:
            (least, most), pupils = sizes[one.activity], index.pupils[one.group]
            if not least <= pupils <= most:
                who, what = (names.get(name, name) for name in (one.group, one.activity))
                words = WORDS[language == "en"].format(
                    who=who, what=inside_quotes(what), pupils=pupils, least=least, most=most
                )
                yield Finding(severity_of(REFERENCE), REFERENCE, words, (place,), one.group, one.start)
