"""Result tables of the special analyses of the made-up study: adjudication, ejection fraction, windows, tests."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd

import report_tables
from pv.display.contents import Contents
from report_events import ARMS

EVENT = "PNEUMONITIS"
CURVE = "Any adverse event"


def report(text: str = "") -> Contents:
    """Return the report of the made-up study with its special analyses; `text` is added to every text of theirs."""
    base = report_tables.report()
    tables = dict(base.tables) | {name: _marked(table, text) for name, table in tables_of().items()}
    tables["study"] = tables["study"].assign(
        note="Not patient data." + text, strata="REGION", lvef_resting=False, lvef_version="5.0"
    )
    return replace(base, tables=tables)


def _marked(table: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the table with `text` behind every label that comes from a study's file or data."""
    shown = [name for name in ("event", "label", "outcome", "title", "visit", "window_label") if name in table]
    return table.assign(**{name: table[name] + text for name in shown})


def tables_of() -> Mapping[str, pd.DataFrame]:
    """Return the tables by name."""
    return {**_adjudicated(), **_common(), **_lvef(), **_windows(), **_comparisons()}


def _counts(items: Mapping[str, tuple[int, int, int]], key: str) -> pd.DataFrame:
    """Return arm, item, subjects, arm_subjects, from the subjects of each item in the three arms."""
    rows = [
        (arm, item, subjects, ARMS[arm][3])
        for item, counts in items.items()
        for arm, subjects in zip(ARMS, counts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["arm", key, "subjects", "arm_subjects"])
    return frame.assign(percent=100 * frame["subjects"] / frame["arm_subjects"])


def _adjudicated() -> Mapping[str, pd.DataFrame]:
    decided = {"case": (3, 0, 1), "any": (2, 0, 0), "grade3plus": (1, 0, 0), "not_confirmed": (1, 0, 1)}
    order = {name: place for place, name in enumerate(decided, start=1)}
    incidence = _counts(decided, "category")
    ended = [("DRUG A", "FATAL", 1, 2), ("DRUG B", "FATAL", 0, 0), ("CONTROL", "FATAL", 0, 0)]
    agreed = [
        ("DRUG A", "2", "3", 1),
        ("DRUG A", "2", "1", 1),
        ("DRUG A", "1", "not confirmed", 1),
        ("DRUG A", "5", "5", 0),
        ("CONTROL", "no report", "not confirmed", 1),
    ]
    return {
        "adjudicated_incidence": incidence.assign(
            event=EVENT,
            label="Committee: " + incidence["category"],
            category_order=incidence["category"].map(order),
            lower=0.0,
            upper=50.0,
            method="clopper_pearson",
            confidence_level=0.95,
        ),
        "adjudicated_onset": pd.DataFrame(
            [("DRUG A", 2, 61.5, 23.0, 100.0), ("DRUG B", 0, None, None, None), ("CONTROL", 0, None, None, None)],
            columns=["arm", "subjects", "median_days", "minimum_days", "maximum_days"],
        ).assign(event=EVENT),
        "adjudicated_outcome": pd.DataFrame(ended, columns=["arm", "outcome", "subjects", "event_subjects"]).assign(
            event=EVENT
        ),
        "adjudication_agreement": pd.DataFrame(
            agreed, columns=["arm", "investigator_grade", "committee_grade", "subjects"]
        ).assign(event=EVENT),
    }


def _common() -> Mapping[str, pd.DataFrame]:
    """Return one table with a class and two terms, and one that no term reaches."""
    rash = _counts({"any": (2, 1, 1), "serious": (1, 0, 0)}, "category").assign(term="RASH", term_order=1)
    itch = _counts({"any": (1, 0, 0), "serious": (0, 0, 0)}, "category").assign(term="PRURITUS", term_order=2)
    tables = [("table3", "The common ones", "PT", 10.0, None, "either arm", "any", 1)]
    tables += [("table4", "The rare ones", "PT", 90.0, None, "difference", "any", 2)]
    names = ["event_table", "title", "level", "threshold_percent", "difference_points", "rule", "based_on"]
    asked = [(table, name) for table in ("table3", "table4") for name in ("any", "serious")]
    common = pd.concat([rash, itch]).assign(event_table="table3", level="PT", soc="SKIN DISORDERS")
    return {
        "common_event": common,
        "event_table": pd.DataFrame(tables, columns=[*names, "event_table_order"]),
        "event_table_category": pd.DataFrame(asked, columns=["event_table", "category"]),
    }


def _lvef() -> Mapping[str, pd.DataFrame]:
    decrease = _counts({"0": (3, 4, 6), "2": (2, 0, 1), "3": (0, 1, 0)}, "grade")
    labels = {"0": "Less", "2": "Grade 2", "3": "Grade 3"}
    measured = {"DRUG A": 5, "DRUG B": 5, "CONTROL": 7}
    pairs = [
        ("DRUG A", "any", "2", "2", 2),
        ("DRUG A", "any", "0", "no report", 3),
        ("DRUG A", "any", "not measured", "missing", 1),
        ("DRUG A", "CARDIAC FAILURE", "2", "2", 1),
        ("DRUG A", "CARDIAC FAILURE", "2", "no report", 1),
        ("DRUG A", "EF DECREASED", "2", "1", 2),
    ]
    agreement = pd.DataFrame(pairs, columns=["arm", "term", "measured_grade", "reported_grade", "subjects"])
    visits = [
        (arm, visit, order, subjects, 60.25, 5.0, change, 1.25, 0)
        for (visit, order, subjects, change), arm in product([("Baseline", 1, 5, 0.0), ("Week 8", 2, 4, -3.5)], ARMS)
    ]
    names = ["arm", "visit", "visit_order", "subjects", "mean", "sd", "mean_change", "sd_change", "grade2_subjects"]
    worst = [
        (f"{arm}-{number}", arm, "Week 8", 56, 62.0, 62.0 - 10 * number, 10.0 * number, number + 1)
        for arm, number in product(ARMS, (1, 2))
    ]
    return {
        "lvef_decrease": decrease.assign(
            label=decrease["grade"].map(labels),
            grade=decrease["grade"].astype(int),
            measured_subjects=decrease["arm"].map(measured),
            lowest_subjects=decrease["subjects"],
            # A value of grade 2 that nobody measured the strain of.
            highest_subjects=decrease["subjects"] + ((decrease["grade"] == "2") & (decrease["arm"] == "CONTROL")),
        ),
        "lvef_agreement": agreement.assign(arm_subjects=agreement["arm"].map(lambda arm: ARMS[arm][3])),
        "lvef_visit": pd.DataFrame(visits, columns=names),
        "lvef_worst": pd.DataFrame(
            worst, columns=["USUBJID", "arm", "visit", "day", "baseline", "value", "decrease", "grade"]
        ),
    }


def _windows() -> Mapping[str, pd.DataFrame]:
    parts = []
    for order, (label, own, counts) in enumerate(
        [("0 days", False, (3, 2, 3)), ("30 days", True, (4, 2, 3)), ("any time", False, (5, 2, 3))], start=1
    ):
        counted = _counts({"any": counts, "death": (0, 0, order)}, "category")
        parts.append(counted.assign(window_label=label, study_window=own, window_order=order))
    table = pd.concat(parts)
    labels = {"any": "Any adverse event", "death": "Deaths, any cause"}
    order_of = {"any": 1, "death": 1000}
    return {
        "window_sensitivity": table.assign(
            label=table["category"].map(labels), category_order=table["category"].map(order_of)
        )
    }


def _comparisons() -> Mapping[str, pd.DataFrame]:
    shared: dict[str, Any] = {"comparator": "CONTROL", "comparator_arm_subjects": 7, "confidence_level": 0.95}
    times = pd.DataFrame(
        [("DRUG A", 4, 6, 0.0004, 0.0126, 2.345, 1.0, float("inf")), ("DRUG B", 2, 5, None, 0.5, None, None, None)],
        columns=[
            *("arm", "subjects", "arm_subjects", "gray_p_value", "log_rank_p_value"),
            *("hazard_ratio", "hr_lower", "hr_upper"),
        ],
    )
    terms = [
        ("DRUG A", f"TERM {number:02d}", number % 7, 6, 1, 0.001 * number, 0.01 * number, 0.02 * ((number + 1) // 2))
        for number in range(1, 13)
    ]
    names = [
        *("arm", "term", "subjects", "arm_subjects", "comparator_subjects"),
        *("p_value", "p_benjamini_hochberg", "p_double_fdr"),
    ]
    pooled = [
        ("DRUG A", "any", "any", "any", 4, 3, 25.55, -5.0, 50.0),
        ("DRUG A", "SOC", "SKIN DISORDERS", "SKIN DISORDERS", 3, 1, 33.3, 1.0, 60.0),
        ("DRUG A", "SOC", "EYE DISORDERS", "EYE DISORDERS", 0, 0, 0.0, -20.0, 20.0),
    ]
    strata = ["arm", "level", "soc", "term", "subjects", "comparator_subjects", "risk_difference", "rd_lower"]
    return {
        "time_to_event_comparison": times.assign(
            curve=CURVE, comparator_subjects=3, hr_method="hazard_ratio", **shared
        ),
        "multiplicity": pd.DataFrame(terms[::-1], columns=names).assign(soc="SKIN DISORDERS", **shared),
        "stratified_comparison": pd.DataFrame(pooled, columns=[*strata, "rd_upper"]).assign(
            category="any",
            rd_method="rd_mantel_haenszel",
            risk_ratio=1.5,
            rr_lower=0.5,
            rr_upper=4.5,
            rr_method="rr_mantel_haenszel",
            p_value=0.25,
            p_method="cmh",
            **shared,
        ),
    }
