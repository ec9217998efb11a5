"""Rules of PDF/UA-1 (ISO 14289-1) about the structure tree: what a screen reader is told, and in what order."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from .pdf_parts import drawn, kids, marks, notes, tagged


def marks_all_text(pdf: Pdf) -> bool:
    """Text is either an artifact, of a said kind where it is a running head, or hangs on the structure tree (7.1, 7.8)."""
    read = set(marks(pdf))
    for page, (_source, found) in enumerate(drawn(pdf)):
        if page == len(pdf.pages):
            break
        open_marks: list[bool] = []
        for name, words in found:
            if name in {"BDC", "BMC"}:
                open_marks.append(known(words, page, read))
            elif name == "EMC":
                open_marks.pop()
            elif name in {"Tj", "TJ"} and not any(open_marks):
                return False
    return True


def known(words: list[Any], page: int, read: set[tuple[int, int]]) -> bool:
    """Whether what this mark begins is told or rightly kept silent."""
    more = words[1] if len(words) > 1 else Dictionary()
    if words[0] == Name.Artifact:
        return more.get("/Type") != Name.Pagination or str(more.get("/Subtype", "")) in {"/Header", "/Footer"}
    return (page, more.get("/MCID", -1)) in read


def reads_each_piece_once(pdf: Pdf) -> bool:
    """Nothing is read twice, and the tree goes through the pages one after the other."""
    order = marks(pdf)
    pages = [page for page, _number in order]
    return pages == sorted(pages) and len(set(order)) == len(order)


def holds_every_link(pdf: Pdf) -> bool:
    """Each link's note hangs in a Link, is found from its number, and says more than the name of its target (7.18.5)."""
    held = {
        kid.Obj.objgen
        for one in tagged(pdf, "Link")
        for kid in kids(one)
        if isinstance(kid, Dictionary) and "/Obj" in kid
    }
    table = pdf.Root.StructTreeRoot.ParentTree.Nums
    owner = {int(table[at]): table[at + 1] for at in range(0, len(table), 2)}
    return all(
        note.objgen in held
        and owner[int(note.get("/StructParent", 0))].get("/S") == Name.Link
        and str(note.get("/Contents", "")) not in {"", str(note.get("/Dest", ""))}
        for note in notes(pdf)
    )


def steps_from_heading_to_heading(pdf: Pdf) -> bool:
    """The first heading is H1 and no level is left out on the way down (7.4.2)."""
    levels = [int(str(one.S)[2]) for one in tagged(pdf, "H1", "H2", "H3", "H4", "H5", "H6")]
    return all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def heads_every_cell(pdf: Pdf) -> bool:
    """Each table has header cells that say what they head; each cell's headers are there (7.5)."""
    return all(table_is_headed(table) for table in tagged(pdf, "Table"))


def table_is_headed(table: Any) -> bool:
    cells = [cell for row in inside(table, "/TR") for cell in kids(row)]
    heads = [cell for cell in cells if cell.S == Name.TH]
    sides = all(str(cell.A.get("/Scope", "")) in {"/Row", "/Column", "/Both"} for cell in heads)
    ids = {str(cell.ID) for cell in heads if "/ID" in cell}
    named = {str(one) for cell in cells if "/A" in cell for one in cell.A.get("/Headers", Array())}
    return bool(heads) and sides and named <= ids


def inside(element: Any, tag: str) -> list[Any]:
    parts = [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]
    return [one for part in parts for one in ([part] if tag == part.S else inside(part, tag))]


def lists_only_items(pdf: Pdf) -> bool:
    """A list holds items and nothing else, and an item stands in a list (7.6)."""
    lists = all(kid.S in ("/LI", "/L", "/Caption") for one in tagged(pdf, "L") for kid in kids(one))
    return lists and all(one.P.S == "/L" for one in tagged(pdf, "LI"))


def describes_every_picture(pdf: Pdf) -> bool:
    return all(str(one.get("/Alt", "")).strip() for one in tagged(pdf, "Figure"))


RULES = (
    marks_all_text, reads_each_piece_once, holds_every_link, steps_from_heading_to_heading, heads_every_cell,
    lists_only_items, describes_every_picture,
)  # fmt: skip
