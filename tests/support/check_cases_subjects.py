"""Rows in, findings out: checks of subjects, doses, keys and what must agree between datasets."""

from typing import Any

from check_tables import Case


def same(dataset: str, row: int, **rows: int) -> dict[str, Any]:
    """Return a row of the table of equal records; the number of each is 7."""
    number = {"variable": "USUBJID" if dataset == "adsl" else "AESEQ", "value": "7"}
    return {"dataset": dataset, "source_row": row, "record_key": f"key {row}", **number, **rows}


CASES = [
    Case(
        "unknown_subject",
        {
            "adsl": [{"USUBJID": "U1"}],
            # Row 3 has no subject at all: the contract says so already.
            "adae": [{"USUBJID": "U1"}, {"USUBJID": "U9"}, {"USUBJID": None}],
        },
        fires=[2],
        variable="USUBJID",
        severity="reject",
        value="U9",
        says="record there",
        does="Set aside",
    ),
    Case(
        "unknown_subject",
        {"adsl": [{"USUBJID": "U1"}], "adex": [{"USUBJID": "u1"}, {"USUBJID": "U1"}]},
        fires=[1],
        variable="USUBJID",
        severity="reject",
        value="u1",
        says="ADEX",
        does="Set aside",
    ),
    Case(
        "duplicate_subject",
        {
            "adsl": [{"TRT01A": "Drug"}, {"USUBJID": "U2"}, {"TRT01A": "Placebo"}],
            "same_record": [same("adsl", 1, content_order=2), same("adsl", 3, content_order=1)],
        },
        fires=[3],
        variable="USUBJID",
        severity="reject",
        value="U1",
        says="row 1 says: treatment Drug, safety flag missing, doses missing to missing, death none; this one: ",
        does="Set aside; of records that differ",
    ),
    Case(
        "duplicate_subject",
        {
            "adsl": [{"TRT01A": "Drug"}, {"TRT01A": "Drug"}, {"USUBJID": None}, {"USUBJID": None}],
            "same_record": [same("adsl", row, same_as_row=1, content_order=1) for row in (1, 2)],
        },
        fires=[2],
        variable="USUBJID",
        severity="reject",
        says="Row 1 is identical to this record in every variable",
        does="Set aside; identical records are counted once",
    ),
    *(
        # Whatever the order of the rows, the same record counts.
        Case(
            "duplicate_subject",
            {
                "adsl": [
                    {"SAFFL": "Y", "TRT01A": "Drug", "TRTSDT": "2020-01-10"} | (counts if row == used else other)
                    for row in (1, 2)
                ],
                "same_record": [same("adsl", row, content_order=1 if row == used else 2) for row in (1, 2)],
            },
            fires=[3 - used],
            variable="USUBJID",
            severity="reject",
            does="Set aside",
        )
        for used in (1, 2)
        for counts, other in (
            ({}, {"SAFFL": "N"}),
            ({}, {"TRT01A": None}),
            ({"DTHFL": "Y"}, {}),
            ({"DTHDT": "2020-02-01"}, {"DTHFL": "Y"}),
            ({"TRTSDT": "2020-01-09"}, {}),
            ({"TRTEDT": "2020-01-20"}, {"TRTEDT": "2020-01-19"}),
            ({"TRTEDT": "2020-01-20"}, {"TRTEDT": None}),
        )
    ),
    Case(
        "duplicate_record",
        {
            "same_record": [
                same("adae", 1, same_as_row=1),
                same("adae", 4, same_as_row=1),
                same("adae", 5, alike_row=1),
                same("adsl", 7, same_as_row=2, content_order=1),
            ]
        },
        fires=[4],
        variable="AESEQ",
        severity="reject",
        value="7",
        says="Row 1 is identical to this record in every variable",
        does="Set aside",
    ),
    Case("duplicate_record", {"same_record": [same("adae", 5, alike_row=1)]}, fires=[], variable="AESEQ"),
    Case(
        "equal_but_number",
        {
            "adae": [{}, {}, {}, {}],
            "same_record": [
                same("adae", 1, alike_row=1),
                same("adae", 2, alike_row=1),
                same("adae", 4, same_as_row=3),
                # A record that was set aside has its finding already.
                same("adae", 9, alike_row=1),
            ],
        },
        fires=[2],
        variable="AESEQ",
        value="7",
        says="Row 1 is identical to this record in every variable except its number",
        does="Retained; counted as a separate event",
    ),
    *(
        Case(
            "shared_number",
            {
                dataset: [
                    {variable: 7},
                    {variable: 7},
                    {variable: 7, "USUBJID": "U2"},
                    {variable: 8},
                    {variable: 1.5},
                    {variable: 1.5},
                ]
            },
            fires=[1, 2, 5, 6],
            variable=variable,
            says=f"2 records of the subject have this {variable} but differ",
            does=f"Retained; each is counted as a separate {noun}",
        )
        for dataset, variable, noun in (
            ("adae", "AESEQ", "event"),
            ("adex", "EXSEQ", "dose"),
            ("adjudication", "ADJSEQ", "case"),
        )
    ),
    Case(
        "shared_number",
        # A dose record has one row per parameter where ADEX has parameters, and need not have a number.
        {
            "adex": [
                {"EXSEQ": 1, "PARAMCD": "DOSE"},
                {"EXSEQ": 1, "PARAMCD": "ADJ"},
                {"EXSEQ": None},
                {"EXSEQ": None},
            ]
        },
        fires=[],
        variable="EXSEQ",
    ),
    Case(
        "missing_first_dose",
        {"adsl": [{"SAFFL": "Y"}, {"SAFFL": "N"}, {"SAFFL": "Y", "TRTSDT": "2020-01-10"}]},
        fires=[1],
        variable="TRTSDT",
        value=None,
    ),
    Case(
        "missing_last_dose",
        {"adsl": [{"SAFFL": "Y"}, {"SAFFL": "N"}, {"SAFFL": "Y", "TRTEDT": "2020-01-10"}]},
        fires=[1],
        variable="TRTEDT",
        value=None,
        says="no cut-off date",
        does="but not in exposure",
    ),
    Case(
        "missing_last_dose",
        {
            "adsl": [{"SAFFL": "Y"}],
            "end_of_study": [{"USUBJID": "U1", "treated_at_cutoff": True}],
            "study": [{"cutoff_date": "2020-06-30"}],
        },
        fires=[1],
        variable="TRTEDT",
        severity="note",
        value=None,
        says="still on treatment",
        does="up to the cut-off",
    ),
    Case(
        "missing_last_dose",
        {
            "adsl": [{"SAFFL": "Y"}],
            "end_of_study": [{"USUBJID": "U1", "treated_at_cutoff": False}],
            "study": [{"cutoff_date": "2020-06-30"}],
        },
        fires=[1],
        variable="TRTEDT",
        value=None,
        says="stopped treatment, left the study or died",
        does="not in exposure or rates",
    ),
    Case(
        "end_of_study_not_known",
        {
            "end_of_study": [
                {"USUBJID": "U1", "source": "not known"},
                {"USUBJID": "U2", "source": "not known"},
                {"USUBJID": "U3", "source": "EOSDT"},
            ]
        },
        fires=[None],
        variable="EOSDT",
        severity="note",
        value=None,
        says="for 2 subjects",
        does="at risk until the end of the window",
    ),
    Case(
        "end_of_study_not_known", {"end_of_study": [{"USUBJID": "U3", "source": "EOSDT"}]}, fires=[], variable="EOSDT"
    ),
    # Treated from the 10th to the 20th: left on the 19th, the 9th and the 20th, and one who is not in the safety set.
    Case(
        "end_of_study_impossible",
        {
            "adsl": [
                {"SAFFL": flag, "TRTSDT": "2020-01-10", "TRTEDT": "2020-01-20", "EOSDT": day}
                for flag, day in (("Y", "2020-01-19"), ("Y", "2020-01-20"), ("N", "2020-01-01"))
            ]
        },
        fires=[1],
        variable="EOSDT",
        value="2020-01-19",
        says="before the last dose (TRTEDT 2020-01-20)",
        does="the time at risk ends",
    ),
    Case(
        "end_of_study_impossible",
        {
            "adsl": [{"SAFFL": "Y", "TRTSDT": "2020-01-10", "TRTEDT": "2020-01-20", "RFPENDTC": "2020-01-09T08:00"}],
            "end_of_study_value": [],
        },
        fires=[1],
        variable="RFPENDTC",
        value="2020-01-09T08:00",
        says="before the first dose (TRTSDT 2020-01-10)",
        does="not used",
    ),
    Case(
        "end_of_study_impossible",
        {
            "adsl": [{"SAFFL": "Y", "TRTSDT": "2020-01-10", "TRTEDT": "2020-01-20"}],
            "end_of_study_value": [{"source_row": 1, "variable": "RFENDT", "value": "2020-01"}],
        },
        fires=[1],
        variable="RFENDT",
        value="2020-01",
        says="not a full calendar date",
        does="not used",
    ),
    Case(
        "missing_last_dose",
        {"adsl": [{"SAFFL": "Y", "TRTSDT": "2020-07-01"}], "study": [{"cutoff_date": "2020-06-30"}]},
        fires=[1],
        variable="TRTEDT",
        value=None,
        says="the first dose is after the cut-off date 2020-06-30",
        does="but not the exposure and time at risk",
    ),
    Case(
        "last_dose_before_first",
        {
            "adsl": [
                {"TRTSDT": "2020-01-10", "TRTEDT": "2020-01-09"},
                {"TRTSDT": "2020-01-10", "TRTEDT": "2020-01-10"},
                {"TRTSDT": "2020-01-10"},
            ]
        },
        fires=[1],
        variable="TRTEDT",
        value="2020-01-09",
        says="2020-01-10",
    ),
    Case(
        "missing_actual_treatment",
        {"adsl": [{"SAFFL": "Y"}, {"SAFFL": "N"}, {"SAFFL": "Y", "TRT01A": "Drug"}]},
        fires=[1],
        variable="TRT01A",
        value=None,
        severity="reject",
        does="without an arm",
    ),
    Case(
        "missing_dose_record",
        {
            "adsl": [{"SAFFL": "Y"}, {"SAFFL": "Y", "USUBJID": "U2"}, {"SAFFL": "N", "USUBJID": "U3"}],
            "adex": [{"USUBJID": "U2"}, {"USUBJID": "U2"}],
        },
        fires=[1],
        variable="USUBJID",
        value="U1",
    ),
    # No doses are collected at all: nobody lacks a record.
    Case("missing_dose_record", {"adsl": [{"SAFFL": "Y"}]}, fires=[], variable="USUBJID"),
    Case(
        "death_date_without_flag",
        {
            "adsl": [
                {"DTHDT": "2020-02-01", "DTHFL": None},
                {"DTHDT": "2020-02-01", "DTHFL": "Y"},
                {"DTHDT": None, "DTHFL": None},
            ]
        },
        fires=[1],
        variable="DTHFL",
        value=None,
        says="2020-02-01",
    ),
    Case("death_date_without_flag", {"adsl": [{"DTHDT": "2020-02-01"}]}, fires=[], variable="DTHFL"),
    Case(
        "death_flag_without_date",
        {"adsl": [{"DTHFL": "Y"}, {"DTHFL": "Y", "DTHDT": "2020-02-01"}, {"DTHFL": None}]},
        fires=[1],
        variable="DTHDT",
        value=None,
    ),
    # The pilot's ADSL has no date of death: its three deaths are no findings.
    Case("death_flag_without_date", {"adsl": [{"DTHFL": "Y"}]}, fires=[], variable="DTHDT"),
    Case(
        "dose_after_death",
        {
            "adsl": [
                {"TRTEDT": "2020-02-02"},
                {"USUBJID": "U2", "TRTEDT": "2020-02-01"},
                {"USUBJID": "U3", "TRTEDT": "2020-02-02"},
            ],
            "death": [
                {"USUBJID": "U1", "death_date": "2020-02-01", "date_source": "subject record (DTHDT)"},
                {"USUBJID": "U2", "death_date": "2020-02-01", "date_source": "subject record (DTHDT)"},
                {"USUBJID": "U3", "death_date": None, "date_source": "not recorded"},
            ],
        },
        fires=[1],
        variable="TRTEDT",
        value="2020-02-02",
        says="2020-02-01, subject record (DTHDT)",
    ),
    Case(
        "dose_end_before_start",
        {"adex": [{"ASTDT": "2020-01-02", "AENDT": "2020-01-01"}, {"ASTDT": "2020-01-02", "AENDT": "2020-01-02"}]},
        fires=[1],
        variable="AENDT",
        value="2020-01-01",
    ),
    Case(
        "treatment_differs",
        {
            "adsl": [{"TRT01A": "Drug"}, {"USUBJID": "U2"}],
            "adae": [{"TRTA": "Placebo"}, {"TRTA": "Drug"}, {"TRTA": None}, {"USUBJID": "U2", "TRTA": "Drug"}],
        },
        fires=[1],
        variable="TRTA",
        value="Placebo",
        says="(Drug)",
    ),
    Case(
        "event_outside_safety_set",
        {
            "adsl": [{"SAFFL": "N"}, {"USUBJID": "U2", "SAFFL": "Y"}, {"USUBJID": "U3", "SAFFL": None}],
            "adae": [{}, {"USUBJID": "U2"}, {"USUBJID": "U3"}],
        },
        fires=[1, 3],
        variable="USUBJID",
        severity="note",
        does="not counted",
    ),
    Case(
        "study_id_differs",
        {
            "adsl": [{"STUDYID": "A"}, {"USUBJID": "U2"}],
            "adae": [{"STUDYID": "B"}, {"STUDYID": "A"}, {"STUDYID": None}, {"USUBJID": "U2", "STUDYID": "B"}],
        },
        fires=[1],
        variable="STUDYID",
        severity="note",
        value="B",
        says="(A)",
    ),
    Case(
        "study_id_differs",
        {"adsl": [{"STUDYID": "A"}], "adex": [{"STUDYID": "A"}, {"STUDYID": "a"}]},
        fires=[2],
        variable="STUDYID",
        severity="note",
        value="a",
    ),
    Case(
        "treatment_received_differs",
        {
            "adsl": [{"USUBJID": f"U{place}", "TRT01A": "Placebo"} for place in (1, 2, 3)],
            "treatment_received": [
                {
                    "USUBJID": "U1",
                    "actual_arm": "Placebo",
                    "treatments": "DRUG X",
                    "fits": "another arm",
                    "fitting": "Drug X",
                    "received_arm": "Drug X",
                },
                {"USUBJID": "U2", "actual_arm": "Placebo", "fits": "actual arm", "received_arm": "Placebo"},
            ],
        },
        fires=[1],
        variable="TRT01A",
        value="Placebo",
        says="Every recorded dose (DRUG X) is of Drug X, not of Placebo",
        does="counted under TRT01A, unless population.by",
    ),
    *(
        Case(
            "treatment_received_differs",
            {
                "study": [{"population_by": "treatment received"}],
                "adsl": [{"TRT01A": "Placebo"}],
                "treatment_received": [
                    {
                        "USUBJID": "U1",
                        "actual_arm": "Placebo",
                        "treatments": "DRUG X, PLACEBO",
                        "fits": fits,
                        "fitting": fitting,
                        "received_arm": arm,
                    }
                ],
            },
            fires=[1],
            variable="TRT01A",
            value="Placebo",
            says=says,
            does=does,
        )
        for fits, fitting, arm, says, does in (
            ("another arm", "Drug X", "Drug X", "of Drug X, not of Placebo", "the treatment received, Drug X"),
            ("several arms", None, "Placebo", "(DRUG X, PLACEBO) are of more than one arm", "do not identify one arm"),
        )
    ),
    Case(
        "placebo_with_dose",
        {
            "adex": [
                {"EXTRT": "Placebo", "EXDOSE": 10},
                {"EXTRT": "PLACEBO", "EXDOSE": 0},
                {"EXTRT": "Drug", "EXDOSE": 10},
                {"EXTRT": "DRUG OR PLACEBO", "EXDOSE": 10},
            ]
        },
        fires=[1],
        variable="EXDOSE",
        value="10.0",
        says="EXTRT is Placebo but EXDOSE is above 0",
    ),
    # Most have one: the study records tablets.
    Case(
        "placebo_with_dose",
        {"adex": [{"EXTRT": "PLACEBO", "EXDOSE": 1}] * 2 + [{"EXTRT": "PLACEBO", "EXDOSE": 0}]},
        fires=[None],
        variable="EXDOSE",
        severity="note",
        says="2 of 3 placebo doses have an EXDOSE above 0",
    ),
]
