"""Each contradiction between invented figures is named with its figures; without one, none is."""

from typing import Any

import pytest

from pv.errors import InputError
from pv.facts.contradiction import Contradiction
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.plan.plan import plan
from small_facts import Content, content, facts, figure

#: What is changed, which figures are added, the rule, a figure that is named, and words of the message.
CASES: list[tuple[dict[str, Content], list[Content], str, str, str]] = [
    # 48 of 120 is 40%
    (
        {"grade3plus__New": {"count": 48, "percent": "41"}},
        [],
        "count and percentage",
        "grade3plus/New",
        "48 of 120 is 40%",
    ),
    # 18 of 60 is 30.0%, 19 is 31.7%
    ({"serious__Old": {"percent": "30.1"}}, [], "percentage of no count", "serious/Old", "no count of 60 gives 30.1%"),
    ({"any__New": {"count": 130}}, [], "more than the arm", "any/New", "130 subjects in an arm of 120"),
    ({"serious__New": {"percent": None, "count": 118}}, [], "subset larger than its set", "any/New", "118 subjects"),
    ({"rash_pt__Old": {"count": 16}}, [], "subset larger than its set", "rash/Old", "16 subjects, more than the 15"),
    ({"gut__New": {"count": 117}}, [], "subset larger than its set", "gut/New", "more than the 116 of any event"),
    # 12 + 9 + 2 = 23, not 20
    ({"ache2__New": {"count": 9}}, [], "grades do not add up", "ache/New", "12 + 9 + 2 add up to 23"),
    (
        {},
        [figure("ache3up", "New", "incidence", level="PT", term="Headache", category="grade3plus", count=3)],
        "grades do not add up",
        "ache3up/New",
        "3 subjects with grade 3 or higher, but the maximum grades give 2",
    ),
    ({"lesion2__Old": {"count": 2}}, [], "grades do not add up", "lesion/Old", "3 + 2 add up to 5, but 4 subjects"),
    # 9 + 4 = 13 subjects at most
    (
        {},
        [figure("maculo", "New", "incidence", level="PT", term="Rash maculo-papular", count=4)],
        "more than its parts",
        "rash/New",
        "15 subjects, but its terms together have 13",
    ),
    # half of 120 for at most 143 days and half for at most 560: 42,180 days or 115.5 years at the very most
    ({"years__New": {"value": "200"}}, [], "patient-years impossible", "years/New", "120 durations"),
    ({"median__Old": {"value": "90"}}, [], "median outside its range", "median/Old", "the median is not between"),
    # 0.315 to 0.385 days
    (
        {},
        [figure("shortest", "Old", "exposure", statistic="minimum", unit="weeks", value="0.05")],
        "no such duration",
        "shortest/Old",
        "no whole number of days is 0.05 weeks",
    ),
    ({"longest__New": {"value": "400"}}, [], "longer than the study", "assumed.accrual", "New: treated for 27"),
    # 116 subjects in 60 years (59.5 to 60.5) are 1.92 to 1.95 a year
    (
        {},
        [figure("rate", "New", "exposure_adjusted_rate", statistic="eair_total", count=116, value="1.50")],
        "rate and exposure",
        "rate/New",
        "not the printed 1.50",
    ),
    (
        {"lesion_day__New": {"value": "300"}},
        [],
        "median outside its range",
        "lesion_day/New",
        "the median is not between",
    ),
    ({"lesion_last__Old": {"value": "2000"}}, [], "onset after the cut-off", "lesion_last/Old", "an onset on day 2000"),
    ({"died__New": {"count": 1}}, [], "more deaths than died", "died/New", "2 deaths, but only 1"),
    ({"platelets__Old": {"count": 61}}, [], "more than the arm", "platelets/Old", "61 subjects in an arm of 60"),
    ({}, [figure("again", "New", "incidence", count=115)], "stated twice", "again/New", "116 and 115 subjects"),
    ({}, [figure("size2", "New", "arm_size", count=121)], "stated twice", "size2/New", "New has 120 and 121 subjects"),
]


def named(found: tuple[Contradiction, ...], rule: str, words: str) -> list[Contradiction]:
    """Return the contradictions of a rule whose message has the words."""
    return [one for one in found if one.rule == rule and words in one.message]


def test_the_invented_trial_has_none() -> None:
    assert plan(facts()).contradictions == ()


@pytest.mark.parametrize(("changes", "extra", "rule", "name", "words"), CASES, ids=[f"{c[2]}: {c[3]}" for c in CASES])
def test_a_contradiction_is_named(
    changes: dict[str, Content], extra: list[Content], rule: str, name: str, words: str
) -> None:
    changed = facts(*extra, **changes)
    contradictions = plan(changed).contradictions
    found = named(contradictions, rule, words)
    assert len(found) == 1, contradictions
    assert name in found[0].figures
    with pytest.raises(InputError, match="--tolerate continues with") as stopped:
        reconstruct(changed)
    assert len(stopped.value.problems) == len(contradictions)


def test_ten_at_once_are_all_named() -> None:
    chosen = [case for case in CASES if case[0]]
    changes = {name: change for case in chosen for name, change in case[0].items() if name.split("__")[0] != "years"}
    found = plan(facts(**changes)).contradictions
    missed = [case[2:] for case in chosen if not named(found, case[2], "") and "years" not in case[3]]
    assert not missed
    assert len(found) >= 10


@pytest.mark.parametrize("case", CASES, ids=[f"{c[2]}: {c[3]}" for c in CASES])
def test_a_tolerated_contradiction_goes_on(case: tuple[dict[str, Content], list[Content], str, str, str]) -> None:
    made = reconstruct(facts(*case[1], **case[0]), tolerate=True)
    assert named(made.contradictions, case[2], case[4])
    assert len(made.datasets[0].rows) == 180


def with_parts(**parts: Any) -> tuple[Contradiction, ...]:  # noqa: ANN401  # any part of a facts file
    """Return the contradictions of the invented trial with other parts of the file."""
    return plan(validate({**content(), **parts}, "facts.toml")).contradictions


def test_more_narratives_than_counted() -> None:
    told = [{"arm": "New", "subjects": 3, "records": [{"term": "Pneumonia", "grade": 5}]}]
    found = named(with_parts(narrative=told), "more narratives than counted", "more subjects than the 2 counted")
    assert found[0].figures == ("fatal/New",)


def test_agents_of_more_than_the_arm() -> None:
    shares = [{"arm": "Old", "name": name, "percent": 60, "dose": [1.0], "unit": "mg"} for name in ("A", "B")]
    assert named(with_parts(agent=shares), "more than the arm", "the agents of Old add up to 120%")


def test_more_cases_than_counted() -> None:
    told = [{"name": "Lesion", "terms": ["Erythema"], "case": [{"arm": "New", "committee_grade": 3}]}]
    assert named(with_parts(event_of_interest=told), "more cases than counted", "1 case of grade 3")


def test_an_event_below_the_threshold_of_its_table() -> None:
    # Headache: 20 of 120 and 20 of 60, 33.3%
    common = {"category": "any", "percent": 40}
    assert named(with_parts(common=common), "below the threshold of its table", "PT 'Headache' is listed")
