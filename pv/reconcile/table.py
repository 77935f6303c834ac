"""The reconciliation: one row for each number that a publication prints."""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pv.reconcile.computed import Tables, computed
from pv.reconcile.verdict import DIFFERS, Verdict, of_count, of_percent, of_value
from pv.reconstruct.facts import Facts, Figure

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
    publication' where the printed percentage cannot be that of the printed count.

    Args:
        facts: the published figures; without them there are no rows.
        tables: the study's result tables and its table `study`, by name.
    """
    rows = [row for figure in facts.published.figure for row in _rows(figure, facts, tables)] if facts else []
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _rows(figure: Figure, facts: Facts, tables: Tables) -> Iterator[dict[str, object]]:
    found = computed(figure, facts, tables)
    if figure.count is not None:
        yield _row(figure, "count", str(figure.count), found.subjects, of_count(found.subjects, figure.count))
    if figure.percent is not None:
        known = found.subjects is not None and found.arm_subjects
        share = Fraction(100 * (found.subjects or 0), found.arm_subjects or 1) if known else None
        verdict = of_percent(found.subjects, found.arm_subjects, figure.percent, figure.count)
        yield _row(figure, "percent", figure.percent, share, verdict)
    if figure.value is not None:
        yield _row(figure, "value", figure.value, found.value, of_value(found.value, figure.value))


def _row(
    figure: Figure, quantity: str, published: str, found: int | Fraction | None, verdict: Verdict
) -> dict[str, object]:
    return {
        "id": figure.id,
        "arm": figure.arm,
        "quantity": quantity,
        "published": published,
        "computed": None if found is None else float(found),
        "difference": None if found is None else float(found - Fraction(published)),
        "verdict": verdict.verdict,
        "explanation": verdict.explanation or None,
        "source": figure.source or None,
        "note": figure.note or None,
    }
