"""What is known of the children in a packet, as texts by field; and every word that must not go out."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from careplan.aid.models import AidCase
from careplan.casework.file_models import Need
from careplan.casework.file_words import AREAS
from careplan.casework.level_queries import levels_now
from careplan.casework.queries import responsible_names
from careplan.children.carer_queries import carers_now
from careplan.children.carers import Carer
from careplan.children.consent_queries import aliases_of
from careplan.children.file_models import CarerPeriod, Registration
from careplan.children.file_queries import categories_now
from careplan.children.id_number import mask
from careplan.children.load import findings_of, parent_of, situation_of
from careplan.children.models import Child, FamilyMember
from careplan.children.redaction import Term, terms_of, terms_of_address, terms_of_child
from careplan.children.registration import CUSTODY
from careplan.clock import local
from careplan.db import db
from careplan.passing.layout import Facts, coarse
from careplan.passing.models import Packet
from careplan.school.models import Squad, StaffMember
from careplan.school.queries import bands, require_year, this_school
from careplan.secrecy import key_for
from careplan.seeds.care import Category
from careplan.seeds.load import shipped_aid, shipped_care

SEXES = {"male": "男", "female": "女"}
RELATIONS = {"father": "父亲", "mother": "母亲"}
SITUATIONS = {"home": "在家", "away": "外出务工", "dead": "去世", "other": "其他"}
DEFINITION_NAMES = {"civil_affairs": "民政口径", "census_2016": "2016年排查口径", "enrolment": "学籍口径"}
CARER = "照料人"
CODE_LENGTH = 7


def code_of(recipient: str, child_id: int) -> str:
    """The child's code for one recipient: the same each time there, another one elsewhere, betraying nothing."""
    said = f"{this_school().id}:{recipient.casefold()}:{child_id}".encode()
    made = hmac.new(key_for("passing-code"), said, hashlib.sha256).digest()
    return base64.b32encode(made).decode()[:CODE_LENGTH]


def facts_of(packet: Packet) -> list[Facts]:
    """The packet's children in the order of their codes for a charity (no order tells who), else by class and name."""
    ids = [line.child_id for line in packet.children]
    whole = select(Child).where(Child.id.in_(ids)).options(joinedload(Child.squad), selectinload(Child.family))
    children = {child.id: child for child in db.session.scalars(whole)}
    make = _charity if packet.kind == "charity" else _named
    found = make(packet, [children[one] for one in ids if one in children])
    if packet.kind == "charity":
        return sorted(found, key=lambda one: one.texts["code"])
    return sorted(found, key=lambda one: (one.texts["school_class"], one.texts["name"], one.child_id))


def _charity(packet: Packet, children: list[Child]) -> list[Facts]:
    lines, crowd, needs = (
        {line.child_id: line for line in packet.children},
        _crowd(),
        needs_of([c.id for c in children]),
    )
    found = []
    for child in children:
        band = band_of(child.squad)
        areas = dict.fromkeys(AREAS[need.area][0] for need in needs.get(child.id, []))
        texts = {
            "code": code_of(packet.recipient, child.id),
            "sex": SEXES.get(child.sex, "—"),
            "band": band or "—",
            "need": "、".join(areas),
            "item": lines[child.id].item,
            "size": lines[child.id].size,
        }
        found.append(Facts(child.id, coarse(texts, child.sex, band, crowd), child.sex, band))
    return found


def band_of(squad: Squad) -> str:
    grade = squad.grade(require_year().start_year)
    return next((band.name for band in bands() if band.covers(grade)), "")


def _crowd() -> dict[tuple[str, str], int]:
    """(sex, band) → enrolled children: how many share them."""
    rows = db.session.scalars(select(Child).where(Child.state == "enrolled").options(joinedload(Child.squad)))
    names = {squad.id: band_of(squad) for squad in db.session.scalars(select(Squad))}
    return Counter((child.sex, names[child.squad_id]) for child in rows)


def needs_of(child_ids: Collection[int]) -> dict[int, list[Need]]:
    """Child id → its open needs."""
    found: dict[int, list[Need]] = defaultdict(list)
    query = select(Need).where(Need.child_id.in_(child_ids), Need.until.is_(None)).order_by(Need.id)
    for row in db.session.scalars(query):
        found[row.child_id].append(row)
    return found


def _named(packet: Packet, children: list[Child]) -> list[Facts]:
    ids, day = [child.id for child in children], local(packet.made_at).date()
    year = require_year().start_year
    beside, carers = _beside(ids, day), carers_now(children, day)
    return [
        Facts(
            child.id,
            _register(child, carers.get(child.id), year, day)
            | {code: texts.get(child.id, "") for code, texts in beside.items()},
        )
        for child in children
    ]


def _register(child: Child, carer: Carer | None, year: int, day: date) -> dict[str, str]:
    """carer: who looks after the child on the day, by the care file; who no longer does goes out with nothing."""
    id_number = child.id_number or ""
    phones = [f"{_called(one)} {one.phone}" for one in child.family if one.phone and not one.is_carer]
    phones += [f"{carer.relation or CARER} {carer.phone}"] if carer and carer.phone else []
    answers = {code: finding.answer for code, finding in findings_of(child, day).items()}
    return {
        "name": child.name,
        "school_class": child.squad.label(year),
        "sex": SEXES.get(child.sex, ""),
        "ethnicity": child.ethnicity,
        "birth_date": child.birth_date.isoformat(),
        "masked_id": f"{id_number[:6]}********{id_number[-4:]}" if id_number else "",
        "student_number": _shown_number(child.student_number or ""),
        "boards": "" if child.boards is None else "是" if child.boards else "否",
        "household_place": child.household_place or "",
        "address": child.address or "",
        "health": child.health,
        "father": _parent(parent_of(child, "father")),
        "mother": _parent(parent_of(child, "mother")),
        "carer": carer.words if carer else "",
        "parents_phones": "；".join(dict.fromkeys(phones)),
        "definitions": "、".join(DEFINITION_NAMES[code] for code, answer in answers.items() if answer),
    }


def _shown_number(student_number: str) -> str:
    """A G number is the identity number with a letter before it, so it is masked like one (DOMAIN 5.1, 7.2)."""
    return mask(student_number) if student_number.startswith("G") else student_number


def _called(member: FamilyMember) -> str:
    return member.relation_word or RELATIONS.get(member.relation, "其他家人")


def _parent(member: FamilyMember | None) -> str:
    if member is None:
        return ""
    return " ".join(part for part in (member.name, SITUATIONS.get(situation_of(member) or ""), member.works_at) if part)


def _beside(ids: list[int], day: date) -> dict[str, dict[int, str]]:
    """What other records know, by field."""
    categories, levels, care = categories_now(ids, day), levels_now(ids), shipped_care()
    kinds = shipped_aid().kinds
    aid: dict[int, dict[str, None]] = defaultdict(dict)
    for child_id, kind in db.session.execute(select(AidCase.child_id, AidCase.kind).where(AidCase.child_id.in_(ids))):
        aid[child_id][kinds[kind].zh if kind in kinds else kind] = None
    level_names = {one.code: one.zh for one in care.levels.values()}
    forms = select(Registration.child_id, Registration.custody).where(Registration.child_id.in_(ids))
    return {
        "categories": {one: _names(codes, care.categories) for one, codes in categories.items()},
        "custody": {one: CUSTODY.get(code, ("",))[0] for one, code in db.session.execute(forms)},
        "aid": {one: "、".join(words) for one, words in aid.items()},
        "needs": {
            one: "；".join(f"{AREAS[n.area][0]}：{n.words}" for n in rows) for one, rows in needs_of(ids).items()
        },
        "level": {one: level_names.get(level.level, "") for one, level in levels.items()},
        "responsible": responsible_names(ids),
    }


def _names(codes: Iterable[str], known: Mapping[str, Category]) -> str:
    return "、".join(known[code].zh for code in codes if code in known)


def terms_for(child_ids: Collection[int]) -> dict[int, list[Term]]:
    """Child id → every word that must not stand in its texts: of itself, its family, the school and everybody there."""
    school, year = this_school(), require_year().start_year
    common = [Term(school.name, "school")]
    common += terms_of("class", (squad.label(year) for squad in db.session.scalars(select(Squad))))
    common += terms_of("staff", db.session.scalars(select(StaffMember.name)))
    common += terms_of("classmate", db.session.scalars(select(Child.name)))
    aliases, family = aliases_of(child_ids), _family(child_ids)
    children = select(Child).where(Child.id.in_(child_ids))
    return {
        child.id: [
            *terms_of_child(child.name, [one.name for one in aliases.get(child.id, [])]),
            *terms_of_address([child.address, child.household_place]),
            *family.get(child.id, []),
            *common,
        ]
        for child in db.session.scalars(children)
    }


def _family(child_ids: Collection[int]) -> dict[int, list[Term]]:
    """Parents and carers, by the roster, the file and the form of 2016; and where they work."""
    found: dict[int, list[Term]] = defaultdict(list)
    sources = (
        select(FamilyMember.child_id, FamilyMember.name).where(FamilyMember.child_id.in_(child_ids)),
        select(CarerPeriod.child_id, CarerPeriod.name).where(CarerPeriod.child_id.in_(child_ids)),
        select(Registration.child_id, Registration.entrusted_person).where(Registration.child_id.in_(child_ids)),
    )
    for query in sources:
        for child_id, name in db.session.execute(query):
            found[child_id] += terms_of("family", [name])
    places = select(FamilyMember.child_id, FamilyMember.works_at).where(FamilyMember.child_id.in_(child_ids))
    for child_id, place in db.session.execute(places):
        found[child_id] += terms_of("address", [place])
    return found
