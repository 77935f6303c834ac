"""Rows in, findings out: checks of deaths and of seriousness."""

from check_tables import Case

FATAL = "FATAL"
RESOLVED = "RECOVERED/RESOLVED"

CASES = [
    Case(
        "fatal_not_serious",
        {
            "adae": [
                {"AEOUT": FATAL, "AESER": "N"},
                {"AESDTH": "Y", "AESER": None},
                {"AETOXGR": "5", "AESER": "N"},
                {"AEOUT": FATAL, "AESER": "Y"},
                {"AEOUT": RESOLVED, "AESDTH": "N", "AETOXGR": "4", "AESER": "N"},
            ]
        },
        fires=[1, 2, 3],
        variable="AESER",
        says="ICH E2A",
        does="not serious as recorded",
    ),
    Case("fatal_not_serious", {"adae": [{"AEOUT": FATAL}]}, fires=[], variable="AESER"),
    Case(
        "fatal_without_death_criterion",
        {"adae": [{"AEOUT": FATAL, "AESDTH": "N"}, {"AEOUT": FATAL, "AESDTH": "Y"}, {"AEOUT": RESOLVED}]},
        fires=[1],
        variable="AESDTH",
        value="N",
        does="counted as fatal",
    ),
    Case("fatal_without_death_criterion", {"adae": [{"AEOUT": FATAL}]}, fires=[], variable="AESDTH"),
    Case(
        "death_criterion_without_fatal",
        {"adae": [{"AESDTH": "Y", "AEOUT": RESOLVED}, {"AESDTH": "Y", "AEOUT": FATAL}, {"AEOUT": RESOLVED}]},
        fires=[1],
        variable="AEOUT",
        value=RESOLVED,
    ),
    Case("death_criterion_without_fatal", {"adae": [{"AESDTH": "Y"}]}, fires=[], variable="AEOUT"),
    Case(
        "grade5_without_fatal",
        {"adae": [{"AETOXGR": "5", "AEOUT": None}, {"AETOXGR": "5", "AEOUT": FATAL}, {"AETOXGR": "4", "AEOUT": None}]},
        fires=[1],
        variable="AEOUT",
        value=None,
    ),
    Case("grade5_without_fatal", {"adae": [{"AETOXGR": "5"}]}, fires=[], variable="AEOUT"),
    Case(
        "severity_and_grade_differ",
        {
            "adae": [
                *({"AESEV": "MILD", "AETOXGR": grade} for grade in ("1", "2", "5")),
                *({"AESEV": "MODERATE", "AETOXGR": grade} for grade in ("1", "2", "3")),
                *({"AESEV": "SEVERE", "AETOXGR": grade} for grade in ("2", "3", "4")),
                {"AESEV": "MILD"},
                {"AETOXGR": "4"},
            ]
        },
        fires=[2, 3, 4, 6, 7],
        variable="AESEV",
        severity="note",
        does="counted by the grade",
    ),
    Case(
        "fatal_without_grade5",
        {"adae": [{"AEOUT": FATAL, "AETOXGR": "4"}, {"AEOUT": FATAL, "AETOXGR": "5"}, {"AETOXGR": "4"}]},
        fires=[1],
        variable="AETOXGR",
        value="4",
    ),
    Case("fatal_without_grade5", {"adae": [{"AEOUT": FATAL}]}, fires=[], variable="AETOXGR"),
    Case(
        "fatal_subject_alive",
        {
            "adsl": [{"DTHFL": None, "SAFFL": "Y"}, {"USUBJID": "U2", "DTHFL": "Y"}],
            "adae": [
                {"AEOUT": FATAL},
                {"AEOUT": RESOLVED},
                {"USUBJID": "U2", "AEOUT": FATAL},
                {"AETOXGR": "5", "AEOUT": None},
            ],
            "death": [
                {"USUBJID": "U1", "adsl_death": False, "fatal_events": 2},
                {"USUBJID": "U2", "adsl_death": True, "fatal_events": 1},
            ],
        },
        fires=[1, 4],
        variable="AEOUT",
        does="the subject as dead",
    ),
    # A subject who is not analysed is not counted at all.
    Case(
        "fatal_subject_alive",
        {
            "adsl": [{"DTHFL": None, "SAFFL": "N"}, {"USUBJID": "U2", "DTHFL": "Y"}],
            "adae": [{"AEOUT": FATAL}],
            "death": [{"USUBJID": "U1", "adsl_death": False, "fatal_events": 1}],
        },
        fires=[1],
        variable="AEOUT",
        does="in no table",
    ),
    # ADSL does not say who died: nothing to contradict.
    Case(
        "fatal_subject_alive",
        {"adsl": [{}], "adae": [{"AEOUT": FATAL}], "death": [{"USUBJID": "U1", "adsl_death": False}]},
        fires=[],
        variable="AEOUT",
    ),
    Case(
        "death_without_fatal_event",
        {
            "adsl": [{"DTHFL": "Y"}, {"USUBJID": "U2", "DTHFL": "Y"}],
            "adae": [{"USUBJID": "U2", "AEOUT": FATAL}],
            "death": [
                {"USUBJID": "U1", "adsl_death": True, "fatal_events": 0},
                {"USUBJID": "U2", "adsl_death": True, "fatal_events": 1},
            ],
        },
        fires=[1],
        variable="DTHFL",
        severity="note",
        value="Y",
    ),
    # No variable tells which events were fatal.
    Case(
        "death_without_fatal_event",
        {"adsl": [{"DTHFL": "Y"}], "adae": [{}], "death": [{"USUBJID": "U1", "adsl_death": True, "fatal_events": 0}]},
        fires=[],
        variable="DTHFL",
    ),
    Case(
        "criterion_without_serious",
        {
            "adae": [
                {"AESER": "N", "AESHOSP": "Y", "AESMIE": "Y"},
                {"AESER": "Y", "AESHOSP": "Y"},
                {"AESER": "N", "AESHOSP": "N"},
                {"AESER": "N", "AESDTH": "Y"},  # found by fatal_not_serious
            ]
        },
        fires=[1],
        variable="AESER",
        value="N",
        says="(AESHOSP AESMIE = Y)",
        does="not serious, as recorded",
    ),
    *(
        Case(
            "criterion_without_serious",
            {"adae": [{"AESER": None, criterion: "Y"}, {"AESER": "Y", criterion: "Y"}]},
            fires=[1],
            variable="AESER",
            value=None,
            says=f"({criterion} = Y)",
        )
        for criterion in ("AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE", "AESCAN", "AESOD")
    ),
    Case("criterion_without_serious", {"adae": [{"AESHOSP": "Y"}]}, fires=[], variable="AESER"),
    Case(
        "serious_without_criterion",
        {"adae": [{"AESER": "Y", "AESHOSP": "N"}, {"AESER": "Y", "AESDTH": "Y"}, {"AESER": "N", "AESHOSP": "N"}]},
        fires=[1],
        variable="AESER",
        value="Y",
        does="counted as serious",
    ),
    Case("serious_without_criterion", {"adae": [{"AESER": "Y", "AESMIE": None}]}, fires=[], variable="AESER"),
    # The older criteria are criteria: alone they are enough, and where only they are collected one must be met.
    *(
        Case(
            "serious_without_criterion",
            {"adae": [{"AESER": "Y", older: "N"}, {"AESER": "Y", older: "Y"}, {"AESER": "Y", "AESHOSP": "Y"}]},
            fires=[1],
            variable="AESER",
        )
        for older in ("AESCAN", "AESOD")
    ),
    Case(
        "missing_seriousness",
        {"adae": [{"AESER": None}, {"AESER": "U"}, {"AESER": "N"}, {"AESER": "Y"}]},
        fires=[1, 2],
        variable="AESER",
        does="not serious",
    ),
    Case("missing_seriousness", {"adae": [{"AESER": None}]}, fires=[], variable="AESER"),
]
