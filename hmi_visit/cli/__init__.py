"""The shell's door. This file says which commands there are and imports none of them, so that starting stays quick."""

COMMANDS = {
    "open": "opening",
    "demo": "opening",
    "new": "making",
    "import": "making",
    "export": "making",
    "set": "keeping",
    "note": "keeping",
    "link": "evidence",
    "gaps": "evidence",
    "find": "evidence",
    "abbreviations": "abbreviations",
    "show": "showing",
    "history": "history",
    "check": "check",
    "letter": "letter",
    "evidence": "papers",
    "finalise": "finalising",
    "reopen": "finalising",
    "bin": "bin",
    "backups": "recovering",
    "restore": "recovering",
    "salvage": "recovering",
    "forms": "forms",
    "paths": "house",
}
"""Each command, in the order of the help, and the module of this package that holds it."""
