"""The settings of the special analyses as tables: windows, tables of common events, terms of the ejection fraction."""

import pandas as pd

from pv.study.setting.settings import Settings


def special_tables(settings: Settings) -> dict[str, pd.DataFrame]:
    """Return the tables emergent_window, event_table, event_table_category, lvef_term and adjudicated_category."""
    tables = list(enumerate(settings.common_events, start=1))
    return {
        "emergent_window": _window(settings),
        "adjudicated_category": _adjudicated_category(),
        "event_table": pd.DataFrame(
            [
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
            columns=list(_EVENT_TABLE),
        ).astype(_EVENT_TABLE),
        "event_table_category": pd.DataFrame(
            [(part.name, category) for _, part in tables for category in dict.fromkeys(part.categories)],
            columns=["event_table", "category"],
            dtype="str",
        ),
        "lvef_term": pd.DataFrame(
            sorted({term.upper() for term in settings.lvef.terms}), columns=["term"], dtype="str"
        ),
    }


_EVENT_TABLE = {
    "event_table": "str",
    "title": "str",
    "level": "str",
    "threshold_percent": "float64",
    "difference_points": "float64",
    "rule": "str",
    "based_on": "str",
    "event_table_order": "int64",
}


def _window(settings: Settings) -> pd.DataFrame:
    """Return the windows to compare, the study's own among them, the shortest first and any time last."""
    own = settings.treatment_emergent.window_days
    days = sorted({*settings.window_sensitivity.days, *([] if own is None else [own])})
    rows: list[tuple[str, int | None, bool]] = [
        ("1 day" if number == 1 else f"{number} days", number, number == own) for number in days
    ]
    rows.append(("any time", None, own is None))
    frame = pd.DataFrame(rows, columns=["window_label", "window_days", "study_window"])
    return frame.astype({"window_label": "str", "window_days": "Int32", "study_window": "bool"}).assign(
        window_order=range(1, len(rows) + 1)
    )


def _adjudicated_category() -> pd.DataFrame:
    """Return the categories of cases: the committee's decision and, where it is the event and related, its grade."""
    rows: list[tuple[str, str, str | None, int | None, int | None]] = [
        ("case", "Any case sent to the committee", None, None, None),
        ("any", "Confirmed by the committee and related to treatment", "related", None, None),
        ("grade3plus", "Worst grade by the committee 3 or higher", "related", 3, 5),
        *((f"grade{grade}", f"Worst grade by the committee {grade}", "related", grade, grade) for grade in range(1, 6)),
        ("grade_missing", "Grade by the committee missing", "related", 0, 0),
        ("not_related", "Confirmed by the committee, not related to treatment", "not related", None, None),
        ("not_confirmed", "Not confirmed by the committee", "not confirmed", None, None),
        ("undecided", "Not decided by the committee", "undecided", None, None),
    ]
    columns = {"category": "str", "label": "str", "decision": "str", "at_least": "Int32", "at_most": "Int32"}
    frame = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return frame.assign(category_order=range(1, len(rows) + 1))
