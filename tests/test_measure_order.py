"""A result that is asked for alone is computed with those that it reads, and is what it is among all."""

from pathlib import Path

import pandas as pd

from small_study import CONTROL, events, small_study, subjects


def test_a_result_is_the_same_whatever_was_asked_for_before(tmp_path: Path) -> None:
    rows = events({}, {"AEDECOD": "Nausea"}, {"USUBJID": "C1"})
    whole = small_study(tmp_path, subjects({}, {}, CONTROL), rows)
    whole.sql("select 1")
    alone = small_study(tmp_path, subjects({}, {}, CONTROL), rows)
    results = whole.tables().query("kind == 'result'")["table"]
    for name in reversed(results.to_list()):
        pd.testing.assert_frame_equal(alone.table(name), whole.table(name))


def test_only_what_is_asked_for_is_computed(tmp_path: Path) -> None:
    study = small_study(tmp_path, subjects({}, CONTROL), events({}))
    before = set(study._built.engine.tables())
    assert not study.table("multiplicity").empty
    # multiplicity reads comparison, which reads incidence and the comparison of rates, which reads the rates.
    added = {"comparison", "exposure_adjusted_rate", "incidence", "multiplicity", "rate_comparison"}
    assert set(study._built.engine.tables()) - before == added
