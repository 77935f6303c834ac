"""A subject's grade at baseline and worst grade after it, by analyte and direction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pv.verify.given import Given
from pv.verify.laboratory.graded import Graded, graded
from pv.verify.laboratory.measured import results
from pv.verify.laboratory.phase import AFTER, BASELINE, placed
from pv.verify.laboratory.standard import standards
from pv.verify.subject.followed import Subject


@dataclass(frozen=True)
class Worst:
    """The worst grade of a subject in one direction of an analyte.

    Attributes:
        arm: of the subject.
        analyte: the analyte.
        direction: H or L.
        term: the term of CTCAE.
        measured: whether there is a result after baseline, graded or not; else the subject is not counted.
        grade: the worst after baseline; None where none of the results has a grade.
        lowest: the same without anything that a value does not tell, `highest` with all of it.
        worsened: whether it is worse than at baseline; surely and possibly so by what a value does not tell.
    """

    arm: str
    analyte: str
    direction: str
    term: str
    measured: bool
    grade: int | None
    lowest: int | None
    highest: int | None
    worsened: bool
    surely_worsened: bool
    possibly_worsened: bool


def worst_grades(given: Given, subjects: dict[str, Subject]) -> list[Worst]:
    """Return the worst grades of the subjects who have a result at baseline or after it."""
    criteria = defaultdict(list)
    for row in given.rows("lab_criterion"):
        criteria[row["term"], row["direction"]].append(row)
    found: dict[tuple[str, str, str], list[Graded]] = defaultdict(list)
    for one in standards(given, placed(results(given, subjects))):
        if one.placed.phase in {BASELINE, AFTER}:
            key = one.placed.result.subject.usubjid, one.analyte, one.direction
            found[key].append(graded(one, criteria[one.term, one.direction]))
    return [_worst(rows) for rows in found.values()]


def _most(grades: Iterable[int | None]) -> int | None:
    return max((grade for grade in grades if grade is not None), default=None)


def _worst(rows: list[Graded]) -> Worst:
    one = rows[0].standard
    base = [row for row in rows if row.standard.placed.phase == BASELINE]
    after = [row for row in rows if row.standard.placed.phase == AFTER]
    grade, lowest, highest = (_most(getattr(row, name) for row in after) for name in ("grade", "lowest", "highest"))
    at_base, low_base, high_base = (
        _most(getattr(row, name) for row in base) or 0 for name in ("grade", "lowest", "highest")
    )
    # The grade of an abnormal baseline, from the range, does not compare with one from the baseline: any is a rise.
    risen = any(row.risen for row in after if row.grade is not None and row.grade == grade)
    worse = [
        reached is not None and (reached > compared or (reached > 0 and risen))
        for reached, compared in ((grade, at_base), (lowest, high_base), (highest, low_base))
    ]
    return Worst(
        one.placed.result.subject.arm,
        one.analyte,
        one.direction,
        one.term,
        any(row.why_not not in {"derived record", "no value"} for row in after),
        grade,
        lowest,
        highest,
        *worse,
    )
