"""Subjects, events and days of each arm, term and category: what incidence and the three rates are made of."""

from collections.abc import Mapping

import pandas as pd

from pv.verify.event.category import Categories
from pv.verify.event.emergent import emergent
from pv.verify.event.term import Terms
from pv.verify.given import Given, Row, pooled, shown_in
from pv.verify.subject.followed import Subject

TERM = ["level", "soc", "term"]
CELL = ["arm", *TERM, "category"]
_COUNTS = ("subjects", "timed", "at_risk", "days_after")


def counted(given: Given, subjects: Mapping[str, Subject]) -> pd.DataFrame:
    """Return one row per arm that is shown, term and category; where nobody had the term, a row of zeros.

    Columns: `subjects`, `events`; `eair_total_subjects`, `eaer_events` of timed subjects; `eair_at_risk_subjects`,
    who had the first event within the time at risk; `days_after`, the days at risk that are left after that event.
    """
    categories, terms = Categories(given), Terms(given)
    had = _had(given, subjects, categories, terms)
    by_category = pd.DataFrame(
        [(row["category"], row["scale"], row["scale_rank"], row["every_level"]) for row in categories.collected],
        columns=["category", "scale", "rank", "every_level"],
    )
    had = had.merge(by_category, on="category")
    had = had[had["every_level"].astype(bool) | (had["level"] == "any")]
    people = pd.DataFrame(
        [(one.usubjid, one.arm, one.timed, one.risk_days or 0) for one in subjects.values()],
        columns=["USUBJID", "arm", "timed", "risk_days"],
    )
    first = _first(had).merge(people, on="USUBJID")
    first["at_risk"] = first["timed"] & (first["day"] <= first["risk_days"])
    first["days_after"] = (first["risk_days"] - first["day"]).where(first["at_risk"], 0)
    first["subjects"] = 1
    events = had.merge(people, on="USUBJID").assign(events=1)
    of_events = _of_arms(events, given)[["events", "timed"]].rename(columns={"timed": "timed_events"})
    found = _of_arms(first, given)[[*_COUNTS]].join(of_events, how="outer")
    cells = _cells(given, had, terms, by_category).merge(found.reset_index(), on=CELL, how="left")
    numbers = [*_COUNTS, "events", "timed_events"]
    cells[numbers] = cells[numbers].fillna(0).astype("int64")
    names = {"timed": "eair_total_subjects", "at_risk": "eair_at_risk_subjects", "timed_events": "eaer_events"}
    return cells.rename(columns=names)


def _had(given: Given, subjects: Mapping[str, Subject], categories: Categories, terms: Terms) -> pd.DataFrame:
    """Return subject, day, term and category of each treatment-emergent event: a row for each term and category."""
    rows = []
    for event in given.rows("adae"):
        subject = subjects.get(event["USUBJID"])
        if subject and emergent(event, subject, given.study):
            day, own = _day(event, subject), categories.of(event)
            rows += [(subject.usubjid, day, *term, category) for term in terms.of(event) for category in own]
    return pd.DataFrame(rows, columns=["USUBJID", "day", *TERM, "category"])


def _day(event: Row, subject: Subject) -> int:
    """Return the study day of the onset; a missing one, or one before the first dose, is taken at the first dose."""
    if event["ASTDT"] is None or subject.first is None:
        return 1
    return max(int((event["ASTDT"] - subject.first).days) + 1, 1)


def _first(had: pd.DataFrame) -> pd.DataFrame:
    """Return each subject once per term and category, on the first day; of a scale, such as grades, in the worst."""
    once = had.groupby(["USUBJID", *TERM, "category"], sort=False).agg(
        day=("day", "min"), scale=("scale", "first"), rank=("rank", "first")
    )
    once = once.reset_index()
    scaled = once["scale"].notna()
    worst = once[scaled].groupby(["USUBJID", *TERM, "scale"])["rank"].transform("max")
    return once[~scaled | (once["rank"] == worst.reindex(once.index))]


def _of_arms(rows: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Return the sums of the numbers by arm that is shown, term and category: a pooled arm has those of its members."""
    shown = rows.merge(shown_in(given), on="arm").drop(columns="arm").rename(columns={"shown": "arm"})
    numbers = [name for name in (*_COUNTS, "events") if name in shown]
    return shown.groupby(CELL)[numbers].sum()


def _cells(given: Given, had: pd.DataFrame, terms: Terms, by_category: pd.DataFrame) -> pd.DataFrame:
    """Return every arm with every term that anybody had, or that the study file groups, and every category."""
    named = {("any", "any", "any"), *terms.groups, *had[TERM].drop_duplicates().itertuples(index=False, name=None)}
    every = pd.DataFrame(sorted(named), columns=TERM).merge(by_category[["category", "every_level"]], how="cross")
    every = every[every["every_level"].astype(bool) | (every["level"] == "any")].drop(columns="every_level")
    return pd.DataFrame({"arm": [*pooled(given)]}).merge(every, how="cross")
