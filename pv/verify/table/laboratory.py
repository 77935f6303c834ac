"""The table of worst laboratory grades, computed a second time."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pv.verify.compared import Recount
from pv.verify.given import Given, Row, pooled
from pv.verify.laboratory.worst import Worst
from pv.verify.statistic.limits import proportion_limits, share

_COLUMNS = ["subjects", "lowest_subjects", "highest_subjects", "subjects_with_data"]
_KEYS = ["arm", "analyte", "direction", "category"]
_NOT_GRADED = "not_graded"


def lab_worst_grade(given: Given, worst: Iterable[Worst], method: str, level: float) -> Recount:
    """Return the second computation of the table lab_worst_grade."""
    by_analyte: dict[tuple[str, str, str], list[Worst]] = {}
    for one in worst:
        by_analyte.setdefault((one.analyte, one.direction, one.term), []).append(one)
    labelled = {(row["analyte"], row["direction"]) for row in given.rows("lab_analyte")}
    rows = [
        {"arm": arm, "analyte": analyte, "direction": direction, **_counts(category, own)}
        for (analyte, direction, term), found in by_analyte.items()
        if (analyte, direction) in labelled
        for category in _shown(given, term)
        for arm, members in pooled(given).items()
        for own in [[one for one in found if one.arm in members and one.measured]]
    ]
    frame = pd.DataFrame(rows, columns=[*_KEYS, *_COLUMNS])
    frame["percent"] = 100 * share(frame["subjects"], frame["subjects_with_data"])
    frame = proportion_limits(frame, "subjects_with_data", method, level)
    return Recount("lab_worst_grade", _KEYS, _COLUMNS, ["percent", "lower", "upper"], frame)


def _shown(given: Given, term: str) -> list[Row]:
    """Return the categories of a term: those with a grade that the term has, grade 0, and those not graded."""
    grades = {row["grade"] for row in given.rows("lab_criterion") if row["decidable"] and row["term"] == term}
    of_grades = [
        row
        for row in given.rows("lab_category")
        if row["at_most"] == 0 or any(row["at_least"] <= grade <= row["at_most"] for grade in grades)
    ]
    return [*of_grades, {"category": _NOT_GRADED}]


def _counts(category: Row, own: list[Worst]) -> Mapping[str, Any]:
    """Return the subjects in a category, surely and possibly, of those with a result after baseline."""
    if category["category"] == _NOT_GRADED:
        counts = (sum(one.grade is None for one in own),) * 3
    else:
        least, most, worse = category["at_least"], category["at_most"], category["worsened"]
        graded = [one for one in own if one.grade is not None and one.lowest is not None and one.highest is not None]
        counts = (
            sum(least <= one.grade <= most and (one.worsened or not worse) for one in graded),
            sum(one.lowest >= least and one.highest <= most and (one.surely_worsened or not worse) for one in graded),
            sum(one.highest >= least and one.lowest <= most and (one.possibly_worsened or not worse) for one in graded),
        )
    return {"category": category["category"], **dict(zip(_COLUMNS, (*counts, len(own)), strict=True))}
