"""Rows in, findings out: checks of times to events."""

from check_tables import Case

OS = {"endpoint": "os", "kind": "time", "label": "Overall survival", "parameter": "OS"}
BOR = {"endpoint": "bor", "kind": "response", "label": "Best response", "parameter": "BOR"}
DAYS = {"spelling": "DAYS", "days": 1.0}
MONTHS = {"spelling": "MONTHS", "days": 30.0}


def record(source_row: int, **more: object) -> dict[str, object]:
    """Return a record of an endpoint, which counts unless said otherwise."""
    return {
        "endpoint": "os",
        "USUBJID": "U1",
        "source_row": source_row,
        "counted": True,
        "days": 9.0,
        "days_after_cutoff": 0,
    } | more


ITT = {"analysis_set": "itt", "label": "ITT", "flag": "ITTFL", "arm_variable": "TRT01P"}


def value(number: int, variable: str, text: str | None) -> dict[str, object]:
    """Return what ADSL has of a subject in a variable that a population reads."""
    return {"USUBJID": f"U{number}", "variable": variable, "value": text}


CASES = [
    Case(
        "analysis_set_flag",
        {
            "adsl": [{"USUBJID": f"U{number}"} for number in (1, 2, 3, 4)],
            "analysis_set": [ITT],
            "adsl_value": [value(n, "ITTFL", text) for n, text in ((1, "YES"), (2, "y"), (3, "N"), (4, None))],
        },
        fires=[1],
        variable="ITTFL",
        value="YES",
        says="ITTFL is 'YES'; a flag must be Y or N",
        does="not in this population",
    ),
    Case(
        "analysis_set_without_arm",
        {
            "adsl": [{"USUBJID": f"U{number}"} for number in (1, 2, 3)],
            # Two populations of one flag and one variable: the subject is said once.
            "analysis_set": [ITT, ITT | {"analysis_set": "itt_again"}],
            "adsl_value": [
                *(value(number, "ITTFL", text) for number, text in ((1, "Y"), (2, "Y"), (3, "N"))),
                *(value(number, "TRT01P", text) for number, text in ((1, None), (2, "Drug"), (3, None))),
            ],
        },
        fires=[1],
        variable="TRT01P",
        says="TRT01P is missing although ITTFL is Y",
        does="not in this population",
    ),
    Case(
        "endpoint_not_timed",
        {
            "adsl": [{"USUBJID": "U1"}, {"USUBJID": "U2"}, {"USUBJID": "U3"}],
            "endpoint": [OS],
            "endpoint_subject": [{"endpoint": "os", "USUBJID": "U1"}, {"endpoint": "os", "USUBJID": "U2"}],
            "endpoint_time": [{"endpoint": "os", "USUBJID": "U1", "days": 3.0}],
        },
        fires=[2],
        variable="USUBJID",
        value="U2",
        says="ADTTE has no usable time of the subject for OS",
        does="not in its analysis",
    ),
    Case(
        "endpoint_without_subject",
        {
            "endpoint": [
                OS | {"analysis_set": "itt"},
                OS | {"endpoint": "os_old", "analysis_set": "itt", "cohort": "AGE at least 200"},
            ],
            "endpoint_subject": [{"endpoint": "os", "USUBJID": "U1"}],
        },
        fires=[None],
        variable="USUBJID",
        value="os_old",
        says="No subject of the population itt is in os_old (AGE at least 200)",
        does="shown without subjects",
    ),
    Case(
        "endpoint_without_subject",
        {
            "endpoint": [OS | {"analysis_set": "itt"}],
            "endpoint_subject": [{"endpoint": "os", "USUBJID": "U1"}, {"endpoint": "os", "USUBJID": "U2"}],
        },
        fires=[],
        variable="USUBJID",
    ),
    Case(
        "endpoint_recorded_twice",
        {
            "adtte": [{"PARAMCD": "OS"}, {"PARAMCD": "OS"}, {"PARAMCD": "PFS"}],
            # Two endpoints of one parameter, such as in all subjects and in a cohort: the record is said once.
            "endpoint_record": [
                *(record(1, endpoint=name, counted=False) for name in ("os", "os_cohort")),
                *(record(2, endpoint=name) for name in ("os", "os_cohort")),
                record(3, endpoint="pfs"),
            ],
        },
        fires=[1],
        variable="PARAMCD",
        value="OS",
        says="Row 2 has a time of the subject for this parameter too",
        does="the earliest time",
    ),
    Case(
        "endpoint_time_differs",
        {
            "adtte": [{"AVAL": 10.0}, {"AVAL": 11.0}, {"AVAL": 13.0}, {"AVAL": 2.1, "AVALU": "Months"}, {"AVAL": 2.2}],
            "endpoint_record": [
                record(1, recorded_days=10.0, dated_days=11),
                record(2, recorded_days=11.0, dated_days=11),
                record(3, recorded_days=13.0, dated_days=11),
                # 63 days against 60: within a day and a tenth of a month.
                record(4, recorded_days=63.0, dated_days=60),
                record(5, recorded_days=2.2, dated_days=None),
            ],
            "time_unit": [DAYS, MONTHS],
        },
        fires=[3],
        variable="AVAL",
        value="13.0",
        says="AVAL is 13 days, but STARTDT to ADT are 11",
        does="AVAL is analysed",
    ),
    Case(
        "endpoint_unit_unknown",
        {
            "adtte": [{"AVALU": "fortnights"}, {"AVALU": "fortnights"}, {"AVALU": "days"}, {}],
            "endpoint_record": [record(place) for place in (1, 2, 3, 4)],
            "time_unit": [DAYS],
        },
        fires=[None],
        variable="AVALU",
        value="fortnights",
        says="(records: 2)",
        does="from STARTDT to ADT",
    ),
    Case(
        "endpoint_after_cutoff",
        {
            "adtte": [{"ADT": "2020-02-01"}, {"ADT": "2020-01-31"}, {"ADT": "2020-03-01"}],
            # Who begins after the cut-off has no time, and another finding.
            "endpoint_record": [record(1, days_after_cutoff=1), record(2), record(3, days_after_cutoff=30, days=None)],
        },
        fires=[1],
        variable="ADT",
        value="2020-02-01",
        says="after the cut-off by 1 day",
        does="censored on the day of the cut-off",
    ),
    Case(
        "endpoint_time_undated",
        {
            "study": [{"counted_until": "2020-01-31"}],
            "adtte": [{"AVAL": 9.0}, {"ADT": "2020-01-20"}, {"STARTDT": "2020-01-01"}, {"CNSR": None}],
            # Who has no time has another finding; a parameter of two endpoints is said once.
            "endpoint_record": [record(1), record(1, endpoint="os_cohort"), record(2), record(3), record(4, days=None)],
        },
        fires=[1],
        variable="ADT",
        says="ADT and STARTDT are missing: whether the time ends by the cut-off is not known",
        does="analysed as recorded",
    ),
    Case(
        "endpoint_time_undated",
        {"study": [{"counted_until": None}], "adtte": [{"AVAL": 9.0}], "endpoint_record": [record(1)]},
        fires=[],
        variable="ADT",
    ),
    Case(
        "response_not_recorded",
        {
            "adsl": [{"USUBJID": "U1"}, {"USUBJID": "U2"}],
            "endpoint": [BOR],
            "subject_response": [
                {"endpoint": "bor", "USUBJID": "U1", "value": "CR"},
                {"endpoint": "bor", "USUBJID": "U2", "value": None},
            ],
        },
        fires=[2],
        variable="USUBJID",
        severity="note",
        value="U2",
        says="ADRS has no value of the subject for BOR by the cut-off",
        does="in the denominator",
    ),
    Case(
        "response_recorded_twice",
        {
            "adrs": [{"PARAMCD": "BOR", "AVALC": "PR"}, {"PARAMCD": "BOR", "AVALC": "CR"}, {"PARAMCD": "CBOR"}],
            "endpoint": [BOR],
            "subject_response": [{"endpoint": "bor", "USUBJID": "U1", "source_row": 2, "value": "CR"}],
        },
        fires=[1],
        variable="PARAMCD",
        value="BOR",
        says="Row 2 has a value of the subject for this parameter too",
        does="the earliest value",
    ),
]
