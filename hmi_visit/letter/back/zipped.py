"""The zip that a Word file from outside is: bounded before and while it is unpacked, never written to disk."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from hmi_visit.problems import Problem

LARGEST_FILE = 40_000_000
"""Bytes of a file that is looked into: pictures count, letters have few."""
LARGEST_PART = 12_000_000
"""Bytes of one part, unpacked: a report of 2,500 paragraphs has 3 million."""
LARGEST_WHOLE = 30_000_000
"""Bytes of all the parts that are read, unpacked."""
_LARGEST_LIST = 1_000_000
"""Bytes of the zip's list of contents: 10,000 parts or so."""
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE = 22, 20
_AS_DOCX = "open it in Word and save it as a Word document (.docx)"
_KNOWN = (
    (b"\xd0\xcf\x11\xe0", "this is an old Word document (.doc), or one with a password", _AS_DOCX),
    (b"%PDF", "this is a PDF", "ask for the Word document"),
    (b"{\\rtf", "this is a rich text file (.rtf)", _AS_DOCX),
    (b"<", "this is a web page or XML file", _AS_DOCX),
    (b"SQLite format 3\0", "this is a visit or another database", "the visit is named first, then the edited letter"),
    (b"PK\x07\x08", "this is one volume of a divided zip", "ask for the whole file"),
)
"""What other files begin with, what they are, and the way on."""
_BROKEN = "this zip is broken, and cannot be read as a Word document"
_ASK_AGAIN = "ask for it again, or open it in Word and save it again"


class Zipped:
    """The parts of a file, each unpacked when it is asked for. Raises Problem with its name for all that is odd."""

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._left = LARGEST_WHOLE
        data = self._content(path)
        self._check_kind(data)
        self._check_list(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
            raise self.problem(_BROKEN, _ASK_AGAIN) from None
        self._infos: dict[str, list[zipfile.ZipInfo]] = {}
        for info in self._zip.infolist():
            self._infos.setdefault(_plain(info.filename), []).append(info)

    @property
    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._infos)

    def problem(self, what: str, mend: str = "") -> Problem:
        """A refusal of this file."""
        return Problem(what, where=self.where, mend=mend)

    def read(self, name: str) -> bytes | None:
        """A part; None where there is none of the name."""
        infos = self._infos.get(_plain(name))
        if not infos:
            return None
        if len(infos) > 1:
            raise self.problem(f"it has two parts of the name {name}", _ASK_AGAIN)
        info = infos[0]
        if info.flag_bits & 1:
            raise self.problem("it is locked with a password", "take the password off in Word")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.problem(f"its part {name} is packed in a way that Word does not use", _ASK_AGAIN)
        most = min(LARGEST_PART, self._left)
        if info.file_size > most:
            raise self._too_large(name)
        try:
            with self._zip.open(info) as part:
                data = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error):
            raise self.problem(f"its part {name} is broken, and cannot be unpacked", _ASK_AGAIN) from None
        if len(data) > most:
            raise self._too_large(name)
        self._left -= len(data)
        return data

    def _too_large(self, name: str) -> Problem:
        what = f"its part {name} is larger than any letter ({LARGEST_PART // 1_000_000} MB unpacked)"
        return self.problem(what, "ask for a file that holds the letter alone")

    def _content(self, path: Path) -> bytes:
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                raise self.problem("this is a folder", "name the edited letter in it")
            if not stat.S_ISREG(status.st_mode):
                raise self.problem("this is no ordinary file")
            if status.st_size > LARGEST_FILE:
                what = f"this file is larger than any letter ({LARGEST_FILE // 1_000_000} MB)"
                raise self.problem(what, "take the pictures out of it in Word, and save it again")
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            raise self.problem("there is no such file") from None
        except OSError as error:
            raise self.problem(f"it cannot be read ({os.strerror(error.errno or 0)})") from None
        except ValueError:  # a NUL in the name
            raise self.problem("this cannot be the name of a file") from None

    def _check_kind(self, data: bytes) -> None:
        if not data:
            raise self.problem("this file is empty", _ASK_AGAIN)
        for head, what, mend in _KNOWN:
            if data.startswith(head):
                raise self.problem(what, mend)
        if not data.startswith(b"PK"):
            raise self.problem("this is no Word document (.docx)", _AS_DOCX)

    def _check_list(self, data: bytes) -> None:
        """The list of contents as the zip's end tells of it, before it is read."""
        at = len(data) - _END_SIZE
        if data[at : at + 4] != _END:
            at = data.rfind(_END, max(len(data) - _END_SIZE - 0x10000, 0))
        if at < 0 or len(data) < at + _END_SIZE:
            raise self.problem("this zip is cut short: its end is missing", _ASK_AGAIN)
        size = struct.unpack_from("<L", data, at + 12)[0]
        if data[max(at - _LOCATOR_SIZE, 0) : at].startswith(_END_64) or size > _LARGEST_LIST:
            raise self.problem("this zip has far more parts than a letter", _ASK_AGAIN)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
