"""A study with its dictionary: versions, missing levels filled and marked, and findings of what was coded otherwise."""

from pathlib import Path

import pandas as pd
import pytest

import pv
from meddra_files import SOCS, code, dictionary, name, pt, write
from meddra_following import following
from meddra_study import coded_study, event
from pv.api import Study
from pv.contract import read_contract
from pv.contract.result import validate_result
from pv.errors import InputError, SettingError
from pv.study.table import dictionary_tables
from small_study import CONTROL, count, events, small_study, subjects

LEVELS = ["AEBODSYS", "AEHLGT", "AEHLT", "AEHIERFL"]


def records(frame: pd.DataFrame) -> list[list[str | None]]:
    """Return the levels of each record in the order of the file, None where missing."""
    rows = frame.sort_values("source_row")[LEVELS].astype("object")
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_missing_levels_are_filled_and_marked(tmp_path: Path) -> None:
    rows = [
        event(2, 3) | {"AEBODSYS": None},
        event(2, 3, AEHLGT="Heart group 1", AEHLT="Heart kind 1.2"),
        event(2, 3, AEHLGT="As recorded"),
        # Blood event 1 is under Heart disorders by a secondary path, which leads through groups of its own.
        event(1, 1) | {"AEBODSYS": "Heart disorders"},
        event(2, 3) | {"AEDECOD": "Unknown", "AEBODSYS": None},
    ]
    with coded_study(tmp_path, rows) as study:
        assert records(study.table("adae")) == [
            ["Heart disorders", "Heart group 1", "Heart kind 1.2", "AEBODSYS, AEHLGT, AEHLT"],
            ["Heart disorders", "Heart group 1", "Heart kind 1.2", None],
            ["Heart disorders", "As recorded", "Heart kind 1.2", "AEHLT"],
            ["Heart disorders", "Heart group 1", "Heart kind 1.1", "AEHLGT, AEHLT"],
            [None, None, None, None],
        ]
        notes = study.findings.query("rule == 'hierarchy_filled'")
        assert notes["variable"].to_list() == ["AEBODSYS", "AEHLGT", "AEHLT"]
        assert set(notes["severity"]) == {"note"}
        assert [text.split("records: ")[1] for text in notes["message"]] == ["1)", "2)", "3)"]
        assert count(study, arm="Drug", level="HLT", term="Heart kind 1.2", category="any")["events"] == 3
        assert count(study, arm="Drug", level="HLGT", term="Heart group 1", category="any")["events"] == 3
        assert study.accounting["rows_used"].to_list() == [2, 5]


def test_columns_that_the_file_lacks_are_filled(tmp_path: Path) -> None:
    rows = [whole(2, 3), whole(1, 1, AELLT=None, AELLTCD=None), whole(4, 8, AELLT=None, AEPTCD=None)]
    coded_study(tmp_path, rows).close()
    lacking = ["AEDECOD", "AEBODSYS", "AEHLGT", "AEHLT", "AEHLTCD", "AEHLGTCD", "AEBDSYCD", "AESOC", "AESOCCD"]
    adsl, adae = subjects({}, CONTROL), events(*rows).drop(columns=lacking)
    with pv.open_study(tmp_path / "study.toml", {"adsl": adsl, "adae": adae}) as study:
        filled = "AEDECOD, AEBODSYS, AEHLGT, AEHLT"
        assert records(study.table("adae")) == [
            ["Heart disorders", "Heart group 1", "Heart kind 1.2", filled],
            ["Blood disorders", "Blood group 1", "Blood kind 1.1", filled],
            ["Nerve disorders", "Nerve group 2", "Nerve kind 2.2", filled],
        ]
        assert study.table("adae")["AEDECOD"].to_list() == [name(2, 3), name(1, 1), name(4, 8)]
    # Nothing says which preferred term is meant.
    without = adae.drop(columns=["AELLT", "AELLTCD", "AEPTCD"])
    with pytest.raises(InputError, match=r"column AEDECOD .* is missing"):
        pv.open_study(tmp_path / "study.toml", {"adsl": adsl, "adae": without})


def test_a_former_name_is_filled_by_its_code_and_a_lowest_level_term_by_its_owner(tmp_path: Path) -> None:
    former = event(2, 1, AEPTCD=int(pt(2, 1))) | {"AEDECOD": "Old heart event", "AEBODSYS": None}
    lowest = event(2, 6) | {"AEDECOD": "Heart event 6 NOS", "AEBODSYS": None}
    (tmp_path / "fmq.csv").write_text("fmq,pt,category\nQ,Old heart event,Narrow\n", encoding="utf-8")
    with coded_study(tmp_path, [former, lowest], 'smq = ["20000001"]\nqueries = "fmq.csv"') as study:
        assert records(study.table("adae")) == [
            ["Heart disorders", "Heart group 1", "Heart kind 1.1", "AEBODSYS, AEHLGT, AEHLT"],
            ["Heart disorders", "Heart group 2", "Heart kind 2.1", "AEBODSYS, AEHLGT, AEHLT"],
        ]
        assert study.table("adae")["AEDECOD"].to_list() == ["Old heart event", "Heart event 6 NOS"]
        found = study.table("record_query")
    assert found[["source_row", "query"]].sort_values(["source_row", "query"]).to_numpy().tolist() == [
        [1, "Heart problems (SMQ) broad"],
        [1, "Heart problems (SMQ) narrow"],
        # The query of the file looks for the very name that is recorded.
        [1, "Q (FMQ) broad"],
        [1, "Q (FMQ) narrow"],
        # The lowest level term alone is listed, without its preferred term.
        [2, "Heart problems (SMQ) broad"],
    ]


def test_a_lowest_level_term_says_what_a_former_name_means(tmp_path: Path) -> None:
    old: dict[str, object] = {"AEDECOD": "Old heart event", "AEBODSYS": "Heart disorders"}
    rows = [
        event(2, 1),
        old | {"AELLT": "Heart event 1 NOS"},
        old | {"AELLTCD": int(code(2, 1, 1, 1, 1))},
        # The lowest level term in the place of the preferred one, and in its own.
        old | {"AEDECOD": "Heart event 1 NOS", "AELLT": "Heart event 1 NOS"},
        # A lowest level term that the version does not have says nothing.
        old | {"AEDECOD": "Heart event 1 NOS", "AELLT": "Unheard of"},
    ]
    text = 'smq = ["20000001"]\n[[group]]\nname = "G"\nsoc = "-"\nterms = [" Heart event 1 "]\n'
    with coded_study(tmp_path, rows, text) as study:
        assert set(study.table("coded_event")["pt_name"]) == {"HEART EVENT 1"}
        assert set(study.table("adae")["AEHLT"]) == {"Heart kind 1.1"}
        queried = study.table("record_query").groupby("source_row")["query"].agg(set)
        assert len(queried) == 5
        assert all("Heart problems (SMQ) narrow" in names for names in queried)
        assert count(study, arm="Drug", level="group", term="G", category="any")["events"] == 5
        facts = [fact.text for fact in study.explain("U1", 2).facts if fact.topic == "groups"]
        assert facts == ["G (-): AEDECOD Old heart event, which stands for HEART EVENT 1, is its only term"]


def test_of_lowest_level_terms_of_one_name_the_code_or_the_preferred_term_says_which(tmp_path: Path) -> None:
    lines = dictionary()
    lines["llt"].append(f"10000001$HEART EVENT 4 NOS${pt(3, 3)}{'$' * 7}N$$")
    here = int(code(2, 1, 2, 2, 1))
    rows = [
        event(2, 4, AELLT="Heart event 4 NOS"),
        event(2, 4, AELLT="Heart event 4 NOS", AELLTCD=here) | {"AEDECOD": None},
        # A current one before an older one.
        event(2, 4, AELLT="Heart event 4 NOS") | {"AEDECOD": None},
        event(3, 3, AELLT="Heart event 4 NOS"),
        # The name is of another preferred term, the code of the recorded one: one finding.
        event(2, 4, AELLT="Skin event 3 NOS", AELLTCD=here),
    ]
    with coded_study(tmp_path, rows, lines=lines) as study:
        assert study.table("adae")["AEDECOD"].to_list() == [*["Heart event 4"] * 3, "Skin event 3", "Heart event 4"]
        assert study.table("coded_event")["llt_code"].to_list() == [here, here, here, 10000001, here]
        found = study.findings[study.findings["severity"] == "warning"]
        assert found[["rule", "source_row"]].to_numpy().tolist() == [
            ["code_and_name_disagree", 5],
            ["llt_not_current", 4],
        ]


def test_names_that_end_with_their_source_are_one_query(tmp_path: Path) -> None:
    text = "fmq,pt,category\nRash,Heart event 1,Narrow\nRash (FMQ),Heart event 2,Broad\n"
    (tmp_path / "fmq.csv").write_text(text, encoding="utf-8")
    with coded_study(tmp_path, [event(2, 1), event(2, 2)], 'queries = "fmq.csv"') as study:
        found = study.table("record_query")
    assert found[["source_row", "query"]].sort_values(["source_row", "query"]).to_numpy().tolist() == [
        [1, "Rash (FMQ) broad"],
        [1, "Rash (FMQ) narrow"],
        [2, "Rash (FMQ) broad"],
    ]


def test_a_sharp_s_is_one_letter_in_groups_as_in_terms(tmp_path: Path) -> None:
    lines = {file: [row.replace("Heart event 2", "Fußschmerz") for row in rows] for file, rows in dictionary().items()}
    text = 'queries = "fmq.csv"\n[[group]]\nname = "G"\nsoc = "-"\nterms = ["Fußschmerz", "Absent"]\n'
    (tmp_path / "fmq.csv").write_text("fmq,pt,category\nQ,Fußschmerz,Narrow\n", encoding="utf-8")
    with coded_study(tmp_path, [event(2, 2) | {"AEDECOD": "Fußschmerz"}], text, lines=lines) as study:
        for level, term in (("group", "G"), ("query", "Q (FMQ) narrow"), ("PT", "Fußschmerz")):
            assert count(study, arm="Drug", level=level, term=term, category="any")["subjects"] == 1
        assert any(fact.topic == "groups" and fact.text.startswith("G (-)") for fact in study.explain("U1", 1).facts)


def test_without_a_dictionary_nothing_is_filled(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({"AEBODSYS": None})) as study:
        assert records(study.table("adae")) == [[None, None, None, None]]
        assert "hierarchy_filled" not in set(study.findings["rule"])
        empty = [name for name in study.tables()["table"] if name.startswith(("meddra_", "smq", "query", "term_sugg"))]
        assert len(empty) == 17
        assert all(study.table(name).empty for name in empty)


def whole(soc: int, place: int, **values: object) -> dict[str, object]:
    """Return an event with all its names and codes, as the dictionary has them."""
    hlgt, hlt, label = (place - 1) // 4 + 1, (place - 1) // 2 % 2 + 1, SOCS[soc]
    above = {
        "AEHLT": f"{label} kind {hlgt}.{hlt}",
        "AEHLTCD": int(code(soc, hlgt, hlt)),
        "AEHLGT": f"{label} group {hlgt}",
        "AEHLGTCD": int(code(soc, hlgt)),
        "AEBDSYCD": int(code(soc)),
        "AESOC": f"{label} disorders",
        "AESOCCD": int(code(soc)),
    }
    own = {"AELLT": name(soc, place), "AELLTCD": int(pt(soc, place)), "AEPTCD": int(pt(soc, place))}
    return {**event(soc, place), **own, **above, **values}


#: What an event is given in the place of what is right, the one rule that finds it, and words of the message.
MISCODED: list[tuple[dict[str, object], str, str]] = [
    (whole(2, 3, AEDECOD="Hart event 3"), "term_not_in_meddra", "AEPTCD is the code of 'Heart event 3'"),
    (whole(2, 3, AEDECOD="Hart event 3", AEPTCD=None), "term_not_in_meddra", "is 'Heart event 3' meant?"),
    (
        whole(2, 3, AEDECOD="Heart event 3 NOS", AEPTCD=None),
        "term_not_in_meddra",
        "a lowest level term of 'Heart event 3'",
    ),
    (whole(2, 3, AELLT="Heart event 3 NAS", AELLTCD=None), "term_not_in_meddra", "is 'Heart event 3 NOS' meant?"),
    (whole(2, 3, AEHLT="Heart knd 1.2", AEHLTCD=None), "term_not_in_meddra", "is 'Heart kind 1.2' meant?"),
    (
        whole(2, 3, AEBODSYS="Hart disorders", AESOC="Hart disorders"),
        "term_not_in_meddra",
        "AEBDSYCD is the code of 'Heart disorders'",
    ),
    (whole(2, 3, AELLT=name(2, 4), AELLTCD=None), "llt_of_other_pt", "belongs to the preferred term 'Heart event 4'"),
    (whole(2, 3, AELLT="Heart event 3 old", AELLTCD=None), "llt_not_current", "its preferred term 'Heart event 3'"),
    (whole(2, 3, AELLT=None, AELLTCD=12121200), "llt_not_current", "'Heart event 3 old' is not current"),
    (whole(2, 3, AEPTCD=int(pt(2, 4))), "code_and_name_disagree", "the code of 'Heart event 3' is 12121000"),
    (whole(2, 3, AEPTCD=99), "code_and_name_disagree", "a PT of MedDRA 1.0; the code of 'Heart event 3' is 12121000"),
    (whole(2, 3, AELLTCD=int(pt(2, 4))), "code_and_name_disagree", "The code is the LLT 'Heart event 4'"),
    (whole(2, 3, AESOCCD=int(code(3))), "code_and_name_disagree", "The code is the SOC 'Skin disorders'"),
    (
        whole(2, 3, AEHLT="Heart kind 1.1", AEHLTCD=None),
        "hierarchy_not_in_meddra",
        "the primary path is 'Heart kind 1.2', 'Heart group 1', 'Heart disorders'",
    ),
    (whole(1, 2, AEBODSYS="Heart disorders", AEBDSYCD=None), "hierarchy_not_in_meddra", "'Blood disorders'"),
    (whole(1, 1, AESOC="Nerve disorders", AESOCCD=None), "hierarchy_not_in_meddra", "'Blood disorders'"),
    (whole(1, 1, AEBODSYS="Heart disorders", AEBDSYCD=None), "secondary_class", "as in AESOC, is 'Blood disorders'"),
    (
        whole(1, 1, AEBODSYS="Heart disorders", AEBDSYCD=None, AESOC="Heart disorders", AESOCCD=None),
        "secondary_class",
        "the primary is 'Blood disorders'",
    ),
]


#: Names that differ from one of the dictionary, and what is said of them.
MISSPELT = (
    ("Heart  event 1", "it differs from 'Heart event 1' in spacing or letter form"),
    ("Heart\u00a0event 1", "it differs from 'Heart event 1' in spacing or letter form"),
    ("Heart evennt 1", "is 'Heart event 1' meant?"),
)

#: A name that is filled beside the code of another, the code of a lowest level term, and a number that is no code.
NO_CODES = (
    event(2, 1, AEBDSYCD=int(code(3))) | {"AEBODSYS": None},
    event(2, 2, AEPTCD=int(code(2, 1, 1, 2, 1))),
    event(2, 3, AEPTCD=float(pt(2, 3)) + 0.5),
)


@pytest.fixture(scope="module")
def miscoded(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the findings of what is coded otherwise: MISCODED of U1, MISSPELT of U2, NO_CODES of U3."""
    misspelt = [event(2, 1) | {"AEDECOD": text} for text, _ in MISSPELT]
    parts = {"U1": [row for row, _, _ in MISCODED], "U2": misspelt, "U3": NO_CODES}
    rows = [
        row | {"USUBJID": subject, "AESEQ": place}
        for subject, part in parts.items()
        for place, row in enumerate(part, 1)
    ]
    with coded_study(tmp_path_factory.mktemp("miscoded"), rows, drug=3) as study:
        return study.findings.sort_values("source_row")


def of_rules(found: pd.DataFrame, subject: str, *rules: str) -> pd.DataFrame:
    """Return the findings of some rules about the records of a subject; all of them are about a record of the three."""
    chosen = found[found["rule"].isin(rules)]
    of_whom = chosen["record_key"].str.extract(r"^USUBJID=(\w+), AESEQ=", expand=False)
    assert set(of_whom) <= {"U1", "U2", "U3"}
    return chosen[of_whom == subject]


def test_names_that_read_the_same_are_told_apart(miscoded: pd.DataFrame) -> None:
    found = of_rules(miscoded, "U2", "term_not_in_meddra")
    assert [message.partition("; ")[2] for message in found["message"]] == [said for _, said in MISSPELT]


def test_a_filled_name_and_a_code_that_is_none_are_called_so(miscoded: pd.DataFrame) -> None:
    found = of_rules(miscoded, "U3", "code_and_name_disagree")
    messages = found["message"].to_list()
    assert "but the name that was filled is 'Heart disorders'" in messages[0]
    assert "but that of the lowest level term 'Heart event 2 NOS'; the code of 'Heart event 2'" in messages[1]
    assert found["value"].to_list()[2] == f"{pt(2, 3)}.5"


def test_what_is_coded_otherwise_than_the_dictionary_is_found_once_with_what_is_right(miscoded: pd.DataFrame) -> None:
    found = of_rules(miscoded, "U1", *(rule for _, rule, _ in MISCODED))
    assert list(zip(found["record_key"], found["rule"], strict=True)) == [
        (f"USUBJID=U1, AESEQ={place}", rule) for place, (_, rule, _) in enumerate(MISCODED, start=1)
    ]
    said = [(words, message) for (_, _, words), message in zip(MISCODED, found["message"], strict=True)]
    assert [(words, message) for words, message in said if words not in message] == []


@pytest.mark.parametrize("kind", [int, str])
def test_what_is_coded_as_the_dictionary_has_it_is_not_found(tmp_path: Path, kind: type) -> None:
    codes = {key for key in whole(1, 1) if key.endswith("CD")}
    shouted = {key: f"{value} ".upper() if key.startswith("AE") else value for key, value in whole(1, 1).items()}
    rows = [
        *(whole(soc, place) for soc in SOCS for place in (1, 8)),
        whole(3, 2, AELLT="Skin event 2 NOS", AELLTCD=13112100),
        whole(1, 1) | {key: value for key, value in shouted.items() if key not in codes},
        whole(2, 3) | dict.fromkeys(codes),
        event(2, 5),
    ]
    typed = [{key: kind(value) if key in codes and value else value for key, value in row.items()} for row in rows]
    with coded_study(tmp_path, typed, 'smq = ["20000002"]') as study:
        terms = ("term_not", "llt", "code", "hierarchy_not", "secondary", "query", "readable")
        assert [rule for rule in study.findings["rule"] if rule.startswith(terms)] == []


def test_another_version_than_the_stated_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"key dictionary.meddra: '27.1' is stated, but .* holds version '1.0'"):
        coded_study(tmp_path, [event(2, 1)], version="27.1")


def test_a_version_may_be_written_with_its_name(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(2, 1)], version="MedDRA v1.0") as study:
        assert study.table("meddra_version").to_numpy().tolist() == [["study", "1.0"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('meddra_folder = "MedAscii"', "key dictionary.meddra: is missing"),
        ('smq = ["20000002"]', "key dictionary.smq: needs meddra_folder"),
        ('meddra_next_folder = "MedAscii"', "key dictionary.meddra_next_folder: needs meddra_folder"),
        ("smq_scope = ['wide']", "dictionary.smq_scope"),
        ('smq = "some"', "dictionary.smq"),
    ],
)
def test_keys_that_need_another_say_so(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "MedAscii", dictionary())
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, subjects({}, CONTROL), events({}), f"[dictionary]\n{text}\n")
    assert message in str(caught.value), str(caught.value)


def test_the_files_of_a_dictionary_are_inputs(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(2, 1)]) as study:
        assert tmp_path / "MedAscii" / "llt.asc" in study.files
        inputs = study.table("manifest").query("kind == 'dictionary'")
        assert inputs["name"].str.endswith("llt.asc").any()
        assert inputs["value"].str.fullmatch("[0-9a-f]{64}").all()


def test_every_table_is_what_its_contract_says(tmp_path: Path) -> None:
    text = 'smq = "all"\nmeddra_next_folder = "MedAscii"\nctcae = "5.0"'
    rows = [event(3, 2), event(1, 1), event(2, 1) | {"AEDECOD": "Hart event 1", "AEBODSYS": None}]
    rows.append({"AEDECOD": "Nausea", "AETOXGR": "4"})
    with coded_study(tmp_path, rows, text) as study:
        names = [
            name for name in study.tables()["table"] if read_contract(name.removesuffix("_set_aside")).schema.strict
        ]
        tables = {name: study.table(name) for name in names}
    for held, table in tables.items():
        validate_result(table, held)
    ours = {"meddra_soc", "query_alternative", "record_query", "coded_event", "term_suggestion", "grade_text"}
    assert ours <= {name for name, table in tables.items() if not table.empty}


def test_the_database_holds_of_a_dictionary_what_the_events_are_coded_with(tmp_path: Path) -> None:
    text = 'smq = ["20000002"]\nmeddra_next_folder = "MedAscii"'
    names = ("meddra_llt", "meddra_pt", "meddra_hierarchy", "meddra_next_term", "smq", "meddra_soc")
    with coded_study(tmp_path, [event(2, 1, AELLT="Heart event 1 NOS")], text) as study:
        sizes = {name: len(study.table(name)) for name in names}
    # Of 96 lowest level terms one, of 32 preferred terms one, its two paths, both terms in the next version.
    assert sizes == {
        "meddra_llt": 1,
        "meddra_pt": 1,
        "meddra_hierarchy": 2,
        "meddra_next_term": 2,
        "smq": 1,
        "meddra_soc": 4,
    }


def test_what_the_database_leaves_out_of_a_dictionary_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*(row for row, _, _ in MISCODED), whole(2, 6, AELLT="Heart event 6 NOS", AELLTCD=None), event(3, 3)]
    text = 'smq = "all"\nmeddra_next_folder = "Next"\nqueries = "fmq.csv"'
    (tmp_path / "fmq.csv").write_text("fmq,pt,category\nA,Skin event 3,Narrow\nA,Skn event 4,Broad\n", encoding="utf-8")
    write(tmp_path / "Next", following())
    with coded_study(tmp_path, rows, text) as study:
        small = coding(study)
    monkeypatch.setattr(dictionary_tables, "extract", lambda meddra, *_: meddra)
    with coded_study(tmp_path, rows, text) as study:
        assert len(study._built.engine.table("meddra_llt")) == 96
        whole_dictionary = coding(study)
    for part, table in small.items():
        pd.testing.assert_frame_equal(table, whole_dictionary[part])


def coding(study: Study) -> dict[str, pd.DataFrame]:
    """Return what is made of the dictionary, without the measures that take long."""
    engine = study._built.engine
    tables = {name: engine.table(name) for name in ("coded_event", "record_query", "findings")}
    tables |= {name: engine.run(f"sql/measure/{name}.sql") for name in ("meddra_change", "uncaptured_term")}
    return {name: table.sort_values(list(table.columns), ignore_index=True) for name, table in tables.items()}
