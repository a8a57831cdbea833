"""Labels and the numbers that citations print."""

from __future__ import annotations

from hmi_visit.form.citing import CITATION, citation, numbers_by_label, numbers_of
from hmi_visit.form.counting import counts
from hmi_visit.form.model import Field, Item, Kind

TEXT, LABEL = Field("text", Kind.PROSE, "Text"), Field("label", Kind.LINE, "Label", names=True)
INNER = Field("inner", Kind.GROUP, "Inner", counted=True, fields=(TEXT, LABEL))
FIELDS = {"first": Field("first", Kind.GROUP, "First", counted=True, fields=(TEXT, LABEL))}
FIELDS["outer"] = Field("outer", Kind.GROUP, "Outer", fields=(INNER,))


def test_numbers_run_through_groups_at_any_depth() -> None:
    """In the order of the fields, and through groups in groups."""
    items: list[Item] = [{"text": "a"}, {"text": "b"}, {"text": "c"}]
    outer: list[Item] = [{"inner": items[1:2]}, {"inner": items[2:]}]
    found = numbers_of(FIELDS, {"outer": outer, "first": items[:1]})
    assert [found[id(item)] for item in items] == [1, 2, 3]


def test_a_label_leads_to_its_number_once() -> None:
    """Capitals and doubled spaces make no difference; an empty label is none, and two of one name lead nowhere."""
    first: list[Item] = [{"label": "One  Thing"}, {"label": " "}, {"label": "twice"}, {}]
    inner: list[Item] = [{"label": "Twice"}, {"label": "other"}]
    outer: list[Item] = [{"inner": inner}]
    found = numbers_by_label(FIELDS, {"first": first, "outer": outer})
    assert found == {"one thing": 1, "other": 6}


def test_a_citation_is_read_back() -> None:
    """What is written for a label is understood as citing it."""
    assert [m[1] for m in CITATION.finditer(f"see {citation('buses')}, {citation('the roofs, again')}")] == [
        "buses",
        "the roofs, again",
    ]


def test_what_counts_is_a_report() -> None:
    """Whether a form counts anything, at any depth."""
    assert counts(FIELDS.values())
    assert counts([FIELDS["outer"]])
    assert not counts([TEXT, Field("plain", Kind.GROUP, "Plain", fields=(TEXT,))])
