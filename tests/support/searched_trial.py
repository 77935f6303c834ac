"""An invented trial of 60 whose courses are searched for: numbers at risk of nested cohorts, a few other figures."""

from datetime import date
from typing import Any

AT_RISK = {
    ("pfs_all", "New"): [32, 25, 16, 9, 3],
    ("pfs_all", "Old"): [28, 18, 9, 4, 1],
    ("pfs_yes", "New"): [20, 17, 11, 6, 2],
    ("os_all", "New"): [32, 29, 25, 17, 9],
    ("os_all", "Old"): [28, 24, 18, 11, 5],
    ("os_yes", "New"): [20, 19, 17, 12, 6],
}


def content(**changes: object) -> dict[str, Any]:
    """Return the content of the facts file; a change takes the place of a part of [course.search]."""
    figures: list[dict[str, Any]] = [
        {"id": f"n/{arm}", "arm": arm, "measure": "arm_size", "count": count}
        for arm, count in (("New", 31), ("Old", 26))
    ]
    figures += [
        {"id": f"{endpoint}/{arm}", "arm": arm, "measure": "at_risk", "endpoint": endpoint, "every": 6, "at_risk": row}
        for (endpoint, arm), row in AT_RISK.items()
    ]
    figures += [
        {"id": "m", "arm": "Old", "measure": "survival", "endpoint": "pfs_all", "statistic": "median", "value": "9.1"},
        {
            "id": "h",
            "arm": "New",
            "measure": "survival_comparison",
            "endpoint": "os_all",
            "value": "0.7",
            "p_value": "0.2",
        },
        {"id": "e", "arm": "any", "measure": "survival", "endpoint": "os_all", "statistic": "events", "count": 30},
        {"id": "d/New", "arm": "New", "measure": "deaths", "item": "death_on_treatment", "count": 2},
        {"id": "d/Old", "arm": "Old", "measure": "deaths", "item": "death_on_treatment", "count": 1},
        {"id": "r/New", "arm": "New", "measure": "response", "endpoint": "best", "response": "Response", "count": 12},
        {
            "id": "r/Old",
            "arm": "Old",
            "measure": "response",
            "endpoint": "best",
            "response": "Response",
            "percent": "25.0",
        },
    ]
    cell = [
        {"values": {"MARKER": "Y"}, "subjects": [20, 15]},
        {"values": {"MARKER": "N"}, "subjects": [12, 13]},
    ]
    region = [
        {"values": {"REGION": "East"}, "subjects": [14, 10]},
        {"values": {"REGION": "West"}, "subjects": [18, 18]},
    ]
    part = {"randomised": [32, 28], "steps": 60, "visit_days": 42, "assigned": [{"cell": cell}, {"cell": region}]}
    itt = {"population": "itt"}
    yes = {"cohort": [{"MARKER": "Y"}], "cohort_label": "With the marker", **itt}
    return {
        "study": {"id": "S", "title": "S", "cutoff_date": day(2024, 6, 30), "window_days": 30},
        "arm": [{"name": "New"}, {"name": "Old"}],
        "published": {"figure": figures},
        "course": {
            "file": "courses.csv",
            "endpoint": [
                {"parameter": "OS", "label": "Overall survival", "events": ["Death"]},
                {"parameter": "PFS", "label": "PFS", "events": ["Progression", "Death"]},
            ],
            "variable": [{"name": "MARKER", "label": "Marker"}, {"name": "REGION", "label": "Region"}],
            "search": part | changes,
        },
        "endpoint": [
            {"name": "pfs_all", "label": "PFS", "parameter": "PFS", **itt},
            {"name": "pfs_yes", "label": "PFS", "parameter": "PFS", **yes},
            {"name": "os_all", "label": "OS", "parameter": "OS", "strata": ["REGION"], **itt},
            {"name": "os_yes", "label": "OS", "parameter": "OS", **yes},
        ],
        "response": [
            {"name": "best", "label": "Response", "parameter": "BOR", "rates": {"Response": ["CR", "PR"]}, **itt}
        ],
        "assumed": {"accrual": [day(2020, 1, 1), day(2022, 6, 30)]},
    }


def day(*parts: int) -> date:
    """Return a date."""
    return date(*parts)
