"""How every child of the school may be called: for texts in which no child may be named (DOMAIN 5.2)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from careplan.children.models import Child, ChildAlias
from careplan.children.redaction import Term, terms_of_child
from careplan.db import db


def child_terms() -> list[Term]:
    """Full and given names, 小 + name, nicknames, pinyin: of children here and of those who left."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in db.session.scalars(select(ChildAlias)):
        aliases[alias.child_id].append(alias.name)
    rows = db.session.execute(select(Child.id, Child.name))
    return [term for child_id, name in rows for term in terms_of_child(name, aliases[child_id])]
