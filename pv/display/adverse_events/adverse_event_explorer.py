"""Adverse events compared as a reader asks: category, level, threshold, arms, measure, order and search."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.explorer import Explorer
from pv.display.level_order import levels_in_order
from pv.display.records.events import EVENTS
from pv.numbers.one_line import method_name
from pv.stats.methods import METHODS

_TITLE = "Adverse event explorer"
_READING = (
    "Choose which events are counted, at which level, and how two arms are compared; chart and table follow at once. "
    "The address of the page holds the view, so it can be sent. A number of subjects opens their records."
)
_WITHOUT = "It answers on screen, with the script of the page. The tables of adverse events have the same numbers."
_COMPUTED = (
    "Terms that no subject of either arm had are left out. Estimates and intervals are computed in the page from the "
    "counts; they are not adjusted for multiplicity."
)
#: The counts of a term: each is at most the one before, from which it is told by what it has less; so zeros repeat.
_COUNTS = ("subjects", "timed_subjects", "subjects_in_risk", "days_after_event", "events", "timed_events")
#: The column of a measure that names the method of an interval, and the table that has it.
_METHODS = {
    "risk_difference": ("comparison", "rd_method"),
    "risk_ratio": ("comparison", "rr_method"),
    "odds_ratio": ("odds_ratio", "or_method"),
    "rate_difference": ("comparison", "ird_method"),
    "rate_ratio": ("comparison", "irr_method"),
}


def _make(context: Context, _options: Options) -> Made:
    contents, arms = context.contents, context.arms
    counts = contents.table("explorer_count")
    if len(arms.of_data) < 2 or contents.table("comparison").empty:  # noqa: PLR2004  # an arm and another
        return (Absent("The explorer compares arms: the study has no two that are compared.", said=False),)
    if counts.empty:
        return (Absent("No subject had an event to explore.", said=False),)
    explorer = Explorer(
        "explorer", _TITLE, _READING, _data(contents, arms, counts), _notes(contents, arms), without=_WITHOUT
    )
    return (explorer,)


def _notes(contents: Contents, arms: Arms) -> tuple[str, ...]:
    notes = (
        footnote.population(contents),
        footnote.emergent(contents),
        footnote.COUNTING,
        footnote.untimed(contents),
        footnote.not_compared(arms).strip(),
        _COMPUTED,
        footnote.NOT_ESTIMABLE,
    )
    return tuple(note for note in notes if note)


def _data(contents: Contents, arms: Arms, counts: pd.DataFrame) -> dict[str, Any]:
    """Return the counts, and what they are of."""
    category = contents.table("category").sort_values("category_order", kind="stable")
    category = category[category["collected"]]
    terms = counts[["level", "soc", "term"]].drop_duplicates().sort_values(["level", "soc", "term"], kind="stable")
    classes = sorted(set(terms["soc"]))
    levels = levels_in_order(contents, set(terms["level"]))
    study = footnote.study_row(contents)
    compared = arms.compared[0]
    return {
        "arms": _arms(contents, arms),
        "categories": [[*row] for row in category[["category", "label"]].itertuples(index=False, name=None)],
        "levels": [[*level] for level in levels],
        "classes": classes,
        "terms": {
            "level": _places(terms["level"], [name for name, _ in levels]),
            "soc": _places(terms["soc"], classes),
            "name": terms["term"].tolist(),
        },
        "counts": _counts(counts, terms, category["category"].tolist(), arms),
        "methods": _methods(contents),
        "confidence": float(contents.table("comparison")["confidence_level"].iloc[0]),
        "yearDays": float(study.get("days_per_year") or 0),
        "unit": footnote.rate_unit(contents),
        "rates": [[name, footnote.RATE_LABELS[name]] for name in footnote.rate_names(contents)],
        "start": {
            "arm": compared.place,
            "other": arms.comparator.place if arms.comparator else 0,
            "percent": contents.chart_threshold_percent,
        },
    }


def _arms(contents: Contents, arms: Arms) -> list[dict[str, Any]]:
    """Return each arm with its subjects and days, and the places of the arms of the data that it is made of."""
    time = contents.table("explorer_time").set_index("arm")
    places = {arm.name: arm.place for arm in arms.every}
    found = []
    for arm in arms.every:
        own = time.loc[[*arm.members]].sum()
        found.append(
            {
                "name": arm.name,
                "label": arm.label,
                "subjects": arm.subjects,
                "exposure": int(own["exposure_days"]),
                "risk": int(own["risk_days"]),
                "members": [places[member] for member in arm.members],
            }
        )
    return found


def _counts(counts: pd.DataFrame, terms: pd.DataFrame, categories: Sequence[str], arms: Arms) -> list[dict[str, Any]]:
    """Return of each arm of the data its counts: where each is, as steps from the one before, and how large."""
    placed = counts.merge(terms.assign(place=range(len(terms))), on=["level", "soc", "term"])
    cell = placed["place"] * len(categories) + placed["category"].map({name: i for i, name in enumerate(categories)})
    placed = placed.assign(cell=cell).sort_values("cell", kind="stable")
    found = []
    for arm in arms.every:
        own = placed[placed["arm"] == arm.name]
        steps = [after - before for before, after in pairwise([0, *own["cell"].tolist()])]
        values = {name: own[name].tolist() for name in _COUNTS}
        values["timed_subjects"] = (own["subjects"] - own["timed_subjects"]).tolist()
        values["subjects_in_risk"] = (own["timed_subjects"] - own["subjects_in_risk"]).tolist()
        values["events"] = (own["events"] - own["subjects"]).tolist()
        values["timed_events"] = (own["events"] - own["timed_events"]).tolist()
        found.append({"arm": arm.place, "step": steps, **values})
    return [one for one in found if one["step"]]


def _places(values: "pd.Series[Any]", among: Sequence[str]) -> list[int]:
    place = {name: number for number, name in enumerate(among)}
    return [place[value] for value in values]


def _methods(contents: Contents) -> dict[str, list[str]]:
    """Return the method of each interval, and what it is called."""
    found = {}
    for measure, (table, column) in _METHODS.items():
        rows = contents.table(table)
        if len(rows):
            name = str(rows[column].iloc[0])
            known = METHODS[measure].get(name)
            found[measure] = [name, known.label if known else method_name(name)]
    return found


DISPLAY = Display(
    name="adverse_event_explorer",
    title=_TITLE,
    kind="explorer",
    reads=("explorer_count", "explorer_time", "category", "level", "comparison", "odds_ratio", "study"),
    make=_make,
    opens=(EVENTS,),
)
