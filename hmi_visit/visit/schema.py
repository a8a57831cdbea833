"""The visit file's tables, laid and changed by sqlite-utils: each migration is one transaction.

Adding a migration: write a function below the last, decorated with `@migrations()`, that takes the database to its new
shape and says which version that is (`PRAGMA user_version`, which is part of the transaction), and raise `VERSION` in
`sniff`. Files of earlier versions are brought up when they are opened for writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    import sqlite3

migrations = Migrations("hmi-visit")
_DIGEST = {"digest": int}
"""Beside what was typed, so that changed bytes are noticed (see `digest`)."""


@migrations()
def m001_a_visit(db: Database) -> None:
    """Answers and the places they stand in, evidence entries, links, wording, exports."""
    # facts of the visit itself: its id, its form, when it was made
    db.table("fact").create({"name": str, "value": str}, pk="name", strict=True)
    # an item of a group; answers at the top stand in place 0
    db.table("place").create(
        {"id": int, "parent": int, "field": str, "position": int, "removed_at": str},
        pk="id",
        not_null={"parent", "field", "position"},
        strict=True,
    )
    # `value` is the answer; `typed` what was typed where it could not be understood as one
    db.table("answer").create(
        {"id": int, "place": int, "field": str, "kind": str, "value": str, "typed": str, "changed_at": str, **_DIGEST},
        pk="id",
        not_null={"place", "field", "kind", "value", "changed_at", "digest"},
        strict=True,
    )
    db.table("answer").create_index(["place", "field"], unique=True)
    # absent stays absent: a column that was not given is NULL
    db.table("entry").create(
        {
            "id": int,
            "text": str,
            "typed_at": str,
            "observed_at": str,
            "activity": str,
            "with_whom": str,
            "about": str,
            "sign": str,
            "changed_at": str,
            "removed_at": str,
            **_DIGEST,
        },
        pk="id",
        not_null={"text", "changed_at", "digest"},
        strict=True,
    )
    db.table("link").create(
        {"id": int, "field": str, "paragraph": int, "sentence": int, "entries": str, "why": str, "changed_at": str},
        pk="id",
        not_null={"field", "paragraph", "entries", "changed_at"},
        strict=True,
    )
    db.table("wording").create({"name": str, "text": str, "changed_at": str, **_DIGEST}, pk="name", strict=True)
    db.table("export").create({"number": int, "path": str, "digest": str, "made_at": str}, pk="number", strict=True)
    db.conn.execute("PRAGMA user_version = 1")


@migrations()
def m002_history(db: Database) -> None:
    """Earlier states of answers and entries."""
    # of an entry, or of the answer to `field` at `place`; `made_of` is the digest of the row that it is a state of
    # the newest stands whole in `middle`; an older one has the `head` and `tail` of the next around its own `middle`
    db.table("state").create(
        {
            "id": int,
            "entry": int,
            "place": int,
            "field": str,
            "session": int,
            "kept_at": str,
            "made_of": int,
            "kind": str,
            "typed": str,
            "head": int,
            "tail": int,
            "middle": bytes,
            **_DIGEST,
        },
        pk="id",
        not_null={
            "entry",
            "place",
            "field",
            "session",
            "kept_at",
            "made_of",
            "kind",
            "head",
            "tail",
            "middle",
            "digest",
        },
        strict=True,
    )
    db.table("state").create_index(["entry", "place", "field"])
    db.conn.execute("PRAGMA user_version = 2")


@migrations()
def m003_events(db: Database) -> None:
    """What became of the visit as a whole: finalised, reopened, its bin emptied."""
    db.table("event").create(
        {"id": int, "what": str, "why": str, "made_at": str, **_DIGEST},
        pk="id",
        not_null={"what", "why", "made_at", "digest"},
        strict=True,
    )
    db.conn.execute("PRAGMA user_version = 3")


@migrations()
def m004_links_follow(db: Database) -> None:
    """Links know the item that their field stands in, the characters that they are of, and the words themselves."""
    from hmi_visit.visit.links import anchor_all

    db.table("link").add_column("place", int, not_null_default=0)
    for name, kind in (("start", int), ("stop", int), ("words", str)):
        db.table("link").add_column(name, kind)
    db.table("link").create_index(["place", "field"])
    anchor_all(db.conn)
    db.conn.execute("PRAGMA user_version = 4")


@migrations()
def m005_asides(db: Database) -> None:
    """Queries of the checks that were set aside."""
    # `words` is the digest of the words meant; what was taken back stays, with the moment
    db.table("aside").create(
        {
            "id": int,
            "code": str,
            "field": str,
            "words": int,
            "reason": str,
            "made_at": str,
            "removed_at": str,
            **_DIGEST,
        },
        pk="id",
        not_null={"code", "field", "words", "reason", "made_at", "digest"},
        strict=True,
    )
    db.conn.execute("PRAGMA user_version = 5")


@migrations()
def m006_digests(db: Database) -> None:
    """Facts and links carry digests too."""
    from hmi_visit.visit.digest import seal

    for table in ("fact", "link"):
        db.table(table).add_column("digest", int)
        seal(db.conn, table, [row[0] for row in db.conn.execute(f"SELECT rowid FROM {table}").fetchall()])
    db.conn.execute("PRAGMA user_version = 6")


@migrations()
def m007_drafts(db: Database) -> None:
    """What each letter was made of, and what readers of a draft said in comments."""
    db.table("export_state").create(
        {"number": int, "answers": str, "wording": str, "text": int, **_DIGEST},
        pk="number",
        not_null={"answers", "wording", "text", "digest"},
        strict=True,
    )
    # `said_at` is the draft's own time; a remark is open while `closed_at` is empty
    columns = ("author", "said_at", "text", "spot", "words", "answer", "closed_at")
    db.table("remark").create(
        {"id": int, **dict.fromkeys(columns, str), **_DIGEST}, pk="id", not_null={*columns, "digest"}, strict=True
    )
    db.conn.execute("PRAGMA user_version = 7")


@migrations()
def m008_texts(db: Database) -> None:
    """What each letter said."""
    db.table("export_text").create(
        {"number": int, "text": str, **_DIGEST}, pk="number", not_null={"text", "digest"}, strict=True
    )
    db.conn.execute("PRAGMA user_version = 8")


def bring_up(connection: sqlite3.Connection) -> None:
    """Bring a database, new or of an earlier version, to today's version; a final visit stays locked."""
    from hmi_visit.visit.finality import lifted

    with lifted(connection):
        migrations.apply(Database(connection, execute_plugins=False))
