"""lab_value.sql: which records are results of blood, in which unit, with which range; one study of them all."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pytest

from pv.api import Study
from small_laboratory import result, study, worst

#: Neutrophils of 0.9 x 10^9/L, grade 3 (below 1.0, at least 0.5), as laboratories and CDISC write them.
NEUTROPHILS = (
    *(
        (0.9, unit)
        for unit in (
            "10^9/L",
            "10*9/L",
            "x10E9/L",
            "x 10^9/L",
            "10⁹/L",
            "\N{MULTIPLICATION SIGN}10⁹/L",
            "G/L",
            "GI/L",
            "10^6/mL",
        )
    ),
    *((0.9, unit) for unit in ("10^3/uL", "10*3/uL", "10^3/µL", "x10³/μL", "K/uL", "THOU/uL", "thou/mcL", "10^3/mm3")),
    *((0.9, unit) for unit in ("10^3/mm³", "x10(3)/mcL", "x10^3 cells/uL", "E3/uL", "thousands/uL", "THO/uL")),
    *((0.9, unit) for unit in ("x 10^9 cells/L", "10^9/litre")),
    *((900.0, unit) for unit in ("/uL", "/mm3", "cells/µL", "cells/mm³", "/cumm", "10^6/L", "x10E6/L")),
)
#: No counts, or which count is not certain.
REFUSED = ("%", "fraction of 1", "10^3/mL", "10^12/L", "mg/dL", None)
#: Other amounts, each of grade 2 by CTCAE 5.0 in SI units.
AMOUNTS = (
    ("HGB", "L", 90.0, "g/l"), ("HGB", "L", 9.0, "gm/dL"), ("HGB", "L", 9.0, "g%"), ("HGB", "L", 5.5, "mmol/L"),
    ("ALB", "L", 2.5, "G/DL"), ("ALB", "L", 25.0, "mg/mL"), ("CHOL", "H", 350.0, "mg/100mL"), ("CHOL", "H", 9.0, "mM"),
    ("K", "H", 5.8, "mEq/L"), ("k", "H", 5.8, "MMOL/L"), ("SODIUM", "H", 152.0, "meq/L"), ("MG", "L", 1.0, "mg/dL"),
    ("CACR", "L", 7.5, "mg/dL"), ("CACR", "L", 1900.0, "mcmol/L"), ("CAION", "L", 950.0, "µmol/L"),
    ("TRIG", "H", 400.0, "mg/dL"), ("GLUC", "L", 45.0, "mg/dL"), ("CD4", "L", 300.0, "cells/uL"),
)  # fmt: skip

#: What says that a result of creatinine is not of blood; and what does not.
ELSEWHERE: tuple[dict[str, str], ...] = (
    {"PARAM": "Creatinine, Urine (mmol/L)"}, {"PARCAT1": "Urinalysis"}, {"LBCAT": "URINALYSIS"}, {"LBSPEC": "CSF"},
)  # fmt: skip
BLOOD: tuple[dict[str, str], ...] = (
    {}, {"LBSPEC": "Whole Blood"}, {"PARCAT1": "CHEMISTRY", "LBSPEC": "SERUM", "PARAM": "Creatinine (umol/L)"},
)  # fmt: skip
HGB: dict[str, Any] = {"ANRLO": 120.0, "ANRHI": 160.0, "AVALU": "g/L", "USUBJID": "C1"}
#: Collected as 120 g/L, analysed as 12 g/dL.
CONVERTED: dict[str, Any] = {"LBSTRESU": "g/L", "ANRLO": 12.0, "ANRHI": 16.0, "AVALU": None}

#: The results of each test, by its name; AVISIT says whose a record is.
RESULTS: dict[str, Sequence[dict[str, Any]]] = {
    "counts": [result("NEUT", 5, value, AVALU=unit) for value, unit in NEUTROPHILS],
    "refused": [result("NEUT", 5, 0.9, AVALU=unit) for unit in REFUSED],
    "amounts": [result(code, 5, value, AVALU=unit, ANRLO=None, ANRHI=None) for code, _, value, unit in AMOUNTS],
    "converted": [
        result("HGB", 5, 12.0, PARAM=param, **CONVERTED) for param in ("Hemoglobin (g/dL)", "Hemoglobin (blood)")
    ]
    + [
        result("NEUT", 5, 0.9, PARAM="Neutrophils (10(9)/L)", AVALU=None),
        # No criterion has a unit: 2.5 x ULN.
        result(
            "CREAT", 5, 3.0, PARAM="Creatinine (mg/dL)", LBSTRESU="umol/L", AVALU=None, ANRLO=0.6, ANRHI=1.2, BASE=1.4
        ),
    ],
    "blood": [result("CREAT", 5, 30.0, BASE=20.0, **more) for more in BLOOD],
    "elsewhere": [result("CREAT", 5, 900.0, BASE=20.0, **more) for more in ELSEWHERE],
    "other codes": [result(code, 5, 6.0, AVALU=unit) for code, unit in (("PH", None), ("NEUTLE", "%"))],
    "total calcium": [result("CA", 5, 6.0, AVALU="mmol/L")],
    "ranges": [
        result(code, 5, 30.0, ANRLO=low, ANRHI=high, BASE=20.0)
        for code, low, high in (("ALT", 0.0, 0.0), ("ALT", 40.0, 10.0), ("ALT", 0.0, 40.0), ("BILI", 0.0, 0.0))
    ],
    "negative": [result("HGB", day, value, **HGB) for day, value in ((-1, 100.0), (1, -9.0), (5, -9.0), (9, 90.0))],
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    rows = [row | {"AVISIT": name} for name, results in RESULTS.items() for row in results]
    with study(tmp_path_factory.mktemp("lab_value"), rows) as one:
        yield one


def grades(opened: Study, name: str, directions: Sequence[str]) -> list[int | None]:
    """Return the grades of a test's results, each in the direction named."""
    table = opened.table("lab_grade")
    rows = table[table["visit"] == name].set_index(["source_row", "direction"])["grade"].astype(object)
    places = sorted(set(rows.index.get_level_values(0)))
    found = [rows[place, direction] for place, direction in zip(places, directions, strict=True)]
    return [None if grade is pd.NA else grade for grade in found]


def test_units_are_read_as_they_are_written(opened: Study) -> None:
    assert grades(opened, "counts", ["L"] * len(NEUTROPHILS)) == [3] * len(NEUTROPHILS)
    assert grades(opened, "amounts", [one[1] for one in AMOUNTS]) == [2] * len(AMOUNTS)


def test_a_unit_that_is_not_known_is_refused_and_found(opened: Study) -> None:
    assert grades(opened, "refused", ["L"] * len(REFUSED)) == [None] * len(REFUSED)
    found = opened.findings[opened.findings["rule"] == "lab_unit_unknown"]
    assert found["value"].isna().sum() == 1
    assert set(found["value"].dropna()) == set(REFUSED) - {None}


def test_param_has_the_unit_of_aval_and_lbstresu_that_of_the_collected_result(opened: Study) -> None:
    # Normal in g/dL; where what ends PARAM is no unit, the collected one is all there is, and 12 g/L is grade 3.
    assert grades(opened, "converted", "LLLH") == [0, 3, 3, 2]
    units = opened.table("lab_value").loc[lambda rows: rows["visit"] == "converted"].sort_values("source_row")["unit"]
    assert units.to_list() == ["g/dL", "g/L", "10(9)/L", "mg/dL"]


def test_only_blood_is_graded(opened: Study) -> None:
    visits = opened.table("lab_value")["visit"].value_counts()
    assert visits["blood"] == len(BLOOD)
    assert not {"elsewhere", "other codes"} & set(visits.index)
    # Total calcium is read and not graded: of that subject the laboratory corrected others (among the amounts).
    assert visits["total calcium"] == 1
    assert "total calcium" not in set(opened.table("lab_grade")["visit"])
    assert "lab_calcium_without_albumin" not in set(opened.findings["rule"])
    assert len(opened.table("adlb")) == sum(len(rows) for rows in RESULTS.values())


def test_ranges_that_cannot_be_are_not_used(opened: Study) -> None:
    assert grades(opened, "ranges", "HHHH") == [None, None, 0, None]
    # Nor are they a reference for Hy's law.
    assert opened.table("liver_peak").empty
    found = opened.findings[opened.findings["rule"] == "lab_range_not_possible"]
    assert [(message[:4], "records: 2" in message) for message in sorted(found["message"])] == [
        ("ALT ", True),
        ("BILI", False),
    ]


def test_a_negative_value_is_a_finding_and_no_baseline(opened: Study) -> None:
    row = worst(opened, "C1", "HGB", "L")
    assert (row["baseline_grade"], row["worst_grade"], row["worst_day"]) == (1, 2, 9)
    assert (opened.findings["rule"] == "lab_negative_value").sum() == 2


def test_codes_are_those_in_use_or_those_that_the_study_names(tmp_path_factory: pytest.TempPathFactory) -> None:
    # The pH of urine has the same code, and is 5 to 8 in health: the study says that this one is of blood.
    text = '\n[laboratory]\nctcae = "4.03"\nparameters = { PH = "PHBLOOD" }\n'
    results = [result("PH", 5, 7.2, ANRLO=7.35, ANRHI=7.45, AVALU=None), result("SGPT", 5, 130.0)]
    with study(tmp_path_factory.mktemp("codes"), results, text=text) as one:
        assert worst(one, "U1", "PHBLOOD", "L")["worst_grade"] == 3
        assert worst(one, "U1", "ALT")["worst_grade"] == 2
