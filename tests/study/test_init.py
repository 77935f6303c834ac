"""pv-safety init: the study file it writes is valid, says what the data say, and is enough to go on with."""

import re
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from pydantic import BaseModel

import pilot
from command import folder_of, refused, run
from pv.study.setting.definition import read_definition
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, events, subjects


def started(folder: Path, *options: object) -> dict[str, object]:
    """Return what the study file says that init writes for a folder, as read from TOML and held to the settings."""
    (folder / "study.toml").unlink(missing_ok=True)
    result = run("init", folder, *options)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    target = folder / "study.toml"
    written, *left_out = result.stdout.splitlines()
    assert written == f"{target} written. Review the lines marked CHECK, then run: pv-safety check {target}"
    assert all(line.startswith(("Left out: ", "Not read: ")) for line in left_out)
    return tomllib.loads(target.read_text(encoding="utf-8"))


def roles(content: dict[str, object]) -> dict[str, str]:
    """Return the role of each arm, in their order."""
    arms = content["arm"]
    assert isinstance(arms, list)
    return {arm["name"]: arm["role"] for arm in arms}


def test_the_pilot_is_ready_to_check_and_gives_its_numbers(tmp_path: Path) -> None:
    for name in ("adsl.xpt", "adae.xpt"):
        shutil.copy(pilot.FOLDER / name, tmp_path)
    content = started(tmp_path)
    assert roles(content) == {
        "Xanomeline High Dose": "investigational",
        "Xanomeline Low Dose": "investigational",
        "Placebo": "comparator",
    }
    assert content["relationship"] == {
        "related": ["POSSIBLE", "PROBABLE"],
        "not_related": ["NONE", "REMOTE"],
        "missing": "related",
    }
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    # Each guess is marked: title, three roles, rule, window, end of study.
    assert text.count("CHECK") == 1 + 7
    settings = read_definition(tmp_path).settings
    assert (settings.study.id, settings.treatment_emergent.rule) == ("CDISCPILOT01", "flag")
    assert run("check", tmp_path).exit_code == 0
    assert run("table", tmp_path, "incidence", "--out", tmp_path / "incidence.csv").exit_code == 0
    counts = pd.read_csv(tmp_path / "incidence.csv").query("level == 'any' and category == 'any'")
    # The study's published counts: 76 of 84, 77 of 84, 65 of 86.
    assert counts.set_index("arm")[["subjects", "arm_subjects"]].T.to_dict("list") == {
        "Xanomeline High Dose": [76, 84],
        "Xanomeline Low Dose": [77, 84],
        "Placebo": [65, 86],
    }


def test_every_key_of_the_file_is_a_default_or_what_the_data_say(tmp_path: Path) -> None:
    # What is commented out is valid too: a line of it that is put in use is not an error.
    started(folder_of(tmp_path, subjects({}, CONTROL), events({})))
    lines = (tmp_path / "study.toml").read_text(encoding="utf-8").splitlines()
    in_use = [re.sub(r"^#(?=\[|[a-z_]+ =)", "", line) for line in lines]
    (tmp_path / "study.toml").write_text("\n".join(in_use), encoding="utf-8")
    settings = read_definition(tmp_path).settings
    assert unsaid(settings) == set()
    assert [category.name for category in settings.category] == ["serious_grade3plus"]
    assert [group.name for group in settings.group] == ["Anaemia"]
    assert settings.dictionary.meddra == "27.1"


@pytest.mark.parametrize("standard", ["adam", "sdtm"])
@pytest.mark.parametrize("sub", ["data", "analysis/adam"])
def test_datasets_in_a_subfolder_are_named(tmp_path: Path, standard: str, sub: str) -> None:
    (tmp_path / sub).mkdir(parents=True)
    (tmp_path / ".cache").mkdir()
    frames = {"ADSL": subjects({}), "adae": events({})} if standard == "adam" else domains()
    for name, frame in frames.items():
        for folder in (tmp_path / sub, tmp_path / ".cache"):
            frame.to_csv(folder / f"{name}.csv", index=False)
    message = refused("init", tmp_path)
    assert f"ADSL or DM is in {tmp_path / sub} (pv-safety init with the folder that contains the datasets)" in message
    assert ".cache" not in message
    assert run("init", tmp_path / sub).exit_code == 0
    # A study file beside the subfolder says the same of the dataset that it lacks.
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    if standard == "adam":
        assert f"ADSL is in {tmp_path / sub}" in refused("check", tmp_path / "study.toml")


def unsaid(part: BaseModel, above: str = "") -> set[str]:
    """Return the keys that a study file, all of whose lines are in use, leaves to their defaults."""
    found = {above + name for name in type(part).model_fields.keys() - part.model_fields_set}
    for name in part.model_fields_set:
        value = getattr(part, name)
        inner = [value] if isinstance(value, BaseModel) else value if isinstance(value, tuple) else []
        # Of several arms the first has every key but those of a pooled one, which is the last.
        items = [unsaid(one, f"{above}{name}.") for one in inner if isinstance(one, BaseModel)]
        found |= set.intersection(*items) if items else set()
    return found


def end_of_study_line(folder: Path, adsl: pd.DataFrame) -> str:
    started(folder_of(folder, adsl, events({})))
    lines = (folder / "study.toml").read_text(encoding="utf-8").splitlines()
    (place,) = [place for place, line in enumerate(lines) if line.startswith("#end_of_study =")]
    # What is said of it stands behind it, or above it where it is long.
    above = [line.removeprefix("# ") for line in lines[place - 4 : place] if line.startswith("# ")]
    return " ".join([lines[place], *above])


def test_a_date_is_proposed_as_end_of_study_where_nothing_else_says_it(tmp_path: Path) -> None:
    # The last dose of all is 2020-01-19: that of U2 is RFENDT too, and U3 has a date that is not known to the day.
    ends = [{"RFENDT": "2020-03-01"}, {"RFENDT": "2020-01-19"}, {"RFENDT": "2020-03"}, CONTROL | {"RFENDT": None}]
    adsl = subjects(*ends)
    line = end_of_study_line(tmp_path, adsl)
    assert line.startswith('#end_of_study = "RFENDT"')
    assert "CHECK: neither EOSDT nor RFPENDTC states when a subject left; " in line
    assert "RFENDT has a date for 2 of 4 subjects, that of the last dose for 1: " in line
    # With the proposal in use, the study has these ends.
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    (tmp_path / "study.toml").write_text(text.replace("#end_of_study", "end_of_study"), encoding="utf-8")
    assert read_definition(tmp_path).settings.population.end_of_study == "RFENDT"
    for known in ({"EOSDT": "2020-03-01"}, {"RFPENDTC": "2020-03-01"}):
        assert "CHECK" not in end_of_study_line(tmp_path, adsl.assign(**known))
    assert "CHECK" not in end_of_study_line(tmp_path, adsl.assign(RFENDT=None))
    assert "CHECK" in end_of_study_line(tmp_path, adsl.assign(EOSDT=None))


def test_of_sdtm_the_end_of_the_reference_period_is_proposed_where_no_end_of_participation_is(tmp_path: Path) -> None:
    for more, proposed in (({}, True), ({"RFPENDTC": "2020-03-01"}, False)):
        dm = [{"RFENDTC": "2020-02-01"} | more, {"ACTARM": "Control", "ARM": "Control", "RFENDTC": "2020-01-19"} | more]
        for name, frame in domains(dm=dm, ex=[{}, {"USUBJID": "U2"}]).items():
            frame.to_csv(tmp_path / f"{name}.csv", index=False)
        started(tmp_path)
        text = " ".join((tmp_path / "study.toml").read_text(encoding="utf-8").replace("\n# ", " ").split())
        assert ("RFENDTC has a date for 2 of 2 subjects, that of the last dose for 1: " in text) is proposed


def test_a_file_that_is_there_is_not_replaced_unless_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    before = (folder / "study.toml").read_text(encoding="utf-8")
    assert refused("init", folder).startswith(f"error: {folder / 'study.toml'}: already exists (--force replaces it")
    assert (folder / "study.toml").read_text(encoding="utf-8") == before
    assert run("init", folder, "--force").exit_code == 0
    assert (folder / "study.toml").read_text(encoding="utf-8") != before


def test_a_file_elsewhere_finds_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "my data"
    data.mkdir()
    folder_of(data, subjects({}, CONTROL), events({}))
    assert run("init", data, "--out", tmp_path / "mine.toml").exit_code == 0
    assert run("check", tmp_path / "mine.toml").exit_code == 0
    (data / "study.toml").unlink()
    monkeypatch.chdir(data)
    assert run("init", ".").stdout.startswith("study.toml written.")
    assert run("check", ".").exit_code == 0


#: What is odd of the subjects -> the arms that the file lists.
ODD_SUBJECTS = {
    "flag in lower case": ({"SAFFL": "y"}, "Drug"),
    "blanks around": ({"TRT01A": " Drug "}, "Drug"),
    "quotes and more": ({"TRT01A": 'A "q" \\ b\n[x]\x7fé\u2028'}, 'A "q" \\ b\n[x]\x7fé'),
    "placebo by another name": ({"TRT01A": "Zzz"}, "Zzz"),
}


@pytest.mark.parametrize("name", ODD_SUBJECTS)
def test_the_arms_are_those_that_the_check_will_see(tmp_path: Path, name: str) -> None:
    odd, arm = ODD_SUBJECTS[name]
    folder = folder_of(tmp_path, subjects(odd, CONTROL), events({}))
    assert roles(started(folder)) == {arm: "investigational", "Control": "comparator"}
    assert run("check", folder).exit_code == 0


def test_who_is_not_analysed_is_no_arm(tmp_path: Path) -> None:
    adsl = subjects({}, {"SAFFL": "N", "TRT01A": "Screen failure"}, {"SAFFL": "N", "TRT01A": None}, CONTROL)
    assert list(roles(started(folder_of(tmp_path, adsl, events({}))))) == ["Drug", "Control"]


def test_values_of_other_types_are_listed_as_the_check_reads_them(tmp_path: Path) -> None:
    adsl = subjects({"TRT01A": 1, "SAFFL": True}, {"TRT01A": 2, "SAFFL": True}).assign(STUDYID=7)
    adsl.to_parquet(tmp_path / "adsl.parquet")
    events({"AEREL": 1}).to_parquet(tmp_path / "ADAE.parquet")
    content = started(tmp_path)
    assert (content["study"], list(roles(content))) == ({"id": "7", "title": "7"}, ["1", "2"])
    assert run("check", tmp_path).exit_code == 0


def test_a_relationship_that_it_does_not_know_is_named_to_be_sorted(tmp_path: Path) -> None:
    adae = events({"AEREL": "may\nbe"}, {"AEREL": 'he said "no"'}, {"AEREL": "Related"}, {"AEREL": None})
    content = started(folder_of(tmp_path, subjects({}, CONTROL), adae))
    assert content["relationship"] == {"related": ["RELATED"], "not_related": [], "missing": "related"}
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert (
        r'CHECK: add these to one of the two lists; until then they are counted as related: ["HE SAID \"NO\"", ' in text
    )


@pytest.mark.parametrize(("column", "key"), [("TRT01P", "treatment"), ("SAFETYFL", "flag")])
def test_another_usual_column_is_found(tmp_path: Path, column: str, key: str) -> None:
    adsl = subjects({}, CONTROL).rename(columns={"TRT01A" if key == "treatment" else "SAFFL": column})
    folder = folder_of(tmp_path, adsl, events({}))
    population = started(folder)["population"]
    assert isinstance(population, dict)
    assert population[key] == column
    assert run("check", folder).exit_code == 0


@pytest.mark.parametrize("column", ["TRT01A", "SAFFL"])
def test_what_cannot_be_found_is_said_and_marked(tmp_path: Path, column: str) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL).drop(columns=column), events({}))
    started(folder)
    text = (folder / "study.toml").read_text(encoding="utf-8")
    said = "CHECK: no subject with SAFFL = Y has" if column == "TRT01A" else "CHECK: not found in ADSL"
    assert said in text
    assert ("key arm: is missing" if column == "TRT01A" else "no column SAFFL") in refused("check", folder)


def test_a_folder_without_subjects_is_refused(tmp_path: Path) -> None:
    assert "there is no such folder" in refused("init", tmp_path / "nowhere")
    assert "no dataset 'adsl'" in refused("init", tmp_path)
    events({}).to_csv(tmp_path / "adae.csv", index=False)
    assert "no dataset 'adsl'" in refused("init", tmp_path)
    (tmp_path / "adsl.xpt").write_bytes(b"no transport file")
    assert "adsl.xpt: is not a SAS transport file" in refused("init", tmp_path)
    (tmp_path / "adsl.csv").write_text("USUBJID,TRT01A\n", encoding="utf-8")
    assert "'adsl' is present more than once: adsl.csv and adsl.xpt" in refused("init", tmp_path)
    (tmp_path / "adsl.xpt").unlink()
    assert "dataset adsl has no records" in refused("init", tmp_path)
    assert not (tmp_path / "study.toml").exists()


def test_no_events_yet_is_no_obstacle(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), None)
    assert list(roles(started(folder))) == ["Drug", "Control"]


@pytest.mark.parametrize("standard", ["sdtm", "adam"])
def test_columns_that_a_dictionary_fills_may_be_missing(tmp_path: Path, standard: str) -> None:
    # Without the dictionary that the file says to name, the study is refused for the column.
    adam = {"adsl": subjects({}), "adae": events({})}
    for name, frame in (adam if standard == "adam" else domains()).items():
        frame.drop(columns="AEBODSYS", errors="ignore").to_csv(tmp_path / f"{name}.csv", index=False)
    assert list(roles(started(tmp_path))) == ["Drug"]
    said = (
        "# CHECK: the events have no AEBODSYS: name your MedDRA version and its folder, from which they are filled\n"
        "#meddra ="
    )
    assert said in (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert "column AEBODSYS" in refused("check", tmp_path)
