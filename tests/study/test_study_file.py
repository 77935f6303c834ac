"""study.toml: every mistake is named with its key and what would be right."""

import re
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, core_schema

import pv
from pv.errors import SettingError, nearest
from pv.facts.model import Facts
from pv.study.setting.definition import built_in_studies, read_definition, validate
from pv.study.setting.settings import Settings
from pv.toml.keys import models_in
from pv.toml.lines import Written
from pv.toml.problems import problem
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "study.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        read_definition(file)
    return [without_place(str(problem), file) for problem in caught.value.problems]


def without_place(problem: str, file: Path) -> str:
    """Return a problem without the file and the line at its beginning."""
    return re.sub(r"^, line \d+(?=, key )", "", problem.removeprefix(f"{file}"))


#: What is added to a valid file -> the place and the beginning of the message.
MISTAKES = {
    "[treatment_emergent]\nrul = 'window'": "treatment_emergent.rul: there is no such key (did you mean 'rule'?",
    "[treatment_emergent]\nrule = 'windw'": "treatment_emergent.rule: 'windw' is not one of the values (did you mean",
    "[treatment_emergent]\nwindow_days = '30'": "treatment_emergent.window_days: '30' is not valid (a whole number)",
    "[treatment_emergent]\nwindow_days = -1": "treatment_emergent.window_days: -1 is not valid (a number of at least 0",
    "[statistics]\nconfidence_level = 95": "statistics.confidence_level: 95 is not valid (a number below 1)",
    "[statistics]\nproportion = 'clopper'": "statistics.proportion: 'clopper' is not a method (did you mean 'clopper",
    "[[arm]]\nname = 'Drug'\nrole = 'other'": "arm: 'Drug' occurs 2 times (each name once)",
    "[[arm]]\nname = 'X'\nrole = 'comparator'": "arm: 2 comparators: X, Control (one arm has role comparator)",
    "[[arm]]\nname = 'X'\nrole = 'comparater'": "arm[1].role: 'comparater' is not one of the values (did you mean 'c",
    "[[arm]]\nname = 'X'\nrole = 'other'\ncolor = '#000000'": "arm[1].color: there is no such key (did you mean 'col",
    "[[arm]]\nname = 'X'\nrole = 'other'\ncolour = 'red'": "arm[1].colour: 'red' is not valid (# and six hex",
    "[relationship]\nrelated = ['yes']\nnot_related = ['YES']": "relationship: 'YES' is both related and not related",
    "[[curve]]\nlabel = 'X'\ncategory = 'seriuos'": "curve[1].category: 'seriuos' is not a category (did you mean 's",
    "[dictionary]\nsmq_scope = []": "dictionary.smq_scope: [] is not valid (at least 1 of them)",
    "[dictionary]\nsmq = true": "dictionary.smq[1]: True is not valid (it must be the code or the name of a query, or",
    "[[category]]\nname = 'x y'\nlabel = 'X'\nwhere = [{AESER = 'Y'}]": "category[1].name: 'x y' is not valid (lower-",
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items())
def test_a_mistake_is_named(tmp_path: Path, text: str, expected: str) -> None:
    found = problems(tmp_path, f"{HEAD}{text}\n{ARMS}")
    assert any(problem.startswith(f", key {expected}") for problem in found), found


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "[study]\nid = 1\n[populatoin]\n[time]\ndays_per_year = -1.0\n")
    assert [problem.split(":")[0] for problem in found] == [
        ", key study.title",  # line 1, where its table begins
        ", key study.id",
        ", key populatoin",
        ", key time.days_per_year",
        ", key arm",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[20000001, ' 20000002 ', 'Heart failure (SMQ)']", ("20000001", "20000002", "Heart failure (SMQ)")),
        ("'Heart failure (SMQ)'", ("Heart failure (SMQ)",)),
        ("20000001", ("20000001",)),
        ("'all'", ("all",)),
        ("['all']", ("all",)),
    ],
)
def test_queries_are_named_by_number_text_or_list(written: str, expected: tuple[str, ...]) -> None:
    content = tomllib.loads(f"{HEAD}[dictionary]\nsmq = {written}\n{ARMS}")
    assert validate(content, "study.toml").dictionary.smq == expected


def test_what_is_no_query_is_one_problem(tmp_path: Path) -> None:
    found = problems(tmp_path, f"{HEAD}[dictionary]\nsmq = [20000001, 1.5]\n{ARMS}")
    expected = "1.5 is not valid (it must be the code or the name of a query, or 'all')"
    assert found == [f", key dictionary.smq[2]: {expected}"]


@pytest.mark.parametrize("stated", ["27.1", "MedDRA v27.1", "meddra version 27.1", "V 27.1", " 27.1 "])
def test_a_version_is_shown_without_what_is_written_around_it(tmp_path: Path, stated: str) -> None:
    text = f'[dictionary]\nmeddra = "{stated}"\n'
    with small_study(tmp_path, subjects({}, CONTROL), events({}), text) as study:
        assert study.table("dictionary").to_numpy().tolist() == [["MedDRA", "27.1"]]


def test_text_that_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    assert problems(tmp_path, "[study]\n\n[arm\n")[0].startswith(", line 3: not a TOML file: ")


@pytest.mark.parametrize("text", ["x = " + "[" * 1500 + "]" * 1500, "x = " + "{y = " * 1500 + "1" + "}" * 1500])
def test_a_file_nested_too_deeply_is_one_problem(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == [
        ": the study file is nested too deeply to be read (a few levels, such as [data.columns.adae])"
    ]


@pytest.mark.parametrize("depth", [100, 200, 300, 400, 600, 800])
def test_any_depth_is_a_problem_and_no_crash(tmp_path: Path, depth: int) -> None:
    (problem,) = problems(tmp_path, f"{HEAD}note = {'[' * depth}{']' * depth}\n{ARMS}")
    assert len(problem) < 400


#: Wrong values of every kind that TOML has.
WRONG: tuple[object, ...] = (
    True,
    -1,
    1.5,
    float("nan"),
    10**400,
    "",
    "x",
    (),
    ("",),
    (1,),
    ({},),
    {},
    {"x": 1},
    {"": ""},
)
WRONG += (date(2020, 1, 1), datetime(2020, 1, 1, 5, tzinfo=UTC), time(1))


def parts(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return a model and those of its tables."""
    inner = [one for field in model.model_fields.values() for one in models_in(field.annotation)]
    return {model}.union(*map(parts, inner))


@pytest.mark.parametrize("model", [Settings, Facts])
def test_what_would_be_right_is_said_in_our_words(model: type[BaseModel]) -> None:
    answered = {"extra_forbidden", "literal_error", "missing"}  # from the model itself
    theirs = set(get_args(core_schema.ErrorType)) - answered
    found: list[ErrorDetails] = []
    for part in parts(model):
        for field in part.model_fields:
            for value in WRONG:
                try:
                    part.model_validate({field: value})
                except ValidationError as error:
                    found += [detail for detail in error.errors() if detail["type"] in theirs]
    assert len({detail["type"] for detail in found}) > 10
    assert [one for one in found if problem(one, Written("x.toml"), model, "").expected == one["msg"]] == []


def test_an_unknown_study_names_the_nearest() -> None:
    assert built_in_studies() == ["cdisc-pilot", "destiny-breast04"]
    with pytest.raises(SettingError, match=r"there is no such study .did you mean 'cdisc-pilot'"):
        read_definition("cdisc-pilto")


@pytest.mark.parametrize("model", [Settings, Facts])
def test_no_key_has_a_pattern_that_a_message_would_show(model: type[BaseModel]) -> None:
    # pydantic words `Field(pattern=...)` as "String should match pattern '^...$'": `Form` says it in words.
    assert "'pattern':" not in str(model.model_json_schema())


def test_of_names_alike_the_one_with_the_same_letters_is_the_nearest() -> None:
    # Two letters changed places: 'adex' has as many letters in order as 'adae'.
    assert nearest("adea", ["adsl", "adae", "adex", "adlb"]) == "did you mean 'adae'? known: adae, adex, adlb, adsl"
    assert nearest("x", ["any", "any"]) == "known: any"


@pytest.mark.parametrize(("given", "kind"), [(None, "NoneType"), (5, "int"), (["cdisc-pilot"], "list")])
def test_what_is_no_study_is_told_what_is_one(given: Any, kind: str) -> None:  # noqa: ANN401  # wrong on purpose
    with pytest.raises(SettingError) as caught:
        pv.open_study(given)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"study: it is of type {kind} (a study.toml, a folder that has one, the name of")


def test_an_arm_that_is_not_in_the_data_names_the_nearest(tmp_path: Path) -> None:
    adsl = subjects({"TRT01A": "Drugg"}, CONTROL)
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, adsl, events({}))
    file = tmp_path / "study.toml"
    first, second = (without_place(str(problem), file) for problem in caught.value.problems)
    assert first.startswith(", key arm[1].name: no subject with SAFFL = Y has TRT01A = 'Drug'")
    assert "did you mean 'Drugg'?" in first
    assert "1 subject with SAFFL = Y has TRT01A = 'Drugg', which no [[arm]] lists" in second


def test_an_arm_whose_subjects_are_not_analysed_is_told_so(tmp_path: Path) -> None:
    adsl = subjects({"SAFFL": "N"}, CONTROL)
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, adsl, events({}))
    (problem,) = (without_place(str(one), tmp_path / "study.toml") for one in caught.value.problems)
    assert problem.startswith(", key arm[1].name: no subject with SAFFL = Y has TRT01A = 'Drug'")
    assert problem.endswith("(the subjects who have it have no SAFFL = Y)")


@pytest.mark.parametrize(
    ("in_data", "in_file"), [("DRUG", "Drug"), ("Drug  A", "drug a"), ("Drug\u00a0A", "Drug A"), ("DrugA", "Drug A")]
)
def test_an_arm_written_otherwise_is_named_from_both_sides(tmp_path: Path, in_data: str, in_file: str) -> None:
    # The other names are as near by letters; that the arm is listed as it is in the data as well changes nothing.
    others = [{"TRT01A": "Drug B"}, {"TRT01A": "Drug B"}, {"TRT01A": "Drag A"}]
    adsl = subjects({"TRT01A": in_data}, *others, CONTROL)
    for more in ("", f'[[arm]]\nname = "{in_data}"\nrole = "other"\n'):
        file = tmp_path / "study.toml"
        file.write_text(HEAD + ARMS.replace('"Drug"', f'"{in_file}"') + more, encoding="utf-8")
        with pytest.raises(SettingError) as caught:
            pv.open_study(file, {"adsl": adsl, "adae": events({})})
        problems = [without_place(str(problem), file) for problem in caught.value.problems]
        assert problems[0].startswith(f", key arm[1].name: no subject with SAFFL = Y has TRT01A = {in_file!r}")
        assert f"did you mean {in_data!r}?" in problems[0]
        unlisted = [problem for problem in problems if f"TRT01A = {in_data!r}, which no" in problem]
        assert len(unlisted) == (0 if more else 1)
        assert all(f"the arm {in_file!r} is spelled differently" in problem for problem in unlisted)
        assert any("2 subjects with SAFFL = Y have TRT01A = 'Drug B'" in problem for problem in problems)
        assert any("1 subject with SAFFL = Y has TRT01A = 'Drag A'" in problem for problem in problems)


@pytest.mark.parametrize("text", ["", '[population]\nleave_out_arms = ["NA"]\n'])
def test_an_arm_whose_name_is_read_as_missing_says_how_to_keep_it(tmp_path: Path, text: str) -> None:
    named = "NA" if not text else "Drug"
    adsl = subjects({"TRT01A": named}, {"TRT01A": "NA"}, CONTROL)
    adsl.to_csv(tmp_path / "adsl.csv", index=False)
    events({}).to_csv(tmp_path / "adae.csv", index=False)
    file = tmp_path / "study.toml"
    file.write_text(HEAD + text + ARMS.replace('"Drug"', f'"{named}"'), encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        pv.open_study(file)
    (problem,) = (str(problem) for problem in caught.value.problems)
    values = "1 value is" if text else "2 values are"
    assert f"of TRT01A {values} the text NA, read as missing" in problem
    assert "[data] missing" in problem
    # What it says is enough.
    file.write_text(f"{HEAD}[data]\nmissing = []\n{text}{ARMS.replace('Drug', named)}", encoding="utf-8")
    with pv.open_study(file) as study:
        assert len(study.table("subject")) == (2 if text else 3)


def test_an_arm_can_be_left_out_on_purpose(tmp_path: Path) -> None:
    text = '[population]\nleave_out_arms = ["Other"]\n'
    adsl = subjects({}, {"TRT01A": "Other"}, CONTROL)
    study = small_study(tmp_path, adsl, events({}, {"USUBJID": "U2"}), text)
    assert set(study.table("subject")["arm"]) == {"Drug", "Control"}


def test_columns_and_population_can_have_other_names(tmp_path: Path) -> None:
    text = """
[population]
flag = "TRTFL"
treatment = "ACTUAL"
[data.columns.adae]
AEREL = "INVREL"
"""
    adsl = subjects({}, CONTROL).rename(columns={"SAFFL": "TRTFL", "TRT01A": "ACTUAL"})
    study = small_study(tmp_path, adsl, events({"INVREL": "RELATED"}, {"INVREL": "NOT RELATED"}), text)
    assert study.table("adverse_event").sort_values("AESEQ")["related"].to_list() == [True, False]


def test_a_column_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    text = '[data.columns.adae]\nAEREL = "AERELINV"\n'
    with pytest.raises(
        Exception, match=r"no column AERELINV, which is named in data.columns.adae.AEREL .* .did you mean 'AERELIN'"
    ):
        small_study(tmp_path, subjects({}, CONTROL), events({"AERELIN": "RELATED"}), text)


#: Of one study file: wrong types, an unknown key, a method that is none, a variable and an arm that the data lack.
EVERYTHING = """
[study]
id = "X"
title = "X"
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Control"
role = "comparater"
[statistics]
proportion = "wilsn"
confidence_level = "95"
strata = "SITEGR9"
[laboratory.hys_laww]
x = 1
[laboratory.parameters]
XX = "ALT"
[treatment_emergent]
window_days = 30.5
[dictionary]
smq = ["Haemorrhages (SMQ)"]
[demographics]
variables = ["AGE", "HEIGHTBLX"]
[[category]]
name = "own"
label = "Own"
where = [{ AEXYZ = "Y" }]
"""


def test_every_mistake_of_a_study_file_is_in_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(EVERYTHING, encoding="utf-8")
    result = pd.DataFrame([{"USUBJID": "U1", "PARAMCD": "ALT", "AVAL": 20.0, "ADT": "2020-01-12"}])
    frames = {"adsl": subjects({}, {"TRT01A": "Other"}, CONTROL), "adae": events({}), "adlb": result}
    with pytest.raises(SettingError) as caught:
        pv.open_study(file, frames)
    found = [without_place(str(problem), file).removeprefix(", ") for problem in caught.value.problems]
    for start in (
        "key arm[2].role: 'comparater' is not one of the values",
        "key statistics.confidence_level: '95' is not valid",
        "key treatment_emergent.window_days: 30.5 is not valid",
        "key laboratory.hys_laww: there is no such key",
        "key statistics.proportion: 'wilsn' is not a method",
        "key dictionary.smq: needs meddra_folder",
        "key statistics.strata: 'SITEGR9' is not in ADSL",
        "key demographics.variables: 'HEIGHTBLX' is not in ADSL",
        "key category[1].where: 'AEXYZ' is not in ADAE",
        "<frame>: 1 subject with SAFFL = Y has TRT01A = 'Other', which no [[arm]] lists",
        "key laboratory.parameters.XX: no record of ADLB has PARAMCD = 'XX'",
    ):
        assert sum(problem.startswith(start) for problem in found) == 1, (start, found)
    # Nothing is said of a comparator: that role alone is wrong is what there is to say.
    assert len(found) == 11


def test_what_rests_on_a_wrong_part_is_not_judged(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    arms = ARMS.replace('"Drug"', "1")
    file.write_text(f'{HEAD}[[common_events]]\nname = "x"\ntitle = "X"\nrule = "difference"\n{arms}', encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        pv.open_study(file, {"adsl": subjects({}, CONTROL), "adae": events({})})
    # That Drug is no arm of the file follows from its name being a number.
    assert [problem.message for problem in caught.value.problems] == ["1 is not valid"]


def test_mistakes_of_the_file_and_of_the_data_are_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(f"{HEAD}[statistics]\nproportion = 'wilsn'\n{ARMS}", encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        pv.open_study(file, {"adsl": subjects({}, CONTROL).drop(columns="TRTSDT"), "adae": events({})})
    text = str(caught.value)
    assert "'wilsn' is not a method" in text
    assert "column TRTSDT" in text
