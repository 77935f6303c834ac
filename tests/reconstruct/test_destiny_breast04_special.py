"""Table 3, adjudicated events and ejection fraction of the built-in study, against the figures as published."""

import pandas as pd
import pytest

import frames
import places
import pv
from model_study import study
from pv import resources

PUBLISHED = places.SHARED / "data" / "destiny-breast04"
BUILT_IN = resources.ROOT / "reports" / "destiny-breast04"

pytestmark = pytest.mark.skipif(
    not (PUBLISHED.is_dir() and (BUILT_IN / "data" / "adjudication.parquet").is_file()),
    reason="the published figures are not beside the checkout, or the reconstructed data are not shipped",
)


def published(name: str, statistic: str) -> dict[str, int]:
    """Return the count of each arm that the paper prints."""
    table = pd.read_csv(PUBLISHED / "published_safety.csv")
    rows = table[(table["id"] == name) & (table["statistic"] == statistic)]
    return {row.arm: int(float(row.n)) for row in frames.rows(rows)}


def test_table_3_as_the_paper_prints_it() -> None:
    table = study().table("common_event")
    paper = pd.read_csv(PUBLISHED / "table3_drug_related.csv")
    # The paper's order of classes, and of terms within them.
    shown = table.sort_values("term_order").drop_duplicates("term")
    assert list(zip(shown["soc"], shown["term"], strict=True)) == list(
        zip(paper["display_soc"], paper["event"], strict=True)
    )
    columns = {
        ("T-DXd", "related"): "tdxd_any_n",
        ("T-DXd", "related_grade3plus"): "tdxd_g3_n",
        ("TPC", "related"): "tpc_any_n",
        ("TPC", "related_grade3plus"): "tpc_g3_n",
    }
    for (arm, category), column in columns.items():
        ours = table[(table["arm"] == arm) & (table["category"] == category)].set_index("term")["subjects"]
        assert ours.to_dict() == paper.set_index("event")[column].to_dict()


@pytest.mark.parametrize("grade", [None, 1, 2, 3, 4, 5])
def test_interstitial_lung_disease_by_the_committee_s_grade(grade: int | None) -> None:
    expected = published("ild_adjudicated_drug_related", f"incidence_grade_{grade}" if grade else "incidence")
    table = study().table("adjudicated_incidence")
    ours = table[table["category"] == (f"grade{grade}" if grade else "any")].set_index("arm")["subjects"].to_dict()
    assert {arm: ours[arm] for arm in expected} == expected


def test_onset_of_interstitial_lung_disease() -> None:
    row = study().table("adjudicated_onset").query("arm == 'T-DXd'").iloc[0]
    assert row[["subjects", "median_days", "minimum_days", "maximum_days"]].to_list() == [45, 129, 26, 710]


@pytest.mark.parametrize("grade", [2, 3])
def test_measured_decrease_of_the_ejection_fraction(grade: int) -> None:
    table = study().table("lvef_decrease")
    ours = table[table["grade"] == grade].set_index("arm")["subjects"].to_dict()
    assert ours == published(f"lvef_decrease_laboratory_grade_{grade}", "incidence")


def test_left_ventricular_dysfunction_is_17_patients_not_18() -> None:
    table = study().table("lvef_agreement").query("arm == 'T-DXd' and reported_grade != 'no report'")
    ours = table.groupby("term")["subjects"].sum().to_dict()
    assert ours == {"EJECTION FRACTION DECREASED": 16, "CARDIAC FAILURE": 2, "any": 17}
    assert ours["any"] == published("left_ventricular_dysfunction", "incidence")["T-DXd"]


def test_the_grade_5_after_the_window_is_in_no_other_count() -> None:
    cases = study().table("adjudicated_event").query("committee_grade == 5 and investigator_grade == 3")
    assert len(cases) == 1
    subject = cases["USUBJID"].iloc[0]
    listing = study().table("death_listing").set_index("USUBJID")
    assert not listing.loc[[subject], "on_treatment"].any()
    fatal = study().table("adverse_event").query("fatal")
    assert subject not in set(fatal["USUBJID"])


def test_opened_again_the_means_are_the_same_to_the_last_bit() -> None:
    # Sums of floating point depend on the order of their rows: of 371 and 172 measured over a dozen visits, any other
    # order shows.
    with pv.open_study("destiny-breast04") as again:
        for name in ("lvef_visit", "exposure", "adjudicated_onset"):
            pd.testing.assert_frame_equal(again.table(name), study().table(name), check_exact=True)
