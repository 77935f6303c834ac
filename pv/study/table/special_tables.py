"""The settings of the special analyses as tables: windows, tables of common events, terms of the ejection fraction."""

import pandas as pd

from pv import contract
from pv.contract.table import Row
from pv.study.setting.settings import Settings


def special_tables(settings: Settings) -> dict[str, pd.DataFrame]:
    """Return the tables emergent_window, event_table, event_table_category, lvef_term and adjudicated_category."""
    tables = list(enumerate(settings.common_events, start=1))
    rows: dict[str, list[Row]] = {
        "emergent_window": _windows(settings),
        "adjudicated_category": _adjudicated_categories(),
        "event_table": [
            (
                part.name,
                part.title,
                part.level,
                part.threshold_percent,
                part.difference_points,
                part.rule,
                part.based_on or part.categories[0],
                order,
            )
            for order, part in tables
        ],
        "event_table_category": [
            (part.name, category) for _, part in tables for category in dict.fromkeys(part.categories)
        ],
        "lvef_term": [(term,) for term in sorted({term.upper() for term in settings.lvef.terms})],
    }
    return {name: contract.table(name, listed) for name, listed in rows.items()}


def _windows(settings: Settings) -> list[Row]:
    """Return the windows to compare, the study's own among them, the shortest first and any time last."""
    own = settings.treatment_emergent.window_days
    days = sorted({*settings.window_sensitivity.days, *([] if own is None else [own])})
    rows: list[tuple[str, int | None, bool]] = [
        ("1 day" if number == 1 else f"{number} days", number, number == own) for number in days
    ]
    rows.append(("any time", None, own is None))
    return [(*row, order) for order, row in enumerate(rows, start=1)]


def _adjudicated_categories() -> list[Row]:
    """Return the categories of cases: the committee's decision and, where it is the event and related, its grade."""
    rows: list[tuple[str, str, str | None, int | None, int | None]] = [
        ("case", "Any case sent for adjudication", None, None, None),
        ("any", "Confirmed by adjudication, related to treatment", "related", None, None),
        ("grade3plus", "Maximum adjudicated grade 3 or higher", "related", 3, 5),
        *((f"grade{grade}", f"Maximum adjudicated grade {grade}", "related", grade, grade) for grade in range(1, 6)),
        ("grade_missing", "Adjudicated grade missing", "related", 0, 0),
        ("not_related", "Confirmed by adjudication, not related to treatment", "not related", None, None),
        ("not_confirmed", "Not confirmed by adjudication", "not confirmed", None, None),
        ("undecided", "Indeterminate by adjudication", "undecided", None, None),
    ]
    return [(*row, order) for order, row in enumerate(rows, start=1)]
