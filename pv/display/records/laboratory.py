"""The laboratory results and liver tests behind the numbers, one line for each subject."""

from collections.abc import Sequence

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.laboratory.notes import analyte_names
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest
from pv.numbers import text as fmt

_ANALYTE = ("analyte", "direction")
_KEY = ("USUBJID", *_ANALYTE)
_RESULTS = {
    "USUBJID": "Subject (USUBJID)",
    "baseline": "Baseline",
    "baseline_grade": "Baseline grade",
    "result": "First result of the maximum grade",
    "range": "Reference range",
    "day": "Study day",
    "grade": "Maximum grade",
    "worsened": "Worsened from baseline",
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
    source = Source(
        query="reports/page/records/laboratory.sql",
        key=_KEY,
        kept=lambda results: _with_texts(gravest(results, contents.maximum_records, ("grade",), _KEY)),
        shown=_RESULTS,
        titles=lambda _: analyte_names(contents),
        labels=lambda categories: _labels(contents, categories),
        parameters=_ANALYTE,
    )
    return embedded(contents, source, arms)


def _with_texts(results: pd.DataFrame) -> pd.DataFrame:
    return results.assign(
        baseline=_amounts(results["baseline_value"], results["baseline_unit"]),
        result=_amounts(results["value"], results["unit"]),
        range=_ranges(results["range_low"], results["range_high"]),
        criterion=results["source_text"],
    )


def laboratory_event_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects behind laboratory grades against reported events, the gravest first in when capped."""
    source = Source(
        query="reports/page/records/laboratory_events.sql",
        key=_KEY,
        kept=lambda rows: gravest(rows, contents.maximum_records, ("laboratory_grade", "event_grade"), _KEY),
        shown=_EVENTS,
        titles=lambda _: analyte_names(contents),
        labels=lambda categories: [(name, name) for name in categories],
        parameters=_ANALYTE,
    )
    return embedded(contents, source, arms)


def liver_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects behind the quadrants of the liver tests, the highest peaks first in when capped."""

    def kept(peaks: pd.DataFrame) -> pd.DataFrame:
        hys_law = peaks["quadrant"] == "hys_law"
        ranked = peaks.assign(hys_law=hys_law, within=hys_law & peaks["in_window"])
        order = ("within", "hys_law", "aminotransferase_peak")
        first = gravest(ranked, contents.maximum_records, order, ("USUBJID",))
        return first.assign(
            **{test: first[f"{test}_peak"].map(_peak, na_action="ignore") for test in ("alt", "ast", "bilirubin")}
        )

    quadrants = contents.table("liver_quadrant")
    source = Source(
        query="reports/page/records/liver.sql",
        key=("USUBJID",),
        kept=kept,
        shown=_LIVER,
        titles=lambda _: {(): ""},
        labels=lambda _: list(zip(quadrants["quadrant"], quadrants["label"], strict=True)),
    )
    return embedded(contents, source, arms)


def _peak(value: float) -> str:
    return fmt.number(value, 2)


def _labels(contents: Contents, categories: Sequence[str]) -> list[tuple[object, ...]]:
    """Return each category with what it is called: those of worst grades as in their table, shifts in words."""
    listed = contents.table("lab_worst_grade").drop_duplicates("category")
    labels = dict(zip(listed["category"], listed["category_label"], strict=True))
    for shift in set(categories) - labels.keys():
        before, _, after = shift.partition(" to ")
        labels[shift] = f"baseline grade {before}, maximum {after}"
    return [(category, labels[category]) for category in categories]


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
