"""What a small arm can have is reconstructed, and every figure of it reconciles."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest

import pv
from effort import seeds
from pv.facts.printed import rounded
from pv.facts.read import validate
from pv.reconstruct import reconstruct, write_reconstruction
from pv.reconstruct.plan.plan import plan
from small_facts import Content, figure

YEAR, MONTH = Fraction("365.25"), Fraction("30.4375")


def subjects(random: Random, size: int) -> list[tuple[int, int, int]]:
    """Return the worst grade of each subject, that of its related events, and its days of treatment."""
    worst = random.choices(range(6), [2, 3, 3, 2, 1, 1], k=size)
    return [(grade, random.randint(0, grade), random.randint(1, 700)) for grade in worst]


def incidences(random: Random, people: list[tuple[int, int, int]]) -> list[Content]:
    """Return some of the counts by grade of subjects with any event, or with a related one."""
    names = {"any": (0, range(1, 6)), "related": (1, range(1, 6))}
    for place, prefix in enumerate(("", "related_")):
        names[f"{prefix}fatal"] = (place, range(5, 6))
        names |= {f"{prefix}grade{grade}": (place, range(grade, grade + 1)) for grade in range(1, 5)}
        names |= {f"{prefix}grade{grade}plus": (place, range(grade, 6)) for grade in (2, 3, 4)}
    chosen = random.sample(sorted(names), random.randint(1, 6))
    counts = {name: sum(person[names[name][0]] in names[name][1] for person in people) for name in chosen}
    return [figure(name, "X", "incidence", category=name, count=count) for name, count in counts.items()]


def durations(random: Random, people: list[tuple[int, int, int]]) -> list[Content]:
    """Return some of the statistics of exposure, and perhaps a rate of it without its count."""
    days = [person[2] for person in people]
    years = sum(days) / YEAR
    every = [
        figure(name, "X", "exposure", statistic=name, value=rounded(Fraction(number) / MONTH, 1))
        for name, number in (("minimum", min(days)), ("median", median(days)), ("maximum", max(days)))
    ]
    every.append(
        figure("years", "X", "exposure", statistic="patient_years", value=rounded(years, random.randint(0, 2)))
    )
    rate = rounded(sum(person[0] > 0 for person in people) / years, 2)
    every.append(figure("rate", "X", "exposure_adjusted_rate", statistic="eair_total", value=rate))
    return random.sample(every, random.randint(0, 4))


def died(random: Random, people: list[tuple[int, int, int]]) -> list[Content]:
    """Return some of the deaths; who has an event of grade 5 has died of it."""
    fatal = sum(person[0] == 5 for person in people)
    every = random.randint(fatal, len(people))
    during = random.randint(0, every)
    items = {"death": every, "death_on_treatment": during, "death_after_treatment": every - during}
    chosen = random.sample(sorted(items), random.randint(0, 3))
    return [figure(item, "X", "deaths", item=item, count=items[item]) for item in chosen]


def trial(seed: int) -> Content:
    """Return the content of a facts file, true of an arm that was drawn first."""
    random = Random(seed)  # noqa: S311  # draws of a test
    people = subjects(random, random.choice([1, 2, 3, 5, 8, 20]))
    parts = (incidences(random, people), durations(random, people), died(random, people))
    figures = [figure("size", "X", "arm_size", count=len(people)), *(one for part in parts for one in part)]
    study: dict[str, Any] = {"id": "X", "title": "X", "cutoff_date": date(2023, 12, 31)}
    return {
        "study": study | {"window_days": random.choice([0, 28])},
        "arm": [{"name": "X"}],
        "published": {"figure": figures},
        "assumed": {"accrual": [date(2021, 3, 1), date(2022, 11, 30)]},
    }


@pytest.mark.parametrize("first", [30 * seed for seed in seeds(2, 8)])
def test_figures_of_one_arm_contradict_each_other_never_and_have_records(first: int) -> None:
    for seed in range(first, first + 30):
        facts = validate(trial(seed), "facts.toml")
        assert plan(facts).contradictions == (), seed
        reconstruct(facts)


@pytest.mark.parametrize("seed", [500 + seed for seed in seeds(2, 12)])
def test_every_figure_of_the_reconstructed_study_reconciles(seed: int, tmp_path: Path) -> None:
    content = trial(seed)
    figures = [json.dumps(one).replace('": ', '" = ') for one in content["published"]["figure"]]
    text = f"""
[study]
id = "X"
title = "X"
cutoff_date = 2023-12-31
window_days = {content["study"]["window_days"]}
[[arm]]
name = "X"
[published]
figure = [{", ".join(figures)}]
[assumed]
accrual = [2021-03-01, 2022-11-30]
"""
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    write_reconstruction(tmp_path / "facts.toml", tmp_path / "made")
    with pv.open_study(tmp_path / "made") as study:
        rows = study.table("reconciliation")
    assert set(rows["verdict"]) <= {"equal", "equal after rounding"}, rows
