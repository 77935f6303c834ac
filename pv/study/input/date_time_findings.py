"""What a person has to know of days and datetimes: taken from one another, contradicting each other, or unreadable."""

from types import MappingProxyType

import numpy as np
import pandas as pd

from pv.contract.finding import COLUMNS, record_keys
from pv.contract.named_checks import FIRST_DAY, LAST_DAY
from pv.contract.schema import Contract
from pv.contract.values import as_text, read_column
from pv.study.input.date_pair import DatePair, iso_days

#: What a datetime has to be.
RIGHT = (
    "it must be a full calendar date with a time such as 2014-01-02T08:30 or 02JAN2014:08:30:00, "
    f"between {FIRST_DAY} and {LAST_DAY}"
)
#: Day -> what is on it.
_WHAT = MappingProxyType(
    {
        "TRTSDT": "the first dose is on",
        "TRTEDT": "the last dose is on",
        "DTHDT": "the death is on",
        "EOSDT": "the study ends on",
        "ASTDT": "the record starts on",
        "AENDT": "the record ends on",
        "ADT": "the result is dated",
    }
)


def date_time_findings(pair: DatePair, contract: Contract, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of a pair, columns as in `pv.contract.finding`.

    In a file without a column for the day, the datetime is the day, and nothing is amiss.

    Args:
        pair: the day and the datetime.
        contract: of the dataset.
        frame: the records with their days filled, for the keys.
    """
    groups = (
        (pair.taken & pair.given, "day_from_datetime", pair.day, "shown", _taken),
        (pair.differ, "day_and_datetime_differ", pair.day, "shown", _differ),
        (pair.unreadable, "readable", pair.moment, "told", _unreadable),
    )
    tables = []
    for chosen, rule, variable, value, said in groups:
        places = np.flatnonzero(chosen)
        records = _records(pair, places)
        texts = [said(pair, *record) for record in records.itertuples(index=False, name=None)]
        tables.append(
            pd.DataFrame(
                {
                    "severity": "warning",
                    "rule": rule,
                    "dataset": contract.name,
                    "source_row": places + 1,
                    "record_key": _keys(frame.iloc[places], contract).to_numpy(),
                    "variable": variable,
                    "value": records[value].to_numpy(),
                    "message": [message for message, _ in texts],
                    "action": [action for _, action in texts],
                }
            )
        )
    there = [table for table in tables if len(table)]
    return pd.concat(there) if there else pd.DataFrame(columns=list(COLUMNS))


def _records(pair: DatePair, places: np.ndarray) -> pd.DataFrame:
    """Return day, day of the datetime, and both as recorded, of the records at some places."""
    recorded, moments = pair.recorded.iloc[places], pair.moments.iloc[places]
    return pd.DataFrame(
        {
            "day": iso_days(pair.days.iloc[places]),
            "moment_day": iso_days(pair.moment_days.iloc[places]),
            "shown": as_text(recorded).where(pair.filled.iloc[places]),
            "told": as_text(moments).where(pair.moment_filled.iloc[places]),
        }
    )


def _taken(pair: DatePair, _day: str, moment_day: str, shown: object, told: str) -> tuple[str, str]:
    state = f"is '{shown}', which is not a plausible date," if isinstance(shown, str) else "is missing"
    return (
        f"{pair.day} {state} and {pair.moment} is {told}; {pair.day} is the day of {pair.moment}",
        f"Retained; {_what(pair)} {moment_day}, the day of {pair.moment}",
    )


def _differ(pair: DatePair, day: str, _moment_day: str, _shown: object, told: str) -> tuple[str, str]:
    return (
        f"{pair.day} is {day} but {pair.moment} is {told}; {pair.day} is the day of {pair.moment}",
        f"Retained; {_what(pair)} {day}, according to {pair.day}; {pair.moment} is treated as missing",
    )


def _unreadable(pair: DatePair, day: object, _moment_day: str, shown: object, told: str) -> tuple[str, str]:
    if isinstance(day, str):
        consequence = f"the day is {day}, according to {pair.day}"
    else:
        consequence = f"{pair.day} " + ("cannot be read either" if isinstance(shown, str) else "is missing")
    return f"{pair.moment} is '{told}'; {RIGHT}", f"Value treated as missing; {consequence}"


def _what(pair: DatePair) -> str:
    return _WHAT.get(pair.day, "the day is")


def _keys(frame: pd.DataFrame, contract: Contract) -> pd.Series:
    """Return the keys of records as acceptance writes them."""
    names = [name for name in contract.key if list(frame.columns).count(name) == 1]
    columns = {name: read_column(frame[name], contract.dtypes[name])[0] for name in names}
    return record_keys(pd.DataFrame(columns, index=frame.index), names)
