"""multiplicity.sql: adjusted p-values of the preferred terms of each comparison."""

from functools import partial
from pathlib import Path

import pytest
from statsmodels.stats.multitest import multipletests

import pilot
from pv.stats import shrinkage
from small_study import events, small_study, subjects

ARMS = ["Xanomeline High Dose", "Xanomeline Low Dose"]


@pytest.mark.parametrize("arm", ARMS)
def test_benjamini_hochberg_of_the_pilot_equals_statsmodels(arm: str) -> None:
    rows = pilot.study().table("multiplicity")
    rows = rows[rows["arm"] == arm]
    expected = multipletests(rows["p_value"], method="fdr_bh")[1]
    assert rows["p_benjamini_hochberg"].to_numpy() == pytest.approx(expected)


@pytest.mark.parametrize("arm", ARMS)
def test_the_tests_are_the_terms_that_either_arm_had(arm: str) -> None:
    emergent = pilot.emergent()
    terms = emergent.loc[emergent["ARM"].isin([arm, "Placebo"]), "AEDECOD"].nunique()
    rows = pilot.study().table("multiplicity")
    assert (rows["arm"] == arm).sum() == terms


def test_double_fdr_of_a_class_by_hand() -> None:
    rows = pilot.study().table("multiplicity").query("arm == 'Xanomeline High Dose'")
    smallest = rows.groupby("soc")["p_value"].min()
    classes = dict(zip(smallest.index, multipletests(smallest, method="fdr_bh")[1], strict=True))
    for soc, terms in rows.groupby("soc"):
        within = multipletests(terms["p_value"], method="fdr_bh")[1]
        assert terms["p_class"].to_numpy() == pytest.approx(classes[soc])
        assert terms["p_double_fdr"].to_numpy() == pytest.approx([max(p, classes[soc]) for p in within])


def test_without_a_seed_nothing_is_shrunk_and_with_one_the_same_numbers_come_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Chains a quarter as long as those of a report.
    shorter = partial(shrinkage, warmup=250, draws=1000)
    monkeypatch.setattr("pv.measure.multiplicity.stats.shrinkage", shorter)
    assert pilot.study().table("multiplicity")["shrunk_odds_ratio"].isna().all()
    adsl = subjects(*[{}] * 20, *({"USUBJID": f"C{place}", "TRT01A": "Control"} for place in range(20)))
    terms = ("Headache", "Dizziness", "Tremor")
    on_drug = [{"USUBJID": f"U{place}", "AEDECOD": term} for term in terms for place in range(1, 13)]
    on_control = [{"USUBJID": f"C{place}", "AEDECOD": "Headache"} for place in range(2)]
    text = "[statistics]\nshrinkage_seed = 1\n"
    first = small_study(tmp_path, adsl, events(*on_drug, *on_control), text).table("multiplicity")
    again = shorter(
        first["subjects"],
        first["arm_subjects"],
        first["comparator_subjects"],
        first["comparator_arm_subjects"],
        first["soc"],
        seed=1,
    )
    assert first["shrunk_odds_ratio"].to_list() == again.estimate.tolist()
    # 12 of 20 against 2 or 0 of 20 in all three terms of the class: an increase in each, by any prior.
    assert (first["probability_increased"] > 0.95).all()
    assert (first["sor_lower"] <= first["shrunk_odds_ratio"]).all()
    assert (first["r_hat"] < 1.05).all()
