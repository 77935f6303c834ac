"""Rows in, findings out: checks of laboratory values, their units, ranges and baselines."""

from check_tables import Case

POTASSIUM = {"PARAMCD": "K", "analyte": "K", "unit": "mmol/L", "unit_key": "MMOL/L"}
CREATINE_KINASE = {"PARAMCD": "CK", "analyte": "CK", "value": 900000.0}
LIVER = {"PARAMCD": "ALT", "analyte": "ALT", "value": 300.0}
CALCIUM = {"PARAMCD": "CACR", "analyte": "CACR", "value": 13.6}
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
        says="mEq/L, which suggests a laboratory error (Table 58)",
        does="graded as recorded",
    ),
    Case(
        "lab_unit_unknown",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [POTASSIUM | {"source_row": place, "unit": "stones"} for place in (1, 2, 3)],
            "lab_standard": [
                {"role": "study", "source_row": 1, "unit": "mmol/L", "recorded_value": 4.0},
                {"role": "study", "source_row": 2, "unit": "mmol/L", "recorded_value": 4.0},
                {"role": "study", "source_row": 3, "unit": "mmol/L", "recorded_value": 4.0, "multiply": 1.0},
            ],
        },
        fires=[None],
        variable="AVALU",
        value="stones",
        says="'stones', for which no conversion to mmol/L is known; state it in laboratory.units or provide AVALU "
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
        says="above the upper limit, a negative limit or an upper limit of 0 (records: 3)",
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
        says="is negative, which no amount in blood can be",
        does="not graded",
    ),
    Case(
        "lab_missing_range",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [POTASSIUM | {"source_row": place} for place in (1, 2, 3)],
            "lab_grade": [
                {"source_row": 1, "direction": "H", "not_graded": "missing range"},
                {"source_row": 2, "direction": "H", "not_graded": "missing range"},
                *GRADED,
            ],
        },
        fires=[None],
        variable="ANRHI",
        value=None,
        says="K requires the upper limit of normal to be graded (records: 2)",
        does="not graded",
    ),
    Case(
        "lab_missing_range",
        {
            # Creatinine of 6.0: whether the baseline was below the lower limit.
            "adlb": [{}, {}],
            "lab_value": [LIVER | {"source_row": place, "range_high": 110.0} for place in (1, 2)],
            "lab_grade": [{"source_row": 1, "direction": "H", "not_graded": "missing range"}],
        },
        fires=[None],
        variable="ANRLO",
        value=None,
        says="ALT requires the lower limit of normal to be graded (records: 1)",
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
    Case(
        "lab_missing_baseline",
        {
            "adlb": [{}, {}],
            "lab_value": [POTASSIUM | {"source_row": place} for place in (1, 2)],
            "lab_grade": [{"source_row": 1, "direction": "H", "not_graded": "unit of the baseline differs"}],
        },
        fires=[None],
        variable="BASE",
        value=None,
        says="relative to baseline, which is in another unit with no known conversion (records: 1)",
        does="not graded",
    ),
    Case(
        "lab_unit_unknown",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [
                CREATINE_KINASE | {"source_row": 1},
                CREATINE_KINASE | {"source_row": 2},
                CREATINE_KINASE | {"source_row": 3, "unit": "U/L", "unit_key": "U/L"},
            ],
            "lab_extreme": [{"analyte": "CK", "unit": "U/L", "above": 800000.0, "source": "Table 58"}],
            "lab_unit": [{"analyte": "CK", "from_unit": "U/L", "to_unit": "U/L", "multiply": 1.0, "divide": 1.0}],
        },
        fires=[None],
        variable="AVALU",
        value=None,
        says="The unit of CK is missing; its plausibility limits need U/L; state it in laboratory.units or provide "
        "AVALU (records: 2)",
        does="graded, but not compared with the limits",
    ),
    Case(
        "lab_undated",
        {
            "adlb": [{}, {}, {}],
            "lab_value": [
                POTASSIUM | {"source_row": 1, "value": 8.0, "phase": "undated"},
                POTASSIUM | {"source_row": 2, "value": None, "phase": "undated"},
                POTASSIUM | {"source_row": 3, "value": 8.0, "phase": "post-baseline"},
            ],
        },
        fires=[None],
        variable="ADT",
        value=None,
        says="K has results without a date (ADT, ADTM as 2020-01-31T08:30, or ADY) (records: 1)",
        does="not counted",
    ),
    Case(
        "lab_baseline_flag",
        {
            "adlb": [{"PARAMCD": "K", "ABLFL": flag} for flag in ("Y", "Y", "Y", None, "Y", "Y")],
            "lab_value": [
                POTASSIUM | {"source_row": place, "value": value, "phase": phase, "day": day, "flagged_baseline": flag}
                for place, (value, phase, day, flag) in enumerate(
                    (
                        (4.0, "before", -3, True),
                        (4.0, "baseline", -1, True),
                        (4.0, "post-baseline", 5, True),
                        (4.0, "post-baseline", 9, False),
                        (None, "before", -1, True),
                        (4.0, "baseline", 5, True),
                    ),
                    start=1,
                )
            ],
        },
        fires=[1, 3, 6],
        variable="ABLFL",
        value="Y",
        says="K is flagged as the baseline (ABLFL), ",
    ),
    Case(
        "lab_liver_test_without_range",
        {
            "adlb": [{}, {}, {}, {}, {}],
            "lab_value": [
                LIVER | {"source_row": 1, "phase": "post-baseline"},
                LIVER | {"source_row": 2, "phase": "post-baseline"},
                LIVER | {"source_row": 3, "phase": "before"},
                LIVER | {"source_row": 4, "phase": "post-baseline", "value": None},
                LIVER | {"source_row": 5, "phase": "post-baseline", "analyte": "CK"},
            ],
            "lab_standard": [
                {"role": role, "source_row": place, "direction": "H", "reference_high": 40.0 if place == 2 else None}
                for place in range(1, 6)
                for role in ("study", "next")
            ],
        },
        fires=[None],
        variable="ANRHI",
        value=None,
        says="ALT has post-baseline results without an upper limit of normal of their own or of the baseline "
        "(records: 1)",
        does="not evaluated for Hy's law",
    ),
    Case(
        "lab_calcium_without_albumin",
        {
            "adlb": [{}, {}, {}, {}, {}, {}],
            "lab_value": [
                {"PARAMCD": "CA", "analyte": "CA", "value": 2.0, "USUBJID": "U1", "source_row": 1},
                {"PARAMCD": "CA", "analyte": "CA", "value": 2.0, "USUBJID": "U1", "source_row": 2},
                {"PARAMCD": "ALB", "analyte": "ALB", "value": 30.0, "USUBJID": "U1", "source_row": 3},
                {"PARAMCD": "CA", "analyte": "CA", "value": 2.0, "USUBJID": "U2", "source_row": 4},
                {"PARAMCD": "CA", "analyte": "CA", "value": 2.0, "USUBJID": "U3", "source_row": 5},
                {"PARAMCD": "CACR", "analyte": "CACR", "value": 2.0, "USUBJID": "U3", "source_row": 6},
            ],
            # The first has an albumin of its day; U3 has what the laboratory corrected.
            "lab_standard": [{"role": "study", "source_row": 1, "direction": "H"}],
        },
        fires=[None],
        variable="PARAMCD",
        value="CA",
        says="of the same subject and day; records: 2, in subjects without any: 1)",
        does="not graded",
    ),
    Case(
        "lab_unit_of_other_system",
        {
            "adlb": [{}, {}],
            "lab_value": [
                CALCIUM | {"source_row": 1, "unit": "mg%", "unit_key": "MG%"},
                CALCIUM | {"source_row": 2, "unit": "mmol/L", "unit_key": "MMOL/L"},
            ],
            # Both directions have limits of their own; the records count once.
            "lab_analyte": [{"analyte": "CACR", "other_system": "US", "other_unit": "mg/dL"}] * 2,
            "lab_unit": [
                {"analyte": "CACR", "from_unit": unit, "to_unit": "mg/dL", "multiply": factor, "divide": 1.0}
                for unit, factor in (("MG%", 1.0), ("MMOL/L", 4.0078))
            ],
        },
        fires=[None],
        variable="AVALU",
        value="mg%",
        says='also published in mg/dL and differ slightly from the converted ones; unit_system = "US" in [laboratory] '
        "grades by these (records: 1)",
        does="converted",
    ),
    Case(
        "lab_parameter_not_read",
        {
            "adlb": [
                {"PARAMCD": code, "PARAM": param}
                for code, param in (
                    ("CREA", None),
                    ("CREA", None),
                    ("altsi", None),
                    ("alt", None),
                    ("LVEF", None),
                    ("BASO", None),
                    ("LYMLE", None),
                    ("CREATU", "Creatinine, urine"),
                )
            ],
            "lab_parameter": [{"paramcd": code, "analyte": code} for code in ("ALT", "CREAT", "LYM", "K")],
            "lab_analyte": [{"analyte": code, "direction": "H"} for code in ("ALT", "CREAT", "LYM", "K")],
        },
        fires=[None, None, None],
        variable="PARAMCD",
        severity="note",
        says="laboratory.parameters",
        does="not graded",
    ),
    Case(
        "lab_parameter_not_read",
        {
            # Creatine kinase is an analyte, but not one that the study's version of CTCAE grades.
            "adlb": [{"PARAMCD": code} for code in ("ALT", "BASO", "LYMLE", "BASO", "CK")],
            "lab_parameter": [{"paramcd": code, "analyte": code} for code in ("ALT", "CK", "CREAT", "LYM")],
            "lab_analyte": [{"analyte": code, "direction": "H"} for code in ("ALT", "CREAT", "LYM")],
        },
        fires=[None],
        variable="PARAMCD",
        severity="note",
        value=None,
        says="Number of parameters that are not an analyte graded by value in CTCAE: 3 (records: 4; BASO, CK, LYMLE)",
        does="not graded",
    ),
    Case(
        "lab_parameter_not_read",
        {
            "adlb": [{"PARAMCD": "ALT"}, {"PARAMCD": "CREA"}, {"PARAMCD": "CREA"}],
            "lab_parameter": [{"paramcd": code, "analyte": code} for code in ("ALT", "CREAT")],
            "lab_analyte": [{"analyte": code, "direction": "H"} for code in ("ALT", "CREAT")],
        },
        fires=[None],
        variable="PARAMCD",
        severity="note",
        value="CREA",
        says="CREA is not read (records: 2). Is it CREAT? Map it in laboratory.parameters",
        does="not graded",
    ),
    Case(
        "lab_specimen_not_read",
        {
            "adlb": [
                {"PARAMCD": code, "LBSPEC": specimen}
                for code, specimen in (
                    ("k", "CAPILLARY"),
                    ("K", "CAPILLARY"),
                    ("K", "Whole blood"),
                    ("K", "URINE"),
                    ("K", None),
                    ("BASO", "SER"),
                )
            ],
            "lab_parameter": [{"paramcd": "K", "analyte": "K"}],
        },
        fires=[None],
        variable="LBSPEC",
        severity="note",
        value="CAPILLARY",
        says="The specimen 'CAPILLARY' is not known to be blood, serum or plasma (records: 2)",
        does="not graded",
    ),
]
