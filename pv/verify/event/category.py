"""The categories that an adverse event is in: grade 3 or more, serious, related and those of the study file."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from pv.verify.event.said import fatal, grade, related, severity
from pv.verify.given import Given, Row

_WHOLE = re.compile(r"([+-]?[0-9]+)[.]0*")
_TRUTH = {"TRUE": "Y", "FALSE": "N"}


def related_in(given: Given) -> Callable[[Row], bool]:
    """Return what tells whether an event is related to treatment, as the study file reads AEREL."""
    relationship = {row["value"]: row["related"] for row in given.rows("relationship")}
    missing = bool(given.study["missing_related"])
    return lambda event: related(event, relationship, missing=missing)


class Categories:
    """The conditions of the categories of a study."""

    def __init__(self, given: Given) -> None:
        """Take the categories that are collected and their conditions."""
        self._related = related_in(given)
        self.collected = [row for row in given.rows("category") if row["collected"]]
        names = {row["category"] for row in self.collected}
        #: Category -> alternative -> condition -> the values, one of which it asks for.
        self._asked: dict[str, Any] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for row in given.rows("category_condition"):
            if row["category"] in names:
                self._asked[row["category"]][row["alternative"]][row["condition_no"]].append(row)

    def of(self, event: Row) -> list[str]:
        """Return the categories that an event is in."""
        said = {
            **event,
            "grade": grade(event),
            "severity": severity(event),
            "fatal": "Y" if fatal(event) else "N",
            "related": "Y" if self._related(event) else "N",
        }
        return ["any"] + [
            name
            for name, alternatives in self._asked.items()
            if any(
                all(any(_met(said, row) for row in rows) for rows in conditions.values())
                for conditions in alternatives.values()
            )
        ]


def _met(said: Row, condition: Row) -> bool:
    """Return whether a value is the one asked for, or within the range, or missing where that is asked for."""
    if condition["variable"] not in said:
        return False
    value = said[condition["variable"]]
    if value is None:
        return bool(condition["is_missing"])
    if condition["value"] is not None:
        return bool(_text(value) == condition["value"])
    least, most, number = condition["at_least"], condition["at_most"], _number(value)
    if number is None or (least is None and most is None):
        return False
    return bool((least is None or number >= least) and (most is None or number <= most))


def _text(value: object) -> str:
    """Return a value as a condition names it: a whole number without its decimals, a truth value as Y or N."""
    text = str(value)
    whole = _WHOLE.fullmatch(text)
    return _TRUTH.get(text.upper(), text) if whole is None else whole[1]


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
