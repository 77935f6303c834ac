"""incidence.sql: every count against an independent count of the records."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import frames
import pilot
from small_study import CONTROL, count, events, small_study, subjects

Mask = Callable[[pd.DataFrame], "pd.Series[bool]"]

LEVELS = {"SOC": "AEBODSYS", "HLGT": "AEHLGT", "HLT": "AEHLT", "PT": "AEDECOD"}


def pilot_counts() -> pd.DataFrame:
    return pilot.study().table("incidence")


@pytest.mark.parametrize(
    ("arm", "subjects_with", "of", "percent", "number"),
    [
        ("Placebo", 65, 86, 75.6, 281),
        ("Xanomeline Low Dose", 77, 84, 91.7, 412),
        ("Xanomeline High Dose", 76, 84, 90.5, 433),
    ],
)
def test_any_event_of_the_pilot(arm: str, subjects_with: int, of: int, percent: float, number: int) -> None:
    row = count(pilot.study(), arm=arm, level="any", category="any")
    assert (row["subjects"], row["arm_subjects"], row["events"]) == (subjects_with, of, number)
    assert round(row["percent"], 1) == percent


def test_the_pilot_has_23_system_organ_classes() -> None:
    counts = pilot_counts()
    assert counts.loc[counts["level"] == "SOC", "term"].nunique() == 23


@pytest.mark.parametrize("level", LEVELS)
def test_every_term_of_the_pilot_equals_a_pandas_count_of_the_file(level: str) -> None:
    emergent = pilot.emergent()
    terms = emergent[["AEBODSYS", LEVELS[level]]].drop_duplicates()
    expected = {
        (arm, soc, term): (group["USUBJID"].nunique(), len(group))
        for arm in pilot.ARMS
        for soc, term in terms.set_axis(["soc", "term"], axis=1).itertuples(index=False)
        for group in [
            emergent[(emergent["ARM"] == arm) & (emergent["AEBODSYS"] == soc) & (emergent[LEVELS[level]] == term)]
        ]
    }
    counts = pilot_counts()
    rows = counts[(counts["level"] == level) & (counts["category"] == "any")]
    found = {(row.arm, row.soc, row.term): (row.subjects, row.events) for row in frames.rows(rows)}
    assert found == expected


@pytest.mark.parametrize(
    ("category", "condition"),
    [
        ("serious", lambda events: events["AESER"] == "Y"),
        ("related", lambda events: events["AEREL"].isin(["PROBABLE", "POSSIBLE", ""])),
        (
            "serious_related",
            lambda events: (events["AESER"] == "Y") & events["AEREL"].isin(["PROBABLE", "POSSIBLE", ""]),
        ),
        ("fatal", lambda events: (events["AEOUT"] == "FATAL") | (events["AESDTH"] == "Y")),
        ("dermatologic", lambda events: events["CQ01NAM"] == "DERMATOLOGIC EVENTS"),
    ],
)
def test_every_category_of_the_pilot_equals_a_pandas_count(category: str, condition: Mask) -> None:
    emergent = pilot.emergent()
    chosen = emergent[condition(emergent)]
    expected = {
        (arm, soc, term): (group["USUBJID"].nunique(), len(group))
        for (arm, soc, term), group in chosen.groupby(["ARM", "AEBODSYS", "AEDECOD"])
    }
    counts = pilot_counts()
    rows = counts[(counts["level"] == "PT") & (counts["category"] == category) & (counts["events"] > 0)]
    assert {(row.arm, row.soc, row.term): (row.subjects, row.events) for row in frames.rows(rows)} == expected


def test_worst_severity_of_the_pilot_equals_a_pandas_count() -> None:
    ranks = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}
    emergent = pilot.emergent().assign(rank=lambda frame: frame["AESEV"].map(ranks))
    worst = emergent.groupby(["ARM", "AEDECOD", "USUBJID"])["rank"].max().reset_index()
    expected = worst.groupby(["ARM", "AEDECOD", "rank"])["USUBJID"].nunique().to_dict()
    counts = pilot_counts()
    rows = counts[(counts["level"] == "PT") & counts["category"].isin(["mild", "moderate", "severe"])]
    found = {
        (row.arm, row.term, ranks[row.category.upper()]): row.subjects for row in frames.rows(rows) if row.subjects
    }
    assert found == expected


def test_severities_add_up_to_any_in_every_row() -> None:
    counts = pilot_counts()
    wide = counts.pivot_table(index=["arm", "level", "soc", "term"], columns="category", values="subjects")
    scale = wide[["mild", "moderate", "severe", "severity_missing"]].sum(axis=1)
    assert (scale == wide["any"]).all()


def test_every_arm_has_every_term_and_category() -> None:
    counts = pilot_counts()
    sizes = counts.groupby(["level", "soc", "term", "category"])["arm"].nunique()
    assert (sizes == len(pilot.ARMS)).all()


def test_no_ctcae_grade_is_made_of_a_severity() -> None:
    assert not pilot_counts()["category"].str.startswith("grade").any()


def test_what_is_not_collected_is_not_a_zero() -> None:
    # AEACN is empty on every record of the pilot: nobody knows who discontinued for an event.
    counts, category = pilot_counts(), pilot.study().table("category").set_index("category")
    assert not counts["category"].isin(["discontinuation", "interruption", "reduction"]).any()
    assert category.loc["discontinuation", "note"] == "not counted: AEACN not collected"


def test_a_subject_counts_once_at_the_worst_grade_and_a_missing_grade_is_a_row(tmp_path: Path) -> None:
    adsl = subjects({}, {}, {}, CONTROL)
    adae = events(
        {"AETOXGR": "1"},
        {"AETOXGR": "3"},  # U1: worst 3
        {"AETOXGR": None},  # U1: a missing one beside it
        {"USUBJID": "U2", "AETOXGR": None},  # U2: nothing but a missing one
        {"USUBJID": "U3", "AETOXGR": "3", "AEDECOD": "Nausea"},
    )
    study = small_study(tmp_path, adsl, adae)
    at = {"arm": "Drug", "level": "PT", "term": "Headache"}
    found = {
        category: tuple(count(study, **at, category=category)[["subjects", "events"]])
        for category in ("any", "grade1", "grade2", "grade3", "grade_missing", "grade3plus")
    }
    # Headache: U1 and U2; records 1, 3 and two missing.
    assert found == {
        "any": (2, 4),
        "grade1": (0, 1),
        "grade2": (0, 0),
        "grade3": (1, 1),
        "grade_missing": (1, 2),
        "grade3plus": (1, 1),
    }
    # At level any U1 and U3 are at grade 3: 2 of 3 subjects.
    assert count(study, arm="Drug", level="any", category="grade3")["percent"] == pytest.approx(100 * 2 / 3)


def test_zero_is_a_row_and_the_denominator_comes_from_the_subjects(tmp_path: Path) -> None:
    # Two controls without any event, and one without a safety flag: 0 of 2.
    adsl = subjects({}, CONTROL, {"USUBJID": "C2", "TRT01A": "Control"}, {"TRT01A": "Control", "SAFFL": "N"})
    study = small_study(tmp_path, adsl, events({}, {"USUBJID": "U4"}))
    row = count(study, arm="Control", level="PT", category="any")
    assert (row["subjects"], row["arm_subjects"], row["percent"], row["events"]) == (0, 2, 0.0, 0)
    assert row["upper"] > 0


def test_uncoded_events_count_in_every_level(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({"AEDECOD": None, "AEBODSYS": None}))
    for level in ("any", "SOC", "PT"):
        assert count(study, arm="Drug", level=level, category="any")["subjects"] == 1
    assert count(study, arm="Drug", level="PT", category="any")["term"] == "(uncoded)"


def test_a_group_counts_a_subject_once_and_shows_zero(tmp_path: Path) -> None:
    text = """
[[group]]
name = "Anaemia"
soc = "Blood and lymphatic system disorders"
terms = ["Anaemia", "Haemoglobin decreased"]
[[group]]
name = "Neutropenia"
soc = "Blood and lymphatic system disorders"
terms = ["Neutropenia"]
"""
    adae = events({"AEDECOD": "ANAEMIA"}, {"AEDECOD": "Haemoglobin decreased"}, {"AEDECOD": "Nausea"})
    study = small_study(tmp_path, subjects({}, CONTROL), adae, text)
    row = count(study, arm="Drug", level="group", term="Anaemia", category="any")
    assert (row["subjects"], row["events"], row["soc"]) == (1, 2, "Blood and lymphatic system disorders")
    assert count(study, arm="Drug", level="group", term="Neutropenia", category="any")["subjects"] == 0


CATEGORIES = """
[[category]]
name = "grade2or3"
label = "Grade 2 or 3"
where = [{ grade = { at_least = 2, at_most = 3 } }]
[[category]]
name = "bad"
label = "Serious, or related and stopped or reduced"
where = [{ AESER = "Y" }, { related = "Y", AEACN = ["DRUG WITHDRAWN", "DOSE REDUCED"] }]
[[category]]
name = "hospital"
label = "A column of the sponsor's own"
where = [{ HOSPITAL = "7" }]
"""


def test_a_study_names_its_own_categories(tmp_path: Path) -> None:
    adae = events(
        {"AETOXGR": "2", "AESER": "Y", "AEREL": "NOT RELATED", "AEACN": "DOSE NOT CHANGED", "HOSPITAL": "7"},
        {"AETOXGR": "4", "AEREL": "RELATED", "AEACN": "DOSE REDUCED"},
        {"AETOXGR": "3", "AEREL": "RELATED", "AEACN": "DOSE NOT CHANGED"},
        {"AETOXGR": "1", "AEREL": "NOT RELATED", "AEACN": "DRUG WITHDRAWN"},
    )
    study = small_study(tmp_path, subjects({}, CONTROL), adae, CATEGORIES)
    found = {
        name: count(study, arm="Drug", level="any", category=name)["events"]
        for name in ("grade2or3", "bad", "hospital")
    }
    # Grades 2 and 3; the serious one and the related, reduced one; the one with the sponsor's value.
    assert found == {"grade2or3": 2, "bad": 2, "hospital": 1}
