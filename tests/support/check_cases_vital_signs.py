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
TEMPERATURE = {"dataset": "advs", "PARAMCD": "TEMP"}

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
        does="counted as recorded",
    ),
    Case(
        "vital_unit_unknown",
        {
            "advs": [{}, {}, {}],
            "vital_measured": [
                TEMPERATURE | {"source_row": 1, "unit": "K", "value": None},
                TEMPERATURE | {"source_row": 2, "unit": "K", "value": None},
                TEMPERATURE | {"source_row": 3, "unit": "C", "value": 37.0},
            ],
            "vital_unit": [{"dataset": "advs", "paramcd": "TEMP", "from_unit": unit} for unit in ("F", "C", "C")],
        },
        fires=[None],
        variable="AVALU",
        severity="note",
        value="K",
        says="The unit of TEMP is 'K'; it must be C or F (records: 2)",
        does="not counted",
    ),
    Case(
        "qtcf_not_recorded",
        {"adeg": [{}, {}, {}], "qtcf_derived": [{"source_row": 1, "value": 410.0}, {"source_row": 2, "value": 420.0}]},
        fires=[None],
        variable="PARAMCD",
        severity="note",
        value="QTCF",
        says="computed from QT and RR (records: 2)",
        does="Fridericia",
    ),
]
