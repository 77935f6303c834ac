"""The cut-off cuts everything alike: events, doses, deaths, results, cases, disposition and time."""

from pathlib import Path

import pandas as pd
import pytest

from chapters import chapter_text
from small_study import CONTROL, count, events, keys, small_study, subjects

#: Treated 10 to 19 January, cut on the 15th; the window of 30 days would go to 18 February.
WINDOW = '[treatment_emergent]\nrule = "window"\nwindow_days = 30\n'
CUT = "cutoff_date = 2020-01-15\n"
COUNTED = f'{CUT}after_cutoff = "count"\n'
YEAR = 365.25


def test_an_event_after_the_cut_off_does_not_count_nor_its_time(tmp_path: Path) -> None:
    """The case N_cutoff: two events after the cut-off, one of a subject still treated, one in the window of another."""
    adsl = pd.DataFrame(
        {
            "USUBJID": ["S1", "S2", "S3"],
            "SAFFL": "Y",
            "TRT01A": ["Drug", "Drug", "Control"],
            "TRTSDT": "2024-01-01",
            "TRTEDT": [None, "2024-01-31", "2024-01-31"],
        }
    )
    adae = events({"USUBJID": "S1", "ASTDT": "2024-02-20"}, {"USUBJID": "S2", "AESEQ": 1, "ASTDT": "2024-02-20"})
    text = f"cutoff_date = 2024-02-15\n{WINDOW}"
    study = small_study(tmp_path, adsl, adae, text)
    assert study.table("emergent")["reason"].to_list() == ["after cut-off"] * 2
    assert study.table("incidence")["subjects"].sum() == 0
    rate = count(study, "exposure_adjusted_rate", arm="Drug", level="any", category="any")
    # S1 is exposed 1 January to 15 February, 46 days; S2 31 days, and at risk to the cut-off as well.
    assert rate["patient_years"] == pytest.approx((46 + 31) / YEAR)
    assert rate["patient_years_at_risk"] == pytest.approx((46 + 46) / YEAR)
    assert keys(study.findings, "onset_after_cutoff") == ["USUBJID=S1, AESEQ=1", "USUBJID=S2, AESEQ=1"]
    actions = study.findings.query("rule == 'onset_after_cutoff'")["action"]
    assert set(actions) == {"Retained in the table; not counted (after the cut-off date)"}
    listed = study.table("after_cutoff")
    assert listed[["kind", "USUBJID", "item"]].to_numpy().tolist() == [
        ["Adverse events", "S1", "Headache"],
        ["Adverse events", "S2", "Headache"],
    ]
    explained = str(study.explain("S1", 1))
    assert "start 2024-02-20 is after the cut-off 2024-02-15; listed, not counted" in explained
    assert "not counted in any event table: after the cut-off" in explained
    assert "Adverse events, not counted: Headache 2024-02-20" in str(study.explain("S1"))
    page = chapter_text(study, "quality")
    assert "Not counted: after the cut-off of 2024-02-15" in page
    assert "2 (2 subjects)" in page
    # A study can say otherwise.
    other = small_study(tmp_path, adsl, adae, text.replace("\n", '\nafter_cutoff = "count"\n', 1))
    assert other.table("emergent")["reason"].to_list() == ["in window"] * 2
    assert count(other, arm="Drug", level="any", category="any")["subjects"] == 2
    assert other.table("after_cutoff").empty
    assert set(other.findings.query("rule == 'onset_after_cutoff'")["action"]) == {
        "Retained; counted as recorded, as the study file specifies"
    }


#: An event, each of a subject of its own, and the reason why it is emergent or not.
STARTED: list[tuple[dict[str, str | None], str]] = [
    ({"ASTDT": "2020-01-15"}, "in window"),
    ({"ASTDT": "2020-01-16"}, "after cut-off"),
    ({"ASTDT": "2020-01-16", "ASTDTF": "D"}, "partial start"),  # some day of January
    ({"ASTDT": "2020-02-16", "ASTDTF": "D"}, "after cut-off"),  # 1 February at the earliest
    ({"ASTDT": "2020-02-16", "ASTDTF": "M"}, "partial start"),
    ({"ASTDT": "2021-02-16", "ASTDTF": "M"}, "after cut-off"),
    ({"ASTDT": "2020-02-16", "ASTDTF": "Y"}, "missing start"),
    ({"ASTDT": None, "AENDT": "2020-02-16"}, "missing start"),
    ({"ASTDT": "2020-01-12", "AENDT": "2020-02-16"}, "in window"),  # it began before
    ({"ASTDT": "2020-05-01"}, "after cut-off"),  # after the window as well
]


@pytest.mark.parametrize("text", [WINDOW, WINDOW.replace('"window"', '"flag"')], ids=["window", "flag"])
def test_what_certainly_starts_after_the_cut_off_is_cut_by_rule_and_by_flag(tmp_path: Path, text: str) -> None:
    adae = events(*({"USUBJID": f"U{place}", "TRTEMFL": "Y", **event} for place, (event, _) in enumerate(STARTED, 1)))
    study = small_study(tmp_path, subjects(*({} for _ in STARTED), CONTROL), adae, CUT + text)
    found = study.table("emergent").sort_values("source_row")
    assert list(zip(found["USUBJID"], found["reason"], found["emergent"], strict=True)) == [
        (f"U{place}", reason, reason != "after cut-off") for place, (_, reason) in enumerate(STARTED, 1)
    ]


def test_doses_exposure_and_disposition_are_those_at_the_cut_off(tmp_path: Path) -> None:
    adsl = subjects(
        {"EOTSTT": "COMPLETED", "EOSSTT": "COMPLETED", "EOSDT": "2020-01-20"},  # all of it after the cut-off
        {"TRTEDT": "2020-01-13", "EOTSTT": "COMPLETED", "EOSSTT": "DISCONTINUED", "EOSDT": "2020-01-14"},
        {"TRTSDT": "2020-01-16", "EOTSTT": "COMPLETED", "EOSSTT": "COMPLETED", "EOSDT": "2020-01-20"},
        CONTROL,
    )
    study = small_study(tmp_path, adsl, events({}), CUT + WINDOW)
    people = study.table("subject").set_index("USUBJID")
    # U1: 10 to 15 January; U2: 4 days of exposure, left on the 14th; U3 was first dosed after the cut-off: not timed.
    assert people.loc[["U1", "U2"], ["exposure_days", "risk_days"]].to_numpy().tolist() == [[6, 6], [4, 5]]
    assert people.loc[["U3"], ["timed", "exposure_days", "risk_days"]].isna().to_numpy().tolist() == [
        [False, True, True]
    ]
    row = count(study, "exposure_adjusted_rate", arm="Drug", level="any", category="any")
    assert (row["subjects"], row["untimed_subjects"]) == (1, 1)
    assert count(study, arm="Drug", level="any", category="any")["arm_subjects"] == 3
    status = study.table("subject_disposition").query("reason == 'any'").set_index(["USUBJID", "milestone"])["status"]
    assert status.to_dict() == {
        ("U1", "treatment"): "ONGOING",
        ("U1", "study"): "ONGOING",
        ("U2", "treatment"): "COMPLETED",
        ("U2", "study"): "DISCONTINUED",
        ("U3", "treatment"): "ONGOING",
        ("U3", "study"): "ONGOING",
        ("C1", "treatment"): "ONGOING",
        ("C1", "study"): "(missing)",
    }
    after = study.findings.query("rule == 'date_after_cutoff' and variable == 'TRTSDT'")
    assert after["record_key"].to_list() == ["USUBJID=U3"]


def test_a_death_after_the_cut_off_is_none_yet(tmp_path: Path) -> None:
    # U1 died after the cut-off, U2 on it, U3 some day, U4 by a fatal event that starts after it.
    adsl = subjects({"DTHDT": "2020-01-16"}, {"DTHDT": "2020-01-15"}, {"DTHFL": "Y"}, {}, CONTROL)
    fatal = {"AEOUT": "FATAL", "AESER": "Y", "AESDTH": "Y"}
    adae = events({}, {"USUBJID": "U4", "ASTDT": "2020-01-16", "AENDT": "2020-01-17"} | fatal)
    study = small_study(tmp_path, adsl, adae, CUT + WINDOW)
    assert count(study, "deaths", arm="Drug", item="death")["subjects"] == 2
    assert set(study.table("death_listing")["USUBJID"]) == {"U2", "U3"}
    assert study.table("subject").set_index("USUBJID")["died"].to_dict() == {
        "U1": False,
        "U2": True,
        "U3": True,
        "U4": False,
        "C1": False,
    }
    windows = study.table("window_sensitivity").query("arm == 'Drug' and category == 'death'")
    assert windows.sort_values("window_order")["subjects"].iloc[-1] == 2
    cut = study.table("after_cutoff")
    assert sorted(zip(cut["kind"], cut["USUBJID"], strict=True)) == [
        ("Adverse events", "U4"),
        ("Deaths", "U1"),
        ("Deaths", "U4"),
    ]
    assert "died, 2020-01-16 (subject record (DTHDT)): after the cut-off, not counted" in str(study.explain("U1"))
    counted = small_study(tmp_path, adsl, adae, COUNTED + WINDOW)
    assert count(counted, "deaths", arm="Drug", item="death")["subjects"] == 4


def test_nothing_says_that_a_death_after_the_cut_off_counts(tmp_path: Path) -> None:
    # The event of U1 began on the 14th and is fatal, as recorded; the death is on the 17th, after the cut-off.
    fatal = {"ASTDT": "2020-01-14", "AENDT": "2020-01-17", "AEOUT": "FATAL", "AESER": "Y", "AESDTH": "Y"}
    adsl = subjects({"DTHFL": "N", "EOSSTT": "COMPLETED", "EOSDT": "2020-01-20"}, CONTROL)
    study = small_study(tmp_path, adsl, events(fatal), CUT + WINDOW)
    assert count(study, "deaths", arm="Drug", item="death")["subjects"] == 0
    assert count(study, arm="Drug", level="any", category="fatal")["subjects"] == 1
    of_death = {"fatal_but_completed", "fatal_subject_alive", "date_after_cutoff", "death_sources_differ"}
    said = study.findings.query("rule in @of_death and (rule != 'date_after_cutoff' or variable == 'AENDT')")
    assert set(said["rule"]) == of_death
    assert all("the death is after the cut-off, so it is not counted" in action for action in said["action"])
    assert not study.findings["action"].str.contains("counted as dead|subject as dead").any()
    page = chapter_text(study, "quality")
    assert "so there may be more fatal events than deaths" in page


def test_results_and_cases_after_the_cut_off_are_none_yet(tmp_path: Path) -> None:
    # On the day after the cut-off ALT is above 5 times the upper limit of 40 (grade 3; before it grade 1), and the
    # ejection fraction is 25 points lower than at baseline (before it 5).
    def result(parameter: str, day: str | None, value: float, **more: object) -> dict[str, object]:
        unit = {"ALT": "U/L", "LVEF": "%"}[parameter]
        return {
            "USUBJID": "U1",
            "PARAMCD": parameter,
            "PARAM": f"{parameter} ({unit})",
            "ADT": day,
            "AVAL": value,
        } | more

    normal = {"ANRLO": 5.0, "ANRHI": 40.0}
    adlb = pd.DataFrame(
        [
            result("ALT", "2020-01-09", 20.0, ABLFL="Y", **normal),
            result("ALT", "2020-01-15", 50.0, **normal),
            result("ALT", "2020-01-16", 210.0, **normal),
            result("ALT", None, 220.0, ADY=7, **normal),  # day 7 is 16 January
            result("LVEF", "2020-01-09", 65.0, ABLFL="Y"),
            result("LVEF", "2020-01-15", 60.0),
            result("LVEF", "2020-01-16", 40.0),
        ]
    )
    cases = pd.DataFrame(
        [
            {"USUBJID": "U1", "ADJSEQ": number, "ADJEVENT": "ILD", "ADJDEC": "CONFIRMED", "ADJREL": "Y"} | dates
            for number, dates in enumerate(
                (
                    {"ADJSTDT": "2020-01-16"},
                    {"ADJSTDT": "2020-01-15", "INVSTDT": "2020-01-20"},
                    {"INVSTDT": "2020-01-16"},
                ),
                start=1,
            )
        ]
    )
    adsl, adae = subjects({}, CONTROL), events({})
    text = '[dictionary]\nctcae = "5.0"\n' + WINDOW
    study = small_study(tmp_path, adsl, adae, CUT + text, {"adlb": adlb, "adjudication": cases})
    assert study.table("lab_value").sort_values("source_row")["phase"].to_list() == [
        "baseline",
        "post-baseline",
        "after cut-off",
        "after cut-off",
    ]
    worst = study.table("lab_worst").query("direction == 'H'")
    assert worst["worst_grade"].to_list() == [1]
    assert study.table("lvef_worst")["decrease"].to_list() == [5.0]
    assert study.table("adjudicated_event")["ADJSEQ"].to_list() == [2]
    assert study.table("after_cutoff")["kind"].value_counts().to_dict() == {
        "Laboratory results": 3,
        "Adjudicated cases": 2,
    }
    found = study.findings.query("rule == 'date_after_cutoff' and dataset == 'adlb'")
    assert sorted(found["variable"]) == ["ADT", "ADT", "ADY"]
    counted = small_study(tmp_path, adsl, adae, COUNTED + text, {"adlb": adlb, "adjudication": cases})
    assert counted.table("lab_worst").query("direction == 'H'")["worst_grade"].to_list() == [3]
    assert counted.table("lvef_worst")["decrease"].to_list() == [25.0]
    assert counted.table("adjudicated_event")["ADJSEQ"].to_list() == [1, 2, 3]
