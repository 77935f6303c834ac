"""Rows in, findings out: the check of dates after the cut-off."""

from check_tables import Case

CASES = [
    *(
        Case(
            "date_after_cutoff",
            {
                dataset: [{variable: "2020-07-01"}, {variable: "2020-06-30"}, {variable: None}],
                "study": [{"cutoff_date": "2020-06-30"}],
            },
            fires=[1],
            variable=variable,
            value="2020-07-01",
            says=f"{variable} is after the cut-off date 2020-06-30 of the study",
        )
        for dataset, variable in (
            ("adsl", "TRTSDT"),
            ("adsl", "TRTEDT"),
            ("adsl", "EOSDT"),
            ("adsl", "DTHDT"),
            ("adae", "AENDT"),
            ("adex", "ASTDT"),
            ("adex", "AENDT"),
            ("adlb", "ADT"),
            ("adjudication", "INVSTDT"),
            ("adjudication", "ADJSTDT"),
        )
    ),
    # Onsets of events have a check of their own, a committee decides later, and a study may have no cut-off.
    Case(
        "date_after_cutoff",
        {
            "adae": [{"ASTDT": "2020-07-01"}],
            "adjudication": [{"ADJDT": "2020-07-01"}],
            "study": [{"cutoff_date": "2020-06-30"}],
        },
        fires=[],
        variable="",
    ),
    Case("date_after_cutoff", {"adsl": [{"TRTEDT": "2020-07-01"}]}, fires=[], variable="TRTEDT"),
]
