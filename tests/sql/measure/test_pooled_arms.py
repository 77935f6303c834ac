"""Pooled arms and the total in every result table: as if the subjects that they show were in an arm of their own."""

import pandas as pd

from pooled_study import DATA_ARMS, MEMBERS, OVERLAPPING, POOL, TOTAL, plain, pooled
from pv.api import Study

#: The orders of ties among terms look at the subjects of all arms, who are there two or three times in the copy.
_ORDERS = {"common_event": ["term_order"]}
#: Counts of the arms of the data alone: who compares pools with them adds them up.
_OF_THE_DATA = ("explorer_count", "explorer_time")


def by_arm(study: Study, name: str) -> pd.DataFrame:
    """Return a result table in an order that does not ask how many subjects there are; of records those of the data."""
    table = study.table(name).drop(columns=_ORDERS.get(name, []))
    if "comparator" in table:
        table = table[~table["arm"].isin([OVERLAPPING, TOTAL])]
    if name in _OF_THE_DATA:
        table = table[table["arm"].isin(DATA_ARMS)]
    if "USUBJID" in table:
        table = table[table["arm"].isin(DATA_ARMS)].drop(columns="source_row", errors="ignore")
    keys = [str(column) for column in table if not pd.api.types.is_float_dtype(table[column])]
    ordered: pd.DataFrame = table.sort_values(keys, kind="stable", ignore_index=True)
    return ordered


def test_every_result_of_every_arm_is_that_of_the_subjects_in_an_arm_of_their_own() -> None:
    """Of the arms of the data too: what is pooled changes nothing of them."""
    tables = pooled().tables()
    with plain() as copies:
        for name in tables.loc[tables["kind"] == "result", "table"]:
            found = by_arm(pooled(), name)
            pd.testing.assert_frame_equal(found, by_arm(copies, name), rtol=1e-12, obj=name)
            if name == "reconciliation":  # of published figures: there are none
                continue
            compared, of_records = "comparator" in found, "USUBJID" in found or name in _OF_THE_DATA
            shown = {"Low", "High", POOL} if compared else {*DATA_ARMS} if of_records else {*DATA_ARMS, *MEMBERS}
            assert set(found["arm"]) == shown, name


def test_a_subject_is_in_its_own_arm_and_counts_once_in_each_that_shows_it() -> None:
    assert set(pooled().table("subject")["arm"]) == {*DATA_ARMS}
    sizes = pooled().table("arm_size").set_index("arm")["arm_subjects"]
    assert sizes.to_dict() == {
        "Low": 12,
        "High": 24,
        "Control": 24,
        POOL: 12 + 24,
        OVERLAPPING: 12 + 24,
        TOTAL: 60,
    }


def test_the_pool_is_compared_with_the_comparator_and_the_total_with_nothing() -> None:
    pairs = pooled().table("arm_pair")
    assert set(pairs["arm"]) == {"Low", "High", POOL}
    assert set(pairs["comparator"]) == {"Control"}


def test_no_term_comes_into_a_table_by_pooling() -> None:
    """A fifth of the subjects of an arm: the weighted mean of two arms is never above the larger one."""
    every = pooled().table("incidence")
    terms = every[(every["level"] == "PT") & (every["category"] == "any")]
    highest = terms[terms["arm"].isin(DATA_ARMS)].groupby(["soc", "term"])["percent"].max()
    for arm in MEMBERS:
        shown = terms[terms["arm"] == arm].set_index(["soc", "term"])["percent"]
        assert (shown <= highest[shown.index]).all()
    table = pooled().table("common_event").query("event_table == 'either'")
    assert set(zip(table["soc"], table["term"], strict=True)) == set(highest.index[highest >= 20])
    assert 0 < len(set(table["term"])) < len(highest)
