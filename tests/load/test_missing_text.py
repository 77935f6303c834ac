"""Texts that stand for a missing value: by convention without quotation marks in CSV, a study's own in every format."""

from pathlib import Path

import pytest

import pv
from pv.api import Study
from pv.errors import InputError
from pv.load import read_dataset
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, count, events, small_study, subjects


def column(folder: Path, *values: str) -> tuple[list[str | None], dict[str, dict[str, int]]]:
    (folder / "adae.csv").write_text("\n".join(["A,B", *(f"{value},x" for value in values)]) + "\n", encoding="utf-8")
    dataset = read_dataset(folder / "adae.csv")
    found = dataset.frame["A"].astype(object).where(dataset.frame["A"].notna(), None).tolist()
    return found, {name: dict(texts) for name, texts in dataset.missing.items()}


@pytest.mark.parametrize("text", ["NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "NaN", "nan", "."])
def test_without_quotation_marks_it_is_missing_and_with_them_text(tmp_path: Path, text: str) -> None:
    found, missing = column(tmp_path, text, f'"{text}"', "x", "", text)
    assert found == [None, text, "x", None, None]
    assert missing == {"A": {text: 2}}


@pytest.mark.parametrize("text", ["NONE", "Na", "NAN 1", "..", "NOT APPLICABLE", "N", "-", "U", "UNKNOWN"])
def test_other_texts_stay(tmp_path: Path, text: str) -> None:
    assert column(tmp_path, text) == ([text], {})


def test_several_texts_of_several_columns_are_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "dm.csv").write_text('A,B,C\nNA,"NA",1\n.,NA,2\nNA,"",NULL\n', encoding="utf-8")
    dataset = read_dataset(tmp_path / "dm.csv")
    assert dataset.missing == {"A": {"NA": 2, ".": 1}, "B": {"NA": 1}, "C": {"NULL": 1}}
    assert dataset.frame["B"].tolist()[0] == "NA"
    assert dataset.frame.isna().sum().to_dict() == {"A": 3, "B": 2, "C": 1}


def test_numbers_of_the_records_that_r_and_pandas_write_are_no_variable(tmp_path: Path) -> None:
    for first, second in (("1", "2"), ("0", "1"), ("3", "17")):
        (tmp_path / "adsl.csv").write_text(f'"","USUBJID"\n"{first}","NA"\n"{second}",NA\n', encoding="utf-8")
        dataset = read_dataset(tmp_path / "adsl.csv")
        assert list(dataset.frame.columns) == ["USUBJID"]
        assert dataset.frame["USUBJID"].isna().tolist() == [False, True]
    (tmp_path / "adsl.csv").write_text(",USUBJID\nS1,U1\nS1,U2\n", encoding="utf-8")
    with pytest.raises(InputError, match="column 1 is named '' and does not number the records"):
        read_dataset(tmp_path / "adsl.csv")


def notes(study: Study) -> list[tuple[str, str, str, str]]:
    found = study.findings[study.findings["rule"] == "missing_text"]
    return sorted(found[["dataset", "variable", "value", "message"]].itertuples(index=False, name=None))


def test_nobody_dies_of_an_na_and_what_was_not_collected_has_no_row(tmp_path: Path) -> None:
    # The case: R writes NA for every missing value, here DTHDTC, DTHFL and AEACN throughout.
    frames = domains(
        dm=[{"DTHDTC": None, "DTHFL": None}, {"DTHDTC": None, "DTHFL": None, "ACTARM": "Control"}],
        ex=[{}, {"USUBJID": "U2"}],
        ae=[{"AEACN": None, "AEREL": "RELATED"}, {"AEACN": None, "AEREL": None}],
    )
    for name, frame in frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False, na_rep="NA")
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(tmp_path / "study.toml") as study:
        assert notes(study) == [
            ("ae", "AEACN", "NA", "2 values are the text NA, read as missing"),
            ("ae", "AEREL", "NA", "1 value is the text NA, read as missing"),
            ("dm", "DTHDTC", "NA", "2 values are the text NA, read as missing"),
            ("dm", "DTHFL", "NA", "2 values are the text NA, read as missing"),
        ]
        collected = study.findings.set_index("variable")["action"].str.contains("was not collected")
        assert collected[["AEACN", "AEREL", "DTHFL"]].to_dict() == {"AEACN": True, "AEREL": False, "DTHFL": True}
        assert study.table("deaths").query("item == 'death'")["subjects"].tolist() == [0, 0]
        items = set(study.table("overview")["item"])
        assert "related" in items
        assert not items & {"discontinuation", "interruption", "reduction"}


OWN = '[data]\nmissing = ["NA", "unk"]\n'


def test_a_study_lists_its_own_texts_for_every_format(tmp_path: Path) -> None:
    adsl = subjects({"RACE": "UNK", "COUNTRY": "NA"}, CONTROL | {"RACE": "WHITE", "COUNTRY": "NA"})
    study = small_study(tmp_path, adsl, events({}), OWN)
    # NA is one of convention: only CSV says so, and there only without quotation marks. UNK is the study's own.
    assert notes(study) == [("adsl", "RACE", "UNK", "1 value is the text UNK, read as missing")]
    assert count(study, "demographics", variable="RACE", item="(missing)", arm="Drug")["subjects"] == 1
    for name, frame in {"adsl": adsl, "adae": events({})}.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    with pv.open_study(tmp_path / "study.toml") as written:
        assert [(variable, value) for _, variable, value, _ in notes(written)] == [("COUNTRY", "NA"), ("RACE", "UNK")]


def test_a_study_may_say_that_no_text_is_missing(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(HEAD + "[data]\nmissing = []\n" + ARMS, encoding="utf-8")
    subjects({"COUNTRY": "NA"}, CONTROL | {"COUNTRY": "DE"}).to_csv(tmp_path / "adsl.csv", index=False)
    events({}).to_csv(tmp_path / "adae.csv", index=False)
    with pv.open_study(tmp_path / "study.toml") as study:
        assert notes(study) == []
        assert count(study, "demographics", variable="COUNTRY", item="NA", arm="Drug")["subjects"] == 1


def test_a_lone_point_of_sas_is_missing_in_text_and_numbers(tmp_path: Path) -> None:
    adsl = subjects({"AGE": ".", "RACE": "."}, CONTROL)
    adsl.to_csv(tmp_path / "adsl.csv", index=False)
    events({}).to_csv(tmp_path / "adae.csv", index=False)
    (tmp_path / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(tmp_path / "study.toml") as study:
        adsl = study.table("adsl")
        assert adsl.loc[adsl["USUBJID"] == "U1", "RACE"].isna().to_list() == [True]
        assert [(variable, value) for _, variable, value, _ in notes(study)] == [("AGE", "."), ("RACE", ".")]


def test_a_category_of_whose_variable_no_value_is_known_has_no_row_of_zeros(tmp_path: Path) -> None:
    # "Permanently discontinued" is no value of the codelist: whether it is a withdrawal is for the study file to say.
    rows: list[dict[str, object]] = [
        {"AEACN": "Permanently discontinued", "AEOUT": "Death", "AESDTH": "N"},
        {"AEACN": "No", "AEOUT": "Resolved", "AESDTH": "N"},
    ]
    study = small_study(tmp_path, subjects({}, CONTROL), events(*rows), OWN_ACTION)
    category = study.table("category").set_index("category")
    assert category.loc[["discontinuation", "interruption", "reduction"], "collected"].to_list() == [False] * 3
    assert category.loc["discontinuation", "note"] == "not counted: no value of AEACN is in its codelist"
    assert category.loc[["fatal", "stopped"], "collected"].to_list() == [True, True]  # AESDTH says it; the study's own
    assert count(study, arm="Drug", level="any", category="stopped")["subjects"] == 1
    counted = set(study.table("incidence")["category"])
    assert "discontinuation" not in counted
    without = [row | {"AESDTH": None} for row in rows]
    fatal = small_study(tmp_path, subjects({}, CONTROL), events(*without)).table("category").set_index("category")
    assert not fatal.loc["fatal", "collected"]


OWN_ACTION = """
[[category]]
name = "stopped"
label = "Stopped for good"
where = [{ AEACN = "Permanently discontinued" }]
"""
