"""window_sensitivity.sql, window_record.sql: the headline under other windows."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
import pilot
from pv import contract
from pv.api import Study
from pv.study.setting.settings import Settings
from pv.study.table.special_tables import special_tables
from small_study import CONTROL, events, small_study, subjects

WINDOW = '[treatment_emergent]\nrule = "{rule}"\nwindow_days = 30\n'
LAST_DOSE = date(2020, 1, 19)


def after(days: int) -> str:
    """Return the day so many days after the last dose."""
    return str(LAST_DOSE + timedelta(days=days))


SUBJECTS = subjects({"DTHDT": after(40)}, {"DTHDT": after(20)}, {}, {"DTHFL": "Y"}, CONTROL)
EVENTS = events(
    {"ASTDT": "2020-01-12", "AETOXGR": "1"},
    {"ASTDT": after(29), "AETOXGR": "3"},  # U1 is at grade 3 from a window of 29 days on
    {"USUBJID": "U2", "ASTDT": after(28), "AETOXGR": "2"},
    {"USUBJID": "U2", "ASTDT": after(48), "AETOXGR": "2"},
    {"USUBJID": "U3", "ASTDT": "2019-12-01", "AETOXGR": "2"},  # before the first dose: in no window
    {"USUBJID": "U3", "ASTDT": after(1000), "AETOXGR": "4"},
    {"USUBJID": "U4", "ASTDT": None, "AETOXGR": "1"},  # a missing start is in every window
    {"USUBJID": "C1", "ASTDT": "2019-12-01", "AETOXGR": "3", "AEITOXGR": "1"},  # worsened: in every window
)


def by_window(study: Study, category: str, arm: str = "Drug") -> dict[str, int]:
    table = study.table("window_sensitivity")
    rows = table[(table["category"] == category) & (table["arm"] == arm)]
    return {row.window_label: row.subjects for row in frames.rows(rows)}


def test_counts_by_hand(tmp_path: Path) -> None:
    study = small_study(tmp_path, SUBJECTS, EVENTS, WINDOW.format(rule="window"))
    labels = ["0 days", "28 days", "30 days", "47 days", "90 days", "any time"]
    assert by_window(study, "any") == dict(zip(labels, [2, 3, 3, 3, 3, 4], strict=True))
    assert by_window(study, "grade1") == dict(zip(labels, [2, 2, 1, 1, 1, 1], strict=True))
    assert by_window(study, "grade3") == dict(zip(labels, [0, 0, 1, 1, 1, 1], strict=True))
    assert by_window(study, "grade4") == dict(zip(labels, [0, 0, 0, 0, 0, 1], strict=True))
    # U2 after 20 days, U1 after 40; U4 without a date counts at any time only.
    assert by_window(study, "death") == dict(zip(labels, [0, 1, 1, 2, 2, 3], strict=True))
    assert by_window(study, "any", "Control") == dict.fromkeys(labels, 1)
    table = study.table("window_sensitivity")
    assert table.loc[table["study_window"], "window_label"].unique().tolist() == ["30 days"]
    assert table.loc[(table["category"] == "any") & (table["arm"] == "Drug"), "events"].to_list() == [2, 3, 4, 4, 5, 6]
    assert table.loc[table["category"] == "death", "events"].isna().all()


def test_the_records_that_move(tmp_path: Path) -> None:
    study = small_study(tmp_path, SUBJECTS, EVENTS, WINDOW.format(rule="window"))
    rows = {
        row.AESEQ: (row.days_after_last_dose, row.window_label, row.emergent)
        for row in frames.rows(study.table("window_record"))
    }
    assert rows == {
        2: (29, "30 days", True),
        3: (28, "28 days", True),
        4: (48, "90 days", False),
        6: (1000, "any time", False),
    }
    contract.validate_result(study.table("emergent"), "emergent")
    contract.validate_result(study.table("event_category"), "event_category")


DATES = st.sampled_from([None, "2019-12-15", "2020-01-10", *map(after, (0, 1, 29, 30, 31, 47, 91))])


@settings(deadline=None, max_examples=3)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"ASTDT": DATES, "ASTDTF": st.sampled_from([None, "D", "M", "Y"]), "AETOXGR": st.sampled_from("1235")}
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([0, 30, 47, 5]),
)
def test_the_study_s_own_window_gives_the_incidence_and_the_deaths(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], days: int
) -> None:
    adae = events(*({**row, "USUBJID": f"U{place % 4 + 1}"} for place, row in enumerate(rows)))
    text = f'[treatment_emergent]\nrule = "window"\nwindow_days = {days}\n'
    with small_study(tmp_path_factory.mktemp("study"), SUBJECTS, adae, text) as study:
        check_own_window(study)


def check_own_window(study: Study) -> None:
    """Assert that under the study's own window every count is that of the incidence and of the deaths."""
    table = study.table("window_sensitivity")
    own = table[table["study_window"]]
    incidence = study.table("incidence").query("level == 'any'")
    keys = ["arm", "category", "subjects", "arm_subjects", "percent", "events"]
    ours = own.loc[own["category"] != "death", keys].reset_index(drop=True)
    theirs = incidence[keys].astype({"events": "Int64"})
    order = ["arm", "category"]
    pd.testing.assert_frame_equal(
        ours.astype({"events": "Int64"}).sort_values(order, ignore_index=True),
        theirs.sort_values(order, ignore_index=True),
    )
    deaths = study.table("deaths").query("item == 'death_on_treatment'").set_index("arm")["subjects"]
    assert own[own["category"] == "death"].set_index("arm")["subjects"].to_dict() == deaths.to_dict()


def test_the_flag_plays_no_part(tmp_path: Path) -> None:
    # Flags against the rule in every second event; a flag rule without one flag that can be read stops.
    flags = [("Y", "N")[place % 2] for place in range(len(EVENTS))]
    recorded = EVENTS.assign(TRTEMFL=flags)
    flagged = small_study(tmp_path, SUBJECTS, recorded, WINDOW.format(rule="flag")).table("window_sensitivity")
    ruled = small_study(tmp_path, SUBJECTS, recorded, WINDOW.format(rule="window")).table("window_sensitivity")
    pd.testing.assert_frame_equal(flagged, ruled)


def test_the_pilot_against_a_count_in_pandas() -> None:
    adsl, adae = pilot.adsl(), pilot.adae()
    both = adae.merge(adsl[["USUBJID", "TRTEDT"]].rename(columns={"TRTEDT": "LAST"}), on="USUBJID")
    table = pilot.study().table("window_sensitivity").query("category == 'any'")
    started = pd.to_datetime(both["ASTDT"])
    for row in frames.rows(table):
        late = (started - pd.to_datetime(both["LAST"])).dt.days > (
            row.window_days if pd.notna(row.window_days) else 10**6
        )
        before = started < pd.to_datetime(both["TRTSDT"])
        chosen = both[~late & ~before & (both["TRTA"] == row.arm)]
        certain = chosen[chosen["ASTDT"].notna() & chosen["ASTDTF"].eq("")]
        # Partial and missing starts are in more windows than a full date would be.
        assert certain["USUBJID"].nunique() <= row.subjects <= chosen["USUBJID"].nunique()


def test_the_windows_are_sorted_and_the_study_s_own_is_among_them() -> None:
    content = {
        "study": {"id": "S", "title": "S"},
        "arm": ({"name": "Drug", "role": "investigational"},),
        "treatment_emergent": {"window_days": 1},
        "window_sensitivity": {"days": (60, 0)},
    }
    table = special_tables(Settings.model_validate(content))["emergent_window"]
    contract.validate_result(table, "emergent_window")
    assert table["window_label"].to_list() == ["0 days", "1 day", "60 days", "any time"]
    assert table["study_window"].to_list() == [False, True, False, False]
