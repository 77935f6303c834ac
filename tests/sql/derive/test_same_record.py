"""An event is a record: records equal in every variable are one, two with one number and other content are two."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pv
from effort import seeds
from pv.contract import accept, read_contract
from pv.contract.same_record import same_records
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, count, events, keys, small_study, subjects

#: The case F_dupseq: S1 has a nausea and a serious sepsis under one number, S2 one nausea twice.
ADSL = """STUDYID,USUBJID,SAFFL,TRT01A,TRTSDT,TRTEDT
T,S1,Y,Drug,2024-01-01,2024-01-31
T,S2,Y,Drug,2024-01-01,2024-01-31
T,S3,Y,Control,2024-01-01,2024-01-31
"""
ADAE = """STUDYID,USUBJID,AESEQ,AETERM,AEDECOD,AEBODSYS,ASTDT,AENDT,AETOXGR,AESER,AEREL,AEACN,AEOUT
T,S1,1,Nausea,Nausea,GI,2024-01-05,,1,N,RELATED,DOSE NOT CHANGED,RECOVERED/RESOLVED
T,S1,1,Sepsis,Sepsis,Infections,2024-01-06,,4,Y,RELATED,DOSE NOT CHANGED,RECOVERED/RESOLVED
T,S2,1,Nausea,Nausea,GI,2024-01-05,,1,N,RELATED,DOSE NOT CHANGED,RECOVERED/RESOLVED
T,S2,1,Nausea,Nausea,GI,2024-01-05,,1,N,RELATED,DOSE NOT CHANGED,RECOVERED/RESOLVED
"""


@pytest.mark.parametrize("step", [1, -1])
def test_two_events_with_one_number_are_two_events_whatever_the_order(tmp_path: Path, step: int) -> None:
    head, *lines = ADAE.splitlines()
    (tmp_path / "adae.csv").write_text("\n".join([head, *lines[::step]]), encoding="utf-8")
    (tmp_path / "adsl.csv").write_text(ADSL, encoding="utf-8")
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(tmp_path) as study:
        assert study.accounting.set_index("dataset").loc["adae", "rows_set_aside"] == 1
        for category in ("serious", "grade3plus"):
            row = count(study, arm="Drug", level="any", category=category)
            assert (row["subjects"], row["arm_subjects"]) == (1, 2)
        overview = study.table("overview").set_index(["arm", "item"])
        assert overview.loc[("Drug", "any"), "events"] == 3
        assert keys(study.findings, "shared_number") == ["USUBJID=S1, AESEQ=1"] * 2
        assert keys(study.findings, "duplicate_record") == ["USUBJID=S2, AESEQ=1"]
        assert all(term in str(study.explain("S1", 1)) for term in ("Nausea", "Sepsis"))


def test_a_column_that_no_contract_names_tells_records_apart(tmp_path: Path) -> None:
    rows = events({"SITE_NOTE": "first"}, {"AESEQ": 1, "SITE_NOTE": "second"}, {"AESEQ": 1, "SITE_NOTE": "first"})
    with small_study(tmp_path, subjects({}, CONTROL), rows) as study:
        assert study.table("adae")["SITE_NOTE"].to_list() == ["first", "second"]
        assert study.table("adae_set_aside")["source_row"].to_list() == [3]


def test_doses_cases_and_measurements_are_records_too(tmp_path: Path) -> None:
    dose = {"USUBJID": "U1", "EXSEQ": 1, "EXTRT": "DRUG", "EXDOSE": 5.0, "ASTDT": "2020-01-10"}
    case = {"USUBJID": "U1", "ADJSEQ": 1, "ADJEVENT": "ILD", "ADJDEC": "CONFIRMED", "ADJGR": "2"}
    result = {"USUBJID": "U1", "PARAMCD": "ALT", "AVAL": 20.0, "ADT": "2020-01-12", "LBSEQ": 1, "LBNAM": "A"}
    frames = {
        "adex": pd.DataFrame([dose, dose | {"EXDOSE": 10.0}, dose, dose | {"EXSEQ": 2}]),
        "adjudication": pd.DataFrame([case, case | {"ADJGR": "5"}, case, case | {"ADJSEQ": 2}]),
        "adlb": pd.DataFrame([result, result | {"LBNAM": "B"}, result, result | {"LBSEQ": 2}]),
    }
    with small_study(tmp_path, subjects({}, CONTROL), events({}), "", frames) as study:
        for name in frames:
            assert study.table(f"{name}_set_aside")["source_row"].to_list() == [3]
            found = study.findings[study.findings["dataset"] == name]
            assert found.loc[found["rule"] == "equal_but_number", "source_row"].to_list() == [4]
            shared = found.loc[found["rule"] == "shared_number", "source_row"].to_list()
            assert shared == ([] if name == "adlb" else [1, 2])
        # The worse of the two cases with one number decides.
        assert study.table("adjudicated_subject")["committee_grade"].to_list() == [5]


def test_a_qualifier_of_a_number_that_two_events_have_is_taken_for_both_and_told(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + ARMS, encoding="utf-8")
    frames = domains(
        dm=[{}, {"ARM": "Control", "ACTARM": "Control"}],
        ex=[{}, {"USUBJID": "U2"}],
        ae=[{}, {"AESEQ": 1, "AEDECOD": "Nausea"}, {"AESEQ": 2}, {"AESEQ": 2}],
        suppae=[
            {"IDVARVAL": "1", "QNAM": "AESOSP", "QVAL": "A", "RDOMAIN": "AE"},
            {"IDVARVAL": "2", "QNAM": "AESOSP", "QVAL": "B", "RDOMAIN": "AE"},
        ],
    )
    with pv.open_study(file, frames) as study:
        found = study.findings[study.findings["rule"] == "qualifier_of_two_events"]
        # Equal records are one event.
        assert found[["source_row", "value"]].to_numpy().tolist() == [[1, "1"]]
        assert study.table("adae")["AESOSP"].to_list() == ["A", "A", "B"]
        assert study.table("adae_set_aside")["source_row"].to_list() == [4]


def test_of_two_different_records_of_a_subject_the_same_counts_in_any_order(tmp_path: Path) -> None:
    # U1 to U3: the one before the other, the other before the one, and with other subjects in between.
    one, other = {"TRT01A": "Control"}, {"DTHFL": "Y", "DTHDT": "2020-02-01"}
    order = [("U3", other), ("U1", one), ("U1", other), ("C1", CONTROL), ("U2", other), ("U2", one), ("U3", one)]
    frame = subjects(*({"USUBJID": who, **row} for who, row in order))
    with small_study(tmp_path, frame, events({})) as study:
        kept = study.table("adsl").set_index("USUBJID")
        found = study.findings.query("rule == 'duplicate_subject'").set_index("record_key")["message"]
        assert len(found) == 3
        for who in ("U1", "U2", "U3"):
            assert (kept.loc[who, "TRT01A"], kept.loc[who, "DTHFL"]) == ("Drug", "Y")
            message = found[f"USUBJID={who}"]
            assert all(part in message for part in ("treatment Drug", "treatment Control", "on 2020-02-01"))


CELL = st.sampled_from(["", "x", "y"])


@settings(max_examples=len(seeds(25, 60)), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["U1", "U2"]), st.sampled_from([1, 2]), CELL, CELL), max_size=7))
def test_equal_records_are_those_that_python_finds_equal(rows: list[tuple[str, int, str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["USUBJID", "AESEQ", "AETERM", "OTHER"])
    frame = frame.assign(AEDECOD="A", AEBODSYS="B", AESER="N", ASTDT="2020-01-01")
    frame = frame.mask(frame == "").astype({"AETERM": "str", "OTHER": "str"})
    accepted = accept(frame, "adae", "adae") if rows else None
    found = same_records(frame, accepted.frame, read_contract("adae")) if accepted else pd.DataFrame()
    same, alike = {}, {}
    for place, row in enumerate(rows, start=1):
        equal = [at for at, other in enumerate(rows, start=1) if other == row]
        like = [at for at, other in enumerate(rows, start=1) if (other[0], *other[2:]) == (row[0], *row[2:])]
        if len(equal) > 1:
            same[place] = equal[0]
        lowest = min(like, key=lambda at: (rows[at - 1][1], at))
        if lowest != (equal[0] if len(equal) > 1 else place):
            alike[place] = lowest
    by_row = found.set_index("source_row") if len(found) else found
    assert (by_row["same_as_row"].dropna().to_dict() if len(found) else {}) == same
    differing = by_row[by_row["alike_row"] != by_row.index]["alike_row"].dropna().to_dict() if len(found) else {}
    assert differing == alike
