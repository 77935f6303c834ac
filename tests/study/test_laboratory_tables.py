"""The shipped laboratory data: criteria against the text of CTCAE, units, spellings and parameter codes."""

import csv
from collections.abc import Iterator
from itertools import product

import pandas as pd
import pytest

from pv import resources
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.setting.settings import Settings
from pv.study.table.ctcae import FILES
from pv.study.table.laboratory_tables import grading, laboratory_tables

#: Standard atomic weights (IUPAC 2021, abridged).
ATOM = {"C": 12.011, "H": 1.008, "O": 15.999, "N": 14.007, "Ca": 40.078, "Mg": 24.305, "P": 30.974}
#: Enzymes are counted in units of activity: 1 kat is 6e7 U.
ENZYMES = {"U/L": 1, "ukat/L": 60, "nkat/L": 0.06}
#: What a mole of each analyte is; triglycerides are counted as triolein, phosphate as phosphorus.
FORMULA = {
    "CA": {"Ca": 1},
    "CACR": {"Ca": 1},
    "MG": {"Mg": 1},
    "PHOS": {"P": 1},
    "GLUC": {"C": 6, "H": 12, "O": 6},
    "GLUCFAST": {"C": 6, "H": 12, "O": 6},
    "URATE": {"C": 5, "H": 4, "N": 4, "O": 3},
    "CHOL": {"C": 27, "H": 46, "O": 1},
    "TRIG": {"C": 57, "H": 104, "O": 6},
    "CREAT": {"C": 4, "H": 7, "N": 3, "O": 1},
    "BILI": {"C": 33, "H": 36, "N": 4, "O": 6},
}
#: Grams, or moles, of one in a litre.
LITRE = {"g/L": 1, "g/dL": 10, "mg/dL": 1e-2, "mg/L": 1e-3, "mmol/L": 1e-3, "umol/L": 1e-6, "mEq/L": 1e-3}
#: Cells in a litre.
CELLS = {"10^9/L": 1e9, "10^3/uL": 1e9, "10^6/L": 1e6, "1/uL": 1e6, "G/L": 1e9}


def _tables(version: str = "5.0", system: str = "SI") -> dict[str, pd.DataFrame]:
    return laboratory_tables(LaboratoryPart.model_validate({"ctcae": version, "unit_system": system}), {"ALT"})


def _data(name: str) -> list[dict[str, str]]:
    with (resources.ROOT / f"schemas/laboratory/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("version", "system"), list(product(("4.03", "5.0", "6.0"), ("SI", "US"))))
def test_every_grade_of_a_term_is_listed_with_the_text_of_ctcae(version: str, system: str) -> None:
    with (resources.ROOT / FILES[version]).open(encoding="utf-8", newline="") as file:
        terms = {row["term"]: row for row in csv.DictReader(file)}
    criteria = _tables(version, system)["lab_criterion"]
    for term, rows in criteria.groupby("term"):
        # Two terms are one of CTCAE for two analytes each: ionized calcium, fasting glucose.
        row = terms[str(term).replace(" (Ionized)", "").replace(" (Fasting)", "")]
        expected = {grade: " ".join(row[f"grade{grade}"].split()) for grade in range(1, 6) if row[f"grade{grade}"]}
        assert dict(zip(rows["grade"], rows["source_text"], strict=True)) == expected


def _factors() -> Iterator[tuple[str, str, str, float]]:
    for row in _data("unit_conversion"):
        yield row["analyte"], row["from_unit"], row["to_unit"], float(row["multiply"]) / float(row["divide"])


def test_factors_follow_from_atomic_weights() -> None:
    checked = 0
    for analyte, source, target, factor in _factors():
        if analyte in FORMULA:
            mass = sum(ATOM[atom] * count for atom, count in FORMULA[analyte].items())
            moles = [LITRE[unit] / {"mmol/L": 1, "umol/L": 1, "mEq/L": 2}.get(unit, mass) for unit in (source, target)]
            # Molar masses are written with five digits.
            assert factor == pytest.approx(moles[0] / moles[1], rel=2e-5), (analyte, source, target)
        elif source in CELLS:
            assert factor == CELLS[source] / CELLS[target]
        elif source in ENZYMES:
            assert factor == ENZYMES[source] / ENZYMES[target]
        elif analyte in {"INR", "APTT"}:
            assert source == target
        elif analyte not in {"HGB", "CAION", "K", "SODIUM"}:
            assert factor == pytest.approx(LITRE[source] / LITRE[target], rel=1e-12)
        checked += 1
    assert checked == len(_data("unit_conversion")) > 150


def test_other_factors_are_as_printed() -> None:
    factor = {(analyte, source, target): value for analyte, source, target, value in _factors()}
    # 1 mmol of the haemoglobin monomer is 16.114 g; 1 kat is 6e7 U; admiral's ionized calcium, 4 mg/dL a mmol/L.
    assert factor["HGB", "mmol/L", "g/L"] == 16.114
    assert factor["HGB", "mmol/L", "g/dL"] == 1.6114
    assert factor["CK", "ukat/L", "U/L"] == 60
    assert factor["CAION", "mg/dL", "mmol/L"] == 0.25
    assert factor["K", "mEq/L", "mmol/L"] == factor["SODIUM", "mEq/L", "mmol/L"] == 1


def test_every_criterion_unit_is_reached_from_itself_and_conversions_agree() -> None:
    units = {row["from_unit"] for row in _data("unit_conversion")}
    factor = {(analyte, source, target): value for analyte, source, target, value in _factors()}
    for (analyte, source, target), there in factor.items():
        if source == target:
            assert there == 1
        # There and back is the identity, and a detour gives what the direct way gives.
        if (analyte, target, source) in factor:
            assert there * factor[analyte, target, source] == pytest.approx(1, rel=1e-12)
        for middle in units:
            if (analyte, source, middle) in factor and (analyte, middle, target) in factor:
                detour = factor[analyte, source, middle] * factor[analyte, middle, target]
                assert detour == pytest.approx(there, rel=1e-12)
    criteria = pd.concat([_tables(*one)["lab_analyte"] for one in product(("4.03", "5.0", "6.0"), ("SI", "US"))])
    for analyte, unit in criteria[["analyte", "unit"]].dropna().drop_duplicates().to_numpy():
        assert factor[analyte, unit, unit] == 1


def test_the_other_system_is_named_where_its_limits_are_not_the_converted_ones() -> None:
    # Corrected calcium, grade 4: above 13.5 mg/dL, or above 3.4 mmol/L, which is 13.63 mg/dL.
    found = _tables("5.0", "SI")["lab_analyte"].set_index(["analyte", "direction"])["other_unit"]
    assert found["CACR", "H"] == "mg/dL"
    # Grams in a litre and in a decilitre give the same limits, and so do mmol and mEq of potassium; multiples: none.
    assert found.loc[["HGB", "K", "ALT", "NEUT"]].isna().all()
    back = _tables("5.0", "US")["lab_analyte"].set_index(["analyte", "direction"])
    assert tuple(back.loc[("CACR", "H"), ["other_system", "other_unit"]]) == ("SI", "mmol/L")


def test_a_spelling_means_one_unit() -> None:
    spelled = [row["spelling"].upper() for row in _data("unit_spelling")]
    units = {row["from_unit"].upper() for row in _data("unit_conversion")}
    assert len(spelled) == len(set(spelled))
    assert not units & set(spelled)
    assert {row["unit"].upper() for row in _data("unit_spelling")} <= units
    # As the records are compared: no blanks, a u for the sign of micro.
    assert not [one for one in spelled if set(one) & {" ", "\N{MICRO SIGN}", "\N{GREEK CAPITAL LETTER MU}"}]
    conversions = _tables()["lab_unit"]
    assert not conversions.duplicated(["analyte", "from_unit", "to_unit"]).any()


@pytest.mark.parametrize("refused", ["%", "FRACTION", "10^3/ML", "10^12/L", "/HPF", "L/L"])
def test_what_is_no_count_of_cells_is_not_converted(refused: str) -> None:
    units = _tables()["lab_unit"]
    assert not (units["from_unit"] == refused).any()


def test_codes_mean_one_analyte() -> None:
    analytes = {row["analyte"] for row in _data("analyte")}
    usual = [row["paramcd"] for row in _data("parameter")]
    assert len(usual) == len(set(usual))
    assert not set(usual) & analytes
    assert {row["analyte"] for row in _data("parameter")} <= analytes
    found = _tables()["lab_parameter"].set_index("paramcd")["analyte"]
    assert not found.index.duplicated().any()
    assert found[["ALT", "SGPT", "POTAS", "ALKPH", "LIPASET", "CHOLES"]].to_list() == [
        "ALT", "ALT", "K", "ALP", "LIPASE", "CHOL",
    ]  # fmt: skip
    # Total calcium is no analyte of the criteria, but corrected by albumin.
    assert found["CA"] == "CA"
    # Percentages, fractions, direct bilirubin, and a pH of which specimen is not said.
    assert not set(found.index) & {"NEUTLE", "LYMLE", "EOSLE", "NEUTSG", "BILDIR", "BILIND", "PH", "HBA1C"}


def test_every_event_term_is_of_a_term_with_criteria() -> None:
    terms = {row["term"] for row in _data("criterion")}
    rows = [(row["term"], row["event_term"].upper()) for row in _data("event_term")]
    assert len(rows) == len(set(rows))
    assert {term for term, _ in rows} <= terms
    assert {row["term"] for row in _data("analyte")} == {term for term, _ in rows}


@pytest.mark.parametrize(
    ("dictionary", "laboratory", "version"),
    [(None, None, "5.0"), ("v6.0", None, "6.0"), ("v4.03", None, "4.03"), ("4.03", "5.0", "5.0"), ("3.0", None, "5.0")],
)
def test_results_are_graded_by_the_version_of_the_events_unless_the_study_says_otherwise(
    dictionary: str | None, laboratory: str | None, version: str
) -> None:
    settings = Settings.model_validate(
        {
            "study": {"id": "S", "title": "S"},
            "arm": ({"name": "Drug", "role": "investigational"},),
            "dictionary": {"ctcae": dictionary},
            "laboratory": {"ctcae": laboratory},
        }
    )
    assert set(laboratory_tables(grading(settings), {"ALT"})["lab_criterion"]["version"]) == {version}
