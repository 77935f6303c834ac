"""Which cells of a result table moved, held against a comparison row by row."""

import pandas as pd

from two_cuts import cells_by_hand, moved

KEY = ["arm", "level", "soc", "term", "category"]


def incidence(**arms: int) -> pd.DataFrame:
    """Return the subjects with any event in each arm."""
    term = dict.fromkeys(("level", "soc", "term", "category"), "any")
    return pd.DataFrame([{"arm": arm, **term, "subjects": count, "percent": count / 8} for arm, count in arms.items()])


def test_a_cell_that_moved_has_its_row_its_values_and_the_number_that_opens_its_records() -> None:
    found = moved(incidence(Drug=2, Control=1), incidence(Drug=3, Control=1), "incidence")
    assert found["row_key"].unique().tolist() == ["arm=Drug, level=any, soc=any, term=any, category=any"]
    assert found[["variable", "old_value", "new_value"]].to_numpy().tolist() == [
        ["percent", "0.25", "0.375"],
        ["subjects", "2", "3"],
    ]
    assert set(found["opens"]) == {"events"}
    assert set(found["number"]) == {"category=any, level=any, soc=any, term=any"}


def test_the_rows_of_an_arm_of_one_cut_are_gone_and_new() -> None:
    found = moved(incidence(Drug=2, Control=1), incidence(Drug=2, Placebo=1), "incidence")
    told = found.groupby("change")["arm"].agg(set).to_dict()
    assert told == {"gone row": {"Control"}, "new row": {"Placebo"}}
    assert found.loc[found["change"] == "new row", "old_value"].isna().all()


def test_deaths_of_the_overview_open_deaths_and_its_events_events() -> None:
    old = pd.DataFrame({"arm": ["Drug"] * 2, "item": ["death", "serious"], "subjects": [1, 2]})
    found = moved(old, old.assign(subjects=[2, 3]), "overview").set_index("opens")["number"].to_dict()
    assert found == {"deaths": "category=death", "events": "category=serious, level=any, soc=any, term=any"}


def test_every_cell_that_is_changed_is_found_and_no_other() -> None:
    terms = [("Drug", level, "any", f"Term {place}") for level in ("SOC", "PT") for place in range(150)]
    old = pd.DataFrame(terms, columns=["arm", "level", "soc", "term"]).assign(category="any", method="exact")
    place = pd.Series(range(len(old)))
    old = old.assign(subjects=place % 9, percent=(place % 9) / 9).assign(
        events=place.where(place % 4 > 0).astype("Int64")
    )
    every = old.assign(
        subjects=old["subjects"] + (place % 7 == 0),
        percent=old["percent"].where(place % 11 != 0),
        method=old["method"].where(place % 5 != 0, other="wilson"),
        events=old["events"].astype("float64"),
    )
    new = every[place % 13 > 0]
    found = moved(old, new.iloc[::-1], "incidence")
    cells = found[["row_key", "variable", "old_value", "new_value"]].astype("object").where(found.notna(), None)
    assert {*cells.itertuples(index=False, name=None)} == cells_by_hand(old, new, KEY)
    assert not found.duplicated(["row_key", "variable"]).any()
    assert {*found["change"]} == {"changed", "gone row"}
