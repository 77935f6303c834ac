"""ctcae_change.sql: what another version of CTCAE does to recorded and laboratory grades, by hand and graded again."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
import pytest

import places
from ctcae_translation import ejection_fraction, plain, rows_for, rows_of
from lab_results import graded
from pv import resources
from pv.contract import validate_result
from pv.display.arms import arms_of
from pv.display.coding.ctcae_change import ctcae_change_table, ctcae_left_out
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.table.ctcae import ctcae_term
from small_laboratory import result
from small_study import CONTROL, events, small_study, subjects

if TYPE_CHECKING:
    from pv.api import Study

SHEET = places.SHARED / "data" / "terminology" / "ctcae_v5_to_v6.csv"
SHIPPED = resources.ROOT / "schemas/ctcae/v5_to_v6_grade.csv"
NEXT = '[dictionary]\nctcae = "5.0"\nctcae_next = "6.0"\n'


def translation() -> pd.DataFrame:
    names = {version: ctcae_term(version).set_index("ctcae_code")["term"].to_dict() for version in ("5.0", "6.0")}
    table = pd.read_csv(SHIPPED)
    return table.assign(
        term=table["meddra_code"].map(names["5.0"]), next_term=table["next_meddra_code"].map(names["6.0"])
    )


def of_term(term: str) -> dict[int, tuple[int, int]]:
    table = translation()
    rows = table[table["term"] == term]
    return {grade: (low, high) for grade, low, high in rows[["grade", "lowest", "highest"]].to_numpy().tolist()}


@pytest.mark.skipif(not SHEET.is_file(), reason="the collected reference data are not beside the checkout")
def test_the_shipped_translation_is_made_of_the_sheet() -> None:
    made = [",".join(str(value) for value in row) for row in rows_for(rows_of(SHEET))]
    assert SHIPPED.read_text(encoding="utf-8").splitlines()[1:] == made


def test_every_grade_of_every_term_is_translated_once_into_grades_that_exist() -> None:
    table, now, then = translation(), ctcae_term("5.0"), ctcae_term("6.0")
    assert not table.duplicated(["meddra_code", "grade"]).any()
    keys = set(zip(table["meddra_code"], table["grade"], strict=True))
    assert keys == set(zip(now["ctcae_code"], now["grade"], strict=True))
    texts = {(code, grade): text for code, grade, text in then[["ctcae_code", "grade", "text"]].to_numpy()}
    before = {(code, grade): text for code, grade, text in now[["ctcae_code", "grade", "text"]].to_numpy()}
    for row in table.to_dict("records"):
        low, high = row["lowest"], row["highest"]
        assert 0 <= low <= row["adult_lowest"] <= row["adult_highest"] <= high <= 5, row
        assert low == 0 or (row["next_meddra_code"], low) in texts
        assert (row["next_meddra_code"], high) in texts
        # Death is nothing that another text makes of a grade.
        assert high < 5 or row["grade"] == 5
        if row["basis"] == "text":
            assert low == high
            same = (before[row["meddra_code"], row["grade"]], texts[row["next_meddra_code"], low])
            assert plain(same[0]) == plain(same[1])


def test_a_grade_is_what_its_text_says_never_its_number() -> None:
    assert of_term("Neutrophil count decreased") == {1: (0, 1), 2: (1, 1), 3: (2, 2), 4: (3, 4)}
    # Above 25 and at most 50 is at least 10; below 25 may be below 10.
    assert of_term("Platelet count decreased") == {1: (1, 1), 2: (2, 2), 3: (3, 3), 4: (3, 4)}
    assert of_term("Alkaline phosphatase increased") == {1: (1, 1), 2: (1, 1), 3: (1, 1), 4: (1, 1)}
    # 1.5 - 3 x an abnormal baseline is up to grade 3 (2 - 4 x) in 6.0, 5 - 20 x is above 4 x.
    assert of_term("Alanine aminotransferase increased") == {1: (1, 3), 2: (2, 4), 3: (3, 4), 4: (4, 4)}
    assert of_term("Blood bilirubin increased") == {1: (1, 1), 2: (2, 3), 3: (3, 3), 4: (4, 4)}
    assert of_term("Ejection fraction decreased") == ejection_fraction() == {2: (0, 2), 3: (0, 3), 4: (0, 3)}
    # The same texts, and a text with an alternative for children.
    assert of_term("Alopecia") == {1: (1, 1), 2: (2, 2)}
    table = translation()
    fatigue = table[(table["term"] == "Fatigue") & (table["grade"] == 2)]
    assert fatigue[["lowest", "highest", "adult_lowest", "adult_highest"]].to_numpy().tolist() == [[2, 3, 2, 2]]
    named = table.groupby("term")["next_term"].agg(set)
    assert named["Platelet count decreased"] == {"Thrombocytopenia"}
    assert named["Ejection fraction decreased"] == {"Left ventricular dysfunction"}


#: Analyte and direction, term of 5.0, and lower and upper limit of normal.
MEASURED = {
    ("ALT", "H"): ("Alanine aminotransferase increased", 12, 40),
    ("BILI", "H"): ("Blood bilirubin increased", 12, 40),
    ("GGT", "H"): ("GGT increased", 12, 40),
    ("ALP", "H"): ("Alkaline phosphatase increased", 12, 40),
    ("CREAT", "H"): ("Creatinine increased", 12, 40),
    ("NEUT", "L"): ("Neutrophil count decreased", 2, 7),
    ("PLAT", "L"): ("Platelet count decreased", 150, 400),
    ("HGB", "L"): ("Anemia", 120, 160),
    ("SODIUM", "L"): ("Hyponatremia", 135, 145),
}
UNIT = {"NEUT": "10^9/L", "PLAT": "10^9/L", "HGB": "g/L", "SODIUM": "mmol/L"}


def test_the_limits_are_those_of_the_criteria_that_grade_results() -> None:
    """The grades of 6.0 that results of each grade of 5.0 get from SQL are those of the file, the ends reached."""
    drawn = np.random.default_rng(6)
    results: list[dict[str, object]] = []
    for (analyte, direction), (_, low, high) in MEASURED.items():
        bases = np.array([0.6 * low, low, 0.5 * (low + high), high, *(high * np.array([1.1, 1.5, 2, 3, 4, 5.5, 8]))])
        for base in bases if direction == "H" else bases[2:3]:
            top = 25 * high if direction == "H" else 1.1 * low
            values = np.concatenate([drawn.uniform(0, top, 60), base * drawn.uniform(0.5, 6, 60)])
            results += [
                {"analyte": analyte, "visit": direction, "value": float(value), "unit": UNIT.get(analyte)}
                | {"unit_key": UNIT[analyte].upper() if analyte in UNIT else None}
                | {"range_low": float(low), "range_high": float(high), "recorded_baseline": float(base)}
                for value in values
            ]
    both = {}
    for version in ("5.0", "6.0"):
        table = graded(LaboratoryPart.model_validate({"ctcae": version}), results)
        both[version] = table[table["direction"] == table["visit"]].set_index("source_row")
    now, then = both["5.0"], both["6.0"]
    # Where symptoms decide in 5.0, a grade is without them in both.
    alone = now["highest_grade"] > now["grade"]
    now = now.assign(low=then["lowest_grade"], high=then["grade"].where(alone, then["highest_grade"]))
    for (analyte, _), (term, *_) in MEASURED.items():
        own = now[(now["analyte"] == analyte) & (now["grade"] > 0)]
        found = {grade: (int(rows["low"].min()), int(rows["high"].max())) for grade, rows in own.groupby("grade")}
        expected = of_term(term)
        # A local limit below 1500 is not among these: see the file of the translation.
        if analyte == "NEUT":
            assert found.pop(1) == (0, 0)
        assert found.items() <= expected.items(), (term, found, expected)
        assert len(found) >= 2


def changes(study: "Study", arm: str = "Drug") -> dict[tuple[str, object, object, object], list[int]]:
    table = study.table("ctcae_change").astype("object")
    table = table[table["arm"] == arm].where(table.notna(), None)
    shown = ("subjects", "records", "grade3plus_subjects", "grade3plus_lowest", "grade3plus_highest")
    return {
        (row["term"], row["grade"], row["lowest_grade"], row["highest_grade"]): [row[name] for name in shown]
        for row in table.to_dict("records")
    }


RECORDS = [
    {"AEDECOD": "Neutrophil count decreased", "AETOXGR": "3"},  # U1: becomes 2
    {"AEDECOD": "Neutrophil count decreased", "AETOXGR": "3", "USUBJID": "U2"},
    {"AEDECOD": "Neutrophil count decreased", "AETOXGR": "4", "USUBJID": "U2"},  # 3 or 4
    {"AEDECOD": "Neutrophil count decreased", "AETOXGR": "1", "USUBJID": "U3"},  # none or 1
    {"AEDECOD": "Platelet count decreased", "AETOXGR": "3", "USUBJID": "U3"},  # Thrombocytopenia, 3
    {"AEDECOD": "Fatigue", "AETOXGR": "2"},  # U1 is 60 years old: 2
    {"AEDECOD": "Fatigue", "AETOXGR": "2", "USUBJID": "U3"},  # U3 is a child: 2 or 3
    {"AEDECOD": "No term of CTCAE", "AETOXGR": "3", "USUBJID": "U4"},  # stays 3
    {"AEDECOD": "Alopecia", "AETOXGR": "2", "USUBJID": "U4"},  # the same
    {"AEDECOD": "Neutrophil count decreased", "AETOXGR": "4", "USUBJID": "U4", "ASTDT": "2019-01-01"},  # not emergent
]
AGES: list[dict[str, Any]] = [{"AGE": 60}, {"AGE": 60}, {"AGE": 12}, {"AGE": 60}, CONTROL | {"AGE": 60}]


def test_recorded_grades_by_hand(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects(*AGES), events(*RECORDS), NEXT) as study:
        found, control, table = changes(study), changes(study, "Control"), study.table("ctcae_change")
        validate_result(table, "ctcae_change")
        report = study._contents(None)
        shown = ctcae_change_table(report, arms_of(report))
        assert ctcae_left_out(report) == ()
    neutrophils = [2, 1, 1]  # U1 and U2 have grade 3 or more now; U2 alone then
    assert found == {
        # Now U1, U2 and U3 (platelets), U4; then surely U2, U3, U4, and U1 has fatigue 2 only.
        ("any", None, None, None): [3, 5, 4, 3, 3],
        ("Neutrophil count decreased", 1, 0, 1): [1, 1, *neutrophils],
        ("Neutrophil count decreased", 3, 2, 2): [2, 2, *neutrophils],
        ("Neutrophil count decreased", 4, 3, 4): [1, 1, *neutrophils],
        ("Platelet count decreased", 3, 3, 3): [1, 1, 1, 1, 1],
        ("Fatigue", 2, 2, 3): [1, 1, 0, 0, 1],
    }
    assert set(control) == set(found)
    assert {tuple(numbers) for numbers in control.values()} == {(0, 0, 0, 0, 0)}
    row = table.query("arm == 'Drug' and grade == 4").iloc[0]
    assert (row["change"], row["text"]) == ("not decidable", "<500/mm3; <0.5 x 10e9 /L")
    assert row["next_text"] == ("Grade 3: <500 - 100/mm3; <0.5 - 0.1 x 10^9/L; or Grade 4: <100/mm3; <0.1 x 10^9/L")
    assert shown is not None
    labels = [row.label for group in shown.groups for row in group]
    assert labels == [
        "Any recorded grade",
        "Recorded grades that change",
        "Neutrophil count decreased, grade 3 \u2192 grade 2",
        "Recorded grades whose text does not determine the new grade",
        "Fatigue, grade 2 \u2192 grade 2 to grade 3",
        "Neutrophil count decreased, grade 1 \u2192 no grade to grade 1",
        "Neutrophil count decreased, grade 4 \u2192 grade 3 to grade 4",
        "Recorded grades that stay the same under another term",
        "Platelet count decreased, grade 3 \u2192 Thrombocytopenia, grade 3",
    ]
    texts = [cell.text for cell in shown.groups[2][1].cells]
    assert texts[:6] == ["1 (25.0%)", "0", "1", "0", "0 \u2192 0 to 1", "0 \u2192 0"]


def test_without_a_mapping_recorded_grades_are_not_translated_and_it_is_said(tmp_path: Path) -> None:
    text = NEXT.replace('"5.0"', '"4.03"')
    with small_study(tmp_path, subjects(*AGES), events(*RECORDS), text) as study:
        assert study.table("ctcae_change").empty
        (said,) = ctcae_left_out(study._contents(None))
    assert said.startswith("Recorded grades are not translated from CTCAE 4.03 into 6.0")


def test_without_another_version_nothing_changes(tmp_path: Path) -> None:
    adlb = pd.DataFrame([{"ASEQ": 1} | result("ALT", 5, 200.0)])
    text = '[dictionary]\nctcae = "5.0"\n'
    with small_study(tmp_path, subjects(*AGES), events(*RECORDS), text, {"adlb": adlb}) as study:
        assert study.table("ctcae_change").empty
        assert study.table("ctcae_translation").empty
        assert set(study.table("lab_version_grade")["role"]) == {"study"}


def drawn_results() -> list[dict[str, Any]]:
    random = np.random.default_rng(11)
    limits = {"ALT": (10, 40, "U/L"), "NEUT": (2, 7, "10^9/L"), "PLAT": (150, 400, "10^9/L"), "CK": (30, 200, "U/L")}
    limits |= {"CREAT": (60, 110, "umol/L"), "LYM": (1, 4, "10^9/L"), "ALP": (40, 120, "U/L"), "LDL": (1, 3, "mmol/L")}
    rows = []
    for code, (low, high, unit) in limits.items():
        for usubjid in ("U1", "U2", "U3", "C1"):
            for day in (-1, 2, 5, 9):
                value = float(
                    random.uniform(0.02, 1.2) * low
                    if code in {"NEUT", "PLAT", "LYM"}
                    else random.choice([0.4, 0.9, 1.3, 2.5, 4, 9]) * high * random.uniform(0.9, 1.2)
                )
                more = {"ANRLO": low, "ANRHI": high if random.random() > 0.1 else None, "AVALU": unit}
                rows.append(result(code, day, round(value, 3), USUBJID=usubjid) | more)
    return rows


@pytest.mark.parametrize(("now", "then"), [("5.0", "6.0"), ("4.03", "6.0")])
def test_laboratory_grades_equal_grading_again_by_force(tmp_path: Path, now: str, then: str) -> None:
    adlb = pd.DataFrame([{"ASEQ": place} | row for place, row in enumerate(drawn_results(), start=1)])
    people = subjects({}, {}, {}, CONTROL)
    both: dict[str, pd.DataFrame] = {}
    text = f'[laboratory]\nctcae = "{now}"\n[dictionary]\nctcae_next = "{then}"\n'
    (tmp_path / "now").mkdir()
    (tmp_path / "then").mkdir()
    with small_study(tmp_path / "now", people, events({}), text, {"adlb": adlb}) as study:
        table, both[now] = study.table("ctcae_change"), study.table("lab_grade")
    text = f'[laboratory]\nctcae = "{then}"\n'
    with small_study(tmp_path / "then", people, events({}), text, {"adlb": adlb}) as study:
        both[then] = study.table("lab_grade")
    expected, grave = _by_force(both[now], both[then])
    found: dict[tuple[Any, ...], list[int]] = {}
    rows = table.astype("object").where(table.notna(), None)
    for row in rows[rows["term"] != "any"].to_dict("records"):
        if row["subjects"]:
            key = (row["arm"], row["term"], row["direction"], row["grade"], row["lowest_grade"], row["highest_grade"])
            found[key] = [row["subjects"], row["records"]]
        counts = [row[name] for name in ("grade3plus_subjects", "grade3plus_lowest", "grade3plus_highest")]
        reached = grave.get((row["arm"], row["term"], row["direction"]))
        assert counts == ([0, 0, 0] if reached is None else [len(who) for who in reached])
    assert found == {key: [len(set(who)), len(who)] for key, who in expected.items()}
    assert len(found) > 10


def _by_force(
    now: pd.DataFrame, then: pd.DataFrame
) -> tuple[Mapping[tuple[Any, ...], list[str]], Mapping[tuple[Any, ...], tuple[set[str], set[str], set[str]]]]:
    """Return who has which changed grade, and who has grade 3 or more now, surely then and possibly then."""
    graded_by = [
        {
            (row["source_row"], row["direction"]): row
            for row in table.query("phase == 'post-baseline'").to_dict("records")
        }
        for table in (now, then)
    ]
    changed: dict[tuple[Any, ...], list[str]] = {}
    grave: dict[tuple[Any, ...], tuple[set[str], set[str], set[str]]] = {}
    for key in graded_by[0].keys() | graded_by[1].keys():
        old, new = (table.get(key) for table in graded_by)
        either = cast("dict[str, Any]", old or new)
        grade = None if old is None or pd.isna(old["grade"]) else old["grade"]
        low = high = 0
        if new is not None and not pd.isna(new["grade"]):
            low = high = new["grade"]
        elif new is not None and grade is not None:
            low, high = 0, 4  # what the other version needs is missing
        place = (either["arm"], either["term"], key[1])
        if low != high or low != (grade or 0):
            changed.setdefault((*place, grade, low, high), []).append(either["USUBJID"])
        sets: tuple[set[str], set[str], set[str]] = grave.setdefault(place, (set(), set(), set()))
        for place_of, reached in enumerate((grade or 0, low, high)):
            if reached >= 3:
                sets[place_of].add(either["USUBJID"])
    return changed, grave
