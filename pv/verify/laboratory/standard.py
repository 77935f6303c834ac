"""A laboratory result in the unit of its criteria, with its baseline and whether that is abnormal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pv.verify.given import Given, Row
from pv.verify.laboratory.measured import Result
from pv.verify.laboratory.phase import BASELINE, BEFORE, Placed

#: A limit is met to nine digits: 1.8 is not above 1.5 x 1.2, whatever binary fractions make of it.
DIGITS = 1e-9
#: CTCAE 3.0, remark to 'Calcium, serum-low': by so much for each g/L of albumin below 40.
_NORMAL_ALBUMIN, _CORRECTION = 40, {"mg/dL": 0.08}
_CORRECTION_SI = 0.02

#: Multiplied and divided by: from one unit into another.
Factor = tuple[float, float]


@dataclass(frozen=True)
class Standard:
    """A result in one direction, in the unit of the criteria; None where a unit, a range or a baseline is not known."""

    placed: Placed
    analyte: str
    direction: str
    term: str
    value: float | None
    low: float | None
    high: float | None
    baseline: float | None
    baseline_unit_differs: bool
    abnormal: bool | None
    below_lln: bool | None
    above_5_uln: bool | None

    @property
    def on_own_range(self) -> bool:
        """Whether it is the baseline, or before it: held against its own range alone."""
        return self.placed.phase in {BASELINE, BEFORE}


def standards(given: Given, rows: Iterable[Placed]) -> Iterator[Standard]:
    """Yield each result in each direction in which its analyte is graded."""
    every = [*rows]
    factors = {
        (row["analyte"], row["from_unit"], row["to_unit"]): (row["multiply"], row["divide"])
        for row in given.rows("lab_unit")
    }
    common: dict[str, str] = {}
    for analyte, _, unit in factors:
        common[analyte] = min(unit, common.get(analyte, unit))
    albumin = _albumin(every, factors)
    for one in every:
        grams = albumin.get(_day_of(one.result)) if one.result.analyte == "CA" else None
        analyte = "CACR" if grams is not None else one.result.analyte
        for graded in given.rows("lab_analyte"):
            if graded["analyte"] == analyte:
                yield _standard(one, graded, grams, factors, common)


def _day_of(result: Result) -> tuple[str, int | None]:
    return result.subject.usubjid, result.day


def _albumin(rows: list[Placed], factors: Mapping[tuple[str, str, str], Factor]) -> dict[tuple[str, int | None], float]:
    """Return the lowest albumin of each subject and day in g/L, of subjects whom no laboratory corrected calcium."""
    corrected = {one.result.subject.usubjid for one in rows if one.result.analyte == "CACR"}
    found: dict[tuple[str, int | None], float] = {}
    for one in rows:
        result = one.result
        factor = factors.get(("ALB", result.key or "", "g/L"))
        usable = result.value is not None and result.value >= 0 and not result.derived and result.day is not None
        if result.analyte == "ALB" and factor and usable and result.subject.usubjid not in corrected:
            grams = (result.value or 0) * factor[0] / factor[1]
            found[_day_of(result)] = min(grams, found.get(_day_of(result), grams))
    return found


def _times(value: float | None, factor: Factor | None) -> float | None:
    return None if value is None or factor is None else value * factor[0] / factor[1]


def _standard(
    one: Placed,
    graded: Row,
    grams: float | None,
    factors: Mapping[tuple[str, str, str], Factor],
    common: Mapping[str, str],
) -> Standard:
    result, base, unit = one.result, one.baseline, graded["unit"]
    to = unit if unit is not None else common.get(result.analyte, "")
    own_factor = factors.get((result.analyte, result.key or "", to))
    base_factor = factors.get((result.analyte, base.key or "", to)) if base else None
    factor: Factor | None = own_factor
    if unit is None:
        # Multiples need no unit: only the baseline is converted into that of the result.
        factor = (1, 1)
        same = base is None or result.key is None or base.key is None or result.key == base.key
        both = base_factor and own_factor and (base_factor[0] * own_factor[1], base_factor[1] * own_factor[0])
        base_factor = (1, 1) if same else both
    correction = 0.0 if grams is None else _CORRECTION.get(unit or "", _CORRECTION_SI) * (_NORMAL_ALBUMIN - grams)
    value, low, high = (_times(number, factor) for number in (result.value, result.low, result.high))
    recorded = _times(result.base if result.base is not None and result.base >= 0 else None, factor)
    base_value = base.value if base else None
    converted = _times(base_value, base_factor)
    low_of_base, high_of_base = (base.low, base.high) if base else (None, None)
    held = converted if converted is not None else recorded
    below = _first_known(_less(base_value, low_of_base), _less(held, low, DIGITS))
    above = _first_known(_less(high_of_base, base_value), _more(held, high, DIGITS))
    return Standard(
        placed=one,
        analyte=graded["analyte"],
        direction=graded["direction"],
        term=graded["term"],
        value=None if value is None else value + correction,
        low=low,
        high=high,
        # Of a baseline of 0, below what the test detects, any value is a multiple.
        baseline=recorded or converted or None,
        baseline_unit_differs=base_value is not None and base_value > 0 and base_factor is None,
        abnormal=above if graded["direction"] == "H" else below,
        below_lln=below,
        above_5_uln=_first_known(_five(base_value, high_of_base), _five(held, high)),
    )


def _first_known(*truths: bool | None) -> bool | None:
    return next((truth for truth in truths if truth is not None), None)


def _less(value: float | None, limit: float | None, digits: float = 0) -> bool | None:
    return None if value is None or limit is None else value < limit - digits * limit


def _more(value: float | None, limit: float | None, digits: float = 0) -> bool | None:
    return None if value is None or limit is None else value > limit + digits * limit


def _five(value: float | None, limit: float | None) -> bool | None:
    return None if value is None or limit is None else value > 5 * limit + DIGITS * limit
