"""adjudicated_subject.sql and what is counted from it: any cases at all, against a count in Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
from pv import contract
from pv.engine import Engine
from pv.study.setting.settings import Settings
from pv.study.table.special_tables import special_tables

DERIVED = ("adjudicated_event", "adjudicated_subject", "adjudicated_subject_category", "adjudicated_grades")

Row = Mapping[str, Any]

CASE = st.fixed_dictionaries(
    {
        "USUBJID": st.sampled_from(["U1", "U2", "U3", "C1"]),
        "ADJEVENT": st.sampled_from(["A", "B"]),
        "INVGR": st.sampled_from([None, "1", "3", "5"]),
        "ADJGR": st.sampled_from([None, "1", "2", "5"]),
        "ADJREL": st.sampled_from([None, "Y", "N"]),
        "ADJDEC": st.sampled_from([None, "CONFIRMED", "NOT CONFIRMED"]),
        "onset": st.sampled_from([None, -3, 0, 5, 90]),
    }
)
SIZES = {"Drug": 3, "Control": 1}
FIRST_DOSE = pd.Timestamp("2020-01-10")
WINDOW_END = FIRST_DOSE + pd.Timedelta(days=47)


def chain(rows: Sequence[Row], *, missing_related: bool) -> Engine:
    """Return a database with the tables that the committee's cases become."""
    dtypes = contract.read_contract("adjudication").dtypes
    onset = [row["onset"] for row in rows]
    frame = pd.DataFrame([{"ADJSEQ": float(place), **row} for place, row in enumerate(rows)]).drop(columns="onset")
    frame = frame.assign(ADJSTDT=FIRST_DOSE + pd.to_timedelta(pd.array(onset, dtype="Int64"), unit="D"))
    engine = Engine()
    typed = frame.reindex(columns=list(dtypes)).astype(dtypes).assign(source_row=range(1, len(frame) + 1))
    engine.load("adjudication", typed, ["ADJSTDT", "INVSTDT", "ADJDT"])
    study = pd.DataFrame({"missing_related": [missing_related], "counted_until": [pd.NaT]})
    engine.load("study", study, ["counted_until"])
    people = pd.DataFrame({"USUBJID": ["U1", "U2", "U3", "C1"], "arm": ["Drug"] * 3 + ["Control"]})
    engine.load("subject", people.assign(first_dose=FIRST_DOSE, window_end=WINDOW_END), ["first_dose", "window_end"])
    engine.load("arm_member", pd.DataFrame({"arm": list(SIZES), "member": list(SIZES)}))
    engine.load("arm_size", pd.DataFrame({"arm": list(SIZES), "arm_order": [1, 2], "arm_subjects": SIZES.values()}))
    minimal = {"study": {"id": "S", "title": "S"}, "arm": ({"name": "Drug", "role": "investigational"},)}
    engine.load("adjudicated_category", special_tables(Settings.model_validate(minimal))["adjudicated_category"])
    for name in DERIVED:
        engine.derive(f"sql/derive/{name}.sql")
    return engine


def decision(case: Row, *, missing_related: bool) -> str:
    """Return what the committee decided, in words."""
    if case["ADJDEC"] is None:
        return "undecided"
    if case["ADJDEC"] == "NOT CONFIRMED":
        return "not confirmed"
    related = missing_related if case["ADJREL"] is None else case["ADJREL"] == "Y"
    return "related" if related else "not related"


def categories(own: Sequence[Row], *, missing_related: bool) -> list[str]:
    """Return the categories that a subject with these cases of one event counts in."""
    decided = [decision(row, missing_related=missing_related) for row in own]
    gravest = next(word for word in ("related", "not related", "not confirmed", "undecided") if word in decided)
    if gravest != "related":
        return ["case", gravest.replace(" ", "_")]
    pairs = zip(own, decided, strict=True)
    worst = max(int(row["ADJGR"] or 0) for row, word in pairs if word == gravest)
    return ["case", "any", f"grade{worst}" if worst else "grade_missing", *(["grade3plus"] if worst > 2 else [])]


@settings(deadline=None, max_examples=8)
@given(st.lists(CASE, min_size=1, max_size=8), st.booleans())
def test_any_cases_equal_a_count_in_python(rows: list[Row], missing_related: bool) -> None:  # noqa: FBT001  # drawn
    engine = chain(rows, missing_related=missing_related)
    counts = engine.run("sql/measure/adjudicated_incidence.sql")
    counted = {(row.arm, row.event, row.category): row.subjects for row in frames.rows(counts) if row.subjects}
    expected = Counter(
        ("Control" if subject == "C1" else "Drug", event, category)
        for event, subject in {(row["ADJEVENT"], row["USUBJID"]) for row in rows}
        for category in categories(
            [row for row in rows if (row["ADJEVENT"], row["USUBJID"]) == (event, subject)],
            missing_related=missing_related,
        )
    )
    assert counted == expected
    # Each subject with a case is in one cell of the agreement, and its columns are the categories of the incidence.
    names = {"missing": "grade_missing", **{str(grade): f"grade{grade}" for grade in range(1, 6)}}
    columns: Counter[tuple[str, str, str]] = Counter()
    for row in frames.rows(engine.run("sql/measure/adjudication_agreement.sql")):
        columns[row.arm, row.event, names.get(row.committee_grade, row.committee_grade.replace(" ", "_"))] += (
            row.subjects
        )
    assert +columns == {key: number for key, number in expected.items() if key[2] not in ("case", "any", "grade3plus")}
    engine.close()


@settings(deadline=None, max_examples=6)
@given(st.lists(CASE, min_size=1, max_size=8))
def test_the_median_onset_is_that_of_pandas(rows: list[Row]) -> None:
    engine = chain(rows, missing_related=False)
    table = engine.run("sql/measure/adjudicated_onset.sql")
    frame = pd.DataFrame(rows).query("ADJDEC == 'CONFIRMED' and ADJREL == 'Y'").dropna(subset="onset")
    # Study days have no day 0.
    frame = frame.assign(day=[onset + 1 if onset >= 0 else onset for onset in frame["onset"]])
    first = frame.groupby(["ADJEVENT", "USUBJID"])["day"].min().reset_index()
    first = first.assign(arm=["Control" if subject == "C1" else "Drug" for subject in first["USUBJID"]])
    for row in frames.rows(table):
        days = first.loc[(first["arm"] == row.arm) & (first["ADJEVENT"] == row.event), "day"]
        assert row.subjects == len(days)
        if len(days):
            assert (row.median_days, row.minimum_days, row.maximum_days) == (days.median(), days.min(), days.max())
    engine.close()
