"""Fields and answers of a child's record in words; English msgids for gettext."""

from __future__ import annotations

FIELD_WORDS = {
    "name": "Name",
    "school_class": "Class",
    "sex": "Sex",
    "ethnic_group": "Ethnic group",
    "birth_date": "Birth date",
    "id_number": "Identity number",
    "student_number": "Student number",
    "boarding": "Boarding",
    "household": "Household",
    "household_place": "Registered at",
    "address": "Address",
    "health": "Health",
    "left_behind": "Enrolment register says",
    "father_name": "Father's name",
    "father_phone": "Father's telephone",
    "father_situation": "Father is",
    "father_place": "Father works in",
    "father_since": "Father away since",
    "father_unable": "Father cannot be guardian",
    "mother_name": "Mother's name",
    "mother_phone": "Mother's telephone",
    "mother_situation": "Mother is",
    "mother_place": "Mother works in",
    "mother_since": "Mother away since",
    "mother_unable": "Mother cannot be guardian",
    "carer_name": "Carer's name",
    "carer_relation": "Carer's relation",
    "carer_phone": "Carer's telephone",
    "entrusted": "Written entrustment",
    "state": "At this school",
}

ANSWER_WORDS = {
    "sex": {"male": "boy", "female": "girl"},
    "household": {"rural": "rural", "urban": "urban"},
    "left_behind": {
        "none": "not left behind",
        "one_parent": "one parent away",
        "both_parents": "both parents away",
        "yes": "left behind, kind not given",
    },
    "situation": {"home": "at home", "away": "away for work", "dead": "dead", "other": "absent for another cause"},
    "state": {"enrolled": "enrolled", "left": "left the school"},
    "relation": {
        "father": "Father",
        "mother": "Mother",
        "grandfather": "Grandfather",
        "grandmother": "Grandmother",
        "other": "Other guardian",
    },
    "flag": {"yes": "yes", "no": "no"},
    "boarding": {"yes": "boards", "no": "day pupil"},
}

DEFINITION_WORDS = {
    "civil_affairs": (
        "Civil affairs",
        "Both parents away for work, or one away and the other without capacity to be guardian; under 16.",
        "State Council [2016] No. 13",
    ),
    "census_2016": (
        "Census of 2016",
        "As civil affairs, and rural household, and the child cannot live normally with the parents.",
        "Census of left-behind children, 2016",
    ),
    "enrolment": (
        "Enrolment register",
        "A parent away for three months or more; also when the other parent is at home.",
        "Statistics of education",
    ),
}
"""Short name, the definition, and its source."""

KIND_WORDS = {
    "added": "New",
    "moved": "Other class",
    "changed": "Changed",
    "returned": "Back again",
    "left": "Left",
    "unchanged": "Unchanged",
}

_SITUATIONS = ("father_situation", "mother_situation")


def answer_word(field: str, code: str | None) -> str:
    """The msgid of an answer: yes for boarding is `boards`; other text stays as it is."""
    if code is None or code == "":
        return ""
    kind = "situation" if field in _SITUATIONS else field
    words = ANSWER_WORDS.get(kind) or ANSWER_WORDS["flag"]
    return words.get(code, code)
