"""Published grades contradict each other only where no subjects can have them: against every way to hand them out."""

from datetime import date
from functools import cache
from itertools import combinations_with_replacement
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import seeds
from pv.facts.contradiction import Found
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.plan.plan import plan
from pv.reconstruct.plan.targets import counted, targets

Worst = tuple[int, int]

#: A subject's worst grade of any event, and of its related events; 0 is none.
SUBJECTS: list[Worst] = [(worst, related) for worst in range(6) for related in range(worst + 1)]
#: Category -> the worst grades of those who are counted in it.
CATEGORIES: dict[str, range] = {
    "any": range(1, 6),
    **{f"grade{grade}": range(grade, grade + 1) for grade in range(1, 6)},
    **{f"grade{grade}plus": range(grade, 6) for grade in (2, 3, 4)},
    "fatal": range(5, 6),
}


def meets(category: str, subject: Worst) -> bool:
    """Return whether a subject is counted in a category."""
    if category == "related":
        return subject[1] >= 1
    related = category.startswith("related_")
    return (subject[1] if related else subject[0]) in CATEGORIES[category.removeprefix("related_")]


def trial(size: int, published: dict[str, int], **fields: object) -> Facts:
    """Return the facts of a trial of one arm with these counts by category."""
    figures: list[dict[str, Any]] = [{"id": "size", "arm": "X", "measure": "arm_size", "count": size}]
    figures += [
        {"id": name, "arm": "X", "measure": "incidence", "category": name, "count": count, **fields}
        for name, count in published.items()
    ]
    return validate(
        {
            "study": {"id": "X", "title": "X", "cutoff_date": date(2023, 12, 31), "window_days": 28},
            "arm": [{"name": "X"}],
            "published": {"figure": figures},
            "assumed": {"accrual": [date(2021, 3, 1), date(2022, 11, 30)]},
        },
        "facts.toml",
    )


@cache
def arms(size: int, names: tuple[str, ...]) -> set[tuple[int, ...]]:
    """Return the counts by category of every arm that there can be."""
    return {
        tuple(sum(meets(name, subject) for subject in arm) for name in names)
        for arm in combinations_with_replacement(SUBJECTS, size)
    }


NAMES = st.lists(
    st.sampled_from([*CATEGORIES, "related", *(f"related_{name}" for name in CATEGORIES if name != "any")]),
    min_size=1,
    max_size=6,
    unique=True,
).filter(lambda names: not {"grade5", "fatal"} <= set(names))


@settings(max_examples=len(seeds(100, 300)), deadline=None)
@given(st.integers(1, 4), NAMES, st.data())
def test_counts_contradict_each_other_only_where_no_arm_has_them(
    size: int, names: list[str], data: st.DataObject
) -> None:
    possible = arms(size, tuple(names))
    every = st.tuples(*[st.integers(0, size)] * len(names))
    counts = data.draw(st.one_of(st.sampled_from(sorted(possible)), every))
    found = Found()
    facts = trial(size, dict(zip(names, counts, strict=True)))
    made = targets(facts, "X", size, found)
    assert (not found.contradictions) == (counts in possible), found.contradictions
    if counts not in possible:
        return
    for figure in facts.published.figure[1:]:
        what = counted(figure)
        assert what is not None
        unit, category, exact = what
        graver = [
            n
            for (_, other), n in made.counts.items()
            if not other.flag and other.related == category.related and other.grade > category.grade
        ]
        assert made.counts[unit, category] - (max(graver, default=0) if exact else 0) == figure.count


@pytest.mark.parametrize(
    "published",
    [
        {"any": 41, "grade3": 5, "grade3plus": 7},
        {"any": 20, "grade4": 2, "fatal": 1},
        {"any": 41, "grade3": 10, "grade4": 5, "grade5": 2, "grade3plus": 17},
        {"any": 41, "grade3": 5, "grade5": 2},
        {"grade3": 5, "grade2plus": 30},
        {"related": 30, "related_grade3": 4, "related_grade3plus": 9, "grade3": 3, "grade3plus": 12},
        # grade 3 or more are at least the 9 of the related events, so 40 - 9 - 25 at most have grade 1
        {"any": 40, "grade2": 25, "related_grade3plus": 9},
    ],
    ids=str,
)
@pytest.mark.parametrize("fields", [{}, {"level": "PT", "term": "Headache"}], ids=["any", "PT"])
def test_grades_beside_counts_of_at_least_a_grade_come_out(
    published: dict[str, int], fields: dict[str, object]
) -> None:
    adae = next(one for one in reconstruct(trial(41, published, **fields)).datasets if one.name == "adae")
    events = pd.DataFrame({v.name: adae.column(v) for v in adae.variables})
    events = events[events["TRTEMFL"] == "Y"]
    events = events[events["AEDECOD"] == "Headache"] if fields else events
    events["grade"] = events["AETOXGR"].astype(int)
    worst = events.groupby("USUBJID")["grade"].max()
    related = events[events["AEREL"] == "RELATED"].groupby("USUBJID")["grade"].max()
    subjects = [(int(grade), int(related.get(subject, 0))) for subject, grade in worst.items()]
    assert {name: sum(meets(name, subject) for subject in subjects) for name in published} == published


@pytest.mark.parametrize(
    ("published", "words"),
    [
        # 5 of grade 3 are 5 of grade 3 or more
        (
            {"any": 41, "grade3": 5, "grade3plus": 4},
            "4 subjects with grade 3 or higher, but the maximum grades give at least 5",
        ),
        # 41 less 20 of grade 1
        (
            {"any": 41, "grade1": 20, "grade3plus": 30},
            "30 subjects with grade 3 or higher, but the maximum grades give at most 21",
        ),
        (
            {"grade1": 30, "grade2": 20},
            "the maximum grades 30 + 20 add up to 50, but the arm has 41 subjects",
        ),
    ],
    ids=str,
)
def test_grades_that_no_subjects_have_are_named_with_the_nearest_count(published: dict[str, int], words: str) -> None:
    found = plan(trial(41, published)).contradictions
    assert [one.rule for one in found] == ["grades do not add up"]
    assert words in found[0].message
    assert set(found[0].figures) == set(published)
