"""The laboratory results and liver tests behind the numbers, one line for each subject."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.laboratory.notes import analyte_names
from pv.display.opened import Opened
from pv.display.records.embedded import NONE, Records, Source, embedded, gravest
from pv.numbers import text as fmt

_ANALYTE = ("analyte", "direction")
_KEY = ("USUBJID", *_ANALYTE)
_RESULTS = {
    "USUBJID": "Subject (USUBJID)",
    "baseline": "Baseline",
    "baseline_grade": "Grade at baseline",
    "result": "First result of the worst grade",
    "range": "Normal range",
    "day": "Study day",
    "grade": "Worst grade",
    "worsened": "Worse than at baseline",
    "not_graded": "Not graded for",
    "criterion": "Criterion (CTCAE)",
}
_EVENTS = {
    "USUBJID": "Subject (USUBJID)",
    "laboratory_grade": "Laboratory grade",
    "laboratory_day": "Day of that grade",
    "events": "Reported events",
    "event_grade": "Grade of the event (severe: 3)",
    "event_day": "Day of the first event",
}
_LIVER = {
    "USUBJID": "Subject (USUBJID)",
    "alt": "ALT, x ULN",
    "ast": "AST, x ULN",
    "bilirubin": "Bilirubin, x ULN",
    "in_window": "Bilirubin within the window",
}
HYS_LAW_IN_WINDOW = "hys_law_in_window"


def laboratory_records(contents: Contents, arms: Arms) -> Records:
    """Return the results behind the worst grades and the shifts, the gravest first in when capped."""
    results, categories = contents.table("lab_worst_result"), contents.table("lab_worst_category")
    if results.empty:
        return NONE
    kept = gravest(results, contents.maximum_records, ("grade",), _KEY)
    criteria = contents.table("lab_criterion").set_index("criterion_id")["source_text"]
    source = Source(
        key=_KEY,
        records=kept.assign(
            baseline=_amounts(kept["baseline_value"], kept["baseline_unit"]),
            result=_amounts(kept["value"], kept["unit"]),
            range=_ranges(kept["range_low"], kept["range_high"]),
            criterion=kept["criterion_id"].map(criteria),
        ),
        total=len(results),
        shown=_RESULTS,
        parameters=_ANALYTE,
        terms=results[[*_KEY]],
        titles=analyte_names(contents),
        categories=categories,
        labels=_labels(contents, set(categories["category"])),
        query="reports/page/records/laboratory.sql",
    )
    return embedded(source, arms)


def laboratory_event_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects behind laboratory grades against reported events, the gravest first in when capped."""
    table = contents.table("lab_event_reconciliation")
    if table.empty:
        return NONE
    kept = gravest(table, contents.maximum_records, ("laboratory_grade", "event_grade"), _KEY)
    source = Source(
        key=_KEY,
        records=kept,
        total=len(table),
        shown=_EVENTS,
        parameters=_ANALYTE,
        terms=table[[*_KEY]],
        titles=analyte_names(contents),
        categories=table[[*_KEY, "status"]].rename(columns={"status": "category"}),
        labels=[(name, name) for name in sorted(set(table["status"]))],
        query="reports/page/records/laboratory_events.sql",
    )
    return embedded(source, arms)


def liver_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects behind the quadrants of the liver tests, the highest peaks first in when capped."""
    peaks = contents.table("liver_peak")
    if peaks.empty:
        return NONE
    hys_law = peaks["quadrant"] == "hys_law"
    ranked = peaks.assign(hys_law=hys_law, within=hys_law & peaks["in_window"])
    order = ("within", "hys_law", "aminotransferase_peak")
    kept = gravest(ranked, contents.maximum_records, order, ("USUBJID",))
    placed = peaks[["USUBJID", "quadrant"]].rename(columns={"quadrant": "category"})
    window = placed[ranked["within"]].assign(category=HYS_LAW_IN_WINDOW)
    quadrants = contents.table("liver_quadrant")
    source = Source(
        key=("USUBJID",),
        records=kept.assign(
            **{test: kept[f"{test}_peak"].map(_peak, na_action="ignore") for test in ("alt", "ast", "bilirubin")}
        ),
        total=len(peaks),
        shown=_LIVER,
        parameters=(),
        terms=kept[["USUBJID"]],
        titles={(): ""},
        categories=pd.concat([placed, window]),
        labels=list(zip(quadrants["quadrant"], quadrants["label"], strict=True)),
        query="reports/page/records/liver.sql",
    )
    return embedded(source, arms)


def _peak(value: float) -> str:
    return fmt.number(value, 2)


def _labels(contents: Contents, categories: set[str]) -> list[tuple[object, ...]]:
    """Return each category with what it is called: those of worst grades as in their table, shifts in words."""
    listed = contents.table("lab_worst_grade").drop_duplicates("category")
    labels = dict(zip(listed["category"], listed["category_label"], strict=True))
    for shift in categories - labels.keys():
        before, _, after = shift.partition(" to ")
        labels[shift] = f"grade {before} at baseline, worst {after}"
    return [(category, labels[category]) for category in sorted(categories)]


def _amounts(values: pd.Series, units: pd.Series) -> pd.Series:
    """Return '12.5 g/L', or the value alone; missing without a value."""
    texts = [
        None if pd.isna(value) else f"{fmt.significant(value)}" if pd.isna(unit) else f"{fmt.significant(value)} {unit}"
        for value, unit in zip(values, units, strict=True)
    ]
    return pd.Series(texts, index=values.index, dtype="str")


def _ranges(lower: pd.Series, upper: pd.Series) -> pd.Series:
    texts = [_range(low, high) for low, high in zip(lower, upper, strict=True)]
    return pd.Series(texts, index=lower.index, dtype="str")


def _range(low: float, high: float) -> str | None:
    """Return '6 to 34', or the one limit that there is; None without any."""
    if pd.isna(low):
        return None if pd.isna(high) else f"to {fmt.significant(high)}"
    return f"from {fmt.significant(low)}" if pd.isna(high) else f"{fmt.significant(low)} to {fmt.significant(high)}"


#: The laboratory results, those held against reported events, and the liver tests.
RESULTS = Opened("laboratory", laboratory_records)
AGAINST_EVENTS = Opened("laboratory-events", laboratory_event_records)
LIVER_TESTS = Opened("liver", liver_records)
