"""What was typed after a command, understood as at the keyboard, or refused by its place."""

from __future__ import annotations

from datetime import date

from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.form.values import check_value, understand
from hmi_visit.problems import Problem, did_you_mean, shortened
from hmi_visit.visit.case import check_printable

_WANTED = {
    Kind.LINE: ("this is one line and cannot hold a line end", ""),
    Kind.DATE: ("“{}” is no date", "27/6/14, 27 June, today and 2014-06-27 are understood"),
    Kind.MONTH: ("“{}” is no month", "2/14, February 2014 and 2014-02 are understood"),
    Kind.NUMBER: ("“{}” is no whole number", ""),
    Kind.FLAG: ("“{}” is neither yes nor no", ""),
}


def understood(field: Field, typed: str, today: date) -> Value:
    """What was typed as a value of this field. Raises a Problem that names the field where it makes no sense."""
    if field.kind is Kind.GROUP:
        what, mend = "this field holds items with fields of their own", "use the program, or import an exchange file"
        raise Problem(what, where=field.name, mend=mend)
    check_printable(typed, field.name)
    value = understand(field, typed, today)
    if value is None:
        raise _refused(field, typed)
    check_value(field, value, field.name)
    return value


def _refused(field: Field, typed: str) -> Problem:
    shown = shortened(typed)
    if field.kind is Kind.CHOICE:
        known = [choice.value for choice in field.choices]
        what = f"“{shown}” is not one of {', '.join(known)}"
        return Problem(what, where=field.name, mend=did_you_mean(shown, known))
    what, mend = _WANTED[field.kind]
    return Problem(what.format(shown), where=field.name, mend=mend)
