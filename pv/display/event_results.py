"""Results looked up by arm, term and category, as the rows of a table need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.footnote import rate_names, rate_unit
from pv.display.records.embedded import Records
from pv.display.records.events import LEVELS
from pv.display.rows_by_arm import ByArm, count_cells, difference_cell, rows
from pv.display.table import Cell, Row
from pv.numbers import value as fmt

Term = tuple[str, str, str]
ANY: Term = ("any", "any", "any")


@dataclass(frozen=True)
class Counted:
    """The incidence, rates and comparisons of one category of events.

    Each mapping goes from (level, soc, term) to the results by arm, a result being a row of its table.
    """

    category: str
    arms: Arms
    incidence: Mapping[Term, ByArm]
    rates: Mapping[Term, ByArm]
    comparisons: Mapping[Term, ByArm]
    rate_name: str
    rate_unit: int
    records: Records

    def happened(self, term: Term) -> bool:
        """Return whether any subject of any arm had the term."""
        return any(row.subjects for row in self.incidence.get(term, {}).values())

    def count_cells(self, term: Term) -> tuple[Cell, ...]:
        """Return 'n (p%)' for each arm; a count above 0 opens its records."""
        return count_cells(self.incidence.get(term, {}), self.arms, opens=term in self.records.terms)

    def rate_cells(self, term: Term) -> tuple[Cell, ...]:
        """Return the rate that leads, per the unit of the study, for each arm."""
        by_arm = self.rates.get(term, {})
        values = (getattr(by_arm.get(name), self.rate_name, None) for name in self.arms.names)
        return tuple(Cell(fmt.rate(value, self.rate_unit)) for value in values)

    def difference_cells(self, term: Term) -> tuple[Cell, ...]:
        """Return 'risk difference (lower, upper)' for each arm compared."""
        found = self.comparisons.get(term, {})
        return tuple(difference_cell(found.get(arm.name)) for arm in self.arms.compared)

    def row(self, term: Term, label: str, kind: str = "", *, rates: bool = False) -> Row:
        """Return the row of a term: counts, rates where asked for, risk differences."""
        cells = self.count_cells(term) + (self.rate_cells(term) if rates else ()) + self.difference_cells(term)
        return Row(label, cells, kind, self.records.terms.get(term), self.category)


#: Category -> term -> arm -> row of a result table.
ByCategory = Mapping[str, Mapping[Term, ByArm]]
_NONE: Mapping[Term, ByArm] = MappingProxyType({})


@dataclass(frozen=True)
class Results:
    """The results that the page shows, by table and category, picked out of the long tables once."""

    incidence: ByCategory
    rates: ByCategory
    comparisons: ByCategory
    rate_name: str
    rate_unit: int

    def counted(self, arms: Arms, records: Records, category: str, *, any_only: bool = False) -> Counted:
        """Return the results of one category; those of level any alone with `any_only`."""
        found = (table.get(category, _NONE) for table in (self.incidence, self.rates, self.comparisons))
        incidence, rates, comparisons = (
            {term: by_arm for term, by_arm in table.items() if term[0] == "any"} if any_only else table
            for table in found
        )
        return Counted(category, arms, incidence, rates, comparisons, self.rate_name, self.rate_unit, records)


def results_of(contents: Contents) -> Results:
    """Return the results of the levels that stand on the page."""
    incidence, rates, compared = (
        _by_category(contents.table(name)) for name in ("incidence", "exposure_adjusted_rate", "comparison")
    )
    # Deaths are compared as events are: their items stand beside the categories.
    deaths: dict[str, dict[Term, dict[str, Any]]] = {}
    for row in rows(contents.table("death_comparison")):
        deaths.setdefault(row.item, {}).setdefault(ANY, {})[row.arm] = row
    return Results(incidence, rates, deaths | compared, rate_names(contents)[0], rate_unit(contents))


def _by_category(table: pd.DataFrame) -> dict[str, dict[Term, dict[str, Any]]]:
    found: dict[str, dict[Term, dict[str, Any]]] = {}
    for row in rows(table):
        if row.level in LEVELS:
            found.setdefault(row.category, {}).setdefault((row.level, row.soc, row.term), {})[row.arm] = row
    return found
