"""Cases worked out by hand, in one study: what public rule sets check, onsets that cannot be, times of the first day.

Each subject is one case; the control and drug subjects beside them have a headache that counts, so that an effect on
the count can be told. Everyone is treated from 10 January to 1 April 2024 and in the study until 15 May.
"""

from pathlib import Path

import pandas as pd
import pytest

import pv
from pv.api import Study
from small_study import CONTROL, HEAD, events, small_study, subjects

SUBJECT = {
    "STUDYID": "S",
    "RFSTDTC": "2024-01-10",
    "RFENDTC": "2024-04-01",
    "RFXSTDTC": "2024-01-10",
    "RFXENDTC": "2024-04-01",
    "RFICDTC": "2024-01-02",
    "RFPENDTC": "2024-05-15",
    "AGE": 51,
    "AGEU": "YEARS",
    "SEX": "F",
}
HEADACHE = {
    "AETERM": "HEADACHE",
    "AEDECOD": "Headache",
    "AEBODSYS": "Nervous system disorders",
    "AESER": "N",
    "AESHOSP": "N",
    "AESCAN": "N",
    "AESOD": "N",
    "AEACN": "DOSE NOT CHANGED",
    "AEOUT": "RECOVERED/RESOLVED",
    "AESTDTC": "2024-02-20",
    "AEENDTC": "2024-02-25",
}
#: Subject -> what its headache has that the others have not.
CASES: dict[str, dict[str, object]] = {
    "USUAL": {},
    "CANCER": {"AESER": "Y", "AESCAN": "Y"},
    "NO-END": {"AEENDTC": None},
    "FATAL": {"AESER": "Y", "AESDTH": "Y", "AEOUT": "FATAL", "AEENDTC": "2024-02-28"},
    "FUTURE": {"AESTDTC": "2042-01-12", "AEENDTC": None, "AEOUT": None},
    "CONSENT": {"AESTDTC": "2023-12-20"},
    "EARLY": {"AESTDTC": "2024-01-10T07:00", "AEENDTC": "2024-01-22"},
}
STOP = """
[data]
standard = "sdtm"
[treatment_emergent]
rule = "window"
window_days = 30
[[arm]]
name = "Drug X"
role = "investigational"
[[arm]]
name = "Placebo"
role = "comparator"
"""


def doses(subject: str, arm: str) -> list[dict[str, object]]:
    """Return the two doses of a subject; REPEAT has the first twice, EARLY has it at nine."""
    dose = {"EXTRT": arm, "EXDOSE": 10 if arm == "Drug X" else 0, "EXDOSU": "mg", "USUBJID": subject}
    start = "2024-01-10T09:00" if subject == "EARLY" else "2024-01-10"
    first = dose | {"EXSTDTC": start, "EXENDTC": "2024-02-15"}
    second = dose | {"EXSTDTC": "2024-02-16", "EXENDTC": "2024-04-01"}
    rows = [first, first, second] if subject == "REPEAT" else [first, second]
    return [{"STUDYID": "S", "EXSEQ": place} | row for place, row in enumerate(rows, start=1)]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    arms = {**dict.fromkeys((*CASES, "REPEAT"), "Drug X"), "CONTROL": "Placebo"}
    dm = [SUBJECT | {"USUBJID": subject, "ARM": arm, "ACTARM": arm} for subject, arm in arms.items()]
    ae = [{"STUDYID": "S", "AESEQ": 1, "USUBJID": subject} | HEADACHE | case for subject, case in CASES.items()]
    ex = [dose for subject, arm in arms.items() for dose in doses(subject, arm)]
    end = {"STUDYID": "S", "DSSEQ": 1, "DSCAT": "DISPOSITION EVENT", "DSDECOD": "COMPLETED", "DSSTDTC": "2024-05-15"}
    ds = [end | {"USUBJID": subject, "DSSCAT": "STUDY PARTICIPATION"} for subject in arms]
    frames = {name: pd.DataFrame(rows) for name, rows in {"dm": dm, "ae": ae, "ex": ex, "ds": ds}.items()}
    file = tmp_path_factory.mktemp("cases") / "study.toml"
    file.write_text(HEAD + STOP, encoding="utf-8")
    return pv.open_study(file, frames)


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("outcome_and_end_differ", "USUBJID=NO-END, AESEQ=1"),
        ("fatal_but_completed", "USUBJID=FATAL, AESEQ=1"),
        ("repeated_dose", "USUBJID=REPEAT, EXSEQ=2"),
    ],
)
def test_the_case_is_found_and_no_other(study: Study, rule: str, key: str) -> None:
    found = study.findings[study.findings["rule"] == rule]
    assert found["record_key"].to_list() == [key]
    assert found["severity"].to_list() == ["warning"]


def test_cancer_alone_makes_an_event_serious(study: Study) -> None:
    assert study.findings[study.findings["rule"] == "serious_without_criterion"].empty
    overview = study.table("overview")
    row = overview[(overview["item"] == "involves_cancer") & (overview["arm"] == "Drug X")].iloc[0]
    assert (row["subjects"], row["arm_subjects"]) == (1, 8)


def test_an_onset_that_cannot_be_says_what_it_does_to_the_count(study: Study) -> None:
    # Headache counts in USUAL, CANCER, NO-END and FATAL: not in 2042, not before consent, not at seven of the day.
    incidence = study.table("incidence").query("level == 'PT' and term == 'Headache' and category == 'any'")
    assert incidence.set_index("arm")["subjects"].to_dict() == {"Drug X": 4, "Placebo": 0}
    found = study.findings[study.findings["rule"] == "onset_impossible"].set_index("record_key")
    assert set(found.index) == {"USUBJID=FUTURE, AESEQ=1", "USUBJID=CONSENT, AESEQ=1"}
    future, consent = found.loc["USUBJID=FUTURE, AESEQ=1"], found.loc["USUBJID=CONSENT, AESEQ=1"]
    assert (future["value"], future["severity"]) == ("2042-01-12", "warning")
    assert future["message"] == "The onset is after the last known date of the subject, 2024-05-15"
    assert future["action"] == (
        "Retained; not treatment-emergent (after window), not counted; "
        "Headache in arm Drug X: number of subjects 4, with this event 5"
    )
    assert consent["message"] == "The onset is before informed consent, 2024-01-02"


def test_seven_is_before_nine_of_the_same_day(study: Study) -> None:
    emergent = study.table("emergent").set_index("USUBJID")
    assert emergent.loc["EARLY", "reason"] == "before first dose"
    fact = [fact.text for fact in study.explain("EARLY", 1).facts if fact.topic == "treatment-emergent"][2]
    assert fact.startswith("start 2024-01-10 07:00:59 < 2024-01-10 09:00:00, the first dose")
    assert fact.endswith("compared by date and time")


def test_an_age_that_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    adsl = subjects({"AGE": -1}, {"AGE": None}, {"AGE": 60}, CONTROL)
    findings = small_study(tmp_path, adsl, events({})).findings
    rows = findings[findings["variable"] == "AGE"]
    assert sorted(zip(rows["rule"], rows["source_row"], strict=True)) == [("age_impossible", 2), ("not_negative", 1)]
