"""Every mistake of a study file, of the facts file that it names and of its data is in one answer, with its line."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import pv
from command import folder_of, refused
from pv.errors import InputError, PvError, SettingError
from pv.facts.read import read_facts
from small_study import CONTROL, events, subjects

FACTS = """
[study]
id = "X"
title = "X"
cutoff_date = "2020-01-31"
window_days = 30
sources = "x"

[[arm]]
name = "Drug"
[[arm]]
name = "Control"
rol = "comparator"

[published]
figure = [
  { id = "n/D", arm = "Drugg", measure = "arm_size", count = 2 },
  { id = "n/C", arm = "Control", measure = "arm_size", count = "2" },
  { id = "any/D", arm = "Drug", measure = "incidence", category = "seriuos", count = 1 },
  { id = "pt/D", arm = "Drug", measure = "incidence", level = "PT", term = "Zzzitis", count = 1 },
  { id = "x/D", arm = "Drug", measure = "exposure", statistic = "median" },
]

[[agent]]
arm = "Nobody"
percent = 120
name = "A"
dose = [1]
unit = "mg"

[assumed]
accrual = [2019-01-01, 2019-12-31]
"""

#: Place and beginning of the message of each mistake in it, the lines counted by hand.
OF_FACTS = (
    "line 5, key study.cutoff_date: '2020-01-31' is not valid (a date",
    "line 7, key study.sources: 'x' is not valid (a list)",
    "line 13, key arm[2].rol: there is no such key (did you mean 'role'?",
    "line 17, key published.figure[1].arm: 'Drugg' is not an arm (did you mean 'Drug'?",
    "line 18, key published.figure[2].count: '2' is not valid (a whole number)",
    "line 19, key published.figure[3].category: 'seriuos' is not known (did you mean 'serious'?",
    "line 20, key published.figure[4].term: the term 'Zzzitis' has no entry in [terms]",
    "line 21, key published.figure[5]: exposure without value",
    "line 25, key agent[1].arm: 'Nobody' is not an arm",
    "line 26, key agent[1].percent: 120 is not valid (a number of at most 100)",
)


def said(error: PvError, file: Path, starts: Sequence[str]) -> list[str]:
    """Return what an error says of a file, in order of its lines, each of `starts` the beginning of one of them."""
    found = [str(one).removeprefix(f"{file}, ") for one in error.problems if str(one).startswith(str(file))]
    for start in starts:
        assert sum(problem.startswith(start) for problem in found) == 1, (start, found)
    lines = [int(re.findall(r"^line (\d+),", problem)[0]) for problem in found]
    assert lines == sorted(lines)
    return found


def test_every_mistake_of_a_facts_file_is_in_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_facts(file)
    # Nothing is said that only follows from another mistake: the percentage that is missing, the arm that has no role.
    assert len(said(caught.value, file, OF_FACTS)) == len(OF_FACTS) == len(caught.value.problems)


STUDY = """\
[study]
id = "X"
title = "X"
facts = "facts.toml"
[data]
adlb = "nowhere.xpt"
[[arm]]
name = "Drugg"
role = "investigational"
[[arm]]
name = "Control"
role = "comparater"
[population]
end_of_study = "RFENDTX"
[statistics]
strata = "SITEGR9"
proportion = "wilsn"
[laboratory.hys_law]
operator = "over"
[laboratory.parameters]
XX = "ALTT"
[dictionary]
smq = ["Haemorrhages (SMQ)"]
[demographics]
numbers = ["SEX", "RACE"]
[[category]]
name = "own"
where = [{ AEXYZ = "Y" }]
"""

OF_STUDY = (
    "line 6, key data.adlb: ",
    "line 8, key arm[1].name: no subject with SAFFL = Y has TRT01A = 'Drugg'",
    "line 12, key arm[2].role: 'comparater' is not one of the values (did you mean 'comparator'?",
    "line 14, key population.end_of_study: 'RFENDTX' is not in ADSL",
    "line 16, key statistics.strata: 'SITEGR9' is not in ADSL",
    "line 17, key statistics.proportion: 'wilsn' is not a method (did you mean 'wilson'?",
    "line 19, key laboratory.hys_law.operator: 'over' is not one of the values",
    "line 21, key laboratory.parameters.XX: 'ALTT' is not a graded analyte",
    "line 23, key dictionary.smq: needs meddra_folder",
    "line 25, key demographics.numbers: SEX of ADSL is 'F', which is not a number",
    "line 25, key demographics.numbers: RACE of ADSL is 'ASIAN', which is not a number",
    "line 26, key category[1].label: is missing",
    "line 28, key category[1].where: 'AEXYZ' is not in ADAE",
)


def test_every_mistake_of_a_study_its_facts_and_its_data_is_in_one_answer(tmp_path: Path) -> None:
    folder_of(tmp_path, subjects({"SEX": "F", "RACE": "ASIAN"}, CONTROL | {"SEX": "M", "RACE": "WHITE"}), events({}))
    study, facts = tmp_path / "study.toml", tmp_path / "facts.toml"
    study.write_text(STUDY, encoding="utf-8")
    facts.write_text(FACTS, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        pv.open_study(study)
    assert len(said(caught.value, study, OF_STUDY)) == len(OF_STUDY)
    assert len(said(caught.value, facts, OF_FACTS)) == len(OF_FACTS)
    others = [one for one in caught.value.problems if not str(one).startswith((str(study), str(facts)))]
    # The arm of the data that the file calls otherwise, from the side of the data.
    assert caught.value.problems[-1:] == tuple(others)
    assert [one.message for one in others] == ["1 subject with SAFFL = Y has TRT01A = 'Drug', which no [[arm]] lists"]
    # The command says the same.
    assert len(refused("check", study).splitlines()) == len(caught.value.problems)


def test_a_facts_file_that_is_not_there_is_named_at_the_door(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}), 'facts = "none.toml"\n')
    assert "none.toml: the facts file cannot be read" in refused("check", folder)


def test_the_subjects_are_looked_at_although_the_events_cannot_be_read(tmp_path: Path) -> None:
    text = '[statistics]\nstrata = "SITEGR9"\n[treatment_emergent]\nrule = "flag"\n'
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}), text)
    (folder / "adae.csv").unlink()
    message = refused("check", folder)
    assert "no dataset 'adae'" in message
    assert "key statistics.strata: 'SITEGR9' is not in ADSL" in message
    assert len(message.splitlines()) == 2


#: What a wrong name of a column leaves to be judged.
BESIDE_A_WRONG_COLUMN = """\
[demographics]
variables = ["AEG"]
[statistics]
strata = "SITEGR9"
[[category]]
name = "mine"
label = "Mine"
where = [{ AESRE = "Y" }, { AESER = "Y" }, { severity = "MILD" }]
[[analysis_set]]
name = "itt"
label = "Randomised"
flag = "ITFL"
[[analysis_set]]
name = "safe"
label = "Treated"
flag = "SAFFL"
by = "actual arm"
"""
OF_SUBJECTS = (
    "key demographics.variables: 'AEG' is not in ADSL (did you mean 'AGE'?",
    "key statistics.strata: 'SITEGR9' is not in ADSL",
    "key analysis_set[1].flag: 'ITFL' is not in ADSL",
)
OF_EVENTS = ("key category[1].where: 'AESRE' is not in ADAE (did you mean 'AESER'?",)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('[population]\nflag = "SAFLF"', "there is no column SAFLF, which is named in population.flag of"),
        ('[population]\ntreatment = "TRT1A"', "there is no column TRT1A, which is named in population.treatment of"),
        (
            '[data.columns.adsl]\nSEX = "GENDER"',
            "there is no column GENDER, which is named in data.columns.adsl.SEX of",
        ),
        ('[data.columns.adae]\nAESER = "SER"', "there is no column SER, which is named in data.columns.adae.AESER of"),
        ('[data.columns.adae]\nAEOUT = "OUT"', "there is no column OUT, which is named in data.columns.adae.AEOUT of"),
    ],
)
def test_a_wrong_name_of_a_column_hides_nothing_that_does_not_rest_on_it(tmp_path: Path, wrong: str, told: str) -> None:
    adsl = subjects({}, CONTROL).assign(AGE=60.0, SEX="F", ITTFL="Y", TRT01P=["Drug", "Control"])
    folder = folder_of(tmp_path, adsl, events({"AESEV": "MILD"}), f"{wrong}\n{BESIDE_A_WRONG_COLUMN}")
    found = refused("check", folder).splitlines()
    for start in (*OF_SUBJECTS, *OF_EVENTS, told):
        assert sum(start in line for line in found) == 1, (start, found)
    # Nothing that only follows: nobody with SAFFL = Y, an arm of nobody, no AESER in ADAE.
    assert len(found) == len(OF_SUBJECTS) + len(OF_EVENTS) + 1, found


def test_what_stands_in_for_a_missing_key_is_not_judged(tmp_path: Path) -> None:
    # Two arms and two groups without a name: of each it is said that it is missing, not that a name is there twice.
    file = tmp_path / "study.toml"
    text = (
        '[study]\nid = "X"\ntitle = "X"\n'
        + '[[arm]]\nrole = "other"\n' * 2
        + '[[group]]\nsoc = "S"\nterms = ["a"]\n' * 2
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        pv.open_study(file, {"adsl": subjects({}, CONTROL), "adae": pd.DataFrame(events({}))})
    assert {one.message for one in caught.value.problems} == {"is missing"}
    assert len(caught.value.problems) == 4


def test_what_is_wrong_with_each_dictionary_is_in_one_answer(tmp_path: Path) -> None:
    text = """
[dictionary]
meddra = "27.1"
meddra_folder = "nowhere"
meddra_next_folder = "elsewhere"
queries = "none.csv"
"""
    message = refused("check", folder_of(tmp_path, subjects({}, CONTROL), events({}), text))
    for file in ("nowhere", "elsewhere", "none.csv"):
        assert file in message
    assert len(message.splitlines()) == 3


def test_a_file_without_its_tables_is_told_how_to_write_them_and_what_the_data_lack(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text("", encoding="utf-8")
    message = refused("check", tmp_path)
    assert "key study: is missing (the study file must state it: [study] with id = " in message
    assert 'key arm: is missing (the study file must state it: [[arm]] with name = "Placebo", role = "' in message
    assert "no dataset 'adsl'" in message
