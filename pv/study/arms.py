"""Do the arms of the study file and the arms of the data fit."""

from collections.abc import Iterator

import pandas as pd

from pv.errors import Problem, SettingError, nearest
from pv.study.settings import Settings


def check_arms(settings: Settings, adsl: pd.DataFrame, source: str) -> None:
    """Raise unless every arm has a subject and every subject of the safety set has an arm.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        source: the file of the subjects.

    Raises:
        SettingError: an arm without a subject, one left out that is not there, or an arm of the data that is neither
            listed nor left out on purpose.
    """
    counts = {str(name): count for name, count in adsl.loc[adsl["SAFFL"] == "Y", "TRT01A"].value_counts().items()}
    values = set(adsl["TRT01A"].dropna())
    problems = [*_empty(settings, counts, source), *_unlisted(settings, counts, values, source)]
    if problems:
        raise SettingError(problems)


def _empty(settings: Settings, counts: dict[str, int], source: str) -> Iterator[Problem]:
    """Yield the arms of the study file without a subject."""
    population, listed = settings.population, [arm.name for arm in settings.arm]
    for place, name in enumerate(listed, start=1):
        if name not in counts:
            yield Problem(
                f"no subject with {population.flag} = Y has {population.treatment} = {name!r} in {source}",
                f"key arm[{place}].name",
                nearest(name, sorted(counts.keys() - set(listed)) or sorted(counts)),
            )


def _unlisted(settings: Settings, counts: dict[str, int], values: set[str], source: str) -> Iterator[Problem]:
    """Yield the arms that are left out and not in the data, and those of the data that nothing lists."""
    population, listed = settings.population, {arm.name for arm in settings.arm}
    left_out = set(population.leave_out_arms)
    for name in sorted(left_out - values):
        message = f"no subject has {population.treatment} = {name!r} in {source}"
        yield Problem(message, "key population.leave_out_arms", nearest(name, values - listed or values))
    for name in sorted(counts.keys() - listed - left_out):
        yield Problem(
            f"{counts[name]} subjects with {population.flag} = Y have {population.treatment} = {name!r}, "
            "which no [[arm]] lists",
            source,
            "add the arm, or name it in population.leave_out_arms",
        )
