"""Do the treatments, units, variables and arms that the study file names of doses stand in the data."""

from collections.abc import Iterator

import pandas as pd

from pv.contract import Accepted
from pv.contract.values import as_text, is_number
from pv.errors import Problem, SettingError, nearest
from pv.sql_upper import capitals
from pv.study.setting.dosing_settings import RegimenPart
from pv.study.setting.settings import Settings


def check_doses(settings: Settings, adex: Accepted) -> None:
    """Raise for every treatment, unit, variable or arm of doses that the data do not have.

    Args:
        settings: the study file.
        adex: the accepted doses; no record where there is no such dataset.

    Raises:
        SettingError: the key, what is not there and the nearest that is.
    """
    arms = [arm.name for arm in settings.arms_of_data]
    # Of millions of doses the few treatments and units.
    units = adex.frame[["EXTRT", "EXDOSU"]].drop_duplicates() if settings.regimen else adex.frame
    problems = list(_variable(settings.dosing.cycle, "dosing.cycle", adex))
    for place, part in enumerate(settings.regimen, start=1):
        problems += _variable(part.planned_dose, f"regimen[{place}].dose", adex)
        if part.arm is not None and part.arm not in arms:
            problems.append(
                Problem(f"{part.arm!r} is no [[arm]] of the data", f"key regimen[{place}].arm", nearest(part.arm, arms))
            )
        problems += _treatment(part, f"regimen[{place}]", units)
    if problems:
        raise SettingError(problems)


def _variable(name: str | None, key: str, adex: Accepted) -> Iterator[Problem]:
    """Yield a variable that is not there, or has a value that is no number."""
    if name is None:
        return
    if name not in adex.present or name not in adex.frame:
        yield Problem(f"{name!r} is not in ADEX", f"key {key}", nearest(name, adex.present))
        return
    others = [value for value in as_text(adex.frame[name]).dropna().unique() if not is_number(value)]
    if others:
        yield Problem(f"{name} of ADEX is {others[0]!r}, which is not a number", f"key {key}", "numbers only")


def _treatment(part: RegimenPart, key: str, given: pd.DataFrame) -> Iterator[Problem]:
    """Yield a treatment without a dose, and a unit that none of its doses has; `given` has each treatment and unit."""
    known = sorted(set(given["EXTRT"].dropna()))
    named = [name for name in known if _same(name, part.treatment)]
    if not named:
        right = nearest(part.treatment, known) if known else "EXTRT of ADEX"
        yield Problem(f"ADEX has no dose of {part.treatment!r}", f"key {key}.treatment", right)
        return
    units = sorted(set(given.loc[given["EXTRT"].isin(named), "EXDOSU"].dropna()))
    if units and not any(_same(unit, part.unit) for unit in units):
        yield Problem(f"no dose of {part.treatment} is in {part.unit!r}", f"key {key}.unit", nearest(part.unit, units))


def _same(one: str, other: str) -> bool:
    """Return whether two names are one, as SQL compares them."""
    return capitals(one.strip()) == capitals(other.strip())
