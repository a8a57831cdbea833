"""Word files from outside, hostile and odd: each with its outcome, in bounded memory and time."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from hmi_visit.letter.back.outside import Package, open_outside
from hmi_visit.letter.back.zipped import LARGEST_FILE
from hmi_visit.problems import Problem
from tests.letter.back.packages import MAIN, document, parts, relation, relations, types, without, zipped

BILLION = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
SPACES = b" " * 9_900_000
DOCUMENT = document()


def with_text(text: str) -> str:
    """A document part of one paragraph."""
    return document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


def leading(*relationships: str, **more: str | bytes) -> bytes:
    """A sound document that leads to other parts."""
    return zipped(parts(rels=relations(*relationships, main="")) | more)


def promising(size: int) -> bytes:
    """A part of 13 MB that says it is another size."""
    whole = zipped(parts(document=DOCUMENT.encode() + bytes(13_000_000)))
    return whole.replace(struct.pack("<L", len(DOCUMENT) + 13_000_000), struct.pack("<L", size))


def flagged() -> bytes:
    """A zip whose parts say that they are locked."""
    data = bytearray(zipped(parts()))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    """A zip with its text twice."""
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as target:
        warnings.simplefilter("ignore")
        for name, content in [*parts().items(), ("word/Document.xml", with_text("another"))]:
            target.writestr(name, content)
    return out.getvalue()


def scrambled() -> bytes:
    """A zip whose packed text has changed bytes."""
    data = zipped(parts(document=with_text("abc " * 5000)))
    at = data.index(b"word/document.xml") + 40
    return data[:at] + bytes(255 - byte for byte in data[at : at + 20]) + data[at + 20 :]


def bomb_in_bomb() -> bytes:
    """A zip of zips."""
    inner = zipped({"a": SPACES})
    return zipped({f"{n}.zip": inner for n in range(50)})


def end_of(size: int, *, zip64: bool = False) -> bytes:
    """An end of a zip that promises a list of contents of a size."""
    locator = b"PK\x06\x07" + bytes(16) if zip64 else b""
    return b"PK\x03\x04" + bytes(200) + locator + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 9, 9, size, 0, 0)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "this file is empty"),
    "text": (lambda: b"Dear Mrs Lee", "no Word document"),
    "a web page": (lambda: b"<html>", "web page or XML"),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "old Word document (.doc), or one with a password"),
    "a pdf": (lambda: b"%PDF-1.7", "this is a PDF"),
    "rich text": (lambda: b"{\\rtf1", "rich text"),
    "a visit": (lambda: b"SQLite format 3\0" + bytes(100), "this is a visit"),
    "another zip": (lambda: zipped({"a.txt": "a"}), "a zip, and no Word document"),
    "an open document": (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "a workbook": (lambda: zipped(parts(types=types("application/vnd.ms-excel.sheet.main+xml"))), "no Word document"),
    "macros": (
        lambda: zipped(parts(types=types("application/vnd.ms-word.document.macroEnabled.main+xml"))),
        "a document with macros (.docm)",
    ),
    "cut short": (lambda: zipped(parts())[:-40], "cut short"),
    "only its head": (lambda: b"PK\x03\x04", "cut short"),
    "a list too long": (lambda: end_of(2_000_000_000), "far more parts"),
    "a list elsewhere": (lambda: end_of(10, zip64=True), "far more parts"),
    "a list that lies": (lambda: end_of(200), "broken"),
    "scrambled": (scrambled, "document.xml is broken, and cannot be unpacked"),
    "a part that says it is small": (lambda: promising(100), "cannot be unpacked"),
    "a bomb": (lambda: zipped(parts(document=DOCUMENT.encode() + bytes(60_000_000))), "larger than any letter"),
    "a gigabyte": (lambda: promising(1_000_000_000), "larger than any letter"),
    "a bomb of several parts": (
        lambda: leading(
            relation("styles", "s.xml"),
            relation("numbering", "n.xml"),
            relation("comments", "c.xml"),
            relation("footnotes", "f.xml"),
            **{f"word/{name}.xml": b"<a/>" + SPACES for name in "sncf"},
        ),
        "larger than any letter",
    ),
    "a bomb in a bomb": (bomb_in_bomb, "a zip, and no Word document"),
    "packed otherwise": (lambda: zipped(parts(), zipfile.ZIP_LZMA), "packed in a way"),
    "locked": (flagged, "locked with a password"),
    "a part twice": (twice, "two parts of the name"),
    "no text": (lambda: zipped(without("word/document.xml")), "it has no text"),
    "no relationships": (lambda: zipped(without("_rels/.rels")), "it has no text"),
    "a text that lies above": (lambda: zipped(parts(start=relations(main="../../../etc/passwd"))), "it has no text"),
    "entities": (lambda: zipped(parts(document=BILLION + with_text("&b;"))), "declares entities"),
    "a file as an entity": (lambda: zipped(parts(document=FILE + with_text("&x;"))), "declares entities"),
    "entities in UTF-16": (
        lambda: zipped(parts(document=('<?xml version="1.0" encoding="UTF-16"?>' + FILE + DOCUMENT).encode("utf-16"))),
        "declares entities",
    ),
    "entities in the list of types": (lambda: zipped(parts(types=BILLION + types())), "declares entities"),
    "an entity nobody declared": (lambda: zipped(parts(document=with_text("&x;"))), "not well formed"),
    "not XML": (lambda: zipped(parts(document="Dear Mrs Lee")), "not well formed"),
    "bytes of no encoding": (lambda: zipped(parts(document=with_text("a").encode() + b"\xff")), "not well formed"),
    "an unknown encoding": (
        lambda: zipped(parts(document='<?xml version="1.0" encoding="klingon"?>' + DOCUMENT)),
        "not well formed",
    ),
    "a NUL": (lambda: zipped(parts(document=with_text("a\0b"))), "not well formed"),
    "too deep": (lambda: zipped(parts(document=document("<w:p>" * 5000 + "</w:p>" * 5000))), "nested far deeper"),
    "too many elements": (lambda: zipped(parts(document=document("<w:p/>" * 900_000))), "far more in it"),
    "too many attributes": (
        lambda: zipped(parts(document=document("<w:p " + " ".join(f"a{n}=''" for n in range(20_000)) + "/>"))),
        "far more in it",
    ),
    "another document": (lambda: zipped(parts(document="<html><body/></html>")), "not that of a Word document"),
    "strict": (
        lambda: zipped(parts(document='<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')),
        "Strict Open XML",
    ),
    "no body": (lambda: zipped(parts(document=document().replace("w:body", "w:other"))), "not that of a Word document"),
    "pictures without end": (lambda: b"PK\x03\x04" + bytes(LARGEST_FILE), "larger than any letter"),
}  # fmt: skip

READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "sound": (lambda: zipped(parts()), ""),
    "not packed": (lambda: zipped(parts(), zipfile.ZIP_STORED), ""),
    "in UTF-16": (lambda: zipped(parts(document=DOCUMENT.encode("utf-16"))), ""),
    "words before the zip": (lambda: b"PK" + b"x" * 100 + zipped(parts()), ""),
    "a bomb that nobody reads": (lambda: zipped(parts() | {"word/media/a.png": bytes(60_000_000)}), ""),
    "the type of a template": (lambda: zipped(parts(types=types(MAIN.replace("document.main", "template.main")))), ""),
    "an old program in it": (
        lambda: leading(relation("vbaProject", "vbaProject.bin"), **{"word/vbaProject.bin": b"Sub"}),
        "it holds macros, which are not run",
    ),
    "a template elsewhere": (
        lambda: leading(relation("attachedTemplate", "https://example.org/a.dotm", external=True)),
        "a template that lies elsewhere is not fetched",
    ),
    "a picture elsewhere": (
        lambda: leading(relation("image", "https://example.org/a.png", external=True)),
        "a picture that lies elsewhere is not fetched",
    ),
    "comments elsewhere": (
        lambda: leading(relation("comments", "//example.org/c.xml", external=True)),
        "something that lies elsewhere is not fetched",
    ),
    "another format in it": (
        lambda: leading(relation("aFChunk", "chunk.html"), **{"word/chunk.html": "<p>"}),
        "it holds a file in another format, whose text is not read",
    ),
    "an object in it": (
        lambda: leading(relation("oleObject", "o.bin"), **{"word/o.bin": b"x"}),
        "it holds an object of another program, which is not opened",
    ),
    "a link to a page": (
        lambda: leading(relation("hyperlink", "https://example.org", external=True)),
        "",
    ),
}  # fmt: skip


def opened(content: bytes, folder: Path) -> Package:
    """A file of these bytes, opened."""
    path = folder / "edited.docx"
    path.write_bytes(content)
    return open_outside(path)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_or_odd_file_is_refused_in_plain_words(tmp_path: Path, name: str) -> None:
    """Each is refused with its name and what is wrong with it, and with no other error."""
    make, words = REFUSED[name]
    with pytest.raises(Problem) as told:
        opened(make(), tmp_path)
    assert words in told.value.what
    assert told.value.where == str(tmp_path / "edited.docx")


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_without_what_is_odd(tmp_path: Path, name: str) -> None:
    """Its words are read, and what was left aside is named."""
    make, notice = READ[name]
    package = opened(make(), tmp_path)
    assert "".join(package.document.itertext()) == "Some words."
    assert package.notices == ((notice,) if notice else ())


def test_no_ordinary_file_is_ever_waited_for(tmp_path: Path) -> None:
    """A folder, a pipe, a device and a file that is not there are refused at once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, words in (
        (tmp_path, "a folder"),
        (pipe, "no ordinary file"),
        (Path("/dev/zero"), "no ordinary file"),
        (tmp_path / "none.docx", "no such file"),
        (Path("a\0b"), "name of a file"),
    ):
        with pytest.raises(Problem, match=words):
            open_outside(path)


def test_parts_are_found_by_their_relationships_alone(tmp_path: Path) -> None:
    """Comments and own properties are read where the file says they are, whatever they are called."""
    own = relation("custom-properties", "docProps/mine.xml")
    package = opened(
        zipped(
            parts(rels=relations(relation("comments", "/word/said.xml"), main=""), start=relations(own))
            | {"word/said.xml": "<c>Why?</c>", "docProps/mine.xml": '<P><p name="hmi-visit visit"><v>1</v></p></P>'}
        ),
        tmp_path,
    )
    assert package.comments.text == "Why?"
    assert package.properties == {"hmi-visit visit": "1"}
    assert package.footnotes is None


on_linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its peak")


@on_linux
@pytest.mark.parametrize(
    "name", ["a bomb", "too many elements", "too many attributes", "entities", "pictures without end"]
)
def test_memory_is_bounded(tmp_path: Path, name: str) -> None:
    """A process that opens it takes at most 300 MB, and less processor time than 3 seconds."""
    path = tmp_path / "edited.docx"
    path.write_bytes(REFUSED[name][0]())
    _, peak, seconds = measured(path)
    assert peak < 300_000_000
    assert seconds < 3


@on_linux
def test_the_largest_file_that_is_read_is_bounded_too(tmp_path: Path) -> None:
    """A file just inside every bound takes no more."""
    path = tmp_path / "edited.docx"
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 130_000
    path.write_bytes(zipped(parts(document=document(body)) | {"word/media/a.png": os.urandom(34_000_000)}))
    said, peak, seconds = measured(path)
    assert said == "read"
    assert peak < 300_000_000
    assert seconds < 3


def measured(path: Path) -> tuple[str, int, float]:
    """What a process of its own says of a file, its largest memory in bytes, and its processor time in seconds."""
    code = (
        "import resource, sys, pathlib\n"
        "from hmi_visit.letter.back.outside import open_outside\n"
        "from hmi_visit.problems import Problem\n"
        "try:\n    open_outside(pathlib.Path(sys.argv[1])); said = 'read'\n"
        "except Problem:\n    said = 'refused'\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(said, int(peak) * 1024, used.ru_utime + used.ru_stime)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, env=environment
    )
    said, peak, seconds = done.stdout.split()
    return said, int(peak), float(seconds)


def test_there_are_thirty_of_them() -> None:
    """The documents above are at least thirty, each with its outcome."""
    assert len(REFUSED) + len(READ) >= 30
