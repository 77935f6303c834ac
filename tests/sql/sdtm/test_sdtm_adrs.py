"""ADRS of RS: criteria and evaluators stay apart, what was not done has no value; ADTTE stands beside the domains."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pv
from small_sdtm import domains, made, values

BEST: dict[str, Any] = {"STUDYID": "SMALL", "RSTESTCD": "BESTRESP", "RSTEST": "Best Response", "RSDTC": "2020-03-02"}
BY_CRITERIA: dict[str, Any] = BEST | {"RSCAT": "RECIST 1.1", "RSEVAL": "INVESTIGATOR"}


def test_each_criterion_and_evaluator_is_a_parameter_of_its_own() -> None:
    reader = {"RSEVAL": "INDEPENDENT ASSESSOR", "RSEVALID": "RADIOLOGIST 1"}
    tables, findings = made(
        rs=[
            BEST | {"RSSTRESC": "PR"},
            BY_CRITERIA | {"RSSTRESC": "SD", "RSORRES": "Stable"},
            # Without a standard result the collected one counts; of a month alone no day is known.
            BY_CRITERIA | reader | {"RSORRES": "CR", "RSDTC": "2020-03"},
            BEST | {"RSSTRESC": "PD", "RSSTAT": "NOT DONE"},
        ]
    )
    assert values(tables["adrs"], "PARAMCD", "PARAM", "AVALC", "ADT") == [
        ("BESTRESP", "Best Response", "PR", "2020-03-02"),
        ("BESTRESP, RECIST 1.1, INVESTIGATOR", "Best Response", "SD", "2020-03-02"),
        ("BESTRESP, RECIST 1.1, INDEPENDENT ASSESSOR, RADIOLOGIST 1", "Best Response", "CR", None),
        ("BESTRESP", "Best Response", None, "2020-03-02"),
    ]
    assert values(findings, "rule", "dataset", "record_key") == [
        ("incomplete_date", "adrs", "USUBJID=U1, RSTESTCD=BESTRESP, RSSEQ=3")
    ]


STUDY = """[study]
id = "SMALL"
title = "Drug against control"
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Control"
role = "comparator"
[[response]]
name = "best"
label = "Best response"
parameter = "BESTRESP, RECIST 1.1, INVESTIGATOR"
values = ["PR", "SD"]
rates = { "Objective response" = ["CR", "PR"] }
[[endpoint]]
name = "os"
label = "Overall survival"
parameter = "OS"
unit = "days"
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> pv.Study:
    # Drug: U1 to U3; Control: U4, U5. U3 has no assessment, and only the reviewer saw a response of U5.
    arms = ["Drug", "Drug", "Drug", "Control", "Control"]
    seen = {"U1": "PR", "U2": "SD", "U4": "PR", "U5": "SD"}
    responses = [BY_CRITERIA | {"USUBJID": name, "RSSTRESC": best} for name, best in seen.items()]
    responses.append(BY_CRITERIA | {"USUBJID": "U5", "RSSTRESC": "CR", "RSEVAL": "INDEPENDENT ASSESSOR"})
    frames = domains(
        dm=[{"ARM": arm, "ACTARM": arm} for arm in arms],
        ex=[{"USUBJID": f"U{place}"} for place in range(1, 6)],
        rs=responses,
    )
    times = zip(("U1", "U2", "U3", "U4", "U5"), (30, 50, 70, 20, 60), (0, 1, 0, 0, 1), strict=True)
    adtte = pd.DataFrame([{"USUBJID": name, "PARAMCD": "OS", "AVAL": time, "CNSR": cnsr} for name, time, cnsr in times])
    file: Path = tmp_path_factory.mktemp("rs") / "study.toml"
    file.write_text(STUDY, encoding="utf-8")
    return pv.open_study(file, {**frames, "adtte": adtte.assign(AVALU="DAYS", EVNTDESC="END")})


def test_a_response_of_rs_is_counted_of_its_evaluator_alone(study: pv.Study) -> None:
    found = study.table("response").set_index(["label", "arm"])["subjects"]
    # Of three under the drug one has PR, one SD, one none of these; of two controls one each.
    expected = {"PR": (1, 1), "SD": (1, 1), "Objective response": (1, 1)}
    assert {label: (found[label, "Drug"], found[label, "Control"]) for label in expected} == expected
    assert found.groupby("arm").sum().to_dict() == {"Drug": 4, "Control": 3}


def test_times_of_adtte_stand_beside_the_domains(study: pv.Study) -> None:
    found = study.table("survival").set_index("arm")
    assert found[["subjects", "timed_subjects"]].to_numpy().tolist() == [[2, 3], [1, 2]]
    # Drug: 2/3 from day 30 on, 0 from day 70 on: the median is 70. Control: one half from day 20 on to the end of
    # observation on day 60: the middle of the level stretch.
    assert found["median"].to_dict() == {"Drug": 70.0, "Control": 40.0}


def test_a_response_without_its_criteria_is_refused_with_the_parameter_that_there_is(tmp_path: Path) -> None:
    frames = domains(rs=[BY_CRITERIA | {"RSSTRESC": "PR"}])
    file = tmp_path / "study.toml"
    file.write_text(STUDY.replace(', RECIST 1.1, INVESTIGATOR"', '"').split("[[endpoint]]")[0], encoding="utf-8")
    with pytest.raises(pv.SettingError, match=r"'BESTRESP'.*known: BESTRESP, RECIST 1\.1, INVESTIGATOR"):
        pv.open_study(file, frames)
