"""Electrocardiograms (ADEG) are read, set aside, dated and cut as every other result."""

from pathlib import Path

import pandas as pd

from small_study import CONTROL, events, small_study, subjects

CUT = "cutoff_date = 2020-01-25\n"


def test_an_ecg_is_held_to_its_subject_its_death_and_the_cut_off(tmp_path: Path) -> None:
    adeg = pd.DataFrame(
        [
            {"USUBJID": subject, "PARAMCD": "QTCF", "PARAM": "QTcF (ms)", "AVAL": 431.0, "ADT": day, "EGSEQ": place}
            for place, (subject, day) in enumerate(
                [("U1", "2020-01-12"), ("U1", "2020-01-26"), ("U2", "2020-01-14"), ("X", "2020-01-12")], start=1
            )
        ]
    )
    adsl = subjects({}, {"DTHFL": "Y", "DTHDT": "2020-01-13"}, CONTROL)
    with small_study(tmp_path, adsl, events({}), CUT, {"adeg": adeg}) as study:
        account = study.accounting.set_index("dataset").loc["adeg"]
        # The subject X is not in ADSL.
        assert (account["rows_in"], account["rows_used"], account["rows_set_aside"]) == (4, 3, 1)
        found = study.findings[study.findings["dataset"] == "adeg"]
        assert dict(zip(found["rule"], found["source_row"], strict=True)) == {
            "unknown_subject": 4,
            "date_after_cutoff": 2,
            "result_after_death": 3,
        }
        listed = study.table("after_cutoff")
        assert listed[["kind", "USUBJID", "item"]].to_numpy().tolist() == [["Electrocardiograms", "U1", "QTCF"]]
        # What is after the cut-off counts nowhere.
        phase = study.table("vital_result").set_index("source_row")["phase"]
        assert phase[[1, 2]].to_list() == ["post-baseline", "after cut-off"]
        assert study.table("vital_worst").set_index("USUBJID")["measurements"].to_dict() == {"U1": 1, "U2": 1}
