"""Adverse events counted with pandas from the data files alone: what the tables of incidence and rates must say.

Slow on purpose, one term and category after the other in the words of the design: nothing here is shared with `pv`.
Holds for trials of `large_trial`, which have full dates, one window after the last dose, and no end of study.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

WINDOW = 30
ARMS = ["Active", "Placebo"]
NEVER = pd.Timestamp("2200-01-01")
SCALE = ["grade_missing", "grade1", "grade2", "grade3", "grade4", "grade5"]
KEY = ["arm", "level", "soc", "term", "category"]
COUNTS = ["subjects", "events", "timed_subjects", "timed_events", "in_risk", "exposure_days", "days_at_risk"]


def by_hand(folder: Path) -> pd.DataFrame:
    """Return the counts of each arm, level, term and category; one row each, in the order of these."""
    adsl, adae = pd.read_parquet(folder / "adsl.parquet"), pd.read_parquet(folder / "adae.parquet")
    for frame, names in ((adsl, ["TRTSDT", "TRTEDT"]), (adae, ["ASTDT", "AENDT"])):
        for name in names:
            frame[name] = pd.to_datetime(frame[name])
    subject = _at_risk(adsl, adae)
    event = _emergent(adae.merge(subject, on="USUBJID"))
    levels = [
        event.assign(level="any", soc="any", term="any"),
        event.assign(level="SOC", soc=event["AEBODSYS"], term=event["AEBODSYS"]),
        event.assign(level="PT", soc=event["AEBODSYS"], term=event["AEDECOD"]),
    ]
    placed = pd.concat(levels, ignore_index=True)
    counted = pd.concat({category: _counted(part) for category, part in _categories(placed)}, names=["category"])
    terms = placed[KEY[1:4]].drop_duplicates()
    every = pd.DataFrame({"arm": ARMS}).merge(terms, how="cross")
    every = every.merge(pd.DataFrame({"category": counted.index.unique("category")}), how="cross")
    result = every.merge(counted.reset_index(), on=KEY, how="left").fillna(dict.fromkeys([*COUNTS[:5], "spared"], 0))
    whole = subject[subject["timed"]].groupby("arm")[["exposure", "risk"]].sum()
    result = result.join(whole, on="arm")
    result["exposure_days"], result["days_at_risk"] = result["exposure"], result["risk"] - result["spared"]
    return result[[*KEY, *COUNTS]].astype(dict.fromkeys(COUNTS, "int64")).sort_values(KEY, ignore_index=True)


def _at_risk(adsl: pd.DataFrame, adae: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects, with the days of exposure and at risk; both are missing without a last dose."""
    dead = adae[adae["AETOXGR"] == "5"].groupby("USUBJID")["AENDT"].min().rename("death")
    subject = adsl[adsl["SAFFL"] == "Y"].merge(dead, on="USUBJID", how="left").rename(columns={"TRT01A": "arm"})
    subject["window_end"] = subject["TRTEDT"] + pd.Timedelta(days=WINDOW)
    end = subject[["window_end", "death"]].min(axis=1)
    subject["timed"] = subject["TRTEDT"].notna()
    subject["exposure"] = (subject["TRTEDT"] - subject["TRTSDT"]).dt.days + 1
    subject["risk"] = ((end - subject["TRTSDT"]).dt.days + 1).clip(lower=1).where(subject["timed"])
    return subject[["USUBJID", "arm", "TRTSDT", "window_end", "timed", "exposure", "risk"]]


def _emergent(event: pd.DataFrame) -> pd.DataFrame:
    """Return the treatment-emergent events, with the day on which each counts as begun."""
    started = event["ASTDT"].between(event["TRTSDT"], event["window_end"].fillna(NEVER))
    # A start that is not known may be within, unless the event is over before the first dose.
    unknown = event["ASTDT"].isna() & (event["AENDT"] >= event["TRTSDT"])
    kept = event[started | unknown].copy()
    kept["day"] = ((kept["ASTDT"] - kept["TRTSDT"]).dt.days + 1).fillna(1)
    kept["grade"] = kept["AETOXGR"].fillna("0").astype(int)
    kept["related"] = kept["AEREL"].ne("NOT RELATED")  # not recorded counts as related
    return kept


def _categories(event: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each category with the events that are in it."""
    serious, fatal = event["AESER"] == "Y", event["AETOXGR"] == "5"
    inside: Mapping[str, pd.Series] = {
        "any": event["day"].notna(),
        "grade3plus": event["grade"] >= 3,
        "serious": serious,
        "related": event["related"],
        "serious_related": serious & event["related"],
        "fatal": fatal,
    } | {name: event["grade"] == grade for grade, name in enumerate(SCALE)}
    worst = event.groupby(["USUBJID", "level", "soc", "term"])["grade"].transform("max")
    for name, mask in inside.items():
        # Of the grades a subject counts in the worst of the term alone; all its events of a grade are events.
        counts = worst == SCALE.index(name) if name in SCALE else mask
        yield name, event[mask].assign(counts=counts[mask])


def _counted(event: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of the events of one category, one row per arm and term."""
    first = (
        event[event["counts"]]
        .groupby([*KEY[:4], "USUBJID"])
        .agg(day=("day", "min"), timed=("timed", "first"), risk=("risk", "first"))
    )
    first["within"] = first["timed"] & (first["day"] <= first["risk"])
    first["spared"] = (first["risk"] - first["day"]).where(first["within"], 0)
    subjects = first.groupby(KEY[:4]).agg(
        subjects=("day", "size"), timed_subjects=("timed", "sum"), in_risk=("within", "sum"), spared=("spared", "sum")
    )
    events = event.groupby(KEY[:4]).agg(events=("day", "size"), timed_events=("timed", "sum"))
    return events.join(subjects)


def by_tables(incidence: pd.DataFrame, rate: pd.DataFrame, days_per_year: float = 365.25) -> pd.DataFrame:
    """Return the same counts, in the same order, of the tables `incidence` and `exposure_adjusted_rate`."""
    both = incidence.merge(rate, on=KEY, suffixes=("", "_of_rate"), validate="1:1")
    both = both.rename(
        columns={
            "eair_total_subjects": "timed_subjects",
            "eaer_events": "timed_events",
            "eair_at_risk_subjects": "in_risk",
        }
    )
    for days, years in (("exposure_days", "patient_years"), ("days_at_risk", "patient_years_at_risk")):
        both[days] = both[years] * days_per_year
        # Whole days, but for the division by the days of a year.
        np.testing.assert_allclose(both[days], both[days].round(), rtol=1e-12)
        both[days] = both[days].round()
    return both[[*KEY, *COUNTS]].astype(dict.fromkeys(COUNTS, "int64")).sort_values(KEY, ignore_index=True)
