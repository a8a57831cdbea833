"""Makes templates/house/styles.docx: the look of letters in Word, from nothing but what is written here.

    python scripts/make_styles.py [FILE]

The file is committed, and a test holds it to this script. An office that wants another look opens the file in Word,
changes its styles, header, footer and margins, and saves it: the script is not needed for that.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "templates" / "house" / "styles.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

FONT = "Arial"
"""On every Windows and Mac; elsewhere a font of the same widths stands in (Liberation Sans)."""
KEEP = "<w:keepNext/><w:keepLines/>"


def spacing(before: int = 0, after: int = 0) -> str:
    """The space above and below a paragraph, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def size(points: float) -> str:
    """The size of letters, which the format counts in half points."""
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


def paragraph_style(name: str, properties: str = "", run: str = "", *, based: str = "Normal", after: str = "") -> str:
    """A paragraph style that can be picked in Word; `after` is the style of the paragraph that follows."""
    style_id = name.title().replace(" ", "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"{"" if name.islower() or name in BUILT_IN else CUSTOM}>'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{after}"/>' if after else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


CUSTOM = ' w:customStyle="1"'
BUILT_IN = {
    *("Date", "Salutation", "Closing", "Signature", "List Bullet", "List Bullet 2", "List Number", "List Continue"),
    *("Title", "Subtitle", "Quote"),
}
BOLD = "<w:b/><w:bCs/>"
INDENT = '<w:ind w:left="425" w:hanging="425"/>'
INDENT_2 = '<w:ind w:left="850" w:hanging="425"/>'
CENTRED = '<w:jc w:val="center"/>'
HANGING = '<w:ind w:left="567" w:hanging="567"/>'
NUMBER_TAB = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
ROWS = '<w:spacing w:before="0" w:after="10" w:line="240" w:lineRule="auto"/>'
BOX = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="808080"/></w:pBdr>'
QUOTED = '<w:ind w:left="567" w:right="567"/>'
OUTLINE_2 = '<w:outlineLvl w:val="1"/>'

STYLES = f"""{HEAD}<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>{size(11)}
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>
</w:pPr></w:pPrDefault></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" \
w:count="376"/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>\
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/></w:style>
{paragraph_style("heading 1", KEEP + spacing(60, 180) + '<w:outlineLvl w:val="0"/>', BOLD + size(12), after="Normal")}
{paragraph_style("heading 2", KEEP + spacing(240, 80) + '<w:outlineLvl w:val="1"/>', BOLD + size(12), after="Normal")}
{paragraph_style("heading 3", KEEP + spacing(200, 80) + '<w:outlineLvl w:val="2"/>', BOLD, after="Normal")}
{paragraph_style("header", spacing(), size(9))}
{paragraph_style("footer", spacing() + '<w:jc w:val="right"/>', '<w:color w:val="404040"/>' + size(9))}
{paragraph_style("Letterhead", spacing(), size(10))}
{paragraph_style("Contact", spacing(), size(9))}
{paragraph_style("Date", spacing(240, 240), after="Address")}
{paragraph_style("Address", "<w:keepLines/>" + spacing(0, 320), after="Salutation")}
{paragraph_style("Salutation", spacing(0, 200), after="Heading1")}
{paragraph_style("List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + spacing(0, 120))}
{paragraph_style("List Bullet 2", '<w:numPr><w:numId w:val="3"/></w:numPr>' + spacing(0, 120))}
{paragraph_style("List Number", '<w:numPr><w:numId w:val="2"/></w:numPr>' + spacing(0, 120))}
{paragraph_style("Closing", KEEP + spacing(280, 0), after="Signature")}
{paragraph_style("Signature", "<w:keepLines/>" + spacing(900, 280))}
{paragraph_style("Copies", "<w:keepLines/>" + spacing(0, 120))}
{
    paragraph_style(
        "Annex", "<w:keepNext/><w:pageBreakBefore/>" + spacing(0, 160) + OUTLINE_2, BOLD + size(12), after="Normal"
    )
}
{paragraph_style("Cover", "<w:keepLines/>" + spacing(0, 1400) + CENTRED, BOLD + size(14))}
{paragraph_style("Title", "<w:keepLines/>" + spacing(2000, 1400) + CENTRED, BOLD + size(22), after="Normal")}
{paragraph_style("Contents Title", "<w:keepNext/><w:pageBreakBefore/>" + spacing(0, 60), BOLD + size(14))}
{paragraph_style("Contents Head", "<w:keepNext/>" + spacing(0, 60) + '<w:jc w:val="right"/>', size(9))}
{paragraph_style("Contents Section", "<w:keepNext/>" + RIGHT_TAB + spacing(90, 20), BOLD + size(10))}
{paragraph_style("Contents", RIGHT_TAB + ROWS + '<w:ind w:left="284"/>', size(10))}
{
    paragraph_style(
        "Chapter",
        KEEP + "<w:pageBreakBefore/>" + spacing(0, 240) + '<w:outlineLvl w:val="0"/>',
        BOLD + size(14),
        based="Heading1",
        after="Normal",
    )
}
{paragraph_style("Numbered", NUMBER_TAB + HANGING)}
{paragraph_style("List Continue", '<w:ind w:left="567"/>')}
{paragraph_style("Hung", spacing(0, 120) + INDENT)}
{paragraph_style("Recommendation", KEEP + spacing(200, 80), BOLD, after="Normal")}
{paragraph_style("Lead", KEEP + spacing(280, 120), BOLD, after="Aim")}
{paragraph_style("Aim", KEEP + spacing(120, 80), "<w:i/><w:iCs/>", after="ListBullet")}
{paragraph_style("Recommended", BOX + spacing(0, 200))}
{paragraph_style("Member", "<w:keepLines/>" + spacing(0, 60))}
{
    paragraph_style(
        "heading 4", KEEP + spacing(160, 60) + '<w:outlineLvl w:val="3"/>', BOLD + "<w:i/><w:iCs/>", after="Normal"
    )
}
{paragraph_style("Quote", "<w:keepLines/>" + spacing(60, 60) + QUOTED, "<w:i/><w:iCs/>", after="QuoteSource")}
{paragraph_style("Quote Source", spacing(0, 200) + QUOTED + '<w:jc w:val="right"/>', size(10), after="Normal")}
{paragraph_style("caption", KEEP + spacing(120, 60), BOLD + size(10))}
{paragraph_style("Source", spacing(60, 200), size(9))}
{paragraph_style("Imprint First", "<w:keepLines/><w:pageBreakBefore/>" + spacing(0, 160), size(10), after="Imprint")}
{paragraph_style("Imprint", "<w:keepLines/>" + spacing(0, 160), size(10))}
{paragraph_style("footnote text", spacing(0, 40), size(9))}
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:qFormat/>\
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
{paragraph_style("Table Text", spacing(40, 40), size(10))}
{paragraph_style("Table Heading", "<w:keepNext/>", BOLD, based="TableText")}
<w:style w:type="character" w:customStyle="1" w:styleId="Missing"><w:name w:val="Missing"/><w:qFormat/>\
<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFF200"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:qFormat/>\
<w:tblPr><w:tblBorders>{
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
}</w:tblBorders></w:tblPr></w:style>
</w:styles>"""


def abstract(number: int, style: str, kind: str, text: str, run: str = "", indent: str = INDENT) -> str:
    """A list of one level, as its style has it."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>{run}</w:lvl></w:abstractNum>'
    )


BULLET_FONT = f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr>'
NUMBERING = f"""{HEAD}<w:numbering {W}>
{abstract(0, "ListBullet", "bullet", "•", BULLET_FONT)}
{abstract(1, "ListNumber", "decimal", "%1.")}
{abstract(2, "ListBullet2", "bullet", "–", BULLET_FONT, INDENT_2)}
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""

SETTINGS = f"""{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>\
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""

FONTS = f"""{HEAD}<w:fonts {W}><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/>\
<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>\
</w:font></w:fonts>"""

SECTION = (
    '<w:headerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    '<w:footerReference w:type="first" r:id="rId7"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1418" w:bottom="1304" w:left="1418" w:header="680" w:footer="624" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/>'
)
DOCUMENT = f"{HEAD}<w:document {W} {R}><w:body><w:p/><w:sectPr>{SECTION}</w:sectPr></w:body></w:document>"


def page_field(name: str) -> str:
    """A number that Word keeps up to date."""
    marks = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{mark}</w:r>" for mark in marks)


PAGE = (
    f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{page_field("PAGE")}'
    f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{page_field("NUMPAGES")}'
)
HEADER = f'{HEAD}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
FOOTER = f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{PAGE}</w:p></w:ftr>'
FIRST_FOOTER = f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Letter styles</dc:title><dc:language>en-GB</dc:language>'
    "</cp:coreProperties>"
)
PARTS = (
    ("styles", "styles.xml", STYLES),
    ("numbering", "numbering.xml", NUMBERING),
    ("settings", "settings.xml", SETTINGS),
    ("fontTable", "fontTable.xml", FONTS),
    ("header", "header1.xml", HEADER),
    ("footer", "footer1.xml", FOOTER),
    ("footer", "footer2.xml", FIRST_FOOTER),
)
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WML}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}" ContentType="{WML}.{kind}+xml"/>' for kind, name, _ in PARTS)
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for number, (kind, name, _) in enumerate(PARTS, 1)
    )
    + "</Relationships>"
)


def styles_document() -> bytes:
    """The document's bytes: the same each time."""
    files = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/document.xml", DOCUMENT),
        ("word/_rels/document.xml.rels", DOCUMENT_RELS),
        *((f"word/{name}", xml) for _, name, xml in PARTS),
        ("docProps/core.xml", CORE),
    ]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, xml in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED  # the same on every machine, whatever its zlib
            package.writestr(entry, xml.encode())
    return out.getvalue()


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else HOME).write_bytes(styles_document())
