"""Edits a letter in a real LibreOffice, headless, over its UNO interface: run by a Python that has `uno`.

    python in_office.py PIPE LETTER TARGET EDITS.json

EDITS is a list of [kind, words, new words]: `tracked` and `plain` put new words in the place of words, `after` puts a
new paragraph after the one of the words. The office listens on the pipe of that name.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any


def main(pipe: str, letter: str, target: str, edits: str) -> None:
    """Open, edit, save, and end the office."""
    import uno  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:  # until it listens
            time.sleep(0.2)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def setting(name: str, value: Any) -> Any:
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    try:
        document = desktop.loadComponentFromURL(Path(letter).as_uri(), "_blank", 0, (setting("Hidden", True),))
        for kind, words, new in json.loads(edits):
            wanted = document.createSearchDescriptor()
            wanted.SearchString, wanted.SearchCaseSensitive = words, True
            found = document.findFirst(wanted)
            document.RecordChanges = kind == "tracked"
            if kind == "after":
                cursor = found.Text.createTextCursorByRange(found)
                cursor.gotoEndOfParagraph(False)
                end = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
                found.Text.insertControlCharacter(cursor, end, False)
                found.Text.insertString(cursor, new, False)
            else:
                found.setString(new)
        document.RecordChanges = False
        document.storeToURL(Path(target).as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    finally:
        desktop.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
