"""Rows in, findings out: the checks of dates after the cut-off."""

from check_tables import Case, Row

CUT = {"cutoff_date": "2020-06-30", "counted_until": "2020-06-30"}
#: A study that counts what is after its cut-off.
COUNTED = {"cutoff_date": "2020-06-30"}
NONE: Row = {}
RECORDED = "counted as recorded, as the study file specifies"

#: Dataset and variable -> what is done with a date after the cut-off.
ACTIONS = {
    ("adsl", "TRTSDT"): "not the exposure and time at risk",
    ("adsl", "TRTEDT"): "truncated: the cut-off date is used as the last dose",
    ("adsl", "DTHDT"): "not counted (after the cut-off date)",
    ("adae", "AENDT"): "the event is ongoing at the cut-off",
    ("adex", "ASTDT"): "not counted (after the cut-off date)",
    ("adex", "AENDT"): "truncated: the dose is counted up to the cut-off date",
    ("adlb", "ADT"): "not counted (after the cut-off date)",
    ("advs", "ADT"): "not counted (after the cut-off date)",
    ("adjudication", "INVSTDT"): "not counted (after the cut-off date)",
    ("adjudication", "ADJSTDT"): "not counted (after the cut-off date)",
}

CASES = [
    *(
        Case(
            "date_after_cutoff",
            {dataset: [{variable: "2020-07-01"}, {variable: "2020-06-30"}, {variable: None}], "study": [study]},
            fires=[1],
            variable=variable,
            value="2020-07-01",
            says=f"{variable} is after the cut-off date 2020-06-30 of the study",
            does=does,
        )
        for (dataset, variable), action in ACTIONS.items()
        for study, does in ((CUT, action), (COUNTED, RECORDED))
    ),
    # However many ends of study are after it: one finding.
    *(
        Case(
            "end_of_study_after_cutoff",
            {
                "adsl": [{"EOSDT": day, "USUBJID": f"U{place}"} for place, day in enumerate(days, start=1)],
                "study": [study],
            },
            fires=[None] if says else [],
            variable="EOSDT",
            value=None,
            says=says,
            does=does,
        )
        for days, study, says, does in (
            (
                ("2020-07-01", "2020-06-30", "2020-08-02", None),
                CUT,
                (
                    "EOSDT of 2 subjects (such as key 1; the latest date is 2020-08-02) is after the cut-off date "
                    "2020-06-30"
                ),
                "truncated: these subjects are ongoing at the cut-off",
            ),
            (
                ("2020-06-01", "2020-07-01"),
                CUT,
                "EOSDT of 1 subject (key 2, 2020-07-01) is after the cut-off date 2020-06-30",
                "truncated: the subject is ongoing at the cut-off",
            ),
            (("2020-07-01",), COUNTED, "EOSDT of 1 subject", RECORDED),
            (("2020-06-30", None), CUT, "", ""),
        )
    ),
    # Another date is an end of study only of who has no EOSDT, as end_of_study says.
    Case(
        "end_of_study_after_cutoff",
        {
            "adsl": [{"LSTALVDT": "2020-07-03"}, {"USUBJID": "U2"}, {"USUBJID": "U3", "DTHDT": "2020-07-09"}],
            "end_of_study": [
                {"USUBJID": "U1", "source": "LSTALVDT", "end_date": "2020-07-03"},
                {"USUBJID": "U2", "source": "ongoing at the cut-off", "end_date": "2020-06-30"},
                {"USUBJID": "U3", "source": "death", "end_date": "2020-07-09"},
            ],
            "study": [CUT],
        },
        fires=[None],
        variable="LSTALVDT",
        value=None,
        says="LSTALVDT of 1 subject (key 1, 2020-07-03) is after the cut-off",
    ),
    # A date of death that is text, or of an event: of July every day is after 30 June, of June or the year not.
    *(
        Case(
            "date_after_cutoff",
            {
                dataset: [{"USUBJID": "U1"}, {"USUBJID": "U1"}],
                "death_evidence": [
                    {
                        "dataset": dataset,
                        "USUBJID": "U1",
                        "source_row": 2,
                        "record_key": "key 2",
                        "variable": variable,
                        "value": text,
                        "earliest_date": earliest,
                    }
                ],
                "death": [{"USUBJID": "U1", **died}],
                "study": [CUT],
            },
            fires=fires,
            variable=variable,
            value=text if fires else "",
            says=f"{variable} is after the cut-off date 2020-06-30",
            does=does,
        )
        for dataset, variable in (("adae", "AEDTHDTC"), ("adsl", "DTHDTC"))
        for text, earliest, fires, died, does in (
            (
                "2020-07-02",
                "2020-07-02",
                [2],
                {"counted": False},
                "the death is after the cut-off, so it is not counted",
            ),
            ("2020-07", "2020-07-01", [2], {"counted": False}, "the death is after the cut-off, so it is not counted"),
            (
                "2020-07-02",
                "2020-07-02",
                [2],
                {"counted": True, "death_date": "2020-06-20", "date_source": "subject record (DTHDT)"},
                "counted as dead on 2020-06-20, subject record (DTHDT)",
            ),
            ("2020-06", "2020-06-01", [], {"counted": True}, ""),
            ("2020", "2020-01-01", [], {"counted": True}, ""),
        )
    ),
    # What is after the cut-off is no fatal event that counts, whenever the subject died.
    *(
        Case(
            stem,
            {
                "adsl": [{"SAFFL": "Y", "DTHFL": None, **subject}],
                "adae": [{"AEOUT": "FATAL", "ASTDT": "2020-07-02"}],
                "death": [{"USUBJID": "U1", "adsl_death": False, "fatal_events": 2, "counted": True}],
                "emergent": [{"USUBJID": "U1", "source_row": 1, "reason": "after cut-off"}],
                "study": [CUT],
            },
            fires=[1],
            variable="AEOUT",
            does="not counted (after the cut-off date)",
        )
        for stem, subject in (("fatal_subject_alive", NONE), ("fatal_but_completed", {"EOSSTT": "COMPLETED"}))
    ),
    # What starts after the cut-off does not go on at it.
    Case(
        "date_after_cutoff",
        {
            "adae": [{"ASTDT": "2020-07-01", "AENDT": "2020-07-02"}],
            "emergent": [{"USUBJID": "U1", "source_row": 1, "reason": "after cut-off"}],
            "study": [CUT],
        },
        fires=[1],
        variable="AENDT",
        does="not counted (after the cut-off date)",
    ),
    # Exposure is not counted past the cut-off, and an end of study is cut there.
    *(
        Case(
            "dose_after_death",
            {
                "adsl": [{"TRTEDT": last}],
                "death": [{"USUBJID": "U1", "death_date": "2020-06-20", "date_source": "s"}],
                "study": [CUT],
            },
            fires=[1],
            variable="TRTEDT",
            does=does,
        )
        for last, does in (
            ("2020-07-01", "truncated: exposure is counted up to the cut-off date"),
            ("2020-06-30", "as recorded"),
        )
    ),
    Case(
        "end_of_study_impossible",
        {"adsl": [{"SAFFL": "Y", "EOSDT": "2020-07-01", "TRTEDT": "2020-07-02"}], "study": [CUT]},
        fires=[1],
        variable="EOSDT",
        does="truncated: the subject is ongoing at the cut-off",
    ),
    # The committee's onset decides where it has one.
    Case(
        "date_after_cutoff",
        {"adjudication": [{"INVSTDT": "2020-07-01", "ADJSTDT": "2020-06-30"}], "study": [CUT]},
        fires=[1],
        variable="INVSTDT",
        does="the adjudicated onset is used",
        value="2020-07-01",
    ),
    # Day 3 of a treatment that begins on 29 June is 1 July; day -1 is before it.
    Case(
        "date_after_cutoff",
        {
            "adsl": [{"TRTSDT": "2020-06-29"}],
            "adlb": [{"ADY": 3}, {"ADY": 2}, {"ADY": -1}, {"ADT": "2020-06-30", "ADY": 9}],
            "study": [CUT],
        },
        fires=[1],
        variable="ADY",
        value="2020-07-01",
        does="not counted (after the cut-off date)",
    ),
    # A death after the cut-off counts nowhere, and no finding says that it does.
    *(
        Case(
            stem,
            {
                "adsl": [{"DTHFL": None, "SAFFL": "Y", **subject}],
                "adae": [{"AEOUT": "FATAL", "AENDT": "2020-07-02"}],
                "death": [{"USUBJID": "U1", "death_date": "2020-07-02", "date_source": "s", **died, "counted": False}],
                "study": [CUT],
            },
            fires=[1],
            variable=variable,
            severity=severity,
            does="the death is after the cut-off, so it is not counted",
        )
        for stem, variable, severity, subject, died in (
            ("fatal_subject_alive", "AEOUT", "warning", NONE, {"adsl_death": False, "fatal_events": 1}),
            ("fatal_but_completed", "AEOUT", "warning", {"EOSSTT": "COMPLETED"}, {"fatal_events": 1}),
            ("date_after_cutoff", "AENDT", "warning", NONE, {"fatal_events": 1}),
            ("death_date_without_flag", "DTHFL", "warning", {"DTHDT": "2020-07-02"}, NONE),
            ("death_flag_without_date", "DTHDT", "warning", {"DTHFL": "Y"}, {"death_date": None}),
            ("death_sources_differ", "EOSDT", "warning", {"EOSDT": "2020-07-03"}, {"adsl_death": True}),
            ("death_without_fatal_event", "DTHFL", "note", NONE, {"adsl_death": True, "fatal_events": 0}),
        )
    ),
    Case(
        "date_after_cutoff",
        {
            "adae": [{"AEOUT": "FATAL", "AENDT": "2020-07-02"}, {"AEOUT": "UNKNOWN", "AENDT": "2020-07-02"}],
            "death": [{"USUBJID": "U1", "death_date": "2020-06-20", "counted": True}],
            "study": [CUT],
        },
        fires=[1, 2],
        variable="AENDT",
        does="the event is ongoing at the cut-off",
    ),
    # Onsets of events have a check of their own, a committee decides later, and a study may have no cut-off.
    Case(
        "date_after_cutoff",
        {"adae": [{"ASTDT": "2020-07-01"}], "adjudication": [{"ADJDT": "2020-07-01"}], "study": [CUT]},
        fires=[],
        variable="",
    ),
    Case("date_after_cutoff", {"adsl": [{"TRTEDT": "2020-07-01"}]}, fires=[], variable="TRTEDT"),
    *(
        Case(
            "onset_after_cutoff",
            {"adae": [{"ASTDT": day, "ASTDTF": flag}, {"ASTDT": "2020-06-30"}], "study": [study]},
            fires=[1],
            variable="ASTDT",
            value=day,
            says="2020-06-30 of the study",
            does=does,
        )
        for day, flag, study, does in (
            ("2020-07-01", None, CUT, "not counted (after the cut-off date)"),
            # The day or more is imputed: of July every day is after, of the year not.
            ("2020-07-15", "D", CUT, "not counted (after the cut-off date)"),
            ("2020-07-15", "M", CUT, "may have been before the cut-off"),
            ("2020-07-15", "Y", CUT, "may have been before the cut-off"),
            ("2020-07-01", None, COUNTED, RECORDED),
        )
    ),
]
