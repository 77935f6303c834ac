"""Subjects, events and days at risk of every term and category, counted once more record by record in pandas."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pv.api import Study
from small_study import events, small_study, subjects

PEOPLE, RECORDS, RANKS = 14, 160, 3
FIRST_DOSE = pd.Timestamp("2020-01-10")


def frames(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return subjects who differ in their days of treatment, and events of few terms and days: ties are frequent."""
    draw = np.random.default_rng(seed)
    adsl = subjects(
        *(
            {"TRT01A": arm, "TRTEDT": str((FIRST_DOSE + pd.Timedelta(days=int(days))).date())}
            for arm, days in zip(["Drug", "Control"] * (PEOPLE // 2), draw.integers(3, 12, PEOPLE), strict=True)
        )
    )
    adae = events(
        *(
            {
                "USUBJID": f"U{draw.integers(1, PEOPLE)}",
                "AEDECOD": f"Term {draw.integers(0, 4)}",
                "AEBODSYS": f"Class {draw.integers(0, 2)}",
                "ASTDT": str((FIRST_DOSE + pd.Timedelta(days=int(draw.integers(0, 10)))).date()),
                "AESER": str(draw.choice(["Y", "N"])),
                "AEHIGH": int(draw.integers(0, 100)),
                "AERANK": int(draw.integers(0, RANKS)),
            }
            for _ in range(RECORDS)
        )
    )
    return adsl, adae


def category_text(name: str, where: str, more: str = "") -> str:
    return f'[[category]]\nname = "{name}"\nlabel = "{name}"\nwhere = [{{ {where} }}]\n{more}'


def study_of(folder: Path, adsl: pd.DataFrame, adae: pd.DataFrame, thresholds: range) -> Study:
    text, step = "[treatment_emergent]\nwindow_days = 2\n", len(thresholds) // RANKS
    # The ranks of the scale stand between the other categories, and across the end of a set's first word.
    for place, low in enumerate(thresholds):
        text += category_text(f"high{low}", f"AEHIGH = {{ at_least = {low} }}")
        if place < RANKS * step and place % step == 0:
            rank = place // step
            text += category_text(f"rank{rank}", f'AERANK = "{rank}"', f'scale = "rank"\nrank = {rank}\n')
    return small_study(folder, adsl, adae, text)


def by_hand(adae: pd.DataFrame, subject: pd.DataFrame, category: str) -> pd.DataFrame:
    """Return arm, level, soc, term, subjects, events, in_risk and days after the event of a category."""
    rows = []
    arms = dict(zip(subject["USUBJID"], subject["arm"], strict=True))
    days = dict(zip(subject["USUBJID"], subject["risk_days"], strict=True))
    for level, keys in (("any", []), ("SOC", ["AEBODSYS"]), ("PT", ["AEBODSYS", "AEDECOD"])):
        for key, records in adae.groupby(["USUBJID", *keys]):
            if category.startswith("high"):
                inside = records[records["AEHIGH"] >= int(category.removeprefix("high"))]
                counts = len(inside) > 0
            elif category.startswith("rank"):
                inside = records[records["AERANK"] == int(category.removeprefix("rank"))]
                counts = records["AERANK"].max() == int(category.removeprefix("rank"))
            else:
                inside = records if category == "any" else records[records["AESER"] == "Y"]
                counts = len(inside) > 0
            if inside.empty:
                continue
            first = int(((pd.to_datetime(inside["ASTDT"]) - FIRST_DOSE).dt.days + 1).min())
            at_risk = int(days[key[0]])
            rows.append(
                {
                    "arm": arms[key[0]],
                    "level": level,
                    "soc": key[1] if keys else "any",
                    "term": key[-1] if keys else "any",
                    "subjects": int(counts),
                    "events": len(inside),
                    "in_risk": int(counts and first <= at_risk),
                    "after": at_risk - first if counts and first <= at_risk else 0,
                }
            )
    return pd.DataFrame(rows).groupby(["arm", "level", "soc", "term"]).sum()


@pytest.mark.parametrize("thresholds", [range(40, 43), range(20, 90)], ids=["one word", "two words"])
def test_subjects_events_and_days_are_those_of_a_count_by_hand(thresholds: range, tmp_path: Path) -> None:
    adsl, adae = frames(seed=len(thresholds))
    study = study_of(tmp_path, adsl, adae, thresholds)
    assert study.table("category_bit")["word"].nunique() == (1 if len(thresholds) < 60 else 3)
    subject, counted = study.table("subject"), study.table("term_count")
    emergent = study.table("adverse_event").query("emergent")["AESEQ"]
    used = adae[adae["AESEQ"].isin(emergent)]
    named = study.table("subject_term")
    for category in ("any", "serious", *(f"rank{rank}" for rank in range(RANKS)), "high42"):
        expected = by_hand(used, subject, category)
        found = counted[counted["category"] == category].set_index(["arm", "level", "soc", "term"]).sort_index()
        columns = ["subjects", "events", "subjects_in_risk", "days_after_event"]
        assert found.index.equals(expected.index)
        assert found[columns].to_numpy().tolist() == expected.to_numpy().tolist(), category
        # The names say the same, subject by subject.
        of_names = named[named["category"] == category].groupby(["arm", "level", "soc", "term"])
        assert of_names["counted"].sum().to_list() == expected["subjects"].to_list()
        assert of_names["events"].sum().to_list() == expected["events"].to_list()
