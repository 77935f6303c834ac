"""No result and no finding depends on the order of rows: a dirty study, its tables shuffled, says the same."""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pv
from effort import SEARCH, seeds
from small_sdtm import domains, made, values
from small_study import ARMS, CONTROL, HEAD, events, subjects

TEXT = """cutoff_date = 2020-06-30
[treatment_emergent]
window_days = 10
[demographics]
variables = ["AGE", "SEX"]
[[common_events]]
name = "common"
title = "Common"
threshold_percent = 1.0
"""
#: What is made of the domains of SDTM here, with what is set aside of it.
MADE = tuple(f"{name}{aside}" for name in ("adsl", "adae", "adex", "adlb") for aside in ("", "_set_aside"))
#: Tables whose rows are the records of a file: they name its rows, which a shuffle moves.
ROWS = re.compile(r"\b[Rr]ows? [0-9]+(?:(?:, | and )[0-9]+)*")
#: Two baselines of one test at one moment, of ADLB: without numbers the higher one counts, else the last numbered.
TIED_BASELINES: tuple[tuple[str, float, Mapping[str, object]], ...] = (
    ("C1", 20.1, {"ABLFL": "Y"}),
    ("C1", 90.3, {"ABLFL": "Y"}),
    ("C2", 90.3, {"ABLFL": "Y", "LBSEQ": 1.0}),
    ("C2", 20.1, {"ABLFL": "Y", "LBSEQ": 2.0}),
)


def adam() -> dict[str, pd.DataFrame]:
    """Return datasets with equal records, shared numbers, repeated subjects, contradictions and missing values."""
    adsl = subjects(
        {"AGE": 61.1, "DTHFL": "Y", "DTHDT": "2020-02-01", "EOSSTT": "DISCONTINUED", "EOSDT": "2020-02-01"},
        {"AGE": 44.7, "TRTEDT": "2020-01-30"},
        {"AGE": None, "TRTSDT": None},
        {"AGE": 50.3},
        {"AGE": 59.9, "SAFFL": "N"},
        {**CONTROL, "AGE": 71.3},
        {**CONTROL, "AGE": 70.1, "TRTEDT": "2020-01-25"},
        {"USUBJID": "U2", "AGE": 44.9, "SEX": "M"},
        {**CONTROL, "USUBJID": "C2", "AGE": 33.3, "SEX": "M"},
    )
    adae = events(
        {"AETOXGR": "1", "AEREL": "Y"},
        {"AESEQ": 1, "AETERM": "Sepsis", "AEDECOD": "Sepsis", "AETOXGR": "4", "AESER": "Y", "AEOUT": "FATAL"},
        {"AESEQ": 1, "AETOXGR": "1", "AEREL": "Y"},
        {"AESEQ": 2, "AETOXGR": "5", "AEDECOD": "SEPSIS", "AEOUT": "FATAL", "AENDT": "2020-01-31"},
        {"AESEQ": 2, "AETOXGR": "5", "AEDECOD": "Sepsis", "AEOUT": "FATAL", "AENDT": "2020-01-30"},
        {"USUBJID": "U2", "AESEQ": 1, "AETOXGR": "2", "ASTDT": None},
        {"USUBJID": "U2", "AESEQ": 2, "AETOXGR": "2", "ASTDT": None},
        {"USUBJID": "U2", "AESEQ": 3, "AETOXGR": None, "AEDECOD": "headache", "AEACN": "DRUG WITHDRAWN"},
        {"USUBJID": "C1", "AESEQ": 1, "AEDECOD": None, "ASTDT": "2020-01-09"},
        {"USUBJID": "C2", "AESEQ": 1, "AEDECOD": "Nausea", "AEBODSYS": "Gut", "AEACN": "DOSE REDUCED"},
        {"USUBJID": "nobody", "AESEQ": 1},
        {"USUBJID": "U4", "AESEQ": 1, "AEBODSYS": "Gut"},
    )
    dose = {"EXTRT": "DRUG", "EXDOSE": 5.0, "ASTDT": "2020-01-10", "AENDT": "2020-01-19"}
    adex = pd.DataFrame(
        [
            {"USUBJID": "U1", "EXSEQ": 1, **dose},
            {"USUBJID": "U1", "EXSEQ": 1, **dose, "EXDOSE": 6.0},
            {"USUBJID": "U1", "EXSEQ": 1, **dose},
            {"USUBJID": "U2", "EXSEQ": 1, **dose, "EXTRT": None},
            {"USUBJID": "U2", "EXSEQ": 2, **dose},
            {"USUBJID": "C1", "EXSEQ": 1, **dose},
        ]
    )
    case = {"ADJEVENT": "ILD", "ADJDEC": "CONFIRMED", "ADJREL": "Y"}
    adjudication = pd.DataFrame(
        [
            {"USUBJID": "U1", "ADJSEQ": 1, **case, "ADJGR": "2", "ADJOUT": "RECOVERED/RESOLVED", "AESEQ": 1.0},
            {"USUBJID": "U1", "ADJSEQ": 1, **case, "ADJGR": "2", "ADJOUT": "FATAL", "AESEQ": 1.0},
            {"USUBJID": "C1", "ADJSEQ": 1, **case, "ADJGR": "1", "AESEQ": 9.0},
        ]
    )
    result = {"PARAMCD": "ALT", "AVALU": "U/L", "ANRHI": 40.0, "ANRLO": 5.0}
    adlb = pd.DataFrame(
        [
            {"USUBJID": "U1", **result, "AVAL": 20.1, "ADT": "2020-01-09", "ABLFL": "Y", "AVISIT": "Baseline"},
            {"USUBJID": "U1", **result, "AVAL": 30.3, "ADT": "2020-01-08", "ABLFL": "Y", "AVISIT": "Baseline"},
            {"USUBJID": "U1", **result, "AVAL": 300.7, "ADT": "2020-01-15", "AVISIT": "Day 6"},
            {"USUBJID": "U1", **result, "AVAL": 300.7, "ADT": "2020-01-15", "AVISIT": "Day 5"},
            {"USUBJID": "U1", **result, "AVAL": 300.7, "ADT": "2020-01-15", "AVISIT": "Day 5"},
            {"USUBJID": "C1", **result, "AVAL": 22.2, "ADT": "2020-01-15", "AVISIT": "Day 5", "AVALU": "mmol/L"},
            *(
                {"USUBJID": who, **result, "AVAL": value, "ADT": "2020-01-09", "ADTM": "2020-01-09T08:00:00", **more}
                for who, value, more in TIED_BASELINES
            ),
            {"USUBJID": "C1", **result, "AVAL": 300.1, "ADT": "2020-01-15", "AVISIT": "Day 5"},
            {"USUBJID": "C2", **result, "AVAL": 300.1, "ADT": "2020-01-15", "AVISIT": "Day 5"},
            *(
                {"USUBJID": who, "PARAMCD": "LVEF", "AVALU": "%", "AVAL": value, "ADT": day, "AVISIT": visit}
                for who, value, day, visit in (
                    ("U1", 61.3, "2020-01-08", "Baseline"),
                    ("U1", 48.1, "2020-01-15", "Day 5"),
                    ("U1", 48.1, "2020-01-15", "Day 6"),
                    ("U2", 60.7, "2020-01-08", "Baseline"),
                    ("U2", 55.9, "2020-01-16", "Day 6"),
                )
            ),
        ]
    )
    return {"adsl": adsl, "adae": adae, "adex": adex, "adjudication": adjudication, "adlb": adlb}


def sdtm() -> dict[str, pd.DataFrame]:
    """Return domains with as many faults."""
    return domains(
        dm=[
            {"DTHFL": "Y", "DTHDTC": "2020-02-01"},
            {"AGE": 61},
            {"ARM": "Control", "ACTARM": "Control"},
            {"USUBJID": "U2", "AGE": 62, "SEX": "M"},
            {"USUBJID": "U4", "RFXENDTC": "2020-01-30"},
        ],
        ex=[
            {},
            {"EXSEQ": 1, "EXENDTC": "2020-01-25"},
            {"USUBJID": "U2", "EXENDTC": None},
            {"USUBJID": "U2", "EXENDTC": "2020-01"},
            {"USUBJID": "U3"},
            # Of two doses that start alike, unnumbered, one has no end: the last dose may have gone on.
            {"USUBJID": "U4", "EXSEQ": None, "EXENDTC": "2020-01-12"},
            {"USUBJID": "U4", "EXSEQ": None, "EXENDTC": None},
        ],
        ae=[
            {"AETOXGR": "1"},
            {"AESEQ": 1, "AEDECOD": "Sepsis", "AESER": "Y", "AEOUT": "FATAL"},
            {"AESEQ": 1, "AETOXGR": "1"},
            {"USUBJID": "U2", "AESTDTC": "2020-01"},
            {"USUBJID": "U2", "AESTDTC": "soon", "AEDECOD": "Nausea"},
            {"USUBJID": "U3", "AEENDTC": "2020"},
        ],
        suppae=[
            {"IDVARVAL": "1", "QNAM": "AESOSP", "QVAL": "A"},
            {"IDVARVAL": "1", "QNAM": "AESOSP", "QVAL": "B"},
            {"IDVARVAL": "1", "QNAM": "AETRTEM", "QVAL": "Y"},
        ],
        ds=[
            {"DSDECOD": "COMPLETED", "DSSTDTC": "2020-02-01"},
            {"DSSEQ": 1, "DSDECOD": "ADVERSE EVENT", "DSSTDTC": "2020-02-01"},
            {"DSSEQ": 1, "DSDECOD": "DEATH", "DSSTDTC": "2020-02-03"},
            {"USUBJID": "U2", "DSDECOD": "LOST TO FOLLOW-UP", "DSSTDTC": "2020-03"},
        ],
        lb=[
            {"LBTESTCD": "ALT", "LBSTRESN": "20.1", "LBSTRESU": "U/L", "LBDTC": "2020-01-09", "LBBLFL": "Y"},
            {"LBTESTCD": "ALT", "LBSTRESN": "25.3", "LBSTRESU": "U/L", "LBDTC": "2020-01-08", "LBBLFL": "Y"},
            {"LBTESTCD": "ALT", "LBSTRESN": "325.3", "LBSTRESU": "U/L", "LBDTC": "2020-01-19", "LBSTNRHI": "40"},
            {"LBTESTCD": "ALT", "LBSTRESN": "325.3", "LBSTRESU": "U/L", "LBDTC": "2020-01-19", "LBSTNRHI": "41"},
            *(
                {
                    "USUBJID": who,
                    "LBTESTCD": "ALT",
                    "LBSTRESN": value,
                    "LBSTRESU": "U/L",
                    "LBDTC": day,
                    "LBSTNRHI": "40",
                    **more,
                }
                for who, number in (("U3", None), ("U4", 1))
                for value, day, more in (
                    ("90.3", "2020-01-09T08:00", {"LBBLFL": "Y", "LBSEQ": number}),
                    ("20.1", "2020-01-09T08:00", {"LBBLFL": "Y", "LBSEQ": number and 2}),
                    ("300.1", "2020-01-15", {}),
                )
            ),
        ],
    )


def said(folder: Path, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return every result table and the findings, as they are but for the numbers of rows.

    Of SDTM, but at length, the analysis datasets that are made of it, sorted: of these the results are made as of any.
    """
    file = folder / "study.toml"
    file.write_text(HEAD + TEXT + ARMS, encoding="utf-8")
    with pv.open_study(file, frames) as study:
        made = "dm" in frames and not SEARCH
        names = MADE if made else study.tables().query("kind == 'result'")["table"]
        tables = {name: study.table(name).drop(columns="source_row", errors="ignore") for name in names}
        if made:
            tables = {name: table.sort_values([*table], ignore_index=True) for name, table in tables.items()}
        findings = study.findings.drop(columns="source_row")
    for column in ("message", "action"):
        findings[column] = findings[column].str.replace(ROWS, "row", regex=True)
    by = list(findings.columns)
    return {**tables, "findings": findings.sort_values(by, ignore_index=True)}


@pytest.mark.parametrize("datasets", [adam, sdtm])
def test_shuffled_tables_give_the_same_results_and_findings(datasets, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    frames = datasets()
    whole = said(tmp_path, frames)
    for seed in seeds(1, 6):
        random = np.random.default_rng(seed)
        shuffled = {name: frame.iloc[random.permutation(len(frame))] for name, frame in frames.items()}
        other = said(tmp_path, {name: frame.reset_index(drop=True) for name, frame in shuffled.items()})
        for name, table in whole.items():
            # To the last digit, in the same order.
            pd.testing.assert_frame_equal(other[name], table, check_exact=True, obj=f"{name} {seed}")


@pytest.mark.parametrize("step", [1, -1])
def test_of_two_baselines_at_one_moment_the_number_decides_else_the_value(step: int, tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + TEXT + ARMS, encoding="utf-8")
    frames = {name: frame.iloc[::step].reset_index(drop=True) for name, frame in adam().items()}
    with pv.open_study(file, frames) as study:
        results = study.table("lab_value").query("analyte == 'ALT' and phase == 'post-baseline' and value == 300.1")
    assert dict(zip(results["USUBJID"], results["baseline_value"], strict=True)) == {"C1": 90.3, "C2": 20.1}


@pytest.mark.parametrize("step", [1, -1])
def test_of_two_doses_that_start_alike_the_number_decides_else_the_one_without_an_end(step: int) -> None:
    # U1: the second has an end, so that of DM is not asked. U2: without numbers the open one is the last.
    doses: list[dict[str, object]] = [
        {"EXSEQ": 1, "EXENDTC": None},
        {"EXSEQ": 2, "EXENDTC": "2020-01-12"},
        {"USUBJID": "U2", "EXSEQ": None, "EXENDTC": None},
        {"USUBJID": "U2", "EXSEQ": None, "EXENDTC": "2020-01-12"},
    ]
    tables, _ = made(dm=[{"RFXENDTC": "2020-01-30"}, {"RFXENDTC": "2020-01-30"}], ex=doses[::step])
    assert values(tables["adsl"], "USUBJID", "TRTEDT") == [("U1", "2020-01-12"), ("U2", "2020-01-30")]
