"""The search for courses on an invented trial of 60: what it must keep, what it refuses; the kernel is not compiled."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from command import run
from pv.errors import InputError, SettingError
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct.course.read_courses import columns, read_courses
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.plan.exposure_facts import Exposure
from pv.reconstruct.search import compiled as of_numba
from pv.reconstruct.search.arrays import DEATH
from pv.reconstruct.search.compiled import compiled, plain
from pv.reconstruct.search.course_rows import course_rows
from pv.reconstruct.search.durations import durations
from pv.reconstruct.search.printed_treatment import followed
from pv.reconstruct.search.search import Found, parts_of, search
from pv.reconstruct.search.treatment import _Fate, _room
from pv.reconstruct.search.write_courses import write_courses
from searched_trial import AT_RISK, content, day


@cache
def facts() -> Facts:
    """Return the facts."""
    return validate(content(), "facts.toml")


@cache
def found(seed: int = 1) -> Found:
    """Return what a short search finds."""
    return search(facts(), plain(), seed=seed)


def test_the_numbers_at_risk_are_kept_in_every_cohort() -> None:
    state, fixed, values = found().state, found().start.fixed, found().start.values
    marked = state.value[0] == values.names["MARKER"].index("Y")
    for (endpoint, arm), numbers in AT_RISK.items():
        row = 1 if endpoint.startswith("os") else 0  # that a death ends comes last
        inside = (fixed.arm == ["New", "Old"].index(arm)) & (marked | endpoint.endswith("all"))
        days = state.day[row][inside]
        assert [int((days >= 6 * place * 30.4375).sum()) for place in range(len(numbers))] == numbers


def test_the_times_of_a_subject_fit_each_other() -> None:
    state = found().state
    (pfs, survival), (kind, dead) = state.day, state.kind
    assert (pfs <= survival).all()
    assert (pfs[kind == DEATH] == survival[kind == DEATH]).all()
    assert (dead[kind == DEATH] > 0).all()
    assert (pfs < survival)[(kind != DEATH) & (dead > 0)].all()


def test_the_counts_of_values_are_kept() -> None:
    state, arm = found().state, found().start.fixed.arm
    counts = [[int((state.value[row][arm == a] == 0).sum()) for a in (0, 1)] for row in (0, 1)]
    assert counts == [[20, 15], [14, 10]]


def test_the_search_comes_nearer_and_a_seed_decides_it() -> None:
    begun = search(validate(content(steps=1), "facts.toml"), plain(), seed=1)
    assert found().start.memory.cost[-1] < begun.start.memory.cost[-1]
    again = search(facts(), plain(), seed=1)
    assert all((one == other).all() for one, other in zip(found().state, again.state, strict=True))
    assert (found(2).state.day != again.state.day).any()


def test_what_is_not_reached_is_named_with_what_comes_out() -> None:
    missed = {one.figure: one.nearest for one in found().missed}
    assert set(missed) <= {"m", "h", "e"}
    events = int((found().state.kind[1] > 0).sum())
    assert missed.get("e", f"{events} events") == f"{events} events"


def test_the_rows_are_courses(tmp_path: Path) -> None:
    rows = course_rows(facts(), found(), 1).rows
    course, _ = parts_of(facts())
    lines = [",".join(columns(course)), *(",".join(row[name] for name in columns(course)) for row in rows)]
    (tmp_path / "courses.csv").write_text("\n".join(lines), encoding="utf-8")
    courses = read_courses(facts(), tmp_path)
    assert sum(course.first_dose is None for course in courses) == 3  # 32 and 28 randomised, 31 and 26 treated
    best = [sum(one.response.best in ("CR", "PR") for one in courses if one.arm == arm) for arm in ("New", "Old")]
    assert best == [12, 7]  # 25.0% of 28
    assert all(one.response.day is None or one.response.day + 28 < one.ends["PFS"].day for one in courses)
    assert all(one.randomised >= day(2020, 1, 1) for one in courses)


def test_treatment_fits_the_times_and_the_deaths_on_treatment() -> None:
    rows = [row for row in course_rows(facts(), found(), 1).rows if row["DAYS"]]
    during = {"New": 0, "Old": 0}
    for row in rows:
        stopped = int(row["FIRST_DOSE"]) + int(row["DAYS"]) - 1
        assert stopped <= int(row["LAST_ALIVE"])
        during[row["ARM"]] += row["DEATH"] != "" and int(row["DEATH"]) <= stopped + 30  # the window
    assert during == {"New": 2, "Old": 1}


def test_durations_have_the_printed_figures_and_their_room() -> None:
    room = [(1, 5), (1, 40), (1, 60), (1, 70), (20, 90), (1, 100), (1, 100), (80, 120)]
    found_of = durations(room, Exposure(minimum=3, twice_median=90, maximum=110, total=420), Draw(1, "d"))
    assert found_of is not None
    assert all(low <= days <= high for days, (low, high) in zip(found_of.tolist(), room, strict=True))
    assert [found_of.min(), np.median(found_of), found_of.max(), found_of.sum()] == [3, 45, 110, 420]
    # Nobody has room for 130 days, nor the shortest for 10, nor all of them for a sum of 600.
    assert durations(room, Exposure(minimum=3, twice_median=90, maximum=130, total=420), Draw(1, "d")) is None
    assert durations(room, Exposure(minimum=10, twice_median=90, maximum=110, total=420), Draw(1, "d")) is None
    assert durations(room, Exposure(minimum=3, twice_median=90, maximum=110, total=600), Draw(1, "d")) is None


def test_what_durations_ask_of_the_times_is_what_they_need() -> None:
    printed = content()
    printed["published"]["figure"] += [
        {"id": name, "arm": "New", "measure": "exposure", "statistic": name, "unit": "days", "value": value}
        for name, value in (("minimum", "10"), ("median", "60"), ("maximum", "200"))
    ]
    found_of = list(followed(validate(printed, "facts.toml"), (32, 28)))
    assert {one.figure for one in found_of} == {"minimum, median, maximum"}
    # The first dose is on day 3 at the latest. Ten days from day 3 on are over on day 12, 200 of them on day 202; who
    # died by day 43 has been treated for 10 days or died in the window of 30; 1 of 32 was not treated, 2 die so.
    assert [one[1:5] for one in found_of] == [(1, 11, 0, 0), (2, 11, 0, 1), (0, 203, 1, 32), (1, 43, 0, 2)]


def test_who_dies_on_treatment_has_room_for_it() -> None:
    staying = _Fate(1, first=1, end=100, event=100, dead=False, ongoing=True)
    during = _Fate(2, first=1, end=60, event=60, dead=True, during=True)
    later = _Fate(3, first=1, end=45, event=20, dead=True)  # the window of 30 days ends on day 44
    alive = _Fate(4, first=2, end=90, event=20, dead=False)
    assert [_room(one, 30, 0) for one in (staying, during, later, alive)] == [(87, 100), (30, 60), (1, 14), (1, 19)]
    assert _room(alive, 30, 21) == (1, 40)


def test_contradictions_are_named() -> None:
    wrong = content()
    wrong["published"]["figure"][2]["at_risk"] = [32, 10, 16, 9, 3]
    with pytest.raises(InputError, match="pfs_all/New less pfs_yes/New: -7 at risk at number 2 after 12"):
        search(validate(wrong, "facts.toml"), plain())
    wrong = content()
    wrong["published"]["figure"][2]["at_risk"] = [33, 25, 16, 9, 3]
    with pytest.raises(InputError, match=r"13 at risk at time 0.*12, by"):
        search(validate(wrong, "facts.toml"), plain())
    wrong = content()
    wrong["published"]["figure"][5]["at_risk"] = [32, 24, 16, 9, 3]
    wrong["published"]["figure"][7]["at_risk"] = [20, 16, 11, 6, 2]
    with pytest.raises(InputError, match="fewer subjects are at risk of the last endpoint"):
        search(validate(wrong, "facts.toml"), plain())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"randomised": [32]}, "1 counts"),
        ({"randomised": [30, 28]}, "30 subjects randomised to New, of whom 31 were treated"),
        ({"deaths": {"TTP": [1, 1]}}, "'TTP' is not an endpoint"),
        ({"assigned": [{"cell": [{"values": {"STAGE": "1"}, "subjects": [32, 28]}]}]}, "'STAGE' is not a variable"),
        (
            {"assigned": [{"among": {"MARKER": "Y"}, "cell": [{"values": {"REGION": "East"}, "subjects": [32, 28]}]}]},
            "no list before it gives MARKER the value 'Y'",
        ),
    ],
)
def test_mistakes_are_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        validate(content(**changes), "facts.toml")


def test_counts_that_do_not_add_up_and_missing_values_are_named() -> None:
    marker = {"cell": [{"values": {"MARKER": "Y"}, "subjects": [20, 28]}]}
    with pytest.raises(InputError) as raised:
        search(validate(content(assigned=[marker]), "facts.toml"), plain())
    assert "20 subjects of arm 1 have these values (32" in str(raised.value)
    marker["cell"][0]["subjects"] = [32, 28]
    with pytest.raises(InputError, match="REGION has no value of some subjects"):
        search(validate(content(assigned=[marker]), "facts.toml"), plain())


def test_cohorts_that_overlap_and_other_times_are_named() -> None:
    wrong = content()
    wrong["endpoint"].append(wrong["endpoint"][1] | {"name": "pfs_east", "cohort": [{"REGION": "East"}]})
    east = wrong["published"]["figure"][4] | {"id": "east", "endpoint": "pfs_east", "at_risk": [14, 9]}
    wrong["published"]["figure"].append(east)
    with pytest.raises(InputError, match="pfs_yes/New and east have subjects in common"):
        search(validate(wrong, "facts.toml"), plain())
    wrong = content()
    wrong["published"]["figure"][4]["every"] = 3
    with pytest.raises(InputError, match="pfs_all/New and pfs_yes/New are at other times"):
        search(validate(wrong, "facts.toml"), plain())


def test_figures_of_analyses_that_it_cannot_give_are_named() -> None:
    further = content()
    further["endpoint"].append(further["endpoint"][1] | {"name": "pfs_old", "cohort": [{"AGEGR1": ">=65"}]})
    further["published"]["figure"].append(further["published"]["figure"][8] | {"id": "old", "endpoint": "pfs_old"})
    assert search(validate(further, "facts.toml"), plain()).passed_over == ("old",)
    assert found().passed_over == ()


def test_without_numba_nothing_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(of_numba, "import_module", missing)
    with pytest.raises(SettingError, match=r"numba, which is not installed \(pip install .pv-safety\[reconstruct\]"):
        write_courses("destiny-breast04", tmp_path / "courses.csv")
    assert not list(tmp_path.iterdir())


def test_facts_that_do_not_say_how_are_refused() -> None:
    without = content()
    del without["course"]["search"]
    with pytest.raises(InputError, match="do not say how to search"):
        parts_of(validate(without, "facts.toml"))


def test_the_command_wants_one_of_folder_and_file(tmp_path: Path) -> None:
    result = run("reconstruct", "destiny-breast04")
    assert result.exit_code == 2
    assert "one of --out FOLDER and --courses FILE is needed" in result.stderr
    assert run("reconstruct", "destiny-breast04", "-o", tmp_path, "--courses", tmp_path / "c.csv").exit_code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba, the extra reconstruct, is not installed")
def test_compiled_it_finds_the_same() -> None:
    same = search(facts(), compiled(), seed=1)
    assert all(np.array_equal(one, other) for one, other in zip(found().state, same.state, strict=True))
