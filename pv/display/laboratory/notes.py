"""What the tables of laboratory results share: how an analyte is called, and the sentences on grading and baseline."""

from collections.abc import Collection

import pandas as pd

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.display import Absent

NOT_GRADED = Absent("No laboratory result was graded.", said=False)
NO_SHIFT = Absent("No result was graded both at baseline and post-baseline.", said=False)
DIRECTIONS = {"H": "high", "L": "low"}
#: Findings of results that have a value and no grade, or a grade and no day.
_NOT_GRADED = (
    "lab_missing_baseline",
    "lab_missing_range",
    "lab_negative_value",
    "lab_undated",
    "lab_unit_unknown",
)
BASELINE = "Baseline: the result flagged as such (ABLFL), otherwise the last result up to the day of first dose."


def analyte_names(contents: Contents) -> dict[tuple[str, str], str]:
    """Return what each (analyte, direction) is called, in the order of the page: by name, high before low."""
    table = contents.table("lab_analyte").sort_values(["label", "analyte", "direction"], kind="stable")
    columns = (table[name] for name in ("analyte", "direction", "label"))
    return {
        (analyte, direction): f"{label}, {DIRECTIONS[direction]}"
        for analyte, direction, label in zip(*columns, strict=True)
    }


def by_analyte(contents: Contents, table: pd.DataFrame) -> list[tuple[tuple[str, str], str, pd.DataFrame]]:
    """Return each analyte and direction of a table, what it is called and its rows, in the order of the page."""
    found: dict[object, pd.DataFrame] = dict(iter(table.groupby(["analyte", "direction"], sort=False)))
    return [(key, name, found[key]) for key, name in analyte_names(contents).items() if key in found]


def graded(contents: Contents) -> str:
    """Return who and what was graded by which criteria, and that each subject counts at the worst."""
    version, units = contents.table("lab_criterion")[["version", "unit_system"]].iloc[0]
    return (
        f"{footnote.by_treatment(contents)}. Graded from the values by CTCAE {version}, limits in {units} "
        "units; high and low abnormalities are graded separately; subjects are counted at their maximum "
        "post-baseline grade."
    )


def after_baseline(contents: Contents) -> str:
    """Return which results are after baseline."""
    days = footnote.study_row(contents).get("window_days")
    end = "to the end of the study" if days is None else f"to {int(days)} days after last dose"
    return f"Post-baseline: after the day of first dose (on that day if both times are known), {end}."


def not_graded(contents: Contents) -> str:
    """Return which findings hold the results without a grade or a day; or that there are none."""
    findings = contents.table("findings")
    rules = set(findings["rule"]) if len(findings) else set()
    found = [rule for rule in _NOT_GRADED if rule in rules]
    if not found:
        return "No result was excluded for lack of a unit, a reference range, a baseline or a date."
    return f"Results that could not be graded or counted are listed as findings under data quality: {listed(found)}."


def listed(names: Collection[str]) -> str:
    """Return 'a, b and c'."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
