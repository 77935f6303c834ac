"""The CTCAE grade of a laboratory result by the criteria that the package ships, or why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from pv.verify.given import Row
from pv.verify.laboratory.phase import BASELINE
from pv.verify.laboratory.standard import DIGITS, Standard

#: Whether something holds; None where a range or a baseline is missing that would tell.
Truth: TypeAlias = bool | None

#: From such a baseline a grade counts; the range's own grade of the baseline does not compare with it.
FROM_BASELINE = ("baseline abnormal", "baseline up to 5 x ULN", "baseline above 5 x ULN")


@dataclass(frozen=True)
class Graded:
    """A result with its grade; None where there is none, and then why.

    Attributes:
        standard: the result.
        grade: by the criteria, symptoms as the study assumes them.
        lowest: without anything that the value does not tell.
        highest: were everything present that the value does not tell.
        why_not: why it has no grade.
        risen: whether the grade is one from the baseline, which the value exceeds.
    """

    standard: Standard
    grade: int | None
    lowest: int | None
    highest: int | None
    why_not: str | None
    risen: bool


def graded(result: Standard, criteria: Iterable[Row]) -> Graded:
    """Return a result with its grade.

    Args:
        result: in the unit of the criteria.
        criteria: those of its term and direction.
    """
    judged = [(row, _met(result, row)) for row in criteria if _judges(result, row)]
    sure = [row for row, met in judged if met and row["used"]]
    best = min(sure, key=lambda row: (-row["grade"], row["criterion_id"]), default=None)
    grade = best["grade"] if best else 0
    undecided = any(met is None and row["used"] and row["grade"] > grade for row, met in judged)
    if why_not := _why_not(result, undecided=undecided):
        return Graded(result, None, None, None, why_not, risen=False)
    alone = [row["grade"] for row, met in judged if met and (row["context"] is None or row["context_present"] is False)]
    possible = [row["grade"] for row, met in judged if met is not False]
    return Graded(
        result, grade, max(alone, default=0), max(possible, default=0), None, risen=bool(best and _risen(result, best))
    )


def _judges(result: Standard, row: Row) -> bool:
    """Return whether a criterion is held against a result: not one of a baseline against the baseline itself."""
    of_baseline = any("baseline" in (row[basis] or "") for basis in ("lower_basis", "upper_basis"))
    usable = result.value is not None and result.value >= 0
    return bool(row["decidable"]) and usable and not (of_baseline and result.on_own_range)


def _limit(number: float, basis: str, result: Standard) -> float | None:
    of = {"ULN": result.high, "LLN": result.low, "baseline": result.baseline, "value": 0.0}[basis.rpartition(" ")[2]]
    if of is None:
        return None
    return number * of if basis.startswith("x ") else number + of


def _met(result: Standard, row: Row) -> Truth:
    """Return whether a criterion is met; None where a range or a baseline is missing that would decide."""
    value = result.value or 0.0
    if row["condition"] in FROM_BASELINE and result.abnormal is None and result.high is not None:
        # Were the baseline abnormal it would be above the range: what counts from it is not reached here.
        basis, lower = row["lower_basis"], row["lower"]
        if (basis == "x baseline" and value <= lower * result.high) or (
            basis == "above baseline" and value <= lower + result.high
        ):
            return False
    truths = [_applies(result, row["condition"])]
    for side, sign in (("lower", 1), ("upper", -1)):
        if (basis := row[f"{side}_basis"]) is not None:
            limit = _limit(row[side], basis, result)
            if limit is None:
                truths.append(None)
            else:
                beyond, room = sign * (value - limit), DIGITS * abs(limit)
                truths.append(beyond >= -room if row[f"{side}_inclusive"] else beyond > room)
    return reduce(_both, truths)


def _applies(result: Standard, condition: str | None) -> Truth:
    """Return whether the condition of a criterion holds; None where that is not known."""
    if condition is None:
        return True
    own, abnormal, above_5 = result.on_own_range, result.abnormal, result.above_5_uln
    holds = {
        "baseline normal": True if own else _not(abnormal),
        "baseline abnormal": abnormal,
        "baseline up to 5 x ULN": _both(abnormal, _not(above_5)),
        "baseline above 5 x ULN": above_5,
        "baseline below LLN": result.below_lln,
        "value abnormal": _out_of_range(result),
        "value above baseline": True if own else _above_baseline(result),
    }
    return holds[condition]


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _out_of_range(result: Standard) -> Truth:
    high, limit = result.direction == "H", result.high if result.direction == "H" else result.low
    if limit is None or result.value is None:
        return None
    return result.value > limit if high else result.value < limit


def _above_baseline(result: Standard) -> Truth:
    if result.baseline is None:
        return None
    return (result.value or 0.0) > result.baseline + DIGITS * abs(result.baseline)


def _risen(result: Standard, row: Row) -> bool:
    """Return whether a grade is one from the baseline; a value that equals its baseline is no rise."""
    if row["condition"] not in {*FROM_BASELINE, "value above baseline"}:
        return False
    above_one = row["lower"] is not None and row["lower"] > 1
    other_basis = row["lower_basis"] is not None and row["lower_basis"] != "x baseline"
    limit = _limit(row["lower"], row["lower_basis"], result) if row["lower_basis"] else None
    return above_one or other_basis or (limit is not None and (result.value or 0.0) > limit + DIGITS * abs(limit))


def _why_not(result: Standard, *, undecided: bool) -> str | None:
    recorded = result.placed.result
    if recorded.derived and result.placed.phase != BASELINE:
        return "derived record"
    if recorded.value is None:
        return "no value"
    if recorded.value < 0:
        return "negative value"
    if result.value is None:
        return "unknown unit"
    return "a range or a baseline is missing" if undecided else None
