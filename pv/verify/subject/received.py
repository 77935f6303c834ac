"""In which arm a subject counts where the study counts by the treatment received."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from pv.verify.given import Given, Row, before, capitals, word

#: More than this share of the arm that has a treatment most makes it one of an arm; of a placebo arm another one.
RARE, USUAL = 0.25, 0.75


class _Doses(NamedTuple):
    """The doses of the subjects of the safety set: who got what, and which of it is placebo."""

    of_arm: Mapping[str, Mapping[str, set[str]]]
    placebos: set[str]


def received(given: Given) -> dict[str, str]:
    """Return the one arm that has every treatment that a subject got, where its actual arm has not."""
    doses = _doses(given)
    arms = [arm for arm in given.rows("arm") if not arm["pooled"]]
    listed: dict[str, set[str]] = defaultdict(set)
    for row in given.rows("arm_treatment"):
        listed[row["treatment"]].add(row["arm"])
    treatments = {treatment for got in doses.of_arm.values() for own in got.values() for treatment in own}
    of_arm = {treatment: _arms_of(treatment, arms, doses, listed) for treatment in treatments}
    moved = {}
    for actual, subjects in doses.of_arm.items():
        for usubjid, own in subjects.items():
            fitting = [arm["arm"] for arm in arms if all(arm["arm"] in of_arm[treatment] for treatment in own)]
            if actual not in fitting and len(fitting) == 1:
                moved[usubjid] = fitting[0]
    return moved


def _arms_of(treatment: str, arms: list[Row], doses: _Doses, listed: Mapping[str, set[str]]) -> set[str]:
    """Return the arms that a treatment is one of, as the study file says or as the doses of all subjects show."""
    if treatment in listed:
        return listed[treatment]
    share = {
        arm: sum(treatment in own for own in subjects.values()) / len(subjects)
        for arm, subjects in doses.of_arm.items()
    }
    most, having = max(share.values()), sum(1 for part in share.values() if part > 0)
    found = set()
    for arm in arms:
        own = share.get(arm["arm"])
        if own is None:  # nobody there got anything: nothing is known of it
            found.add(arm["arm"])
        elif _placebo_alone(arm) and treatment not in doses.placebos:
            found |= {arm["arm"]} if own > USUAL * most and (own > 1 / 2 or having > 1) else set()
        elif own > RARE * most or most <= 1 / 20:
            found.add(arm["arm"])
    return found


def _placebo_arm(arm: Row) -> bool:
    return capitals(arm["arm"]) == "PBO" or "PLACEBO" in capitals(arm["arm"]) or "PLACEBO" in capitals(arm["label"])


def _placebo_alone(arm: Row) -> bool:
    name = capitals(arm["arm"])
    beside = any(sign in name for sign in ("+", "&", "/", ",", " AND ", " PLUS ", " WITH ", " OR "))
    return name in {"PBO", "PLACEBO"} or (_placebo_arm(arm) and not beside)


def _doses(given: Given) -> _Doses:
    subjects = {row["USUBJID"]: row for row in given.rows("adsl") if row["SAFFL"] == "Y"}
    arms = {arm["arm"]: arm for arm in given.rows("arm")}
    amounts = any(row["EXDOSE"] is not None for row in given.rows("adex"))
    got: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    placebos = set()
    for dose in given.rows("adex"):
        subject, name = subjects.get(dose["USUBJID"]), word(dose["EXTRT"])
        late = before(given.study["counted_until"], dose["ASTDT"])
        if subject is None or name is None or late or subject["TRT01A"] not in arms:
            continue
        named = name == "PBO" or any(part in name for part in ("PLACEBO", "VEHICLE", "SHAM"))
        nothing = _placebo_arm(arms[subject["TRT01A"]]) and dose["EXDOSE"] == 0
        unknown = dose["EXDOSE"] is None and not amounts
        if named or nothing or unknown or (dose["EXDOSE"] or 0) > 0:
            treatment = "PLACEBO" if nothing and not named else name
            got[subject["TRT01A"]][subject["USUBJID"]].add(treatment)
            placebos |= {treatment} if named or nothing else set()
    return _Doses(got, placebos)
