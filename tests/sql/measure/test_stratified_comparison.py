"""stratified_comparison.sql and stratum_count.sql: the arms compared within strata and pooled."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pilot
import pv
from pv.api import Study
from pv.errors import InputError, SettingError
from small_study import CONTROL, count, events, small_study, subjects


@pytest.fixture(scope="module")
def by_site(tmp_path_factory: pytest.TempPathFactory) -> Study:
    file = tmp_path_factory.mktemp("strata") / "study.toml"
    text = (pilot.FOLDER / "study.toml").read_text(encoding="utf-8")
    text = text.replace('folder = "."', f'folder = "{pilot.FOLDER}"')
    file.write_text(f'{text}\n[statistics]\nstrata = "SITEGR1"\n', encoding="utf-8")
    return pv.open_study(file)


def pilot_strata(arm: str, term: str) -> pd.DataFrame:
    """Return x and n of an arm by site group, counted from the files."""
    adsl, emergent = pilot.adsl(), pilot.emergent()
    adsl = adsl[adsl["TRT01A"] == arm]
    with_event = emergent.loc[emergent["AEBODSYS"] == term, "USUBJID"]
    grouped = adsl.assign(event=adsl["USUBJID"].isin(with_event)).groupby("SITEGR1")["event"]
    return pd.DataFrame({"x": grouped.sum(), "n": grouped.count()})


def test_the_mantel_haenszel_difference_of_the_pilot_by_the_formula(by_site: Study) -> None:
    rows = by_site.table("stratified_comparison")
    rows = rows[(rows["level"] == "SOC") & (rows["category"] == "any")]
    assert len(rows) == 2 * 23
    for arm, soc, found, strata in rows[["arm", "term", "risk_difference", "strata"]].itertuples(
        index=False, name=None
    ):
        one, two = pilot_strata(str(arm), str(soc)), pilot_strata("Placebo", str(soc))
        # Weights n1 n2 / (n1 + n2) of Mantel and Haenszel.
        weight = one["n"] * two["n"] / (one["n"] + two["n"])
        expected = (weight * (one["x"] / one["n"] - two["x"] / two["n"])).sum() / weight.sum()
        assert found == pytest.approx(100 * expected, abs=1e-9)
        assert strata == len(one)


def test_no_interval_has_no_width_and_a_comparator_without_events_no_upper_limit(by_site: Study) -> None:
    rows = by_site.table("stratified_comparison")
    assert (rows["rd_method"] == "rd_mh_miettinen_nurminen").all()
    assert (rows["rr_method"] == "rr_mh_miettinen_nurminen").all()
    assert (rows["rd_lower"] < rows["rd_upper"]).all()
    assert (rows["rr_lower"] < rows["rr_upper"]).all()
    nobody = rows["comparator_subjects"] == 0
    assert nobody.any()
    assert (np.isposinf(rows["rr_upper"]) == nobody).all()
    assert ((rows["rr_lower"] == 0) == (rows["subjects"] == 0)).all()
    assert (rows["risk_ratio"].isna() == (nobody & (rows["subjects"] == 0))).all()


def test_a_method_whose_interval_would_have_no_width_has_none(by_site: Study) -> None:
    # Sato's variance is 0 where no stratum has an event.
    rows = by_site.table("stratified_comparison", method="rd_mh_sato")
    none = (rows["subjects"] == 0) & (rows["comparator_subjects"] == 0)
    assert none.any()
    assert rows.loc[none, ["rd_lower", "rd_upper"]].isna().all(axis=None)
    assert (rows.loc[none, "risk_difference"] == 0).all()
    assert (rows.loc[~none, "rd_lower"] < rows.loc[~none, "rd_upper"]).all()


def test_the_strata_add_up_to_the_arm(by_site: Study) -> None:
    strata = by_site.table("stratum_count").groupby(["arm", "level", "soc", "term", "category"])["subjects"].sum()
    whole = by_site.table("incidence").set_index(["arm", "level", "soc", "term", "category"])["subjects"]
    assert (strata == whole.reindex(strata.index)).all()


def test_without_strata_there_is_nothing_to_pool() -> None:
    assert pilot.study().table("stratified_comparison").empty


def test_each_cause_of_no_stratified_display_has_its_sentence(tmp_path: Path) -> None:
    adsl, strata = subjects({"SITE": "1"}, CONTROL | {"SITE": "1"}), '[statistics]\nstrata = "SITE"\n'
    nobody = small_study(tmp_path, adsl, events({"ASTDT": "2019-12-01"}), strata)
    one_arm = {"study": {"id": "A", "title": "One arm"}, "arm": [{"name": "Drug", "role": "investigational"}]}
    alone = pv.open_study(one_arm | {"statistics": {"strata": "SITE"}}, adsl=subjects({"SITE": "1"}), adae=events({}))
    both = ("stratified_comparison", "stratified_rates")
    for study, names, why in (
        (pilot.study(), both, "The study file specifies no strata."),
        (alone, both, "The study has no comparator to compare with."),
        # Rates of 0 are rates.
        (nobody, both[:1], "No subject of a compared arm had an event to compare."),
    ):
        for name in names:
            with pytest.raises(InputError, match=f"^{name}: {why}$"):
                study.display(name)
    # Beside the display's name the reason stands alone; on the page it says what is left out.
    with pytest.raises(InputError, match=r"^time_to_discontinuation: The status at the end of treatment"):
        alone.display("time_to_discontinuation")
    listed = nobody.displays(tried=True).set_index("display")["reason"]
    assert listed["time_to_discontinuation"].startswith("The status at the end of treatment")
    assert "Left out: Adverse events leading to dose reduction: AEACN not collected." in listed["events_by_term"]


def test_a_missing_stratum_is_a_stratum(tmp_path: Path) -> None:
    adsl = subjects({"SITE": "1"}, {"SITE": None}, CONTROL | {"SITE": "1"})
    study = small_study(tmp_path, adsl, events({"USUBJID": "U2"}), '[statistics]\nstrata = "SITE"\n')
    row = count(study, "stratified_comparison", level="PT", category="any")
    assert (row["strata"], row["subjects"], row["arm_subjects"], row["comparator_arm_subjects"]) == (2, 1, 2, 1)
    # Only stratum 1 has both arms: 0 of 1 against 0 of 1.
    assert row["risk_difference"] == 0


def test_strata_that_are_not_in_the_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"key statistics.strata: 'SITES' is not in ADSL .did you mean 'SITE'"):
        small_study(tmp_path, subjects({"SITE": "1"}, CONTROL), events({}), '[statistics]\nstrata = "SITES"\n')
