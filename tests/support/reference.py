"""The reference values computed with R and with 45 digits, as test parameters."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from _pytest.mark.structures import ParameterSet

import places

SAMPLE = places.SHARED / "reference" / "stats_reference_sample.csv"

#: Names in the sample that are another source's name for one of ours.
_SAME = {
    "rd_mh_mn": "rd_mh_miettinen_nurminen",
    "rd_mn_cmh": "rd_mh_miettinen_nurminen",
    "rd_mh_greenland": "rd_mh_weights_wald",
    "rr_mh_formula": "rr_mh",
}

_COLUMNS = {
    "one_proportion": ("x1", "n1"),
    "two_proportions": ("x1", "n1", "x2", "n2"),
    "one_rate": ("events1", "pt1"),
    "two_rates": ("events1", "pt1", "events2", "pt2"),
}


@dataclass(frozen=True)
class Row:
    """One row of the sample: the inputs in our functions' order, and what the source gives."""

    case: str
    method: str
    source: str
    inputs: tuple[float | list[float], ...]
    level: float
    values: tuple[float, float, float]
    p: float
    relative: float
    absolute: float

    def differences(self, found: Sequence[float | np.ndarray]) -> dict[str, tuple[float, float]]:
        """Return what was found and what was expected where the two differ by more than the row's tolerance."""
        names = ("estimate", "lower", "upper")
        pairs = {name: (float(got), want) for name, got, want in zip(names, found, self.values, strict=True)}
        return {name: pair for name, pair in pairs.items() if not self.close(*pair)}

    def close(self, got: float, want: float) -> bool:
        """Return whether a value is within the row's tolerance; NaN is close to NaN, infinity to infinity."""
        if not np.isfinite(want):
            return got == want or (np.isnan(got) and np.isnan(want))
        return abs(got - want) <= max(self.absolute, self.relative * abs(want))


def all_rows() -> list[Row]:
    """Return every row of the sample, none where the file is absent."""
    if not SAMPLE.is_file():
        return []
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return [_row(record) for record in csv.DictReader(file)]


def rows(*methods: str, with_p: bool = False) -> list[ParameterSet]:
    """Return the rows of these methods as parameters, or one that is skipped where the file is absent."""
    found = [row for row in all_rows() if row.method in methods and not (with_p and np.isnan(row.p))]
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"{SAMPLE.name} is not here"))]
    return [pytest.param(row, id=f"{row.case}-{row.method}@{row.source or 'R'}") for row in found]


def _row(record: dict[str, str]) -> Row:
    name, _, source = record["method"].partition("@")
    inputs: tuple[float | list[float], ...]
    if record["strata"]:
        by_stratum = [[float(number) for number in stratum.split(";")] for stratum in record["strata"].split("|")]
        inputs = tuple([float(number) for number in column] for column in zip(*by_stratum, strict=True))
    else:
        inputs = tuple(float(record[column]) for column in _COLUMNS[record["kind"]])
    return Row(
        case=record["case_id"],
        method=_SAME.get(name, name),
        source=source,
        inputs=inputs,
        level=float(record["conf_level"]),
        values=(_number(record["estimate"]), _number(record["lower"]), _number(record["upper"])),
        p=_number(record["p"]),
        relative=float(record["rel_tol"]),
        absolute=float(record["abs_tol"]),
    )


def _number(text: str) -> float:
    return float(text) if text else float("nan")
