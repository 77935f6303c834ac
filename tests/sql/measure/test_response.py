"""Responses: a trial's printed counts and intervals, and a few subjects by hand."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

import frames
from made_alone import made_alone
from pv.api import Study
from pv.errors import InputError, SettingError
from small_study import CONTROL, events, small_study, subjects

#: Cohort, arm, subjects, confirmed responses and limits in percent, as printed (N Engl J Med 2022;387:9-20, Table 2).
PRINTED = [
    ("positive", "Drug", 333, 175, 47.0, 58.0),
    ("positive", "Control", 166, 27, 11.0, 22.8),
    ("all", "Drug", 373, 195, 47.1, 57.4),
    ("all", "Control", 184, 30, 11.3, 22.5),
    ("negative", "Drug", 40, 20, 33.8, 66.2),
    ("negative", "Control", 18, 3, 3.6, 41.4),
]
RATE = 'parameter = "CRSP"\npopulation = "itt"\n[response.rates]\n"Confirmed response" = ["Y"]\n'
TEXT = """
[[analysis_set]]
name = "itt"
label = "Full analysis set"
flag = "ITTFL"
""" + "".join(
    f'[[response]]\nname = "{name}"\nlabel = "Response"\n{cohort}{RATE}'
    for name, cohort in (
        ("all", ""),
        ("positive", 'cohort_label = "Receptor-positive"\ncohort = [{ HR = "POSITIVE" }]\n'),
        ("negative", 'cohort = [{ HR = "NEGATIVE" }]\n'),
    )
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return the subjects of the trial with who responded, as far as the printed counts say."""
    people, responses = [], []
    for cohort, arm, size, responders, *_ in PRINTED:
        if cohort == "all":
            continue
        for place in range(size):
            people.append({"TRT01A": arm, "TRT01P": arm, "ITTFL": "Y", "HR": cohort.upper()})
            responses.append("Y" if place < responders else "N")
    adsl = subjects(*people)
    adrs = pd.DataFrame({"USUBJID": adsl["USUBJID"], "PARAMCD": "CRSP", "AVALC": responses})
    folder = tmp_path_factory.mktemp("trial")
    with small_study(folder, adsl, events({}), TEXT, {"adrs": adrs}) as study:
        yield study


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: f"{printed[0]} {printed[1]}")
def test_the_printed_intervals_come_out(trial: Study, printed: tuple[str, str, int, int, float, float]) -> None:
    cohort, arm, size, responders, lower, upper = printed
    rows = trial.table("response")
    (row,) = frames.rows(rows[(rows["endpoint"] == cohort) & (rows["arm"] == arm)])
    assert (row.subjects, row.arm_subjects) == (responders, size)
    assert (round(row.lower, 1), round(row.upper, 1)) == (lower, upper)
    theirs = proportion_confint(responders, size, method="beta")
    assert (row.lower, row.upper) == pytest.approx((100 * theirs[0], 100 * theirs[1]))


def test_arms_are_compared_in_each_rate(trial: Study) -> None:
    rows = trial.table("response_comparison").set_index("endpoint")
    assert rows["risk_difference"].to_dict() == pytest.approx(
        {
            "all": 100 * (195 / 373 - 30 / 184),
            "positive": 100 * (175 / 333 - 27 / 166),
            "negative": 100 * (20 / 40 - 3 / 18),
        }
    )
    assert rows["risk_ratio"].to_dict() == pytest.approx(
        {"all": 195 * 184 / (373 * 30), "positive": 175 * 166 / (333 * 27), "negative": 3.0}
    )
    assert (rows["rd_lower"] < rows["risk_difference"]).all()
    shown = made_alone(trial, "response", response="positive")
    assert "Response: Receptor-positive" in shown
    assert "175 (52.6%)" in shown
    assert "47.0 to 58.0" in shown
    assert "Full analysis set, Receptor-positive, by planned arm." in shown
    with pytest.raises(InputError, match="there is no such response"):
        made_alone(trial, "response", response="all_of_them")


BEST = """cutoff_date = 2020-03-31
[[response]]
name = "bor"
label = "Best overall response"
parameter = "BOR"
values = ["CR", "PR", "SD"]
rates = { "Objective response" = ["CR", "PR"], "Disease control" = ["CR", "PR", "SD"] }
[[endpoint]]
name = "dor"
label = "Duration of response"
parameter = "DOR"
responders = "bor"
unit = "days"
"""


def record(subject: str, value: str | None, day: str = "2020-02-01", parameter: str = "BOR") -> dict[str, str | None]:
    """Return a record of ADRS."""
    return {"USUBJID": subject, "PARAMCD": parameter, "AVALC": value, "ADT": day}


def test_a_few_subjects_by_hand(tmp_path: Path) -> None:
    adsl = subjects(*[{}] * 6, CONTROL)
    adrs = pd.DataFrame(
        [
            record("U1", "CR"),
            # Two records: the earlier counts, wherever it stands.
            record("U2", "PR", "2020-03-01"),
            record("U2", "SD", "2020-02-01"),
            record("U3", "PD"),
            # After the cut-off, and none at all.
            record("U4", "PR", "2020-04-01"),
            record("U5", None),
            record("U6", "PR"),
            record("C1", "SD"),
            record("C1", "PR", parameter="OTHER"),
        ]
    )
    durations = pd.DataFrame(
        [
            {"USUBJID": name, "PARAMCD": "DOR", "AVAL": days, "CNSR": 0}
            for name, days in (("U1", 30), ("U6", 50), ("U3", 9))
        ]
    )
    with small_study(tmp_path, adsl, events({}), BEST, {"adrs": adrs, "adtte": durations}) as study:
        rows = study.table("response")
        found: dict[str, dict[str, int]] = {}
        for row in frames.rows(rows):
            found.setdefault(row.label, {})[row.arm] = row.subjects
        assert found == {
            "CR": {"Drug": 1, "Control": 0},
            "PR": {"Drug": 1, "Control": 0},
            "SD": {"Drug": 1, "Control": 1},
            # PD is none of the values that are counted one by one; U4 and U5 have no value by the cut-off.
            "Other or missing": {"Drug": 3, "Control": 0},
            "Objective response": {"Drug": 2, "Control": 0},
            "Disease control": {"Drug": 3, "Control": 1},
        }
        # Of the six of the drug; nobody is left out of the denominator.
        assert set(rows.loc[rows["arm"] == "Drug", "arm_subjects"]) == {6}
        # Durations of the responders alone: the one of U3, who did not respond, is none.
        drug, control = frames.rows(study.table("survival"))
        assert (drug.arm_subjects, drug.timed_subjects, drug.median) == (2, 2, 40)
        assert control.arm_subjects == 0
        assert "Responders only: these groups are not as randomised" in made_alone(study, "survival_comparison")
        of_endpoints = study.findings[study.findings["rule"].str.startswith("endpoint")]
        # The durations of the two responders have no date by which the cut-off could cut them.
        assert of_endpoints["rule"].to_list() == ["endpoint_time_undated"] * 2
        of_them = study.findings[study.findings["rule"].str.startswith("response")]
        said = [(row.rule, row.value) for row in frames.rows(of_them)]
        told = [*(("response_not_recorded", name) for name in ("U4", "U5")), ("response_recorded_twice", "BOR")]
        assert sorted(said) == told


RESPONSE = '[[response]]\nname = "bor"\nlabel = "Best"\nparameter = "BOR"\nvalues = ["CR"]\n'
ENDPOINT = '[[endpoint]]\nname = "bor"\nlabel = "X"\nparameter = "DOR"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RESPONSE.replace('values = ["CR"]\n', ""), "is not valid (it must have values, rates or both)"),
        (RESPONSE * 2, "key response: 'bor' occurs 2 times"),
        (RESPONSE.replace('"BOR"', '"BORR"'), "key response[1].parameter: 'BORR': ADRS has no such parameter (did you"),
        (RESPONSE + 'rates = { "R" = ["CRR"] }\n', "no subject has any of 'CRR' in BOR (did you mean 'CR'?"),
        (RESPONSE + 'population = "itt"\n', "key response[1].population: 'itt' is no [[analysis_set]]"),
        (RESPONSE + 'cohort = [{ SEX = "M" }]\n', "key response[1].cohort: no subject has SEX = 'M'"),
        (RESPONSE + ENDPOINT, "key response[1].name: 'bor' is an [[endpoint]] too"),
        (
            RESPONSE + ENDPOINT.replace('"bor"', '"dor"') + 'responders = "bor"\n',
            "key endpoint[1].responders: 'bor' is no [[response]] with rates",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_would_be_right(text: str, expected: str, tmp_path: Path) -> None:
    adrs = pd.DataFrame([record("U1", "CR"), record("C1", "PR")])
    adtte = pd.DataFrame([{"USUBJID": "U1", "PARAMCD": "DOR", "AVAL": 3.0, "CNSR": 0}])
    with pytest.raises(SettingError) as caught:
        small_study(tmp_path, subjects({}, CONTROL), events({}), text, {"adrs": adrs, "adtte": adtte})
    found = [str(problem) for problem in caught.value.problems]
    assert any(expected in problem for problem in found), found


def test_a_study_without_responses_says_so(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        assert made_alone(study, "response") == "The study file names no response."
        assert study.table("response_comparison").empty
    with pytest.raises(SettingError, match=r"'BOR': there is no record of ADRS \(it is read from ADRS\)"):
        small_study(tmp_path, subjects({}, CONTROL), events({}), RESPONSE)
