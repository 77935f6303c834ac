"""grade_text.sql and the CTCAE tables: every grade of every term, accepted or refused as NCI's own file says."""

import csv
from collections.abc import Set as AbstractSet
from pathlib import Path

import pandas as pd
import pytest

import places
from pv import resources
from pv.study.setting.settings import Settings
from pv.study.table.ctcae import FILES, ctcae_tables, shipped_version
from small_study import CONTROL, Row, events, keys, small_study, subjects

SHARED = places.SHARED / "data" / "terminology"


def rows(version: str) -> list[dict[str, str]]:
    with (resources.ROOT / FILES[version]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def graded(tmp_path: Path, *records: Row, version: str = "5.0") -> pd.DataFrame:
    study = small_study(tmp_path, subjects({}, CONTROL), events(*records), f'[dictionary]\nctcae = "{version}"\n')
    with study:
        return study.table("grade_text")


def test_the_versions_have_850_837_and_790_terms() -> None:
    assert {version: len(rows(version)) for version in FILES} == {"6.0": 850, "5.0": 837, "4.03": 790}
    for row in (row for version in FILES for row in rows(version)):
        # The grades are there twice in the collected file: as texts, and listed.
        assert row["grades_available"] == "".join(str(grade) for grade in range(1, 6) if row[f"grade{grade}"])


@pytest.mark.parametrize("version", FILES)
def test_no_two_terms_are_one_after_spelling_or_synonym(version: str) -> None:
    names = [row["term"] for row in rows(version)]
    with (resources.ROOT / "schemas/ctcae/synonym.csv").open(encoding="utf-8") as file:
        # Edema limbs is Peripheral edema in 6.0, and CPK increased is no term of it.
        synonyms = [row["meddra_term"] for row in csv.DictReader(file) if row["ctcae_term"] in names]
    frame = pd.DataFrame({"AELLT": pd.NA, "AEDECOD": [*names, *synonyms], "AETOXGR": "1"})
    arms = ({"name": "Drug", "role": "investigational"}, {"name": "Control", "role": "comparator"})
    study = {"study": {"id": "SMALL", "title": "A small study"}, "arm": arms, "dictionary": {"ctcae": version}}
    settings = Settings.model_validate(study)
    found = ctcae_tables(settings, frame)["ctcae_name"].set_index("name")
    # Each term is itself, by its own code, and no other; British spellings and other names add to them.
    assert found.loc[names, "ctcae_code"].to_list() == [int(row["meddra_code"]) for row in rows(version)]
    assert set(found.loc[names, "basis"]) == {"name"}
    assert found.loc[synonyms, "basis"].eq("synonym").all()
    assert found.loc[synonyms, "ctcae_code"].is_unique
    assert len(synonyms) == {"6.0": 26, "5.0": 25, "4.03": 25}[version]


#: By what a term is matched, each in a subject of its own.
MATCHED = {"AELLTCD": "U1", "AELLT": "U2", "AEDECOD": "U3"}


@pytest.fixture(scope="module", params=FILES)
def every_grade(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, pd.DataFrame, AbstractSet[str]]:
    """Return a version, the texts of every grade of its terms, and the records whose grade is refused."""
    version = str(request.param)
    records = [
        {
            "USUBJID": subject,
            by: row["meddra_code"] if by == "AELLTCD" else row["term"].upper(),
            "AETOXGR": str(grade),
            "AESEQ": 5 * place + grade,
        }
        for by, subject in MATCHED.items()
        for place, row in enumerate(rows(version))
        for grade in range(1, 6)
    ]
    text = f'[dictionary]\nctcae = "{version}"\n'
    folder = tmp_path_factory.mktemp("every_grade")
    with small_study(folder, subjects({}, {}, {}, CONTROL), events(*records), text, all_findings=True) as study:
        return version, study.table("grade_text"), {*keys(study.findings, "grade_not_in_ctcae")}


@pytest.mark.parametrize("by", MATCHED)
def test_every_grade_of_every_term_is_accepted_or_refused_as_the_file_says(
    every_grade: tuple[str, pd.DataFrame, AbstractSet[str]], by: str
) -> None:
    version, texts, found = every_grade
    terms, subject = rows(version), MATCHED[by]
    # AESEQ counts from 1 over terms and, within a term, over grades.
    refused = {
        f"USUBJID={subject}, AESEQ={5 * place + grade}"
        for place, row in enumerate(terms)
        for grade in range(1, 6)
        if not row[f"grade{grade}"]
    }
    assert {key for key in found if key.startswith(f"USUBJID={subject},")} == refused
    own = texts[texts["USUBJID"] == subject]
    assert len(own) == 5 * len(terms)
    expected = [row[f"grade{grade}"] for row in terms for grade in range(1, 6)]
    assert own.sort_values("source_row")["text"].fillna("").to_list() == expected
    assert set(own["matched_by"]) == {by}


NAMES = [
    ("Anaemia", "Anemia", "spelling"),
    ("ANEMIA", "Anemia", "name"),
    ("Diarrhoea", "Diarrhea", "spelling"),
    ("Palmar-plantar erythrodysaesthesia syndrome", "Palmar-plantar erythrodysesthesia syndrome", "spelling"),
    ("Gastrooesophageal reflux disease", "Gastroesophageal reflux disease", "spelling"),
    ("Pyrexia", "Fever", "synonym"),
    ("Oedema peripheral", "Edema limbs", "synonym"),
    ("Tumour  lysis syndrome", "Tumor lysis syndrome", "spelling"),
]


def test_names_are_matched_by_data(tmp_path: Path) -> None:
    found = graded(tmp_path, *({"AEDECOD": name, "AETOXGR": "1"} for name, _, _ in NAMES)).sort_values("source_row")
    assert found[["ctcae_term", "basis"]].to_numpy().tolist() == [[term, basis] for _, term, basis in NAMES]
    assert set(found["matched_by"]) == {"AEDECOD"}
    assert found["certain"].all()


def test_a_name_may_mean_another_term_in_each_version(tmp_path: Path) -> None:
    names = ("Oedema peripheral", "Haematemesis", "Platelet count decreased", "Thrombocytopenia", "Melaena")
    found = graded(tmp_path, *({"AEDECOD": name, "AETOXGR": "1"} for name in names), version="6.0")
    # The preferred term Platelet count decreased is no other name of Thrombocytopenia: MedDRA has both.
    assert found.sort_values("source_row")[["ctcae_term", "basis"]].to_numpy().tolist() == [
        ["Peripheral edema", "synonym"],
        ["Hematemesis", "spelling"],
        ["Thrombocytopenia", "name"],
        ["Melena", "spelling"],
    ]


def test_a_name_that_is_no_term_is_not_guessed(tmp_path: Path) -> None:
    names = ("Anaemi", "Neuropathy peripheral", "Haemorrhage", "Naevus")
    assert graded(tmp_path, *({"AEDECOD": name, "AETOXGR": "5"} for name in names)).empty


def test_the_code_decides_before_the_names(tmp_path: Path) -> None:
    # 10028813 is Nausea (grades 1 to 3), whatever the names beside it say.
    record = {"AELLTCD": 10028813, "AELLT": "Fatigue", "AEDECOD": "Vomiting", "AETOXGR": "5"}
    (row,) = graded(tmp_path, record).to_dict("records")
    assert (row["ctcae_term"], row["matched_by"], row["certain"]) == ("Nausea", "AELLTCD", True)
    assert pd.isna(row["text"])


def test_another_name_is_one_of_the_preferred_term_only(tmp_path: Path) -> None:
    record: dict[str, object] = {"AELLT": "Pyrexia", "AEDECOD": "Pyrexia", "AETOXGR": "1"}
    (row,) = graded(tmp_path, record).to_dict("records")
    assert (row["ctcae_term"], row["matched_by"], row["certain"]) == ("Fever", "AEDECOD", False)


def test_a_lowest_level_term_outside_ctcae_leaves_the_preferred_term_uncertain(tmp_path: Path) -> None:
    record = {"AELLT": "Tiredness", "AEDECOD": "Fatigue", "AETOXGR": "4"}
    study = small_study(tmp_path, subjects({}, CONTROL), events(record), '[dictionary]\nctcae = "5.0"\n')
    with study:
        found = study.findings
        grades = study.table("incidence").query("category == 'grade4' and level == 'any' and arm == 'Drug'")
    assert found.loc[found["rule"] == "grade_not_in_ctcae", "severity"].to_list() == ["note"]
    assert grades["subjects"].to_list() == [1]  # the record is counted as recorded


def test_severity_is_never_called_a_grade(tmp_path: Path) -> None:
    record = {"AEDECOD": "Nausea", "AESEV": "SEVERE"}
    with small_study(tmp_path, subjects({}, CONTROL), events(record), '[dictionary]\nctcae = "5.0"\n') as study:
        assert study.table("grade_text").empty
        assert study.table("ctcae_term").empty
        assert not set(study.findings["rule"]) & {"grade_not_in_ctcae", "ctcae_version_not_known"}


def test_a_version_that_is_not_known_is_a_note(tmp_path: Path) -> None:
    record = {"AEDECOD": "Nausea", "AETOXGR": "5"}
    with small_study(tmp_path, subjects({}, CONTROL), events(record), '[dictionary]\nctcae = "3.0"\n') as study:
        assert study.table("grade_text").empty
        assert "ctcae_version_not_known" in set(study.findings["rule"])


def test_a_grade_that_cannot_be_read_is_said_once_and_with_its_value(tmp_path: Path) -> None:
    records = ({"AETOXGR": "G3"}, {"AETOXGR": "severe"}, {"AETOXGR": None})
    with small_study(tmp_path, subjects({}, CONTROL), events(*records)) as study:
        found = study.findings
        assert study.table("adverse_event").sort_values("source_row")["grade"].to_list() == [3, pd.NA, pd.NA]
    found = found[(found["variable"] == "AETOXGR") & (found["severity"] == "warning")]
    assert found[["rule", "source_row"]].to_numpy().tolist() == [["grade_1_to_5", 2], ["missing_grade", 3]]


def test_no_other_version_grades_laboratory_results_unsaid(tmp_path: Path) -> None:
    adlb = pd.DataFrame([{"USUBJID": "U1", "ASEQ": 1, "PARAMCD": "HGB", "AVAL": 90.0, "AVALU": "g/L"}])
    used = {}
    for stated in ("NCI CTCAE v4.03", "4.0"):
        text = f'[dictionary]\nctcae = "{stated}"\n'
        with small_study(tmp_path, subjects({}, CONTROL), events({}), text, {"adlb": adlb}) as study:
            warned = (study.findings["rule"] == "ctcae_version_not_known").sum()
            used[stated] = (set(study.table("lab_criterion")["version"]), warned)
    assert used == {"NCI CTCAE v4.03": ({"4.03"}, 0), "4.0": ({"5.0"}, 1)}


@pytest.mark.parametrize(
    ("stated", "version"),
    [
        ("5.0", "5.0"),
        ("v5", "5.0"),
        ("CTCAE v4.03", "4.03"),
        ("NCI CTCAE v4.03", "4.03"),
        ("CTCAE version 5.0, November 27, 2017", "5.0"),
        ("6.0", "6.0"),
        ("NCI CTCAE v6", "6.0"),
        ("CTCAE v6.0 (22 July 2025)", "6.0"),
        ("CTCAE v5.0, November 6, 2017", "5.0"),
        ("5.0 or 6.0", None),
        ("v5 or v6", None),
        ("4.0", None),
        ("v4.3", None),
        ("4.03 or 5.0", None),
        ("latest", None),
        (None, None),
    ],
)
def test_a_stated_version_means_a_shipped_one_or_none(stated: str | None, version: str | None) -> None:
    assert shipped_version(stated) == version


def test_every_spelling_and_synonym_is_of_a_ctcae_term() -> None:
    terms = {" ".join(row["term"].lower().split()) for version in FILES for row in rows(version)}
    words = {word for term in terms for word in term.replace("-", " ").replace(",", " ").split()}
    with (resources.ROOT / "schemas/ctcae/spelling.csv").open(encoding="utf-8") as file:
        spelling = list(csv.DictReader(file))
    with (resources.ROOT / "schemas/ctcae/synonym.csv").open(encoding="utf-8") as file:
        synonym = list(csv.DictReader(file))
    assert {row["american"] for row in spelling} <= words
    assert not {row["british"] for row in spelling} & words
    assert {row["ctcae_term"].lower() for row in synonym} <= terms
    assert not {row["meddra_term"].lower() for row in synonym} & terms


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collected reference data are not beside the checkout")
@pytest.mark.parametrize("name", ["ctcae_v6.csv", "ctcae_v5.csv", "ctcae_v4_03.csv"])
def test_the_shipped_files_are_the_collected_ones(name: str) -> None:
    assert (resources.ROOT / "schemas/ctcae" / name).read_bytes() == (SHARED / name).read_bytes()
