"""What R prints of survival data, with the data: `survival_by_r/README.md` says where both are from."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_FOLDER = Path(__file__).parent / "survival_by_r"


class Subjects(NamedTuple):
    """The subjects of a data set."""

    time: NDArray[np.float64]
    event: NDArray[np.int64]
    group: NDArray[np.str_]
    stratum: NDArray[np.str_]

    def of(self, group: str) -> "Subjects":
        """Return those of a group; everyone of none."""
        return Subjects(*(column[(self.group == group) | (group == "")] for column in self))

    def arm(self, groups: str) -> NDArray[np.int64]:
        """Return 1 in the first of two groups, 2 in the second."""
        return np.where(self.group == groups.split("/", maxsplit=1)[0], 1, 2)


@dataclass(frozen=True)
class Row:
    """What R prints of one thing: numbers as they are printed, 'NA' where there is none, '' where it is not printed."""

    dataset: str
    statistic: str
    group: str
    argument: str
    estimate: str
    lower: str
    upper: str
    std_error: str
    p_value: str
    source: str

    def printed(self) -> dict[str, str]:
        """Return what is printed."""
        names = ("estimate", "lower", "upper", "std_error", "p_value")
        return {name: text for name in names if (text := getattr(self, name))}


def rows() -> list[Row]:
    """Return what R prints."""
    with (_FOLDER / "values.csv").open(encoding="utf-8", newline="") as file:
        return [Row(**line) for line in csv.DictReader(file)]


@cache
def subjects(dataset: str) -> Subjects:
    """Return the subjects of a data set."""
    with (_FOLDER / "data.csv").open(encoding="utf-8", newline="") as file:
        found = [line for line in csv.DictReader(file) if line["dataset"] == dataset]
    time, event, group, stratum = ([line[name] for line in found] for name in ("time", "event", "group", "stratum"))
    return Subjects(np.array(time, np.float64), np.array(event, np.int64), np.array(group), np.array(stratum))


def prints_as(found: float, printed: str) -> bool:
    """Return whether a number is what was printed, to half a unit of the last digit."""
    if printed == "NA":
        return bool(np.isnan(found))
    mantissa, _, exponent = printed.partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return abs(found - float(printed)) <= 0.5000001 * 10.0**-decimals
