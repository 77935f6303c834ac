"""Rows in, findings out: checks of vital signs."""

from check_tables import Case

PRESSURE = {
    "PARAMCD": "SYSBP",
    "unit": "mmHg",
    "bound_unit": "mmHg",
    "below": 50.0,
    "above": 400.0,
    "source": "Table 60",
}

CASES = [
    Case(
        "vital_extreme_value",
        {
            "advs": [{"PARAMCD": "SYSBP", "AVAL": value} for value in (49.9, 50.0, 400.0, 400.1)],
            "vital_value": [
                PRESSURE | {"source_row": place, "value": value}
                for place, value in enumerate((49.9, 50.0, 400.0, 400.1), start=1)
            ],
        },
        fires=[1, 4],
        variable="AVAL",
        says="mmHg, which suggests an error (Table 60)",
        does="nothing is counted from vital signs",
    ),
    Case(
        "vital_unit_unknown",
        {
            "advs": [{}, {}, {}],
            "vital_value": [
                {"source_row": 1, "PARAMCD": "TEMP", "unit": "K", "value": 310.0},
                {"source_row": 2, "PARAMCD": "TEMP", "unit": "K", "value": 311.0},
                PRESSURE | {"source_row": 3, "value": 120.0},
            ],
            "vital_extreme": [{"paramcd": "TEMP", "unit": unit} for unit in ("F", "C", "C")],
        },
        fires=[None],
        variable="AVALU",
        severity="note",
        value="K",
        says="the unit of TEMP is 'K'; its bounds are in C or F (records: 2)",
        does="not held against the bounds",
    ),
]
