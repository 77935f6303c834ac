"""The three exposure-adjusted rates with intervals, differences and ratios: lookups and the cells they become."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.event_results import Term
from pv.display.rows_by_arm import ByArm, rows
from pv.display.table import Cell, Column, Span
from pv.numbers import value as fmt
from pv.numbers.value import Value

#: Rate -> its numerator and its person-time in the table of rates.
PARTS = {
    "eair_total": ("eair_total_subjects", "patient_years"),
    "eair_at_risk": ("eair_at_risk_subjects", "patient_years_at_risk"),
    "eaer": ("eaer_events", "patient_years"),
}
TABLES = ("exposure_adjusted_rate", "rate_comparison")

#: A category and a term, or a term alone where the category is given.
Key = tuple[str, Term]


@dataclass(frozen=True)
class Rates:
    """Rates of chosen rows and their comparisons.

    Attributes:
        arms: the arms.
        unit: how many patient-years a rate is shown per.
        names: the rates, the one that leads first.
        found: category and term -> row of the table of rates by arm.
        compared: category, term and rate -> row of the comparison by arm.
        rate_rows: the rows of the table of rates.
        comparison_rows: the rows of the comparison.
    """

    arms: Arms
    unit: int
    names: tuple[str, ...]
    found: Mapping[Key, ByArm]
    compared: Mapping[tuple[str, Term, str], ByArm]
    rate_rows: pd.DataFrame
    comparison_rows: pd.DataFrame

    def cells(self, key: Key, rate: str) -> tuple[Cell, ...]:
        """Return what the rate is made of and the rate for each arm, then difference and ratio of those compared."""
        cells: list[Cell] = []
        for arm in self.arms.every:
            row = self.found[key].get(arm.name)
            cells += [Cell(made_of(row, rate)), Cell(self.rate(row, rate))]
        for arm in self.arms.compared:
            row = self.compared.get((*key, rate), {}).get(arm.name)
            cells += [Cell(self.rate_difference(row)), Cell(_ratio(row))]
        return tuple(cells)

    def rate(self, row: Any, rate: str, form: Callable[..., Value] = fmt.rate_interval) -> Value:  # noqa: ANN401  # a row of the table, or None
        """Return a rate with its limits per the unit, or the part of it that the form is."""
        if row is None:
            return fmt.MISSING
        value, lower, upper = (float(getattr(row, f"{rate}{end}")) for end in ("", "_lower", "_upper"))
        return form(value, lower, upper, self.unit)

    def rate_difference(self, row: Any) -> Value:  # noqa: ANN401  # a row of the comparison, or None
        """Return a difference with its limits per the unit."""
        if row is None:
            return fmt.MISSING
        return fmt.rate_difference_interval(row.rate_difference, row.ird_lower, row.ird_upper, self.unit)

    def difference(self, key: Key, rate: str) -> float:
        """Return the rate difference of the first arm compared, or its rate where nothing is; -inf where undefined."""
        if self.arms.compared:
            row = self.compared.get((*key, rate), {}).get(self.arms.compared[0].name)
            value = None if row is None else row.rate_difference
        else:
            row = self.found[key].get(self.arms.every[0].name)
            value = None if row is None else getattr(row, rate)
        return float("-inf") if value is None or pd.isna(value) else float(value)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of `cells`."""
        of_arm = (Column("n / years"), Column("Rate (CI)"))
        return of_arm * len(self.arms.every) + (Column("Difference (CI)"), Column("Ratio (CI)")) * len(
            self.arms.compared
        )

    def spans(self) -> tuple[Span, ...]:
        """Return the headings over `columns`."""
        comparator = self.arms.comparator
        versus = (
            [Span(f"{a.label} vs {comparator.label}", 2, a.place) for a in self.arms.compared] if comparator else []
        )
        return (*self.arms.headings(2), *versus)

    def file(self, rates: Iterable[str]) -> pd.DataFrame:
        """Return rates and comparisons unrounded, per patient-year: one row an arm, category, term and rate."""
        keys = ["arm", "level", "soc", "term", "category"]
        parts = []
        for rate in rates:
            numerator, years = PARTS[rate]
            named = {numerator: "numerator", years: "patient_years", rate: "value"}
            named |= {f"{rate}_{end}": end for end in ("lower", "upper")}
            chosen = self.rate_rows[[*keys, *named, "method", "confidence_level"]].rename(columns=named)
            parts.append(chosen.assign(rate=rate, leads=rate == self.names[0]))
        every = pd.concat(parts, ignore_index=True)
        if self.comparison_rows.empty:
            return every
        more = self.comparison_rows.drop(columns=["leads", "rate_events", "rate_patient_years", "confidence_level"])
        return every.merge(more, on=[*keys, "rate"], how="left")


def rates_of(contents: Contents, arms: Arms, chosen: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> Rates | None:
    """Return the rates of the rows that `chosen` takes of both tables; None where there are none."""
    tables = [contents.table(name) for name in TABLES]
    rates, compared = (table[chosen(table)] if len(table) else table for table in tables)
    if rates.empty:
        return None
    found: dict[Key, dict[str, Any]] = {}
    for row in rows(rates):
        found.setdefault((row.category, (row.level, row.soc, row.term)), {})[row.arm] = row
    versus: dict[tuple[str, Term, str], dict[str, Any]] = {}
    for row in rows(compared):
        versus.setdefault((row.category, (row.level, row.soc, row.term), row.rate), {})[row.arm] = row
    names = footnote.rate_names(contents)
    return Rates(arms, footnote.rate_unit(contents), names, found, versus, rates, compared)


def made_of(row: Any, rate: str) -> Value:  # noqa: ANN401  # a row of the table of rates, or None
    """Return the numerator of a rate and its person-time in years."""
    if row is None:
        return fmt.MISSING
    numerator, years = PARTS[rate]
    return fmt.count_per_years(getattr(row, numerator), getattr(row, years))


def _ratio(row: Any) -> Value:  # noqa: ANN401  # a row of the comparison, or None
    """Return a ratio with its limits."""
    return fmt.MISSING if row is None else fmt.interval(row.rate_ratio, row.irr_lower, row.irr_upper, 2)
