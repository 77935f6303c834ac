"""The reconciliation: one row for each number that a publication prints."""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pv.facts.model import Facts
from pv.facts.published_model import Figure
from pv.reconcile.adds_up import not_adding_up
from pv.reconcile.computed import computed
from pv.reconcile.found import Computed, Tables
from pv.reconcile.of_endpoint import as_fraction, at_risk
from pv.reconcile.verdict import DIFFERS, Verdict, excused, of_count, of_estimate, of_percent, of_value
from pv.reconstruct.plan.taken import Taken, taken

COLUMNS = {
    "id": "str",
    "arm": "str",
    "quantity": "str",
    "published": "str",
    "computed": "float64",
    "difference": "float64",
    "verdict": "str",
    "explanation": "str",
    "source": "str",
    "note": "str",
}

__all__ = ["COLUMNS", "DIFFERS", "reconcile"]


def reconcile(facts: Facts | None, tables: Tables) -> pd.DataFrame:
    """Return one row per printed number: published, computed, difference, verdict, explanation.

    `quantity` is count, percent or value: a figure printed as `5 (1.3%)` is two rows. Verdicts are 'equal', 'equal
    after rounding' (to the decimals that are printed, half away from zero), 'differs', and 'contradicted by the
    publication' where the printed percentage cannot be that of the printed count, or where other figures deny this one
    and the study has what `reconstruct` takes in its place.

    Args:
        facts: the published figures; without them there are no rows.
        tables: the study's result tables and its table `study`, by name.
    """
    rows = list(_every(facts, tables)) if facts else []
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _every(facts: Facts, tables: Tables) -> Iterator[dict[str, object]]:
    denied, sums = taken(facts), not_adding_up(facts)
    for figure in facts.published.figure:
        if figure.measure == "at_risk":
            for time, printed, number in at_risk(figure, tables):
                one = _row(figure, "at risk", str(printed), number, of_count(number, printed))
                yield one | {"id": f"{figure.id}, {time} {figure.unit}"}
            continue
        for row in _rows(figure, computed(figure, facts, tables), denied.get(figure.id)):
            noted = row["quantity"] == "count" and not row["explanation"]
            yield row | {"explanation": sums.get(figure.id)} if noted else row


def _rows(figure: Figure, found: Computed, denied: Taken | None) -> Iterator[dict[str, object]]:
    if figure.count is not None:
        verdict = excused(of_count(found.subjects, figure.count), found.subjects, denied)
        yield _row(figure, "count", str(figure.count), found.subjects, verdict)
    if figure.percent is not None:
        known = found.subjects is not None and found.arm_subjects
        share = Fraction(100 * (found.subjects or 0), found.arm_subjects or 1) if known else None
        verdict = of_percent(found.subjects, found.arm_subjects, figure.percent, figure.count)
        verdict = excused(verdict, found.subjects, denied)
        yield _row(figure, "percent", figure.percent, share, verdict)
    if figure.value is not None:
        # A rate is a count over a time: what is taken for it is the count.
        measured: int | Fraction | None = found.value if found.subjects is None else found.subjects
        of_survival = figure.measure in ("survival", "survival_comparison")
        verdict = (
            of_estimate(found.value, figure.value, known=found.arm_subjects is not None)
            if of_survival
            else excused(of_value(found.value, figure.value), measured, denied)
        )
        yield _row(figure, "value", figure.value, found.value, verdict)
    known = found.arm_subjects is not None
    limits = (("lower limit", figure.lower, found.lower), ("upper limit", figure.upper, found.upper))
    for quantity, printed, number in (*limits, ("p-value", figure.p_value, found.p_value)):
        if printed is not None:
            yield _row(figure, quantity, printed, number, of_estimate(number, printed, known=known))


def _row(
    figure: Figure, quantity: str, published: str, found: int | Fraction | None, verdict: Verdict
) -> dict[str, object]:
    number = as_fraction(published)
    return {
        "id": figure.id,
        "arm": figure.arm,
        "quantity": quantity,
        "published": published,
        "computed": None if found is None else float(found),
        "difference": None if found is None or number is None else float(found - number),
        "verdict": verdict.verdict,
        "explanation": verdict.explanation or None,
        "source": figure.source or None,
        "note": figure.note or None,
    }
