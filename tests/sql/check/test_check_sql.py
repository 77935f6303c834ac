"""Every file in sql/check: which records it finds and which it leaves alone, on rows that are checked by hand."""

import re

import pandas as pd
import pytest

import check_cases_curves
import check_cases_cutoff
import check_cases_death
import check_cases_doses
import check_cases_endpoints
import check_cases_events
import check_cases_fatal
import check_cases_laboratory
import check_cases_public_rules
import check_cases_special
import check_cases_subjects
import check_cases_terminology
import check_cases_vital_signs
from check_tables import DATASETS, OUTPUT, Case, check_files, run
from pv import resources
from pv.engine import needed_rows
from pv.study.findings import UNTIL_CUTOFF

CASES = [
    *check_cases_subjects.CASES,
    *check_cases_fatal.CASES,
    *check_cases_events.CASES,
    *check_cases_laboratory.CASES,
    *check_cases_special.CASES,
    *check_cases_terminology.CASES,
    *check_cases_vital_signs.CASES,
    *check_cases_curves.CASES,
    *check_cases_cutoff.CASES,
    *check_cases_public_rules.CASES,
    *check_cases_death.CASES,
    *check_cases_endpoints.CASES,
    *check_cases_doses.CASES,
]
FILES = [*check_files("reject").values(), *check_files("review").values()]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.stem}-{place}" for place, case in enumerate(CASES)])
def test_a_check_finds_these_records_and_no_others(case: Case) -> None:
    found = case.found
    assert [None if pd.isna(row) else int(row) for row in found["source_row"]] == list(case.fires)
    assert set(found["variable"]) <= {case.variable}
    assert set(found["severity"]) <= {case.severity}
    assert all(case.says in message for message in found["message"])
    assert all(case.does in action for action in found["action"])
    for record in found.astype("object").to_dict("records"):
        key, value = record["record_key"], record["value"]
        assert pd.isna(key) if pd.isna(record["source_row"]) else key == f"key {record['source_row']}"
        assert case.value in ("", None if pd.isna(value) else value)
    whole(case)


def whole(case: Case) -> None:
    """Hold what every finding has."""
    found = case.found
    assert list(found.columns) in (OUTPUT, [*OUTPUT, UNTIL_CUTOFF])
    assert found[["dataset", "variable", "severity", "message", "action"]].notna().all(axis=None)
    assert set(found["dataset"]) <= set(DATASETS)
    assert set(found["severity"]) <= ({"reject"} if "/reject/" in case.path else {"warning", "note"})
    assert all(action.startswith("Set aside" if "/reject/" in case.path else "Retained") for action in found["action"])


def test_an_action_that_counts_a_record_holds_up_to_the_cut_off_only() -> None:
    # What a check says of counting is untrue of a record after the cut-off, unless the check looks at that itself.
    counting = {
        case.stem
        for case in CASES
        for row in case.found.to_dict("records")
        if row["dataset"] != "adsl"
        and row["severity"] != "reject"
        and not pd.isna(row["source_row"])
        and re.search(r"\bcount|emergent", row["action"])
        and not re.search("as dead|the death", row["action"])
        and not re.search("counted_until|'after cut-off'|emergent.reason|adverse_event", resources.read(case.path))
        and not row.get(UNTIL_CUTOFF)
    }
    assert counting == set()
    assert sum(UNTIL_CUTOFF in case.found for case in CASES) > 0


def test_every_check_has_a_record_that_it_finds_and_one_that_it_does_not() -> None:
    firing = {case.stem for case in CASES if case.fires}
    quiet = {case.stem for case in CASES if not case.fires or len(case.tables.get(case.dataset, ())) > len(case.fires)}
    files = {*check_files("reject"), *check_files("review")}
    assert files - firing == set()
    assert files - quiet == set()
    assert {case.stem for case in CASES} == files


def test_a_check_finds_nothing_where_nothing_is_collected() -> None:
    assert [path for path in FILES if not run(path, {}).empty] == []


def test_a_check_finds_nothing_without_the_rows_that_its_header_names() -> None:
    needed = [(case, needed_rows(case.path)) for case in CASES]
    assert sum(name is not None for _, name in needed) > 100
    for case, name in needed:
        if name:
            others = {table: rows for table, rows in case.tables.items() if table != name}
            assert run(case.path, others).empty, case.stem
