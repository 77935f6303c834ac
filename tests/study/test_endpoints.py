"""Populations beyond safety and endpoints: who is in them, with which time, and every mistake with what is right."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import frames
from pv.api import Study
from pv.errors import SettingError
from pv.study.catalogue import sql_files
from small_study import CONTROL, events, small_study, subjects

#: U3 was assigned the drug and got the control, U4 was never treated, U5 is not randomised.
ADSL = subjects(
    {"TRT01P": "Drug", "ITTFL": "Y", "HR": "POSITIVE", "LINES": 1},
    {"TRT01P": "Drug", "ITTFL": "Y", "HR": "NEGATIVE", "LINES": 3},
    {"TRT01P": "Drug", "ITTFL": "Y", "HR": "POSITIVE", "LINES": 2, "TRT01A": "Control"},
    {"TRT01P": "Control", "ITTFL": "Y", "HR": None, "LINES": 3, "SAFFL": "N", "TRT01A": None, "TRTSDT": None},
    {"TRT01P": None, "ITTFL": "N", "HR": "POSITIVE", "SAFFL": "N", "TRT01A": None, "TRTSDT": None},
    CONTROL | {"TRT01P": "Control", "ITTFL": "Y", "HR": "POSITIVE", "LINES": 2},
)
#: The cut-off is on 31 January 2020.
ADTTE = pd.DataFrame(
    [
        {"USUBJID": "U1", "PARAMCD": "OS", "AVAL": 20.0, "CNSR": 0, "EVNTDESC": "DEATH", "ADT": "2020-01-20"},
        # Two records: the earlier counts, whatever stands first.
        {"USUBJID": "U2", "PARAMCD": "OS", "AVAL": 25.0, "CNSR": 1, "EVNTDESC": "ALIVE", "ADT": "2020-01-25"},
        {"USUBJID": "U2", "PARAMCD": "OS", "AVAL": 15.0, "CNSR": 0, "EVNTDESC": "DEATH", "ADT": "2020-01-15"},
        # Ten days after the cut-off: 41 days after 31 December are 31 at the cut-off.
        {"USUBJID": "U3", "PARAMCD": "OS", "AVAL": 41.0, "CNSR": 0, "EVNTDESC": "DEATH", "ADT": "2020-02-10"},
        # Without AVAL the dates tell: 1 to 12 January are 12 days.
        {"USUBJID": "U4", "PARAMCD": "OS", "CNSR": 2, "EVNTDESC": "LOST", "STARTDT": "2020-01-01", "ADT": "2020-01-12"},
        {"USUBJID": "C1", "PARAMCD": "OS", "AVAL": 10.0, "CNSR": None, "EVNTDESC": "?"},
        {"USUBJID": "U1", "PARAMCD": "PFS", "AVAL": 2.0, "AVALU": "Weeks", "CNSR": 0, "EVNTDESC": "PROGRESSION"},
    ]
)
TEXT = """cutoff_date = 2020-01-31
[[analysis_set]]
name = "itt"
label = "Full analysis set"
flag = "ITTFL"
[[analysis_set]]
name = "pretreated"
label = "Pretreated"
flag = "ITTFL"
cohort = [{ LINES = { at_least = 2 } }]
[[endpoint]]
name = "os"
label = "Overall survival"
parameter = "OS"
population = "itt"
strata = ["HR", "SEX"]
[[endpoint]]
name = "os_positive"
label = "Overall survival"
parameter = "OS"
population = "itt"
cohort = [{ HR = "POSITIVE", LINES = { at_least = 1, at_most = 2 } }, { HR = ["NEGATIVE"], LINES = { at_most = 1 } }]
unit = "days"
[[endpoint]]
name = "pfs"
label = "Progression-free survival"
parameter = "PFS"
unit = "weeks"
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with small_study(tmp_path_factory.mktemp("endpoints"), ADSL, events({}), TEXT, {"adtte": ADTTE}) as opened:
        yield opened


def test_a_population_is_by_its_flag_and_its_own_arm(study: Study) -> None:
    found = study.table("analysis_subject").groupby("analysis_set")[["USUBJID", "arm"]]
    assert {name: dict(rows.to_numpy().tolist()) for name, rows in found} == {
        # U3 got the control: safety counts the treatment received, the full analysis set that assigned.
        "safety": {"U1": "Drug", "U2": "Drug", "U3": "Control", "C1": "Control"},
        "itt": {"U1": "Drug", "U2": "Drug", "U3": "Drug", "U4": "Control", "C1": "Control"},
        # U1 had one line before.
        "pretreated": {"U2": "Drug", "U3": "Drug", "U4": "Control", "C1": "Control"},
    }


def test_a_cohort_has_who_meets_all_conditions_of_one_alternative(study: Study) -> None:
    rows = study.table("endpoint_subject")
    # Positive with 1 or 2 lines: U1, U3, C1. U2 is negative, but has had 3 lines.
    assert set(rows.loc[rows["endpoint"] == "os_positive", "USUBJID"]) == {"U1", "U3", "C1"}
    assert set(rows.loc[rows["endpoint"] == "os_positive", "stratum"]) == {"(all)"}
    strata = rows[rows["endpoint"] == "os"].set_index("USUBJID")["stratum"].to_dict()
    positive, negative, missing = "POSITIVE / F", "NEGATIVE / F", "(missing) / F"
    assert strata == {"U1": positive, "U2": negative, "U3": positive, "U4": missing, "C1": positive}
    labels = study.table("endpoint").set_index("endpoint")["cohort"]
    told = "HR = POSITIVE and LINES at least 1 and at most 2 or HR = NEGATIVE and LINES at most 1"
    assert labels["os_positive"] == told
    assert pd.isna(labels["os"])


def test_a_time_is_in_its_unit_up_to_the_cut_off_and_the_earliest_counts(study: Study) -> None:
    times = {(row.endpoint, row.USUBJID): row for row in frames.rows(study.table("endpoint_time"))}
    os = {subject: (row.days, row.event, row.description) for (name, subject), row in times.items() if name == "os"}
    assert os == {
        "U1": (20, True, "DEATH"),
        "U2": (15, True, "DEATH"),
        "U3": (31, False, "After the cut-off"),
        "U4": (12, False, "LOST"),
    }
    assert times["os", "U1"].time == pytest.approx(20 / 30.4375)
    assert times["os_positive", "U1"].time == 20
    # Two weeks, as recorded.
    assert (times["pfs", "U1"].days, times["pfs", "U1"].time) == (14, 2)


def test_what_is_not_analysed_has_a_finding(study: Study) -> None:
    found = study.findings[study.findings["rule"].str.startswith("endpoint_")]
    said = {(row.rule, row.value, row.source_row) for row in frames.rows(found)}
    # C1 has no censoring flag; nobody but U1 has a record of PFS.
    assert {(rule, value) for rule, value, _ in said if rule == "endpoint_not_timed"} == {
        ("endpoint_not_timed", subject) for subject in ("U2", "U3", "C1")
    }
    assert ("endpoint_recorded_twice", "OS", 2) in said
    assert ("endpoint_after_cutoff", "2020-02-10", 4) in said


def test_a_study_without_endpoints_runs_none_of_their_queries() -> None:
    of_endpoints = {Path(path).stem for path in set(sql_files(endpoints=True)) - set(sql_files())}
    assert {"endpoint_time", "analysis_subject", "endpoint_not_timed"} <= of_endpoints
    assert {"subject", "time_to_event"}.isdisjoint(of_endpoints)


ENDPOINT = '[[endpoint]]\nname = "os"\nlabel = "OS"\nparameter = "OS"\n'
RESPONSE = '[[response]]\nname = "bor"\nlabel = "BOR"\nparameter = "BOR"\n'
SET = '[[analysis_set]]\nname = "itt"\nlabel = "ITT"\nflag = "ITTFL"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ENDPOINT + 'parameter_ = "OS"\n',
            "key endpoint[1].parameter_: there is no such key (did you mean 'parameter'?",
        ),
        (
            ENDPOINT + 'unit = "month"\n',
            "key endpoint[1].unit: 'month' is not one of the values (did you mean 'months'",
        ),
        (ENDPOINT * 2, "key endpoint: 'os' occurs 2 times"),
        (ENDPOINT + 'strata = ["HR", "SEX", "HR"]\n', "key endpoint[1].strata: 'HR' occurs 2 times (each value once"),
        (ENDPOINT + 'competing = ["DEATH", " death"]\n', "key endpoint[1].competing: 'DEATH' occurs 2 times"),
        (
            SET + 'cohort = [{ HR = ["POSITIVE", "POSITIVE"] }]\n',
            "key analysis_set[1].cohort: 'POSITIVE' occurs 2 times",
        ),
        (RESPONSE + 'values = ["CR", "PR", "CR"]\n', "key response[1].values: 'CR' occurs 2 times"),
        (RESPONSE + 'rates = { ORR = ["CR", "CR"] }\n', "key response[1].rates.ORR: 'CR' occurs 2 times"),
        (
            SET + ENDPOINT + 'population = "it"\n',
            "key endpoint[1].population: 'it' is no [[analysis_set]] (did you mean",
        ),
        (SET.replace('"itt"', '"safety"'), "key analysis_set[1].name: 'safety' is the population of [population]"),
        (
            ENDPOINT.replace('"OS"\n', '"OSS"\n'),
            "key endpoint[1].parameter: 'OSS': ADTTE has no such parameter (did you",
        ),
        (ENDPOINT + 'strata = ["HRR"]\n', "key endpoint[1].strata: 'HRR' is not in ADSL (did you mean 'HR'?"),
        (
            ENDPOINT + 'competing = ["DETH"]\n',
            "key endpoint[1].competing: no record of OS has EVNTDESC = 'DETH' (did you",
        ),
        (
            ENDPOINT + 'competing = ["DEATH"]\nrestricted_until = 9.0\n',
            "key endpoint[1].restricted_until: no mean time without the event is given where",
        ),
        (ENDPOINT + 'subgroups = ["SEXX"]\n', "key endpoint[1].subgroups: 'SEXX' is not in ADSL (did you mean 'SEX'?"),
        (ENDPOINT + 'cohort = [{ HRR = "Y" }]\n', "key endpoint[1].cohort: 'HRR' is not in ADSL (did you mean 'HR'?"),
        (
            ENDPOINT + 'cohort = [{ HR = "POS" }]\n',
            "key endpoint[1].cohort: no subject has HR = 'POS' (did you mean 'POSITIVE'?",
        ),
        (SET.replace("ITTFL", "ITFL"), "key analysis_set[1].flag: 'ITFL' is not in ADSL (did you mean 'ITTFL'?"),
        (
            SET + 'cohort = [{ HR = "POS" }]\n',
            "key analysis_set[1].cohort: no subject has HR = 'POS' (did you mean 'POSITIVE'?",
        ),
        (SET.replace("ITTFL", "SEX"), "key analysis_set[1].flag: no subject has SEX = Y"),
        (SET + 'treatment = "TRT01"\n', "key analysis_set[1].treatment: 'TRT01' is not in ADSL (did you mean 'TRT01"),
        (SET + 'treatment = "SEX"\n', "key analysis_set[1]: 5 subjects have ITTFL = Y and SEX = 'F', which no [[arm]]"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_would_be_right(text: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, ADSL, events({}), text, {"adtte": ADTTE})
    found = [str(problem) for problem in caught.value.problems]
    assert any(expected in problem for problem in found), found


def test_an_endpoint_without_adtte_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"endpoint\[1\]\.parameter: 'OS': there is no record of ADTTE"):
        small_study(tmp_path, ADSL, events({}), ENDPOINT)
