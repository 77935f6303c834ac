"""Laboratory grades: every boundary of every criterion against the printed text, and what cannot be graded."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pandas as pd
import pytest

from ctcae_grades import ANTICOAGULATION, CONSEQUENCES, GRADES, HIGH_BASELINE, SYMPTOMS, Result
from lab_results import graded
from pv.study.setting.laboratory_settings import LaboratoryPart
from pv.study.table.laboratory_tables import laboratory_tables

CONTEXTS = (SYMPTOMS, CONSEQUENCES, ANTICOAGULATION, HIGH_BASELINE)
VERSIONS = ("4.03", "5.0", "6.0")
#: Smaller than any step of a laboratory, greater than any error of binary fractions.
STEP = Fraction(1, 10**6)
#: Multiples of the limits of normal and of the baseline, where criteria have no units.
FOLDS = tuple(Fraction(n, 20) for n in (4, 19, 20, 31, 101))


def _settings(version: str, system: str, assume: tuple[str, ...]) -> LaboratoryPart:
    return LaboratoryPart.model_validate({"ctcae": version, "unit_system": system, "assume": assume})


#: What a number of a criterion is, by its basis, with its LLN, ULN and baseline.
LIMITS: dict[str, Callable[[Fraction, Fraction, Fraction, Fraction], Fraction]] = {
    "value": lambda number, _lln, _uln, _base: number,
    "x ULN": lambda number, _lln, uln, _base: number * uln,
    "x LLN": lambda number, lln, _uln, _base: number * lln,
    "x baseline": lambda number, _lln, _uln, base: number * base,
    "above ULN": lambda number, _lln, uln, _base: number + uln,
    "above baseline": lambda number, _lln, _uln, base: number + base,
}


def _numbers(rows: pd.DataFrame) -> set[tuple[Fraction, str]]:
    """Return every number at which a criterion of the rows begins or ends, exactly, with its basis."""
    return {
        (Fraction(str(number)), str(basis))
        for side in ("lower", "upper")
        for number, basis in zip(rows[side], rows[f"{side}_basis"], strict=True)
        if not pd.isna(number)
    }


def _limits(numbers: set[tuple[Fraction, str]], lln: Fraction, uln: Fraction, base: Fraction) -> set[Fraction]:
    """Return every number at which a criterion begins or ends, and a few far from any."""
    found = {fold * reference for fold in FOLDS for reference in (lln, uln, base)}
    return found | {LIMITS[basis](number, lln, uln, base) for number, basis in numbers}


def _ranges(numbers: set[tuple[Fraction, str]]) -> list[tuple[Fraction, Fraction]]:
    """Return normal ranges: on the safe side of the absolute limits, and reaching into them."""
    absolute = [number for number, basis in numbers if basis == "value"]
    if not absolute:
        return [(Fraction(12), Fraction(40)), (Fraction("0.3"), Fraction("1.2"))]
    low, high = min(absolute), max(absolute)
    return [
        (high * Fraction("1.1"), high * Fraction("1.5")),
        (high * 5, high * 9),
        (low / 2, low * Fraction("0.9")),
        ((low + high) / 2, high),
    ]


def _grid(rows: pd.DataFrame) -> Iterator[tuple[Fraction, Fraction, Fraction, Fraction | None]]:
    """Yield value, LLN, ULN and baseline (None: the result is the baseline) around every boundary."""
    numbers = _numbers(rows)
    for lln, uln in _ranges(numbers):
        middle = (lln + uln) / 2
        bases = [middle, uln, lln * Fraction("0.8"), lln * Fraction("1.1"), uln * Fraction("1.3"), None]
        if rows["condition"].str.contains("5 x ULN", na=False).any():
            bases += [uln * 5, uln * 5 * (1 + STEP), uln * 6]
        for base in bases:
            for limit in sorted(_limits(numbers, lln, uln, middle if base is None else base)):
                for value in (limit * (1 - STEP), limit, limit * (1 + STEP)):
                    if value > 0:
                        yield value, lln, uln, base


@pytest.mark.parametrize(("version", "system", "assume"), list(product(VERSIONS, ("SI", "US"), (CONTEXTS, ()))))
def test_every_boundary_is_graded_as_the_text_says(version: str, system: str, assume: tuple[str, ...]) -> None:
    settings = _settings(version, system, assume)
    tables = laboratory_tables(settings, {"ALT"})
    results: list[dict[str, object]] = []
    expected: list[list[int]] = []
    criteria = tables["lab_criterion"]
    for analyte, direction, term, unit in tables["lab_analyte"][["analyte", "direction", "term", "unit"]].to_numpy():
        rows = criteria[(criteria["term"] == term) & criteria["decidable"]]
        depends = rows["context"].notna().any()
        # What is assumed is nothing to the other terms, which are all graded without assumptions.
        if assume and not depends:
            continue
        for value, lln, uln, base in _grid(rows):
            results.append(
                {
                    "analyte": analyte,
                    "visit": direction,
                    "phase": "baseline" if base is None else "post-baseline",
                    "value": float(value),
                    "unit": unit,
                    "unit_key": None if pd.isna(unit) else unit.upper(),
                    "range_low": float(lln),
                    "range_high": float(uln),
                    "recorded_baseline": None if base is None else float(base),
                }
            )
            # As assumed, by the value alone, and with all that the value does not tell.
            ways = (frozenset(assume), frozenset[str](), frozenset(CONTEXTS)) if depends else (frozenset(assume),)
            due = [GRADES[term](Result(value, lln, uln, base, version, system == "SI", way)) for way in ways]
            expected.append(due if depends else due * 3)
    grades = graded(settings, results)
    # Both directions of an analyte are graded; the grid of a row is about the one named in its visit.
    grades = grades[grades["direction"] == grades["visit"]].sort_values("source_row").reset_index(drop=True)
    assert len(grades) == len(results) > (2_000 if assume else 10_000)
    assert grades["not_graded"].isna().all()
    shown = ["grade", "lowest_grade", "highest_grade"]
    compared = grades.assign(expected=pd.Series(expected))
    wrong = compared[(grades[shown].to_numpy() != expected).any(axis=1)]
    assert wrong.empty, wrong[["term", "value", *shown, "expected", "criterion_id"]].head(20).to_string()


@pytest.mark.parametrize(("version", "system"), list(product(VERSIONS, ("SI", "US"))))
def test_the_grid_meets_every_criterion_that_is_decidable(version: str, system: str) -> None:
    used: set[str] = set()
    every = laboratory_tables(_settings(version, system, ()), {"ALT"})["lab_criterion"]
    for assume in (CONTEXTS, ()):
        criteria = laboratory_tables(_settings(version, system, assume), {"ALT"})["lab_criterion"]
        used |= set(criteria.loc[criteria["used"], "criterion_id"])
    assert used == set(every.loc[every["decidable"], "criterion_id"])
    assert set(every.loc[every["decidable"], "term"]) <= set(GRADES)
    # What is not decidable from the value is listed with its text, and has no limit to compare with.
    listed = every[~every["decidable"]]
    assert listed["source_text"].notna().all()
    assert listed[["lower", "upper"]].isna().all(axis=None)
    assert {"Life-threatening consequences; urgent intervention indicated", "Death"} <= set(listed["source_text"])


@pytest.mark.parametrize(("version", "system"), list(product(VERSIONS, ("SI", "US"))))
def test_grades_adjoin(version: str, system: str) -> None:
    """The far limit of a grade, which a higher grade covers, is where the higher grade begins."""
    criteria = laboratory_tables(_settings(version, system, ()), {"ALT"})["lab_criterion"]
    rows = criteria[criteria["decidable"]]
    for direction, near, far in (("H", "lower", "upper"), ("L", "upper", "lower")):
        here = rows[rows["direction"] == direction]
        begins = {
            (term, basis, number, not included)
            for term, basis, number, included in here[["term", f"{near}_basis", near, f"{near}_inclusive"]].itertuples(
                index=False
            )
            if pd.notna(number)
        }
        ends = here[here[far].notna()][["term", f"{far}_basis", far, f"{far}_inclusive"]]
        assert len(ends) > 30
        assert {
            (term, basis, number, included) for term, basis, number, included in ends.itertuples(index=False)
        } <= begins


ALT = {"analyte": "ALT", "unit": "U/L", "unit_key": "U/L", "range_low": 10.0, "range_high": 40.0}
HGB = {"analyte": "HGB", "range_low": 120.0, "range_high": 160.0, "unit": "g/L", "unit_key": "G/L"}


def _each(direction: str, *results: Mapping[str, object], **settings: str) -> "list[pd.Series[Any]]":
    """Return the grade of each result in a direction, all graded at once: no result knows of another."""
    grades = graded(LaboratoryPart.model_validate(settings), [dict(result) for result in results])
    chosen = grades[grades["direction"] == direction].sort_values("source_row")
    assert chosen["source_row"].to_list() == [*range(1, len(results) + 1)]
    return [row for _, row in chosen.iterrows()]


def test_an_unknown_unit_is_refused() -> None:
    bare = {**HGB, "value": 70.0}
    for row in _each("L", bare | {"unit": "stones", "unit_key": "STONES"}, bare | {"unit": None, "unit_key": None}):
        assert (row["not_graded"], pd.isna(row["grade"]), pd.isna(row["value"])) == ("unknown unit", True, True)
    # Multiples of ULN need no unit.
    (row,) = _each("H", {**ALT, "value": 130.0, "unit": None, "unit_key": None}, ctcae="4.03")
    assert row["grade"] == 2


def test_units_are_converted_with_the_range() -> None:
    low = {**HGB, "unit": "g/dL", "unit_key": "G/DL", "range_low": 12.0, "range_high": 16.0}
    # Glucose, 180.156 g/mol: 18.0156 mg in a decilitre are 1 mmol in a litre.
    glucose = {"analyte": "GLUC", "unit": "mg/dL", "unit_key": "MG/DL", "range_low": 70.0, "range_high": 100.0}
    below, at, sugar = _each("L", {**low, "value": 7.9}, {**low, "value": 8.0}, {**glucose, "value": 36.0312})
    assert (below["grade"], below["value"], below["unit"]) == (3, 79.0, "g/L")
    assert below["conversion"] == "g/dL x 10.0 / 1.0 = g/L"
    assert at["grade"] == 2
    assert sugar["value"] == pytest.approx(2.0)
    (conventional,) = _each("L", {**HGB, "value": 79.0}, unit_system="US")
    assert conventional["grade"] == 3


def test_a_missing_limit_matters_only_where_it_could_change_the_grade() -> None:
    *graded_all_the_same, row = _each(
        "L", *({**HGB, "range_low": None, "value": value} for value in (79.0, 99.0, 110.0))
    )
    assert [one["grade"] for one in graded_all_the_same] == [3, 2]
    assert (pd.isna(row["grade"]), row["not_graded"]) == (True, "missing range")


def test_a_missing_baseline_matters_only_where_the_rule_depends_on_it() -> None:
    (earlier,) = _each("H", {**ALT, "value": 130.0}, ctcae="4.03")
    assert earlier["grade"] == 2
    unknown, normal, known = _each(
        "H",
        {**ALT, "value": 130.0},
        # Normal now: no rule gives a grade, whatever the baseline was.
        {**ALT, "value": 39.0},
        # A baseline record without its own range is judged on that of the result: 50 is above 40, 130 is 2.6 x 50.
        {**ALT, "value": 130.0, "recorded_baseline": 50.0, "baseline_value": 50.0},
    )
    assert (pd.isna(unknown["grade"]), unknown["not_graded"]) == (True, "missing baseline")
    assert normal["grade"] == 0
    assert (known["grade"], known["basis"]) == (1, "x baseline")


def test_the_baseline_is_judged_on_its_own_range() -> None:
    # Baseline 50 was normal where ULN was 55: 130 is 3.25 x the later ULN of 40, grade 2, and not 2.6 x baseline.
    before = {"recorded_baseline": 50.0, "baseline_value": 50.0, "baseline_unit_key": "U/L", "baseline_range_low": 10.0}
    # The baseline itself, and what was measured before it, by the range alone.
    itself = [
        {**ALT, **before, "value": 50.0, "baseline_range_high": 40.0, "phase": one} for one in ("baseline", "before")
    ]
    after = [{**ALT, **before, "value": 130.0, "baseline_range_high": high} for high in (55.0, 40.0)]
    first, row, *earlier = _each("H", *after, *itself)
    assert (first["grade"], first["basis"]) == (2, "x ULN")
    assert (row["grade"], row["basis"], row["lower_limit"], row["upper_limit"]) == (1, "x baseline", 75.0, 150.0)
    assert [one["grade"] for one in earlier] == [1, 1]


def test_a_normal_value_needs_no_baseline_where_only_a_rise_above_the_range_is_graded() -> None:
    # 'Above ULN or above baseline if baseline is above ULN': 150 g/L is above neither, whatever the baseline was.
    normal, risen = _each("H", {**HGB, "value": 150.0}, {**HGB, "value": 170.0}, ctcae="4.03")
    assert (normal["grade"], risen["not_graded"]) == (0, "missing baseline")
    # 5.0 counts from ULN alone.
    (row,) = _each("H", {**HGB, "value": 170.0})
    assert row["grade"] == 1


def test_a_baseline_of_0_or_below_is_none_to_count_from() -> None:
    creatinine = {"analyte": "CREAT", "range_low": 60.0, "range_high": 110.0, "value": 90.0}
    unusable = [{**creatinine, "recorded_baseline": value} for value in (0.0, -9.0)]
    usable, *rows = _each(
        "H",
        {**creatinine, "recorded_baseline": 60.0},
        *unusable,
        # 3.1 x the baseline record's 29, where BASE is not to be used.
        *({**one, "baseline_value": 29.0} for one in unusable),
    )
    assert usable["grade"] == 0
    assert [row["not_graded"] for row in rows[:2]] == ["missing baseline"] * 2
    assert [row["grade"] for row in rows[2:]] == [3, 3]


def test_eosinophils_are_graded_as_a_count() -> None:
    eosinophils = {"analyte": "EOS", "range_low": 0.0, "range_high": 0.5, "value": 0.9, "recorded_baseline": 0.2}
    counted = eosinophils | {"unit": "10^9/L", "unit_key": "10^9/L"}
    percent = eosinophils | {"unit": "%", "unit_key": "%"}
    above, high_before, refused = _each("H", counted, counted | {"recorded_baseline": 1.2}, percent)
    assert (above["grade"], high_before["grade"], refused["not_graded"]) == (1, 0, "unknown unit")


def test_a_derived_record_and_a_value_that_is_none_have_no_grade() -> None:
    derived, baseline, none, negative, zero = _each(
        "L",
        {**HGB, "value": 70.0, "derived": True},
        # The mean of two results before treatment, flagged as the baseline, is the baseline.
        {**HGB, "value": 90.0, "derived": True, "phase": "baseline"},
        *({**HGB, "value": value} for value in (None, -9.0, 0.0)),
    )
    assert derived["not_graded"] == "derived record"
    assert baseline["grade"] == 2
    assert none["not_graded"] == "no value"
    assert (negative["not_graded"], pd.isna(negative["grade"])) == ("negative value", True)
    assert zero["grade"] == 3
