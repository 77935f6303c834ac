"""Which records of two cuts are new, gone or changed, held against multisets of rows."""

from collections import Counter
from random import Random

import pandas as pd
import pytest

from small_study import Row
from two_cuts import changes_by_hand, compared, cut, records

HEADACHE: Row = {"AETERM": "Headache", "AEDECOD": "Headache", "AETOXGR": "1"}
AGAIN = {**HEADACHE, "AESEQ": 7}


def changes(old: pd.DataFrame, new: pd.DataFrame) -> list[tuple[str, str]]:
    """Return change and key of each record that is not the same."""
    found = compared(cut(adae=old), cut(adae=new))["changed_record"]
    return list(zip(found["change"], found["record_key"], strict=True))


def test_a_record_is_new_gone_or_changed_field_by_field() -> None:
    old = records(HEADACHE, HEADACHE, HEADACHE)
    new = records(HEADACHE, {**HEADACHE, "AEDECOD": "Migraine"}, {**HEADACHE, "AETOXGR": "3"}, HEADACHE)[1:]
    found = compared(cut(adae=old), cut(adae=new))
    told = found["changed_record"].set_index("record_key")
    assert told["change"].to_dict() == {
        "USUBJID=S1, AESEQ=1": "gone",
        "USUBJID=S1, AESEQ=2": "changed",
        "USUBJID=S1, AESEQ=3": "changed",
        "USUBJID=S1, AESEQ=4": "new",
    }
    # Another preferred term is another coding; another grade is none.
    assert told["recoded"].to_list() == [False, True, False, False]
    assert told["regraded"].to_list() == [False, False, True, False]
    fields = found["changed_field"][["record_key", "variable", "old_value", "new_value"]]
    assert fields.to_numpy().tolist() == [
        ["USUBJID=S1, AESEQ=2", "AEDECOD", "Headache", "Migraine"],
        ["USUBJID=S1, AESEQ=3", "AETOXGR", "1", "3"],
    ]


def test_neither_the_order_of_rows_nor_the_type_nor_an_empty_text_is_a_change() -> None:
    old = records(*({"AETERM": term, "DOSE": 1.5, "DAY": "2020-01-02", "NOTE": ""} for term in "ABC"))
    new = old.iloc[::-1].assign(
        source_row=[1, 2, 3],
        AESEQ=["3", "2", "1"],
        DOSE=["1.50", "1.5", "1.5"],
        DAY=pd.to_datetime(old["DAY"]),
        NOTE=pd.Series([None] * 3, dtype="str"),
    )
    assert changes(old, new) == []
    assert changes(new, old) == []


def test_a_column_of_one_cut_is_said_once_and_changes_no_record() -> None:
    old, new = records(HEADACHE), records({**HEADACHE, "AELLT": "Head pain"})
    assert changes(old, new) == []


def test_a_subject_with_another_name_is_gone_and_new() -> None:
    renamed = records({**HEADACHE, "USUBJID": "T1"})
    assert changes(records(HEADACHE), renamed) == [("gone", "USUBJID=S1, AESEQ=1"), ("new", "USUBJID=T1, AESEQ=1")]


def test_of_two_records_with_one_key_the_equal_one_is_the_same_and_the_other_changed() -> None:
    old = records(AGAIN, {**AGAIN, "AETERM": "Nausea"})
    new = records({**AGAIN, "AETERM": "Vomiting"}, AGAIN)
    assert changes(old, new) == [("changed", "USUBJID=S1, AESEQ=7")]
    # Which of two is which of two others nobody knows.
    others = records(*({**AGAIN, "AETERM": term} for term in ("Cough", "Fever")))
    assert Counter(change for change, _ in changes(old, others)) == {"gone": 2, "new": 2}
    # A record that is there once more is new once.
    assert changes(records(AGAIN), records(AGAIN, AGAIN)) == [("new", "USUBJID=S1, AESEQ=7")]


def test_a_record_that_is_set_aside_in_one_cut_is_the_same_record_used_otherwise() -> None:
    rows = records(HEADACHE, HEADACHE)
    old, new = cut(adae=rows[:1], adae_set_aside=rows[1:]), cut(adae=rows, adae_set_aside=rows[:0])
    found = compared(old, new)
    assert found["changed_field"][["variable", "old_value", "new_value"]].to_numpy().tolist() == [
        ["(use)", "set aside", "used"]
    ]
    assert found["changed_record"]["record_key"].to_list() == ["USUBJID=S1, AESEQ=2"]


def test_a_doubled_record_is_one_that_is_new_or_gone_and_set_aside() -> None:
    once = cut(adae=records(AGAIN))
    doubled, thrice = (
        cut(adae=rows[:1], adae_set_aside=rows[1:]) for rows in (records(AGAIN, AGAIN), records(AGAIN, AGAIN, AGAIN))
    )
    for old, new, expected in (
        (once, doubled, ("new", None, "set aside")),
        (doubled, once, ("gone", "set aside", None)),
        (doubled, thrice, ("new", None, "set aside")),
        (thrice, doubled, ("gone", "set aside", None)),
    ):
        told = compared(old, new)["changed_record"][["change", "old_use", "new_use"]].astype("object")
        assert [*told.where(told.notna(), None).itertuples(index=False, name=None)] == [expected]


def test_a_record_after_the_cutoff_of_one_cut_alone_is_used_otherwise() -> None:
    rows = records(HEADACHE)
    late = pd.DataFrame({"dataset": ["adae"], "source_row": [1], "kind": ["Adverse events"]})
    (field,) = compared(cut(adae=rows, after_cutoff=late), cut(adae=rows))["changed_field"].itertuples()
    assert (field.old_value, field.new_value) == ("after the cut-off", "used")


def test_events_that_are_numbered_by_their_rows_are_told_by_all_the_rest() -> None:
    numbered = pd.DataFrame({"dataset": ["adae"], "rule": ["event_numbered"]})
    terms = [HEADACHE, {**HEADACHE, "AETERM": "Nausea"}]
    old, new = (cut(adae=records(*rows), finding_count=numbered) for rows in (terms, [terms[1], terms[0], terms[0]]))
    assert compared(old, new)["changed_record"]["change"].to_list() == ["new"]


@pytest.mark.parametrize("seed", range(3))
def test_random_cuts_differ_as_multisets_of_their_rows_do(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no cipher
    rows = [
        {"USUBJID": f"S{random.randint(1, 9)}", "AESEQ": random.randint(1, 9), "AETERM": random.choice("ABC")}
        | {"AETOXGR": random.choice(["1", "2", "", None]), "DOSE": random.choice([1.0, 2.5, None])}
        for _ in range(120)
    ]
    kept = [row if random.random() < 0.8 else row | {"AETERM": "D"} for row in rows if random.random() < 0.9]
    old, new = records(*rows), records(*random.sample(kept, len(kept)))
    found = compared(cut(adae=old), cut(adae=new))
    expected, fields = changes_by_hand(old, new, ["USUBJID", "AESEQ"])
    told = found["changed_record"]
    keys = [str(tuple(part.partition("=")[2] for part in key.split(", "))) for key in told["record_key"]]
    assert Counter(zip(told["change"], keys, strict=True)) == expected
    assert len(found["changed_field"]) == fields.total()
    assert {"new", "gone", "changed"} <= {change for change, _ in expected}
    pairs = found["record_pair"]
    assert (pairs["old_row"].count(), pairs["new_row"].count()) == (len(old), len(new))
