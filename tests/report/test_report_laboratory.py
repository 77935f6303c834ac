"""The laboratory and liver sections: numbers counted again from grades and values, what is left out, the chart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import pilot
import report_tables
from chapters import chapter, table_of
from frames import rows
from packed_data import linked_csv
from pv.api import Study
from pv.contract import validate_result
from pv.display.chapters import Chapter
from pv.display.contents import Contents
from pv.display.laboratory.disagreement import LISTED
from pv.display.table import Table
from pv.errors import InputError
from pv.render.html.csv_link import csv_link
from small_laboratory import LIVER, result, study
from small_study import events, small_study, subjects

ARMS = ("Drug", "Control")
#: PARAMCD, range and unit of the results, and between which values they are drawn. CTCAE 5.0 counts none of these from
#: the baseline.
DRAWN = {
    "CK": (30.0, 200.0, "U/L", 20.0, 2500.0),
    "HGB": (120.0, 160.0, "g/L", 60.0, 210.0),
    "K": (3.5, 5.0, "mmol/L", 2.0, 8.0),
    "LDH": (120.0, 240.0, "U/L", 100.0, 400.0),
}
#: How each row of the table counts a subject, by worst grade and whether it is above that at baseline.
CATEGORIES: dict[str, Callable[[int, bool], bool]] = {
    "Maximum grade 3 or 4": lambda worst, _: worst >= 3,
    "Maximum grade 1": lambda worst, _: worst == 1,
    "Maximum grade 2": lambda worst, _: worst == 2,
    "Maximum grade 3": lambda worst, _: worst == 3,
    "Maximum grade 4": lambda worst, _: worst == 4,
    "No grade": lambda worst, _: worst == 0,
    # All of these have a range.
    "Not graded": lambda *_: False,
    "Worsened from baseline": lambda _, above: above,
    "Worsened from baseline to grade 3 or 4": lambda worst, above: above and worst >= 3,
}
#: The rows of low potassium whose counts symptoms change; being worse does not depend on them in what is drawn here.
OPEN = {"Maximum grade 1", "Maximum grade 2"}
#: By subject: arm, worst grade after baseline, grade at baseline (None: there is none); by analyte.
Subjects = dict[str, dict[str, tuple[str, int, int | None]]]


def results() -> list[dict[str, Any]]:
    """Return results of 24 subjects: some without a baseline, some with nothing after it."""
    drawn = np.random.default_rng(5)
    lines = []
    for usubjid, (code, (low, high, unit, least, most)) in (
        (f"U{place}", one) for place in range(1, 25) for one in DRAWN.items()
    ):
        days = [day for day in (-1, 2, 5, 9) if drawn.random() > 0.2]
        lines += [
            result(code, day, round(drawn.uniform(least, most), 1), USUBJID=usubjid)
            | {"ANRLO": low, "ANRHI": high, "AVALU": unit}
            for day in days
        ]
    return [*lines, result("GGT", 5, 100.0, ANRHI=None)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    adsl = subjects(*({"TRT01A": ARMS[place % 3 == 0]} for place in range(24)))
    adlb = pd.DataFrame([{"ASEQ": place} | row for place, row in enumerate(results(), start=1)])
    anaemia = {"AEDECOD": "Anaemia", "AETOXGR": "3"}
    adae = events({}, *(anaemia | {"USUBJID": f"U{place}"} for place in range(1, 24, 4)))
    with small_study(tmp_path_factory.mktemp("laboratory"), adsl, adae, "", {"adlb": adlb}) as one:
        yield one


def report_of(one: Study) -> Contents:
    return one._contents(None)


def section_of(report: Contents) -> Chapter:
    section = chapter(report, "laboratory")
    assert section is not None
    return section


def cells(table: Table) -> dict[str, dict[str, list[str]]]:
    """Return the texts of each row by the first row of its group; that row is under ''."""
    return {
        group[0].label: {
            row.label if place else "": [cell.text for cell in row.cells] for place, row in enumerate(group)
        }
        for group in table.groups
    }


def notes(table: Table) -> str:
    return " ".join(table.notes)


def share(number: int, total: int) -> str:
    # Half up on whole numbers: tenths of a percent are floor(1000 n / N + 1/2).
    return f"{number} ({(2000 * number + total) // (2 * total) / 10}%)" if number else "0"


@pytest.fixture(scope="module")
def graded(opened: Study) -> Subjects:
    """Return the subjects with a grade after baseline, by the analyte's name on the page."""
    labels = opened.table("lab_analyte").set_index(["analyte", "direction"])["label"]
    found: Subjects = {}
    for row in rows(opened.table("lab_grade").sort_values("phase", ascending=False)):
        if pd.isna(row.grade) or row.phase not in {"baseline", "post-baseline"}:
            continue
        name = f"{labels[row.analyte, row.direction]}, {'high' if row.direction == 'H' else 'low'}"
        arm, worst, before = found.setdefault(name, {}).get(row.USUBJID, (row.arm, -1, None))
        after = row.phase == "post-baseline"
        found[name][row.USUBJID] = (arm, max(worst, row.grade), before) if after else (arm, worst, row.grade)
    return {name: {subject: one for subject, one in counted.items() if one[1] >= 0} for name, counted in found.items()}


def bracket(opened: Study, label: str, arm: str) -> str:
    """Return ' [a to b]' of a row of low potassium, whose grade of 3.0 to below 3.5 mmol/L is 1, or 2 with symptoms."""
    grades = opened.table("lab_grade").query("analyte == 'K' and direction == 'L'")
    grades = grades[grades["arm"] == arm]
    sure = possible = 0
    for _, own in grades.groupby("USUBJID"):
        both = []
        for way in (1, 2):
            # 3.5 and 2.5 are the limits as printed; grade 4 is below 2.5.
            steps = [4 if v < 2.5 else 3 if v < 3 else way if v < 3.5 else 0 for v in own["value"]]
            after = [grade for grade, phase in zip(steps, own["phase"], strict=True) if phase == "post-baseline"]
            before = [grade for grade, phase in zip(steps, own["phase"], strict=True) if phase == "baseline"]
            both.append((max(after, default=-1), before[0] if before else 0))
        (least, least_before), (most, most_before) = both
        if least < 0:
            continue
        met = [CATEGORIES[label](worst, most > least_before) for worst in range(least, most + 1)]
        possible += any(met)
        sure += all(CATEGORIES[label](worst, least > most_before) for worst in range(least, most + 1))
    return "" if sure == possible else f" [{sure} to {possible}]"


def test_worst_grades_are_those_of_the_graded_results(opened: Study, graded: Subjects) -> None:
    shown = cells(table_of(section_of(report_of(opened)), "laboratory-worst"))
    assert set(graded) == set(shown) - {"Gamma glutamyl transferase, high"}
    assert list(shown) == sorted(shown)
    for name, counted in graded.items():
        arms = [
            [(worst, worst > (before or 0)) for arm, worst, before in counted.values() if arm == one] for one in ARMS
        ]
        for label, found in shown[name].items():
            if label:
                expected = [share(sum(CATEGORIES[label](*one) for one in of_arm), len(of_arm)) for of_arm in arms]
                if name == "Potassium, low":
                    expected = [text + bracket(opened, label, arm) for text, arm in zip(expected, ARMS, strict=True)]
                    assert ("to" in "".join(expected)) == (label in OPEN)
                assert found == expected, (name, label)
    # Lactate dehydrogenase has grade 1 alone in CTCAE 5.0, so its denominator stands without a count of grade 3.
    with_data = [sum(one[0] == arm for one in graded["Lactate dehydrogenase, high"].values()) for arm in ARMS]
    assert shown["Lactate dehydrogenase, high"][""] == [f"Ns = {n}" for n in with_data]
    assert set(shown["Lactate dehydrogenase, high"]) == {
        "",
        "Maximum grade 1",
        "No grade",
        "Not graded",
        "Worsened from baseline",
    }


def test_anaemia_is_counted_from_the_values(opened: Study) -> None:
    # CTCAE 5.0, g/L: below the lower limit 120 grade 1, below 100 grade 2, below 80 grade 3; grade 4 needs a judgement.
    after = pd.DataFrame(results()).query("PARAMCD == 'HGB' and ADT > '2020-01-10'")
    lowest = after.groupby("USUBJID")["AVAL"].min()
    drug = lowest[[int(name[1:]) % 3 != 1 for name in lowest.index]]
    shown = cells(table_of(section_of(report_of(opened)), "laboratory-worst"))["Hemoglobin, low"]
    severe = int((drug < 80).sum())
    assert severe > 0
    assert shown["Maximum grade 3"][0] == share(severe, len(drug))
    assert shown["Maximum grade 2"][0] == share(int(((drug >= 80) & (drug < 100)).sum()), len(drug))
    assert shown[""][0] == share(severe, len(drug)).replace(" ", f"/{len(drug)} ", 1)
    assert "Maximum grade 4" not in shown


def test_without_a_range_the_normal_values_count_among_the_subjects(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # Of nine at 140 g/L it is open whether that is below the lower limit; 70 g/L is grade 3 whatever the limit. The
    # tenth has a unit that is not known as well, and one has a baseline only.
    results_of = {f"U{place}": 140.0 for place in range(1, 9)} | {"U9": 70.0}
    none = {"ANRLO": None, "ANRHI": None}
    lines = [
        *(result("HGB", 5, value, USUBJID=name, AVALU="g/L", **none) for name, value in results_of.items()),
        result("HGB", 5, 14.0, USUBJID="U10", AVALU="lb", **none),
        result("HGB", -1, 140.0, USUBJID="U11", AVALU="g/L", **none),
    ]
    adlb = pd.DataFrame([{"ASEQ": place} | line for place, line in enumerate(lines, start=1)])
    adsl = subjects(*({} for _ in range(11)), {"USUBJID": "C1", "TRT01A": "Control"})
    with small_study(tmp_path_factory.mktemp("ranges"), adsl, events({}), "", {"adlb": adlb}) as one:
        validate_result(one.table("lab_worst_grade"), "lab_worst_grade")
        table = table_of(section_of(report_of(one)), "laboratory-worst")
    shown = {label: found[0] for label, found in cells(table)["Hemoglobin, low"].items()}
    assert shown[""] == "1/10 (10.0%), 9 not graded"
    assert shown["Maximum grade 3"] == "1 (10.0%)"
    assert shown["Not graded"] == "9 (90.0%)"
    assert shown["No grade"] == "0"
    assert "Ns: subjects with a post-baseline result of the analyte" in notes(table)


def test_shifts_are_those_of_the_graded_results(opened: Study, graded: Subjects) -> None:
    table = table_of(section_of(report_of(opened)), "laboratory-shift")
    assert [column.text for column in table.columns] == ["0", "1", "2", "3", "4", "Ns"] * 2
    shown = cells(table)
    ranks: dict[str, int | None] = {f"Grade {grade} at baseline": grade for grade in (1, 2, 3, 4)}
    ranks |= {"No grade at baseline": 0, "Baseline missing": None}
    for name, counted in graded.items():
        for label, found in shown[name].items():
            for place, arm in enumerate(ARMS):
                # The row of the analyte is all of its subjects; the others are of one grade at baseline.
                of_arm = [one for one in counted.values() if one[0] == arm and (not label or one[2] == ranks[label])]
                worst = [one[1] for one in of_arm]
                block = [text.replace("\u2013", "0") for text in found[6 * place : 6 * place + 6]]
                assert block == [*(str(worst.count(grade)) for grade in range(5)), str(len(worst))], (name, label, arm)
        assert all(any(text not in {"0", "\u2013"} for text in found) for found in shown[name].values())
    assert shown["Hemoglobin, low"][""][4] == "\u2013"
    assert "Baseline grades without subjects are omitted." in notes(table)


def test_events_are_counted_by_agreement_and_zero_is_a_row(opened: Study) -> None:
    table = opened.table("lab_event_reconciliation")
    shown = cells(table_of(section_of(report_of(opened)), "laboratory-events"))
    every = list(shown["All analytes"].values())
    assert every[0] == [str((table["arm"] == arm).sum()) for arm in ARMS]
    assert len(every) == 6
    low = shown["Hemoglobin, low"]
    chosen = table[(table["analyte"] == "HGB") & (table["direction"] == "L") & (table["arm"] == "Drug")]
    assert low["Laboratory grade 3 or 4, no event reported"][0] == str((chosen["status"] == "laboratory only").sum())
    assert low["Laboratory grade 3 or 4, and an event of grade 3 or higher"][0] == str(
        (chosen["status"] == "both").sum()
    )
    sums = np.sum([[int(text) for text in one[""]] for name, one in shown.items() if name != "All analytes"], axis=0)
    assert [str(number) for number in sums] == every[0]


def test_the_list_is_capped_by_kind_and_its_file_is_not(opened: Study) -> None:
    report = report_of(opened)
    one = {"arm": "Drug", "analyte": "CK", "direction": "H", "term": "x", "laboratory_day": 5, "events": 0}
    many = pd.DataFrame(
        [
            one | {"USUBJID": f"U{place:02d}", "laboratory_grade": 3 + (place == LISTED), "status": "laboratory only"}
            for place in range(LISTED + 3)
        ]
        + [one | {"USUBJID": "U99", "laboratory_grade": 3, "event_grade": 4, "status": "both"}]
    ).assign(event_day=None)
    table = table_of(
        section_of(replace(report, tables={**report.tables, "lab_event_reconciliation": many})),
        "laboratory-disagreement",
    )
    (group,) = table.groups
    assert group[0].label == f"Laboratory grade 3 or 4, no event reported: 23, {LISTED} listed, 3 more in the CSV file"
    assert len(group) == 1 + LISTED
    # The one of grade 4 comes first.
    assert [cell.text for cell in group[1].cells] == [
        "Drug",
        "Creatine kinase, high",
        "4",
        "5",
        *["\u2013"] * 2,
    ]
    assert table.csv is not None
    text = linked_csv(csv_link(table.csv))
    assert text.count("\r\n") == 1 + LISTED + 3
    assert "both" not in text


def test_nobody_disagrees_is_said(opened: Study) -> None:
    report = report_of(opened)
    empty = opened.table("lab_event_reconciliation").iloc[:0]
    section = section_of(replace(report, tables={**report.tables, "lab_event_reconciliation": empty}))
    assert section.sentences == ("No laboratory grade is discordant with the reported events.",)
    shown = cells(table_of(section, "laboratory-events"))
    assert list(shown) == ["All analytes"]
    assert all(found == ["0", "0"] for found in shown["All analytes"].values())


def test_footnotes_say_how_it_was_graded(opened: Study) -> None:
    section = section_of(report_of(opened))
    worst = notes(table_of(section, "laboratory-worst"))
    assert "CTCAE 5.0, limits in SI units" in worst
    assert "Without knowledge of symptoms the grade is the one that the value alone supports." in worst
    assert "[a to b]: smallest and largest number of subjects, with and without symptoms." in worst
    # GGT has no upper limit.
    assert "listed as findings under data quality: lab_missing_range." in worst
    assert "flagged as such (ABLFL)" in worst


def test_what_the_value_does_not_decide_is_listed(opened: Study) -> None:
    shown = cells(table_of(section_of(report_of(opened)), "laboratory-criteria"))
    judged, assumed = shown["Not determined by the value"], shown["Determined by other data too"]
    text = "Life-threatening consequences; urgent intervention indicated"
    assert judged == {"": [], "Hemoglobin, low": ["4", text, "a clinical judgement", "no"]}
    # Nothing is assumed: with symptoms the same values of potassium are grade 2, not 1; the last row is shown here.
    assert assumed["Potassium, low"][0] == "2"
    assert assumed["Potassium, low"][2:] == ["symptoms", "as the range"]


def test_without_laboratory_results_there_is_no_section() -> None:
    report = report_tables.report()
    assert chapter(report, "laboratory") is None
    assert chapter(report, "liver") is None


#: U1's ALT comes back to its peak; a derived record is higher. U2 has alkaline phosphatase.
MORE = [result("ALT", 9, 300.0), result("ALT", 5, 999.0, DTYPE="LOCF"), result("ALP", 5, 30.0, USUBJID="U2")]


@pytest.fixture(scope="module")
def liver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with study(tmp_path_factory.mktemp("liver"), LIVER + MORE) as one:
        yield one


def test_the_quadrants_are_of_the_subjects_with_both_tests(liver: Study) -> None:
    report = report_of(liver)
    section = chapter(report, "liver")
    assert section is not None
    first, counted = table_of(section, "liver-quadrants").groups
    assert [cell.text for cell in first[0].cells] == ["3", "1"]
    # U1, U2 Hy's law, U1 in the window, U3 cholestasis: of three; C1 alone in the other arm.
    assert {row.label: [cell.text for cell in row.cells] for row in counted} == {
        "Potential Hy's law (ALT or AST ≥ 3 x ULN and bilirubin ≥ 2 x ULN)": ["2 (66.7%)", "0"],
        "Potential Hy's law, bilirubin within 30 days after the aminotransferase": ["1 (33.3%)", "0"],
        "Cholestasis (bilirubin ≥ 2 x ULN alone)": ["1 (33.3%)", "0"],
        "Temple's corollary (ALT or AST ≥ 3 x ULN alone)": ["0", "1 (100.0%)"],
        "None of these": ["0", "0"],
    }
    assert "Figure 7" in notes(table_of(section, "liver-quadrants"))


def test_the_quadrants_of_the_pilot_are_those_of_its_file() -> None:
    """At least 3 and 2 times the upper limit, after the day of first dose, up to 30 days after the last."""
    measured, _ = pyreadstat.read_xport(pilot.FOLDER / "adlbhy.xpt")
    last = (pd.to_datetime(measured["TRTEDT"]) - pd.to_datetime(measured["TRTSDT"])).dt.days + 1
    after = measured[(measured["ABLFL"] != "Y") & (measured["ADY"] > 1) & ~(measured["ADY"] > last + 30)]
    folds = after.assign(fold=after["AVAL"] / after["A1HI"])
    peaks = folds.pivot_table(values="fold", index="USUBJID", columns="PARAMCD", aggfunc="max")
    both = pd.DataFrame({"enzyme": peaks[["ALT", "AST"]].max(axis=1), "bilirubin": peaks["BILI"]}).dropna()
    arms = measured.drop_duplicates("USUBJID").set_index("USUBJID")["TRTA"].reindex(both.index)
    report = report_of(pilot.study())
    section = chapter(report, "liver")
    assert section is not None
    first, counted = table_of(section, "liver-quadrants").groups
    shown = [[cell.text for cell in row.cells] for row in (*first, *counted)]
    for place, arm in enumerate(pilot.ARMS):
        of_arm = both[arms == arm]
        enzyme, bilirubin = of_arm["enzyme"] >= 3, of_arm["bilirubin"] >= 2
        quadrants = (enzyme & bilirubin, bilirubin & ~enzyme, enzyme & ~bilirubin, ~(enzyme | bilirubin))
        expected = [str(len(of_arm)), *(share(int(chosen.sum()), len(of_arm)) for chosen in quadrants)]
        # The third row is the part of Hy's law within the window.
        assert [texts[place] for number, texts in enumerate(shown) if number != 2] == expected


def test_each_case_is_listed_with_its_peaks_and_their_first_days(liver: Study) -> None:
    validate_result(liver.table("hys_law_listing"), "hys_law_listing")
    report = report_of(liver)
    section = chapter(report, "liver")
    assert section is not None
    listed = {
        group[0].label: [cell.text for cell in group[0].cells] for group in table_of(section, "liver-listing").groups
    }
    # 300 / 40 = 7.5 on days 2 and 9, 90 / 40 = 2.25; U2's alkaline phosphatase 30 / 40, its bilirubin before its AST.
    assert listed == {
        "U1": ["Drug", "7.50 (2)", "\u2013", "2.25 (5)", "\u2013", "Yes"],
        "U2": ["Drug", "\u2013", "7.50 (5)", "2.25 (2)", "0.75", "No"],
    }


def test_no_case_is_said(liver: Study) -> None:
    report = report_of(liver)
    empty = {**report.tables, "hys_law_listing": liver.table("hys_law_listing").iloc[:0]}
    section = chapter(replace(report, tables=empty), "liver")
    assert section is not None
    assert [table.name for table in section.tables] == ["liver-quadrants"]
    assert section.sentences == ("No subject met potential Hy's law criteria.",)


def test_the_shift_of_an_analyte_is_a_chart_by_name(opened: Study, graded: Subjects) -> None:
    drug = [one for one in graded["Hemoglobin, low"].values() if one[0] == "Drug"]
    drawn = opened.chart("lab_shift", analyte="HGB", direction="L").to_dict()
    assert drawn["hconcat"][0]["title"] == f"Drug (Ns = {len(drug)})"
    assert opened.chart("lab_shift", analyte="LDH").to_dict()["hconcat"]
    # Gamma glutamyl transferase was measured, and never graded: it has no shift.
    with pytest.raises(InputError, match=r"no such analyte .did you mean 'HGB'.*known: CK, HGB, K, LDH"):
        opened.chart("lab_shift", analyte="HGBB")
    with pytest.raises(InputError, match=r"no such direction of CK .known: H"):
        opened.chart("lab_shift", analyte="CK", direction="L")
