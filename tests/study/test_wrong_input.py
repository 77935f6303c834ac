"""Wrong inputs: one clear message that names the file, key, column or value, status 2, and no output left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

import pilot
from command import folder_of, refused
from small_study import ARMS, CONTROL, HEAD, events, subjects

TWO = subjects({}, CONTROL)
ONE = events({})

#: What is wrong -> how the study is written, and words that the message must have.
Case = tuple[Callable[[Path], object], list[str]]


def truncated(folder: Path) -> None:
    """Write the real adverse events, cut off after 100,000 of 713,600 bytes."""
    folder_of(folder, TWO, None)
    (folder / "adae.xpt").write_bytes((pilot.FOLDER / "adae.xpt").read_bytes()[:100_000])


def raw(text: str | None, name: str = "adae.csv") -> Callable[[Path], object]:
    """Return the writer of a study whose adverse events are this text; None: a folder of that name."""

    def write(folder: Path) -> None:
        folder_of(folder, TWO, None)
        if text is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_text(text, encoding="utf-8")

    return write


def study(text: str = "", arms: str = ARMS) -> Callable[[Path], object]:
    """Return the writer of a study with good data and this in its study file."""
    return lambda folder: folder_of(folder, TWO, ONE, text, arms=arms)


def file(content: bytes | None) -> Callable[[Path], object]:
    """Return the writer of a study with good data and these bytes as its study file; None: without one."""

    def write(folder: Path) -> None:
        folder_of(folder, TWO, ONE)
        (folder / "study.toml").unlink()
        if content is not None:
            (folder / "study.toml").write_bytes(content)

    return write


DATA: dict[str, Case] = {
    "no adae": (lambda folder: folder_of(folder, TWO, None), ["no dataset 'adae'", ".xpt", "known: adsl"]),
    "no dataset at all": (
        lambda folder: folder_of(folder, None, None),
        ["no dataset 'adsl'", "no dataset 'adae'"],
    ),
    "named file missing": (study('[data]\nadae = "aes.csv"'), ["aes.csv: does not exist", "did you mean 'a"]),
    "file is a folder": (study('[data]\nadae = "."'), ["is a folder"]),
    "folder missing": (study('[data]\nfolder = "nowhere"'), ["study.toml, line ", "key data.folder", "nowhere"]),
    "folder is a file": (study('[data]\nfolder = "adsl.csv"'), ["key data.folder", "there is no folder", "adsl.csv"]),
    "not what the suffix says": (
        raw("USUBJID,AESEQ\nU1,1\n", "adae.xpt"),
        ["adae.xpt: is not a SAS transport file", "rename it to .csv"],
    ),
    "truncated XPT": (truncated, ["adae.xpt: is cut off within observation"]),
    "no byte": (raw(""), ["adae.csv: is empty"]),
    "no subject": (lambda folder: folder_of(folder, TWO[:0], ONE), ["adsl.csv: dataset adsl has no records"]),
    "two files": (
        lambda folder: (folder_of(folder, TWO, ONE) / "ADAE.parquet").write_bytes(b"PAR1"),
        ["'adae' is present more than once: ADAE.parquet and adae.csv", "name the file in study.toml"],
    ),
    "columns missing": (
        lambda folder: folder_of(folder, TWO.drop(columns="TRTSDT"), ONE.drop(columns=["AEDECOD", "USUBJID"])),
        ["adsl.csv: column TRTSDT", "adae.csv: column USUBJID", "column AEDECOD", "data.columns.adae"],
    ),
    "no treatment column": (
        lambda folder: folder_of(folder, TWO.rename(columns={"TRT01A": "TRT01P"}), ONE),
        ["adsl.csv: there is no column TRT01A", "population.treatment", "did you mean 'TRT01P'"],
    ),
    "renamed column missing": (
        study('[data.columns.adae]\nAEREL = "AERELINV"'),
        ["adae.csv: there is no column AERELINV", "data.columns.adae.AEREL"],
    ),
    "a column twice": (
        raw("USUBJID,usubjid,AESEQ,AEDECOD\nU1,U1,1,X\n"),
        ["adae.csv: column USUBJID occurs 2 times: 'USUBJID' and 'usubjid'"],
    ),
    "a column without a readable value": (
        lambda folder: folder_of(folder, TWO, events(*[{"ASTDT": "sometime"}] * 12)),
        ["adae.csv: none of the 12 values of ASTDT can be read", "'sometime'", "2014-01-02"],
    ),
    "no readable sequence number": (
        lambda folder: folder_of(folder, TWO, events(*[{"AESEQ": "one"}] * 12)),
        ["none of the 12 values of AESEQ can be read", "'one'", "a number"],
    ),
    "an open quotation mark": (raw('USUBJID,AESEQ,AEDECOD\nU1,1,"X\n'), ["adae.csv, line 2", "quotation mark"]),
    "too many values": (raw("USUBJID,AESEQ\nU1,1\nU1,2,3\n"), ["adae.csv, line 3: 3 values, the header has 2"]),
    "a table of columns that nothing reads": (
        study('[data.columns.adaee]\nAEREL = "AERELINV"'),
        ["key data.columns.adaee: 'adaee' is not one of the values (did you mean 'adae'?"],
    ),
    "a dataset of the other standard": (
        study('[data]\nstandard = "adam"\nae = "ae.csv"'),
        ["key data.ae: ae is not read, because the data are in ADaM"],
    ),
    "a duration of exposure twice": (
        study("[report]\nexposure_months = [3, 1, 3]"),
        ["key report.exposure_months", "3 occurs 2 times (each duration once)"],
    ),
    "unknown encoding": (study('[data]\nencoding = "klingon"'), ["encoding 'klingon' is not known", "UTF-8"]),
    "no subject of an arm": (
        lambda folder: folder_of(folder, subjects({}), ONE),
        ["key arm[2].name", "no subject with SAFFL = Y has TRT01A = 'Control'", "adsl.csv", "known: Drug"],
    ),
    "arm not in the data": (
        lambda folder: folder_of(folder, subjects({"TRT01A": "DRUG"}, CONTROL), ONE),
        ["key arm[1].name", "'Drug'", "did you mean 'DRUG'", "TRT01A = 'DRUG', which no [[arm]] lists"],
    ),
    "arm with a blank more": (study(arms=ARMS.replace('"Drug"', '"Drug "')), ["'Drug '", "did you mean 'Drug'"]),
    "arm left out that is not there": (
        study('[population]\nleave_out_arms = ["Screening"]'),
        ["key population.leave_out_arms", "no subject has TRT01A = 'Screening'", "known:"],
    ),
    "nobody in the population": (
        lambda folder: folder_of(folder, TWO.assign(SAFFL="N"), ONE),
        ["no subject with SAFFL = Y has TRT01A = 'Drug'", "'Control'"],
    ),
}

SETTINGS: dict[str, Case] = {
    "no study file": (file(None), ["no study.toml in the folder", "pv-safety init"]),
    "empty": (file(b""), ["key study: is missing", "key arm: is missing"]),
    "not TOML": (file(b"[study\n"), ["study.toml, line 1: not a TOML file"]),
    "not UTF-8": (
        file((HEAD + ARMS).replace("small", "Étude").encode("latin-1")),
        ["study.toml: the text is not UTF-8", "byte 0xc9 of line 4", "save it as UTF-8"],
    ),
    "UTF-16": (file((HEAD + ARMS).encode("utf-16")), ["study.toml: the text is not UTF-8"]),
    "bytes": (file(b"\0\1\2"), ["study.toml, line 1: not a TOML file"]),
    "unknown key": (study('[data]\nfoldr = "."'), ["key data.foldr: there is no such key", "did you mean 'folder'"]),
    "unknown table": (study("[populatoin]"), ["key populatoin", "did you mean 'population'"]),
    "wrong type": (study("[data]\nfolder = 1"), ["key data.folder: 1 is not valid (text)"]),
    "no arm": (study(arms=""), ["key arm: is missing"]),
    "an arm twice": (study(arms=ARMS + '[[arm]]\nname = "Drug"\nrole = "other"'), ["key arm: 'Drug' occurs 2 times"]),
    "an arm that is left out": (
        study('[population]\nleave_out_arms = ["Drug"]'),
        ["key population.leave_out_arms: 'Drug' is an [[arm]] too"],
    ),
    "a year without end": (
        study("[time]\ndays_per_year = inf"),
        ["key time.days_per_year: inf is not valid (a finite number)"],
    ),
    "a window of centuries": (
        study("[treatment_emergent]\nwindow_days = 99999999999"),
        ["key treatment_emergent.window_days: 99999999999 is not valid (a number of at most 36525)"],
    ),
    "a variable twice": (
        study('[demographics]\nvariables = ["AGE", "AGE"]'),
        ["key demographics.variables: 'AGE' occurs 2 times"],
    ),
    "the label of the built-in curve": (
        study('[[curve]]\nlabel = "Any adverse event"\ncategory = "serious"'),
        ["key curve[1].label: 'Any adverse event' is the curve that every study has"],
    ),
    "the name of every event": (
        study('[[category]]\nname = "any"\nlabel = "X"\nwhere = [{ AESER = "Y" }]'),
        ["key category[1].name: 'any' is every adverse event"],
    ),
    "a condition on a number": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{ AESEQ = 1 }]'),
        ["key category[1].where[1].AESEQ: 1 is not valid", "{ at_least = 3 }"],
    ),
    "a range without bounds": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{ AESEQ = {} }]'),
        ["key category[1].where[1].AESEQ: {} is not valid", "at_least, at_most or both"],
    ),
    "a range with another key": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{ AESEQ = { atleast = 1 } }]'),
        ["key category[1].where[1].AESEQ.atleast: there is no such key", "did you mean 'at_least'"],
    ),
    "no condition": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{}]'),
        ["key category[1].where[1]: {} is not valid (at least 1 of them)"],
    ),
    "a condition on no value": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{ AESER = [] }]'),
        ["key category[1].where[1].AESER: [] is not valid (at least 1 of them)"],
    ),
    "a variable that is not there": (
        study('[[category]]\nname = "x"\nlabel = "X"\nwhere = [{ AESERR = "Y" }]'),
        ["key category[1].where: 'AESERR' is not in ADAE", "did you mean 'AESER'"],
    ),
}


@pytest.mark.parametrize("name", [*DATA, *SETTINGS])
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    write, words = (DATA | SETTINGS)[name]
    folder = tmp_path / "study"
    folder.mkdir()
    write(folder)
    before = sorted(path.name for path in folder.iterdir())
    output = tmp_path / "out.csv"
    said = refused("table", folder, "incidence", "--out", output)
    assert [word for word in words if word not in said] == []
    # Every problem is a line of its own, none is said twice.
    lines = said.splitlines()
    assert all(line.startswith("error: ") for line in lines)
    assert len(set(lines)) == len(lines)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cdisc-pilor", ["there is no such study", "did you mean 'cdisc-pilot'"]),
        ("nowhere/study.toml", ["nowhere/study.toml: there is no such study file"]),
        ("x" * 300, ["File name too long"]),
    ],
)
def test_a_study_that_is_not_there_is_named(name: str, words: list[str]) -> None:
    for command in ("check", "build", "tables"):
        assert all(word in refused(command, name) for word in words)


def test_a_study_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, TWO.assign(TRT01A="Drug"), ONE)
    (folder / "study.toml").write_text(HEAD + ARMS, encoding="utf-8-sig")
    assert "no subject with SAFFL = Y has TRT01A = 'Control'" in refused("check", folder)
