"""Rows in, findings out: sources of a death that contradict each other, and dates of death that are none."""

from typing import Any

from check_tables import Case, Row

RESOLVED = "RECOVERED/RESOLVED"
#: U1 died on 20 April by ADSL.
BY_ADSL: Row = {"death_date": "2024-04-20", "date_source": "subject record (DTHDT)", "adsl_death": True}
#: U1 died on 28 February by the date of death of an event alone.
BY_EVENT: Row = {"death_date": "2024-02-28", "date_source": "date of death of the adverse event", "adsl_death": False}


def evidence(variable: str, earliest: str, latest: str | None = None, **more: Any) -> Row:  # noqa: ANN401
    """Return a row of death_evidence of U1: a date that allows the days from `earliest` to `latest`."""
    place = {"dataset": "adae" if variable.startswith("AE") else "adsl", "USUBJID": "U1", "source_row": 1}
    dates = {"earliest_date": earliest, "latest_date": latest or earliest, "value": earliest}
    return {**place, "record_key": "key 1", "variable": variable, **dates, **more}


CASES = [
    # The day itself is none before it; of a partial date every day must be.
    *(
        Case(
            "death_before_first_dose",
            {
                "adsl": [{}],
                "subject": [{"USUBJID": "U1", "first_dose": "2024-01-10", "risk_days": 1}],
                "death": [
                    {"USUBJID": "U1", "date_source": "s", "death_date": full, "latest_date": latest, "counted": counted}
                ],
            },
            fires=fires,
            variable="TRTSDT",
            value="2024-01-10",
            says=f"The first dose on 2024-01-10 is after the death {says}, s",
            does="not in the on-treatment period; days at risk: 1",
        )
        for full, latest, counted, fires, says in (
            ("2024-01-09", "2024-01-09", True, [1], "on 2024-01-09"),
            (None, "2023-12-31", True, [1], "not later than 2023-12-31"),
            ("2024-01-10", "2024-01-10", True, [], ""),
            (None, "2024-01-31", True, [], ""),
            (None, None, True, [], ""),
            ("2024-01-09", "2024-01-09", False, [], ""),
        )
    ),
    # 28 April is not 20 April, 20 April is; April as a whole allows it, May does not.
    *(
        Case(
            "death_sources_differ",
            {
                "adsl": [{"DTHFL": "Y", "DTHDT": "2024-04-20"}],
                "adae": [{"AEOUT": "FATAL"}],
                "death": [{"USUBJID": "U1"} | dict(BY_ADSL)],
                "death_evidence": [evidence("DTHDT", "2024-04-20"), evidence(variable, earliest, latest)],
            },
            fires=fires,
            variable=variable,
            says="another date of death than the one used (2024-04-20)",
            does="counted as dead on 2024-04-20, by the subject record (DTHDT)",
        )
        for variable, earliest, latest, fires in (
            ("AENDT", "2024-04-28", None, [1]),
            ("AENDT", "2024-04-20", None, []),
            ("AENDT", "2024-04-01", "2024-04-30", []),
            ("DTHDTC", "2024-05-01", "2024-05-31", [1]),
            ("EOSDT", "2024-05-20", None, [1]),
        )
    ),
    # ADSL says which record dates the death: the end of the study is no other source.
    Case(
        "death_sources_differ",
        {
            "adsl": [{"DTHFL": "Y", "DTHDT": "2024-04-20", "DTHDOM": "DM", "EOSDT": "2024-05-20"}],
            "death": [{"USUBJID": "U1"} | dict(BY_ADSL)],
            "death_evidence": [evidence("DTHDT", "2024-04-20"), evidence("EOSDT", "2024-05-20")],
        },
        fires=[],
        variable="EOSDT",
    ),
    # What has no end cannot be left.
    Case(
        "death_sources_differ",
        {"adsl": [{"EOSDT": "2024-05-15", "EOSSTT": "ONGOING"}], "death": [{"USUBJID": "U1"} | dict(BY_EVENT)]},
        fires=[1],
        variable="EOSDT",
        says="The end of study (EOSSTT is ONGOING) is after the death on 2024-02-28",
    ),
    # An end of study is no death by its date alone: the finding says what it was.
    Case(
        "death_sources_differ",
        {
            "adsl": [{"DTHFL": None, "DCSREAS": "DEATH", "EOSDT": "2024-02-04"}],
            "death": [{"USUBJID": "U1", "death_date": "2024-02-04", "date_source": "s", "adsl_death": True}],
            "death_evidence": [evidence("EOSDT", "2024-02-04")],
        },
        fires=[1],
        variable="DTHFL",
        says="left the study by death (EOSDT 2024-02-04) but DTHFL is not Y",
    ),
    # Words outside the codelist count nothing, but are not passed over; U2 is counted by another record.
    *(
        Case(
            "death_word_not_counted",
            {
                "adsl": [{variable: text}, {"USUBJID": "U2", variable: text}, {"USUBJID": "U3", variable: other}],
                "death": [{"USUBJID": "U2", "adsl_death": True}],
            },
            fires=[1],
            variable=variable,
            value=text,
            says=f"{variable} mentions a death, but no death of the subject is recorded",
            does="not counted as dead",
        )
        for variable, text, other in (
            ("DCSREAS", "SUBJECT DIED", "LOST TO FOLLOW-UP"),
            ("DCSREAS", "Patient deceased", None),
            ("DCTREAS", "Adverse event leading to death", "ADVERSE EVENT"),
            ("EOSSTT", "PATIENT DIED", "DISCONTINUED"),
            ("DTHCAUS", "Pneumonia", "Not applicable"),
        )
    ),
    # Of SDTM the disposition record itself is found, not once more what ADSL has of it.
    Case(
        "death_word_not_counted",
        {"adsl": [{"DCSREAS": "SUBJECT DIED", "DSLASTDT": "2024-02-05"}]},
        fires=[],
        variable="DCSREAS",
    ),
    # Alive in the disposition, dead in an event.
    Case(
        "death_sources_differ",
        {
            "adsl": [{"EOSDT": "2024-05-15", "EOSSTT": "COMPLETED"}, {"USUBJID": "U2", "EOSDT": "2024-05-15"}],
            "death": [{"USUBJID": "U1"} | dict(BY_EVENT)],
        },
        fires=[1],
        variable="EOSDT",
        value="2024-05-15",
        says="left the study (COMPLETED) after the death on 2024-02-28",
    ),
    Case(
        "death_sources_differ",
        {
            "adsl": [{"LSTALVDT": "2024-02-29"}, {"USUBJID": "U2", "LSTALVDT": "2024-02-28"}],
            "death": [{"USUBJID": "U1"} | dict(BY_EVENT), {"USUBJID": "U2"} | dict(BY_EVENT)],
        },
        fires=[1],
        variable="LSTALVDT",
        value="2024-02-29",
        says="alive is after the death on 2024-02-28",
    ),
    Case(
        "death_sources_differ",
        {
            "adsl": [{"DTHFL": None, "DCSREAS": "DEATH"}, {"USUBJID": "U2", "DTHFL": "Y", "DCSREAS": "DEATH"}],
            "death": [{"USUBJID": "U1", "adsl_death": True}, {"USUBJID": "U2", "adsl_death": True}],
            "death_evidence": [
                {**evidence("DCSREAS", "2024-01-01"), "value": "DEATH", "earliest_date": None, "latest_date": None}
            ],
        },
        fires=[1],
        variable="DTHFL",
        value=None,
        says="DCSREAS is DEATH but DTHFL is not Y",
        does="counted as dead, on a day that is not known",
    ),
    Case(
        "death_sources_differ",
        {
            "adsl": [{"DTHFL": "Y"}],
            "adae": [{"AEOUT": RESOLVED}, {"AEOUT": "FATAL"}, {"AEOUT": RESOLVED, "AESDTH": "Y"}, {"AEOUT": RESOLVED}],
            "death": [{"USUBJID": "U1", "death_date": "2024-02-28", "date_source": "s", "adsl_death": True}],
            "death_evidence": [evidence("AEDTHDTC", "2024-02-28", source_row=row) for row in (1, 2, 3)],
        },
        fires=[1, 3],
        variable="AEOUT",
        value=RESOLVED,
        says="AEDTHDTC (2024-02-28) states that the subject died of the event but AEOUT is not FATAL",
    ),
    Case(
        "death_sources_differ",
        {
            "adsl": [{"DTHFL": None}],
            "adae": [{}, {"AESDTH": "Y"}],
            "death": [{"USUBJID": "U1"} | dict(BY_EVENT)],
            "death_evidence": [evidence("AEDTHDTC", "2024-02-28", source_row=row) for row in (1, 2)],
        },
        # The second is fatal: fatal_subject_alive finds it.
        fires=[1],
        variable="AEDTHDTC",
        value="2024-02-28",
        says="neither DTHFL = Y nor a date of death",
        does="counted as dead on 2024-02-28, by the date of death of the adverse event",
    ),
    Case(
        "death_date_unreadable",
        {
            "adsl": [{"DTHDTC": "UNKNOWN"}, {"USUBJID": "U2", "DTHDTC": "2024-02"}, {"USUBJID": "U3"}],
        },
        fires=[1],
        variable="DTHDTC",
        value="UNKNOWN",
        does="not counted as dead",
    ),
    Case(
        "death_date_unreadable",
        {"adae": [{"AEDTHDTC": "NA"}, {}], "death": [{"USUBJID": "U1", "adsl_death": True}]},
        fires=[1],
        variable="AEDTHDTC",
        value="NA",
        does="other records state that the subject died",
    ),
    # Nothing dates the death: found whether the study has a column for the date or not.
    Case(
        "death_flag_without_date",
        {
            "adsl": [{"DTHFL": "Y"}, {"USUBJID": "U2", "DTHFL": "Y"}, {"USUBJID": "U3"}, {"USUBJID": "U4"}],
            "death": [
                {"USUBJID": "U1", "death_date": None},
                {"USUBJID": "U2", "death_date": "2024-02-28"},
                {"USUBJID": "U3", "death_date": None},
            ],
        },
        fires=[1, 3],
        variable="DTHDT",
        value=None,
        says="no other source gives the date",
        does="counted as dead; on treatment only if",
    ),
    Case(
        "end_status_contradicts",
        {
            "adsl": [
                {"EOTSTT": "COMPLETED", "DCTREAS": "ADVERSE EVENT"},
                {"EOTSTT": "DISCONTINUED", "DCTREAS": "ADVERSE EVENT"},
                {"EOTSTT": "Ongoing", "DCTREAS": "LOST TO FOLLOW-UP"},
                {"EOTSTT": "COMPLETED", "DCTREAS": "Completed"},
                {"EOTSTT": "COMPLETED"},
            ]
        },
        fires=[1, 3],
        variable="EOTSTT",
        says="DCTREAS has a reason for discontinuation",
    ),
    Case(
        "end_status_contradicts",
        {"adsl": [{"EOSSTT": "COMPLETED", "DCSREAS": "DEATH"}, {"EOSSTT": "DISCONTINUED", "DCSREAS": "DEATH"}]},
        fires=[1],
        variable="EOSSTT",
        value="COMPLETED",
    ),
]
