"""Do the populations and the endpoints of the study file fit the data."""

from collections.abc import Iterable, Iterator

import pandas as pd

from pv.contract import Accepted
from pv.contract.values import as_text
from pv.errors import Problem, SettingError, nearest
from pv.sql_upper import capitals
from pv.study.setting.endpoint_settings import AnalysisSetPart, EndpointPart, ResponsePart
from pv.study.setting.settings import Settings


def check_endpoints(settings: Settings, adsl: Accepted, adtte: Accepted, adrs: Accepted) -> None:
    """Raise unless each population has subjects in arms of the study, and what is analysed its parameter and values.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        adtte: the accepted times to events; no record where there is no such dataset.
        adrs: the accepted responses; likewise.

    Raises:
        SettingError: every variable, value, arm or parameter that is not in the data; the nearest is named.
    """
    problems = [
        problem
        for place, part in enumerate(settings.analysis_set, start=1)
        for problem in _of_population(part, f"key analysis_set[{place}]", settings, adsl)
    ]
    for key, parts, dataset, accepted in (
        ("endpoint", settings.endpoint, "ADTTE", adtte),
        ("response", settings.response, "ADRS", adrs),
    ):
        problems += _parameters(key, parts, dataset, set(accepted.frame["PARAMCD"].dropna()))
    problems += [
        *_screened(settings, adsl),
        *_cohorts(settings, adsl),
        *_rates(settings, adrs.frame),
        *_competing(settings, adtte.frame),
    ]
    if problems:
        raise SettingError(problems)


def _of_population(part: AnalysisSetPart, key: str, settings: Settings, adsl: Accepted) -> Iterator[Problem]:
    """Yield the variables of a population that are not in ADSL, and its arms that the study file does not list."""
    named = {"flag": part.flag, "treatment": part.arm_variable}
    lacking = {name: variable for name, variable in named.items() if variable not in adsl.present}
    for name, variable in lacking.items():
        # A treatment that the study file does not say is asked for by what it does say.
        at = "by" if name == "treatment" and part.treatment is None else name
        yield Problem(f"{variable!r} is not in ADSL", f"{key}.{at}", nearest(variable, adsl.present))
    if lacking:
        return
    arms = as_text(adsl.frame[part.arm_variable])[as_text(adsl.frame[part.flag]).str.upper() == "Y"]
    if arms.empty:
        yield Problem(f"no subject has {part.flag} = Y", f"{key}.flag", "a variable that is Y for its subjects")
    listed = {arm.name for arm in settings.arms_of_data} | {*settings.population.leave_out_arms}
    for arm, number in sorted(arms.dropna().value_counts().items()):
        if arm not in listed:
            who = "1 subject has" if number == 1 else f"{number} subjects have"
            message = f"{who} {part.flag} = Y and {part.arm_variable} = {arm!r}, which no [[arm]] lists"
            yield Problem(message, key, nearest(arm, listed))


def _screened(settings: Settings, adsl: Accepted) -> Iterator[Problem]:
    """Yield a number of screened subjects that is less than that of the randomised."""
    flag = next((part.flag for part in settings.analysis_set if part.name == settings.flow.randomised), None)
    screened = settings.flow.screened
    if flag is None or screened is None or flag not in adsl.present:
        return
    randomised = int((as_text(adsl.frame[flag]).str.upper() == "Y").sum())
    if screened < randomised:
        message = f"{screened} subjects are fewer than the {randomised} with {flag} = Y"
        yield Problem(message, "key flow.screened", "as many as were screened, the randomised among them")


def _parameters(
    key: str, parts: Iterable[EndpointPart | ResponsePart], dataset: str, known: set[str]
) -> Iterator[Problem]:
    """Yield the parameters that a dataset does not have."""
    for place, part in enumerate(parts, start=1):
        if part.parameter not in known:
            right = nearest(part.parameter, known) if known else f"it is read from {dataset}"
            message = f"{dataset} has no such parameter" if known else f"there is no record of {dataset}"
            yield Problem(f"{part.parameter!r}: {message}", f"key {key}[{place}].parameter", right)


def _rates(settings: Settings, adrs: pd.DataFrame) -> Iterator[Problem]:
    """Yield the rates of which no subject has any value: one value that nobody has can be right."""
    for place, part in enumerate(settings.response, start=1):
        values = set(adrs.loc[adrs["PARAMCD"] == part.parameter, "AVALC"].dropna())
        for label, counted in part.rates.items() if values else ():
            if values.isdisjoint(counted):
                message = f"no subject has any of {', '.join(map(repr, counted))} in {part.parameter}"
                yield Problem(message, f"key response[{place}].rates.{label}", nearest(counted[0], values))


def _competing(settings: Settings, adtte: pd.DataFrame) -> Iterator[Problem]:
    """Yield the competing events that no record of the parameter is of, and the means that these leave undefined."""
    for place, part in enumerate(settings.endpoint, start=1):
        if part.competing and part.restricted_until is not None:
            message = "no mean time without the event is given where others compete"
            yield Problem(message, f"key endpoint[{place}].restricted_until", "without it, or without competing")
        recorded = adtte.loc[adtte["PARAMCD"] == part.parameter]
        there = set(recorded["EVNTDESC"].dropna()) if "EVNTDESC" in recorded else set()
        known = {capitals(text.strip()) for text in there}
        for text in part.competing if len(recorded) else ():
            if capitals(text.strip()) not in known:
                message = f"no record of {part.parameter} has EVNTDESC = {text!r}"
                yield Problem(message, f"key endpoint[{place}].competing", nearest(text, there))


def _cohorts(settings: Settings, adsl: Accepted) -> Iterator[Problem]:
    """Yield the variables of cohorts and strata that are not in ADSL, and the values that no subject has."""
    named = [(f"endpoint[{place}].strata", one.strata) for place, one in enumerate(settings.endpoint, start=1)]
    named += [(f"endpoint[{place}].subgroups", one.subgroups) for place, one in enumerate(settings.endpoint, start=1)]
    named += [(f"response[{place}].strata", one.strata) for place, one in enumerate(settings.response, start=1)]
    for key, variables in named:
        yield from (_absent(variable, key, adsl) for variable in variables if variable not in adsl.present)
    analysed: list[tuple[str, Iterable[AnalysisSetPart | EndpointPart | ResponsePart]]] = [
        ("analysis_set", settings.analysis_set),
        ("endpoint", settings.endpoint),
        ("response", settings.response),
    ]
    for key, parts in analysed:
        for place, part in enumerate(parts, start=1):
            for variable, condition in (pair for alternative in part.cohort for pair in alternative.items()):
                yield from _condition(variable, condition, f"{key}[{place}].cohort", adsl)


def _condition(variable: str, condition: object, key: str, adsl: Accepted) -> Iterator[Problem]:
    """Yield a variable that is not in ADSL, or the values of it that no subject has."""
    if variable not in adsl.present:
        yield _absent(variable, key, adsl)
        return
    values = set(as_text(adsl.frame[variable]).dropna())
    for value in (condition,) if isinstance(condition, str) else condition if isinstance(condition, tuple) else ():
        if value not in values:
            yield Problem(f"no subject has {variable} = {value!r}", f"key {key}", nearest(value, values))


def _absent(variable: str, key: str, adsl: Accepted) -> Problem:
    return Problem(f"{variable!r} is not in ADSL", f"key {key}", nearest(variable, adsl.present))
