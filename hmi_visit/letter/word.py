"""A letter in Word: its blocks over the office's styles document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from hmi_visit.letter.blocks import Block, Div, Document, walk
from hmi_visit.letter.body import Body
from hmi_visit.letter.footnotes import write_footnotes
from hmi_visit.letter.numbering import Numbering
from hmi_visit.letter.package import Properties, open_styles, packed, sign
from hmi_visit.letter.styles import Styles
from hmi_visit.letter.word_settings import put_setting

__all__ = ["Docx", "Properties", "letter_docx"]

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@dataclass(frozen=True, slots=True)
class Docx:
    """A letter's bytes, and what its styles document lacks."""

    content: bytes
    warnings: tuple[str, ...] = ()


def letter_docx(letter: Document, styles: Path, properties: Properties) -> Docx:
    """The letter as a Word file: the same blocks, styles and properties give the same bytes.

    Divisions marked `header` stand in the first page's header; the pages after it are numbered. A style that the
    styles document lacks is no error: Normal stands in, and a warning says so. Raises Problem where the styles
    document cannot be read, or where a text holds a character that no Word file can.
    """
    document = open_styles(styles)
    found = Styles(document, styles.name)
    numbering = Numbering(document, found)
    section = document.sections[-1]
    body = Body(found, numbering, _width(section), len(letter.notes))
    blocks, headers = _parted(letter)
    _fill_header(section, "".join(body.columns(div) for div in headers))
    _number_pages(section, found)
    _fill_body(document, body.letter(blocks))
    write_footnotes(document, found, body.runs, letter.notes)
    numbering.write()
    if body.runs.has_pages:
        put_setting(document, '<w:updateFields w:val="true"/>')  # nothing but Word knows where a page ends
    _speak_british(document)
    sign(document, properties)
    return Docx(packed(document), tuple(found.warnings))


def _parted(letter: Document) -> tuple[list[Block], list[Div]]:
    """What stands in the body, and what in the first page's header. A named part that holds a header names it."""
    body: list[Block] = []
    headers: list[Div] = []
    for block in letter.blocks:
        found = [b for b in walk([block]) if isinstance(b, Div) and b.header]
        if not found:
            body.append(block)
            continue
        name = block.name if isinstance(block, Div) else ""
        headers += [Div(div.blocks, name=div.name or name, header=True) for div in found]
    return body, headers


def _fill_body(document: Any, xml: str) -> None:
    """Splice the letter into the document's own text and read that once: moving a large tree takes quadratic time."""
    part = document.part
    body = part.element.body
    body[:] = [body.find(qn("w:sectPr"))]
    shell = etree.tostring(part.element, encoding="unicode")
    at = shell.index("<w:sectPr")
    part._element = parse_xml(f"{shell[:at]}{xml or '<w:p/>'}{shell[at:]}")


def _fill_header(section: Any, xml: str) -> None:
    """Put the letterhead into the first page's header, after what the office has there (a crest, say)."""
    section.different_first_page_header_footer = True
    header = section.first_page_header
    header.is_linked_to_previous = False
    if not xml:
        return
    root = header._element
    for child in list(root):
        if child.tag == qn("w:p") and not len(child.findall(f".//{qn('w:r')}")):
            root.remove(child)
    ending = '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>'
    for child in list(parse_xml(f"<w:hdr {nsdecls('w')}>{xml}{ending}</w:hdr>")):
        root.append(child)


def _number_pages(section: Any, styles: Styles) -> None:
    """Page x of y, on every page but the first, where the office's own footer does not say something else."""
    first = section.first_page_footer
    if first.is_linked_to_previous:
        first.is_linked_to_previous = False
    footer = section.footer
    if not footer.is_linked_to_previous:
        return
    footer.is_linked_to_previous = False
    style = styles.paragraph("footer")
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    runs = text.format("Page ") + _FIELD.format("PAGE") + text.format(" of ") + _FIELD.format("NUMPAGES")
    root = footer._element
    for child in list(root):
        root.remove(child)
    root.append(parse_xml(f"<w:p {nsdecls('w')}>{properties}{runs}</w:p>"))


def _speak_british(document: Any) -> None:
    """British English for the proofing tools, where the styles document names no language."""
    root = document.styles.element
    if root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}//{qn('w:lang')}") is not None:
        return
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}/>")
        root.insert(0, defaults)
    run = defaults.find(qn("w:rPrDefault"))
    if run is None:
        run = parse_xml(f"<w:rPrDefault {nsdecls('w')}/>")
        defaults.insert(0, run)
    if run.find(qn("w:rPr")) is None:
        run.append(parse_xml(f"<w:rPr {nsdecls('w')}/>"))
    run.find(qn("w:rPr")).append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))


def _width(section: Any) -> int:
    """The text's width between the margins, in twentieths of a point; an A4 page's where the document does not say."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return int((page - left - right) / 635) if page and left is not None and right is not None else 9070
