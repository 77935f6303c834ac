"""The reconciliation: one row for each number that a publication prints."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

import pandas as pd

from pv.facts.model import Facts
from pv.facts.published_model import Figure, Quantity
from pv.reconcile.adds_up import not_adding_up
from pv.reconcile.baseline import PrintedValue, baseline_values
from pv.reconcile.computed import computed
from pv.reconcile.found import Computed, Tables
from pv.reconcile.of_endpoint import as_fraction, at_risk
from pv.reconcile.verdict import DIFFERS, Verdict, excused, of_count, of_estimate, of_percent, of_value, unreached
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

About = Figure | PrintedValue

__all__ = ["COLUMNS", "DIFFERS", "reconcile"]


def reconcile(facts: Facts | None, tables: Tables) -> pd.DataFrame:
    """Return one row per printed number: published, computed, difference, verdict, explanation.

    `quantity` is count, percent or value: a figure printed as `5 (1.3%)` is two rows. Verdicts are 'equal', 'equal
    after rounding' (to the decimals that are printed, half away from zero), 'differs', and 'contradicted by the
    publication' where the printed percentage cannot be that of the printed count, or where other figures deny this one
    and the study has what `reconstruct` takes in its place; 'not reached' where the facts say that no data set was
    found for it, and the study has the nearest.

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
            yield from rows_at_risk(figure, tables)
            continue
        for row in _rows(figure, computed(figure, facts, tables), denied.get(figure.id)):
            noted = row["quantity"] == "count" and not row["explanation"]
            yield row | {"explanation": sums.get(figure.id)} if noted else row
    for value, found in baseline_values(facts, tables):
        yield from _of_subjects(value, found, value.count, value.percent, None)
        if value.value is not None:
            yield _row(value, "value", value.value, found.value, of_value(found.value, value.value))


def rows_at_risk(figure: Figure, tables: Tables) -> Iterator[dict[str, object]]:
    """Yield a row for each of the numbers at risk of a figure."""
    nearest: list[str | None] = [*map(str, figure.nearest_at_risk)] or [None] * len(figure.at_risk)
    for (time, printed, number), near in zip(at_risk(figure, tables), nearest, strict=True):
        verdict = unreached(of_count(number, printed), number, near)
        yield _row(figure, "at risk", str(printed), number, verdict) | {"id": f"{figure.id}, {time} {figure.unit}"}


def _rows(figure: Figure, found: Computed, denied: Taken | None) -> Iterator[dict[str, object]]:
    """Yield a row for each number of a figure; what others deny, or no data set was found for, is so named."""
    yield from _of_subjects(figure, found, figure.count, figure.percent, denied, figure.nearest)
    known = found.arm_subjects is not None
    if figure.value is not None:
        # A rate is a count over a time: what is taken for it is the count.
        measured: int | Fraction | None = found.value if found.subjects is None else found.subjects
        of_survival = figure.measure in ("survival", "survival_comparison")
        verdict = (
            of_estimate(found.value, figure.value, known=known)
            if of_survival
            else excused(of_value(found.value, figure.value), measured, denied)
        )
        verdict = unreached(verdict, found.value, figure.nearest.get("value"))
        yield _row(figure, "value", figure.value, found.value, verdict)
    limits: tuple[tuple[str, Quantity, str | None, Fraction | None], ...] = (
        ("lower limit", "lower", figure.lower, found.lower),
        ("upper limit", "upper", figure.upper, found.upper),
        ("p-value", "p_value", figure.p_value, found.p_value),
    )
    for quantity, key, printed, number in limits:
        if printed is not None:
            verdict = unreached(of_estimate(number, printed, known=known), number, figure.nearest.get(key))
            yield _row(figure, quantity, printed, number, verdict)


def _of_subjects(  # noqa: PLR0917  # what is printed of a number of subjects
    about: About,
    found: Computed,
    count: int | None,
    printed: str | None,
    denied: Taken | None,
    nearest: Mapping[Quantity, str] = MappingProxyType({}),
) -> Iterator[dict[str, object]]:
    """Yield the rows of a count and of the percentage beside it."""
    if count is not None:
        verdict = excused(of_count(found.subjects, count), found.subjects, denied)
        verdict = unreached(verdict, found.subjects, nearest.get("count"))
        yield _row(about, "count", str(count), found.subjects, verdict)
    if printed is not None:
        known = found.subjects is not None and found.arm_subjects
        share = Fraction(100 * (found.subjects or 0), found.arm_subjects or 1) if known else None
        verdict = of_percent(found.subjects, found.arm_subjects, printed, count)
        verdict = unreached(excused(verdict, found.subjects, denied), share, nearest.get("percent"))
        yield _row(about, "percent", printed, share, verdict)


def _row(
    about: About, quantity: str, published: str, found: int | Fraction | None, verdict: Verdict
) -> dict[str, object]:
    number = as_fraction(published)
    return {
        "id": about.id,
        "arm": about.arm,
        "quantity": quantity,
        "published": published,
        "computed": None if found is None else float(found),
        "difference": None if found is None or number is None else float(found - number),
        "verdict": verdict.verdict,
        "explanation": verdict.explanation or None,
        "source": about.source or None,
        "note": about.note or None,
    }
