"""Rows in, findings out: checks of adjudicated cases and of the ejection fraction."""

from check_tables import Case

CONFIRMED = {"ADJDEC": "CONFIRMED", "ADJGR": "2", "ADJSTDT": "2020-02-01", "ADJREL": "Y"}
LVEF = {"PARAMCD": "LVEF", "AVISITN": 1, "ADT": "2020-02-01", "AVAL": 60}

CASES = [
    *(
        Case(
            "unknown_subject",
            {"adsl": [{"USUBJID": "U1"}], dataset: [{"USUBJID": "U1"}, {"USUBJID": "U9"}]},
            fires=[2],
            variable="USUBJID",
            severity="reject",
            value="U9",
            says=dataset.upper(),
            does="Set aside",
        )
        for dataset in ("adlb", "adjudication")
    ),
    *(
        Case(
            "study_id_differs",
            {"adsl": [{"STUDYID": "A"}], dataset: [{"STUDYID": "A"}, {"STUDYID": "B"}]},
            fires=[2],
            variable="STUDYID",
            severity="note",
            value="B",
        )
        for dataset in ("adlb", "adjudication")
    ),
    Case(
        "case_link_unknown",
        {
            "adae": [{"AESEQ": 1}, {"AESEQ": 2}, {"USUBJID": "U2", "AESEQ": 7}],
            "adjudication": [
                {"AESEQ": 1, "AELNK": "1;2"},
                {"AESEQ": 7, "AELNK": "7"},  # an event of another subject; one finding, not two
                {"USUBJID": "U2", "AESEQ": 7},
                {"AESEQ": None, "AELNK": None},
            ],
        },
        fires=[2],
        variable="AESEQ",
        value="7",
        does="by the adjudicated decision",
    ),
    Case(
        "case_link_unknown",
        {
            "adae": [{"AESEQ": 1}],
            "adjudication": [{"AESEQ": 1, "AELNK": " 1 ; 3 ;"}, {"AELNK": "one"}, {"AELNK": "1.5"}],
        },
        fires=[1, 2, 3],
        variable="AELNK",
    ),
    Case(
        "case_incomplete",
        {"adjudication": [CONFIRMED, {**CONFIRMED, "ADJGR": None}, {"ADJDEC": "NOT CONFIRMED"}, {"ADJDEC": None}]},
        fires=[2],
        variable="ADJGR",
        value=None,
        does="grade missing",
    ),
    Case(
        "case_incomplete",
        {"adjudication": [CONFIRMED, {**CONFIRMED, "ADJSTDT": None}]},
        fires=[2],
        variable="ADJSTDT",
        value=None,
        does="time to onset",
    ),
    *(
        Case(
            "case_incomplete",
            {"adjudication": [CONFIRMED, {**CONFIRMED, "ADJREL": None}], "study": [{"missing_related": related}]},
            fires=[2],
            variable="ADJREL",
            value=None,
            does=counted,
        )
        for related, counted in ((True, "counted as related"), (False, "counted as not related"))
    ),
    Case(
        "case_onset_impossible",
        {
            "adsl": [{"TRTSDT": "2020-01-10"}],
            "adjudication": [{"ADJSTDT": "2020-01-09"}, {"ADJSTDT": "2020-01-10"}, {"ADJSTDT": None}],
        },
        fires=[1],
        variable="ADJSTDT",
        value="2020-01-09",
        says="before the first dose on 2020-01-10",
    ),
    Case(
        "case_onset_impossible",
        {
            "adsl": [{"TRTSDT": "2020-01-10"}],
            "adjudication": [{"ADJSTDT": "2020-03-02"}, {"ADJSTDT": "2020-03-01"}],
            "death": [{"death_date": "2020-03-01", "USUBJID": "U1"}],
        },
        fires=[1],
        variable="ADJSTDT",
        value="2020-03-02",
        says="after the death on 2020-03-01",
    ),
    Case(
        "case_fatal_subject_alive",
        {
            "adsl": [{"DTHFL": None}, {"USUBJID": "U2", "DTHFL": "Y"}],
            "adjudication": [
                {**CONFIRMED, "ADJGR": "5"},
                {**CONFIRMED, "ADJGR": "5", "USUBJID": "U2"},
                CONFIRMED,
                {"ADJGR": "5", "ADJDEC": "NOT CONFIRMED"},
                {**CONFIRMED, "ADJGR": "5", "ADJOUT": "Fatal"},
            ],
            "death": [{"USUBJID": "U2", "adsl_death": True, "fatal_events": 0}],
        },
        fires=[1, 5],
        variable="ADJGR",
        value="5",
        does="not as a death",
    ),
    # ADSL does not say who died: nothing to contradict.
    Case(
        "case_fatal_subject_alive",
        {"adsl": [{}], "adjudication": [{**CONFIRMED, "ADJGR": "5"}]},
        fires=[],
        variable="ADJGR",
    ),
    Case(
        "lvef_out_of_range",
        {"adlb": [{**LVEF, "AVAL": value} for value in (0.55, 1, 1.5, 100, 100.5, -3, None)]},
        fires=[1, 2, 5, 6],
        variable="AVAL",
        says="percentage",
        does="not counted as a measurement",
    ),
    Case(
        "lvef_out_of_range",
        {"adlb": [{**LVEF, "AVAL": 0.55}, {**LVEF, "PARAMCD": "ALT", "AVAL": 400}]},
        fires=[1],
        variable="AVAL",
        value="0.55",
        says="recorded as a fraction",
    ),
    Case(
        "lvef_without_baseline",
        {
            "adlb": [LVEF, LVEF, LVEF],
            "lvef_value": [
                {"source_row": 1, "day": 20, "post_baseline": True},
                {"source_row": 2, "day": 20, "post_baseline": True},
                {"source_row": 3, "day": 1, "post_baseline": False},
            ],
            "lvef": [{"source_row": 2}],
        },
        fires=[1],
        variable="BASE",
        value=None,
    ),
    Case(
        "lvef_undated",
        {
            "adlb": [{**LVEF, "ADT": None}, LVEF, {**LVEF, "ADT": None, "ABLFL": "Y"}],
            "lvef_value": [
                {"source_row": 1, "post_baseline": False, "flagged_baseline": False},
                {"source_row": 2, "day": 20, "post_baseline": True, "flagged_baseline": False},
                {"source_row": 3, "post_baseline": False, "flagged_baseline": True},
            ],
        },
        fires=[1],
        variable="ADT",
        value=None,
    ),
]
