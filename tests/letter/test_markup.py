"""Text as XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.letter.markup import escape, quoteattr
from hmi_visit.visit.characters import unprintable

TEXTS = st.text().filter(lambda text: not unprintable(text))


@given(TEXTS, TEXTS)
def test_text_comes_back_from_a_parser(content: str, value: str) -> None:
    """Content and attribute values are read back as they were."""
    content = content.replace("\r", "")  # a parser reads it as a line end
    found = ET.fromstring(f"<a b={quoteattr(value)}>{escape(content)}</a>")
    assert (found.text or "", found.get("b")) == (content, value)


def test_a_letter_brings_no_sockets() -> None:
    """No module that writes a letter imports HTTP or mail, which would cost a tenth of the time that it takes."""
    import subprocess
    import sys

    code = "import sys, hmi_visit.letter.export, hmi_visit.letter.word; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"http.client", "urllib.request", "email.parser"} & set(loaded)
