"""Do the variables and parameters of the summaries that the study file asks for stand in the data."""

from collections.abc import Iterator

from pv.contract import Accepted
from pv.contract.values import as_text, is_number
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.settings import Settings
from pv.study.setting.summary_settings import SummaryPart


def check_summaries(settings: Settings, adsl: Accepted, adex: Accepted) -> None:
    """Raise for every summary that the data do not have the numbers for.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        adex: the accepted doses; no record where there is no such dataset.

    Raises:
        SettingError: every variable or parameter that is not in the data or is no number.
    """
    problems = [
        problem
        for place, part in enumerate(settings.summary, start=1)
        for problem in (
            *_variables(part, f"summary[{place}]", adsl),
            *_parameters(part, f"summary[{place}]", adex),
        )
    ]
    if problems:
        raise SettingError(problems)


def _variables(part: SummaryPart, key: str, adsl: Accepted) -> Iterator[Problem]:
    for name in part.variables:
        if name not in adsl.present:
            yield Problem(f"{name!r} is not in ADSL", f"key {key}.variables", nearest(name, adsl.present))
            continue
        others = [value for value in as_text(adsl.frame[name]).dropna().unique() if not is_number(value)]
        if others:
            message = f"{name} of ADSL is {others[0]!r}, which is not a number"
            yield Problem(message, f"key {key}.variables", "numbers only")


def _parameters(part: SummaryPart, key: str, adex: Accepted) -> Iterator[Problem]:
    """Yield the parameters that ADEX does not have, or has more than once for a subject: which one is meant?"""
    recorded = adex.frame[["USUBJID", "PARAMCD"]].dropna()
    known = set(recorded["PARAMCD"])
    for name in part.parameters:
        if name not in known:
            message = "ADEX has no such parameter" if known else "no record of ADEX has a parameter"
            right = nearest(name, known) if known else "PARAMCD and AVAL of ADEX"
            yield Problem(f"{name!r}: {message}", f"key {key}.parameters", right)
            continue
        subjects = recorded.loc[recorded["PARAMCD"] == name, "USUBJID"]
        repeated = subjects[subjects.duplicated()]
        if len(repeated):
            message = f"ADEX has more than one record of {name!r} for USUBJID={repeated.iloc[0]}"
            yield Problem(message, f"key {key}.parameters", "a parameter of which each subject has one record")
