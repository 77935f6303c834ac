"""How much of each treatment each arm got: its share of the arm, cumulative dose, relative dose intensity."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.context import Context
from pv.display.display import Display, Made, Options, left_out
from pv.display.no_records import no_records
from pv.display.records.doses import DOSES
from pv.display.rows_by_arm import ByArm, by_arm, count_cells, rows, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain
from pv.numbers.value import Value

_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "days": "Days",
        "cycles": "Cycles",
        "doses": "Doses",
        "cumulative_dose": "Cumulative dose, {}",
        "dose_intensity": "Dose intensity, {} per week",
        "relative_dose_intensity": "Relative dose intensity, %",
    }
)
#: Decimals of the amounts; of what is counted the median says enough.
_DIGITS: Mapping[str, int] = MappingProxyType({"cumulative_dose": 1, "dose_intensity": 2, "relative_dose_intensity": 1})


def _make(context: Context, _options: Options) -> Made:
    exposure = context.contents.table("treatment_exposure")
    if absent := no_records(context, "adex"):
        return (absent,)
    return (_table(context, exposure) if len(exposure) else left_out("doses by treatment", "no treatment is named."),)


def _table(context: Context, exposure: pd.DataFrame) -> Table:
    contents, arms = context.contents, context.arms
    summary = contents.table("dose_summary")
    groups = [
        (
            _given(str(treatment), chosen, arms),
            Row("Patient-years", tuple(_cells(by_arm(chosen), arms, _years)), "indent"),
            *_lines(summary[summary["treatment"] == treatment] if len(summary) else summary, arms),
        )
        for treatment, chosen in exposure.groupby("treatment", sort=False)
    ]
    return Table(
        "dosing",
        "Doses by treatment",
        "Treatment",
        arms.columns("n (%)"),
        tuple(groups),
        notes=tuple(_notes(context, summary)),
        csv=_numbers(exposure, summary),
        sql=sql_texts(contents, "treatment_exposure", "dose_summary", "subject_dose", "dose_record"),
    )


def _given(treatment: str, chosen: pd.DataFrame, arms: Arms) -> Row:
    """Return how many subjects got a treatment."""
    cells = count_cells(by_arm(chosen), arms, opens=True)
    return Row(str(chosen["label"].iloc[0]), cells, "lead", 0, f"{treatment}: given", DOSES.name)


def _years(row: Any) -> Value:  # noqa: ANN401  # a row of the table
    return fmt.number(row.patient_years, 2) if row.subjects else fmt.MISSING


def _lines(summary: pd.DataFrame, arms: Arms) -> Iterator[Row]:
    """Yield median and range of each number of a treatment, and mean and standard deviation of amounts."""
    for (item, unit), chosen in summary.groupby(["item", "unit"], sort=False, dropna=False):
        label, found, digits = _ITEMS[str(item)].format(unit), by_arm(chosen), _DIGITS.get(str(item))
        if digits is not None:
            yield Row(f"{label}, mean (SD)", tuple(_cells(found, arms, partial(_mean, digits=digits))), "indent")
        yield Row(f"{label}, median (range)", tuple(_cells(found, arms, partial(_median, digits=digits))), "indent")


def _mean(row: Any, digits: int) -> Value:  # noqa: ANN401  # a row of the table
    if pd.isna(row.mean):
        return fmt.MISSING
    return fmt.together("{} ({})", fmt.number(row.mean, digits), fmt.number(row.sd, digits))


def _median(row: Any, digits: int | None) -> Value:  # noqa: ANN401  # a row of the table
    """Return median and range; of what is counted the range without decimals."""
    if pd.isna(row.median):
        return fmt.MISSING
    middle = fmt.number(row.median, 1 if digits is None else digits)
    return fmt.together("{} ({})", middle, fmt.value_range(row.minimum, row.maximum, digits or 0))


def _cells(found: ByArm, arms: Arms, value: Callable[[Any], Value]) -> Iterator[Cell]:
    for name in arms.names:
        yield Cell(value(found[name]) if name in found else fmt.MISSING)


def _numbers(exposure: pd.DataFrame, summary: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of each treatment with how many subjects of the arm got it."""
    if summary.empty:
        return exposure
    given = exposure.rename(columns={"subjects": "treated"}).drop(columns="label")
    return summary.merge(given, on=["treatment", "arm"])


def _notes(context: Context, summary: pd.DataFrame) -> Iterator[str]:
    yield footnote.population(context.contents)
    yield (
        "A subject counts under each treatment of which it got a dose. Days: from its first dose to the end of its "
        "last dose record, at most the data cut-off."
    )
    items = set(summary["item"]) if len(summary) else set()
    if "cumulative_dose" in items:
        yield (
            "Cumulative dose: sum of the doses given, of the subjects all of whose records say how much; a dose of 0 "
            "adds nothing, and amounts in different units are not added."
        )
    if "dose_intensity" in items:
        yield (
            "Dose intensity: cumulative dose by the weeks from the first dose to the end of the last cycle begun, or "
            "of the last daily dose."
        )
    if "relative_dose_intensity" in items:
        yield (
            f"Relative dose intensity: percentage of the planned dose intensity (Hryniuk and Bush 1984). Planned: "
            f"{_planned(context)}."
        )


def _planned(context: Context) -> str:
    """Return the planned doses of each treatment, in words."""
    labels = {arm.name: f" ({arm.label})" for arm in context.arms.every}
    return "; ".join(f"{_regimen(row)}{labels.get(row.arm, '')}" for row in rows(context.contents.table("regimen")))


def _regimen(row: Any) -> str:  # noqa: ANN401  # a row of the table
    amount = f"{row.planned_dose} of the first dose" if pd.isna(row.dose) else plain(row.dose)
    times = f", {row.doses} doses" if row.doses > 1 else ""
    every = "day" if row.cycle_days == 1 else f"{row.cycle_days} days"
    return f"{row.label} {amount} {row.unit}{times} every {every}"


DISPLAY = Display(
    name="dosing",
    title="Doses by treatment",
    kind="table",
    standard="ICH E3 12.1",
    reads=("treatment_exposure", "dose_summary", "regimen", "adex"),
    make=_make,
    opens=(DOSES,),
)
