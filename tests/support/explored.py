"""What the explorer of the page must answer: a second way to it, from the result tables and `pv.stats`."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import numpy as np
import pandas as pd

import pv
from pv import stats

TERM = ["level", "soc", "term"]
RATES = {
    "eair_total": ("eair_total_subjects", "patient_years"),
    "eair_at_risk": ("eair_at_risk_subjects", "patient_years_at_risk"),
    "eaer": ("eaer_events", "patient_years"),
}


@dataclass(frozen=True)
class Asked:
    """One state of the explorer, as its address says it."""

    category: str
    level: str
    arm: str
    other: str
    measure: str
    least: float
    unit: str
    order: str
    falling: str
    search: str = field(default="")

    @property
    def address(self) -> str:
        """What stands behind '#explorer?' in the address of the page."""
        return urlencode(vars(self))


def random_states(study: pv.Study, number: int, seed: int) -> Iterator[Asked]:
    """Yield so many states, all that a reader can choose."""
    draw = random.Random(seed)  # noqa: S311  # the same states each time
    category, arms = study.table("category"), study.table("arm")["arm"].tolist()
    categories = category.loc[category["collected"], "category"].tolist()
    levels = sorted(set(study.table("incidence")["level"]))
    measures = ["risk_difference", "risk_ratio", "odds_ratio", "number_needed_to_harm"]
    measures += [f"{rate}_{kind}" for rate in RATES for kind in ("difference", "ratio")]
    for _ in range(number):
        arm, other = draw.sample(arms, 2)
        yield Asked(
            draw.choice(categories),
            draw.choice(levels),
            arm,
            other,
            draw.choice(measures),
            draw.choice([0, 0.5, 1, 2, 5, 10, 12.5, 30]),
            draw.choice(["percent", "subjects"]),
            draw.choice(["estimate", "arm", "other", "term"]),
            draw.choice(["true", "false"]),
            draw.choice(["", "", "", "neo", "SKIN dis", "no such term"]),
        )


def answered(study: pv.Study, asked: Asked) -> pd.DataFrame:
    """Return the rows of a state in their order, as the explorer's CSV file has them."""
    key = ["arm", *TERM, "category"]
    sizes = study.table("incidence")[[*key, "arm_subjects"]]
    both = _both(study.table("exposure_adjusted_rate").merge(sizes, on=key), asked)
    often = [_often(both, asked, side) for side in ("", "_other")]
    rows = both[(often[0] | often[1]) & (both["subjects"] + both["subjects_other"] > 0)]
    words = asked.search.lower().split()
    named = [all(word in f"{row.term} {row.soc}".lower() for word in words) for row in rows.itertuples()]
    rows = rows[np.array(named, dtype=bool)]
    return _ordered(_compared(study, rows, asked), asked)


def _both(counted: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return the terms of the level with the counts of both arms beside each other."""
    chosen = counted[(counted["category"] == asked.category) & (counted["level"] == asked.level)]
    sides = [chosen[chosen["arm"] == arm].drop(columns=["arm", "category"]) for arm in (asked.arm, asked.other)]
    return sides[0].merge(sides[1], on=TERM, suffixes=("", "_other"))


def _often(both: pd.DataFrame, asked: Asked, side: str) -> "pd.Series[bool]":
    subjects, size = both[f"subjects{side}"], both[f"arm_subjects{side}"]
    return subjects >= asked.least if asked.unit == "subjects" else 100 * subjects >= asked.least * size


def _compared(study: pv.Study, rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return the rows with count, denominator, estimate and limits, by the default methods of a study."""
    rate = next((name for name in RATES if asked.measure.startswith(name)), None)
    numerator, denominator = RATES[rate] if rate else ("subjects", "arm_subjects")
    names = [f"{name}{side}" for side in ("", "_other") for name in (numerator, denominator)]
    counts = [rows[name].to_numpy(dtype=float) for name in names]
    per_year = {"patient-year": 1, "100 patient-years": 100}[study.table("study")["rate_unit"].iloc[0]]
    if asked.measure in {"risk_difference", "number_needed_to_harm"}:
        found, factor = stats.risk_difference(*counts), 100
    elif asked.measure == "risk_ratio":
        found, factor = stats.risk_ratio(*counts), 1
    elif asked.measure == "odds_ratio":
        found, factor = stats.odds_ratio(*counts), 1
    elif asked.measure.endswith("_difference"):
        found, factor = stats.rate_difference(*counts), per_year
    else:
        found, factor = stats.rate_ratio(*counts), 1
    texts = rows[["soc", "term"]].set_axis(["class", "term"], axis=1).reset_index(drop=True)
    numbers = np.array([*counts, *(factor * np.asarray(values) for values in found)]).T
    columns = ["count", "of", "comparator_count", "comparator_of", "estimate", "lower", "upper"]
    return texts.join(pd.DataFrame(numbers, columns=columns)).assign(
        both=(rows["subjects"] + rows["subjects_other"]).to_numpy()
    )


def _ordered(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return the rows in order: what has no number last; among equals the more frequent, then the name, first."""
    rising = asked.falling == "false"
    with np.errstate(all="ignore"):
        values = {
            "estimate": rows["estimate"],
            "arm": rows["count"] / rows["of"],
            "other": rows["comparator_count"] / rows["comparator_of"],
        }
    if asked.order == "term":
        return rows.sort_values(["term", "class"], ascending=rising, kind="stable")
    keyed = rows.assign(key=values[asked.order])
    return keyed.sort_values(
        ["key", "both", "term", "class"], ascending=[rising, False, True, True], na_position="last"
    )
