"""Rows in, findings out: checks that public rule sets have, of outcome, disposition, doses, terms, age and consent."""

from check_tables import Case

RESOLVED, OPEN = "RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED"
FATAL = "FATAL"
WITHDRAWN = "DRUG WITHDRAWN"
DEATH = {"USUBJID": "U1", "death_date": "2020-02-01", "date_source": "subject record (DTHDT)"}
DOSE = {"EXTRT": "DRUG", "EXDOSE": 5, "EXDOSU": "mg", "ASTDT": "2020-01-01", "AENDT": "2020-01-10"}


def graded(*grades: tuple[int | None, int | None]) -> list[dict[str, object]]:
    """Return the rows of lab_grade of one result after the other: the grade of a high and of a low value."""
    return [
        {"source_row": row, "direction": direction, "grade": grade}
        for row, both in enumerate(grades, start=1)
        for direction, grade in zip("HL", both, strict=True)
    ]


CASES = [
    Case(
        "outcome_and_end_differ",
        {
            "adae": [
                {"AEOUT": RESOLVED, "AENDT": None},
                {"AEOUT": "RECOVERED/RESOLVED WITH SEQUELAE", "AENDT": None},
                {"AEOUT": RESOLVED, "AENDT": "2020-01-05"},
                {"AEOUT": OPEN, "AENDT": None},
                {"AEOUT": "UNKNOWN", "AENDT": None},
                {"AEOUT": "UNKNOWN", "AENDT": "2020-01-05"},
            ]
        },
        fires=[1, 2],
        variable="AENDT",
        value=None,
        says="is missing",
        does="missing or partial",
    ),
    Case(
        "outcome_and_end_differ",
        {
            "adae": [
                {"AEOUT": OPEN, "AENDT": "2020-01-05"},
                {"AEOUT": "RECOVERING/RESOLVING", "AENDT": "2020-01-05"},
                {"AEOUT": OPEN, "AENDT": None},
                {"AEOUT": FATAL, "AENDT": "2020-01-05"},
                {"AEOUT": None, "AENDT": "2020-01-05"},
            ]
        },
        fires=[1, 2],
        variable="AENDT",
        severity="note",
        value="2020-01-05",
        says="has an end",
    ),
    # 21 of 22 unresolved events have an end: a habit, said once. Of 20 each is said.
    Case(
        "outcome_and_end_differ",
        {"adae": [*({"AEOUT": OPEN, "AENDT": "2020-01-05"} for _ in range(21)), {"AEOUT": OPEN, "AENDT": None}]},
        fires=[None],
        variable="AENDT",
        severity="note",
        says="Of 22 events whose AEOUT is not recovered or recovering, 21 have an end",
    ),
    Case(
        "outcome_and_end_differ",
        {"adae": [*({"AEOUT": OPEN, "AENDT": "2020-01-05"} for _ in range(20)), {"AEOUT": OPEN, "AENDT": None}]},
        fires=list(range(1, 21)),
        variable="AENDT",
        severity="note",
    ),
    # Ends are not collected.
    Case("outcome_and_end_differ", {"adae": [{"AEOUT": RESOLVED, "AENDT": None}]}, fires=[], variable="AENDT"),
    Case(
        "fatal_but_completed",
        {
            "adsl": [
                {"EOSSTT": "COMPLETED", "EOSDT": "2020-03-01"},
                {"USUBJID": "U2", "EOSSTT": "DISCONTINUED", "EOSDT": "2020-03-01"},
                {"USUBJID": "U3", "EOSSTT": "COMPLETED", "EOSDT": "2020-01-15"},  # dies after it
                {"USUBJID": "U4", "EOSSTT": "COMPLETED", "DCSREAS": "Death"},
                {"USUBJID": "U5", "EOSSTT": "Completed"},
            ],
            "adae": [
                {"AEOUT": FATAL},
                {"AEOUT": RESOLVED},
                *({"USUBJID": f"U{subject}", "AEOUT": FATAL} for subject in (2, 3, 4)),
                {"USUBJID": "U5", "AETOXGR": "5"},
            ],
            "death": [DEATH | {"USUBJID": f"U{subject}"} for subject in (1, 2, 3, 4)] + [{"USUBJID": "U5"}],
        },
        fires=[1, 6],
        variable="AEOUT",
        says="completed the study",
        does="counted as fatal, the subject as dead",
    ),
    Case(
        "fatal_but_completed",
        {
            "adsl": [{"EOSSTT": "COMPLETED", "EOSDT": "2020-02-01"}],
            "adae": [{"AESDTH": "Y"}, {"AESDTH": "N"}],
            "death": [DEATH],
        },
        fires=[1],
        variable="AEOUT",
        severity="note",
        says="the death is on 2020-02-01",
    ),
    Case(
        "discontinued_without_event",
        {
            "adsl": [
                {"SAFFL": "Y", "EOTSTT": "DISCONTINUED", "DCTREAS": "ADVERSE EVENT"},
                {"USUBJID": "U2", "SAFFL": "Y", "DCTREAS": "Adverse event"},
                {"USUBJID": "U3", "SAFFL": "Y", "DCTREAS": "PROGRESSIVE DISEASE"},
                {"USUBJID": "U4", "SAFFL": "Y", "DCTREAS": "ADVERSE EVENT"},
                {"USUBJID": "U5", "SAFFL": "N", "DCTREAS": "ADVERSE EVENT"},
                {"USUBJID": "U6", "SAFFL": "Y", "DCTREAS": "UNACCEPTABLE TOXICITY"},  # without any event
            ],
            "adae": [
                {"AEACN": "DOSE NOT CHANGED"},
                {"USUBJID": "U2", "AEACN": WITHDRAWN},
                {"USUBJID": "U4", "AEACN": "MULTIPLE"},
            ],
        },
        fires=[1, 6],
        variable="DCTREAS",
        says="no event of the subject has AEACN DRUG WITHDRAWN",
        does="leading to discontinuation",
    ),
    # Only the end of the study is known: another action may have been to leave it.
    Case(
        "discontinued_without_event",
        {
            "adsl": [
                {"SAFFL": "Y", "EOSSTT": "DISCONTINUED", "DCSREAS": "ADVERSE EVENT"},
                {"USUBJID": "U2", "SAFFL": "Y", "EOSSTT": "DISCONTINUED", "DCSREAS": "ADVERSE EVENT"},
            ],
            "adae": [
                {"AEACN": "DOSE NOT CHANGED"},
                {"USUBJID": "U2", "AEACN": "NOT APPLICABLE", "AEACNOTH": "Withdrawn from study"},
            ],
        },
        fires=[1],
        variable="DCSREAS",
        severity="note",
        value="ADVERSE EVENT",
    ),
    # Actions are not collected, as in the pilot.
    Case(
        "discontinued_without_event",
        {"adsl": [{"SAFFL": "Y", "DCTREAS": "ADVERSE EVENT"}], "adae": [{"AEACN": None}]},
        fires=[],
        variable="DCTREAS",
    ),
    Case(
        "action_and_disposition_differ",
        {
            "adsl": [
                {"EOTSTT": "DISCONTINUED", "DCTREAS": "PROGRESSIVE DISEASE"},
                {"USUBJID": "U2", "EOTSTT": "DISCONTINUED", "DCTREAS": "Adverse Event"},
                {"USUBJID": "U3", "EOTSTT": "COMPLETED"},  # withdrawn_not_discontinued has it
                {"USUBJID": "U4", "EOTSTT": "DISCONTINUED", "DCTREAS": "DEATH"},
            ],
            "adae": [
                {"AEACN": WITHDRAWN},
                {"AEACN": "DRUG INTERRUPTED"},
                *({"USUBJID": f"U{subject}", "AEACN": WITHDRAWN} for subject in (2, 3, 4)),
            ],
        },
        fires=[1],
        variable="AEACN",
        severity="note",
        value=WITHDRAWN,
        says="PROGRESSIVE DISEASE",
        does="counted as leading to discontinuation",
    ),
    Case(
        "action_and_disposition_differ",
        {
            "adsl": [
                {"EOSSTT": "COMPLETED"},
                {"USUBJID": "U2", "EOSSTT": "DISCONTINUED"},
                {"USUBJID": "U3", "EOSSTT": None},
            ],
            "adae": [
                {"AEACNOTH": "SUBJECT DISCONTINUED FROM STUDY"},
                {"AEACNOTH": "CONCOMITANT MEDICATION"},
                {"AEACNOTH": "STUDY DRUG DISCONTINUED"},
                {"USUBJID": "U2", "AEACNOTH": "Withdrawn from the study"},
                {"USUBJID": "U3", "AEACNOTH": "Withdrawn from the study"},
            ],
        },
        fires=[1, 5],
        variable="AEACNOTH",
        says="left the study",
        does="AEACNOTH is not counted",
    ),
    Case(
        "dose_after_end",
        {
            "adsl": [{"EOTDT": "2020-01-20", "EOSDT": "2020-01-25", "TRTEDT": "2020-01-15"}],
            "death": [DEATH],
            "adex": [
                {"EXDOSE": 5, "ASTDT": "2020-02-02"},
                {"EXDOSE": 5, "ASTDT": "2020-01-26"},
                {"EXDOSE": 5, "ASTDT": "2020-01-21"},
                {"EXDOSE": None, "ASTDT": "2020-01-16"},
                {"EXDOSE": 5, "ASTDT": "2020-01-15", "AENDT": "2020-01-16"},
                {"EXDOSE": 0, "ASTDT": "2020-01-26"},  # left out
                {"EXDOSE": 5, "ASTDT": None},
            ],
        },
        fires=[1, 2, 3, 4],
        variable="ASTDT",
        says="The dose starts after the",
        does="TRTSDT and TRTEDT",
    ),
    *(
        Case(
            "dose_after_end",
            {
                "adsl": [end],
                "death": [DEATH] if not end else [],
                "adex": [{"ASTDT": "2020-02-02"}, {"ASTDT": "2020-02-01"}, {"USUBJID": "U9", "ASTDT": "2020-02-02"}],
            },
            fires=[1],
            variable="ASTDT",
            value="2020-02-02",
            says=says,
        )
        for end, says in (
            ({}, "the death on 2020-02-01, subject record (DTHDT)"),
            ({"EOSDT": "2020-02-01"}, "(EOSDT 2020-02-01)"),
            ({"EOTDT": "2020-02-01"}, "(EOTDT 2020-02-01)"),
            ({"TRTEDT": "2020-02-01"}, "(TRTEDT 2020-02-01)"),
        )
    ),
    Case(
        "repeated_dose",
        {
            "adex": [
                DOSE,
                DOSE | {"EXSEQ": 9},
                DOSE | {"EXDOSE": 10},  # another strength of the same days
                DOSE | {"EXTRT": "OTHER"},
                DOSE | {"USUBJID": "U2"},
                DOSE | {"EXLAT": "LEFT"},
                DOSE | {"ASTDT": "2020-01-10", "AENDT": "2020-01-20"},  # starts when the other ends
                DOSE | {"ASTDT": None},
                DOSE | {"ASTDT": None},
            ]
        },
        fires=[2],
        variable="ASTDT",
        value="2020-01-01",
        says="Row 1 has the same treatment, dose and dates",
        does="no day is counted twice",
    ),
    # Twice a day, told apart by the time or by the time point.
    Case(
        "repeated_dose",
        {
            "adex": [
                *(DOSE | {"AENDT": "2020-01-01", "ASTDTM": f"2020-01-01T{hour}:00"} for hour in ("08", "20")),
                *(DOSE | {"USUBJID": "U2", "EXTPT": point} for point in ("MORNING", "EVENING")),
            ]
        },
        fires=[],
        variable="ASTDT",
    ),
    Case(
        "repeated_dose",
        {
            "adex": [
                DOSE | {"AENDT": "2020-03-01"},
                DOSE | {"ASTDT": "2020-01-11", "AENDT": "2020-01-20"},
                DOSE | {"ASTDT": "2020-01-21", "AENDT": "2020-01-30"},  # row 1 still runs
                DOSE | {"ASTDT": "2020-03-01", "AENDT": None},
                DOSE | {"USUBJID": "U2", "AENDT": None},
                DOSE | {"USUBJID": "U2", "ASTDT": "2020-01-05"},  # without an end the first may have ended
            ]
        },
        fires=[2, 3],
        variable="ASTDT",
        severity="note",
        says="runs to 2020-03-01",
    ),
    Case(
        "dose_incomplete",
        {"adex": [{"EXTRT": None, "EXDOSE": 5}, {"EXTRT": "DRUG", "EXDOSE": 5}, {"EXTRT": None, "PARAMCD": "DUR"}]},
        fires=[1],
        variable="EXTRT",
        says="the name of the treatment, is missing",
        does="exposure is counted in days",
    ),
    Case(
        "dose_incomplete",
        {"adex": [{"EXDOSE": 5, "EXTRT": "DRUG", "EXDOSU": unit} for unit in (None, "mg")] + [{"EXTRT": "D"}]},
        fires=[1],
        variable="EXDOSU",
        value=None,
        says="the unit of the dose, is missing",
    ),
    Case(
        "dose_incomplete",
        {"adex": [{"EXTRT": "DRUG", "EXDOSE": 5, "EXDOSU": None}, {"EXTRT": "DRUG", "EXDOSE": 0, "EXDOSU": None}]},
        fires=[None],
        variable="EXDOSU",
        says="No record has EXDOSU, the unit of the dose",
    ),
    Case(
        "reported_term_impossible",
        {
            "adae": [
                {"AETERM": None, "AEDECOD": "Headache"},
                {"AETERM": "123", "AEDECOD": "Headache"},
                {"AETERM": "No adverse events.", "AEDECOD": "Headache"},
                {"AETERM": "?", "AEDECOD": "Headache"},
                {"AETERM": "Kopfschmerz", "AEDECOD": "Headache"},
                {"AETERM": "頭痛", "AEDECOD": "Headache"},
                {"AETERM": "No appetite", "AEDECOD": "Decreased appetite"},
            ]
        },
        fires=[1, 2, 3, 4],
        variable="AETERM",
        says="coded to Headache",
        does="under Headache",
    ),
    Case("reported_term_impossible", {"adae": [{"AETERM": None}]}, fires=[], variable="AETERM"),
    Case(
        "age_impossible",
        {
            "adsl": [
                {"SAFFL": "Y", "AGE": 121, "AGEU": "YEARS"},
                {"SAFFL": "Y", "AGE": 130},
                {"SAFFL": "Y", "AGE": 120, "AGEU": "YEARS"},
                {"SAFFL": "Y", "AGE": 200, "AGEU": "MONTHS"},
                {"SAFFL": "Y", "AGE": 1500, "AGEU": "MONTHS"},  # 125 years
                {"SAFFL": "N", "AGE": 200},
            ]
        },
        fires=[1, 2, 5],
        variable="AGE",
        says="more than 120 years",
    ),
    Case(
        "age_impossible",
        {"adsl": [{"SAFFL": "Y", "AGE": None}, {"SAFFL": "Y", "AGE": 60}, {"SAFFL": "N", "AGE": None}]},
        fires=[1],
        variable="AGE",
        severity="note",
        value=None,
        does="missing in the age summary",
    ),
    Case("age_impossible", {"adsl": [{"SAFFL": "Y", "AGE": None}]}, fires=[], variable="AGE"),
    # 43,300 days are 118.5 years of 365.25 days and 120.3 of 360; 1,040,000 hours are 118.6 and 120.4; 6,200 weeks are
    # 118.8 and 120.6.
    *(
        Case(
            "age_impossible",
            {
                "adsl": [
                    {"SAFFL": "Y", "AGE": 43_300, "AGEU": "DAYS"},
                    {"SAFFL": "Y", "AGE": 1_040_000, "AGEU": "HOURS"},
                    {"SAFFL": "Y", "AGE": 6_200, "AGEU": "WEEKS"},
                    {"SAFFL": "Y", "AGE": 50, "AGEU": "YEARS"},
                ],
                "study": [{"days_per_year": days}],
            },
            fires=found,
            variable="AGE",
        )
        for days, found in ((365.25, []), (360.0, [1, 2, 3]))
    ),
    Case(
        "consent_after_first_dose",
        {
            "adsl": [
                {"RFICDT": "2020-01-02", "TRTSDT": "2020-01-01"},
                {"RFICDT": "2020-01-01", "TRTSDT": "2020-01-01"},
                {"RFICDT": None, "TRTSDT": "2020-01-01"},
            ]
        },
        fires=[1],
        variable="RFICDT",
        value="2020-01-02",
        says="TRTSDT 2020-01-01",
    ),
    # By the criteria the high results have grade 2. The first of each kind stands for all: rows 1 and 3.
    Case(
        "lab_grade_differs",
        {
            "adlb": [
                {"PARAMCD": "K", "ATOXGRH": "3", "ATOXGRL": "0"},
                {"PARAMCD": "K", "ATOXGRH": "2", "ATOXGRL": "0.0"},
                {"PARAMCD": "K", "ATOXGRH": "3"},
                {"PARAMCD": "K", "ATOXGRH": None, "ATOXGRL": None},
                {"PARAMCD": "K", "ATOXGRH": "3"},  # not graded
            ],
            "lab_grade": graded((2, 0), (2, 0), (2, 0), (2, 0), (None, 0)),
            "lab_criterion": [{"version": "5.0"}],
        },
        fires=[1],
        variable="ATOXGRH",
        severity="note",
        value="3",
        says="is 3 but the criteria of CTCAE 5.0 give grade 2; this applies to 2 results of K",
        does="at the grade by the criteria",
    ),
    # The value alone gives 1, what it does not say 3 at most: 2 is no other grade, 4 is.
    Case(
        "lab_grade_differs",
        {
            "adlb": [{"PARAMCD": "URATE", "ATOXGRH": grade} for grade in ("4", "3", "2", "1", "0")],
            "lab_grade": [row | {"lowest_grade": 1, "highest_grade": 3} for row in graded(*((1, 1) for _ in range(5)))],
        },
        fires=[1, 5],
        variable="ATOXGRH",
        severity="note",
        says="give grade 1",
    ),
    # One grade for both directions is held against the higher of the two; a minus is that of a low value.
    Case(
        "lab_grade_differs",
        {
            "adlb": [{"PARAMCD": "K", "ATOXGR": grade} for grade in ("Grade 2", "-1", "1", "4", "0", "high", None)],
            "lab_grade": graded((0, 1), (0, 1), (2, None), (3, 0), (0, 0), (1, 0), (1, 0)),
        },
        fires=[1, 4],
        variable="ATOXGR",
        severity="note",
        says="the criteria give grade",
    ),
    # Subjects 1 and 2 have a headache that counts; 3 has one in 2042 that does not: 2 subjects, with it 3.
    Case(
        "onset_impossible",
        {
            "adsl": [
                {"EOSSTT": "COMPLETED", "EOSDT": "2020-03-01", "TRTEDT": "2020-02-01"},
                {"USUBJID": "U2", "LSTALVDT": "2020-03-01", "TRTEDT": "2020-03-05"},
                {"USUBJID": "U3", "EOSSTT": "DISCONTINUED", "DSLASTDT": "2020-03-01"},
                {"USUBJID": "U4", "EOSSTT": "ONGOING", "DSLASTDT": "2020-01-01"},
                {"USUBJID": "U5", "EOSDT": "2020-03-01"},
            ],
            "adae": [
                {"ASTDT": "2020-03-02"},
                {"ASTDT": "2020-03-01"},
                {"ASTDT": "2020-03-01", "ASTDTF": "D"},
                {"ASTDT": "2020-04-01", "ASTDTF": "Y"},
                {"USUBJID": "U2", "ASTDT": "2020-03-05"},
                {"USUBJID": "U3", "ASTDT": "2042-01-12"},
                {"USUBJID": "U4", "ASTDT": "2020-06-01"},
                {"USUBJID": "U5", "ASTDT": "2020-06-01"},  # after the death
            ],
            "death": [{"USUBJID": "U5", "death_date": "2020-03-01"}],
        },
        fires=[1, 6],
        variable="ASTDT",
        says="after the last known date of the subject, 2020-03-01",
        does="not in the analysis set",
    ),
    *(
        Case(
            "onset_impossible",
            {
                "adsl": [{"USUBJID": f"U{subject}", "EOSDT": "2020-03-01"} for subject in (1, 2, 3)],
                "adae": [
                    *({"USUBJID": f"U{subject}", "ASTDT": "2020-02-01"} for subject in (1, 2)),
                    {"USUBJID": "U3", "ASTDT": "2042-01-12"},
                    {"USUBJID": "U3", "ASTDT": "2020-02-01"},
                ],
                "adverse_event": [
                    {"source_row": row, "USUBJID": f"U{subject}", "arm": "Drug", "AEDECOD": term}
                    | {"emergent": counts, "reason": "in window" if counts else "after window"}
                    for row, subject, term, counts in (
                        (1, 1, "Headache", True),
                        (2, 2, "Headache", True),
                        (3, 3, "Headache", late),
                        (4, 3, other, True),
                    )
                ],
            },
            fires=[3],
            variable="ASTDT",
            does=does,
        )
        for late, other, does in (
            (
                False,
                "Nausea",
                (
                    "not treatment-emergent (after window), not counted; Headache in arm Drug: number of subjects "
                    "2, with this event 3"
                ),
            ),
            (
                True,
                "Nausea",
                (
                    "treatment-emergent (in window), counted as recorded; Headache in arm Drug: number of subjects 3, "
                    "without this event 2"
                ),
            ),
            (False, "Headache", "Headache in arm Drug: number of subjects 3, with and without this event"),
            (True, "Headache", "Headache in arm Drug: number of subjects 3, with and without this event"),
        )
    ),
    # Nobody has left: more than a year after the last dose and the last result of anyone is a slip of the pen.
    Case(
        "onset_impossible",
        {
            "adsl": [{"TRTEDT": "2020-03-01"}],
            "adlb": [{"ADT": "2020-04-01"}],
            "adae": [{"ASTDT": "2021-04-03"}, {"ASTDT": "2021-04-02"}, {"ASTDT": "2021-01-01", "ASTDTF": "M"}],
        },
        fires=[1],
        variable="ASTDT",
        says="more than a year after the last date of the study, 2020-04-01",
    ),
    Case(
        "onset_impossible",
        {
            "adsl": [{"RFICDT": "2020-01-10"}, {"USUBJID": "U2"}],
            "adae": [
                {"ASTDT": "2020-01-09"},
                {"ASTDT": "2020-01-10"},
                {"ASTDT": "2020-01-01", "ASTDTF": "D"},
                {"USUBJID": "U2", "ASTDT": "2020-01-09"},
            ],
        },
        fires=[1],
        variable="ASTDT",
        severity="note",
        says="before informed consent, 2020-01-10",
    ),
    Case(
        "result_after_death",
        {
            "adlb": [{"ADT": "2020-02-02"}, {"ADT": "2020-02-01"}, {"USUBJID": "U2", "ADT": "2020-02-02"}],
            "death": [DEATH],
        },
        fires=[1],
        variable="ADT",
        value="2020-02-02",
        says="2020-02-01, subject record (DTHDT)",
        does="counted by its date",
    ),
    Case(
        "result_after_death",
        {"advs": [{"ADT": "2020-02-02"}, {"ADT": None}], "death": [DEATH]},
        fires=[1],
        variable="ADT",
    ),
]
