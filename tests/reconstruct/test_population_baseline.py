"""Baseline values by population: a cohort has exactly its own, all subjects theirs, numbers their median and range."""

from collections import Counter
from datetime import date
from statistics import median
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from test_courses import COURSE

if TYPE_CHECKING:
    from pv.reconstruct.record.arm import Arm

from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct.course.course import Course, Response
from pv.reconstruct.dataset.population_baseline import set_population_baseline
from pv.reconstruct.draw.random_stream import Draw
from pv.reconstruct.record.subjects import Subject
from small_facts import Content, content

SIZE, COHORT = 41, 30


def part(variable: str, population: str, **said: object) -> Content:
    """Return a variable of a population; the arm New is the first of two."""
    return {"variable": variable, "label": variable.title(), "population": population, **said}


def told() -> Facts:
    """Return the invented trial, of whose 41 randomised subjects 30 are of the cohort."""
    numbers = {"Old": [20.0, 50.0, 80.0]}
    lines = {"Old": [1.0, 2.0, 5.0]}
    baseline = [
        part("PRIOR", "itt", values={"Y": ["15 (36.6)", 0], "N": [26, 0]}),
        part("PRIOR", "positive", values={"Y": ["12", 0], "N": [18, 0]}),
        part("ANY", "itt", values={"Y": ["20", 0], "N": [21, 0]}, along="PRIOR", blur=0.0),
        part("ANY", "positive", values={"Y": ["16", 0], "N": [14, 0]}, along="PRIOR", blur=0.0),
        part("AGE", "itt", number=numbers | {"New": ["28.4", "57.5", "81.0"]}),
        part("AGE", "positive", number=numbers | {"New": ["31.5", "56.8", "80.2"]}),
        part("LINES", "itt", values={"1": [11, 0], ">=2": [30, 0]}),
        part("LINES", "positive", values={"1": [8, 0], ">=2": [22, 0]}),
        part("NUMBER", "itt", number=lines | {"New": ["1", "2", "9"]}, classes="LINES"),
        part("NUMBER", "positive", number=lines | {"New": ["1", "2", "7"]}, classes="LINES"),
    ]
    positive = {"name": "positive", "label": "Positive", "flag": "ITTFL", "cohort": [{"HR": "POSITIVE"}]}
    course = COURSE | {"variable": [{"name": "HR", "label": "Receptor"}]}
    return validate(content() | {"course": course, "analysis_set": [positive], "baseline": baseline}, "facts.toml")


def people() -> list[Subject]:
    """Return the subjects of the arm New; the last two were never treated."""
    found = []
    for place in range(SIZE):
        receptor = "POSITIVE" if place % SIZE < COHORT else "NEGATIVE"
        course = Course(
            *("New", date(2022, 1, 1), 1, 9),
            ongoing=False,
            death=None,
            last_alive=9,
            ends={},
            response=Response("SD", confirmed=False, day=None),
            variables={"HR": receptor},
        )
        found.append(Subject(place, "New", 0 if place >= SIZE - 2 else 9, 0.0, course=course))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_population_has_its_counts_and_numbers(seed: int) -> None:
    everyone = people()
    arm = cast("Arm", SimpleNamespace(everyone=everyone))
    set_population_baseline(arm, 0, told(), Draw(seed, "baseline", "New"))
    cohort = everyone[:COHORT]

    def counted(variable: str, who: list[Subject]) -> dict[object, int]:
        return dict(Counter(person.baseline[variable] for person in who))

    assert counted("PRIOR", everyone) == {"Y": 15, "N": 26}
    assert counted("PRIOR", cohort) == {"Y": 12, "N": 18}
    assert counted("ANY", everyone) == {"Y": 20, "N": 21}
    assert counted("ANY", cohort) == {"Y": 16, "N": 14}
    # Without a blur nobody has one without the other.
    assert all(person.baseline["ANY"] == "Y" for person in everyone if person.baseline["PRIOR"] == "Y")
    for who, expected in ((everyone, (28.4, 57.5, 81.0)), (cohort, (31.5, 56.8, 80.2))):
        ages = [cast("float", person.baseline["AGE"]) for person in who]
        assert (min(ages), round(median(ages), 6), max(ages)) == expected
    numbers = [cast("float", person.baseline["NUMBER"]) for person in everyone]
    assert (min(numbers), max(numbers)) == (1, 9)
    assert max(cast("float", person.baseline["NUMBER"]) for person in cohort) == 7
    assert all(
        (number == 1) == (person.baseline["LINES"] == "1") for number, person in zip(numbers, everyone, strict=True)
    )
