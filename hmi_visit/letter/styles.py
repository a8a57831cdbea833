"""The styles of an office's document by name, with what stands in where one is missing."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn


class Styles:
    """Looks every style up once. A missing one is no error: Normal stands in, and `warnings` says so, once."""

    def __init__(self, document: Any, source: str) -> None:
        self.source = source
        self.warnings: list[str] = []
        self._ids: dict[tuple[str, str], str] = {}
        self._elements: dict[str, Any] = {}
        for style in document.styles.element.findall(qn("w:style")):
            name = style.find(qn("w:name"))
            style_id = style.get(qn("w:styleId"))
            if name is not None and style_id:
                self._ids[style.get(qn("w:type"), "paragraph"), name.get(qn("w:val"), "").casefold()] = style_id
                self._elements[style_id] = style

    def paragraph(self, name: str) -> str:
        """The id of a paragraph style; empty for Normal."""
        return self._find("paragraph", name, "Normal")

    def character(self, name: str) -> str:
        """The id of a character style; empty where there is none."""
        return self._find("character", name, "no style")

    def table(self, name: str) -> str:
        """The id of a table style; empty where there is none."""
        return self._find("table", name, "no style")

    def list_number(self, name: str) -> str:
        """The number of the list that a paragraph style belongs to; empty where it belongs to none."""
        style = self._elements.get(self._ids.get(("paragraph", name.casefold()), ""))
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") if style is not None else None
        return str(number.get(qn("w:val"))) if number is not None else ""

    def _find(self, kind: str, name: str, otherwise: str) -> str:
        if not name:
            return ""
        key = (kind, name.casefold())
        if key not in self._ids:
            self._ids[key] = ""
            self.warnings.append(f"{self.source} has no {kind} style “{name}”: {otherwise} is used")
        return self._ids[key]
