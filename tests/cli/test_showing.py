"""A visit shown on a page."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Shell

PAGE = """\
Sand Point
Thursday 26 June 2014
Visit to a lighthouse
2 of 3 required answers given

First
─────
Lamp (lamp): Sand Point
Day (day): Thursday 26 June 2014
Season (season): “soon” is not understood yet
Height (height): –
Lit (lit): yes
Colour (colour): Red and white
Keepers (keepers):
  1. one
  2. two

Log
───
Story (story): not yet answered
Rooms (rooms):
  1.
    Name: attic
    Things:
      1.
        What:
          a

          b
        Seen: Friday 27 June 2014
e1  2014-06-26 09:40  meeting  with A, B  about 2  +
  The lamp is lit.

Out
───
Hands (hands):
  a
  b
Not yet answered: Story
"""


def test_the_page_has_everything(shell: Shell, lighthouse: str, tmp_path: Path) -> None:
    """The page is the walk: every step, every answer in words, groups to their depth, entries, what is missing."""
    rooms = [{"name": "attic", "things": [{"what": "a\n\nb", "seen": "2014-06-27"}]}]
    entry = {"id": "e1", "observed_at": "2014-06-26T09:40+01:00", "text": "The lamp is lit."}
    case = {
        "format": "hmi-visit",
        "version": 1,
        "form": lighthouse,
        "answers": {
            "lamp": "Sand Point",
            "day": "2014-06-26",
            "lit": True,
            "colour": "red-white",
            "keepers": ["one", "two"],
            "hands": ["a", "b"],
            "rooms": rooms,
        },
        "evidence_log": [entry | {"activity": "meeting", "with": ["A", "B"], "about": [2], "sign": "+"}],
    }
    path = shell("import", "-", "-o", tmp_path / "v.sqlite", stdin=json.dumps(case).encode()).path
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.file import Visit

    with Visit.open(path) as opened:
        opened.put(load_form(lighthouse).fields["season"], "", typed="soon")
    assert shell("show", path).out == PAGE


def test_long_words_and_lines_stay_whole(shell: Shell, visit: Path) -> None:
    """Prose is wrapped to the page, a word that is wider than it stays whole, line ends stay."""
    word = "x" * 200
    shell("set", visit, "story", f"{'many words ' * 30}\n{word}")
    lines = shell("show", visit).out.splitlines()
    assert f"  {word}" in lines
    assert [line for line in lines if len(line) > 88] == [f"  {word}"]


def test_json_is_the_exchange_file(shell: Shell, visit: Path) -> None:
    """--format json prints what export prints."""
    assert shell("show", visit, "--format", "json").out == shell("export", visit).out


def test_showing_changes_nothing(shell: Shell, visit: Path) -> None:
    """Reading a visit leaves its bytes and its folder as they are, also where both are read-only."""
    before = visit.read_bytes()
    names = sorted(visit.parent.iterdir())
    visit.chmod(0o400)
    assert shell("show", visit).status == 0
    assert (visit.read_bytes(), sorted(visit.parent.iterdir())) == (before, names)
