"""The baseline of each laboratory result, and whether the result counts as one after it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pv.verify.laboratory.measured import Result, moment

BASELINE, BEFORE, AFTER = "baseline", "before", "post-baseline"


@dataclass(frozen=True)
class Placed:
    """A result, its phase and the result that is its baseline."""

    result: Result
    phase: str
    baseline: Result | None


def placed(results: Iterable[Result]) -> list[Placed]:
    """Return the results with their baselines: that of the code, else that of another code of the analyte."""
    by_analyte: dict[tuple[str, str], dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        by_analyte[result.subject.usubjid, result.analyte][result.code].append(result)
    found = []
    for by_code in by_analyte.values():
        own = {code: _baseline(rows) for code, rows in by_code.items()}
        early = [one for one in own.values() if one is not None and not one.after_dose]
        shared = min(early, key=_among_codes, default=None)
        for code, rows in by_code.items():
            baseline = own[code] or shared
            found += [Placed(result, _phase(result, baseline), baseline) for result in rows]
    return found


def _baseline(rows: list[Result]) -> Result | None:
    """Return the last flagged result up to the first dose, else the first flagged after it, else the last before it."""
    usable = [row for row in rows if row.value is not None and row.value >= 0 and not row.after_cutoff]
    flagged = [row for row in usable if row.flagged]
    up_to_dose = [row for row in flagged if not row.after_dose]
    if up_to_dose:
        return min(up_to_dose, key=_latest)
    if flagged:
        return min(flagged, key=lambda row: (*_earliest(row), *_latest(row)))
    others = [
        row for row in usable if row.after_dose is False and not row.derived and row.day is not None and row.day <= 1
    ]
    return min(others, key=_latest, default=None)


def _first(value: Any) -> tuple[bool, Any]:  # noqa: ANN401  # numbers, dates and texts
    """A key in ascending order, what is missing last."""
    return value is None, value or 0 if value is None else value


class _Falling:
    """A key in descending order, what is missing last."""

    def __init__(self, value: Any) -> None:  # noqa: ANN401  # numbers, dates and texts
        self.value = value

    def __lt__(self, other: "_Falling") -> bool:
        if self.value is None or other.value is None:
            return self.value is not None and other.value is None
        return bool(self.value > other.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Falling) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


def _earliest(row: Result) -> tuple[Any, ...]:
    return _first(row.day), _first(row.moment), _first(row.number)


def _latest(row: Result) -> tuple[Any, ...]:
    """The later one first; of one moment the later record, else the higher value."""
    falling = (row.day, row.date, row.moment, row.number, row.value)
    rising = (row.unit, row.high, row.low, row.visit)
    return *map(_Falling, falling), *map(_first, rising), -row.row


def _among_codes(row: Result) -> tuple[Any, ...]:
    falling = (row.day, row.moment, row.number)
    return not row.flagged, *map(_Falling, falling), row.code, _Falling(row.value), -row.row


def _phase(result: Result, baseline: Result | None) -> str:
    if result.after_cutoff:
        return "after cut-off"
    if baseline is not None and result.row == baseline.row:
        return BASELINE
    if result.after_dose is None and not result.flagged:
        return "undated"
    if not result.after_dose and not _later_that_day(result, baseline):
        return BEFORE
    first, until = result.subject.first, result.subject.window_end
    late = result.day is not None and first and until and result.day > (until - first).days + 1
    return "after window" if late else AFTER


def _later_that_day(result: Result, baseline: Result | None) -> bool:
    """Return whether a flagged baseline of the first day tells where a first dose without a time lies."""
    if baseline is None or not baseline.flagged or result.day != 1 or baseline.day != 1:
        return False
    dose = moment(result.subject.record["TRTSDTM"])
    known = result.moment is not None and baseline.moment is not None
    return dose is None and known and str(result.moment) > str(baseline.moment)
