"""Rows in, findings out: checks of laboratory values, their units, ranges and baselines."""

from check_tables import Case

POTASSIUM = {"PARAMCD": "K", "analyte": "K", "unit": "mmol/L", "unit_key": "MMOL/L"}
GRADED = [{"source_row": 3, "direction": "H"}]

CASES = [
    Case(
        "lab_extreme_value",
        {
            "adlb": [{"PARAMCD": "K", "AVAL": value} for value in (1.2, 1.3, 9.0, 9.1)],
            "lab_value": [
                POTASSIUM | {"source_row": place, "value": value}
                for place, value in enumerate((1.2, 1.3, 9.0, 9.1), start=1)
            ],
            "lab_extreme": [{"analyte": "K", "unit": "mEq/L", "below": 1.3, "above": 9.0, "source": "Table 58"}],
            "lab_unit": [{"analyte": "K", "from_unit": "MMOL/L", "to_unit": "mEq/L", "multiply": 1.0, "divide": 1.0}],
        },
        fires=[1, 4],
        variable="AVAL",
        says="mEq/L, which suggests an error of the laboratory (Table 58)",
        does="graded as recorded",
    ),
    Case(
        "lab_unit_unknown",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [POTASSIUM | {"source_row": place, "unit": "stones"} for place in (1, 2, 3)],
            "lab_standard": [
                {"source_row": 1, "unit": "mmol/L", "recorded_value": 4.0},
                {"source_row": 2, "unit": "mmol/L", "recorded_value": 4.0},
                {"source_row": 3, "unit": "mmol/L", "recorded_value": 4.0, "multiply": 1.0},
            ],
        },
        fires=[None],
        variable="AVALU",
        value="stones",
        says="'stones', from which no conversion to mmol/L is known; say it in laboratory.units, or give AVALU "
        "(records: 2)",
        does="not graded",
    ),
    Case(
        "lab_range_not_possible",
        {
            "adlb": [
                {"PARAMCD": "K", "ANRLO": low, "ANRHI": high}
                for low, high in ((5.0, 3.5), (0.0, 0.0), (-1.0, 5.0), (3.5, 5.0), (None, 5.0), (0.0, None))
            ],
            "lab_value": [POTASSIUM | {"source_row": place} for place in range(1, 7)],
        },
        fires=[None],
        variable="ANRLO, ANRHI",
        value=None,
        says="above the upper one, a negative limit or an upper one of 0 (records: 3)",
        does="graded without that limit",
    ),
    Case(
        "lab_negative_value",
        {
            "adlb": [{"PARAMCD": "K", "AVAL": value} for value in (-9.0, 0.0, 4.0)],
            "lab_value": [
                POTASSIUM | {"source_row": place, "value": value}
                for place, value in enumerate((-9.0, 0.0, 4.0), start=1)
            ],
        },
        fires=[1],
        variable="AVAL",
        says="is negative, which no amount in blood is",
        does="not graded",
    ),
    Case(
        "lab_missing_range",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [POTASSIUM | {"source_row": place} for place in (1, 2, 3)],
            "lab_grade": [
                {"source_row": 1, "direction": "H", "not_graded": "missing range"},
                {"source_row": 2, "direction": "H", "not_graded": "missing range of the baseline"},
                *GRADED,
            ],
        },
        fires=[None],
        variable="ANRHI",
        value=None,
        says="K needs the upper limit of normal, of the result or of its baseline, to be graded (records: 2)",
        does="not graded",
    ),
    Case(
        "lab_missing_baseline",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [POTASSIUM | {"source_row": place} for place in (1, 2, 3)],
            "lab_grade": [
                {"source_row": 1, "direction": "H", "not_graded": "missing baseline"},
                {"source_row": 2, "direction": "L", "not_graded": "unknown unit"},
                *GRADED,
            ],
        },
        fires=[None],
        variable="BASE",
        value=None,
        says="(records: 1)",
        does="not graded",
    ),
]
