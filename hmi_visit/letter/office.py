"""The office's own styles document: copied out to be changed in Word, and looked over for what letters need of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hmi_visit.files import write_whole
from hmi_visit.letter.ways import STYLES
from hmi_visit.problems import Problem
from hmi_visit.where import own_forms_folder, templates_folder

_KINDS = {"paragraph": "Normal", "character": "no style", "table": "no style"}
"""The kinds of style that letters ask for, and what stands in for one that is missing."""
_BUILT_IN = frozenset({"normal", "normal table", "no list", "default paragraph font", "header"})
_A4 = (210, 297)
"""Millimetres."""


def house_styles() -> Path:
    """The styles document of the office's own house; it may not be there."""
    return own_forms_folder().path / "house" / STYLES


def program_styles() -> Path:
    """The styles document that comes with the program."""
    return templates_folder() / "house" / STYLES


def copy_out() -> Path:
    """Copy the program's styles document into the office's own house, and say where it is.

    Raises Problem where there is one already, or it cannot be written.
    """
    target = house_styles()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, program_styles().read_bytes())
    except FileExistsError:
        mend = "change it in Word, or remove it first to begin again"
        raise Problem("there is a styles document already", where=str(target), mend=mend) from None
    except OSError as error:
        raise Problem(f"it cannot be written ({error.strerror or error})", where=str(target)) from None
    return target


def lacks(path: Path) -> list[str]:
    """What a styles document lacks that letters ask for, each with what stands in for it, in a person's words.

    Raises Problem where it is no Word document.
    """
    from hmi_visit.letter.package import open_styles

    document = open_styles(path)
    there = _styles(document)
    found = [
        f"no {kind} style “{name}”: {_KINDS[kind]} is used"
        for kind, name in _styles(open_styles(program_styles())).values()
        if (kind, name.casefold()) not in there
    ]
    return [*found, *_parts(document)]


def _styles(document: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """The styles of a document that letters may ask for, by kind and name."""
    from docx.oxml.ns import qn

    found = {}
    for style in document.styles.element.findall(qn("w:style")):
        name, kind = style.find(qn("w:name")), style.get(qn("w:type"), "paragraph")
        if name is not None and kind in _KINDS and name.get(qn("w:val"), "").casefold() not in _BUILT_IN:
            words = str(name.get(qn("w:val")))
            found[kind, words.casefold()] = (kind, words)
    return found


def _parts(document: Any) -> list[str]:
    """What of its page is missing or unusual."""
    from docx.oxml.ns import qn

    section = document.sections[-1]
    found = []
    if section.footer.is_linked_to_previous:
        found.append("no footer: “Page x of y” is put on every page but the first")
    if document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}//{qn('w:lang')}") is None:
        found.append("no language: British English is used")
    heads = (section.header, section.first_page_header, section.footer, section.first_page_footer)
    pictures = [p for head in heads if not head.is_linked_to_previous for p in head._element.iter(qn("wp:docPr"))]
    if any(not picture.get("descr", "").strip() for picture in pictures):
        found.append("a picture has no alternative text: a screen reader passes it over; say in Word what it shows")
    size = tuple(round(side.mm) if side else 0 for side in (section.page_width, section.page_height))
    if size != _A4:
        found.append(f"the page is {size[0]} × {size[1]} mm and not A4: it is used as it is")
    return found
