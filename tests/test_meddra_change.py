"""meddra_change.sql: what a next version does to the coded terms, and to the counts, worked out by hand."""

from pathlib import Path

import pytest

from meddra_files import Lines, dictionary, pt, write
from meddra_study import coded_study, event
from pv.api import Study

COUNTS = ["subjects", "events", "arm_subjects"]
RECODED = ["term_subjects", "term_subjects_next", "next_term_subjects", "next_term_subjects_next"]
NEXT = 'meddra_next_folder = "Next"'


def following() -> Lines:
    """Return version 1.1: Heart event 1 is a lowest level term of Heart event 2, Skin event 3 is renamed, and so on.

    'Heart event 4 NOS' belongs to Heart event 5, Blood event 1 has its former secondary class as the primary one, and
    Nerve event 8 is gone.
    """
    lines = dictionary("1.1")
    one, two, four, five = pt(2, 1), pt(2, 2), pt(2, 4), pt(2, 5)
    lines["llt"] = [row.replace(f"${one}$", f"${two}$") for row in lines["llt"]]
    lines["pt"] = [row for row in lines["pt"] if not row.startswith((f"{one}$", f"{pt(4, 8)}$"))]
    lines["mdhier"] = [row for row in lines["mdhier"] if not row.startswith((f"{one}$", f"{pt(4, 8)}$"))]
    lines["hlt_pt"] = [row for row in lines["hlt_pt"] if not row.endswith((f"${one}$", f"${pt(4, 8)}$"))]
    lines["llt"] = [row for row in lines["llt"] if f"${pt(4, 8)}$" not in row]
    lines["llt"] = [
        row.replace(four, five, 2) if "event 4 NOS" in row and "Heart" in row else row for row in lines["llt"]
    ]
    lines = {name: [row.replace("Skin event 3$", "Skin event three$") for row in rows] for name, rows in lines.items()}
    blood = pt(1, 1)
    lines["pt"] = [row.replace("$$11000000$", "$$12000000$") if row.startswith(blood) else row for row in lines["pt"]]
    swapped = {"Y": "N", "N": "Y"}
    lines["mdhier"] = [
        f"{row[:-11]}12000000${swapped[row[-2]]}$" if row.startswith(blood) else row for row in lines["mdhier"]
    ]
    lines["smq_content"] = []
    return lines


def changes(study: Study, arm: str = "Drug") -> dict[tuple[str, str, str | None, str | None], list[int]]:
    frame = study.table("meddra_change").astype("object")
    frame = frame.where(frame.notna(), None)
    return {
        (row["change"], row["term"], row["next_term"], row["next_soc"]): [row[name] for name in (*COUNTS, *RECODED)]
        for row in frame[frame["arm"] == arm].to_dict("records")
    }


def test_each_change_and_what_it_does_to_the_counts(tmp_path: Path) -> None:
    write(tmp_path / "Next", following())
    rows = [
        event(2, 1),
        event(2, 2),  # U1 has both: one subject after the change
        event(2, 1, USUBJID="U2"),
        event(2, 1, USUBJID="U2"),
        event(3, 3),
        event(1, 1),
        event(4, 8, USUBJID="U3"),
        event(2, 4, AELLT="Heart event 4 NOS"),
        event(2, 4, AELLT="Heart event 4", USUBJID="U2"),  # only the other lowest level term moves
        event(2, 7),
        event(2, 1, ASTDT="2019-01-01", USUBJID="U3"),  # not treatment-emergent
    ]
    with coded_study(tmp_path, rows, NEXT, drug=3) as study:
        found, control = changes(study), changes(study, "Control")
    heart = "Heart disorders"
    # subjects, events, of 3; with the term now and then; with the next term now and then.
    assert found == {
        ("demoted to lowest level term", "Heart event 1", "Heart event 2", heart): [2, 3, 3, 2, 0, 1, 2],
        ("renamed", "Skin event 3", "Skin event three", "Skin disorders"): [1, 1, 3, 1, 0, 0, 1],
        ("new primary class", "Blood event 1", "Blood event 1", heart): [1, 1, 3, 1, 1, 1, 1],
        ("not in the next version", "Nerve event 8", None, None): [1, 1, 3, 1, 1, 0, 0],
        ("other preferred term", "Heart event 4", "Heart event 5", heart): [1, 1, 3, 2, 1, 0, 1],
    }
    assert set(control) == set(found)
    assert {tuple(values) for values in control.values()} == {(0, 0, 1, 0, 0, 0, 0)}


@pytest.mark.parametrize("text", ["", 'meddra_next_folder = "MedAscii"'])
def test_without_another_version_nothing_changes(tmp_path: Path, text: str) -> None:
    with coded_study(tmp_path, [event(soc, place) for soc in range(1, 5) for place in range(1, 9)], text) as study:
        assert study.table("meddra_change").empty
