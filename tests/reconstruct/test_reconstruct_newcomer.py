"""Facts written by somebody who has read the README of the format: what is missing is said, all else comes out."""

import re
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from click.testing import CliRunner

import pv
from pv import resources
from pv.cli.main import cli
from pv.errors import InputError
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.dataset.dataset import Dataset, Variable, dataset
from pv.reconstruct.dataset.write import write_xpt
from small_facts import Content, content, figure
from three_trials import SINGLE_ARM, THREE_DOSES, TWO_ARMS

README = resources.read("reports/destiny-breast04/README.md")
EXAMPLE = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)[0]


def frame(made: tuple[Dataset, ...], name: str) -> pd.DataFrame:
    """Return one of the datasets as a frame."""
    return pd.DataFrame(next(one.rows for one in made if one.name == name))


def trial(text: str, **changes: Content) -> Facts:
    """Return the facts of a text, with keys of some of its tables changed."""
    parts: dict[str, Any] = tomllib.loads(text)
    return validate({**parts, **{name: parts[name] | change for name, change in changes.items()}}, "facts.toml")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder that the command writes from the text of a facts file, once for all tests."""

    @cache
    def written_once(text: str) -> Path:
        folder = tmp_path_factory.mktemp("trial")
        (folder / "trial.toml").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(cli, ["reconstruct", str(folder / "trial.toml"), "--out", str(folder / "out")])
        assert result.exit_code == 0, result.output
        return folder / "out"

    return written_once


@pytest.mark.parametrize(
    ("text", "numbers"),
    # A count and its percentage are two numbers. TWO_ARMS: 24 figures, of which 18 have both (all but sizes and
    # exposure). SINGLE_ARM: 20 figures, of which 10 have both.
    [(EXAMPLE, 6), (TWO_ARMS, 24 + 18), (THREE_DOSES, 24), (SINGLE_ARM, 20 + 10)],
    ids=["README", "two arms", "three doses", "single arm"],
)
def test_the_figures_come_out_and_the_records_cause_no_finding(
    text: str, numbers: int, written: Callable[[str], Path]
) -> None:
    with pv.open_study(written(text)) as study:
        verdicts = study.table("reconciliation")["verdict"]
        findings = study.findings
    assert set(verdicts) <= {"equal", "equal after rounding"}
    assert len(verdicts) == numbers
    # Deaths that no figure says an adverse event of are a note, which says that this can be right.
    assert set(findings["rule"]) <= {"death_without_fatal_event"}
    assert set(findings["severity"]) <= {"note"}


def test_a_reconstructed_folder_has_its_study_file(written: Callable[[str], Path], tmp_path: Path) -> None:
    folder = shutil.copytree(written(EXAMPLE), tmp_path / "out")
    result = CliRunner().invoke(cli, ["init", str(folder)])
    assert result.exit_code == 2
    assert f"{folder / 'study.toml'}: already exists" in result.output
    # Who wants another one is told where the data are.
    result = CliRunner().invoke(cli, ["init", str(folder), "--force"])
    assert result.exit_code == 2
    assert str(folder / "parquet") in result.output
    assert CliRunner().invoke(cli, ["init", str(folder / "parquet")]).exit_code == 0


@pytest.mark.parametrize("text", [TWO_ARMS, THREE_DOSES])
def test_a_placebo_has_no_dose(text: str, written: Callable[[str], Path]) -> None:
    adex, adsl = (pd.read_parquet(written(text) / "parquet" / f"{name}.parquet") for name in ("adex", "adsl"))
    doses = adex.merge(adsl[["USUBJID", "TRT01A"]], on="USUBJID")
    placebo = doses["TRT01A"] == "Placebo"
    assert set(zip(doses["EXTRT"][placebo], doses["EXDOSE"][placebo], strict=True)) == {("PLACEBO", 0.0)}
    assert (doses["EXDOSE"][~placebo] > 0).all()
    # Blinded: in the unit and on the days of the treatment that it looks like.
    assert doses["EXDOSU"].nunique() == doses["EXDOSFRQ"].nunique() == 1


def test_a_placebo_can_be_named_as_an_agent() -> None:
    agent = {"arm": "Placebo", "name": "Placebo", "percent": 100, "dose": [0], "unit": "tablets", "cycle_days": 28}
    parts = tomllib.loads(TWO_ARMS) | {"agent": [agent]}
    doses = frame(reconstruct(validate(parts, "facts.toml")).datasets, "adex")
    assert set(doses["EXTRT"]) == {"DRUG X", "PLACEBO"}
    assert set(doses["EXDOSU"][doses["EXTRT"] == "PLACEBO"]) == {"tablets"}


def test_the_study_names_the_version_of_its_grades(written: Callable[[str], Path]) -> None:
    for version, text in (("5.0", EXAMPLE), ("4.03", EXAMPLE.replace("[study]", '[study]\nctcae = "4.03"'))):
        study = tomllib.loads((written(text) / "study.toml").read_text(encoding="utf-8"))
        assert study["dictionary"] == {"ctcae": version}


def test_a_term_has_the_grades_of_its_version() -> None:
    salt = [
        {"id": "salt", "arm": "Placebo", "measure": "incidence", "level": "PT", "term": "Hyponatraemia", "count": 90}
    ]
    figures = {"figure": [*tomllib.loads(EXAMPLE)["published"]["figure"], *salt]}
    for version, grades in (("4.03", {"1", "3", "4"}), ("5.0", {"1", "2", "3", "4"})):
        facts = trial(EXAMPLE, published=figures, study={"ctcae": version})
        events = frame(reconstruct(facts).datasets, "adae")
        # Hyponatremia of CTCAE 4.03 has no grade 2, that of 5.0 has; nausea has none above 3 in either.
        assert set(events["AETOXGR"][events["AEDECOD"] == "Hyponatraemia"]) == grades
        assert set(events["AETOXGR"][events["AEDECOD"] == "Nausea"]) <= {"1", "2", "3"}


def test_the_terms_of_a_class_can_be_those_of_the_file_alone() -> None:
    rare = "Congenital, familial and genetic disorders"
    figures = [{"id": "rare", "arm": "Placebo", "measure": "incidence", "level": "SOC", "term": rare, "count": 3}]
    published = {"figure": [*tomllib.loads(EXAMPLE)["published"]["figure"], *figures]}
    facts = trial(EXAMPLE, published=published, terms={"term": [{"name": "Aplasia", "soc": rare}, *RHINITIS]})
    events = frame(reconstruct(facts).datasets, "adae")
    of_arm = events[(events["TRTA"] == "Placebo") & (events["AEBODSYS"] == rare) & (events["TRTEMFL"] == "Y")]
    assert of_arm["USUBJID"].nunique() == 3
    assert set(of_arm["AEDECOD"]) == {"Aplasia"}


RHINITIS = tomllib.loads(EXAMPLE)["terms"]["term"]


def problems(parts: Content) -> dict[str, tuple[str, str]]:
    """Return what is wrong with a facts file: place -> message and what would be right."""
    with pytest.raises(InputError) as raised:
        validate(parts, "f.toml")
    return {problem.place: (problem.message, problem.expected) for problem in raised.value.problems}


def test_a_term_without_an_entry_is_said_once_with_the_entry_to_write() -> None:
    twice = [figure("x", arm, "incidence", level="PT", term="Rhinitis", count=2) for arm in ("New", "Old")]
    places = len(content()["published"]["figure"])
    assert problems(content(*twice)) == {
        f"f.toml, key published.figure[{places + 1}].term": (
            "the term 'Rhinitis' has no entry in [terms]",
            '{ name = "Rhinitis", soc = "…" } in the list term of [terms], with its system organ class',
        )
    }
    near = problems(content(figure("x", "New", "incidence", level="PT", term="HEADACHES", count=2)))
    assert [right.partition(" If")[0] for _, right in near.values()] == ["did you mean 'Headache'?"]


def test_a_class_a_group_an_event_or_a_parameter_that_nothing_explains_is_said_with_its_part() -> None:
    found = problems(
        content(figure("x", "New", "incidence", level="SOC", term="Social circumstances", count=2))
        | {"event_of_interest": [], "laboratory": [], "group": []}
    )
    said = {(message, right) for message, right in found.values()}
    assert said >= {
        (
            "no term of the system organ class 'Social circumstances' is known",
            '{ name = "…", soc = "Social circumstances" } in the list term of [terms], with a term of the class',
        ),
        ("'Any rash' is not known", '[[group]] with name = "Any rash" and its terms'),
        ("'Lesion' is not known", '[[event_of_interest]] with name = "Lesion" and its terms'),
        ("'PLAT' is not known", '[[laboratory]] with parameter = "PLAT"'),
    }


def test_what_every_file_must_have_is_said_with_how_to_write_it() -> None:
    parts = tomllib.loads(EXAMPLE)
    del parts["assumed"], parts["study"]["cutoff_date"], parts["study"]["window_days"]
    found = problems(parts)
    assert {place.rpartition(" ")[2] for place in found} == {"assumed", "study.cutoff_date", "study.window_days"}
    assert {message for message, _ in found.values()} == {"is missing"}
    right = found["f.toml, key assumed"][1]
    assert right.startswith("the facts file must state it: [assumed] with accrual = [")
    # What it says to write is right.
    validate(tomllib.loads(EXAMPLE) | tomllib.loads("[assumed]\n" + right.partition("with ")[2]), "")
    written = found["f.toml, key study.cutoff_date"][1].partition(": ")[2].partition(" (")[0]
    assert tomllib.loads(written).keys() == {"cutoff_date"}


def test_numbers_of_every_arm_in_order() -> None:
    age = {"variable": "AGE", "label": "Age", "number": {"Old": [60, 30, 80]}}
    assert set(problems(content() | {"baseline": [age]}).values()) == {
        ("AGE has no numbers for the arm 'New'", '"New" = [minimum, median, maximum]'),
        ("60, 30, 80 are not in order", "minimum, median, maximum"),
    }


@pytest.mark.parametrize("days", [[None] * 400 + [date(2021, 3, 4)], [None] * 3, [date(1960, 1, 1)]])
def test_a_date_that_is_missing_in_many_rows_is_a_date_in_a_transport_file(
    days: list[date | None], tmp_path: Path
) -> None:
    one = dataset("late", "Late", [Variable("DTHDT", "Date", "date")], [{"DTHDT": day} for day in days])
    write_xpt(tmp_path / "late.xpt", one)
    read, about = pyreadstat.read_xport(str(tmp_path / "late.xpt"))
    assert about.original_variable_types["DTHDT"] == "DATE9"
    assert [None if pd.isna(day) else day for day in read["DTHDT"]] == days
