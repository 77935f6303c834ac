"""Subjects by their worst decrease of a laboratory parameter, as the categories of a facts file cut it."""

import pandas as pd

from pv.facts.model import Facts
from pv.facts.published_model import Figure


def decreased(facts: Facts, figure: Figure, adlb: pd.DataFrame, subject: pd.DataFrame) -> tuple[int, int] | None:
    """Return the subjects of the figure's arm whose worst decrease is in its category, and the subjects of the arm.

    The worst decrease is the largest fall of a result after the first dose below BASE; a subject is in the category of
    the largest `decrease` that it reaches, which is to say at least its lower bound.

    Args:
        facts: the published figures, for the categories of the parameter.
        figure: of measure laboratory.
        adlb: the results, one row each (PARAMCD, AVAL, BASE, ADT).
        subject: the safety set (USUBJID, arm, first_dose).
    """
    part = next((part for part in facts.laboratory if part.parameter == figure.parameter), None)
    arm = subject[subject["arm"].str.casefold() == figure.arm.casefold()]
    if part is None or arm.empty:
        return None
    results = adlb[adlb["PARAMCD"] == part.parameter].merge(arm[["USUBJID", "first_dose"]], on="USUBJID")
    results = results[results["ADT"] > results["first_dose"]]
    worst = (results["BASE"] - results["AVAL"]).groupby(results["USUBJID"]).max()
    bounds = sorted(category.decrease[0] for category in part.category)
    low = next(category.decrease[0] for category in part.category if category.name == figure.category)
    beyond = next((bound for bound in bounds if bound > low), None)
    reached = (worst >= low) & (worst < beyond if beyond is not None else True)
    return int(reached.sum()), len(arm)
