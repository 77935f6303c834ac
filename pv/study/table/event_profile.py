"""The distinct combinations of the values that rules about events look at, and which of them each record has."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pv import contract
from pv.study.table.unpivot import value_table


def profile_tables(adae: pd.DataFrame, variables: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return the tables event_profile, profile_value and record_profile.

    A rule is then applied once a combination, of which a million records have some tens.

    Args:
        adae: the accepted events.
        variables: the columns that conditions name, beside those that the contract of event_profile has.
    """
    fixed = [name for name in contract.read_contract("event_profile").columns if name in adae]
    companions = [f"{name}N" for name in variables]
    looked_at = [name for name in dict.fromkeys([*fixed, *variables, *companions]) if name in adae]
    number, firsts = _numbered(adae[looked_at])
    profiles = adae.iloc[firsts].assign(profile_id=np.arange(1, len(firsts) + 1))
    records = pd.DataFrame({"source_row": adae["source_row"].to_numpy(), "profile_id": number})
    return {
        "event_profile": contract.table("event_profile", profiles),
        "profile_value": value_table("profile_value", profiles, variables),
        "record_profile": contract.table("record_profile", records),
    }


def _numbered(values: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each record's combination, from 1, and the first record of each, in order of the values."""
    combined = np.zeros(len(values), dtype=np.int64)
    for name in values:
        codes, distinct = pd.factorize(values[name], sort=True)
        # Numbered anew each time, in order: the product of all counts may be beyond 64 bits.
        _, combined = np.unique(combined * (len(distinct) + 1) + codes + 1, return_inverse=True)
    _, firsts, number = np.unique(combined, return_index=True, return_inverse=True)
    return number + 1, firsts
