"""Treatment received: which arm the doses of a subject fit, by brute force, and what is counted by it."""

import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import pytest

import places
from pv import resources
from pv.display import footnote
from pv.display.laboratory import notes as lab_notes
from pv.study.setting.settings import Settings
from pv.study.table.setting_tables import setting_tables
from small_study import CONTROL, count, events, small_study, subjects

#: Subject, actual arm, and (treatment, dose) of each of its doses.
Dosed = tuple[str, str, Sequence[tuple[str, float]]]
PHARMAVERSE = places.SHARED / "data" / "pharmaverse-sdtm"
FITS = ("treatment_given", "treatment_arm", "treatment_received")


def received(dosed: Sequence[Dosed], listed: Sequence[tuple[str, str]] = ()) -> dict[str, tuple[str, str]]:
    """Return of each subject what its doses fit and the arm received, by the SQL files."""
    arms = sorted({arm for _, arm, _ in dosed})
    adex = [(who, treatment, dose) for who, _, doses in dosed for treatment, dose in doses]
    with duckdb.connect() as connection:
        connection.execute("create table adsl (USUBJID varchar, TRT01A varchar, SAFFL varchar)")
        connection.execute("create table adex (USUBJID varchar, EXTRT varchar, EXDOSE double, ASTDT date)")
        connection.execute("create table study as select cast(null as date) as counted_until")
        connection.execute("create table arm (arm varchar, label varchar, pooled boolean)")
        connection.execute("create table arm_treatment (arm varchar, treatment varchar)")
        connection.execute("create table collected (dataset varchar, variable varchar, filled bigint)")
        connection.execute("insert into collected values ('adex', 'EXDOSE', 1)")
        connection.executemany("insert into adsl values (?, ?, 'Y')", [(who, arm) for who, arm, _ in dosed])
        connection.executemany("insert into adex values (?, ?, ?, null)", adex)
        connection.executemany("insert into arm values (?, ?, false)", [(arm, arm) for arm in arms])
        if listed:
            connection.executemany("insert into arm_treatment values (?, ?)", listed)
        for name in FITS:
            connection.sql(resources.read(f"sql/derive/{name}.sql")).create(name)
        rows = connection.sql("select USUBJID, fits, received_arm from treatment_received").fetchall()
    return {who: (fits, arm) for who, fits, arm in rows}


def by_hand(dosed: Sequence[Dosed]) -> dict[str, tuple[str, str]]:
    """Return the same from the definition: a subject fits the arms that have every treatment that it got."""
    got = {}
    for who, arm, doses in dosed:
        named = {
            "PLACEBO" if dose == 0 and arm == "Placebo" else name.upper()
            for name, dose in doses
            if dose > 0 or name.upper() == "PLACEBO" or arm == "Placebo"
        }
        if named:
            got[who] = (arm, named)
    arms = {arm for _, arm, _ in dosed}
    size = {arm: sum(own == arm for own, _ in got.values()) for arm in arms}

    def share(treatment: str, arm: str) -> float:
        return sum(own == arm and treatment in named for own, named in got.values()) / size[arm]

    def has(arm: str, treatment: str) -> bool:
        if not size[arm]:
            return True
        shares = [share(treatment, other) for other in arms if size[other]]
        own, most = share(treatment, arm), max(shares)
        if arm == "Placebo" and treatment != "PLACEBO":
            return own > 0.75 * most and (own > 0.5 or sum(other > 0 for other in shares) > 1)
        return own > 0.25 * most or most <= 0.05

    found = {}
    for who, (own, named) in got.items():
        fitting = sorted(arm for arm in arms if all(has(arm, treatment) for treatment in named))
        if own in fitting:
            found[who] = ("actual arm", own)
        else:
            found[who] = ("another arm" if fitting else "several arms", fitting[0] if len(fitting) == 1 else own)
    return found


def trial(*doses: Sequence[tuple[str, float]]) -> list[Dosed]:
    """Return four subjects of Drug X and four of Placebo, dosed as they should be but for the first of Placebo."""
    right = [("D", "Drug X", [("Drug X", 10.0)])] * 4 + [("P", "Placebo", [("Placebo", 0.0)])] * 4
    named: list[Dosed] = [(f"{who}{place}", arm, given) for place, (who, arm, given) in enumerate(right)]
    return [*named[: -len(doses)], *(("P" + str(8 - len(doses) + i), "Placebo", one) for i, one in enumerate(doses))]


@pytest.mark.parametrize(
    ("doses", "fits"),
    [
        ([[("DRUG X", 10.0)]], ("another arm", "Drug X")),
        ([[("Drug X", 10.0), ("Placebo", 0.0)]], ("several arms", "Placebo")),
        # The drug by its name at 0 is its placebo; above 0 it is the drug, however many of the arm got it, up to 3/4.
        ([[("Drug X", 0.0)]], ("actual arm", "Placebo")),
        ([[("Drug X", 10.0)]] * 3, ("another arm", "Drug X")),
        # A name that all arms have, such as a blinded one, tells nothing.
        ([[("Drug X", 10.0)]] * 4, ("actual arm", "Placebo")),
        ([[("Drug Y", 5.0)]], ("several arms", "Placebo")),
    ],
)
def test_a_placebo_subject_with_a_drug(doses: list[list[tuple[str, float]]], fits: tuple[str, str]) -> None:
    dosed = trial(*doses)
    assert received(dosed)["P7"] == fits
    assert received(dosed[::-1]) == received(dosed) == by_hand(dosed)


def test_doses_that_fit_the_arms_are_no_finding() -> None:
    # Two doses of one drug, a double dummy, a background treatment, and a choice of several as a comparator.
    pilot: list[Dosed] = [
        (f"{arm}{i}", arm, [("XANOMELINE", 54.0), ("XANOMELINE", dose)])
        for i in range(3)
        for arm, dose in (("Low", 54.0), ("High", 81.0))
    ]
    dummy: list[Dosed] = [
        (f"{arm}{i}", arm, [(name, 1.0 if name == arm else 0.0) for name in ("A", "B")])
        for i, arm in product(range(3), ("A", "B"))
    ]
    choice: list[Dosed] = [(f"{i}", "New", [("NEW", 5.4)]) for i in range(20)]
    choice += [(f"T{i}", "Choice", [(("ERIBULIN", "CAPECITABINE", "PACLITAXEL")[i % 3], 1.0)]) for i in range(10)]
    background: list[Dosed] = [
        (f"{arm}{i}", arm, [(arm, 1.0), *([("CHEMO", 1.0)] if i % 2 else [])])
        for i, arm in product(range(4), ("Drug", "Placebo + chemo"))
    ]
    for dosed in (pilot, dummy, choice, background):
        assert {fits for fits, _ in received(dosed).values()} == {"actual arm"}
    # One of New who got a treatment of the choice is of that arm; a dose of both is of neither.
    assert received([*choice, ("X", "New", [("ERIBULIN", 1.0)])])["X"] == ("another arm", "Choice")
    assert received([*choice, ("X", "New", [("ERIBULIN", 1.0), ("NEW", 5.4)])])["X"] == ("several arms", "New")
    # A drug of two arms names none of them.
    placebo: list[Dosed] = [(f"P{i}", "Placebo", [("PLACEBO", 0.0)]) for i in range(4)]
    assert received([*pilot, *placebo, ("X", "Placebo", [("XANOMELINE", 54.0)])])["X"] == ("another arm", "Placebo")


def test_the_treatments_that_the_study_file_lists_come_first() -> None:
    dosed = trial([("Drug X", 10.0)])
    listed = [("Drug X", "DRUG X"), ("Placebo", "PLACEBO"), ("Placebo", "DRUG X")]
    assert received(dosed, listed)["P7"] == ("actual arm", "Placebo")
    assert received(dosed, listed[:2])["P7"] == ("another arm", "Drug X")


@pytest.mark.skipif(not PHARMAVERSE.is_dir(), reason="the files of pharmaverse-sdtm are not beside the repository")
def test_the_doses_of_pharmaverse_fit_the_arms() -> None:
    dm, ex = (pd.read_parquet(PHARMAVERSE / f"{name}.parquet") for name in ("dm", "ex"))
    arms = dm.set_index("USUBJID")["ACTARM"]
    dosed: list[Dosed] = [
        (str(who), str(arms[who]), list(zip(rows["EXTRT"], rows["EXDOSE"], strict=True)))
        for who, rows in ex.groupby("USUBJID")
    ]
    assert len(dosed) == 254
    assert {fits for fits, _ in received(dosed).values()} == {"actual arm"}


def test_the_study_file_lists_treatments_in_any_case() -> None:
    drug = {"name": "A", "role": "investigational", "treatment": ("Drug x ", "DRUG X")}
    arms = (drug, {"name": "B", "role": "other"})
    settings = Settings.model_validate({"study": {"id": "S", "title": "S"}, "arm": arms})
    tables = setting_tables(settings, pd.DataFrame(columns=["dataset", "variable", "present", "filled"]))
    assert tables["arm_treatment"].to_numpy().tolist() == [["A", "DRUG X"]]
    assert tables["study"]["population_by"].to_list() == ["actual arm"]


def test_random_trials_equal_the_definition() -> None:
    draw = random.Random(20260)  # noqa: S311  # draws test data
    for _ in range(25):
        arms = draw.sample(["A", "B", "C", "Placebo"], draw.choice([2, 3]))
        dosed: list[Dosed] = []
        for place, arm in enumerate(arms * draw.choice([3, 6])):
            usual = arm if draw.random() < 0.7 else draw.choice(["A", "B", "C", "Placebo", "CHEMO"])
            doses = [(usual, 0.0 if usual == "Placebo" else draw.choice([0.0, 5.0, 10.0])), ("CHEMO", 1.0)]
            dosed.append((f"S{place}", arm, doses[: draw.choice([1, 2])]))
        assert received(dosed) == by_hand(dosed)


def test_population_by_treatment_received_moves_the_subject(tmp_path: Path) -> None:
    controls = [CONTROL | {"USUBJID": f"C{place}"} for place in range(1, 5)]
    adsl = subjects({}, {}, {}, *controls)
    doses = {f"U{place}": "DRUG" for place in range(1, 4)} | {f"C{place}": "COMPARATOR" for place in range(1, 4)}
    adex = pd.DataFrame(
        [(who, place, name, 5.0) for place, (who, name) in enumerate({**doses, "C4": "DRUG"}.items(), start=1)],
        columns=["USUBJID", "EXSEQ", "EXTRT", "EXDOSE"],
    ).assign(STUDYID="SMALL")
    adae = events({"USUBJID": "C4"})
    for by, expected, says in (
        ("actual arm", {"Drug": (0, 3), "Control": (1, 4)}, "counted under TRT01A"),
        ("treatment received", {"Drug": (1, 4), "Control": (0, 3)}, "counted under the treatment received, Drug"),
    ):
        study = small_study(tmp_path, adsl, adae, f'[population]\nby = "{by}"\n', {"adex": adex})
        rows = {arm: count(study, arm=arm, level="any", category="any") for arm in expected}
        assert {arm: (row["subjects"], row["arm_subjects"]) for arm, row in rows.items()} == expected
        found = study.findings[study.findings["rule"] == "treatment_received_differs"]
        assert found[["record_key", "value"]].to_numpy().tolist() == [["USUBJID=C4", "Control"]]
        assert says in found["action"].iloc[0]
    assert "Drug, by the treatment received; the treatment variable (TRT01A) is Control" in str(study.explain("C4"))


@pytest.mark.parametrize(("by", "says"), [("actual arm", "actual treatment"), ("treatment received",) * 2])
def test_every_footnote_says_by_which_treatment_is_counted(by: str, says: str) -> None:
    tables = {
        "study": pd.DataFrame({"population_by": [by]}),
        "lab_criterion": pd.DataFrame({"version": ["5.0"], "unit_system": ["SI"]}),
    }
    report: Any = SimpleNamespace(population="Safety set", table=tables.__getitem__)
    for text in (footnote.population(report), lab_notes.graded(report)):
        assert text.startswith(f"Safety set, by {says}")
    # The words stand in one place.
    folder = Path(footnote.__file__).parent
    told = {path.name for path in folder.rglob("*.py") if "actual treatment" in path.read_text(encoding="utf-8")}
    assert told == {"footnote.py"}
