"""What can be wrong with a roster, in words, with the fix (G21).

A fault carries a code, its place (sheet, row, column) and the parameters of its words.
The words are English msgids with %(name)s parameters; `message` and `fix` translate
them with the `gettext` they are given, so this file needs no web framework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]

FAULT, NOTE = "fault", "note"
"""A fault refuses the file; a note only asks the reader to look."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem. `row` counts from 1 as in the sheet; `column` is its letter."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    severity: str = FAULT

    def message(self, translate: Translate) -> str:
        """What is wrong, in the reader's language."""
        return translate(WORDS[self.code][0]) % self._values()

    def fix(self, translate: Translate) -> str:
        """What to do about it, in the reader's language."""
        return translate(WORDS[self.code][1]) % self._values()

    def _values(self) -> dict[str, str]:
        return {"text": "", "header": self.header, **self.params}


def place(fault: Fault) -> str:
    """Sheet, row and column as a spreadsheet shows them: 三(1)班 · E7 · 身份证号."""
    cell = f"{fault.column}{fault.row}" if fault.row else fault.column
    return " · ".join(part for part in (fault.sheet, cell, fault.header) if part)


@dataclass(frozen=True, slots=True)
class Fold:
    """The same problem in `count` rows that follow each other; `cells` is F22–F35."""

    fault: Fault
    last_row: int | None
    count: int = 1

    @property
    def cells(self) -> str:
        first = f"{self.fault.column}{self.fault.row or ''}"
        return first if self.count == 1 else f"{first}–{self.fault.column}{self.last_row}"


def fold(found: Iterable[Fault]) -> list[Fold]:
    """Problems in the order of their columns and rows, equal neighbours put together."""
    open_folds: dict[tuple[str, str], Fold] = {}
    folds: list[Fold] = []
    for fault in found:
        key = (fault.column, fault.code)
        last = open_folds.get(key)
        if last and fault.row and last.last_row and fault.row == last.last_row + 1 and _same(last.fault, fault):
            grown = Fold(last.fault, fault.row, last.count + 1)
            folds[folds.index(last)] = grown
        else:
            grown = Fold(fault, fault.row)
            folds.append(grown)
        open_folds[key] = grown
    return folds


def _same(one: Fault, other: Fault) -> bool:
    return (one.sheet, one.header, one.params) == (other.sheet, other.header, other.params)


def only_faults(found: list[Fault]) -> list[Fault]:
    """Those that refuse the file."""
    return [fault for fault in found if fault.severity == FAULT]


_AS_TEXT = (
    "Format the whole column as text in the spreadsheet, then type the number again or copy it "
    "from the household register."
)
_WORKBOOK = "Open the file in WPS or Excel, choose Save as, and save it as .xlsx."
_SMALLER = "Copy only the roster into a new workbook and import that."

WORDS: dict[str, tuple[str, str]] = {
    # the file
    "file-empty": ("The file is empty.", "Choose the file again."),
    "file-large": ("The file is larger than %(limit)s MB.", _SMALLER),
    "file-kind": ("This is not a spreadsheet that can be read.", _WORKBOOK),
    "file-damaged": ("The spreadsheet is damaged and cannot be read.", _WORKBOOK),
    "file-password": (
        "The spreadsheet is protected by a password.",
        "Take the password off in WPS or Excel and save the file again.",
    ),
    "file-bomb": (
        "The file unpacks to an unusual size (%(text)s) and was not opened.",
        _SMALLER,
    ),
    "file-slow": ("Reading the file took too long or too much memory.", _SMALLER),
    "file-no-sheet": (
        "No sheet has a header row with the names of the columns.",
        "Put a header row with 姓名, 班级 and 身份证号 above the children, or use the template.",
    ),
    "file-no-children": (
        "The file has a header row but no child below it.",
        "Fill in the children below the header row.",
    ),
    "sheet-large": (
        "The sheet has a cell at %(text)s; at most %(rows)s rows and %(columns)s columns are read.",
        "Delete what stands outside the roster, or copy the roster into a new sheet.",
    ),
    "sheet-text": (
        "The sheet has a cell with more than %(limit)s characters.",
        "Shorten the cell.",
    ),
    "sheet-merged": (
        "The sheet has too many merged cells.",
        "Undo the merging of cells in the sheet.",
    ),
    "sheet-skipped": (
        "This sheet has no header row and was not read.",
        "Nothing to do if it holds no children; otherwise add a header row.",
    ),
    # the columns
    "column-missing": (
        "The column %(text)s is missing.",
        "Add the column %(text)s, or download the template.",
    ),
    "column-missing-class": (
        "Neither a class column nor the sheet's name says which class this is.",
        "Add the column 班级, or name the sheet after the class, for example 三(2)班.",
    ),
    "column-missing-identity": (
        "There is neither a column of identity numbers nor one of student numbers.",
        "Add 身份证号 or 全国学籍号: children are never matched by name alone.",
    ),
    "column-twice": (
        "Two columns give the same thing: %(text)s.",
        "Keep one of them and delete the other.",
    ),
    "column-unknown": (
        "The column %(text)s is not known and was not read.",
        "Nothing to do, unless it should be read: then give it the name used in the template.",
    ),
    # the cell
    "cell-error": ("The cell shows a spreadsheet error (%(text)s).", "Type the value itself."),
    "cell-long": ("The cell has more than %(limit)s characters.", "Shorten the cell."),
    "cell-characters": (
        "The cell holds characters that cannot be shown.",
        "Type the text again by hand.",
    ),
    "cell-ditto": (
        "“%(text)s” stands here, but there is no value above to repeat.",
        "Write the value itself.",
    ),
    "name-missing": ("The name is missing.", "Write the child's name, or empty the whole row."),
    "name-characters": (
        "“%(text)s” is not a name: it has figures or signs in it.",
        "Write the name alone, without numbers or remarks.",
    ),
    "name-length": ("“%(text)s” is too short or too long for a name.", "Write the full name."),
    "name-private-character": (
        "The name holds a rare character in a private code that other computers cannot show.",
        "Type the character again with an input method of Unicode.",
    ),
    "sex-missing": (
        "The sex is not given and there is no identity number to tell it.",
        "Write 男 or 女.",
    ),
    "choice-unknown": ("“%(text)s” is not an answer for this column.", "Write one of: %(words)s."),
    "choice-code": (
        "The figure %(text)s means different things in different systems.",
        "Write one of: %(words)s.",
    ),
    "choice-several": ("More than one answer is ticked.", "Leave one tick only."),
    "date-unreadable": ("“%(text)s” is not a full date.", "Write it like 2018-05-06."),
    "month-unreadable": ("“%(text)s” is not a month or a date.", "Write it like 2026-02."),
    "birth-missing": (
        "The birth date is not given and there is no identity number to tell it.",
        "Write the birth date like 2018-05-06.",
    ),
    "birth-age": (
        "Born on %(text)s: the child would be %(age)s years old.",
        "Check the birth date and the identity number.",
    ),
    "phone-unreadable": (
        "“%(text)s” is not a telephone number.",
        "Write 11 figures, or area code and number; put 、 between several numbers.",
    ),
    # identity
    "identity-missing": (
        "Neither an identity number nor a student number is given.",
        "Give one of the two: children are never matched by name alone.",
    ),
    "identity-other-number": (
        "A child with the same name, birth date and carer is known in %(text)s under another number.",
        "If it is the same child, correct the number on the child's page first; "
        "if not, give the carer's full name so that the two can be told apart.",
    ),
    "identity-conflict": (
        "The identity number belongs to a known child and the student number to another.",
        "Check both numbers.",
    ),
    "identity-name-changed": (
        "The number is known under another name (%(text)s).",
        "Check that the number was not copied from another row.",
    ),
    "identity-changed": (
        "The identity number of this child was another one until now.",
        "Check it against the household register.",
    ),
    "id-length": (
        "“%(text)s” has %(length)s characters; an identity number has 18.",
        "Write all 18 characters.",
    ),
    "id-characters": (
        "“%(text)s” is not an identity number.",
        "Write 17 figures and a last figure or X.",
    ),
    "id-old": (
        "“%(text)s” is an old number of 15 figures.",
        "Write the number of 18 characters from the household register.",
    ),
    "id-birth-date": (
        "The birth date inside the identity number %(text)s does not exist.",
        "Check the seventh to the fourteenth figure.",
    ),
    "id-check": (
        "The identity number %(text)s has a mistake: its last character does not fit.",
        "Compare it with the household register figure by figure.",
    ),
    "id-lost-digits": (
        "The spreadsheet has turned this identity number into a number (%(text)s) and its last figures are lost.",
        _AS_TEXT,
    ),
    "id-twice": (
        "The same identity number stands in %(text)s.",
        "Delete one of the two rows, or correct the number.",
    ),
    "id-sex": (
        "The identity number belongs to the other sex than the one written (%(text)s).",
        "Check the sex and the identity number.",
    ),
    "id-birth-differs": (
        "The identity number says %(id_birth)s, the birth date column %(text)s.",
        "Check the birth date and the identity number.",
    ),
    "student-number-lost-digits": (
        "The spreadsheet has turned this student number into a number (%(text)s).",
        _AS_TEXT,
    ),
    "student-number-shape": (
        "“%(text)s” is not a national student number.",
        "Write G, J or L and 18 characters; a number within the school belongs under 学号.",
    ),
    "student-number-twice": (
        "The same student number stands in %(text)s.",
        "Delete one of the two rows, or correct the number.",
    ),
    "student-number-id": (
        "The number after G is not this child's identity number.",
        "Nothing to do if the identity number was changed; otherwise check both.",
    ),
    # the class
    "class-missing": ("The class is missing.", "Write the class, for example 三(2)班."),
    "class-unknown": (
        "“%(text)s” is not a class of this school year.",
        "Write it like 三(2)班, 三年级2班 or 2024级2班.",
    ),
    "class-grade": (
        "The class “%(text)s” does not belong to the grade “%(grade)s”.",
        "Correct the grade or the class.",
    ),
    # the sheet as a whole
    "total-differs": (
        "The total row says %(text)s children, but %(count)s were read above it.",
        "Check whether rows are missing.",
    ),
    "name-twice": (
        "%(count)s children called %(text)s are in this class; they are told apart by number.",
        "Nothing to do if this is so.",
    ),
}
