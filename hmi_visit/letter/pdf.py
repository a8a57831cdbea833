"""A letter as PDF, for everybody to read (PDF/UA): made of its Word file by LibreOffice, where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from hmi_visit.problems import Problem

_OFFICES = ("soffice", "libreoffice")
_LONGEST = 120
"""Seconds."""
_FILTER = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"DisplayPDFDocumentTitle":{"type":"boolean","value":"true"}}'
)


def pdf_of(letter: bytes, beside: Path) -> bytes:
    """The PDF of a Word file. LibreOffice works in a folder of its own in `beside`, which only its owner can read.

    Raises Problem where LibreOffice is not installed, or does not make the PDF.
    """
    office = next((found for name in _OFFICES if (found := shutil.which(name))), None)
    if office is None:
        mend = "write the letter in Word (-o letter.docx) and save it as PDF there"
        raise Problem("a letter as PDF is made by LibreOffice, which is not installed here", mend=mend)
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=".new", dir=beside) as name:
            folder = Path(name)
            (folder / "letter.docx").write_bytes(letter)
            profile = (folder / "profile").as_uri()
            command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", _FILTER]
            command += ["--outdir", name, str(folder / "letter.docx")]
            done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
            made = folder / "letter.pdf"
            if made.is_file():
                return made.read_bytes()
            said = done.stderr.decode(errors="replace").strip().splitlines()
    except subprocess.TimeoutExpired:
        said = [f"it took more than {_LONGEST} seconds"]
    except OSError as error:
        said = [str(error.strerror or error)]
    raise Problem(f"LibreOffice could not make the PDF{f' ({said[-1]})' if said else ''}", where=office)
