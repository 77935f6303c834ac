"""The distinct combinations of the values that rules about events look at, and which of them each record has."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pv import contract
from pv.study.table.unpivot import value_table

_LARGEST = np.iinfo(np.int64).max


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
    combined, most = np.zeros(len(values), dtype=np.int64), 1
    for name in values:
        codes, distinct = pd.factorize(values[name], sort=True)
        kinds = len(distinct) + 1
        if most * kinds > _LARGEST:  # numbered anew, in order: there are as many combinations as records at most
            combined, most = _ranked(combined)[0], len(values)
        combined, most = combined * kinds + codes + 1, most * kinds
    number, firsts = _ranked(combined)
    return number + 1, firsts


def _ranked(combined: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rank of each value among the distinct ones, from 0, and the first place of each, in their order."""
    codes, distinct = pd.factorize(combined)  # by hashing: of a million values some tens are sorted
    order = np.argsort(distinct)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    firsts = np.empty_like(order)
    firsts[codes[::-1]] = np.arange(len(codes))[::-1]  # the last that is written is the first place
    return ranks[codes], firsts[order]
