"""Combinations of values are numbered in the order of the values, however many there could be."""

import numpy as np
import pandas as pd

from pv.contract.schema import read_contract
from pv.study.table.event_profile import profile_tables

#: With 20 values in each, of twenty columns, there could be more combinations than 64 bits can number.
COLUMNS = [f"OWN{number}" for number in range(20)]


def test_combinations_are_numbered_in_the_order_of_their_values_a_missing_one_first() -> None:
    drawn = np.random.default_rng(7)
    values = [None, *(f"{number:02}" for number in range(19))]
    rows = [tuple(values[place] for place in places) for places in drawn.integers(0, 20, (60, len(COLUMNS)))]
    rows += [rows[place] for place in drawn.integers(0, 60, 60)]  # some more than once
    adae = pd.DataFrame(rows, columns=COLUMNS, dtype="str").assign(source_row=range(1, len(rows) + 1))
    adae = adae.reindex(columns=[*read_contract("event_profile").columns, *adae.columns])
    tables = profile_tables(adae, COLUMNS)
    ordered = sorted(set(rows), key=lambda row: [value or "" for value in row])
    found = tables["record_profile"]
    assert found["profile_id"].to_list() == [ordered.index(row) + 1 for row in rows]
    value = tables["profile_value"].dropna(subset="value").set_index(["profile_id", "variable"])["value"]
    for number, row in enumerate(ordered, start=1):
        assert [value.get((number, name)) for name in COLUMNS] == [*row], number
