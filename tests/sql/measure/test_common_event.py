"""common_event.sql, group_membership.sql: which terms reach a threshold, and which groups they are in."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
import pilot
import pv
from pv.engine import Engine
from pv.errors import SettingError
from small_study import CONTROL, HEAD, count, events, small_study, subjects

#: Five drug subjects and ten controls.
SUBJECTS = subjects({}, {}, {}, {}, {}, *({**CONTROL, "USUBJID": f"C{place}"} for place in range(1, 11)))

TABLE = """
[[common_events]]
name = "common"
title = "Common events"
level = "{level}"
categories = ["any", "serious"]
threshold_percent = {threshold}
rule = "{rule}"
"""

GROUPS = """
[[group]]
name = "Zeta"
soc = "Skin"
terms = ["Rash", "Pruritus"]
[[group]]
name = "Alpha"
soc = "Blood"
terms = ["Anaemia", "Rash"]
[[group]]
name = "Never"
soc = "Blood"
terms = ["Anemia"]
"""


def had(term: str, *who: str) -> list[dict[str, str]]:
    """Return one event of the term for each subject."""
    return [{"USUBJID": subject, "AEDECOD": term, "AEBODSYS": "Class"} for subject in who]


ADAE = events(
    *had("Rash", "U1", "C1", "C2"),  # 1/5 = 20%, 2/10 = 20%
    *had("Nausea", "U1", "U2", "C1"),  # 40%, 10%
    *had("Cough", *(f"C{place}" for place in range(1, 6))),  # 0%, 50%
    *had("Anaemia", "C1"),  # 0%, 10%
)


def terms(table: pd.DataFrame) -> list[str]:
    """Return the terms of a table, in its order."""
    return list(table.sort_values("term_order")["term"].drop_duplicates())


#: Rule, percent and further points -> the terms that reach them. In percent of the drug and of the control: Rash 20 and
#: 20, Nausea 40 and 10, Cough 0 and 50, Anaemia 0 and 10.
REACHED: list[tuple[str, float, float | None, list[str]]] = [
    ("either arm", 20, None, ["Nausea", "Cough", "Rash"]),
    ("either arm", 20.001, None, ["Nausea", "Cough"]),
    ("either arm", 10, None, ["Nausea", "Cough", "Rash", "Anaemia"]),
    ("investigational arm", 20, None, ["Nausea", "Rash"]),
    ("difference", 30, None, ["Nausea"]),  # 40 - 10
    ("difference", 30.001, None, []),
    ("difference", 0, None, ["Nausea", "Rash"]),
    ("either arm", 10, 5, ["Nausea"]),
    ("either arm", 10, 0, ["Nausea", "Rash"]),
    ("investigational arm", 10, 30, ["Nausea"]),
    ("investigational arm", 10, 30.001, []),
]


@pytest.fixture(scope="module")
def thresholds(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the tables of one study that has a table of each rule."""
    text = ""
    for place, (rule, threshold, points, _) in enumerate(REACHED):
        table = TABLE.format(level="PT", rule=rule, threshold=float(threshold)).replace('"common"', f'"table_{place}"')
        text += table + ("" if points is None else f"difference_points = {float(points)}\n")
    with small_study(tmp_path_factory.mktemp("thresholds"), SUBJECTS, ADAE, text) as study:
        return study.table("common_event")


@pytest.mark.parametrize("place", range(len(REACHED)))
def test_terms_that_reach_the_thresholds(thresholds: pd.DataFrame, place: int) -> None:
    table, expected = thresholds[thresholds["event_table"] == f"table_{place}"], REACHED[place][-1]
    assert sorted(terms(table)) == sorted(expected)
    assert len(table) == len(expected) * 2 * 2  # arms and categories; zero is a row


def test_both_thresholds_are_reached_in_one_investigational_arm(tmp_path: Path) -> None:
    # Of ten: A 5 = 50%, B 3 = 30%, the comparator 4 = 40%. A has 10 points more, B reaches 30% but has none more.
    arms = [{"USUBJID": f"{arm}{place}", "TRT01A": arm} for arm in ("A", "B", "Control") for place in range(10)]
    had_it = [f"{arm}{place}" for arm, many in (("A", 5), ("B", 3), ("Control", 4)) for place in range(many)]
    file = tmp_path / "study.toml"
    for points, expected in ((10.0, ["Rash"]), (10.001, [])):
        table = TABLE.format(level="PT", rule="investigational arm", threshold=30.0) + f"difference_points = {points}\n"
        roles = {"A": "investigational", "B": "investigational", "Control": "comparator"}
        named = "".join(f'[[arm]]\nname = "{name}"\nrole = "{role}"\n' for name, role in roles.items())
        file.write_text(HEAD + table + named, encoding="utf-8")
        with pv.open_study(file, {"adsl": subjects(*arms), "adae": events(*had("Rash", *had_it))}) as study:
            assert terms(study.table("common_event")) == expected


def test_order_and_counts_are_those_of_the_incidence(tmp_path: Path) -> None:
    study = small_study(tmp_path, SUBJECTS, ADAE, TABLE.format(level="PT", rule="either arm", threshold=10.0))
    table = study.table("common_event")
    # In the drug arm 40%, 20%, 0%, 0%; of the two with 0%, five controls before one.
    assert terms(table) == ["Nausea", "Rash", "Cough", "Anaemia"]
    shared = ["arm", "level", "soc", "term", "category"]
    numbers = ["subjects", "arm_subjects", "percent", "lower", "upper", "method", "confidence_level"]
    merged = table.merge(study.table("incidence"), on=shared, suffixes=("", "_of_incidence"))
    assert len(merged) == len(table)
    for name in numbers:
        assert (merged[name] == merged[f"{name}_of_incidence"]).all()
    wilson = study.table("common_event", method="wilson")
    assert set(wilson["method"]) == {"wilson"}


def test_groups_stand_under_their_classes_in_the_order_of_the_study_file(tmp_path: Path) -> None:
    text = GROUPS + TABLE.format(level="group", rule="either arm", threshold=10.0)
    table = small_study(tmp_path, SUBJECTS, ADAE, text).table("common_event")
    assert terms(table) == ["Zeta", "Alpha"]  # Skin is first in the file; Never reaches nothing
    row = table[(table["term"] == "Alpha") & (table["arm"] == "Control") & (table["category"] == "any")].iloc[0]
    assert (row["soc"], row["subjects"]) == ("Blood", 2)  # C1 had both terms of the group, C2 one


def test_a_table_based_on_another_category(tmp_path: Path) -> None:
    text = TABLE.format(level="PT", rule="either arm", threshold=10.0) + 'based_on = "serious"\n'
    serious = pd.concat([ADAE, events({"USUBJID": "U3", "AEDECOD": "Sepsis", "AESER": "Y"}).assign(AESEQ=99)])
    assert terms(small_study(tmp_path, SUBJECTS, serious, text).table("common_event")) == ["Sepsis"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('based_on = "seriuos"', "common_events[1].based_on"),
        ('rule = "both arms"', "common_events[1].rule"),
        ("threshold_percent = 101.0", "common_events[1].threshold_percent"),
        ('categories = ["anny"]', "common_events[1].categories"),
        ("categories = []", "common_events[1].categories"),
        ('rule = "difference"\ndifference_points = 5.0', "common_events[1].difference_points"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, line: str, names: str) -> None:
    text = f'[[common_events]]\nname = "common"\ntitle = "Common"\n{line}\n'
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, SUBJECTS, ADAE, text)
    assert names in str(caught.value)


def test_a_study_without_tables_has_none_and_without_groups_no_membership() -> None:
    assert pilot.study().table("common_event").empty
    assert pilot.study().table("group_membership").empty


def test_terms_in_two_groups_in_none_and_not_in_the_data(tmp_path: Path) -> None:
    study = small_study(tmp_path, SUBJECTS, ADAE, GROUPS)
    table = study.table("group_membership")
    control = table[table["arm"] == "Control"]
    found = {(row.term, row.term_group): (row.group_count, row.in_data, row.subjects) for row in frames.rows(control)}
    assert found == {
        ("Anaemia", "Alpha"): (1, True, 1),
        ("ANEMIA", "Never"): (1, False, 0),  # spelled another way than in the data
        ("Cough", "(none)"): (0, True, 5),
        ("Nausea", "(none)"): (0, True, 1),
        ("PRURITUS", "Zeta"): (1, False, 0),
        ("Rash", "Alpha"): (2, True, 2),
        ("Rash", "Zeta"): (2, True, 2),
    }
    assert count(study, "group_membership", arm="Drug", term="Nausea")["percent"] == pytest.approx(40)


COUNTS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 13)), min_size=1, max_size=6)


@settings(deadline=None, max_examples=15)
@given(
    COUNTS,
    st.sampled_from([0.0, 20.0, 100 / 7, 100 * 3 / 13, 50.0]),
    st.sampled_from(["either arm", "investigational arm", "difference"]),
    st.sampled_from([None, 0.0, 100 / 7, 30.0]),
)
def test_any_counts_reach_the_threshold_as_in_exact_arithmetic(
    counts: list[tuple[int, int]], threshold: float, rule: str, points: float | None
) -> None:
    more = None if rule == "difference" else points
    engine = Engine()
    rows = [
        (arm, "PT", "Class", f"T{place}", "any", pair[number], size, 100 * pair[number] / size)
        for place, pair in enumerate(counts)
        for number, (arm, size) in enumerate((("Drug", 7), ("Control", 13)))
    ]
    names = ["arm", "level", "soc", "term", "category", "subjects", "arm_subjects", "percent"]
    engine.load("incidence", pd.DataFrame(rows, columns=names))
    arms = pd.DataFrame({"arm": ["Drug", "Control"], "role": ["investigational", "comparator"], "arm_order": [1, 2]})
    engine.load("arm", arms.assign(pooled=False))
    engine.load("category", pd.DataFrame({"category": ["any"], "category_order": [1]}))
    engine.load("event_table_category", pd.DataFrame({"event_table": ["T"], "category": ["any"]}))
    engine.load("term_group", pd.DataFrame({"soc": ["-"], "group_order": [1]}))
    table: dict[str, object] = {
        "event_table": ["T"],
        "title": ["T"],
        "level": ["PT"],
        "rule": [rule],
        "based_on": ["any"],
    }
    table |= {"difference_points": pd.array([more], dtype="Float64").astype("float64")}
    engine.load("event_table", pd.DataFrame({**table, "threshold_percent": [threshold], "event_table_order": [1]}))
    found = set(engine.run("sql/measure/common_event.sql")["term"])
    engine.close()
    reached = set()
    for place, (drug, control) in enumerate(counts):
        height = {
            "either arm": max(100 * drug / 7, 100 * control / 13),
            "investigational arm": 100 * drug / 7,
            "difference": 100 * (13 * drug - 7 * control) / 91,  # one division, as exact as the threshold is
        }[rule]
        if height >= threshold and (more is None or 100 * (13 * drug - 7 * control) / 91 >= more):
            reached.add(f"T{place}")
    assert found == reached
