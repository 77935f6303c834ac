"""Person-time of random small studies, day by day in Python, against the tables."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from pv import resources

DAY_1 = date(2020, 1, 1)
#: What each SQL file reads of the tables that other files or the study file make.
TYPES = {
    "adsl": "USUBJID varchar, TRT01A varchar, SAFFL varchar, TRTSDT date, TRTEDT date, EOTSTT varchar, EOSSTT varchar, "
    "EOSDT date, RFPENDTC varchar, LSTALVDT date",
    "arm": "arm varchar",
    "death": "USUBJID varchar, death_date date, counted boolean",
    "end_of_study_value": "USUBJID varchar, variable varchar, end_date date",
    "study": "window_days integer, cutoff_date date, counted_until date, days_per_year double, population_by varchar",
    "treatment_received": "USUBJID varchar, received_arm varchar",
}
Person = Mapping[str, Any]


def day(number: int | None) -> date | None:
    return None if number is None else DAY_1 + timedelta(days=number)


def one_of(random: np.random.Generator, *values: object) -> Any:  # noqa: ANN401  # a value of any column
    return values[random.integers(len(values))]


def person(random: np.random.Generator, number: int) -> Person:
    """Return a subject whose dates are days after 1 January, in any order and often missing."""
    some = [None, *(int(value) for value in random.integers(-5, 90, size=3))]
    return {
        "USUBJID": f"U{number}",
        "TRTSDT": one_of(random, None, 0, 0, 5, 40),
        "TRTEDT": one_of(random, None, 10, 20, 30, 60),
        "EOTSTT": one_of(random, None, "ONGOING", "COMPLETED", "DISCONTINUED"),
        "EOSSTT": one_of(random, None, "ONGOING", "COMPLETED", "DISCONTINUED"),
        "EOSDT": one_of(random, None, *some),
        "RFPENDTC": one_of(random, None, None, *some),
        "LSTALVDT": one_of(random, None, *some),
        "named": one_of(random, None, *some),
        "death": one_of(random, None, None, None, *some),
    }


def end_of_study(one: Person, cutoff: int | None, dead: int | None) -> int | None:
    """Return the day on which a subject left, from the first of its sources that can be; the cut-off if ongoing."""
    left = one["EOSSTT"] in ("COMPLETED", "DISCONTINUED")
    ongoing = cutoff is not None and dead is None
    still_treated = one["TRTEDT"] is None and one["EOSSTT"] is None and one["EOTSTT"] in (None, "ONGOING")
    ends = [
        one["EOSDT"],
        one["RFPENDTC"],
        one["LSTALVDT"] if left and dead is None else None,
        cutoff if ongoing and one["EOSSTT"] == "ONGOING" else None,
        one["named"],
        dead,
        cutoff if ongoing and still_treated else None,
    ]
    first = one["TRTSDT"]
    # A cut-off or a death before the first dose is one all the same; a date of leaving is none.
    usable = [place in (3, 5, 6) or first is None or end is None or end >= first for place, end in enumerate(ends)]
    return next((end for end, use in zip(ends, usable, strict=True) if end is not None and use), None)


def last_dose(one: Person, end: int | None, cutoff: int | None, dead: int | None, *, cut: bool) -> int | None:
    """Return the day of the last dose: the cut-off at the latest, and for who is still treated."""
    recorded: int | None = one["TRTEDT"]
    if cutoff is None or (recorded is not None and not cut):
        return recorded
    if recorded is not None:
        return min(recorded, cutoff)
    stayed = one["EOSSTT"] not in ("COMPLETED", "DISCONTINUED") or (end is not None and end > cutoff)
    there = stayed and dead is None and not (end is not None and end < cutoff)
    return cutoff if there and one["EOTSTT"] in (None, "ONGOING") else None


def days_at_risk(one: Person, window: int | None, cutoff: int | None, *, cut: bool) -> tuple[int, int] | None:
    """Return the days exposed and at risk, each day asked in turn; None for a subject who is not timed."""
    dead = None if cut and cutoff is not None and (one["death"] or 0) > cutoff else one["death"]
    end = end_of_study(one, cutoff, dead)
    first, last = one["TRTSDT"], last_dose(one, end, cutoff, dead, cut=cut)
    if first is None or last is None or last < first:
        return None
    # Without a window, and without an end of study, the risk ends with the data, or with the last dose.
    no_window = [] if end is not None else [last if cutoff is None else cutoff]
    ends = [end, dead, cutoff if cut else None, *(no_window if window is None else [last + window])]
    known = [value for value in ends if value is not None]
    at_risk = sum(1 for number in range(first, first + 1000) if all(number <= value for value in known))
    return last - first + 1, max(at_risk, 1)


def tables(people: list[Person], window: int | None, cutoff: int | None, *, cut: bool) -> pd.DataFrame:
    """Return the table subject of these people, by the SQL files alone."""
    with duckdb.connect() as connection:
        for name, columns in TYPES.items():
            connection.execute(f"create table {name} ({columns})")
        connection.execute("insert into arm values ('Drug')")
        connection.execute(
            "insert into study values (?, ?, ?, 365.25, null)", [window, day(cutoff), day(cutoff) if cut else None]
        )
        for one in people:
            dates = {name: day(one[name]) for name in ("TRTSDT", "TRTEDT", "EOSDT", "RFPENDTC", "LSTALVDT")}
            participation = None if dates["RFPENDTC"] is None else f"{dates['RFPENDTC']}T09:30"
            connection.execute(
                "insert into adsl values (?, 'Drug', 'Y', ?, ?, ?, ?, ?, ?, ?)",
                [
                    one["USUBJID"],
                    *(dates["TRTSDT"], dates["TRTEDT"], one["EOTSTT"], one["EOSSTT"]),
                    *(dates["EOSDT"], participation, dates["LSTALVDT"]),
                ],
            )
            if one["named"] is not None:
                connection.execute(
                    "insert into end_of_study_value values (?, 'LEFTDT', ?)", [one["USUBJID"], day(one["named"])]
                )
            if one["death"] is not None:
                counted = not (cut and cutoff is not None and one["death"] > cutoff)
                connection.execute("insert into death values (?, ?, ?)", [one["USUBJID"], day(one["death"]), counted])
        for name in ("end_of_study", "subject"):
            connection.sql(resources.read(f"sql/derive/{name}.sql")).create(name)
        subject: pd.DataFrame = connection.table("subject").df().set_index("USUBJID")
        return subject


@pytest.mark.parametrize("window", [None, 0, 30])
@pytest.mark.parametrize("cutoff", [None, 35])
@pytest.mark.parametrize("cut", [True, False])
def test_exposure_and_time_at_risk_equal_a_count_of_days(window: int | None, cutoff: int | None, cut: bool) -> None:  # noqa: FBT001  # a parameter of the test
    random = np.random.default_rng(20200101)
    people = [person(random, number) for number in range(150)]
    found = tables(people, window, cutoff, cut=cut)
    timed = 0
    for one in people:
        row, expected = found.loc[one["USUBJID"]], days_at_risk(one, window, cutoff, cut=cut)
        missing = pd.isna(row["risk_days"])
        days: tuple[int, int] | None = None if missing else (int(row["exposure_days"]), int(row["risk_days"]))
        assert days == expected, (one, row.to_dict())
        assert bool(row["timed"]) == (expected is not None)
        timed += expected is not None
    assert timed > 30
