"""Rows in, findings out: checks of dates, terms, grades, relationship, action and the emergent flag."""

from check_tables import Case

HEADACHE = {"AEDECOD": "Headache", "AEBODSYS": "Nervous system disorders"}
#: The same preferred term under another class.
MISPLACED = {"AEDECOD": "Headache", "AEBODSYS": "Eye disorders"}
WITHDRAWN = {"AEACN": "DRUG WITHDRAWN"}


def emergent(stem: str, rule: str, reason: str, does: str, says: str = "") -> Case:
    """Return the case of an event whose flag and rule disagree, beside two whose flag and rule agree."""
    after_all = reason in {"in window", "worsened", "partial start", "missing start"}
    start = None if reason == "missing start" else "2020-01-05"
    reasons = {1: reason, 2: reason, 3: "in window"}
    flags = {1: None if after_all else "Y", 2: "Y" if after_all else None, 3: "Y"}
    return Case(
        stem,
        {
            "study": [{"emergent_rule": rule}],
            "adae": [{"TRTEMFL": flag, "ASTDT": start} for flag in flags.values()],
            "emergent": [
                {
                    "USUBJID": "U1",
                    "source_row": place,
                    "reason": reasons[place],
                    "rule_emergent": reasons[place] not in {"before first dose", "after window"},
                    "flag_emergent": flag == "Y",
                }
                for place, flag in flags.items()
            ],
        },
        fires=[1],
        variable="TRTEMFL",
        does=does,
        says=says,
    )


CASES = [
    Case(
        "term_in_two_spellings",
        {
            "adae": [{}, {}, {}],
            "term_spelling": [
                {"variable": "AEDECOD", "term": "HEADACHE", "records": 2, "counted_term": "Headache"},
            ],
        },
        fires=[None],
        variable="AEDECOD",
        severity="note",
        value="HEADACHE",
        says="Differs from 'Headache' only in upper and lower case (records: 2)",
        does="counted as 'Headache'",
    ),
    Case(
        "end_before_start",
        {
            "adae": [
                {"ASTDT": "2020-01-02", "AENDT": "2020-01-01"},
                {"ASTDT": "2020-01-02", "AENDT": "2020-01-02"},
                {"ASTDT": "2020-01-02"},
            ]
        },
        fires=[1],
        variable="AENDT",
        value="2020-01-01",
        says="2020-01-02",
    ),
    Case(
        "onset_after_death",
        {
            "adae": [{"ASTDT": "2020-02-02"}, {"ASTDT": "2020-02-01"}, {"USUBJID": "U2", "ASTDT": "2020-02-02"}],
            "death": [{"USUBJID": "U1", "death_date": "2020-02-01", "date_source": "subject record (DTHDT)"}],
        },
        fires=[1],
        variable="ASTDT",
        value="2020-02-02",
        says="2020-02-01, subject record (DTHDT)",
    ),
    Case(
        "onset_after_cutoff",
        {"adae": [{"ASTDT": "2020-07-01"}, {"ASTDT": "2020-06-30"}, {}], "study": [{"cutoff_date": "2020-06-30"}]},
        fires=[1],
        variable="ASTDT",
        value="2020-07-01",
        says="2020-06-30",
    ),
    Case("onset_after_cutoff", {"adae": [{"ASTDT": "2020-07-01"}]}, fires=[], variable="ASTDT"),
    Case(
        "missing_start_date",
        {"adae": [{"ASTDT": None}, {"ASTDT": "2020-01-02"}]},
        fires=[1],
        variable="ASTDT",
        severity="note",
        value=None,
        does="counted as treatment-emergent unless",
    ),
    # The day is in the datetime: louder, for the event may not be emergent at all.
    Case(
        "missing_start_date",
        {"adae": [{"ASTDT": None}], "study": [{"emergent_rule": "flag"}]},
        fires=[1],
        variable="ASTDT",
        severity="note",
        value=None,
        does="as flagged",
    ),
    Case(
        "missing_grade",
        {"adae": [{"AETOXGR": None, "AESEV": "MILD"}, {"AETOXGR": "1"}]},
        fires=[1],
        variable="AETOXGR",
        value=None,
        does="grade missing",
    ),
    Case("missing_grade", {"adae": [{"AETOXGR": None}]}, fires=[], variable="AETOXGR"),
    Case(
        "missing_severity",
        {"adae": [{"AESEV": None}, {"AESEV": "MILD"}]},
        fires=[1],
        variable="AESEV",
        value=None,
        does="severity missing",
    ),
    # Where grades are recorded, nobody counts severities.
    Case("missing_severity", {"adae": [{"AESEV": None}, {"AESEV": "MILD", "AETOXGR": "1"}]}, [], "AESEV"),
    Case("missing_severity", {"adae": [{"AESEV": None}]}, fires=[], variable="AESEV"),
    Case(
        "missing_relationship",
        {"adae": [{"AEREL": None}, {"AEREL": "POSSIBLE"}]},
        fires=[1],
        variable="AEREL",
        severity="note",
        value=None,
        does="counted as related",
    ),
    Case(
        "missing_relationship",
        {"adae": [{"AEREL": None}, {"AEREL": "NONE"}], "study": [{"missing_related": False}]},
        fires=[1],
        variable="AEREL",
        severity="note",
        value=None,
        does="counted as not related",
    ),
    Case("missing_relationship", {"adae": [{"AEREL": None}]}, fires=[], variable="AEREL"),
    Case(
        "relationship_not_mapped",
        {
            "adae": [{"AEREL": "MAYBE"}, {"AEREL": "Possible"}, {"AEREL": None}],
            "relationship": [{"value": "POSSIBLE", "related": "Y"}, {"value": "NONE", "related": "N"}],
        },
        fires=[1],
        variable="AEREL",
        value="MAYBE",
        does="counted as related",
    ),
    Case(
        "term_in_two_classes",
        {"adae": [HEADACHE, MISPLACED, HEADACHE, {"AEDECOD": "Nausea", "AEBODSYS": "Eye disorders"}]},
        fires=[None],
        variable="AEBODSYS",
        value="Headache",
        says="2 system organ classes (Eye disorders and Nervous system disorders)",
        does="under each system organ class",
    ),
    # A missing class is not another class, and two terms under one class are how it should be.
    Case(
        "term_in_two_classes",
        {"adae": [HEADACHE, {"AEDECOD": "Headache"}, {"AEDECOD": "Dizziness", "AEBODSYS": "Nervous system disorders"}]},
        fires=[],
        variable="AEBODSYS",
    ),
    Case(
        "uncoded_term",
        {"adae": [{"AETERM": "sore head", "AEBODSYS": "Nervous system disorders"}, {"AETERM": "head"} | HEADACHE]},
        fires=[1],
        variable="AEDECOD",
        value=None,
        says="'sore head' is not coded: AEDECOD is missing",
        does="(uncoded)",
    ),
    Case(
        "uncoded_term",
        {"adae": [{"AEDECOD": "Headache"}, HEADACHE]},
        fires=[1],
        variable="AEBODSYS",
        value=None,
        says="'Headache' is not coded: AEBODSYS is missing",
    ),
    Case(
        "repeated_event",
        {
            "adae": [
                HEADACHE | {"ASTDT": "2020-01-02"},
                HEADACHE | {"ASTDT": "2020-01-03"},
                HEADACHE | {"ASTDT": "2020-01-02"},
                HEADACHE | {"ASTDT": "2020-01-02", "USUBJID": "U2"},
                HEADACHE,
                HEADACHE,  # without a start date nothing says that it is the same event
            ]
        },
        fires=[3],
        variable="AEDECOD",
        severity="note",
        value="Headache",
        says="Row 1 has the same term with the same start date (2020-01-02)",
        does="a separate event",
    ),
    emergent(
        "flagged_before_first_dose",
        "window",
        "before first dose",
        "not counted as treatment-emergent, by the window rule",
    ),
    emergent("flagged_before_first_dose", "flag", "before first dose", "counted as treatment-emergent, as flagged"),
    emergent("flagged_after_window", "window", "after window", "not counted as treatment-emergent, by the window rule"),
    emergent("flagged_after_window", "flag", "after window", "counted as treatment-emergent, as flagged"),
    *(
        emergent(
            "emergent_not_flagged",
            "window",
            reason,
            "counted as treatment-emergent, by the window rule",
            says=f"({reason})",
        )
        for reason in ("in window", "worsened", "partial start", "missing start")
    ),
    emergent("emergent_not_flagged", "flag", "in window", "not counted as treatment-emergent, as flagged"),
    # Nothing is flagged in the whole study: the flag is not collected.
    Case(
        "emergent_not_flagged",
        {"adae": [{"TRTEMFL": None}], "emergent": [{"USUBJID": "U1", "source_row": 1, "rule_emergent": True}]},
        fires=[],
        variable="TRTEMFL",
    ),
    Case(
        "withdrawn_not_discontinued",
        {
            "adsl": [
                {"USUBJID": "U1", "EOTSTT": "COMPLETED"},
                {"USUBJID": "U2", "EOTSTT": "DISCONTINUED"},
                {"USUBJID": "U3", "EOTSTT": "ONGOING", "DCTREAS": "ADVERSE EVENT"},
            ],
            "adae": [
                WITHDRAWN,
                {"AEACN": "DOSE REDUCED"},
                WITHDRAWN | {"USUBJID": "U2"},
                WITHDRAWN | {"USUBJID": "U3"},
            ],
        },
        fires=[1],
        variable="AEACN",
        value="DRUG WITHDRAWN",
        says="(EOTSTT, DCTREAS)",
    ),
    # End of treatment is not collected: leaving the study stands for it, as a note.
    Case(
        "withdrawn_not_discontinued",
        {
            "adsl": [{"EOSSTT": "COMPLETED"}, {"USUBJID": "U2", "EOSSTT": "DISCONTINUED"}],
            "adae": [WITHDRAWN, WITHDRAWN | {"USUBJID": "U2"}],
        },
        fires=[1],
        variable="AEACN",
        severity="note",
        says="(EOSSTT)",
    ),
    Case("withdrawn_not_discontinued", {"adsl": [{}], "adae": [WITHDRAWN]}, fires=[], variable="AEACN"),
]
