"""meddra_change.sql: what a next version does to the coded terms, and to the counts, worked out by hand."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from effort import seeds
from meddra_files import write
from meddra_following import following
from meddra_random import CLASSES, Coded, World, coded, database, events, world
from meddra_study import coded_study, event
from pv.api import Study

COUNTS = ["subjects", "events", "arm_subjects"]
RECODED = ["term_subjects", "term_subjects_next", "next_term_subjects", "next_term_subjects_next"]
OF_CLASS = ["soc_subjects", "soc_subjects_next", "next_soc_subjects", "next_soc_subjects_next"]
NEXT = 'meddra_next_folder = "Next"'


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
        event(2, 1, ASTDT="2019-01-01", USUBJID="U3"),  # not emergent
    ]
    with coded_study(tmp_path, rows, NEXT, drug=3) as study:
        found, control = changes(study), changes(study, "Control")
        table = study.table("meddra_change")
    heart = "Heart disorders"
    # subjects, events, of 3; with the term now and then; with the next term now and then.
    assert found == {
        ("demoted to lowest level term", "Heart event 1", "Heart event 2", heart): [2, 3, 3, 2, 0, 1, 2],
        ("renamed", "Skin event 3", "Skin event three", "Skin disorders"): [1, 1, 3, 1, 0, 0, 1],
        ("new primary class", "Blood event 1", "Blood event 1", heart): [1, 1, 3, 1, 1, 1, 1],
        ("not in the next version", "Nerve event 8", None, None): [1, 1, 3, 1, 1, 0, 0],
        ("other preferred term", "Heart event 4", "Heart event 5", heart): [1, 1, 3, 2, 1, 0, 1],
    }
    classes = table[(table["arm"] == "Drug") & (table["change"] == "new primary class")][OF_CLASS]
    # Blood: U1 now, nobody then. Heart: U1 and U2, now and then.
    assert classes.to_numpy().tolist() == [[1, 0, 2, 2]]
    assert set(control) == set(found)
    assert {tuple(values) for values in control.values()} == {(0, 0, 1, 0, 0, 0, 0)}


def test_a_class_that_is_renamed_keeps_its_counts(tmp_path: Path) -> None:
    renamed = {file: [row.replace("Blood disorders", "Of blood") for row in rows] for file, rows in following().items()}
    write(tmp_path / "Next", renamed)
    with coded_study(tmp_path, [event(1, 1), event(1, 2, USUBJID="U2")], NEXT, drug=2) as study:
        table = study.table("meddra_change")
    # Blood: U1 and U2 now, U2 then, under the other name. Heart: nobody now, U1 then.
    assert table[table["arm"] == "Drug"]["change"].to_list() == ["new primary class"]
    assert table[table["arm"] == "Drug"][OF_CLASS].to_numpy().tolist() == [[2, 1, 0, 1]]


@pytest.mark.parametrize("text", ["", 'meddra_next_folder = "MedAscii"'])
def test_without_another_version_nothing_changes(tmp_path: Path, text: str) -> None:
    with coded_study(tmp_path, [event(soc, place) for soc in range(1, 5) for place in range(1, 9)], text) as study:
        assert study.table("meddra_change").empty


def moved(random: Random, of: World) -> World:
    """Return a next version: terms renamed, in another class, demoted or gone, lowest level terms elsewhere or gone."""
    kept = [code for code in of.pt if random.random() > 0.15] or [*of.pt][:1]
    renamed = {code: of.pt[code][0] + (" new" if random.random() < 0.15 else "") for code in kept}
    pts = {
        code: (renamed[code], random.choice([*CLASSES]) if random.random() < 0.2 else of.pt[code][1]) for code in kept
    }
    heirs = {code: code if code in kept else random.choice([None, *kept]) for code in of.pt}
    owners: dict[int, int | None] = {
        code: heirs[owner] if code == owner or random.random() > 0.15 else random.choice([None, *kept])
        for code, (_, owner) in of.llt.items()
    }
    llts = {code: (renamed.get(code, of.llt[code][0]), owner) for code, owner in owners.items() if owner is not None}
    return replace(of, pt=pts, llt=llts)


Change = tuple[str | None, str, str, str | None, str | None]


def change(of: World, then: World, one: Coded) -> Change:
    """Return what becomes of an event, said directly: kind of change, class and term now, class and term then."""
    assert one.pt is not None
    name, soc = of.pt[one.pt]
    lowest = one.llt if one.llt is not None and of.llt[one.llt][1] == one.pt else one.pt
    own = then.llt[one.pt][1] if one.pt in then.llt else None
    new = then.llt[lowest][1] if lowest in then.llt else own
    if new is None:
        return "not in the next version", CLASSES[soc], name, None, None
    then_name, then_soc = then.pt[new]
    kind = None
    if new != one.pt:
        kind = "other preferred term" if own in {None, one.pt} else "demoted to lowest level term"
    elif then_name != name:
        kind = "renamed"
    elif then_soc != soc:
        kind = "new primary class"
    return kind, CLASSES[soc], name, CLASSES[then_soc], then_name


@pytest.mark.parametrize("seed", seeds(3, 8))
def test_random_versions_against_a_count_by_force(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no secret
    of = world(random)
    then, adae = moved(random, of), events(random, of)
    engine = database(of, adae, then)
    table = engine.run("sql/measure/meddra_change.sql").astype("object")
    engine.close()
    found = [(one.arm, one.subject, change(of, then, one)) for one in coded(of, adae) if one.pt is not None]
    expected = {}
    for arm in ("Drug", "Control"):
        own = [(subject, what) for where, subject, what in found if where == arm]
        for changed in {what for _, _, what in found if what[0]}:
            subjects = [subject for subject, what in own if what == changed]
            now, recoded = (
                [
                    len({who for who, what in own if (what[4] or what[2] if later else what[2]) == term})
                    for later in (0, 1)
                ]
                for term in (changed[2], changed[4])
            )
            of_class = [
                len({who for who, what in own if (what[3] or what[1] if later else what[1]) == soc})
                for soc in (changed[1], changed[3])
                for later in (0, 1)
            ]
            expected[arm, *changed] = [len(set(subjects)), len(subjects), *now, *recoded, *of_class]
    rows = table.where(table.notna(), None).to_dict("records")
    keys = ("arm", "change", "soc", "term", "next_soc", "next_term")
    assert {
        tuple(row[key] for key in keys): [row[name] for name in (*COUNTS[:2], *RECODED, *OF_CLASS)] for row in rows
    } == expected
