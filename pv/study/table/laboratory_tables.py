"""The settings and criteria of laboratory results as tables; without laboratory results they have no rows."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from pv import contract
from pv.contract.table import Row
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.setting.settings import Settings
from pv.study.table.ctcae import UNSTATED, shipped_version
from pv.study.table.shipped_table import shipped_table

_FOLDER = "schemas/laboratory"
_TABLES = (
    *("lab_criterion", "lab_analyte", "lab_parameter", "lab_unit", "lab_extreme", "lab_next_criterion"),
    *("lab_next_analyte", "lab_event_term", "lab_category", "liver_rule", "liver_quadrant"),
)


def grading(settings: Settings) -> LaboratoryPart:
    """Return how results are graded, the version of CTCAE being that of the events where nothing else is said."""
    version = settings.laboratory.ctcae or shipped_version(settings.dictionary.ctcae)
    return settings.laboratory.model_copy(update={"ctcae": version})


def graded_analytes(settings: Settings) -> dict[str, list[str]]:
    """Return analyte -> the directions, 'H' and 'L', in which the study's version of CTCAE grades it."""
    how = grading(settings)
    graded = _analytes(how, _criteria(how)).groupby("analyte")["direction"]
    return {str(analyte): sorted(set(directions)) for analyte, directions in graded}


def laboratory_tables(
    settings: LaboratoryPart, parameters: Collection[str], following: str | None = None
) -> dict[str, pd.DataFrame]:
    """Return the lab_ and liver_ setting tables; empty unless the study has laboratory results.

    Args:
        settings: how results are graded; by CTCAE 5.0 unless it names another version.
        parameters: the values of PARAMCD in ADLB; none without it.
        following: the version of CTCAE to compare with, in the tables lab_next_criterion and lab_next_analyte.

    Raises:
        SettingError: a parameter is not in ADLB, or is mapped to something that is no analyte.
    """
    if not parameters:
        return {name: contract.table(name) for name in _TABLES}
    criteria = _criteria(settings)
    tables: dict[str, pd.DataFrame | Iterable[Row]] = {
        "lab_criterion": criteria,
        "lab_analyte": _analytes(settings, criteria),
        "lab_parameter": _parameters(settings, parameters),
        "lab_unit": _units(),
        "lab_extreme": _read("extreme_value") if settings.extreme_values else (),
        "lab_event_term": _read("event_term").assign(event_term=lambda rows: rows["event_term"].str.upper()),
        "lab_category": [(*row, order) for order, row in enumerate(_categories(), start=1)],
        "liver_rule": _rule(settings),
        "liver_quadrant": _quadrants(settings),
    }
    if following is not None:
        then = settings.model_copy(update={"ctcae": following})
        tables["lab_next_criterion"] = following_criteria = _criteria(then)
        tables["lab_next_analyte"] = _analytes(then, following_criteria)
    return {name: contract.table(name, tables.get(name, ())) for name in _TABLES}


def _read(name: str) -> pd.DataFrame:
    return shipped_table(f"{_FOLDER}/{name}.csv")


def _criteria(settings: LaboratoryPart) -> pd.DataFrame:
    """Return the criteria of the study's version and units; `used` are those that the value decides as assumed."""
    rows = _of_version(settings)
    rows = rows[rows["unit_system"] == settings.unit_system]
    flags = ("decidable", "context_present", "lower_inclusive", "upper_inclusive")
    rows = rows.assign(**{flag: rows[flag].map({"Y": True, "N": False}).astype("boolean") for flag in flags})
    fits = rows["context"].isna() | (
        rows["context"].isin(settings.assume) == rows["context_present"].fillna(value=False)
    )
    return rows.assign(used=rows["decidable"] & fits)


def _of_version(settings: LaboratoryPart) -> pd.DataFrame:
    rows = _read("criterion")
    return rows[rows["version"] == (settings.ctcae or UNSTATED)]


def _analytes(settings: LaboratoryPart, criteria: pd.DataFrame) -> pd.DataFrame:
    """Return the analytes and directions that the version grades, with the unit of their criteria."""
    units = criteria.loc[criteria["used"], ["term", "unit"]].drop_duplicates()
    analytes = _read("analyte").merge(units, on="term", validate="many_to_one")
    return analytes.merge(_other_units(settings, analytes), on=["analyte", "direction"], how="left")


def _other_units(settings: LaboratoryPart, analytes: pd.DataFrame) -> pd.DataFrame:
    """Return the unit of the other system for the analytes of which it has limits that are not the converted ones."""
    rows = _of_version(settings)
    rows = rows[(rows["decidable"] == "Y") & rows["unit"].notna()]
    number = rows["criterion_id"].str.replace(r"-(?:SI|US)-", "-", regex=True)
    here, there = (
        rows.assign(number=number)[rows["unit_system"].eq(settings.unit_system) == same] for same in (True, False)
    )
    pairs = here.merge(there, on="number", suffixes=("", "_there"), validate="one_to_one")
    pairs = analytes[["analyte", "direction", "term"]].merge(pairs, on=["term", "direction"])
    factors = _read("unit_conversion").rename(columns={"from_unit": "unit_there", "to_unit": "unit"})
    pairs = pairs.merge(factors, on=["analyte", "unit_there", "unit"], validate="many_to_one")
    factor = pairs["multiply"].astype("float64") / pairs["divide"].astype("float64")
    differs = pd.Series(data=False, index=pairs.index)
    for side in ("lower", "upper"):
        ours, theirs = (pairs[name].astype("float64") for name in (side, f"{side}_there"))
        differs |= (pairs[f"{side}_basis"] == "value") & ((theirs * factor - ours).abs() > 1e-9 * ours)
    named = {"unit_system_there": "other_system", "unit_there": "other_unit"}
    return pairs[differs].rename(columns=named)[["analyte", "direction", *named.values()]].drop_duplicates()


def _units() -> pd.DataFrame:
    """Return the conversions from every spelling of a unit, in capitals as `unit_key` of lab_value."""
    conversions = _read("unit_conversion")
    spelled = conversions.merge(_read("unit_spelling"), left_on="from_unit", right_on="unit")
    respelled = spelled.assign(from_unit=spelled["spelling"])[list(conversions)]
    return pd.concat([conversions, respelled]).assign(from_unit=lambda rows: rows["from_unit"].str.upper())


def _known_analytes() -> list[str]:
    """Return what a parameter can be mapped to."""
    # Total calcium is graded with the albumin of its day, as corrected calcium.
    return [*dict.fromkeys(_read("analyte")["analyte"]), "CA"]


def check_parameters(settings: LaboratoryPart, parameters: Collection[str]) -> None:
    """Raise for every parameter that the study file names and ADLB lacks, or that is mapped to no analyte.

    Args:
        settings: how results are graded.
        parameters: the values of PARAMCD in ADLB; none without it, and nothing is then held to it.

    Raises:
        SettingError: all of them, each with its key and the nearest name.
    """
    known = _known_analytes()
    problems = [
        Problem(
            f"{analyte!r} is not a graded analyte",
            f"key laboratory.parameters.{code}",
            nearest(analyte, known),
        )
        for code, analyte in settings.parameters.items()
        if analyte not in known
    ]
    for part, codes in (("parameters", settings.parameters), ("units", settings.units)):
        for code in codes if parameters else ():
            if code not in parameters:
                message = f"no record of ADLB has PARAMCD = {code!r}"
                problems.append(Problem(message, f"key laboratory.{part}.{code}", nearest(code, sorted(parameters))))
    if problems:
        raise SettingError(problems)


def _parameters(settings: LaboratoryPart, parameters: Collection[str]) -> list[Row]:
    """Return the analyte and the unit of each PARAMCD: the study's own mapping, else what is usual."""
    check_parameters(settings, parameters)
    known = _known_analytes()
    shipped = _read("parameter")
    usual: dict[str, str] = dict(zip(shipped["paramcd"], shipped["analyte"], strict=True))
    mapped = {name: name for name in known} | usual | _upper(settings.parameters)
    units = _upper(settings.units)
    return [(code, analyte, units.get(code)) for code, analyte in mapped.items()]


def _upper(codes: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping from PARAMCD with the code in capitals, as records are compared."""
    return {code.upper(): value for code, value in codes.items()}


def _categories() -> list[tuple[str, str, int, int, bool]]:
    return [
        ("grade3plus", "Maximum grade 3 or 4", 3, 4, False),
        *((f"grade{grade}", f"Maximum grade {grade}", grade, grade, False) for grade in (1, 2, 3, 4)),
        ("grade0", "No grade", 0, 0, False),
        ("worsened", "Worsened from baseline", 1, 4, True),
        ("worsened_grade3plus", "Worsened from baseline to grade 3 or 4", 3, 4, True),
    ]


def _rule(settings: LaboratoryPart) -> list[Row]:
    rule = settings.hys_law
    return [(rule.aminotransferase, rule.bilirubin, rule.operator == "at least", rule.window_days)]


def _quadrants(settings: LaboratoryPart) -> list[Row]:
    days = settings.hys_law.window_days
    rows = [
        ("hys_law", "Potential Hy's law"),
        ("hys_law_in_window", f"Potential Hy's law, bilirubin within {days} days after the aminotransferase"),
        ("cholestasis", "Cholestasis"),
        ("temples_corollary", "Temple's corollary"),
        ("none", "None of these"),
    ]
    return [(*row, order) for order, row in enumerate(rows, start=1)]
