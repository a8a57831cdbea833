"""The docxtpl template of the peer: our own letter's paragraphs and styles, with the answers' names in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx

OPENING = (
    "Following my visit{% if colleagues %} with {{ colleagues|join(', ') }},{% endif %} to your school on "
    "{{ visit_date }}, I write on behalf of Her Majesty's Chief Inspector of Education, Children's Services and Skills "
    "to report the findings. Thank you for the help you gave me and for the time you made available to discuss the "
    "actions you are taking to improve the school since the most recent section 5 inspection."
)
LEGAL_BASIS = (
    "The visit was the {{ visit_number }} monitoring inspection since the school was judged to require improvement "
    "following the section 5 inspection in {{ previous_inspection }}. It was carried out under section 8 of the "
    "Education Act 2005."
)
JUDGEMENT = (
    "Senior leaders and governors are{% if judgement == 'not-effective' %} not{% endif %} taking effective action to "
    "tackle the areas requiring improvement identified at the recent section 5 inspection."
    "{% if actions %} The school should take further action to:{% endif %}"
)
PUBLISHING = "{% if publish %} This letter will be published on the Ofsted website.{% endif %}"

PARAGRAPHS = [
    ("Date", "{{ letter_date }}"),
    ("Address", "{{ recipient }}\n{{ recipient_role }}\n{{ school }}\n{{ school_address }}"),
    ("Salutation", "Dear {{ salutation }}"),
    ("heading 1", "Requires improvement: monitoring inspection visit to {{ school }}"),
    ("", OPENING),
    ("", LEGAL_BASIS),
    ("", JUDGEMENT),
    ("", "{%p for line in actions %}"),
    ("List Bullet", "{{ line }}"),
    ("", "{%p endfor %}"),
    *(
        paragraph
        for heading, name in (
            ("Evidence", "evidence"),
            ("Context", "context"),
            ("Main findings", "main_findings"),
            ("External support", "external_support"),
        )
        for paragraph in (
            ("heading 2", heading),
            ("", f"{{%p for text in {name} %}}"),
            ("", "{{ text }}"),
            ("", "{%p endfor %}"),
        )
    ),
    ("", "{%p if copies %}"),
    ("", "I am copying this letter to {{ copies }}." + PUBLISHING),
    ("", "{%p endif %}"),
    ("Closing", "Yours sincerely"),
    ("Signature", "{{ inspector }}\n{{ inspector_role }}"),
]
"""Styles and texts. A loop and a condition stand in paragraphs of their own, which docxtpl takes out."""
HEADER = (("Letterhead", "letterhead"), ("Contact", "office_contact"), ("Contact", "direct_contact"))


def write_template(styles: Path, out: Path) -> Path:
    """Write the template over the styles document that our own letters have."""
    document: Any = docx.Document(str(styles))
    named = {style.name.casefold(): style for style in document.styles}
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    section = document.sections[-1]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    table = section.first_page_header.add_table(1, len(HEADER), section.page_width)
    for cell, (style, name) in zip(table.rows[0].cells, HEADER, strict=True):
        cell.paragraphs[0].text = f"{{{{ {name} }}}}"
        cell.paragraphs[0].style = named[style.casefold()]
    for style, text in PARAGRAPHS:
        document.add_paragraph(text, style=named[style.casefold()] if style else None)
    document.save(str(out))
    return out
