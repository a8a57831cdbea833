"""What a paragraph or run is by the styles and numbering of a Word file: an item of a list, bold, in italics."""

from __future__ import annotations

from typing import Any

from hmi_visit.letter.back.leaves import BULLET, NUMBER, PARAGRAPH
from hmi_visit.letter.back.outside import Package, W

_NO = ("0", "false", "off", "none")
_BOLD_STYLES, _ITALIC_STYLES = frozenset({"strong"}), frozenset({"emphasis"})


class WordLists:
    """Looks every style and list up once."""

    def __init__(self, package: Package) -> None:
        self._formats: dict[tuple[str, str], str] = {}
        self._styles: dict[str, Any] = {}
        self.bold: set[str] = set()
        """The character styles that mean bold, by their ids."""
        self.italic: set[str] = set()
        self._read_numbering(package.numbering)
        for style in package.styles.iterchildren(f"{W}style") if package.styles is not None else ():
            known = str(style.get(f"{W}styleId", ""))
            self._styles[known] = style
            name = style.find(f"{W}name")
            spoken = str(name.get(f"{W}val", "")).casefold() if name is not None else ""
            if spoken in _BOLD_STYLES:
                self.bold.add(known)
            if spoken in _ITALIC_STYLES:
                self.italic.add(known)

    def kind(self, properties: Any) -> str:
        """What a paragraph is by its properties."""
        if properties is None:
            return PARAGRAPH
        place = properties.find(f"{W}numPr")
        number, level = _number(place)
        style = properties.find(f"{W}pStyle")
        known = style.get(f"{W}val") if style is not None else ""
        for _ in range(20):  # styles are based on one another; a circle ends
            if number is not None or known not in self._styles:
                break
            own = self._styles[known]
            number, level = _number(own.find(f"{W}pPr/{W}numPr"))
            based = own.find(f"{W}basedOn")
            known = based.get(f"{W}val") if based is not None else ""
        if number is None or number == "0":
            return PARAGRAPH
        form = self._formats.get((number, level)) or self._formats.get((number, "0"), "decimal")
        return BULLET if form == "bullet" else PARAGRAPH if form == "none" else NUMBER

    def _read_numbering(self, numbering: Any) -> None:
        kinds: dict[str, list[tuple[str, str]]] = {}
        for child in numbering if numbering is not None else ():
            if child.tag == f"{W}abstractNum":
                levels = kinds.setdefault(str(child.get(f"{W}abstractNumId", "")), [])
                for level in child.iterchildren(f"{W}lvl"):
                    form = level.find(f"{W}numFmt")
                    said = form.get(f"{W}val", "decimal") if form is not None else "decimal"
                    levels.append((str(level.get(f"{W}ilvl", "0")), said))
            elif child.tag == f"{W}num":
                of = child.find(f"{W}abstractNumId")
                for level_number, said in kinds.get(of.get(f"{W}val", "") if of is not None else "", ()):
                    self._formats[str(child.get(f"{W}numId", "")), level_number] = said


def is_on(properties: Any, name: str) -> bool:
    """Whether a run's property is switched on."""
    found = properties.find(f"{W}{name}")
    return found is not None and str(found.get(f"{W}val", "1")).casefold() not in _NO


def _number(place: Any) -> tuple[str | None, str]:
    if place is None:
        return None, "0"
    number, level = place.find(f"{W}numId"), place.find(f"{W}ilvl")
    said = number.get(f"{W}val", "0") if number is not None else None
    return said, str(level.get(f"{W}val", "0")) if level is not None else "0"
