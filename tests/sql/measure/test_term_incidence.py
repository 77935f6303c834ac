"""cumulative_incidence_by_term.sql: Aalen-Johansen by brute force on a random study, and the curve of the event."""

import numpy as np
import pytest

import random_times
from made_alone import made_alone


@pytest.mark.parametrize("arm", ["Drug", "Control"])
@pytest.mark.parametrize(("level", "term"), [("any", None), ("PT", "Nausea"), ("PT", "Headache")])
def test_each_term_at_each_week_by_brute_force(arm: str, level: str, term: str | None) -> None:
    table = random_times.study().table("cumulative_incidence_by_term")
    found = table[(table["arm"] == arm) & (table["level"] == level) & (table["term"] == (term or "any"))]
    people = random_times.followed().query("arm == @arm").set_index("USUBJID")
    first = random_times.onsets(term).groupby("USUBJID")["day"].min().reindex(people.index)
    last = first.fillna(people["at_risk"])
    # Only a death on the last day at risk competes: the window after the last dose may end before it.
    died = people["died"] & (people["followed"] <= people["at_risk"]) & first.isna()
    assert found["week"].to_list() == [4, 12, 26]
    for _, row in found.iterrows():
        free, incidence = 1.0, 0.0
        for day in range(1, int(7 * row["week"]) + 1):
            at_risk = (last >= day).sum()
            if at_risk:
                incidence += free * (first == day).sum() / at_risk
                free *= 1 - ((first == day).sum() + (died & (last == day)).sum()) / at_risk
        assert row["percent"] == pytest.approx(100 * incidence)
        assert row["subjects"] == (first <= 7 * row["week"]).sum()
        assert row["at_risk"] == (last >= 7 * row["week"]).sum()
        assert row["competing"] == (died & (last <= 7 * row["week"])).sum()


def test_a_curve_of_the_same_event_has_the_same_limits() -> None:
    study = random_times.study()
    curve = study.table("cumulative_incidence").query("curve == 'Nausea' and arm == 'Drug' and day <= 84").iloc[-1]
    table = study.table("cumulative_incidence_by_term")
    row = table.query("term == 'Nausea' and arm == 'Drug' and week == 12").iloc[0]
    np.testing.assert_allclose(
        row[["percent", "lower", "upper"]].to_list(), curve[["percent", "lower", "upper"]].to_list()
    )
    shown = made_alone(study, "cumulative_incidence_by_term", level="PT")
    assert "By week 12, % (CI)" in shown
    assert "Headache" in shown
