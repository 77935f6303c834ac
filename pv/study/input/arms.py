"""Do the arms of the study file and the arms of the data fit."""

import unicodedata
from collections.abc import Collection, Iterator

import pandas as pd

from pv.errors import Problem, SettingError, nearest
from pv.load import Dataset
from pv.study.setting.pooled_arms import TOTAL
from pv.study.setting.settings import Settings

#: The columns of ADSL, and of DM, that the treatment comes from.
_TREATMENTS = ("TRT01A", "ACTARM", "ARM")


def check_arms(settings: Settings, adsl: pd.DataFrame, read: Dataset) -> None:
    """Raise unless every arm has a subject and every subject of the safety set has an arm.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        read: the subjects as read.

    Raises:
        SettingError: an arm without a subject, one left out that is not there, or an arm of the data that is neither
            listed nor left out on purpose.
    """
    counts = {str(name): count for name, count in adsl.loc[adsl["SAFFL"] == "Y", "TRT01A"].value_counts().items()}
    values = set(adsl["TRT01A"].dropna())
    problems = [*_empty(settings, counts, values, read), *_unlisted(settings, counts, values, read)]
    problems += _pooled(settings, values, read)
    if problems:
        raise SettingError(problems)


def _empty(settings: Settings, counts: dict[str, int], values: set[str], read: Dataset) -> Iterator[Problem]:
    """Yield the arms of the study file without a subject."""
    population, listed = settings.population, [arm.name for arm in settings.arms_of_data]
    for place, arm in enumerate(settings.arm, start=1):
        name = arm.name
        if name in listed and name not in counts:
            yield Problem(
                f"no subject with {population.flag} = Y has {population.treatment} = {name!r} in {read.source}",
                f"key arm[{place}].name",
                _read_as_missing(name, settings, read)
                or _not_analysed(name, settings, values)
                or _written_otherwise(name, counts)
                or _written_otherwise(name, values)
                or nearest(name, sorted(counts.keys() - set(listed)) or sorted(counts)),
            )


def _unlisted(settings: Settings, counts: dict[str, int], values: set[str], read: Dataset) -> Iterator[Problem]:
    """Yield the arms that are left out and not in the data, and those of the data that nothing lists."""
    population, listed = settings.population, {arm.name for arm in settings.arms_of_data}
    left_out = set(population.leave_out_arms)
    for name in sorted(left_out - values):
        message = f"no subject has {population.treatment} = {name!r} in {read.source}"
        hint = _read_as_missing(name, settings, read) or _written_otherwise(name, values)
        hint = hint or nearest(name, values - listed or values)
        yield Problem(message, "key population.leave_out_arms", hint)
    for name in sorted(counts.keys() - listed - left_out):
        who = "1 subject" if counts[name] == 1 else f"{counts[name]} subjects"
        has = "has" if counts[name] == 1 else "have"
        alike = next((arm for arm in sorted(listed) if _plain(arm) == _plain(name)), None)
        yield Problem(
            f"{who} with {population.flag} = Y {has} {population.treatment} = {name!r}, which no [[arm]] lists",
            read.source,
            f"the arm {alike!r} is spelled differently: write it as in the data, including case and blanks"
            if alike
            else "add the arm, or name it in population.leave_out_arms",
        )


def _pooled(settings: Settings, values: set[str], read: Dataset) -> Iterator[Problem]:
    """Yield the names of pooled arms, and of the total, that are arms of the data."""
    shown = [(f"key arm[{place}].name", arm.name) for place, arm in enumerate(settings.arm, start=1) if arm.of]
    shown += [("key report.total", TOTAL)] if settings.report.total else []
    for key, name in shown:
        if name in values:
            message = f"subjects have {settings.population.treatment} = {name!r} in {read.source}"
            yield Problem(message, key, "a name that no arm of the data has")


def _read_as_missing(name: str, settings: Settings, read: Dataset) -> str:
    """Return what to write where the name is a text that was read as a missing treatment, else ""."""
    renamed = {column for part in settings.data.columns.values() for to, column in part.items() if to in _TREATMENTS}
    for column in sorted({*_TREATMENTS, settings.population.treatment, *renamed}):
        if count := read.missing.get(column, {}).get(name):
            values = "1 value is" if count == 1 else f"{count} values are"
            return (
                f"of {column} {values} the text {name}, read as missing: in quotation marks in the file it is a text, "
                f"or list in [data] missing of the study file what means missing in these data, without {name}"
            )
    return ""


def _not_analysed(name: str, settings: Settings, values: Collection[str]) -> str:
    """Return that only subjects who are not analysed have the treatment, else ""."""
    return f"the subjects who have it have no {settings.population.flag} = Y" if name in values else ""


def _written_otherwise(name: str, values: Collection[str]) -> str:
    """Return what to write where a value of the data differs from a name in capitals and blanks only, else ""."""
    alike = [repr(value) for value in sorted(values) if _plain(value) == _plain(name)]
    return f"did you mean {' or '.join(alike)}? write it as in the data, including case and blanks" if alike else ""


def _plain(name: str) -> str:
    """Return a name without what a reader does not see: kinds of blanks and of letters, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
