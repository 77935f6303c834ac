"""A result that is asked for alone is computed with those that it reads, and is what it is among all."""

from pathlib import Path

import pandas as pd

from pv.study.catalogue import measures
from small_study import CONTROL, events, small_study, subjects


def test_a_result_is_the_same_whatever_was_asked_for_before(tmp_path: Path) -> None:
    rows = events({}, {"AEDECOD": "Nausea"}, {"USUBJID": "C1"})
    whole = small_study(tmp_path, subjects({}, {}, CONTROL), rows)
    whole.sql("show tables")
    alone = small_study(tmp_path, subjects({}, {}, CONTROL), rows)
    results = whole.tables().query("kind == 'result'")["table"]
    for name in reversed(results.to_list()):
        pd.testing.assert_frame_equal(alone.table(name), whole.table(name))


def test_only_what_is_asked_for_is_computed(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    assert not study.table("multiplicity").empty
    # multiplicity reads comparison, which reads incidence and the comparison of rates, which reads the rates.
    read = {"comparison", "exposure_adjusted_rate", "incidence", "multiplicity", "rate_comparison"}
    assert study._built.engine._tables & set(measures()) == read


def test_a_derived_table_is_made_when_something_reads_it_with_those_that_it_reads(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    planned = study._built.engine._later
    assert {"subject", "emergent", "lab_grade", "findings"} <= set(planned)
    assert not study.table("emergent").empty
    assert "emergent" not in planned
    assert "lab_grade" in planned
    assert study.findings["rule"].to_list() == ["end_of_study_not_known"]
    assert "findings" not in planned
    # A query has the tables that it names, and one that lists tables has all.
    assert study.sql("select count(*) as n from lab_grade")["n"].item() == 0
    assert "lab_grade" not in planned
    assert not study.sql("show tables").empty
    assert not planned
