"""An invented trial's published figures, consistent until a test changes one."""

from copy import deepcopy
from datetime import date
from typing import Any

from pv.facts.model import Facts
from pv.facts.read import validate

Content = dict[str, Any]


def figure(name: str, arm: str, measure: str, **fields: object) -> Content:
    """Return a figure; its id is the name and the arm."""
    return {"id": f"{name}/{arm}", "arm": arm, "measure": measure, **fields}


def of_arm(arm: str, size: int) -> list[Content]:
    """Return the figures of one arm of `size` subjects."""
    return [
        figure("size", arm, "arm_size", count=size),
        figure("median", arm, "exposure", statistic="median", unit="weeks", value="20"),
        figure("longest", arm, "exposure", statistic="maximum", unit="weeks", value="80"),
        figure("years", arm, "exposure", statistic="patient_years", value=str(size // 2)),
        figure("any", arm, "incidence", count=size - 4),
        figure("grade3plus", arm, "incidence", category="grade3plus", percent="40"),
        figure("serious", arm, "incidence", category="serious", percent="30"),
        figure("fatal", arm, "incidence", category="fatal", count=2),
        figure("died", arm, "deaths", item="death", count=9),
        figure("gut", arm, "incidence", level="SOC", term="Gastrointestinal disorders", count=size // 2),
        figure("ache", arm, "incidence", level="PT", term="Headache", count=20),
        *(
            figure(f"ache{grade}", arm, "incidence", level="PT", term="Headache", category=f"grade{grade}", count=count)
            for grade, count in ((1, 12), (2, 6), (3, 2))
        ),
        figure("rash", arm, "incidence", level="group", term="Any rash", count=15),
        figure("rash_pt", arm, "incidence", level="PT", term="Rash", count=9),
        figure("lesion", arm, "adjudication", event="Lesion", count=4),
        figure("lesion1", arm, "adjudication", event="Lesion", category="grade1", count=3),
        figure("lesion2", arm, "adjudication", event="Lesion", category="grade2", count=1),
        figure("lesion_day", arm, "onset", event="Lesion", statistic="median", unit="days", value="60"),
        figure("lesion_first", arm, "onset", event="Lesion", statistic="minimum", unit="days", value="10"),
        figure("lesion_last", arm, "onset", event="Lesion", statistic="maximum", unit="days", value="200"),
        figure("platelets", arm, "laboratory", parameter="PLAT", category="low", count=7),
    ]


CONTENT: Content = {
    "study": {"id": "INVENTED", "title": "An invented trial", "cutoff_date": date(2024, 6, 30), "window_days": 30},
    "arm": [{"name": "New"}, {"name": "Old"}],
    "published": {"figure": [*of_arm("New", 120), *of_arm("Old", 60)]},
    "group": [
        {"name": "Any rash", "soc": "Skin and subcutaneous tissue disorders", "terms": ["Rash", "Rash maculo-papular"]}
    ],
    "event_of_interest": [{"name": "Lesion", "terms": ["Erythema"]}],
    "laboratory": [
        {
            "parameter": "PLAT",
            "label": "Platelets (10^9/L)",
            "category": [{"name": "low", "decrease": [50, 250], "result": [20, 99]}],
            "assumed": {"baseline": [150, 350], "normal": [150, 400], "highest": 450},
        }
    ],
    "assumed": {"accrual": [date(2021, 1, 1), date(2023, 6, 30)]},
}


def content(*extra: Content, **changes: Content) -> Content:
    """Return the content of the facts file, with more figures and with changed ones.

    Args:
        extra: figures to add.
        changes: the id of a figure, with '__' for '/', and what is different in it.
    """
    result = deepcopy(CONTENT)
    result["published"]["figure"] += extra
    figures = {one["id"]: one for one in result["published"]["figure"]}
    for name, change in changes.items():
        figures[name.replace("__", "/")].update(change)
    return result


def facts(*extra: Content, **changes: Content) -> Facts:
    """Return the facts, with more and changed figures as for `content`."""
    return validate(content(*extra, **changes), "facts.toml")
